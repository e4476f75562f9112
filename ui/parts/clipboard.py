"""Rows for the clipboard: tab-separated text and an HTML table, both without anything a spreadsheet would
run.
Knows no domain word."""

from __future__ import annotations

import html
from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QMimeData

from hsdclient.words import _
from ui.parts.rows import RowsModel

MOST_COPIED: Final = 2000
_FORMULA: Final = ("=", "+", "-", "@")


def rows_as_mime(model: RowsModel, rows: Sequence[int], columns: Sequence[int]) -> QMimeData:
    """`rows` (at most `MOST_COPIED`) and `columns` of `model`, with a heading line."""
    lines = [[_(model.columns[column].title) for column in columns]]
    lines += [[harmless(str(model.index(row, column).data() or "")) for column in columns] for row in rows]
    data = QMimeData()
    data.setText("\n".join("\t".join(line) for line in lines))
    cells = [
        "".join(f"<{tag}>{html.escape(cell)}</{tag}>" for cell in line)
        for tag, line in zip(["th"] + ["td"] * len(rows), lines, strict=True)
    ]
    data.setHtml("<table>" + "".join(f"<tr>{row}</tr>" for row in cells) + "</table>")
    return data


def harmless(text: str) -> str:
    """`text` as one cell: on one line, and never a formula."""
    flat = " ".join(text.replace("\t", " ").splitlines())
    if flat.startswith(_FORMULA) and not _is_number(flat):
        return "'" + flat
    return flat


def _is_number(text: str) -> bool:
    try:
        float(text.replace(",", ""))
    except ValueError:
        return False
    return True
