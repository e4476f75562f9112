"""How the sample's story is written down: one `Story` an action, its later acts in order, each on its day.

Plain data and the one function that performs an act through the real verbs; knows no content.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from sqlalchemy import select

from hsdclient import joint_actions, releases, schema
from hsdclient.joint_actions import ActionDraft
from hsdclient.joint_actions.figures import FigureDraft, set_figure
from hsdclient.joint_actions.progress import EntryDraft, add_entry
from hsdclient.session import Tx
from hsdclient.words import N_

Day = str | int
"""An ISO day, or days from the day of building (-30: a month before it)."""


@dataclass(frozen=True)
class Tell:
    """A progress entry of the own side; `dated` where it tells of an earlier day, `corrects` the last one."""

    on: Day
    text: str
    status: str = ""
    rag: str = ""
    reason: str = ""
    next: str = ""
    dated: Day | None = None
    corrects: bool = False
    release: bool = False
    side: str = "IN"
    source: str = ""
    due: Day | None = None


def heard(
    on: Day,
    source: str,
    text: str,
    *,
    status: str = "",
    rag: str = "",
    reason: str = "",
    next: str = "",
    due: Day | None = None,
) -> Tell:
    """What the partner said, as received, with its source; without `due` the partner holds to our date."""
    return Tell(on, text, status, rag, reason, next, side="US", source=source, due=due)


@dataclass(frozen=True)
class Count:
    """An indicator figure of one side, with the day that it speaks of."""

    on: Day
    indicator: str
    value: str
    unit: str
    side: str = "IN"
    detail: str = ""
    dated: Day | None = None
    source: str = ""


@dataclass(frozen=True)
class Move:
    """A due date set or moved, with the reason; the partner's with its source."""

    on: Day
    due: Day
    reason: str
    side: str = "IN"
    source: str = ""


@dataclass(frozen=True)
class Amend:
    """Other fields amended."""

    on: Day
    changes: Mapping[str, Any]
    reason: str = ""


@dataclass(frozen=True)
class Release:
    """The action released to the partner: the record alone, all of it (`whole`), or named parts."""

    on: Day
    whole: bool | None = None
    parts: tuple[str, ...] = ()


@dataclass(frozen=True)
class Discard:
    """Into the trash, with a reason."""

    on: Day
    reason: str


Act = Tell | Count | Move | Amend | Release | Discard


@dataclass(frozen=True)
class Story:
    """One joint action: the day it was logged, what was entered, what happened then."""

    on: Day
    group: str
    title: str
    hindi: str
    leads: tuple[str, str]
    about: str
    due: Day | None = None
    start: Day | None = None
    entered: Mapping[str, Any] = field(default_factory=dict)
    then: tuple[Act, ...] = ()

    def draft(self, today: date) -> ActionDraft:
        """What the officer entered, with the days worked out for a sample built `today`."""
        return ActionDraft(
            group=self.group,
            title_en=self.title,
            title_hi=self.hindi,
            description=self.about,
            lead_in=self.leads[0],
            lead_us=self.leads[1],
            start=_iso(self.start, today),
            due=_iso(self.due, today),
            **self.entered,
        )


SENTENCES = {
    Tell: N_("Progress added"),
    Count: N_("Figure recorded"),
    Move: N_("Due date moved"),
    Amend: N_("Joint action amended"),
    Release: N_("Release changed"),
    Discard: N_("Joint action discarded"),
}
RECORDED = N_("Joint action recorded")


def day_of(when: Day, today: date) -> date:
    """The calendar day of `when` for a sample built `today`."""
    return date.fromisoformat(when) if isinstance(when, str) else today + timedelta(days=when)


def _iso(when: Day | None, today: date) -> str:
    return "" if when is None else day_of(when, today).isoformat()


def perform(tx: Tx, key: int, act: Act, today: date) -> None:
    """Do `act` to the action `key`; Refused as for any officer."""
    if isinstance(act, Tell):
        _tell(tx, key, act, today)
    elif isinstance(act, Count):
        figure = FigureDraft(
            act.indicator, act.value, act.unit, act.side, act.detail, _iso(act.dated, today), act.source
        )
        set_figure(tx, key, figure)
    elif isinstance(act, Move):
        due = {"due": _iso(act.due, today)}
        joint_actions.amend(tx, key, due, side=act.side, reason=act.reason, source=act.source)
    elif isinstance(act, Amend):
        joint_actions.amend(tx, key, act.changes, reason=act.reason)
    elif isinstance(act, Release):
        releases.release(tx, key, [tx.partner], with_all=act.whole)
        for part in act.parts:
            releases.release_part(tx, key, part, tx.partner, released=True)
    else:
        joint_actions.discard(tx, key, act.reason)


def _tell(tx: Tx, key: int, act: Tell, today: date) -> None:
    p = schema.progress_entries.c
    newest = select(p.key).where(p.action_key == key, p.side == act.side).order_by(p.key.desc()).limit(1)
    entry = EntryDraft(
        text=act.text,
        dated=_iso(act.dated, today),
        side=act.side,
        status=act.status,
        rag=act.rag,
        reason=act.reason,
        next_step=act.next,
        corrects=tx.scalar(newest) if act.corrects else None,
        source=act.source,
        release=(tx.partner,) if act.release else (),
    )
    add_entry(tx, key, entry)
    _settle(tx, key, act, today)


def _settle(tx: Tx, key: int, act: Tell, today: date) -> None:
    """What goes with an entry: green and completed end the old reason, the partner's date is told as well."""
    after: dict[str, Any] = {}
    if (act.rag == "green" or act.status == "completed") and not act.reason:
        after["reason"] = ""
    if act.status == "completed" and not act.next:
        after["next_step"] = ""
    if act.side != tx.side:
        own = joint_actions.standing_of(tx, key, tx.side)[1].due
        after["due"] = _iso(act.due, today) or (own.isoformat() if own else "")
    received = _iso(act.dated, today) or tx.today.isoformat()
    joint_actions.amend(tx, key, after, side=act.side, received_on=received, source=act.source)
