"""A form made from Fields: sections, problems beside the fields while typing, saving on leaving or on Ctrl+Enter.

The check comes from the page. Knows no field by name and nothing of storing.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from itertools import pairwise

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from hsdclient import words
from hsdclient.fields import Choice, Field
from hsdclient.words import _
from ui.parts.announce import announce
from ui.parts.field_row import FieldGrid, FieldRow
from ui.parts.labels import Section
from ui.parts.remark import Remark

ChoiceSource = Callable[[], Sequence[Choice]]
Check = Callable[[dict[str, object]], dict[str, str]]


def no_problems(values: dict[str, object]) -> dict[str, str]:
    """The check of a form whose page has none."""
    return {}


class Form(QWidget):
    """Labelled editors for `fields`, in sections.

    `choices` maps a Field's `choices` name to a callable that gives the Choices in the language of the screen.
    `check` maps values to {field key: sentence}; a key that is no field of the form is told above the fields.
    """

    edited = Signal()
    left = Signal(str, object)
    submitted = Signal()

    def __init__(
        self,
        fields: Sequence[Field],
        choices: Mapping[str, ChoiceSource] | None = None,
        check: Check = no_problems,
        parent: QWidget | None = None,
        *,
        taken_mnemonics: str = "",
        open_lists: Collection[str] = (),
    ) -> None:
        """`open_lists`: keys of choices that may also take a text which is not on their list."""
        super().__init__(parent)
        self._open_lists = frozenset(open_lists)
        self._choices = dict(choices or {})
        self._check = check
        self._taken = taken_mnemonics.lower()
        # In the order of the screen: the fields of a section stand together, sections as first named.
        sections = list(dict.fromkeys(field.section for field in fields))
        ordered = sorted(fields, key=lambda field: sections.index(field.section))
        self.rows: dict[str, FieldRow] = {field.key: FieldRow(field) for field in ordered}
        self._touched: set[str] = set()  # changed by the officer
        self._visited: set[str] = set()  # focus was there
        self._told: dict[str, str] = {}  # problems from outside, until the field is changed
        self._notes: dict[str, str] = {}
        self._saved: dict[str, object] = {}
        self._offered: dict[str, object] = {}
        self._general = Remark("warning", "red")
        self._titles: list[tuple[Section, str]] = []
        self._build()
        self._shortcuts = []
        for keys in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            shortcut = QShortcut(QKeySequence(Qt.KeyboardModifier.ControlModifier | keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(self.submit)
            self._shortcuts.append(shortcut)
        self.retranslate()
        self._saved = self.values()

    # --- what the page reads and sets

    def values(self) -> dict[str, object]:
        """What is entered, by field key: text, ISO day or the text as typed, list of text, truth, decimal text."""
        return {key: row.editor.value() for key, row in self.rows.items()}

    def show_rows(self, shown: Mapping[str, bool]) -> None:
        """Show or hide rows by key; a section whose rows are all hidden loses its title too."""
        for key, visible in shown.items():
            self.rows[key].setVisible(visible)
        for title, section in self._titles:
            mine = [row for row in self.rows.values() if row.field.section == section]
            title.setVisible(not all(row.isHidden() for row in mine))

    def set_values(self, values: Mapping[str, object]) -> None:
        """Show `values` as saved ones: touched, problems and notes of those fields are forgotten."""
        for key, value in values.items():
            row = self.rows.get(key)
            if row is None:
                continue
            row.editor.set_value(value)
            self._touched.discard(key)
            self._visited.discard(key)
            self._told.pop(key, None)
            self._notes.pop(key, None)
            self._offered.pop(key, None)
            self._saved[key] = row.editor.value()
        self._show_problems()

    def set_draft(self, values: Mapping[str, object]) -> None:
        """Show unfinished text over the saved values: what differs counts as touched."""
        for key, value in values.items():
            row = self.rows.get(key)
            if row is not None:
                row.editor.set_value(value)
                if row.editor.value() != self._saved.get(key):
                    self._touched.add(key)
        self._show_problems()

    def touched(self) -> set[str]:
        """Keys of the fields that the officer changed since `set_values`."""
        return set(self._touched)

    def unsaved(self) -> dict[str, object]:
        """The values that differ from those last set or declared saved."""
        return {key: value for key, value in self.values().items() if value != self._saved.get(key)}

    def mark_saved(self, values: Mapping[str, object]) -> None:
        """Declare `values` committed; what was typed since stays unsaved."""
        for key, value in values.items():
            if key in self.rows:
                self._saved[key] = value
                if self.rows[key].editor.value() == value:
                    self._touched.discard(key)

    def problems(self) -> dict[str, str]:
        """Every problem now, shown or not; empty when the form can be submitted."""
        found = {**self._check(self.values())}
        for key, row in self.rows.items():
            own = "" if key in self._open_lists else row.editor.own_problem()
            # The day that can be read two ways is better told by the editor; an unknown pick by the core.
            if own and (key not in found or row.field.kind in ("date", "number")):
                found[key] = own
        return {**found, **self._told}

    def set_problems(self, problems: Mapping[str, str]) -> None:
        """Show problems found elsewhere; each stays until its field is changed."""
        self._told = dict(problems)
        for key in problems:
            self._visited.add(key)
            self._offered.pop(key, None)
        self._show_problems()

    def reveal(self, keys: Iterable[str]) -> None:
        """Show the problems of these fields although nobody was there yet."""
        self._visited.update(keys)
        self._show_problems()

    def set_notes(self, notes: Mapping[str, str]) -> None:
        """Show remarks that do not stop saving, replacing those shown; {} clears them."""
        self._notes = dict(notes)
        for key, row in self.rows.items():
            row.show_note(self._notes.get(key, ""))

    def set_read_only(self, read_only: bool) -> None:
        """Show without letting change."""
        for row in self.rows.values():
            row.editor.setDisabled(read_only)

    def reload_choices(self, *keys: str) -> None:
        """Ask the choice sources of these fields again, of every field without `keys`."""
        for key, row in self.rows.items():
            if row.field.choices and (not keys or key in keys):
                row.offer(self._choices[row.field.choices]())

    def focus(self, key: str = "") -> None:
        """Put the keyboard into field `key`, or the first."""
        row = self.rows.get(key) or next(iter(self.rows.values()), None)
        if row is not None:
            row.editor.target().setFocus(Qt.FocusReason.OtherFocusReason)
            self._bring_into_view(row)

    def give_up_enter(self) -> None:
        """Leave Ctrl+Enter to the window around, which has it too: with two takers Qt gives it to neither."""
        for shortcut in self._shortcuts:
            shortcut.setEnabled(False)

    def submit(self) -> bool:
        """Check all fields: tell `submitted`, or show every problem and go to the first. True when told."""
        self._visited.update(self.rows)
        self._told.clear()
        problems = self._show_problems()
        if not problems:
            self.submitted.emit()
            return True
        first = next((key for key in self.rows if key in problems), "")
        if first:
            self.focus(first)
        said = problems[first] if first else next(iter(problems.values()))
        count = len(problems)
        if count > 1:
            said = _("{count} fields need attention. {first}").format(count=count, first=said)
        announce(self, said)
        return False

    def retranslate(self) -> None:
        """Say everything again after the language switched."""
        for title, msgid in self._titles:
            title.setText(_(msgid))
        used = set(self._taken)
        for row in self.rows.values():
            row.retranslate(self._mnemonic(row, used))
        self.reload_choices()
        self._show_problems()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    # --- inside

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self._general)
        sections: dict[str, list[FieldRow]] = {}
        for row in self.rows.values():
            sections.setdefault(row.field.section, []).append(row)
            row.edited.connect(self._row_edited)
            row.left.connect(self._row_left)
        for index, (section, rows) in enumerate(sections.items()):
            if section:
                title = Section()
                title.setContentsMargins(0, 12 if index else 0, 0, 0)
                self._titles.append((title, section))
                column.addWidget(title)
            column.addWidget(FieldGrid(rows))
        column.addStretch(1)
        stops = [stop for rows in sections.values() for row in rows for stop in row.editor.stops()]
        for earlier, later in pairwise(stops):
            QWidget.setTabOrder(earlier, later)

    def _mnemonic(self, row: FieldRow, used: set[str]) -> str:
        if words.language() != "en":
            return ""
        for letter in row.name():
            if letter.isascii() and letter.isalpha() and letter.lower() not in used:
                used.add(letter.lower())
                return letter
        return ""

    def _row_edited(self, key: str) -> None:
        self._touched.add(key)
        self._visited.add(key)
        self._told.pop(key, None)
        self._told.pop("", None)
        self._notes.pop(key, None)
        self._show_problems()
        self.edited.emit()

    def _row_left(self, key: str) -> None:
        row = self.rows[key]
        self._visited.add(key)
        problems = self._show_problems()
        value = row.editor.value()
        if key in problems or value == self._saved.get(key) or self._offered.get(key, self) == value:
            return
        self._offered[key] = value
        self.left.emit(key, value)

    def _show_problems(self) -> dict[str, str]:
        problems = self.problems()
        for key, row in self.rows.items():
            row.show_problem(problems.get(key, "") if key in self._visited else "")
            row.show_note(self._notes.get(key, ""))
        elsewhere = [sentence for key, sentence in problems.items() if key not in self.rows]
        self._general.say(" ".join(elsewhere) if self._visited else "")
        return problems

    def _bring_into_view(self, row: FieldRow) -> None:
        area: QObject | None = self.parent()
        while area is not None and not isinstance(area, QScrollArea):
            area = area.parent()
        if isinstance(area, QScrollArea):
            area.ensureWidgetVisible(row)
