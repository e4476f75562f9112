"""Pictures of the pages of training: calendar, board, a run's tabs, a person, courses, needs, register, reciprocity.

Part of `make screenshots` (tests/screenshots.py, which has the camera).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

HELD, LATE = "First joint course", "Precursor investigations, second run"
"""Titles of two runs of the sample: one that is over, one for which nominees are being cleared."""
SHEETS: tuple[tuple[str, dict[str, str]], ...] = (
    ("training-calendar", {}),
    ("call", {"run": LATE}),
    ("roll", {"run": HELD}),
    ("attendance", {"run": HELD}),
    ("certificate", {"run": HELD}),
    ("certificate-register", {}),
    ("evaluation", {"run": HELD}),
    ("reciprocity", {"year": "2025", "calendar": "in"}),
    ("training", {"year": "2025", "calendar": "cy"}),
)


def training(studio: Any, window: Any) -> Iterator[str]:
    """The calendar by month and week, the board and the table, every tab of two runs, the other pages."""
    yield from _calendar(window)
    for name, title in (("late", LATE), ("held", HELD)):
        page = _show(studio, window, "training", key_of(window, "runs", title))
        for tab in page.detail.keys:
            page.open_tab(tab)
            yield f"training-{name}-{tab}"
        yield from _as_table(page, name)
        page.open_tab(page.detail.keys[0])
    window.go("training", {"new": True})
    yield "training-new"
    window.current()._new_closed()
    for key, noun, title in (
        ("trainees", "trainees", "Kavita"), ("courses", "courses", "Digital evidence"),
        ("needs", "needs", "Digital evidence"),
    ):  # fmt: skip
        page = _show(studio, window, key, key_of(window, noun, title))
        for tab in page.detail.keys:
            page.open_tab(tab)
            yield f"{key}-{tab}"
        page.open_tab(page.detail.keys[0])
    for key in ("certificates", "evaluations", "reciprocity"):
        window.go(key, {})
        yield key


def _calendar(window: Any) -> Iterator[str]:
    window.go("calendar", {})
    yield "calendar"
    for way in ("week", "month"):
        window.go("calendar", {"view": way})
        yield f"calendar-{way}"


def _show(studio: Any, window: Any, page_key: str, key: int) -> Any:
    window.go(page_key, {"trash": False, "record": key})
    page = window.current()
    studio.until(lambda: page.card() is not None and page.card().key == key, f"{page_key} {key}")
    return page


def _as_table(page: Any, name: str) -> Iterator[str]:
    """The nominations once more, as the table."""
    page.open_tab("nominations")
    tab = page.detail.part("nominations")
    before = tab._as_board
    tab._as_board = not before
    tab._show_view()
    yield f"training-{name}-nominations-{'table' if before else 'board'}"
    tab._as_board = before
    tab._show_view()


def key_of(window: Any, noun: str, title: str) -> int:
    """The record of `noun` whose title begins so."""
    from hsdclient import titles  # lazy: after the environment is set

    with window.desk.store.read() as rx:
        found = titles.of(rx, noun, titles.matching(rx, noun, ""))
    return next(key for key, one in found.items() if one.title.startswith(title))


def training_sheets(studio: Any, window: Any) -> Iterator[str]:
    """The preview of every sheet of training."""
    from hsdclient import titles  # lazy: as above

    for kind, more in SHEETS:
        order = {"kind": kind, "audience": "own", "language": "en", **more}
        if "run" in more:
            key = key_of(window, "runs", more["run"])
            with window.desk.store.read() as rx:
                order["run"] = order["any_run"] = titles.of(rx, "runs", [key])[key].reference
        window.go("reports", {"order": order})
        new = window.current().new
        studio.until(lambda new=new: not new._stale and new._drawing is None and new._drawn, kind)
        yield f"reports-{kind}"
