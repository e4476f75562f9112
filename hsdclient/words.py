"""gettext for screens and print alike; the language switches live.

Knows no screen and no sheet; a msgid is the English sentence itself.
"""

from __future__ import annotations

import gettext
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache

from hsdclient import paths

LANGUAGES = {"en": "English", "hi": "हिन्दी"}
_current = ["en"]
_spoken: ContextVar[str] = ContextVar("spoken", default="")


def N_(msgid: str) -> str:
    """Mark `msgid` for the catalogue; it is translated where it is shown."""
    return msgid


@cache
def _catalogue(language: str) -> gettext.NullTranslations:
    if language == "en":
        return gettext.NullTranslations()
    return gettext.translation("hsdclient", paths.resources("locale"), [language], fallback=True)


def use(language: str) -> None:
    """Make `language` ('en' or 'hi') the one of the screen from now on."""
    _current[0] = language if language in LANGUAGES else "en"


def language() -> str:
    """The language of the screen, or of the sheet that is being made: 'en' or 'hi'."""
    return _spoken.get() or _current[0]


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """Within the block `_` speaks `language` ('en' or 'hi') in this thread only: a sheet's, not the screen's."""
    token = _spoken.set(language)
    try:
        yield
    finally:
        _spoken.reset(token)


def _(msgid: str) -> str:
    """`msgid` in the language of the screen."""
    return _catalogue(language()).gettext(msgid) if msgid else ""


def in_language(language: str) -> Callable[[str], str]:
    """A translator for print: 'en', 'hi', or 'both' (English, then Hindi after a middle dot)."""
    if language != "both":
        return lambda msgid: _catalogue(language).gettext(msgid) if msgid else ""

    def both(msgid: str) -> str:
        hindi = _catalogue("hi").gettext(msgid) if msgid else ""
        return msgid if hindi == msgid else f"{msgid} · {hindi}"

    return both
