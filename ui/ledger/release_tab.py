"""The Release tab: what of a record may go to which side, line by line, before it goes; default nothing.

Says why a released record would still stay out (rules.md, Release and markings).
"""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QFrame,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from hsdclient import record_releases, releases
from hsdclient.releases import PreviewLine
from hsdclient.session import Read, Tx
from hsdclient.standing import SIDE_WORDS
from hsdclient.words import N_, _
from ui import icons, theme
from ui.desk import Desk
from ui.parts.flow import flowing
from ui.parts.labels import Caption, PlainLabel
from ui.parts.remark import Remark

Found = tuple[list[PreviewLine], str | None]


class ReleaseLine(QFrame):
    """One part, entry or document with a tick: released or not, and the words that would go."""

    def __init__(self, line: PreviewLine, may_change: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.line = line
        self.tick = QCheckBox()
        self.tick.setAccessibleName(line.label)
        self.tick.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.label = PlainLabel(line.label, wrap=True)
        self.tick.setChecked(line.released)
        self.tick.setEnabled(may_change)
        self.tick.setAccessibleDescription(line.text)
        said = [line.text or "–"]
        if line.why:
            said.append(_("Would stay out of the edition: {why}").format(why=line.why))
        self.words = PlainLabel("\n".join(said), wrap=True, selectable=True, colour="secondary")
        self.words.setContentsMargins(theme.px(24), 0, 0, 0)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 4)
        column.setSpacing(0)
        row = QHBoxLayout()
        row.setSpacing(0)
        row.addWidget(self.tick)
        row.addWidget(self.label, 1)
        column.addLayout(row)
        column.addWidget(self.words)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """The words beside the tick tick it too."""
        if self.label.geometry().contains(event.position().toPoint()):
            self.tick.click()


class ReleaseTab(QWidget):
    """The preview of a release to one side; the partner's side first.

    A noun with more than parts to release (progress entries, say) answers to `preview`, `set_to` and `set_line`.
    """

    def __init__(self, desk: Desk, noun: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._noun = desk, noun
        self._key: int | None = None
        self._live = False
        self._released: tuple[str, ...] = ()
        self._lines: list[ReleaseLine] = []
        own = desk.facts.side
        partner = "US" if own == "IN" else "IN"
        self.side = partner
        self._choice = QButtonGroup(self)
        sides = QHBoxLayout()
        sides.setSpacing(4)
        sides.addWidget(PlainLabel(_("Edition for"), colour="secondary"))
        for name in (partner, own):
            button = QPushButton(_(SIDE_WORDS[name]))
            button.setCheckable(True)
            button.setChecked(name == partner)
            button.setProperty("side", name)
            self._choice.addButton(button)
            sides.addWidget(button)
        sides.addStretch(1)
        self._choice.buttonClicked.connect(self._side_chosen)
        self.stays_out = Remark("warning", "amber")
        self.state = PlainLabel(wrap=True, role="emphasis")
        self.all = theme.primary(QPushButton(icons.icon("release", "on_accent"), self.all_words()))
        self.only = QPushButton(self.only_words())
        self.none = QPushButton(_("Take the release back"))
        self.all.clicked.connect(self._release_all)
        self.only.clicked.connect(self._release_only)
        self.none.clicked.connect(self._take_back)
        keys = flowing(self.all, self.only, self.none, gap=8)
        self.hint = Caption(_("Only ticked lines leave this workstation, in the edition for that side."), wrap=True)
        inside = QWidget()
        self._column = QVBoxLayout(inside)
        self._column.setContentsMargins(12, 12, 12, 12)
        self._column.setSpacing(8)
        self._column.addLayout(sides)
        self._column.addWidget(self.state)
        self._column.addWidget(self.stays_out)
        self._column.addWidget(keys)
        self._column.addWidget(self.hint)
        self._place = self._column.count()
        self._column.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setAccessibleName(_("Release"))
        area.setWidget(inside)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(area)

    # -- what a noun may say otherwise ---------------------------------------------------------------------------

    def all_words(self) -> str:
        """The button that releases everything."""
        return _("Release all of it")

    def only_words(self) -> str:
        """The button that releases the record alone."""
        return _("Release the first line only")

    def nothing_goes(self, side: str) -> str:
        """The sentence for a record that is not released."""
        return _("{side}: not released. Nothing of this record goes there.").format(side=side)

    def preview(self, rx: Read, key: int, side: str) -> Found:
        """What a release would give, line by line, and why it would stay out."""
        return record_releases.lines(rx, self._noun, key, side), releases.preview_record(rx, self._noun, key, side)

    def set_to(self, tx: Tx, key: int, to: list[str], side: str, whole: bool) -> None:
        """Release the record to the sides `to`; with `whole` every part to `side` too, the other side left alone."""
        releases.release_record(tx, self._noun, key, to)
        if whole:
            for line in self.preview(tx, key, side)[0]:
                if line.part != "record":
                    self.set_line(tx, key, line, side, True)

    def set_line(self, tx: Tx, key: int, line: PreviewLine, side: str, released: bool) -> None:
        """Release one line but the record's own to a side, or take it back."""
        if line.document_key is not None:
            releases.release_document_to(tx, line.document_key, side, released)
        else:
            releases.release_record_part(tx, self._noun, key, line.part, side, released)

    # -- showing ---------------------------------------------------------------------------------------------------

    def show_released(self, key: int, released_to: tuple[str, ...], *, live: bool) -> None:
        """Show what of the record `key` is released; `live`: it is not in the trash."""
        self._key, self._released, self._live = key, released_to, live
        self._ask()

    def _ask(self) -> None:
        if self._key is not None:
            self._desk.read(partial(self._show, self._key, self.side), self.preview, self._key, self.side,
                            latest=f"{self._noun}/release")  # fmt: skip

    def _side_chosen(self, button: QPushButton) -> None:
        self.side = str(button.property("side"))
        self._ask()

    def _show(self, key: int, side: str, found: Found) -> None:
        if self._key != key or side != self.side:
            return
        preview, why = found
        writable = self._desk.writable and self._live
        released = any(line.part == "record" and line.released for line in preview)
        focused = next((place for place, line in enumerate(self._lines) if line.tick.hasFocus()), None)
        for old in self._lines:
            self._column.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._lines = []
        for place, line in enumerate(preview):
            shown = ReleaseLine(line, writable and (released or line.part == "record"))
            shown.tick.toggled.connect(self._ticked)
            self._column.insertWidget(self._place + place, shown)
            self._lines.append(shown)
        if focused is not None and focused < len(self._lines):
            self._lines[focused].tick.setFocus()
        name = _(SIDE_WORDS[side])
        self.state.setText(
            _("{side}: released, the ticked lines below.").format(side=name) if released else self.nothing_goes(name)
        )
        self.stays_out.say(_("Would stay out of the edition: {why}").format(why=why) if why else "")
        everything = all(line.released for line in preview)
        self.all.setVisible(writable and not everything)
        self.only.setVisible(writable and not released and len(preview) > 1)
        self.none.setVisible(writable and released)

    # -- acts ------------------------------------------------------------------------------------------------------

    def _release_all(self) -> None:
        self._release(True, True)

    def _release_only(self) -> None:
        self._release(True, False)

    def _take_back(self) -> None:
        self._release(False, False)

    def _release(self, add: bool, whole: bool) -> None:
        if self._key is None:
            return
        held = set(self._released)
        to = sorted(held | {self.side} if add else held - {self.side})
        sentence = N_("Released") if add else N_("Release taken back")
        self._desk.write(sentence, self.set_to, self._key, to, self.side, whole, failed=self._failed)

    def _ticked(self, released: bool) -> None:
        box = self.sender()
        line = next((shown.line for shown in self._lines if shown.tick is box), None)
        if line is None or self._key is None:
            return
        if line.part == "record":
            self._release(released, False)
        else:
            sentence = N_("Part released") if released else N_("Release of a part taken back")
            self._desk.write(sentence, self.set_line, self._key, line, self.side, released, failed=self._failed)

    def _failed(self, error: Any) -> None:
        self._desk.failed.emit(error)
        self._ask()

    def leave(self) -> None:
        """Nothing is ever half done here."""
