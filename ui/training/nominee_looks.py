"""How a nominee is said and drawn on board and table: name, agency, step, what is missing, what runs out.

Plain functions of a nomination's row; knows no gate by more than its name (lists never show what stands there).
"""

from __future__ import annotations

from typing import Final

from hsdclient import dates
from hsdclient.standing import SIDE_WORDS
from hsdclient.training.nominations import NominationRow
from hsdclient.training.pipeline import GATE_WORDS, LEFT, REASON_WORDS, STEP_WORDS
from hsdclient.words import N_, _, language
from ui.parts.badges import Badge
from ui.parts.board import Card, Lane
from ui.parts.numbers import grouped
from ui.parts.rows import Column

BEFORE: Final = ("nominated", "cadre_clearance", "vetting", "accepted", "travel")
"""Steps before the run begins: only there a missing gate matters."""
GONE: Final = "left"
"""The lane of those who left, by whatever step."""
SHAPES: Final = {
    "nominated": "dashed-circle", "cadre_clearance": "circle", "vetting": "circle", "accepted": "half-circle",
    "travel": "half-circle", "attended": "tick-circle", "certified": "square-tick-outline",
    "evaluated": "square-tick-outline", "returned": "square-tick", "waitlisted": "pause", "substitute": "hollow-circle",
    "withdrawn": "cross-circle", "no_show": "cross-circle", "rejected": "cross-circle",
}  # fmt: skip
COLUMNS: Final = (
    Column("name", N_("Name"), 170, grows_from=560),
    Column("agency", N_("Agency"), 84),
    Column("side", N_("Side"), 56),
    Column("step", N_("Step"), 140, kind="badge"),
    Column("missing", N_("Gates"), 150, kind="badge", sortable=False),
    Column("step_on", N_("Since"), 96),
    Column("place", N_("Place"), 56, kind="number", sortable=False),
    Column("post", N_("Post"), 140),
    Column("trainee", N_("Person"), 118, kind="reference"),
    Column("substitute_for", N_("Stands by for"), 118, sortable=False),
    Column("days", N_("Days"), 56, kind="number", sortable=False),
    Column("score", N_("Score"), 60, align="right", sortable=False),
    Column("certificate", N_("Certificate"), 122, kind="reference", sortable=False),
    Column("reason", N_("Reason for leaving"), 150, sortable=False),
    Column("name_hi", N_("Name in Hindi"), 130, sortable=False, default_visible=False),
    Column("marking", N_("Marking"), 100, sortable=False, default_visible=False),
)


def named(row: NominationRow) -> str:
    """The name in the script of the screen where the record has it."""
    return (language() == "hi" and row.name_hi) or row.name


def step_badge(row: NominationRow) -> Badge:
    """Where the nomination stands; on the waitlist with the place."""
    word = _(STEP_WORDS[row.step])
    if row.step == "waitlisted" and row.place:
        word = _("{step}, place {place}").format(step=word, place=row.place)
    return Badge(SHAPES[row.step], word)


def gate_badges(row: NominationRow) -> tuple[Badge, ...]:
    """What is missing before the nominee can be accepted, and a clearance that runs out too early."""
    if row.step not in BEFORE:
        return ()
    found = []
    if row.expires_during:
        found.append(Badge("clock", _("expires too early"), "red"))
    if len(row.gates_missing) > 1:
        found.append(Badge("triangle", _("{count} gates missing").format(count=len(row.gates_missing)), "amber"))
    elif row.gates_missing and not row.expires_during:
        found.append(Badge("triangle", _("{gate} missing").format(gate=_(GATE_WORDS[row.gates_missing[0]])), "amber"))
    return tuple(found)


def card(row: NominationRow) -> Card:
    """The nominee as a card of the board."""
    line = " · ".join(filter(None, (row.agency, row.side, row.post)))
    badges: tuple[Badge, ...] = gate_badges(row)
    if row.step == "waitlisted":
        badges = (Badge(SHAPES["waitlisted"], _("place {place}").format(place=row.place)),)
    elif row.step in LEFT:
        badges = (Badge(SHAPES[row.step], _(STEP_WORDS[row.step])),)
    return Card(named(row), line, badges, "" if badges else note(row))


def note(row: NominationRow) -> str:
    """The third line of a card without badges."""
    if row.step == "substitute":
        for_whom = row.substitute_for
        return _("stands by for {person}").format(person=for_whom) if for_whom else _("stands by for anyone")
    if row.certificate:
        return row.certificate
    return _("since {day}").format(day=dates.say(row.step_on, language()))


def line(row: NominationRow) -> dict[str, object]:
    """The nominee as a line of the table."""
    return {
        "row": row,
        "name": row.name,
        "name_hi": row.name_hi,
        "agency": row.agency,
        "side": row.side,
        "step": step_badge(row),
        "missing": gate_badges(row),
        "step_on": row.step_on,
        "place": row.place or None,
        "post": row.post,
        "trainee": row.trainee,
        "substitute_for": row.substitute_for,
        "days": (int(row.attended_days) if row.halves % 2 == 0 else row.attended_days) if row.halves else None,
        "score": score(row.score),
        "certificate": row.certificate,
        "reason": _(REASON_WORDS[row.left_reason]) if row.left_reason else "",
        "marking": row.marking,
    }


def score(tenths: int | None) -> str:
    """A score in tenths of a percent as "87.5"; '' for none."""
    if tenths is None:
        return ""
    return str(tenths // 10) if tenths % 10 == 0 else f"{tenths / 10:.1f}"


def lane(step: str, by_side: dict[str, int]) -> Lane:
    """The lane of a step; under its title how many of each side stand there."""
    title = _("Left") if step == GONE else _(STEP_WORDS[step])
    said = " · ".join(f"{side} {grouped(count)}" for side, count in by_side.items() if count)
    return Lane(step, title, said)


def seats_line(seats: dict[str, int], taken: dict[str, int], waiting: dict[str, int]) -> str:
    """ "India: 12 of 15 seats · United States: 8 of 10 seats, 3 wait"."""
    pieces = []
    for side, word in SIDE_WORDS.items():
        if not seats.get(side) and not taken.get(side) and not waiting.get(side):
            continue
        said = _("{side}: {taken} of {seats} seats").format(
            side=_(word), taken=grouped(taken.get(side, 0)), seats=grouped(seats.get(side, 0))
        )
        if waiting.get(side):
            said = _("{said}, {count} wait").format(said=said, count=grouped(waiting[side]))
        pieces.append(said)
    return " · ".join(pieces) or _("No seats yet: enter them under Both sides.")
