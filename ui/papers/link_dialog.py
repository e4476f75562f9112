"""Linking both ways: which records some documents are evidence of, or which documents are evidence of a record.

A search field over a list, by keyboard first. It only chooses; the link itself is the caller's act.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any, Final

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from hsdclient import dates, documents, joint_actions
from hsdclient.documents import DocumentQuery, DocumentRow, Link
from hsdclient.fields import Choice
from hsdclient.joint_actions import ActionCard, ActionQuery, ActionRow
from hsdclient.session import Read
from hsdclient.words import N_, _, language
from ui import icons, standing_looks, theme
from ui.desk import Desk
from ui.papers import wording
from ui.parts.choice_box import ChoiceBox
from ui.parts.labels import Caption, PlainLabel
from ui.parts.rows import Column, RowsModel
from ui.parts.table import RowsTable

DEBOUNCE_MS: Final = 150
LONGEST_PLACE: Final = 120
SHORT: Final = 60

_ACTIONS: Final = (
    Column("reference", N_("Reference"), 116, kind="reference", sortable=False),
    Column("title", N_("Title"), 330, sortable=False, grows_from=600),
    Column("group", N_("Group"), 64, sortable=False),
    Column("status", N_("Status"), 120, kind="badge", sortable=False),
)
_DOCUMENTS: Final = (
    Column("reference", N_("Number"), 122, kind="reference", sortable=False),
    Column("kind", N_("Format"), 112, kind="badge", sortable=False),
    Column("title", N_("Title"), 218, sortable=False, grows_from=652),
    Column("type", N_("Type"), 100, sortable=False),
    Column("dated", N_("Date"), 98, sortable=False),
    Column("file_name", N_("File name"), 200, sortable=False, default_visible=False),
)


def action_ids(rx: Read, words: str) -> array[int]:
    """Joint actions with `words` in reference, title or text; the newest reference first."""
    return joint_actions.ids(rx, ActionQuery(text=words, sort="reference", descending=True))


def document_ids(rx: Read, words: str, without: Sequence[int] = ()) -> array[int]:
    """Documents with `words` in number, title, file name or text, the newest first, but those of `without`."""
    left_out = set(without)
    found = documents.ids(rx, DocumentQuery(text=words, descending=True))
    return array("q", (key for key in found if key not in left_out)) if left_out else found


def action_rows(rx: Read, keys: Sequence[int]) -> list[ActionRow | None]:
    """The rows of `keys` in their order."""
    found = {row.key: row for row in joint_actions.rows(rx, list(keys))}
    return [found.get(key) for key in keys]


def document_rows(rx: Read, keys: Sequence[int]) -> list[DocumentRow | None]:
    """The rows of `keys` in their order."""
    found = {row.key: row for row in documents.rows(rx, list(keys))}
    return [found.get(key) for key in keys]


def _action_line(row: ActionRow | None) -> dict[str, object] | None:
    if row is None:
        return None
    return {
        "reference": row.reference,
        "title": (language() == "hi" and row.title_hi) or row.title_en,
        "group": row.group,
        "status": standing_looks.status_badge(row.status),
    }


def _document_line(row: DocumentRow | None) -> dict[str, object] | None:
    if row is None:
        return None
    return {
        "reference": row.reference,
        "kind": wording.kind_badge(row.kind),
        "title": row.title,
        "type": wording.type_word(row.type),
        "dated": row.dated,
        "file_name": row.file_name,
    }


class LinkDialog(QDialog):
    """The search field, the list, page or paragraph, and the buttons; what is listed comes from the subclasses.

    `then` is called once, with what was chosen, after the dialog has closed; not at all when it was called off.
    """

    def __init__(
        self, desk: Desk, title: str, columns: Sequence[Column], hint: str, listed: str, parent: QWidget | None
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        self.setWindowTitle(title)
        self.setAccessibleName(title)
        self.search = QLineEdit()
        self.search.setPlaceholderText(hint)
        self.search.setAccessibleName(hint)
        self.search.addAction(icons.icon("search", "secondary"), QLineEdit.ActionPosition.LeadingPosition)
        self.search.installEventFilter(self)
        self.model = RowsModel(columns, self._block, self)
        self.table = RowsTable(self.model, listed)
        self.count = Caption(wrap=False)
        self.place = QLineEdit()
        self.place.setMaxLength(LONGEST_PLACE)
        self.place.setPlaceholderText(_("p. 3, para. 2"))
        self.place.setAccessibleName(_("Page or paragraph"))
        self.yes = theme.primary(QPushButton(icons.icon("link", "on_accent"), _("Link")))
        self.yes.setAccessibleDescription(_("Ctrl+Enter"))
        self.no = QPushButton(_("Cancel"))
        self.yes.setDefault(False)
        for button in (self.yes, self.no):
            button.setAutoDefault(False)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(DEBOUNCE_MS)
        self._timer.timeout.connect(self.look)
        self.search.textEdited.connect(self._typed)
        self.search.returnPressed.connect(self._to_list)
        self.model.block_wanted.connect(self._fetch)
        self.table.opened.connect(self._opened)
        self.table.typed.connect(self._type_on)
        self.table.selection_changed.connect(self._chosen)
        self.table.current_changed.connect(self._current)
        self.yes.clicked.connect(self.accept)
        self.no.clicked.connect(self.reject)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self).activated.connect(self._confirm)
        self._above_place = QVBoxLayout()
        self._above_place.setSpacing(4)
        self._lay_out()
        self.resize(theme.px(720), theme.px(520))
        self.yes.setEnabled(False)

    def _lay_out(self) -> None:
        label = PlainLabel(_("Page or paragraph (may stay empty)"))
        label.setBuddy(self.place)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addWidget(self.count, 1)
        buttons.addWidget(self.no)
        buttons.addWidget(self.yes)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(8)
        column.addWidget(self.search)
        column.addWidget(self.table, 1)
        column.addLayout(self._above_place)
        column.addWidget(label)
        column.addWidget(self.place)
        column.addSpacing(4)
        column.addLayout(buttons)

    # -- what is listed --------------------------------------------------------------------------------------

    def _ids(self, rx: Read, words: str) -> array[int]:
        raise NotImplementedError

    def _rows(self, rx: Read, keys: Sequence[int]) -> list[Any]:
        raise NotImplementedError

    def _line(self, row: Any) -> dict[str, object] | None:
        raise NotImplementedError

    def _count_word(self, count: int) -> str:
        raise NotImplementedError

    def look(self) -> None:
        """List what the field asks for."""
        words = self.search.text().strip()
        self.table.set_filtered(bool(words))
        self._desk.read(self._take, self._ids, words, latest="papers/link")

    def _take(self, ids: array[int]) -> None:
        self.model.set_ids(ids)
        if len(ids) and self.table.current_id() is None:
            self.table.select_id(ids[0])
        self._chosen()

    def _block(self, keys: Sequence[int]) -> list[dict[str, object] | None] | None:
        rows = self._desk.peek(self._rows, list(keys))
        return None if rows is None else [self._line(row) for row in rows]

    def _fetch(self, start: int, keys: Sequence[int]) -> None:
        self._desk.read(partial(self._arrived, start, self.model.generation), self._rows, list(keys))

    def _arrived(self, start: int, generation: int, rows: list[Any]) -> None:
        self.model.block_arrived(start, [self._line(row) for row in rows], generation)

    # -- choosing --------------------------------------------------------------------------------------------

    def chosen(self) -> list[int]:
        """The keys of the selected lines."""
        return list(self.table.selected_ids())

    def _chosen(self) -> None:
        count = len(self.chosen())
        self.yes.setEnabled(bool(count))
        self.count.setText(self._count_word(count) if count else _("Nothing chosen yet"))

    def _current(self, _key: object) -> None:
        self._chosen()

    def _typed(self, _text: str) -> None:
        self._timer.start()

    def _type_on(self, text: str) -> None:
        self.search.setFocus()
        self.search.setText(self.search.text() + text)
        self._timer.start()

    def _to_list(self) -> None:
        if self._timer.isActive():
            self._timer.stop()
            self.look()
        self.table.setFocus()

    def _opened(self, _key: object) -> None:
        self._confirm()

    def _confirm(self) -> None:
        if self.yes.isEnabled():
            self.accept()

    def start(self) -> None:
        """Show the dialog over its window; it deletes itself when it is closed."""
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.look()
        self.search.setFocus()
        self.open()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Down in the search field goes to the list."""
        pressed = watched is self.search and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress
        if pressed and isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Down:
            self._to_list()
            return True
        return super().eventFilter(watched, event)


class RecordsDialog(LinkDialog):
    """Joint actions, or one progress entry of one, that documents become evidence of."""

    def __init__(self, desk: Desk, then: Callable[[list[Link]], None], parent: QWidget | None = None) -> None:
        super().__init__(
            desk, _("Link to a record"), _ACTIONS, _("Reference or words of a joint action"), _("Joint actions"), parent
        )
        self._then = then
        self._of: int | None = None
        self.table.set_empty(_("No joint action has been logged here yet."), "", _("No joint action matches."))
        self.entry = ChoiceBox(searchable=False)
        self.entry.setAccessibleName(_("Evidence of"))
        label = PlainLabel(_("Evidence of"))
        label.setBuddy(self.entry)
        self._above_place.addWidget(label)
        self._above_place.addWidget(self.entry)
        self._offer_entries(None)
        self.accepted.connect(self._tell)

    def _ids(self, rx: Read, words: str) -> array[int]:
        return action_ids(rx, words)

    def _rows(self, rx: Read, keys: Sequence[int]) -> list[Any]:
        return list(action_rows(rx, keys))

    def _line(self, row: Any) -> dict[str, object] | None:
        return _action_line(row)

    def _count_word(self, count: int) -> str:
        return _("1 joint action chosen") if count == 1 else _("{count} joint actions chosen").format(count=count)

    def _chosen(self) -> None:
        super()._chosen()
        keys = self.chosen()
        one = keys[0] if len(keys) == 1 else None
        if one != self._of:
            self._of = one
            self._offer_entries(None)
            if one is not None:
                self._desk.read(partial(self._entries, one), joint_actions.card, one, latest="papers/link entries")

    def _entries(self, key: int, card: ActionCard) -> None:
        if key == self._of:
            self._offer_entries(card)

    def _offer_entries(self, card: ActionCard | None) -> None:
        choices = [Choice("", _("The joint action itself"))]
        for entry in card.progress if card else ():
            said = entry.text if len(entry.text) <= SHORT else f"{entry.text[: SHORT - 1]}…"
            day = dates.say(entry.dated, language())
            choices.append(Choice(str(entry.key), _("progress of {day}: {text}").format(day=day, text=said)))
        self.entry.offer(choices, blank=False)
        self.entry.setCurrentIndex(0)
        self.entry.setEnabled(len(choices) > 1)

    def links(self) -> list[Link]:
        """What was chosen, as links."""
        place = self.place.text().strip()
        picked = self.entry.picked()
        if picked:
            return [Link("progress_entries", int(picked), place)]
        return [Link("joint_actions", key, place) for key in self.chosen()]

    def _tell(self) -> None:
        links = self.links()
        if links:
            self._then(links)


class DocumentsDialog(LinkDialog):
    """Documents that become evidence of a record; those in `without` are linked already."""

    def __init__(
        self,
        desk: Desk,
        then: Callable[[list[int], str], None],
        without: Sequence[int] = (),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(
            desk, _("Link documents"), _DOCUMENTS, _("Number, title, file name or words of the text"), _("Documents"),
            parent,
        )  # fmt: skip
        self._then, self._without = then, tuple(without)
        self.table.set_empty(_("There is no other document to link."), "", _("No document matches."))
        self.accepted.connect(self._tell)

    def _ids(self, rx: Read, words: str) -> array[int]:
        return document_ids(rx, words, self._without)

    def _rows(self, rx: Read, keys: Sequence[int]) -> list[Any]:
        return list(document_rows(rx, keys))

    def _line(self, row: Any) -> dict[str, object] | None:
        return _document_line(row)

    def _count_word(self, count: int) -> str:
        return _("1 document chosen") if count == 1 else _("{count} documents chosen").format(count=count)

    def _tell(self) -> None:
        keys = self.chosen()
        if keys:
            self._then(keys, self.place.text().strip())


def choose_records(desk: Desk, parent: QWidget, then: Callable[[list[Link]], None]) -> RecordsDialog:
    """Ask which records documents are evidence of; `then(links)` when some were chosen."""
    made = RecordsDialog(desk, then, parent)
    made.start()
    return made


def choose_documents(
    desk: Desk, parent: QWidget, then: Callable[[list[int], str], None], *, without: Sequence[int] = ()
) -> DocumentsDialog:
    """Ask which documents are evidence of a record; `then(document keys, place)` when some were chosen."""
    made = DocumentsDialog(desk, then, without, parent)
    made.start()
    return made
