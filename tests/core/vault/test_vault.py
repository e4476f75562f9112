"""A blob is whole and secret, or it is not there."""

from __future__ import annotations

import hashlib
import io
import os
import shutil
import threading
from dataclasses import replace
from pathlib import Path

import pytest
from nacl import bindings

from hsdclient import errors, vault
from hsdclient.vault import CHUNK, Vault, blob
from hsdclient.vault import source as sources
from tests.core.vault.blobs import UNLOCKED, WORDS, content, files, flip, put

SIZES = [1, 999, CHUNK - 1, CHUNK, CHUNK + 1, 3 * CHUNK, 3 * CHUNK + 17]


# --- in and out ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("size", SIZES)
def test_what_went_in_comes_out(kept: Vault, tmp_path: Path, size: int) -> None:
    data = content(size)
    paper = tmp_path / "Readout.pdf"
    paper.write_bytes(data)
    stored = kept.put(paper)
    assert stored == vault.Stored(hashlib.sha256(data).hexdigest(), size, kept.name_of(stored.sha256), True)
    assert kept.read(stored.sha256) == data
    chunks = list(kept.chunks(stored.sha256))
    assert b"".join(chunks) == data
    assert max(map(len, chunks)) <= CHUNK
    kept.copy_out(stored.sha256, tmp_path / "copy.pdf")
    assert (tmp_path / "copy.pdf").read_bytes() == data
    assert [kept.check(stored.sha256, size, deep=deep) for deep in (False, True)] == ["", ""]
    assert files(kept) == [kept.path_of(stored.name)]
    assert files(kept)[0].stat().st_size == vault.cipher_size(size)
    assert list(kept.names()) == [stored.name]
    assert paper.read_bytes() == data


def test_the_form_is_libsodiums() -> None:
    """The lengths and marks stand in our code, so that the library need not be loaded to know a blob's length."""
    stream, label = "crypto_secretstream_xchacha20poly1305", "crypto_aead_xchacha20poly1305_ietf"
    told = [f"{stream}_HEADERBYTES", f"{label}_NPUBBYTES", f"{label}_ABYTES", f"{stream}_ABYTES"]
    told += [f"{stream}_TAG_MESSAGE", f"{stream}_TAG_FINAL"]
    ours = (blob._HEADER, blob._NONCE, blob._TAG, blob._MORE, blob._MESSAGE, blob._FINAL)
    assert ours == tuple(getattr(bindings, name) for name in told)


def test_nothing_of_it_can_be_read_on_disk(kept: Vault, tmp_path: Path) -> None:
    paper = tmp_path / "Readout.pdf"
    paper.write_bytes(content(2 * CHUNK + 5))
    stored = kept.put(paper)
    for path in files(kept):
        data = path.read_bytes()
        assert WORDS[:12] not in data
        assert UNLOCKED.workspace_id.encode() not in data
        assert stored.sha256 not in str(path)
        assert "Readout" not in str(path)
        assert path.stat().st_mode & 0o077 == 0
        assert path.parent.stat().st_mode & 0o077 == 0
    assert kept.folder.stat().st_mode & 0o077 == 0


def test_the_same_content_lies_there_once(kept: Vault) -> None:
    first, again = put(kept, content(5000)), put(kept, content(5000))
    assert again == replace(first, is_new=False)
    assert len(files(kept)) == 1


def test_equal_contents_differ_between_workspaces_and_after_each_sealing(kept: Vault, tmp_path: Path) -> None:
    one = put(kept, content(500))
    before = kept.path_of(one.name).read_bytes()
    assert kept.remove(one.name)
    assert put(kept, content(500)).name == one.name
    assert kept.path_of(one.name).read_bytes() != before
    (tmp_path / "other").mkdir()
    for other in (replace(UNLOCKED, master=bytes(32)), replace(UNLOCKED, workspace_id="0190b")):
        assert Vault(tmp_path / "other", other).name_of(one.sha256) != one.name


def test_another_key_or_workspace_reads_nothing(kept: Vault, tmp_path: Path) -> None:
    stored = put(kept, content(500))
    for other in (replace(UNLOCKED, master=bytes(32)), replace(UNLOCKED, workspace_id="0190b")):
        thief = Vault(kept.folder.parent, other)
        thief.path_of(thief.name_of(stored.sha256)).parent.mkdir(exist_ok=True)
        shutil.copy(kept.path_of(stored.name), thief.path_of(thief.name_of(stored.sha256)))
        with pytest.raises(vault.Damaged):
            thief.read(stored.sha256)


def test_a_damaged_blob_is_replaced_by_storing_it_again(kept: Vault) -> None:
    stored = put(kept, content(2 * CHUNK))
    path = kept.path_of(stored.name)
    flip(path, path.stat().st_size - 3)
    assert put(kept, content(2 * CHUNK)).is_new
    assert kept.read(stored.sha256) == content(2 * CHUNK)


def test_too_much_for_memory_is_refused(kept: Vault) -> None:
    stored = put(kept, content(1000))
    with pytest.raises(errors.Refused, match="too large to be shown"):
        kept.read(stored.sha256, at_most=999)
    assert len(kept.read(stored.sha256, at_most=1000)) == 1000


def test_progress_is_told_and_cancel_leaves_nothing(kept: Vault, tmp_path: Path) -> None:
    paper = tmp_path / "scan.tif"
    paper.write_bytes(content(3 * CHUNK + 10))
    told: list[int] = []
    stored = kept.put(paper, told=told.append)
    assert told == [CHUNK, 2 * CHUNK, 3 * CHUNK, 3 * CHUNK + 10]
    kept.remove(stored.name)
    told.clear()
    with pytest.raises(vault.Cancelled):
        kept.put(paper, told=told.append, cancelled=lambda: len(told) > 1)
    assert files(kept) == []
    assert len(told) == 2


def test_pieces_of_any_size_are_whole_chunks(kept: Vault) -> None:
    class Dribble(io.BytesIO):
        def read(self, size: int | None = -1) -> bytes:
            return super().read(min(size or 1, 70_001))

    data = content(2 * CHUNK + 1)
    stored = kept.put(Dribble(data))
    assert kept.read(stored.sha256) == data
    assert kept.path_of(stored.name).stat().st_size == vault.cipher_size(len(data))


def test_two_threads_store_at_once(kept: Vault) -> None:
    got: list[vault.Stored] = []

    def work() -> None:
        for number in range(20):
            got.append(put(kept, content(100 + number)))

    threads = [threading.Thread(target=work) for _n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(got) == 80
    assert len(set(kept.names())) == 20
    assert len(files(kept)) == 20
    assert all(kept.check(one.sha256, one.size, deep=True) == "" for one in got)


# --- what is not a file to attach ---------------------------------------------------------------------


def test_what_cannot_be_attached_is_a_sentence(kept: Vault, tmp_path: Path) -> None:
    (tmp_path / "empty").touch()
    os.mkfifo(tmp_path / "pipe")
    with (tmp_path / "huge").open("wb") as huge:
        huge.truncate(vault.LARGEST + 1)
    (tmp_path / "loop").symlink_to("loop")
    for path, said in {
        tmp_path / "empty": "0 bytes",
        tmp_path / "pipe": "pipe or a device",
        Path("/dev/zero"): "pipe or a device",
        tmp_path / "huge": "larger than 4 GiB",
        tmp_path / "gone": "no longer there",
        tmp_path / "empty" / "below": "no longer there",
        tmp_path / "loop": "leads to itself",
        tmp_path: "folder",
        Path("a\0b"): "cannot be read",
    }.items():
        with pytest.raises(errors.Refused, match=said):
            kept.put(path)
    with pytest.raises(errors.Refused, match="0 bytes"):
        put(kept, b"")
    assert files(kept) == []


def test_a_link_to_a_file_is_followed(kept: Vault, tmp_path: Path) -> None:
    (tmp_path / "paper").write_bytes(b"here")
    (tmp_path / "link").symlink_to("paper")
    assert kept.read(kept.put(tmp_path / "link").sha256) == b"here"


def test_a_file_that_may_not_be_read(kept: Vault, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Root reads everything, so the refusal is the system call's own."""
    (tmp_path / "secret").write_bytes(b"x")
    real = os.open

    def denied(path: object, *rest: object, **more: object) -> int:
        if str(path).endswith("secret"):
            raise PermissionError(13, "Permission denied")
        return real(path, *rest, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(os, "open", denied)
    with pytest.raises(errors.Refused, match="may not read"):
        kept.put(tmp_path / "secret")


@pytest.mark.parametrize("act", ["longer", "other", "shorter"])
def test_a_file_that_changes_while_it_is_read_is_refused(kept: Vault, tmp_path: Path, act: str) -> None:
    paper = tmp_path / "draft.docx"
    paper.write_bytes(content(3 * CHUNK))

    def meddle(done: int) -> None:
        if done == CHUNK:
            with paper.open("r+b") as stream:
                if act == "shorter":
                    stream.truncate(CHUNK + 9)
                else:
                    stream.seek(0, os.SEEK_END if act == "longer" else os.SEEK_SET)
                    stream.write(b"more")

    with pytest.raises(errors.Refused, match="changed while it was read"):
        kept.put(paper, told=meddle)
    assert files(kept) == []


def test_a_stream_that_breaks_or_grows_too_large(kept: Vault, monkeypatch: pytest.MonkeyPatch) -> None:
    class Pulled(io.BytesIO):
        def read(self, size: int | None = -1) -> bytes:
            if self.tell() > CHUNK:
                raise OSError(5, "Input/output error")
            return super().read(size)

    with pytest.raises(errors.Refused, match="Check the drive"):
        kept.put(Pulled(content(3 * CHUNK)))
    monkeypatch.setattr(sources, "LARGEST", CHUNK + 1)
    with pytest.raises(errors.Refused, match="larger than"):
        put(kept, content(CHUNK + 2))
    assert files(kept) == []


def test_a_full_disk_keeps_nothing_and_names_the_space(kept: Vault, monkeypatch: pytest.MonkeyPatch) -> None:
    real, told = os.fsync, [0]

    def full(handle: int) -> None:
        if told[0] == 0:
            told[0] = 1
            raise OSError(28, "No space left on device")
        real(handle)

    put(kept, b"first")
    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(errors.Environment, match="needs 4 MB"):
        put(kept, content(3 * CHUNK))
    assert len(files(kept)) == 1
    assert put(kept, content(3 * CHUNK)).is_new
