"""Lines put together into paragraphs, headings and bullets, numbered as printed; divided words are joined again.

Knows no sentence and no language but the shape of lines.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from hsdclient.readouts.lines import ENDED, Line

_BULLET = r"[•▪●◦‣⁃∙·➢✓♦■□*\uf0b7\uf0a7]|[-–—](?=\s)"
_PRINTED = r"(?P<number>\d{1,3}|[०-९]{1,3})[.)](?=\s)|(?P<part>\d{1,2}(?:\.\d{1,2}){1,2})\.?(?=\s)"
_LETTERED = r"\((?P<letter>[a-z]|[ivx]{1,5}|\d{1,2}|[क-ह])\)|(?P<bare>[a-z]|[ivx]{1,4})\)(?=\s)"
_MARKER = re.compile(rf"\s*(?P<marker>{_BULLET}|{_PRINTED}|{_LETTERED})\s*")
_NUMBERED = re.compile(rf"(?:{_PRINTED})\s*")
_LONG_LINE = 140  # letters of a line that nobody wrapped
_MOST_WORDS = 20  # of a heading
_HYPHENS = "-\u2010\u2011"
_WORD = re.compile(r"[^\W\d_]+")
# Halves that stand before a hyphen of their own far more often than a word is divided behind them.
_COMPOUNDS = frozenset(
    ["anti", "counter", "cross", "cyber", "follow", "high", "law", "long", "low", "non", "self", "short", "so", "well"]
)
_PAIRS = frozenset({"inter-agency", "inter-ministerial", "multi-agency", "pre-export", "post-graduate"})


@dataclass
class Block:
    """One paragraph ("text"), "heading" or "bullet": its text with single spaces, each letter's offset, its label."""

    kind: str
    marker: str
    text: str
    at: list[int]
    page: int
    label: str = ""


@dataclass
class Told:
    """The blocks in order, and the words whose halves were joined, as they stand now."""

    blocks: list[Block] = field(default_factory=list)
    joined: list[str] = field(default_factory=list)


class _Words:
    """The words of the text, without those at the ends of lines, which may be halves."""

    def __init__(self, blocks: Sequence[Sequence[Line]]) -> None:
        inside = [line.words.partition(" ")[2].rpartition(" ")[0] for block in blocks for line in block]
        self.whole = frozenset(word.casefold() for text in inside for word in _WORD.findall(text))
        self.hyphened = frozenset(word.casefold() for text in inside for word in re.findall(r"\w+-\w+", text))


def put_together(blocks: Sequence[Sequence[Line]]) -> Told:
    """Paragraphs from blocks of lines that are equally wide."""
    words = _Words(blocks)
    told = Told()
    for group in _groups(blocks):
        marker, end = _marker(group[0].text)
        kept = [group[0].part(end), *group[1:]]
        if not any(line.words for line in kept):
            continue
        text, at = _join(kept, words, told.joined)
        kind = "bullet" if marker and not _number_of(marker) else "text"
        told.blocks.append(Block(kind, marker, text, at, kept[0].page))
    _find_headings(told.blocks)
    _label(told.blocks)
    return told


# -- where a paragraph ends --------------------------------------------------------------------------------------


def _groups(blocks: Sequence[Sequence[Line]]) -> Iterator[list[Line]]:
    group: list[Line] = []
    before: Line | None = None
    wide = 0
    for lines in blocks:
        width, single = _width(lines), _unwrapped(lines)
        if group and wide > 1.5 * width and lines[0].page == group[-1].page:  # a title over two columns
            yield group
            group = []
        wide = width
        for line in _without_spacing(lines):
            cells = _cells(line)
            if not line.words or len(cells) > 1:
                if group:
                    yield group
                group = []
                before = None
                yield from ([cell] for cell in cells if len(cells) > 1)
                continue
            if group and before is not None and _breaks(group, line, width, single=single):
                yield group
                group = []
            group.append(line)
            before = line
    if group:
        yield group


def _cells(line: Line) -> list[Line]:
    """The cells of a table's row, which ends in a tab; else the line itself."""
    if "\t" not in line.text:
        return [line]
    found, start = [], 0
    for piece in line.text.split("\t"):
        if piece.strip():
            found.append(line.part(start, start + len(piece)))
        start += len(piece) + 1
    return found or [line]


def _without_spacing(lines: Sequence[Line]) -> Sequence[Line]:
    """The lines without blank ones where one stands behind every line: they space the text and end nothing."""
    filled = [line for line in lines if line.words]
    spaced = sum(1 for line, after in pairwise(lines) if line.words and not after.words)
    ended = sum(1 for line in filled if ENDED.search(line.words))
    if len(filled) >= 6 and spaced >= 0.9 * (len(filled) - 1) and ended < len(filled) / 2:
        return filled
    return lines


def _width(lines: Sequence[Line]) -> int:
    """Letters of a full line: the 95th of 100."""
    lengths = sorted(len(line.words) for line in lines if line.words)
    return lengths[-(-19 * (len(lengths) - 1) // 20)] if lengths else 0


def _unwrapped(lines: Sequence[Line]) -> bool:
    """Whether each line is a paragraph of its own."""
    filled = [line.words for line in lines if line.words]
    lengths = sorted(map(len, filled))
    ended = sum(1 for line in filled if ENDED.search(line) or line.endswith((":", ";")))
    if lengths and lengths[int(0.9 * (len(lengths) - 1))] > _LONG_LINE:
        return True
    flowing = any(not ENDED.search(one) and after[0].islower() for one, after in pairwise(filled))
    return len(filled) > 1 and ended >= 0.6 * len(filled) and not flowing


def _breaks(group: Sequence[Line], line: Line, width: int, *, single: bool) -> bool:
    """Whether `line` begins a paragraph behind the lines of `group`; `single`: each line does."""
    before = group[-1]
    ended = ENDED.search(before.words) is not None
    if single and (ended or not line.words[0].islower()):
        return True
    word = line.words.split(" ", 1)[0]
    room = len(before.words) + 1 + len(word) < 0.9 * width
    if _MARKER.match(line.text) and (ended or room or before.words.endswith((":", ";", ","))):
        return True
    if ended:
        return room or line.indent >= before.indent + 2
    short = len(group) <= 3 and all(len(one.words) < 0.8 * width for one in group)
    heading = short and len(before.words.split()) <= 12 and not before.words.endswith((",", ";", "-", "–"))
    return room and heading and not line.words[0].islower()


# -- one paragraph -----------------------------------------------------------------------------------------------


def _join(
    group: Sequence[Line], words: _Words, joined: list[str]
) -> tuple[str, list[int]]:
    """The text of the lines with single spaces, and the offset of each letter."""
    letters: list[str] = []
    at: list[int] = []
    for place, line in enumerate(group):
        if place and letters:
            divided = _divided(group[place - 1], line, words)
            if divided is None:
                letters.append(" ")
                at.append(at[-1])
            elif divided:
                if letters[-1] in _HYPHENS:
                    letters.pop()
                    at.pop()
                before = _WORD.findall("".join(letters[-60:]))
                joined.append((before[-1] if before else "") + _first_word(line))
        for char, offset in zip(line.text, line.at, strict=True):
            letters.append(" " if char == "\t" else char)
            at.append(offset)
    return _single_spaces("".join(letters), at)


def _divided(before: Line, line: Line, words: _Words) -> bool | None:
    """True: one word was divided, its halves are joined; False: joined with the hyphen that it has; None: two words."""
    following = _first_word(line)
    ahead = before.words
    if not following or not following[0].islower():
        return False if ahead[-1:] in _HYPHENS and ahead[-2:-1].isalpha() and following else None
    if before.soft:
        return True
    if ahead[-1:] not in _HYPHENS or not ahead[-2:-1].isalpha():
        return None
    first = _WORD.findall(ahead)[-1].casefold()
    whole = following.casefold()
    if f"{first}-{whole}" in words.hyphened:
        return False
    if first + whole in words.whole:
        return True
    if first == "co":
        return whole.startswith("o")  # cooperation, coordinate; but co-chaired
    return not (first in _COMPOUNDS or f"{first}-{whole}" in _PAIRS or (first in words.whole and whole in words.whole))


def _first_word(line: Line) -> str:
    found = _WORD.match(line.words)
    return found.group() if found else ""


def _single_spaces(text: str, at: Sequence[int]) -> tuple[str, list[int]]:
    letters: list[str] = []
    kept: list[int] = []
    for char, offset in zip(text, at, strict=True):
        if char == " " and (not letters or letters[-1] == " "):
            continue
        letters.append(char)
        kept.append(offset)
    if letters and letters[-1] == " ":
        letters.pop()
        kept.pop()
    return "".join(letters), kept


# -- headings and numbers ----------------------------------------------------------------------------------------


def _find_headings(blocks: Sequence[Block]) -> None:
    """A short paragraph that ends no sentence is a heading, when a paragraph follows it."""
    last = max((place for place, one in enumerate(blocks) if one.text and _runs(one)), default=-1)
    for block in blocks[: max(last, 0)]:
        if block.kind == "text" and not _runs(block):
            block.kind = "heading"


def _runs(block: Block) -> bool:
    """Whether it reads like running text."""
    ends = block.text.endswith((":", ";", ","))
    return bool(ENDED.search(block.text)) or ends or len(block.text.split()) > _MOST_WORDS or block.kind != "text"


def _marker(text: str) -> tuple[str, int]:
    """What is printed before a paragraph ("•", "3.", "– 3.1") and where its words begin; ('', 0) when nothing is."""
    first = _MARKER.match(text)
    if first is None:
        return "", 0
    second = None if _number(first) else _NUMBERED.match(text, first.end())
    if second is None:
        return first["marker"], first.end()
    return f"{first['marker']} {second['number'] or second['part']}", second.end()


def _number(marker: re.Match[str]) -> str:
    return marker["number"] or marker["part"] or ""


def _number_of(marker: str) -> str:
    """The number in a marker, '' for a mere bullet or letter."""
    found = _NUMBERED.match(marker.rsplit(" ", maxsplit=1)[-1] + " ") if marker else None
    return _number(found) if found else ""


def _label(blocks: Sequence[Block]) -> None:
    """Number the paragraphs: by their printed numbers where they have them, else by counting."""
    printed = _printed(blocks)
    count, items, current, lead_in = 0, 0, "¶ 0" if printed else "", False
    for place, block in enumerate(blocks):
        if place in printed:
            current, items = f"¶ {printed[place]}", 0
            block.label = current
        elif block.kind == "heading":
            lead_in = False
            continue
        elif block.marker:
            if not items and not lead_in and not printed:
                count += 1
                current = f"¶ {count}"
            items += 1
            given = _MARKER.match(block.marker + " ")
            own = given and (given["letter"] or given["bare"] or given["number"] or given["part"])
            block.kind = "bullet"
            block.label = f"{current} ({own})" if own else f"{current} • {items}"
            continue
        else:
            if not printed:
                count += 1
                current = f"¶ {count}"
            block.label, items = current, 0
        lead_in = block.text.endswith((":", ",", "–", "—", "-"))


def _printed(blocks: Sequence[Block]) -> dict[int, str]:
    """Which blocks carry printed paragraph numbers, 1 or 2 upwards; none when the numbers are those of a list."""
    numbered = [
        (place, number)
        for place, block in enumerate(blocks)
        if (number := _number_of(block.marker))
    ]
    first = numbered[0][0] if numbered else 0
    listed = first > 0 and blocks[first - 1].text.endswith((":", ","))
    if len(numbered) < 2 or listed or any(int(n) > 2 for _p, n in numbered[:1] if n.isdigit()):
        return {}
    return {place: "".join(str(int(c)) if c.isdigit() else c for c in number) for place, number in numbered}
