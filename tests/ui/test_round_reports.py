"""The sheets of a dialogue ordered in the window: the round is picked, the partner's edition is looked through first."""

from __future__ import annotations

import pytest

from hsdclient import releases
from tests.core.reports import dialogue
from tests.core.reports.desk import Desk
from tests.ui.report_desk import issue, settled, shown_row, text_of


@pytest.fixture
def story(desk):
    return dialogue.told(Desk(desk.store, desk.officer))
