"""What is done with a commitment: assess it, link an action or make one of it, carry it over.

Asks what must be asked, in a box of its own; what an act means is the core's. Used by the scorecard and the page.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from functools import partial
from typing import Any, Final

from PySide6.QtWidgets import QApplication, QWidget

from hsdclient import codes, commitments, follow_ups, meetings, scorecard
from hsdclient.fields import Choice, Field
from hsdclient.joint_actions import ActionDraft
from hsdclient.meetings import MeetingQuery
from hsdclient.session import Read, Tx
from hsdclient.standing import STATUS_WORDS
from hsdclient.words import N_, _
from ui.desk import Desk
from ui.ledger.asked import Asked, Question
from ui.ledger.book import gather
from ui.scorecards import looks
from ui.scorecards.choose_actions import ActionsDialog

ASSESSED: Final = N_("Commitment assessed")
LINKED: Final = N_("Joint action linked to a commitment")
UNLINKED: Final = N_("Joint action unlinked from a commitment")
MADE: Final = N_("Joint action made of a commitment")
CARRIED: Final = N_("Commitment carried over")
DECIDED: Final = N_("Joint action made of a decision")
QUICK: Final = ("title_en", "group", "lead_in", "lead_us", "due", "status", "description", "marking")
"""What is asked of an action that is made of a commitment or a decision."""
ASSESSMENT: Final = (
    Field("status", N_("Status"), "choice", choices="assessments",
          help=N_("Left empty: the computed status counts")),
    Field("why", N_("Why"), "text", max_length=2_000,
          help=N_("A status that differs from the computed one needs a reason")),
)  # fmt: skip
RECEIVED: Final = (
    Field("received_on", N_("Received on"), "date", help=N_("Left empty: today")),
    Field("source", N_("Source"), max_length=300, help=N_("For example: their readout, an e-mail of 17 Nov")),
)  # fmt: skip
"""What the partner's assessment has besides."""
_MEETINGS: Final = 500


def link_all(tx: Tx, noun: str, key: int, action_keys: list[int]) -> None:
    """Say that the joint actions `action_keys` carry out the record `key` of `noun`."""
    for action_key in action_keys:
        follow_ups.fulfil(tx, noun, key, action_key)


def later_rounds(rx: Read, key: int) -> list[Choice]:
    """The rounds and meetings to which the commitment `key` can be carried over: all but its own, the latest first."""
    home = commitments.card(rx, key).row.round
    rows = meetings.rows(rx, meetings.ids(rx, MeetingQuery(sort="starts", descending=True))[:_MEETINGS])
    listed = [row for row in rows if row.reference != home and row.state != "cancelled"]
    return [Choice(row.reference, f"{row.reference} · {row.title(rx.side)}") for row in listed]


class Deeds(Asked):
    """The acts; `over` is the widget over which boxes open. Each asks, writes, and says what was done with Undo."""

    def __init__(self, desk: Desk, over: QWidget) -> None:
        super().__init__(desk, over)
        self._desk, self._over = desk, over
        self.choosing: ActionsDialog | None = None

    def ask(self, question: Question) -> None:
        """One box at a time: a key pressed twice before the box has the keyboard opens one."""
        if QApplication.activeModalWidget() is None:
            super().ask(question)

    def _told(self, sentence: str, _done: object = None) -> None:
        self._desk.notice.emit(sentence, self._desk.undo)

    # -- assess -----------------------------------------------------------------------------------------------

    def assess(self, key: int, side: str = "") -> None:
        """Ask what one side says of the commitment `key`: own as we judge it, the partner's as received."""
        if self._desk.writable:
            chosen = side or self._desk.facts.side
            self._desk.read(partial(self._ask_assessment, chosen), scorecard.of_keys, [key], latest="deeds/assess")

    def _ask_assessment(self, side: str, found: list[scorecard.Line]) -> None:
        if not found:
            return
        line, own = found[0], side == self._desk.facts.side
        held = line.own if own else line.partner
        day = held.received_on if held is not None else None
        values = {"status": held.status if held else "", "why": held.why if held else "",
                  "received_on": day.isoformat() if day else "", "source": held.source if held else ""}  # fmt: skip
        fields = ASSESSMENT if own else (*ASSESSMENT, *RECEIVED)
        about = _("Computed: {status}. {why}").format(status=looks.status_word(line.computed), why=line.why)
        self.ask(Question(
            _("{reference}: what {side} says").format(reference=line.reference, side=looks.side_word(side)), fields,
            _("Record"), ASSESSED, assess, (line.key, side), _("{reference} assessed").format(reference=line.reference),
            {one.key: values[one.key] for one in fields}, {"assessments": assessments},
            partial(check_assessment, line.computed, own=own), "\n\n".join((line.verbatim, about)), "status",
        ))  # fmt: skip

    # -- actions -----------------------------------------------------------------------------------------------

    def link_action(self, noun: str, key: int, without: tuple[int, ...] = ()) -> None:
        """Choose joint actions that carry out the record `key` of `noun`; `without` are linked already."""
        if self._desk.writable:
            self.choosing = ActionsDialog(self._desk, partial(self._link, noun, key), without, self._over.window())
            self.choosing.start()

    def _link(self, noun: str, key: int, action_keys: list[int]) -> None:
        said = _("Linked to {count} joint actions").format(count=len(action_keys))
        if len(action_keys) == 1:
            said = _("Linked to a joint action")
        self._desk.write(LINKED, link_all, noun, key, action_keys, then=partial(self._told, said))

    def unlink_action(self, noun: str, key: int, action_key: int) -> None:
        """Take the link away; the action stays."""
        if self._desk.writable:
            said = _("The link is taken away; the joint action stays.")
            self._desk.write(UNLINKED, follow_ups.unfulfil, noun, key, action_key, then=partial(self._told, said))

    def new_action(self, noun: str, key: int) -> None:
        """Make a joint action of the record `key` of `noun`, group, leads and due date filled in."""
        if self._desk.writable:
            self._desk.read(partial(self._ask_action, noun, key), _draft_and_lists, noun, key, latest="deeds/new")

    def _ask_action(self, noun: str, key: int, found: tuple[ActionDraft, dict[str, list[Choice]]]) -> None:
        draft, lists = found
        by_key = {one.key: replace(one, section="") for one in ActionDraft.FIELDS}
        self.ask(Question(
            _("New joint action"), [by_key[name] for name in QUICK], _("Record"),
            MADE if noun == "commitments" else DECIDED, make, (noun, key, draft), _recorded,
            {name: getattr(draft, name) for name in QUICK}, _Choices(lists).sources(),
            partial(check_action, draft, self._desk.today), first="title_en", open_lists=("marking",),
        ))  # fmt: skip

    # -- carry over --------------------------------------------------------------------------------------------

    def carry_over(self, key: int) -> None:
        """Ask to which later round or meeting the commitment `key` is carried over."""
        if self._desk.writable:
            self._desk.read(partial(self._ask_round, key), later_rounds, key, latest="deeds/carry")

    def _ask_round(self, key: int, rounds: list[Choice]) -> None:
        if not rounds:
            self._desk.notice.emit(_("There is no other round or meeting yet; record the next one first."), None)
            return
        field = Field("round", N_("To the round or meeting"), "choice", required=True, choices="rounds")
        about = _("The sentence is recorded again there, word for word, and this commitment counts as carried over.")
        self.ask(Question(
            _("Carry over"), [field], _("Carry over"), CARRIED, carry, (key,), _carried, {"round": ""},
            {"rounds": _Choices({"rounds": rounds}).of("rounds")}, check_round, about, "round",
        ))  # fmt: skip


def assess(tx: Tx, key: int, side: str, values: Mapping[str, Any]) -> bool:
    """Keep what `side` says of the commitment `key`."""
    received = {name: str(values[name]) for name in ("received_on", "source") if values.get(name)}
    return commitments.assess(tx, key, side, str(values["status"] or ""), str(values["why"]), **received)


def make(tx: Tx, noun: str, key: int, draft: ActionDraft, values: Mapping[str, Any]) -> Any:
    """Record the joint action of a commitment or decision, and that it carries it out."""
    return follow_ups.create(tx, noun, key, _filled(draft, values))


def carry(tx: Tx, key: int, values: Mapping[str, Any]) -> Any:
    """Carry the commitment `key` over to the meeting with the code that was chosen."""
    return commitments.carry_over(tx, key, codes.record(tx, "meetings", str(values["round"])))


def _recorded(done: Any) -> str:
    return _("Recorded {reference}").format(reference=done.reference)


def _carried(done: Any) -> str:
    return _("Carried over as {reference}").format(reference=done.reference)


def _filled(draft: ActionDraft, values: Mapping[str, Any]) -> ActionDraft:
    return draft.with_values({**values, "status": values["status"] or "proposed"})


def check_action(draft: ActionDraft, today: date, values: dict[str, object]) -> dict[str, str]:
    """What is wrong with the joint action as filled in."""
    return _filled(draft, values).problems(today)


def assessments() -> list[Choice]:
    """Every status a person may set."""
    return [Choice(status, looks.status_word(status)) for status in looks.LOOKS]


def check_assessment(computed: str, values: dict[str, object], *, own: bool) -> dict[str, str]:
    """A person who says something else than the rules says why (issue 4, Core)."""
    status, why = str(values["status"] or ""), str(values["why"]).strip()
    if own and status and status != computed and not why:
        return {"why": _("Say why it is not “{status}”, as the rules have it.").format(
            status=looks.status_word(computed))}  # fmt: skip
    return {}


def check_round(values: dict[str, object]) -> dict[str, str]:
    """A round must be chosen."""
    return {} if values["round"] else {"round": _("Choose the round or meeting.")}


def _draft_and_lists(rx: Read, noun: str, key: int) -> tuple[ActionDraft, dict[str, list[Choice]]]:
    return follow_ups.draft_for(rx, noun, key), gather(rx, {})


class _Choices:
    """The lists of a form, as they were when the box opened."""

    def __init__(self, lists: dict[str, list[Choice]]) -> None:
        self._lists = lists

    def sources(self) -> dict[str, Callable[[], list[Choice]]]:
        """Choice sources by the names that the fields of an action use."""
        return {
            "groups": self.of("groups"), "markings": self.of("markings"), "agencies": self.of("agencies"),
            "agencies_in": self.of("lead/IN/"), "agencies_us": self.of("lead/US/"), "first_statuses": first_statuses,
        }  # fmt: skip

    def of(self, name: str) -> Callable[[], list[Choice]]:
        """The list `name` as a source."""
        return partial(self._held, name)

    def _held(self, name: str) -> list[Choice]:
        return self._lists.get(name, [])


def first_statuses() -> list[Choice]:
    """The statuses a new action may have."""
    return [Choice(name, _(STATUS_WORDS[name])) for name in ("proposed", "agreed", "in_progress")]
