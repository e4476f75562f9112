"""How the sample's dialogue is written down: one `Scene` an act, its later acts in order, each on its day.

Acts are plain functions of a transaction and of the cast, which finds what was told before; knows no content.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy import select

from hsdclient import (
    agreements,
    codes,
    commitments,
    contacts,
    documents,
    errors,
    follow_ups,
    meetings,
    releases,
    schema,
)
from hsdclient import requests as asked
from hsdclient.agreements import AgreementDraft
from hsdclient.commitments import CommitmentDraft
from hsdclient.contacts import ContactDraft
from hsdclient.documents import Link
from hsdclient.handing_over import hand_over
from hsdclient.meetings import AttendeeDraft, DecisionDraft, ItemDraft, MeetingDraft
from hsdclient.requests import RequestDraft
from hsdclient.sample.telling import Day, day_of
from hsdclient.session import Tx
from hsdclient.words import N_

Do = Callable[[Tx, "Cast"], None]


@dataclass(frozen=True)
class Later:
    """What happened then: its day, the sentence it was done under, the act."""

    on: Day
    sentence: str
    do: Do


@dataclass(frozen=True)
class Scene(Later):
    """The first act of a thread, and what followed from it in its order."""

    then: tuple[Later, ...] = ()


@dataclass(frozen=True)
class Cast:
    """Who and what the scenes speak of, found in the workspace by what it is called."""

    today: date

    def day(self, when: Day) -> str:
        """The ISO day of `when`."""
        return day_of(when, self.today).isoformat()

    def action(self, tx: Tx, title: str) -> int:
        """The joint action whose title begins so; none but one may."""
        return _only(tx, schema.joint_actions, schema.joint_actions.c.title_en, title)

    def document(self, tx: Tx, title: str) -> int:
        """The document whose title begins so."""
        return _only(tx, schema.documents, schema.documents.c.title, title)

    def commitment(self, tx: Tx, words: str) -> int:
        """The commitment that begins with these words."""
        return _only(tx, schema.commitments, schema.commitments.c.verbatim, words)

    def agreement(self, tx: Tx, title: str) -> int:
        """The agreement whose title begins so."""
        return _only(tx, schema.agreements, schema.agreements.c.title_en, title)

    def request(self, tx: Tx, title: str) -> int:
        """The request whose title begins so."""
        return _only(tx, schema.requests, schema.requests.c.title, title)

    def contact(self, tx: Tx, name: str) -> int:
        """The contact with this name."""
        return _only(tx, schema.contacts, schema.contacts.c.name, name)

    def meeting(self, tx: Tx, code: str) -> int:
        """The meeting with this code."""
        return codes.record(tx, "meetings", code)

    def run(self, tx: Tx, title: str) -> int:
        """The training run whose title begins so."""
        return _only(tx, schema.runs, schema.runs.c.title_en, title)

    def need(self, tx: Tx, topic: str) -> int:
        """The training need whose topic begins so."""
        return _only(tx, schema.needs, schema.needs.c.topic, topic)

    def reference(self, tx: Tx, noun: str, key: int) -> str:
        """The reference of the record `key`."""
        table = schema.REFERENCED[noun]
        return str(tx.scalar(select(table.c.reference).where(table.c.key == key)))


def _only(tx: Tx, table: Any, column: Any, words: str) -> int:
    keys = tx.column(select(table.c.key).where(column.startswith(words, autoescape=True)))
    if len(keys) != 1:
        raise errors.Bug(f"{table.name}: {words}")
    return int(keys[0])


# --- acts ---------------------------------------------------------------------------------------------------

MEETING, AGREEMENT, COMMITMENT = N_("Meeting recorded"), N_("Agreement recorded"), N_("Commitment recorded")
REQUEST, CONTACT = N_("Request recorded"), N_("Contact recorded")
RELEASED = N_("Release changed")


def meeting(draft: MeetingDraft, *, parts: Iterable[str] = ()) -> Do:
    """A round or meeting recorded; `parts` of it released to the partner."""

    def do(tx: Tx, cast: Cast) -> None:
        release(tx, "meetings", meetings.record(tx, draft).key, parts)

    return do


def delegation(code: str, side: str, *people: AttendeeDraft) -> Do:
    """Who attended for one side."""

    def do(tx: Tx, cast: Cast) -> None:
        meetings.set_attendees(tx, cast.meeting(tx, code), side, people)

    return do


def agenda(code: str, *items: ItemDraft) -> Do:
    """The agenda with its briefs."""

    def do(tx: Tx, cast: Cast) -> None:
        for item in items:
            meetings.add_item(tx, cast.meeting(tx, code), item)

    return do


def minutes(code: str, text: str, decided: Iterable[DecisionDraft] = (), **changes: Any) -> Do:
    """The minutes of a meeting that was held, and its decisions."""

    def do(tx: Tx, cast: Cast) -> None:
        key = cast.meeting(tx, code)
        meetings.amend(tx, key, {"state": "held", "minutes": text, **changes})
        for one in decided:
            due = {"due": cast.day(one.due)} if one.due else {}
            meetings.add_decision(tx, key, one.with_values(due))

    return do


def carried_out(code: str, pairs: Mapping[int, str]) -> Do:
    """Decision number → the title of the joint action that carries it out."""

    def do(tx: Tx, cast: Cast) -> None:
        for number, title in pairs.items():
            follow_ups.fulfil(tx, "decisions", follow_ups.decision(tx, code, number), cast.action(tx, title))

    return do


def agreement(draft: AgreementDraft, *, parts: Iterable[str] = ()) -> Do:
    """An agreement recorded."""

    def do(tx: Tx, cast: Cast) -> None:
        release(tx, "agreements", agreements.record(tx, draft).key, parts)

    return do


def agreement_amended(title: str, **changes: Any) -> Do:
    """Other fields of an agreement; days may count from the day of building."""

    def do(tx: Tx, cast: Cast) -> None:
        values = {key: cast.day(value) if isinstance(value, int) else value for key, value in changes.items()}
        agreements.amend(tx, cast.agreement(tx, title), values)

    return do


@dataclass(frozen=True)
class Promise:
    """One commitment: its draft, the joint actions that carry it out, the papers that prove it, what is released."""

    draft: CommitmentDraft
    actions: tuple[str, ...] = ()
    papers: tuple[tuple[str, str], ...] = ()
    parts: tuple[str, ...] = ("record",)


def promised(promises: Iterable[Promise], source: str) -> Do:
    """Sentences of the document with the title `source` taken as commitments, with what hangs on each."""

    def do(tx: Tx, cast: Cast) -> None:
        stands_in = cast.reference(tx, "documents", cast.document(tx, source)) if source else ""
        for one in promises:
            key = commitments.record(tx, one.draft.with_values({"document": stands_in})).key
            for title in one.actions:
                follow_ups.fulfil(tx, "commitments", key, cast.action(tx, title))
            for title, place in one.papers:
                documents.link(tx, cast.document(tx, title), Link("commitments", key, place))
            release(tx, "commitments", key, one.parts)

    return do


def carries_on(later: str, earlier: str) -> Do:
    """The commitment that begins with `later` takes up `earlier`."""

    def do(tx: Tx, cast: Cast) -> None:
        taken_up = cast.reference(tx, "commitments", cast.commitment(tx, earlier))
        commitments.amend(tx, cast.commitment(tx, later), {"carried_from": taken_up})

    return do


def fulfils(words: str, *titles: str) -> Do:
    """Joint actions that carry out the commitment that begins so."""

    def do(tx: Tx, cast: Cast) -> None:
        for title in titles:
            follow_ups.fulfil(tx, "commitments", cast.commitment(tx, words), cast.action(tx, title))

    return do


def proves(title: str, noun: str, called: str, place: str = "") -> Do:
    """The document with that title becomes evidence of a record."""

    def do(tx: Tx, cast: Cast) -> None:
        find = {"meetings": cast.meeting, "agreements": cast.agreement, "requests": cast.request}
        key = find.get(noun, cast.commitment)(tx, called)
        documents.link(tx, cast.document(tx, title), Link(noun, key, place))

    return do


def assessed(words: str, status: str, why: str, *, source: str = "", release_it: bool = False) -> Do:
    """What a side says of a commitment: our own judgement, or the partner's with its source."""

    def do(tx: Tx, cast: Cast) -> None:
        key = cast.commitment(tx, words)
        commitments.assess(tx, key, tx.partner if source else tx.side, status, why, source=source)
        if release_it:
            releases.release_record_part(tx, "commitments", key, "assessment", tx.partner, released=True)

    return do


def request(draft: RequestDraft, *, action: str = "", words: str = "", parts: Iterable[str] = ("record",)) -> Do:
    """A request recorded, for a joint action or a commitment; its days may count from the day of building."""

    def do(tx: Tx, cast: Cast) -> None:
        given: dict[str, Any] = {}
        if action:
            given["action"] = cast.reference(tx, "joint_actions", cast.action(tx, action))
        if words:
            given["commitment"] = cast.reference(tx, "commitments", cast.commitment(tx, words))
        if draft.contact:
            given["contact"] = cast.reference(tx, "contacts", cast.contact(tx, draft.contact))
        if draft.deadline:
            given["deadline"] = cast.day(_day(draft.deadline))
        made = asked.record(tx, replace(draft, **given))
        release(tx, "requests", made.key, parts)

    return do


def _day(written: str) -> Day:
    return int(written) if written.lstrip("-").isdigit() else written


def replied(title: str, **said: Any) -> Do:
    """A reply to the request with that title, as it came that day."""

    def do(tx: Tx, cast: Cast) -> None:
        asked.reply(tx, cast.request(tx, title), asked.ReplyDraft(**said))

    return do


def chased(title: str, channel: str = "", note: str = "") -> Do:
    """The reply was asked for again."""

    def do(tx: Tx, cast: Cast) -> None:
        asked.chase(tx, cast.request(tx, title), channel, "", note)

    return do


def withdrawn(title: str, why: str) -> Do:
    """The request was withdrawn."""

    def do(tx: Tx, cast: Cast) -> None:
        asked.withdraw(tx, cast.request(tx, title), "", why)

    return do


def contact(draft: ContactDraft, *, parts: Iterable[str] = ()) -> Do:
    """A person recorded, with the present post."""

    def do(tx: Tx, cast: Cast) -> None:
        release(tx, "contacts", contacts.record(tx, draft).key, parts)

    return do


def answers_for(name: str, *called: tuple[str, str]) -> Do:
    """The contact answers for records from that day on: (noun, what it is called) of each."""

    def do(tx: Tx, cast: Cast) -> None:
        for noun, title in called:
            find = {"joint_actions": cast.action, "requests": cast.request}
            contacts.answers_for(tx, cast.contact(tx, name), noun, find.get(noun, cast.commitment)(tx, title))

    return do


def handed_over(leaving: str, coming: str) -> Do:
    """All open records of one contact, and the post, go to the successor that day."""

    def do(tx: Tx, cast: Cast) -> None:
        hand_over(tx, cast.contact(tx, leaving), cast.contact(tx, coming))

    return do


def deadlines(code: str, *due: tuple[str, int]) -> Do:
    """What must be done so many days before the meeting."""

    def do(tx: Tx, cast: Cast) -> None:
        for what, days_before in due:
            meetings.add_deadline(tx, cast.meeting(tx, code), what, days_before)

    return do


def release(tx: Tx, noun: str, key: int, parts: Iterable[str]) -> None:
    """The parts of a record (the record itself first) go to the partner."""
    wanted = tuple(parts)
    if wanted:
        releases.release_record(tx, noun, key, [tx.partner])
    for part in wanted:
        if part != "record":
            releases.release_record_part(tx, noun, key, part, tx.partner, released=True)


def released(noun: str, called: str, *parts: str) -> Do:
    """A record that was kept back goes to the partner after all."""

    def do(tx: Tx, cast: Cast) -> None:
        find = {
            "meetings": cast.meeting, "agreements": cast.agreement, "requests": cast.request, "contacts": cast.contact,
        }  # fmt: skip
        release(tx, noun, find.get(noun, cast.commitment)(tx, called), parts or ("record",))

    return do
