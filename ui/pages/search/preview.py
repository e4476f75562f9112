"""Beside the hits: the document at its page with the word marked, or the action and entry that were found.

Reads a card; changes nothing.
"""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from hsdclient import dates, documents, errors, glance, joint_actions
from hsdclient.documents import DocumentRow
from hsdclient.finding import Hit, Question
from hsdclient.glance import Glance
from hsdclient.joint_actions import ActionCard
from hsdclient.session import Read
from hsdclient.words import _, language
from ui import standing_looks, theme, whereabouts
from ui.desk import Desk
from ui.pages.search.drawing import go_word, title
from ui.papers import wording
from ui.papers.viewer import DocumentViewer
from ui.parts.badges import BadgeLabel
from ui.parts.empty import EmptyState
from ui.parts.labels import Caption, ElidedLabel, PlainLabel, set_tooltip
from ui.parts.pieces import plain

_REST_MS = 80  # an officer who runs down the list sees what they rest on


class HitPreview(QWidget):
    """`show_hit(hit, question)`; `open_wanted` when its button is pressed."""

    open_wanted = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._hit: Hit | None = None
        self._question = Question()
        self.viewer: DocumentViewer | None = None  # a process of its own: made when a document is first looked at
        self.title = ElidedLabel(role="emphasis")
        self.about = ElidedLabel(role="caption", colour="secondary")
        self.open = QPushButton(_("Go there"))
        self.open.clicked.connect(self.open_wanted)
        self.nothing = EmptyState(drawing="document")
        self.nothing.show_as(_("Choose a result to see it here."))
        self._card = QScrollArea()
        self._card.setWidgetResizable(True)
        self.stack = QStackedWidget()
        self.stack.addWidget(self.nothing)
        self.stack.addWidget(self._card)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self.title)
        words.addWidget(self.about)
        self.head = _head(words, self.open)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.head)
        column.addWidget(self.stack, 1)
        self.setMinimumWidth(theme.px(220))
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(_REST_MS)
        self._rest.timeout.connect(self._look)
        self.show_hit(None, Question())

    def show_hit(self, hit: Hit | None, question: Question) -> None:
        """Show `hit`, its words marked; None shows nothing."""
        self._question = question
        if hit == self._hit and hit is not None:
            return
        self._hit = hit
        self.head.setVisible(hit is not None)
        if hit is not None:
            set_tooltip(self.open, go_word(hit))
            self.open.setAccessibleName(go_word(hit))
            self._name(f"{hit.reference} · {plain(title(hit))}", "")
        if hit is None:
            self._rest.stop()
            self.stack.setCurrentWidget(self.nothing)
            if self.viewer is not None:
                self.viewer.clear()
        else:
            self._rest.start()

    def word(self, hit: Hit) -> str:
        """What is to be marked on the page of `hit`."""
        return word_to_mark(self._question, hit)

    def rest(self) -> None:
        """The page is left: let go of the document; it is opened again when the page comes back."""
        if self.viewer is not None and self._hit is not None and self._hit.noun == "documents":
            self.viewer.clear()
            self._hit = None
            self.head.hide()
            self.stack.setCurrentWidget(self.nothing)

    def _look(self) -> None:
        hit = self._hit
        if hit is None:
            return
        if hit.noun == "documents":
            self._desk.read(self._show_document, _document, hit.key, latest="search/preview", failed=self._gone)
        elif not hit.action_key:
            self._desk.read(
                self._show_glance, glance.of, hit.noun, hit.key, latest="search/preview", failed=self._gone
            )
        else:
            self._desk.read(
                self._show_card, joint_actions.card, hit.action_key, latest="search/preview", failed=self._gone
            )

    def _gone(self, error: errors.HsdError) -> None:
        self._hit = None
        self.head.hide()
        self.nothing.show_as(error.sentence)
        self.stack.setCurrentWidget(self.nothing)

    def _show_document(self, row: DocumentRow) -> None:
        hit = self._hit
        if hit is None or (hit.noun, hit.key) != ("documents", row.key):
            return
        if self.viewer is None:
            self.viewer = DocumentViewer(self._desk, self.stack)
            self.stack.addWidget(self.viewer)
        self._name(f"{row.reference} · {row.title}", " · ".join(filter(None, (
            wording.type_word(row.type), dates.say(row.dated, language()) if row.dated else "", row.marking,
            wording.facts(row),
        ))))  # fmt: skip
        self.stack.setCurrentWidget(self.viewer)
        self.viewer.show_document(row, page=hit.page or 1, words=word_to_mark(self._question, hit))

    def _show_card(self, card: ActionCard) -> None:
        hit = self._hit
        if hit is None or hit.action_key != card.key:
            return
        self._name(f"{card.reference} · {plain(title(hit))}", " · ".join((hit.group, card.marking)))
        self._card.setAccessibleName(card.reference)
        self._card.setWidget(_inside(card, hit, self._desk.facts.side))
        self.stack.setCurrentWidget(self._card)

    def _show_glance(self, seen: Glance) -> None:
        hit, one = self._hit, seen.titled
        if hit is None or (hit.noun, hit.key) != (one.noun, one.key):
            return
        about = (whereabouts.word_of(one.noun), one.group, one.marking)
        self._name(f"{one.reference} · {plain(title(hit))}", " · ".join(filter(None, about)))
        self._card.setAccessibleName(one.reference)
        self._card.setWidget(_at_a_glance(seen))
        self.stack.setCurrentWidget(self._card)

    def _name(self, title: str, about: str) -> None:
        self.title.setText(title)
        self.about.setText(about)


def word_to_mark(question: Question, hit: Hit) -> str:
    """What the viewer is to look for on the page: the longest of the words that stand there."""
    if not hit.page:
        return ""
    marked = [text for text, is_hit in hit.snippet if is_hit]
    return max(marked or question.words, key=len, default="")


def _document(rx: Read, key: int) -> DocumentRow:
    found = documents.rows(rx, [key])
    if not found:
        raise errors.Refused(_("This record is no longer there; search again."))
    return found[0]


def _head(words: QVBoxLayout, button: QPushButton) -> QWidget:
    holder = QWidget()
    row = QHBoxLayout(holder)
    row.setContentsMargins(12, 8, 12, 8)
    row.setSpacing(8)
    row.addLayout(words, 1)
    row.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
    return holder


def _at_a_glance(seen: Glance) -> QWidget:
    """A record of any other noun: its name, then what it holds."""
    inside = QWidget()
    column = QVBoxLayout(inside)
    column.setContentsMargins(12, 4, 12, 12)
    column.setSpacing(8)
    for said, role in ((seen.titled.title, "section"), (seen.titled.title_hi, "body")):
        if said:
            column.addWidget(PlainLabel(said, role=role, wrap=True, selectable=True))
    for label, said in seen.facts:
        pair = QVBoxLayout()
        pair.setSpacing(0)
        pair.addWidget(Caption(label))
        pair.addWidget(PlainLabel(said, wrap=True, selectable=True))
        column.addLayout(pair)
    column.addStretch(1)
    return inside


def _inside(card: ActionCard, hit: Hit, side: str) -> QWidget:
    """The action at a glance; the entry first when one was found."""
    own = card.sides[side]
    badges = [standing_looks.rag_badge(own.rag), standing_looks.status_badge(own.status)]
    badges += [standing_looks.overdue_badge(own.overdue_days)] if own.overdue_days else []
    inside = QWidget()
    column = QVBoxLayout(inside)
    column.setContentsMargins(12, 4, 12, 12)
    column.setSpacing(8)
    entry = next((one for one in card.progress if one.key == hit.key), None) if hit.noun == "progress_entries" else None
    if entry is not None:
        column.addWidget(Caption(_("Progress of {day}").format(day=dates.say(entry.dated, language()))))
        column.addWidget(PlainLabel(entry.text, wrap=True, selectable=True))
        for name, said in ((_("Reason for pendency"), entry.reason), (_("Next step"), entry.next_step)):
            if said:
                column.addWidget(Caption(name))
                column.addWidget(PlainLabel(said, wrap=True, selectable=True))
        column.addSpacing(8)
    column.addWidget(BadgeLabel(*badges))
    column.addWidget(PlainLabel(card.title_en, role="section", wrap=True, selectable=True))
    if card.title_hi:
        column.addWidget(PlainLabel(card.title_hi, wrap=True, selectable=True))
    if own.due:
        column.addWidget(Caption(_("Due {day}").format(day=dates.say(own.due, language()))))
    if card.description:
        column.addWidget(PlainLabel(card.description, wrap=True, selectable=True))
    for name, said in ((_("Reason for pendency"), own.reason), (_("Next step"), own.next_step)):
        if said:
            column.addWidget(Caption(name))
            column.addWidget(PlainLabel(said, wrap=True, selectable=True))
    column.addStretch(1)
    return inside
