"""Hindi typed in Kruti Dev 010, which comes as Latin letters where the font is missing: noticed, and converted on
request.

Knows no readout; never converts unasked.
"""

from __future__ import annotations

import re
import unicodedata

from hsdclient.readouts import vocabulary

LEGACY = 0.5
"""From this share of telling words on, a text counts as one in a legacy font."""
_FEWEST = 2  # telling words that a text needs at least

# What each key of the font draws. A half letter (ख्) followed by the stroke `k` is the whole one (ख).
_HALF = {
    "[": "ख्", "?": "घ्", ".": "ण्", "F": "थ्", "/": "ध्", "è": "ध्", "Ë": "ध्", "H": "भ्",
    "'": "श्", '"': "ष्", "{": "क्ष्",
    "D": "क्", "X": "ग्", "P": "च्", "T": "ज्", "R": "त्", "U": "न्", "I": "प्", "C": "ब्", "E": "म्",
    "Y": "ल्", "O": "व्",
    "L": "स्", "¸": "य्", "¶": "फ्", "÷": "झ्", "Ö": "झ्", "Ù": "त्त्", "Ü": "श्", "«": "त्र्", "™": "न्न्", "º": "ह्",
}  # fmt: skip
_WHOLE = {
    "d": "क", "x": "ग", "³": "ङ", "p": "च", "N": "छ", "t": "ज", ">": "झ", "¥": "ञ", "V": "ट", "B": "ठ", "M": "ड",
    "<": "ढ", "r": "त", "n": "द", "u": "न", "i": "प", "Q": "फ", "c": "ब", "e": "म", ";": "य", "j": "र", "y": "ल",
    "G": "ळ", "o": "व", "l": "स", "g": "ह", "=": "त्र", "K": "ज्ञ", "J": "श्र", "Ø": "क्र", "ç": "प्र",
    "Á": "प्र", "æ": "द्र",
    "Ý": "फ्र",
    "Ô": "क्र", ")": "द्ध", "|": "द्य", "}": "द्व", "ô": "क्क", "ê": "ट्ट", "ë": "ट्ठ", "ì": "ड्ड",
    "ï": "ड्ढ", "í": "द्द",
    "Ì": "द्द", "Í": "ट्ट", "Î": "ट्ठ", "Ï": "ड्ड", "ä": "क्त", "é": "न्न", "–": "दृ", "—": "कृ", "Ñ": "कृ",
    "à": "ह्न", "á": "ह्य", "â": "हृ",
    "ã": "ह्म", "Ò": "भ", "Ä": "घ", "#": "रु", ":": "रू", "î": "्य", "Ó": "्य", "d+": "क़", "[+k": "ख़",
    "x+": "ग़", "t+": "ज़",
    "M+": "ड़", "<+": "ढ़", "Q+": "फ़", "T+": "ज़्", "[+": "ख़्", "¶+": "फ़्", "Dr": "क्त",
}  # fmt: skip
_VOWELS = {
    "v": "अ", "vk": "आ", "b": "इ", "bZ": "ई", "Ã": "ई", "b±": "ईं", "m": "उ", "Å": "ऊ", "_": "ऋ", ",": "ए", ",s": "ऐ",
    "vks": "ओ", "vkS": "औ", "v‚": "ऑ", "vkW": "ऑ", ",W": "ऍ",
}  # fmt: skip
_SIGNS = {
    "k": "ा", "h": "ी", "q": "ु", "w": "ू", "`": "ृ", "s": "े", "S": "ै", "ks": "ो", "kS": "ौ", "‚": "ॉ",
    "kW": "ॉ", "W": "ॅ",
    "a": "ं", "¡": "ँ", "%": "ः", "~": "्", "z": "्र", "ª": "्र", "~j": "्र", "+": "़", "È": "ीं", "•": "ऽ", "·": "ऽ",
}  # fmt: skip
_MARKS = {
    "A": "।", "AA": "॥", "]": ",", "-": ".", "&": "-", "¼": "(", "½": ")", "¿": "{", "À": "}", "¾": "=", "^": "‘",
    "*": "’", "Þ": "“", "ß": "”", "(": ";", "\\": "?", "@": "/", "Œ": "॰", "ñ": "॰", "$": "+",
    "å": "०", "ƒ": "१", "„": "२", "…": "३", "†": "४", "‡": "५", "ˆ": "६", "‰": "७", "Š": "८", "‹": "९",
}  # fmt: skip
# Signs drawn before the letter they belong to, or after the syllable they stand before; put in their place below.
_I, _REPH = "\ue001", "\ue002"
_MOVED = {
    "f": _I, "Z": _REPH, "±": f"{_REPH}ं", "Æ": f"{_REPH}{_I}", "Ç": f"{_I}\ue003", "É": f"{_REPH}{_I}\ue003",
    "Ê": f"ी{_REPH}",
}  # fmt: skip
_TABLE = (
    {half + "k": letters[:-1] for half, letters in _HALF.items()}
    | _HALF | _WHOLE | _VOWELS | _SIGNS | _MARKS | _MOVED
)  # fmt: skip
# A word processor had made typographic marks of the keys of श् and ष्.
_KEYS_AGAIN = str.maketrans({"‘": "'", "’": "'", "“": '"', "”": '"'})
_KEYS = re.compile("|".join(re.escape(key) for key in sorted(_TABLE, key=len, reverse=True)))

_LETTER = "[\u0915-\u0939\u0958-\u095f]\u093c?"
_SYLLABLE = f"{_LETTER}(?:्{_LETTER})*"
_SHORT_I = re.compile(f"{_I}(\ue003?)({_SYLLABLE})")
_REPH_AFTER = re.compile(f"({_SYLLABLE})([\u0901-\u0903\u093e-\u094c]*){_REPH}")
_REPH_BEFORE_I = re.compile(f"{_REPH}{_I}(\ue003?)({_SYLLABLE})")
_LEFT_OVER = str.maketrans({_I: "ि", _REPH: "र्", "\ue003": "ं"})
_JOINED = (("ाे", "ो"), ("ाै", "ौ"), ("ाॅ", "ॉ"), ("अा", "आ"), ("अो", "ओ"), ("अौ", "औ"), ("एे", "ऐ"), ("्ा", ""))

_DANDA = re.compile(r"(?:A+|\\|!)[ßÞ*½]*(?: |$)")

_ODD = re.compile(
    r"[\[{?]k|\w['\"./]k|^[.'\"/]k|[a-zA-Z][;`~}{|\[\]<>=¼½][a-zA-Z]|^[;,}\[{=|][a-zA-Z]|[a-z]Z|[BCDEFGHILMNPRTXY]k"
)
_VOWEL = re.compile(r"[aeiouyAEIOUY]")
_LATIN = re.compile(r"[A-Za-z]")


def looks_legacy(text: str) -> float:
    """How much of `text` reads like Kruti Dev shown in Latin letters: 0.0 to 1.0; from LEGACY on it is one.

    Told by the commonest words of Hindi as that font writes them, and by words that no language of Latin letters
    has: no vowel, or a bracket, semicolon or quotation mark in the middle.
    """
    telling = counted = 0
    for word in text.split():
        if not _LATIN.search(word):
            continue
        core = word.strip("-A¼½^*Þß]") or word
        if core.endswith((".", ".,")) and len(core) < 6:
            continue  # an abbreviation: Mr., Smt.
        counted += 1
        odd = not core.isupper() and (_ODD.search(core) or (len(core) > 2 and not _VOWEL.search(core)))
        telling += bool(odd or {word, core} & vocabulary.KRUTIDEV)
    return telling / counted if telling >= _FEWEST else 0.0


def from_krutidev(text: str) -> str:
    """`text` typed in Kruti Dev 010 as Unicode. Latin words in it cannot be told apart and are converted too."""
    found = _KEYS.sub(lambda match: _TABLE[match.group()], text.translate(_KEYS_AGAIN))
    # Anusvara between the short i and its letter (fua) is drawn before the letter too: नि + ं.
    found = _REPH_BEFORE_I.sub(r"र्\2ि\1", found)
    found = _SHORT_I.sub(r"\2ि\1", found)
    found = _REPH_AFTER.sub(r"र्\1\2", found)
    found = found.translate(_LEFT_OVER)
    for apart, joined in _JOINED:
        found = found.replace(apart, joined)
    return unicodedata.normalize("NFC", found)


def spans(text: str) -> list[tuple[int, int]]:
    """(start, end) of each sentence of a paragraph in Kruti Dev: `A` is its danda, a full stop half a letter."""
    found, start = [], 0
    for end in _DANDA.finditer(text):
        found.append((start, len(text[: end.end()].rstrip())))
        start = end.end()
    if text[start:].strip():
        found.append((start, len(text)))
    return found
