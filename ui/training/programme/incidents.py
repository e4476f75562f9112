"""What happened during a run that must be kept: in the own side's words, never in the partner's edition."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any, Final

from PySide6.QtWidgets import QWidget

from hsdclient.fields import Choice, Field
from hsdclient.session import Read, Tx
from hsdclient.training import nominations, runs
from hsdclient.training.runs import INCIDENT_WORDS, Incident, IncidentDraft, RunCard
from hsdclient.words import N_, _, language
from ui.ledger.book import Source, of_words
from ui.parts.rows import Column
from ui.training.programme.part import Part

COLUMNS: Final = (
    Column("dated", N_("On"), 96, kind="reference", sortable=False),
    Column("kind", N_("Kind"), 96, sortable=False),
    Column("text", N_("What happened"), 220, sortable=False, grows_from=530),
    Column("trainee", N_("Concerns"), 110, sortable=False),
)
ADDED: Final = N_("Incident noted")
REMOVED: Final = N_("Incident removed")
WHOM: Final = Field("nomination", N_("Concerns"), "choice", choices="nominees",
                    help=N_("Leave it empty when it concerns nobody by name"))  # fmt: skip


class Incidents(Part):
    """The incidents of the run in hand."""

    def __init__(self, detail: Any, parent: QWidget | None = None) -> None:
        super().__init__(
            detail,
            _("Incidents"),
            COLUMNS,
            _("Note an incident…"),
            _("No incident has been noted."),
            parent,
            changeable=False,
            note=_("For the own side only; the partner's edition never has them."),
        )

    def lines(self, card: RunCard) -> Mapping[int, Mapping[str, object]]:
        return {one.key: line(one) for one in card.incidents}

    def ask_new(self) -> None:
        if self.card is not None:
            self.desk.read(self._ask, nominees, self.card.key, latest="training/incident")

    def _ask(self, found: list[Choice]) -> None:
        if self.card is None:
            return
        row = self.card.row
        day = min(max(self.desk.today, row.starts), row.ends)
        values = {"dated": day.isoformat(), "kind": "other", "text": "", "nomination": ""}
        sources: dict[str, Source] = {"incident_kinds": kinds, "nominees": partial(list, found)}
        self.ask(_("Note an incident"), (*IncidentDraft.FIELDS, WHOM), values, ADDED, add, self.card.key,
                 told=_("Incident noted"), choices=sources, check=check, first="kind")  # fmt: skip

    def remove(self, key: int) -> None:
        self.write(REMOVED, runs.incidents.remove, key, told=_("Incident removed"))


def kinds() -> list[Choice]:
    """Medical, safety …"""
    return of_words(INCIDENT_WORDS)


def nominees(rx: Read, run: int) -> list[Choice]:
    """Who is nominated for the run, by nomination, by name."""
    hindi = language() == "hi"
    return sorted(
        (
            Choice(str(one.key), (hindi and one.name_hi) or one.name, hint=one.trainee)
            for one in nominations.of_run(rx, run)
        ),
        key=lambda one: one.label,
    )


def check(values: dict[str, Any]) -> dict[str, str]:
    """What is wrong with an incident by itself."""
    return drafted(values).problems()


def drafted(values: dict[str, Any]) -> IncidentDraft:
    """The incident that was entered."""
    whom = str(values.get("nomination") or "")
    said = {one.key: values[one.key] for one in IncidentDraft.FIELDS}
    return IncidentDraft(**said, nomination=int(whom) if whom.isdecimal() else None)


def add(tx: Tx, run: int, values: dict[str, Any]) -> int:
    """Note an incident of the run."""
    return runs.incidents.add(tx, run, drafted(values))


def line(one: Incident) -> dict[str, object]:
    """An incident by column key."""
    return {"dated": one.dated, "kind": _(INCIDENT_WORDS[one.kind]), "text": one.text, "trainee": one.trainee}
