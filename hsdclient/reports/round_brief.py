"""The brief for a round, item by item of its agenda, and the brief of one page.

Per item: where we stand, what is open, what each side owes. Takes facts that were filtered before.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from hsdclient.joint_actions import ActionCard
from hsdclient.reports import requests_sheet, scorecard_sheet
from hsdclient.reports import round_parts as parts
from hsdclient.reports.matter import Matter
from hsdclient.reports.sheet import Cell, Column, Facts, Grid, Heading, Note, Paragraph, Part, Row
from hsdclient.reports.told import Asked, Item, Occasion, Told
from hsdclient.reports.wording import DASH, Wording
from hsdclient.scorecard import Line
from hsdclient.words import N_

_CRAMPED = 4
"""Where fewer lines have room on the one page, lines go before headings."""
_LEADS = {"IN": "lead_in", "US": "lead_us"}
_OWES = {"IN": N_("India owes"), "US": N_("The United States owes")}


def cover(matter: Matter, w: Wording, told: Told) -> tuple[Part, ...]:
    """The round as each side has it, when and where, and what is due before it."""
    first: list[Part] = [
        parts.versions(w, told.held, matter.side, partner=matter.order.for_partner),
        Facts(parts.occasion_facts(w, told.held), columns=2),
    ]
    if told.held.deadlines:
        first.append(deadlines(w, told.held))
    return tuple(first)


def deadlines(w: Wording, held: Occasion) -> Grid:
    """What is due before the round, with its day once the round has one."""
    columns = (
        Column(w.head(N_("Before the round")), 4.0),
        Column(w.head(N_("Days before")), 1.0, "right"),
        Column(w.head(N_("Due")), 1.2, kind="date"),
        Column(w.head(N_("Done")), 1.2, kind="date"),
    )
    rows = tuple((one.what, str(one.days_before), w.day(one.due), w.day(one.done_on)) for one in held.deadlines)
    return Grid(columns, rows)


def items(matter: Matter, w: Wording) -> list[Part]:
    """Each item of the agenda with what is open in its working group; then what no item takes up."""
    told = matter.of_round
    made: list[Part] = []
    groups: set[str] = set()
    for item in told.held.agenda:
        group = f" ({item.group})" if item.group else ""
        made.append(Heading(f"{item.number}. {item.title}{group}"))
        if item.brief.strip():
            made.append(Paragraph(item.brief))
        if item.group and item.group not in groups:
            made += _open_in(matter, w, item)
        elif item.group:
            made.append(Note(w.say(N_("The open matters of this working group stand under an earlier item."))))
        elif not item.brief.strip():
            made.append(Note(w.say(N_("Nothing stands under this item."))))
        if item.group:
            groups.add(item.group)
    whose = _group_of(told.held)
    rest = _matters(matter, lambda code: code not in groups and (not whose or code == whose))
    if any(rest):
        made += [Heading(w.say(N_("Other open matters"))), *_open(matter, w, *rest)]
    if not made:
        made.append(Note(w.say(N_("No agenda is in this sheet, and nothing is open."))))
    return made


def _group_of(held: Occasion) -> str:
    """The working group whose meeting it is, as far as this edition tells: the brief is of no other's matters.
    '' for a dialogue round, which is about all of them."""
    if held.kind != "group":
        return ""
    return held.group or next((item.group for item in held.agenda if item.group), "")


def _open_in(matter: Matter, w: Wording, item: Item) -> list[Part]:
    found = _matters(matter, lambda code: code == item.group)
    return _open(matter, w, *found) if any(found) else [Note(w.say(N_("Nothing is open in this working group.")))]


def _matters(matter: Matter, wanted: object) -> tuple[list[ActionCard], list[Line], list[Asked]]:
    """The open joint actions, commitments and requests of the groups that `wanted` says yes to."""
    told = matter.of_round
    return (
        [card for card in matter.cards if wanted(card.group)],  # type: ignore[operator]
        [line for line in told.lines if wanted(line.group) and line.status in parts.OPEN],  # type: ignore[operator]
        [one for one in told.requests if wanted(one.group)],  # type: ignore[operator]
    )


def _open(
    matter: Matter, w: Wording, cards: Sequence[ActionCard], lines: Sequence[Line], requests: Sequence[Asked]
) -> list[Part]:
    made: list[Part] = []
    if cards:
        made.append(_standing(matter, w, cards))
    if lines:
        made.append(_promised(w, lines))
    made.append(_owed(matter, w, lines, requests))
    return made


def _standing(matter: Matter, w: Wording, cards: Sequence[ActionCard]) -> Grid:
    columns = (
        Column(w.head(N_("Reference")), 1.3, kind="reference"),
        Column(w.head(N_("Joint action")), 3.0),
        Column(w.head(N_("Status and RAG")), 1.35, kind="rag"),
        Column(w.head(N_("Due")), 1.1, kind="date"),
        Column(w.head(N_("Where we stand")), 3.6),
    )
    rows: list[Row] = []
    for card in cards:
        mine = card.sides[matter.side]
        latest = next((entry for entry in card.progress if entry.corrected_by is None), None)
        step = f"{w.say(N_('Next step'))}: {mine.next_step}" if mine.next_step else ""
        rows.append(
            (
                card.reference,
                w.title(card.title_en, card.title_hi),
                w.cell(w.stacked(w.status(mine.status)), w.rag(mine.rag) if matter.shows(card, "reasons") else ""),
                w.cell(w.day(mine.due), w.overdue(mine.overdue_days) if mine.overdue_days else ""),
                w.cell(f"{w.day(latest.dated)}: {latest.text}" if latest else "", mine.reason, step),
            )
        )
    return Grid(columns, tuple(rows), title=w.say(N_("Open joint actions")))


def _promised(w: Wording, lines: Sequence[Line]) -> Grid:
    columns = (
        Column(w.head(N_("Reference")), 1.3, kind="reference"),
        Column(w.head(N_("Commitment, verbatim")), 4.2),
        Column(w.head(N_("Leads")), 1.0),
        Column(w.head(N_("Due")), 1.1, kind="date"),
        Column(w.head(N_("Status")), 1.5, kind="rag"),
    )
    rows = tuple(
        (
            line.reference,
            w.cell(line.verbatim, " · ".join(filter(None, (line.round or line.agreement, line.paragraph)))),
            parts.leads(line.lead_in, line.lead_us),
            scorecard_sheet.due(w, line),
            parts.judged(w, line.status),
        )
        for line in lines
    )
    return Grid(columns, rows, title=w.say(N_("Open commitments")))


def _owed(
    matter: Matter, w: Wording, lines: Sequence[Line], requests: Sequence[Asked], most: int | None = None
) -> Grid:
    """What each side owes, side by side: replies first, then the commitments it leads that are open."""
    sides = (matter.partner, matter.side)
    columns = tuple(Column(w.head(_OWES[side]), 1.0) for side in sides)
    row = tuple(_owes(w, side, lines, requests, most) for side in sides)
    return Grid(columns, (row,))


def _owes(w: Wording, side: str, lines: Sequence[Line], requests: Sequence[Asked], most: int | None) -> Cell:
    said: list[str] = []
    found = parts.awaited(requests, side)
    first = [requests_sheet.total(w, found)] if most is not None and found else []
    for one in found:
        waited = parts.days(w, one.days).replace("\n", " · ")
        said.append(f"{one.reference} ({waited}): {one.title}")
    for line in lines:
        if getattr(line, _LEADS[side]) or not (line.lead_in or line.lead_us):
            said.append(f"{line.reference}: {scorecard_sheet.short(line.verbatim, 90)}")
    if most is not None and len(said) > most:
        said = [*said[:most], w.line(N_("and {count} more"), count=len(said) - most).replace("\n", " · ")]
    return w.cell(*first, *said) if first or said else w.head(N_("Nothing."))


def one_page(matter: Matter, w: Wording) -> tuple[Part, ...]:
    """The whole sheet on one page: counts, what wants attention, what each side owes, what comes next."""
    told = matter.of_round
    few = told.most
    late = [line for line in told.lines if line.status in ("at_risk", "no_action", "claimed")]
    late.sort(key=lambda line: (parts.URGENCY.index(line.status), line.reference))
    open_ones = [line for line in told.lines if line.status in parts.OPEN]
    made: list[Part] = [
        parts.versions(w, told.held, matter.side, partner=matter.order.for_partner, short=True),
        parts.counted(w, told, title=_of_all(w, told)),
    ]
    owed = _owed(matter, w, open_ones, told.requests, max(few - 2, 0))  # what wants attention goes first
    attention = w.say(N_("What wants attention"))
    if few < _CRAMPED:  # the columns of what is owed have names of their own
        made += [replace(_attention(w, late[:few], len(late)), title=attention), owed]
    else:
        made += [Heading(attention, 2), _attention(w, late[:few], len(late))]
        made += [Heading(w.say(N_("What each side owes")), 2), owed]
    if told.following is not None:
        made.append(Facts(_next(w, told.following, few), columns=1))
    return tuple(made)


def _of_all(w: Wording, told: Told) -> str:
    """Says so when the commitments are those of other rounds: the round is still to be held."""
    elsewhere = any(line.round != told.held.reference for line in told.lines)
    return w.say(N_("All rounds of the Homeland Security Dialogue")) if elsewhere else ""


def _attention(w: Wording, lines: Sequence[Line], count: int) -> Grid:
    columns = (
        Column(w.head(N_("Reference")), 1.3, kind="reference"),
        Column(w.head(N_("Commitment")), 4.2),
        Column(w.head(N_("Leads")), 1.0),
        Column(w.head(N_("Status")), 1.6, kind="rag"),
    )
    rows: list[Row] = [
        (
            line.reference,
            scorecard_sheet.short(line.verbatim, 120),
            ", ".join(filter(None, (line.lead_in, line.lead_us))) or DASH,
            parts.judged(w, line.status),
        )
        for line in lines
    ]
    if count > len(lines):
        more = w.line(N_("and {count} more"), count=count - len(lines)).replace("\n", " · ")
        rows.append(("", more, "", ""))
    return Grid(columns, tuple(rows), empty=w.say(N_("Nothing.")))


def _next(w: Wording, held: Occasion, few: int) -> tuple[tuple[str, Cell], ...]:
    said: list[Cell] = [held.reference, parts.both_dates(w, held), held.timing, held.place]
    rows: list[tuple[str, Cell]] = [(w.say(N_("Next round")), " · ".join(str(one) for one in said if one))]
    due = [one for one in held.deadlines if one.done_on is None][:few]
    if due:
        told = [f"{w.day(one.due)}: {one.what}" if one.due else _before(w, one.days_before, one.what) for one in due]
        rows.append((w.say(N_("Before it")), "\n".join(told)))
    return tuple(rows)


def _before(w: Wording, days: int, what: str) -> str:
    return f"{parts.days(w, days)}: {what}".replace("\n", " · ")
