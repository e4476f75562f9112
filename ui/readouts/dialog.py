"""The window in which a readout is read: its sentences on the left, on the right a card for each that is taken.

Takes them all in one act, so that one Undo takes them back. What is unfinished is kept and comes back.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QFrame, QHBoxLayout, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from hsdclient import commitments, drafts, errors
from hsdclient.commitments import CommitmentDraft
from hsdclient.readouts import Readout
from hsdclient.records import Recorded
from hsdclient.words import N_, _
from ui import icons, theme
from ui.desk import Desk
from ui.drafting import Drafting
from ui.parts.announce import announce
from ui.parts.labels import Caption, ElidedLabel, PlainLabel
from ui.parts.remark import Remark
from ui.parts.tab_order import step
from ui.readouts import lists
from ui.readouts.lists import Gathered, Lists
from ui.readouts.panes import Panes
from ui.readouts.source_step import SourceStep

ONE, MANY = N_("Commitment recorded"), N_("Commitments recorded")
LONGEST_KEPT = 200_000  # characters of a pasted text that are kept as unfinished
Then = Callable[[list[str]], None]


def read_readout(
    desk: Desk, parent: QWidget, code: str, *, document: str = "", text: str = "", then: Then | None = None
) -> ReadoutDialog | None:
    """Open the window for the round `code` on a document (its reference), on a text, or to choose either.

    `then` gets the references of what was taken, after the commit. None on a desk that may not write.
    """
    if not desk.writable:
        return None
    dialog = ReadoutDialog(desk, code, document=document, text=text, then=then, parent=parent)
    dialog.open()
    return dialog


class ReadoutDialog(QDialog):
    """Nothing is recorded before its button is pressed."""

    edited = Signal()
    ready = Signal()
    """The sentences are shown."""

    def __init__(
        self, desk: Desk, code: str, *, document: str = "", text: str = "", then: Then | None = None,
        parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self._desk, self._code, self._then = desk, code, then
        self._document, self._text, self._converted = document, text, False
        self._given = bool(text)
        self._lists = Lists(code, 0, "")
        self._read: Readout | None = None
        self._done = False
        self._bring_back: list[int] = []
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setWindowFlag(Qt.WindowType.WindowMaximizeButtonHint)
        self.heading = PlainLabel(_("Read a readout of {code}").format(code=code), role="section")
        self.setWindowTitle(self.heading.text())
        self.setAccessibleName(self.heading.text())
        self.under = ElidedLabel(role="caption", colour="secondary")
        self.source = SourceStep()
        self.panes = Panes(self._card_problems)
        self.model, self.list, self.basket = self.panes.model, self.panes.list, self.panes.basket
        self.problem = Remark("warning", "red", middle=True)
        self.count = Caption(wrap=False)
        self.other = QPushButton(_("Another text…"))
        self.no = QPushButton(_("Close"))
        self.yes = theme.primary(QPushButton(icons.icon("tick", "on_accent"), _("Take")))
        self.yes.setAccessibleDescription(_("Ctrl+Enter"))
        self._lay_out()
        self._connect()
        self.drafting = Drafting(desk, self, self)
        self._count()
        self._ask_lists()

    def _lay_out(self) -> None:
        for button in (self.other, self.no, self.yes):
            button.setAutoDefault(False)
        self.steps = QStackedWidget()
        self.waiting = Caption(_("Reading…"))
        self.waiting.setAlignment(Qt.AlignmentFlag.AlignCenter)
        for one in (self.waiting, self.source, self.panes):
            self.steps.addWidget(one)
        top = QVBoxLayout()
        top.setContentsMargins(16, 16, 16, 8)
        top.setSpacing(2)
        top.addWidget(self.heading)
        top.addWidget(self.under)
        row = QHBoxLayout()
        row.setContentsMargins(16, 8, 16, 16)
        row.setSpacing(8)
        row.addWidget(self.other)
        row.addWidget(self.count)
        told = QVBoxLayout()
        told.addWidget(self.problem)
        row.addLayout(told, 1)
        row.addWidget(self.no)
        row.addWidget(self.yes)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(top)
        for content, stretch in ((QFrame(), 0), (self.steps, 1), (QFrame(), 0)):
            if content is not self.steps:
                theme.set_look(content, "line", True)
            layout.addWidget(content, stretch)
        layout.addLayout(row)
        owner = self.parentWidget()
        room = owner.window().size() if owner is not None else None
        width, height = theme.px(1080), theme.px(740)
        if room is not None:
            width, height = max(760, min(width, room.width() - 40)), max(480, min(height, room.height() - 40))
        self.resize(width, height)
        self.panes.setSizes([width * 57 // 100, width * 43 // 100])

    def _connect(self) -> None:
        self.source.document_wanted.connect(self._open_document)
        self.source.text_wanted.connect(self._open_text)
        self.source.edited.connect(self.edited)
        self.model.toggled.connect(self._toggled)
        self.list.wanted.connect(self._to_card)
        self.basket.removed.connect(self._give_back)
        self.basket.edited.connect(self.edited)
        self.panes.legacy.converted.connect(self._convert)
        self.other.clicked.connect(self._another)
        self.no.clicked.connect(self.reject)
        self.yes.clicked.connect(self.take)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self).activated.connect(self._go_on)

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab goes as the window reads: Qt follows the editors' focus proxies and turns in circles."""
        parts = [self.source, *self.panes.places(), self.other, self.no, self.yes]
        return step(parts, forward=forward) or super().focusNextPrevChild(forward)

    # -- what is read -----------------------------------------------------------------------------------------

    def _ask_lists(self) -> None:
        self.steps.setCurrentWidget(self.waiting)
        self._desk.read(self._looked_up, lists.look_up, self._code, self._document, failed=self._no_lists)

    def _no_lists(self, error: errors.HsdError) -> None:
        """The document cannot be read: the officer chooses another, or pastes; a round that is gone ends it."""
        if not self._document:
            self._desk.failed.emit(error)
            self.reject()
            return
        self._document = ""
        self.problem.say(error.sentence)
        self._ask_lists()

    def _looked_up(self, found: Lists) -> None:
        self._lists = found
        title = " – ".join(filter(None, (found.code, found.title)))
        self.heading.setText(_("Read a readout of {code}").format(code=title))
        self.under.setText(f"{found.document} – {found.document_title}" if found.document else "")
        self.under.setVisible(bool(found.document))
        self.source.offer(found.choices.get("documents", []))
        self.panes.make_shared(found, self.edited)
        self.drafting.at(f"readout/{found.code}/{found.document}")
        self.drafting.offer(self._brought_back)

    def _brought_back(self, draft: drafts.Draft | None) -> None:
        """What was not finished for this text, or the text itself when one was pasted."""
        body: Mapping[str, Any] = draft.body if draft is not None else {}
        pasted = str(body.get("text") or "")
        same = bool(body) and (bool(self._lists.document) or not self._text or pasted == self._text)
        if not self._lists.document:
            self._text = self._text or pasted
        if same:
            self._converted = bool(body.get("converted"))
            self.basket.remember(body.get("taken") or {})
            self._bring_back = [int(number) for number in body.get("taken") or {} if number.isdigit()]
            self.panes.bring_back(body.get("shared") or {})
        else:
            self._bring_back = []
        self.panes.back_note.say(_("Brought back as you left it.") if self._bring_back else "")
        if self._lists.document or self._given or self._bring_back:
            self._read_text()
        else:
            self.source.set_text(self._text)
            self.steps.setCurrentWidget(self.source)
            self._count()
            self.source.start()

    def _open_document(self, reference: str) -> None:
        self.problem.say("")
        self._leave()
        self._document, self._text, self._given = reference, "", False
        self._ask_lists()

    def _open_text(self, text: str) -> None:
        self.problem.say("")
        if text != self._text:
            self._leave()
        self._text = text
        self._read_text()

    def _leave(self) -> None:
        """Another text: what was taken of the one before is kept for it."""
        self.drafting.flush()
        for number in self.basket.numbers():
            self.model.set_taken(number, False)
        self.basket.forget()
        self._read, self._converted = None, False

    def _another(self) -> None:
        self.steps.setCurrentWidget(self.source)
        self._count()
        self.source.start()

    def _read_text(self) -> None:
        self.steps.setCurrentWidget(self.waiting)
        text = self._lists.pages if self._lists.document else self._text
        self._desk.read(
            self._gathered, lists.gather, text, self._lists.known, self._converted, latest="readouts/read",
            failed=self._not_read,
        )  # fmt: skip

    def _not_read(self, error: errors.HsdError) -> None:
        self.problem.say(error.sentence)
        self._another()

    def _gathered(self, found: Gathered) -> None:
        if not found.readout.sentences:
            self.problem.say(_("No sentence was found in this text."))
            self._another()
            return
        self._read = found.readout
        self.model.show_readout(found.readout, found.marks)
        for number in self.basket.numbers():
            sentence = self.model.sentence(number)
            if sentence is None or number not in self.model.taken:
                self.basket.drop(number)
            else:
                self.basket.cards[number].renew(sentence, self.model.mark(number), self._lists)
        self.list.take(self._bring_back, True)
        self._bring_back = []
        self.panes.say(found.readout, converted=self._converted)
        self.steps.setCurrentWidget(self.panes)
        if not self.list.currentIndex().isValid():
            self.list.setCurrentIndex(self.model.index(0))
        self.list.setFocus()
        self._count()
        self.ready.emit()

    def _convert(self, converted: bool) -> None:
        self._converted = converted
        self.edited.emit()
        self._read_text()

    # -- what is taken ----------------------------------------------------------------------------------------

    def _toggled(self, number: int, taken: bool) -> None:
        sentence = self.model.sentence(number)
        if taken and sentence is not None:
            self.basket.add(sentence, self.model.mark(number), self._lists)
            if self.list.hasFocus() and self.list.number_here() == number:
                self.basket.show_card(number)
        else:
            self.basket.drop(number)
        self.problem.say("")
        self._count()
        self.edited.emit()

    def _give_back(self, number: int) -> None:
        self.model.set_taken(number, False)
        self.list.setFocus()

    def _to_card(self, number: int) -> None:
        """Return on a sentence: into its card, which is made when it was not taken yet."""
        if number not in self.model.taken:
            self.list.toggle(number)
        self.basket.show_card(number)
        card = self.basket.cards.get(number)
        if card is not None and card.form is not None:
            card.form.focus()

    def _count(self) -> None:
        count = len(self.basket.cards)
        reading = self.steps.currentWidget() is self.panes
        total = len(self.model.lines)
        self.count.setText(
            _("{count} of {total} sentences").format(count=count, total=total) if reading and total else ""
        )
        self.yes.setText(
            _("Take 1 commitment") if count == 1 else _("Take {count} commitments").format(count=f"{count:,}")
            if count else _("Take")
        )  # fmt: skip
        self.yes.setEnabled(reading and count > 0)
        self.yes.setVisible(reading)
        self.other.setVisible(reading)
        self.panes.hint.setVisible(not count)

    def taken_drafts(self) -> list[CommitmentDraft]:
        """The commitments that the taken sentences become, in their order."""
        shared = self.panes.shared_values()
        return [self.basket.cards[number].draft(shared) for number in self.basket.numbers()]

    def _card_problems(self, number: int, _values: Mapping[str, Any]) -> dict[str, str]:
        card = self.basket.cards.get(number)
        return card.draft(self.panes.shared_values()).problems() if card is not None else {}

    def _go_on(self) -> None:
        if self.steps.currentWidget() is self.source:
            self.source.read()
        else:
            self.take()

    def take(self) -> None:
        """Check every card, then record all in one act."""
        if not self.yes.isEnabled():
            return
        self.yes.setEnabled(False)
        self.problem.say("")
        made = self.taken_drafts()
        self._desk.read(partial(self._checked, made), lists.check_all, made, failed=self._refused)

    def _checked(self, made: list[CommitmentDraft], found: list[dict[str, str]]) -> None:
        numbers = self.basket.numbers()
        if len(numbers) != len(made):  # one was given back meanwhile
            self._count()
            return
        shared = {key: sentence for one in found for key, sentence in one.items() if key in lists.SHARED}
        self.panes.show_problems(shared)
        wrong = []
        for number, problems in zip(numbers, found, strict=True):
            own = {key: sentence for key, sentence in problems.items() if key not in lists.SHARED}
            self.basket.cards[number].show_problems(own)
            if own:
                wrong.append(number)
        if wrong or shared:
            self._say_wrong(wrong, next(iter(shared.values()), ""))
            return
        sentence = ONE if len(made) == 1 else MANY
        self._desk.write(sentence, commitments.record_many, made, then=self._recorded, failed=self._refused)

    def _say_wrong(self, wrong: list[int], shared: str) -> None:
        self._count()
        said = shared
        if wrong:
            self.basket.show_card(wrong[0])
            said = _("1 sentence needs attention.") if len(wrong) == 1 else _(
                "{count} sentences need attention.").format(count=len(wrong))  # fmt: skip
        self.problem.say(said)
        announce(self, said)

    def _refused(self, error: errors.HsdError) -> None:
        self._count()
        self.problem.say(error.sentence)
        announce(self, error.sentence)

    def _recorded(self, made: list[Recorded]) -> None:
        references = [one.reference for one in made]
        self._done = True
        self.drafting.forget()
        if len(made) == 1:
            said = _("{reference} recorded for {code}").format(reference=references[0], code=self._lists.code)
        else:
            said = _("{count} commitments recorded for {code}").format(count=len(made), code=self._lists.code)
        self._desk.notice.emit(said, self._desk.undo)
        if self._then is not None:
            self._then(references)
        self.accept()

    # -- unfinished -------------------------------------------------------------------------------------------

    def unsaved(self) -> dict[str, object]:
        """What is taken and entered and not recorded yet; nothing when nothing is."""
        taken = self.basket.keep()
        pasted = "" if self._lists.document else (self._text or self.source.text())
        if self._done or not (taken or pasted):
            return {}
        kept = pasted if len(pasted) <= LONGEST_KEPT else ""
        return {"text": kept, "converted": self._converted, "taken": taken, "shared": self.panes.shared_values()}

    def done(self, result: int) -> None:
        """Closed, by the officer or from outside (a lock): what is not recorded is kept for the next time."""
        if not self._done:
            self.drafting.keep()
        super().done(result)
