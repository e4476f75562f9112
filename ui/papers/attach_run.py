"""Attaching while the officer goes on working: on a thread of its own, with counts, Cancel, and a list at the end.

One batch at a time, the others wait. What is committed is announced as it comes; asks the core for everything else.
"""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QImage, QImageWriter
from PySide6.QtWidgets import QWidget

from hsdclient import attaching, errors, intake
from hsdclient.attaching import Batch, Outcome, Progress
from hsdclient.documents import DocumentDraft, Link
from hsdclient.store import Change
from hsdclient.words import _
from ui.desk import Desk
from ui.papers.recognise_run import Recognising
from ui.papers.results import ResultsDialog
from ui.parts.progress import ProgressStrip
from ui.worker import Crew, Then

LOOK_MS: Final = 100
ANNOUNCED_EVERY: Final = 10  # looks: the lists are read again once a second, not at every commit
STOPPED: Final = "attach/stopped"


@dataclass(frozen=True)
class Order:
    """One batch as the officer ordered it: files and folders or contents by name, one description, the links.

    `count` is how many are expected, `goal` names what they are attached to, '' for nothing.
    """

    draft: DocumentDraft
    links: tuple[Link, ...] = ()
    paths: tuple[Path, ...] = ()
    contents: tuple[tuple[str, bytes], ...] = ()
    count: int = 1
    goal: str = ""


@dataclass
class _Under:
    """A batch under way, as its thread and the window both see it: each name is written by one of them."""

    order: Order
    stop: threading.Event = field(default_factory=threading.Event)
    progress: Progress | None = None
    commits: deque[Change] = field(default_factory=deque)
    announced: list[Change] = field(default_factory=list)
    ended: Batch | None = None
    able: bool = False
    """Whether scans are recognised afterwards; asked on the thread, since it starts a program."""


class Attaching(QObject):
    """What this desk attaches; `of(desk)` gives the one there is. `ended` carries the Batch when one is through."""

    ended = Signal(object)

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._desk = desk
        self._crew: Crew | None = None
        self._hands: Crew | None = None
        self._waiting: deque[_Under] = deque()
        self._now: _Under | None = None
        self._strip: ProgressStrip | None = None
        self._looks = 0
        self.results: ResultsDialog | None = None
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_MS)
        self._timer.timeout.connect(self._look)
        desk.closing.connect(self._close, Qt.ConnectionType.DirectConnection)

    @classmethod
    def of(cls, desk: Desk) -> Attaching:
        """The one of this desk; it outlives the pages."""
        found = desk.findChild(cls, options=Qt.FindChildOption.FindDirectChildrenOnly)
        return found if isinstance(found, cls) else cls(desk)

    @property
    def busy(self) -> bool:
        """Whether anything is being attached or waits for it."""
        return self._now is not None or bool(self._waiting)

    # -- what will come -------------------------------------------------------------------------------------

    def gather(self, paths: Sequence[Path], stop: threading.Event, then: Then, failed: Then) -> None:
        """Open the folders among `paths` on a thread; `then(intake.Gathered)`."""
        self._helpers().submit(partial(intake.gather, list(paths), cancelled=stop.is_set), then, failed)

    def written(self, image: QImage, then: Then, failed: Then) -> None:
        """The bytes of `image` as PNG, made on a thread."""
        self._helpers().submit(partial(png, image), then, failed)

    def _helpers(self) -> Crew:
        if self._hands is None:
            self._hands = Crew("intake", 1, self)
            self._hands.unhandled.connect(self._desk.failed)
        return self._hands

    # -- under way ------------------------------------------------------------------------------------------

    def start(self, order: Order) -> None:
        """Attach `order`, after those that came before it."""
        self._waiting.append(_Under(order))
        if self._now is None:
            self._next()
        else:
            self._say()

    def cancel(self) -> None:
        """Stop the batch in hand; what is attached stays, and the next one goes on."""
        if self._now is not None:
            self._now.stop.set()

    def _next(self) -> None:
        if not self._waiting:
            self._now = None
            self._timer.stop()
            return
        self._now = under = self._waiting.popleft()
        if self._crew is None:
            self._crew = Crew("attach", 1, self)
        self._looks = 0
        if self._strip is None:
            self._strip = ProgressStrip()
            self._strip.cancelled.connect(self.cancel)
            self._desk.strip_wanted.emit(self._strip)
        if self._strip.parentWidget() is not None:  # nobody took it: a page without its window
            self._strip.begin(self._sentence(), under.order.count)
        self._timer.start()
        work = _Work(self._desk, under, Recognising.of(self._desk))
        self._crew.submit(work, partial(self._through, under), partial(self._failed, under))

    def _sentence(self) -> str:
        order = self._now.order if self._now is not None else Order(DocumentDraft())
        said = _("Attaching to {goal} …").format(goal=order.goal) if order.goal else _("Attaching documents …")
        more = sum(under.order.count for under in self._waiting)
        return f"{said} {_('{count} more are waiting.').format(count=more)}" if more else said

    def _say(self) -> None:
        if self._strip is not None and self._now is not None and not self._now.stop.is_set():
            self._strip.sentence.setText(self._sentence())

    def _look(self) -> None:
        """Show how far it is; the thread only leaves word, so that 5,000 files cost the window nothing."""
        under = self._now
        if under is None:
            return
        self._looks += 1
        progress = under.progress
        if self._strip is not None and progress is not None:
            self._strip.reach(progress.done, progress.total)
        if self._looks % ANNOUNCED_EVERY == 0:
            self._announce(under)

    def _announce(self, under: _Under) -> None:
        fresh: list[Change] = []
        while under.commits:
            fresh.append(under.commits.popleft())
        if fresh:
            under.announced += fresh
            self._desk.announce(merged(fresh))

    # -- the end --------------------------------------------------------------------------------------------

    def _through(self, under: _Under, batch: Batch) -> None:
        self._announce(under)
        if self._strip is not None:
            self._strip.finish()
        self._tell(under, batch)
        scans = [(one.reference, *one.scan) for one in batch.outcomes if one.scan is not None]
        if scans and under.able:
            Recognising.of(self._desk).want(scans)
        self._next()
        self.ended.emit(batch)

    def _failed(self, under: _Under, error: errors.HsdError) -> None:
        self._announce(under)
        if self._strip is not None and self._strip.parentWidget() is not None:
            self._strip.fail(error.sentence)
        else:
            self._desk.failed.emit(error)
        if isinstance(error, errors.Environment):  # the disk is full or gone: those that wait would fare no better
            self._waiting.clear()
        self._next()

    def _tell(self, under: _Under, batch: Batch) -> None:
        undo = partial(self._desk.take_back, tuple(under.announced)) if under.announced else None
        outcomes, goal = batch.outcomes, under.order.goal
        done = batch.count("attached", "known")
        if len(outcomes) == 1 and done:
            said = (_single(outcomes[0], goal), outcomes[0].sentence)
            self._desk.notice.emit(" ".join(filter(None, said)), undo)
            return
        if done:
            self._desk.notice.emit(_many(done, len(outcomes), goal), undo)
        if any(needs_officer(one, recognising=under.able) for one in outcomes):
            self.show_results(outcomes, goal)

    def show_results(self, outcomes: Sequence[Outcome], goal: str) -> None:
        """Open the list of what became of each file, beside the window, without taking the keyboard."""
        if self.results is not None:
            self.results.close()
        owner = self._desk.parent()
        self.results = ResultsDialog(outcomes, goal, owner if isinstance(owner, QWidget) else None)
        self.results.wanted.connect(self._go)
        self.results.finished.connect(self._results_closed)
        self.results.show()

    def _results_closed(self) -> None:
        self.results = None

    def _go(self, key: int) -> None:
        self._desk.go.emit("documents", {"record": key})

    def _close(self) -> None:
        """The workspace closes: stop after the file in hand, and wait for that."""
        under, waiting = self._now, list(self._waiting)
        self._waiting.clear()
        self._timer.stop()
        if self.results is not None:
            self.results.close()
        for one in (under, *waiting):
            if one is not None:
                one.stop.set()
        for crew in (self._hands, self._crew):
            if crew is not None:
                crew.stop()
        if under is not None and under.ended is not None and (under.ended.count("cancelled") or waiting):
            left = under.ended.count("cancelled") + sum(one.order.count for one in waiting)
            done = under.ended.count("attached", "known")
            self._desk.keep_view(STOPPED, {"done": done, "left": left, "goal": under.order.goal})


class _Work:
    """The job of the attaching thread."""

    def __init__(self, desk: Desk, under: _Under, recognising: Recognising) -> None:
        self._desk, self._under, self._recognising = desk, under, recognising

    def __call__(self) -> Batch:
        under, order = self._under, self._under.order
        store, officer = self._desk.store, self._desk.officer
        stop, committed = under.stop.is_set, under.commits.append
        if order.contents:
            under.ended = attaching.attach_bytes(
                store, officer, order.draft, order.links, order.contents,
                told=self._told, cancelled=stop, committed=committed,
            )  # fmt: skip
        else:
            under.ended = attaching.attach(
                store, officer, order.draft, order.links, order.paths,
                told=self._told, cancelled=stop, committed=committed,
            )  # fmt: skip
        under.able = any(one.scan is not None for one in under.ended.outcomes) and self._recognising.able()
        return under.ended

    def _told(self, progress: Progress) -> None:
        self._under.progress = progress


def png(image: QImage) -> bytes:
    """`image` as a PNG file."""
    held = QByteArray()
    buffer = QBuffer(held)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    if not QImageWriter(buffer, QByteArray(b"png")).write(image):
        raise errors.Refused(_("The picture on the clipboard could not be read. Save it as a file and attach that."))
    return bytes(held.data())


def merged(changes: Sequence[Change]) -> Change:
    """Several commits as one piece of news."""
    nouns: dict[str, frozenset[int]] = {}
    for change in changes:
        for noun, keys in change.nouns.items():
            nouns[noun] = nouns.get(noun, frozenset()) | keys
    return Change(changes[-1].tx, changes[-1].sentence, nouns)


def needs_officer(one: Outcome, *, recognising: bool) -> bool:
    """Whether a file's line is one that the officer should see; a scan that is about to be recognised is not."""
    if one.state in ("refused", "cancelled", "known"):
        return True
    return bool(one.sentence) and not (one.scan is not None and recognising)


def _single(one: Outcome, goal: str) -> str:
    if one.state == "known":
        return ""
    if goal:
        return _("{reference} attached to {goal}.").format(reference=one.reference, goal=goal)
    return _("{reference} attached.").format(reference=one.reference)


def _many(done: int, total: int, goal: str) -> str:
    if done < total:
        said = _("{done} of {total} documents attached").format(done=f"{done:,}", total=f"{total:,}")
    else:
        said = _("{count} documents attached").format(count=f"{done:,}")
    return _("{what} to {goal}").format(what=said, goal=goal) if goal else said
