"""Verbs that make and keep a workspace: new, sample, officers, passwd, verify, sweep, backup, restore.

The rules are the core's; the strength of passphrases and the cost of key slots are asked for in `signin`.
"""

from __future__ import annotations

from argparse import Namespace
from typing import TYPE_CHECKING

from hsdclient import clock, errors, founding, keyring, places, workspaces
from hsdclient import officers as officer_rows
from hsdclient.commands import output, signin
from hsdclient.commands.output import Usage, put, tell
from hsdclient.words import _

if TYPE_CHECKING:
    from hsdclient.verify import Finding


def new(arguments: Namespace) -> int:
    """Create a workspace; print its recovery code."""
    draft = founding.WorkspaceDraft(
        arguments.side.strip().upper(),
        arguments.officer,
        arguments.agency,
        title=arguments.title,
        name=arguments.name,
        office_en=arguments.office,
        office_hi=arguments.office_hi,
        time_zone=_zone(arguments.time_zone),
        default_marking=arguments.marking,
    )
    if found := draft.problems():
        raise errors.Problems(found)
    known = (arguments.officer, arguments.agency, arguments.name)
    passphrase = signin.new_passphrase(arguments.passphrase_file, signin.VARIABLE, known)
    made = workspaces.create(
        arguments.dir, draft, passphrase, cost=signin.COST, allow_network=arguments.allow_network_folder
    )
    tell(_("Workspace created in {folder}.").format(folder=made.folder))
    tell(_("The recovery code follows. It is shown this once: print it and lock it away."))
    put(made.recovery_code)
    return 0


def _zone(name: str) -> str:
    from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

    try:
        return ZoneInfo(name).key if name else ""
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise errors.Refused(
            _("There is no time zone {name}. Write it as Asia/Kolkata.").format(name=name), "time_zone"
        ) from None


def sample(arguments: Namespace) -> int:
    """Make the sample workspace; print its folder."""
    from hsdclient.sample import build  # lazy: the story is long and only this verb needs it

    told = build.build(
        arguments.dir,
        actions=arguments.actions,
        seed=arguments.seed,
        cost=signin.COST,
        allow_network=arguments.allow_network_folder,
        progress=output.progress(_("Sample")),
    )
    tell(_("Sample with {count} joint actions; officer and passphrase: sample.").format(count=told))
    put(str(arguments.dir))
    return 0


def officers(arguments: Namespace) -> int:
    """List officers; add one with a role; disable one."""
    if (arguments.act is None) != (not arguments.name.strip()):
        raise Usage(_("Say whom: officers DIR add NAME, or officers DIR disable NAME."))
    if arguments.act is None:
        with signin.opened(arguments, writer=False) as workspace, workspace.store.read() as rx:
            rows = officer_rows.listing(rx, disabled=True)
        listed = [
            {
                "ref": row.name,
                "name": row.name,
                "title": row.title,
                "agency": row.agency,
                "role": row.role,
                "disabled": row.disabled,
            }
            for row in rows
        ]
        if arguments.form == "text":
            listed = [one | {"disabled": _("yes") if one["disabled"] else ""} for one in listed]
        headings = ("name", _("Name")), ("title", _("Title")), ("agency", _("Agency")), ("role", _("Role"))
        output.records(listed, arguments.form, (*headings, ("disabled", _("Disabled"))))
        return 0
    with signin.opened(arguments, writer=True) as workspace:
        store, unlocked, admin = workspace.store, workspace.unlocked, workspace.officer
        if arguments.act == "add":
            draft = officer_rows.OfficerDraft(arguments.name, arguments.title, arguments.agency, arguments.role)
            if admin.role != "administrator":
                raise errors.Refused(_("Only an administrator may do this. Ask one to sign in."))
            with store.read() as rx:  # before the passphrase is asked for
                officer_rows.check(rx, draft)
            passphrase = signin.new_passphrase(
                arguments.new_passphrase_file, signin.NEW_VARIABLE, (arguments.name, arguments.agency)
            )
            workspaces.add_officer(store, unlocked, admin, draft, passphrase, cost=signin.COST)
            tell(_("Officer added; the passphrase is for this officer alone."))
        else:
            with store.read() as rx:
                found = officer_rows.by_name(rx, arguments.name)
            if found is None:
                raise errors.Refused(_("There is no officer with this name. See `officers DIR`."), "name")
            workspaces.disable_officer(store, unlocked, admin, found.key)
            tell(_("Officer disabled; the key slot is gone."))
    return 0


def passwd(arguments: Namespace) -> int:
    """Change one's own passphrase."""
    with signin.opened(arguments, writer=True) as workspace:
        passphrase = signin.new_passphrase(
            arguments.new_passphrase_file, signin.NEW_VARIABLE, (workspace.officer.name,)
        )
        # Signing in with the old one a moment ago was the proof that `change_passphrase` asks for.
        workspaces.reset_passphrase(
            workspace.store, workspace.unlocked, workspace.officer, passphrase, cost=signin.COST
        )
    tell(_("Passphrase changed."))
    return 0


def verify_workspace(arguments: Namespace) -> int:
    """Check the workspace; findings on standard output. 0 whole, 1 findings, 3 it does not open."""
    from hsdclient.verify import verify_folder  # lazy: only this verb needs it

    places.check_folder(arguments.dir, allow_network=arguments.allow_network_folder)
    if arguments.mend:
        found = _mended(arguments)
    elif arguments.backup is not None:
        raise Usage(_("--from is for --mend; say both."))
    else:
        unlocked = signin.key_of(arguments, arguments.dir)
        told = output.progress(_("Stored files")) if arguments.deep else None
        found = verify_folder(arguments.dir, unlocked, deep=arguments.deep, told=told)
    if arguments.form == "json":
        output.records([{"ref": one.kind, "kind": one.kind, "sentence": one.sentence} for one in found], "json", ())
    else:
        for one in found:
            put(f"{one.kind}: {one.sentence}")
    if not found:
        tell(_("Database, journal, head, keys, search index and stored files are as they should be."))
        return 0
    if any(one.kind == "open" for one in found):
        return errors.Environment.exit_code
    if all(one.content is not None for one in found) and not arguments.mend:
        tell(_("{count} findings. `verify --mend` takes the files from a backup.").format(count=len(found)))
    else:
        tell(_("{count} findings. Restore the newest backup, or ask your administrator.").format(count=len(found)))
    return 1


def _mended(arguments: Namespace) -> list[Finding]:
    """Mend what a backup has; what is found afterwards."""
    from hsdclient import mending, verify  # lazy: as above

    backups = [arguments.backup] if arguments.backup is not None else []
    with signin.opened(arguments, writer=True) as workspace:
        found = verify.verify(workspace.store, deep=arguments.deep, told=output.progress(_("Stored files")))
        if not any(one.content is not None for one in found):
            return found
        done = mending.mend(workspace.store, workspace.officer, found, backups=backups)
        for reference in done.mended:
            tell(_("{reference}: mended from a backup.").format(reference=reference))
        for reference in done.left:
            tell(_("{reference}: no backup has this file whole.").format(reference=reference))
        return verify.verify(workspace.store, deep=arguments.deep)


def sweep(arguments: Namespace) -> int:
    """Give up what lay in the trash for 30 days and is in a verified backup; prints the references."""
    from hsdclient import sweeping  # lazy: it brings the checks of backups along

    with signin.opened(arguments, writer=not arguments.dry_run) as workspace:
        if arguments.dry_run:
            waiting = sweeping.due(workspace.store)
            reasons = sweeping.reasons(workspace.store, waiting, backups=arguments.backup)
            for one in waiting:
                if reasons[one.key]:
                    tell(f"{one.reference}: {reasons[one.key]}")
                else:
                    put(one.reference)
            going = sum(not why for why in reasons.values())
            tell(_("{count} documents would be swept; nothing was changed.").format(count=going))
            return 1 if going < len(reasons) else 0
        done = sweeping.sweep(workspace.store, workspace.officer, clock.now(), backups=arguments.backup)
    for reference in done.documents:
        put(reference)
    for reference, why in done.kept:
        tell(f"{reference}: {why}")
    tell(
        _("{count} documents swept, {blobs} files removed, {size} MB freed.").format(
            count=len(done.documents), blobs=done.blobs, size=f"{done.bytes / 1_000_000:.1f}"
        )
    )
    return 1 if done.kept else 0


def backup(arguments: Namespace) -> int:
    """Make a backup; print its path."""
    from hsdclient import backups  # lazy: it brings the checks of verify along

    with signin.opened(arguments, writer=True) as workspace:
        made, warning = backups.back_up_to(workspace.store, workspace.officer, arguments.dest, now=clock.now())
    tell(_("Backup made and checked: {count} journal entries.").format(count=made.entries))
    if warning:
        tell(warning)
    put(str(made.path))
    return 0


def restore(arguments: Namespace) -> int:
    """Put a backup back; print the workspace's folder."""
    from hsdclient import backups

    unlocked: keyring.Unlocked = signin.key_of(arguments, arguments.backup)
    restored = backups.restore(
        arguments.backup,
        arguments.dir,
        unlocked,
        now=clock.now(),
        wait=arguments.wait,
        allow_network=arguments.allow_network_folder,
    )
    tell(_("Restored: {count} journal entries.").format(count=restored.entries))
    for reference in restored.lacking:
        tell(_("{reference}: the backup did not have this file whole.").format(reference=reference))
    if restored.aside is not None:
        tell(_("The files that were there are kept in {folder}.").format(folder=restored.aside))
    else:
        tell(_("From now on this copy counts here; any other one of this workspace will be called an older state."))
    put(str(restored.folder))
    return 0
