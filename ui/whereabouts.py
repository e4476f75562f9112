"""Where a record of any noun is shown: its page, its icon, its word. Knows no page, only their keys."""

from __future__ import annotations

from typing import Final

from ui.desk import Desk

PAGES: Final = {"meetings": "dialogues", "runs": "training"}
"""Nouns whose page has another key than the noun itself."""
ICONS: Final = {
    "joint_actions": "actions",
    "progress_entries": "journal",
    "documents": "document",
    "meetings": "dialogue",
    "agreements": "agreement",
    "commitments": "commitment",
    "requests": "request",
    "contacts": "contact",
    "runs": "training",
    "courses": "course",
    "needs": "need",
    "trainees": "trainee",
    "certificates": "certificate",
    "evaluations": "evaluation",
}


def page_of(noun: str) -> str:
    """The key of the page that shows the records of `noun`."""
    return PAGES.get(noun, noun)


def word_of(noun: str) -> str:
    """Joint action, Commitment, … in the language of the screen."""
    from hsdclient.entry_words import noun_word  # lazy: it brings every noun, and Home knows this module

    return noun_word(noun)


def icon_of(noun: str) -> str:
    """The name of the icon that stands for `noun`."""
    return ICONS.get(noun, "document")


def show(desk: Desk, noun: str, key: int, **more: object) -> None:
    """Go to the record; `more` are further words of the page's argument (tab, trash, page)."""
    argument: dict[str, object] = {"record": key, **more}
    if noun == "joint_actions":
        argument["groups"] = ()
    desk.go.emit(page_of(noun), argument)


def show_hit(desk: Desk, noun: str, key: int, action_key: int = 0) -> None:
    """Go to a record that was found; a progress entry stands with its joint action."""
    if noun == "progress_entries":
        show(desk, "joint_actions", action_key, tab="progress")
    else:
        show(desk, noun, key)
