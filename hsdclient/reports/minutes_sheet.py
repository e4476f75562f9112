"""Minutes with action items: both clocks, who sat on each side, agenda and outcome, minutes, decisions.

Takes a meeting that was filtered before; a part that is not released is not in it.
"""

from __future__ import annotations

from hsdclient import standing
from hsdclient.reports import round_parts as parts
from hsdclient.reports.matter import Matter
from hsdclient.reports.sheet import Cell, Column, Facts, Grid, Heading, Note, Paragraph, Part, Signatures
from hsdclient.reports.told import Decided, Told
from hsdclient.reports.wording import DASH, Word, Wording
from hsdclient.words import N_


def cover(matter: Matter, w: Wording, told: Told) -> tuple[Part, ...]:
    """What, when and where, as each side has it."""
    return (
        parts.versions(w, told.held, matter.side, partner=matter.order.for_partner),
        Facts(parts.occasion_facts(w, told.held), columns=2),
    )


def minutes(matter: Matter, w: Wording) -> list[Part]:
    """The parts of the minutes, those left out that may not be shown or are not written."""
    held = matter.of_round.held
    made: list[Part] = []
    if "delegations" in held.parts:
        made.append(parts.delegations(w, held, matter.side))
    if "agenda" in held.parts and held.agenda:
        made += [Heading(w.say(N_("Agenda"))), _agenda(matter, w)]
    if "minutes" in held.parts:
        made += [
            Heading(w.say(N_("Minutes"))),
            Paragraph(held.minutes) if held.minutes.strip() else Note(w.say(N_("No minutes are recorded."))),
        ]
    if "decisions" in held.parts:
        made += [Heading(w.say(N_("Decisions and action items"))), _decisions(matter, w)]
    if not made:
        made.append(Note(w.say(N_("Nothing of this meeting but its title, dates and place is in this edition."))))
    return made


def _agenda(matter: Matter, w: Wording) -> Grid:
    items = matter.of_round.held.agenda
    told = any(one.outcome.strip() for one in items)
    columns = (
        Column(w.head(N_("No.")), 0.4, "right", "number"),
        Column(w.head(N_("Item")), 3.0),
        Column(w.head(N_("Group")), 0.6),
        *((Column(w.head(N_("Outcome")), 4.0),) if told else ()),
    )
    rows = tuple(
        (str(one.number), one.title, one.group or DASH, *((w.text(one.outcome),) if told else ())) for one in items
    )
    return Grid(columns, rows)


def _decisions(matter: Matter, w: Wording) -> Grid:
    columns = (
        Column(w.head(N_("No.")), 0.4, "right", "number"),
        Column(w.head(N_("Decision")), 4.2),
        Column(w.head(N_("Agency")), 1.0),
        Column(w.head(N_("Due")), 1.05, kind="date"),
        Column(w.head(N_("Joint action")), 1.3, kind="reference"),
        Column(w.head(N_("Status and RAG")), 1.4, kind="rag"),
    )
    rows = tuple(_decision(matter, w, one) for one in matter.of_round.held.decisions)
    return Grid(columns, rows, empty=w.say(N_("No decision is recorded.")))


def _decision(matter: Matter, w: Wording, one: Decided) -> tuple[Cell, ...]:
    cards = [card for card in matter.cards if card.reference in one.actions]
    states: list[Cell] = []
    for card in cards:
        mine = card.sides[matter.side]
        states.append(w.stacked(w.status(mine.status)))
        if matter.shows(card, "reasons"):
            states.append(w.rag(mine.rag))
        if mine.overdue_days:
            states.append(w.overdue(mine.overdue_days))
    return (
        str(one.number),
        one.text,
        one.agency or DASH,
        w.day(one.due),
        "\n".join(card.reference for card in cards) or DASH,
        w.cell(*states),  # type: ignore[arg-type]
    )


def signatures(matter: Matter, w: Wording) -> list[Part]:
    """Who signs for each side."""
    lines = tuple(
        (w.line(N_("For {side}"), side=Word(standing.SIDE_WORDS[side])).replace("\n", " · "), "")
        for side in (matter.side, matter.partner)
    )
    return [Signatures(lines)]


def entry(told: Told) -> dict[str, object]:
    """The canonical data of a round or meeting."""
    held = told.held
    return {
        "code": held.reference,
        "state": held.state,
        "place": held.place,
        "sides": [
            {
                "side": one.side,
                "title": one.title,
                "starts": one.starts.isoformat() if one.starts else "",
                "ends": one.ends.isoformat() if one.ends else "",
            }
            for one in held.sides
        ],
    }


def decided(told: Told) -> list[dict[str, object]]:
    """The canonical data of the decisions."""
    return [
        {
            "number": one.number,
            "text": one.text,
            "agency": one.agency,
            "due": one.due.isoformat() if one.due else "",
            "actions": list(one.actions),
        }
        for one in told.held.decisions
    ]
