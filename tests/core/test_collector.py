"""The search for cycles is paused and comes back only where it was on."""

from __future__ import annotations

import gc

import pytest

from hsdclient import collector


@pytest.mark.parametrize("on", [True, False])
def test_it_is_as_it_was_after_blocks_that_nest(on: bool) -> None:
    was = gc.isenabled()
    (gc.enable if on else gc.disable)()
    try:
        with collector.paused():
            assert not gc.isenabled()
            with collector.paused():
                assert not gc.isenabled()
            assert not gc.isenabled()
        assert gc.isenabled() is on
    finally:
        (gc.enable if was else gc.disable)()
