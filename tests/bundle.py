"""The code and the libraries of a frozen program as something that Python can import from, and from nowhere else.

Knows neither pytest nor a test: tests/on_the_bundle.py puts it in front.
"""

from __future__ import annotations

import importlib.abc
import importlib.machinery
import importlib.metadata
import importlib.util
import sys
from collections.abc import Sequence
from pathlib import Path
from types import CodeType, ModuleType

from PyInstaller.archive.readers import CArchiveReader, ZlibArchiveReader

INTERNAL = "_internal"
OURS = frozenset({"hsdclient", "ui", "migrations"})
_OF_THE_TESTS = frozenset({"PySide6.QtTest", "PIL.ImageGrab"})
"""The tests press keys and look at the screen with them; the program has no use for them."""


def archive(program: Path) -> ZlibArchiveReader:
    """The compiled modules inside a frozen program."""
    whole = CArchiveReader(str(program))
    return whole.open_embedded_archive(next(name for name in whole.toc if name.endswith(".pyz")))


class Bundle(importlib.abc.MetaPathFinder, importlib.abc.InspectLoader):
    """Finds the modules of a frozen program in it and nowhere else."""

    def __init__(self, program: Path) -> None:
        self.archive = archive(program)
        self.internal = program.parent / INTERNAL
        self.shipped = {name.partition(".")[0] for name in self.archive.toc} - set(sys.stdlib_module_names)
        self.shipped |= runtime_packages()

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> importlib.machinery.ModuleSpec | None:
        """The spec of a module of the bundle; None leaves it to the others. Raises ModuleNotFoundError for ours."""
        if fullname in _OF_THE_TESTS:
            package = fullname.partition(".")[0]
            return importlib.machinery.PathFinder.find_spec(fullname, [str(Path(one, package)) for one in sys.path])
        if fullname.partition(".")[0] not in self.shipped:
            return None
        if fullname in self.archive.toc:
            return self._spec(fullname)
        beside = [str(self.internal.joinpath(*fullname.split(".")[:-1]))]
        found = importlib.machinery.PathFinder.find_spec(fullname, beside)
        if found is None:
            raise ModuleNotFoundError(f"the frozen program has no module {fullname}", name=fullname)
        return found

    def _spec(self, name: str) -> importlib.machinery.ModuleSpec:
        place = self.internal.joinpath(*name.split("."))
        package = self.is_package(name)
        origin = place / "__init__.pyc" if package else place.with_name(place.name + ".pyc")
        spec = importlib.machinery.ModuleSpec(name, self, origin=str(origin), is_package=package)
        spec.has_location = True
        if package:
            spec.submodule_search_locations = [str(place)]
        return spec

    def is_package(self, fullname: str) -> bool:
        """Whether a module of the archive is a package."""
        return bool(self.archive.toc[fullname][0])

    def get_code(self, fullname: str) -> CodeType:
        """The compiled module."""
        code = self.archive.extract(fullname)
        assert isinstance(code, CodeType), fullname
        return code

    def get_source(self, fullname: str) -> None:
        """No source is shipped."""

    def create_module(self, spec: importlib.machinery.ModuleSpec) -> None:
        """An ordinary module."""

    def exec_module(self, module: ModuleType) -> None:
        """Run it, with the `__file__` that it has in the frozen program."""
        assert module.__spec__ is not None
        exec(self.get_code(module.__spec__.name), module.__dict__)

    def get_resource_reader(self, fullname: str) -> object:
        """The files beside the module (`importlib.resources`)."""
        from importlib.readers import FileReader  # lazy: few packages ask

        placed = str(self.internal.joinpath(*fullname.split("."), "__init__.pyc"))
        return FileReader(importlib.machinery.SourcelessFileLoader(fullname, placed))


def runtime_packages() -> set[str]:
    """The import names of every package that the program is made of: none may come from elsewhere."""
    names: set[str] = set(OURS)
    waiting = ["hsdclient"]
    seen: set[str] = set()
    owners: dict[str, set[str]] = {}
    for top, distributions in importlib.metadata.packages_distributions().items():
        for distribution in distributions:
            owners.setdefault(_plain(distribution), set()).add(top)
    while waiting:
        one = waiting.pop()
        if one in seen:
            continue
        seen.add(one)
        names |= owners.get(one, set())
        try:
            needs = importlib.metadata.distribution(one).requires or []
        except importlib.metadata.PackageNotFoundError:
            continue
        waiting += [_plain(need.split(";")[0]) for need in needs if "extra" not in need]
    # pytest and its kin need these too: the tests' own stay with them.
    return {name for name in names if name.isidentifier()} - {"resources", "packaging", "typing_extensions", "tests"}


def _plain(requirement: str) -> str:
    name = requirement.strip()
    for mark in "[<>=!~ (":
        name = name.split(mark)[0]
    return name.lower().replace("_", "-").replace(".", "-")
