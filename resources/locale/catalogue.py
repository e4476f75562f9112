"""Hindi catalogue tool: `extract` collects the sentences of the code, `compile` writes the .mo.

Knows no sentence itself. Both outputs are the same bytes for the same input, on any machine and day.
"""

from __future__ import annotations

import argparse
import ast
import datetime
import io
import string
import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parents[2]
PO = ROOT / "resources" / "locale" / "hi" / "LC_MESSAGES" / "hsdclient.po"
FOLDERS = ("hsdclient", "ui")
# `_` shows now, `N_` marks for later, `tr` is what printing code calls its `words.in_language(…)`.
MARKS = frozenset({"_", "N_", "tr"})
# A date of today would make every extraction a change.
WRITTEN = datetime.datetime(2026, 1, 1, tzinfo=datetime.UTC)


def calls(tree: ast.AST) -> Iterator[tuple[ast.Call, str]]:
    """Every call of a marking function in `tree`, with the function's bare name."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and node.args:
            name = getattr(node.func, "id", None) or getattr(node.func, "attr", None)
            if name in MARKS:
                yield node, name


def sentences(source: str) -> list[str]:
    """The literal sentences that `source` marks, in order of their place."""
    found = [
        (call.lineno, call.col_offset, call.args[0].value)
        for call, _name in calls(ast.parse(source))
        if isinstance(call.args[0], ast.Constant) and isinstance(call.args[0].value, str)
    ]
    return [text for _line, _column, text in sorted(found) if text]


def in_code(root: Path = ROOT) -> dict[str, list[str]]:
    """Every sentence of the code -> the files (relative, sorted) that say it."""
    found: dict[str, list[str]] = {}
    for folder in FOLDERS:
        for path in sorted((root / folder).rglob("*.py")):
            where = path.relative_to(root).as_posix()
            for text in sentences(path.read_text("utf-8")):
                places = found.setdefault(text, [])
                if where not in places:
                    places.append(where)
    return found


def fields(text: str) -> list[str]:
    """The sorted {names} of a sentence; raises ValueError when its braces do not match."""
    return sorted(
        name for _text, name, _spec, _conversion in string.Formatter().parse(text) if name is not None
    )


def empty() -> Catalog:
    """A catalogue whose header holds no day and no machine."""
    return Catalog(
        locale="hi",
        domain="hsdclient",
        project="hsdclient",
        header_comment="# Hindi words of the HSD client.",
        creation_date=WRITTEN,
        revision_date=WRITTEN,
        version="1",
        msgid_bugs_address="see the README",
        last_translator="the house",
        language_team="Hindi",
        fuzzy=False,
    )


def read(path: Path = PO) -> Catalog:
    """The catalogue at `path`; an empty one when there is none yet."""
    if not path.exists():
        return empty()
    with path.open("rb") as source:
        return read_po(source, locale="hi", domain="hsdclient")


def extracted(old: Catalog, found: dict[str, list[str]]) -> bytes:
    """The .po for the sentences `found`, with the translations of `old`; those no longer said are dropped.

    (A sentence comes back from the history of the repository, not from a graveyard in the file.)
    """
    new = empty()
    for text in sorted(found, key=lambda text: (found[text][0], text)):
        known = old.get(text)
        kept = known.string if known is not None else ""
        fuzzy = {"fuzzy"} if known is not None and known.fuzzy else set()
        new.add(text, kept, locations=[(place, None) for place in found[text]], flags=fuzzy)
    out = io.BytesIO()
    write_po(out, new, width=110, include_lineno=False)
    return out.getvalue()


def compiled(catalogue: Catalog) -> bytes:
    """The .mo of `catalogue`: gettext's binary form, sorted, without fuzzy and empty entries."""
    clean = empty()
    for message in catalogue:
        if message.id and message.string and not message.fuzzy:
            clean.add(message.id, message.string)
    out = io.BytesIO()
    write_mo(out, clean)
    return out.getvalue()


def faults(catalogue: Catalog) -> list[str]:
    """What would break a screen: {fields} other than in the English, a line break lost or gained."""
    found = []
    for message in catalogue:
        if not message.id or not message.string:
            continue
        try:
            same = fields(str(message.string)) == fields(str(message.id))
        except ValueError:
            same = False
        if not same:
            found.append(f"other {{fields}} than in the English: {message.id!r}")
        if str(message.string).endswith("\n") != str(message.id).endswith("\n"):
            found.append(f"a line break at the end differs: {message.id!r}")
    return found


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("verb", choices=["extract", "compile", "missing"])
    verb = parser.parse_args(arguments).verb
    old = read()
    if verb == "extract":
        PO.parent.mkdir(parents=True, exist_ok=True)
        PO.write_bytes(extracted(old, in_code()))
        print(f"{len(read())} sentences in {PO.relative_to(ROOT)}", file=sys.stderr)
        return 0
    if verb == "missing":
        for message in old:
            if message.id and (not message.string or message.fuzzy):
                print(message.id)
        return 0
    wrong = faults(old)
    for line in wrong:
        print(line, file=sys.stderr)
    if not wrong:
        PO.with_suffix(".mo").write_bytes(compiled(old))
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
