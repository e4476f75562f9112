"""The setup program and the MSI of one frozen Windows program, made on Linux by makensis and wixl.

What is put in a folder is listed file by file, so that removing takes just that. Knows neither wine nor PyInstaller.
"""

from __future__ import annotations

import os
import shutil
import sys
import uuid
from collections import defaultdict
from pathlib import Path, PurePosixPath
from xml.sax.saxutils import quoteattr

from PIL import Image
from places import NAME, RECIPES, Build, even_times, run, size
from windows_freezing import PUBLISHER, TITLE, draw, draw_icon, numbers, sign

HERE = RECIPES / "windows"
LIST = "installed-files.txt"
"""Beside the program: what was put there, for the setup program of the next version."""
IDENTITY = uuid.UUID("6e1f3f0a-5f0e-5c1b-9f6e-2a7c0d6b4e11")
"""The MSI's upgrade code (hsdclient.wxs.in says it too), for ever; the other identifiers follow from it."""


def stage(one: Build, licences: Path, kind: str) -> Path:
    """What is installed: the frozen program, the licences and `installed-as`; linked, so that it costs no space."""
    folder = one.work / "windows" / kind
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(one.frozen("windows"), folder, copy_function=os.link)
    shutil.copytree(licences, folder / "licences", copy_function=os.link)
    (folder / "installed-as").write_text(f"{kind}\r\n")
    for name in (NAME, f"{NAME}-cli"):
        sign(folder / f"{name}.exe")
    return folder


def make_setup(one: Build, licences: Path, *, quick: bool = False) -> Path:
    """Build `-setup.exe` with makensis; `quick`: packed loosely."""
    made = one.work / "windows/half-setup.exe"
    tree = stage(one, licences, "setup")
    write_list(tree)
    even_times(tree, one.epoch)
    parts = tree.with_name("parts.nsh")
    parts.write_text(_parts(tree), encoding="utf-8")
    licence = tree.with_name("licence.txt")
    licence.write_text((licences / "LICENSE").read_text(), newline="\r\n")
    hook = f"{sys.executable} {Path(__file__).resolve()}" if os.environ.get("HSDCLIENT_SIGN_P12") else ""
    four = ".".join(map(str, numbers(one.version)))
    told = {
        "VERSION": one.version, "FOUR": four, "PARTS": parts, "OUT": made, "ICON": _icon(one), "SIDE": _side(one),
        "LICENCE": licence, "KILOBYTES": -(-size(tree) // 1024), "SIGN": hook,
    }  # fmt: skip
    run(
        ["makensis", "-V2", "-INPUTCHARSET", "UTF8", *(f"-D{name}={value}" for name, value in told.items()),
         *(["-DQUICK"] if quick else []), HERE / "hsdclient.nsi"],
        env=one.environment, log=one.work / "windows/makensis.log",
    )  # fmt: skip
    sign(made)
    shutil.rmtree(tree)
    return made.replace(one.product("-setup.exe"))


def _icon(one: Build) -> Path:
    path = one.work / "windows" / f"{NAME}.ico"
    path.write_bytes(draw_icon(one.frozen("windows") / "_internal/resources/icons/app.svg"))
    return path


def _side(one: Build) -> Path:
    """The picture at the side of the first and the last page: the icon on its own blue."""
    path = one.work / "windows/side.bmp"
    icon = draw(one.frozen("windows") / "_internal/resources/icons/app.svg", 96).convert("RGBA")
    ground = icon.getpixel((48, 8))
    picture = Image.new("RGB", (164, 314), ground[:3])
    picture.paste(icon, (34, 60), icon)
    picture.save(path)
    return path


def write_list(tree: Path) -> None:
    """`installed-files.txt`: T what lies at the top, F files, D folders (deepest first); UTF-16 as NSIS reads it."""
    (tree / LIST).touch()
    top = sorted(path.name for path in tree.iterdir())
    files, folders = _inside(tree)
    lines = [f"T {name}" for name in [*top, "uninstall.exe"]]
    lines += [f"F {_windows(path)}" for path in files]
    lines += [f"D {_windows(folder)}" for folder in reversed(folders)]
    (tree / LIST).write_bytes("".join(f"{line}\r\n" for line in lines).encode("utf-16-le"))


def _inside(tree: Path) -> tuple[list[PurePosixPath], list[PurePosixPath]]:
    """Files and folders of a tree, by name; a folder stands before what it holds."""
    paths = sorted(tree.rglob("*"))
    relative = {path: PurePosixPath(path.relative_to(tree).as_posix()) for path in paths}
    return [relative[path] for path in paths if path.is_file()], [relative[path] for path in paths if path.is_dir()]


def _windows(path: PurePosixPath) -> str:
    return str(path).replace("/", "\\")


def _parts(tree: Path) -> str:
    """Two NSIS macros: one puts every file, one removes just those from the folder it is given."""

    def said(text: str) -> str:
        return text.replace("$", "$$")

    files, folders = _inside(tree)
    by_folder: dict[PurePosixPath, list[PurePosixPath]] = defaultdict(list)
    for path in files:
        by_folder[path.parent].append(path)
    lines = ["!macro PUT_FILES"]
    for folder in sorted(by_folder):
        inner = "" if folder == PurePosixPath(".") else "\\" + said(_windows(folder))
        lines.append(f'  SetOutPath "$INSTDIR{inner}"')
        lines += [f'  File "{said(str(tree / path))}"' for path in by_folder[folder]]
    lines += ['  SetOutPath "$INSTDIR"', "!macroend", "!macro REMOVE_FILES from"]
    lines += [f'  Delete "${{from}}\\{said(_windows(path))}"' for path in files]
    lines += [f'  RMDir "${{from}}\\{said(_windows(folder))}"' for folder in reversed(folders)]
    return "\n".join([*lines, "!macroend", ""])


def make_msi(one: Build, licences: Path) -> Path:
    """Build the `.msi` with wixl: for all users, for an administrator who distributes software."""
    made = one.work / "windows/half.msi"
    tree = stage(one, licences, "msi")
    even_times(tree, one.epoch)
    source = tree.with_name(f"{NAME}.wxs")
    source.write_text(_filled(one, tree), encoding="utf-8")
    # wixl takes no absolute sources.
    run(["wixl", "-a", "x64", "-o", made, source.name], cwd=source.parent, env=one.environment,
        log=one.work / "windows/wixl.log")  # fmt: skip
    sign(made)
    shutil.rmtree(tree)
    return made.replace(one.product(".msi"))


def _filled(one: Build, tree: Path) -> str:
    directories, references = _components(tree)
    numbered = ".".join(map(str, numbers(one.version)[:3]))
    text = (HERE / "hsdclient.wxs.in").read_text("utf-8")
    for name, value in {
        "@VERSION@": numbered, "@SAID@": one.version, "@TITLE@": TITLE, "@PUBLISHER@": PUBLISHER,
        "@PRODUCT@": _identity(f"product/{one.version}"), "@ICON@": _icon(one).name,
        "@REGISTRY@": _identity("registry"), "@MENU@": _identity("menu"),
        "@DIRECTORIES@": directories, "@REFERENCES@": references,
    }.items():  # fmt: skip
        text = text.replace(name, value)
    return text


def _identity(of: str) -> str:
    return str(uuid.uuid5(IDENTITY, of)).upper()


def _components(tree: Path) -> tuple[str, str]:
    """The folders with a component for each file, and the references to them; identifiers follow from the paths."""
    lines: list[str] = []
    references: list[str] = []

    def told(folder: Path, depth: int) -> None:
        pad = " " * depth
        for path in sorted(folder.iterdir()):
            inner = path.relative_to(tree).as_posix()
            mark = uuid.uuid5(IDENTITY, inner).hex
            if path.is_dir():
                lines.append(f'{pad}<Directory Id="d{mark}" Name={quoteattr(path.name)}>')
                told(path, depth + 1)
                lines.append(f"{pad}</Directory>")
                continue
            source = path.relative_to(tree.parent).as_posix()
            lines.append(
                f'{pad}<Component Id="c{mark}" Guid="{_identity(inner)}" Win64="yes"><File Id="f{mark}" '
                f'Name={quoteattr(path.name)} Source={quoteattr(source)} KeyPath="yes"/></Component>'
            )
            references.append(f'      <ComponentRef Id="c{mark}"/>')

    told(tree, 12)
    return "\n".join(lines), "\n".join(references)


if __name__ == "__main__":
    # makensis hands over the uninstaller that it wrote.
    sign(Path(sys.argv[1]))
