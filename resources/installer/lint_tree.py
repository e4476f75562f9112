"""The recipes as text, for the rules of lint.py: which there are, what they say, what the tables hold.

Runs none of them: a broken recipe must be told about, not crash the lint.
"""

from __future__ import annotations

import ast
import re
from pathlib import Path
from typing import Any

PLACEHOLDER = re.compile(r"@[A-Z][A-Z0-9_]*@")
FILLED = {"@VERSION@": "1.2.3", "@DATE@": "2026-11-22", "@GLIBC@": "2.35"}
"""What the checkers of a format see instead of a placeholder; any other becomes a word."""
_OF_TOOLS = {"__pycache__", ".mypy_cache", ".ruff_cache", ".pytest_cache"}
_INSTALLER = Path("resources/installer")


class Tree:
    """The tree at `root`."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.folder = root / _INSTALLER
        self._texts: dict[Path, str] = {}

    def recipes(self, *endings: str) -> list[Path]:
        """The files below resources/installer with one of the endings (a `.in` behind it is left out); all without."""
        found = [path for path in sorted(self.folder.rglob("*")) if path.is_file() and not _OF_TOOLS & set(path.parts)]
        return [path for path in found if not endings or path.name.removesuffix(".in").endswith(endings)]

    def python(self) -> list[Path]:
        """The builder scripts that can be read."""
        return [path for path in self.folder.glob("*.py") if _readable(self.text(path))]

    def text(self, path: Path) -> str:
        """What a file says; "" when it is not text."""
        if path not in self._texts:
            try:
                self._texts[path] = path.read_text("utf-8-sig")
            except (UnicodeDecodeError, OSError):
                self._texts[path] = ""
        return self._texts[path]

    def filled(self, path: Path) -> str:
        """What a recipe says when a build has filled it."""
        return PLACEHOLDER.sub(lambda word: FILLED.get(word[0], "filled"), self.text(path))

    def shown(self, path: Path) -> str:
        """How a message names a file."""
        return path.relative_to(self.root).as_posix()

    def is_licence(self, path: Path) -> bool:
        """Whether it is a text of others, which is shipped as it is."""
        return "licences" in path.parts or path.name.startswith(("NOTICE", "COPYING", "LICENSE"))

    def version(self) -> str:
        """The version of the program; "" when it says none."""
        found = re.search(r'^__version__ = "([^"]+)"', self.text(self.root / "hsdclient/__init__.py"), re.M)
        return found[1] if found else ""

    def mime(self) -> str:
        """The type of the workspace file, as the shared MIME database will have it."""
        for path in self.recipes(".xml"):
            found = re.search(r'<mime-type type="([^"]+)"', self.text(path))
            if found:
                return found[1]
        return ""

    def constant(self, module: str, name: str) -> Any:
        """The value of a literal at the top of a module of the tree; None when it has none."""
        text = self.text(self.root / module)
        if not _readable(text):
            return None
        for node in ast.parse(text).body:
            targets = node.targets if isinstance(node, ast.Assign) else [getattr(node, "target", None)]
            if any(isinstance(target, ast.Name) and target.id == name for target in targets):
                return _literal(getattr(node, "value", None))
        return None


def _literal(node: ast.expr | None) -> Any:
    """A literal, also inside frozenset(…), tuple(…) or dict(…)."""
    if isinstance(node, ast.Call) and len(node.args) == 1:
        node = node.args[0]
    try:
        return ast.literal_eval(node) if node is not None else None
    except ValueError:
        return None


def _readable(text: str) -> bool:
    try:
        ast.parse(text)
    except SyntaxError:
        return False
    return True
