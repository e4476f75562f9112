"""Damaged, cut and old files against the program's own `verify` and `verify-report`, in their exit codes.

`python -m tests.faults.damage --flips 10000` is the long sweep; the pytest file takes samples of the same.
"""

from __future__ import annotations

import argparse
import contextlib
import io
import os
import random
import shutil
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from hsdclient import backups, clock, head, paths
from hsdclient.__main__ import main as door
from tests.faults import desk

PAGE = 4096
RESERVED = 80  # bytes at a page's end: initialisation vector and HMAC
NOTICED = (1, 3)


@dataclass
class Outcome:
    """What the tries of one kind of damage came to; `missed` are those that nobody noticed, or a crash."""

    tries: int = 0
    missed: list[str] = field(default_factory=list)

    def take(self, what: str, code: int, said: str, allowed: tuple[int, ...] = NOTICED) -> None:
        self.tries += 1
        if code not in allowed or "Traceback" in said or (code and not said.strip()):
            self.missed.append(f"{what}: exit {code}, {said.strip()[:200]!r}")


def command(*argv: str | Path, passphrase: str = desk.PASSPHRASE) -> tuple[int, str]:
    """One verb in this process: (exit code, everything it said)."""
    said = io.StringIO()
    before = os.environ.get("HSDCLIENT_PASSPHRASE")
    os.environ["HSDCLIENT_PASSPHRASE"] = passphrase
    mask = os.umask(0o077)
    try:
        with contextlib.redirect_stdout(said), contextlib.redirect_stderr(said):
            code = door([str(part) for part in argv])
    finally:
        os.umask(mask)
        os.environ.pop("HSDCLIENT_PASSPHRASE")
        if before is not None:
            os.environ["HSDCLIENT_PASSPHRASE"] = before
    return code, said.getvalue()


@dataclass
class Patient:
    """A closed workspace in `folder`, its sound files, a backup and an issued report beside it."""

    folder: Path
    backup: Path
    report: Path
    sound: dict[str, bytes]
    own_head: Path
    own_sound: bytes

    @property
    def database(self) -> Path:
        return self.folder / "workspace.db"

    def heal(self) -> None:
        """Put the sound files back, and take away what a look at damaged ones may have left."""
        for path in self.folder.iterdir():
            if path.is_file() and path.name not in self.sound:
                path.unlink()
        for name, content in self.sound.items():
            (self.folder / name).write_bytes(content)
        self.own_head.write_bytes(self.own_sound)

    def verify(self) -> tuple[int, str]:
        return command("verify", self.folder)


def patient(home: Path, actions: int = 6) -> Patient:
    """Found a workspace in `home`, issue a report, make a backup."""
    folder = desk.found(home / "desk", actions)
    report = home / "issued.pdf"
    code, said = command("report", folder, "status", "--group", "CN", "-o", report)
    assert code == 0, said
    with desk.unlock(folder) as workspace:
        made = backups.make(workspace.store, home / "backup", now=clock.now())
        own = paths.own_file("heads", workspace.unlocked.workspace_id)
    sound = {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}
    return Patient(folder, made.path, report, sound, own, own.read_bytes())


# --- the database -----------------------------------------------------------------------------------------


def places(size: int, count: int, chance: random.Random) -> Iterator[int]:
    """`count` offsets in a file of `size` bytes: salt, header, first page, every region of pages, the rest."""
    fixed = [*range(0, 16), *range(16, 112, 6), *range(112, PAGE, 499)]
    fixed += [PAGE - RESERVED, PAGE - 64, PAGE - 1, size - 1, size - RESERVED, size - PAGE]
    for page in range(1, size // PAGE):
        fixed += [page * PAGE + at for at in (0, chance.randrange(8, PAGE - RESERVED))]
        fixed.append((page + 1) * PAGE - 1 - chance.randrange(RESERVED))
    chance.shuffle(fixed)
    yield from fixed[:count]
    for _more in range(count - len(fixed)):
        yield chance.randrange(size)


def flips(one: Patient, count: int, seed: int = 1) -> Outcome:
    """One bit of `workspace.db` turned, `count` times."""
    chance, outcome = random.Random(seed), Outcome()
    sound = one.sound["workspace.db"]
    with one.database.open("r+b") as stream:
        for place in places(len(sound), count, chance):
            stream.seek(place)
            stream.write(bytes([sound[place] ^ (1 << chance.randrange(8))]))
            stream.flush()
            outcome.take(f"byte {place}", *one.verify())
            stream.seek(place)
            stream.write(sound[place : place + 1])
            stream.flush()
    one.heal()
    return outcome


def cuts(one: Patient, count: int, seed: int = 1) -> Outcome:
    """The database cut short, at page borders and anywhere."""
    chance, outcome = random.Random(seed), Outcome()
    sound = one.sound["workspace.db"]
    lengths = [0, 1, 15, 16, 100, 1024, PAGE - 1, PAGE, PAGE + 1, len(sound) - PAGE, len(sound) - 1]
    while len(lengths) < count:
        pages = chance.randrange(len(sound) // PAGE) * PAGE
        lengths.append(pages if len(lengths) % 2 else chance.randrange(len(sound)))
    for length in lengths:
        one.database.write_bytes(sound[:length])
        outcome.take(f"cut to {length}", *one.verify())
        if one.database.stat().st_size not in (length, -(-length // PAGE) * PAGE):
            outcome.missed.append(f"cut to {length}: the file was written to")
        one.heal()
    return outcome


def zeroed(one: Patient, count: int, seed: int = 1) -> Outcome:
    """One page full of zeros."""
    chance, outcome = random.Random(seed), Outcome()
    sound = one.sound["workspace.db"]
    pages = list(range(len(sound) // PAGE))
    for page in pages if count >= len(pages) else chance.sample(pages, count):
        changed = bytearray(sound)
        changed[page * PAGE : (page + 1) * PAGE] = bytes(PAGE)
        one.database.write_bytes(changed)
        outcome.take(f"page {page}", *one.verify())
        one.heal()
    return outcome


def old_copies(one: Patient, count: int) -> Outcome:
    """The whole file as it was before the last acts: alone, with its head, with the whole folder."""
    outcome = Outcome()
    for number in range(count):
        with desk.unlock(one.folder) as workspace:
            desk.log(workspace, f"After the copy {number}")
        own = one.own_head.read_bytes()
        newer = {name: (one.folder / name).read_bytes() for name in one.sound if (one.folder / name).exists()}
        for what, names in {
            "the database alone": ["workspace.db"],
            "the database with its head": ["workspace.db", head.NAME],
            "the whole folder": list(one.sound),
        }.items():
            for name in names:
                (one.folder / name).write_bytes(one.sound[name])
            outcome.take(f"{what} put back", *one.verify())
            for name, content in newer.items():
                (one.folder / name).write_bytes(content)
            one.own_head.write_bytes(own)
        outcome.take("the newest again", *one.verify(), allowed=(0,))
        one.heal()
    return outcome


def old_pages(one: Patient, count: int, seed: int = 1) -> Outcome:
    """One page as it was some acts ago among newer ones: noticed, or nothing that is read differs."""
    chance, outcome = random.Random(seed), Outcome()
    old = one.sound["workspace.db"]
    with desk.unlock(one.folder) as workspace:
        for number in range(3):
            desk.log(workspace, f"After the copy {number}")
    newer = {path.name: path.read_bytes() for path in one.folder.iterdir() if path.is_file()}
    own = one.own_head.read_bytes()
    new, meant = newer["workspace.db"], _content(one.folder)
    pages = [p for p in range(len(old) // PAGE) if old[p * PAGE : (p + 1) * PAGE] != new[p * PAGE : (p + 1) * PAGE]]
    for page in pages if count >= len(pages) else chance.sample(pages, count):
        mixed = bytearray(new)
        mixed[page * PAGE : (page + 1) * PAGE] = old[page * PAGE : (page + 1) * PAGE]
        one.database.write_bytes(mixed)
        code, said = one.verify()
        harmless = code == 0 and _content(one.folder) == meant
        outcome.take(f"old page {page}", code, said, allowed=(0, *NOTICED) if harmless else NOTICED)
        for name, content in newer.items():
            (one.folder / name).write_bytes(content)
        one.own_head.write_bytes(own)
    one.heal()
    return outcome


def _content(folder: Path) -> list[object]:
    """Every row of every table, as a reader finds it."""
    with desk.unlock(folder, writer=False) as workspace, workspace.store.raw() as conn:
        names = [
            str(row[0])
            for row in conn.exec_driver_sql(
                "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'search%' ORDER BY name"
            )
        ]
        return [(name, sorted(map(repr, conn.exec_driver_sql(f"SELECT * FROM {name}").all()))) for name in names]


# --- key files and reports --------------------------------------------------------------------------------


def key_files(one: Patient, count: int, seed: int = 1) -> Outcome:
    """One bit of a key file turned, in one copy or in both: a sentence, never a crash or a wrong "all is well"."""
    chance, outcome = random.Random(seed), Outcome()
    both = [name for name in one.sound if name.startswith("keyring")]
    for number in range(count):
        names = both if number % 2 else [chance.choice(both)]
        place = chance.randrange(min(len(one.sound[name]) for name in names))
        for name in names:
            changed = bytearray(one.sound[name])
            changed[place] ^= 1 << chance.randrange(8)
            (one.folder / name).write_bytes(changed)
        outcome.take(f"{'/'.join(names)} byte {place}", *one.verify())
        one.heal()
    return outcome


def reports(one: Patient, count: int, seed: int = 1) -> Outcome:
    """One byte of an issued report changed, one added, some cut off: never genuine."""
    chance, outcome = random.Random(seed), Outcome()
    sound = one.report.read_bytes()
    changed_file = one.report.with_name("changed.pdf")
    for number in range(count):
        changed = bytearray(sound)
        place = chance.randrange(len(sound)) if number >= 12 else (len(sound) - 1) * number // 11
        match number % 8:
            case 5:
                changed[place:place] = b" "
            case 6:
                del changed[place]
            case 7:
                del changed[place:]
            case _:
                changed[place] ^= 1 << chance.randrange(8)
        changed_file.write_bytes(changed)
        outcome.take(f"byte {place}", *command("verify-report", changed_file, one.folder), allowed=(1,))
    changed_file.unlink()
    return outcome


def restored(one: Patient, seed: int = 1) -> Outcome:
    """After damage `restore` makes both verify and verify-report content; the damaged file is kept aside."""
    chance, outcome = random.Random(seed), Outcome()
    sound = one.sound["workspace.db"]
    for what in ("a bit", "cut", "empty", "gone", "keys"):
        changed = bytearray(sound)
        if what == "a bit":
            changed[chance.randrange(len(sound))] ^= 1
        if what == "gone":
            one.database.unlink()
        elif what == "keys":
            for name in one.sound:
                if name.startswith("keyring"):
                    (one.folder / name).write_bytes(b"{}")
        else:
            one.database.write_bytes({"a bit": bytes(changed), "cut": sound[: PAGE * 3], "empty": b""}[what])
        outcome.take(f"{what}: before", *one.verify())
        outcome.take(f"{what}: restore", *command("restore", one.backup, one.folder), allowed=(0,))
        outcome.take(f"{what}: verify", *one.verify(), allowed=(0,))
        outcome.take(f"{what}: report", *command("verify-report", one.report, one.folder), allowed=(0,))
        for aside in one.folder.iterdir():
            if aside.is_dir():
                shutil.rmtree(aside)
        one.heal()
    return outcome


def main() -> None:
    """The long sweep as a process of its own."""
    asked = argparse.ArgumentParser()
    asked.add_argument("--flips", type=int, default=10_000)
    asked.add_argument("--cuts", type=int, default=1_000)
    asked.add_argument("--pages", type=int, default=1_000)
    asked.add_argument("--reports", type=int, default=1_000)
    given = asked.parse_args()
    began = time.monotonic()
    with desk.own_folders() as home:
        one = patient(home, 12)
        found = {
            "bits turned": flips(one, given.flips),
            "cut short": cuts(one, given.cuts),
            "zeroed pages": zeroed(one, given.pages),
            "old pages put back": old_pages(one, given.pages // 2),
            "old copies put back": old_copies(one, 33),
            "key files": key_files(one, given.cuts),
            "reports": reports(one, given.reports),
            "restored": restored(one),
        }
    desk.tell(
        {name: {"tries": outcome.tries, "missed": outcome.missed[:10]} for name, outcome in found.items()}
        | {"seconds": round(time.monotonic() - began, 1)}
    )


if __name__ == "__main__":
    main()
