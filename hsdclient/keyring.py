"""Key slots: a name and a passphrase, or the recovery code, give the workspace's master key.

The passphrase opens a slot, the slot holds the master key, and every key in use is derived from that one.
Knows no name in clear, no role, no database. How strong a passphrase is, is the front ends' matter.
"""

from __future__ import annotations

import hmac
import unicodedata
from dataclasses import dataclass, field
from pathlib import Path

# argon2 and cryptography are imported where they are used: together they cost 70 ms, and the unlock window,
# which needs this module's names, paints first; `warm` loads them while the officer types.
from hsdclient import clock, errors, keyring_file, recovery_code
from hsdclient.keyring_file import (
    Cost,
    DamagedKeyFile,
    KeyFile,
    Kind,
    MissingKeyFile,
    NewerFormat,
    Slot,
    check,
    mend,
    present,
)
from hsdclient.recovery_code import WrongRecoveryCode
from hsdclient.words import _

__all__ = [
    "FLOOR_KIB", "STANDARD", "Cost", "DamagedKeyFile", "MissingKeyFile", "NewerFormat", "SlotInfo",
    "Unlocked", "WrongPassphrase", "WrongRecoveryCode", "add", "change", "check", "copy_to", "create",
    "has_slot", "login_digest", "mend", "new_recovery", "present", "remove", "slot_of", "slots", "unlock",
    "unlock_by_recovery", "warm", "workspace_id",
]  # fmt: skip

STANDARD = Cost(262144, 3, 4)
FLOOR_KIB = 65536  # the front ends ask for no less


class WrongPassphrase(errors.Refused):
    """No slot opens with this name and passphrase; which of the two was wrong is not told."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "The name or the passphrase is not right. Check Caps Lock and the keyboard's language, "
                "then try again."
            ),
            "passphrase",
        )


@dataclass(frozen=True)
class Unlocked:
    """The open master key of one workspace and the slot that gave it. Never printed, never stored."""

    workspace_id: str
    slot_id: str
    master: bytes = field(repr=False)

    def derive(self, purpose: str, length: int = 32) -> bytes:
        """A sub-key of `length` bytes for `purpose`: HKDF-SHA256, salt = workspace id (design.md, Keys)."""
        from cryptography.hazmat.primitives import hashes
        from cryptography.hazmat.primitives.kdf.hkdf import HKDF

        info = b"hsdclient/1/" + purpose.encode("utf-8")
        return HKDF(hashes.SHA256(), length, self.workspace_id.encode("utf-8"), info).derive(self.master)

    def database_key_hex(self) -> str:
        """The raw key of the database: 64 hex digits (never 96, design.md trap 11)."""
        return self.derive("database").hex()


@dataclass(frozen=True)
class SlotInfo:
    """What may be shown of a slot: id, 'officer' or 'recovery', UTC text of its making, cost."""

    slot_id: str
    kind: Kind
    made: str
    cost: Cost


def warm() -> None:
    """Load what unlocking needs; called from a worker after the unlock window has painted."""
    import argon2.low_level  # noqa: F401
    import cryptography.hazmat.primitives.ciphers.aead
    import cryptography.hazmat.primitives.kdf.hkdf  # noqa: F401


def login_digest(workspace_id: str, name: str) -> str:
    """64 hex: HMAC-SHA256 keyed by the workspace id over the name, NFKC, case folded, spaces collapsed.

    rules.md, Keys: the file carries no name in clear, and the same name differs between workspaces.
    """
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", name).casefold())
    plain = " ".join(folded.split()).encode("utf-8", "surrogatepass")
    return hmac.digest(f"hsdclient/login/{workspace_id}".encode(), plain, "sha256").hex()


def _secret(passphrase: str) -> bytes:
    # NFC: the same Hindi words typed with another keyboard must open the same slot.
    return unicodedata.normalize("NFC", passphrase).encode("utf-8", "surrogatepass")


def _wrapping_key(secret: bytes, salt: bytes, cost: Cost) -> bytes:
    from argon2 import low_level
    from argon2.exceptions import HashingError

    try:
        return low_level.hash_secret_raw(
            secret, salt, cost.time, cost.memory_kib, cost.lanes, 32, low_level.Type.ID
        )
    except (HashingError, MemoryError) as error:
        raise errors.Environment(
            _("Unlocking needs {size} MiB of free memory. Close other programs and try again.").format(
                size=max(1, cost.memory_kib // 1024)
            )
        ) from error


def _seal(
    workspace_id: str, master: bytes, secret: bytes, kind: Kind, login: str, cost: Cost, slot_id: str = ""
) -> Slot:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    if not cost.acceptable():
        raise errors.Bug(f"Argon2id cost outside the limits: {cost}")
    salt, nonce = clock.random_bytes(16), clock.random_bytes(12)
    slot = Slot(slot_id or clock.new_id(), kind, login, clock.text(clock.now()), cost, salt, nonce, b"")
    key = _wrapping_key(secret, salt, cost)
    sealed = AESGCM(key).encrypt(nonce, master, slot.associated(workspace_id))
    return Slot(slot.slot_id, kind, login, slot.made, cost, salt, nonce, sealed)


def _open(content: KeyFile, slot: Slot, secret: bytes) -> Unlocked | None:
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    key = _wrapping_key(secret, slot.salt, slot.cost)
    try:
        master = AESGCM(key).decrypt(slot.nonce, slot.sealed, slot.associated(content.workspace_id))
    except InvalidTag:
        return None
    return Unlocked(content.workspace_id, slot.slot_id, master)


def _officer_slot(content: KeyFile, name: str) -> Slot | None:
    login = login_digest(content.workspace_id, name)
    found = None
    for slot in content.slots:
        if slot.kind == "officer" and hmac.compare_digest(slot.login, login):
            found = slot
    return found


def _only_slot(content: KeyFile) -> Slot | None:
    found = [slot for slot in content.slots if slot.kind == "officer"]
    return found[0] if len(found) == 1 else None


def _require(name: str, passphrase: str) -> None:
    if not name.strip():
        raise errors.Refused(_("Enter a name to sign in with."), "name")
    if not passphrase:
        raise errors.Refused(_("Enter a passphrase."), "passphrase")


def _own(folder: Path, unlocked: Unlocked) -> KeyFile:
    content = keyring_file.load(folder)
    if content.workspace_id != unlocked.workspace_id:
        raise errors.Bug("the unlocked key belongs to another workspace")
    return content


def create(folder: Path, name: str, passphrase: str, *, cost: Cost = STANDARD) -> tuple[Unlocked, str]:
    """A new key file in `folder` (made when missing), a slot for `name`; gives key and recovery code.

    Refused when a key file lies there already: a workspace is never made over another. Environment when the
    folder cannot be written.
    """
    _require(name, passphrase)
    if keyring_file.present(folder):
        raise errors.Refused(
            _("There is a workspace in {folder} already. Choose another folder, or open that one.").format(
                folder=folder
            ),
            "folder",
        )
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise errors.Environment(
            _("The folder {folder} cannot be made ({reason}). Choose another.").format(
                folder=folder, reason=error.strerror or error
            )
        ) from error
    workspace, master, code = clock.new_id(), clock.random_bytes(32), recovery_code.make()
    own = _seal(workspace, master, _secret(passphrase), "officer", login_digest(workspace, name), cost)
    spare = _seal(workspace, master, recovery_code.secret_of(code), "recovery", "", cost)
    keyring_file.save(folder, KeyFile(workspace, 1, (own, spare)))
    return Unlocked(workspace, own.slot_id, master), code


def workspace_id(folder: Path) -> str:
    """The id of the workspace in `folder`. Raises MissingKeyFile, DamagedKeyFile, NewerFormat."""
    return keyring_file.load(folder).workspace_id


def unlock(folder: Path, name: str, passphrase: str) -> Unlocked:
    """The master key by name and passphrase. Raises WrongPassphrase; an unknown name is as slow.

    Without a name (rules.md, Command line) the only officer's slot is tried; with several there is none.
    """
    content = keyring_file.load(folder)
    slot = _officer_slot(content, name) if name.strip() else _only_slot(content)
    secret = _secret(passphrase)
    if slot is None:
        costs = [slot.cost for slot in content.slots if slot.kind == "officer"] or [content.slots[0].cost]
        _wrapping_key(secret, clock.random_bytes(16), costs[-1])
        raise WrongPassphrase
    unlocked = _open(content, slot, secret)
    if unlocked is None:
        raise WrongPassphrase
    return unlocked


def unlock_by_recovery(folder: Path, code: str) -> Unlocked:
    """The master key by the printed code. Raises WrongRecoveryCode: for a slip at once."""
    secret = recovery_code.secret_of(code)
    content = keyring_file.load(folder)
    for slot in content.slots:
        if slot.kind == "recovery" and (unlocked := _open(content, slot, secret)):
            return unlocked
    raise WrongRecoveryCode(
        _("This is not the recovery code of this workspace. A newer code may have been printed since."),
        "code",
    )


def add(folder: Path, unlocked: Unlocked, name: str, passphrase: str, *, cost: Cost = STANDARD) -> str:
    """A slot for one more officer; gives its id. Refused when the name has one already."""
    _require(name, passphrase)
    content = _own(folder, unlocked)
    if _officer_slot(content, name):
        raise errors.Refused(_("This name is in use here already. Choose another."), "name")
    login = login_digest(content.workspace_id, name)
    slot = _seal(content.workspace_id, unlocked.master, _secret(passphrase), "officer", login, cost)
    keyring_file.save(folder, content.with_slots((*content.slots, slot)))
    return slot.slot_id


def change(
    folder: Path, unlocked: Unlocked, name: str, new_passphrase: str, *, cost: Cost = STANDARD
) -> None:
    """A new passphrase in the slot of `name`, which keeps its id; after a crash old or new opens."""
    _require(name, new_passphrase)
    content = _own(folder, unlocked)
    old = _officer_slot(content, name)
    if old is None:
        raise errors.Refused(_("Nobody signs in here with this name. Check its spelling."), "name")
    new = _seal(
        content.workspace_id,
        unlocked.master,
        _secret(new_passphrase),
        "officer",
        old.login,
        cost,
        old.slot_id,
    )
    kept = tuple(new if slot.slot_id == old.slot_id else slot for slot in content.slots)
    keyring_file.save(folder, content.with_slots(kept))


def remove(folder: Path, unlocked: Unlocked, slot_id: str) -> None:
    """Take an officer's slot away. Refused for the last one and for the recovery slot; an unknown id too."""
    content = _own(folder, unlocked)
    slot = next((slot for slot in content.slots if slot.slot_id == slot_id), None)
    if slot is None:
        raise errors.Refused(_("This officer has no key here any more."), "name")
    if slot.kind == "recovery":
        raise errors.Refused(_("The recovery code cannot be taken away; print a new one instead."), "code")
    kept = tuple(other for other in content.slots if other.slot_id != slot_id)
    if not any(other.kind == "officer" for other in kept):
        raise errors.Refused(
            _("This is the last officer who can open the workspace. Add another one first."), "name"
        )
    keyring_file.save(folder, content.with_slots(kept))


def new_recovery(folder: Path, unlocked: Unlocked, *, cost: Cost = STANDARD) -> str:
    """A fresh recovery code; the old one opens nothing from now on."""
    content = _own(folder, unlocked)
    code = recovery_code.make()
    slot = _seal(content.workspace_id, unlocked.master, recovery_code.secret_of(code), "recovery", "", cost)
    kept = tuple(other for other in content.slots if other.kind != "recovery")
    keyring_file.save(folder, content.with_slots((*kept, slot)))
    return code


def slots(folder: Path) -> list[SlotInfo]:
    """All slots, in the order of their making."""
    return [
        SlotInfo(slot.slot_id, slot.kind, slot.made, slot.cost) for slot in keyring_file.load(folder).slots
    ]


def slot_of(folder: Path, name: str) -> str | None:
    """The id of the slot of `name`, None when there is none."""
    slot = _officer_slot(keyring_file.load(folder), name)
    return slot.slot_id if slot else None


def has_slot(folder: Path, name: str) -> bool:
    """Whether `name` has a slot."""
    return slot_of(folder, name) is not None


def copy_to(folder: Path, destination: Path) -> None:
    """Both copies, sound and equal, into the existing folder `destination`, for a backup."""
    content = keyring_file.load(folder)
    keyring_file.save(destination, content)
