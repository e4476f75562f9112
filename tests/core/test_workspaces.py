"""Making and opening a workspace, the officers' keys, a rollback accepted: rules.md, Keys, officers, lock."""

from __future__ import annotations


def test_it_opens(workspace):
    assert workspace.officer.role == "administrator"
    assert workspace.store.facts.side == "IN"
