"""The tabs of a run in their order; each is loaded when it is first looked at.

What a tab shows is its own room's; those of nominees, programme and certificates are in `ui.training`.
"""

from __future__ import annotations

from typing import Any, Final

from PySide6.QtWidgets import QWidget

from hsdclient.training.runs import RunCard
from hsdclient.words import N_
from ui.ledger import tabs
from ui.ledger.shape import TabSpec


def sides(detail: Any, holder: QWidget) -> Any:
    """What each side says of seats and days."""
    from ui.pages.training.sides_tab import SidesTab

    return SidesTab(detail, holder)


def nominations(detail: Any, holder: QWidget) -> Any:
    """Who is nominated, as board and table."""
    from ui.training.nominations_tab import NominationsTab

    return NominationsTab(detail, holder)


def programme(detail: Any, holder: QWidget) -> Any:
    """Deadlines, instructors, costs, incidents and results."""
    from ui.training.programme.tab import ProgrammeTab

    return ProgrammeTab(detail, holder)


def still_open(card: RunCard) -> int:
    """How many deadlines are still to be met."""
    return sum(one.open for one in card.deadlines) if card.row.state != "cancelled" else 0


def attendance(detail: Any, holder: QWidget) -> Any:
    """Who was there on which day, and the scores of the tests."""
    from ui.training.attendance_tab import AttendanceTab

    return AttendanceTab(detail, holder)


def certificates(detail: Any, holder: QWidget) -> Any:
    """Who may have a certificate, who not and why."""
    from ui.training.certificates_tab import CertificatesTab

    return CertificatesTab(detail, holder)


def evaluation(detail: Any, holder: QWidget) -> Any:
    """What the trainees say, what the tests say, what changed."""
    from ui.training.evaluation_tab import EvaluationTab

    return EvaluationTab(detail, holder)


def nominated(card: RunCard) -> int:
    """How many nominations there are, those that left too."""
    return card.nominated


TABS: Final = (
    tabs.DETAILS,
    TabSpec("sides", N_("Both sides"), sides),
    TabSpec("nominations", N_("Nominations"), nominations, nominated),
    TabSpec("programme", N_("Programme"), programme, still_open),
    TabSpec("attendance", N_("Attendance"), attendance),
    TabSpec("certificates", N_("Certificates"), certificates),
    TabSpec("evaluation", N_("Evaluation"), evaluation),
    tabs.DOCUMENTS,
    tabs.RELEASE,
    tabs.HISTORY,
)
