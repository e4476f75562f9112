"""The Details tab: both sides' standing, and every field of the action, each saved on leaving it.

Status, RAG, due date, reason and next step travel together, because the rules judge them together.
"""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from hsdclient import codes, dates, errors, joint_actions, standing
from hsdclient.joint_actions import ActionCard, ActionDraft
from hsdclient.joint_actions.draft import shape_problems
from hsdclient.joint_actions.progress import EntryDraft, add_entry
from hsdclient.session import Tx
from hsdclient.words import N_, _, language
from ui import icons, theme
from ui.desk import Desk
from ui.drafting import Drafting
from ui.ledger.answering import Answering
from ui.pages.joint_actions import book as lists
from ui.pages.joint_actions.book import Book
from ui.pages.joint_actions.partner_panel import PartnerPanel
from ui.pages.joint_actions.standing_table import StandingTable
from ui.parts.asking import AskStrip
from ui.parts.form import Form
from ui.parts.labels import Caption
from ui.scorecards.fulfils import Fulfils
from ui.training.came_of_training import CameOfTraining

STANDING = ("status", "rag", "due", "reason", "next_step")
SENTENCES = {
    "status": N_("Status set"), "rag": N_("RAG set"), "due": N_("Due date moved"), "title_en": N_("Title amended"),
    "reason": N_("Reason for pendency given"), "next_step": N_("Next step set"), "marking": N_("Marking set"),
}  # fmt: skip


def fields() -> list[Any]:
    """The fields of an action as this tab shows them: the standing first, release left to its own tab."""
    by_key = {field.key: field for field in ActionDraft.FIELDS if field.key != "release"}
    by_key["status"] = replace(by_key["status"], choices="next_statuses")
    by_key["due"] = replace(by_key["due"], section=N_("Standing"))
    ours = [replace(by_key.pop(key), section=N_("Our standing")) for key in STANDING]
    return [*ours, *by_key.values()]


def values_of(card: ActionCard, side: str) -> dict[str, object]:
    """The values of the form for `card` on the side `side`."""
    own = card.sides[side]
    return {
        "status": own.status, "rag": "" if own.rag == "blue" else own.rag,
        "due": own.due.isoformat() if own.due else "", "reason": own.reason, "next_step": own.next_step,
        "group": card.group, "title_en": card.title_en, "title_hi": card.title_hi, "description": card.description,
        "lead_in": card.sides["IN"].lead, "lead_us": card.sides["US"].lead, "supporting": list(card.supporting),
        "reported_to": list(card.reported_to), "start": card.start.isoformat() if card.start else "",
        "priority": card.priority, "marking": card.marking, "originator": card.originator,
        "third_party": card.third_party, "permitted_by": card.permitted_by,
        "permitted_on": card.permitted_on.isoformat() if card.permitted_on else "",
        "permission_reference": card.permission_reference, "partner_reference": card.partner_reference,
        "tags": list(card.tags),
    }  # fmt: skip


def reopen(tx: Tx, key: int, status: str, reason: str) -> int:
    """Reopen with a dated entry that keeps the reason."""
    return add_entry(tx, key, EntryDraft(reason, status=status))


class DetailsTab(QWidget):
    """Everything about one action that can be said in fields."""

    def __init__(self, desk: Desk, book: Book, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._card: ActionCard | None = None
        self._sending: dict[str, object] = {}
        # Parents first: a widget that is moved under another is styled again with all that is in it.
        self.area = QScrollArea(self)
        inside = QWidget(self.area)
        self.area.setWidgetResizable(True)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # its fields take the keyboard
        self.area.setWidget(inside)
        self.standing = StandingTable(desk.facts.side, inside)
        self.tell = QPushButton(icons.icon("people"), _("Note what the partner says…"), inside)
        self._partner: PartnerPanel | None = None
        self._leads_of = ""
        self.tell.clicked.connect(self._tell)
        self.moves, self.fulfils = Caption(), Fulfils(desk, inside)
        self.training = CameOfTraining(desk, inside)
        self.answering = Answering(desk, "joint_actions", inside)
        self.ask = AskStrip()
        sources = book.sources(self._group) | {"next_statuses": self._next_statuses}
        self.form = Form(fields(), sources, self._check, inside, open_lists=("marking",))
        self.drafting = Drafting(desk, self.form, self)
        self._column = column = QVBoxLayout(inside)
        column.setContentsMargins(12, 12, 12, 12)
        column.setSpacing(8)
        column.addWidget(self.standing)
        row = QHBoxLayout()
        row.addWidget(self.moves, 1)
        row.addWidget(self.tell)
        column.addLayout(row)
        column.addWidget(self.fulfils)
        column.addWidget(self.training)
        column.addWidget(self.answering)
        column.addWidget(self.form)
        column.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.ask)
        layout.addWidget(self.area)
        self.form.left.connect(self._left)
        self.form.submitted.connect(self._submitted)
        book.loaded.connect(self.form.reload_choices)
        theme.switch.changed.connect(self._dress)

    def _dress(self) -> None:
        self.tell.setIcon(icons.icon("people"))

    def _group(self) -> str:
        return self._card.group if self._card else ""

    def _next_statuses(self) -> list[Any]:
        side = self._desk.facts.side
        return lists.next_statuses(self._card.sides[side].status if self._card else "proposed")

    # -- showing --------------------------------------------------------------------------------------------

    def show_card(self, card: ActionCard) -> None:
        """Show `card`; what is being typed about the same action stays."""
        self.answering.show_record(card.key, card.reference, live=not card.discarded)
        fresh = self._card is None or self._card.key != card.key
        if fresh:
            self.ask.cancel()
            self.leave()
            if self._partner is not None:
                self._partner.close_up()
            self._sending = {}
        self._card = card
        writable = self._desk.writable and not card.discarded
        values = values_of(card, self._desk.facts.side)
        if not fresh:
            values = {key: value for key, value in values.items() if key not in self.form.unsaved()}
        self.form.set_values({"status": values.get("status", "")})  # before its list shrinks to the next steps
        if fresh or not self.form.unsaved():
            self._offer_again(card)
        self.form.set_values(values)
        self.form.set_read_only(not writable)
        self.standing.show_card(card)
        self.fulfils.show_action(card.key)
        self.training.show_action(card.key)
        self.tell.setVisible(writable)
        self.moves.setText(self._moves(card))
        if fresh:
            self.area.verticalScrollBar().setValue(0)
            self.drafting.at(f"joint_actions/{card.id}/details" if writable else "")
            if writable:
                self.drafting.offer(self._offered)

    def _offer_again(self, card: ActionCard) -> None:
        """Offer the next statuses, and the leads of the group when it is another one: lists are costly to fill."""
        self.form.reload_choices("status")
        if card.group != self._leads_of:
            self._leads_of = card.group
            self.form.reload_choices("lead_in", "lead_us")

    def _offered(self, draft: Any) -> None:
        if draft is not None:
            self.form.set_draft(draft.body)
            self.form.set_notes({key: _("Not saved yet; brought back.") for key in self.form.unsaved()})

    def _moves(self, card: ActionCard) -> str:
        said = [
            _("{side}: due {old} moved to {new} – {reason}").format(
                side=move.side,
                old=dates.say(move.old, language()) if move.old else "–",
                new=dates.say(move.new, language()) if move.new else "–",
                reason=move.reason,
            )
            for move in card.due_moves
        ]
        return "\n".join(said)

    @property
    def partner(self) -> PartnerPanel:
        """The panel for what the partner says, made when it is first wanted."""
        if self._partner is None:
            self._partner = PartnerPanel(self._desk, self.standing.parentWidget())
            self._column.insertWidget(self._column.indexOf(self.form), self._partner)
        return self._partner

    def _tell(self) -> None:
        if self._card is not None:
            self.partner.open_for(self._card)

    def focus(self, key: str = "") -> None:
        """Put the keyboard into the field `key`."""
        self.form.focus(key)

    # -- checking and saving --------------------------------------------------------------------------------

    def _check(self, values: dict[str, object]) -> dict[str, str]:
        if self._card is None:
            return {}
        given = {k: tuple(v) if isinstance(v, list) else v for k, v in values.items()}
        if given["status"] == "completed":
            given["rag"] = "blue"  # it comes with the status
        found = shape_problems(given)
        if not str(values["title_en"]).strip():
            found.setdefault("title_en", _("Give the action a title."))
        found |= {key: sentence for key, sentence in bare_codes(values).items() if key not in found}
        if not set(found) & set(STANDING):
            draft = ActionDraft().with_values({key: given[key] for key in STANDING})
            held = self._card.sides[self._desk.facts.side]
            step = standing.step_problem(held.status, draft.status, "asked for")
            if step:
                found["status"] = step
            found |= standing.problems(draft.standing(), self._desk.today)
        return found

    def _left(self, _key: str, _value: object) -> None:
        self.save()

    def _submitted(self) -> None:
        self.save()

    def save(self) -> None:
        """Save every changed field that is acceptable; asks for the reason where the rules want one."""
        card = self._card
        if card is None or not self._desk.writable or card.discarded:
            return
        problems = self.form.problems()
        unsaved = {key: value for key, value in self.form.unsaved().items() if key not in problems}
        if set(problems) & set(STANDING):
            if set(unsaved) & set(STANDING):
                self.form.reveal(STANDING)
            unsaved = {key: value for key, value in unsaved.items() if key not in STANDING}
        unsaved = {key: value for key, value in unsaved.items() if self._sending.get(key, self) != value}
        if not unsaved:
            return
        held = card.sides[self._desk.facts.side]
        status = str(unsaved.get("status", held.status))
        if (held.status, status) in standing.REOPENINGS:
            self._ask_reopening(card, status)
            unsaved.pop("status")
        if "due" in unsaved and held.due is not None:
            self._ask_due(card, unsaved)
            return
        if unsaved:
            self._send(card, unsaved, "")

    def _ask_due(self, card: ActionCard, unsaved: dict[str, object]) -> None:
        self.ask.ask(
            _("Why is the due date moved? The old date stays visible."),
            _("Reason for moving the due date"),
            _("Move the date"),
            partial(self._send, card, unsaved),
            partial(self._put_back, "due"),
            _("Moving a due date needs a reason; the old date stays visible."),
        )

    def _ask_reopening(self, card: ActionCard, status: str) -> None:
        self.ask.ask(
            _("Why is the action reopened? The reason becomes a progress entry."),
            _("Reason for reopening"),
            _("Reopen"),
            partial(self._reopen, card, status),
            partial(self._put_back, "status"),
            _("Reopening needs a reason; give one."),
        )

    def _put_back(self, key: str) -> None:
        if self._card is not None:
            self.form.set_values({key: values_of(self._card, self._desk.facts.side)[key]})

    def _reopen(self, card: ActionCard, status: str, reason: str) -> None:
        self._desk.write(N_("Action reopened"), reopen, card.key, status, reason,
                         then=partial(self._saved, card.key, {"status": status}), failed=self._refused)  # fmt: skip

    def _send(self, card: ActionCard, changes: dict[str, object], reason: str) -> None:
        self._sending |= changes
        sentence = SENTENCES.get(next(iter(changes)), "") if len(changes) == 1 else ""
        sent = dict(changes)
        if sent.get("status") == "completed":
            sent.pop("rag", None)
        self._desk.write(
            sentence or N_("Joint action amended"), joint_actions.amend, card.key, sent, reason=reason,
            then=partial(self._saved, card.key, changes), failed=self._refused,
        )  # fmt: skip

    def _saved(self, key: int, changes: dict[str, object], _done: object) -> None:
        if self._card is not None and self._card.key == key:
            self._sending = {k: v for k, v in self._sending.items() if k not in changes}
            self.form.mark_saved(changes)
            self.form.set_notes({})
            self.ask.done()
            self.drafting.keep()

    def _refused(self, error: errors.HsdError) -> None:
        self._sending = {}
        if not self.ask.isHidden():
            self.ask.say_problem(error.sentence)
        elif isinstance(error, errors.Refused) and error.field in self.form.rows:
            by_field = error.by_field if isinstance(error, errors.Problems) else {error.field: error.sentence}
            self.form.set_problems(by_field)
            waiting = {key: _("Not saved yet: {why}").format(why=error.sentence) for key in self.form.unsaved()}
            self.form.set_notes({key: note for key, note in waiting.items() if key not in by_field})
        else:
            self._desk.failed.emit(error)

    def leave(self) -> None:
        """Save what can be saved and keep the rest as a draft."""
        if self._card is not None and self.form.unsaved() and self.ask.isHidden():
            self.save()
        self.drafting.flush()


def bare_codes(values: dict[str, object]) -> dict[str, str]:
    """A code that could be two agencies ("NCB") as a lead: the sentence names both (domain.md §1)."""
    found = {}
    for key in ("lead_in", "lead_us"):
        code = str(values.get(key, "")).strip().upper()
        if code in codes.AMBIGUOUS:
            found[key] = _("{code} could be two agencies: {named}. Pick the one you mean.").format(
                code=code, named=_(" or ").join(codes.AMBIGUOUS[code])
            )
    return found
