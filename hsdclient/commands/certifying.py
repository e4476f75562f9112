"""Verbs on certificates: certify, certificates, revoke, verify-certificate.

Turn words into keys and hand them to the core; who gets none is told on standard error, with the reason.
"""

from __future__ import annotations

from argparse import Namespace
from typing import Any

from hsdclient import codes, dates, errors, text
from hsdclient.commands import output
from hsdclient.commands.looks import look
from hsdclient.commands.output import put, tell
from hsdclient.commands.records import act, listed
from hsdclient.session import Read
from hsdclient.training import certificates
from hsdclient.training.certificates import CertificateQuery, CertificateRow
from hsdclient.training.nominations import of_run
from hsdclient.words import N_, _

_BLOCK = 500


def run_key(rx: Read, reference: str) -> int:
    """The key of the run with the reference."""
    return codes.record(rx, "runs", reference, field="run")


def nominee(rx: Read, run: int, person: str) -> int:
    """The nomination of `person` (a reference PER-…, or a name) in the run; Refused when none or several fit."""
    wanted, named = person.strip().upper(), text.comparable(person)
    roll = of_run(rx, run)
    found = [one for one in roll if one.trainee == wanted]
    found = found or [one for one in roll if named and named in map(text.comparable, (one.name, one.name_hi))]
    if len(found) > 1:
        raise errors.Refused(
            _("{name} could be several persons: {people}. Give the reference.").format(
                name=person.strip(), people=", ".join(one.trainee for one in found)
            ),
            "person",
        )
    if not found:
        raise errors.Refused(
            _("Nobody called {name} is nominated for this run.").format(name=person.strip() or "–"), "person"
        )
    return found[0].key


def certify(arguments: Namespace) -> int:
    """Issue certificates to those of a run who earned one and print their numbers."""
    persons = [one for given in arguments.person for one in listed(given)]
    if arguments.dry_run:
        return _would(arguments, persons)
    with act(arguments, N_("Certificates issued")) as tx:
        run = run_key(tx, arguments.run)
        if persons:
            keys = [nominee(tx, run, one) for one in persons]
            done = certificates.Certified(
                tuple(certificates.issue(tx, keys, arguments.language, arguments.on)), ()
            )
        else:
            done = certificates.certify_run(tx, run, arguments.language, arguments.on)
    for left in done.left:
        tell(_("{name}: {why}").format(name=left.name or "–", why=left.why))
    tell(
        _("Certificates issued: {issued}. Nominees without one: {left}.").format(
            issued=len(done.issued), left=len(done.left)
        )
    )
    for one in done.issued:
        put(one.reference)
    return 0 if done.issued else 1


def _would(arguments: Namespace, persons: list[str]) -> int:
    with look(arguments) as rx:
        run = run_key(rx, arguments.run)
        only = {nominee(rx, run, one) for one in persons}
        standing = [line for line in certificates.standing(rx, run) if not only or line[0].key in only]
    for _one, name, why in standing:
        said = _("{name}: {why}").format(name=name or "–", why=why) if why else _("{name}: would get one.")
        tell(said.format(name=name))
    return 0 if any(not why for _one, _name, why in standing) else 1


def listing(arguments: Namespace) -> int:
    """List the register."""
    with look(arguments) as rx:
        query = CertificateQuery(
            runs=(run_key(rx, arguments.run),) if arguments.run else (),
            years=tuple(arguments.year),
            sides=(codes.side(arguments.side),) if arguments.side else (),
            revoked=True if arguments.revoked else False if arguments.holding else None,
            text=arguments.text,
            sort=arguments.sort,
            descending=arguments.descending,
        )
        keys = certificates.ids(rx, query)
        rows = [
            row for start in range(0, len(keys), _BLOCK) for row in certificates.rows(rx, keys[start : start + _BLOCK])
        ]
        total = certificates.total(rx)
    text_form = arguments.form == "text"
    headings = (
        ("ref", _("Number")), ("issued_on", _("Issued")), ("side", _("Side")), ("agency", _("Agency")),
        ("run", _("Run")), ("state", _("State")), ("name", _("Name")),
    )  # fmt: skip
    output.records([_record(row, said=text_form) for row in rows], arguments.form, headings)
    tell(_("{count} of {total} certificates.").format(count=len(rows), total=total))
    return 0


def _record(row: CertificateRow, *, said: bool) -> output.Record:
    values: dict[str, Any] = output.of_row(row)
    values.pop("id")
    values["state"] = "revoked" if row.revoked else "holds"
    if said:
        values["issued_on"] = dates.say(row.issued_on)
        values["state"] = _("Revoked") if row.revoked else _("Holds")
    return values


def revoke(arguments: Namespace) -> int:
    """Revoke a certificate."""
    with act(arguments, N_("Certificate revoked")) as tx:
        key = certificates.key_of(tx, arguments.certificate)
        certificates.revoke(tx, key, arguments.reason, arguments.on)
    tell(_("{certificate} is revoked.").format(certificate=arguments.certificate.strip().upper()))
    return 0


def verify(arguments: Namespace) -> int:
    """Tell what a number and a code prove: 0 when the certificate holds, else 1."""
    with look(arguments) as rx:
        verdict = certificates.verify(rx, arguments.number, arguments.code)
    for sentence in verdict.sentences:
        put(output.visible(sentence))
    return 0 if verdict.state in ("genuine", "number_only") else 1
