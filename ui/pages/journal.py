"""The journal: every act with its sentence, who, when; beside it what the act changed, in words.

Looks only; the journal cannot be changed.
"""

from __future__ import annotations

from array import array
from collections.abc import Mapping, Sequence
from contextlib import suppress
from typing import Any, ClassVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QScrollArea, QVBoxLayout, QWidget

from hsdclient import codes, dates, errors, history, officers, titles, view_states
from hsdclient.fields import Choice
from hsdclient.history import FieldChange, JournalFilter, JournalLine
from hsdclient.session import Read
from hsdclient.words import N_, _, language
from ui import theme, whereabouts
from ui.desk import Desk
from ui.parts.chips import FilterBar
from ui.parts.filter_query import FilterDef
from ui.parts.labels import Caption, PlainLabel, Section
from ui.parts.panes import PageHeader, Splitter
from ui.parts.rows import Column, RowsModel
from ui.parts.table import RowsTable

_NOUNS = {
    "joint_actions": N_("Joint actions"), "action_sides": N_("Status, RAG and due dates"),
    "progress_entries": N_("Progress"), "figures": N_("Figures"), "releases": N_("Releases"),
    "meetings": N_("Rounds and meetings"), "decisions": N_("Decisions"), "commitments": N_("Commitments"),
    "commitment_sides": N_("Assessments"), "fulfilments": N_("What carries out what"), "agreements": N_("Agreements"),
    "requests": N_("Requests"), "replies": N_("Replies"), "contacts": N_("Contacts"),
    "responsibles": N_("Who answers for what"), "runs": N_("Training runs"), "courses": N_("Courses"),
    "needs": N_("Training needs"), "trainees": N_("Trainees"), "nominations": N_("Nominations"),
    "gates": N_("Vetting or clearance"), "attendance": N_("Attendance"), "scores": N_("Scores"),
    "certificates": N_("Certificates"), "evaluations": N_("Evaluations"),
    "documents": N_("Documents"), "document_versions": N_("Versions of documents"),
    "document_links": N_("Evidence"), "reports": N_("Reports"), "officers": N_("Officers"), "agencies": N_("Agencies"),
    "working_groups": N_("Working groups"), "indicators": N_("Indicators"), "workspace": N_("Workspace"),
}  # fmt: skip


class JournalPage(QWidget):
    """`argument` may hold filters: {"text": …, "noun": …}."""

    KEY: ClassVar[str] = "journal"

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._officers: list[Choice] = []
        self._total = 0
        self.header = PageHeader()
        self.header.set_title(_("Journal"), _("Every act, with who and when. Nothing in it can be changed."))
        self.bar = FilterBar(
            (
                FilterDef("officer", N_("Officer"), "choice", self._officer_choices, "by"),
                FilterDef("noun", N_("What"), "choice", _noun_choices, "what"),
            )
        )
        self.bar.changed.connect(self._filter)
        self._model = RowsModel(
            (
                Column("at", N_("When"), 165, sortable=False, show=self._when),
                Column("officer", N_("Who"), 110, sortable=False),
                Column("sentence", N_("What was done"), 190, sortable=False),
                Column("references", N_("References"), 140, kind="reference", sortable=False),
                Column("nouns", N_("Records"), 200, sortable=False),
                Column("workstation", N_("Workstation"), 140, sortable=False, default_visible=False),
            ),
            self._block,
            self,
        )
        self._model.block_wanted.connect(self._fetch)
        self.table = RowsTable(self._model, _("Journal"))
        self.table.set_density(str(_density()))
        self.table.set_empty(_("Nothing is in the journal yet."), "", _("No act matches the filter."), _("Clear"))
        self.table.empty_pressed.connect(self._clear)
        self.table.current_changed.connect(self._current)
        self.table.opened.connect(self._open)
        self.table.typed.connect(self.bar.type_into_search)
        self.table.layout_changed.connect(self._keep)
        self.bar.leave.connect(self.table.setFocus)
        self.detail = _ActDetail()
        self.detail.open_wanted.clicked.connect(self._open_record)
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(12, 0, 12, 8)
        column.setSpacing(8)
        column.addWidget(self.bar)
        column.addWidget(self.table, 1)
        self.splitter = Splitter([("list", left, 3), ("detail", self.detail, 2)])
        self.splitter.setSizes([theme.px(740), theme.px(340)])
        self.splitter.changed.connect(self._keep)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.header)
        whole.addWidget(self.splitter, 1)
        self._restore()
        desk.changed.connect(self._changed)

    def title(self) -> str:
        """The page's name."""
        return _("Journal")

    def activate(self, argument: object) -> None:
        """Read the journal again; filters of `argument` are put in force."""
        if isinstance(argument, Mapping) and (wanted := {k: v for k, v in argument.items() if k in _FILTERS}):
            self.bar.set_values(wanted)
        self._desk.read(self._know_officers, officers.listing, latest="journal officers", disabled=True)
        self._load()

    def leave(self) -> None:
        """Remember the view."""
        self._keep()

    def find(self) -> None:  # type: ignore[override]
        """The search field."""
        self.bar.focus_search()

    def view_state(self) -> dict[str, object]:
        """The filters in force."""
        return dict(self.bar.values())

    def panes(self) -> Sequence[QWidget]:
        """What F6 goes through."""
        return [self.splitter.pane("list"), self.detail]

    # --- inside ---------------------------------------------------------------------------------------

    def _officer_choices(self) -> list[Choice]:
        return self._officers

    def _know_officers(self, rows: list[officers.OfficerRow]) -> None:
        self._officers = [Choice(str(row.key), row.name) for row in rows]
        self.bar.retranslate()

    def _query(self) -> JournalFilter:
        values = self.bar.values()
        officer = str(values.get("officer") or "")
        return JournalFilter(
            int(officer) if officer.isdigit() else None,
            noun=str(values.get("noun") or ""),
            text=str(values.get("text") or ""),
        )

    def _load(self) -> None:
        self._desk.read(self._show, _ids, self._query(), latest="journal")

    def _show(self, found: tuple[array[int], int]) -> None:
        ids, self._total = found
        self.table.set_filtered(bool(self.bar.values()))
        self._model.set_ids(ids)
        self.bar.set_counts(len(ids), self._total)
        if self.table.current_id() is None and len(ids):
            self.table.select_id(ids[0])

    def _filter(self, _values: dict[str, object]) -> None:
        self._load()
        self._keep()

    def _clear(self, _kind: str) -> None:
        self.bar.clear()

    def _block(self, ids: Sequence[int]) -> list[JournalLine | None] | None:
        return self._desk.peek(history.acts, list(ids))

    def _fetch(self, start: int, ids: Sequence[int]) -> None:
        generation = self._model.generation

        def arrived(rows: list[JournalLine | None]) -> None:
            self._model.block_arrived(start, rows, generation)

        self._desk.read(arrived, history.acts, list(ids))

    def _when(self, at: object) -> str:
        return dates.say_time(at, self._desk.facts.time_zone, language())  # type: ignore[arg-type]

    def _current(self, seq: object) -> None:
        if isinstance(seq, int):
            line = self._model.row_at(self.table.currentIndex().row())
            if isinstance(line, JournalLine):
                self._tell([line])
            else:  # its block is still on the way
                self._desk.read(self._tell, history.acts, [seq], latest="journal line")
            self._desk.read(self.detail.show_changes, history.of_act, seq, latest="journal act")
        else:
            self.detail.forget()

    def _tell(self, lines: list[JournalLine | None]) -> None:
        if lines and lines[0] is not None:
            self.detail.show_line(lines[0], self._when(lines[0].at))

    def _open(self, _seq: object) -> None:
        self._open_record()

    def _open_record(self) -> None:
        line = self._model.row_at(self.table.currentIndex().row())
        if isinstance(line, JournalLine) and line.references:
            self._desk.read(self._go, _place_of, line.references[0], latest="journal record")

    def _go(self, place: tuple[str, dict[str, object]] | None) -> None:
        if place is not None:
            self._desk.go.emit(*place)

    def _changed(self, _change: Any) -> None:
        if self.isVisible():
            self._load()

    def _keep(self) -> None:
        self._desk.keep_view(self.KEY, {"table": self.table.state(), "panes": self.splitter.state()})

    def _restore(self) -> None:
        kept = self._desk.peek(view_states.kept, self._desk.officer.key, self.KEY) or {}
        table, panes = kept.get("table"), kept.get("panes")
        if isinstance(table, dict):
            self.table.restore({key: value for key, value in table.items() if key != "current"})
        if isinstance(panes, dict):
            self.splitter.restore(panes)


class _ActDetail(QWidget):
    """One act: its sentence and, entry by entry, what was and what is."""

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(_("What the act changed"))
        self.heading = Section("")
        self.heading.setWordWrap(True)
        self.about = Caption("")
        self.open_wanted = QPushButton(_("Open the record"))
        theme.set_look(self.open_wanted, "flat", True)
        self._inside = QWidget()
        self._column = QVBoxLayout(self._inside)
        self._column.setContentsMargins(0, 0, 8, 0)
        self._column.setSpacing(8)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setWidget(self._inside)
        area.setAccessibleName(_("Changes"))
        whole = QVBoxLayout(self)
        whole.setContentsMargins(12, 4, 12, 12)
        whole.setSpacing(8)
        whole.addWidget(self.heading)
        whole.addWidget(self.about)
        whole.addWidget(self.open_wanted, 0, Qt.AlignmentFlag.AlignLeft)
        whole.addWidget(area, 1)
        self.forget()

    def forget(self) -> None:
        """Show nothing."""
        self.heading.setText("")
        self.about.setText(_("Choose an act in the list to see what it changed."))
        self.open_wanted.hide()
        self.show_changes([])

    def show_line(self, line: JournalLine, when: str) -> None:
        """The act's sentence, who and when."""
        self.heading.setText(line.sentence)
        self.about.setText(f"{line.officer} · {when} · {line.workstation}")
        self.open_wanted.setVisible(bool(line.references))

    def show_changes(self, entries: list[tuple[str, tuple[FieldChange, ...]]]) -> None:
        """Each entry with its changes."""
        while (item := self._column.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        noun = ""
        for told, changes in entries:
            if told != noun and changes:
                self._column.addWidget(PlainLabel(told, role="emphasis"))
                noun = told
            for change in changes:
                self._column.addWidget(_change(change))
        self._column.addStretch(1)


def _change(change: FieldChange) -> QWidget:
    box = QWidget()
    column = QVBoxLayout(box)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    column.addWidget(Caption(change.label))
    if change.before and change.after:
        said = _("{before} → {after}").format(before=change.before, after=change.after)
    elif change.after:
        said = change.after
    else:
        said = _("{before} (taken away)").format(before=change.before)
    column.addWidget(PlainLabel(said, wrap=True, selectable=True))
    return box


_FILTERS = {"text", "noun", "officer"}


def _density() -> str:
    from hsdclient import settings  # the setting of the moment; the page is rebuilt when it changes

    return str(settings.load().get("row_density"))


def _noun_choices() -> list[Choice]:
    return [Choice(name, _(label)) for name, label in _NOUNS.items()]


def _ids(rx: Read, filters: JournalFilter) -> tuple[array[int], int]:
    found = history.act_ids(rx, filters)
    return found, len(found) if filters == JournalFilter() else len(history.act_ids(rx))


def _place_of(rx: Read, reference: str) -> tuple[str, dict[str, object]] | None:
    """The page of the record with this reference and what to tell it; None when it is no longer there."""
    with suppress(errors.Refused):
        noun, key = codes.any_record(rx, reference)
        found: dict[str, object] = {"record": key, "tab": "history"}
        if noun == "joint_actions":
            return noun, {"groups": (), **found}
        return whereabouts.page_of(noun), {"trash": titles.of(rx, noun, [key])[key].discarded, **found}
    return None
