"""Words as glyphs: which face draws which character, shaping of Hindi, and the text each run gives back.

A word is measured and shaped once in a document. Knows no lines and no pages.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from itertools import pairwise

import uharfbuzz as hb

from hsdclient.reports.pdf.faces import FILES, Embedded, Face, Symbols, Weight, face

HYPHEN_AT_LINE_END = "-\n"
LONGEST = 200
INDIC_SCALE = 1.1  # Noto Sans Devanagari looks smaller than Noto Sans of the same size
_JOINERS = "\u200c\u200d"


@dataclass(frozen=True, slots=True)
class Run:
    """Neighbouring glyphs of one font: `width` in 1/1000 em. Plain text waits in `text`; symbols are hex digits
    in `digits`; shaped glyphs are (rise in 1/1000 em, TJ array) in `arrays`, standing for `text`."""

    resource: str
    width: int
    text: str
    digits: str = ""
    arrays: tuple[tuple[int, str], ...] = ()


class Alphabet:
    """All the typefaces and symbols that one document uses; each weight is set up when first asked for."""

    def __init__(self) -> None:
        self.fonts: list[Embedded] = []
        self._by_file: dict[str, Embedded] = {}
        self._weights: dict[str, Letters] = {}
        self.symbols = Symbols(self.embedded(FILES["regular"][0]), "S")

    def embedded(self, file: str) -> Embedded:
        """The document's share of the typeface in `file`."""
        if file not in self._by_file:
            font = self._by_file[file] = Embedded(face(file), f"T{len(self.fonts) + 1}")
            self.fonts.append(font)
        return self._by_file[file]

    def letters(self, weight: Weight) -> Letters:
        """The words of one weight."""
        if weight not in self._weights:
            latin, devanagari = (self.embedded(file) for file in FILES[weight])
            self._weights[weight] = Letters(latin, devanagari, self.symbols)
        return self._weights[weight]


class Letters:
    """The words of one weight: their widths, and the runs of those that need more than plain codes."""

    def __init__(self, latin: Embedded, devanagari: Embedded, symbols: Symbols) -> None:
        self.latin, self.devanagari, self.symbols = latin, devanagari, symbols
        self.space: int = latin.face.widths[32]
        self.widths: dict[str, int] = {"": 0}
        self.runs: dict[str, tuple[Run, ...]] = {}

    def width(self, word: str) -> int:
        """The width of `word` (no space in it) in 1/1000 em."""
        known = self.widths.get(word)
        if known is not None:
            return known
        kinds = [self._kind(char) for char in word]
        if all(kind == "plain" for kind in kinds):
            widths = self.latin.face.widths
            total = sum([widths[ord(char)] for char in word])
        else:
            runs = tuple(self._runs(word, kinds))
            self.runs[word] = runs
            total = sum(run.width for run in runs)
        self.widths[word] = total
        return total

    def forget(self) -> None:
        """Drop what was measured, so that a long document of unlike words stays small."""
        self.widths = {"": 0}
        self.runs = {}

    def operators(self, line: str, size: float) -> str:
        """The operators that show `line` from the current text position in the weight's own font, which is
        current before and after."""
        body = line[:-2] if line.endswith(HYPHEN_AT_LINE_END) else line
        words = body.split(" ")
        for word in words:
            if word not in self.widths:
                self.width(word)
        runs = self.runs
        if not runs or not any(word in runs for word in words):
            shown = f"<{self.latin.hexed(body)}> Tj" if body else ""
        else:
            shown = self._mixed(words, size)
        if body is not line:
            code = self.latin.code(self.latin.face.glyphs[ord("-")], HYPHEN_AT_LINE_END)
            shown += f" <{code:04x}> Tj"
        return shown

    def _mixed(self, words: list[str], size: float) -> str:
        """A space after a shaped word or a symbol is shown with it: PDFium drops a text object that is a lone
        space when it takes it for a repetition of the one before."""
        parts: list[str] = []
        plain: list[str] = []
        last = len(words) - 1
        for index, word in enumerate(words):
            runs = self.runs.get(word)
            if runs is None:
                plain.append(word if index == last else word + " ")
                continue
            for position, run in enumerate(runs):
                spaced = index < last and position == len(runs) - 1
                if not run.digits and not run.arrays:
                    plain.append(run.text + " " if spaced else run.text)
                    continue
                if any(plain):
                    parts.append(f"<{self.latin.hexed(''.join(plain))}> Tj")
                plain = []
                parts.append(self._shown(run, size, spaced))
        if any(plain):
            parts.append(f"<{self.latin.hexed(''.join(plain))}> Tj")
        return " ".join(parts)

    def _shown(self, run: Run, size: float, spaced: bool) -> str:
        back = f"/{self.latin.resource} {size:g} Tf"
        if run.digits:
            return f"/{run.resource} {size:g} Tf <{run.digits}{'ff' if spaced else ''}> Tj {back}"
        font = self.latin
        if run.resource != font.resource:
            font, size = self.devanagari, size * INDIC_SCALE
        actual = (run.text + " " if spaced else run.text).encode("utf-16-be", "surrogatepass").hex()
        parts = [f"/Span <</ActualText <feff{actual}>>> BDC"]
        if font is not self.latin:
            parts.append(f"/{run.resource} {size:g} Tf")
        risen = 0
        for rise, array in run.arrays:
            if rise != risen:
                parts.append(f"{rise * size / 1000:.3f} Ts")
                risen = rise
            parts.append(f"[{array}] TJ")
        if spaced:
            code = font.code(font.face.glyphs[32], " ")
            scale = 1 if font is self.latin else INDIC_SCALE
            parts.append(f"[<{code:04x}> {font.face.widths[32] - self.space / scale:g}] TJ")
        if risen:
            parts.append("0 Ts")
        parts.append("EMC")
        if font is not self.latin:
            parts.append(back)
        return " ".join(parts)

    def _kind(self, char: str) -> str:
        code = ord(char)
        if 0x900 <= code <= 0x97F or 0xA8E0 <= code <= 0xA8FF or 0x1CD0 <= code <= 0x1CFF:
            return "devanagari" if code in self.devanagari.face.glyphs else "symbol"
        if 0x20 <= code < 0x7F:
            return "plain"
        category = unicodedata.category(char)
        if char in _JOINERS:
            return "joiner"
        if category in ("Cf", "Cc", "Cs", "Co", "Cn", "Zl", "Zp") or code not in self.latin.face.glyphs:
            return "symbol"
        return "mark" if category in ("Mn", "Mc", "Me") else "plain"

    def _runs(self, word: str, kinds: list[str]) -> list[Run]:
        spans: list[tuple[str, str]] = []
        for char, found in zip(word, kinds, strict=True):
            last_kind, last = spans[-1] if spans else ("", "")
            kind = found
            if kind == "joiner":
                kind = "devanagari" if last_kind == "devanagari" else "symbol"
            if kind == "symbol":
                kind = self.symbols.place(char)[0]
            if kind == "mark" and last_kind in ("plain", "mark"):
                spans[-1] = ("mark", last + char)
            elif kind == last_kind or (kind == "plain" and last_kind == "mark"):
                spans[-1] = (last_kind, last + char)
            else:
                spans.append((kind, char))
        return [self._run(kind, text) for kind, text in spans]

    def _run(self, kind: str, text: str) -> Run:
        if kind == "plain":
            return Run(self.latin.resource, sum(self.latin.face.widths[ord(char)] for char in text), text)
        if kind in ("devanagari", "mark"):
            return shaped(self.devanagari if kind == "devanagari" else self.latin, text, kind == "devanagari")
        digits = "".join(self.symbols.place(char)[1] for char in text)
        return Run(kind, sum(self.symbols.width(char) for char in text), text, digits)


def shaped(font: Embedded, text: str, scaled: bool) -> Run:
    """`text` shaped in one face; the glyphs stand for `text` as a whole (ActualText) and cluster by cluster."""
    source: Face = font.face
    buffer = hb.Buffer()
    buffer.add_str(text)
    buffer.guess_segment_properties()
    buffer.direction = "ltr"
    hb.shape(source.font, buffer)
    ends = sorted({*(info.cluster for info in buffer.glyph_infos), len(text)})
    until = dict(pairwise(ends))
    arrays: list[tuple[int, str]] = []
    pieces: list[str] = []
    rise, total, last = 0, 0, -1
    for info, place in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True):
        if place.y_offset != rise and pieces:
            arrays.append((rise, "".join(pieces)))
            pieces = []
        rise = place.y_offset
        meant = text[info.cluster : until[info.cluster]] if info.cluster != last else ""
        last = info.cluster
        if place.x_offset:
            pieces.append(str(-place.x_offset))
        pieces.append(f"<{font.code(info.codepoint, meant):04x}>")
        back = source.font.get_glyph_h_advance(info.codepoint) - place.x_advance + place.x_offset
        if back:
            pieces.append(str(back))
        total += place.x_advance
    arrays.append((rise, "".join(pieces)))
    return Run(font.resource, round(total * INDIC_SCALE) if scaled else total, text, "", tuple(arrays))
