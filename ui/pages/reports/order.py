"""The order form: which sheet, of what, as of when, for whom, in which language, on which paper, with what in it.

Turns entries into a `ReportOrder` and back; draws nothing.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from hsdclient import dates, documents, errors, joint_actions, meetings, text, working_groups
from hsdclient.fields import Choice, Field
from hsdclient.joint_actions import ActionQuery
from hsdclient.meetings import MeetingQuery
from hsdclient.reports.scope import (
    KINDS,
    LONGEST,
    OF_ROUNDS,
    OF_TRAINING,
    ONE_ROUND,
    ONE_RUN,
    SECTIONS,
    ReportOrder,
)
from hsdclient.session import Read
from hsdclient.standing import SIDE_WORDS
from hsdclient.training import runs as runs_of
from hsdclient.training import years
from hsdclient.training.runs import RunQuery
from hsdclient.words import N_, _, language
from ui import theme
from ui.desk import Desk
from ui.parts.form import Form

OFFERED: Final = 600
"""So many actions are offered by name for a dossier, the newest first; any reference may be typed."""
OFFICE_LENGTH: Final = 600
MANY: Final = 40_000  # characters: some 2,600 references
LANGUAGES: Final = {"en": N_("English"), "hi": N_("Hindi"), "both": N_("English and Hindi")}
PAPERS: Final = {"a4": N_("A4"), "letter": N_("US Letter")}
SHOWN: Final = {
    "status": ("group",),
    "consolidated": ("groups",),
    "overdue": ("groups",),
    "dossier": ("reference",),
    "register": ("groups", "documents"),
    "receipt": ("documents", "recipient", "purpose", "means"),
    **dict.fromkeys(ONE_ROUND, ("round",)),
    "action-taken": ("any_round", "groups"),
    "requests": ("groups",),
    **dict.fromkeys(ONE_RUN, ("run",)),
    "training-calendar": ("year", "calendar"),
    "certificate": ("any_run", "certificates"),
    "certificate-register": ("any_run",),
    "reciprocity": ("year", "calendar"),
    "training": ("year", "calendar"),
}
PARTS: Final = {
    "status": tuple(SECTIONS),
    "consolidated": tuple(SECTIONS),
    "dossier": ("evidence", "indicators", "signatures"),
    "overdue": ("summary", "signatures"),
    "register": ("signatures",),
    "receipt": (),
    **dict.fromkeys(OF_ROUNDS, ("signatures",)),
    "action-taken": ("evidence", "signatures"),
    "brief": (),
    **dict.fromkeys(OF_TRAINING, ("signatures",)),
    "attendance": (),
    "certificate": (),
}
ANNEXED: Final = ("status", "consolidated", "dossier", "action-taken")
FIELDS: Final = (
    Field("kind", N_("Report"), "choice", required=True, choices="kinds"),
    Field("group", N_("Working group"), "choice", required=True, choices="groups"),
    Field("groups", N_("Working groups"), "choices", choices="groups", help=N_("None chosen: all of them")),
    Field("reference", N_("Joint action"), "choice", required=True, choices="actions",
          help=N_("Type the reference, or words of the title")),
    Field("round", N_("Round or meeting"), "choice", required=True, choices="rounds",
          help=N_("Type the code, or words of the title")),
    Field("any_round", N_("Round or meeting"), "choice", choices="rounds", help=N_("None chosen: all of them")),
    Field("run", N_("Training run"), "choice", required=True, choices="runs",
          help=N_("Type the reference, or words of the title")),
    Field("any_run", N_("Training run"), "choice", choices="runs", help=N_("None chosen: all of them")),
    Field("certificates", N_("Certificates"), "text", max_length=MANY,
          help=N_("Numbers such as CERT-2026-0001; none: all that hold of the run")),
    Field("year", N_("Year"), required=True, max_length=7, help=N_("Four digits: 2025 of India is 2025-26")),
    Field("calendar", N_("Counted as"), "choice", required=True, choices="calendars"),
    Field("documents", N_("Documents"), "text", max_length=MANY,
          help=N_("References such as DOC-2026-0001, with commas or one a line")),
    Field("recipient", N_("Handed to"), "text", max_length=LONGEST, help=N_("Name and office, on lines of their own")),
    Field("purpose", N_("Purpose"), max_length=LONGEST),
    Field("means", N_("Means of transfer"), max_length=LONGEST,
          help=N_("By hand, by courier, on a disk with its number")),
    Field("as_of", N_("As of"), "date", help=N_("Empty: as it stands today")),
    Field("audience", N_("For whom"), "choice", required=True, choices="audiences"),
    Field("language", N_("Language of the sheet"), "choice", required=True, choices="languages"),
    Field("paper", N_("Paper"), "choice", required=True, choices="papers"),
    *(Field(f"section:{key}", label, "check", section=N_("What is in it")) for key, label in SECTIONS.items()),
    Field("annexes", N_("Embed the documents in the PDF"), "check", section=N_("What is in it"),
          help=N_("As files, up to 50 MB; a print has only their list")),
    Field("office", N_("Office block"), "text", section=N_("Cover"), max_length=OFFICE_LENGTH,
          help=N_("Empty: the office of this workspace")),
)  # fmt: skip
FIRST: Final[dict[str, object]] = {
    "kind": "consolidated", "group": "", "groups": [], "reference": "", "round": "", "any_round": "", "as_of": "",
    "audience": "own", "language": "en", "paper": "a4", "office": "", "documents": "", "recipient": "",
    "purpose": "", "means": "", "annexes": False, "run": "", "any_run": "", "certificates": "", "year": "",
    "calendar": "cy", **{f"section:{key}": True for key in SECTIONS},
}  # fmt: skip

_ONE_OF: Final = {
    "kind": KINDS, "language": LANGUAGES, "paper": PAPERS, "audience": ("own", "partner"),
    "calendar": years.CALENDARS,
}  # fmt: skip


@dataclass(frozen=True)
class Scopes:
    """What a sheet can be about: the working groups, actions for a dossier, rounds and meetings, training runs."""

    groups: list[Choice] = field(default_factory=list)
    actions: list[Choice] = field(default_factory=list)
    rounds: list[Choice] = field(default_factory=list)
    runs: list[Choice] = field(default_factory=list)


def scopes(rx: Read) -> Scopes:
    """Read the lists in the language of the screen."""
    keys = joint_actions.ids(rx, ActionQuery(sort="reference", descending=True))[:OFFERED]
    return Scopes(working_groups.choices(rx), actions(rx, keys), rounds(rx), runs(rx))


def rounds(rx: Read) -> list[Choice]:
    """Code and own title of each round and meeting, the rounds first and the newest of each first."""
    keys = meetings.ids(rx, MeetingQuery(sort="starts", descending=True))[:OFFERED]
    rows = meetings.rows(rx, list(keys))
    rows.sort(key=lambda row: row.kind != "round")
    return [Choice(row.reference, f"{row.reference} · {row.title()}") for row in rows]


def runs(rx: Read) -> list[Choice]:
    """Reference and title of each training run, the latest first."""
    keys = list(runs_of.ids(rx, RunQuery(sort="starts", descending=True))[:OFFERED])
    rows = [row for start in range(0, len(keys), 100) for row in runs_of.rows(rx, keys[start : start + 100])]
    return [
        Choice(
            row.reference, f"{row.reference} · {(language() == 'hi' and row.title_hi) or row.title}", hint=row.title_hi
        )
        for row in rows
    ]


def actions(rx: Read, keys: array[int]) -> list[Choice]:
    """Reference and title of each action of `keys`, to be picked."""
    found = []
    for start in range(0, len(keys), 100):
        for row in joint_actions.rows(rx, list(keys[start : start + 100])):
            title = (language() == "hi" and row.title_hi) or row.title_en
            found.append(Choice(row.reference, f"{row.reference} · {title}", hint=row.title_hi))
    return found


def order_of(values: Mapping[str, Any]) -> ReportOrder:
    """The order that `values` describe. Refused, with the field, for a day that is none."""
    kind = values["kind"]
    day = str(values["as_of"] or "").strip()
    try:
        as_of = dates.read_iso(day) if day else None
    except errors.Refused as refusal:
        raise errors.Refused(refusal.sentence, "as_of") from refusal
    named = references(values["documents"]) if "documents" in SHOWN[kind] else ()
    groups = (values["group"],) if kind == "status" and values["group"] else ()
    if "groups" in SHOWN[kind] and not named:
        groups = tuple(values["groups"])
    receipt = kind == "receipt"
    return ReportOrder(
        kind=kind,
        groups=groups,
        reference=str(values["reference"]).strip() if kind == "dossier" else "",
        round=_asked(values, "round", "any_round"),
        as_of=as_of,
        audience=values["audience"],
        language=values["language"],
        paper=values["paper"],
        sections=frozenset(key for key in PARTS[kind] if values[f"section:{key}"]),
        office=_lines(values["office"]),
        annexes=kind in ANNEXED and bool(values["annexes"]),
        documents=named,
        recipient=_lines(values["recipient"]) if receipt else (),
        purpose=str(values["purpose"]).strip() if receipt else "",
        means=str(values["means"]).strip() if receipt else "",
        run=_asked(values, "run", "any_run"),
        year=_asked(values, "year"),
        calendar=values["calendar"] if "calendar" in SHOWN[kind] else "cy",
        certificates=references(values["certificates"]) if "certificates" in SHOWN[kind] else (),
    )


def _asked(values: Mapping[str, Any], *keys: str) -> str:
    """The first of the fields `keys` that the kind of sheet asks for; '' when it asks for none of them."""
    shown = SHOWN[values["kind"]]
    asked = next((key for key in keys if key in shown), "")
    return str(values[asked] or "").strip().upper() if asked else ""


def references(text: object) -> tuple[str, ...]:
    """The references in `text`, each once, however they are set apart."""
    return tuple(dict.fromkeys(re.findall(r"[^\s,;]+", str(text).upper())))


def references_of(rx: Read, keys: Sequence[int]) -> str:
    """The references of the documents `keys`, fit for the field; gone ones are left out."""
    rows = [row for start in range(0, len(keys), 500) for row in documents.rows(rx, keys[start : start + 500])]
    return ", ".join(row.reference for row in rows)


def _lines(text: object) -> tuple[str, ...]:
    return tuple(line.strip() for line in str(text).splitlines() if line.strip())


class OrderForm(QWidget):
    """`changed` at each change by the officer; `submitted` on Ctrl+Enter; `loaded` when the lists were read (again)."""

    changed = Signal()
    submitted = Signal()
    loaded = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._scopes = Scopes()
        self._read = False
        self._naming = 0
        sources = {
            "kinds": lambda: [Choice(key, _(name)) for key, name in KINDS.items()],
            "groups": lambda: self._scopes.groups,
            "actions": lambda: self._scopes.actions,
            "rounds": lambda: self._scopes.rounds,
            "runs": lambda: self._scopes.runs,
            "calendars": lambda: [Choice(key, _(name)) for key, name in years.CALENDAR_WORDS.items()],
            "audiences": self._audiences,
            "languages": lambda: [Choice(key, _(name)) for key, name in LANGUAGES.items()],
            "papers": lambda: [Choice(key, _(name)) for key, name in PAPERS.items()],
        }
        open_lists = ("reference", "group", "round", "any_round", "run", "any_run")
        self.form = Form(FIELDS, sources, self._check, open_lists=open_lists)
        self.form.setContentsMargins(12, 8, 12, 12)
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setHorizontalScrollBarPolicy(self.area.horizontalScrollBarPolicy().ScrollBarAlwaysOff)
        self.area.setWidget(self.form)
        self.area.setAccessibleName(_("Order of the report"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.area)
        self.setMinimumWidth(theme.px(260))
        self.form.edited.connect(self._edited)
        self.form.submitted.connect(self.submitted)
        self.set_values({**FIRST, "year": str(desk.today.year)})
        desk.changed.connect(self._records_changed)
        self.load()

    def load(self) -> None:
        """Read the working groups and actions again."""
        self._desk.read(self._take, scopes, latest="reports/scopes")

    def _take(self, found: Scopes) -> None:
        if found != self._scopes:
            self._scopes = found
            self.form.reload_choices()
            if not self.form.values()["group"] and found.groups:
                self.form.set_values({"group": found.groups[0].value})
        self._read = True
        self.loaded.emit()

    @property
    def ready(self) -> bool:
        """Whether everything is there that the order needs."""
        return self._read and not self._naming

    def _records_changed(self, change: Any) -> None:
        if {"working_groups", "joint_actions", "meetings", "meeting_sides", "runs"} & set(change.nouns):
            self.load()

    def _audiences(self) -> list[Choice]:
        side = self._desk.facts.side
        partner = "US" if side == "IN" else "IN"
        return [
            Choice("own", _("Own side ({side})").format(side=_(SIDE_WORDS[side]))),
            Choice("partner", _("Partner's edition ({side})").format(side=_(SIDE_WORDS[partner]))),
        ]

    def values(self) -> dict[str, object]:
        """What is entered, fit to be kept."""
        return self.form.values()

    def set_values(self, values: Mapping[str, object]) -> None:
        """Show an order; anything unknown or strange in it is passed over. `documents` may be keys or references."""
        fit = {}
        for key, first in FIRST.items():
            given = values.get(key)
            if isinstance(given, tuple):
                given = list(given)
            if key == "documents" and isinstance(given, list):
                given = self._documents_named(given)
            if key == "certificates" and isinstance(given, list):
                given = ", ".join(map(str, given))
            strange = key in _ONE_OF and given not in _ONE_OF[key]
            if key in values and type(given) is type(first) and not strange:
                fit[key] = given
        self.form.set_values(fit)
        self._arrange()

    def _documents_named(self, given: list[Any]) -> str:
        """References as the field's text; keys are looked up, and the order is not ready before they are found."""
        keys = [one for one in given if isinstance(one, int)]
        if keys:
            self._naming += 1
            self._desk.read(self._named, references_of, keys, failed=self._not_named)
        return ", ".join(one for one in given if isinstance(one, str))

    def _named(self, found: str) -> None:
        self._naming -= 1
        self.form.set_values({"documents": found})
        self.loaded.emit()

    def _not_named(self, error: errors.HsdError) -> None:
        self._naming -= 1
        self._desk.failed.emit(error)
        self.loaded.emit()

    def order(self) -> ReportOrder:
        """The order as entered. Refused, with the field, when it cannot be carried out."""
        problems = self.form.problems()
        if problems:
            key, sentence = next(iter(problems.items()))
            raise errors.Refused(sentence, key)
        return order_of(self.form.values())

    def tell(self, problem: errors.Refused) -> bool:
        """Say beside its field what is wrong; False when the form has no such field on show."""
        kind = self.form.values()["kind"]
        key = "group" if problem.field == "groups" and kind == "status" else problem.field or ""
        if key == "round" and kind == "action-taken":
            key = "any_round"
        if key == "run" and "any_run" in SHOWN[str(kind)]:
            key = "any_run"
        if key not in self.form.rows or self.form.rows[key].isHidden():
            return False
        self.form.set_problems({key: problem.sentence})
        return True

    def _check(self, values: dict[str, object]) -> dict[str, str]:
        if not values["kind"]:  # the form is not filled yet
            return {}
        try:
            order_of(values).check(self._desk.today)
        except errors.Refused as refusal:
            key = refusal.field or ""
            key = "group" if key == "groups" and values["kind"] == "status" else key
            return {"any_run" if key == "run" and "any_run" in SHOWN[str(values["kind"])] else key: refusal.sentence}
        strange = text.problem(str(values["office"]), max_length=OFFICE_LENGTH, lines=True)
        return {"office": strange} if strange else {}

    def _edited(self) -> None:
        self._arrange()
        self.changed.emit()

    def _arrange(self) -> None:
        """Show what the kind of sheet asks for."""
        kind = str(self.form.values()["kind"])
        scope = {key for keys in SHOWN.values() for key in keys}
        shown = {key: key in SHOWN[kind] for key in scope}
        shown |= {f"section:{key}": key in PARTS[kind] for key in SECTIONS}
        self.form.show_rows({**shown, "annexes": kind in ANNEXED})
