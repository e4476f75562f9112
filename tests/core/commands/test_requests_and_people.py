"""Requests and contacts on the command line: asked, chased, answered, handed over; lists in every form."""

from __future__ import annotations

from pathlib import Path

from tests.core.commands.conftest import Door


def test_from_the_request_to_its_reply(door: Door, folder: Path) -> None:
    made = door("request", folder, "--title", "Laboratory reports", "--channel", "LO to LO", "--kind", "legal evidence",
                "--to-agency", "DEA", "--sent", "2025-01-05", "--deadline", "2025-01-20")  # fmt: skip
    assert (made.code, made.out.startswith("REQ-")) == (0, True), made.err
    assert "informal channel" in made.err
    ref = made.last
    waits = door("requests", folder, "--awaiting", "--format", "json").json
    assert [(one["ref"], one["waiting_side"], one["state"]) for one in waits] == [(ref, "US", "sent")]
    listed = door("requests", folder, "--awaiting")
    assert "Replies that US owes: 1" in listed.err
    assert "Laboratory reports" in listed.out
    assert door("chase", folder, ref, "--channel", "note verbale", "--note", "By hand").code == 0
    wrong = door("reply", folder, ref, "--text", "See", "--answers", "REQ-1999-0001")
    assert (wrong.code, "neither" in wrong.err) == (1, True)
    reply = door("reply", folder, ref, "--text", "Three laboratories.", "--from", "DEA", "--partner-marking", "LES")
    assert reply.code == 0, reply.err
    shown = door("show", folder, ref).out
    assert all(words in shown for words in ("Three laboratories.", "LES", "Chased on", "By hand", "Waited"))
    assert door("show", folder, ref, "--format", "json").json[0]["replies"][0]["partner_marking"] == "LES"
    assert door("requests", folder, "--awaiting", "--format", "json").json == []
    assert door("reopen", folder, ref, "--reason", "Incomplete").code == 0
    assert door("close", folder, ref, "--why", "Overtaken", "--withdrawn").code == 0
    assert [one["state"] for one in door("requests", folder, "--format", "json").json] == ["withdrawn"]
    assert door("requests", folder, "--channel", "pigeon").code == 1
    assert door("requests", folder, "--format", "csv").out.startswith("ref,")


def test_a_draft_goes_out(door: Door, folder: Path) -> None:
    ref = door("request", folder, "--title", "Lists", "--channel", "pics").last
    assert door("chase", folder, ref).code == 1
    assert door("send", folder, ref).code == 0
    assert door("send", folder, ref).code == 1


def test_people_and_their_records(door: Door, folder: Path, ref: str) -> None:
    old = door("contact", folder, "--name", "Pat Doe", "--agency", "DEA", "--post", "Country Attaché",
               "--since", "2024-01-08")  # fmt: skip
    new = door("contact", folder, "--name", "Lee Roe")
    twin = door("contact", folder, "--name", "pat doe")
    assert "has the same name" in twin.err
    request = door("request", folder, "--title", "Lists", "--channel", "pics", "--contact", old.last).last
    assert door("answers-for", folder, old.last, ref).code == 0
    assert door("answers-for", folder, old.last, "AGR-2026-0001").code == 1
    shown = door("show", folder, old.last).out
    assert all(words in shown for words in ("Country Attaché  since 8 Jan 2024", ref))
    assert "Pat Doe" in door("contacts", folder, "--agency", "DEA").out
    over = door("hand-over", folder, old.last, new.last, "--on", "2025-01-09")
    assert (over.code, sorted(over.out.split())) == (0, sorted([request, ref])), over.err
    held = {one["ref"]: one for one in door("contacts", folder, "--format", "json").json}
    assert (held[new.last]["open_items"], held[new.last]["post"]) == (2, "Country Attaché")
    assert (held[old.last]["open_items"], held[old.last]["post"]) == (0, "")
    assert door("undo", folder).code == 0
    held = {one["ref"]: one for one in door("contacts", folder, "--format", "json").json}
    assert held[old.last]["open_items"] == 2
    assert door("hand-over", folder, old.last, old.last).code == 1


def test_posts_with_their_days(door: Door, folder: Path) -> None:
    person = door("contact", folder, "--name", "Pat Doe", "--agency", "DEA", "--post", "Attaché").last
    assert door("post", folder, person).code == 2
    over = door("post", folder, person, "--agency", "CBP", "--post", "Director", "--since", "2025-01-05")
    assert (over.code, "additional charge" in over.err) == (1, True)
    moved = door("post", folder, person, "--agency", "CBP", "--post", "Director", "--since", "2025-01-05", "--move")
    assert moved.code == 0, moved.err
    assert "until 4 Jan 2025" in door("show", folder, person).out
    assert door("contacts", folder, "--format", "json").json[0]["post"] == "Director"
    assert door("post", folder, person, "--end", "2025-02-28").code == 0
    assert door("contacts", folder, "--format", "json").json[0]["post"] == ""
    assert door("post", folder, person, "--end", "2025-02-28").code == 1
