"""`make installers-lint`: are the recipes sound? Looks at files only, in seconds; needs no packager.

Each rule is a function that gets the tree and yields a sentence for every place where it does not hold. Tools of Debian
that know a format better are asked when they are installed. The rules for Windows lie in lint_windows.py.
"""

from __future__ import annotations

import ast
import configparser
import re
import shutil
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ElementTree
from collections.abc import Callable, Iterator
from pathlib import Path

import lint_windows
from lint_tree import PLACEHOLDER, Tree

NAMESPACES = frozenset({
    "www.freedesktop.org", "schemas.microsoft.com", "wixtoolset.org", "www.w3.org", "www.debian.org",
})  # fmt: skip
"""Names in the recipes that look like hosts and are none: those of formats. Nothing is fetched from them."""

_URL = re.compile(r"\b(?:https?|ftp|git|ssh)://([A-Za-z0-9.-]+)")
_NEVER = (("/" + "root/"), ("/wo" + "rk/"), ("--" + "index-url"), ("--extra-" + "index"), ("find-" + "links"))
STARTS = ("build", "check", "lint")
"""The programs that are called by hand; every other recipe must be reached from one of them."""
DESKTOP_KEYS = frozenset({"Type", "Name", "Name[hi]", "Comment", "Exec", "Icon", "Terminal", "Categories", "MimeType"})


def xml_is_well_formed(tree: Tree) -> Iterator[str]:
    """Every XML recipe can be read, with its placeholders filled."""
    for path in tree.recipes(".xml", ".wxs", ".wxl", ".manifest", ".svg", ".props"):
        try:
            ElementTree.fromstring(tree.filled(path).encode())
        except ElementTree.ParseError as error:
            yield f"{tree.shown(path)}: not well-formed XML ({error})"


def the_desktop_entry_is_valid(tree: Tree) -> Iterator[str]:
    """It has the keys that a menu needs, starts the program with one file, and Debian's own checker agrees."""
    for path in tree.recipes(".desktop"):
        read = configparser.RawConfigParser(interpolation=None, delimiters=("=",), comment_prefixes=("#",))
        read.optionxform = str  # type: ignore[assignment,method-assign]
        try:
            read.read_string(tree.filled(path))
            entry = dict(read["Desktop Entry"])
        except (configparser.Error, KeyError) as error:
            yield f"{tree.shown(path)}: no desktop entry ({error})"
            continue
        for key in sorted(DESKTOP_KEYS - entry.keys()):
            yield f"{tree.shown(path)}: {key} is missing"
        if not re.fullmatch(r"hsdclient %[fF]", entry.get("Exec", "hsdclient %f")):
            yield f"{tree.shown(path)}: Exec must be `hsdclient %f`, for a double-click on a workspace"
        for key in ("Categories", "MimeType", "Keywords"):
            if key in entry and not entry[key].endswith(";"):
                yield f"{tree.shown(path)}: {key} must end with a semicolon"
        yield from _asked(tree, path, ["desktop-file-validate", "--no-hints"])


def the_metadata_is_valid(tree: Tree) -> Iterator[str]:
    """AppStream's own checker agrees, where it is installed."""
    for path in tree.recipes(".metainfo.xml"):
        yield from _asked(tree, path, ["appstreamcli", "validate", "--no-net", "--no-color"])


def _asked(tree: Tree, path: Path, command: list[str]) -> Iterator[str]:
    """What a checker says about a recipe with its placeholders filled; nothing when it is not installed."""
    if shutil.which(command[0]) is None:
        return
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder, path.name)
        copy.write_text(tree.filled(path), "utf-8")
        done = subprocess.run([*command, str(copy)], capture_output=True, text=True, timeout=30, check=False)
    if done.returncode:
        said = "; ".join(line.strip() for line in (done.stdout + done.stderr).splitlines() if line.strip())
        yield f"{tree.shown(path)}: {command[0]} says: {said.replace(str(copy), path.name)[:400]}"


def shell_scripts_can_be_read(tree: Tree) -> Iterator[str]:
    """`sh -n` takes each; shellcheck finds no error, where it is installed."""
    for path in tree.recipes(".sh"):
        text = tree.filled(path)
        shell = "bash" if "bash" in text.partition("\n")[0] else "sh"
        done = subprocess.run([shell, "-n"], input=text, capture_output=True, text=True, timeout=30, check=False)
        if done.returncode:
            yield f"{tree.shown(path)}: {done.stderr.strip().splitlines()[0]}"
        if not text.startswith("#!"):
            yield f"{tree.shown(path)}: the first line must name the shell"
        if not re.search(r"^set -\w*[eu]", text, re.MULTILINE):
            yield f"{tree.shown(path)}: neither `set -e` nor, where each step is looked at, `set -u`"
        yield from _asked(tree, path, ["shellcheck", "--severity=warning", f"--shell={shell}"])


def every_placeholder_is_known(tree: Tree) -> Iterator[str]:
    """What stands between two @ in a recipe is filled in by some builder script, and each of those is asked for."""
    filled = {word for path in tree.python() if not path.stem.startswith("lint") for word in _replaced(path)}
    asked: set[str] = set()
    for path in tree.recipes():
        if path.suffix == ".py" or tree.is_licence(path):
            continue
        for word in PLACEHOLDER.findall(tree.text(path)):
            asked.add(word)
            if word not in filled:
                yield f"{tree.shown(path)}: nothing fills {word}"
    for word in sorted(filled - asked):
        yield f"{word} is filled by a builder script and stands in no recipe"


def _replaced(path: Path) -> Iterator[str]:
    """The placeholders that a builder script fills: `"@NAME@"` as a text of its own."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and PLACEHOLDER.fullmatch(node.value):
            yield node.value


def the_version_is_said_once(tree: Tree) -> Iterator[str]:
    """Only hsdclient/__init__.py says it."""
    version = tree.version()
    if not version:
        yield "hsdclient/__init__.py names no version"
        return
    said = re.compile(rf"(?<![\d.]){re.escape(version)}(?![\d]|\.\d)")
    for path in [*tree.recipes(), tree.root / "Makefile", tree.root / "pyproject.toml"]:
        if path.is_file() and not tree.is_licence(path):
            for number, line in enumerate(tree.text(path).splitlines(), 1):
                if said.search(line):
                    yield f"{tree.shown(path)}:{number}: says the version; it stands in hsdclient/__init__.py alone"


def the_file_type_is_the_same_everywhere(tree: Tree) -> Iterator[str]:
    """Ending and MIME type of the workspace file: as the program and the shared MIME database have them."""
    ending, mime = tree.constant("hsdclient/workspace_file.py", "SUFFIX"), tree.mime()
    if not ending or not mime:
        yield "the workspace file has no ending in hsdclient/workspace_file.py or no type in the MIME recipe"
        return
    wanted = {".desktop": mime, ".metainfo.xml": mime, ".nsi": ending, ".wxs": ending.lstrip(".")}
    for path in tree.recipes():
        if path.suffix == ".py" or tree.is_licence(path):
            continue
        text = tree.text(path)
        for said in set(re.findall(r"application/x-hsd[\w.-]*\w", text)) - {mime}:
            yield f"{tree.shown(path)}: {said} is not the type of the workspace file, {mime}"
        for said in set(re.findall(r"(?<=[\s\"'*`<>(])\.hsd\w*", text)) - {ending}:
            yield f"{tree.shown(path)}: {said} is not the ending of the workspace file, {ending}"
        for kind, what in wanted.items():
            if path.name.removesuffix(".in").endswith(kind) and what not in text:
                yield f"{tree.shown(path)}: the workspace file ({what}) is not mentioned"


def python_recipes_compile_and_are_used(tree: Tree) -> Iterator[str]:
    """Each can be read, and some program that is called by hand reaches it."""
    imports: dict[str, set[str]] = {}
    for path in [*tree.folder.glob("*.py"), *tree.folder.glob("*.spec")]:
        try:
            found = ast.parse(tree.text(path), str(path))
        except SyntaxError as error:
            yield f"{tree.shown(path)}:{error.lineno}: {error.msg}"
            continue
        imports[path.stem] = {
            name.partition(".")[0]
            for node in ast.walk(found)
            for name in (
                [alias.name for alias in node.names] if isinstance(node, ast.Import)
                else [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            )
        }  # fmt: skip
    reached, waiting = set[str](), [name for name in imports if name in STARTS]
    waiting += [path.stem for path in tree.folder.glob("*.spec")]
    while waiting:
        one = waiting.pop()
        if one in imports and one not in reached:
            reached.add(one)
            waiting += imports[one]
    named = "".join(tree.text(path) for path in tree.recipes() if path.stem not in imports.keys() - reached)
    for name in sorted(imports.keys() - reached):
        # A script that runs under wine, on a PC or in the frozen program is named, not imported.
        if f"{name}.py" not in named:
            yield f"resources/installer/{name}.py: neither build.py nor check.py nor lint.py reaches it"


def no_place_of_a_builder_is_named(tree: Tree) -> Iterator[str]:
    """No host, no mirror, no folder of the machine that built it."""
    for path in tree.recipes():
        if tree.is_licence(path):
            continue
        for number, line in enumerate(tree.text(path).splitlines(), 1):
            for host in _URL.findall(line):
                if host not in NAMESPACES and not host.endswith(".invalid"):
                    yield f"{tree.shown(path)}:{number}: names the host {host}"
            if any(mark in line for mark in _NEVER):
                yield f"{tree.shown(path)}:{number}: names a place of the builder's machine"


def products_are_called_the_same_everywhere(tree: Tree) -> Iterator[str]:
    """What is built, what the manifest lists, what the program knows, what the README promises."""
    kinds: dict[str, str] = tree.constant("resources/installer/manifest.py", "KINDS") or {}
    if not kinds:
        yield "resources/installer/manifest.py: KINDS, the table of the products, is missing"
    for path in tree.python():
        for node in ast.walk(ast.parse(tree.text(path))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "product":
                asked = node.args[0] if node.args else None
                said = str(asked.value) if isinstance(asked, ast.Constant) else ""
                if said and said not in kinds and not said.startswith("-manifest"):
                    yield f"{tree.shown(path)}:{node.lineno}: {said} is no product of manifest.KINDS"
    known = tree.constant("hsdclient/release_manifest.py", "KINDS")
    if known is not None and set(known) != set(kinds.values()):
        odd = ", ".join(sorted(set(known) ^ set(kinds.values())))
        yield f"hsdclient/release_manifest.py and manifest.KINDS disagree about: {odd}"
    told = tree.text(tree.root / "README.md")
    for ending in kinds:
        if ending not in told:
            yield f"README.md does not say what hsdclient-VERSION{ending} is"


def a_missing_library_is_named_like_in_the_packages(tree: Tree) -> Iterator[str]:
    """What .deb and .rpm declare (linux_needs.PACKAGES) is what `hsdclient --needs` asks for, by the same name."""
    declared: dict[str, str] = tree.constant("resources/installer/linux_needs.py", "PACKAGES") or {}
    if not declared:
        yield "resources/installer/linux_needs.py: PACKAGES, the table of libraries, is missing"
    source = "hsdclient/system_needs.py"
    asked: dict[str, str] = {}
    for node in ast.walk(ast.parse(tree.text(tree.root / source))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Need":
            words = [str(word.value) for word in node.args if isinstance(word, ast.Constant)]
            asked |= {words[0]: words[1]} if len(words) >= 2 else {}
    for library, package in declared.items():
        names = package.split(" | ")
        if library in asked and asked[library] not in names:
            yield f"{source}: {library} is in {asked[library]}; the packages say {package}"
        elif library not in asked and not set(names) & set(asked.values()):
            yield f"{source}: asks for nothing of {package} ({library}), which the packages declare"


RULES: tuple[Callable[[Tree], Iterator[str]], ...] = (
    xml_is_well_formed, the_desktop_entry_is_valid, the_metadata_is_valid, shell_scripts_can_be_read,
    every_placeholder_is_known, the_version_is_said_once, the_file_type_is_the_same_everywhere,
    python_recipes_compile_and_are_used, no_place_of_a_builder_is_named, products_are_called_the_same_everywhere,
    a_missing_library_is_named_like_in_the_packages, *lint_windows.RULES,
)  # fmt: skip


def found(root: Path) -> list[str]:
    """Every place of the tree at `root` where a rule does not hold, a sentence each."""
    tree = Tree(root)
    return [sentence for rule in RULES for sentence in rule(tree)]


def main() -> int:
    """Say what does not hold; 1 for anything."""
    wrong = found(Path(__file__).resolve().parents[2])
    for sentence in wrong:
        print(sentence)
    print(f"{len(RULES)} rules; {f'{len(wrong)} places do not hold' if wrong else 'all hold'}", file=sys.stderr)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
