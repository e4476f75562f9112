"""One joint action as text, both sides in columns, and as a JSON object.

Draws a card of the core; looks nothing up.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict
from datetime import date

from hsdclient import dates
from hsdclient.commands import output
from hsdclient.commands.output import put, visible
from hsdclient.joint_actions import ActionCard, SideCard
from hsdclient.standing import PRIORITY_WORDS, RAG_WORDS, SIDE_WORDS, STATUS_WORDS
from hsdclient.words import _


def record(card: ActionCard) -> output.Record:
    """The card as plain values for JSON, with `ref` first."""
    plain = output.plain(asdict(card))
    released = {side: sorted(parts) for side, parts in card.releases.items()}
    entries = {str(key): sorted(sides) for key, sides in card.entry_releases.items()}
    return {"ref": card.reference, **plain, "releases": released, "entry_releases": entries}


def show(card: ActionCard, *, own: str) -> None:
    """Print the card; the columns are the sides, the own one first."""
    put(visible(f"{card.reference}  {card.title_en}"))
    if card.title_hi:
        put(visible(card.title_hi))
    if card.discarded:
        put(visible(_("In the trash: {reason}").format(reason=card.discard_reason)))
    put("")
    for label, value in _facts(card):
        if value:
            first, *rest = output.wrap(value, 72)
            put(f"{label + ':':<22} {first}")
            for line in rest:
                put(f"{'':<22} {line}")
    sides = [own, "US" if own == "IN" else "IN"]
    held = [card.sides[side] for side in sides if side in card.sides]
    put("")
    headings = ["", *(_(SIDE_WORDS[side.side]) + ("" if side.side == own else _(" (as received)")) for side in held)]
    output.side_by_side(headings, [[label, *(read(side) for side in held)] for label, read in _rows()])
    _figures(card, sides)
    _progress(card)
    _moves(card)
    _released(card)


def _facts(card: ActionCard) -> list[tuple[str, str]]:
    return [
        (_("Working group"), f"{card.group} {card.group_name_en}"),
        (_("Also reported to"), ", ".join(card.reported_to)),
        (_("Marking"), card.marking),
        (_("Priority"), _(PRIORITY_WORDS[card.priority])),
        (_("Start"), _day(card.start)),
        (_("Supporting"), ", ".join(card.supporting)),
        (_("Tags"), ", ".join(card.tags)),
        (_("Originator"), card.originator),
        (_("Third-party material"), _("yes") if card.third_party else ""),
        (_("Permitted by"), _joined(card.permitted_by, _day(card.permitted_on), card.permission_reference)),
        (_("Partner's reference"), card.partner_reference),
        (_("Logged"), f"{card.logged_at[:10]} {card.logged_by}"),
        (_("Description"), card.description),
    ]  # fmt: skip


def _rows() -> list[tuple[str, Callable[[SideCard], str]]]:
    return [
        (_("Lead"), lambda side: side.lead or "–"),
        (_("Status"), lambda side: _(STATUS_WORDS[side.status])),
        (_("RAG"), lambda side: _(RAG_WORDS[side.rag])),
        (_("Due"), lambda side: _day(side.due) or "–"),
        (_("Overdue"), lambda side: _("by {days} days").format(days=side.overdue_days) if side.overdue_days else "–"),
        (_("Reason"), lambda side: side.reason or (_("reason missing") if side.reason_missing else "–")),
        (_("Next step"), lambda side: side.next_step or "–"),
        (_("Received"), lambda side: _joined(_day(side.received_on), side.source) or "–"),
    ]


def _figures(card: ActionCard, sides: list[str]) -> None:
    if not card.figures:
        return
    put("\n" + _("Indicators"))
    rows: dict[tuple[str, str, str], dict[str, str]] = {}
    for figure in card.figures:
        row = rows.setdefault((figure.name_en, figure.detail, figure.base_unit), {})
        row[figure.side] = f"{figure.value} {figure.unit}" + (f" ({_day(figure.dated)})" if figure.dated else "")
    headings = [_("Indicator"), *(_(SIDE_WORDS[side]) for side in sides)]
    output.table(
        headings,
        [
            [_joined(name, detail), *(values.get(side, "–") for side in sides)]
            for (name, detail, _unit), values in rows.items()
        ],
    )


def _progress(card: ActionCard) -> None:
    if card.progress:
        put("\n" + _("Progress"))
    for entry in card.progress:
        told = [f"#{entry.key}", _day(entry.dated), entry.side]
        told += [_(STATUS_WORDS[entry.status])] if entry.status else []
        told += [_(RAG_WORDS[entry.rag])] if entry.rag else []
        told += [_("corrects #{number}").format(number=entry.corrects)] if entry.corrects else []
        told += [_("corrected by #{number}").format(number=entry.corrected_by)] if entry.corrected_by else []
        put("  ".join(told))
        for label, value in ((_("Reason"), entry.reason), (_("Next step"), entry.next_step)):
            if value:
                _indented(f"{label}: {value}")
        _indented(entry.text)


def _indented(value: str) -> None:
    for line in output.wrap(value, 88):
        put(f"    {line}")


def _moves(card: ActionCard) -> None:
    if card.due_moves:
        put("\n" + _("Due dates moved"))
    for move in card.due_moves:
        put(visible(f"{move.side}  {_day(move.old) or '–'} → {_day(move.new) or '–'}  {move.reason}"))


def _released(card: ActionCard) -> None:
    told = [f"{side}: {', '.join(sorted(parts))}" for side, parts in sorted(card.releases.items())]
    put("\n" + _("Released to") + "  " + ("; ".join(told) or "–"))


def _joined(*parts: str) -> str:
    return " · ".join(part for part in parts if part)


def _day(day: date | None) -> str:
    return dates.say(day) if day else ""
