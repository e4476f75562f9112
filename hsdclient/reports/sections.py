"""The sections that sheets share: summary, chart, matrix, a block per action, indicators, overdue, signatures.

Each takes the filtered matter and gives parts; what is not in the matter cannot be printed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from hsdclient import schema, standing
from hsdclient.joint_actions import ActionCard, EntryCard, FigureCard
from hsdclient.reports import papers
from hsdclient.reports.matter import Matter
from hsdclient.reports.sheet import (
    Bar,
    Block,
    Cell,
    Chart,
    Column,
    Grid,
    Heading,
    Note,
    PageBreak,
    Part,
    Signatures,
)
from hsdclient.reports.wording import DASH, SHAPES, Wording
from hsdclient.words import N_

RAG_ORDER = ("red", "amber", "green", "blue", "")


def summary(matter: Matter, w: Wording) -> tuple[tuple[str, Cell], ...]:
    """The counted facts of the cover, over what is in the sheet and nothing else."""
    cards = matter.cards
    statuses = Counter(card.sides[matter.side].status for card in cards)
    overdue = [card for card in cards if card.sides[matter.side].overdue_days]
    rows: list[tuple[str, Cell]] = [(w.say(N_("Joint actions in this sheet")), str(len(cards)))]
    rows += [(w.status(status), str(statuses[status])) for status in schema.STATUSES if statuses[status]]
    rows.append((w.say(N_("Overdue")), str(len(overdue))))
    if not matter.order.for_partner:
        missing = sum(1 for card in cards if card.sides[matter.side].reason_missing)
        rows.append((w.say(N_("Reason for pendency missing")), str(missing)))
    return tuple(rows)


def chart(matter: Matter, w: Wording) -> list[Part]:
    """RAG of the own side as bars with their figures; only over actions whose RAG may be shown."""
    shown = [card for card in matter.cards if matter.shows(card, "reasons")]
    if not shown:
        return []
    counts = Counter(card.sides[matter.side].rag for card in shown)
    bars = tuple(Bar(w.say(standing.RAG_WORDS[rag]), counts[rag], SHAPES[rag]) for rag in RAG_ORDER)
    return [Chart(w.say(N_("RAG set by the responsible officers")), bars, w.say(N_("Joint actions")))]


def matrix(matter: Matter, w: Wording) -> list[Part]:
    """The action matrix, landscape (domain.md §7); a part that is not released prints a dash."""
    columns = (
        Column(w.head(N_("Sl. no.")), 0.5, "right", "number"),
        Column(w.head(N_("Reference")), 1.25, kind="reference"),
        Column(w.head(N_("Joint action")), 3.6),
        Column(w.head(N_("Group")), 0.5),
        Column(w.head(N_("Lead, India")), 0.95),
        Column(w.head(N_("Lead, US")), 0.95),
        *(() if matter.order.for_partner else (Column(w.head(N_("Supporting")), 0.95),)),
        Column(w.head(N_("Due")), 1.25, kind="date"),
        Column(w.head(N_("Action taken")), 3.0),
        *((Column(w.head(N_("Evidence")), 1.3, kind="marking"),) if matter.evidence else ()),
        Column(w.head(N_("Status and RAG")), 1.3, kind="rag"),
        Column(w.head(N_("Reason for pendency")), 2.1),
        Column(w.head(N_("Next step")), 1.8),
        Column(w.head(N_("Marking")), 1.15, kind="marking"),
    )
    rows = tuple(_matrix_row(matter, w, number, card) for number, card in enumerate(matter.cards, 1))
    return [
        PageBreak(landscape=True),
        Heading(w.say(N_("Action matrix"))),
        Grid(columns, rows, landscape=True, empty=w.say(N_("No joint action is in the scope of this sheet."))),
    ]


def _matrix_row(matter: Matter, w: Wording, number: int, card: ActionCard) -> tuple[Cell, ...]:
    mine = card.sides[matter.side]
    latest = next((entry for entry in card.progress if entry.corrected_by is None), None)
    taken = f"{w.day(latest.dated)}: {latest.text}" if latest else DASH
    return (
        str(number),
        card.reference,
        w.title(card.title_en, card.title_hi),
        card.group,
        card.sides["IN"].lead or DASH,
        card.sides["US"].lead or DASH,
        *(() if matter.order.for_partner else (", ".join(card.supporting) or DASH,)),
        w.cell(w.day(mine.due), w.overdue(mine.overdue_days) if mine.overdue_days else ""),
        taken,
        *((papers.named(matter.evidence.get(card.key, ())),) if matter.evidence else ()),
        w.cell(w.stacked(w.status(mine.status)), w.rag(mine.rag) if matter.shows(card, "reasons") else ""),
        reason(matter, w, card),
        w.text(mine.next_step),
        card.marking,
    )


def reason(matter: Matter, w: Wording, card: ActionCard) -> str:
    """The reason for pendency; *reason missing* when one is due and not given (rules.md)."""
    mine = card.sides[matter.side]
    if mine.reason_missing:
        return w.head(N_("Reason missing"))
    return w.text(mine.reason)


def blocks(matter: Matter, w: Wording) -> list[Part]:
    """One block per action, group by group."""
    parts: list[Part] = [PageBreak(), Heading(w.say(N_("Joint actions")))]
    group = ""
    for card in matter.cards:
        if card.group != group:
            group = card.group
            parts.append(Heading(f"{group} · {w.name(card.group_name_en, card.group_name_hi)}", 2))
        parts.append(block(matter, w, card))
    if not matter.cards:
        parts.append(Note(w.say(N_("No joint action is in the scope of this sheet."))))
    return parts


def block(matter: Matter, w: Wording, card: ActionCard) -> Block:
    """One action: both sides' columns, description, progress, due moves (indicators only when ticked)."""
    mine = card.sides[matter.side]
    facts: list[tuple[str, Cell]] = [
        (w.say(N_("Lead, India")), lead(w, card, "IN")),
        (w.say(N_("Lead, US")), lead(w, card, "US")),
        (w.say(N_("Due")), w.cell(w.day(mine.due), w.overdue(mine.overdue_days) if mine.overdue_days else "")),
        (w.say(N_("Marking")), card.marking),
    ]
    if not matter.order.for_partner:
        optional = (
            (w.say(N_("Supporting agencies")), ", ".join(card.supporting)),
            (w.say(N_("Also reported to")), ", ".join(card.reported_to)),
            (w.say(N_("Start")), w.day(card.start) if card.start else ""),
            (w.say(N_("Partner's reference")), card.partner_reference),
            (w.say(N_("Originator")), card.originator),
        )
        facts += [(label, value) for label, value in optional if value.strip()]
        facts.append((w.say(N_("Released to")), released(w, card)))
    paragraphs = [(w.say(N_("Description")), card.description)] if card.description else []
    grids = [standing_grid(matter, w, card)]
    if card.progress:
        grids.append(progress_grid(matter, w, card.progress))
    if card.key in matter.evidence:
        grids.append(papers.evidence_grid(matter, w, matter.evidence[card.key], w.say(N_("Evidence"))))
    if "indicators" in matter.order.sections and card.figures:
        grids.append(figures_grid(matter, w, card.figures))
    if card.due_moves:
        grids.append(moves_grid(w, card))
    return Block(card.reference, w.title(card.title_en, card.title_hi), tuple(facts), tuple(paragraphs), tuple(grids))


def released(w: Wording, card: ActionCard) -> str:
    """The sides that may see the record (own edition only)."""
    sides = [w.side(side) for side in schema.SIDES if "record" in card.releases.get(side, ())]
    return ", ".join(sides) or DASH


def lead(w: Wording, card: ActionCard, side: str) -> str:
    """Code and name of a side's lead agency, the name in the sheet's language."""
    held = card.sides[side]
    name = held.lead_name_hi if w.language == "hi" and held.lead_name_hi else held.lead_name
    return f"{held.lead} – {name}" if held.lead else DASH


def standing_grid(matter: Matter, w: Wording, card: ActionCard) -> Grid:
    """What each side says: our column and, in the own edition, the partner's as received."""
    sides = [matter.side] if matter.order.for_partner else [matter.side, matter.partner]
    columns = (
        Column(w.head(N_("Side")), 1.5),
        Column(w.head(N_("Status")), 1.1, kind="rag"),
        Column(w.head(N_("RAG")), 1.1, kind="rag"),
        Column(w.head(N_("Due")), 1.1, kind="date"),
        Column(w.head(N_("Reason for pendency")), 2.4),
        Column(w.head(N_("Next step")), 2.2),
        *(() if matter.order.for_partner else (Column(w.head(N_("As received")), 1.9),)),
    )
    rows: list[tuple[Cell, ...]] = []
    for side in sides:
        held = card.sides[side]
        told = side == matter.side or held.received_on is not None
        received = w.cell(w.day(held.received_on), held.source) if held.received_on else DASH
        rows.append(
            (
                w.stacked(w.side(side)),
                w.stacked(w.status(held.status)) if told else DASH,
                w.rag(held.rag) if told and matter.shows(card, "reasons") else DASH,
                w.day(held.due) if told else DASH,
                reason(matter, w, card) if side == matter.side else w.text(held.reason),
                w.text(held.next_step),
                *(() if matter.order.for_partner else (received,)),
            )
        )
    return Grid(columns, tuple(rows), title=w.say(N_("Standing of each side")))


def progress_grid(matter: Matter, w: Wording, entries: Sequence[EntryCard]) -> Grid:
    """Progress, newest first; a correction says which entry it corrects."""
    by_key = {entry.key: entry for entry in entries}
    own_edition = not matter.order.for_partner
    columns = (
        Column(w.head(N_("Date")), 1.1, kind="date"),
        Column(w.head(N_("Side")), 0.6),
        Column(w.head(N_("Progress")), 4.9),
        Column(w.head(N_("Status and RAG")), 1.5, kind="rag"),
        *((Column(w.head(N_("Recorded")), 2.2),) if own_edition else ()),
    )
    rows: list[tuple[Cell, ...]] = []
    for entry in entries:
        said: list[str] = [entry.text]
        if entry.corrects in by_key:
            said.append(w.line(N_("Corrects the entry of {day}."), day=by_key[entry.corrects].dated))
        if entry.corrected_by in by_key:
            said.append(w.line(N_("Corrected by the entry of {day}."), day=by_key[entry.corrected_by].dated))
        if entry.reason:
            said.append(f"{w.say(N_('Reason'))}: {entry.reason}")
        if entry.next_step:
            said.append(f"{w.say(N_('Next step'))}: {entry.next_step}")
        state = w.cell(w.stacked(w.status(entry.status)) if entry.status else "", w.rag(entry.rag) if entry.rag else "")
        recorded = w.cell(w.instant(entry.recorded_at), entry.officer) if own_edition else ""
        rows.append((w.day(entry.dated), entry.side, w.cell(*said), state, *((recorded,) if own_edition else ())))
    return Grid(columns, tuple(rows), title=w.say(N_("Progress")))


def figures_grid(matter: Matter, w: Wording, figures: Sequence[FigureCard]) -> Grid:
    """Indicators with unit and definition, both sides' figures side by side (the partner's edition: ours)."""
    sides = [matter.side] if matter.order.for_partner else list(schema.SIDES)
    columns = (
        Column(w.head(N_("Indicator")), 2.2),
        Column(w.head(N_("Definition")), 3.4),
        *(Column(w.stacked(w.side(side)), 1.4, "right") for side in sides),
    )
    lines: dict[tuple[int, str], dict[str, FigureCard]] = {}
    for figure in figures:
        lines.setdefault((figure.indicator_key, figure.detail), {})[figure.side] = figure
    rows: list[tuple[Cell, ...]] = []
    for (_key, detail), held in lines.items():
        one = next(iter(held.values()))
        name = w.title(one.name_en, one.name_hi) + (f" ({detail})" if detail else "")
        values = [w.amount(held[side].value, held[side].unit) if side in held else DASH for side in sides]
        rows.append((name, w.title(one.definition_en, one.definition_hi), *values))
    return Grid(columns, tuple(rows), title=w.say(N_("Indicators")))


def moves_grid(w: Wording, card: ActionCard) -> Grid:
    """Due dates that were moved; the old one stays visible."""
    columns = (
        Column(w.head(N_("Side")), 0.6),
        Column(w.head(N_("Old due date")), 1.2, kind="date"),
        Column(w.head(N_("New due date")), 1.2, kind="date"),
        Column(w.head(N_("Reason")), 4.0),
        Column(w.head(N_("Recorded")), 1.8),
    )
    rows = tuple(
        (move.side, w.day(move.old), w.day(move.new), _why_moved(w, move.reason), w.instant(move.moved_at))
        for move in card.due_moves
    )
    return Grid(columns, rows, title=w.say(N_("Moved due dates")))


def _why_moved(w: Wording, why: str) -> str:
    """The reason as given; the desk's own words for a partner's date in the language of the sheet."""
    return w.head(why) if why == N_("as received") else w.text(why)


def overdue(matter: Matter, w: Wording) -> list[Part]:
    """Overdue actions with reasons, the longest overdue first; *reason missing* is printed."""
    late = [card for card in matter.cards if card.sides[matter.side].overdue_days]
    return [Heading(w.say(N_("Overdue, with reasons"))), overdue_grid(matter, w, late)]


def overdue_by_group(matter: Matter, w: Wording) -> list[Part]:
    """The same, working group by working group in the desk's order."""
    grouped = by_group(card for card in matter.cards if card.sides[matter.side].overdue_days)
    parts: list[Part] = [Heading(w.say(N_("Overdue, with reasons")))]
    for code, names in matter.group_names.items():
        if code in grouped:
            parts += [Heading(f"{code} · {w.name(*names)}", 2), overdue_grid(matter, w, grouped[code])]
    return parts if grouped else [*parts, Note(w.say(N_("Nothing is overdue.")))]


def overdue_grid(matter: Matter, w: Wording, late: list[ActionCard]) -> Grid:
    """The overdue actions `late` as a table, the longest overdue first."""
    late.sort(key=lambda card: (-card.sides[matter.side].overdue_days, card.reference))
    columns = (
        Column(w.head(N_("Reference")), 1.4, kind="reference"),
        Column(w.head(N_("Joint action")), 3.6),
        Column(w.head(N_("Lead, India")), 0.8),
        Column(w.head(N_("Lead, US")), 0.8),
        Column(w.head(N_("Due")), 0.9, kind="date"),
        Column(w.head(N_("Overdue")), 1.1, kind="rag"),
        Column(w.head(N_("Reason for pendency")), 3.4),
    )
    rows = tuple(
        (
            card.reference,
            w.title(card.title_en, card.title_hi),
            card.sides["IN"].lead or DASH,
            card.sides["US"].lead or DASH,
            w.day(card.sides[matter.side].due),
            w.overdue(card.sides[matter.side].overdue_days),
            reason(matter, w, card),
        )
        for card in late
    )
    return Grid(columns, rows, empty=w.say(N_("Nothing is overdue.")))


def signatures(w: Wording) -> list[Part]:
    """Who prepares, checks and approves, to be signed by hand."""
    roles = (N_("Prepared by"), N_("Checked by"), N_("Approved by"))
    return [Signatures(tuple((w.say(role), "") for role in roles))]


def by_group(cards: Iterable[ActionCard]) -> dict[str, list[ActionCard]]:
    """Cards by the code of their working group, in the order they come."""
    found: dict[str, list[ActionCard]] = {}
    for card in cards:
        found.setdefault(card.group, []).append(card)
    return found
