"""How a document is said and drawn on every screen: type, kind, size, language, what became of its text.

Plain functions of plain values; knows no widget but a badge, and no page.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Final, Protocol

from PySide6.QtCore import QLocale

from hsdclient.documents import LANGUAGES, TYPE_WORDS
from hsdclient.fields import Choice
from hsdclient.standing import SIDE_WORDS
from hsdclient.words import N_, _
from ui.parts.badges import Badge
from ui.parts.numbers import grouped

KIND_WORDS: Final = {
    "pdf": N_("PDF"),
    "image": N_("Picture"),
    "text": N_("Plain text"),
    "mail": N_("E-mail"),
    "word": N_("Word text"),
    "sheet": N_("Spreadsheet"),
    "other": N_("Other file"),
}
_TEXT_LOOKS: Final = {
    "read": ("tick-circle", N_("Searchable"), "neutral"),
    "scanned": ("triangle", N_("Scan without text"), "amber"),
    "nothing": ("circle", N_("No text in it"), "neutral"),
    "locked": ("triangle", N_("Locked"), "amber"),
    "too_large": ("triangle", N_("Too large to read"), "amber"),
    "failed": ("triangle", N_("Not readable"), "amber"),
}
_UNITS: Final = (N_("{size} KB"), N_("{size} MB"), N_("{size} GB"))


class Content(Protocol):
    """What is said of one content: a DocumentRow and a VersionCard have it."""

    @property
    def kind(self) -> str:
        """As in schema.DOCUMENT_KINDS."""

    @property
    def pages(self) -> int:
        """Pages, frames of a picture, sheets."""

    @property
    def size(self) -> int:
        """Bytes."""


def type_word(type_: str) -> str:
    """Readout, Letter, … in the language of the screen."""
    return _(TYPE_WORDS[type_]) if type_ in TYPE_WORDS else type_


def kind_word(kind: str) -> str:
    """What a content is, in a word: PDF, Picture, E-mail, …"""
    return _(KIND_WORDS.get(kind, KIND_WORDS["other"]))


def kind_icon(kind: str) -> str:
    """The name of the icon of a kind (for ui.icons.icon)."""
    return f"kind-{kind if kind in KIND_WORDS else 'other'}"


def kind_badge(kind: str) -> Badge:
    """The kind as drawing and word, for a cell or a heading."""
    return Badge(f"icon:{kind_icon(kind)}", kind_word(kind))


def language_word(code: str) -> str:
    """The language of a document; '' when it was not said."""
    return _(LANGUAGES[code]) if code and code in LANGUAGES else code


def size(count: int) -> str:
    """A size in bytes as a person reads it: `812 bytes`, `12.4 KB`, `3 MB` (1 KB is 1,024 bytes)."""
    if count < 1024:
        return _("1 byte") if count == 1 else _("{size} bytes").format(size=grouped(count))
    amount, place = count / 1024, 0
    while amount >= 999.5 and place < len(_UNITS) - 1:
        amount, place = amount / 1024, place + 1
    return _(_UNITS[place]).format(size=_decimal(amount))


def _decimal(amount: float) -> str:
    """Three figures that count: 1.5, 12.4, 124."""
    places = 0 if amount >= 100 or amount == int(amount) else 1
    locale = QLocale()
    if locale.language() == QLocale.Language.C:
        return f"{amount:,.{places}f}"
    return locale.toString(amount, "f", places)


def pages(count: int, kind: str = "pdf") -> str:
    """`3 pages`, `2 sheets`; '' where pages mean nothing (one picture, text, mail)."""
    if kind == "sheet":
        return _("1 sheet") if count == 1 else _("{count} sheets").format(count=grouped(count)) if count else ""
    if kind not in ("pdf", "image") or count < 1 or (kind == "image" and count == 1):
        return ""
    return _("1 page") if count == 1 else _("{count} pages").format(count=grouped(count))


def facts(one: Content) -> str:
    """One line about a content: `PDF · 3 pages · 128 KB`."""
    return " · ".join(filter(None, (kind_word(one.kind), pages(one.pages, one.kind), size(one.size))))


def text_badge(state: str) -> Badge:
    """What became of the text of a content, as shape and word; amber where search does not reach it."""
    shape, word, tone = _TEXT_LOOKS.get(state, _TEXT_LOOKS["failed"])
    return Badge(shape, _(word), tone)


def text_word(state: str) -> str:
    """The word of `text_badge`."""
    return text_badge(state).word


def released_badge(released_to: Sequence[str]) -> Badge | None:
    """To which sides a document is released, None for nobody (the default)."""
    return Badge("tick-circle", _("Released to {sides}").format(sides=", ".join(released_to))) if released_to else None


def state_badge(*, discarded: bool, swept: bool) -> Badge | None:
    """In the trash, or swept (the record is kept, its content is gone); None for a document in use."""
    if swept:
        return Badge("cross-circle", _("Swept"), "red")
    return Badge("cross-circle", _("In the trash"), "red") if discarded else None


def hash_lines(sha256: str) -> str:
    """A SHA-256 in groups of eight, that a person can compare by eye."""
    return " ".join(sha256[start : start + 8] for start in range(0, len(sha256), 8))


def _choices(words: Mapping[str, str]) -> list[Choice]:
    return [Choice(value, _(word)) for value, word in words.items()]


def types() -> list[Choice]:
    """The types of documents to choose from."""
    return _choices(TYPE_WORDS)


def kinds() -> list[Choice]:
    """The kinds of contents to filter by."""
    return _choices(KIND_WORDS)


def languages() -> list[Choice]:
    """The languages to choose from; the empty line of a list stands for not said."""
    return _choices({code: word for code, word in LANGUAGES.items() if code})


def sides() -> list[Choice]:
    """India and the United States."""
    return _choices(SIDE_WORDS)


def sources(markings: Callable[[], Sequence[Choice]]) -> dict[str, Callable[[], Sequence[Choice]]]:
    """Choice sources by their names in DocumentDraft.FIELDS; `markings` gives those of the workspace."""
    return {"document_types": types, "document_languages": languages, "markings": markings, "sides": sides}
