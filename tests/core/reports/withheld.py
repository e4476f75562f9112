"""A generated dialogue in which whatever can be withheld is withheld at random, with a planted word in every field.

Each word knows, from the generator's own choices and not from the program, whether the partner may read it.
"""

from __future__ import annotations

import random
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from hsdclient import (
    commitments,
    contacts,
    documents,
    follow_ups,
    joint_actions,
    meetings,
    paths,
    releases,
    requests,
    schema,
    workspaces,
)
from hsdclient.commitments import CommitmentDraft
from hsdclient.contacts import ContactDraft
from hsdclient.documents import DocumentDraft, Link
from hsdclient.joint_actions import ActionDraft
from hsdclient.joint_actions.progress import EntryDraft, add_entry
from hsdclient.meetings import MeetingDraft
from hsdclient.meetings.agenda import DecisionDraft, ItemDraft, add_decision, add_item
from hsdclient.meetings.deadlines import add_deadline
from hsdclient.meetings.people import AttendeeDraft, add_attendee
from hsdclient.requests import ReplyDraft, RequestDraft
from hsdclient.session import Tx
from tests.core.conftest import NAME, PASSPHRASE
from tests.core.reports.desk import Desk, later

ROUNDS, PROMISES = 200, 10
CASES = ROUNDS * PROMISES
LOGGED = later(5)
SECRET, OPEN = "CUI//SP-INV", "TLP:GREEN"
LEADS = {"CN": ("NCB-IN", "DEA"), "CU": ("CBIC", "CBP"), "CT": ("MHA", "FBI"), "CY": ("I4C", "HSI-C3")}


@dataclass
class Promise:
    """One commitment: may it be told, what may be told of it, and the status that the partner's edition gives it."""

    reference: str
    key: int
    shown: bool
    status: str
    group: str


@dataclass
class Case:
    """One generated round, whether it may be told, and for each planted word of it whether the partner may read it."""

    reference: str
    key: int
    shown: bool
    parts: frozenset[str]
    words: dict[str, bool] = field(default_factory=dict)
    names: set[str] = field(default_factory=set)
    """References that may stand in a sheet about it."""
    promises: list[Promise] = field(default_factory=list)


class Generator:
    """Makes rounds by the real verbs, with everything that can be withheld chosen at random."""

    def __init__(self, tx: Tx, seed: int, desk: Desk) -> None:
        self.tx, self.chance, self.desk, self.planted = tx, random.Random(seed), desk, 0
        self.shared: dict[str, bool] = {}
        """Words of requests and documents, which belong to no round."""
        self.shared_names: set[str] = set()
        self.asked: set[str] = set()
        self.papers = [self._paper() for _ in range(60)]

    def word(self) -> str:
        """A word that stands nowhere else."""
        self.planted += 1
        return f"zq{self.planted:07d}z"

    def sometimes(self, share: float = 0.5) -> bool:
        return self.chance.random() < share

    def handled(self) -> tuple[dict[str, Any], bool, bool]:
        """(fields of a draft, whether it is released, whether it may be shown): marking, third party, release."""
        released, foreign = self.sometimes(0.65), self.sometimes(0.12)
        permitted = foreign and self.sometimes()
        shown = released and (permitted or not foreign)
        fields = {
            "marking": OPEN if shown else SECRET, "release": ("US",) if released else (),
            "originator": self.word() if foreign else "", "permitted_by": self.word() if permitted else "",
            "permitted_on": "2026-01-01" if permitted else "",
            "permission_reference": self.word() if permitted else "",
        }  # fmt: skip
        return fields, released, shown

    def _paper(self) -> tuple[int, str, bool]:
        """One document (key, reference, whether it may go) with words in every field."""
        going, body, title = self.sometimes(0.6), self.word(), self.word()
        self.shared[title] = going
        draft = DocumentDraft(
            title=title, note=self.word(), partner_marking=self.word(), marking=OPEN if going else SECRET,
            release=("US",) if going else (),
        )  # fmt: skip
        filed = replace(self.desk.filed(body.encode(), f"{self.word()}.pdf"), texts=(self.word(),))
        made = documents.attach(self.tx, draft, filed, [])
        return made.key, made.reference, going

    def round(self, number: int) -> Case:
        """One round with agenda, briefs, delegations, decisions, minutes, deadlines, commitments."""
        tx, chance = self.tx, self.chance
        fields, _released, shown = self.handled()
        titles, leads, posts = ([self.word() for _ in schema.SIDES] for _ in range(3))
        timing, forum, source, place, minutes = (self.word() for _ in range(5))
        draft = MeetingDraft(
            code=f"HSD-R{number}", state="held", title_in=titles[0], title_us=titles[1], starts_in="2026-02-01",
            ends_in="2026-02-03", starts_us="2026-02-02", lead_in=leads[0], lead_us=leads[1], lead_post_in=posts[0],
            lead_post_us=posts[1], timing=timing, forum=forum, source=source, place=place, minutes=minutes, **fields,
        )  # fmt: skip
        made = meetings.record(tx, draft)
        parts = frozenset(part for part in releases.RECORD_PARTS["meetings"] if self.sometimes()) - {"record"}
        for part in sorted(parts):
            releases.release_record_part(tx, "meetings", made.key, part, "US", True)
        case = Case(made.reference, made.key, shown, parts)
        words = case.words
        words |= dict.fromkeys((*leads, *posts, timing, forum, source, fields["originator"]), False)
        words |= {titles[0]: True, titles[1]: True, place: True, minutes: "minutes" in parts}
        for group in chance.sample(tuple(LEADS), 2):
            title, brief, outcome = (self.word() for _ in range(3))
            add_item(tx, made.key, ItemDraft(title, group, brief, outcome))
            agenda = "agenda" in parts
            words |= {title: agenda, brief: agenda and "briefs" in parts, outcome: agenda and "minutes" in parts}
        what = self.word()
        add_deadline(tx, made.key, what, 30)
        words[what] = False
        for side in schema.SIDES:
            self._attendee(case, side)
        for _ in range(chance.randrange(3)):
            told = self.word()
            decision = add_decision(tx, made.key, DecisionDraft(told, agency=chance.choice(("MHA", "DHS"))))
            words[told] = "decisions" in parts
            key, reference, free, _done, _red, _proof = self._action(case, chance.choice(tuple(LEADS)))
            follow_ups.fulfil(tx, "decisions", decision, key)
            if free and "decisions" in parts:
                case.names.add(reference)
        for place_in in range(PROMISES):
            self._promise(case, place_in)
        if self.sometimes(0.05):
            tx.update(schema.meetings, made.key, {"marking": "NO SUCH"})
            case.shown = False
        return case

    def _attendee(self, case: Case, side: str) -> None:
        """One who is a contact, released or not, and one who is none."""
        name, post, other, other_post = (self.word() for _ in range(4))
        fields, _released, shown = self.handled()
        agency = "MHA" if side == "IN" else "DHS"
        mail, phone, note = (self.word() for _ in range(3))
        draft = ContactDraft(
            side=side, name=name, email=f"{mail}@example.org", phone=phone, note=note, agency=agency, post=post,
            since="2020-01-01", **fields,
        )  # fmt: skip
        contact = contacts.record(self.tx, draft)
        releases.release_record_part(self.tx, "contacts", contact.key, "details", "US", self.sometimes())
        if trash := self.sometimes(0.1):
            contacts.discard(self.tx, [contact.key], "Left.")
            contacts.recover(self.tx, [contact.key])
            self.tx.update(schema.contacts, contact.key, {"marking": "NO SUCH"})
        add_attendee(self.tx, case.key, AttendeeDraft(side, contact=contact.reference, head=self.sometimes()))
        add_attendee(self.tx, case.key, AttendeeDraft(side, other, other_post, agency))
        may = "delegations" in case.parts and shown and not trash
        case.words |= dict.fromkeys((other, other_post, mail, phone, note, fields["originator"]), False)
        case.words |= {name: may, post: may}

    def _action(self, case: Case, group: str) -> tuple[int, str, bool, bool, bool, int]:
        """One joint action: key, reference, whether it may be told, completed, Red by what is told, documents told."""
        tx = self.tx
        free, done = self.sometimes(0.6), self.sometimes(0.4)
        red = not done and self.sometimes(0.4)
        india, america = LEADS[group]
        title, wordy, reason, step = (self.word() for _ in range(4))
        draft = ActionDraft(
            group=group, title_en=title, description=wordy, lead_in=india, lead_us=america, due="2099-01-01",
            status="in_progress", rag="red" if red else "", reason=reason if red else "", next_step=step,
            marking=OPEN if free else SECRET,
        )  # fmt: skip
        made = joint_actions.record(tx, draft)
        parts = {part for part in releases.ALL_PARTS[1:] if self.sometimes()}
        for part in sorted(parts | ({"record"} if free else set())):
            releases.release_part(tx, made.key, part, "US", True)
        told = self.word()
        entry_free = self.sometimes()
        status = {"status": "completed", "rag": "blue", "reason": "", "next_step": step} if done else {}
        entry = add_entry(tx, made.key, EntryDraft(text=told, release=("US",) if entry_free else (), **status))
        proof = 0
        if self.sometimes(0.4):
            paper, reference, going = self.chance.choice(self.papers)
            on_entry = self.sometimes()
            link = Link("joint_actions", made.key, self.word())
            if on_entry:
                link = replace(link, noun="progress_entries", row_key=entry)
            documents.link(tx, paper, link)
            case.words[link.place] = False
            if going and free and (entry_free or not on_entry):
                proof = 1
                case.names.add(reference)
        case.words |= {
            title: free, wordy: free and "description" in parts, told: free and entry_free,
            reason: free and "reasons" in parts, step: free and "next_steps" in parts,
        }  # fmt: skip
        if free:
            case.names.add(made.reference)
        return made.key, made.reference, free, done, red and "reasons" in parts, proof

    def _promise(self, case: Case, number: int) -> None:
        """One commitment of the round with actions, documents, both sides' assessments, perhaps a request."""
        tx = self.tx
        fields, _released, shown = self.handled()
        verbatim, source, meant, original, why, theirs, whence = (self.word() for _ in range(7))
        group = self.chance.choice((*LEADS, ""))
        late = self.sometimes(0.2)
        draft = CommitmentDraft(
            round=case.reference, verbatim=f"Sentence {verbatim}", source=source, paraphrase=meant, original=original,
            paragraph=f"¶ {number}", classed=self.chance.choice(schema.COMMITMENT_CLASSES), group=group,
            lead_in=LEADS[group][0] if group else "", due="2026-02-05" if late else "", **fields,
        )  # fmt: skip
        made = commitments.record(tx, draft)
        parts = {part for part in ("paraphrase", "assessment") if self.sometimes()}
        for part in sorted(parts):
            releases.release_record_part(tx, "commitments", made.key, part, "US", True)
        live, done, red, proofs = 0, 0, False, 0
        for _ in range(self.chance.choice((0, 0, 1, 1, 2))):
            key, _ref, free, finished, burning, proof = self._action(case, group or "CT")
            follow_ups.fulfil(tx, "commitments", made.key, key)
            if free:
                live, done, red, proofs = live + 1, done + finished, red or burning, proofs + proof
        direct = 0
        if self.sometimes(0.3):
            paper, reference, going = self.chance.choice(self.papers)
            place = self.word()
            documents.link(tx, paper, Link("commitments", made.key, place))
            case.words[place] = False
            if going:
                direct = 1
                case.names.add(reference)
        status = judged(live, done, red or (late and done < live) or (late and not live), direct, proofs)
        if self.sometimes(0.3):
            said_so = self.chance.choice([one for one in schema.ASSESSMENTS if one != "carried_over"])
            commitments.assess(tx, made.key, "IN", said_so, why)
            status = said_so if "assessment" in parts else status
        if self.sometimes(0.3):
            commitments.assess(tx, made.key, "US", self.chance.choice(schema.ASSESSMENTS), theirs, source=whence)
        case.words |= dict.fromkeys((original, whence, fields["originator"], fields["permitted_by"]), False)
        case.words |= {verbatim: shown, source: shown, meant: shown and "paraphrase" in parts}
        case.words |= dict.fromkeys((why, theirs), shown and "assessment" in parts)
        if shown:
            case.names.add(made.reference)
        if self.sometimes(0.2):
            self._request(made.reference, group)
        if self.sometimes(0.05):
            commitments.discard(tx, [made.key], "Wrong.")
            shown = False
            case.words |= dict.fromkeys((verbatim, source, meant, why, theirs), False)
            case.names.discard(made.reference)
        case.promises.append(Promise(made.reference, made.key, shown, status, group))

    def _request(self, commitment: str, group: str) -> None:
        """A request that waits for its reply, chased, answered in part, with words in every field."""
        tx = self.tx
        fields, _released, shown = self.handled()
        title, question, basis, theirs, text, marking, number, chased = (self.word() for _ in range(8))
        side = self.chance.choice(schema.SIDES)
        draft = RequestDraft(
            asked_by=side, channel="lo_to_lo", title=title, question=question, legal_basis=basis, group=group,
            partner_reference=theirs, state="sent", sent_on="2026-03-01", commitment=commitment, **fields,
        )  # fmt: skip
        made = requests.record(tx, draft)
        for part in ("question", "legal_basis", "replies"):
            releases.release_record_part(tx, "requests", made.key, part, "US", self.sometimes())
        requests.chase(tx, made.key, "meeting", "2026-04-01", chased)
        if self.sometimes(0.3):
            reply = ReplyDraft(text=text, partner_marking=marking, partner_reference=number, partial=True,
                               received_on="2026-04-02")  # fmt: skip
            requests.reply(tx, made.key, reply)
        words = (question, basis, theirs, text, marking, number, chased, fields["originator"])
        self.shared |= {**dict.fromkeys(words, False), title: shown}
        if shown:
            self.shared_names.add(made.reference)
            self.asked.add(title)


def judged(live: int, done: int, burning: bool, direct: int, proofs: int) -> str:
    """What the printed rules say of what the partner sees."""
    if not live and not direct:
        return "no_action"
    if live and done == live:
        return "fulfilled" if direct + proofs else "claimed"
    return "at_risk" if burning else "in_progress"


@dataclass
class World:
    """The workspace, its cases, and what belongs to no round."""

    desk: Desk
    cases: list[Case]
    shared: dict[str, bool]
    names: set[str]
    asked: set[str]
    """Titles of the requests that may be told."""

    def allowed(self, *cases: Case) -> set[str]:
        """Words that may stand in a sheet about `cases`, or in one about everything."""
        own = {word for case in cases for word, may in case.words.items() if may}
        return own | {word for word, may in self.shared.items() if may}


@contextmanager
def world_of(template: Path, folder: Path) -> Iterator[World]:
    """One workspace in `folder`, copied from `template`, with 200 generated rounds and 2,000 commitments."""
    shutil.copytree(template, folder)
    shutil.rmtree(paths.user_data() / "heads", ignore_errors=True)
    with workspaces.unlock(folder, NAME, PASSPHRASE, writer=True, wait=0) as opened:
        desk = Desk(opened.store, opened.officer)

        def fill(tx: Tx, seed: int) -> tuple[list[Case], Generator]:
            generator = Generator(tx, seed, desk)
            return [generator.round(number) for number in range(ROUNDS)], generator

        cases, made = desk.act(fill, 2024, at=LOGGED)
        yield World(desk, cases, made.shared, made.shared_names, made.asked)
    shutil.rmtree(paths.user_data() / "heads", ignore_errors=True)
