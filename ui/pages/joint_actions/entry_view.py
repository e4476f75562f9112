"""One progress entry as it is shown: day, side, officer, words, what it told of the standing, its correction."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from zoneinfo import ZoneInfo

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from hsdclient import clock, dates
from hsdclient.documents import Evidence
from hsdclient.joint_actions import EntryCard
from hsdclient.standing import SIDE_WORDS
from hsdclient.words import _, language
from ui import icons, standing_looks, theme
from ui.parts.badges import BadgeLabel
from ui.parts.flow import flowing
from ui.parts.labels import Caption, PlainLabel

PAPERS_NAMED = 4


class EntryView(QFrame):
    """Each signal carries the entry's key: to be corrected, to get a document, to show its documents."""

    correct = Signal(int)
    attach = Signal(int)
    documents = Signal(int)

    def __init__(
        self, entry: EntryCard, by_key: Mapping[int, EntryCard], released_to: Collection[str], zone: str,
        writable: bool, evidence: Sequence[Evidence] = (), parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self.entry = entry
        theme.set_look(self, "card", True)
        day = dates.say(entry.dated, language())
        self.setAccessibleName(_("Progress of {day}").format(day=day))
        corrected = entry.corrected_by is not None
        top = QHBoxLayout()
        top.setSpacing(8)
        said = PlainLabel(f"{day} · {_(SIDE_WORDS[entry.side])}", role="emphasis")
        badges = [standing_looks.rag_badge(entry.rag)] if entry.rag else []
        badges += [standing_looks.status_badge(entry.status)] if entry.status else []
        # A badge goes to the next line rather than lose its word.
        top.addWidget(flowing(said, *(BadgeLabel(badge) for badge in badges), gap=8), 1)
        if writable and not corrected:
            button = QPushButton(_("Correct…"))
            button.setAccessibleName(_("Correct the entry of {day}").format(day=day))
            theme.set_look(button, "flat", True)
            button.clicked.connect(self._pressed)
            top.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 8, 12, 8)
        column.setSpacing(4)
        column.addLayout(top)
        colour = "secondary" if corrected else "text"
        column.addWidget(PlainLabel(entry.text, wrap=True, selectable=True, colour=colour))
        told = ((_("Reason for pendency: {text}"), entry.reason), (_("Next step: {text}"), entry.next_step))
        for label, words in told:
            if words:
                column.addWidget(PlainLabel(label.format(text=words), wrap=True, selectable=True, colour="secondary"))
        column.addWidget(Caption(self._caption(by_key, released_to, zone)))
        papers = [self._papers(evidence, day)] if evidence else []
        papers += [self._attach(day)] if writable else []
        if papers:
            column.addWidget(flowing(*papers, gap=4))

    def _papers(self, evidence: Sequence[Evidence], day: str) -> QPushButton:
        """The documents of this entry by number; a click goes to them."""
        shown = [one.document.reference for one in evidence[:PAPERS_NAMED]]
        more = len(evidence) - len(shown)
        words = ", ".join(shown) + (" " + _("and {count} more").format(count=more) if more else "")
        button = QPushButton(icons.icon("attach", "link"), words)
        button.setAccessibleName(_("Documents of the entry of {day}: {words}").format(day=day, words=words))
        button.clicked.connect(self._documents_pressed)
        theme.set_look(button, "flat", True)
        return button

    def _attach(self, day: str) -> QPushButton:
        button = QPushButton(_("Attach to this entry…"))
        button.setAccessibleName(_("Attach to the entry of {day}").format(day=day))
        button.clicked.connect(self._attach_pressed)
        theme.set_look(button, "flat", True)
        return button

    def _caption(self, by_key: Mapping[int, EntryCard], released_to: Collection[str], zone: str) -> str:
        entry = self.entry
        recorded = dates.say(clock.instant(entry.recorded_at).astimezone(ZoneInfo(zone)).date(), language())
        said = [_("recorded {day} by {officer}").format(day=recorded, officer=entry.officer or "–")]
        if released_to:
            said.append(_("released to {sides}").format(sides=", ".join(sorted(released_to))))
        old, new = by_key.get(entry.corrects or 0), by_key.get(entry.corrected_by or 0)
        if old is not None:
            said.append(_("corrects the entry of {day}").format(day=dates.say(old.dated, language())))
        if new is not None:
            said.append(_("corrected by the entry of {day}").format(day=dates.say(new.dated, language())))
        return " · ".join(said)

    def _pressed(self) -> None:
        self.correct.emit(self.entry.key)

    def _attach_pressed(self) -> None:
        self.attach.emit(self.entry.key)

    def _documents_pressed(self) -> None:
        self.documents.emit(self.entry.key)
