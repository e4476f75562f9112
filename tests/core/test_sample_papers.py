"""The sample's papers: of every kind, linked, found by what is written in them, the same bytes each time."""

from __future__ import annotations

import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from hsdclient import documents, releases, verify, workspaces
from hsdclient.documents import DocumentCard, DocumentQuery
from hsdclient.sample import build, papers
from hsdclient.sample.papers import Newer, Paper
from hsdclient.workspaces import Workspace
from tests.core.conftest import CHEAP


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    folder = tmp_path_factory.mktemp("sample") / "workspace"
    build.build(folder, cost=CHEAP)
    opened = workspaces.unlock(folder, "sample", "sample", writer=False)
    yield opened  # type: ignore[misc]
    opened.close()


def cards(desk: Workspace, *, trash: bool = False, text: str = "") -> list[DocumentCard]:
    with desk.store.read() as rx:
        return documents.cards(rx, list(documents.ids(rx, DocumentQuery(trash=trash, text=text))))


def test_about_25_of_every_kind(desk: Workspace) -> None:
    found = cards(desk)
    assert 23 <= len(found) <= 30
    assert {card.row.kind for card in found} == {"pdf", "image", "text", "mail", "word", "sheet"}
    assert {card.row.extension for card in found} >= {
        ".pdf", ".docx", ".odt", ".rtf", ".xlsx", ".eml", ".csv", ".txt", ".jpg", ".png",
    }  # fmt: skip
    assert {card.row.type for card in found} == set(documents.TYPE_WORDS)
    assert {card.row.language for card in found} >= {"", "en", "hi", "both"}
    assert {card.row.text_state for card in found} == {"read", "scanned", "nothing"}
    assert all(card.row.text_state == "read" for card in found if card.row.kind in ("text", "mail", "word", "sheet"))
    assert all(card.row.size < 200_000 for card in found)


def test_they_show_what_the_client_is_for(desk: Workspace) -> None:
    found, trash = cards(desk), cards(desk, trash=True)
    nouns = {link.noun for card in found for link in card.links}
    assert nouns == {"joint_actions", "progress_entries", "meetings", "agreements", "commitments", "requests", "runs"}
    assert any(len(card.row.linked) >= 3 for card in found)
    assert any(link.place for card in found for link in card.links)
    assert sum(not card.links for card in found) == 1
    assert any(len(card.versions) == 2 for card in found)
    assert len(trash) == 2
    assert all(card.discard_reason for card in trash)
    assert {card.row.partner_marking for card in found} >= {"CUI//SP-INV", "LES", "FOUO"}
    assert any(card.row.warnings == ("remote_content",) for card in found)
    third = {card.row.title: card for card in found if card.third_party}
    assert len(third) == 2
    with desk.store.read() as rx:
        said = [releases.preview_document(rx, card.key, "US") for card in third.values()]
    assert sum(bool(why) for why in said) == 1  # one has its originator's permission
    released = sum("US" in card.row.released_to for card in found)
    assert len(found) / 4 < released < len(found)


def test_english_and_hindi_words_inside_them_are_found(desk: Workspace) -> None:
    for words, least in (("precursor", 3), ("तस्करी", 2), ("अनुरेखण", 1), ("acetic anhydride", 1), ("controlled", 2)):
        assert len(cards(desk, text=words)) >= least, words
    (scan,) = (card for card in cards(desk) if card.row.text_state == "scanned")
    assert cards(desk, text="contact points of the annex") == []
    assert scan in cards(desk, text="signed page")  # by its title: the picture holds no text


def test_they_were_attached_on_their_days(desk: Workspace) -> None:
    with desk.store.read(as_of=date(2024, 12, 31)) as rx:
        past = documents.rows(rx, documents.ids(rx, DocumentQuery()))
    assert {row.attached_at[:4] for row in past} == {"2024"}
    assert 10 <= len(past) < len(cards(desk))
    assert all(row.reference.startswith(f"DOC-{row.attached_at[:4]}-") for row in past)


def test_every_content_is_whole(desk: Workspace) -> None:
    assert verify.verify(desk.store, deep=True) == []


def test_each_says_what_it_is_and_means_one_action() -> None:
    titles = [story.title for story in build.STORIES]
    for paper in build.PAPERS:
        for about in paper.about:
            assert sum(title.startswith(about.title) for title in titles) == 1, about.title
    names = [paper.name for paper in build.PAPERS]
    assert len(set(names)) == len(names)


def test_the_same_bytes_in_another_process(tmp_path: Path) -> None:
    told = (
        "import hashlib\nfrom hsdclient.sample import build, papers\nfrom hsdclient.sample.papers import Newer\n"
        "for paper in build.PAPERS:\n"
        "    for make in (paper.make, *(act.make for act in paper.then if isinstance(act, Newer))):\n"
        "        print(hashlib.sha256(papers.content(make)).hexdigest())\n"
    )
    ran = [
        subprocess.run([sys.executable, "-c", told], capture_output=True, text=True, check=True, timeout=60).stdout
        for _process in range(2)
    ]
    assert ran[0] == ran[1]
    assert len(set(ran[0].split())) == _contents()


def _contents() -> int:
    def of(paper: Paper) -> int:
        return 1 + sum(isinstance(act, Newer) for act in paper.then)

    return sum(map(of, build.PAPERS))


def test_making_them_is_not_on_the_way_of_a_start() -> None:
    told = (
        "import sys\nimport hsdclient.sample.evidence_of_work, hsdclient.sample.evidence_of_meetings\n"
        "assert not {'docx', 'odfdo', 'PIL', 'reportlab'} & set(sys.modules)\n"
    )
    assert subprocess.run([sys.executable, "-c", told], check=False, timeout=60).returncode == 0
    assert papers.content(build.PAPERS[0].make).startswith(b"%PDF")
