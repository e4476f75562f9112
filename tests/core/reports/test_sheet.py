"""A sheet is plain, frozen data without any drawing in it."""

from __future__ import annotations

import dataclasses
import subprocess
import sys

import pytest

from hsdclient.reports.sheet import Badge, Column, Facts, Grid, Heading, PageBreak, Paragraph, Sheet


def test_a_sheet_cannot_be_changed_and_equals_its_twin() -> None:
    sheet = Sheet("Status report", "T", "N-1", parts=(Heading("H"), Facts((("a", Badge("clock", "Overdue")),))))
    with pytest.raises(dataclasses.FrozenInstanceError):
        sheet.title = "other"  # type: ignore[misc]
    assert sheet == Sheet("Status report", "T", "N-1", parts=(Heading("H"), Facts((("a", Badge("clock", "Overdue")),))))
    assert dataclasses.replace(sheet, title="other") != sheet


def test_parts_with_plain_content_can_be_compared_and_hashed() -> None:
    parts = {Heading("A"), Paragraph("b"), PageBreak(), Grid((Column("c"),), (("d",),))}
    assert len(parts | {Heading("A"), Paragraph("b")}) == 4


def test_building_a_sheet_loads_neither_reportlab_nor_fonts() -> None:
    code = (
        "import sys, hsdclient.reports.sheet\n"
        "print(sorted(name for name in sys.modules if name.split('.')[0] in ('reportlab', 'uharfbuzz', 'pypdfium2')))"
    )
    answer = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert answer.stdout.strip() == "[]"
