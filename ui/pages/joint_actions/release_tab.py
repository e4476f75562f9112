"""The Release tab: what of this action may go to which side, line by line, before it goes; default nothing.

Says why a released action would still stay out (rules.md, Release and markings).
"""

from __future__ import annotations

from functools import partial

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

from hsdclient import releases
from hsdclient.joint_actions import ActionCard
from hsdclient.releases import PreviewLine
from hsdclient.session import Tx
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
    """The preview of a release to one side; the partner's side first."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._card: ActionCard | None = None
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
        self.all = theme.primary(QPushButton(icons.icon("release", "on_accent"), _("Release all with the action")))
        self.only = QPushButton(_("Release the action only"))
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

    def show_card(self, card: ActionCard) -> None:
        """Show what of `card` is released."""
        self._card = card
        self._ask()

    def _ask(self) -> None:
        if self._card is not None:
            self._desk.read(partial(self._show, self._card.key, self.side), releases.preview, self._card.key, self.side,
                            latest="joint_actions/release")  # fmt: skip

    def _side_chosen(self, button: QPushButton) -> None:
        self.side = str(button.property("side"))
        self._ask()

    def _show(self, key: int, side: str, found: Found) -> None:
        if self._card is None or self._card.key != key or side != self.side:
            return
        preview, why = found
        writable = self._desk.writable and not self._card.discarded
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
            _("{side}: released, the ticked lines below.").format(side=name)
            if released
            else _("{side}: not released. Nothing of this action goes there.").format(side=name)
        )
        self.stays_out.say(_("Would stay out of the edition: {why}").format(why=why) if why else "")
        everything = all(line.released for line in preview)
        self.all.setVisible(writable and not everything)
        self.only.setVisible(writable and not released)
        self.none.setVisible(writable and released)

    def _sides(self, add: bool) -> list[str]:
        held = {side for side, parts in (self._card.releases if self._card else {}).items() if "record" in parts}
        return sorted(held | {self.side} if add else held - {self.side})

    def _release_all(self) -> None:
        self._release(True, True)

    def _release_only(self) -> None:
        self._release(True, False)

    def _take_back(self) -> None:
        self._release(False, False)

    def _release(self, add: bool, whole: bool) -> None:
        if self._card is None:
            return
        sentence = N_("Released") if add else N_("Release taken back")
        self._desk.write(sentence, release_to, self._card.key, self._sides(add), self.side, whole)

    def _ticked(self, released: bool) -> None:
        box = self.sender()
        line = next((shown.line for shown in self._lines if shown.tick is box), None)
        if line is None or self._card is None:
            return
        sentence = N_("Part released") if released else N_("Release of a part taken back")
        if line.part == "record":
            self._release(released, False)
        elif line.entry_key is not None:
            self._desk.write(sentence, releases.release_entry, line.entry_key, self.side, released, failed=self._failed)
        elif line.document_key is not None:
            self._desk.write(sentence, releases.release_document_to, line.document_key, self.side, released,
                             failed=self._failed)  # fmt: skip
        else:
            self._desk.write(sentence, releases.release_part, self._card.key, line.part, self.side, released,
                             failed=self._failed)  # fmt: skip

    def _failed(self, error: object) -> None:
        self._desk.failed.emit(error)
        self._ask()

    def leave(self) -> None:
        """Nothing is ever half done here."""


def release_to(tx: Tx, action_key: int, to: list[str], side: str, whole: bool) -> None:
    """Release the action to `to`; with `whole` every part, entry and document to `side` too, the other side's left
    alone."""
    releases.release(tx, action_key, to)
    if whole:
        for line in releases.preview(tx, action_key, side)[0]:
            if line.entry_key is not None:
                releases.release_entry(tx, line.entry_key, side, True)
            elif line.document_key is not None:
                releases.release_document_to(tx, line.document_key, side, True)
            elif line.part != "record":
                releases.release_part(tx, action_key, line.part, side, True)
