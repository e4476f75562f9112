"""Verbs that change documents: attach, new-version, describe, recognise; what links them is in `linking`.

Turn words into descriptions and hand them to the core; a file is told as attached after its commit.
"""

from __future__ import annotations

import contextlib
import re
import signal
import sys
import threading
from argparse import Namespace
from collections.abc import Callable, Iterator
from typing import Any

from hsdclient import attaching, codes, documents, errors, reading
from hsdclient.commands import output
from hsdclient.commands.linking import links
from hsdclient.commands.output import Usage, put, tell
from hsdclient.commands.records import act
from hsdclient.commands.signin import opened
from hsdclient.documents import DocumentDraft, Filed
from hsdclient.store import Change
from hsdclient.words import N_, _
from hsdclient.workspaces import Workspace

AMENDED = N_("Document amended")
NOTHING = "none"
_STOPPED = 130
_YES = {"yes": True, "no": False}


def attach(arguments: Namespace) -> int:
    """Attach files; each reference on standard output, a line for each file on standard error."""
    values = {field.key: getattr(arguments, field.key) for field in DocumentDraft.FIELDS}
    draft = DocumentDraft(**_read(values | {"type": arguments.type or "other"}))
    draft = draft.with_values({"release": codes.sides(arguments.release)})
    with opened(arguments, writer=True) as workspace:
        with workspace.store.read() as rx:
            named = [] if arguments.ref.strip().casefold() == NOTHING else links(rx, arguments)
        told = _Told(workspace)
        with _until_stopped() as stopped:
            batch = attaching.attach(
                workspace.store, workspace.officer, draft, named, arguments.files, told=told.how_far,
                cancelled=stopped, committed=told.committed,
            )  # fmt: skip
            for outcome in batch.outcomes:
                told.outcome(outcome)
    attached, refused = batch.count("attached", "known"), batch.count("refused")
    tell(_("{count} of {total} files attached.").format(count=attached, total=len(batch.outcomes)))
    if batch.count("cancelled"):
        return _STOPPED
    return 1 if refused or not batch.outcomes else 0


_ACROSS = 79  # columns
# A console of Windows takes no escape sequences unless it is asked to.
_CLEARED = "\r" + " " * _ACROSS + "\r" if sys.platform == "win32" else "\r\033[K"


class _Told:
    """What the officer hears of a batch: each commit at once, what is left at the end."""

    def __init__(self, workspace: Workspace) -> None:
        self._store = workspace.store
        self._said: set[int] = set()
        self._shown = sys.stderr is not None and sys.stderr.isatty()

    def how_far(self, progress: attaching.Progress) -> None:
        """The file in hand, where somebody is looking."""
        if self._shown and progress.name:
            line = _("{done} of {total}: {name}").format(
                done=progress.done + 1, total=progress.total, name=output.visible(progress.name)
            )
            print(f"{_CLEARED}{line[:_ACROSS]}", end="", file=sys.stderr, flush=True)

    def committed(self, change: Change) -> None:
        """The documents of one commit: recorded, so their references may be relied upon from now on."""
        keys = sorted(change.nouns.get("documents", ()))
        with self._store.read() as rx:
            rows = documents.rows(rx, keys)
        for row in rows:
            self._said.add(row.key)
            filed = Filed(
                row.file_name, row.sha256, row.size, row.kind, warnings=row.warnings, text_state=row.text_state,
                text_why=row.text_why,
            )  # fmt: skip
            self._line(row.file_name, " ".join((row.reference, attaching.remark(filed))))
            put(row.reference)
        sys.stdout.flush()

    def outcome(self, outcome: attaching.Outcome) -> None:
        """What was not told yet: files that were there already, refused or not reached."""
        if outcome.state == "attached" and outcome.key in self._said:
            return
        self._line(outcome.name, outcome.sentence or outcome.reference)
        if outcome.reference and outcome.key not in self._said:
            self._said.add(outcome.key)
            put(outcome.reference)

    def _line(self, name: str, said: str) -> None:
        if self._shown:
            print(_CLEARED, end="", file=sys.stderr)
        tell(f"{name}: {said.strip()}")


@contextlib.contextmanager
def _until_stopped() -> Iterator[Callable[[], bool]]:
    """Ctrl+C once: what is attached stays, the file in hand is not kept, no other is begun; twice: as ever."""
    stopped = threading.Event()
    if threading.current_thread() is not threading.main_thread():
        yield stopped.is_set
        return

    def stop(_number: int, _frame: Any) -> None:
        stopped.set()
        signal.signal(signal.SIGINT, signal.default_int_handler)

    before = signal.signal(signal.SIGINT, stop)
    try:
        yield stopped.is_set
    finally:
        signal.signal(signal.SIGINT, before)


def _read(values: dict[str, Any]) -> dict[str, Any]:
    """Words as an officer types them → values of the description: “Note verbale” → note_verbale."""
    found = dict(values)
    if "type" in found:
        found["type"] = re.sub(r"[\s-]+", "_", found["type"].strip().casefold())
    for key in ("dated", "permitted_on", "language"):
        if key in found:
            found[key] = found[key].strip()
    return found


def new_version(arguments: Namespace) -> int:
    """A newer content of a document; the older ones stay."""
    with opened(arguments, writer=True) as workspace:
        with workspace.store.read() as rx:
            key = codes.document(rx, arguments.doc)
        outcome, _change = attaching.add_version(workspace.store, workspace.officer, key, arguments.file)
        with workspace.store.read() as rx:
            number = documents.rows(rx, [key])[0].versions
    tell(_("{name}: version {number} of {reference}. {remark}").format(
        name=outcome.name, number=number, reference=outcome.reference, remark=outcome.sentence
    ).strip())  # fmt: skip
    put(outcome.reference)
    return 0


def describe(arguments: Namespace) -> int:
    """Amend the given fields of the description only."""
    given = {field.key: getattr(arguments, field.key, None) for field in DocumentDraft.FIELDS}
    changes = _read({key: value for key, value in given.items() if value is not None})
    if not changes:
        raise Usage(_("Say what to amend, for example --title or --date."))
    if "third_party" in changes:
        changes["third_party"] = _YES[changes["third_party"]]
    with act(arguments, AMENDED) as tx:
        changed = documents.amend(tx, codes.document(tx, arguments.doc), changes)
    tell(_("Document amended.") if changed else _("Nothing differs; nothing was changed."))
    return 0


def recognise(arguments: Namespace) -> int:
    """Put the text of scans into the search; 1 when one could not be read."""
    failed = 0
    with opened(arguments, writer=True) as workspace:
        with workspace.store.read() as rx:
            keys = [codes.document(rx, reference) for reference in arguments.docs]
            if not keys:
                keys = list(documents.ids(rx, documents.DocumentQuery(unread=True)))
            rows = [row for row in documents.rows(rx, keys) if arguments.docs or _is_scan(row)]
        for row in rows:
            try:
                if not _is_scan(row):
                    raise errors.Refused(_("It is not a scan or a picture that waits for its text."))
                attaching.recognise(
                    workspace.store, workspace.officer, row.sha256, row.size, told=output.progress(row.reference)
                )
            except errors.HsdError as error:
                failed += 1
                tell(f"{row.reference}: {error.sentence}")
            else:
                put(row.reference)
    tell(_("{count} of {total} scans recognised.").format(count=len(rows) - failed, total=len(rows)))
    return 1 if failed else 0


def _is_scan(row: documents.DocumentRow) -> bool:
    from hsdclient.reading import ocr  # lazy: only this verb wants it

    return ocr.worthwhile(reading.Facts(kind=row.kind, state=row.text_state, why=row.text_why))
