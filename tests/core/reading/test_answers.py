"""A reading process that lies is found out: nothing it says is taken that no honest one would say."""

from __future__ import annotations

import sys

import pytest

from hsdclient import reading
from hsdclient.reading import Failed, Reader, Viewing, answers, frames, process


def state(done: reading.Reading) -> tuple[str, str]:
    return done.facts.state, done.facts.why


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
    "an unknown kind": "put({'facts': {**FACTS, 'kind': 'nuclear'}}, b'')",
    "an unknown warning": "put({'facts': {**FACTS, 'warnings': ['x']}}, b'')",
    "a number as text": "put({'facts': {**FACTS, 'pages': 'many'}}, b'')",
    "a negative number": "put({'facts': {**FACTS, 'pages': -1}}, b'')",
    "a truth as number": "put({'facts': {**FACTS, 'pages': True}}, b'')",
    "no facts": "put({}, b'')",
    "control characters": "put({'facts': FACTS}, b'\"\\\\u0007\"')",
    "half a pair": "put({'facts': FACTS}, b'\"\\\\ud800\"')",
    "texts that are none": "put({'facts': FACTS}, b'1')",
    "a list of texts": "put({'facts': FACTS}, b'[]')",
    "more texts than pages may be": "put({'facts': FACTS}, b'\"\"\\n' * 5001)",
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
    script = f"{LIAR}put({{'facts': FACTS}}, b'')\nos.read(0, 1 << 16)\n{lie}\n"
    monkeypatch.setattr(process, "child_command", lambda: [sys.executable, "-I", "-S", "-c", script])
    with Viewing([b"fine"], 4, alone=True) as viewing:
        with pytest.raises(Failed):
            viewing.picture(0, 100)
        assert not viewing.alive


@pytest.mark.parametrize("sizes", [b"[[1, 2]]", b"[[1, 2], [1]]", b"[[1, 2], [1, -2]]", b"[[1, 2], [1, NaN]]"])
def test_sizes_of_other_pages_than_were_asked_for_are_refused(sizes: bytes) -> None:
    assert answers.sizes(b"[[1, 2], [3, 4.5]]", 2) == [(1.0, 2.0), (3.0, 4.5)]
    with pytest.raises(frames.Malformed):
        answers.sizes(sizes, 2)


def test_frames_refuse_what_is_not_theirs() -> None:
    packed = frames.pack({"do": "x"}, 3) + b"abc"
    source = iter([packed[:8], packed[8:-3], packed[-3:]])
    assert frames.unpack(lambda count: next(source)) == ({"do": "x"}, b"abc")
    with pytest.raises(frames.Malformed):
        frames.unpack(lambda count: frames.pack({}, 5)[:count], body=4)
