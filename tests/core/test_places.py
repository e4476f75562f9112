from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hsdclient import errors, places

LOCAL = "22 1 8:1 / / rw,relatime shared:1 - ext4 /dev/sda1 rw\n"


def mounted(point: str, kind: str, source: str = "host:/share") -> str:
    return LOCAL + f"30 22 0:40 / {point} rw,relatime shared:2 master:1 - {kind} {source} rw,vers=4.2\n"


def test_a_local_folder_passes_existing_or_not(tmp_path: Path) -> None:
    places.check_folder(tmp_path, mounts=LOCAL)
    places.check_folder(tmp_path / "not" / "yet", mounts=LOCAL)
    places.check_folder(tmp_path)  # this machine's own mounts
    assert places.file_system(tmp_path, "") == ""


@pytest.mark.parametrize("kind", ["nfs", "nfs4", "cifs", "smb3", "9p", "afs", "ceph", "virtiofs", "vboxsf"])
def test_network_drives_are_refused_with_the_reason(kind: str) -> None:
    with pytest.raises(errors.Environment, match=rf"network.*{kind}.*local disk"):
        places.check_folder(Path("/mnt/office/desk"), mounts=mounted("/mnt/office", kind))
    places.check_folder(Path("/mnt/office/desk"), mounts=mounted("/mnt/office", kind), allow_network=True)
    places.check_folder(Path("/mnt/offices/desk"), mounts=mounted("/mnt/office", kind))


@pytest.mark.parametrize("kind", ["fuse.sshfs", "fuse", "fuseblk", "fuse.rclone"])
def test_fuse_is_refused_with_the_reason(kind: str) -> None:
    with pytest.raises(errors.Environment, match=rf"FUSE.*{kind}"):
        places.check_folder(Path("/mnt/office"), mounts=mounted("/mnt/office", kind))


def test_the_innermost_and_last_mount_decides() -> None:
    text = mounted("/mnt", "nfs4") + "31 30 8:2 / /mnt/disk rw - ext4 /dev/sdb1 rw\n"
    places.check_folder(Path("/mnt/disk/desk"), mounts=text)
    over = text + "32 31 0:41 / /mnt/disk rw - cifs //server/share rw\n"
    with pytest.raises(errors.Environment, match="cifs"):
        places.check_folder(Path("/mnt/disk/desk"), mounts=over)


def test_a_mount_point_with_spaces_is_found() -> None:
    with pytest.raises(errors.Environment, match="nfs4"):
        places.check_folder(Path("/mnt/my office/desk"), mounts=mounted(r"/mnt/my\040office", "nfs4"))


def test_a_link_to_a_network_drive_is_followed(tmp_path: Path) -> None:
    (tmp_path / "far").mkdir()
    (tmp_path / "near").symlink_to(tmp_path / "far")
    with pytest.raises(errors.Environment, match="nfs"):
        places.check_folder(tmp_path / "near" / "desk", mounts=mounted(str(tmp_path / "far"), "nfs"))


def test_a_windows_share_is_a_network_drive() -> None:
    assert places.file_system(Path(r"\\server\share\desk"), LOCAL) == "smb3"


@given(st.text(max_size=200))
def test_any_mount_table_is_read(text: str) -> None:
    places.file_system(Path("/mnt/office"), text)


@pytest.mark.parametrize(
    ("name", "service"),
    [
        ("Dropbox", "Dropbox"), ("Dropbox (Ministry)", "Dropbox"), ("OneDrive", "OneDrive"),
        ("OneDrive - Ministry of Home Affairs", "OneDrive"), ("Google Drive", "Google Drive"),
        ("My Drive", "Google"),
        ("iCloudDrive", "iCloud"), ("Mobile Documents", "iCloud"), ("Nextcloud", "Nextcloud"),
        ("ownCloud", "ownCloud"),
        ("Box", "Box"), ("Box Sync", "Box"), ("pCloudDrive", "pCloud"), ("Yandex.Disk", "Yandex"),
        ("MEGA", "MEGA"),
        ("MEGAsync", "MEGA"), ("CloudStorage", "macOS"),
    ],
)  # fmt: skip
def test_synchronised_folders_are_known_by_name(tmp_path: Path, name: str, service: str) -> None:
    with pytest.raises(errors.Environment, match=f"{service}.*synchronises"):
        places.check_folder(tmp_path / name / "deep" / "desk", mounts=LOCAL)
    places.check_folder(tmp_path / name / "desk", mounts=LOCAL, allow_network=True)


def test_a_link_into_a_synchronised_folder_is_followed(tmp_path: Path) -> None:
    (tmp_path / "Dropbox" / "desk").mkdir(parents=True)
    (tmp_path / "desk").symlink_to(tmp_path / "Dropbox" / "desk")
    with pytest.raises(errors.Environment, match="Dropbox"):
        places.check_folder(tmp_path / "desk", mounts=LOCAL)


@pytest.mark.parametrize("name", ["Dropboxes", "box", "mega", "My Drives", "Inbox", "Mailbox", "clouds"])
def test_similar_names_pass(tmp_path: Path, name: str) -> None:
    places.check_folder(tmp_path / name, mounts=LOCAL)


@pytest.mark.parametrize(
    ("marker", "service"),
    [
        (".dropbox", "Dropbox"), (".dropbox.cache/", "Dropbox"), (".tmp.drivedownload/", "Google"),
        (".nextcloudsync.log", "Nextcloud"), (".owncloudsync.log", "ownCloud"),
        (".sync_a1b2.db", "Nextcloud"),
        ("._sync_a1b2.db", "ownCloud"), (".849C9593-D756-4E56-8D6E-42412F2A707B", "OneDrive"),
        (".stfolder/", "Syncthing"), (".sync/ID", "Resilio"), (".megaignore", "MEGA"),
    ],
)  # fmt: skip
def test_synchronised_folders_are_known_by_what_lies_in_them(
    tmp_path: Path, marker: str, service: str
) -> None:
    path = tmp_path / "Papers" / marker
    path.parent.mkdir(parents=True)
    path.mkdir() if marker.endswith("/") else path.write_bytes(b"")
    with pytest.raises(errors.Environment, match=service):
        places.check_folder(tmp_path / "Papers" / "desk", mounts=LOCAL)
    places.check_folder(tmp_path / "Other", mounts=LOCAL)


def test_dropboxs_own_settings_folder_at_home_is_no_marker(tmp_path: Path) -> None:
    (tmp_path / ".dropbox").mkdir()
    places.check_folder(tmp_path / "desk", mounts=LOCAL)


@pytest.mark.parametrize("allow", [False, True])
def test_a_linked_database_is_refused_always(tmp_path: Path, allow: bool) -> None:
    (tmp_path / places.DATABASE).symlink_to(tmp_path / "gone" / "workspace.db")
    with pytest.raises(errors.Environment, match="symbolic link"):
        places.check_folder(tmp_path, mounts=LOCAL, allow_network=allow)


def test_a_folder_that_cannot_be_written_says_so(tmp_path: Path) -> None:
    assert not places.is_read_only(tmp_path)
    places.check_writable(tmp_path)
    assert list(tmp_path.iterdir()) == []
    assert places.is_read_only(Path("/proc"))  # not even root may write there
    with pytest.raises(errors.Environment, match="read-only"):
        places.check_writable(Path("/proc"))


def test_a_full_disk_is_not_a_read_only_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_args: object) -> int:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(os, "open", full)
        assert not places.is_read_only(tmp_path)


def test_free_space_and_disks(tmp_path: Path) -> None:
    assert places.free_bytes(tmp_path / "not" / "yet") > 0
    assert places.same_disk(tmp_path, tmp_path / "not" / "yet")
    assert not places.same_disk(tmp_path, Path("/proc"))


def test_partitions_and_encrypted_volumes_of_one_disk_are_one_disk(tmp_path: Path) -> None:
    """A backup on another partition of the same disk is no backup on another disk (rules.md, Backups)."""
    devices, block = tmp_path / "devices", tmp_path / "block"
    block.mkdir()
    for disk in ("sda", "sdb"):
        for part in ("1", "2"):
            (devices / disk / f"{disk}{part}").mkdir(parents=True)
            (devices / disk / f"{disk}{part}" / "partition").write_text(part)
    (devices / "dm-0" / "slaves").mkdir(parents=True)
    (devices / "dm-0" / "slaves" / "sda2").symlink_to(devices / "sda" / "sda2")
    for number, place in {"8:1": "sda/sda1", "8:2": "sda/sda2", "8:17": "sdb/sdb1", "253:0": "dm-0"}.items():
        (block / number).symlink_to(devices / place)
    found = {number: places._roots_of(block / number) for number in ("8:1", "8:2", "8:17", "253:0", "9:9")}
    assert found["8:1"] == found["8:2"] == found["253:0"] == {"sda"}
    assert found["8:17"] == {"sdb"}
    assert found["9:9"] == frozenset()


def test_an_output_never_replaces_what_is_no_output(tmp_path: Path) -> None:
    desk, kept = tmp_path / "desk", tmp_path / "kept"
    for folder in (desk, desk / "backups", kept):
        folder.mkdir()
    (kept / places.DATABASE).write_bytes(b"another workspace")
    (tmp_path / "notes.txt").write_bytes(b"my notes")
    (tmp_path / "empty").touch()
    (tmp_path / "old.pdf").write_bytes(b"%PDF-1.3 ...")
    os.mkfifo(tmp_path / "pipe")
    linked = tmp_path / "link"
    linked.symlink_to(desk)
    for target in (
        desk / "workspace.db", desk / "head", desk / "backups" / "x", linked / "keyring.json",
        kept / "workspace.db-wal", kept / places.DATABASE, tmp_path / "notes.txt", tmp_path / "pipe",
        Path(os.devnull),
    ):  # fmt: skip
        with pytest.raises(errors.Refused, match="Choose another"):
            places.check_output(target, desk, begins=b"%PDF-")
    for name in ("new.pdf", "old.pdf", "empty", "no/such/folder/x.pdf", "desk/new.pdf"):
        places.check_output(tmp_path / name, desk, begins=b"%PDF-")
    places.check_output(tmp_path / "notes.txt", desk)
