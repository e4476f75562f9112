"""A desk to report on: verbs at set instants, sheets as data, and what a drawn file says."""

from __future__ import annotations

import dataclasses
import io
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pypdfium2

from hsdclient import clock, documents, joint_actions
from hsdclient.documents import DocumentDraft, Filed, Link
from hsdclient.joint_actions import ActionDraft
from hsdclient.pdfium import alone
from hsdclient.reports import pdf, register
from hsdclient.reports.scope import ReportOrder
from hsdclient.reports.sheet import Block, Grid, Part, Sheet
from hsdclient.session import Officer
from hsdclient.store import Store

DAY = datetime(2026, 3, 2, 6, 0, tzinfo=UTC)
NOW = datetime(2026, 11, 22, 6, 0, tzinfo=UTC)


_TODAY = datetime.now(UTC).replace(hour=6, minute=30, second=0, microsecond=0)


def later(days: int) -> datetime:
    """Noon in India, `days` after the day on which the tests found their workspaces (the real clock's).

    For sheets as of a past day: nothing of a workspace was recorded before it was founded.
    """
    return _TODAY + timedelta(days=days)


class Desk:
    """One workspace and its officer, with the clock set by hand."""

    def __init__(self, store: Store, officer: Officer) -> None:
        self.store, self.officer = store, officer

    def act(self, verb: Callable[..., Any], *args: Any, at: datetime = DAY, **more: Any) -> Any:
        """Run one verb in its own transaction at the instant `at`."""
        with clock.at(at), self.store.write(self.officer, "Test act") as tx:
            return verb(tx, *args, **more)

    def log(self, title: str = "Watch list", at: datetime = DAY, **more: Any) -> joint_actions.Recorded:
        """Log a joint action; the fields not given are plausible."""
        values: dict[str, Any] = {"group": "CN", "lead_in": "NCB-IN", "lead_us": "DEA", "marking": "TLP:GREEN"}
        return self.act(joint_actions.record, ActionDraft(title_en=title, **{**values, **more}), at=at)

    def filed(self, content: bytes, name: str = "Readout.pdf", **more: Any) -> Filed:
        """`content` put into the vault, as attaching would tell of it."""
        stored = self.store.vault.put(io.BytesIO(content))
        told = {"kind": "pdf", "media_type": "application/pdf", "extension": ".pdf", "pages": 2, "text_state": "read"}
        return Filed(name, stored.sha256, stored.size, **{**told, **more})

    def attach(
        self, title: str, *to: Link, content: bytes = b"", name: str = "Readout.pdf", at: datetime = DAY, **more: Any
    ) -> documents.Attached:
        """Attach a paper as evidence; the fields not given are plausible, the content is the title."""
        draft = DocumentDraft(title=title, **{"type": "readout", "marking": "TLP:GREEN", **more})
        return self.act(documents.attach, draft, self.filed(content or title.encode(), name), to, at=at)

    def sheet(self, kind: Any = "status", *, now: datetime = NOW, **order: Any) -> Sheet:
        """The sheet of an order, as data, under the number R-2026-0001."""
        if kind == "status":
            order.setdefault("groups", ("CN",))
        with clock.at(now):
            matter, lines = register.matter_of(self.store, ReportOrder(kind, **order))
            return register.composed(matter, "R-2026-0001", now, lines)

    def issue(self, target: Any = None, *, now: datetime = NOW, **order: Any) -> register.Issued:
        """Issue a report; a consolidated one unless told otherwise."""
        with clock.at(now):
            return register.issue(self.store, self.officer, ReportOrder(**{"kind": "consolidated", **order}), target)


def strings(value: Any) -> Iterator[str]:
    """Every string of plain data, however deep; keys too."""
    if isinstance(value, str):
        yield value
    elif dataclasses.is_dataclass(value):
        for field in dataclasses.fields(value):
            yield from strings(getattr(value, field.name))
    elif isinstance(value, dict):
        for key, held in value.items():
            yield from strings(key)
            yield from strings(held)
    elif isinstance(value, tuple | list | set | frozenset):
        for one in value:
            yield from strings(one)
    elif value is not None:
        yield str(value)


def said(value: Any) -> str:
    """All strings of plain data, one a line."""
    return "\n".join(strings(value))


def grids(parts: tuple[Part, ...]) -> list[Grid]:
    """Every table, those inside blocks too."""
    found: list[Grid] = []
    for part in parts:
        if isinstance(part, Grid):
            found.append(part)
        elif isinstance(part, Block):
            found += part.grids
    return found


def grid(sheet: Sheet, first: str) -> Grid:
    """The first table whose first column is titled `first`."""
    return next(one for one in grids(sheet.parts) if one.columns[0].title == first)


def cells(table: Grid, row: int = 0) -> dict[str, str]:
    """One row by column title, badges as their words."""
    return {column.title: said(cell) for column, cell in zip(table.columns, table.rows[row], strict=True)}


def drawn(sheet: Sheet) -> bytes:
    """The sheet as a PDF file."""
    target = io.BytesIO()
    pdf.draw(sheet, target)
    return target.getvalue()


def pages(content: bytes) -> list[str]:
    """What PDFium reads on each page."""
    with alone():
        document = pypdfium2.PdfDocument(content)
        try:
            return [document[index].get_textpage().get_text_range() for index in range(len(document))]
        finally:
            document.close()


def attached(content: bytes) -> dict[str, bytes]:
    """The files embedded in a PDF, by name."""
    with alone():
        document = pypdfium2.PdfDocument(content)
        try:
            found = [document.get_attachment(index) for index in range(document.count_attachments())]
            return {one.get_name(): bytes(one.get_data()) for one in found}
        finally:
            document.close()


def flat(text: str) -> str:
    """Without white space, as words break between lines."""
    return "".join(text.split())
