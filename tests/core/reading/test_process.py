"""Each document is read in a process that can do nothing else; whatever becomes of it, the parent gets a reason."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from hsdclient import __main__ as headless
from hsdclient import reading
from hsdclient.reading import Facts, Failed, Reader, Viewing, frames, measures, nursery, process
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
    assert len(children() - before) <= 1, "at most the nursery has come to stay"


@LINUX
def test_ending_a_viewing_ends_its_process() -> None:
    nursery.warm()
    before = children()
    viewing = Viewing([b"fine"], 4)
    assert len(children() - before) == 1
    viewing.close()
    viewing.close()
    assert not viewing.alive
    until = time.monotonic() + 10
    while children() - before and time.monotonic() < until:
        threading.Event().wait(0.01)
    assert children() == before
    with pytest.raises(Failed):
        viewing.text(0)


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
            if viewing.text(page) != f"Page {page}":
                wrong.append(str(page))

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


# --- a child that lies -------------------------------------------------------------------------------------

LIAR = """
import os, sys
def put(header, body=b"", size=None):
    told = header if isinstance(header, bytes) else __import__("json").dumps(header).encode()
    size = len(body) if size is None else size
    os.write(1, len(told).to_bytes(4, "big") + size.to_bytes(4, "big") + told + body)
put({"ready": {}})
os.read(0, 1 << 16)
FACTS = {"kind": "pdf", "media_type": "application/pdf", "extension": ".pdf", "state": "read", "why": "", "pages": 1,
         "warnings": [], "width": 0, "height": 0, "sheets": [], "headers": [], "attachments": []}
"""
LIES = {
    "no json": "put(b'no json')",
    "a list": "put([1])",
    "deep json": "put(b'[' * 500000)",
    "a huge header": "os.write(1, b'\\xff' * 8)",
    "a huge body": "put({'facts': FACTS}, b'', 0xffffffff)",
    "an unknown kind": "put({'facts': {**FACTS, 'kind': 'nuclear'}}, b'[]')",
    "an unknown warning": "put({'facts': {**FACTS, 'warnings': ['x']}}, b'[]')",
    "a number as text": "put({'facts': {**FACTS, 'pages': 'many'}}, b'[]')",
    "a negative number": "put({'facts': {**FACTS, 'pages': -1}}, b'[]')",
    "a truth as number": "put({'facts': {**FACTS, 'pages': True}}, b'[]')",
    "no facts": "put({}, b'[]')",
    "control characters": "put({'facts': FACTS}, b'[\"\\\\u0007\"]')",
    "half a pair": "put({'facts': FACTS}, b'[\"\\\\ud800\"]')",
    "texts that are none": "put({'facts': FACTS}, b'[1]')",
    "silence": "sys.exit(0)",
    "an abort": "os.abort()",
}


@pytest.mark.parametrize("lie", LIES)
def test_an_answer_that_no_honest_child_gives_is_a_failure(lie: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(process, "child_command", lambda: [sys.executable, "-I", "-S", "-c", LIAR + LIES[lie]])
    with Reader(alone=True) as reader:
        assert state(reader.read([b"fine"], 4)) == ("failed", "damaged")


PICTURE_LIES = [
    "put({'width': 2, 'height': 2}, bytes(11))",
    "put({'width': 0, 'height': 2}, b'')",
    "put({'width': 5000, 'height': 1}, bytes(15000))",
    "put({'width': 1.0, 'height': 1}, bytes(3))",
    "put({'size': [1, 2]}, b'')",
]


@pytest.mark.parametrize("lie", PICTURE_LIES)
def test_a_picture_of_another_size_than_it_says_is_a_failure(lie: str, monkeypatch: pytest.MonkeyPatch) -> None:
    script = f"{LIAR}put({{'facts': FACTS}}, b'[]')\nos.read(0, 1 << 16)\n{lie}\n"
    monkeypatch.setattr(process, "child_command", lambda: [sys.executable, "-I", "-S", "-c", script])
    with Viewing([b"fine"], 4, alone=True) as viewing:
        with pytest.raises(Failed):
            viewing.picture(0, 100)
        assert not viewing.alive


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


# --- what the child may not do -----------------------------------------------------------------------------

DEEDS = """
import json, mmap, os, socket, sys
sys.path[:0] = [sys.argv[1]]
from hsdclient.reading import confine
if sys.argv[2] == "confined":
    reached = confine.for_good()
    confine.for_document(1000, confine.address_space() or 1 << 30)
else:
    reached = {}
def tried(deed):
    try:
        deed()
    except (OSError, MemoryError) as error:
        return type(error).__name__
    return "done"
def write():
    with open(sys.argv[3] + "/written", "w") as target:
        target.write("x" * 10)
def late():
    import colorsys
print(json.dumps({
    "reached": reached,
    "write": tried(write),
    "read": tried(lambda: open(sys.argv[3] + "/there").read()),
    "list": tried(lambda: os.listdir("/etc")),
    "call": tried(lambda: socket.create_connection(("127.0.0.1", int(sys.argv[4])), 2)),
    "memory": tried(lambda: mmap.mmap(-1, 3 << 30)),
    "late import": tried(late),
}))
"""


def deeds(how: str, folder: Path, port: int) -> dict[str, object]:
    (folder / "there").write_text("a neighbour's file")
    root = str(Path(__file__).resolve().parents[3])
    done = subprocess.run(
        [sys.executable, "-B", "-c", DEEDS, root, how, str(folder), str(port)],
        capture_output=True, text=True, timeout=60, check=True,
    )  # fmt: skip
    told: dict[str, object] = json.loads(done.stdout)
    return told


@LINUX
def test_a_confined_process_opens_no_file_no_socket_and_no_end_of_memory(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        free, told = deeds("free", tmp_path, port), deeds("confined", tmp_path, port)
    free.pop("reached")
    assert set(free.values()) == {"done"}, "the control: without limits each deed is done"
    (tmp_path / "written").unlink(missing_ok=True)
    reached = told["reached"]
    assert isinstance(reached, dict)
    assert told["memory"] != "done"
    assert told["write"] != "done"
    assert told["late import"] == "done"
    if not reached["landlock"]:
        pytest.skip("this kernel has no Landlock")
    assert (told["read"], told["list"]) == ("PermissionError", "PermissionError")
    assert not (tmp_path / "written").exists() or not (tmp_path / "written").read_text()
    if not reached["network"] and reached["landlock"] < 4:
        pytest.skip("this kernel cuts no process off the network")
    assert told["call"] != "done"


@LINUX
def test_the_nursery_says_what_it_gave_up() -> None:
    assert set(nursery.reached()) == {"landlock", "network"}


def test_frames_refuse_what_is_not_theirs() -> None:
    packed = frames.pack({"do": "x"}, 3) + b"abc"
    source = iter([packed[:8], packed[8:-3], packed[-3:]])
    assert frames.unpack(lambda count: next(source)) == ({"do": "x"}, b"abc")
    with pytest.raises(frames.Malformed):
        frames.unpack(lambda count: frames.pack({}, 5)[:count], body=4)
