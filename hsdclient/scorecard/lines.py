"""The lines of a scorecard: each commitment judged from what the reader may see, with all that it was judged by.

Puts rows together; the rules are in `rules`, the statements in `facts`, the release in `shown`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from hsdclient import standing
from hsdclient.scorecard.facts import ACTION, KEY, NOUN, PLACE, ROW, DocumentFact, Facts, Meeting, Proof
from hsdclient.scorecard.rules import SETTLED, ActionFact, Because, Grounds, RunFact, judge
from hsdclient.scorecard.shown import ALL, Sight
from hsdclient.session import Read


@dataclass(frozen=True)
class Assessment:
    """What one side says of a commitment: ours by an officer (`on`), the partner's as received (`received_on`)."""

    side: str
    status: str
    why: str
    on: date | None
    officer: str
    received_on: date | None
    source: str


@dataclass(frozen=True)
class Line:
    """One commitment on a scorecard. `status` is the own side's assessment, or else the computed one; `due` is
    resolved ("by the next round" → that round's day, None while it is open), `due_set` the date as entered."""

    key: int
    id: str
    reference: str
    round: str
    agreement: str
    verbatim: str
    source: str
    paragraph: str
    document: str
    paraphrase: str
    classed: str
    group: str
    lead_in: str
    lead_us: str
    due: date | None
    due_set: date | None
    by_next_round: bool
    late_days: int
    computed: str
    because: Because
    own: Assessment | None
    partner: Assessment | None
    actions: tuple[ActionFact, ...]
    proofs: tuple[Proof, ...]
    carried_from: str
    carried_to: str
    marking: str
    runs: tuple[RunFact, ...] = ()

    @cached_property
    def documents(self) -> tuple[DocumentFact, ...]:
        """The documents linked to the commitment, then those of each joint action and of its progress, then those of
        the training runs."""
        named = {one.key: one.reference for one in self.actions} | {0: self.reference}
        held = {one.key: one.reference for one in self.runs}
        return tuple([
            DocumentFact._make((*proof, held[proof[ROW]] if proof[NOUN] == "runs" else named[proof[ACTION]]))
            for proof in self.proofs
        ])  # fmt: skip

    @property
    def evidence(self) -> int:
        """How many documents there are, each counted once."""
        return len({proof[KEY] for proof in self.proofs})

    @property
    def status(self) -> str:
        """The own side's assessment when there is one, else what was computed."""
        return self.own.status if self.own else self.computed

    @property
    def overruled(self) -> bool:
        """Whether a person says something else than what was computed."""
        return self.own is not None and self.own.status != self.computed

    @property
    def differs(self) -> bool:
        """Whether the partner, as received, says something else than the own side."""
        return self.partner is not None and self.partner.status != self.status

    @property
    def why(self) -> str:
        """Why the computed status is what it is, in the language of the screen or of the sheet being made."""
        return self.because.say()

    @property
    def overdue_days(self) -> int:
        """Days past the due date of a commitment that is not settled; 0 otherwise."""
        return 0 if self.status in SETTLED else self.late_days


def lines(rx: Read, facts: Facts, sight: Sight = ALL) -> list[Line]:
    """The lines of `facts` that `sight` lets be seen, by reference."""
    maker = _Maker(rx, facts, sight)
    return [maker.line(row) for row in facts.commitments if sight.commitment(row.key)]


def next_round(found: dict[int, Meeting], origin: Meeting | None, signed: str, side: str, sight: Sight) -> str:
    """The day (ISO) of the dialogue round that follows `origin`, or the signature of an agreement; '' while open.

    The round that names `origin` as its previous one, else the earliest that begins later.
    """
    rounds = [
        one for one in found.values() if one.kind == "round" and one.state != "cancelled" and sight.meeting(one.key)
    ]
    if origin is not None:
        named = [one for one in rounds if one.previous == origin.key]
        if named:
            return named[0].start(side)
    since = origin.start(side) if origin is not None else signed
    later = sorted(one.start(side) for one in rounds if one is not origin and one.start(side) > since)
    return later[0] if since and later else ""


class _Maker:
    """Makes the lines of one look; remembers what many lines share."""

    def __init__(self, rx: Read, facts: Facts, sight: Sight) -> None:
        self._rx, self._facts, self._sight = rx, facts, sight
        self._today = rx.today
        self._day = self._today.isoformat()
        self._rounds: dict[tuple[int | None, str], str] = {}
        self._facts_of: dict[int, tuple[ActionFact, Sequence[Proof]]] = {}

    def line(self, row: Any) -> Line:
        sight, facts = self._sight, self._facts
        papers = list(self._shown(facts.on_commitments.get(row.key, ())))
        proving = frozenset(one[KEY] for one in papers if one[KEY] != row.document_key)
        proved: dict[int, frozenset[int]] = {}
        actions = []
        for linked in facts.actions.get(row.key, ()):
            if sight.action(linked[1]):
                fact, proofs = self._action(linked)
                actions.append(fact)
                papers.extend(proofs)
                if fact.status == "completed":  # no other one's are asked for, and a round has thousands
                    proved[fact.key] = frozenset([one[KEY] for one in proofs])
        runs, run_proofs = self._runs(row.key, papers)
        due_set = date.fromisoformat(row.due) if row.due else None
        due = due_set or self._by_next_round(row)
        late = max(0, (self._today - due).days) if due else 0
        later = facts.successors.get(row.key)
        carried_to = later.reference if later is not None and sight.commitment(later.key) else ""
        judged = judge(Grounds(tuple(actions), proving, proved, due, late, carried_to, runs, run_proofs))
        whole = sight.commitment(row.key, "assessment")
        said = facts.sides.get(row.key, {}) if whole else {}
        home = facts.meetings.get(row.meeting_key) if sight.meeting(row.meeting_key) else None
        named = row.document_key is not None and not row.document_gone and sight.document(row.document_key)
        return Line(
            key=row.key,
            id=row.id,
            reference=row.reference,
            round=home.reference if home else "",
            agreement=row.agreement if sight.agreement(row.agreement_key) else "",
            verbatim=row.verbatim,
            source=row.source,
            paragraph=row.paragraph,
            document=row.document if named else "",
            paraphrase=row.paraphrase if sight.commitment(row.key, "paraphrase") else "",
            classed=row.classed,
            group=facts.groups.get(row.group_key, ""),
            lead_in=facts.agencies.get(row.lead_in_key, ""),
            lead_us=facts.agencies.get(row.lead_us_key, ""),
            due=due,
            due_set=due_set,
            by_next_round=bool(row.by_next_round),
            late_days=late,
            computed=judged.status,
            because=judged.because,
            own=self._assessment(said.get(self._rx.side)),
            partner=self._assessment(said.get(self._rx.partner)),
            actions=tuple(actions),
            proofs=tuple(papers),
            carried_from=row.carried_from if sight.commitment(row.carried_from_key) else "",
            carried_to=carried_to,
            marking=row.marking,
            runs=runs,
        )

    def _runs(self, key: int, papers: list[Proof]) -> tuple[tuple[RunFact, ...], dict[int, frozenset[int]]]:
        """The training runs of the commitment that may be seen, and by which documents those held are proved; all
        their documents go to `papers`."""
        found, proved = [], {}
        for row in self._facts.runs.get(key, ()):
            if not self._sight.run(row.key):
                continue
            shown = self._shown(self._facts.on_runs.get(row.key, ()))
            papers.extend(shown)
            keys = frozenset(one[KEY] for one in shown)
            if row.state == "held":
                proved[row.key] = keys
            starts, ends = date.fromisoformat(row.starts), date.fromisoformat(row.ends)
            past = max(0, (self._today - ends).days) if row.state not in ("held", "cancelled") else 0
            group = self._facts.groups.get(row.group_key, "")
            found.append(
                RunFact(row.key, row.reference, row.title_en, row.title_hi, group, row.state, starts, ends, past,
                        len(keys))
            )  # fmt: skip
        return tuple(found), proved

    def _by_next_round(self, row: Any) -> date | None:
        if not row.by_next_round:
            return None
        asked = (row.meeting_key, row.signed or "")
        if asked not in self._rounds:
            origin = self._facts.meetings.get(row.meeting_key)
            self._rounds[asked] = next_round(self._facts.meetings, origin, row.signed or "", self._rx.side, self._sight)
        found = self._rounds[asked]
        return date.fromisoformat(found) if found else None

    def _shown(self, papers: Sequence[Proof]) -> Sequence[Proof]:
        """Those of the documents that may be seen, with the progress entry that each is evidence of.

        Where in the document is free text that nothing releases: a partner's edition does not say it.
        """
        if self._sight.side is None:
            return papers
        return [
            (*one[:PLACE], "", *one[PLACE + 1 :])
            for one in papers
            if self._sight.document(one[KEY]) and (one[NOUN] != "progress_entries" or self._sight.entry(one[ROW]))
        ]

    def _action(self, row: Any) -> tuple[ActionFact, Sequence[Proof]]:
        """The joint action of `row` with its evidence, made once however many commitments it carries out."""
        found = self._facts_of.get(row[1])
        if found is not None:
            return found
        _commitment, key, reference, title_en, title_hi, group, status, rag, due, reason, next_step = row
        sight, status = self._sight, status or "proposed"
        papers = self._shown(self._facts.on_actions.get(key, ()))
        if sight.side is not None:
            told = sight.action(key, "reasons")
            rag, reason = (rag, reason) if told else ("", "")
            next_step = next_step if sight.action(key, "next_steps") else ""
        until = date.fromisoformat(due) if due else None
        late = (self._today - until).days if until and due < self._day and status not in standing.CLOSED else 0
        fact = ActionFact(
            key, reference, title_en, title_hi, self._facts.groups.get(group, ""), status, rag or "", until, late,
            reason or "", next_step or "", len({one[KEY] for one in papers}),
        )  # fmt: skip
        self._facts_of[key] = fact, papers
        return fact, papers

    def _assessment(self, row: Any) -> Assessment | None:
        if row is None:
            return None
        return Assessment(
            row.side,
            row.assessed,
            row.why,
            date.fromisoformat(row.assessed_on) if row.assessed_on else None,
            (row.name or "") if self._sight.side is None else "",
            date.fromisoformat(row.received_on) if row.received_on else None,
            row.source if self._sight.side is None else "",
        )
