"""What is kept per side of a run: its seats, and the partner's dates as received, beside our own.

One side's version never overwrites the other's (rules.md, Two sides). Our own dates are the run's; they are moved.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar

from sqlalchemy import select

from hsdclient import codes, errors, records, schema, seats
from hsdclient.fields import Field
from hsdclient.session import Read, Tx
from hsdclient.training.nominations import fill_seats
from hsdclient.training.runs.draft import KIND, wrong_days
from hsdclient.training.runs.draft import seats as seats_read
from hsdclient.words import N_, _

s = schema.run_sides.c


@dataclass(frozen=True)
class RunSide:
    """One side of a run. For the own side `starts` and `ends` are the run's and nothing is received; for the partner
    they are as received, None when nothing was."""

    side: str
    seats: int
    starts: date | None
    ends: date | None
    confirmed_on: date | None
    note: str
    received_on: date | None
    source: str

    FIELDS: ClassVar[tuple[Field, ...]] = (
        Field("seats", N_("Seats"), "number"),
        Field("starts", N_("First day"), "date"),
        Field("ends", N_("Last day"), "date"),
        Field("confirmed_on", N_("Confirmed on"), "date"),
        Field("note", N_("Note"), "text", max_length=2_000),
        Field("received_on", N_("Received on"), "date"),
        Field("source", N_("Source"), max_length=300),
    )


KEYS = tuple(one.key for one in RunSide.FIELDS)
_DAYS = ("starts", "ends", "confirmed_on", "received_on")
_PARTNERS = ("starts", "ends", "received_on", "source")


def of_runs(rx: Read, keys: list[int]) -> dict[int, dict[str, RunSide]]:
    """Run → side → what is kept of it, both sides of every run, the own side first."""
    u = schema.runs.c
    found: dict[int, dict[str, RunSide]] = {}
    for row in rx.all(
        select(schema.run_sides, u.starts.label("own_starts"), u.ends.label("own_ends"))
        .join(schema.runs, u.key == s.run_key)
        .where(s.run_key.in_(keys))
        .order_by(s.run_key, s.side != rx.side)
    ):
        own = row.side == rx.side
        found.setdefault(row.run_key, {})[row.side] = RunSide(
            row.side, row.seats, _day(row.own_starts if own else row.starts), _day(row.own_ends if own else row.ends),
            _day(row.confirmed_on), row.note, _day(row.received_on), row.source,
        )  # fmt: skip
    return found


def _day(value: str | None) -> date | None:
    return date.fromisoformat(value) if value else None


def amend_side(
    tx: Tx, key: int, side: str, changes: Mapping[str, Any], *, received_on: str = "", source: str = ""
) -> bool:
    """Change what is kept of one side: keys of RunSide.FIELDS, texts as typed. False when nothing differs.

    The own days are moved (`moves.move`), never typed over. What the partner says keeps the day it was received
    (today unless given) and its source. Seats below those taken are Refused; raised ones let the waitlist move up.
    """
    run = records.alive(tx, KIND, key)
    side = codes.side(side)
    held: Any = tx.one(select(schema.run_sides).where(s.run_key == key, s.side == side))
    if unknown := set(changes) - set(KEYS):
        raise errors.Bug(", ".join(sorted(unknown)))
    given = dict(changes)
    if received_on:
        given["received_on"] = received_on
    if source:
        given["source"] = source
    if side == tx.side and (theirs := sorted(set(given) & set(_PARTNERS))):
        raise errors.Refused(_("Move the run to change its own days, and give the reason."), theirs[0])
    values = _read(given, dict(held._mapping) if held is not None else {})
    said = [name for name in ("seats", "starts", "ends", "confirmed_on", "note") if name in values]
    if side != tx.side and said and "received_on" not in given:
        values["received_on"] = tx.today.isoformat()
    if "seats" in values:
        check_seats(tx, run, {side: values["seats"]})
    if held is None:
        tx.insert(schema.run_sides, {"run_key": key, "side": side, **values})
        changed = True
    elif all(held._mapping[name] == value for name, value in values.items() if name != "received_on") and (
        "received_on" not in given or held.received_on == values["received_on"]
    ):
        return False
    else:
        changed = tx.update(schema.run_sides, held.key, values)
    if "seats" in values:
        fill_seats(tx, key)
    return changed


def _read(given: Mapping[str, Any], held: Mapping[str, Any]) -> dict[str, Any]:
    """The columns that the fields mean; Problems when one is not acceptable."""
    shape = records.Kind("run_sides", "", RunSide.FIELDS)
    found = records.shape_problems(shape, given)
    values: dict[str, Any] = {}
    for name, value in given.items():
        if name in found:
            continue
        if name == "seats":
            try:
                values[name] = seats_read(value)
            except errors.Refused as refusal:
                found[name] = refusal.sentence
        elif name in _DAYS:
            values[name] = value or None
        else:
            values[name] = value.strip()
    starts, ends = (values.get(name, held.get(name)) or "" for name in ("starts", "ends"))
    if not found:
        found = wrong_days(starts, ends)
    if found:
        raise errors.Problems(found)
    return values


def check_seats(rx: Read, run: Mapping[str, Any], wanted: Mapping[str, int]) -> None:
    """Refused when a side would have fewer seats than nominees hold, saying how many must go first."""
    held = seats.taken(rx, run["key"])
    for side, number in wanted.items():
        if number < held[side]:
            raise errors.Refused(
                _(
                    "{reference}: {taken} seats of {side} are held, {over} more than {seats}. "
                    "Withdraw nominees or move them to the waitlist first."
                ).format(
                    reference=run["reference"], taken=held[side], side=side, over=held[side] - number, seats=number
                ),
                "seats" if len(wanted) == 1 else f"seats_{side.lower()}",
            )


def put_seats(tx: Tx, run: Mapping[str, Any], wanted: Mapping[str, int]) -> bool:
    """Make `wanted` the seats of the sides; Refused when fewer than are held. The waitlist moves up by itself."""
    check_seats(tx, run, wanted)
    changed = False
    held = {row.side: row.key for row in tx.all(select(s.key, s.side).where(s.run_key == run["key"]))}
    for side, number in wanted.items():
        if side in held:
            changed |= tx.update(schema.run_sides, held[side], {"seats": number})
        else:
            tx.insert(schema.run_sides, {"run_key": run["key"], "side": side, "seats": number})
            changed = True
    if changed:
        fill_seats(tx, run["key"])
    return changed


def start(tx: Tx, key: int, wanted: Mapping[str, int]) -> None:
    """The rows of both sides of a run that was just recorded."""
    for side in schema.SIDES:
        tx.insert(schema.run_sides, {"run_key": key, "side": side, "seats": wanted[side]})


__all__ = ["KEYS", "RunSide", "amend_side", "check_seats", "of_runs", "put_seats", "start"]
