"""Nominate persons for a run and take them through its steps: seats, gates, reasons, substitutes.

Every refusal says what to do; what happens by itself is told in what the verb returns.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import bindparam, select

from hsdclient import clock, errors, schema, seats
from hsdclient.session import Read, Tx
from hsdclient.training import pipeline
from hsdclient.training.nominations import seating
from hsdclient.training.nominations.seating import Nominated, Seating
from hsdclient.training.nominations.steps import (
    Held,
    held,
    last_place,
    missing,
    put_step,
    read_on,
    step_line,
)
from hsdclient.words import _

n, t, a, c = schema.nominations.c, schema.trainees.c, schema.attendance.c, schema.certificates.c
_BLOCK = 500
_PERSONS = select(t.key, t.reference, t.side, t.agency_key, t.discarded_at, t.purged_on).where(
    t.key.in_(bindparam("keys", expanding=True))
)
_CAME = select(a.key).where(a.nomination_key == bindparam("key"), a.presence.in_(("present", "half_day"))).limit(1)


@dataclass(frozen=True)
class Advanced:
    """What a step did: the nomination's new step, sentences to be told, who moved up into a seat that became free."""

    key: int
    step: str
    notes: tuple[str, ...] = ()
    moved_up: tuple[Nominated, ...] = ()


@dataclass(frozen=True)
class Way:
    """A step that makes sense next; `why` it cannot be taken now, '' when it can."""

    step: str
    why: str = ""

    @property
    def open(self) -> bool:
        """Whether the step can be taken now."""
        return not self.why


def nominate(
    tx: Tx, run: int, trainee: int, *, step: str = "", substitute_for: int | None = None, on: str = ""
) -> Nominated:
    """Nominate a person for a run: a seat of the person's side while there is one, else a place on the waitlist.

    `step` 'waitlisted' waits though the person holds a seat elsewhere on these days (and sits down when nothing
    hinders); 'substitute' (of the nomination `substitute_for`, or of anyone) asks for no seat. Refused:
    the same person twice in a run, a seat on days on which the person holds another elsewhere (an online run is only
    told of), a run that was cancelled or lies in the trash.
    """
    found = nominate_many(tx, run, [trainee], step=step or ("substitute" if substitute_for else ""), on=on)[0]
    if substitute_for is not None:
        stand_by(tx, found.key, substitute_for)
    return found


def nominate_many(tx: Tx, run: int, trainees: Iterable[int], *, step: str = "", on: str = "") -> list[Nominated]:
    """Nominate these persons in their order, as `nominate` would one by one; all or none."""
    if step not in ("", *pipeline.WAITING):
        raise errors.Refused(_("A nomination begins as nominated, waitlisted or substitute."), "step")
    day = read_on(tx, on)
    listed, places = list(trainees), Seating(tx, run)
    if places.closed:
        raise errors.Refused(places.closed, "run")
    persons = _persons(tx, listed)
    elsewhere = seating.overlaps(tx, places.run, listed)
    now = clock.text(clock.now())
    made: list[dict[str, Any]] = []
    told: list[tuple[str, int, tuple[str, ...]]] = []
    for trainee in listed:
        person = _may_be_nominated(persons.get(trainee), places)
        places.nominated.add(trainee)
        notes = [one.sentence for one in elsewhere.get(trainee, ())]
        hindrance = seating.hindering(elsewhere.get(trainee, ()))
        waits = bool(step) and (hindrance is not None or not seating.moves_up(tx, places.run))
        took, place, shown = _place(places, person.side, step, waits=waits)
        if took == "nominated" and hindrance is not None:
            raise errors.Refused(
                _("{reference} cannot be in two places. {why} Withdraw that nomination, or put this on the waitlist.")
                .format(reference=person.reference, why=hindrance.sentence),
                "trainee",
            )  # fmt: skip
        if took == "waitlisted" and not step:
            notes.insert(0, places.full(person.side, shown))
        made.append({
            "run_key": run, "trainee_key": trainee, "side": person.side, "agency_key": person.agency_key,
            "step": took, "step_on": day, "place": place, "officer_key": tx.officer.key, "recorded_at": now,
        })  # fmt: skip
        told.append((took, shown, tuple(notes)))
    keys = tx.insert_many(schema.nominations, made)
    tx.insert_many(
        schema.nomination_steps,
        [
            step_line(tx, key, took, "", day, None, by_itself=took == "waitlisted" and not step)
            for key, (took, _place_, _notes) in zip(keys, told, strict=True)
        ],
    )
    return [Nominated(key, *one) for key, one in zip(keys, told, strict=True)]


def _persons(rx: Read, trainees: list[int]) -> dict[int, Any]:
    return {
        row.key: row
        for start in range(0, len(trainees), _BLOCK)
        for row in rx.all(_PERSONS, {"keys": trainees[start : start + _BLOCK]})
    }


def _may_be_nominated(person: Any, places: Seating) -> Any:
    if person is None:
        raise errors.Refused(_("This record is no longer there; reload the list."), "trainee")
    if person.discarded_at:
        raise errors.Refused(
            _("{reference} is in the trash; recover it first.").format(reference=person.reference), "trainee"
        )
    if person.purged_on:
        raise errors.Refused(
            _("The personal data of {reference} were purged; record the person anew.").format(
                reference=person.reference
            ),
            "trainee",
        )
    if person.key in places.nominated:
        raise errors.Refused(
            _("{reference} is nominated for {run} already; change that nomination instead.").format(
                reference=person.reference, run=places.run["reference"]
            ),
            "trainee",
        )
    return person


def _place(places: Seating, side: str, step: str, *, waits: bool) -> tuple[str, int, int]:
    if step == "substitute":
        return "substitute", 0, 0
    return places.wait(side) if waits else places.take(side)


def advance(tx: Tx, key: int, step: str, *, on: str = "", reason: str = "") -> Advanced:
    """Take the nomination to `step` on the ISO day `on` ('' today).

    Refused with the reason when the step makes no sense from where it stands, a gate is not passed, or no seat is
    free. Leaving needs a `reason` of the list. A seat that frees before the first day is taken by the first who
    waits; a substitute takes the seat of the one it stands by for, who is withdrawn with it.
    """
    one = held(tx, key)
    if step not in pipeline.STEP_WORDS:
        raise errors.Refused(_("There is no step {step}.").format(step=step or "–"), "step")
    if step not in (sensible := pipeline.ways(one.step, one.route)):
        named = ", ".join(_(pipeline.STEP_WORDS[way]) for way in sensible) or "–"
        raise errors.Refused(
            _("{name} stands at “{step}”; from there it can go to: {steps}.").format(
                name=one.name, step=_(pipeline.STEP_WORDS[one.step]), steps=named
            ),
            "step",
        )
    day = read_on(tx, on)
    why_left = _reason(step, reason)
    if why := obstacle(tx, one, step):
        raise errors.Refused(why, "step")
    notes: list[str] = []
    if step == "nominated" and one.step == "substitute" and (first := _stood_by_for(tx, one)) is not None:
        put_step(tx, first.key, "withdrawn", day, reason="substituted", by_itself=True)
        notes.append(_("{name} was withdrawn; the substitute has the seat.").format(name=first.name))
    place = last_place(tx, one.run_key, one.side) + 1 if step == "waitlisted" else 0
    put_step(tx, key, step, day, reason=why_left, place=place)
    frees = one.step in pipeline.SEATED and step not in pipeline.SEATED
    moved = seating.fill_seats(tx, one.run_key) if frees or step == "waitlisted" else []
    notes += [note for up in moved for note in up.notes]
    return Advanced(key, step, tuple(notes), tuple(moved))


def _reason(step: str, reason: str) -> str | None:
    if step not in pipeline.REASONED:
        if reason:
            raise errors.Refused(_("A reason is given only for withdrawing and rejecting."), "reason")
        return None
    if reason not in schema.LEAVING_REASONS:
        listed = ", ".join(schema.LEAVING_REASONS)
        raise errors.Refused(_("Choose why: one of {reasons}. There is no free text.").format(reasons=listed), "reason")
    return reason


def ways_of(rx: Read, key: int) -> list[Way]:
    """The steps that make sense next, in their order, with why one cannot be taken now."""
    one = held(rx, key)
    return [Way(step, obstacle(rx, one, step)) for step in pipeline.ways(one.step, one.route)]


def obstacle(rx: Read, one: Held, step: str) -> str:
    """Why the nomination cannot go to `step` now, as a sentence; '' when it can (the step makes sense: `ways`)."""
    if one.run_discarded:
        return _("{run} is in the trash; recover it first.").format(run=one.run)
    if one.state == "cancelled" and step not in pipeline.LEFT:
        return _("{run} was cancelled; its nominees can only be withdrawn.").format(run=one.run)
    if step == "certified":
        return _("Comes with the certificate: issue it on the run's tab Certificates.")
    if step in pipeline.SEATED and one.step not in pipeline.SEATED and (why := _no_seat(rx, one)):
        return why
    if step in pipeline.GATED and pipeline.is_forward(one.step, step) and (lacking := missing(rx, one)):
        gates = ", ".join(_(pipeline.GATE_WORDS[gate]) for gate in lacking)
        return _("Not passed yet, or not until the run's last day: {gates}.").format(gates=gates)
    return _untimely(rx, one, step)


def _untimely(rx: Read, one: Held, step: str) -> str:
    today = rx.today.isoformat()
    if step == "attended" and not came(rx, one.key):
        return _("No day is recorded on which {name} was present; mark the attendance.").format(name=one.name)
    if step in ("evaluated", "returned") and today <= one.ends:
        return _("The run lasts until {day}; this step comes after it.").format(day=one.ends)
    if step == "no_show" and today < one.starts:
        return _("The run has not begun; withdraw the nomination instead.")
    if step == "no_show" and came(rx, one.key):
        return _("{name} was present on a day; a no-show never came.").format(name=one.name)
    if step == "withdrawn" and one.step == "attended" and certificate_of(rx, one.key):
        return _("A certificate holds; revoke it first.")
    return ""


def came(rx: Read, key: int) -> bool:
    """Whether a day is recorded on which the nominee was present, at least half of it."""
    return rx.one(_CAME, {"key": key}) is not None


def certificate_of(rx: Read, key: int) -> str:
    """The reference of the certificate of this nomination that holds, or ''."""
    return rx.scalar(select(c.reference).where(c.nomination_key == key, c.revoked_on.is_(None))) or ""


def _stood_by_for(rx: Read, one: Held) -> Held | None:
    first = held(rx, one.substitute_for) if one.substitute_for is not None else None
    return first if first is not None and first.step in pipeline.SEATED and first.step not in pipeline.CAME else None


def _no_seat(rx: Read, one: Held) -> str:
    person = rx.row(schema.trainees, one.trainee_key) or {}
    if person.get("discarded_at"):
        return _("{reference} is in the trash; recover it first.").format(reference=one.reference)
    if person.get("purged_on"):
        return _("The personal data of {reference} were purged; record the person anew.").format(
            reference=one.reference
        )
    hindrance = seating.hindering(
        seating.overlaps(rx, rx.row(schema.runs, one.run_key), [one.trainee_key]).get(one.trainee_key, ())
    )
    if hindrance is not None:
        return hindrance.sentence
    if one.step == "substitute" and _stood_by_for(rx, one) is not None:
        return ""
    offered, taken = seats.offered(rx, one.run_key)[one.side], seats.taken(rx, one.run_key)[one.side]
    if taken >= offered:
        return _("All {seats} seats for {side} are taken; raise the seats or withdraw somebody first.").format(
            seats=offered, side=one.side
        )
    return ""


def stand_by(tx: Tx, key: int, first: int | None) -> bool:
    """Make the substitute `key` stand by for the nomination `first` of the same run (None: for anyone)."""
    one = held(tx, key)
    if one.step != "substitute":
        raise errors.Refused(_("Only a substitute stands by for somebody."), "step")
    if first is not None:
        other = held(tx, first)
        if other.run_key != one.run_key or other.side != one.side or other.step not in pipeline.SEATED:
            raise errors.Refused(
                _("A substitute stands by for one of the same side who holds a seat in the same run."), "substitute_for"
            )
    return tx.update(schema.nominations, key, {"substitute_for_key": first})
