"""The tab of a run's evaluation: reaction, learning, behaviour, results, each with its response rate.

Shows what the core's summary holds; where few answered there are no figures, and it says so.
"""

from __future__ import annotations

from functools import partial
from typing import Any, Final

from PySide6.QtWidgets import QFrame, QPushButton, QScrollArea, QVBoxLayout, QWidget

from hsdclient import dates
from hsdclient.session import Read
from hsdclient.training import evaluations
from hsdclient.training.earning import percent
from hsdclient.training.evaluations import MINIMUM, RATING_WORDS, Level, Summary
from hsdclient.training.pipeline import TEST_WORDS
from hsdclient.words import N_, _, language
from ui import icons, theme
from ui.ledger.shape import TabSpec
from ui.parts.charts import Bar, BarChart
from ui.parts.flow import flowing
from ui.parts.labels import Caption, PlainLabel, Section
from ui.parts.ratings import Rated, RatingChart, RatingLegend, said_mean
from ui.training.evaluation_deeds import EvaluationDeeds


def look(rx: Read, run: int) -> tuple[Summary, tuple[str, ...]]:
    """Read the summary of the run and what was written on its reaction forms."""
    return evaluations.summary(rx, run), evaluations.comments(rx, run)


class LevelPart(QWidget):
    """One level: heading, response rate, chart or why there is none, and comments."""

    def __init__(self, title: str, name: str) -> None:
        super().__init__()
        self.title = Section(title)
        self.rate = PlainLabel(wrap=True)
        self.few = PlainLabel(wrap=True, colour="secondary")
        self.legend = RatingLegend([_(word) for word in RATING_WORDS.values()])
        self.chart = RatingChart(name)
        self.comments = PlainLabel(wrap=True, selectable=True, colour="secondary")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 8)
        column.setSpacing(6)
        for widget in (self.title, self.rate, self.few, self.legend, self.chart, self.comments):
            column.addWidget(widget)

    def show_level(self, level: Level, comments: tuple[str, ...] = ()) -> None:
        """Show the figures of the level."""
        self.rate.setText(said_rate(level.received, level.asked, level.rate) + (
            " · " + _("mean {mean} of 5").format(mean=said_mean(level.mean)) if level.mean is not None else ""
        ))  # fmt: skip
        self.few.setText("" if level.enough else few(level.received))
        self.few.setVisible(not level.enough)
        self.legend.setVisible(level.enough)
        self.chart.setVisible(level.enough)
        note = _("Fewer than {least} rated this.").format(least=MINIMUM)
        self.chart.set_rated([Rated(_(one.words), one.mean, one.counts, note) for one in level.questions])
        self.comments.setText("\n".join(f"“{one}”" for one in comments))
        self.comments.setVisible(bool(comments))


def said_rate(received: int, asked: int, rate: int | None) -> str:
    """How many answered: "24 of 30 answered (80 %)"."""
    if rate is None:
        return _("Nobody is to be asked yet.")
    return _("{received} of {asked} answered ({rate} %)").format(received=received, asked=asked, rate=rate)


def few(received: int) -> str:
    """Why there are no figures."""
    if not received:
        return _("No answers yet.")
    return _("Fewer than {least} answers: they are not broken down, so that nobody is told from the others.").format(
        least=MINIMUM
    )


class EvaluationTab(QWidget):
    """`found` is the summary of the run in `card`, None until it was read."""

    def __init__(self, detail: Any, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = detail.desk
        self.card: Any = None
        self.found: Summary | None = None
        self.deeds = EvaluationDeeds(self._desk, self)
        self.enter = theme.primary(QPushButton(icons.icon("add", "on_accent"), _("Enter a form…")))
        self.file = QPushButton(icons.icon("import"), _("From a file…"))
        self.due = QPushButton(icons.icon("next"), _("Who is to be asked"))
        self.print = QPushButton(icons.icon("print"), _("Print…"))
        for button, what in (
            (self.enter, self._enter), (self.file, self._from_file), (self.due, self._to_due),
            (self.print, self._print),
        ):  # fmt: skip
            button.clicked.connect(what)
        self.reaction = LevelPart(_("1 · Reaction"), _("Reaction, statement by statement"))
        self.learning = QWidget()
        self.tests = BarChart(_("Tests: mean in percent"))
        self.tested = PlainLabel(wrap=True)
        self.learned = PlainLabel(wrap=True, colour="secondary")
        self.trainee = LevelPart(_("3 · Behaviour, by the trainee"), _("Behaviour, by the trainee"))
        self.supervisor = LevelPart(_("3 · Behaviour, by the supervisor"), _("Behaviour, by the supervisor"))
        self.results = PlainLabel(wrap=True, selectable=True)
        self._build()

    def _build(self) -> None:
        level = QVBoxLayout(self.learning)
        level.setContentsMargins(0, 0, 0, 8)
        level.setSpacing(6)
        for widget in (Section(_("2 · Learning")), self.tested, self.tests, self.learned):
            level.addWidget(widget)
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(12, 12, 12, 12)
        column.setSpacing(8)
        for part in (self.reaction, self.learning, self.trainee, self.supervisor, Section(_("4 · Results")),
                     self.results):  # fmt: skip
            column.addWidget(part)
        column.addWidget(Caption(_("Figures are those of the run, never of a person.")))
        column.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setAccessibleName(_("Evaluation"))
        area.setWidget(inside)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 8, 0, 0)
        whole.setSpacing(4)
        acts = flowing(self.enter, self.file, self.due, self.print, gap=6)
        acts.setContentsMargins(12, 0, 12, 0)
        whole.addWidget(acts)
        whole.addWidget(area, 1)
        self.setMinimumSize(theme.px(280), theme.px(240))

    def show_card(self, card: Any) -> None:
        """Show the evaluation of the run."""
        self.card = card
        may = self._desk.writable and not card.row.discarded
        for button in (self.enter, self.file):
            button.setVisible(self._desk.writable)
            button.setEnabled(may)
        self._desk.read(partial(self._take, card.key), look, card.key, latest="training/evaluation")

    def _take(self, run: int, read: tuple[Summary, tuple[str, ...]]) -> None:
        if self.card is None or self.card.key != run:
            return
        self.found, comments = read
        self.reaction.show_level(self.found.reaction, comments)
        trainee, supervisor = self.found.behaviour
        self.trainee.show_level(trainee)
        self.supervisor.show_level(supervisor)
        self._show_tests(self.found)
        lines = [
            " · ".join(filter(None, (dates.say(one.dated, language()), one.action, one.text)))
            for one in self.found.results
        ]
        self.results.setText("\n".join(lines) or _("None recorded; results are added under Programme."))

    def _show_tests(self, found: Summary) -> None:
        shown = [one for one in found.tests if one.mean is not None]
        taken = [
            _("{test}: {taken} of {asked}").format(test=_(TEST_WORDS[one.test]), taken=one.taken, asked=one.asked)
            for one in found.tests
            if one.taken
        ]
        self.tested.setText(" · ".join(taken) or _("No scores are recorded; they are entered under Attendance."))
        self.tests.setVisible(bool(shown))
        self.tests.set_bars([
            Bar(_(TEST_WORDS[one.test]), round((one.mean or 0) / 10), note=_("mean in percent")) for one in shown
        ])  # fmt: skip
        said = []
        for one in shown:
            if one.passed is not None and found.pass_mark is not None:
                said.append(
                    _("{passed} of {taken} reached the pass mark of {mark} %.").format(
                        passed=one.passed, taken=one.taken, mark=percent(found.pass_mark)
                    )
                )
        if found.gain is not None:
            sign = "−" if found.gain < 0 else "+"
            said.append(
                _("From before to after: {gain} points on average ({count} took both).").format(
                    gain=sign + percent(abs(found.gain)), count=found.gained_by
                )
            )
        if any(one.taken and one.mean is None for one in found.tests):
            said.append(few(1))
        self.learned.setText(" ".join(said))
        self.learned.setVisible(bool(said))

    def _enter(self) -> None:
        if self.card is not None:
            self.deeds.enter(self.card.key, self.card.row.reference)

    def _from_file(self) -> None:
        if self.card is not None:
            self.deeds.from_file(self.card.key, self.card.row.reference)

    def _to_due(self) -> None:
        if self.card is not None:
            self._desk.go.emit("evaluations", {"run": self.card.key})

    def _print(self) -> None:
        if self.card is not None:
            self._desk.go.emit("reports", {"kind": "evaluation", "run": self.card.row.reference})

    def leave(self) -> None:
        """Nothing is typed here."""


EVALUATION: Final = TabSpec("evaluation", N_("Evaluation"), EvaluationTab)
