"""Issue and revoke certificates: to one, to several, to all of a run who earned one.

A number is never used twice and a certificate never deleted (the database refuses both); a revoked one keeps its line.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import func, select

from hsdclient import clock, dates, errors, schema, text
from hsdclient.session import Read, Tx
from hsdclient.training import earning
from hsdclient.training.earning import Standing
from hsdclient.training.nominations.steps import put_step
from hsdclient.words import _

PREFIX = "CERT"
_NAMED = 3
n, t, c = schema.nominations.c, schema.trainees.c, schema.certificates.c


@dataclass(frozen=True)
class Issued:
    """One certificate that was issued: its key and number, to which nomination, in which name."""

    key: int
    reference: str
    nomination_key: int
    name: str


@dataclass(frozen=True)
class Left:
    """A nominee of a run who gets no certificate, and why (a sentence); `certificate` is the one that holds, or ''."""

    nomination_key: int
    name: str
    why: str
    certificate: str = ""


@dataclass(frozen=True)
class Certified:
    """What certifying a run came to: those who got one, those who did not."""

    issued: tuple[Issued, ...]
    left: tuple[Left, ...]


def may(rx: Read, nomination: int) -> str:
    """'' when a certificate may be issued for the nomination today, else why not, as a sentence."""
    found = earning.of(rx, [nomination]).get(nomination)
    if found is None:
        return _("This nomination is no longer there; reload the run.")
    return earning.why_not(rx, found) or _nameless(_names(rx, [nomination])[nomination])


def standing(rx: Read, run: int) -> list[tuple[Standing, str, str]]:
    """Every nominee of the run, by name: what the book says, the name, and '' or why no certificate may be issued."""
    found = earning.of_run(rx, run)
    names = _names(rx, list(found))
    listed = [
        (one, names[key].name, earning.why_not(rx, one) or _nameless(names[key])) for key, one in found.items()
    ]
    return sorted(listed, key=lambda line: (text.comparable(line[1]), line[0].key))


def issue(tx: Tx, nominations: Iterable[int], language: str = "en", on: str = "") -> list[Issued]:
    """Issue a certificate for each nomination, dated `on` (ISO, '' for today), in the names as they are now.

    Refused, issuing none, when one of them may not have one. Nominees who are recorded as attended become certified.
    """
    keys = list(dict.fromkeys(nominations))
    if language not in schema.CERTIFICATE_LANGUAGES:
        raise errors.Refused(
            _("A certificate is issued in en, hi or both, not {text}.").format(text=language or "–"), "language"
        )
    found, names = earning.of(tx, keys), _names(tx, keys)
    refused = []
    for key in keys:
        why = _("no longer there.") if key not in found else earning.why_not(tx, found[key]) or _nameless(names[key])
        if why:
            refused.append(_("{name}: {why}").format(name=names[key].name if key in names else "–", why=why))
    if refused:
        more = _(" And {count} more.").format(count=len(refused) - _NAMED) if len(refused) > _NAMED else ""
        raise errors.Refused(_("No certificate was issued. {whys}").format(whys=" ".join(refused[:_NAMED])) + more)
    return [_issue_one(tx, found[key], names[key], language, _day(tx, found[key], on)) for key in keys]


def certify_run(tx: Tx, run: int, language: str = "en", on: str = "") -> Certified:
    """Issue a certificate to every nominee of the run who earned one; the others come back with the reason."""
    listed = standing(tx, run)
    earned = [one.key for one, _name, why in listed if not why]
    issued = issue(tx, earned, language, on) if earned else []
    return Certified(
        tuple(issued), tuple(Left(one.key, name, why, one.certificate) for one, name, why in listed if why)
    )


def revoke(tx: Tx, key: int, reason: str, on: str = "") -> None:
    """Revoke a certificate with the reason. Its number stays its own; the nominee is attended again, not certified."""
    row = tx.row(schema.certificates, key)
    if row is None:
        raise errors.Refused(_("There is no such certificate; reload the register."))
    if row["revoked_on"]:
        raise errors.Refused(
            _("{certificate} was revoked on {day} already.").format(
                certificate=row["reference"], day=dates.say(date.fromisoformat(row["revoked_on"]))
            )
        )
    if not reason.strip():
        raise errors.Refused(_("Give the reason for revoking the certificate."), "reason")
    if wrong := text.problem(reason.strip(), max_length=500, lines=True):
        raise errors.Refused(wrong, "reason")
    day = dates.read_iso(on.strip()) if on.strip() else tx.today
    if not date.fromisoformat(row["issued_on"]) <= day <= tx.today:
        raise errors.Refused(_("A certificate is revoked between the day it was issued and today."), "on")
    tx.update(schema.certificates, key, {"revoked_on": day.isoformat(), "revoked_why": reason.strip()})
    if (tx.row(schema.nominations, row["nomination_key"]) or {}).get("step") == "certified":
        put_step(tx, row["nomination_key"], "attended", day.isoformat())


def _day(rx: Read, one: Standing, on: str) -> str:
    day = dates.read_iso(on.strip()) if on.strip() else rx.today
    if day > rx.today:
        raise errors.Refused(_("A certificate is not dated in the future."), "on")
    if day < one.ends:
        raise errors.Refused(
            _("{run} ends on {day}; a certificate is not dated before that.").format(
                run=one.run, day=dates.say(one.ends)
            ),
            "on",
        )
    return day.isoformat()


def _issue_one(tx: Tx, one: Standing, named: Any, language: str, day: str) -> Issued:
    year = tx.today.year
    number = (tx.scalar(select(func.max(c.number)).where(c.year == year)) or 0) + 1
    reference = f"{PREFIX}-{year}-{number:04d}"
    key = tx.insert(
        schema.certificates,
        {
            "nomination_key": one.key,
            "reference": reference,
            "year": year,
            "number": number,
            "issued_on": day,
            "language": language,
            "name": named.name,
            "name_hi": named.name_hi,
            "officer_key": tx.officer.key,
            "recorded_at": clock.text(clock.now()),
        },
    )
    if one.step == "attended":
        put_step(tx, one.key, "certified", day)
    return Issued(key, reference, one.key, named.name)


def _names(rx: Read, keys: list[int]) -> dict[int, Any]:
    found: dict[int, Any] = {}
    for start in range(0, len(keys), 500):
        joined = select(n.key, t.name, t.name_hi, t.purged_on, t.discarded_at).join(
            schema.trainees, t.key == n.trainee_key
        )
        found |= {row.key: row for row in rx.all(joined.where(n.key.in_(keys[start : start + 500])))}
    return found


def _nameless(named: Any) -> str:
    if named.purged_on or not named.name.strip():
        return _("The name was removed by the retention rule; no certificate can be issued.")
    return ""
