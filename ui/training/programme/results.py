"""What a run led to in the field, each linked to the joint action it shows in."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any, Final

from PySide6.QtWidgets import QPushButton, QWidget

from hsdclient import joint_actions
from hsdclient.fields import Choice
from hsdclient.joint_actions import ActionQuery
from hsdclient.session import Read, Tx
from hsdclient.training import runs
from hsdclient.training.runs import Result, ResultDraft, RunCard
from hsdclient.words import N_, _, language
from ui import icons
from ui.parts.rows import Column
from ui.training.programme.part import Part

COLUMNS: Final = (
    Column("dated", N_("On"), 96, kind="reference", sortable=False),
    Column("text", N_("What it led to"), 220, sortable=False, grows_from=530),
    Column("action", N_("Joint action"), 120, sortable=False),
    Column("title", N_("Its title"), 160, sortable=False, grows_from=560),
)
ADDED: Final = N_("Result of a run noted")
REMOVED: Final = N_("Result of a run removed")
MOST_ACTIONS: Final = 400


class Results(Part):
    """The results of the run in hand."""

    def __init__(self, detail: Any, parent: QWidget | None = None) -> None:
        self.go = QPushButton(icons.icon("next"), _("Go to the action"))
        super().__init__(detail, _("Results"), COLUMNS, _("Note a result…"), _("No result has been noted yet."), parent,
                         more=(self.go,), changeable=False)  # fmt: skip
        self.go.clicked.connect(self._go)
        self.list.table.opened.connect(self._go)
        self.list.current.connect(self._enable)

    def show_card(self, card: RunCard) -> None:
        super().show_card(card)
        self._enable()

    def lines(self, card: RunCard) -> Mapping[int, Mapping[str, object]]:
        return {one.key: line(one) for one in card.results}

    def _one(self, key: object) -> Result | None:
        return next((one for one in self.card.results if one.key == key), None) if self.card else None

    def _enable(self, _key: object = None) -> None:
        one = self._one(self.list.key())
        self.go.setEnabled(one is not None and one.action_key is not None)

    def ask_new(self) -> None:
        if self.card is not None:
            self.desk.read(self._ask, actions, latest="training/result")

    def _ask(self, found: list[Choice]) -> None:
        if self.card is not None:
            values = {"dated": self.desk.today.isoformat(), "text": "", "action": ""}
            self.ask(_("Note a result"), ResultDraft.FIELDS, values, ADDED, add, self.card.key,
                     told=_("Result noted"), choices={"actions": partial(list, found)}, check=check, first="text",
                     open_lists=("action",))  # fmt: skip

    def remove(self, key: int) -> None:
        self.write(REMOVED, runs.results.remove, key, told=_("Result removed"))

    def _go(self, *_what: object) -> None:
        one = self._one(self.list.key())
        if one is not None and one.action_key is not None:
            self.desk.go.emit("joint_actions", {"record": one.action_key})


def actions(rx: Read) -> list[Choice]:
    """The joint actions by reference, the latest first."""
    keys = joint_actions.ids(rx, ActionQuery(sort="logged_at", descending=True))[:MOST_ACTIONS]
    hindi = language() == "hi"
    return [
        Choice(one.reference, f"{one.reference} · {(hindi and one.title_hi) or one.title_en}")
        for one in joint_actions.rows(rx, keys)
    ]


def check(values: dict[str, Any]) -> dict[str, str]:
    """What is wrong with a result by itself."""
    return drafted(values).problems()


def drafted(values: dict[str, Any]) -> ResultDraft:
    """The result that was entered."""
    return ResultDraft(**{one.key: values[one.key] for one in ResultDraft.FIELDS})


def add(tx: Tx, run: int, values: dict[str, Any]) -> int:
    """Note what the run led to."""
    return runs.results.add(tx, run, drafted(values))


def line(one: Result) -> dict[str, object]:
    """A result by column key."""
    return {"dated": one.dated, "text": one.text, "action": one.action, "title": one.action_title}
