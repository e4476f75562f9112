"""The Windows program, frozen by PyInstaller under wine with the same recipe as on Linux.

Draws the icon and writes the version resource; looks that nothing of wine has got into the folder.
"""

from __future__ import annotations

import io
import os
import shutil
import sys
from pathlib import Path

import windows_imports
import windows_python
import wine
from PIL import Image
from places import NAME, RECIPES, Build, Failed, even_modes, even_times, run

TITLE = "HSD client"
PUBLISHER = "HSD client project"
COPYRIGHT = "HSD client project, Apache License 2.0"
ICON_SIZES = (16, 20, 24, 32, 40, 48, 64, 128, 256)
FOREIGN = (b"Wine builtin DLL", b"Wine placeholder DLL", wine.MARK.encode())
SYSTEMS_OWN = ("api-ms-", "ext-ms-", "ucrtbase", "kernel32", "icuuc", "icu", "bcryptprimitives", "mscms")
"""Every Windows 10 has these; a copy here would be wine's, or hide the system's."""
RUNTIME = ("vcruntime140.dll", "vcruntime140_1.dll", "msvcp140.dll", "msvcp140_1.dll", "msvcp140_2.dll")
"""Microsoft's C++ runtime: CPython, Qt and others need it and not every Windows has it."""


def freeze(one: Build) -> None:
    """Freeze the copied source for Windows into one.frozen("windows"); on Windows itself without wine."""
    place = one.work / "windows"
    shutil.rmtree(place, ignore_errors=True)
    place.mkdir(parents=True)
    icon, version = place / f"{NAME}.ico", place / "version.txt"
    icon.write_bytes(draw_icon(one.source / "resources/icons/app.svg"))
    version.write_text(version_resource(one.version), encoding="utf-8")
    named = {"HSDCLIENT_SOURCE": one.source, "HSDCLIENT_ICON": icon, "HSDCLIENT_VERSION_INFO": version}
    options = {"--distpath": place / "frozen", "--workpath": place / "pyinstaller", "": RECIPES / "freeze.spec"}
    frozen = one.frozen("windows")
    if sys.platform == "win32":
        _natively(one, named, options)
    else:
        _under_wine(one, place, named, options)
    shutil.rmtree(place / "pyinstaller", ignore_errors=True)
    check(frozen)
    even_modes(frozen)
    even_times(frozen, one.epoch)


_PYINSTALLER = ("-m", "PyInstaller", "--noconfirm", "--clean", "--log-level", "WARN")


def _natively(one: Build, named: dict[str, Path], options: dict[str, Path]) -> None:
    import PySide6  # lazy: of a builder on Windows

    words = [str(word) for pair in options.items() for word in pair if word]
    told = {name: str(path) for name, path in named.items()}
    environment = one.environment | told | {"PYTHONPATH": str(one.source)}
    log = one.work / "windows/pyinstaller.log"
    run([sys.executable, *_PYINSTALLER, *words], cwd=one.source, env=environment, log=log)
    _one_runtime(one.frozen("windows"), Path(PySide6.__file__).parent)


def _under_wine(one: Build, place: Path, named: dict[str, Path], options: dict[str, Path]) -> None:
    python, environment = windows_python.python(one, one.source, builder=True)
    prefix = wine.fresh(one.out / "cache", place / "prefix")
    words = [word for option, path in options.items() for word in (option, prefix.windows_path(path)) if word]
    told = {name: prefix.windows_path(path) for name, path in named.items()}
    try:
        ended = prefix.run(
            [python, *_PYINSTALLER, *words], cwd=one.source, timeout=1800,
            env=environment | told | {"SOURCE_DATE_EPOCH": str(one.epoch), "TZ": "UTC"},
        )  # fmt: skip
    finally:
        prefix.stop()
    (place / "pyinstaller.log").write_text(ended.said)
    if ended.code:
        raise Failed("PyInstaller under wine did not end well:\n" + "\n".join(ended.said.splitlines()[-15:]))
    shutil.rmtree(prefix.folder, ignore_errors=True)
    _one_runtime(one.frozen("windows"), windows_python.place(one) / windows_python.PACKAGES / "PySide6")


def _one_runtime(frozen: Path, newest: Path) -> None:
    """Qt's copy of Microsoft's C++ runtime beside CPython, and no other.

    A process loads each name once, and CPython's own is older than what Qt was built with; Microsoft asks for one
    that is at least as new as the newest compiler. Wine brings its own, so only this and `check` stand for it.
    """
    internal = frozen / "_internal"
    for path in sorted(internal.rglob("*")):
        if path.name.lower() in RUNTIME:
            path.unlink()
    for name in RUNTIME:
        shutil.copyfile(newest / name, internal / name)


def check(frozen: Path) -> None:
    """Failed when the folder lacks a program or the C++ runtime, or holds anything of wine or of the system."""
    files = {path.relative_to(frozen): path for path in sorted(frozen.rglob("*")) if path.is_file()}
    names = {path.name.lower() for path in files}
    lacking = [name for name in (f"{NAME}.exe", f"{NAME}-cli.exe", "python311.dll", *RUNTIME) if name not in names]
    if lacking:
        raise Failed(f"The Windows program lacks {', '.join(lacking)}.")
    libraries = [inner for inner in files if inner.suffix.lower() == ".dll"]
    bad = [str(inner) for inner in libraries if inner.name.lower().startswith(SYSTEMS_OWN)]
    bad += [str(inner) for inner, path in files.items() if _holds_foreign(path)]
    if asking := windows_imports.missing(frozen):
        raise Failed(f"A fresh Windows lacks what these need: {', '.join(asking)}.")
    if bad:
        raise Failed(f"Files of wine or of the system are in the Windows program: {', '.join(bad)}.")


def _holds_foreign(path: Path) -> bool:
    told = path.read_bytes()
    return any(mark in told for mark in FOREIGN)


def draw_icon(svg: Path) -> bytes:
    """The .ico: the icon drawn at every size that Windows asks for, none scaled from another."""
    drawn = [draw(svg, edge) for edge in ICON_SIZES]
    made = io.BytesIO()
    drawn[-1].save(made, "ICO", sizes=[(edge, edge) for edge in ICON_SIZES], append_images=drawn[:-1])
    return made.getvalue()


def draw(svg: Path, edge: int) -> Image.Image:
    """A square picture of `edge` pixels, its ground left clear."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtCore import QBuffer, QByteArray, Qt
    from PySide6.QtGui import QImage, QPainter
    from PySide6.QtSvg import QSvgRenderer

    renderer = QSvgRenderer(str(svg))
    if not renderer.isValid():
        raise Failed(f"{svg.name} cannot be drawn.")
    image = QImage(edge, edge, QImage.Format.Format_ARGB32)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    renderer.render(painter)
    painter.end()
    told = QByteArray()  # QBuffer only points at it
    buffer = QBuffer(told)
    buffer.open(QBuffer.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")
    return Image.open(io.BytesIO(told.data()))


def numbers(version: str) -> tuple[int, int, int, int]:
    """A version as Windows compares it: four numbers."""
    parts = [int("".join(filter(str.isdigit, part)) or 0) for part in version.split(".")[:4]]
    return (*parts, 0, 0, 0, 0)[:4]


def version_resource(version: str) -> str:
    """What the file's properties show, as PyInstaller reads it."""
    four = numbers(version)
    strings = {
        "CompanyName": PUBLISHER, "FileDescription": TITLE, "FileVersion": version, "InternalName": NAME,
        "LegalCopyright": COPYRIGHT, "OriginalFilename": f"{NAME}.exe", "ProductName": TITLE, "ProductVersion": version,
    }  # fmt: skip
    table = ", ".join(f"StringStruct({name!r}, {text!r})" for name, text in strings.items())
    return (
        f"VSVersionInfo(ffi=FixedFileInfo(filevers={four}, prodvers={four}, mask=0x3f, flags=0x0, OS=0x40004, "
        "fileType=0x1, subtype=0x0, date=(0, 0)), kids=[StringFileInfo([StringTable('040904B0', "
        f"[{table}])]), VarFileInfo([VarStruct('Translation', [0x0409, 1200])])])\n"
    )


def sign(path: Path) -> bool:
    """Sign a finished .exe or .msi when a certificate is given; whether it was.

    HSDCLIENT_SIGN_P12: a PKCS#12 file. HSDCLIENT_SIGN_PASSWORD_FILE: a file with its password.
    HSDCLIENT_SIGN_TIME_URL: a time-stamping service (a builder with a network).
    """
    certificate = os.environ.get("HSDCLIENT_SIGN_P12", "")
    if not certificate:
        return False
    signed = path.with_name(path.name + ".signed")
    password = os.environ.get("HSDCLIENT_SIGN_PASSWORD_FILE", "")
    service = os.environ.get("HSDCLIENT_SIGN_TIME_URL", "")
    run(
        ["osslsigncode", "sign", "-pkcs12", certificate, *(["-readpass", password] if password else []), "-h", "sha256",
         "-n", TITLE, *(["-ts", service] if service else []), "-in", path, "-out", signed],
        timeout=120,
    )  # fmt: skip
    signed.replace(path)
    return True
