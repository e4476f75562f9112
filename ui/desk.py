"""The one object that pages receive: read, peek, write, make, undo, and the news of what changed.

Knows the store and the threads; no page, no SQL.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import date
from functools import partial
from typing import Any, Concatenate, ParamSpec, TypeVar

from PySide6.QtCore import QObject, Signal

from hsdclient import clock, drafts, errors, settings, undo, view_states
from hsdclient.session import Officer, Read, WorkspaceFacts
from hsdclient.store import Change, Slow, Store
from hsdclient.words import _
from hsdclient.workspaces import Workspace
from ui.worker import Crew, Then, Ticket, alive

P = ParamSpec("P")
R = TypeVar("R")
PEEK_MS = 20


class Desk(QObject):
    """What every page works with. Results and signals arrive on the GUI thread."""

    changed = Signal(object)
    """store.Change of each committed act: `.nouns` maps table name to keys, `.sentence` is its msgid."""
    saved = Signal(object)
    """The instant (aware datetime) of the last commit: the status bar says "Saved 10:42"."""
    failed = Signal(object)
    """HsdError that no page took; the window shows its sentence."""
    undoable = Signal(str)
    """The sentence (msgid) of the act that Undo would take back; '' when there is none."""
    redoable = Signal(str)
    """The sentence (msgid) of the act that Redo would do again; '' when there is none."""
    notice = Signal(str, object)
    """A sentence for the strip and a callable behind its Undo button (or None)."""
    go = Signal(str, object)
    """Ask the window to open a page: its key and an argument (e.g. a filter or a record key)."""
    strip_wanted = Signal(object)
    """A strip (QWidget) that tells of long work, to stand at the foot of the window."""
    quietly = Signal(str, object)
    """What is done in the background, for the status bar ('' for nothing), and a callable that stops it."""
    closing = Signal()
    """The workspace is about to be closed: whoever works on a thread of their own stops now, and waits for it."""

    def __init__(self, workspace: Workspace, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.workspace = workspace
        self._lookers = Crew("look", 2, self)
        self._writer = Crew("write", 1, self)
        self._maker = Crew("make", 1, self)
        for crew in (self._lookers, self._writer, self._maker):
            crew.unhandled.connect(self.failed)
        self._latest: dict[str, Ticket] = {}
        self.changed_since_backup = False
        self.setting: Callable[[str], Any] = settings.Settings().get  # the window puts the officer's own here

    @property
    def store(self) -> Store:
        """The open store (for rooms that take one whole: backups, verify, reports)."""
        return self.workspace.store

    @property
    def officer(self) -> Officer:
        """Who is signed in."""
        return self.workspace.officer

    @property
    def facts(self) -> WorkspaceFacts:
        """Side, zone, default marking, sample or not."""
        return self.store.facts

    @property
    def today(self) -> date:
        """Today in the workspace's zone."""
        return clock.today(self.facts.time_zone)

    @property
    def writable(self) -> bool:
        """False in read-only mode and for readers: pages hide what cannot be done."""
        return self.store.writable and self.officer.role != "reader"

    def read(
        self,
        then: Then,
        look: Callable[..., R],
        *args: Any,
        latest: str = "",
        failed: Then | None = None,
        as_of: date | None = None,
        limit_ms: int | None = None,
        **kwargs: Any,
    ) -> Ticket:
        """Run `look(rx, *args)` on a pool thread, then `then(result)`. A newer call with the same `latest`
        drops the older one's result. What takes longer than `limit_ms` fails with store.Slow; with a limit a look
        that was dropped is stopped too."""
        asked: list[Ticket] = []

        def given_up() -> bool:
            return bool(asked) and asked[0].cancelled

        def job() -> R:
            with self.store.read(as_of=as_of, limit_ms=limit_ms, given_up=given_up) as rx:
                return look(rx, *args, **kwargs)

        ticket = self._lookers.submit(job, then, failed)
        asked.append(ticket)
        if latest:
            if latest in self._latest:
                self._latest[latest].cancel()
            self._latest[latest] = ticket
        return ticket

    def drop_latest(self, *names: str) -> None:
        """Forget the results of the looks asked with these `latest` names: nobody waits for them any more."""
        for name in names:
            if name in self._latest:
                self._latest[name].cancel()

    def peek(self, look: Callable[Concatenate[Read, P], R], *args: P.args, **kwargs: P.kwargs) -> R | None:
        """Look at once, on the GUI thread, for at most 20 ms (a block of rows by key); None when too slow."""
        with suppress(Slow), self.store.read(limit_ms=PEEK_MS) as rx:
            return look(rx, *args, **kwargs)
        return None

    def write(
        self,
        sentence: str,
        verb: Callable[..., R],
        *args: Any,
        then: Then | None = None,
        failed: Then | None = None,
        **kwargs: Any,
    ) -> Ticket:
        """Run `verb(tx, *args)` on the writing thread under the human `sentence` (a msgid, N_("…")).

        After the commit: `changed`, `saved`, then `then(result)`. On refusal `failed(HsdError)` or the signal.
        """

        def job() -> tuple[R, Any]:
            with self.store.write(self.officer, sentence) as tx:
                result = verb(tx, *args, **kwargs)
            return result, tx.change

        return self._writer.submit(job, _After(self, then), failed)

    def make(self, then: Then, job: Callable[[], R], failed: Then | None = None) -> Ticket:
        """Run long work (a report, a backup, a verification) on its own thread."""
        return self._maker.submit(job, then, failed)

    def announce(self, change: Change | None) -> None:
        """Tell the pages of a change that was committed outside `write` (a registered report, say)."""
        if change is not None and change.nouns:
            self.changed_since_backup = True
            self.changed.emit(change)
            self.saved.emit(clock.now())
            self.ask_undoable()

    def ask_undoable(self) -> None:
        """Find out what Undo would take back and Redo do again; told by `undoable` and `redoable`."""
        if self.writable:
            self.read(self._tell_undoable, undo.last, self.officer, latest="undoable")
            self.read(self._tell_redoable, undo.last_undone, self.officer, latest="redoable")

    def _tell_undoable(self, found: Any) -> None:
        self.undoable.emit(found.sentence if found else "")

    def _tell_redoable(self, found: Any) -> None:
        self.redoable.emit(found.sentence if found else "")

    def undo(self) -> None:
        """Take the last act back (a compensating write)."""
        self._writer.submit(partial(self._take_back, undo.last, "undoing"), _After(self, self._tell_undone))

    def take_back(self, changes: Sequence[Change]) -> None:
        """Undo these acts, the newest first: a batch is several commits."""
        self._writer.submit(partial(self._take_all_back, tuple(changes)), _After(self, self._tell_taken_back))

    def _take_all_back(self, changes: Sequence[Change]) -> tuple[Any, Any]:
        nouns: dict[str, frozenset[int]] = {}
        said = ""
        for change in reversed(changes):
            act = undo.Undoable(change.tx, change.sentence)
            try:
                with self.store.write(self.officer, act.undoing, undoes=act.tx) as tx:
                    undo.undo(tx, act.tx)
            except errors.Refused as refusal:
                if not nouns:
                    raise
                return _("A part of it could not be undone: {reason}").format(reason=refusal.sentence), Change(
                    "", "", nouns
                )
            said = _("Undone: {act}").format(act=_(act.sentence))
            for noun, keys in tx.change.nouns.items() if tx.change else ():
                nouns[noun] = nouns.get(noun, frozenset()) | keys
        return said, Change("", "", nouns)

    def _tell_taken_back(self, said: str) -> None:
        self.notice.emit(said, None)

    def redo(self) -> None:
        """Do again what was undone last: the undo is taken back."""
        self._writer.submit(partial(self._take_back, undo.last_undone, "redoing"), _After(self, self._tell_redone))

    def _take_back(self, find: Callable[..., Any], sentence: str) -> tuple[Any, Any]:
        with self.store.read() as rx:
            found = find(rx, self.officer)
        if found is None:
            return None, None
        with self.store.write(self.officer, getattr(found, sentence), undoes=found.tx) as tx:
            undo.undo(tx, found.tx)
        return found, tx.change

    def _tell_undone(self, found: Any) -> None:
        if found is None:
            self.notice.emit(_("Nothing to undo."), None)
        else:
            self.notice.emit(_("Undone: {act}").format(act=_(found.sentence)), self.redo)

    def _tell_redone(self, found: Any) -> None:
        if found is None:
            self.notice.emit(_("Nothing to redo."), None)
        else:
            self.notice.emit(_("Redone: {act}").format(act=_(found.sentence)), self.undo)

    def keep_draft(self, place: str, body: dict[str, Any] | None) -> None:
        """Keep unfinished text (None: drop it) in the encrypted database, outside the journal."""
        if not self.writable:
            return

        def job() -> None:
            with self.store.scratch() as conn:
                if body is None:
                    drafts.drop(conn, self.officer.key, place)
                else:
                    drafts.keep(conn, self.officer.key, place, body)

        self._writer.submit(job)

    def keep_view(self, view: str, body: dict[str, Any]) -> None:
        """Remember columns, sort, filters, splitters of one view of this officer."""
        if not self.store.writable:
            return

        def job() -> None:
            with self.store.scratch() as conn:
                view_states.keep(conn, self.officer.key, view, body)

        self._writer.submit(job)

    def close(self) -> None:
        """Let all work finish, then close the workspace."""
        self.closing.emit()
        for crew in (self._lookers, self._maker, self._writer):
            crew.stop()
        self.workspace.close()


class _After:
    """What follows a commit: the news first, then the page's own callback."""

    def __init__(self, desk: Desk, then: Then | None) -> None:
        self._desk, self._then = desk, then

    def __call__(self, outcome: tuple[Any, Any]) -> None:
        result, change = outcome
        self._desk.announce(change)
        if self._then is not None and alive(self._then):
            self._then(result)
