"""The files of an installed Linux program, laid out below a folder; deb, rpm and the archive pack the same tree."""

from __future__ import annotations

import datetime
import gzip
import os
import shutil
from pathlib import Path

from places import NAME, RECIPES, Build, Failed, even_modes, even_times

APPLICATION = "org.hsdclient.Client"
MARK = "installed-as"
"""The file beside the program that says how it was installed (hsdclient/installed.py reads it)."""
SIZES = (16, 24, 32, 48, 64, 128, 256)


def filled(one: Build, name: str) -> str:
    """A recipe of linux/ with version and date written in."""
    day = datetime.datetime.fromtimestamp(one.epoch, datetime.UTC).date().isoformat()
    return (RECIPES / "linux" / name).read_text().replace("@VERSION@", one.version).replace("@DATE@", day)


def mark(one: Build, program: Path, kind: str) -> None:
    """Write beside the program in folder `program` how it was installed: `deb`, `rpm`, `archive` or `portable`."""
    told = program / MARK
    told.write_text(f"{kind}\n")
    told.chmod(0o644)
    os.utime(told, (one.epoch, one.epoch))


def lay_out(one: Build, root: Path, licences: Path) -> None:
    """Make `root`/usr/… of the frozen program, its desktop entry, icons, MIME type, metadata, man page, licences."""
    shutil.rmtree(root, ignore_errors=True)
    usr = root / "usr"
    shutil.copytree(one.frozen("linux"), usr / "lib" / NAME, symlinks=True)
    (usr / "bin").mkdir()
    (usr / "bin" / NAME).symlink_to(f"../lib/{NAME}/{NAME}")
    for name, place in (
        (f"{APPLICATION}.desktop", "share/applications"),
        (f"{APPLICATION}.metainfo.xml", "share/metainfo"),
        ("hsdclient.xml", "share/mime/packages"),
    ):
        target = usr / place / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(filled(one, name))
    icons = one.source / "resources/icons"
    scalable = usr / "share/icons/hicolor/scalable/apps"
    scalable.mkdir(parents=True)
    shutil.copy(icons / "app.svg", scalable / f"{NAME}.svg")
    drawn = {size: usr / f"share/icons/hicolor/{size}x{size}/apps/{NAME}.png" for size in SIZES}
    draw_icon(icons / "app.svg", drawn)
    manual = usr / "share/man/man1/hsdclient.1.gz"
    manual.parent.mkdir(parents=True)
    with gzip.GzipFile(manual, "wb", mtime=one.epoch) as packed:
        packed.write(filled(one, "hsdclient.1").encode())
    shutil.copytree(licences, usr / "share/doc" / NAME)
    even_modes(root)
    even_times(root, one.epoch)


def draw_icon(source: Path, targets: dict[int, Path]) -> None:
    """Draw the vector icon at each size (pixels → file)."""
    from PySide6.QtCore import QByteArray, QRectF, Qt  # lazy: only where icons are made
    from PySide6.QtGui import QImage, QPainter
    from PySide6.QtSvg import QSvgRenderer

    drawn = QSvgRenderer(QByteArray(source.read_bytes()))
    if not drawn.isValid():
        raise Failed(f"{source.name} cannot be drawn.")
    for size, target in targets.items():
        picture = QImage(size, size, QImage.Format.Format_ARGB32)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        drawn.render(painter, QRectF(0, 0, size, size))
        painter.end()
        target.parent.mkdir(parents=True, exist_ok=True)
        if not picture.save(str(target)):
            raise Failed(f"{target} cannot be written.")
