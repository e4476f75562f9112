"""How fast a report is drawn, beside bare ReportLab doing the least for the same text."""

from __future__ import annotations

import io
import json
import os
import random
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import Flowable, PageBreak, SimpleDocTemplate, Table
from reportlab.platypus import Paragraph as BareParagraph
from reportlab.platypus.flowables import Spacer

from hsdclient import paths
from hsdclient.reports import pdf
from hsdclient.reports.sheet import Badge, Block, Column, Grid, Heading, Part, Sheet

ACTIONS = 1000
_ENGLISH = [
    "joint",
    "review",
    "of",
    "pre-export",
    "notifications",
    "for",
    "precursor",
    "chemicals",
    "agreed",
    "on",
    "the",
    "list",
    "of",
    "focal",
    "points",
    "reminder",
    "sent",
    "through",
    "the",
    "liaison",
    "officer",
    "draft",
    "protocol",
    "circulated",
    "to",
    "both",
    "sides",
    "awaiting",
    "clearance",
    "of",
    "nominations",
    "training",
    "seats",
    "confirmed",
    "at",
    "Glynco",
    "controlled",
    "delivery",
    "express",
    "consignment",
    "targeting",
    "criteria",
]
_HINDI = [
    "संयुक्त",
    "समीक्षा",
    "निर्यात-पूर्व",
    "सूचनाओं",
    "पूर्ववर्ती",
    "रसायनों",
    "संपर्क",
    "बिंदुओं",
    "की",
    "सूची",
    "पर",
    "सहमति",
    "संपर्क",
    "अधिकारी",
    "के",
    "माध्यम",
    "से",
    "स्मरण",
    "मसौदा",
    "प्रोटोकॉल",
    "दोनों",
    "पक्षों",
    "को",
    "प्रसारित",
    "नामांकनों",
    "की",
    "स्वीकृति",
    "की",
    "प्रतीक्षा",
    "प्रशिक्षण",
    "सीटों",
    "की",
    "पुष्टि",
    "नियंत्रित",
    "सुपुर्दगी",
    "एक्सप्रेस",
    "खेप",
]
_BADGES = (Badge("tick-circle", "Green"), Badge("triangle", "Amber"), Badge("octagon", "Red"))


def _words(source: random.Random, language: str, count: int) -> str:
    english = " ".join(source.choices(_ENGLISH, k=count))
    hindi = " ".join(source.choices(_HINDI, k=count))
    return {"en": english, "hi": hindi, "both": f"{english}\n{hindi}"}[language]


def sheet(language: str, actions: int = ACTIONS) -> Sheet:
    """A status report: an action matrix and a block for each of `actions` actions, all texts unlike."""
    source = random.Random(7)
    titles = ("Reference", "Commitment", "Lead IN", "Lead US", "Due", "Action taken", "RAG", "Reason", "Next step")
    shares = (1.2, 3.4, 0.9, 0.9, 1.0, 3.4, 1.0, 2.4, 2.0)
    kinds = ("reference", *["text"] * 5, "rag", "text", "text")
    columns = tuple(Column(title, share, kind=kind) for title, share, kind in zip(titles, shares, kinds, strict=True))  # type: ignore[arg-type]
    rows, blocks = [], []
    for number in range(1, actions + 1):
        reference = f"CN-2026-{number:04d}"
        texts = [_words(source, language, count) for count in (9, 16, 10, 5, 24, 14)]
        badge = _BADGES[number % 3]
        rows.append((reference, texts[0], "NCB-IN", "ONDCP", "22 Nov 2026", texts[1], badge, texts[2], texts[3]))
        blocks.append(
            Block(
                reference,
                texts[0],
                (("Status", "In progress"), ("RAG", badge), ("Lead", "NCB-IN / ONDCP"), ("Due", "22 Nov 2026")),
                (("Description", texts[4]), ("Progress", texts[5])),
            )
        )
    parts: tuple[Part, ...] = (
        Heading("Action matrix"),
        Grid(columns, tuple(rows), True),
        Heading("Joint actions"),
        *blocks,
    )
    return Sheet("Status report", "Bench", "HSD-1", language, markings=("TLP:GREEN",), parts=parts)  # type: ignore[arg-type]


def _rows_of(language: str) -> list[list[str]]:
    grid = next(part for part in sheet(language).parts if isinstance(part, Grid))
    return [[cell.word if isinstance(cell, Badge) else str(cell) for cell in row] for row in grid.rows]


def pages_per_second(build: Callable[[], int]) -> float:
    best = 0.0
    for _ in range(3):
        started = time.perf_counter()
        pages = build()
        best = max(best, pages / (time.perf_counter() - started))
    return best


def _ours(language: str) -> float:
    made = sheet(language)
    return pages_per_second(lambda: pdf.draw(made, io.BytesIO()).pages)


def bare_tables(texts: list[list[str]]) -> float:
    """Tables of 60 rows with plain strings, one a page, nothing wrapped: what ReportLab does fastest."""
    rows = [[cell[:18] for cell in row] for row in texts]

    def build() -> int:
        document = SimpleDocTemplate(io.BytesIO(), pagesize=landscape(A4), leftMargin=20, rightMargin=20,
                                     topMargin=20, bottomMargin=20)  # fmt: skip
        story: list[Flowable] = []
        for start in range(0, len(rows), 60):
            table = Table(rows[start : start + 60], rowHeights=9)
            table.setStyle([("FONTSIZE", (0, 0), (-1, -1), 6), ("LINEBELOW", (0, 0), (-1, -1), 0.25, "#C9D0D9")])
            story += [table, PageBreak()]
        document.build(story)
        return int(document.page)

    return pages_per_second(build)


def _texts(language: str) -> list[str]:
    texts: list[str] = []
    for part in sheet(language, 150).parts:
        if isinstance(part, Grid):
            texts += [str(cell) for row in part.rows for cell in row if not isinstance(cell, Badge)]
        elif isinstance(part, Block):
            texts += [part.reference, part.title, *(text for _, text in part.paragraphs)]
    return texts


def _bare_paragraphs(language: str) -> tuple[float, float]:
    return against_paragraphs(sheet(language, 150), _texts(language))


def against_paragraphs(small: Sheet, texts: list[str]) -> tuple[float, float]:
    """Characters a second of ours and of bare shaped Paragraphs over the same `texts`.

    Pages hold unlike amounts of text in the two layouts, so the comparison is per character.
    """
    folder = paths.resources("fonts")
    file = str(folder / "NotoSansDevanagari-Regular.ttf")
    pdfmetrics.registerFont(TTFont("BenchHindi", file, shapable=True))
    style = ParagraphStyle("p", fontName="BenchHindi", fontSize=8, leading=11, shaping=1)
    total = sum(map(len, texts))

    def bare() -> int:
        story: list[Flowable] = []
        for text in texts:
            story += [BareParagraph(escape(text).replace("\n", "<br/>"), style), Spacer(1, 2)]
        document = SimpleDocTemplate(io.BytesIO(), pagesize=A4)
        document.build(story)
        return total

    def ours() -> int:
        pdf.draw(small, io.BytesIO())
        return total

    return pages_per_second(ours), pages_per_second(bare)


def _peak() -> float:
    """The resident size of this process in MiB (Linux; 0 elsewhere)."""
    status = Path("/proc/self/status")
    if not status.exists():
        return 0.0
    line = next(line for line in status.read_text().splitlines() if line.startswith("VmHWM"))
    return int(line.split()[1]) / 1024


def _growth(language: str) -> float:
    """How much the peak grows while the report is drawn, in a fresh process so that nothing hides it."""
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        made = sheet(language)
        pdf.draw(sheet(language, 2), io.BytesIO())
        before = _peak()
        pdf.draw(made, io.BytesIO())
        os.write(writer, str(_peak() - before).encode())
        os._exit(0)
    os.close(writer)
    with os.fdopen(reader) as answer:
        grown = float(answer.read() or "inf")
    os.waitpid(child, 0)
    return grown


def measure() -> dict[str, float]:
    """All figures: pages a second, characters a second, MiB."""
    figures = {"english": _ours("en"), "tables": bare_tables(_rows_of("en"))}
    for language in ("hi", "both"):
        figures[f"{language} characters"], figures[f"{language} bare"] = _bare_paragraphs(language)
    figures["memory"] = max(_growth(language) for language in ("en", "both")) if hasattr(os, "fork") else 0.0
    return figures


def rows() -> list[dict[str, Any]]:
    """One row for each limit of the issue: name, ratio, limit, holds, detail."""
    found = measure()
    english = found["english"] / found["tables"]
    table = [
        {
            "name": "status report over 1,000 actions, English, against bare tables",
            "ratio": round(english, 2),
            "limit": ">= 0.40",
            "holds": english >= 0.4,
            "detail": f"{found['english']:.0f} pages/s, bare {found['tables']:.0f}",
        }
    ]
    for language in ("hi", "both"):
        ours, bare = found[f"{language} characters"], found[f"{language} bare"]
        ratio = ours / bare
        table.append(
            {
                "name": f"status report, language {language}, against bare shaped paragraphs",
                "ratio": round(ratio, 2),
                "limit": ">= 0.80",
                "holds": ratio >= 0.8,
                "detail": f"{ours:,.0f} characters/s, bare {bare:,.0f}",
            }
        )
    table.append(
        {
            "name": "memory growth of the status report over 1,000 actions",
            "ratio": round(found["memory"], 1),
            "limit": "<= 150 MiB",
            "holds": found["memory"] <= 150,
            "detail": f"{found['memory']:.0f} MiB at the peak",
        }
    )
    return table


if __name__ == "__main__":
    print(json.dumps(rows(), indent=1, ensure_ascii=False))
