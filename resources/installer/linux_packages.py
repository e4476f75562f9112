"""The Linux packages of one tree: .deb, .rpm, an archive that unpacks itself without root; and the zip of a stick.

The .deb and the archive hold the same packed file, made once. What each declares is asked of the frozen files.
"""

from __future__ import annotations

import datetime
import gzip
import hashlib
import os
import shutil
from pathlib import Path

import linux_needs
from linux_payload import ar, pack, small_tar, write_zip
from linux_tree import APPLICATION, MARK, filled, lay_out, mark
from places import NAME, RECIPES, Build, Failed, even_modes, even_times, run, size

SCRIPTS = ("preinst", "prerm", "postrm")


def make_deb(one: Build, glibc: str, licences: Path, *, quick: bool = False) -> Path:
    """The .deb; dates, owners and order are fixed, so that the same tree gives the same bytes.

    `quick`: packed lightly, for a trial.
    """
    root = _tree(one, "deb", licences, "deb")
    metadata = root / "usr/share/metainfo" / f"{APPLICATION}.metainfo.xml"
    run(["appstreamcli", "validate", "--no-net", metadata])
    run(["desktop-file-validate", root / "usr/share/applications" / f"{APPLICATION}.desktop"])
    doc = root / "usr/share/doc" / NAME
    _gzip(doc / "changelog.gz", f"{NAME} ({one.version}) stable; urgency=medium\n\n  * What is new: README.md.\n\n"
          f" -- HSD client <desk@hsdclient.invalid>  {_mail_date(one)}\n", one)  # fmt: skip
    (doc / "copyright").write_text(filled(one, "copyright"))
    overrides = root / "usr/share/lintian/overrides" / NAME
    overrides.parent.mkdir(parents=True)
    overrides.write_text(filled(one, "lintian-overrides"))
    even_modes(root)
    even_times(root, one.epoch)
    payload = pack(root, _payload(one), one.epoch, quick=quick)
    control = one.work / "control"
    shutil.rmtree(control, ignore_errors=True)
    control.mkdir()
    (control / "control").write_text(_control(one, root, ", ".join(linux_needs.debian(one.frozen("linux"), glibc))))
    for name in SCRIPTS:
        (control / name).write_text(filled(one, f"{name}.sh").replace("@KILOBYTES@", str(size(root) // 1024)))
    (control / "md5sums").write_text("".join(
        f"{hashlib.md5(path.read_bytes(), usedforsecurity=False).hexdigest()}  {path.relative_to(root)}\n"
        for path in sorted(root.rglob("*")) if path.is_file() and not path.is_symlink()
    ))  # fmt: skip
    even_modes(control)
    for name in SCRIPTS:
        (control / name).chmod(0o755)
    made = one.product("_amd64.deb")
    members: list[tuple[str, bytes | Path]] = [
        ("debian-binary", b"2.0\n"), ("control.tar.xz", small_tar(control, one.epoch)), ("data.tar.xz", payload),
    ]  # fmt: skip
    ar(made, members, one.epoch)
    run(["dpkg-deb", "--info", made])
    shutil.rmtree(control)
    shutil.rmtree(root)
    return made


def _tree(one: Build, name: str, licences: Path, kind: str) -> Path:
    root = one.work / name
    lay_out(one, root, licences)
    mark(one, root / "usr/lib" / NAME, kind)
    return root


def _payload(one: Build) -> Path:
    return one.work / "data.tar.xz"


def _control(one: Build, root: Path, depends: str) -> str:
    kilobytes = sum(-(-path.lstat().st_size // 1024) for path in root.rglob("*"))
    return (
        f"Package: {NAME}\nVersion: {one.version}\nArchitecture: amd64\nSection: misc\nPriority: optional\n"
        "Maintainer: HSD client <desk@hsdclient.invalid>\n"
        f"Installed-Size: {kilobytes}\nDepends: {depends}\nRecommends: xdg-utils, fonts-dejavu-core\n"
        "Description: desk of the Homeland Security Dialogue\n"
        " Joint actions, commitments, documents and training of the India-US\n"
        " Homeland Security Dialogue in one encrypted folder, with status reports\n"
        " that can be verified.\n"
    )


def _gzip(target: Path, text: str, one: Build) -> None:
    with target.open("wb") as file, gzip.GzipFile("", "wb", 9, file, mtime=one.epoch) as packed:
        packed.write(text.encode())


def _mail_date(one: Build) -> str:
    return datetime.datetime.fromtimestamp(one.epoch, datetime.UTC).strftime("%a, %d %b %Y %H:%M:%S +0000")


def make_rpm(one: Build, glibc: str, licences: Path) -> Path:
    """The .rpm by rpmbuild; nothing is stripped or found out by itself."""
    root, top = _tree(one, "rpmtree", licences, "rpm"), one.work / "rpmbuild"
    shutil.rmtree(top, ignore_errors=True)
    top.mkdir(parents=True)
    spec = top / f"{NAME}.spec"
    needs = linux_needs.rpm(one.frozen("linux"), glibc)
    spec.write_text(
        filled(one, "hsdclient.spec.in")
        .replace("@REQUIRES@", "\n".join(f"Requires: {name}" for name in needs))
        .replace("@FILES@", "\n".join(f"/{path.relative_to(root)}" for path in _owned(root)))
        .replace("@TREE@", str(root))
    )
    run(
        ["rpmbuild", "-bb", "--define", f"_topdir {top}", "--define", "_build_id_links none",
         "--define", "_buildhost builder", "--define", "use_source_date_epoch_as_buildtime 1",
         "--define", "clamp_mtime_to_source_date_epoch 1", "--target", "x86_64", spec],
        env=one.environment, log=one.work / "rpmbuild.log",
    )  # fmt: skip
    found = list(top.rglob("*.rpm"))
    if len(found) != 1:
        raise Failed("rpmbuild made no package.")
    made = one.product(".x86_64.rpm")
    shutil.move(found[0], made)
    shutil.rmtree(top)
    shutil.rmtree(root)
    return made


def _owned(root: Path) -> list[Path]:
    """What the package owns: our own folders whole, single files in those of the system."""
    own = [root / "usr/lib" / NAME, root / "usr/share/doc" / NAME]
    others = [
        path
        for path in sorted((root / "usr").rglob("*"))
        if (path.is_symlink() or path.is_file()) and not any(path.is_relative_to(folder) for folder in own)
    ]
    return own + others


def make_archive(one: Build, licences: Path) -> Path:
    """One file that unpacks itself into the officer's home, no root needed (makeself around the .deb's payload)."""
    payload = _payload(one)
    if not payload.is_file():
        root = _tree(one, "archive-tree", licences, "archive")
        pack(root, payload, one.epoch)
        shutil.rmtree(root)
    room = one.work / "archive"
    shutil.rmtree(room, ignore_errors=True)
    room.mkdir(parents=True)
    os.link(payload, room / "data.tar.xz")
    # Old and new lie side by side for a moment; the new one is what must find room.
    kilobytes = size(one.frozen("linux")) // 1024 + 40_000
    for name in ("install.sh", "uninstall.sh"):
        (room / name).write_text(filled(one, name).replace("@KILOBYTES@", str(kilobytes)))
    even_modes(room)
    even_times(room, one.epoch)
    made = one.product("-linux-x86_64.run")
    dated = datetime.datetime.fromtimestamp(one.epoch, datetime.UTC).strftime("%Y-%m-%d")
    run(
        ["makeself", "--nocomp", "--sha256", "--nomd5", "--nocrc", "--nox11", "--tar-quietly",
         "--packaging-date", dated,
         "--tar-extra", f"--sort=name --owner=0 --group=0 --numeric-owner --mtime=@{one.epoch}",
         room, made, f"HSD client {one.version}", "sh", "./install.sh"],
        env=one.environment,
    )  # fmt: skip
    shutil.rmtree(room)
    payload.unlink()
    return made


def make_portable(one: Build, system: str, licences: Path) -> Path:
    """A zip that runs from a stick; the mark beside the program says that its workspace may lie beside it."""
    return write_zip(
        one.product(f"-{system}-portable.zip"), f"{NAME}-{one.version}",
        [(one.frozen(system), ""), (licences, "licences/")],
        {MARK: "portable\n", "portable.txt": (RECIPES / "portable.txt").read_text("utf-8")}, one.epoch,
    )  # fmt: skip
