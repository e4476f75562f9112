"""The Training tab: every run a person was nominated for, how far it went, days, score and certificate.

Enter goes to the nomination on the run's own page.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from PySide6.QtWidgets import QWidget

from hsdclient.session import Read
from hsdclient.training import scores
from hsdclient.training.nominations import NominationRow
from hsdclient.training.trainees import TraineeCard
from hsdclient.words import N_, _, language
from ui.ledger.detail import LedgerDetail
from ui.ledger.related import Related, RelatedTab
from ui.pages.trainees import looks
from ui.parts.rows import Column

COLUMNS: Final = (
    Column("starts", N_("First day"), 96, sortable=False),
    Column("title", N_("Title"), 170, sortable=False, grows_from=880),
    Column("step", N_("Step"), 140, kind="badge", sortable=False),
    Column("score", N_("Score"), 70, align="right", sortable=False),
    Column("certificate", N_("Certificate"), 124, kind="reference", sortable=False),
    Column("days", N_("Days"), 56, align="right", sortable=False),
    Column("run", N_("Run"), 116, kind="reference", sortable=False),
    Column("ends", N_("Last day"), 96, sortable=False),
)


def line(row: NominationRow) -> Mapping[str, object]:
    """One nomination."""
    return {
        "run": row.run,
        "title": (language() == "hi" and row.run_title_hi) or row.run_title,
        "starts": row.run_starts,
        "ends": row.run_ends,
        "step": looks.step_badge(row),
        "days": f"{row.attended_days:g}" if row.halves else "",
        "score": f"{scores.percent(row.score)} %" if row.score is not None else "",
        "certificate": row.certificate,
    }


def look(_rx: Read, card: TraineeCard) -> Sequence[tuple[int, Mapping[str, object]]]:
    """The nominations of the card, the latest run first."""
    return [(row.key, line(row)) for row in card.nominations]


TOLD: Final = Related(
    COLUMNS, look, N_("Training history"), N_("This person was not nominated for a run yet."), "training",
)  # fmt: skip


class TrainingTab(RelatedTab):
    """Each line is a nomination; its run is where Enter leads."""

    def __init__(self, detail: LedgerDetail, parent: QWidget) -> None:
        super().__init__(TOLD, detail, parent)
        self.go.setText(_("Go to the run"))

    def go_there(self) -> None:
        """Show the current nomination on its run's page."""
        key = self.table.current_id()
        card: TraineeCard | None = self._detail.card
        run = next((one.run_key for one in card.nominations if one.key == key), None) if card is not None else None
        if run is not None:
            self._detail.desk.go.emit("training", {"record": run, "tab": "nominations", "nomination": key})


def runs_of(card: TraineeCard) -> int:
    """How many nominations the person has."""
    return len(card.nominations)
