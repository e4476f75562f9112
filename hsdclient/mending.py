"""Papers that Verify found missing, cut short or changed are taken from the newest backup that has them whole.

Knows blobs and backups; what is damaged is told by `papers`, the database is never touched but for the journal.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from hsdclient import backup_files, errors, session, vault
from hsdclient.holdings import Content
from hsdclient.papers import Asked, Told
from hsdclient.store import Store
from hsdclient.vault import faults
from hsdclient.verify import Finding
from hsdclient.words import N_, _

SENTENCE = N_("Stored files mended from a backup")
_BACKUPS = "backups"


@dataclass(frozen=True)
class Mended:
    """References of the documents whose files are whole again, and of those that no backup had (`left`)."""

    mended: tuple[str, ...]
    left: tuple[str, ...]


def mend(
    opened: Store,
    officer: session.Officer,
    findings: Iterable[Finding],
    *,
    backups: Sequence[Path] = (),
    told: Told | None = None,
    cancelled: Asked | None = None,
) -> Mended:
    """Mend what `verify` found of kind vault, from `backups` or else those in the workspace's own folder.

    A folder in `backups` may be one backup or hold several. Each file is decrypted and hashed as it lies in the
    workspace before it counts; one act in the journal. `told` hears (papers so far, all). Raises Refused (a
    reader), Environment (disk), Cancelled (what was mended before stays).
    """
    if not opened.writable or officer.role == "reader":
        raise errors.Refused(_("Your role or the read-only workspace does not allow this. Ask an administrator."))
    wanted = {one.content.sha256: one.content for one in findings if one.content is not None}
    sources = [vault.Vault(path, opened.unlocked) for path in _places(opened, backups)]
    mended, left = set[str](), set[str]()
    try:
        for number, content in enumerate(wanted.values(), 1):
            if cancelled is not None and cancelled():
                raise vault.Cancelled
            (mended if _take(opened.vault, content, sources) else left).update(content.references)
            if told is not None:
                told(number, len(wanted))
    finally:
        if mended:
            with opened.write(officer, SENTENCE) as tx:
                facts = {"mended": sorted(mended), "left": sorted(left)}
                tx.remark("mend", "workspace", opened.facts.id, facts)
    return Mended(tuple(sorted(mended)), tuple(sorted(left)))


def _places(opened: Store, given: Sequence[Path]) -> list[Path]:
    """The backups to look in, newest first."""
    found: list[Path] = []
    for path in given or [opened.folder / _BACKUPS]:
        facts = backup_files.info(path)
        if facts is not None and facts["workspace"] == opened.unlocked.workspace_id:
            found.append(path)
        else:
            found += backup_files.beside(path, opened.unlocked)
    if given and not found:
        raise backup_files.NotABackup(
            _("There is no backup of this workspace in {path}. Choose the backup's folder.").format(path=given[0])
        )
    return sorted(dict.fromkeys(found), key=_when, reverse=True)


def _when(path: Path) -> str:
    facts = backup_files.info(path)
    return facts["at"].isoformat() if facts else ""


def _take(kept: vault.Vault, content: Content, sources: Sequence[vault.Vault]) -> bool:
    name = kept.name_of(content.sha256)
    if not kept.examine(name, content.size, deep=True):
        return True  # mended meanwhile: attached again
    return any(_adopt(kept, name, source.path_of(name)) for source in sources)


def _adopt(kept: vault.Vault, name: str, taken: Path) -> bool:
    try:
        kept.adopt(name, taken)
    except (vault.Missing, vault.Damaged):
        return False
    except OSError as error:
        raise faults.not_stored(error, backup_files.size_of(taken)) from error
    return True
