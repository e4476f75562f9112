"""What ships: the Python packages inside the frozen program, their licence texts, and the bill of materials.

Asks the frozen archive itself what is in it, so that a package nobody declared is noticed.
"""

from __future__ import annotations

import importlib.metadata as metadata
import json
import re
import shutil
from dataclasses import dataclass
from pathlib import Path

from places import NAME, RECIPES, ROOT, Build, Failed

NOT_PYTHON = (
    ("CPython", "PSF-2.0", "the language itself"),
    ("Qt", "LGPL-3.0-only", "shared libraries below PySide6; they may be replaced by others of the same version"),
    ("SQLCipher", "BSD-3-Clause", "inside sqlcipher3"),
    ("OpenSSL", "Apache-2.0", "inside cryptography, sqlcipher3 and CPython"),
    ("ICU", "Unicode-3.0", "below Qt"),
    ("Noto fonts", "OFL-1.1", "resources/fonts"),
)
FORBIDDEN = re.compile(r"\b(AGPL|GPL)\b", re.I)
_BUILDER = frozenset({"pyinstaller", "pyinstaller-hooks-contrib", "setuptools", "pip", "altgraph"})


@dataclass(frozen=True)
class Part:
    """One distribution that ships: name, version, licence as it declares it."""

    name: str
    version: str
    licence: str
    texts: tuple[Path, ...]


def parts(frozen: Path) -> list[Part]:
    """The distributions whose modules are in the frozen folder, by name."""
    modules = _modules(frozen)
    owners = metadata.packages_distributions()
    names = {owner for module in modules for owner in owners.get(module, ())}
    found = []
    for name in sorted(names, key=str.lower):
        if name.lower() in _BUILDER or name.lower() == NAME:
            continue
        told = metadata.distribution(name)
        found.append(Part(told.metadata["Name"], told.version, _licence(told), tuple(_texts(told))))
    if not found:
        raise Failed("No package was found in the frozen program.")
    return found


def _modules(frozen: Path) -> set[str]:
    from PyInstaller.archive.readers import CArchiveReader  # lazy: of the builder alone

    program = next(path for path in (frozen / NAME, frozen / f"{NAME}.exe") if path.is_file())
    outer = CArchiveReader(str(program))
    inner = outer.open_embedded_archive(next(name for name in outer.toc if name.endswith(".pyz")))
    found = {name.split(".")[0] for name in inner.toc}
    internal = frozen / "_internal"
    return found | {path.name.split(".")[0] for path in internal.iterdir()}


def _licence(told: metadata.Distribution) -> str:
    named = told.metadata.get("License-Expression") or ""
    if not named:
        classified = [one.split(" :: ")[-1] for one in told.metadata.get_all("Classifier") or () if one.startswith("License ::")]
        named = " AND ".join(dict.fromkeys(classified)) or (told.metadata.get("License") or "").splitlines()[:1] and (
            told.metadata.get("License") or ""
        ).splitlines()[0]
    return named or "see its text"


def _texts(told: metadata.Distribution) -> list[Path]:
    found = []
    for file in told.files or ():
        if re.match(r"(licen[cs]e|copying|notice|authors)", file.name, re.I) and ".dist-info" in str(file):
            found.append(Path(str(told.locate_file(file))))
    return [path for path in found if path.is_file()]


def write_licences(one: Build, folder: Path, shipped: list[Part]) -> None:
    """All licence texts below `folder`, with one list and the notice that the LGPL asks for."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    shutil.copy(ROOT / "LICENSE", folder / "LICENSE")
    shutil.copy(RECIPES / "NOTICE-Qt.txt", folder / "NOTICE-Qt.txt")
    lines = [f"HSD client {one.version}: what it is made of, and under which licence.", ""]
    for part in shipped:
        lines.append(f"{part.name} {part.version}: {part.licence}")
        for number, text in enumerate(part.texts, 1):
            target = folder / "licences" / part.name / (text.name if number == 1 else f"{number}-{text.name}")
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(text, target)
    lines += ["", *(f"{name}: {licence} ({what})" for name, licence, what in NOT_PYTHON)]
    (folder / "PARTS.txt").write_text("\n".join(lines) + "\n")
    for text in (RECIPES / "licences").glob("*.txt"):
        shutil.copy(text, folder / "licences" / text.name)


def refuse_copyleft(shipped: list[Part]) -> None:
    """Failed when a part that ships is under GPL or AGPL alone (LGPL Qt as shared libraries is meant)."""
    bad = [
        f"{part.name} ({part.licence})"
        for part in shipped
        if FORBIDDEN.search(part.licence) and not re.search(r"LGPL|Lesser|Apache|BSD|MIT|MPL", part.licence)
    ]
    if bad:
        raise Failed(f"These may not ship: {', '.join(bad)}.")


def write_bill(one: Build, path: Path, shipped: list[Part]) -> None:
    """The CycloneDX 1.6 software bill of materials as JSON."""
    from cyclonedx.factory.license import LicenseFactory
    from cyclonedx.model.bom import Bom
    from cyclonedx.model.component import Component, ComponentType
    from cyclonedx.output.json import JsonV1Dot6
    from packageurl import PackageURL

    licences = LicenseFactory()
    whole = Component(name=NAME, version=one.version, type=ComponentType.APPLICATION, bom_ref=NAME)
    bom = Bom(serial_number=_serial(one))
    bom.metadata.component = whole
    made = []
    for part in shipped:
        url = PackageURL("pypi", None, part.name.lower().replace("_", "-"), part.version)
        made.append(
            Component(
                name=part.name, version=part.version, type=ComponentType.LIBRARY, purl=url, bom_ref=url.to_string(),
                licenses=[licences.make_from_string(part.licence)],
            )
        )  # fmt: skip
    for name, licence, what in NOT_PYTHON:
        made.append(
            Component(
                name=name, type=ComponentType.LIBRARY, bom_ref=f"part:{name}", description=what,
                licenses=[licences.make_from_string(licence)],
            )
        )  # fmt: skip
    for component in made:
        bom.components.add(component)
    bom.register_dependency(whole, made)
    told = json.loads(JsonV1Dot6(bom).output_as_string())
    told["metadata"].pop("timestamp", None)  # the same tree gives the same bill
    path.write_text(json.dumps(told, indent=1, sort_keys=True, ensure_ascii=False) + "\n")


def _serial(one: Build):
    import uuid

    return uuid.uuid5(uuid.NAMESPACE_URL, f"{NAME}/{one.version}/{one.epoch}")
