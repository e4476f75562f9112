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


def nominated(card: RunCard) -> int:
    """How many nominations there are, those that left too."""
    return sum(sum(by_step.values()) for by_step in card.steps.values())


TABS: Final = (
    tabs.DETAILS,
    TabSpec("sides", N_("Both sides"), sides),
    TabSpec("nominations", N_("Nominations"), nominations, nominated),
    tabs.DOCUMENTS,
    tabs.RELEASE,
    tabs.HISTORY,
)
