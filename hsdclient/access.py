"""Who can open a workspace: an officer's key slot and row joined, so that nothing is half done.

Knows the key file and the officers' rows; no screen. Passphrase strength is the front ends' matter.
"""

from __future__ import annotations

import contextlib

from hsdclient import checks, errors, keyring, officers, session
from hsdclient.keyring import STANDARD, Cost, Unlocked
from hsdclient.officers import OfficerDraft
from hsdclient.store import Store
from hsdclient.words import N_, _


def add_officer(
    store: Store,
    unlocked: Unlocked,
    admin: session.Officer,
    draft: OfficerDraft,
    passphrase: str,
    *,
    cost: Cost = STANDARD,
) -> int:
    """Add an officer with a passphrase; returns the key. The slot comes first and goes if the row fails."""
    _require_administrator(admin)
    checks.demand(draft.problems())
    with store.read() as rx:
        officers.check(rx, draft)
    slot_id = keyring.add(store.folder, unlocked, draft.name.strip(), passphrase, cost=cost)
    try:
        with store.write(admin, N_("Officer added")) as tx:
            return officers.add(tx, draft, slot_id)
    except BaseException:
        with contextlib.suppress(errors.HsdError):
            keyring.remove(store.folder, unlocked, slot_id)
        raise


def disable_officer(store: Store, unlocked: Unlocked, admin: session.Officer, key: int) -> None:
    """End an officer's access: the row first (which alone refuses a sign-in), then the key slot.

    Done again after a failure in between it takes the slot that was left.
    """
    _require_administrator(admin)
    with store.write(admin, N_("Officer disabled")) as tx:
        officers.disable(tx, key)
        slot_id = officers.slot_of(tx, key)
    if any(slot.slot_id == slot_id for slot in keyring.slots(store.folder)):
        keyring.remove(store.folder, unlocked, slot_id)


def change_passphrase(
    store: Store, unlocked: Unlocked, officer: session.Officer, old: str, new: str, *, cost: Cost = STANDARD
) -> None:
    """Change one's own passphrase, giving the old one; journalled. `WrongPassphrase` changes nothing."""
    keyring.unlock(store.folder, officer.name, old)
    reset_passphrase(store, unlocked, officer, new, cost=cost)


def reset_passphrase(
    store: Store, unlocked: Unlocked, officer: session.Officer, new: str, *, cost: Cost = STANDARD
) -> None:
    """A new passphrase for the signed-in officer without the old one: after the recovery code only."""
    if not new:
        raise errors.Refused(_("Enter a passphrase."), "passphrase")
    keyring.change(store.folder, unlocked, officer.name, new, cost=cost)
    _tell(store, officer, N_("Passphrase changed"), "passphrase")


def new_recovery(store: Store, unlocked: Unlocked, admin: session.Officer, *, cost: Cost = STANDARD) -> str:
    """A fresh recovery code to print (administrator); the old one opens nothing from now on."""
    _require_administrator(admin)
    code = keyring.new_recovery(store.folder, unlocked, cost=cost)
    _tell(store, admin, N_("New recovery code printed"), "recovery code")
    return code


def _tell(store: Store, officer: session.Officer, sentence: str, op: str) -> None:
    # A reader may change the own passphrase but writes no record; the key file's date is all there is then.
    if store.writable and officer.role != "reader":
        with store.write(officer, sentence) as tx:
            tx.remark(op, "officers", officer.id, {})


def _require_administrator(officer: session.Officer) -> None:
    if officer.role != "administrator":
        raise errors.Refused(_("Only an administrator may do this. Ask one to sign in."))
