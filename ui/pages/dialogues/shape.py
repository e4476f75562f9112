"""A round or meeting as its page shows it: words, columns, filters, fields, tabs and its own acts."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from typing import Any, ClassVar

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from hsdclient import errors, meetings, reference_dialogues
from hsdclient.fields import Choice, Field
from hsdclient.meetings import KIND_WORDS, STATE_WORDS, MeetingCard, MeetingDraft, MeetingQuery, MeetingRow
from hsdclient.session import Read
from hsdclient.words import N_, _
from ui.desk import Desk
from ui.ledger import tabs
from ui.ledger.book import Book, of_words
from ui.ledger.details_tab import DetailsTab
from ui.ledger.page import LedgerPage
from ui.ledger.shape import Shape, TabSpec, Words
from ui.pages.dialogues import lists, looks
from ui.pages.dialogues.agenda_tab import AgendaTab
from ui.pages.dialogues.both_sides import BothSides
from ui.pages.dialogues.deadlines import Deadlines
from ui.pages.dialogues.delegations_tab import DelegationsTab
from ui.pages.dialogues.minutes_tab import MinutesTab
from ui.pages.dialogues.scorecard_tab import ScorecardTab
from ui.parts.badges import Badge
from ui.parts.filter_query import FilterDef
from ui.parts.rows import Column

KNOWN = N_("Known rounds and meetings added")


class DialoguesShape(Shape):
    """Dialogue rounds, meetings of working groups and others."""

    noun = "meetings"
    page = "dialogues"
    drawing = "dialogue"
    core: ClassVar[Any] = meetings
    draft = MeetingDraft
    asked = MeetingQuery
    words = Words(
        title=N_("Dialogues"),
        trash=N_("Dialogues in the trash"),
        new=N_("New round or meeting"),
        record=N_("The meeting"),
        choose=N_("Choose a round or meeting from the list."),
        parts=N_("Parts of the meeting"),
        none_yet=N_("No round or meeting is here yet. Record the first, or add the known rounds (More)."),
        no_match=N_("No round or meeting matches these filters."),
        many=N_("{count} meetings"),
        recorded=N_("Meeting recorded"),
        amended=N_("Meeting amended"),
        discarded=N_("Meeting discarded"),
        many_discarded=N_("Meetings discarded"),
        recovered=N_("Meeting recovered"),
        many_recovered=N_("Meetings recovered"),
        released=N_("Meeting released"),
        taken_back=N_("Release of a meeting taken back"),
    )
    columns = (
        Column("reference", N_("Code"), 98, kind="reference"),
        Column("starts", N_("Days"), 128),
        Column("differs", N_("Sides"), 116, kind="badge", sortable=False),
        Column("title", N_("Title"), 220, grows_from=560),
        Column("state", N_("State"), 104, kind="badge"),
        Column("commitments", N_("Commitments"), 100, kind="number", sortable=False),
        Column("decisions", N_("Decisions"), 84, kind="number", sortable=False),
        Column("place", N_("Place"), 120),
        Column("kind", N_("Kind"), 160),
        Column("group", N_("Group"), 64),
        Column("documents", N_("Documents"), 92, kind="number", sortable=False),
        Column("released_to", N_("Released to"), 90, sortable=False),
        Column("marking", N_("Marking"), 110, default_visible=False),
    )
    watched = frozenset({"meetings", "meeting_sides", "attendees", "agenda_items", "decisions", "meeting_deadlines",
                         "commitments", "fulfilments", "joint_actions", "document_links", "contacts"})  # fmt: skip
    many: ClassVar[Mapping[str, str]] = {"kind": "kinds", "group": "groups", "state": "states", "marking": "marking"}
    flags = ("differs",)
    first_sort = ("starts", True)
    open_lists = ("marking", "time_zone", "previous", "contact")
    quick = ("kind", "group", "title_in", "title_us", "starts_in", "ends_in", "starts_us", "ends_us", "date_open",
             "timing", "place", "virtual", "state", "marking")  # fmt: skip

    fixed = frozenset({"kind"})
    sought = ("kind", "group", "forum", "starts_in", "ends_in", "starts_us", "ends_us", "state")

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._page: LedgerPage | None = None
        self._overlaps: dict[int, list[str]] = {}

    # -- the list ---------------------------------------------------------------------------------------------

    def filters(self, book: Book) -> list[FilterDef]:
        return [
            FilterDef("kind", N_("Kind"), "choices", kinds),
            FilterDef("group", N_("Group"), "choices", book.source("groups")),
            FilterDef("state", N_("State"), "choices", states),
            FilterDef("after", N_("From"), "text", hint=N_("2024, 2024-02 or 2024-02-28")),
            FilterDef("before", N_("Until"), "text", hint=N_("2024, 2024-02 or 2024-02-28")),
            FilterDef("differs", N_("Sides differ"), "flag", token="is:differs"),
            FilterDef("marking", N_("Marking"), "choices", book.source("markings")),
        ]

    def line(self, row: MeetingRow) -> dict[str, object]:
        return {
            "reference": row.reference,
            "starts": looks.when(row),
            "title": row.title(),
            "state": looks.state_badge(row.state),
            "differs": looks.differs_badges(row),
            "commitments": row.commitments,
            "decisions": row.decisions,
            "place": looks.where(row),
            "kind": looks.kind_word(row.kind),
            "group": row.group,
            "documents": row.documents,
            "released_to": ", ".join(row.released_to),
            "marking": row.marking,
        }

    # -- one record -------------------------------------------------------------------------------------------

    def card(self, rx: Read, key: int) -> MeetingCard:
        found = meetings.card(rx, key)
        self._overlaps[key] = meetings.overlaps(rx, meetings.draft_of(rx, key), other_than=key)
        return found

    def cautions(self, card: MeetingCard) -> Sequence[str]:
        return overlapping(self._overlaps.get(card.key, ()))

    def title(self, card: MeetingCard) -> str:
        return card.row.title() or card.row.reference

    def badges(self, card: MeetingCard) -> list[Badge]:
        return [looks.state_badge(card.row.state), *looks.differs_badges(card.row)]

    def said(self, card: MeetingCard) -> list[str]:
        row = card.row
        return [looks.kind_word(row.kind), row.group or row.forum, looks.when(row), looks.where(row)]

    def detail_fields(self) -> list[Field]:
        return [one for one in super().detail_fields() if one.key != "minutes"]  # they have a tab of their own

    def values(self, card: MeetingCard) -> dict[str, object]:
        row, partner = card.row, card.sides["US" if card.row.own == "IN" else "IN"]
        found: dict[str, object] = {}
        for one in self.detail_fields():
            name, _cut, side = one.key.rpartition("_")
            if side in ("in", "us") and name:
                value: Any = getattr(card.sides[side.upper()], name)
            elif one.key == "code":
                value = row.reference
            elif one.key in ("received_on", "source"):
                value = getattr(partner, one.key)
            else:
                value = self.of(card, one.key)
            found[one.key] = value.isoformat() if hasattr(value, "isoformat") else "" if value is None else value
        return found

    def shown_rows(self, values: Mapping[str, object]) -> Mapping[str, bool]:
        kind = values.get("kind")
        return {"group": kind != "round", "forum": kind == "other", "timing": bool(values.get("date_open"))}

    def warnings(self, values: Mapping[str, object]) -> Sequence[str]:
        found = []
        if values.get("title_in") and values.get("title_us") and values.get("title_in") != values.get("title_us"):
            found.append(_("The titles differ; both are kept."))
        one = (values.get("starts_in"), values.get("ends_in") or values.get("starts_in"))
        other = (values.get("starts_us"), values.get("ends_us") or values.get("starts_us"))
        if one[0] and other[0] and one != other:
            found.append(_("The days differ; both are kept, side by side."))
        return found

    def seek(self, rx: Read, values: Mapping[str, object]) -> Sequence[str]:
        with suppress(errors.Refused):  # a group or day that is not typed to its end
            return overlapping(meetings.overlaps(rx, self.make(values)))
        return ()

    def sources(self, book: Book, values: Callable[[], Mapping[str, object]]) -> dict[str, Any]:
        return super().sources(book, values) | {
            "meeting_kinds": kinds, "meeting_states": states, "time_zones": lists.clocks,
        }  # fmt: skip

    # -- tabs and acts ----------------------------------------------------------------------------------------

    def tabs(self) -> Sequence[TabSpec]:
        return (
            TabSpec("overview", N_("Overview"), overview),
            TabSpec("scorecard", N_("Scorecard"), ScorecardTab, count_of("commitments")),
            TabSpec("agenda", N_("Agenda"), AgendaTab, count_of("agenda")),
            TabSpec("minutes", N_("Decisions"), MinutesTab, count_of("decisions")),
            TabSpec("delegations", N_("Delegations"), DelegationsTab, count_of("attendees")),
            tabs.DOCUMENTS,
            tabs.RELEASE,
            tabs.HISTORY,
        )

    def acts(self, page: LedgerPage) -> Sequence[QAction]:
        self._page = page
        self.scorecard = page.act(_("Scorecard"), "reports", self._scorecard, "Ctrl+Shift+B")
        self.read = page.act(_("Read a readout…"), "document", self._read, "Ctrl+Shift+T")
        return (self.scorecard, self.read)

    def more_acts(self, page: LedgerPage) -> Sequence[QAction]:
        self.brief = page.act(_("Print the brief for this round…"), "print", self._brief)
        self.minutes = page.act(_("Print the minutes…"), "print", self._minutes)
        self.commitments = page.act(_("Print the readout's commitments…"), "print", self._commitments)
        self.known = page.act(_("Add the known rounds and meetings"), "add", self._known)
        printed = (self.brief, self.minutes, self.commitments)
        return (*printed, self.known) if self.desk.writable else printed

    def enable(self, page: LedgerPage, card: MeetingCard | None) -> None:
        live = card is not None and not card.row.discarded
        for act in (self.scorecard, self.brief, self.minutes, self.commitments):
            act.setEnabled(live)
        self.read.setEnabled(live and self.desk.writable)

    def _card(self) -> MeetingCard | None:
        return self._page.card() if self._page is not None else None

    def _scorecard(self) -> None:
        card = self._card()
        if card is not None:
            self.desk.go.emit("dialogues", {"scorecard": card.key})

    def _read(self) -> None:
        card = self._card()
        if card is not None and self._page is not None and QApplication.activeModalWidget() is None:
            from ui.readouts.dialog import read_readout  # lazy: wanted now and then

            read_readout(self.desk, self._page.window(), card.row.reference)

    def _print(self, kind: str) -> None:
        card = self._card()
        if card is not None:
            self.desk.go.emit("reports", {"kind": kind, "round": card.row.reference})

    def _brief(self) -> None:
        self._print("round-brief")

    def _minutes(self) -> None:
        self._print("minutes")

    def _commitments(self) -> None:
        self._print("commitments")

    def _known(self) -> None:
        self.desk.write(KNOWN, reference_dialogues.add_known_rounds, then=self._added)

    def _added(self, made: Sequence[Any]) -> None:
        said = _("{count} known rounds and meetings added").format(count=len(made))
        self.desk.notice.emit(said if made else _("The known rounds and meetings are all here."),
                              self.desk.undo if made else None)  # fmt: skip


class Above(QWidget):
    """What stands above the fields: both sides' versions, and what is due before the meeting."""

    def __init__(self, detail: Any) -> None:
        super().__init__()
        self.sides, self.deadlines = BothSides(detail.desk.facts.side), Deadlines(detail)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.sides)
        column.addWidget(self.deadlines)

    def show_card(self, card: MeetingCard) -> None:
        """Show both of `card`."""
        self.sides.show_card(card)
        self.deadlines.show_card(card)

    def leave(self) -> None:
        """Nothing is ever half done here."""


def overview(detail: Any, parent: Any) -> DetailsTab:
    """The fields, with both sides' versions and the deadlines above them."""
    return DetailsTab(detail, parent, above=Above(detail))


def overlapping(codes: Sequence[str]) -> tuple[str, ...]:
    """The warning that other meetings of the same group or forum lie on the same days; nothing when none does."""
    if not codes:
        return ()
    return (_("The days overlap with {codes}; check the dates.").format(codes=", ".join(codes)),)


def count_of(name: str) -> Callable[[MeetingCard], int]:
    """How many of `name` a card holds."""

    def count(card: MeetingCard) -> int:
        return len(getattr(card, name))

    return count


def kinds() -> list[Choice]:
    """Round, working group meeting, other."""
    return of_words(KIND_WORDS)


def states() -> list[Choice]:
    """Planned, held, cancelled."""
    return of_words(STATE_WORDS)
