"""The manual: both languages tell the same, in the words of the screen; every verb and every shortcut is in it."""

from __future__ import annotations

import argparse
import re
from pathlib import Path

import pytest

from hsdclient import paths, words
from hsdclient.commands import parser
from tests.house import ROOT
from ui import menus
from ui.manual import ELSEWHERE, TOPICS
from ui.rooms import BELOW, TOP

LANGUAGES = ("en", "hi")
NAMES = [name for name, _title in TOPICS]
# The sheet's keys are held by the page of the reports, not by a menu.
OF_REPORTS = {"Ctrl+S", "Ctrl+P"}
# Options that the parser of the verbs does not know: the window's own; those of sha256sum and of the .run archive.
OF_THE_WINDOW = {"--allow-network-folder", "--smoke"}
OF_OTHERS = {"--ignore-missing", "--prefix"}


def folder(language: str) -> Path:
    return paths.resources("help", language)


def page(language: str, topic: str) -> str:
    return (folder(language) / f"{topic}.md").read_text("utf-8")


def code(text: str) -> list[str]:
    """What stands between backquotes, sorted."""
    return sorted(re.findall(r"`([^`]+)`", text))


def plain(text: str) -> str:
    return re.sub(r"[&…]|\(&?[A-Z]\)|\.\.\.", "", text).strip().casefold()


def verbs() -> dict[str, argparse.ArgumentParser]:
    for action in parser.parser("en")._actions:
        if isinstance(action, argparse._SubParsersAction):
            return dict(action.choices)
    raise AssertionError("no verbs")


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_topic_of_the_window_has_a_page_and_each_page_a_topic(language: str) -> None:
    assert {path.stem for path in folder(language).iterdir()} == set(NAMES)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("topic", "title"), TOPICS)
def test_a_page_begins_with_the_title_of_its_topic(language: str, topic: str, title: str) -> None:
    first = page(language, topic).splitlines()[0]
    assert first == f"# {words.in_language(language)(title)}"


@pytest.mark.parametrize("topic", NAMES)
def test_both_languages_tell_the_same(topic: str) -> None:
    english, hindi = page("en", topic), page("hi", topic)
    assert code(english) == code(hindi)
    for mark in (r"^##? ", r"^\|", r"^- ", r"^\d\. ", r"\]\("):
        assert len(re.findall(mark, english, re.M)) == len(re.findall(mark, hindi, re.M)), mark


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("topic", NAMES)
def test_links_lead_to_topics(language: str, topic: str) -> None:
    assert set(re.findall(r"\]\(([^)]*)\)", page(language, topic))) <= {f"{name}.md" for name in NAMES}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_verb_of_the_command_line_is_in_the_manual(language: str) -> None:
    told = {words[0] for words in map(str.split, re.findall(r"^\| `([^`]+)`", page(language, "command-line"), re.M))}
    assert told == set(verbs())


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_option_that_the_manual_names_exists(language: str) -> None:
    doors = [parser.parser("en"), *verbs().values()]
    known = {option for door in doors for action in door._actions for option in action.option_strings}
    known |= OF_THE_WINDOW | OF_OTHERS
    for topic in NAMES:
        assert set(re.findall(r"(?<![\w-])--[a-z][a-z-]+", page(language, topic))) <= known, topic


def shortcuts() -> set[str]:
    """Every shortcut of the window: of its menus, of lists and forms, of the page of the reports."""
    lines = [*menus.FILE, *menus.EDIT, *menus.ACTIONS, *menus.DOCUMENTS, *menus.HELP]
    held = {line[2].removeprefix("~") for line in lines if line[2]}
    held |= {"Ctrl+\\", *(keys for *_page, keys in (*TOP, *(line for lines in BELOW.values() for line in lines)))}
    for _what, keys in ELSEWHERE:
        held |= set(keys.split(", "))
    return {"Delete" if keys == "Del" else keys for keys in held} | OF_REPORTS  # two names of one key


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_keyboard_page_has_every_shortcut_of_the_window_and_no_other(language: str) -> None:
    told: set[str] = set()
    for cell in re.findall(r"^\| ([^|]+) \|", page(language, "keyboard"), re.M)[1:]:
        for key in cell.replace("\\\\", "\\").split(", "):
            first, dots, last = key.partition(" … ")
            told |= {f"Ctrl+{n}" for n in range(int(first[-1]), int(last[-1]) + 1)} if dots else {key}
    assert told == shortcuts()


def test_the_options_of_the_window_and_of_the_archive_are_there() -> None:
    door = (ROOT / "ui" / "__main__.py").read_text("utf-8")
    assert all(f'"{option}"' in door for option in OF_THE_WINDOW)
    assert "--prefix" in (ROOT / "resources/installer/linux/install.sh").read_text("utf-8")


def test_the_keys_of_the_reports_are_there() -> None:
    source = "".join(path.read_text("utf-8") for path in (ROOT / "ui" / "pages" / "reports").glob("*.py"))
    assert all(f'"{keys}"' in source for keys in OF_REPORTS)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("topic", NAMES)
def test_words_in_italics_are_words_of_the_screen(language: str, topic: str) -> None:
    """*Settings, Officers* and the like: what is renamed on the screen is renamed in the manual."""
    catalogue = words._catalogue("hi")._catalog  # type: ignore[attr-defined]
    said = [(text if language == "hi" else msgid) for msgid, text in catalogue.items() if msgid]
    known = {plain(text) for text in said}
    fielded = [re.sub(r"\\\{\w+\\\}", r"\\S+", re.escape(plain(text))) for text in said if re.search(r"\{\w+\}", text)]
    for phrase in re.findall(r"(?<!\*)\*([^*\n]+)\*(?!\*)", page(language, topic)):
        for part in map(plain, [phrase] if plain(phrase) in known else phrase.split(", ")):
            assert part in known or any(re.fullmatch(one, part) for one in fielded), phrase
