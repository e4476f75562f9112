"""The vault against the rows: which papers are missing, cut short or changed, and which files nobody refers to.

Looks only; `mending` mends, `sweeping` removes. A paper is named by its documents' references, never by a title.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from hsdclient import clock, holdings
from hsdclient.holdings import Content
from hsdclient.store import Store
from hsdclient.vault import Cancelled, cipher_size
from hsdclient.words import _

__all__ = ["SWEEP_AGE", "Asked", "Cancelled", "Damage", "Told", "contents", "damages", "extras", "wanted"]

SWEEP_AGE = timedelta(days=30)
"""How long the trash keeps a document, and a blob to which no row refers may wait for one (attach was cut short)."""
Told = Callable[[int, int], None]
Asked = Callable[[], bool]


@dataclass(frozen=True)
class Damage:
    """One content whose blob is not what was stored; `wrong`: missing, truncated or changed."""

    content: Content
    wrong: str
    name: str

    @property
    def sentence(self) -> str:
        """What a finding says: references of the documents, what is wrong, the blob's short name."""
        told = {
            "missing": _("{references}: the stored file is missing (blob {name})."),
            "truncated": _("{references}: the stored file is cut short (blob {name})."),
            "changed": _("{references}: the stored file was changed (blob {name})."),
        }[self.wrong]
        return told.format(references=self.content.named, name=self.name[:8])


def contents(opened: Store) -> list[Content]:
    """Every content that an unswept document refers to now."""
    with opened.raw() as conn:
        return holdings.contents(conn.connection.driver_connection)


def wanted(opened: Store, now: datetime) -> set[str]:
    """Names of the blobs that a document refers to, or may again: a version was taken back less than SWEEP_AGE ago."""
    with opened.raw() as conn:
        raw = conn.connection.driver_connection
        hashes = {one.sha256 for one in holdings.contents(raw)}
        hashes |= holdings.taken_back(raw, clock.text(now - SWEEP_AGE)) if hashes else set()
    return {opened.vault.name_of(sha256) for sha256 in hashes}


def damages(
    opened: Store, *, deep: bool, told: Told | None = None, cancelled: Asked | None = None
) -> list[Damage]:
    """Every content whose blob is not sound, oldest document first; `deep` reads every chunk. Raises Cancelled."""
    wanted, kept = contents(opened), opened.vault
    found, done = [], 0
    whole = sum(cipher_size(one.size) for one in wanted)
    for one in wanted:
        if cancelled is not None and cancelled():
            raise Cancelled
        name = kept.name_of(one.sha256)
        if wrong := kept.examine(name, one.size, deep=deep, cancelled=cancelled):
            found.append(Damage(one, wrong, name))
        done += cipher_size(one.size)
        if told is not None:
            told(done, whole)
    if found:  # a sweep may have been at work: what nobody refers to any more is no damage
        still = {one.sha256 for one in contents(opened)}
        found = [one for one in found if one.content.sha256 in still]
    return found


def extras(opened: Store, *, deep: bool) -> list[str]:
    """A sentence for each file in the vault that no document refers to.

    A sound blob that is younger than SWEEP_AGE is none: an attach may be at work, or was cut short.
    """
    kept = opened.vault
    young = clock.now() - SWEEP_AGE
    found = []
    for name in sorted(set(kept.names()) - wanted(opened, clock.now())):
        placed = kept.age_of(name)
        if placed is not None and (placed < young or kept.examine(name, None, deep=deep) in ("truncated", "changed")):
            found.append(name[:8])
    found += sorted(path.relative_to(kept.folder).as_posix() for path in kept.strays())
    return [_("The vault holds a file that no document refers to ({name}).").format(name=name) for name in found]
