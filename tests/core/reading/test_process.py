"""Each document is read in a process that can do nothing else; whatever becomes of it, the parent gets a reason."""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from hsdclient import __main__ as headless
from hsdclient import reading
from hsdclient.reading import Facts, Failed, Reader, Viewing, measures, nursery, process
from tests.core.reading import papers

LINUX = pytest.mark.skipif(sys.platform != "linux", reason="the nursery forks on Linux only")
WAYS = pytest.mark.parametrize("alone", [pytest.param(False, marks=LINUX, id="forked"), pytest.param(True, id="pipes")])


def state(done: reading.Reading) -> tuple[str, str]:
    return done.facts.state, done.facts.why


def children() -> set[int]:
    """The living processes below this one, the nursery's included."""
    parents = {}
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            told = (folder / "stat").read_text().rsplit(")", 1)[1].split()
        except OSError:
            continue
        if told[0] != "Z":
            parents[int(folder.name)] = int(told[1])
    found = {os.getpid()}
    while True:
        more = {pid for pid, parent in parents.items() if parent in found} - found
        if not more:
            return found - {os.getpid()}
        found |= more


def left(before: set[int], most: int) -> bool:
    """Whether soon at most `most` processes are there that were not before."""
    until = time.monotonic() + 10
    while len(children() - before) > most and time.monotonic() < until:
        threading.Event().wait(0.01)
    return len(children() - before) <= most


def ticks() -> int:
    """The processor time that the processes below this one have taken, in hundredths of a second."""
    spent = 0
    for pid in children():
        with contextlib.suppress(OSError):
            told = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
            spent += int(told[11]) + int(told[12])
    return spent


@WAYS
def test_one_reader_reads_document_after_document(alone: bool) -> None:
    made = [papers.pdf("A page"), papers.word(), papers.open_text(), papers.workbook(), papers.mail(), papers.rich()]
    with Reader(alone=alone) as reader:
        kinds = [reader.read([content], len(content)).facts.kind for content in made]
    assert kinds == ["pdf", "word", "word", "sheet", "mail", "word"]


@WAYS
def test_chunks_of_any_size_come_whole(alone: bool) -> None:
    content = papers.pdf("Many pieces")
    pieces = [content[at : at + 7] for at in range(0, len(content), 7)]
    with Reader(alone=alone) as reader:
        assert reader.read(pieces, len(content)).texts == ("Many pieces",)
        assert reader.read(pieces, len(content) - 1).facts.kind == "pdf", "what is beyond the size is not sent"
        assert state(reader.read(pieces, len(content) + 1)) == ("failed", "damaged")
        assert reader.read(pieces, len(content)).texts == ("Many pieces",), "the next one is read again"


@WAYS
def test_what_goes_wrong_at_the_source_is_passed_on(alone: bool) -> None:
    def broken() -> Iterator[bytes]:
        yield b"%PDF-"
        raise OSError("gone while read")

    with Reader(alone=alone) as reader:
        with pytest.raises(OSError, match="gone while read"):
            reader.read(broken(), 100)
        assert reader.read([b"fine"], 4).texts == ("fine",)


def test_nothing_needs_no_process() -> None:
    with Reader() as reader:
        assert reader.read([], 0).facts == Facts(why="empty")
    with Viewing([], 0) as viewing:
        assert viewing.facts.why == "empty"
        with pytest.raises(Failed):
            viewing.picture(0, 100)


@WAYS
def test_of_a_document_too_large_only_the_head_is_taken(alone: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(measures, "LARGEST", 1000)
    taken = []

    def chunks() -> Iterator[bytes]:
        content = b"GIF89a" + bytes(measures.HEAD)
        for at in range(0, 4 * len(content), 4096):
            taken.append(at)
            yield content[at : at + 4096].ljust(4096)

    with Reader(alone=alone) as reader:
        done = reader.read(chunks(), 4 * measures.HEAD)
    assert (*state(done), done.facts.extension) == ("too_large", "too_large", ".gif")
    assert max(taken) <= measures.HEAD


@WAYS
def test_a_parser_that_dies_is_a_reason_and_the_next_document_is_read(alone: bool) -> None:
    """A workbook with a value in its last row and column makes the parser ask for more memory than there is."""
    far = (
        '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
        '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
        "</sheetData></worksheet>"
    )
    content = papers.with_part(papers.workbook(), "xl/worksheets/sheet1.xml", far.encode())
    with Reader(alone=alone) as reader:
        done = reader.read([content], len(content))
        assert done.facts.state == "failed"
        assert done.facts.why in ("damaged", "memory")
        assert reading.say_state(done.facts)
        assert reader.read([b"fine"], 4).texts == ("fine",)


@WAYS
def test_who_takes_too_long_is_ended(alone: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    content = papers.scan()
    monkeypatch.setattr(measures, "seconds_to_read", lambda size: 0.0)
    before = children()
    with Reader(alone=alone) as reader:
        assert state(reader.read([content], len(content))) == ("failed", "timeout")
    assert left(before, 1), "at most the nursery has come to stay"


@LINUX
def test_ending_a_viewing_ends_its_process() -> None:
    reading.warm()
    before = children()
    viewing = Viewing([b"fine"], 4)
    assert len(children() - before) == 1
    viewing.close()
    viewing.close()
    assert not viewing.alive
    assert left(before, 0)
    with pytest.raises(Failed):
        viewing.text(0)


@LINUX
@WAYS
def test_closing_wakes_whoever_waits_for_an_answer(alone: bool) -> None:
    """A picture of very many parts keeps the process busy for seconds; the pane moves on at once."""
    content = papers.busy_pdf()
    viewing = Viewing([content], len(content), alone=alone)
    said: list[str] = []

    def ask() -> None:
        try:
            viewing.picture(0, 4000)
        except Failed as failed:
            said.append(failed.sentence)

    waiting = threading.Thread(target=ask)
    waiting.start()
    computed, until = ticks(), time.monotonic() + 20
    while ticks() < computed + 10 and time.monotonic() < until:  # it has computed for 0.1 s: it is in the picture
        threading.Event().wait(0.005)
    began = time.monotonic()
    viewing.close()
    waiting.join(timeout=20)
    assert not waiting.is_alive()
    assert time.monotonic() - began < 5
    assert len(said) == 1


@LINUX
def test_a_nursery_that_was_killed_is_started_again() -> None:
    with Reader() as reader:
        assert reader.read([b"one"], 3).texts == ("one",)
        nursery._living[-1].process.kill()
        assert reader.read([b"two"], 3).texts == ("two",)


@LINUX
def test_a_viewing_survives_the_end_of_the_thread_that_opened_it() -> None:
    opened: list[Viewing] = []
    worker = threading.Thread(target=lambda: opened.append(Viewing([b"still here"], 10)))
    worker.start()
    worker.join()
    with opened[0] as viewing:
        assert viewing.text(0) == "still here"


@WAYS
def test_a_viewing_shows_pages_words_tables_and_what_is_attached(alone: bool) -> None:
    content = papers.pdf("First", "Second")
    with Viewing([content], len(content), alone=alone) as viewing:
        assert viewing.facts.pages == 2
        page = viewing.picture(1, 200)
        assert (page.width, len(page.rgb)) == (200, 3 * page.width * page.height)
        assert [word.text for word in viewing.words(1)] == ["Second"]
        assert viewing.text(0) == "First"
        assert viewing.size(0) == (595.0, 842.0)
        assert viewing.sizes(0, 2) == [(595.0, 842.0)] * 2
        assert viewing.picture(0, 9).width == measures.NARROWEST
        with pytest.raises(Failed) as refused:
            viewing.table(0, 0, 10)
        assert refused.value.sentence.endswith(".")
        assert viewing.text(1) == "Second", "a question that has no answer ends nothing"
    book = papers.workbook()
    with Viewing([book], len(book), alone=alone) as viewing:
        assert viewing.table(0, 0, 1).rows == [["Month", "kg"]]
    mail = papers.mail()
    with Viewing([mail], len(mail), alone=alone) as viewing:
        assert viewing.attachment(0).split() == [b"a,b", b"1,2"]


def test_threads_take_turns_at_a_viewing() -> None:
    content = papers.pdf(*(f"Page {number}" for number in range(20)))
    wrong: list[str] = []
    with Viewing([content], len(content)) as viewing:

        def ask(page: int) -> None:
            try:
                if viewing.text(page) != f"Page {page}":
                    wrong.append(f"{page}: of another page")
            except Exception as error:  # an exception in a thread fails no test by itself
                wrong.append(f"{page}: {error!r}")

        threads = [threading.Thread(target=ask, args=(page,)) for page in range(20)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert wrong == []


def test_ten_ordinary_files_are_read_at_once() -> None:
    made = [
        papers.pdf("A"), papers.scan(), papers.word(), papers.open_text(), papers.workbook(), papers.open_sheet(),
        papers.mail(), papers.outlook(), papers.rich(), papers.picture("PNG", (2000, 1500)),
    ]  # fmt: skip
    nursery.end()
    began = time.monotonic()
    with Reader() as reader:
        assert {reader.read([content], len(content)).facts.state for content in made} == {"read", "scanned", "nothing"}
    # 0.5 s here when nobody else computes; the limit only catches a process that is started for each.
    assert time.monotonic() - began < 15


def test_without_a_child_there_is_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(process, "child_command", lambda: ["/nowhere/to/be/found"])
    with Reader(alone=True) as reader:
        assert state(reader.read([b"fine"], 4)) == ("failed", "unavailable")
    with pytest.raises(Failed) as refused:
        Viewing([b"fine"], 4, alone=True)
    assert refused.value.why == "unavailable"
    assert refused.value.sentence


def test_a_frozen_build_is_its_own_child(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    assert process.child_command() == [sys.executable, process.FLAG]
    for door in ("hsdclient", "ui"):
        started = subprocess.run(
            [sys.executable, "-m", door, process.FLAG], input=b"", capture_output=True, timeout=120, check=True
        )
        length = int.from_bytes(started.stdout[:4], "big")
        assert "ready" in json.loads(started.stdout[8 : 8 + length]), door
    assert headless.main


def test_the_sizes_of_a_long_paper_come_in_a_few_answers() -> None:
    content = papers.pdf(*["Sheet"] * 2_100)
    with Viewing([content], len(content)) as viewing:
        assert viewing.sizes(0, 2_100) == [(595.0, 842.0)] * 2_100
        with pytest.raises(Failed):
            viewing.sizes(1_500, 601)
