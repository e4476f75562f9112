"""The key file on disk: two copies, their format, checksum and limits.

Reads and writes slots; holds no passphrase, derives no key and cannot open a slot.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Literal

from hsdclient import atomic_file, errors, paths
from hsdclient.words import _

NAMES = ("keyring.json", "keyring.copy.json")
FORMAT = 1
NEEDS = "0.1.0"  # the first program version that understands FORMAT; changes with FORMAT alone
_AT_MOST = 1 << 20  # bytes; a key file of a hundred officers has 60 KiB
_MAX_MEMORY_KIB = 1 << 20
_MAX_TIME = 10
_MAX_LANES = 8
Kind = Literal["officer", "recovery"]


class MissingKeyFile(errors.Environment):
    """Neither copy of the key file is there."""


class DamagedKeyFile(errors.Environment):
    """Neither copy of the key file can be trusted."""


class NewerFormat(errors.Environment):
    """The key file was written by a newer program; `needs` is the version that opens it."""

    def __init__(self, needs: str) -> None:
        super().__init__(
            _(
                "This workspace was made by a newer version of the program. Install version {needs} or "
                "newer; nothing was changed."
            ).format(needs=needs)
        )
        self.needs = needs


@dataclass(frozen=True)
class Cost:
    """What one Argon2id derivation costs: memory in KiB, passes, lanes."""

    memory_kib: int
    time: int
    lanes: int

    def acceptable(self) -> bool:
        """Inside the limits that a file may ask for (a hostile one must not take all memory)."""
        return (
            1 <= self.time <= _MAX_TIME
            and 1 <= self.lanes <= _MAX_LANES
            and 8 * self.lanes <= self.memory_kib <= _MAX_MEMORY_KIB
        )


@dataclass(frozen=True)
class Slot:
    """The master key sealed under one officer's passphrase, or under the recovery code."""

    slot_id: str
    kind: Kind
    login: str  # digest of the login name, 64 hex; empty for the recovery slot
    made: str  # UTC text of clock.text
    cost: Cost
    salt: bytes
    nonce: bytes
    sealed: bytes

    def associated(self, workspace_id: str) -> bytes:
        """The associated data: a slot opens only in its workspace, under its own id, login and parameters."""
        cost = self.cost
        parts = [FORMAT, workspace_id, self.slot_id, self.kind, self.login, self.made]
        parts += ["argon2id", cost.memory_kib, cost.time, cost.lanes, self.salt.hex()]
        return json.dumps(parts, separators=(",", ":")).encode("ascii")


@dataclass(frozen=True)
class KeyFile:
    """One state of the key file; `generation` counts its changes, so the newer of two copies is known."""

    workspace_id: str
    generation: int
    slots: tuple[Slot, ...]

    def with_slots(self, slots: tuple[Slot, ...]) -> KeyFile:
        """The next generation, holding `slots`."""
        return replace(self, slots=slots, generation=self.generation + 1)


def _bytes_of(plain: dict[str, Any]) -> bytes:
    return json.dumps(plain, sort_keys=True, indent=1, ensure_ascii=True).encode("ascii") + b"\n"


def _stamped(plain: dict[str, Any]) -> bytes:
    """`plain` with its checksum: SHA-256 of the same text without the line `checksum`.

    This envelope (checksum, format, needs) stays the same in every later format.
    """
    return _bytes_of({**plain, "checksum": hashlib.sha256(_bytes_of(plain)).hexdigest()})


def render(content: KeyFile) -> bytes:
    """The bytes of `content`; the same content always gives the same bytes."""
    slots = [
        {
            "id": slot.slot_id,
            "kind": slot.kind,
            "login": slot.login,
            "made": slot.made,
            "kdf": "argon2id",
            "memory_kib": slot.cost.memory_kib,
            "time": slot.cost.time,
            "lanes": slot.cost.lanes,
            "salt": slot.salt.hex(),
            "nonce": slot.nonce.hex(),
            "sealed": slot.sealed.hex(),
        }
        for slot in content.slots
    ]
    body = {"workspace": content.workspace_id, "generation": content.generation, "slots": slots}
    return _stamped({"format": FORMAT, "needs": NEEDS, "body": body})


def _version(text: str) -> tuple[int, ...]:
    return tuple(int(part) for part in text.split("."))


def _slot(plain: dict[str, Any]) -> Slot:
    cost = Cost(plain["memory_kib"], plain["time"], plain["lanes"])
    if (
        not all(type(value) is int for value in (cost.memory_kib, cost.time, cost.lanes))
        or not cost.acceptable()
    ):
        raise ValueError("cost outside the limits")
    if plain["kdf"] != "argon2id" or plain["kind"] not in ("officer", "recovery"):
        raise ValueError("unknown kind of slot")
    for text in (plain["id"], plain["login"], plain["made"]):
        if type(text) is not str:
            raise ValueError("not a text")
    slot = Slot(
        plain["id"], plain["kind"], plain["login"], plain["made"], cost,
        bytes.fromhex(plain["salt"]), bytes.fromhex(plain["nonce"]), bytes.fromhex(plain["sealed"]),
    )  # fmt: skip
    if (len(slot.salt), len(slot.nonce), len(slot.sealed)) != (16, 12, 48):
        raise ValueError("wrong length")
    return slot


def parse(data: bytes) -> KeyFile:
    """The content of one copy. Raises ValueError when any byte is damaged, or NewerFormat."""
    try:
        plain = json.loads(data)
        without = {key: value for key, value in plain.items() if key != "checksum"}
        # The whole text is compared, not the checksum alone: no byte is free to change, not even a space.
        if _stamped(without) != data:
            raise ValueError("checksum")
        kind, needs = plain["format"], plain["needs"]
        if type(kind) is not int or type(needs) is not str:
            raise ValueError("no format")
        # What this program writes itself it can read, also when it is a trial build of an earlier number.
        if kind > FORMAT or (needs != NEEDS and _version(needs) > _version(paths.VERSION)):
            raise NewerFormat(needs)
        body = plain["body"]
        content = KeyFile(body["workspace"], body["generation"], tuple(_slot(slot) for slot in body["slots"]))
        if type(content.workspace_id) is not str or type(content.generation) is not int or not content.slots:
            raise ValueError("no slots")
        if render(content) != data:
            raise ValueError("unknown parts")
    except (KeyError, TypeError, AttributeError, UnicodeError, RecursionError) as error:
        raise ValueError(str(error)) from error
    return content


def _copy(path: Path) -> KeyFile | None:
    """One copy, None when it is not there; ValueError when damaged; Environment when it may not be read."""
    try:
        data = atomic_file.read(path, at_most=_AT_MOST)
    except OSError as error:
        raise errors.Environment(
            _("The key file {path} cannot be read ({reason}). Check the permissions and the disk.").format(
                path=path, reason=error.strerror or error
            )
        ) from error
    return None if data is None else parse(data)


def _copies(folder: Path) -> list[KeyFile | ValueError | None]:
    found: list[KeyFile | ValueError | None] = []
    for name in NAMES:
        try:
            found.append(_copy(folder / name))
        except ValueError as error:
            found.append(error)
    return found


def load(folder: Path) -> KeyFile:
    """The newest sound copy in `folder`. Raises MissingKeyFile, DamagedKeyFile or NewerFormat."""
    copies = _copies(folder)
    sound = [copy for copy in copies if isinstance(copy, KeyFile)]
    if not sound:
        if any(copies):
            raise DamagedKeyFile(
                _(
                    "Both copies of the key file in {folder} are damaged, so no passphrase can open the "
                    "workspace. Put back keyring.json from a backup, or restore the newest backup."
                ).format(folder=folder)
            )
        raise MissingKeyFile(
            _(
                "There is no key file (keyring.json) in {folder}. Check that this is the right folder; if "
                "it is, put back keyring.json from a backup, or restore the newest backup."
            ).format(folder=folder)
        )
    if len({copy.workspace_id for copy in sound}) > 1:
        raise DamagedKeyFile(
            _(
                "The two key files in {folder} belong to different workspaces. Remove the one that was put "
                "there by mistake, or restore the newest backup."
            ).format(folder=folder)
        )
    return max(sound, key=lambda copy: copy.generation)


def save(folder: Path, content: KeyFile) -> None:
    """Write both copies; a damaged one is mended by it. Environment: the old state still stands."""
    data = render(content)
    try:
        atomic_file.replace({folder / name: data for name in NAMES})
    except OSError as error:
        raise errors.Environment(
            _("The key file in {folder} could not be written ({reason}); the old one still holds.").format(
                folder=folder, reason=error.strerror or error
            )
        ) from error


def present(folder: Path) -> bool:
    """Whether at least one copy lies in `folder`, sound or not."""
    return any((folder / name).exists() for name in NAMES)


def mend(folder: Path) -> bool:
    """Make both copies the newest sound one; True when that was needed. Errors as load and save."""
    content = load(folder)
    if all(isinstance(copy, KeyFile) and copy == content for copy in _copies(folder)):
        return False
    save(folder, content)
    return True


def check(folder: Path) -> list[str]:
    """Sentences about everything wrong with the two copies; empty when both are sound and the same."""
    try:
        content = load(folder)
    except errors.Environment as error:
        return [error.sentence]
    found = []
    for name, copy in zip(NAMES, _copies(folder), strict=True):
        if copy is None:
            found.append(_("The key file {name} is missing; the other copy is used.").format(name=name))
        elif not isinstance(copy, KeyFile):
            found.append(_("The key file {name} is damaged; the other copy is used.").format(name=name))
        elif copy != content:
            found.append(
                _("The key file {name} is older than its copy; the newer one is used.").format(name=name)
            )
    if not any(slot.kind == "recovery" for slot in content.slots):
        found.append(_("The workspace has no recovery code. Make one in the settings."))
    return found
