"""What is done with a commitment: assess it, link an action or make one of it, carry it over.

Asks what must be asked, in a box of its own; what an act means is the core's. Used by the scorecard and the page.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Any, Final

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from hsdclient import codes, commitments, follow_ups, meetings, scorecard
from hsdclient.fields import Choice, Field
from hsdclient.joint_actions import ActionDraft
from hsdclient.meetings import MeetingQuery
from hsdclient.session import Read, Tx
from hsdclient.standing import SIDE_WORDS, STATUS_WORDS
from hsdclient.words import N_, _
from ui.desk import Desk
from ui.ledger.book import gather
from ui.parts.form_dialog import FormDialog
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
_MEETINGS: Final = 500
Send = Callable[[FormDialog, dict[str, Any]], None]


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


class Deeds(QObject):
    """The acts; `over` is the widget over which boxes open. Each asks, writes, and says what was done with Undo."""

    def __init__(self, desk: Desk, over: QWidget) -> None:
        super().__init__(over)
        self._desk, self._over = desk, over
        self.dialog: Any = None  # the one that is open, or was last
        self._send: Send | None = None

    def _open(self, dialog: FormDialog, values: dict[str, Any], send: Send, first: str = "") -> None:
        self.dialog, self._send = dialog, send
        dialog.sent.connect(self._sent)
        dialog.start(values, first)

    def _sent(self, values: dict[str, Any]) -> None:
        if self._send is not None:
            self._send(self.dialog, values)

    def _told(self, dialog: FormDialog | None, sentence: str, _done: object = None) -> None:
        if dialog is not None:
            dialog.taken()
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
        line = found[0]
        own = side == self._desk.facts.side
        held = line.own if own else line.partner
        received = (
            Field("received_on", N_("Received on"), "date", help=N_("Left empty: today")),
            Field("source", N_("Source"), max_length=300, help=N_("For example: their readout, an e-mail of 17 Nov")),
        )  # fmt: skip
        fields = (
            Field("status", N_("Status"), "choice", choices="assessments",
                  help=N_("Left empty: the computed status counts")),
            Field("why", N_("Why"), "text", max_length=2_000,
                  help=N_("A status that differs from the computed one needs a reason")),
            *(() if own else received),
        )  # fmt: skip
        about = "\n".join((line.verbatim, _("Computed: {status}. {why}").format(
            status=looks.status_word(line.computed), why=line.why)))  # fmt: skip
        dialog = FormDialog(
            _("{reference}: what {side} says").format(reference=line.reference, side=_(SIDE_WORDS[side])), fields,
            _("Record"), self._over.window(), choices={"assessments": assessments}, about=about,
            check=partial(check_assessment, line.computed, own=own),
        )  # fmt: skip
        values: dict[str, Any] = {"status": held.status, "why": held.why} if held else {"status": "", "why": ""}
        if not own:
            day = held.received_on if held else None
            values |= {"received_on": day.isoformat() if day else "", "source": held.source if held else ""}
        self._open(dialog, values, partial(self._assess, line, side), "status")

    def _assess(self, line: scorecard.Line, side: str, dialog: FormDialog, values: dict[str, Any]) -> None:
        more = {name: values[name] for name in ("received_on", "source") if values.get(name)}
        said = _("{reference} assessed").format(reference=line.reference)
        self._desk.write(ASSESSED, commitments.assess, line.key, side, str(values["status"] or ""), str(values["why"]),
                         then=partial(self._told, dialog, said), failed=dialog.refused, **more)  # fmt: skip

    # -- actions -----------------------------------------------------------------------------------------------

    def link_action(self, noun: str, key: int, without: tuple[int, ...] = ()) -> None:
        """Choose joint actions that carry out the record `key` of `noun`; `without` are linked already."""
        if self._desk.writable:
            self.dialog = ActionsDialog(self._desk, partial(self._link, noun, key), without, self._over.window())
            self.dialog.start()

    def _link(self, noun: str, key: int, action_keys: list[int]) -> None:
        said = _("Linked to {count} joint actions").format(count=len(action_keys))
        if len(action_keys) == 1:
            said = _("Linked to a joint action")
        self._desk.write(LINKED, link_all, noun, key, action_keys, then=partial(self._told, None, said))

    def unlink_action(self, noun: str, key: int, action_key: int) -> None:
        """Take the link away; the action stays."""
        if self._desk.writable:
            said = _("The link is taken away; the joint action stays.")
            self._desk.write(UNLINKED, follow_ups.unfulfil, noun, key, action_key, then=partial(self._told, None, said))

    def new_action(self, noun: str, key: int) -> None:
        """Make a joint action of the record `key` of `noun`, group, leads and due date filled in."""
        if self._desk.writable:
            self._desk.read(partial(self._ask_action, noun, key), _draft_and_lists, noun, key, latest="deeds/new")

    def _ask_action(self, noun: str, key: int, found: tuple[ActionDraft, dict[str, list[Choice]]]) -> None:
        draft, lists = found
        by_key = {one.key: replace(one, section="") for one in ActionDraft.FIELDS}
        dialog = FormDialog(
            _("New joint action"), [by_key[name] for name in QUICK], _("Record"), self._over.window(),
            choices=_Choices(lists).sources(), about=draft.description, check=partial(self._check_action, draft),
            open_lists=("marking",),
        )  # fmt: skip
        values = {name: getattr(draft, name) for name in QUICK}
        self._open(dialog, values, partial(self._make, noun, key, draft), "title_en")

    def _check_action(self, draft: ActionDraft, values: dict[str, object]) -> dict[str, str]:
        return draft.with_values({**values, "status": values["status"] or "proposed"}).problems(self._desk.today)

    def _make(self, noun: str, key: int, draft: ActionDraft, dialog: FormDialog, values: dict[str, Any]) -> None:
        filled = draft.with_values({**values, "status": values["status"] or "proposed"})
        self._desk.write(MADE if noun == "commitments" else DECIDED, follow_ups.create, noun, key, filled,
                         then=partial(self._made, dialog), failed=dialog.refused)  # fmt: skip

    def _made(self, dialog: FormDialog, done: Any) -> None:
        self._told(dialog, _("Recorded {reference}").format(reference=done.reference))

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
        dialog = FormDialog(_("Carry over"), [field], _("Carry over"), self._over.window(),
                            choices={"rounds": lambda: rounds}, about=about, check=check_round)  # fmt: skip
        self._open(dialog, {"round": ""}, partial(self._carry, key), "round")

    def _carry(self, key: int, dialog: FormDialog, values: dict[str, Any]) -> None:
        self._desk.write(CARRIED, carry, key, str(values["round"]), then=partial(self._carried, dialog),
                         failed=dialog.refused)  # fmt: skip

    def _carried(self, dialog: FormDialog, done: Any) -> None:
        self._told(dialog, _("Carried over as {reference}").format(reference=done.reference))


def carry(tx: Tx, key: int, code: str) -> Any:
    """Carry the commitment `key` over to the meeting with this code."""
    return commitments.carry_over(tx, key, codes.record(tx, "meetings", code))


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
    """The lists of an action's form, as they were when the box opened."""

    def __init__(self, lists: dict[str, list[Choice]]) -> None:
        self._lists = lists

    def sources(self) -> dict[str, Callable[[], list[Choice]]]:
        """Choice sources by the names that the fields use."""
        return {
            "groups": partial(self._of, "groups"), "markings": partial(self._of, "markings"),
            "agencies": partial(self._of, "agencies"), "agencies_in": partial(self._of, "lead/IN/"),
            "agencies_us": partial(self._of, "lead/US/"), "first_statuses": first_statuses,
        }  # fmt: skip

    def _of(self, name: str) -> list[Choice]:
        return self._lists.get(name, [])


def first_statuses() -> list[Choice]:
    """The statuses a new action may have."""
    return [Choice(name, _(STATUS_WORDS[name])) for name in ("proposed", "agreed", "in_progress")]
