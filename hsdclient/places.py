"""Which folders may hold a workspace, and what may be known of a disk.

Network, FUSE and synchronised folders damage databases, so they are refused with the
reason. Knows no workspace.
"""

from __future__ import annotations

import errno
import io
import os
import re
import shutil
import stat
import sys
from pathlib import Path

from hsdclient import clock, errors, windows
from hsdclient.words import _

DATABASE = "workspace.db"
# The longest name below a workspace: a backup in the making, in it a paper.
# `backups\.before-upgrade-20261123T051203123Z.0123456789ab.part\vault\ab\<64>`
_BELOW = 9 + 53 + 10 + 64
_NETWORK = frozenset(
    {
        "9p", "afs", "beegfs", "ceph", "cifs", "coda", "davfs", "gfs", "gfs2", "glusterfs", "lustre", "ncpfs",
        "nfs", "nfs4", "ocfs2", "prl_fs", "smb2", "smb3", "smbfs", "vboxsf", "virtiofs", "vmhgfs",
    }
)  # fmt: skip
# A folder of this name in the path: the services' own default names. Two that may be an officer's login name
# (/home/box) count only as the service writes them.
_CLOUD_NAMES = {
    r"dropbox( \(.*\))?": "Dropbox",
    r"onedrive( ?- ?.*)?": "OneDrive",
    r"google ?drive( .*)?|my drive|drivefs": "Google Drive",
    r"icloud ?drive|mobile documents|com~apple~clouddocs": "iCloud Drive",
    r"cloudstorage": "macOS",
    r"nextcloud\d*": "Nextcloud",
    r"owncloud\d*": "ownCloud",
    r"(?-i:Box)|box sync": "Box",
    r"pcloud ?(drive|sync)": "pCloud",
    r"yandex\.?disk": "Yandex.Disk",
    r"(?-i:MEGA)|mega ?sync": "MEGA",
}
# What a service leaves in the folder that it synchronises; a name ending in / is a folder.
_CLOUD_MARKERS = {
    ".dropbox": "Dropbox",
    ".dropbox.cache/": "Dropbox",
    ".849C9593-D756-4E56-8D6E-42412F2A707B": "OneDrive",
    ".tmp.drivedownload/": "Google Drive",
    ".tmp.driveupload/": "Google Drive",
    ".nextcloudsync.log": "Nextcloud",
    ".owncloudsync.log": "ownCloud",
    ".sync_*.db": "Nextcloud",
    "._sync_*.db": "ownCloud",
    ".megaignore": "MEGA",
    ".stfolder/": "Syncthing",
    ".stfolder": "Syncthing",
    ".sync/ID": "Resilio Sync",
}


def check_folder(folder: Path, *, allow_network: bool = False, mounts: str | None = None) -> None:
    """Refuse a folder that must not hold a workspace, existing or not; `Environment` with the reason.

    `allow_network` lets network, FUSE and synchronised folders pass, never a symlinked database. `mounts` is
    the text of /proc/self/mountinfo; when None it is read (Linux only).
    """
    if (folder / DATABASE).is_symlink():
        raise errors.Environment(
            _(
                "{path} is a symbolic link. The database must lie in the workspace's own folder, otherwise "
                "its log is lost. Open the folder that the link points to."
            ).format(path=folder / DATABASE)
        )
    if reason := too_long(folder):
        raise errors.Environment(reason)
    if allow_network:
        return
    real = Path(os.path.realpath(folder))
    for reason in (_network(real, mounts), _cloud(folder, real)):
        if reason:
            raise errors.Environment(reason)


def too_long(folder: Path, *, long_paths: bool | None = None) -> str | None:
    """The sentence that the files of a workspace would have too long names in `folder`; None: they fit.

    `long_paths`: whether this computer takes them all the same; None asks it.
    """
    most = windows.LONGEST - _BELOW
    if len(os.path.abspath(folder)) <= most or (windows.long_paths() if long_paths is None else long_paths):
        return None
    return _(
        "The name of {folder} is too long: with the files of a workspace it would have more characters than "
        "Windows allows. Choose a folder whose whole name has {count} characters at most."
    ).format(folder=folder, count=most)


def check_writable(folder: Path) -> None:
    """`Environment` when nothing can be written to the existing `folder`."""
    if is_read_only(folder):
        raise errors.Environment(
            _(
                "Nothing can be written to {folder}. Choose another folder, ask for permission to write "
                "there, or open the workspace read-only."
            ).format(folder=folder)
        )


def check_output(target: Path, folder: Path, *, begins: bytes = b"") -> None:
    """Refuse `target` as the name of a report or export when something would be lost by it.

    That is a name other than .pdf or .csv inside the workspace `folder` or beside any workspace's or backup's
    database, a device, or an existing file that does not begin with `begins` (an empty one may be replaced).
    """
    above = Path(os.path.realpath(target.parent))
    beside = Path(os.path.realpath(folder)) in (above, *above.parents) or (above / DATABASE).exists()
    if beside and target.suffix.casefold() not in (".pdf", ".csv"):
        raise errors.Refused(
            _("{path} lies in the folder of a workspace or backup. Choose another folder.").format(path=target),
            "output",
        )
    try:
        is_folder, is_file = target.is_dir(), target.is_file()
        with target.open("rb") if is_file and begins else io.BytesIO() as stream:
            start = stream.read(len(begins))
    except OSError:
        return  # the write itself will tell
    other = bool(start) and start != begins
    if other or (target.exists() and not is_file and not is_folder):
        raise errors.Refused(
            _("{path} is there already and is another kind of file. Choose another name.").format(path=target),
            "output",
        )


def _network(real: Path, mounts: str | None) -> str | None:
    kind = file_system(real, mounts)
    if kind.startswith("fuse") and kind != "fusectl":
        return _(
            "{folder} lies on a FUSE file system ({kind}), which does not promise to keep what was saved. "
            "Choose a folder on a local disk."
        ).format(folder=real, kind=kind)
    if kind in _NETWORK:
        return _(
            "{folder} lies on a network or shared drive ({kind}), where the database can be damaged. "
            "Choose a folder on a local disk."
        ).format(folder=real, kind=kind)
    return None


def file_system(path: Path, mounts: str | None = None) -> str:
    """The type of the file system that holds `path` ('ext4', 'nfs4', 'fuse.sshfs'); '' when it is not known.

    On Windows 'smb3' stands for any remote drive. `mounts` as in check_folder.
    """
    if sys.platform == "win32":
        import ctypes  # lazy: only Windows asks this way, and it costs 2 ms

        anchor = os.path.splitdrive(windows.plain(str(path)))[0] + "\\"
        remote = 4  # DRIVE_REMOTE
        is_remote = anchor.startswith("\\\\") or ctypes.windll.kernel32.GetDriveTypeW(anchor) == remote
        return "smb3" if is_remote else ""
    if windows.plain(str(path)).startswith("\\\\"):
        return "smb3"
    entry = _mount(path, _mountinfo() if mounts is None else mounts)
    return entry[0] if entry else ""


def _mountinfo() -> str:
    try:
        return Path("/proc/self/mountinfo").read_text("utf-8", "surrogateescape")
    except OSError:
        return ""  # not Linux


def _mount(path: Path, mounts: str) -> tuple[str, str] | None:
    """Type and source of the mount that holds `path`: the longest mount point, the last of equals."""
    best: tuple[int, str, str] | None = None
    for line in mounts.splitlines():
        before, found, after = line.partition(" - ")
        fields, source = before.split(), after.split()
        if not found or len(fields) < 5 or len(source) < 2:
            continue
        point = Path(_plain(fields[4]))
        if (point == path or point in path.parents) and (best is None or len(point.parts) >= best[0]):
            best = (len(point.parts), source[0], _plain(source[1]))
    return best[1:] if best else None


def _plain(text: str) -> str:
    """The kernel writes space, tab, line end and backslash of a mount point as octal escapes."""
    return re.sub(r"\\([0-7]{3})", lambda match: chr(int(match[1], 8)), text)


def _cloud(folder: Path, real: Path) -> str | None:
    for path in dict.fromkeys((real, Path(os.path.abspath(folder)))):
        for place in (path, *path.parents):
            service = _named(place.name) or _marked(place)
            if service:
                return _(
                    "{folder} lies in a folder that {service} synchronises ({place}). It copies the database "
                    "while it is being written and damages it, and takes it to other computers. "
                    "Choose a folder outside it."
                ).format(folder=folder, service=service, place=place)
    return None


def _named(name: str) -> str | None:
    for pattern, service in _CLOUD_NAMES.items():
        if re.fullmatch(pattern, name, re.IGNORECASE):
            return service
    return None


def _marked(place: Path) -> str | None:
    try:
        for pattern, service in _CLOUD_MARKERS.items():
            kind = Path.is_dir if pattern.endswith("/") else Path.is_file
            name = pattern.rstrip("/")
            found = place.glob(name) if "*" in name else [place / name]
            if any(kind(candidate) for candidate in found):
                return service
    except OSError:
        return None
    return None


def is_read_only(folder: Path) -> bool:
    """Whether the existing `folder`, or the database in it, cannot be written (medium or permission)."""
    database = folder / DATABASE
    return not _takes_files(folder) or (database.exists() and not os.access(database, os.W_OK))


def may_write(folder: Path) -> bool:
    """Whether files may be made in the existing `folder`; on Windows by making one: asked, it always says yes."""
    return _takes_files(folder) if sys.platform == "win32" else os.access(folder, os.W_OK)


def _takes_files(folder: Path) -> bool:
    probe = folder / f".{clock.random_bytes(6).hex()}.probe"
    try:
        os.close(os.open(probe, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
        probe.unlink()
    except OSError as error:
        # A full disk is not a read-only one: its own message names the space needed.
        return error.errno in (errno.ENOSPC, errno.EDQUOT)
    return True


def _existing(path: Path) -> Path:
    real = Path(os.path.realpath(path))
    return next((place for place in (real, *real.parents) if place.exists()), real)


def free_bytes(path: Path) -> int:
    """Bytes free for this user on the disk of `path`, which need not exist yet."""
    return shutil.disk_usage(_existing(path)).free


def same_disk(one: Path, other: Path) -> bool:
    """Whether both lie on the same physical disk, as far as the system tells.

    Partitions of one disk count as one. Neither path need exist yet.
    """
    first, second = _disks(_existing(one)), _disks(_existing(other))
    return bool(first & second)


def _disks(path: Path, system: Path = Path("/sys/dev/block")) -> frozenset[str]:
    device = path.stat().st_dev
    if sys.platform == "win32":
        return windows.disks(path) or frozenset({str(device)})
    if os.major(device) == 0:  # btrfs and others have no device number of their own: ask the mount's source
        entry = _mount(path, _mountinfo())
        try:
            source = os.stat(entry[1]) if entry and entry[1].startswith("/") else None
        except OSError:
            source = None
        if source is None or not stat.S_ISBLK(source.st_mode):
            return frozenset({str(device)})
        device = source.st_rdev
    return _roots_of(system / f"{os.major(device)}:{os.minor(device)}") or frozenset({str(device)})


def _roots_of(entry: Path) -> frozenset[str]:
    """Names of the whole disks below a block device: a partition's disk, members of LUKS, LVM, RAID."""
    try:
        real = entry.resolve(strict=True)
        if (real / "partition").exists():
            real = real.parent
        members = list((real / "slaves").iterdir()) if (real / "slaves").is_dir() else []
    except OSError:
        return frozenset()
    if not members:
        return frozenset({real.name})
    return frozenset().union(*(_roots_of(member) for member in members))
