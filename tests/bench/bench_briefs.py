"""How fast a brief for a round is drawn, beside bare ReportLab doing the least for the same text (as bench_pdf)."""

from __future__ import annotations

import io
import random
from datetime import UTC, date, datetime
from typing import Any

from hsdclient import releases
from hsdclient.joint_actions import ActionCard, EntryCard, SideCard
from hsdclient.reports import compose, pdf
from hsdclient.reports.matter import Matter
from hsdclient.reports.scope import ReportOrder
from hsdclient.reports.sheet import Badge, Cell, Grid, Sheet
from hsdclient.reports.told import Item, Occasion, SideTold, Told
from hsdclient.scorecard import Because, Line
from hsdclient.session import WorkspaceFacts
from tests.bench import bench_pdf
from tests.bench.figures import Row, row

ACTIONS, PROMISES, FEW = 1_000, 500, 150
GROUPS = ("CN", "CU", "CT", "CY", "IM")
DAY = date(2026, 11, 22)


def sheet(language: str, actions: int = ACTIONS, promises: int = PROMISES) -> Sheet:
    """A brief for a round of five items: `actions` open joint actions, `promises` open commitments, texts unlike."""
    source = random.Random(11)

    def words(count: int) -> str:
        return bench_pdf._words(source, language, count)

    sides = (SideTold("IN", words(6), DAY, DAY), SideTold("US", words(6), DAY, DAY))
    agenda = tuple(Item(number, number, words(5), group, words(60), "") for number, group in enumerate(GROUPS, 1))
    held = Occasion(
        1, "HSD-2024", "round", "", "", "held", False, "", "New Delhi", False, "", "TLP:GREEN", sides,
        frozenset(releases.RECORD_PARTS["meetings"]), agenda=agenda,
    )  # fmt: skip
    cards = tuple(_card(number, GROUPS[number % 5], words) for number in range(1, actions + 1))
    lines = tuple(_line(number, GROUPS[number % 5], words) for number in range(1, promises + 1))
    matter = Matter(
        order=ReportOrder("round-brief", round="HSD-2024", language=language),  # type: ignore[arg-type]
        facts=WorkspaceFacts("id", "", "IN", "Asia/Kolkata", "TLP:GREEN", "", "Bench", "", False),
        side="IN",
        partner="US",
        day=DAY,
        cards=cards,
        shown={card.key: frozenset(releases.ALL_PARTS) for card in cards},
        markings=("TLP:GREEN",),
        told=Told(occasion=held, lines=lines),
    )
    return compose.compose(matter, "R-2026-0001", datetime(2026, 11, 22, 6, tzinfo=UTC))


def _card(number: int, group: str, words: Any) -> ActionCard:
    mine = SideCard("IN", "NCB-IN", "", "in_progress", "green", DAY, 0, "", False, words(8), None, "")
    theirs = SideCard("US", "DEA", "", "", "", None, 0, "", False, "", None, "")
    entry = EntryCard(number, "", number, "IN", DAY, words(24), "", "", "", "", None, None, "", "")
    return ActionCard(
        number, "", f"{group}-2026-{number:04d}", group, group, group, words(9), "", "", "normal", None, "TLP:GREEN",
        "", False, "", None, "", "", "", "", False, "", {"IN": mine, "US": theirs}, progress=(entry,),
    )  # fmt: skip


def _line(number: int, group: str, words: Any) -> Line:
    return Line(
        key=number, id="", reference=f"COM-2026-{number:04d}", round="HSD-2022", agreement="", verbatim=words(26),
        source="", paragraph=f"¶ {number}", document="", paraphrase="", classed="process", group=group,
        lead_in="NCB-IN", lead_us="DEA", due=DAY, due_set=DAY, by_next_round=False, late_days=0,
        computed="in_progress", because=Because(), own=None, partner=None, actions=(), proofs=(), carried_from="",
        carried_to="", marking="TLP:GREEN",
    )  # fmt: skip


def _said(cell: Cell) -> str:
    pieces = cell if isinstance(cell, tuple) else (cell,)
    return "\n".join(one.word if isinstance(one, Badge) else one for one in pieces)


def _rows(made: Sheet) -> list[list[str]]:
    return [[_said(cell) for cell in line] for part in made.parts if isinstance(part, Grid) for line in part.rows]


def _characters(language: str) -> tuple[float, float]:
    """Characters a second of a small brief and of bare shaped paragraphs over the same cells."""
    small = sheet(language, FEW, FEW // 2)
    return bench_pdf.against_paragraphs(small, [cell for line in _rows(small) for cell in line])


def rows() -> list[Row]:
    """One row for each language: ratio, limit, what was measured."""
    made = sheet("en")
    english = bench_pdf.pages_per_second(lambda: pdf.draw(made, io.BytesIO()).pages)
    bare = bench_pdf.bare_tables(_rows(made))
    detail = f"{english:.0f} pages/s, bare {bare:.0f}"
    found = [row("brief over 1,000 actions, English, against bare tables", english / bare, 0.4, detail, least=True)]
    for language in ("hi", "both"):
        ours, least = _characters(language)
        name = f"brief, language {language}, against bare shaped paragraphs"
        detail = f"{ours:,.0f} characters/s, bare {least:,.0f}"
        found.append(row(name, ours / least, 0.8, detail, least=True))
    return found
