"""The documents of a sheet: evidence of its actions, or those of a register or receipt; filtered before use.

For the partner's edition nothing of a document is kept but what `editions` allows. Knows no layout.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import select

from hsdclient import codes, documents, editions, errors, schema
from hsdclient.documents import DocumentQuery, DocumentRow
from hsdclient.editions import Edition, Withheld
from hsdclient.joint_actions import ActionCard
from hsdclient.reports.scope import ReportOrder
from hsdclient.session import Read
from hsdclient.words import _

LARGEST_ANNEXES = 50_000_000
"""Bytes of all the files that one PDF embeds."""
_SUFFIX = re.compile(r"\.[a-z0-9]{1,8}")


@dataclass(frozen=True)
class Exhibit:
    """One document as a sheet lists it. `places`: the day of the progress entry that it is evidence of (None: the
    action itself) and page or paragraph; `linked`: references of the actions (register only). Size in bytes."""

    key: int
    reference: str
    title: str
    type: str
    dated: date | None
    originator: str
    marking: str
    partner_marking: str
    sha256: str
    size: int
    pages: int
    extension: str
    media_type: str
    places: tuple[tuple[date | None, str], ...] = ()
    linked: tuple[str, ...] = ()

    @property
    def file_name(self) -> str:
        """The name of its embedded file: the reference, and the ending of what the content is."""
        return self.reference + (self.extension if _SUFFIX.fullmatch(self.extension) else "")


def of(row: DocumentRow, *, for_partner: bool) -> Exhibit:
    """The exhibit of a document. The partner's has no originator and no partner's marking: they stay ours."""
    return Exhibit(
        row.key, row.reference, row.title, row.type, row.dated, "" if for_partner else row.originator, row.marking,
        "" if for_partner else row.partner_marking, row.sha256, row.size, row.pages, row.extension, row.media_type,
    )  # fmt: skip


def evidence(rx: Read, cards: Sequence[ActionCard], edition: Edition | None) -> dict[int, tuple[Exhibit, ...]]:
    """The documents of each action and of its progress, by number: action key → exhibits; with `edition` only what
    it allows, without page or paragraph, which is free text and has no release of its own."""
    found: dict[int, tuple[Exhibit, ...]] = {}
    linked = documents.evidence(rx, [card.key for card in cards])
    for card in cards:
        days = {entry.key: entry.dated for entry in card.progress}
        exhibits: dict[int, Exhibit] = {}
        for one in linked.get(card.key, ()):
            paper = one.document
            if edition is not None and not (paper.key in edition.documents and edition.shows(one.noun, one.row_key)):
                continue
            held = exhibits.get(paper.key) or of(paper, for_partner=edition is not None)
            day = days.get(one.row_key) if one.noun == "progress_entries" else None
            place = (day, "" if edition is not None else one.place)
            exhibits[paper.key] = replace(held, places=(*held.places, place))
        if exhibits:
            found[card.key] = tuple(exhibits.values())
    return found


def annexes(evidenced: Iterable[tuple[Exhibit, ...]]) -> tuple[Exhibit, ...]:
    """Each document once, by number; Refused when they are too large to be embedded together."""
    each = {one.key: one for listed in evidenced for one in listed}
    whole = sum(one.size for one in each.values())
    if whole > LARGEST_ANNEXES:
        raise errors.Refused(
            _(
                "The annexes have {size} MB together; at most {most} MB can be embedded. Leave the annexes out, or "
                "order fewer joint actions."
            ).format(size=-(-whole // 1_000_000), most=LARGEST_ANNEXES // 1_000_000),
            "annexes",
        )
    return tuple(each[key] for key in sorted(each))


def listed(rx: Read, order: ReportOrder) -> tuple[tuple[Exhibit, ...], tuple[Withheld, ...]]:
    """The documents of a register or a receipt, and those released to the partner that stay out of its edition."""
    keys = chosen(rx, order)
    going, withheld = editions.documents(rx, rx.partner, keys) if order.for_partner else (frozenset(keys), ())
    if order.kind == "receipt" and order.for_partner:
        _require_whole(rx, keys, going, withheld)
    cards = documents.cards(rx, [key for key in keys if key in going])
    if not order.for_partner:
        linked = {card.key: [one for one in card.links if not one.discarded] for card in cards}
    else:
        edition = editions.edition(rx, rx.partner, sorted({one.action_key for card in cards for one in card.links}))
        linked = {card.key: [one for one in card.links if edition.shows(one.noun, one.row_key)] for card in cards}
        if order.groups and not order.documents:  # a group is told only of what is seen to belong to it
            of_groups = set(_actions_of(rx, order.groups))
            cards = [card for card in cards if any(one.action_key in of_groups for one in linked[card.key])]
    exhibits = tuple(
        replace(
            of(card.row, for_partner=order.for_partner),
            linked=tuple(sorted({one.reference for one in linked[card.key]})),
        )
        for card in cards
    )
    return exhibits, withheld


def chosen(rx: Read, order: ReportOrder) -> list[int]:
    """The keys of the documents that a register or receipt is about, by number, each once; Refused for a reference
    that is unknown or in the trash."""
    if not order.documents:
        return list(documents.ids(rx, DocumentQuery(groups=order.groups)))
    try:
        keys = sorted({codes.document(rx, reference) for reference in order.documents})
    except errors.Refused as refusal:
        raise errors.Refused(refusal.sentence, "documents") from refusal
    for start in range(0, len(keys), 500):
        for row in documents.rows(rx, keys[start : start + 500]):
            if row.discarded:
                raise errors.Refused(
                    _("{reference} is in the trash. Recover it, or leave it off the list.").format(
                        reference=row.reference
                    ),
                    "documents",
                )
    return keys


def _require_whole(rx: Read, keys: list[int], going: frozenset[int], withheld: tuple[Withheld, ...]) -> None:
    """A receipt that names less than is handed over proves the wrong thing: Refused, naming the first one."""
    missing = next((key for key in keys if key not in going), None)
    if missing is None:
        return
    why = next((one.why for one in withheld if one.key == missing), _("It is not released to the partner."))
    raise errors.Refused(
        _("{reference} cannot stand on a receipt for the partner. {why}").format(
            reference=documents.rows(rx, [missing])[0].reference, why=why
        ),
        "documents",
    )


def _actions_of(rx: Read, groups: Sequence[str]) -> list[int]:
    a, g = schema.joint_actions.c, schema.working_groups.c
    found = select(a.key).join(schema.working_groups, g.key == a.group_key).where(g.code.in_(groups))
    return [int(key) for key in rx.column(found)]
