"""The wire between the window's process and the reading one: length, JSON header, raw bytes. No pickle.

Both sides hold to the same caps; whoever gets anything else calls it `Malformed`. Knows no document.
"""

from __future__ import annotations

import json
import struct
from collections.abc import Callable
from typing import Any

_LENGTHS = struct.Struct(">II")
HEADER = 1 << 20
BODY = 272 << 20

Get = Callable[[int], bytes]
"""Exactly so many bytes from the other side, or an exception."""


class Malformed(Exception):
    """The other side sent what no honest one would."""


def pack(header: dict[str, Any], body_size: int = 0) -> bytes:
    """The bytes that stand before a body of `body_size` bytes."""
    told = json.dumps(header, ensure_ascii=True).encode("ascii")
    return _LENGTHS.pack(len(told), body_size) + told


def unpack(get: Get, *, body: int = BODY) -> tuple[dict[str, Any], bytes]:
    """The next frame: its header and its body of at most `body` bytes. Raises `Malformed`."""
    header, size = unpack_header(get, body=body)
    return header, get(size) if size else b""


def unpack_header(get: Get, *, body: int = BODY) -> tuple[dict[str, Any], int]:
    """The next header, and the size of the body that follows it. Raises `Malformed`."""
    told, size = _LENGTHS.unpack(get(_LENGTHS.size))
    if told > HEADER or size > body:
        raise Malformed("length")
    return parse(get(told)), size


def parse(text: bytes) -> dict[str, Any]:
    """A JSON object from the other side. Raises `Malformed`."""
    try:
        header = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise Malformed("json") from error
    if not isinstance(header, dict):
        raise Malformed("object")
    return header
