"""The document register and the receipt for transfer: which documents, whole hashes, both editions, proof."""

from __future__ import annotations

import hashlib

import pypdfium2
import pytest

from hsdclient import documents, errors, releases
from hsdclient.documents import Link
from hsdclient.joint_actions.progress import EntryDraft, add_entry
from hsdclient.pdfium import alone
from hsdclient.reports import compose, papers, register, verify_report
from hsdclient.reports.scope import ReportOrder
from hsdclient.reports.sheet import Facts, Signatures
from tests.core.reports.desk import NOW, cells, drawn, flat, grid, later, pages, said

TO = ("Dana Cole", "US Embassy")


@pytest.fixture
def shelf(desk):
    """Four papers: of a released action, of a hidden one of another group, of none, and one in the trash."""
    shown = desk.log("Shown", release=("US",)).key
    hidden = desk.log("Hidden", group="CU", lead_in="CBIC", lead_us="CBP").key
    entry = desk.act(add_entry, hidden, EntryDraft(text="Told."))
    keys = {
        "first": desk.attach("First", Link("joint_actions", shown), Link("joint_actions", hidden), release=("US",),
                             originator="NCB-IN", partner_marking="LES", dated="2026-02-01", note="Private note"),
        "second": desk.attach("Second", Link("progress_entries", entry), type="letter", marking="Restricted",
                              content=b"x" * 1234567, release=("US",)),
        "third": desk.attach("Third", type="minutes", name="secret name.pdf"),
        "thrown": desk.attach("Thrown", Link("joint_actions", shown), release=("US",)),
    }  # fmt: skip
    desk.act(documents.discard, [keys["thrown"].key], "Wrong.")
    return {name: one.key for name, one in keys.items()}


def numbers(sheet):
    return [cells(grid(sheet, "Sl. no."), row)["Number"] for row in range(len(grid(sheet, "Sl. no.").rows))]


def lines(sheet):
    return {row[1]: cells(grid(sheet, "Sl. no."), at) for at, row in enumerate(grid(sheet, "Sl. no.").rows)}


def digest(content):
    return hashlib.sha256(content).hexdigest()


# --- register -----------------------------------------------------------------------------------------


def test_the_register_lists_every_document_with_its_whole_hash(desk, shelf):
    sheet = desk.sheet("register")
    assert numbers(sheet) == ["DOC-2026-0001", "DOC-2026-0002", "DOC-2026-0003"]
    first = lines(sheet)["DOC-2026-0001"]
    assert first == {
        "Sl. no.": "1", "Number": "DOC-2026-0001", "Title": "First", "Type": "Readout", "Date": "1 Feb 2026",
        "Originator": "NCB-IN", "Marking": "TLP:GREEN\nAs received: LES",
        "SHA-256": papers.digest(digest(b"First"), 4), "Linked to": "CN-2026-0001\nCU-2026-0001",
    }  # fmt: skip
    assert first["SHA-256"].replace("\n", "").replace(" ", "") == digest(b"First")
    assert lines(sheet)["DOC-2026-0002"]["Linked to"] == "CU-2026-0001", "by way of a progress entry"
    assert lines(sheet)["DOC-2026-0003"]["Linked to"] == "–"
    assert sheet.markings == ("Restricted", "TLP:GREEN")
    assert "secret name" not in said(sheet)
    facts = dict(next(part for part in sheet.cover if isinstance(part, Facts)).rows)
    assert facts == {"Documents in this sheet": "3", "By type": "Readout: 1; Minutes: 1; Letter: 1"}


def test_the_hash_is_read_back_unbroken(desk, shelf):
    for language in ("en", "hi", "both"):
        for kind, more in (("register", {}), ("receipt", {"documents": ("DOC-2026-0002",), "recipient": TO})):
            text = "\n".join(pages(drawn(desk.sheet(kind, language=language, **more))))
            eights = digest(b"x" * 1234567)
            assert all(eights[start : start + 8] in text for start in range(0, 64, 8)), (kind, language)
            assert "DOC-2026-0002" in text


def test_a_register_is_of_a_group_or_of_chosen_documents(desk, shelf):
    assert numbers(desk.sheet("register", groups=("CN",))) == ["DOC-2026-0001"]
    assert numbers(desk.sheet("register", groups=("CU",))) == ["DOC-2026-0001", "DOC-2026-0002"]
    assert numbers(desk.sheet("register", groups=("CT",))) == []
    chosen = desk.sheet("register", documents=("doc-2026-0003", "DOC-2026-0001", "DOC-2026-0003"))
    assert numbers(chosen) == ["DOC-2026-0001", "DOC-2026-0003"]
    assert chosen.subject == ("Selected documents",)
    for wrong in ("DOC-2026-0099", "DOC-2026-0004", "nonsense"):
        with pytest.raises(errors.Refused) as refused:
            desk.sheet("register", documents=("DOC-2026-0001", wrong))
        assert refused.value.field == "documents"
    with pytest.raises(errors.Refused):
        desk.sheet("register", groups=("XX",))


def test_the_partner_s_register_tells_of_released_documents_only(desk, shelf):
    sheet = desk.sheet("register", audience="partner")
    assert numbers(sheet) == ["DOC-2026-0001", "DOC-2026-0002"]
    titles = [column.title for column in grid(sheet, "Sl. no.").columns]
    assert "Originator" not in titles
    assert lines(sheet)["DOC-2026-0001"]["Linked to"] == "CN-2026-0001", "the hidden action is not named"
    assert lines(sheet)["DOC-2026-0002"]["Linked to"] == "–"
    assert lines(sheet)["DOC-2026-0001"]["Marking"] == "TLP:GREEN"
    for text in (said(sheet), "\n".join(pages(drawn(sheet)))):
        for word in ("Third", "Thrown", "CU-2026", "LES", "NCB-IN", "Private", "0003", "Asha"):
            assert word not in text
    desk.act(releases.release_document, shelf["second"], [])
    assert desk.sheet("register", audience="partner").markings == ("TLP:GREEN",)


def test_a_group_s_register_for_the_partner_does_not_tell_what_belongs_to_hidden_actions(desk, shelf):
    assert numbers(desk.sheet("register", audience="partner", groups=("CN",))) == ["DOC-2026-0001"]
    assert numbers(desk.sheet("register", audience="partner", groups=("CU",))) == []


def test_what_is_held_back_is_told_to_the_officer(desk, shelf):
    desk.act(documents.amend, shelf["first"], {"third_party": True})
    issued = desk.issue(kind="register", audience="partner")
    assert [(one.reference, "third-party" in one.why) for one in issued.withheld] == [("DOC-2026-0001", True)]


def test_a_past_day_s_register(desk):
    desk.attach("Early", at=later(5))
    late = desk.attach("Late", at=later(20)).key
    desk.act(documents.amend, late, {"title": "Renamed"}, at=later(25))

    def titles(day):
        sheet = desk.sheet("register", as_of=later(day).date(), now=later(40))
        return [row["Title"] for row in lines(sheet).values()]

    assert (titles(4), titles(10), titles(20), titles(30)) == ([], ["Early"], ["Early", "Late"], ["Early", "Renamed"])


def test_an_empty_register_says_so(desk):
    assert "No document is in the scope of this sheet." in flat_words(desk.sheet("register"))


def flat_words(sheet):
    return " ".join("\n".join(pages(drawn(sheet))).split())


# --- receipt ------------------------------------------------------------------------------------------


def receipt(desk, *references, **more):
    return desk.sheet("receipt", documents=references, recipient=TO, **more)


def test_a_receipt_names_who_what_and_how_and_is_signed_twice(desk, shelf):
    sheet = receipt(desk, "DOC-2026-0002", "DOC-2026-0001", purpose="For the round", means="By hand")
    facts = dict(next(part for part in sheet.cover if isinstance(part, Facts)).rows)
    assert (facts["From"], facts["To"]) == ("Ministry of Home Affairs", "Dana Cole\nUS Embassy")
    assert (facts["Purpose"], facts["Means of transfer"]) == ("For the round", "By hand")
    assert (facts["Documents"], facts["Bytes"]) == ("2", "1,234,572")
    second = lines(sheet)["DOC-2026-0002"]
    assert (second["Pages"], second["Bytes"]) == ("2", "1,234,567")
    assert second["SHA-256"].replace("\n", "").replace(" ", "") == digest(b"x" * 1234567)
    (signed,) = [part for part in sheet.parts if isinstance(part, Signatures)]
    assert [role.split(" by")[0] for role, _name in signed.lines] == [
        "Handed over", "Received", "Signature", "Signature", "Place, date and time", "Place, date and time",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("order", "field"),
    [
        ({"documents": ()}, "documents"),
        ({"documents": ("DOC-2026-0099",)}, "documents"),
        ({"documents": ("DOC-2026-0004",)}, "documents"),
        ({"recipient": ()}, "recipient"),
        ({"recipient": ("  ",)}, "recipient"),
        ({"recipient": ("Dana\x07",)}, "recipient"),
        ({"purpose": "x" * 601}, "purpose"),
        ({"means": "\x1b"}, "means"),
    ],
)
def test_a_receipt_that_cannot_be_made_is_refused_at_its_field(desk, shelf, order, field):
    with pytest.raises(errors.Refused) as refused:
        desk.sheet("receipt", **{"documents": ("DOC-2026-0001",), "recipient": TO, **order})
    assert refused.value.field == field


def test_a_receipt_for_the_partner_is_whole_or_refused(desk, shelf):
    assert numbers(receipt(desk, "DOC-2026-0001", "DOC-2026-0002", audience="partner")) == [
        "DOC-2026-0001",
        "DOC-2026-0002",
    ]
    with pytest.raises(errors.Refused, match="not released") as refused:
        receipt(desk, "DOC-2026-0001", "DOC-2026-0003", audience="partner")
    assert "DOC-2026-0003" in refused.value.sentence
    desk.act(documents.amend, shelf["first"], {"third_party": True})
    with pytest.raises(errors.Refused, match="third-party"):
        receipt(desk, "DOC-2026-0001", audience="partner")


def test_the_signatures_of_a_receipt_never_stand_alone(desk):
    for count in range(1, 13):
        desk.attach(f"Paper {count}")
        references = [f"DOC-2026-{number:04d}" for number in range(1, count + 1)]
        last = pages(drawn(receipt(desk, *references)))[-1]
        assert "Received by" in last
        assert "Place, date and time" in last
        assert references[-1] in last, count


# --- proof --------------------------------------------------------------------------------------------


def test_both_are_registered_numbered_and_verified(desk, shelf, tmp_path):
    listed = desk.issue(tmp_path / "a.pdf", kind="register")
    handed = desk.issue(tmp_path / "b.pdf", kind="receipt", documents=("DOC-2026-0001",), recipient=TO)
    assert (listed.number, handed.number) == ("R-2026-0001", "R-2026-0002")
    with desk.store.read() as rx:
        assert verify_report.verify_file(rx, tmp_path / "a.pdf").genuine
        assert verify_report.verify_file(rx, tmp_path / "b.pdf").genuine
        shown = {one.label: one.registered for one in verify_report.verify_code(rx, listed.code)}
        assert shown["Kind"] == "Document register"
        assert shown["Issued"] == "22 Nov 2026, 11:30 IST"
        assert shown["DOC-2026-0001"] == (
            f"First · Readout · 1 Feb 2026 · TLP:GREEN · CN-2026-0001, CU-2026-0001 · 5 · {digest(b'First')}"
        )
        shown = {one.label: one.registered for one in verify_report.verify_code(rx, handed.code)}
        assert shown["To"] == "Dana Cole, US Embassy"
        assert shown["From"] == "Ministry of Home Affairs"


def test_a_forged_hash_and_a_shifted_minute_are_named(desk, shelf):
    registered = desk.sheet("register").data
    forged = {**registered, "issued": "2026-11-22T06:00:59.000Z"}
    forged["documents"] = [{**registered["documents"][0], "sha256": "0" * 64}, *registered["documents"][1:]]
    wrong = [one for one in verify_report.compare(registered, forged, "Asia/Kolkata") if not one.agrees]
    assert [one.label for one in wrong] == ["Issued", "DOC-2026-0001"]
    for odd in ({"documents": "x"}, {"documents": [1, {"type": []}]}, {"annexes": [1, {}]}, {"transfer": {"to": 5}},
                {"issued": 5}, {"issued": "9999-99-99"}, {"actions": [{"evidence": [3]}]}):  # fmt: skip
        assert verify_report.compare(registered, odd, "Asia/Kolkata")


def test_a_file_name_tells_nothing_of_what_is_inside():
    def name(kind, **order):
        return compose.file_name(ReportOrder(kind, **order), "2026-11-22")

    assert name("register") == "register-all-2026-11-22.pdf"
    assert name("register", groups=("CN",), audience="partner") == "register-CN-2026-11-22-partner.pdf"
    assert name("receipt", documents=("DOC-2026-0001",), recipient=TO) == "receipt-DOC-2026-0001-2026-11-22.pdf"
    assert name("receipt", documents=("DOC-2026-0001", "DOC-2026-0002")) == "receipt-selection-2026-11-22.pdf"


def test_the_register_of_reports_names_the_first_documents(desk, shelf):
    for number in range(4):
        desk.attach(f"More {number}")
    references = tuple(f"DOC-2026-{number:04d}" for number in (1, 2, 3, 5, 6))
    desk.issue(kind="receipt", documents=references, recipient=TO, now=NOW)
    with desk.store.read() as rx:
        (row,) = register.listing(rx)
    assert row.scope == "DOC-2026-0001, DOC-2026-0002, DOC-2026-0003 (+2)"


def test_a_receipt_for_few_documents_takes_one_page_with_all_that_is_signed(desk):
    for number in range(5):
        desk.attach(f"Minutes of the working group, meeting {number}", partner_marking="LES" if number == 1 else "")
    few = tuple(f"DOC-2026-{number:04d}" for number in range(1, 6))
    more = {"purpose": "For the joint operation", "means": "By hand"}
    (page,) = pages(drawn(receipt(desk, *few, **more)))
    told = ("Readout", "As received: LES", "For the joint operation", "handed over and received", "Received by", "SHA")
    assert [one for one in told if flat(one) not in flat(page)] == []
    assert page.count("Signature") == 2
    assert len(pages(drawn(receipt(desk, *few[:3], paper="letter", **more)))) == 1
    assert len(pages(drawn(receipt(desk, *few[:1], language="both", **more)))) == 1
    assert "Purpose" not in pages(drawn(receipt(desk, *few)))[0], "what nobody said is not asked on paper"


def test_the_whole_register_lies_on_its_side_and_begins_on_the_cover(desk, shelf):
    for language in ("en", "hi", "both"):
        content = drawn(desk.sheet("register", language=language))
        assert "DOC-2026-0001" in pages(content)[0], language
        with alone():
            document = pypdfium2.PdfDocument(content)
            sizes = [document.get_page_size(index) for index in range(len(document))]
            document.close()
        assert all(width > height for width, height in sizes), language


@pytest.mark.parametrize("title", ["W" * 300, "फ़रवरीकासंवाद" * 20])
def test_long_words_break_in_print_and_no_hash_does(desk, title):
    desk.attach(title, partner_marking="X" * 120, originator="W" * 60)
    for sheet in (desk.sheet("register"), receipt(desk, "DOC-2026-0001")):
        said_on = "\n".join(pages(drawn(sheet)))
        assert flat(title) in flat(said_on).replace("\ufffe", "")
        assert "X" * 120 in flat(said_on)
        (cell,) = [cell for cell in grid(sheet, "Sl. no.").rows[0] if digest(title.encode()) == flat(said(cell))]
        assert all(line in said_on for line in cell.split("\n")), "each line of the hash stands whole"
