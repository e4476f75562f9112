"""The lines of a readout in reading order: cleaned letter by letter, page headers dropped, columns one after the other.

Every letter remembers where it stood in the text as given. Knows no paragraph and no sentence.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import zip_longest

LIGATURES = {
    "ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st",
}  # fmt: skip
SOFT = "\u00ad\ufffe"
"""Hyphens that are there only because a line ended: the soft one, and the sign that PDFium puts for it."""
_LEFT_OUT = "\u200b\u2060\ufeff"  # spaces without width
CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f]")
ENDED = re.compile(r"(?:[.?!…।॥]|[a-z;]AA?)[”’\"')\]»]*$")
"""The end of a sentence at the end of a line; `A` is the danda of Kruti Dev."""
LINE = re.compile(r"\r\n?|[\n\x0b\x0c\x85\u2028\u2029]")
_GAP = re.compile(r"(?<=\S)(?: {3,}| *\t\s*)(?=\S)")
_NUMBER = re.compile(r"[-–—|\s]*(\d{1,4})[-–—|\s]*")
_PAGE_OF = re.compile(r"\W*(?:page|p\.|पृष्ठ)\s*[\d०-९]+(?:\s*(?:of|/|में से|का)\s*[\d०-९]+)?\W*", re.IGNORECASE)
_EDGE = 3  # lines at the top and at the foot of a page that may be headers or footers
_RIM = 8
_TITLE = 12
_LAYERS = 4  # lines of a header below one another, beyond those of an edge
_LONGEST_HEADER = 150
_LONGEST_MARKING = 40
_FEWEST_COLUMNED = 3  # lines side by side that make two columns
_NARROWEST = 12  # letters of a column on average; less is a list of names and values


@dataclass
class Line:
    """One line: its letters, and for each its offset in the text as given. `page` counts from 1."""

    text: str
    at: list[int]
    page: int = 1
    soft: bool = False  # ends in a hyphen that belongs to the line, not to the word

    @cached_property
    def words(self) -> str:
        """The letters without the space around them."""
        return self.text.strip()

    @property
    def indent(self) -> int:
        """Spaces before the first letter."""
        return len(self.text) - len(self.text.lstrip())

    def part(self, start: int, end: int | None = None) -> Line:
        """The letters from `start` to `end`."""
        last = end is None or end >= len(self.text)
        return Line(self.text[start:end], self.at[start:end], self.page, self.soft and last)


@dataclass
class Found:
    """The lines in blocks that are as wide as one another (a page, or a column of one), and what was noticed."""

    blocks: list[list[Line]] = field(default_factory=list)
    ligatures: bool = False
    controls: bool = False
    columns: list[int] = field(default_factory=list)
    dropped: list[str] = field(default_factory=list)


def find(source: str) -> Found:
    """The lines of `source`, whose pages are divided by form feeds."""
    found = Found(
        ligatures=any(one in source for one in LIGATURES),
        controls=CONTROL.search(source.replace("\f", "")) is not None,
    )
    pages = list(_pages(source))
    found.dropped = _drop_headers(pages)
    for number, page in enumerate(pages, 1):
        blocks = _in_columns(page)
        if len(blocks) > 1:
            found.columns.append(number)
        found.blocks += [trimmed for block in blocks if (trimmed := _trimmed(block))]
    return found


def _pages(source: str) -> Iterator[list[Line]]:
    begin = 0
    for number, page in enumerate(source.split("\f"), 1):
        lines, start = [], 0
        for end, following in [*((one.start(), one.end()) for one in LINE.finditer(page)), (len(page), 0)]:
            lines.append(_clean(page[start:end], begin + start, number))
            start = following
        yield lines
        begin += len(page) + 1


def _clean(raw: str, offset: int, page: int) -> Line:
    letters: list[str] = []
    at: list[int] = []
    for place, char in enumerate(raw, offset):
        if char in SOFT or char in _LEFT_OUT or CONTROL.match(char):
            continue
        kept = LIGATURES.get(char, char)
        if char != "\t" and char.isspace():
            kept = " "
        letters.append(kept)
        at += [place] * len(kept)
    whole = "".join(letters)
    text = whole if whole.endswith("\t") else whole.rstrip()  # the tab that ends a table's row stays
    return Line(text, at[: len(text)], page, raw.rstrip()[-1:] in tuple(SOFT))


def _trimmed(block: Sequence[Line]) -> list[Line]:
    """The block without blank lines at its ends: a paragraph may go on in the next one."""
    filled = [place for place, line in enumerate(block) if line.words]
    return list(block[filled[0] : filled[-1] + 1]) if filled else []


# -- headers and footers ----------------------------------------------------------------------------------------


def _drop_headers(pages: list[list[Line]]) -> list[str]:
    """Take page numbers and what stands at the same edge of most pages out of `pages`; returns each once."""
    dropped: dict[str, None] = {}
    title = _title(pages[0]) if len(pages) > 1 else frozenset()
    for _layer in range(_LAYERS):
        found = _headers(pages, title)
        if not found:
            break
        for number, line in found:
            dropped.setdefault(line.words)
            pages[number].remove(line)
    return list(dropped)


def _headers(pages: list[list[Line]], title: frozenset[str]) -> list[tuple[int, Line]]:
    """The lines at the edges of pages that belong to no paragraph; below one that is taken out comes the next."""
    seen: Counter[tuple[str, str]] = Counter()
    offsets: Counter[int] = Counter()
    for number, page in enumerate(pages):
        edges = list(_edges(page))
        seen.update({(edge, _key(line)) for edge, line in edges})
        offsets.update({int(one[1]) - number for _edge, line in edges if (one := _NUMBER.fullmatch(line.words))})
    enough = max(2, -(-len(pages) * 3 // 5))
    alone = {key for page in pages for key in _alone(page)}
    found = []
    for number, page in enumerate(pages):
        twice = Counter(_key(line) for line in _rim(page))
        for edge, line in _edges(page):
            key, bare = _key(line), _NUMBER.fullmatch(line.words)
            if bare is not None:
                wanted = offsets[int(bare[1]) - number] >= 2
            elif ENDED.search(line.words) or line.words[0].islower() or key not in alone:
                continue  # running text, which may well say the same on two pages
            else:
                repeated = seen[edge, key] >= enough and len(line.words) <= _LONGEST_HEADER
                running = number > 0 and edge == "top" and key in title
                marking = twice[key] > 1 and len(line.words) <= _LONGEST_MARKING and line.words[-1].isalnum()
                wanted = repeated or running or marking
            if wanted:
                found.append((number, line))
        taken = {id(line) for _number, line in found}
        found += [
            (number, line)
            for line in _rim(page)
            if _PAGE_OF.fullmatch(line.words) and id(line) not in taken
        ]
    return found


def _edges(page: list[Line]) -> Iterator[tuple[str, Line]]:
    """The first and last lines of a page with letters; a short page's lines count as its top."""
    filled = [line for line in page if line.words]
    yield from (("top", line) for line in filled[:_EDGE])
    yield from (("foot", line) for line in filled[max(_EDGE, len(filled) - _EDGE) :])


def _alone(page: list[Line]) -> Iterator[str]:
    """The lines (as keys) that do not go on in the next one, by its first letter."""
    filled = [line for line in page if line.words]
    for line, after in zip_longest(filled, filled[1:]):
        if after is None or not after.words[0].islower():
            yield _key(line)


def _rim(page: list[Line]) -> list[Line]:
    """A few more lines than the edges: markings and page numbers may stand below one another."""
    filled = [line for line in page if line.words]
    return filled if len(filled) <= 2 * _RIM else [*filled[:_RIM], *filled[-_RIM:]]


def _title(page: list[Line]) -> frozenset[str]:
    """What the first lines of the first page say, one, two or three together: it runs on over the other pages."""
    first = [_key(line) for line in page if line.words][:_TITLE]
    return frozenset(
        " ".join(first[start : start + count]) for start in range(len(first)) for count in (1, 2, 3)
    ) - {""}


def _key(line: Line) -> str:
    return re.sub(r"\d+", "#", " ".join(line.words.casefold().split()))


# -- columns ----------------------------------------------------------------------------------------------------


def _in_columns(page: list[Line]) -> list[list[Line]]:
    """The lines of a page in blocks: one, or what stands in two columns as the left one, then the right one."""
    place = _second_column(page)
    if place is None:
        return [page]
    blocks: list[list[Line]] = []
    whole: list[Line] = []
    left: list[Line] = []
    right: list[Line] = []

    def flush() -> None:
        for block in (whole, left, right):
            if any(line.words for line in block):
                blocks.append(block.copy())
            block.clear()

    for line in page:
        cut = _cut(line, place)
        if cut is None:
            if left or right:
                flush()
            whole.append(line)
        else:
            left.append(line.part(0, cut))
            right.append(line.part(cut))
    flush()
    return blocks


def _second_column(page: Sequence[Line]) -> int | None:
    """Where the second column begins, in letters; 0: behind each line's tab; None: there is no second column."""
    filled = [line for line in page if line.words]
    gaps = [(line, gap) for line in filled for gap in _GAP.finditer(line.text)]
    enough = max(_FEWEST_COLUMNED, len(filled) * 2 // 5)
    tabbed = [line for line, gap in gaps if "\t" in gap.group()]
    if len(tabbed) >= enough:
        once = len(set(map(id, tabbed))) == len(tabbed)
        return 0 if once and _wide(tabbed, 0) and not any(line.text.endswith("\t") for line in filled) else None
    starts = Counter(gap.end() for _line, gap in gaps)
    if not starts:
        return None
    place = max(starts, key=lambda start: (starts[start - 1] + starts[start] + starts[start + 1], starts[start]))
    first = min(start for start in (place - 1, place, place + 1) if starts[start])
    beside = [line for line, gap in gaps if abs(gap.end() - place) <= 1]
    return first if len(beside) >= enough and _wide(beside, first) else None


def _wide(lines: Sequence[Line], place: int) -> bool:
    """Whether both sides hold running text."""
    cuts = [(line, _cut(line, place) or 0) for line in lines]
    left = sum(len(line.text[:cut].strip()) for line, cut in cuts) / len(cuts)
    right = sum(len(line.text[cut:].strip()) for line, cut in cuts) / len(cuts)
    return left >= _NARROWEST and right >= _NARROWEST


def _cut(line: Line, place: int) -> int | None:
    """Where `line` is divided; None when its words go right across."""
    if not place:
        tab = line.text.find("\t")
        return tab if tab >= 0 else len(line.text) if not line.words else None
    across = line.text[max(0, place - 2) : place]
    if len(line.text) <= place:
        # It ends before the gap, or it is the title over both columns; a title is not known before the gap is.
        return len(line.text)
    return None if across.strip() else place
