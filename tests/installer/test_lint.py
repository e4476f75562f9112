"""`make installers-lint`: the recipes are sound, and every rule sees its own fault in a broken copy."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import lint
import lint_windows
import pytest

from tests.house import ROOT

SETUP = """
Target amd64-unicode
RequestExecutionLevel user
!insertmacro MUI_LANGUAGE "English"
!insertmacro MUI_LANGUAGE "Hindi"
LangString Running ${LANG_ENGLISH} "HSD client is running. Close it, then go on."
LangString Running ${LANG_HINDI} "एचएसडी क्लाइंट चल रहा है। उसे बंद करें, फिर आगे बढ़ें।"
Section
  ; $(NotInAComment)
  MessageBox MB_OK "$(Running)"
  WriteRegStr HKCU "Software\\Classes\\.hsdworkspace" "" "x"
SectionEnd
"""
MSI = """<?xml version="1.0"?>
<Wix xmlns="http://schemas.microsoft.com/wix/2006/wi">
<Product Version="@VERSION@" UpgradeCode="6a0b7d4e-9c1f-4f43-8f4b-0d3c5d9a7e21"><MajorUpgrade/>
<Extension Id="hsdworkspace"/></Product></Wix>
"""
NATIVE = """
# { not counted
<# ( nor here #>
param([string]$Out = 'it''s {')
$text = @"
{ neither
"@
if ($Out -eq "a`"(") { Write-Output "${Out}#{" }
"""


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """A copy of what the lint looks at, with small sound recipes of Windows beside the real ones."""
    for name in ("hsdclient/__init__.py", "hsdclient/workspace_file.py", "hsdclient/release_manifest.py",
                 "hsdclient/system_needs.py",
                 "README.md", "Makefile", "pyproject.toml"):  # fmt: skip
        (tmp_path / name).parent.mkdir(exist_ok=True)
        shutil.copy(ROOT / name, tmp_path / name)
    recipes = tmp_path / "resources/installer"
    shutil.copytree(ROOT / "resources/installer", recipes, ignore=shutil.ignore_patterns("__pycache__"))
    for name, text in {"small.nsi": SETUP, "small.wxs": MSI, "small.ps1": NATIVE}.items():
        (recipes / "windows" / name).write_text(text, "utf-8")
    return tmp_path


def swap(name: str, old: str, new: str) -> Callable[[Path], None]:
    """Breaks a file: `new` for `old`."""

    def edit(root: Path) -> None:
        path = root / "resources/installer" / name
        text = path.read_text("utf-8")
        assert old in text, f"{name} has no {old!r} any more: mend this test"
        path.write_text(text.replace(old, new), "utf-8")

    return edit


def add(name: str, text: str) -> Callable[[Path], None]:
    """Breaks the tree by a file more."""

    def edit(root: Path) -> None:
        (root / "resources/installer" / name).write_text(text, "utf-8")

    return edit


DESKTOP, META = "linux/org.hsdclient.Client.desktop", "linux/org.hsdclient.Client.metainfo.xml"
FAULTS: dict[Callable[..., object], dict[str, tuple[Callable[[Path], None], str]]] = {
    lint.xml_is_well_formed: {
        "xml": (swap(META, "</component>", "</componen>"), "not well-formed"),
        "wix xml": (swap("windows/small.wxs", "</Wix>", ""), "not well-formed"),
    },
    lint.the_desktop_entry_is_valid: {
        "desktop key": (swap(DESKTOP, "Icon=hsdclient\n", ""), "Icon is missing"),
        "desktop hindi": (swap(DESKTOP, "Name[hi]=", "Name[bn]="), "Name[hi] is missing"),
        "desktop exec": (swap(DESKTOP, "Exec=hsdclient %f", "Exec=hsdclient"), "Exec must be"),
        "desktop list": (swap(DESKTOP, "Office;", "Office;;x\n[None"), "no desktop entry"),
        "desktop semicolon": (swap(DESKTOP, "-workspace;", "-workspace"), "must end with a semicolon"),
    },
    lint.shell_scripts_can_be_read: {
        "shell": (swap("linux/install.sh", "\nfi\n", "\n"), "linux/install.sh: "),
        "shell first line": (add("linux/more.sh", "set -e\ntrue\n"), "must name the shell"),
        "shell errors": (add("linux/more.sh", "#!/bin/sh\ntrue\n"), "neither `set -e`"),
    },
    lint.every_placeholder_is_known: {
        "placeholder": (add("linux/more.txt", "for @NOBODY@\n"), "nothing fills @NOBODY@"),
        "placeholder unused": (add("more.py", 'import lint\nX = "@NOBODY@"\n'), "@NOBODY@ is filled by a"),
    },
    lint.the_version_is_said_once: {
        "version": (add("linux/more.txt", "Version: {version}-1\n"), "says the version"),
    },
    lint.the_file_type_is_the_same_everywhere: {
        "mime": (swap(DESKTOP, "application/x-hsdclient-workspace", "application/x-hsd-workspace"), "is not the type"),
        "metadata": (swap(META, "<mediatype>application/x-hsdclient-workspace</mediatype>", ""), "is not mentioned"),
        "ending": (add("windows/more.reg", "[HKCU\\Software\\Classes\\ .hsdspace]"), "is not the ending"),
        "ending in the setup": (swap("windows/small.nsi", ".hsdworkspace", ""), "(.hsdworkspace) is not mentioned"),
    },
    lint.python_recipes_compile_and_are_used: {
        "python": (add("more.py", "def broken(:\n"), "more.py:1:"),
        "python unreached": (add("lonely.py", "X = 1\n"), "lonely.py: neither build.py"),
        "spec": (swap("freeze.spec", "import os\n", "import os os\n"), "freeze.spec:"),
    },
    lint.no_place_of_a_builder_is_named: {
        "host": (add("linux/more.txt", "see https://mirror.example.org/debian\n"), "names the host mirror.example.org"),
        "folder": (add("linux/more.txt", "cp /" + "root/x .\n"), "a place of the builder's machine"),
    },
    lint.products_are_called_the_same_everywhere: {
        "product": (add("more.py", 'import lint\ndef f(x):\n    return x.product("-setup.zip")\n'), "is no product of"),
    },
    lint.a_missing_library_is_named_like_in_the_packages: {
        "package": (swap("linux_needs.py", '"libegl1"', '"libegl2"'), "in libegl1; the packages say libegl2"),
        "library": (swap("linux_needs.py", "PACKAGES = {", 'PACKAGES = {"libx.so.1": "libx1",'), "nothing of libx1"),
        "table": (swap("linux_needs.py", "PACKAGES = {", "TABLE = {"), "the table of libraries, is missing"),
    },
    lint_windows.every_text_of_the_setup_is_in_both_languages: {
        "no hindi": (swap("windows/small.nsi", "LangString Running ${LANG_HINDI}", "; "), "missing in Hindi"),
        "english for hindi": (
            swap("windows/small.nsi", '"एचएसडी क्लाइंट चल रहा है। उसे बंद करें, फिर आगे बढ़ें।"', '"Close it."'),
            "no Hindi letter",
        ),
        "unknown text": (swap("windows/small.nsi", "$(Running)", "$(Runing)"), "the text Runing is defined nowhere"),
        "unused text": (swap("windows/small.nsi", "$(Running)", "$R0"), "Running of the setup is used nowhere"),
        "message": (swap("windows/small.nsi", '"$(Running)"', '"Close the program first"'), "no LangString"),
    },
    lint_windows.the_setup_is_for_64_bits_and_in_unicode: {
        "bits": (swap("windows/small.nsi", "Target amd64-unicode", ""), "`Target amd64-unicode` is missing"),
        "administrator": (swap("windows/small.nsi", "Level user", "Level admin"), "without administrator rights"),
        "language": (swap("windows/small.nsi", 'MUI_LANGUAGE "Hindi"', ""), "does not speak Hindi"),
    },
    lint_windows.brackets_of_powershell_balance: {
        "powershell": (swap("windows/small.ps1", '"${Out}#{" }', '"${Out}#{" '), "{ is not closed"),
        "powershell order": (swap("windows/small.ps1", "($Out -eq", "({$Out -eq"), "closes nothing"),
        "powershell text": (swap("windows/small.ps1", '`"("', '`"('), "is not closed"),
    },
    lint_windows.the_msi_can_be_upgraded: {
        "upgrade code": (swap("windows/small.wxs", ' UpgradeCode="6a0b', ' Code="6a0b'), "no fixed UpgradeCode"),
        "upgrade": (swap("windows/small.wxs", "<MajorUpgrade/>", ""), "no Upgrade"),
    },
}  # fmt: skip


def test_the_recipes_are_sound() -> None:
    began = time.monotonic()
    assert lint.found(ROOT) == []
    assert time.monotonic() - began < 10


@pytest.mark.parametrize(("rule", "name"), [(rule, name) for rule, faults in FAULTS.items() for name in faults])
def test_a_fault_is_seen(tree: Path, rule: Callable[[lint.Tree], Iterator[str]], name: str) -> None:
    before = set(rule(lint.Tree(tree)))
    fault, sentence = FAULTS[rule][name]
    fault(tree)
    for path in tree.glob("resources/installer/linux/more.txt"):
        path.write_text(path.read_text("utf-8").replace("{version}", lint.Tree(tree).version()), "utf-8")
    new = [one for one in rule(lint.Tree(tree)) if one not in before]
    assert any(sentence in one for one in new), new


def test_every_rule_has_a_fault_that_it_sees() -> None:
    assert set(FAULTS) | {lint.the_metadata_is_valid} == set(lint.RULES)


@pytest.mark.skipif(shutil.which("appstreamcli") is None, reason="appstreamcli is not installed")
def test_bad_metadata_is_seen_by_appstream(tree: Path) -> None:
    swap(META, "<summary>", "<sumary>")(tree)
    swap(META, "</summary>", "</sumary>")(tree)
    assert list(lint.the_metadata_is_valid(lint.Tree(tree)))


def test_a_product_that_the_readme_does_not_explain_is_seen(tree: Path) -> None:
    (tree / "README.md").write_text("Nothing.", "utf-8")
    said = lint.products_are_called_the_same_everywhere(lint.Tree(tree))
    assert "README.md does not say what hsdclient-VERSION-setup.exe is" in said


def test_sound_powershell_is_left_alone() -> None:
    assert lint_windows.unbalanced(NATIVE) == ""
    assert lint_windows.unbalanced("$a = @(1, 2)\n$b = $a#c(\n").startswith("2: (")
