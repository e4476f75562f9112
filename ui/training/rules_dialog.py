"""The box with the deadline rules of a host: what is due how long before or after a run, changed for later runs.

Runs that are recorded keep the chain they have; what a rule means is the core's.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from hsdclient import agencies
from hsdclient.fields import Choice
from hsdclient.session import Read, Tx
from hsdclient.training.runs import deadline_rules
from hsdclient.training.runs.deadline_rules import USUAL, WHEN_WORDS, Rule, RuleDraft
from hsdclient.words import N_, _, language
from ui import icons, theme
from ui.desk import Desk
from ui.ledger.asked import Asked, Question
from ui.ledger.book import of_words
from ui.parts.choice_box import ChoiceBox
from ui.parts.labels import Caption, PlainLabel
from ui.parts.parts_list import PartsList
from ui.parts.rows import Column

COLUMNS: Final = (
    Column("what", N_("What is due"), 200, kind="reference", sortable=False, grows_from=500),
    Column("when", N_("When"), 296, sortable=False, grows_from=500),
)
CHANGED: Final = N_("Deadline rules changed")
ALL: Final = "*"
"""Stands in the list for all hosts that have no rules of their own."""
SAID: Final = {
    (False, False, False): N_("{number} days before the first day"),
    (False, True, False): N_("{number} days after the first day"),
    (False, False, True): N_("{number} days before the last day"),
    (False, True, True): N_("{number} days after the last day"),
    (True, False, False): N_("{number} months before the first day"),
    (True, True, False): N_("{number} months after the first day"),
    (True, False, True): N_("{number} months before the last day"),
    (True, True, True): N_("{number} months after the last day"),
}
"""Whether in months, whether after, whether from the last day → how a rule is said."""


class RulesDialog(QDialog):
    """`start` shows it; every change is written at once, with Undo beside the notice."""

    def __init__(self, desk: Desk, parent: QWidget | None = None, *, host: str = "") -> None:
        """`host` is the code of the host to begin with, '' for all hosts."""
        super().__init__(parent)
        self._desk, self._host = desk, host
        self._rules: tuple[Rule, ...] = ()
        self.setWindowTitle(_("Deadline rules"))
        self.setAccessibleName(_("Deadline rules"))
        self.asked = Asked(desk, self)
        self.hosts = ChoiceBox(searchable=False)
        self.hosts.setAccessibleName(_("Host"))
        self.back = QPushButton(icons.icon("undo"), _("Back to the usual rules"))
        self.list = PartsList(_("Rules"), COLUMNS, _("Add a rule…"), _("No rule holds."), more=(self.back,))
        self.about = Caption()
        self.close_button = QPushButton(_("Close"))
        for button in (self.close_button, *self.list.findChildren(QPushButton)):
            button.setAutoDefault(False)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(self.close_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(12)
        column.addWidget(PlainLabel(_("Deadline rules"), role="section"))
        column.addWidget(self.hosts)
        column.addWidget(self.about)
        column.addWidget(self.list, 1)
        column.addWidget(Caption(_("A run takes the rules over when it is recorded; runs that are there keep theirs.")))
        column.addLayout(buttons)
        self.hosts.activated.connect(self._chosen)
        self.list.add.connect(self._add)
        self.list.change.connect(self._change)
        self.list.remove.connect(self._remove)
        self.back.clicked.connect(self._back)
        self.close_button.clicked.connect(self.accept)
        desk.changed.connect(self._changed)

    def start(self) -> None:
        """Show the box over its window; it deletes itself."""
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.ensurePolished()
        room = self.screen().availableSize()
        self.resize(min(theme.px(600), room.width() - 40), min(theme.px(460), room.height() - 60))
        self._desk.read(self._offered, hosts, latest="training/hosts")
        self._load()
        self.open()

    def _offered(self, found: list[Choice]) -> None:
        self.hosts.offer(found, blank=False)
        self.hosts.pick(self._host or ALL)

    def _chosen(self, _index: int) -> None:
        picked = self.hosts.picked()
        self._host = "" if picked == ALL else picked
        self._load()

    def _changed(self, change: Any) -> None:
        if "deadline_rules" in change.nouns:
            self._load()

    def _load(self) -> None:
        self._desk.read(self._take, rules, self._host, latest="training/rules")

    def _take(self, found: tuple[bool, tuple[Rule, ...]]) -> None:
        own, self._rules = found
        self.list.show_lines({place: line(one) for place, one in enumerate(self._rules, 1)},
                             writable=self._desk.writable)  # fmt: skip
        self.back.setEnabled(own)
        if own:
            said = _("These rules hold for {host} only.") if self._host else _("These rules hold for every host.")
        elif self._host:
            said = _("{host} has no rules of its own; these hold for all hosts. A change makes them its own.")
        else:
            said = _("These are the usual rules. A change holds for every host that has none of its own.")
        self.about.setText(said.format(host=self._host))

    # -- acts -----------------------------------------------------------------------------------------------------

    def _ask(self, title: str, draft: RuleDraft, place: int) -> None:
        values = {one.key: getattr(draft, one.key) for one in RuleDraft.FIELDS}
        choices = {"deadline_when": partial(of_words, WHEN_WORDS)}
        self.asked.ask(Question(title, RuleDraft.FIELDS, _("Record"), CHANGED, put, (self._host, place),
                                _("Deadline rules changed"), values, choices, check))  # fmt: skip

    def _add(self) -> None:
        self._ask(_("Add a rule"), RuleDraft(), 0)

    def _change(self, place: int) -> None:
        self._ask(_("Change the rule"), deadline_rules.draft_of_rule(self._rules[place - 1]), place)

    def _remove(self, place: int) -> None:
        self._desk.write(CHANGED, drop, self._host, place, then=self._told)

    def _back(self) -> None:
        self._desk.write(CHANGED, deadline_rules.set_rules, self._host, None, then=self._told)

    def _told(self, _done: object) -> None:
        self._desk.notice.emit(_("Deadline rules changed"), self._desk.undo)


def hosts(rx: Read) -> list[Choice]:
    """All hosts, then every agency."""
    return [Choice(ALL, _("All hosts without rules of their own")), *agencies.choices(rx)]


def rules(rx: Read, host: str) -> tuple[bool, tuple[Rule, ...]]:
    """Whether the host ('' for all) has rules of its own, and the rules that hold for it."""
    found = deadline_rules.rules(rx, host)
    own = host in deadline_rules.hosts(rx) if host else found != USUAL
    return own, found


def check(values: dict[str, Any]) -> dict[str, str]:
    """What is wrong with a rule by itself."""
    return drafted(values).problems()


def drafted(values: Mapping[str, Any]) -> RuleDraft:
    """The rule that was entered."""
    return RuleDraft(**{one.key: values[one.key] for one in RuleDraft.FIELDS})


def put(tx: Tx, host: str, place: int, values: dict[str, Any]) -> None:
    """Add a rule (place 0) or change the one at `place` (from 1); the host has rules of its own from then on."""
    draft = drafted(values)
    if not place:
        deadline_rules.add_rule(tx, host, draft)
        return
    days, months = draft.offset()
    listed = list(deadline_rules.rules(tx, host))
    listed[place - 1] = Rule(
        code=listed[place - 1].code, title_en=draft.title_en.strip(), title_hi=draft.title_hi.strip(), days=days,
        months=months, from_end=draft.from_end,
    )  # fmt: skip
    deadline_rules.set_rules(tx, host, listed)


def drop(tx: Tx, host: str, place: int) -> None:
    """Take the rule at `place` away; the host has rules of its own from then on."""
    listed = list(deadline_rules.rules(tx, host))
    del listed[place - 1]
    deadline_rules.set_rules(tx, host, listed)


def line(one: Rule) -> dict[str, object]:
    """A rule by column key."""
    short = deadline_rules.say(one.days, one.months, from_end=one.from_end)
    number = one.months or one.days
    words = _(SAID[bool(one.months), number > 0, one.from_end]).format(number=abs(number))
    return {"what": (language() == "hi" and one.title_hi) or one.title_en, "when": f"{short} · {words}"}
