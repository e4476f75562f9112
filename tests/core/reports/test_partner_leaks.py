"""Nothing unreleased reaches the partner: 2,000 generated actions, each with words planted in every field.

Each planted word knows, from the generator's own choices and not from the program, whether it may be printed.
"""

from __future__ import annotations

import json
import random
import re
import shutil
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pypdfium2
import pytest

from hsdclient import clock, documents, errors, joint_actions, paths, releases, schema, workspaces
from hsdclient.documents import DocumentDraft, Link
from hsdclient.joint_actions import ActionDraft
from hsdclient.joint_actions.figures import FigureDraft, set_figure
from hsdclient.joint_actions.progress import EntryDraft, add_entry
from hsdclient.pdfium import alone
from hsdclient.reports import compose, proof, register
from hsdclient.reports.scope import ReportOrder
from hsdclient.reports.sheet import Chart, Facts
from hsdclient.session import Tx
from tests.core.conftest import NAME, PASSPHRASE
from tests.core.reports.desk import Desk, attached, drawn, flat, later, pages, said

CASES = 2_000
LEADS = {
    "CN": ("NCB-IN", "DEA", "SEIZURES", "seizures"),
    "CU": ("CBIC", "CBP", "EXAMINED", "consignments"),
    "CT": ("MHA", "FBI", "DESIGNATIONS", "proposals"),
    "CY": ("I4C", "HSI-C3", "PRESERVATION", "requests"),
    "IM": ("MEA-CPV", "ICE-ERO", "LISTED", "persons"),
}
PLANTED = re.compile(r"zq\d{7}z")
LOGGED, CHANGED, NOW = later(5), later(10), later(40)


@dataclass
class Paper:
    """One document: what it holds and its hash, whether it may go, whether what it is evidence of may be told."""

    title: str
    body: str
    sha256: str
    going: bool
    told: bool


@dataclass
class Case:
    """One generated action and, for each planted word, whether the partner may read it."""

    reference: str
    key: int
    group: str
    released: bool
    status: str
    rag: str
    overdue: bool
    marking: str
    parts: frozenset[str]
    words: dict[str, bool] = field(default_factory=dict)
    papers: list[Paper] = field(default_factory=list)

    @property
    def allowed(self) -> set[str]:
        return {word for word, may in self.words.items() if may and self.released}


class Generator:
    """Makes actions by the real verbs, with everything that can be withheld chosen at random."""

    def __init__(self, tx: Tx, seed: int, desk: Desk) -> None:
        self.tx, self.chance, self.planted, self.desk = tx, random.Random(seed), 0, desk

    def word(self) -> str:
        """A word that stands nowhere else."""
        self.planted += 1
        return f"zq{self.planted:07d}z"

    def sometimes(self, share: float = 0.5) -> bool:
        return self.chance.random() < share

    def action(self) -> Case:
        """One action with words in every field, progress, figures, moves, releases, corrections."""
        tx, chance = self.tx, self.chance
        group = chance.choice(tuple(LEADS))
        india, america, indicator, unit = LEADS[group]
        title, hindi, wordy, reason, step = (self.word() for _ in range(5))
        tag, theirs, originator, by, permission = (self.word() for _ in range(5))
        foreign = self.sometimes(0.15)
        permitted = foreign and self.sometimes()
        rag = chance.choice(("", "green", "amber", "red"))
        overdue = self.sometimes(0.3)
        due = later(8 if overdue else 200)
        draft = ActionDraft(
            group=group, title_en=f"Title {title}", title_hi=f"शीर्षक {hindi}", description=wordy, lead_in=india,
            lead_us=america, due=due.date().isoformat(), status="in_progress", rag=rag, reason=reason, next_step=step,
            marking=chance.choice(("TLP:GREEN", "TLP:AMBER", "Restricted", "CUI//SP-INV")), tags=(tag,),
            partner_reference=theirs, originator=originator if foreign else "",
            permitted_by=by if permitted or self.sometimes() else "", permission_reference=permission,
            permitted_on="2026-01-01" if permitted else "", supporting=("DRI",),
        )  # fmt: skip
        recorded = joint_actions.record(tx, draft)
        key = recorded.key
        parts = frozenset(part for part in releases.ALL_PARTS if self.sometimes())
        for part in parts:
            releases.release_part(tx, key, part, "US", True)
        if not parts:
            releases.release(tx, key, ["IN"], with_all=True)
        case = Case(
            recorded.reference, key, group, "record" in parts, "in_progress", rag, overdue, draft.marking, parts
        )
        if foreign and not permitted:
            case.released = False
        case.words = dict.fromkeys((tag, theirs, originator, by, permission), False)
        case.words |= {title: True, hindi: True, wordy: "description" in parts}
        if self.sometimes(0.2):
            old, moved = title, self.word()
            title = self.word()
            changes = {"title_en": f"Title {title}", "due": later(9 if overdue else 300).date().isoformat()}
            joint_actions.amend(tx, key, changes, reason=moved)
            case.words |= {old: False, title: True, moved: "reasons" in parts}
        standing = [(reason, step)]
        for _ in range(chance.randrange(3)):
            self.entry(case, standing)
        for number, (reason, step) in enumerate(reversed(standing)):
            case.words[reason] = case.words.get(reason, False) or (number == 0 and "reasons" in parts)
            case.words[step] = case.words.get(step, False) or (number == 0 and "next_steps" in parts)
        for side in schema.SIDES:
            if self.sometimes():
                detail, source = self.word(), self.word()
                set_figure(tx, key, FigureDraft(indicator, "7", unit, side, detail, source=source))
                case.words |= {detail: side == "IN" and "figures" in parts, source: False}
        for _ in range(chance.choice((0, 0, 1))):
            self.paper(case)
        if self.sometimes(0.05):
            tx.update(schema.joint_actions, key, {"marking": "NO SUCH"})
            case.released = False
        if self.sometimes(0.05):
            why = self.word()
            joint_actions.discard(tx, key, why)
            case.words[why], case.released = False, False
        return case

    def paper(self, case: Case) -> None:
        """One document, evidence of the action or of a progress entry made for it, with words in every field."""
        tx = self.tx
        title, name, note, originator, received, by, place, body, told = (self.word() for _ in range(9))
        foreign, trash, newer, unknown = (self.sometimes(0.1) for _ in range(4))
        permitted = foreign and self.sometimes()
        released = self.sometimes(0.7)
        draft = DocumentDraft(
            title=f"Paper {title}", note=note, originator=originator if foreign else "", partner_marking=received,
            marking="TLP:GREEN", permitted_by=by if permitted else "", permission_reference=by if permitted else "",
            permitted_on="2026-01-01" if permitted else "", release=("US",) if released else ("IN",),
        )  # fmt: skip
        link, shown = Link("joint_actions", case.key, place), True
        if self.sometimes(0.4):
            shown = self.sometimes()
            entry = add_entry(tx, case.key, EntryDraft(text=told, side="US", release=("US",) if shown else ()))
            link = Link("progress_entries", entry, place)
            case.words[told] = shown
        filed = replace(self.desk.filed(body.encode(), f"{name}.pdf"), texts=(f"{body} read",))
        key = documents.attach(tx, draft, filed, [link]).key
        if unknown:
            tx.update(schema.documents, key, {"marking": "NO SUCH"})
        if newer:
            body = self.word()
            with clock.at(CHANGED - timedelta(days=1)):
                filed = self.desk.filed(body.encode(), f"{name}.pdf")
                documents.add_version(tx, key, filed)
        if trash:
            documents.discard(tx, [key], note)
        going = released and not (trash or newer or unknown or (foreign and not permitted))
        case.words |= dict.fromkeys((name, note, originator, received, by, place, body), False)
        case.words[title] = going and shown
        case.papers.append(Paper(title, body, filed.sha256, going, shown))

    def entry(self, case: Case, standing: list[tuple[str, str]]) -> None:
        """One progress entry of either side; what it says of the own standing replaces what stood."""
        told, reason, step, source = (self.word() for _ in range(4))
        side = self.chance.choice(schema.SIDES)
        key = add_entry(
            self.tx, case.key, EntryDraft(text=told, side=side, reason=reason, next_step=step, source=source)
        )
        released = self.sometimes()
        if released:
            releases.release_entry(self.tx, key, "US", True)
        if side == "IN":
            standing.append((reason, step))
        case.words |= {
            told: released, reason: released and "reasons" in case.parts,
            step: released and "next_steps" in case.parts, source: False,
        }  # fmt: skip
        if self.sometimes(0.2):
            self.entry_correcting(case, key, side)

    def entry_correcting(self, case: Case, wrong: int, side: str) -> None:
        """A correction, released or not whatever became of the entry that it corrects."""
        told = self.word()
        key = add_entry(self.tx, case.key, EntryDraft(text=told, side=side, corrects=wrong))
        case.words[told] = self.sometimes()
        if case.words[told]:
            releases.release_entry(self.tx, key, "US", True)


@pytest.fixture(scope="module")
def told(templates: dict[str, tuple[Path, str]], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """(desk, cases): one workspace with 2,000 generated actions."""
    folder = tmp_path_factory.mktemp("leaks") / "workspace"
    shutil.copytree(templates["IN"][0], folder)
    shutil.rmtree(paths.user_data() / "heads", ignore_errors=True)
    with workspaces.unlock(folder, NAME, PASSPHRASE, writer=True, wait=0) as opened:
        desk = Desk(opened.store, opened.officer)

        def fill(tx: Tx, seed: int) -> list[Case]:
            generator = Generator(tx, seed, desk)
            return [generator.action() for _ in range(CASES)]

        yield desk, desk.act(fill, 2026, at=LOGGED)
    shutil.rmtree(paths.user_data() / "heads", ignore_errors=True)


def planted(text: str) -> set[str]:
    return set(PLANTED.findall(text))


def everything_in(content: bytes) -> str:
    """Whatever a file tells: text, outline, metadata, attachments, and its bare bytes."""
    found = ["".join(pages(content)), content.decode("latin-1")]
    with alone():
        document = pypdfium2.PdfDocument(content)
        found += document.get_metadata_dict().values()
        found += [item.get_title() for item in document.get_toc()]
        assert document.count_attachments() == 1
        document.close()
    found.append(json.dumps(proof.read_embedded(content), ensure_ascii=False))
    return "\n".join(found)


def test_the_data_of_the_partner_s_sheet_hold_exactly_what_is_released(told):
    desk, cases = told
    assert len(cases) == CASES
    sheet = desk.sheet("consolidated", audience="partner", language="both", now=NOW)
    found = planted(said(sheet))
    allowed = set().union(*(case.allowed for case in cases))
    assert found - allowed == set(), "leaked"
    assert allowed - found == set(), "released and not printed"
    with clock.at(NOW), desk.store.read() as rx:
        matter = register.gather(rx, ReportOrder("consolidated", audience="partner"))
    assert planted(said((matter.cards, matter.evidence))) == allowed, "filtered before anything else sees it"
    assert NAME not in said(matter.cards)
    assert 1_000 < len(allowed) < len(set().union(*(case.words for case in cases))) / 2, "the test tests something"
    assert NAME not in said(sheet)
    assert {one["reference"] for one in sheet.data["actions"]} == {case.reference for case in cases if case.released}


def test_counts_chart_and_markings_are_those_of_what_is_released(told):
    desk, cases = told
    shown = [case for case in cases if case.released]
    sheet = desk.sheet("consolidated", audience="partner", now=NOW)
    facts = dict(next(part for part in sheet.cover if isinstance(part, Facts)).rows)
    assert facts == {
        "Joint actions in this sheet": str(len(shown)), "In progress": str(len(shown)),
        "Overdue": str(sum(case.overdue for case in shown)),
    }  # fmt: skip
    (chart,) = [part for part in sheet.cover if isinstance(part, Chart)]
    counted = Counter(case.rag for case in shown if "reasons" in case.parts)
    assert [bar.value for bar in chart.bars] == [counted[rag] for rag in ("red", "amber", "green", "blue", "")]
    assert sheet.markings == ("Restricted", "TLP:AMBER", "CUI//SP-INV")
    assert {one["reference"]: one["rag"] for one in sheet.data["actions"] if "rag" in one} == {
        case.reference: case.rag for case in shown if "reasons" in case.parts
    }


def test_the_files_tell_no_more_than_their_data(told):
    desk, cases = told
    orders = [
        ReportOrder("status", (group,), audience="partner", language=language)
        for group, language in zip(LEADS, ("both", "en", "hi", "en", "hi"), strict=True)
    ]
    orders.append(ReportOrder("overdue", audience="partner", language="hi"))
    some = random.Random(5).sample([case for case in cases if case.released], 12)  # each language on each paper twice
    for number, case in enumerate(some):
        language = ("en", "hi", "both")[number % 3]
        paper = ("a4", "letter")[number % 2]
        orders.append(
            ReportOrder("dossier", reference=case.reference, audience="partner", language=language, paper=paper)
        )
    by_reference = {case.reference: case for case in cases}
    for order in orders:
        values = {"groups": order.groups, "reference": order.reference, "language": order.language}
        sheet = desk.sheet(order.kind, audience="partner", paper=order.paper, now=NOW, **values)
        text = flat(everything_in(drawn(sheet))) + compose.file_name(order, "2026-11-22")
        scope = [by_reference[one["reference"]] for one in sheet.data["actions"]]
        assert planted(text) <= set().union(*(case.allowed for case in scope))
        assert scope, order
        assert planted(text), order
        hashes = {one.sha256[:16] for case in cases for one in case.papers if one.sha256[:16] in text}
        assert hashes <= {one.sha256[:16] for one in shown_papers(scope)}
        assert flat(NAME) not in text
        told_of = set(re.findall(r"(?:CN|CU|CT|CY|IM)-\d{4}-\d{4,}", text)) - {order.reference}
        assert told_of <= {case.reference for case in scope}


def shown_papers(scope: list[Case]) -> list[Paper]:
    """The documents that may stand in a sheet about `scope`."""
    return [one for case in scope if case.released for one in case.papers if one.going and one.told]


def test_annexes_are_the_released_documents_of_what_is_shown(told):
    desk, cases = told
    scope = [case for case in cases if case.group == "CN"]
    content = desk.issue(kind="status", groups=("CN",), audience="partner", annexes=True, now=NOW).content
    files = attached(content)
    data = files.pop("report.json").decode()
    papers = shown_papers(scope)
    assert sorted(body.decode() for body in files.values()) == sorted(one.body for one in papers)
    assert len(papers) > 10, "the test tests something"
    text = flat("".join(pages(content)) + data)
    assert all(one.sha256 in text for one in papers)
    assert not [one for case in cases for one in case.papers if one not in papers and one.sha256[:16] in text]
    numbers = re.findall(r"DOC-2026-\d{4,}|DOC-\d{4}-\d{4,}", text)
    assert set(numbers) == {name.removesuffix(".pdf") for name in files}


def test_the_partner_s_document_register_tells_of_released_documents(told):
    desk, cases = told
    sheet = desk.sheet("register", audience="partner", language="both", now=NOW)
    papers = [one for case in cases for one in case.papers]
    assert planted(said(sheet)) == {one.title for one in papers if one.going}
    linked = {reference for one in sheet.data["documents"] for reference in one["linked"]}
    shown = {case.reference for case in cases if case.released}
    assert linked <= shown
    text = flat(everything_in(drawn(sheet)))
    assert planted(text) == {one.title for one in papers if one.going}
    assert {one.sha256 for one in papers if one.sha256 in text} == {one.sha256 for one in papers if one.going}
    assert set(re.findall(r"(?:CN|CU|CT|CY|IM)-\d{4}-\d{4,}", said(sheet.parts))) == linked


def test_a_dossier_of_what_is_not_released_is_refused(told):
    desk, cases = told
    hidden = [case for case in cases if not case.released]
    assert len(hidden) > 200
    for case in hidden[:50]:
        with pytest.raises(errors.Refused):
            desk.sheet("dossier", reference=case.reference, audience="partner", now=NOW)


def test_a_past_day_gives_no_more_than_today(told):
    desk, cases = told
    taken_back = [case for case in cases if case.released and case.group == "CN"][::2]

    def past(day: Any) -> set[str]:
        return planted(said(desk.sheet(audience="partner", language="both", as_of=day.date(), now=NOW)))

    def take_back(tx: Tx) -> None:
        for case in taken_back:
            releases.release(tx, case.key, [])

    before = past(LOGGED)
    assert before == set().union(*(case.allowed for case in cases if case.group == "CN"))
    desk.act(take_back, at=CHANGED)
    gone = set().union(*(case.allowed for case in taken_back))
    for case in taken_back:  # for the tests that come after
        case.released = False
    for day in (LOGGED, CHANGED):
        assert past(day) == before - gone
