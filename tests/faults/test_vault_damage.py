"""Any damage to a stored file is named by its document and mended; a restore brings all back (issue 3, Shows 2)."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.faults import vault_damage
from tests.faults.vault_damage import DAMAGES, Library


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Library:
    return vault_damage.library(tmp_path_factory.mktemp("shelf"), papers=8)


def test_each_damage_is_named_exactly_and_mended(shelf: Library) -> None:
    outcome = vault_damage.named(shelf, 2 * len(DAMAGES))
    assert outcome.missed == []
    assert outcome.tries > 3 * len(DAMAGES)


def test_a_restore_brings_all_back(shelf: Library, tmp_path: Path) -> None:
    outcome = vault_damage.restored(shelf, tmp_path)
    assert outcome.missed == []
    assert outcome.tries == 5


def test_the_harness_sees_a_damage_that_is_not_looked_for(shelf: Library) -> None:
    """The control: a quick look does not read to the end of a long file."""
    assert len(vault_damage.unnoticed(shelf).missed) == 1
