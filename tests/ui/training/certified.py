"""One run that was held, for the tests of certificates, evaluations and reciprocity in the window."""

from __future__ import annotations

from hsdclient import clock
from hsdclient.workspaces import Workspace
from tests.core.training.exchange import attend, instruct, nominee, run, score
from tests.ui.conftest import NOW

RUN = "RUN-2026-0001"


def fill_held(workspace: Workspace) -> list[int]:
    """A run at FLETC in March 2026: six who passed, one who failed, one who did not come; their nominations."""
    store, officer = workspace.store, workspace.officer
    with clock.at(NOW), store.write(officer, "Exchange told") as tx:
        key = run(tx, "2026-03-02", "2026-03-04", "FLETC", seats=(10, 0), pass_mark=600, topic="Cybercrime")
        came = [nominee(tx, key, f"Person {letter}") for letter in "ABCDEFG"]
        for place, one in enumerate(came):
            attend(tx, one, "2026-03-02", "present", "present", "present")
            score(tx, one, 590 if place == 6 else 800)
        gone = nominee(tx, key, "Person H", step="no_show")
        instruct(tx, key, "US", {"2026-03-02": 480})
    return [*came, gone]
