"""The rules of lint.py for the recipes of Windows: the texts of the setup, PowerShell, WiX.

Looks at files only; needs neither NSIS nor PowerShell.
"""

from __future__ import annotations

import re
import xml.etree.ElementTree as ElementTree
from collections.abc import Callable, Iterator

from lint_tree import Tree

LANGUAGES = ("ENGLISH", "HINDI")
_LANG_STRING = re.compile(r"^\s*LangString\s+(\S+)\s+\$\{LANG_(\w+)\}\s+(\S.*)?$", re.MULTILINE | re.IGNORECASE)
_USED = re.compile(r"\$\(\^?([A-Za-z_]\w*)\)")
_SKIPPED = re.compile(
    r"<\#.*?\#> | (?<![^\s{(;])\#[^\n]* | @'\n.*?\n'@ | @\"\n.*?\n\"@ | '(?:[^']|'')*' | \"(?:[^\"`]|`.|\"\")*\" | `.",
    re.DOTALL | re.VERBOSE,
)
"""Comments, texts and escaped letters of PowerShell."""
_GUID = re.compile(r"\{?[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}\}?")
_PAIRS = {")": "(", "]": "[", "}": "{"}


def every_text_of_the_setup_is_in_both_languages(tree: Tree) -> Iterator[str]:
    """Each LangString in English and in Hindi; each that is used exists; each that exists is used."""
    defined: dict[str, dict[str, str]] = {}
    used: dict[str, str] = {}
    for path in tree.recipes(".nsi", ".nsh"):
        text = tree.text(path)
        for name, language, said in _LANG_STRING.findall(text):
            defined.setdefault(name, {})[language.upper()] = said
        for line in text.splitlines():
            if not line.lstrip().startswith(("#", ";")):
                used |= {name: tree.shown(path) for name in _USED.findall(line) if not name.startswith("_")}
        for number, line in enumerate(text.splitlines(), 1):
            if "MessageBox" in line and re.search(r'"[^"$]*[A-Za-z]{3,}[^"$]* [^"]*"', line):
                yield f"{tree.shown(path)}:{number}: a message that is no LangString has no Hindi"
    for name, said in sorted(defined.items()):
        for language in LANGUAGES:
            if not said.get(language, "").strip(' "'):
                yield f"the text {name} of the setup is missing in {language.title()}"
        hindi = said.get("HINDI", "")
        if hindi and not re.search(r"[\u0900-\u097f]", hindi):
            yield f"the text {name} of the setup has no Hindi letter in Hindi"
        if name not in used:
            yield f"the text {name} of the setup is used nowhere"
    # MUI's and NSIS's own texts begin so; they come with their languages.
    for name in sorted(used.keys() - defined.keys()):
        if not name.startswith(("MUI_", "Font", "Name", "Branding")):
            yield f"{used[name]}: the text {name} is defined nowhere"


def the_setup_is_for_64_bits_and_in_unicode(tree: Tree) -> Iterator[str]:
    """NSIS builds a 32-bit setup unless told; it does nothing on a Windows (or wine) without 32-bit parts."""
    setups = tree.recipes(".nsi")
    for path in setups:
        text = tree.text(path)
        if not re.search(r"^\s*Target\s+amd64-unicode", text, re.MULTILINE):
            yield f"{tree.shown(path)}: `Target amd64-unicode` is missing"
        if not re.search(r"^\s*RequestExecutionLevel\s+(user|highest)", text, re.MULTILINE):
            yield f"{tree.shown(path)}: an officer without administrator rights must be able to install"
        for language in LANGUAGES:
            if not re.search(rf'MUI_LANGUAGE\s+"{language}"|LoadLanguageFile\s.*{language}', text, re.IGNORECASE):
                yield f"{tree.shown(path)}: the setup does not speak {language.title()}"
    if not setups:
        yield "there is no recipe of the Windows setup (.nsi)"


def brackets_of_powershell_balance(tree: Tree) -> Iterator[str]:
    """Every bracket outside texts and comments is closed, in order."""
    for path in tree.recipes(".ps1", ".psm1"):
        wrong = unbalanced(tree.text(path))
        if wrong:
            yield f"{tree.shown(path)}:{wrong}"


def unbalanced(text: str) -> str:
    """`LINE: what is wrong` of the first bracket or text of a PowerShell script that is not closed; "" for none."""
    open_: list[tuple[str, int]] = []
    place = 0
    while place < len(text):
        line = text.count("\n", 0, place) + 1
        skipped = _SKIPPED.match(text, place)
        if skipped:
            place = skipped.end()
            continue
        char = text[place]
        if char in "\"'":
            return f"{line}: a text is not closed"
        if char in "([{":
            open_.append((char, line))
        elif char in _PAIRS and (not open_ or open_.pop()[0] != _PAIRS[char]):
            return f"{line}: {char} closes nothing"
        place += 1
    return f"{open_[-1][1]}: {open_[-1][0]} is not closed" if open_ else ""


def the_msi_can_be_upgraded(tree: Tree) -> Iterator[str]:
    """A fixed UpgradeCode, and a newer one that takes the place of an older one."""
    for path in tree.recipes(".wxs"):
        try:
            root = ElementTree.fromstring(tree.filled(path).encode())
        except ElementTree.ParseError:
            continue  # told by another rule
        products = [one for one in root.iter() if one.tag.rpartition("}")[2] == "Product"]
        for product in products:
            if not _GUID.fullmatch(product.get("UpgradeCode", "")):
                yield f"{tree.shown(path)}: no fixed UpgradeCode; a newer MSI would be installed beside the older"
            if not any(one.tag.rpartition("}")[2] in ("MajorUpgrade", "Upgrade") for one in product.iter()):
                yield f"{tree.shown(path)}: no Upgrade; a newer MSI would be installed beside the older"


RULES: tuple[Callable[[Tree], Iterator[str]], ...] = (
    every_text_of_the_setup_is_in_both_languages, the_setup_is_for_64_bits_and_in_unicode,
    brackets_of_powershell_balance, the_msi_can_be_upgraded,
)  # fmt: skip
