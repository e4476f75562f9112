"""The source of the client as data for the tests that guard its rules: files, syntax trees, imports.

Knows no rule itself.
"""

from __future__ import annotations

import ast
import subprocess
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
LEFT_OUT = {".git", ".venv", "build", "dist", "__pycache__", "htmlcov"}


@cache
def pyproject() -> dict[str, Any]:
    """pyproject.toml, parsed."""
    return tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))


@cache
def tracked() -> tuple[Path, ...]:
    """Every file that is in the repository or would be with `git add .` (all, where git is not there)."""
    asked = ["git", "-C", str(ROOT), "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    try:
        listed = subprocess.run(asked, capture_output=True, check=True, timeout=60).stdout.decode()
        found = [ROOT / name for name in listed.split("\0") if name]
    except (OSError, subprocess.SubprocessError):
        inside = ((path, path.relative_to(ROOT).parts) for path in ROOT.rglob("*"))
        found = [
            path
            for path, parts in inside
            if not LEFT_OUT & set(parts) and not any(part.endswith(("_cache", ".egg-info")) for part in parts)
        ]
    return tuple(sorted(path for path in found if path.is_file()))


def modules(*folders: str) -> list[Path]:
    """The Python files below the folders (relative to the root, or one file)."""
    wanted = [ROOT / folder for folder in folders]
    return [
        path
        for path in tracked()
        if path.suffix == ".py" and any(path == place or place in path.parents for place in wanted)
    ]


def name_of(path: Path) -> str:
    """The dotted name of a module file."""
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def where(path: Path, node: ast.AST | None = None) -> str:
    """`file:line` for the message of a failing rule."""
    line = f":{getattr(node, 'lineno', 1)}" if node is not None else ""
    return path.relative_to(ROOT).as_posix() + line


@cache
def tree(path: Path) -> ast.Module:
    """The syntax tree of a file."""
    return ast.parse(path.read_text("utf-8"), filename=str(path))


def imports(path: Path) -> Iterator[str]:
    """Every dotted name that a file imports; `from a import b` gives `a` and `a.b`."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def reaches(path: Path, forbidden: set[str]) -> set[str]:
    """Which of the forbidden modules (or what lies below them) a file imports itself."""
    return {
        wrong
        for imported in imports(path)
        for wrong in forbidden
        if imported == wrong or imported.startswith(wrong + ".")
    }


def called(node: ast.Call) -> str:
    """What a call names, dotted as written: `QLabel`, `label.setToolTip`, `datetime.datetime.now`."""
    return ast.unparse(node.func)


def calls(path: Path) -> Iterator[tuple[ast.Call, str]]:
    """Every call in a file with the dotted name of what it calls."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Call):
            yield node, called(node)


def nouns() -> set[str]:
    """The nouns of the core, as the contract in pyproject.toml lists them."""
    contracts = pyproject()["tool"]["importlinter"]["contracts"]
    return {
        name
        for contract in contracts
        if contract["name"] == "nouns are siblings"
        for name in contract["modules"]
    }
