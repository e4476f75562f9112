"""Whatever officers record, carry over, hand over, discard, recover and undo in whatever order: the journal
verifies, nothing hangs on a record that is not there, and undo and redo give back exactly what was before and after."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from hsdclient import (
    clock,
    commitments,
    contacts,
    errors,
    follow_ups,
    handing_over,
    joint_actions,
    meetings,
    requests,
    schema,
    undo,
    verify,
)
from hsdclient.commitments import CommitmentDraft
from hsdclient.contacts import ContactDraft, PostDraft
from hsdclient.joint_actions import ActionDraft
from hsdclient.meetings import MeetingDraft
from hsdclient.requests import ReplyDraft, RequestDraft
from hsdclient.session import Officer, Read, Tx
from hsdclient.store import Store
from hsdclient.workspaces import Workspace
from tests.core.conftest import _forget_heads

BEGAN = datetime(2026, 11, 23, 6, tzinfo=UTC)
NOUNS = ("joint_actions", "commitments", "requests", "contacts")
POINTING = (schema.responsibles, schema.fulfilments, schema.document_links, schema.releases)
CHILDREN = {
    "replies": "request_key",
    "chasers": "request_key",
    "posts_held": "contact_key",
    "commitment_sides": "commitment_key",
}
PACKAGES: dict[str, Any] = {
    "joint_actions": joint_actions, "commitments": commitments, "requests": requests, "contacts": contacts,
}  # fmt: skip


@dataclass
class Desk:
    """One workspace and how far its clock is; `pick` chooses one of the records of a noun, None when there is none."""

    store: Store
    officer: Officer
    minutes: int = 0

    def act(self, verb: Callable[[Tx], Any]) -> bool:
        """Whether the act changed something; a refusal changes nothing and has a sentence."""
        self.minutes += 1
        with clock.at(BEGAN + timedelta(minutes=self.minutes)):
            try:
                with self.store.write(self.officer, "Test act") as tx:
                    verb(tx)
            except errors.Refused:
                return False
        return True

    def back(self, ask: Callable[[Read, Officer], undo.Undoable | None]) -> bool:
        """Undo or redo the last act; False when there is none."""
        with self.store.read() as rx:
            last = ask(rx, self.officer)
        if last is None:
            return False
        self.minutes += 1
        now = clock.at(BEGAN + timedelta(minutes=self.minutes))
        with now, self.store.write(self.officer, "Undo", undoes=last.tx) as tx:
            undo.undo(tx, last.tx)
        return True


def pick(rx: Read, noun: str, number: int, *, trash: bool = False) -> int:
    """One of the records of `noun`; Refused when there is none to pick."""
    c = schema.REFERENCED[noun].c
    wanted = c.discarded_at.is_not(None) if trash else c.discarded_at.is_(None)
    keys = rx.column(select(c.key).where(wanted).order_by(c.key))
    if not keys:
        raise errors.Refused("nothing there")
    return int(keys[number % len(keys)])


def child(rx: Read, table: Any, number: int) -> int:
    keys = rx.column(select(table.c.key).order_by(table.c.key))
    if not keys:
        raise errors.Refused("nothing there")
    return int(keys[number % len(keys)])


def reference(rx: Read, noun: str, key: int) -> str:
    return str(rx.scalar(select(schema.REFERENCED[noun].c.reference).where(schema.REFERENCED[noun].c.key == key)))


def a_request(tx: Tx, a: int, b: int) -> None:
    contact = reference(tx, "contacts", pick(tx, "contacts", a)) if a % 2 else ""
    requests.record(tx, RequestDraft(
        channel="pics", title=f"Request {a} {b}", state="sent" if b % 3 else "draft", contact=contact,
        release=("US",) if b % 2 else ()))  # fmt: skip


def a_contact(tx: Tx, a: int, b: int) -> None:
    held = {"side": "US", "agency": "DEA", "post": "Attaché", "since": "2024-01-01"} if b % 4 else {"side": "IN"}
    contacts.record(tx, ContactDraft(name=f"Person {a}", **held))  # type: ignore[arg-type]


def a_commitment(tx: Tx, a: int, b: int) -> None:
    code = ("HSD-2022", "HSD-2024")[b % 2]
    commitments.record(tx, CommitmentDraft(round=code, verbatim=f"Both will share {a} lists."))


def answering(tx: Tx, a: int, b: int) -> None:
    noun = ("joint_actions", "commitments", "requests")[b % 3]
    contacts.answers_for(tx, pick(tx, "contacts", a), noun, pick(tx, noun, b))


def no_longer(tx: Tx, a: int, b: int) -> None:
    row = tx.row(schema.responsibles, child(tx, schema.responsibles, a))
    assert row is not None
    contacts.no_longer(tx, row["contact_key"], row["noun"], row["row_key"])


def carry(tx: Tx, a: int, b: int) -> None:
    later = tx.scalar(select(schema.meetings.c.key).where(schema.meetings.c.reference == "HSD-2024"))
    commitments.carry_over(tx, pick(tx, "commitments", a), int(later))


def hand(tx: Tx, a: int, b: int) -> None:
    leaving, coming = pick(tx, "contacts", a), pick(tx, "contacts", b)
    items = [(one.noun, one.key) for one in contacts.open_items(tx, leaving)]
    chosen = items[: 1 + b % 3] if a % 3 == 0 else None
    handing_over.hand_over(tx, leaving, coming, "2026-11-20", items=chosen, end_post=bool(b % 2))


def discard(tx: Tx, a: int, b: int) -> None:
    noun = NOUNS[b % len(NOUNS)]
    key = pick(tx, noun, a)
    PACKAGES[noun].discard(tx, key if noun == "joint_actions" else [key], "twice")


def recover(tx: Tx, a: int, b: int) -> None:
    noun = NOUNS[b % len(NOUNS)]
    key = pick(tx, noun, a, trash=True)
    PACKAGES[noun].recover(tx, key if noun == "joint_actions" else [key])


def a_reply(tx: Tx, a: int, b: int) -> None:
    requests.reply(tx, pick(tx, "requests", a), ReplyDraft(text=f"Reply {b}", partial=b % 2 == 0))


def move(tx: Tx, a: int, b: int) -> None:
    requests.move_reply(tx, child(tx, schema.replies, a), pick(tx, "requests", b))


def chase(tx: Tx, a: int, b: int) -> None:
    requests.chase(tx, pick(tx, "requests", a), note=f"Chased {b}")


def states(tx: Tx, a: int, b: int) -> None:
    verb: Any = (requests.send, requests.reopen, requests.close, requests.withdraw)[b % 4]
    key = pick(tx, "requests", a)
    if verb is requests.send:
        requests.send(tx, key)
    elif verb is requests.reopen:
        requests.reopen(tx, key, "Asked again")
    else:
        verb(tx, key, why="No need")


def fulfil(tx: Tx, a: int, b: int) -> None:
    verb = follow_ups.fulfil if b % 3 else follow_ups.unfulfil
    verb(tx, "commitments", pick(tx, "commitments", a), pick(tx, "joint_actions", b))


def post(tx: Tx, a: int, b: int) -> None:
    if b % 2:
        contacts.move_on(tx, pick(tx, "contacts", a), PostDraft(agency="CBP", post=f"Desk {b}", since="2026-10-01"))
    else:
        contacts.remove_post(tx, child(tx, schema.posts_held, a))


ACTS = (
    a_request, a_contact, a_commitment, answering, answering, no_longer, carry, hand, hand, discard, recover, a_reply,
    move, chase, states, fulfil, post,
)  # fmt: skip


def alive(rx: Read) -> dict[str, Any]:
    """All that an officer can see of the records that are not in the trash, and what hangs on them."""
    seen: dict[str, Any] = {}
    there: dict[str, set[int]] = {}
    for noun in (*NOUNS, "meetings"):
        table = schema.REFERENCED[noun]
        rows = rx.all(select(table).where(table.c.discarded_at.is_(None)).order_by(table.c.key))
        seen[noun] = [dict(row._mapping) for row in rows]
        there[noun] = {row.key for row in rows}
    for name, parent in CHILDREN.items():
        table = schema.JOURNALLED[name]
        of = {"request_key": "requests", "contact_key": "contacts", "commitment_key": "commitments"}[parent]
        seen[name] = sorted(
            tuple(value for column, value in row._mapping.items() if column not in ("id", "key"))
            for row in rx.all(select(table))
            if row._mapping[parent] in there[of]
        )
    r, f = schema.responsibles.c, schema.fulfilments.c
    seen["answering"] = sorted(
        (row.noun, row.row_key, row.contact_key, row.since)
        for row in rx.all(select(r.noun, r.row_key, r.contact_key, r.since))
        if row.row_key in there[row.noun] and row.contact_key in there["contacts"]
    )
    seen["fulfilled"] = sorted(
        (row.noun, row.row_key, row.action_key)
        for row in rx.all(select(f.noun, f.row_key, f.action_key))
        if row.row_key in there[row.noun] and row.action_key in there["joint_actions"]
    )
    seen["items"] = {key: contacts.open_items(rx, key) for key in sorted(there["contacts"])}
    return seen


def orphans(rx: Read) -> list[str]:
    """What names a record that is not there (the trash is there)."""
    found: list[str] = []
    for table in POINTING:
        for row in rx.all(select(table.c.noun, table.c.row_key)):
            if rx.row(schema.JOURNALLED[row.noun], row.row_key) is None:
                found.append(f"{table.name}: {row.noun} {row.row_key}")
    here, there = schema.commitments.alias("here"), schema.commitments.alias("there")
    resting = select(here.c.reference).join(there, there.c.key == here.c.carried_from_key)
    for reference in rx.column(resting.where(here.c.discarded_at.is_(None), there.c.discarded_at.is_not(None))):
        found.append(f"{reference}: carries over what lies in the trash")
    return found


def prepare(desk: Desk) -> None:
    """Two rounds, two joint actions, two persons, a commitment and a request to begin with."""

    def tell(tx: Tx) -> None:
        for year in ("2022", "2024"):
            meetings.record(tx, MeetingDraft(
                kind="round", state="held", title_in=f"HSD {year}", starts_in=f"{year}-02-27"))  # fmt: skip
        for number in range(2):
            joint_actions.record(tx, ActionDraft(group="CN", title_en=f"Action {number}", lead_in="DRI"))
            a_contact(tx, number, 1)
        a_commitment(tx, 0, 0)
        a_request(tx, 1, 1)
        contacts.answers_for(tx, 1, "commitments", 1)

    assert desk.act(tell)


STEPS = st.lists(
    st.tuples(st.integers(0, len(ACTS) - 1), st.integers(0, 7), st.integers(0, 7)), min_size=4, max_size=14
)


@settings(max_examples=30)
@given(STEPS)
def test_whatever_is_done_can_be_undone_and_leaves_no_orphan(
    opened: Callable[..., Workspace], steps: list[tuple[int, int, int]]
) -> None:
    _forget_heads()  # of the copy before
    workspace = opened("IN")
    try:
        desk = Desk(workspace.store, workspace.officer)
        prepare(desk)
        for number, a, b in steps:
            with desk.store.read() as rx, clock.at(BEGAN):
                before = alive(rx)
            if not desk.act(lambda tx, n=number, x=a, y=b: ACTS[n](tx, x, y)):
                continue
            with desk.store.read() as rx, clock.at(BEGAN):
                after = alive(rx)
            if after == before:
                continue
            assert desk.back(undo.last)
            with desk.store.read() as rx, clock.at(BEGAN):
                assert alive(rx) == before, ACTS[number].__name__
                assert orphans(rx) == []
            assert desk.back(undo.last_undone)
            with desk.store.read() as rx, clock.at(BEGAN):
                assert alive(rx) == after, ACTS[number].__name__
                assert orphans(rx) == []
        assert verify.verify(desk.store) == []
    finally:
        workspace.close()
