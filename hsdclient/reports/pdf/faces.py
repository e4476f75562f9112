"""The bundled typefaces: measuring a character, and embedding the glyphs that one document used.

Codes in the page are two bytes long and ours: each stands for one glyph and the text it was made from,
so that the file gives its words back. Knows no words, lines or pages.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, field
from functools import cache
from typing import Any, Literal

import uharfbuzz as hb
from reportlab.pdfbase import pdfdoc

from hsdclient import paths

FILES = {
    "regular": ("NotoSans-Regular.ttf", "NotoSansDevanagari-Regular.ttf"),
    "bold": ("NotoSans-Bold.ttf", "NotoSansDevanagari-Bold.ttf"),
    "italic": ("NotoSans-Italic.ttf", "NotoSansDevanagari-Regular.ttf"),
}
# PDFium sorts neighbouring lines into one when a character is wider than about twice their distance
WIDEST_SYMBOL = 2150
Weight = Literal["regular", "bold", "italic"]


class Face:
    """One typeface of the program: characters to glyphs, and glyphs to widths in 1/1000 em."""

    def __init__(self, file: str) -> None:
        blob = hb.Blob.from_file_path(str(paths.resources("fonts") / file))
        self.name = file.removesuffix(".ttf")
        self.face = hb.Face(blob)
        self.font = hb.Font(self.face)
        self.glyphs: dict[int, int] = {}
        for code in self.face.unicodes:
            glyph = self.font.get_nominal_glyph(code)
            if glyph is not None:
                self.glyphs[code] = glyph
        self.widths: dict[int, int] = {
            code: self.font.get_glyph_h_advance(glyph) for code, glyph in self.glyphs.items()
        }
        extents = self.font.get_font_extents("ltr")
        self.ascent, self.descent = extents.ascender, extents.descender


@cache
def face(file: str) -> Face:
    """The typeface in `file`, read once in the life of the program."""
    return Face(file)


class _Codes(dict[int, str]):
    """The table that str.translate walks: a character's own code, made when it is first met."""

    def __init__(self, owner: Embedded) -> None:
        super().__init__()
        self.owner = owner

    def __missing__(self, char: int) -> str:
        code = chr(self.owner.code(self.owner.face.glyphs[char], chr(char)))
        self[char] = code
        return code


@dataclass
class Embedded:
    """The part of one typeface that one document uses; `resource` is its name on the pages."""

    face: Face
    resource: str
    used: dict[tuple[int, str], int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._table = _Codes(self)

    def code(self, glyph: int, text: str) -> int:
        """The code for `glyph` standing for `text` ("" for a glyph that stands for nothing of its own)."""
        return self.used.setdefault((glyph, text), len(self.used) + 1)

    def hexed(self, text: str) -> str:
        """`text`, every character of which the face has, as the digits of a PDF string."""
        return text.translate(self._table).encode("utf-16-be").hex()

    def addObjects(self, document: Any) -> None:
        """Write the font with its glyphs, widths and text into the document."""
        glyphs = [0, *(glyph for glyph, _ in self.used)]
        base = "HSDCLI+" + self.face.name
        descriptor = pdfdoc.PDFDictionary(
            {
                "Type": "/FontDescriptor",
                "FontName": pdfdoc.PDFName(base),
                "Flags": 4,
                "FontBBox": pdfdoc.PDFArray([-600, self.face.descent, 2000, self.face.ascent]),
                "ItalicAngle": -12 if "Italic" in base else 0,
                "Ascent": self.face.ascent,
                "Descent": self.face.descent,
                "CapHeight": 714,
                "StemV": 140 if "Bold" in base else 90,
                "FontFile2": _stream(document, f"{self.resource}.file", _subset(self.face, glyphs), True),
            }
        )
        widths = [self.face.font.get_glyph_h_advance(glyph) for glyph in glyphs]
        descendant = pdfdoc.PDFDictionary(
            {
                "Type": "/Font",
                "Subtype": "/CIDFontType2",
                "BaseFont": pdfdoc.PDFName(base),
                "CIDSystemInfo": pdfdoc.PDFDictionary(
                    {"Registry": pdfdoc.PDFString("Adobe"), "Ordering": pdfdoc.PDFString("Identity"), "Supplement": 0}
                ),
                "FontDescriptor": document.Reference(descriptor, f"{self.resource}.descriptor"),
                "W": pdfdoc.PDFArray([0, pdfdoc.PDFArray(widths)]),
                "DW": 0,
                "CIDToGIDMap": _stream(
                    document, f"{self.resource}.gids", b"".join(glyph.to_bytes(2, "big") for glyph in glyphs)
                ),
            }
        )
        texts = {code: text for (_, text), code in self.used.items() if text}
        font = pdfdoc.PDFDictionary(
            {
                "Type": "/Font",
                "Subtype": "/Type0",
                "BaseFont": pdfdoc.PDFName(base),
                "Encoding": "/Identity-H",
                "DescendantFonts": pdfdoc.PDFArray([document.Reference(descendant, f"{self.resource}.cid")]),
                "ToUnicode": _stream(document, f"{self.resource}.text", to_unicode(texts, 2)),
            }
        )
        document.idToObject["BasicFonts"].dict[self.resource] = document.Reference(font, self.resource)


@dataclass
class Symbols:
    """Characters that no face has, or that must not act unseen: each drawn as its name in a small frame,
    as a glyph of a Type 3 font that stands for the character itself."""

    label_font: Embedded
    resource: str
    used: dict[str, int] = field(default_factory=dict)

    def width(self, char: str) -> int:
        """The advance of the symbol of `char` in 1/1000 em."""
        return int(self._natural(char) * self._scale(char)) + 160

    def _natural(self, char: str) -> int:
        widths = self.label_font.face.widths
        return sum([widths[ord(letter)] for letter in label_of(char)])

    def _scale(self, char: str) -> float:
        return min(0.65, WIDEST_SYMBOL / self._natural(char))

    def place(self, char: str) -> tuple[str, str]:
        """The font resource and the hex digits that draw the symbol of `char`."""
        index = self.used.setdefault(char, len(self.used))
        self.label_font.hexed(label_of(char))
        return f"{self.resource}x{index // 254}", f"{index % 254 + 1:02x}"

    def addObjects(self, document: Any) -> None:
        """Write as many Type 3 fonts of 254 symbols as the document needs."""
        chars = list(self.used)
        for start in range(0, len(chars), 254):
            self._write(document, f"{self.resource}x{start // 254}", chars[start : start + 254])

    def _write(self, document: Any, resource: str, chars: list[str]) -> None:
        procedures: dict[str, Any] = {}
        differences: list[str | int] = []
        widths: list[int] = []
        texts: dict[int, str] = {}
        for code, char in enumerate(chars, 1):
            width, size = self.width(char), self._scale(char) * 1000
            drawing = (
                f"{width} 0 0 -220 {width} 780 d1 36 w 40 -150 {width - 80} 860 re S "
                f"BT /{self.label_font.resource} {size:.1f} Tf 80 {280 - size * 0.357:.1f} Td "
                f"<{self.label_font.hexed(label_of(char))}> Tj ET"
            )
            procedures[f"g{code}"] = _stream(document, f"{resource}.g{code}", drawing.encode())
            differences.append(f"/g{code}")
            widths.append(width)
            texts[code] = meant_by(char)
        space = self.label_font.face.widths[32]
        procedures["space"] = _stream(document, f"{resource}.space", f"{space} 0 d0".encode())
        differences += [255, "/space"]
        widths += [0] * (254 - len(widths)) + [space]
        texts[255] = " "
        fonts = pdfdoc.PDFDictionary({self.label_font.resource: pdfdoc.PDFObjectReference(self.label_font.resource)})
        font = pdfdoc.PDFDictionary(
            {
                "Type": "/Font",
                "Subtype": "/Type3",
                "FontBBox": pdfdoc.PDFArray([0, -220, max(widths), 780]),
                "FontMatrix": pdfdoc.PDFArray(["0.001", 0, 0, "0.001", 0, 0]),
                "CharProcs": pdfdoc.PDFDictionary(procedures),
                "Encoding": pdfdoc.PDFDictionary(
                    {"Type": "/Encoding", "Differences": pdfdoc.PDFArray([1, *differences])}
                ),
                "FirstChar": 1,
                "LastChar": 255,
                "Widths": pdfdoc.PDFArray(widths),
                "Resources": pdfdoc.PDFDictionary({"Font": fonts}),
                "ToUnicode": _stream(document, f"{resource}.text", to_unicode(texts, 1)),
            }
        )
        document.idToObject["BasicFonts"].dict[resource] = document.Reference(font, resource)


NAMED = {
    0x00AD: "SHY", 0x061C: "ALM", 0x200B: "ZWSP", 0x200C: "ZWNJ", 0x200D: "ZWJ", 0x200E: "LRM", 0x200F: "RLM",
    0x202A: "LRE", 0x202B: "RLE", 0x202C: "PDF", 0x202D: "LRO", 0x202E: "RLO", 0x2060: "WJ", 0x2066: "LRI",
    0x2067: "RLI", 0x2068: "FSI", 0x2069: "PDI", 0xFEFF: "BOM",
}  # fmt: skip


def label_of(char: str) -> str:
    """What is printed for a character that cannot be printed itself."""
    return NAMED.get(ord(char), f"U+{ord(char):04X}")


def meant_by(char: str) -> str:
    """The text a symbol gives back: the character, but its printed name for half a surrogate pair, and for
    right-to-left letters, which PDFium would reorder together with the words beside them."""
    apart = unicodedata.bidirectional(char) in ("R", "AL", "AN") or "\ud800" <= char <= "\udfff"
    return f"[{label_of(char)}]" if apart else char


def to_unicode(texts: dict[int, str], size: int) -> bytes:
    """A ToUnicode map from codes of `size` bytes to texts."""
    lines = [
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap",
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def",
        "/CMapName /Adobe-Identity-UCS def /CMapType 2 def",
        f"1 begincodespacerange <{'00' * size}> <{'ff' * size}> endcodespacerange",
    ]
    pairs = [f"<{code:0{size * 2}x}> <{text.encode('utf-16-be').hex()}>" for code, text in texts.items()]
    for start in range(0, len(pairs), 100):
        part = pairs[start : start + 100]
        lines += [f"{len(part)} beginbfchar", *part, "endbfchar"]
    lines.append("endcmap CMapName currentdict /CMap defineresource pop end end")
    return "\n".join(lines).encode("ascii")


def _subset(face: Face, glyphs: list[int]) -> bytes:
    wanted = hb.SubsetInput()
    wanted.glyph_set.update(glyphs)
    wanted.flags = hb.SubsetFlags.RETAIN_GIDS | hb.SubsetFlags.NO_HINTING | hb.SubsetFlags.NO_LAYOUT_CLOSURE
    for table in ("GSUB", "GPOS", "GDEF", "cmap", "name", "post", "OS/2", "STAT"):
        wanted.drop_table_tag_set.add(int.from_bytes(table.encode(), "big"))
    return bytes(hb.subset(face.face, wanted).blob.data)


def _stream(document: Any, name: str, content: bytes, font_file: bool = False) -> Any:
    stream = pdfdoc.PDFStream()
    stream.content = content
    stream.filters = [pdfdoc.PDFZCompress]
    if font_file:
        stream.dictionary["Length1"] = len(content)
    return document.Reference(stream, name)
