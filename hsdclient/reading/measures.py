"""The limits of reading, in one place: sizes, times, counts. Both sides of the pipe hold to them.

Knows no format and no process.
"""

from __future__ import annotations

MEBIBYTE = 1 << 20

# A document larger than this is not parsed, only recognised by its head.
LARGEST = 256 * MEBIBYTE
HEAD = 256 * 1024

# Text kept of a page and of a whole document, in characters.
PAGE_TEXT = 2_000_000
WHOLE_TEXT = 20_000_000
PAGES = 5_000
SHEETS = 500
ATTACHMENTS = 1_000

# A picture that is drawn, and one that is opened.
NARROWEST, WIDEST = 16, 4_096
TALLEST = 16_384
DRAWN_PIXELS = 40_000_000
PIXELS = 150_000_000
WORDS = 50_000

SIZES_AT_ONCE = 1_000
ROWS_AT_ONCE, COLUMNS_AT_ONCE = 500, 200
CELL = 10_000
NAME = 1_000

# Archives: what they may unpack to, and how much more than their size.
UNPACKED = 1024 * MEBIBYTE
UNPACKED_FREELY = 100 * MEBIBYTE
RATIO = 100
ENTRIES = 20_000

# What the child may take beyond what it has after loading the parsers, and the document's own size.
MEMORY = 1024 * MEBIBYTE
OPEN_FILES = 64

# Seconds by the wall; a child that is alone has the same in CPU time and a little more.
START = 60.0
STALL = 30.0
ONE_PAGE = 10.0
CPU_SPARE = 5


def seconds_to_read(size: int) -> float:
    """How long reading a whole document of `size` bytes may take."""
    return 20.0 + 2.0 * size / MEBIBYTE


def seconds_to_open(size: int) -> float:
    """How long opening a document of `size` bytes for the preview may take."""
    return ONE_PAGE + 0.5 * size / MEBIBYTE
