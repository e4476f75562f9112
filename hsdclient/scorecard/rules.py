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
    N_(
        "No action at all: no joint action and no training run is linked to it, withdrawn and cancelled ones not "
        "counted, and no document either."
    ),
    N_(
        "Fulfilled, with evidence: every joint action linked to it is completed or withdrawn and every training run "
        "held or cancelled, at least one is completed or held, and a document proves it: one linked to the "
        "commitment, to a completed action, to its progress, or to a run that was held."
    ),
    N_("Claimed, without evidence: the same, but no such document is there."),
    N_(
        "At risk: its due date is past, or a joint action that is not finished is Red, overdue or on hold, or the last "
        "day of a training run is past and it is not recorded as held."
    ),
    N_(
        "In progress: everything else. Amber alone is in progress; so is a commitment with a document and no joint "
        "action, for a document alone shows that something was done, not that all was."
    ),
    N_(
        "The document in which the sentence stands does not prove it by being linked to the commitment; documents, "
        "joint actions and training runs in the trash do not count."
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


class RunFact(NamedTuple):
    """One training run that hangs on the commitment: its state, its days, how many documents are evidence of it, and
    how many days its last day is past while it is not recorded as held."""

    key: int
    reference: str
    title_en: str
    title_hi: str
    group: str
    state: str
    starts: date
    ends: date
    past_days: int
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
    which the sentence stands left out; `proofs`: completed action → keys of those linked to it or to its progress,
    `run_proofs`: run that was held → keys of those linked to it; `due` as resolved, `late_days` past it;
    `carried_to`: the reference of the commitment that takes it up again."""

    actions: tuple[ActionFact, ...] = ()
    documents: frozenset[int] = frozenset()
    proofs: Mapping[int, frozenset[int]] = field(default_factory=dict)
    due: date | None = None
    late_days: int = 0
    carried_to: str = ""
    runs: tuple[RunFact, ...] = ()
    run_proofs: Mapping[int, frozenset[int]] = field(default_factory=dict)


def judge(grounds: Grounds) -> Judgement:
    """The status of a commitment by RULES, looked through in their order; nothing else decides it."""
    if grounds.carried_to:
        return _because("carried_over", N_("Taken up again as {reference}."), reference=grounds.carried_to)
    live = [one for one in grounds.actions if one.status != "withdrawn"]
    runs = [one for one in grounds.runs if one.state != "cancelled"]
    if not live and not runs and not grounds.documents:
        said = N_("No joint action is linked to it.")
        if grounds.runs:
            said = N_("Every joint action and training run linked to it was withdrawn or cancelled.")
        elif grounds.actions:
            said = N_("Every joint action linked to it was withdrawn.")
        return _because("no_action", said)
    unfinished = [one for one in live if one.status not in standing.CLOSED]
    coming = [one for one in runs if one.state != "held"]
    if (live or runs) and not unfinished and not coming:
        proofs = grounds.documents.union(
            *(grounds.proofs.get(one.key, ()) for one in live), *(grounds.run_proofs.get(one.key, ()) for one in runs)
        )
        done = _named([*(one.reference for one in live), *(one.reference for one in runs)])
        if proofs:
            proved = N_("Completed: {references}. Documents that prove it: {count}.")
            return _because("fulfilled", proved, references=done, count=len(proofs))
        return _because("claimed", N_("Completed: {references}. No document proves it."), references=done)
    if risks := _risks(grounds, unfinished, coming):
        return Judgement("at_risk", Because(risks))
    if runs:
        said = N_("Training runs held: {held} of {runs}.")
        if live:
            said = N_("Joint actions completed: {done} of {count}. Training runs held: {held} of {runs}.")
        values = {"done": len(live) - len(unfinished), "count": len(live)} if live else {}
        return _because("in_progress", said, **values, held=len(runs) - len(coming), runs=len(runs))
    if not live:
        return _because("in_progress", N_("A document shows that something was done; no joint action is linked to it."))
    return _because(
        "in_progress",
        N_("Joint actions completed: {done} of {count}."),
        done=len(live) - len(unfinished),
        count=len(live),
    )


_Said = tuple[str, tuple[tuple[str, object], ...]]


def _risks(grounds: Grounds, unfinished: list[ActionFact], coming: list[RunFact]) -> tuple[_Said, ...]:
    found: list[_Said] = []
    if grounds.late_days and grounds.due is not None:
        found.append((N_("It was due on {due}."), (("due", grounds.due),)))
    for said, those in (
        (N_("Red: {references}."), [one for one in unfinished if one.rag == "red"]),
        (N_("Overdue: {references}."), [one for one in unfinished if one.overdue_days]),
        (N_("On hold: {references}."), [one for one in unfinished if one.status == "on_hold"]),
        (N_("Past and not recorded as held: {references}."), [one for one in coming if one.past_days]),
    ):
        if those:
            found.append((said, (("references", _named(one.reference for one in those)),)))
    return tuple(found)


def _named(references: Iterable[str]) -> str:
    listed = list(references)
    return ", ".join(listed[:_NAMED]) + (" …" if len(listed) > _NAMED else "")


def _because(status: str, msgid: str, **values: object) -> Judgement:
    return Judgement(status, Because(((msgid, tuple(values.items())),)))
