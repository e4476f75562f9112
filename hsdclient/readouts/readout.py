"""A readout read: paragraphs as printed, sentences numbered over the whole of it, each verbatim.

Takes text; knows no document, no meeting and no commitment.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from hsdclient import errors
from hsdclient.readouts import legacy, lines, sentences
from hsdclient.readouts.paragraphs import Block, Told, put_together
from hsdclient.words import _

LONGEST = 400_000
"""Characters of a text that is read at once: more than a hundred pages."""
MOST = 10_000
"""Sentences of it."""
_SAMPLES = 5
_HYPHENS = f"-\u2010\u2011{lines.SOFT}"
_BETWEEN = f" \t\r\n\f\v\x85\u2028\u2029\u00a0\u200b\u2060\ufeff{_HYPHENS}"


@dataclass(frozen=True)
class Sentence:
    """One sentence. `text` is verbatim but for line breaks, soft hyphens and ligatures; `original` is what stood there.

    `number` counts over the readout from 1, `paragraph` is "¶ 3", "¶ 3 • 2" (second bullet), "¶ 3 (b)", '' for a
    heading. `start` and `end` are offsets in the readout's `original`; `language` is en, hi or other.
    """

    number: int
    text: str
    original: str
    paragraph: str
    page: int
    start: int
    end: int
    language: str
    legacy: bool = False
    """Whether it stood in a legacy font."""

    @property
    def to_keep(self) -> str:
        """The original as it can be kept beside the text, '' when only spaces and line breaks differ."""
        if "".join(self.original.split()) == "".join(self.text.split()):
            return ""
        return lines.CONTROL.sub("", lines.LINE.sub("\n", self.original))


@dataclass(frozen=True)
class Paragraph:
    """One paragraph, heading or bullet with its sentences; `marker` is what was printed before it ("3.", "•")."""

    label: str
    kind: str
    marker: str
    text: str
    page: int
    sentences: tuple[Sentence, ...]
    legacy: bool = False


@dataclass(frozen=True)
class Readout:
    """What was read; `warnings` are sentences for the officer, `original` the text as given."""

    paragraphs: tuple[Paragraph, ...]
    warnings: tuple[str, ...]
    original: str = field(repr=False, default="")

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        """All sentences in order."""
        return tuple(one for paragraph in self.paragraphs for one in paragraph.sentences)

    @property
    def legacy(self) -> bool:
        """Whether some of it looks like Hindi in a legacy font."""
        return any(paragraph.legacy for paragraph in self.paragraphs)


def read(text: str | Sequence[str], *, converted: bool = False) -> Readout:
    """`text` (one text, pages divided by form feeds; or the texts of the pages) in paragraphs and sentences.

    `converted` shows paragraphs in Kruti Dev as Unicode; `original` stays as given. Refused when the text is too long.
    """
    source = text if isinstance(text, str) else "\f".join(page.replace("\f", "\n") for page in text)
    if len(source) > LONGEST:
        raise errors.Refused(
            _("The text has {count} characters; at most {most} are read at once. Take a part of it.").format(
                count=f"{len(source):,}", most=f"{LONGEST:,}"
            )
        )
    found = lines.find(source)
    told = put_together(found.blocks)
    original = _Original(source)
    paragraphs: list[Paragraph] = []
    number = 1
    for block in told.blocks:
        old = legacy.looks_legacy(block.text) >= legacy.LEGACY
        taken = []
        for start, end in _spans(block, old=old):
            at = block.at[start:end]
            shown = legacy.from_krutidev(block.text[start:end]) if old and converted else block.text[start:end]
            language = "other" if old and not converted else language_of(shown)
            taken.append(
                Sentence(
                    number, shown, original.of(at), block.label, original.page(at[0]), min(at), max(at) + 1, language,
                    old,
                )
            )  # fmt: skip
            number += 1
        if number > MOST + 1:
            raise errors.Refused(
                _("The text has more than {count} sentences. Take a part of it.").format(count=f"{MOST:,}")
            )
        text_shown = legacy.from_krutidev(block.text) if old and converted else block.text
        paragraphs.append(Paragraph(block.label, block.kind, block.marker, text_shown, block.page, tuple(taken), old))
    return Readout(tuple(paragraphs), tuple(_warnings(found, told, paragraphs, converted)), source)


def _spans(block: Block, *, old: bool) -> list[tuple[int, int]]:
    if block.kind == "heading":
        return [(0, len(block.text))]
    return legacy.spans(block.text) if old else sentences.spans(block.text)


def language_of(text: str) -> str:
    """en when most letters are Latin, hi when they are Devanagari, other for anything else."""
    latin = sum(1 for char in text if char.isascii() and char.isalpha())
    devanagari = sum(1 for char in text if "\u0900" <= char <= "\u097f")
    letters = sum(1 for char in text if char.isalpha() or "\u0900" <= char <= "\u097f")
    if not letters or max(latin, devanagari) * 2 < letters:
        return "other"
    return "hi" if devanagari > latin else "en"


class _Original:
    """The text as given, out of which the words of one sentence are cut."""

    def __init__(self, source: str) -> None:
        self._source = source
        self._pages = [found.start() for found in re.finditer("\f", source)]
        self._starts = [0, *(found.end() for found in lines.LINE.finditer(source))]

    def page(self, offset: int) -> int:
        """The page on which an offset lies, from 1."""
        return 1 + bisect_right(self._pages, offset)

    def of(self, at: Sequence[int]) -> str:
        """What stands at the offsets `at`; where other text lies between (a second column), lines are put together."""
        runs: list[tuple[int, int]] = []
        for offset in at:
            line = bisect_right(self._starts, offset)
            if runs and offset >= runs[-1][0] and bisect_right(self._starts, runs[-1][0]) == line:
                runs[-1] = (runs[-1][0], offset + 1)
            else:
                runs.append((offset, offset + 1))
        pieces = []
        for (start, end), (after, _end) in zip(runs, [*runs[1:], (None, None)], strict=True):
            piece = self._source[start:end]
            between = self._source[end:after] if after is not None else ""
            if after is not None and (after < end or between.strip(_BETWEEN)):
                hyphen = self._source[end : end + 1]
                piece, between = piece.rstrip(), (hyphen if hyphen in _HYPHENS else "") + "\n"
            pieces.append(piece + between)
        return "".join(pieces)


def _warnings(found: lines.Found, told: Told, paragraphs: Sequence[Paragraph], converted: bool) -> Iterator[str]:
    """What the officer should know of what was changed or left out."""
    if found.columns:
        yield _("Two columns side by side (page {pages}): read one after the other. Check the order.").format(
            pages=", ".join(map(str, found.columns))
        )
    if found.dropped:
        yield _("Left out as headers, footers or page numbers: {lines}.").format(lines=_some(found.dropped))
    if told.joined:
        yield _("Words divided at the end of a line were joined: {words}.").format(words=_some(told.joined))
    if found.ligatures:
        yield _("Letters drawn as one (ﬁ, ﬂ) were written as two.")
    if found.controls:
        yield _("Control characters were left out.")
    if any(paragraph.legacy for paragraph in paragraphs):
        if converted:
            yield _("Converted from Kruti Dev. Compare it with the printed text: English words were converted too.")
        else:
            yield _("This looks like Hindi typed in Kruti Dev. It stays as it is unless you have it converted.")


def _some(listed: Sequence[str]) -> str:
    """The first of them, each once."""
    once = list(dict.fromkeys(listed))
    shown = ", ".join(f"“{one}”" for one in once[:_SAMPLES])
    return f"{shown} …" if len(once) > _SAMPLES else shown
