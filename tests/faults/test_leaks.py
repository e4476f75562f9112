"""No title, name or passphrase lies on the disk in plain text: during a day, after it, after a kill (Shows 6)."""

from __future__ import annotations

import unicodedata
from pathlib import Path

from tests.faults import day, desk, leaks


def test_a_day_at_the_desk_leaves_no_plain_text() -> None:
    told = desk.run_harness("leaks")
    assert told["found"] == []
    assert told["control"], "the copies that were open must have been seen"
    assert {
        "printed and backed up", "attached", "papers looked at and backed up", "logged in the window", "locked again",
        "window at work", "the day after",
    } <= set(told["steps"])  # fmt: skip
    assert told["bytes"] > 500_000  # there was something to look at


def test_the_search_sees_each_encoding_and_names(tmp_path: Path) -> None:
    sought = leaks.needles(day.WORDS)
    for number, encoding in enumerate(("utf-8", "utf-16-le", "utf-16-be")):
        for phrase in day.WORDS.values():
            (tmp_path / "planted").write_bytes(b"\xff" * (number + leaks._CHUNK - 7) + phrase.encode(encoding))
            assert list(leaks.search(tmp_path, sought))
    for form in ("NFC", "NFD"):
        (tmp_path / "planted").write_text(unicodedata.normalize(form, day.WORDS["file's name with marks"]))
        assert list(leaks.search(tmp_path, sought))
    (tmp_path / "planted").write_bytes(b"nothing")
    assert not list(leaks.search(tmp_path, sought))
    (tmp_path / day.WORDS["tag"]).mkdir()
    assert list(leaks.search(tmp_path, sought))
