"""The search page: joins the rooms of this package. The language of a question and what is found are the core's."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Final

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QToolButton, QVBoxLayout, QWidget

from hsdclient import errors, finding, joint_actions, view_states
from hsdclient.finding import Facets, Hit, Hits, Question
from hsdclient.store import Slow
from hsdclient.words import N_, _, language
from ui import icons, theme, whereabouts
from ui.desk import Desk
from ui.pages.search import asking
from ui.pages.search.facets import FacetPanel
from ui.pages.search.field import SearchField
from ui.pages.search.preview import HitPreview
from ui.pages.search.recent import Recent
from ui.pages.search.results import HitList
from ui.parts.announce import announce
from ui.parts.labels import Caption, set_tooltip
from ui.parts.numbers import grouped
from ui.parts.panes import Splitter
from ui.parts.remark import Remark

DEBOUNCE_MS: Final = 60
COUNT_MS: Final = 150  # of rest before everything found is counted: counting reads every hit
SLOW_MS: Final = 2_000
FIRST, STRETCH = 30, 100  # hits of the first stretch and of each further one
WIDE: Final = 800  # pixels at 100 %: from here on the facets have a place of their own
PREVIEWED: Final = 560  # below, the hits alone
HINT: Final = N_(
    "Filters: noun:action, commitment or document · type:letter · kind:pdf · group:CN · lead:DRI · marking:TLP:GREEN · "
    "after:2024-02 · before:2024-06-30 — \"words in this order\" · begin*"
)


class SearchPage(QWidget):
    """`activate` takes {"text": …}; without it the field keeps what was asked."""

    KEY: ClassVar[str] = "search"
    painted = Signal()
    """The hits of a question are in the list (for those who measure)."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._question = Question()
        self._remembered: list[str] = []
        self._groups: dict[str, str] = {}
        self._facets, self._facets_of = Facets(), Question()
        self._stale = self._waiting = self._enter_next = False
        self.field = SearchField()
        self.field.textChanged.connect(self._typed)
        self.field.down.connect(self._down)
        self.field.entered.connect(self._entered)
        self.count = Caption("", wrap=False)
        self.help = QToolButton()
        self.help.setIcon(icons.icon("help", "secondary"))
        self.help.setCheckable(True)
        self.help.setChecked(True)
        self.help.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.help.setAccessibleName(_("What can be written here"))
        set_tooltip(self.help, _("What can be written here"))
        self.hint = Caption(_(HINT))
        self.help.toggled.connect(self.hint.setVisible)
        self.remark = Remark("warning", "amber")
        self.unread = QPushButton()
        theme.set_look(self.unread, "flat", True)
        self.unread.clicked.connect(self._to_unread)
        self.unread.hide()
        self.facets = FacetPanel()
        self.facets.pressed.connect(self._narrow)
        self.list = HitList()
        self.recent = Recent(self.list.viewport())
        self.preview = HitPreview(desk)
        parts = (("facets", self.facets, 0), ("list", self._middle(), 3), ("preview", self.preview, 2))
        self.splitter = Splitter(parts)
        self.splitter.setSizes([theme.px(180), theme.px(460), theme.px(420)])
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(DEBOUNCE_MS)
        self._timer.timeout.connect(self._ask)
        self._counting = QTimer(self)
        self._counting.setSingleShot(True)
        self._counting.timeout.connect(self._count)
        self._lay_out()
        self._connect()
        self._restore()
        self._ask()

    def _middle(self) -> QWidget:
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.list, 1)
        column.addWidget(self.unread)
        holder.setMinimumWidth(theme.px(240))
        return holder

    def _lay_out(self) -> None:
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(self.field, 1)
        line.addWidget(self.count)
        line.addWidget(self.help)
        top = QVBoxLayout()
        top.setContentsMargins(12, 12, 12, 8)
        top.setSpacing(6)
        top.addLayout(line)
        top.addWidget(self.hint)
        top.addWidget(self.remark)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(top)
        column.addWidget(self.splitter, 1)
        self.setMinimumWidth(theme.px(320))  # what does not fit is folded; its room must not hold the window open
        self.setFocusProxy(self.field)

    def _connect(self) -> None:
        self.list.opened.connect(self._open)
        self.list.current.connect(self._current)
        self.list.leave.connect(self.find)
        self.list.typed.connect(self._type_on)
        self.list.hits.more_wanted.connect(self._ask_more)
        self.list.empty.pressed.connect(self._drop_filters)
        self.preview.open_wanted.connect(self._open_current)
        self.recent.chosen.connect(self.ask)
        self._desk.changed.connect(self._changed)

    # -- what the window asks -------------------------------------------------------------------------------

    def title(self) -> str:
        """The page's name."""
        return _("Search")

    def activate(self, argument: object = None) -> None:
        """Put the keyboard into the field; ask what `argument` names, or again what was asked."""
        asked = argument.get("text") if isinstance(argument, Mapping) else None
        if isinstance(asked, str) and asked != self.field.text():
            self.ask(asked)
        elif self._stale:
            self._ask()
        self._current(self.list.chosen())
        self._desk.read(self._know_groups, joint_actions.counts, latest="search/groups")
        self._desk.read(self._know_unread, finding.unread, latest="search/unread")
        self.find()

    def view_state(self) -> dict[str, object]:
        """What is asked: fit for `activate` after a lock or a change of language."""
        return {"text": self.field.text()}

    def find(self) -> None:  # type: ignore[override]  # Qt's static find(window id) is never meant on a page
        """The field, with what stands there selected."""
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.selectAll()

    def panes(self) -> list[QWidget]:
        """What F6 goes between."""
        return [self.field, self.facets, self.list, self.preview]

    def tab_parts(self) -> list[QWidget]:
        """What Tab goes through, in the order of the screen."""
        return [self.field, self.help, self.facets, self.list, self.unread, self.preview]

    def leave(self) -> None:
        """Remember the question and the frame; let go of the document."""
        self._remember()
        self.preview.rest()

    # -- asking ---------------------------------------------------------------------------------------------

    def ask(self, text: str) -> None:
        """Put a question into the field and ask it at once."""
        self.field.setText(text)
        self._ask()

    def _typed(self, _text: str) -> None:
        self._counting.stop()
        self._desk.drop_latest("search/facets")  # it would stand in the way of the next hits
        self._timer.start()

    def _type_on(self, letters: str) -> None:
        self.field.setFocus()
        self.field.setText(self.field.text() + letters)

    def _ask(self) -> None:
        self._timer.stop()
        self._stale = self._enter_next = False
        self._question = question = finding.parse(self.field.text(), typing=True)
        self._waiting = not question.empty
        if question.empty:
            self._desk.drop_latest("search/hits", "search/facets")
            self._say_remarks(question.remarks)
            self._nothing_asked()
            return
        self._desk.read(self._found, _first, question, latest="search/hits", limit_ms=SLOW_MS, failed=self._failed)

    def _ask_more(self, first: int) -> None:
        self._desk.read(
            self._found_more, finding.hits, self._question, latest="search/more", limit_ms=SLOW_MS,
            failed=self._no_more, first=first, count=STRETCH,
        )  # fmt: skip

    def _found(self, told: tuple[Question, Hits]) -> None:
        question, hits = told
        if question != self._question:
            return
        self._waiting = False
        self.recent.hide()
        self.list.put(hits.found, more=hits.more)
        if self._enter_next:
            self.list.enter()
        self._say_remarks(hits.remarks)
        if not hits.found:
            self._no_match()
        else:
            self.list.say_empty("")
        self.painted.emit()
        self._counting.start(COUNT_MS if hits.found else 0)

    def _count(self) -> None:
        self._desk.read(
            self._counted, _counts, self._question, self.list.hits.whole(),
            latest="search/facets", limit_ms=SLOW_MS, failed=self._not_counted,
        )  # fmt: skip

    def _found_more(self, hits: Hits) -> None:
        self.list.hits.add(hits.found, more=hits.more)
        if not hits.more:
            self._counting.start(0)

    def _no_more(self, _error: errors.HsdError) -> None:
        self.list.hits.add((), more=False)

    def _counted(self, told: tuple[Question, Facets, tuple[Hit, ...]]) -> None:
        question, facets, apart = told
        if question == self._question:
            if apart:
                self.list.hits.add(apart, more=False)
                self.list.say_empty("")
            self._facets, self._facets_of = facets, question
            self._show_facets()
            self._say_count(facets.total)

    def _show_facets(self) -> None:
        self.facets.show_facets(self._facets, self._question, self._groups)

    def _not_counted(self, _error: errors.HsdError) -> None:
        self.facets.clear()
        self.count.setText(_("more than can be counted"))

    def _failed(self, error: errors.HsdError) -> None:
        said = _("This search takes too long. Add a word or a filter.") if isinstance(error, Slow) else error.sentence
        self._waiting = False
        self.list.put((), more=False)
        self.facets.clear()
        self.count.setText("")
        self.recent.hide()
        self.list.say_empty(said, drawing="warning")
        self.painted.emit()

    def _say_count(self, total: int) -> None:
        said = _("1 found") if total == 1 else _("{count} found").format(count=grouped(total))
        if said != self.count.text():
            self.count.setText(said)
            announce(self, said)

    def _say_remarks(self, remarks: tuple[str, ...]) -> None:
        self.remark.say(" ".join(remarks))

    def _nothing_asked(self) -> None:
        self.list.put((), more=False)
        self.facets.clear()
        self.count.setText("")
        if self._remembered:
            self.list.say_empty("")
            self.recent.offer(self._remembered)
        else:
            self.recent.hide()
            self.list.say_empty(_("Type a word: it is looked for in every record and in what the documents say."))

    def _no_match(self) -> None:
        filtered = self._question.filtered
        said = _("Nothing matches every word.") if not filtered else _("Nothing matches every word and filter.")
        self.list.say_empty(said, _("Drop the filters") if filtered and self._question.terms else "")

    def _drop_filters(self) -> None:
        self.ask(asking.without(self.field.text()))
        self.field.setFocus()

    def _narrow(self, key: str, value: str) -> None:
        self.ask(asking.toggled(self.field.text(), key, value))

    # -- the hit --------------------------------------------------------------------------------------------

    def _current(self, hit: object) -> None:
        self.preview.show_hit(hit if isinstance(hit, Hit) else None, self._question)

    def _open_current(self) -> None:
        hit = self.list.chosen()
        if hit is not None:
            self._open(hit)

    def _open(self, hit: Hit) -> None:
        self._remember()
        if hit.noun == "documents":
            words = self.preview.word(hit)
            whereabouts.show(self._desk, "documents", hit.key, page=hit.page or 1, words=words)
        else:
            whereabouts.show_hit(self._desk, hit.noun, hit.key, hit.action_key)

    # -- what stands around ---------------------------------------------------------------------------------

    def _know_groups(self, counts: list[joint_actions.GroupCount]) -> None:
        hindi = language() == "hi"
        self._groups = {one.code: f"{one.code} · {(hindi and one.name_hi) or one.name_en}" for one in counts}
        if self.facets.lines:
            self._show_facets()

    def _know_unread(self, count: int) -> None:
        said = _("1 document has no searchable text") if count == 1 else _("{count} documents have no searchable text")
        self.unread.setText(said.format(count=grouped(count)))
        self.unread.setVisible(bool(count))

    def _to_unread(self) -> None:
        self._desk.go.emit("documents", {"unread": True})

    def _changed(self, change: Any) -> None:
        """What was found may be there no more: ask again when the page is seen."""
        if not set(change.nouns) & _SEARCHED:
            return
        if self.isVisible() and not self._question.empty:
            self._timer.start()
        else:
            self._stale = True

    def _remember(self) -> None:
        if not self._question.empty and self.list.hits.rowCount():
            self._remembered = asking.remembered(self._remembered, self.field.text())
        self._keep()

    def _keep(self) -> None:
        body = {"recent": self._remembered, "hint": self.help.isChecked(), "panes": self._panes_state()}
        self._desk.keep_view(self.KEY, body)

    def _panes_state(self) -> dict[str, object]:
        return {**self.splitter.state(), "folded": []}  # what is folded is the width's doing

    def _restore(self) -> None:
        kept = self._desk.peek(view_states.kept, self._desk.officer.key, self.KEY) or {}
        recent, panes = kept.get("recent"), kept.get("panes")
        if isinstance(recent, list):
            self._remembered = [one for one in recent if isinstance(one, str)][: asking.MOST_RECENT]
        if isinstance(panes, dict):
            self.splitter.restore(panes)
        if kept.get("hint") is False:
            self.help.setChecked(False)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.splitter.fold("facets", self.width() < theme.px(WIDE))
        self.splitter.fold("preview", self.width() < theme.px(PREVIEWED))

    def _down(self) -> None:
        if not self.list.enter():
            self.recent.enter()

    def _entered(self) -> None:
        """Go to the first hit; to that of the question that stands in the field when its answer is still to come."""
        if self._timer.isActive():
            self._ask()
        self._enter_next = self._waiting
        if not self._waiting:
            self.list.enter()


_SEARCHED: Final = {
    "joint_actions", "action_sides", "action_tags", "progress_entries", "documents", "document_versions",
    "document_pages", "document_links", "meetings", "meeting_sides", "agenda_items", "decisions", "attendees",
    "agreements", "commitments", "commitment_sides", "requests", "replies", "chasers", "contacts", "posts_held", "runs",
    "courses", "needs", "trainees",
}  # fmt: skip


def _first(rx: Any, question: Question) -> tuple[Question, Hits]:
    return question, finding.hits(rx, question, count=FIRST)


def _counts(rx: Any, question: Question, whole: bool) -> tuple[Question, Facets, tuple[Hit, ...]]:
    """How many there are; when all others are shown, the documents in which the words stand apart too."""
    return question, finding.facets(rx, question), finding.scattered(rx, question) if whole else ()
