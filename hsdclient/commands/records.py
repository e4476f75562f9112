"""Verbs that change a joint action: log, amend, progress, figure; and for every record: release, discard, recover,
undo.

Turn words into drafts and hand them to the core; the rules are the core's.
"""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from hsdclient import codes, documents, errors, joint_actions, releases, standing, undo
from hsdclient.commands.output import Usage, put, tell
from hsdclient.commands.signin import opened
from hsdclient.documents.verbs import PREFIX
from hsdclient.joint_actions import ActionDraft
from hsdclient.joint_actions.figures import FigureDraft, set_figure
from hsdclient.joint_actions.progress import EntryDraft, add_entry
from hsdclient.session import Tx
from hsdclient.words import N_, _

_LISTS = ("supporting", "tags", "reported_to")
_ALIASES = {"title": "title_en", "next": "next_step"}
_DAYS = ("start", "due", "permitted_on")
YES, NO = ("yes", "true", "1", "on"), ("no", "false", "0", "off", "")


@contextmanager
def act(arguments: Namespace, sentence: str) -> Iterator[Tx]:
    """A transaction of the officer who signs in, under that sentence."""
    with opened(arguments, writer=True) as workspace, workspace.store.write(workspace.officer, sentence) as tx:
        yield tx


def listed(text: str) -> tuple[str, ...]:
    """'A, B' → ('A', 'B')."""
    return tuple(part.strip() for part in text.split(",") if part.strip())


def _status(text: str) -> str:
    return standing.read_status(text) or text if text else ""


def _rag(text: str) -> str:
    found = standing.read_rag(text)
    return text if found is None else found


def log(arguments: Namespace) -> int:
    """Log a joint action and print its reference."""
    values = {field.key: getattr(arguments, field.key) for field in ActionDraft.FIELDS}
    values.update({key: listed(values[key]) for key in _LISTS})
    values.update({key: values[key].strip() for key in _DAYS})
    values.update(
        status=_status(arguments.status),
        rag=_rag(arguments.rag),
        priority=arguments.priority.strip().casefold(),
        release=codes.sides(arguments.release),
    )
    with act(arguments, N_("Joint action recorded")) as tx:
        twin = joint_actions.same_title(tx, arguments.title_en)
        recorded = joint_actions.record(tx, ActionDraft(**values))
    if twin:
        tell(_("Note: {reference} has the same title.").format(reference=twin))
    tell(_("Joint action {reference} recorded.").format(reference=recorded.reference))
    put(recorded.reference)
    return 0


def read_changes(pairs: list[str]) -> dict[str, Any]:
    """FIELD=VALUE… → the changes that `joint_actions.amend` takes."""
    known = {field.key: field.kind for field in ActionDraft.FIELDS if field.key != "release"}
    changes: dict[str, Any] = {}
    for pair in pairs:
        name, equals, value = pair.partition("=")
        key = name.strip().replace("-", "_").casefold()
        key = _ALIASES.get(key, key)
        if not equals or key not in known:
            raise Usage(
                _("“{pair}” is not FIELD=VALUE. The fields are: {fields}.").format(
                    pair=pair if len(pair) <= 60 else pair[:59] + "…", fields=", ".join(known)
                )
            )
        if key in changes:
            raise Usage(_("{field} is given twice; give it once.").format(field=key))
        changes[key] = _value(key, known[key], value)
    return changes


def _value(key: str, kind: str, value: str) -> Any:
    if key in _LISTS:
        return listed(value)
    if kind == "check":
        if value.strip().casefold() not in (*YES, *NO):
            raise Usage(_("{field} is yes or no.").format(field=key))
        return value.strip().casefold() in YES
    if key == "status":
        return _status(value)
    if key == "rag":
        return _rag(value)
    if key in _DAYS:
        return value.strip()
    return value.strip().casefold() if key == "priority" else value


def amend(arguments: Namespace) -> int:
    """Amend the given fields only."""
    if noun := _noun(arguments.ref):
        from hsdclient.commands import amending  # lazy: loads every noun

        return amending.amend(arguments, noun)
    changes = read_changes(arguments.changes)
    if changes.get("rag") in ("red", "amber") and arguments.reason:
        changes.setdefault("reason", arguments.reason)  # the one reason that was given is meant for both
    side = codes.side(arguments.side) if arguments.side else None
    with act(arguments, N_("Joint action amended")) as tx:
        key = codes.action(tx, arguments.ref)
        twin = joint_actions.same_title(tx, changes["title_en"], other_than=key) if "title_en" in changes else None
        changed = joint_actions.amend(
            tx,
            key,
            changes,
            side=side,
            reason=arguments.reason,
            received_on=arguments.received.strip(),
            source=arguments.source,
        )
    if twin:
        tell(_("Note: {reference} has the same title.").format(reference=twin))
    tell(_("Joint action amended.") if changed else _("Nothing differs; nothing was changed."))
    return 0


def progress(arguments: Namespace) -> int:
    """Add a progress entry."""
    sentence = N_("Progress entry corrected") if arguments.corrects is not None else N_("Progress added")
    entry = EntryDraft(
        text=arguments.text,
        dated=arguments.dated.strip(),
        side=codes.side(arguments.side) if arguments.side else "",
        status=_status(arguments.status),
        rag=_rag(arguments.rag),
        reason=arguments.reason,
        next_step=arguments.next_step,
        corrects=arguments.corrects,
        source=arguments.source,
        release=codes.sides(arguments.release),
    )
    with act(arguments, sentence) as tx:
        add_entry(tx, codes.action(tx, arguments.ref), entry)
    tell(_("Progress entry added."))
    return 0


def figure(arguments: Namespace) -> int:
    """Record an indicator figure of one side."""
    side = codes.side(arguments.side) if arguments.side else ""
    draft = FigureDraft(
        arguments.indicator,
        arguments.value,
        arguments.unit,
        side,
        arguments.detail,
        arguments.dated.strip(),
        arguments.source,
    )
    with act(arguments, N_("Figure recorded")) as tx:
        set_figure(tx, codes.action(tx, arguments.ref), draft)
    tell(_("Figure recorded."))
    return 0


def is_document(reference: str) -> bool:
    """Whether the reference is that of a document."""
    return reference.strip().upper().startswith(f"{PREFIX}-")


def release(arguments: Namespace) -> int:
    """Make the given sides those that the record is released to."""
    if not arguments.to.strip():  # an empty variable of a script must not take every release back
        raise Usage(_("Say to whom: --to IN, --to US, --to IN,US or --to none."))
    to = codes.sides(arguments.to, field="to")
    if is_document(arguments.ref):
        return _release_document(arguments, to)
    if _noun(arguments.ref):
        return _release_record(arguments, to)
    whole = {"all": True, "none": False, None: None}[arguments.whole]
    with act(arguments, N_("Release changed")) as tx:
        key = codes.action(tx, arguments.ref)
        changed = releases.release(tx, key, to, with_all=whole)
        lines, blocked = releases.preview(tx, key, tx.partner)
        partner = tx.partner
    tell(_("Release changed.") if changed else _("Nothing differs; nothing was changed."))
    if partner in to:
        for line in lines:
            if line.released:
                tell(_("  released to {side}: {part}").format(side=partner, part=line.label))
        if blocked:
            tell(_("It stays out of the partner's edition: {why}").format(why=blocked))
    return 0


def _release_document(arguments: Namespace, to: tuple[str, ...]) -> int:
    if arguments.whole:
        raise Usage(_("--with is for joint actions; a document is released by itself."))
    with act(arguments, N_("Release changed")) as tx:
        key = codes.document(tx, arguments.ref)
        changed = releases.release_document(tx, key, to)
        blocked = releases.preview_document(tx, key, tx.partner) if tx.partner in to else None
    tell(_("Release changed.") if changed else _("Nothing differs; nothing was changed."))
    if blocked:
        tell(_("It stays out of the partner's edition: {why}").format(why=blocked))
    return 0


def _release_record(arguments: Namespace, to: tuple[str, ...]) -> int:
    from hsdclient.commands import any_record  # lazy: loads every noun

    with act(arguments, N_("Release changed")) as tx:
        found = any_record.find(tx, arguments.ref)
        if found is None:
            raise errors.Refused(_("This record is no longer there; reload the list."))
        changed = any_record.release(tx, arguments, found, to)
        tell(_("Release changed.") if changed else _("Nothing differs; nothing was changed."))
        if tx.partner in to:
            any_record.tell_release(tx, found, tx.partner)
    return 0


def _noun(reference: str) -> str:
    """The noun of a meeting, agreement, commitment, request or contact; '' for an action or a document."""
    from hsdclient.commands import any_record  # lazy: loads every noun

    return any_record.noun_of(reference)


def _named(arguments: Namespace, actions: str, papers: str) -> tuple[str, str]:
    """(noun, sentence) for what REF… names, all of one noun; the noun is '' for actions and documents."""
    from hsdclient.commands import any_record  # lazy: loads every noun

    kinds = {_noun(reference) or str(is_document(reference)) for reference in arguments.ref}
    if len(kinds) > 1:
        raise Usage(_("Name records of one kind, not several kinds at once."))
    (kind,) = kinds
    if kind in any_record.NOUNS:
        said = any_record.DISCARDED if arguments.verb == "discard" else any_record.RECOVERED
        return kind, said[kind]
    return "", papers if kind == "True" else actions


def discard(arguments: Namespace) -> int:
    """Put records into the trash, all or none."""
    noun, sentence = _named(arguments, N_("Joint action discarded"), N_("Document discarded"))
    with act(arguments, sentence) as tx:
        if noun:
            from hsdclient.commands import any_record  # lazy: loads every noun

            any_record.discard(tx, noun, arguments.ref, arguments.reason)
        for reference in () if noun else arguments.ref:
            if is_document(reference):
                documents.discard(tx, [codes.document(tx, reference)], arguments.reason)
                continue
            key = codes.action(tx, reference)
            if joint_actions.card(tx, key).discarded:
                raise errors.Refused(_("This action is in the trash already."))
            joint_actions.discard(tx, key, arguments.reason)
    tell(_("In the trash; `recover` takes it out."))
    return 0


def recover(arguments: Namespace) -> int:
    """Take records out of the trash, all or none."""
    noun, sentence = _named(arguments, N_("Joint action recovered"), N_("Document recovered"))
    with act(arguments, sentence) as tx:
        if noun:
            from hsdclient.commands import any_record  # lazy: loads every noun

            any_record.recover(tx, noun, arguments.ref)
        for reference in () if noun else arguments.ref:
            if is_document(reference):
                documents.recover(tx, [codes.document(tx, reference)])
            else:
                joint_actions.recover(tx, codes.action(tx, reference))
    tell(_("Recovered from the trash."))
    return 0


def undo_last(arguments: Namespace) -> int:
    """Take back the officer's last act."""
    with opened(arguments, writer=True) as workspace:
        with workspace.store.read() as rx:
            found = undo.last(rx, workspace.officer)
        if found is None:
            raise errors.Refused(_("There is nothing to undo."))
        with workspace.store.write(workspace.officer, found.undoing, undoes=found.tx) as tx:
            undo.undo(tx, found.tx)
    tell(_("Undone: {act}").format(act=_(found.sentence)))
    return 0
