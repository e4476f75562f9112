"""Text of strangers made harmless: NFC, line ends as \\n, no control characters, no halves of character pairs.

Knows no format.
"""

from __future__ import annotations

import re
import unicodedata

_CONTROL = r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff\ufeff\u00ad]"
_DROPPED = re.compile(_CONTROL)
_REFUSED = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")
_LINES = re.compile(r"\r\n?|[\x0b\x0c\x85\u2028\u2029]")
# A word divided at the end of a line: by a soft hyphen, or as PDFium shows it (U+FFFE stands for the hyphen).
_DIVIDED = re.compile(r"(?<=\w)[\ufffe\u00ad][ \t]*\r?\n(?=[a-z])")
_HYPHEN_AT_END = re.compile(r"\ufffe(?=\s|$)")
_TOO_EMPTY = re.compile(r"\n{4,}")


def clean(text: str, most: int) -> str:
    """`text` as it may leave the reading process, at most `most` characters."""
    if len(text) > most:
        text = text[:most]
    if "\ufffe" in text or "\u00ad" in text:
        text = _HYPHEN_AT_END.sub("-", _DIVIDED.sub("", text))
    text = _TOO_EMPTY.sub("\n\n\n", _DROPPED.sub("", _LINES.sub("\n", text)))
    if not text.isascii():
        text = unicodedata.normalize("NFC", text)[:most]
    return text.strip("\n")


def one_line(text: str, most: int) -> str:
    """`text` as one clean line."""
    return " ".join(clean(text[: 4 * most], 4 * most).split())[:most]


def is_clean(text: str) -> bool:
    """Whether `text` holds nothing that `clean` would have had to take out for safety's sake."""
    return _REFUSED.search(text) is None and unicodedata.is_normalized("NFC", text)
