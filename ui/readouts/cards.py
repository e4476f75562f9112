"""The sentences that were taken, one card each: word for word, what it is like, and what is to be said of it.

Knows sentences and values; neither where they came from nor how they are recorded.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress
from typing import Any, Final

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QScrollArea, QToolButton, QVBoxLayout, QWidget

from hsdclient import commitments, dates, errors
from hsdclient.commitments import CommitmentDraft
from hsdclient.readouts import Mark, Sentence
from hsdclient.words import _, language
from ui import theme
from ui.icons import icon
from ui.parts.form import Form
from ui.parts.labels import Caption, PlainLabel, set_tooltip
from ui.parts.remark import Remark
from ui.readouts import lists
from ui.readouts.lists import Lists

Check = Callable[[int, Mapping[str, Any]], dict[str, str]]
_SAMPLE: Final = 160


class Card(QFrame):
    """One taken sentence. Its form is made when it is opened for the first time: there may be hundreds."""

    edited = Signal()
    removed = Signal(int)
    opened = Signal(int)
    for_all = Signal(int)

    def __init__(self, sentence: Sentence, mark: Mark, choices: Lists, check: Check, parent: QWidget) -> None:
        super().__init__(parent)
        self.sentence, self.mark = sentence, mark
        self._choices, self._check = choices, check
        self._values = lists.first_values(choices)
        self.carried = ""
        self.form: Form | None = None
        theme.set_look(self, "card", True)
        self.where = Caption(wrap=False)
        self.close_button = QToolButton()
        self.close_button.setIcon(icon("close"))
        self.close_button.setIconSize(theme.icon_size(16))
        self.words = PlainLabel(sentence.text, wrap=True, selectable=True)
        self.like = PlainLabel(wrap=True, colour="tone:amber")
        self.carry = QPushButton()
        theme.set_look(self.carry, "flat", True)
        self.problem = Remark("warning", "red")
        self.more = QToolButton()
        self.more.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.more.setIconSize(theme.icon_size(16))
        self.more.setAutoRaise(True)
        self.close_button.clicked.connect(self._remove)
        self.more.clicked.connect(self._toggle)
        self.carry.clicked.connect(self._carry)
        self._lay_out()
        self.retranslate()

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(8)
        top.addWidget(self.where, 1)
        top.addWidget(self.close_button)
        likeness = QHBoxLayout()
        likeness.setSpacing(8)
        likeness.addWidget(self.like, 1)
        likeness.addWidget(self.carry)
        self._inside = QVBoxLayout()
        self._inside.setSpacing(8)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 6, 8, 8)
        column.setSpacing(4)
        column.addLayout(top)
        column.addWidget(self.words)
        column.addWidget(self.problem)
        column.addLayout(likeness)
        column.addWidget(self.more, 0, Qt.AlignmentFlag.AlignLeft)
        column.addLayout(self._inside)

    # -- values -----------------------------------------------------------------------------------------------

    def values(self) -> dict[str, Any]:
        """What is entered of this sentence."""
        return {**self._values, **(self.form.values() if self.form is not None else {})}

    def set_values(self, values: Mapping[str, Any]) -> None:
        """Enter some of it."""
        self._values |= {key: value for key, value in values.items() if key in self._values}
        if self.form is not None:
            self.form.set_values(self._values)
            self.form.reload_choices()
        self._say_more()

    def draft(self, shared: Mapping[str, Any]) -> CommitmentDraft:
        """The commitment it becomes; what several share comes from outside."""
        return lists.draft_of(self.sentence, self._choices, self.values(), shared, self.carried)

    def renew(self, sentence: Sentence, mark: Mark, choices: Lists) -> None:
        """Hold the same sentence as it reads now (converted, or not), with what is known of that."""
        self.sentence, self.mark, self._choices = sentence, mark, choices
        self.words.setText(sentence.text)
        if mark.like is None or mark.like.reference != self.carried:
            self.carried = ""
        self.retranslate()

    def set_carried(self, reference: str) -> None:
        """Take up the earlier commitment that it is like, or '' none."""
        self.carried = reference if self.mark.like is not None and reference == self.mark.like.reference else ""
        self.retranslate()

    # -- open and shut ----------------------------------------------------------------------------------------

    def is_open(self) -> bool:
        """Whether its form is shown."""
        return self.form is not None and not self.form.isHidden()

    def open(self) -> None:
        """Show the form."""
        if self.form is None:
            self.form = Form(
                lists.fields(lists.OWN), lists.sources(self._choices, self._group), self._problems, self
            )
            self.form.set_values(self._values)
            self.form.reload_choices()
            self.form.edited.connect(self._edited)
            self.form.give_up_enter()
            self.all_button = QPushButton(_("Say the same of all taken sentences"))
            theme.set_look(self.all_button, "flat", True)
            self.all_button.clicked.connect(self._for_all)
            self._inside.addWidget(self.form)
            self._inside.addWidget(self.all_button, 0, Qt.AlignmentFlag.AlignLeft)
        self.form.show()
        self.all_button.show()
        self._say_more()

    def shut(self) -> None:
        """Hide the form."""
        if self.form is not None:
            self.form.hide()
            self.all_button.hide()
        self._say_more()

    def show_problems(self, problems: Mapping[str, str]) -> None:
        """Show what forbids recording it: beside the fields, the rest above them."""
        elsewhere = [sentence for key, sentence in problems.items() if key not in lists.OWN]
        self.problem.say(" ".join(dict.fromkeys(elsewhere)))
        beside = {key: sentence for key, sentence in problems.items() if key in lists.OWN}
        if beside:
            self.open()
        if self.form is not None:
            self.form.set_problems(beside)

    def _problems(self, _values: Mapping[str, object]) -> dict[str, str]:
        found = self._check(self.sentence.number, self.values()) if self.form is not None else {}
        return {key: sentence for key, sentence in found.items() if key in lists.OWN}

    def _group(self) -> str:
        return str(self.values().get("group") or "")

    def _edited(self) -> None:
        if self.form is not None:
            before, self._values = self._values, self.values()
            if before["group"] != self._values["group"]:
                self.form.reload_choices("lead_in", "lead_us")
        self._say_more()
        self.edited.emit()

    def _remove(self) -> None:
        self.removed.emit(self.sentence.number)

    def _toggle(self) -> None:
        if self.is_open():
            self.shut()
        else:
            self.open()
            self.opened.emit(self.sentence.number)

    def _for_all(self) -> None:
        self.for_all.emit(self.sentence.number)

    def _carry(self) -> None:
        self.set_carried("" if self.carried or self.mark.like is None else self.mark.like.reference)
        self.edited.emit()

    # -- words ------------------------------------------------------------------------------------------------

    def retranslate(self) -> None:
        """Say everything again."""
        number = _("Sentence {number}").format(number=self.sentence.number)
        self.where.setText(" · ".join(filter(None, (self.sentence.paragraph, number))))
        self.close_button.setAccessibleName(_("Take sentence {number} away").format(number=self.sentence.number))
        set_tooltip(self.close_button, _("Take away"))
        self.setAccessibleName(number)
        like = self.mark.like
        self.like.setVisible(like is not None)
        self.carry.setVisible(like is not None)
        if like is not None:
            place = _("{reference} of {round}").format(reference=like.reference, round=like.round)
            place = place if like.round else like.reference
            text = like.verbatim if len(like.verbatim) <= _SAMPLE else f"{like.verbatim[:_SAMPLE]}…"
            said = _("Takes up {place}: “{text}”") if self.carried else _("Like {place}: “{text}”")
            self.like.setText(said.format(place=place, text=text))
            self.carry.setText(_("Do not carry over") if self.carried else _("Carry over"))
            self.carry.setAccessibleName(f"{self.carry.text()}: {like.reference}")
        self._say_more()

    def _say_more(self) -> None:
        """The button that opens the card: shut, it says in a line what is entered."""
        shown = self.is_open()
        self.more.setIcon(icon("chevron-down" if shown else "chevron-right"))
        values = self.values()
        day = str(values["due"] or "")
        with suppress(errors.Refused):
            day = dates.say(dates.read_iso(day), language())
        leads = " / ".join(filter(None, (str(values["lead_in"] or ""), str(values["lead_us"] or ""))))
        parts = [
            _(commitments.CLASS_WORDS.get(str(values["classed"]), "")) if values["classed"] else "",
            str(values["group"] or "") or _("no working group"),
            leads,
            _("due {day}").format(day=day) if day else "",
            _("by the next round") if values["by_next_round"] else "",
        ]
        self.more.setText(_("Details") if shown else " · ".join(filter(None, parts)))
        self.more.setAccessibleName(
            _("Details of sentence {number}: {text}").format(number=self.sentence.number, text=self.more.text())
        )

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()


class Basket(QScrollArea):
    """The cards in the order of the sentences. `removed` asks for a sentence to be given back."""

    edited = Signal()
    removed = Signal(int)

    def __init__(self, check: Check, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._check = check
        self.cards: dict[int, Card] = {}
        self._kept: dict[int, tuple[dict[str, Any], str]] = {}
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(_("Sentences that were taken"))
        self._inside = QWidget()
        self._column = QVBoxLayout(self._inside)
        self._column.setContentsMargins(12, 8, 12, 12)
        self._column.setSpacing(8)
        self._column.addStretch(1)
        self.setWidget(self._inside)
        self._wanted: Card | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._bring)

    def numbers(self) -> list[int]:
        """The numbers of the taken sentences, in order."""
        return sorted(self.cards)

    def add(self, sentence: Sentence, mark: Mark, choices: Lists) -> Card:
        """A card for a sentence; one that was here before has its values again."""
        card = Card(sentence, mark, choices, self._check, self._inside)
        place = sum(1 for number in self.cards if number < sentence.number)
        self._column.insertWidget(place, card)
        self.cards[sentence.number] = card
        if kept := self._kept.pop(sentence.number, None):
            card.set_values(kept[0])
            card.set_carried(kept[1])
        card.edited.connect(self.edited)
        card.removed.connect(self.removed)
        card.opened.connect(self._opened)
        card.for_all.connect(self._same_for_all)
        card.show()
        return card

    def drop(self, number: int) -> None:
        """Take the card away; its values come back with it."""
        card = self.cards.pop(number, None)
        if card is not None:
            self._kept[number] = (card.values(), card.carried)
            self._column.removeWidget(card)
            card.hide()
            card.deleteLater()

    def show_card(self, number: int, *, opened: bool = True) -> None:
        """Open this card alone and bring it into view."""
        card = self.cards.get(number)
        if card is None:
            return
        if opened:
            card.open()
            self._opened(number)
        self._wanted = card
        self._timer.start(0)  # when it has been laid out

    def keep(self) -> dict[str, Any]:
        """All that is entered, as plain values for a draft."""
        return {str(number): {**card.values(), "carried": card.carried} for number, card in self.cards.items()}

    def forget(self) -> None:
        """Forget the values of cards that were taken away: another text is read."""
        self._kept.clear()

    def remember(self, kept: Mapping[str, Any]) -> None:
        """What `keep` gave once: used when those sentences are taken again."""
        for number, values in kept.items():
            if isinstance(values, dict) and number.isdigit():
                self._kept[int(number)] = (values, str(values.get("carried", "")))

    def _opened(self, number: int) -> None:
        for other, card in self.cards.items():
            if other != number and card.is_open():
                card.shut()

    def _same_for_all(self, number: int) -> None:
        values = self.cards[number].values()
        given = {key: values[key] for key in lists.FOR_ALL}
        for other, card in self.cards.items():
            if other != number:
                card.set_values(given)
        self.edited.emit()

    def _bring(self) -> None:
        card, self._wanted = self._wanted, None
        if card is not None and card in self.cards.values():
            if card.height() > self.viewport().height():  # its beginning, rather than its end
                self.verticalScrollBar().setValue(card.y() - 8)
            else:
                self.ensureWidgetVisible(card, 0, 8)
