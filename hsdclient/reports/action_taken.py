"""The action-taken report: per commitment what was done, the evidence, and the reason for what is pending.

Takes facts that were filtered before; the rules of the reason are `sections`'.
"""

from __future__ import annotations

from hsdclient.joint_actions import ActionCard
from hsdclient.reports import papers, scorecard_sheet, sections
from hsdclient.reports import round_parts as parts
from hsdclient.reports.matter import Matter
from hsdclient.reports.sheet import Cell, Column, Grid, Part, Row
from hsdclient.reports.told import Told
from hsdclient.reports.wording import DASH, Wording
from hsdclient.scorecard import Line
from hsdclient.words import N_


def cover(matter: Matter, w: Wording, told: Told) -> tuple[Part, ...]:
    """Counts, and for a report of one round how each side has it."""
    first: list[Part] = []
    if told.occasion is not None:
        first.append(parts.versions(w, told.occasion, matter.side, partner=matter.order.for_partner, short=True))
    return (*first, parts.counted(w, told))


def table(matter: Matter, w: Wording) -> list[Part]:
    """A row for each joint action under its commitment; a commitment without one has a row of its own."""
    columns = (
        Column(w.head(N_("Sl. no.")), 0.45, "right", "number"),
        Column(w.head(N_("Commitment, verbatim")), 3.2),
        Column(w.head(N_("Status")), 1.3, kind="rag"),
        Column(w.head(N_("Joint action")), 2.4),
        Column(w.head(N_("Leads")), 0.9),
        Column(w.head(N_("Due")), 1.0, kind="date"),
        Column(w.head(N_("Action taken")), 3.0),
        Column(w.head(N_("Evidence")), 1.3, kind="marking"),
        Column(w.head(N_("Status and RAG")), 1.25, kind="rag"),
        Column(w.head(N_("Reason for pendency")), 2.0),
    )
    rows: list[Row] = []
    cards = {card.key: card for card in matter.cards}
    for number, line in enumerate(matter.of_round.lines, 1):
        under = [cards[action.key] for action in line.actions if action.key in cards]
        told: tuple[Cell, ...] = (str(number), _commitment(line), parts.judged(w, line.status))
        if not under:
            rows.append((*told, *_without(w, line)))
        for place, card in enumerate(under):
            again: tuple[Cell, ...] = ("", line.reference, "")  # overleaf too it is said what the action is under
            rows.append((*(told if place == 0 else again), *_taken(matter, w, card)))
    return [Grid(columns, tuple(rows), landscape=True, empty=w.say(scorecard_sheet.NO_COMMITMENT))]


def _commitment(line: Line) -> str:
    place = " · ".join(filter(None, (line.reference, line.paragraph)))
    return f"{place}\n{line.verbatim}"


def _without(w: Wording, line: Line) -> tuple[Cell, ...]:
    none = w.head(N_("No joint action"))
    direct = "\n".join(dict.fromkeys(one.reference for one in line.documents)) or DASH
    why = scorecard_sheet.why(w, line)
    return none, parts.leads(line.lead_in, line.lead_us), scorecard_sheet.due(w, line), DASH, direct, DASH, why


def _taken(matter: Matter, w: Wording, card: ActionCard) -> tuple[Cell, ...]:
    mine = card.sides[matter.side]
    latest = next((entry for entry in card.progress if entry.corrected_by is None), None)
    return (
        w.cell(card.reference, w.title(card.title_en, card.title_hi)),
        parts.leads(card.sides["IN"].lead, card.sides["US"].lead),
        w.cell(w.day(mine.due), w.overdue(mine.overdue_days) if mine.overdue_days else ""),
        f"{w.day(latest.dated)}: {latest.text}" if latest else DASH,
        papers.named(matter.evidence.get(card.key, ())),
        w.cell(w.stacked(w.status(mine.status)), w.rag(mine.rag) if matter.shows(card, "reasons") else ""),
        sections.reason(matter, w, card),
    )
