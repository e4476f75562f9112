"""What is done with the nominees of a run: nominated, advanced, withdrawn, replaced, their gates recorded.

Asks what must be asked and tells what came of it; which step makes sense, and why not, is the core's to say.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QObject, QPoint, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QPushButton, QToolButton

from hsdclient.fields import Choice, Field
from hsdclient.training.nominations import Way
from hsdclient.training.pipeline import LEFT, MAIN, REASON_WORDS, REASONED, SEATED, STEP_WORDS
from hsdclient.words import N_, _
from ui import icons, theme, whereabouts
from ui.desk import Desk
from ui.ledger.asked import Asked, Question
from ui.ledger.book import of_words
from ui.parts.announce import announce
from ui.parts.labels import set_tooltip
from ui.parts.menus import menu_of
from ui.record_acts import make_act
from ui.training import advancing
from ui.training import nominee_looks as looks
from ui.training.replacing import Replacing

if TYPE_CHECKING:
    from ui.training.nominations_tab import NominationsTab

STEPPED: Final = N_("Nominees advanced")
_ON: Final = Field("on", N_("On"), "date", help=N_("Left empty: today"))
_REASON: Final = Field("reason", N_("Reason"), "choice", required=True, choices="reasons",
                       help=N_("From this list only: a person's reason is never free text"))  # fmt: skip
_SHORT: Final = 90


class NomineeDeeds(QObject):
    """The acts of `tab`; `dialog` is the box opened last that is not one of the plain ones."""

    def __init__(self, desk: Desk, tab: NominationsTab) -> None:
        super().__init__(tab)
        self._desk, self._tab = desk, tab
        self.asked = Asked(desk, tab)
        self.replacing = Replacing(desk, self.asked)
        self.dialog: Any = None
        self.menu: QMenu | None = None
        self._dropping: tuple[list[int], QPoint] | None = None
        act = partial(make_act, tab)
        self.new = act(_("Nominate…"), "add", self.nominate, "Ctrl+Shift+J", own=True)
        self.roll = act(_("From a roll…"), "import", self.from_roll)
        self.advance = act(_("Advance to…"), "next", self.ask_advance, "Ctrl+Shift+Y", own=True)
        self.gates = act(_("Gates…"), "shield", self.open_gates, "Ctrl+Shift+G", own=True)
        self.out = act(_("Withdraw…"), "close", self.withdraw)
        self.replace = act(_("Substitute…"), "people", self.substitute)
        self.person = act(_("Go to the person"), "trainee", self._go_to_person)
        self.export = act(_("Export the nominees…"), "export", self._export)
        self.more = act(_("More"), "more", self._show_more)
        self._shown = (self.new, self.roll, self.advance, self.gates, self.more)
        self._buttons: list[QPushButton | QToolButton] = []

    def buttons(self) -> list[QPushButton | QToolButton]:
        """The acts as buttons, the first one the tab's main one."""
        if not self._buttons:
            primary = theme.primary(QPushButton(icons.icon("add", "on_accent"), self.new.text()))
            primary.clicked.connect(self.new.trigger)
            set_tooltip(primary, str(self.new.property("said")))
            self._buttons.append(primary)
            for action in self._shown[1:]:
                button = QToolButton()
                button.setText(action.text())
                button.setIcon(action.icon())
                button.setIconSize(theme.icon_size(16))
                button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
                button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
                button.clicked.connect(action.trigger)
                set_tooltip(button, str(action.property("said")))
                self._buttons.append(button)
        return self._buttons

    def may(self) -> bool:
        """Whether anything may be done with the run in hand."""
        card = self._tab.card
        return card is not None and self._desk.writable and not card.row.discarded

    def enable(self) -> None:
        """Say which acts can be done with what is chosen."""
        card, may = self._tab.card, self.may()
        open_run = may and card.row.state != "cancelled"
        one = self._tab.current() if card is not None else None
        self.new.setEnabled(open_run)
        self.roll.setEnabled(open_run)
        for action in (self.advance, self.out, self.gates):
            action.setEnabled(may and one is not None)
        self.gates.setEnabled(may and one is not None and (card.row.vetting or card.row.clearance))
        self.replace.setEnabled(open_run and one is not None and one.step in (*SEATED, "substitute"))
        self.person.setEnabled(one is not None)
        self.export.setEnabled(card is not None and bool(len(self._tab.model.ids())))
        self.more.setEnabled(self.export.isEnabled())
        for button, action in zip(self.buttons(), self._shown, strict=True):
            button.setEnabled(action.isEnabled())
            button.setVisible(self._desk.writable or action is self.more)
        self._tab.board.movable = may

    # -- nominate ---------------------------------------------------------------------------------------------

    def nominate(self) -> None:
        """Ask who is nominated; a person who is here already is found while the name is typed."""
        card = self._tab.card
        if card is None or not self.new.isEnabled():
            return
        from ui.training.nominate_dialog import NominateDialog  # lazy: opened now and then

        self.dialog = NominateDialog(self._desk, card, self._tab.detail.book, self._tab.window())
        self.dialog.nominated.connect(self._nominated)
        self.dialog.begin()

    def _nominated(self, name: str, done: Any) -> None:
        word = _(STEP_WORDS[done.step])
        said = " ".join((_("{name}: {step}.").format(name=name, step=word), *done.notes))
        self._desk.notice.emit(said, self._desk.undo)
        self._tab.select(done.key)

    def from_roll(self) -> None:
        """Nominate from a spreadsheet: columns, dry run, error rows back."""
        card = self._tab.card
        if card is None or not self.roll.isEnabled():
            return
        from ui.importing.dialog import import_roll  # lazy: brings the reader of workbooks along

        into = f"{card.row.reference} · {card.row.title}"
        self.dialog = import_roll(self._desk, self._tab.window(), card.key, into, choose=self._tab.choose())

    def _export(self) -> None:
        """What is listed here as a spreadsheet."""
        from ui.importing.exporting import Exporting  # lazy: as above

        over: Any = self._tab  # it has the listing that is all Exporting asks of a page
        Exporting(over, self._desk, "nominations", choose=self._tab.choose()).export()

    # -- gates, person ------------------------------------------------------------------------------------------

    def open_gates(self) -> None:
        """Show and record clearance and vetting of the nominee in hand; the look is logged. Of several, one gate is
        recorded for all of them and nothing is shown."""
        one = self._tab.current()
        if one is None or not self.gates.isEnabled():
            return
        chosen = self._tab.chosen()
        if len(chosen) > 1:
            from ui.training.gates_of_several import open_gates_of  # lazy: as below

            open_gates_of(self._desk, chosen, self._tab.window(), self._opened)
            return
        from ui.training.gates_dialog import open_gates  # lazy: opened now and then

        open_gates(self._desk, one, self._tab.window(), self._opened)

    def _opened(self, dialog: Any) -> None:
        self.dialog = dialog

    def open_person(self, key: int) -> None:
        """Go to the person of a nomination."""
        row = self._tab.row(key)
        if row is not None:
            whereabouts.show(self._desk, "trainees", row.trainee_key)

    def _go_to_person(self) -> None:
        one = self._tab.current()
        if one is not None:
            self.open_person(one.key)

    # -- steps ----------------------------------------------------------------------------------------------------

    def ask_advance(self) -> None:
        """Show the steps that make sense for those chosen; one that cannot be taken says why."""
        chosen = self._tab.chosen()
        if chosen and self.advance.isEnabled():
            keys = [row.key for row in chosen]
            button = self.buttons()[self._shown.index(self.advance)]
            at = button.mapToGlobal(QPoint(0, button.height()))
            self._desk.read(partial(self._show_steps, keys, at, ()), advancing.ways, keys, latest="training/ways")

    def _show_steps(self, keys: list[int], at: QPoint, only: Sequence[str], ways: Sequence[Way]) -> None:
        """A menu of `ways` (those of `only`, if any)."""
        listed = [way for way in ways if not only or way.step in only]
        self.menu = menu = QMenu(self._tab)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.setToolTipsVisible(True)
        for way in listed:
            menu.addAction(self._step_act(menu, way))
        if not listed:
            menu.addAction(_("There is no step from here.")).setEnabled(False)
        elif any(way.open for way in listed):
            menu.addSeparator()
            another = menu.addAction(_("On another day…"))
            another.triggered.connect(partial(self._ask_step, keys, listed))
        menu.setProperty("keys", keys)
        menu.popup(at)
        announce(menu, ", ".join(action.text() for action in menu.actions()))

    def _step_act(self, menu: QMenu, way: Way) -> QAction:
        word = _(STEP_WORDS[way.step])
        if way.step in REASONED:
            word = _("{act}…").format(act=word)
        why = way.why if len(way.why) <= _SHORT else f"{way.why[: _SHORT - 1]}…"
        action = QAction((f"{word} · {why}" if why else word).replace("&", "&&"), menu)
        action.setEnabled(way.open)
        action.setProperty("step", way.step)
        set_tooltip(action, way.why or word)
        action.triggered.connect(self._step_picked)
        return action

    def _step_picked(self) -> None:
        sender = self.sender()
        if sender is not None:
            menu = sender.parent()
            assert menu is not None
            self.take(list(menu.property("keys")), str(sender.property("step")))

    def take(self, keys: Sequence[int], step: str) -> None:
        """Take the nominations to `step` today; the reason is asked where one is needed."""
        if step in REASONED:
            self._ask_reason(keys, step)
        else:
            self._desk.write(STEPPED, advancing.advance, list(keys), step, then=partial(self._stepped, keys))

    def _ask_reason(self, keys: Sequence[int], step: str) -> None:
        title = _("Withdraw {who}") if step == "withdrawn" else _("Reject {who}")
        button = _("Withdraw") if step == "withdrawn" else _("Reject")
        self.asked.ask(
            Question(
                title.format(who=self._who(keys)), (_REASON, _ON), button, STEPPED, partial(advancing.leave, step),
                (list(keys),), partial(self._told, keys), choices={"reasons": partial(of_words, REASON_WORDS)},
                first="reason",
            )
        )  # fmt: skip

    def _ask_step(self, keys: list[int], ways: Sequence[Way], _checked: bool = False) -> None:
        """Ask step, day and, for those who leave, the reason."""
        steps = [Choice(way.step, _(STEP_WORDS[way.step])) for way in ways if way.open]
        step = Field("step", N_("Step"), "choice", required=True, choices="steps")
        reason = Field("reason", N_("Reason"), "choice", choices="reasons", help=N_("Only for those who leave"))
        self.asked.ask(
            Question(
                _("Advance {who}").format(who=self._who(keys)), (step, _ON, reason), _("Advance"), STEPPED,
                advancing.asked, (keys,), partial(self._told, keys),
                {"step": steps[0].value if len(steps) == 1 else "", "on": self._desk.today.isoformat()},
                {"steps": lambda: steps, "reasons": partial(of_words, REASON_WORDS)}, advancing.problems, first="step",
            )
        )  # fmt: skip

    def _who(self, keys: Sequence[int]) -> str:
        row = self._tab.row(keys[0]) if len(keys) == 1 else None
        return looks.named(row) if row is not None else _("{count} nominees").format(count=len(keys))

    def _stepped(self, keys: Sequence[int], done: advancing.Taken) -> None:
        self._desk.notice.emit(self._told(keys, done), self._desk.undo)

    def _told(self, keys: Sequence[int], done: advancing.Taken) -> str:
        """What came of it: who stands where now, who moved up, who could not and why."""
        step = _(STEP_WORDS[done.step])
        said = [_("{who}: {step}.").format(who=self._who([one.key for one in done.taken] or keys), step=step)]
        said += [note for one in done.taken for note in one.notes]
        if done.refused:
            said.append(_("{count} stay: {why}").format(count=len(done.refused), why=done.refused[0]))
        return " ".join(said)

    # -- board --------------------------------------------------------------------------------------------------

    def dragged(self, keys: list[int]) -> None:
        """A drag has begun: say where it may go."""
        self._desk.read(self._allow, advancing.ways, keys, latest="training/drag")

    def _allow(self, ways: Sequence[Way]) -> None:
        open_steps = {way.step for way in ways if way.open}
        why: dict[str, str] = {way.step: way.why for way in ways}
        no = _("This step does not follow from where they stand.")
        lanes = {lane.key: why.get(lane.key, no) for lane in self._tab.board.lanes}
        leaving = [way for way in ways if way.step in LEFT]
        lanes[looks.GONE] = "" if open_steps & set(LEFT) else (leaving[0].why if leaving else no)
        self._tab.board.allow(lanes)

    def dropped(self, keys: list[int], lane: str) -> None:
        """Let go over a lane: take the step, ask which way of leaving, or say why not."""
        keys = [key for key in keys if self._tab.board.lane_of(key) != lane]
        port = self._tab.board.viewport()
        at = port.mapToGlobal(self._tab.board.lane_rect(lane).center())
        self._desk.read(partial(self._drop, keys, lane, at), advancing.ways, keys, latest="training/ways")

    def _drop(self, keys: list[int], lane: str, at: QPoint, ways: Sequence[Way]) -> None:
        if lane == looks.GONE:
            self._show_steps(keys, at, LEFT, ways)
            return
        way = next((way for way in ways if way.step == lane), None)
        if way is not None and way.open:
            self.take(keys, lane)
        else:
            no = _("{who} cannot go to “{step}” from here.").format(who=self._who(keys), step=_(STEP_WORDS[lane]))
            self._say(way.why if way is not None else no)

    def stepped(self, keys: list[int], forward: int) -> None:
        """Ctrl+Right, Ctrl+Left: one sensible step on the way, or why not."""
        self._desk.read(partial(self._step, keys, forward), advancing.ways, keys, latest="training/ways")

    def _step(self, keys: list[int], forward: int, ways: Sequence[Way]) -> None:
        rows = [row for row in map(self._tab.row, keys) if row is not None]
        if not rows:
            return
        steps = [MAIN.index(row.step) if row.step in MAIN else -1 for row in rows]
        on = [way for way in ways if way.step in MAIN and (MAIN.index(way.step) - max(steps)) * forward > 0]
        if not on:
            self._say(_("There is no further step.") if forward > 0 else _("There is no step back from here."))
        elif on[0].open:
            self.take(keys, on[0].step)
        else:
            self._say(on[0].why)

    def _say(self, sentence: str) -> None:
        self._desk.notice.emit(sentence, None)
        announce(self._tab, sentence)

    # -- leaving ----------------------------------------------------------------------------------------------------

    def withdraw(self) -> None:
        """Ask why those chosen leave."""
        chosen = self._tab.chosen()
        if not self.out.isEnabled() or not chosen:
            return
        keys = [row.key for row in chosen if "withdrawn" in row.next]
        if keys:
            self._ask_reason(keys, "withdrawn")
        else:
            self._say(_("They left already, or have been to the run; they are not withdrawn any more."))

    def substitute(self) -> None:
        """For one who stands by: for whom; for one with a seat: who takes it."""
        one = self._tab.current()
        if one is not None and self.replace.isEnabled():
            self.replacing.ask(one)

    # -- menu -----------------------------------------------------------------------------------------------------

    def menu_at(self, place: QPoint) -> None:
        """The acts on those chosen, at a point of the screen."""
        self._popup((self.advance, self.gates, self.out, self.replace), place)

    def _show_more(self) -> None:
        button = self.buttons()[-1]
        self._popup((self.out, self.replace), button.mapToGlobal(QPoint(0, button.height())), self.export)

    def _popup(self, writing: Sequence[QAction], place: QPoint, *more: QAction) -> None:
        self.menu = menu_of(self._tab, writing if self._desk.writable else (), (self.person,), more)
        self.menu.popup(place)
