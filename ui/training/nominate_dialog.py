"""The box in which somebody is nominated for a run: a new person, or one who is here already, found while typing.

Who is the same person, and whether there is a seat, is the core's to say.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QPushButton, QVBoxLayout, QWidget

from hsdclient import dates, errors
from hsdclient.fields import Choice, Field
from hsdclient.session import Read, Tx
from hsdclient.training import nominations, trainees
from hsdclient.training.nominations import Nominated, NominationQuery
from hsdclient.training.pipeline import CAME, SEATED
from hsdclient.training.trainees import TraineeDraft, TraineeQuery, TraineeRow
from hsdclient.words import N_, _, language
from ui import theme
from ui.desk import Desk
from ui.ledger.book import Book
from ui.ledger.shape import needed
from ui.parts.form_dialog import FormDialog
from ui.parts.labels import plain_tooltip
from ui.parts.remark import Remark
from ui.training import nominee_looks as looks

NOMINATED: Final = N_("Nominee recorded")
LOOK_MS: Final = 220
_MOST: Final = 6
_KEY: Final = int(Qt.ItemDataRole.UserRole)
_SOUGHT: Final = ("name", "name_hi", "service_number", "born", "side", "agency")
_LEFT_OUT: Final = frozenset({
    "retain_until", "release", "originator", "third_party", "permitted_by", "permitted_on", "permission_reference",
})  # fmt: skip
HOW: Final = {
    "service_number": N_("same service number"), "name": N_("same name and date of birth"),
    "likely": N_("may be the same person"),
}  # fmt: skip
SEAT: Final = "seat"
AS: Final = {
    SEAT: N_("A seat, or the waitlist when all are taken"), "waitlisted": N_("On the waitlist"),
    "substitute": N_("As a substitute"),
}  # fmt: skip


@dataclass(frozen=True)
class Known:
    """A person here who may be meant; `how` is '' for one whose name only begins alike."""

    row: TraineeRow
    how: str
    certain: bool


def find(rx: Read, draft: TraineeDraft) -> list[Known]:
    """Who is here already and may be meant, certain ones first. Runs on a pool thread."""
    found: dict[int, tuple[str, bool]] = {}
    if draft.name.strip() or draft.name_hi.strip() or draft.service_number.strip():
        for one in trainees.same_as(rx, draft):
            if not one.discarded:
                found[one.key] = (one.how, one.certain)
    words = draft.name.strip() or draft.name_hi.strip()
    if len(words) > 2:
        for key in trainees.ids(rx, TraineeQuery(text=words))[:_MOST]:
            found.setdefault(key, ("", False))
    rows = trainees.rows(rx, list(found)[:_MOST])
    return [Known(row, *found[row.key]) for row in rows if not row.purged_on]


def others(rx: Read, run: str) -> list[Choice]:
    """Those whose seat a substitute may take."""
    steps = tuple(step for step in sorted(SEATED) if step not in CAME)
    keys = nominations.ids(rx, NominationQuery(runs=(run,), steps=steps, sort="name"))
    return [Choice(str(row.key), " · ".join(filter(None, (looks.named(row), row.agency, row.side))))
            for row in nominations.rows(rx, keys)]  # fmt: skip


def nominate(tx: Tx, run: int, known: int | None, values: Mapping[str, Any]) -> tuple[str, Nominated]:
    """Nominate the person in hand, the one who is certainly the same, or a new one; name and what came of it."""
    asked, stood = str(values.get("as") or SEAT), str(values.get("for") or "")
    step = "" if asked == SEAT else asked
    key = known
    if key is None:
        draft = draft_of(values)
        sure = next((one for one in trainees.same_as(tx, draft) if one.certain and not one.discarded), None)
        key = sure.key if sure is not None else trainees.record(tx, draft).key
    first = int(stood) if step == "substitute" and stood else None
    done = nominations.nominate(tx, run, key, step=step, substitute_for=first)
    return trainees.rows(tx, [key])[0].name, done


def draft_of(values: Mapping[str, Any]) -> TraineeDraft:
    """The person as entered."""
    names = {one.key for one in person_fields()}
    given: dict[str, Any] = {key: value for key, value in values.items() if key in names}
    return TraineeDraft(**given)


def person_fields() -> list[Field]:
    """The fields of a person that are asked here; retention and release have their own places."""
    return [one for one in TraineeDraft.FIELDS if one.key not in _LEFT_OUT]


def form_fields() -> list[Field]:
    """Who is nominated, and as what."""
    section = N_("The nomination")
    return [
        *person_fields(),
        Field("as", N_("Nominated for"), "choice", required=True, choices="as", section=section),
        Field("for", N_("Stands by for"), "choice", choices="others", section=section,
              help=N_("Left empty: for anyone of the same side")),
    ]  # fmt: skip


class NominateDialog(FormDialog):
    """`nominated` carries the name and what the core gave back."""

    nominated = Signal(str, object)

    def __init__(self, desk: Desk, card: Any, book: Book, parent: QWidget | None = None) -> None:
        """`card` is the run's."""
        row = card.row
        said = looks.seats_line(row.seats, row.taken, row.waitlisted)
        self._desk, self._card = desk, card
        self.known: Known | None = None
        self._others: list[Choice] = []
        self._sought: tuple[object, ...] = ()
        super().__init__(
            _("Nominate for {reference}").format(reference=row.reference), form_fields(), _("Nominate"), parent,
            choices=book.sources(str) | {"as": kinds, "others": self._offered}, check=self._problems,
            about=f"{row.title}\n{said}", open_lists=("marking",),
        )  # fmt: skip
        self.found = Remark("person", "blue")
        self.list = QListWidget()
        self.list.setAccessibleName(_("Persons who are here already"))
        self.list.itemActivated.connect(self._pick)
        self.list.itemClicked.connect(self._pick)
        self.list.hide()
        self.other = QPushButton(_("It is somebody else"))
        self.other.setAutoDefault(False)
        self.other.clicked.connect(self._let_go)
        self.other.hide()
        column = self.layout()
        assert isinstance(column, QVBoxLayout)
        for place, widget in enumerate((self.found, self.list, self.other), 2):
            column.insertWidget(place, widget)
        column.setAlignment(self.other, Qt.AlignmentFlag.AlignLeft)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(LOOK_MS)
        self._timer.timeout.connect(self._look)
        self.form.edited.connect(self._typed)
        self.sent.connect(self._send)

    def begin(self) -> None:
        """Show the box with the keyboard in the name."""
        self._desk.read(self._take_others, others, self._card.row.reference)
        self.start({"side": self._desk.facts.side, "marking": self._desk.facts.default_marking, "as": SEAT}, "name")
        self.form.show_rows({"for": False})

    def focusNextPrevChild(self, forward: bool) -> bool:
        from ui.parts.tab_order import step  # what was found stands above the form here

        parts = [self.list, self.other, self.area, self.no, self.yes]
        return step(parts, forward=forward) or super().focusNextPrevChild(forward)

    # -- who it may be ------------------------------------------------------------------------------------------

    def _typed(self) -> None:
        values = self.form.values()
        self.form.show_rows({"for": values.get("as") == "substitute"})
        if values.get("agency") and "side" not in self.form.touched():
            side = self._side_of(str(values["agency"]))
            if side and side != values.get("side"):
                self.form.set_values({"side": side})
        sought = tuple(values.get(key) for key in _SOUGHT)
        if self.known is None and sought != self._sought:
            self._sought = sought
            self._timer.start()

    def _side_of(self, agency: str) -> str:
        found = self._desk.peek(_side, agency)
        return found or ""

    def _look(self) -> None:
        self._desk.read(self._show_found, find, draft_of(self.form.values()), latest="training/persons")

    def _show_found(self, found: Sequence[Known]) -> None:
        if self.known is not None:
            return
        self.list.clear()
        for one in found:
            item = QListWidgetItem(said(one))
            item.setToolTip(plain_tooltip(said(one)))
            item.setData(_KEY, one)
            item.setSizeHint(QSize(0, theme.row_height("default")))
            self.list.addItem(item)
        self.list.setVisible(bool(found))
        rows = min(len(found), 3)
        self.list.setFixedHeight(rows * theme.row_height("default") + 4)
        sure = next((one for one in found if one.certain), None)
        if sure is not None:
            self.found.say(_("{name} is here already ({reference}); the nomination goes to that record.").format(
                name=sure.row.name, reference=sure.row.reference))  # fmt: skip
        elif found:
            self.found.say(_("Is it one of these? Pick the person, so that there is one record across all runs."))
        else:
            self.found.say("")

    def _pick(self, item: QListWidgetItem) -> None:
        self.take_known(item.data(_KEY))

    def take_known(self, one: Known) -> None:
        """Nominate this person: only what concerns the nomination is still asked."""
        self.known = one
        self._timer.stop()
        self._ask_person(False)
        self.list.hide()
        self.other.show()
        self.found.say(_("{person} is nominated with the record that is here.").format(person=said(one)))
        self.yes.setFocus()

    def _let_go(self) -> None:
        self.known, self._sought = None, ()
        self._ask_person(True)
        self.other.hide()
        self.found.say("")
        self.form.set_values({one.key: "" for one in person_fields() if one.key not in ("side", "marking")})
        self.form.focus("name")

    def _ask_person(self, asked: bool) -> None:
        self.form.show_rows({one.key: asked for one in person_fields()})

    # -- what is entered ------------------------------------------------------------------------------------------

    def _offered(self) -> Sequence[Choice]:
        return self._others

    def _take_others(self, found: list[Choice]) -> None:
        self._others = found
        self.form.reload_choices("for")

    def _problems(self, values: dict[str, object]) -> dict[str, str]:
        if self.known is not None:
            return {}
        return needed(person_fields(), values, draft_of(values).problems())

    def _send(self, values: dict[str, Any]) -> None:
        known = self.known.row.key if self.known is not None else None
        self._desk.write(NOMINATED, nominate, self._card.key, known, values, then=self._done, failed=self._refused)

    def _done(self, outcome: tuple[str, Nominated]) -> None:
        self.taken()
        self.nominated.emit(*outcome)

    def _refused(self, error: errors.HsdError) -> None:
        self.refused(error)


def said(one: Known) -> str:
    """A person as one line: name, reference, agency, post, day of birth, and why it may be the one."""
    row = one.row
    born = getattr(row, "born", None)
    day = _("born {day}").format(day=dates.say(born, language())) if born else ""
    how = _(HOW[one.how]) if one.how else ""
    return " · ".join(filter(None, (row.name, row.reference, row.agency, row.post, day, how)))


def kinds() -> list[Choice]:
    """A seat, the waitlist, a substitute."""
    return [Choice(value, _(word)) for value, word in AS.items()]


def _side(rx: Read, agency: str) -> str:
    from hsdclient import codes  # lazy: asked when an agency is picked

    try:
        return str(codes.agency(rx, agency).side)
    except errors.Refused:
        return ""
