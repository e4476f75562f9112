"""One search over records, progress, documents and their contents: what is found, in which order, what never is."""

from __future__ import annotations

import hashlib
import os
import random
from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest

from hsdclient import clock, documents, finding, joint_actions
from hsdclient.documents import DocumentDraft, Filed, Link
from hsdclient.finding import Facets, Hit, Hits, Pieces, parse
from hsdclient.joint_actions import ActionDraft
from hsdclient.joint_actions.progress import EntryDraft, add_entry
from hsdclient.session import Officer
from hsdclient.store import Store

HINDI = "पूर्ववर्ती रसायनों की निगरानी"
READOUT = ("Opening remarks of both sides.", "Precursor consignments near Nhava Sheva.", "Precursor lists; closing.")
LETTER = ("पूर्ववर्ती रसायनों की सूची संलग्न है।",)
Find = Callable[..., Hits]


def day(number: int) -> datetime:
    return datetime(2031, 3, number, 6, tzinfo=UTC)


def filed(name: str, *texts: str, **more: Any) -> Filed:
    content = "\f".join(texts) or name
    values: dict[str, Any] = {"kind": "pdf", "extension": ".pdf", "text_state": "read", **more}
    return Filed(name, hashlib.sha256(content.encode()).hexdigest(), len(content), texts=texts, **values)


@pytest.fixture
def keys(store: Store, officer: Officer) -> dict[str, int]:
    """Two actions, a progress entry, three documents, recorded on successive days of March 2031."""
    made: dict[str, int] = {}
    with clock.at(day(1)), store.write(officer, "x") as tx:
        watch = ActionDraft(
            group="CN", title_en="Precursor watch", title_hi=HINDI, description="Weekly lists of acetone",
            lead_in="DRI", marking="TLP:AMBER", tags=("chemicals",),
        )  # fmt: skip
        made["watch"] = joint_actions.record(tx, watch).key
        parcels = ActionDraft(group="CU", title_en="Postal parcels", lead_in="CBIC", marking="TLP:GREEN")
        made["parcels"] = joint_actions.record(tx, parcels).key
    with clock.at(day(2)), store.write(officer, "x") as tx:
        entry = EntryDraft(text="Precursor shipment intercepted at Nhava Sheva", dated="2026-02-20")
        made["entry"] = add_entry(tx, made["watch"], entry)
    with clock.at(day(3)), store.write(officer, "x") as tx:
        draft = DocumentDraft("readout", "Readout of the dialogue", dated="2024-02-28", marking="TLP:GREEN")
        made["readout"] = documents.attach(
            tx, draft, filed("Readout.pdf", *READOUT), [Link("joint_actions", made["watch"])]
        ).key
    with clock.at(day(4)), store.write(officer, "x") as tx:
        draft = DocumentDraft("letter", "पत्र", originator="DRI", marking="TLP:AMBER", note="Signed copy")
        made["letter"] = documents.attach(
            tx, draft, filed("पत्र.docx", *LETTER, kind="word"), [Link("progress_entries", made["entry"])]
        ).key
    with clock.at(day(5)), store.write(officer, "x") as tx:
        draft = DocumentDraft("photograph", "Seized drums", marking="TLP:GREEN")
        scan = filed("drums precursor.jpg", kind="image", text_state="scanned")
        made["photo"] = documents.attach(tx, draft, scan, ()).key
    return made


@pytest.fixture
def find(store: Store) -> Find:
    def find(typed: str, *, as_of: date | None = None, **how: Any) -> Hits:
        with store.read(as_of=as_of) as rx:
            return finding.hits(rx, parse(typed), **how)

    return find


def named(found: Hits, keys: dict[str, int]) -> list[str]:
    nouns = {"watch": "joint_actions", "parcels": "joint_actions", "entry": "progress_entries"}
    by = {(nouns.get(name, "documents"), key): name for name, key in keys.items()}
    return [by[hit.noun, hit.key] for hit in found.found]


def shown(pieces: Pieces) -> str:
    return "".join(f"[{text}]" if hit else text for text, hit in pieces)


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("precursor", ["photo", "readout", "entry", "watch"]),  # the newest first
        ("nhava", ["readout", "entry"]),
        ("acetone", ["watch"]),
        ("chemicals", ["watch"]),
        ("रसायनों", ["letter", "watch"]),
        ("रसायन", []),  # whole words
        ("रसाय*", ["letter", "watch"]),
        ('"पूर्ववर्ती रसायनों"', ["letter", "watch"]),
        ('"consignments near"', ["readout"]),
        ('"near consignments"', []),
        ("DRI", ["letter"]),
        ("signed", ["letter"]),
        ("drums", ["photo"]),
        ("DOC-2031-0001", ["readout"]),
        ("precursor type:readout", ["readout"]),
        ("precursor kind:image,pdf", ["photo", "readout"]),
        ("precursor noun:action", ["watch"]),
        ("precursor noun:progress", ["entry"]),
        ("precursor group:cn", ["readout", "entry", "watch"]),
        ("precursor group:CU", []),
        ("precursor lead:dri", ["readout", "entry", "watch"]),
        ("रसायनों lead:DRI", ["letter", "watch"]),
        ("precursor marking:TLP:GREEN", ["photo", "readout"]),
        ("precursor after:2026", ["entry", "watch"]),
        ("precursor before:2024", ["readout"]),
        ("precursor after:2024-02-28 before:2024-02-28", ["readout"]),
        ("precursor after:2031-03-01 before:2031-03-01", ["watch"]),
        ("type:letter", ["letter"]),
        ("group:CU", ["parcels"]),
        ("noun:document", ["photo", "letter", "readout"]),
        ("opening closing", []),  # on two pages
        ("", []),
        ("…", []),
    ],
)
def test_what_is_asked_is_found(find: Find, keys: dict[str, int], typed: str, expected: list[str]) -> None:
    found = find(typed)
    assert named(found, keys) == expected
    assert found.remarks == ()


def test_a_document_comes_once_at_its_first_page_with_the_words_in_place(find: Find, keys: dict[str, int]) -> None:
    hit = find("precursor type:readout").found[0]
    assert (hit.noun, hit.reference, hit.page, hit.pages) == ("documents", "DOC-2031-0001", 2, 2)
    assert shown(hit.snippet) == "[Precursor] consignments near Nhava Sheva."
    assert (hit.type, hit.kind, hit.dated) == ("readout", "pdf", "2024-02-28")
    assert (hit.marking, hit.group) == ("TLP:GREEN", "CN")
    by_name = find("drums").found[0]
    assert (by_name.page, by_name.pages) == (0, 0)
    assert shown(by_name.title) == "Seized [drums]"
    assert shown(by_name.snippet) == "[drums] precursor.jpg"


def test_records_say_where_they_belong(find: Find, keys: dict[str, int]) -> None:
    entry, action = find("precursor noun:progress,action").found
    assert (entry.action_key, entry.reference, entry.group, entry.dated) == (
        keys["watch"], "CN-2031-0001", "CN", "2026-02-20",
    )  # fmt: skip
    assert shown(entry.snippet) == "[Precursor] shipment intercepted at Nhava Sheva"
    assert (shown(action.title), action.status) == ("[Precursor] watch", "proposed")
    assert shown(find("acetone").found[0].snippet) == "Weekly lists of [acetone]"
    assert shown(find("रसायनों noun:action").found[0].snippet) == "पूर्ववर्ती [रसायनों] की निगरानी"


def test_what_was_discarded_or_swept_never_appears(
    store: Store, officer: Officer, find: Find, keys: dict[str, int]
) -> None:
    with store.write(officer, "x") as tx:
        joint_actions.discard(tx, keys["watch"], "A double")
        documents.discard(tx, [keys["readout"]], "A double")
    assert named(find("precursor"), keys) == ["photo"]
    with store.write(officer, "x") as tx:
        documents.mark_swept(tx, keys["readout"])
    assert named(find("nhava"), keys) == []
    with store.write(officer, "x") as tx:
        joint_actions.recover(tx, keys["watch"])
    assert named(find("precursor"), keys) == ["photo", "entry", "watch"]


def test_only_the_current_version_is_searched(
    store: Store, officer: Officer, find: Find, keys: dict[str, int]
) -> None:
    with clock.at(day(6)), store.write(officer, "x") as tx:
        documents.add_version(tx, keys["readout"], filed("Readout 2.pdf", "The final text names toluene."))
    assert named(find("nhava"), keys) == ["entry"]
    assert named(find("toluene"), keys) == ["readout"]
    assert named(find("noun:document toluene"), keys) == ["readout"]
    assert shown(find("readout noun:document").found[0].title) == "[Readout] of the dialogue"


def test_a_past_day_knows_what_was_there_then(store: Store, officer: Officer, find: Find, keys: dict[str, int]) -> None:
    with clock.at(day(6)), store.write(officer, "x") as tx:
        documents.add_version(tx, keys["readout"], filed("Readout 2.pdf", "The final text names toluene."))
    with clock.at(day(10)):
        assert named(find("precursor", as_of=date(2031, 3, 2)), keys) == ["entry", "watch"]
        assert named(find("nhava", as_of=date(2031, 3, 3)), keys) == ["readout", "entry"]
        assert named(find("toluene", as_of=date(2031, 3, 3)), keys) == []


def test_unknown_codes_are_said(find: Find, keys: dict[str, int]) -> None:
    found = find("precursor group:XX lead:nobody marking:TLP:PINK")
    assert found.found == ()
    assert len(found.remarks) == 3
    assert found.remarks[0].startswith("There is no group “XX” in this workspace. There are: CN, CT, CU")


def test_hits_come_in_stretches(store: Store, officer: Officer, find: Find) -> None:
    with store.write(officer, "x") as tx:
        for number in range(30):
            draft = ActionDraft(group="CN", title_en=f"Repeated {number}", lead_in="DRI", marking="TLP:AMBER")
            joint_actions.record(tx, draft)
            documents.attach(tx, DocumentDraft(title=f"Paper {number}"), filed(f"{number}.pdf", f"repeated {number}"))
    whole = find("repeated", count=100)
    assert len(whole.found) == 60
    assert not whole.more
    parts: list[Hit] = []
    while len(parts) < 60:
        part = find("repeated", first=len(parts), count=7)
        assert part.more == (len(parts) + 7 < 60)
        parts += part.found
    assert parts == list(whole.found)


def test_a_long_document_is_read_to_its_first_page(store: Store, officer: Officer, find: Find) -> None:
    pages = [f"common word on page {number}" for number in range(1, 1201)]
    with store.write(officer, "x") as tx:
        documents.attach(tx, DocumentDraft(title="Other"), filed("other.pdf", "a common word"))
        documents.attach(tx, DocumentDraft(title="Long"), filed("long.pdf", *pages))
    long, other = find("common", count=2).found
    assert (long.page, long.pages, other.page) == (1, 1200, 1)


def test_counts_by_noun_type_group_and_year(store: Store, keys: dict[str, int]) -> None:
    with store.read() as rx:
        none = dict.fromkeys(finding.NOUNS, 0)
        assert finding.facets(rx, parse("precursor")) == Facets(
            {**none, "joint_actions": 1, "progress_entries": 1, "documents": 2}, {"readout": 1, "photograph": 1},
            {"CN": 3}, {"2031": 1, "2026": 1, "2024": 1},
        )  # fmt: skip
        assert finding.count(rx, parse("nhava")) == {**none, "progress_entries": 1, "documents": 1}
        assert finding.count(rx, parse("")) == none
        assert finding.count(rx, parse("group:CN"))["documents"] == 2
        assert finding.unread(rx) == 1


@pytest.mark.parametrize(
    ("typed", "page"),
    [
        ("opening nhava", 1),  # on two pages
        ("dialogue nhava", 2),  # in the title and on a page
        ("dialogue nhava type:readout group:CN", 2),
        ("dialogue nhava type:letter", -1),
        ("dialogue absent", -1),
        ("precursor nhava", -1),  # together on a page: a hit already
        ("dialogue", -1),
        ("रसायनों nhava", -1),
        ("dialogue nhava noun:action", -1),
    ],
)
def test_words_that_stand_apart_in_one_document(store: Store, keys: dict[str, int], typed: str, page: int) -> None:
    with store.read() as rx:
        apart = finding.scattered(rx, parse(typed))
        assert [(hit.key, hit.page) for hit in apart] == ([(keys["readout"], page)] if page >= 0 else [])
        both = len(finding.hits(rx, parse(typed)).found) + len(apart)
        assert finding.facets(rx, parse(typed)).total == both


def test_the_pages_of_one_document(store: Store, keys: dict[str, int]) -> None:
    sha256 = filed("x", *READOUT).sha256
    with store.read() as rx:
        assert finding.in_document(rx, sha256, parse("precursor")) == [2, 3]
        assert finding.in_document(rx, sha256, parse('"precursor lists"')) == [3]
        assert finding.in_document(rx, sha256, parse("opening closing")) == [1, 3]  # no page has both
        assert finding.in_document(rx, sha256, parse("रसायनों")) == []
        assert finding.in_document(rx, sha256, parse("")) == []
        assert finding.in_document(rx, "0" * 64, parse("precursor")) == []


_BITS = (
    "precursor", "रसायनों", "पूर्व", '"', "'", "*", "(", ")", "AND", "OR", "NOT", "NEAR(", "^", ":", "-", "+", "{", "}",
    "\0", "\x01", "\ud800", "\u202e", "\U0001f4a9", "type:", "group:", "after:", "marking:", "noun:", "lead:", "kind:",
    "letter", "2024-99", "CN", ",", "%", "_", ";", "--", "/*", "DROP TABLE", "title :", " ", "\n", "\t", "a" * 500, "ß",
    "İ", "ﬁ", "९", "१२३", "x", "1",
)  # fmt: skip

_PLANES = (0x250, 0x110000)


def test_no_search_raises(store: Store, keys: dict[str, int]) -> None:
    """The figure of a hundred thousand is made with HSD_SEARCHES by hand."""
    chance = random.Random(20)
    with store.read() as rx:
        for _number in range(int(os.environ.get("HSD_SEARCHES", "1500"))):
            glue = chance.choice(("", " "))
            typed = glue.join(
                chance.choice(_BITS) if chance.random() < 0.8 else chr(chance.randrange(chance.choice(_PLANES)))
                for _bit in range(chance.randrange(1, 9))
            )
            asked = parse(typed, typing=chance.random() < 0.5)
            finding.hits(rx, asked, count=5)
            finding.in_document(rx, "0" * 64, asked)
            finding.scattered(rx, asked)
            if chance.random() < 0.1:
                finding.facets(rx, asked)
