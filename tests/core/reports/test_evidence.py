"""Evidence in the sheets: listed with its action, embedded when asked for, filtered before anything is drawn."""

from __future__ import annotations

import hashlib

import pytest

from hsdclient import clock, documents, errors, releases
from hsdclient.documents import Link
from hsdclient.joint_actions.progress import EntryDraft, add_entry
from hsdclient.reports import exhibits, papers, register, verify_report
from hsdclient.reports.scope import ALL_SECTIONS, ReportOrder
from hsdclient.reports.sheet import Block, Heading
from tests.core.reports.desk import NOW, attached, cells, drawn, flat, grid, grids, later, pages, said


@pytest.fixture
def action(desk):
    """An action released to the partner, with four papers of which one is released."""
    key = desk.log("Watch list", release=("US",)).key
    entry = desk.act(add_entry, key, EntryDraft(text="Told.", dated="2026-03-01"))
    desk.attach("Readout of the round", Link("joint_actions", key, "para. 3"), dated="2026-02-01", originator="NCB-IN")
    desk.attach("Letter of Meena", Link("progress_entries", entry, "p. 2"), Link("joint_actions", key), type="letter",
                marking="Restricted", partner_marking="LES")  # fmt: skip
    desk.attach("Minutes", Link("joint_actions", key, "decision 7"), type="minutes", release=("US",))
    thrown = desk.attach("Thrown away", Link("joint_actions", key)).key
    desk.act(documents.discard, [thrown], "Wrong.")
    return key


def evidence(sheet):
    """The rows of the evidence table of the first block."""
    block = next(part for part in sheet.parts if isinstance(part, Block))
    (table,) = [one for one in block.grids if one.title == "Evidence"]
    return [cells(table, row) for row in range(len(table.rows))]


def digest(text):
    return hashlib.sha256(text.encode()).hexdigest()


def test_each_action_lists_its_documents(desk, action):
    rows = evidence(desk.sheet())
    assert [row["Document"] for row in rows] == ["DOC-2026-0001", "DOC-2026-0002", "DOC-2026-0003"]
    first = rows[0]
    assert (first["No."], first["Type"], first["Date"]) == ("1", "Readout", "1 Feb 2026")
    assert (first["Originator"], first["Marking"]) == ("NCB-IN", "TLP:GREEN")
    assert first["Title"] == "Readout of the round\npara. 3"
    assert first["SHA-256"].replace("\n", "").startswith(digest("Readout of the round")[:16])
    assert "Evidence of the progress of 1 Mar 2026: p. 2" in rows[1]["Title"]
    matrix = cells(grid(desk.sheet(), "Sl. no."))["Evidence"]
    assert matrix == "DOC-2026-0001\npara. 3\nDOC-2026-0002\np. 2\nDOC-2026-0003\ndecision 7"
    assert "Thrown away" not in said(desk.sheet())


def test_the_page_carries_the_markings_of_what_it_lists(desk, action):
    assert desk.sheet().markings == ("Restricted", "TLP:GREEN")
    assert desk.sheet(sections=ALL_SECTIONS - {"evidence"}).markings == ("TLP:GREEN",)
    assert desk.sheet(audience="partner").markings == ("TLP:GREEN",)


def test_without_the_section_no_document_is_named(desk, action):
    for kind in ("status", "dossier", "overdue"):
        order = {"reference": "CN-2026-0001"} if kind == "dossier" else {}
        sections = ALL_SECTIONS if kind == "overdue" else ALL_SECTIONS - {"evidence"}
        text = said(desk.sheet(kind, sections=sections, **order))
        assert "Minutes" not in text.replace("Document attached", "")  # a dossier's history tells what was done
        assert "evidence" not in text


def test_a_sheet_without_documents_has_no_empty_column(desk):
    desk.log()
    assert "Evidence" not in [column.title for column in grid(desk.sheet(), "Sl. no.").columns]


def test_the_section_alone_lists_the_evidence_action_by_action(desk, action):
    desk.log("Bare")
    sheet = desk.sheet(sections=frozenset({"evidence"}))
    assert [part.text for part in sheet.parts if isinstance(part, Heading)] == [
        "Evidence",
        "CN-2026-0001 · Watch list",
    ]
    assert len(grids(sheet.parts)[0].rows) == 3


def test_the_dossier_lists_its_evidence(desk, action):
    assert len(evidence(desk.sheet("dossier", reference="CN-2026-0001"))) == 3


def test_the_partner_s_edition_has_released_documents_numbered_without_a_gap(desk, action):
    sheet = desk.sheet(audience="partner", language="en")
    (row,) = evidence(sheet)
    assert row == {
        "No.": "1", "Document": "DOC-2026-0003", "Title": "Minutes", "Type": "Minutes", "Date": "–",
        "Marking": "TLP:GREEN", "SHA-256": papers.digest(digest("Minutes"), 1, 2),
    }  # fmt: skip
    (data,) = sheet.data["actions"]
    assert [one["reference"] for one in data["evidence"]] == ["DOC-2026-0003"]
    for text in (said(sheet), "\n".join(pages(drawn(sheet)))):
        for word in ("DOC-2026-0001", "DOC-2026-0002", "Meena", "para. 3", "decision 7", "Readout of", "LES"):
            assert word not in text


def test_evidence_of_a_progress_entry_goes_only_with_the_entry(desk, action):
    entry = desk.act(add_entry, action, EntryDraft(text="Spoken.", dated="2026-03-02"))
    key = desk.attach("Attendance", Link("progress_entries", entry, "line 4"), release=("US",)).key
    assert "Attendance" not in said(desk.sheet(audience="partner"))
    desk.act(releases.release_entry, entry, "US", True)
    text = said(desk.sheet(audience="partner"))
    assert "Attendance\nEvidence of the progress of 2 Mar 2026\n" in text
    assert "line 4" not in text
    desk.act(releases.release_document, key, [])
    assert "Attendance" not in said(desk.sheet(audience="partner"))


def test_a_document_that_goes_with_one_action_does_not_betray_another_s_silent_entry(desk, action):
    other = desk.log("Second list", release=("US",)).key
    silent = desk.act(add_entry, other, EntryDraft(text="Silent."))
    desk.attach("Map", Link("joint_actions", action), Link("progress_entries", silent), release=("US",))
    data = {one["reference"]: one.get("evidence", []) for one in desk.sheet(audience="partner").data["actions"]}
    assert [one["title"] for one in data["CN-2026-0001"]] == ["Minutes", "Map"]
    assert data["CN-2026-0002"] == []
    desk.act(releases.release_entry, silent, "US", True)
    assert "evidence" in desk.sheet(audience="partner").data["actions"][1]


def test_a_past_day_has_the_evidence_of_that_day(desk):
    key = desk.log(at=later(5)).key
    desk.attach("Early", Link("joint_actions", key), at=later(6))
    desk.attach("Late", Link("joint_actions", key), at=later(20))
    past = desk.sheet(as_of=later(10).date(), now=later(40))
    assert [row["Title"] for row in evidence(past)] == ["Early"]
    now = desk.sheet(as_of=later(20).date(), now=later(40))
    assert [row["Title"] for row in evidence(now)] == ["Early", "Late"]


# --- annexes ------------------------------------------------------------------------------------------


def test_annexes_are_the_very_files_under_names_that_tell_nothing(desk, action, tmp_path):
    issued = desk.issue(tmp_path / "report.pdf", kind="status", groups=("CN",), annexes=True)
    found = attached(issued.content)
    assert set(found) == {"report.json", "DOC-2026-0001.pdf", "DOC-2026-0002.pdf", "DOC-2026-0003.pdf"}
    assert found["DOC-2026-0002.pdf"] == b"Letter of Meena"
    text = flat("".join(pages(issued.content)))
    assert "Annexes" in text
    assert flat(papers.digest(digest("Letter of Meena"), 2)) in text
    with desk.store.read() as rx:
        assert verify_report.verify_file(rx, issued.path).genuine
        shown = {one.label: one.registered for one in verify_report.verify_code(rx, issued.number)}
    assert digest("Minutes") in shown["Annex 3"]
    assert digest("Minutes") in shown["CN-2026-0001 · DOC-2026-0003"]


def test_the_partner_s_annexes_are_the_released_ones(desk, action):
    issued = desk.issue(kind="status", groups=("CN",), annexes=True, audience="partner")
    assert set(attached(issued.content)) == {"report.json", "DOC-2026-0003.pdf"}
    listed = grids(desk.sheet(audience="partner", annexes=True).parts)[-1]
    assert [row[:3] for row in listed.rows] == [("1", "DOC-2026-0003.pdf", "Minutes")]


def test_a_draft_lists_its_annexes_and_carries_none(desk, action):
    with clock.at(NOW):
        content = register.preview(desk.store, ReportOrder("status", ("CN",), annexes=True))
    assert set(attached(content)) == {"report.json"}
    assert "DOC-2026-0003.pdf" in flat("".join(pages(content)))


def test_too_large_annexes_are_refused_before_anything_is_drawn(desk, action, monkeypatch):
    whole = sum(len(title) for title in ("Readout of the round", "Letter of Meena", "Minutes"))
    monkeypatch.setattr(exhibits, "LARGEST_ANNEXES", whole)
    desk.sheet(annexes=True)
    monkeypatch.setattr(exhibits, "LARGEST_ANNEXES", whole - 1)
    with pytest.raises(errors.Refused) as refused:
        desk.sheet(annexes=True)
    assert refused.value.field == "annexes"
    desk.sheet()


@pytest.mark.parametrize("harm", ["missing", "cut", "changed"])
def test_a_missing_or_damaged_annex_is_named_and_no_half_report_is_issued(desk, action, tmp_path, harm):
    vault = desk.store.vault
    path = vault.path_of(vault.name_of(digest("Minutes")))
    content = path.read_bytes()
    if harm == "missing":
        path.unlink()
    else:
        path.write_bytes(content[:-5] if harm == "cut" else content[:-5] + bytes(5))
    target = tmp_path / "report.pdf"
    order = {"kind": "status", "groups": ("CN",), "annexes": True}
    with pytest.raises(errors.Environment) as error:
        desk.issue(target, **order)
    assert error.value.sentence.startswith("DOC-2026-0003 cannot be annexed.")
    with pytest.raises(errors.Environment, match="DOC-2026-0003"), clock.at(NOW):
        register.preview(desk.store, ReportOrder(**order))
    assert list(tmp_path.glob("*.pdf")) == []
    with desk.store.read() as rx:
        assert register.listing(rx) == []
    assert desk.issue(target, kind="status", groups=("CN",)).pages, "without annexes it can be issued"


def test_an_odd_ending_or_kind_of_a_file_reaches_no_name(desk):
    key = desk.log().key
    filed = desk.filed(b"odd", extension=".p/../df", media_type="text/html) /JS (x")
    draft = documents.DocumentDraft(title="Odd", marking="TLP:GREEN")
    desk.act(documents.attach, draft, filed, [Link("joint_actions", key)])
    found = attached(desk.issue(kind="status", groups=("CN",), annexes=True).content)
    assert found["DOC-2026-0001"] == b"odd"


def test_a_sheet_of_evidence_alone_begins_on_its_cover_under_one_heading(desk):
    action = desk.log("Watch list").key
    desk.attach("Readout", Link("joint_actions", action))
    (page,) = pages(drawn(desk.sheet("consolidated", sections=frozenset({"evidence"}))))
    assert "DOC-2026-0001" in page
    assert page.count("Evidence") == 1
