"""How a commitment is judged: one pure function, its rules in plain sentences, and the words for what it says.

Knows plain values only. The rules below are printed at the end of every scorecard (issue 4, Core).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from hsdclient import dates, standing
from hsdclient.words import N_, _, language

STATUS_WORDS: dict[str, str] = {
    "fulfilled": N_("Fulfilled, with evidence"),
    "claimed": N_("Claimed, without evidence"),
    "in_progress": N_("In progress"),
    "at_risk": N_("At risk"),
    "no_action": N_("No action at all"),
    "carried_over": N_("Carried over"),
}
"""Every status of a commitment (schema.ASSESSMENTS), in the order of tiles and charts."""

RULES: tuple[str, ...] = (
    N_("Carried over: a commitment of a later round takes it up again, and that one is judged from then on."),
    N_("No action at all: no joint action is linked to it, withdrawn ones not counted, and no document either."),
    N_(
        "Fulfilled, with evidence: every joint action linked to it is completed or withdrawn, at least one is "
        "completed, and a document proves it: one linked to the commitment, to a completed action or to its progress."
    ),
    N_("Claimed, without evidence: the same, but no such document is there."),
    N_("At risk: its due date is past, or a joint action that is not finished is Red, overdue or on hold."),
    N_(
        "In progress: everything else. Amber alone is in progress; so is a commitment with a document and no joint "
        "action, for a document alone shows that something was done, not that all was."
    ),
    N_(
        "The document in which the sentence stands does not prove it by being linked to the commitment; documents "
        "and joint actions in the trash do not count."
    ),
    N_(
        "Joint actions are judged by the own side's status, RAG and due date. A person may overrule the status with "
        "a reason; what was computed stays visible beside it."
    ),
)
"""What `judge` does, sentence by sentence, in the order in which it looks."""
OF_THIS_EDITION = N_("This edition is judged only from the joint actions, documents and dates that it shows.")
"""The rule that a partner's edition adds."""

SETTLED = ("fulfilled", "claimed", "carried_over")
"""Statuses in which nothing of this commitment is due any more."""
_NAMED = 3  # references in a sentence before "and more"


class ActionFact(NamedTuple):
    """One joint action that carries a commitment out: the own side's standing, and how many documents are evidence
    of it or of its progress. `rag` is '' when none is set or it may not be shown."""

    key: int
    reference: str
    title_en: str
    title_hi: str
    group: str
    status: str
    rag: str
    due: date | None
    overdue_days: int
    reason: str
    next_step: str
    documents: int


@dataclass(frozen=True)
class Because:
    """Why a commitment is judged as it is: sentences (msgids) with their values, said in any language later."""

    sentences: tuple[tuple[str, tuple[tuple[str, object], ...]], ...] = ()

    def say(self) -> str:
        """The sentences in the language of the screen, or of the sheet that is being made."""
        said = []
        for msgid, values in self.sentences:
            named = {name: _value(value) for name, value in values}
            said.append(_(msgid).format(**named))
        return " ".join(said)


def _value(value: object) -> object:
    return dates.say(value, language()) if isinstance(value, date) else value


class Judgement(NamedTuple):
    """The status computed, one of STATUS_WORDS, and why."""

    status: str
    because: Because


@dataclass(frozen=True)
class Grounds:
    """All that a commitment is judged by. `documents`: keys of those linked to the commitment itself, the one in
    which the sentence stands left out; `proofs`: completed action → keys of those linked to it or to its progress;
    `due` as resolved, `late_days` past it; `carried_to`: the reference of the commitment that takes it up again."""

    actions: tuple[ActionFact, ...] = ()
    documents: frozenset[int] = frozenset()
    proofs: Mapping[int, frozenset[int]] = field(default_factory=dict)
    due: date | None = None
    late_days: int = 0
    carried_to: str = ""


def judge(grounds: Grounds) -> Judgement:
    """The status of a commitment by RULES, looked through in their order; nothing else decides it."""
    if grounds.carried_to:
        return _because("carried_over", N_("Taken up again as {reference}."), reference=grounds.carried_to)
    live = [one for one in grounds.actions if one.status != "withdrawn"]
    if not live and not grounds.documents:
        said = (
            N_("Every joint action linked to it was withdrawn.")
            if grounds.actions
            else N_("No joint action is linked to it.")
        )
        return _because("no_action", said)
    unfinished = [one for one in live if one.status not in standing.CLOSED]
    if live and not unfinished:
        proofs = grounds.documents.union(*(grounds.proofs.get(one.key, ()) for one in live))
        done = _named(one.reference for one in live)
        if proofs:
            proved = N_("Completed: {references}. Documents that prove it: {count}.")
            return _because("fulfilled", proved, references=done, count=len(proofs))
        return _because("claimed", N_("Completed: {references}. No document proves it."), references=done)
    if risks := _risks(grounds, unfinished):
        return Judgement("at_risk", Because(risks))
    if not live:
        return _because("in_progress", N_("A document shows that something was done; no joint action is linked to it."))
    return _because(
        "in_progress",
        N_("Joint actions completed: {done} of {count}."),
        done=len(live) - len(unfinished),
        count=len(live),
    )


def _risks(grounds: Grounds, unfinished: list[ActionFact]) -> tuple[tuple[str, tuple[tuple[str, object], ...]], ...]:
    found: list[tuple[str, tuple[tuple[str, object], ...]]] = []
    if grounds.late_days and grounds.due is not None:
        found.append((N_("It was due on {due}."), (("due", grounds.due),)))
    for said, those in (
        (N_("Red: {references}."), [one for one in unfinished if one.rag == "red"]),
        (N_("Overdue: {references}."), [one for one in unfinished if one.overdue_days]),
        (N_("On hold: {references}."), [one for one in unfinished if one.status == "on_hold"]),
    ):
        if those:
            found.append((said, (("references", _named(one.reference for one in those)),)))
    return tuple(found)


def _named(references: Iterable[str]) -> str:
    listed = list(references)
    return ", ".join(listed[:_NAMED]) + (" …" if len(listed) > _NAMED else "")


def _because(status: str, msgid: str, **values: object) -> Judgement:
    return Judgement(status, Because(((msgid, tuple(values.items())),)))
