"""The template of certificates in `resources/certificates`: words in both languages, background, who signs.

An office may change its files; what cannot be used is said with the name of the file. Knows no run and no person.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from hsdclient import paths
from hsdclient.errors import Environment
from hsdclient.reports import drawings
from hsdclient.reports.drawings import Drawing
from hsdclient.words import _

NAME = "certificate.toml"
WORDS = (
    "heading", "certify", "course", "instructor_exchange", "study_visit", "curriculum", "exercise", "seminar", "held",
    "held_one_day", "held_online", "held_online_one_day", "under", "issued", "verify",
)  # fmt: skip
FILLED = {"place": "", "first": "", "last": "", "agreement": "", "host": "", "day": ""}
"""What may stand in braces."""
MOST = 3
"""Signatures that have room."""


@dataclass(frozen=True)
class Signatory:
    """Who signs: name and role by language, and a drawing above the line, or none."""

    names: dict[str, str]
    roles: dict[str, str]
    drawing: Drawing | None


@dataclass(frozen=True)
class Template:
    """`words[language][key]` are the texts; a text may be empty and is then left out."""

    words: dict[str, dict[str, str]]
    signatures: tuple[Signatory, ...]
    background: Drawing | None
    accent: str


def load(folder: Path | None = None) -> Template:
    """The template in `folder` (the bundled one without it). Environment, with what to mend, when it cannot be used."""
    place = folder or paths.resources("certificates")
    try:
        held = tomllib.loads((place / NAME).read_text(encoding="utf-8"))
        words = {language: {key: _text(held[language], key) for key in WORDS} for language in ("en", "hi")}
        for texts in words.values():
            for text in texts.values():
                text.format(**FILLED)
        accent = _text(held, "accent")
        if len(accent) != 7 or not accent.startswith("#") or int(accent[1:], 16) < 0:
            raise ValueError("accent")
        signing = held.get("signatures", [])
        if not isinstance(signing, list) or len(signing) > MOST:
            raise ValueError("signatures")
        return Template(
            words, tuple(_signatory(place, one) for one in signing), _drawing(place, held.get("background", "")), accent
        )
    except (OSError, KeyError, ValueError, IndexError, AttributeError, TypeError) as error:
        raise Environment(
            _("The template of certificates {name} cannot be used ({reason}). Mend it, or put the delivered one back.")
            .format(name=NAME, reason=str(error) or type(error).__name__)
        ) from error  # fmt: skip


def _text(held: dict[str, Any], key: str) -> str:
    text = held[key]
    if not isinstance(text, str):
        raise ValueError(key)
    return text


def _signatory(place: Path, held: dict[str, Any]) -> Signatory:
    names = {language: _text(held, f"name_{language}") for language in ("en", "hi")}
    roles = {language: _text(held, f"role_{language}") for language in ("en", "hi")}
    for role in roles.values():
        role.format(**FILLED)
    return Signatory(names, roles, _drawing(place, held.get("drawing", "")))


def _drawing(place: Path, name: str) -> Drawing | None:
    if not name:
        return None
    if Path(name).name != name:
        raise ValueError(name)
    return drawings.read(place / name)
