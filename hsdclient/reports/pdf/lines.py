"""Breaking text into lines that fit a width. Long words break; no character is lost or added.

Knows words and widths in 1/1000 em; knows no pages.
"""

from __future__ import annotations

import re
import unicodedata

from hsdclient.reports.pdf.words import HYPHEN_AT_LINE_END, LONGEST, Letters

_ENDS = re.compile("\r\n|[\r\n\v\f\x85\u2028\u2029]")
_AFTER = frozenset("-/_.,;:@&=?|\\)")
_REMEMBERED = 20_000


class Breaker:
    """Lines of one weight; short texts are remembered, as the cells of a matrix repeat themselves."""

    def __init__(self, letters: Letters) -> None:
        self.letters = letters
        self._known: dict[tuple[str, int], list[str]] = {}

    def wrap(self, text: str, limit: float) -> list[str]:
        """The lines of `text`, none wider than `limit` (1/1000 em) unless a single character is; never empty."""
        key = (text, int(limit))
        known = self._known.get(key)
        if known is not None:
            return known
        if len(self._known) > _REMEMBERED or len(self.letters.widths) > _REMEMBERED:
            self._known.clear()
            self.letters.forget()
        lines: list[str] = []
        for paragraph in _ENDS.split(text.replace("\t", "    ")):
            self._fill(paragraph, limit, lines)
        if len(text) <= LONGEST:
            self._known[key] = lines
        return lines

    def width(self, text: str) -> int:
        """The width of `text` on one line in 1/1000 em."""
        words = text.split(" ")
        return sum(self.letters.width(word) for word in words) + self.letters.space * (len(words) - 1)

    def _fill(self, paragraph: str, limit: float, lines: list[str]) -> None:
        widths, measure, space = self.letters.widths, self.letters.width, self.letters.space
        line: list[str] = []
        used = 0.0
        for word in paragraph.split(" "):
            known = widths.get(word)
            if known is not None:
                width: float = known
            else:
                width = limit + 1 if len(word) > LONGEST else measure(word)
            if line and used + space + width <= limit:
                line.append(word)
                used += space + width
            elif width <= limit:
                if line:
                    lines.append(ended(" ".join(line)))
                line, used = [word], width
            else:
                if line and any(line):
                    lines.append(ended(" ".join(line)))
                *full, last = self._pieces(word, limit)
                lines += [ended(piece) for piece in full]
                line, used = [last], measure(last)
        lines.append(ended(" ".join(line)))

    def _pieces(self, word: str, limit: float) -> list[str]:
        """A word wider than a line, cut between characters as read, after a separator where one is near."""
        pieces: list[str] = []
        start, used, good = 0, 0.0, 0
        clusters = _clusters(word)
        sizes = [self.letters.width(cluster) for cluster in clusters]
        index = 0
        while index < len(clusters):
            used += sizes[index]
            if used > limit and index > start:
                cut = good if good - start > (index - start) / 3 else index
                pieces.append("".join(clusters[start:cut]))
                start, used, good, index = cut, 0.0, 0, cut
                continue
            index += 1
            if clusters[index - 1] in _AFTER:
                good = index
        pieces.append("".join(clusters[start:]))
        return pieces


def ended(line: str) -> str:
    """`line` without spaces at its end; a hyphen there is marked, or PDFium takes it for one of ours."""
    line = line.rstrip(" ")
    return line[:-1] + HYPHEN_AT_LINE_END if line.endswith("-") else line


def _clusters(word: str) -> list[str]:
    if word.isascii():
        return list(word)
    clusters: list[str] = []
    for char in word:
        joined = char in "\u200c\u200d" or unicodedata.category(char) in ("Mn", "Mc", "Me")
        last = clusters[-1] if clusters else ""
        if last and len(last) < 40 and (joined or (last.rstrip("\u200c\u200d")[-1:] == "\u094d" and char.isalpha())):
            clusters[-1] = last + char
        else:
            clusters.append(char)
    return clusters
