"""Damaged, lost, swapped and strange blobs against `verify --deep`, `--mend` and `restore`, in what they name.

`python -m tests.faults.vault_damage --rounds 1000` is the long sweep; the pytest file takes a sample of the same.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import random
import re
import shutil
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from hsdclient import attaching, documents
from hsdclient.documents import DocumentDraft, Link
from tests.faults import desk
from tests.faults.damage import Outcome, command

SIZES = (1, 100, 5_000, (1 << 20) - 1, 1 << 20, (1 << 20) + 1, 3_500_000)
_NAMED = re.compile(r"vault: (DOC-[^:]+):")
_EXTRA = "no document refers to"


@dataclass
class Library:
    """A closed workspace with papers, a backup of it, and what each document must hold: reference → SHA-256."""

    folder: Path
    backup: Path
    held: dict[str, str]
    blobs: dict[str, Path]
    sound: dict[Path, bytes]

    def heal(self) -> None:
        """Every blob as it was, nothing else in the vault."""
        for path in [path for path in (self.folder / "vault").rglob("*") if path.is_file()]:
            if path not in self.sound:
                path.unlink()
        for path, content in self.sound.items():
            if path.is_symlink():
                path.unlink()
            path.write_bytes(content)

    def contents(self, folder: Path) -> dict[str, str]:
        """Reference → SHA-256 of what the vault of `folder` gives out; damage raises."""
        told = {}
        with desk.unlock(folder, writer=False) as workspace, workspace.store.read() as rx:
            for row in documents.rows(rx, list(documents.ids(rx, documents.DocumentQuery()))):
                digest = hashlib.sha256()
                for chunk in workspace.store.vault.chunks(row.sha256):
                    digest.update(chunk)
                told[row.reference] = digest.hexdigest()
        return told


def library(home: Path, papers: int = 14) -> Library:
    """Found a workspace in `home` with `papers` documents of many sizes, and back it up."""
    folder = desk.found(home / "shelf", 1)
    chance = random.Random(5)
    with desk.unlock(folder) as workspace:
        listed = [(f"{number}.bin", chance.randbytes(SIZES[number % len(SIZES)] + number)) for number in range(papers)]
        batch = attaching.attach_bytes(
            workspace.store, workspace.officer, DocumentDraft(), [Link("joint_actions", 1)], listed
        )
        held = {
            outcome.reference: hashlib.sha256(content).hexdigest()
            for outcome, (_name, content) in zip(batch.outcomes, listed, strict=True)
        }
        kept = workspace.store.vault
        blobs = {reference: kept.path_of(kept.name_of(sha256)) for reference, sha256 in held.items()}
    code, said = command("backup", folder, home / "copy of shelf")
    assert code == 0, said
    return Library(folder, home / "copy of shelf", held, blobs, {path: path.read_bytes() for path in blobs.values()})


# --- each damage: it changes files and says which references, and how many strange files, must be named -----------

Named = tuple[set[str], int]


def _flip(one: Library, chance: random.Random) -> Named:
    reference = chance.choice(sorted(one.blobs))
    changed = bytearray(one.sound[one.blobs[reference]])
    changed[chance.choice((0, 8, len(changed) - 1, chance.randrange(len(changed))))] ^= 1 << chance.randrange(8)
    one.blobs[reference].write_bytes(changed)
    return {reference}, 0


def _cut(one: Library, chance: random.Random) -> Named:
    reference = chance.choice(sorted(one.blobs))
    sound = one.sound[one.blobs[reference]]
    one.blobs[reference].write_bytes(sound[: chance.choice((0, 1, len(sound) - 1, chance.randrange(len(sound))))])
    return {reference}, 0


def _longer(one: Library, chance: random.Random) -> Named:
    reference = chance.choice(sorted(one.blobs))
    one.blobs[reference].write_bytes(one.sound[one.blobs[reference]] + chance.randbytes(chance.choice((1, 17, 4096))))
    return {reference}, 0


def _lose(one: Library, chance: random.Random) -> Named:
    lost = chance.sample(sorted(one.blobs), 2)
    for reference in lost:
        one.blobs[reference].unlink()
    return set(lost), 0


def _swap(one: Library, chance: random.Random) -> Named:
    first, second = chance.sample(sorted(one.blobs), 2)
    one.blobs[first].write_bytes(one.sound[one.blobs[second]])
    one.blobs[second].write_bytes(one.sound[one.blobs[first]])
    return {first, second}, 0


def _swap_chunks(one: Library, chance: random.Random) -> Named:
    """Two pieces of one long blob change places: each is authentic by itself."""
    reference = max(one.blobs, key=lambda name: len(one.sound[one.blobs[name]]))
    content = bytearray(one.sound[one.blobs[reference]])
    piece = chance.choice((16, 4096, 1 << 20))
    at = len(content) - 2 * piece - chance.randrange(64)
    content[at : at + piece], content[at + piece : at + 2 * piece] = (
        content[at + piece : at + 2 * piece], content[at : at + piece],
    )  # fmt: skip
    one.blobs[reference].write_bytes(content)
    return {reference}, 0


def _link_instead(one: Library, chance: random.Random) -> Named:
    """A link in the blob's place: no blob, and told as a strange file too."""
    reference = chance.choice(sorted(one.blobs))
    one.blobs[reference].unlink()
    one.blobs[reference].symlink_to("/dev/zero")
    return {reference}, 1


def _add(one: Library, chance: random.Random) -> Named:
    name = chance.randbytes(32).hex()
    shelf = one.folder / "vault" / name[:2]
    shelf.mkdir(exist_ok=True)
    (shelf / name).write_bytes(chance.randbytes(chance.choice((0, 10, 5000))))
    return set(), 1


def _add_copy(one: Library, chance: random.Random) -> Named:
    """A sound blob under a name that is not its own, and a note between the shelves."""
    name = chance.randbytes(32).hex()
    shelf = one.folder / "vault" / name[:2]
    shelf.mkdir(exist_ok=True)
    (shelf / name).write_bytes(one.sound[chance.choice(sorted(one.blobs.values()))])
    (one.folder / "vault" / "notes.txt").write_text("left here")
    return set(), 2


DAMAGES: tuple[Callable[[Library, random.Random], Named], ...] = (
    _flip, _cut, _longer, _lose, _swap, _swap_chunks, _link_instead, _add, _add_copy,
)  # fmt: skip


def named(one: Library, rounds: int, seed: int = 1) -> Outcome:
    """Each round one damage: `verify --deep` names exactly it, and mending from the backup brings all back."""
    chance, outcome = random.Random(seed), Outcome()
    for number in range(rounds):
        harm = DAMAGES[number % len(DAMAGES)]
        wanted, strange = harm(one, chance)
        code, said = command("verify", one.folder, "--deep")
        found = {reference for listed in _NAMED.findall(said) for reference in listed.split(", ")}
        what = f"round {number}, {harm.__name__}"
        outcome.take(what, code, said, allowed=(1,))
        if found != wanted or said.count(_EXTRA) != strange:
            outcome.missed.append(f"{what}: named {sorted(found)} for {sorted(wanted)}, {said.count(_EXTRA)} strange")
        if wanted:
            code, said = command("verify", one.folder, "--deep", "--mend", "--from", one.backup)
            outcome.take(f"{what}: mend", code, said, allowed=(0,))
            if code == 0 and one.contents(one.folder) != one.held:
                outcome.missed.append(f"{what}: mended, and the contents are not what they were")
        one.heal()
    outcome.take("healed", *command("verify", one.folder, "--deep"), allowed=(0,))
    return outcome


def unnoticed(one: Library) -> Outcome:
    """The control: a quick look reads the beginning only, so a bit at the end must be missed by it."""
    outcome = Outcome()
    path = max(one.blobs.values(), key=lambda blob: len(one.sound[blob]))
    changed = bytearray(one.sound[path])
    changed[-1] ^= 1
    path.write_bytes(changed)
    outcome.take("the last byte, looked at quickly", *command("verify", one.folder))
    one.heal()
    return outcome


def restored(one: Library, home: Path) -> Outcome:
    """Into an empty folder, and over a workspace whose vault is gone: counts and hashes equal."""
    outcome = Outcome()
    empty = home / "restored"
    outcome.take("into an empty folder", *command("restore", one.backup, empty), allowed=(0,))
    outcome.take("verify there", *command("verify", empty, "--deep"), allowed=(0,))
    if one.contents(empty) != one.held:
        outcome.missed.append("restored: other contents")
    blobs = [path for path in (empty / "vault").rglob("*") if path.is_file()]
    if len(blobs) != len(one.sound):
        outcome.missed.append(f"restored: {len(blobs)} blobs for {len(one.sound)}")
    # The backup must not share its files with what was restored from it: work there would reach into the backup.
    if {os.stat(path).st_ino for path in blobs} & {os.stat(path).st_ino for path in (one.backup / "vault").rglob("*")}:
        outcome.missed.append("restored: a blob is the backup's own file")
    shutil.rmtree(empty)
    shutil.rmtree(one.folder / "vault")
    outcome.take("no vault at all", *command("verify", one.folder), allowed=(1,))
    outcome.take("restore over it", *command("restore", one.backup, one.folder), allowed=(0,))
    outcome.take("verify it", *command("verify", one.folder, "--deep"), allowed=(0,))
    if one.contents(one.folder) != one.held:
        outcome.missed.append("restored over: other contents")
    return outcome


def main() -> None:
    """The long sweep as a process of its own."""
    asked = argparse.ArgumentParser()
    asked.add_argument("--rounds", type=int, default=1_000)
    given = asked.parse_args()
    began = time.monotonic()
    with desk.own_folders() as home:
        one = library(home)
        found = {"named and mended": named(one, given.rounds), "restored": restored(one, home)}
    desk.tell(
        {name: {"tries": outcome.tries, "missed": outcome.missed[:10]} for name, outcome in found.items()}
        | {"seconds": round(time.monotonic() - began, 1)}
    )


if __name__ == "__main__":
    main()
