"""The one full-text index: kept with each change, whole words in both scripts, nasty strings harmless."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import text

from hsdclient import joint_actions, schema, search
from hsdclient.joint_actions.progress import EntryDraft, add_entry
from hsdclient.session import Officer
from hsdclient.store import Store

HINDI = "पूर्ववर्ती रसायनों की निगरानी"


def _find(store: Store, words: str) -> list[int]:
    asked = search.query(words)
    if asked is None:
        return []
    with store.raw() as conn:
        return sorted(row[0] for row in conn.execute(text(search.MATCHING_ACTIONS), {"words": asked}))


@pytest.fixture
def action(store: Store, officer: Officer) -> int:
    draft = joint_actions.ActionDraft(
        group="CN", title_en="Precursor watch (Österreich)", title_hi=HINDI, description="ephedrine 5% & <b>",
        lead_in="DRI", marking="TLP:AMBER", tags=("acetone",), partner_reference="ONDCP/7", next_step="Call on Monday",
    )  # fmt: skip
    with store.write(officer, "Joint action recorded") as tx:
        return joint_actions.record(tx, draft).key


@pytest.mark.parametrize(
    "words",
    [
        "precursor", "WATCH prec", "Öster", "ephedr", "acetone", "ONDCP/7", "monday", "CN-20", "रसायनों",
        "पूर्ववर्ती", "निगरा", unicodedata.normalize("NFD", "पूर्ववर्ती रसायनों"), '"watch', "precursor *",
    ],
)  # fmt: skip
def test_words_of_both_scripts_find_the_action(store: Store, action: int, words: str) -> None:
    assert _find(store, words) == [action]


@pytest.mark.parametrize("words", ["", "  ", "*", '"', "AND", "precursor absent", "रस यनों", "\0", "NEAR(a b)"])
def test_what_is_not_there_is_not_found(store: Store, action: int, words: str) -> None:
    assert _find(store, words) == []


def test_the_index_follows_every_change(store: Store, officer: Officer, action: int) -> None:
    with store.write(officer, "x") as tx:
        joint_actions.amend(tx, action, {"title_en": "Another title", "tags": ("toluene",), "next_step": "Wait"})
        entry = add_entry(tx, action, EntryDraft(text="Consignment intercepted at Nhava Sheva"))
    assert _find(store, "watch") == _find(store, "acetone") == _find(store, "monday") == []
    assert _find(store, "another") == _find(store, "toluene") == _find(store, "nhava") == [action]
    with store.write(officer, "x") as tx:
        tx.delete(schema.progress_entries, entry)
    assert _find(store, "nhava") == []
    with store.scratch() as conn:
        assert search.problems(conn) == []


def test_a_changed_index_is_noticed_and_mended(store: Store, action: int) -> None:
    with store.scratch() as conn:
        conn.exec_driver_sql("DELETE FROM search WHERE rowid = ?", (search.rowid("joint_actions", action),))
        conn.exec_driver_sql("INSERT INTO search (rowid, title, body) VALUES (999999, 'x', 'y')")
        assert search.problems(conn)
        search.rebuild(conn)
        assert search.problems(conn) == []
    assert _find(store, "precursor") == [action]


@given(words=st.text(max_size=30))
def test_no_text_breaks_the_question(store: Store, words: str) -> None:
    _find(store, words)


def test_the_rowid_names_noun_and_key() -> None:
    rows = {search.rowid(noun, key) for noun in search.SOURCES for key in range(1, 50)}
    assert len(rows) == len(search.SOURCES) * 49
    assert search.belongs("agencies", {}, 1) is None
    assert search.belongs("action_tags", {"action_key": 7}, 1) == ("joint_actions", 7)
