"""What a sheet is made of: gathered once, and for the partner's edition filtered first.

Every later step sees only what stands here (rules.md, Release and markings). Knows no layout.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from sqlalchemy import MetaData, and_, select

from hsdclient import clock, codes, errors, joint_actions, markings, releases, schema
from hsdclient.joint_actions import ActionCard, ActionQuery, EntryCard, SideCard
from hsdclient.reports import exhibits, rounds
from hsdclient.reports.exhibits import Exhibit
from hsdclient.reports.scope import OF_DOCUMENTS, OF_ROUNDS, OF_TRAINING, ReportOrder
from hsdclient.reports.told import Told
from hsdclient.reports.trained import Trained
from hsdclient.session import Read, WorkspaceFacts
from hsdclient.words import _

WHOLE = frozenset(releases.ALL_PARTS)
_entries_now = schema.progress_entries.to_metadata(MetaData(), schema="main")


@dataclass(frozen=True)
class Matter:
    """The filtered facts of one sheet. `shown` says which parts of each action may be printed (by key)."""

    order: ReportOrder
    facts: WorkspaceFacts
    side: str
    partner: str
    day: date
    cards: tuple[ActionCard, ...]
    shown: dict[int, frozenset[str]]
    markings: tuple[str, ...]
    group_names: dict[str, tuple[str, str]] = field(default_factory=dict)
    late_entries: int = 0
    withheld: tuple[releases.Withheld, ...] = ()
    """Actions and documents, for the officer's release preview only; never printed."""
    evidence: dict[int, tuple[Exhibit, ...]] = field(default_factory=dict)
    annexes: tuple[Exhibit, ...] = ()
    papers: tuple[Exhibit, ...] = ()
    """The documents that a register or a receipt lists."""
    told: Told | None = None
    """What a sheet of a dialogue tells besides joint actions."""
    trained: Trained | None = None
    """What a sheet of training tells."""

    @property
    def of_round(self) -> Told:
        """What a sheet of a dialogue tells."""
        assert self.told is not None
        return self.told

    @property
    def of_training(self) -> Trained:
        """What a sheet of training tells."""
        assert self.trained is not None
        return self.trained

    def shows(self, card: ActionCard, part: str) -> bool:
        """Whether `part` (a key of releases.PARTS) of the action may be printed."""
        return part in self.shown[card.key]


def gather(rx: Read, order: ReportOrder) -> Matter:
    """Collect what `order` asks for, as `rx` sees it (a past day's look gives the past)."""
    order.check(clock.today(rx.facts.time_zone))
    if order.kind in OF_DOCUMENTS:
        return _papers(rx, order)
    if order.kind in OF_TRAINING:
        return _training(rx, order)
    told = rounds.gather(rx, order) if order.kind in OF_ROUNDS else None
    cards = joint_actions.cards(rx, _keys(rx, order) if told is None else told.actions)
    withheld: tuple[releases.Withheld, ...] = ()
    edition: releases.Edition | None = None
    if order.for_partner:
        edition = releases.edition(rx, rx.partner, [card.key for card in cards])
        cards = [filtered(card, edition, rx.side) for card in cards if card.key in edition.actions]
        shown = {card.key: edition.actions[card.key] for card in cards}
        withheld = (told.withheld if told else ()) + edition.withheld
        if order.kind == "dossier" and not cards:
            why = withheld[0].why if withheld else _("It is not released to the partner; release it first.")
            raise errors.Refused(
                _("{reference} has no partner's edition. {why}").format(reference=order.reference, why=why), "reference"
            )
    else:
        shown = {card.key: WHOLE for card in cards}
    evidence = exhibits.evidence(rx, cards, edition) if order.with_evidence else {}
    if edition is not None and order.with_evidence:
        withheld += edition.withheld_documents
    carried = [card.marking for card in cards] + [one.marking for listed in evidence.values() for one in listed]
    carried += told.markings if told else ()
    return Matter(
        order=order,
        facts=rx.facts,
        side=rx.side,
        partner=rx.partner,
        day=rx.today,
        cards=tuple(cards),
        shown=shown,
        markings=markings.highest(rx, carried or [rx.facts.default_marking]),
        group_names=_group_names(rx),
        late_entries=0 if order.for_partner else _late(rx, [card.key for card in cards]),
        withheld=withheld,
        evidence=evidence,
        annexes=exhibits.annexes(evidence.values()) if order.annexes else (),
        told=told,
    )


def _papers(rx: Read, order: ReportOrder) -> Matter:
    """The matter of a register or a receipt: documents and no action."""
    for code in order.groups:
        codes.group(rx, code)
    listed, withheld = exhibits.listed(rx, order)
    return Matter(
        order=order,
        facts=rx.facts,
        side=rx.side,
        partner=rx.partner,
        day=rx.today,
        cards=(),
        shown={},
        markings=markings.highest(rx, [one.marking for one in listed] or [rx.facts.default_marking]),
        group_names=_group_names(rx),
        withheld=withheld,
        papers=listed,
    )


def _training(rx: Read, order: ReportOrder) -> Matter:
    """The matter of a sheet of training: runs, people, certificates, and no action."""
    from hsdclient.reports import training_matter  # lazy: only these sheets need the cores of training

    trained = training_matter.gather(rx, order)
    return Matter(
        order=order,
        facts=rx.facts,
        side=rx.side,
        partner=rx.partner,
        day=rx.today,
        cards=(),
        shown={},
        markings=markings.highest(rx, trained.markings or [rx.facts.default_marking]),
        withheld=trained.withheld,
        trained=trained,
    )


def _keys(rx: Read, order: ReportOrder) -> Sequence[int]:
    if order.kind == "dossier":
        return [codes.action(rx, order.reference)]
    for code in order.groups:
        codes.group(rx, code)
    overdue = order.kind == "overdue"
    query = ActionQuery(groups=order.groups, overdue=overdue, sort="due" if overdue else "reference")
    return joint_actions.ids(rx, query)


def filtered(card: ActionCard, edition: releases.Edition, side: str) -> ActionCard:
    """`card` with nothing left in it that `edition` does not name: no officer, no partner's column, no tag."""
    parts = edition.actions[card.key]
    own = card.sides[side]
    leads = {
        name: SideCard(name, held.lead, held.lead_name, "", "", None, 0, "", False, "", None, "", held.lead_name_hi)
        for name, held in card.sides.items()
    }
    with_reasons = "reasons" in parts
    leads[side] = replace(
        own,
        rag=own.rag if with_reasons else "",
        reason=own.reason if with_reasons else "",
        reason_missing=own.reason_missing if with_reasons else False,
        next_step=own.next_step if "next_steps" in parts else "",
        source="",
        received_on=None,
    )
    return ActionCard(
        key=card.key,
        id="",
        reference=card.reference,
        group=card.group,
        group_name_en=card.group_name_en,
        group_name_hi=card.group_name_hi,
        title_en=card.title_en,
        title_hi=card.title_hi,
        description=card.description if "description" in parts else "",
        priority="normal",
        start=None,
        marking=card.marking,
        originator="",
        third_party=False,
        permitted_by="",
        permitted_on=None,
        permission_reference="",
        partner_reference="",
        logged_at="",
        logged_by="",
        discarded=False,
        discard_reason="",
        sides=leads,
        progress=tuple(
            _entry(entry, parts, edition.entries) for entry in card.progress if entry.key in edition.entries
        ),
        figures=tuple(replace(f, source="") for f in card.figures if f.side == side) if "figures" in parts else (),
        due_moves=tuple(move for move in card.due_moves if move.side == side) if with_reasons else (),
    )


def _entry(entry: EntryCard, parts: frozenset[str], released: frozenset[int]) -> EntryCard:
    with_reasons = "reasons" in parts
    return replace(
        entry,
        id="",
        officer="",
        rag=entry.rag if with_reasons else "",
        reason=entry.reason if with_reasons else "",
        next_step=entry.next_step if "next_steps" in parts else "",
        corrects=entry.corrects if entry.corrects in released else None,
        corrected_by=entry.corrected_by if entry.corrected_by in released else None,
    )


def _group_names(rx: Read) -> dict[str, tuple[str, str]]:
    g = schema.working_groups.c
    return {
        row.code: (row.name_en, row.name_hi)
        for row in rx.all(select(g.code, g.name_en, g.name_hi).order_by(g.position))
    }


def _late(rx: Read, keys: list[int]) -> int:
    """Entries dated by the as-of day and recorded after it: left out, and counted (rules.md, As of a day)."""
    if rx.as_of is None:
        return 0
    now: Any = _entries_now.c
    recorded = set(rx.column(select(schema.progress_entries.c.key)))
    found = 0
    for start in range(0, len(keys), 500):
        block = keys[start : start + 500]
        later = rx.column(select(now.key).where(and_(now.action_key.in_(block), now.dated <= rx.as_of.isoformat())))
        found += len([key for key in later if key not in recorded])
    return found
