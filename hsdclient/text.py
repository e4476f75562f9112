"""What may stand in an officer's text, and how the invisible is made visible.

Text is stored, shown and printed as entered (rules.md, Text). Knows no field.
"""

from __future__ import annotations

import unicodedata

from hsdclient.words import _

_BIDI = {
    "\u061c": "ALM", "\u200e": "LRM", "\u200f": "RLM", "\u202a": "LRE", "\u202b": "RLE", "\u202c": "PDF",
    "\u202d": "LRO", "\u202e": "RLO", "\u2066": "LRI", "\u2067": "RLI", "\u2068": "FSI", "\u2069": "PDI",
}  # fmt: skip
_UNSEEN = "\u00ad\u200b\u200c\u200d\u2060\ufeff" + "".join(_BIDI)  # soft hyphen, zero widths, byte order mark
_STRAIGHT = str.maketrans(
    dict.fromkeys("‘’‚‛", "'") | dict.fromkeys("“”„‟", '"') | dict.fromkeys("‐‑‒–—", "-") | dict.fromkeys(_UNSEEN, "")
)
_SHOWN = str.maketrans({char: f"⟦{name}⟧" for char, name in _BIDI.items()})


def problem(value: str, *, max_length: int, lines: bool = False) -> str | None:
    """A sentence when `value` holds a control character or is longer than `max_length` characters."""
    if len(value) <= max_length and value.isprintable():  # nearly every one: no control, no surrogate, no line break
        return None
    for position, char in enumerate(value, 1):
        code = ord(char)
        if (code < 32 or 127 <= code < 160) and char not in "\n\t":
            return _("Character {position} is a control character (U+{code}); remove it.").format(
                position=position, code=f"{code:04X}"
            )
        if 0xD800 <= code <= 0xDFFF:
            return _("Character {position} is half of a character pair; type it again.").format(position=position)
        if char == "\n" and not lines:
            return _("Character {position} is a line break; this field holds one line.").format(position=position)
    if len(value) > max_length:
        return _("The text has {count} characters; at most {most} are kept here. Shorten it.").format(
            count=len(value), most=max_length
        )
    return None


def visible(value: str) -> str:
    """`value` with bidirectional controls shown as symbols, so that nothing hides."""
    return value.translate(_SHOWN) if not value.isascii() else value


def comparable(value: str) -> str:
    """NFC, case folded, spaces collapsed: for comparing and indexing only, never stored."""
    return " ".join(unicodedata.normalize("NFC", value).casefold().split())


def sameness(value: str) -> str:
    """`comparable` without what a copy from a page adds or loses: soft hyphens and other unseen characters, ligatures,
    the form of quotes and dashes, the closing stop. Two texts with the same one are the same sentence."""
    plain = value if value.isascii() else unicodedata.normalize("NFKC", value).translate(_STRAIGHT)
    return comparable(plain).rstrip(".;। ")
