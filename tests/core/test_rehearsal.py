"""The looks rehearsed before the unlock run on an empty database and leave no error."""

from __future__ import annotations

import logging

import pytest

from hsdclient import joint_actions, rehearsal
from hsdclient.session import Read


def test_the_first_looks_run_on_an_empty_database(caplog: pytest.LogCaptureFixture) -> None:
    found: list[object] = []
    with caplog.at_level(logging.ERROR):
        rehearsal.rehearse(
            lambda rx: found.append(list(joint_actions.ids(rx, joint_actions.ActionQuery()))),
            lambda rx: found.append(list(joint_actions.rows(rx, [1]))),
            lambda rx: found.append(joint_actions.counts(rx)),
        )
    assert found == [[], [], []]
    assert not caplog.records


def test_a_rehearsal_that_fails_stops_nothing(caplog: pytest.LogCaptureFixture) -> None:
    def fail(_rx: Read) -> None:
        raise ValueError("no")

    rehearsal.rehearse(fail)
    assert [record.message for record in caplog.records] == ["rehearsal"]
