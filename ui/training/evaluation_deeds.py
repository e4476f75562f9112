"""What is done with evaluations: forms entered or taken from a file, answers about behaviour entered, chased.

Asks what must be asked; reaction forms are nobody's, and the box says so.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any, Final

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from hsdclient.fields import Field
from hsdclient.session import Tx
from hsdclient.training import evaluations
from hsdclient.training.evaluations import RATING_WORDS, DueRow, Forms
from hsdclient.words import N_, _
from ui.desk import Desk
from ui.ledger.asked import Asked, Question
from ui.parts.pickers import Chooser, ask_path
from ui.parts.rating_grid import RatingDialog

RECORDED: Final = N_("Evaluation recorded")
IMPORTED: Final = N_("Evaluation forms recorded")
CHASED: Final = N_("Evaluation chased")
_COMMENT: Final = Field("comment", N_("Comment"), "text", max_length=2_000,
                        help=N_("As written on the form; leave out names"))  # fmt: skip
_ON: Final = Field("on", N_("Received"), "date", help=N_("Left empty: today"))
_CHASED_ON: Final = Field("on", N_("On"), "date", help=N_("Left empty: today"))
_GOOD: Final = Field("only_good", N_("Take the good rows, leave the others out"), "check")
_TOLD: Final = 6


def record(tx: Tx, run: int, values: Mapping[str, Any]) -> int:
    """Record a reaction form."""
    return evaluations.record_l1(tx, run, values["ratings"], str(values["comment"]), on=str(values["on"]))


def receive(tx: Tx, nomination: int, respondent: str, values: Mapping[str, Any]) -> int:
    """Record answers about behaviour."""
    given = (values["ratings"], str(values["comment"]), str(values["on"]))
    return evaluations.receive(tx, nomination, respondent, *given)


def take(tx: Tx, run: int, forms: Forms, values: Mapping[str, Any]) -> int:
    """Record the good forms of a file; how many."""
    return len(evaluations.import_l1(tx, run, forms.good, str(values["on"])))


def chase(tx: Tx, rows: Sequence[tuple[int, str]], values: Mapping[str, Any]) -> None:
    """Record that these (nomination, respondent) were asked again."""
    for nomination, respondent in rows:
        evaluations.chase(tx, nomination, respondent, str(values["on"]))


def read_file(path: Path) -> Forms:
    """Read the forms of a file, in the child that reads files."""
    from hsdclient import importing  # lazy: brings the readers of spreadsheets along

    table = importing.read(path)
    return evaluations.read_forms(table.header, [(row.line, row.cells) for row in table.rows])


class EvaluationDeeds(QObject):
    """The acts over `over`, a tab or a page; `dialog` is the form opened last, `asked` the last of other boxes."""

    def __init__(self, desk: Desk, over: QWidget, *, choose: Chooser = ask_path) -> None:
        super().__init__(over)
        self._desk, self._over, self.choose = desk, over, choose
        self.asked = Asked(desk, over)
        self.dialog: RatingDialog | None = None

    def enter(self, run: int, reference: str) -> None:
        """Ask for one reaction form of the run."""
        self._rate(
            _("Reaction form for {run}").format(run=reference), 1, "trainee", _("The form is kept without a name."),
            partial(self._write, record, (run,), _("Form recorded for {run}").format(run=reference)),
        )  # fmt: skip

    def answers(self, row: DueRow) -> None:
        """Ask for the answers of the trainee or the supervisor."""
        name = row.name or "–"
        title = _("Supervisor about {name}") if row.respondent == "supervisor" else _("Answers of {name}")
        about = f"{row.run} · " + _("Figures are shown for the run only, never for a person.")
        told = _("Answers recorded for {name}").format(name=name)
        self._rate(title.format(name=name), 3, row.respondent, about,
                   partial(self._write, receive, (row.nomination_key, row.respondent), told))  # fmt: skip

    def _rate(self, title: str, level: int, respondent: str, about: str, sent: Callable[[Any], None]) -> None:
        """Open the box of a form; nothing happens where nothing may be written."""
        if not self._desk.writable:
            return
        asked = [(key, _(words)) for key, words in evaluations.questions(level, respondent)]
        said = [_(word) for word in RATING_WORDS.values()]
        self.dialog = RatingDialog(title, asked, said, (_COMMENT, _ON), _("Record"), self._over.window(), about=about)
        self.dialog.sent.connect(sent)
        self.dialog.start({"comment": "", "on": self._desk.today.isoformat()})

    def _write(self, verb: Callable[..., int], key: tuple[Any, ...], told: str, values: Any) -> None:
        dialog = self.dialog
        if dialog is not None:
            self._desk.write(RECORDED, verb, *key, values, then=partial(self._recorded, dialog, told),
                             failed=dialog.refused)  # fmt: skip

    def _recorded(self, dialog: RatingDialog, told: str, _key: int) -> None:
        dialog.taken()
        self._desk.notice.emit(told, self._desk.undo)

    def chase(self, rows: Sequence[DueRow]) -> None:
        """Ask on which day they were asked again."""
        open_ones = [row for row in rows if row.state == "overdue"]
        if not open_ones:
            return
        asked = [row.ask or row.name or "–" for row in open_ones]
        about = ", ".join(asked[:_TOLD]) + ("…" if len(asked) > _TOLD else "")
        self.asked.ask(
            Question(
                _("Record that {count} were asked again").format(count=len(open_ones)) if len(open_ones) > 1
                else _("Record that {name} was asked again").format(name=asked[0]),
                (_CHASED_ON,), _("Record"), CHASED, chase,
                (tuple((row.nomination_key, row.respondent) for row in open_ones),),
                _("Reminder recorded") if len(open_ones) == 1
                else _("{count} reminders recorded").format(count=len(open_ones)),
                {"on": self._desk.today.isoformat()}, about=about,
            )
        )  # fmt: skip

    def from_file(self, run: int, reference: str) -> None:
        """Choose a file of reaction forms and read it; then ask what is to be taken."""
        kinds = _("Spreadsheets") + " (*.csv *.xlsx *.xls *.ods *.tsv *.txt)"
        chosen = self.choose(self._over, "open", _("Reaction forms of {run}").format(run=reference), "", kinds)
        if chosen and self._desk.writable:
            self._desk.make(partial(self._read, run, reference), partial(read_file, Path(chosen)))

    def _read(self, run: int, reference: str, found: Forms) -> None:
        if not found.good and not found.refused:
            self._desk.notice.emit(_("The file holds no form."), None)
            return
        said = [_("{count} forms can be taken; they are kept without names.").format(count=len(found.good))]
        if found.refused:
            said.append(_("{count} rows cannot be taken:").format(count=len(found.refused)))
            lines = (_("Line {line}: {why}").format(line=line, why=why) for line, why in found.refused[:_TOLD])
            said += [*lines, *(["…"] if len(found.refused) > _TOLD else [])]
        self.asked.ask(
            Question(
                _("Reaction forms of {run}").format(run=reference), (*((_GOOD,) if found.refused else ()), _ON),
                _("Take"), IMPORTED, take, (run, found), _taken, {"on": self._desk.today.isoformat()},
                check=partial(_check, found), about="\n".join(said),
            )
        )  # fmt: skip


def _taken(count: int) -> str:
    return _("1 form recorded") if count == 1 else _("{count} forms recorded").format(count=count)


def _check(found: Forms, values: dict[str, object]) -> dict[str, str]:
    if found.refused and (not values.get("only_good") or not found.good):
        return {"only_good": _("Tick this to take the good rows, or mend the file and choose it again.")}
    return {}

