"""Attach files: into the vault, read, and recorded, block by block; what the window and the command line share.

One transaction a block: a file is told as attached only after its commit, and one bad file stops no other.
"""

from __future__ import annotations

import io
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

from hsdclient import documents, errors, intake, reading, text, vault
from hsdclient.documents import DocumentDraft, Filed, Link
from hsdclient.session import Officer
from hsdclient.store import Change, Store
from hsdclient.words import N_, _

ONE, MANY = N_("Document attached"), N_("Documents attached")
NEW_VERSION = N_("New version of a document attached")
RECOGNISED = N_("Text of a scan recognised")
BLOCK_FILES = 50
BLOCK_SECONDS = 5.0  # what is done is acknowledged that often
BLOCK_TEXT = 4 << 20  # characters held in memory before they are written; 16 hold the writer for a second
LONGEST_NAME = 300


@dataclass(frozen=True)
class Outcome:
    """What became of one file. `state`: attached, known (linked, not stored twice), refused, cancelled.

    `sentence` is the reason, or a remark on an attached one (a scan, macros, the same as another); '' when there is
    nothing to say. `scan`: its pages are pictures whose text could be recognised (sha256, size).
    """

    name: str
    state: str
    key: int = 0
    reference: str = ""
    sentence: str = ""
    scan: tuple[str, int] | None = None


@dataclass(frozen=True)
class Progress:
    """How far a batch is: files done of `total`, the name in hand, bytes read of all."""

    done: int
    total: int
    name: str
    bytes_done: int


@dataclass(frozen=True)
class Batch:
    """The outcomes in the order of the files, and the commits that were made."""

    outcomes: tuple[Outcome, ...]
    changes: tuple[Change, ...]

    def count(self, *states: str) -> int:
        """How many files ended in one of `states`."""
        return sum(1 for one in self.outcomes if one.state in states)


Told = Callable[[Progress], None]
Stop = Callable[[], bool]
Committed = Callable[[Change], None]


@dataclass
class _Ready:
    """Files of the block in hand: in the vault, read, not recorded yet."""

    began: float
    files: list[tuple[int, Filed]] = field(default_factory=list)
    letters: int = 0

    def full(self) -> bool:
        return (
            len(self.files) >= BLOCK_FILES
            or self.letters >= BLOCK_TEXT
            or (bool(self.files) and time.monotonic() - self.began >= BLOCK_SECONDS)
        )


class _Run:
    """One batch under way."""

    def __init__(
        self, store: Store, officer: Officer, draft: DocumentDraft, links: Sequence[Link], reader: reading.Reader,
        told: Told | None, cancelled: Stop | None, committed: Committed | None,
    ) -> None:  # fmt: skip
        self._store, self._officer, self._draft, self._links = store, officer, draft, links
        self._reader, self._told, self._cancelled, self._committed = reader, told, cancelled, committed
        self.outcomes: dict[int, Outcome] = {}
        self.changes: list[Change] = []
        self._bytes = 0
        self._ready = _Ready(time.monotonic())
        self._coming: set[str] = set()

    def go(self, sources: Sequence[tuple[str, Path | BinaryIO]], refused: Sequence[tuple[str, str]]) -> Batch:
        total = len(sources)
        for place, (name, source) in enumerate(sources):
            if self._stopped():
                break
            self._tell(place, total, name)
            self._take(place, name, source)
            if self._ready.full():
                self._record()
        self._record()
        for place, (name, _source) in enumerate(sources):
            self.outcomes.setdefault(place, Outcome(name, "cancelled", sentence=_("Not attached: it was cancelled.")))
        self._tell(total, total, "")
        listed = [self.outcomes[place] for place in range(total)]
        return Batch((*listed, *(Outcome(name, "refused", sentence=why) for name, why in refused)), tuple(self.changes))

    def _stopped(self) -> bool:
        return self._cancelled is not None and self._cancelled()

    def _tell(self, done: int, total: int, name: str) -> None:
        if self._told is not None:
            self._told(Progress(done, total, name, self._bytes))

    def _take(self, place: int, name: str, source: Path | BinaryIO) -> None:
        try:
            stored = self._store.vault.put(source, cancelled=self._cancelled)
            self._bytes += stored.size
            if stored.sha256 in self._coming or self._known(stored.sha256):
                filed = Filed(name, stored.sha256, stored.size)
            else:
                filed = file(self._store, self._reader, name, stored.sha256, stored.size)
        except vault.Cancelled:
            return
        except errors.HsdError as error:
            self.outcomes[place] = Outcome(name, "refused", sentence=error.sentence)
            return
        self._coming.add(stored.sha256)
        self._ready.files.append((place, filed))
        self._ready.letters += sum(map(len, filed.texts))

    def _known(self, sha256: str) -> bool:
        with self._store.read() as rx:
            held = documents.held(rx, sha256)
        return held is not None and not held.discarded_at  # what is in the trash may be swept before it is recorded

    def _record(self) -> None:
        """Commit the block in hand; a file that is refused in it leaves the others be."""
        ready, self._ready = self._ready, _Ready(time.monotonic())
        if not ready.files:
            return
        block: dict[int, Outcome] = {}
        try:
            with self._store.write(self._officer, ONE if len(ready.files) == 1 else MANY) as tx:
                for place, filed in ready.files:
                    try:
                        attached = documents.attach(tx, self._draft, filed, self._links)
                    except errors.Refused as refusal:
                        block[place] = Outcome(filed.file_name, "refused", sentence=refusal.sentence)
                    else:
                        block[place] = _outcome(filed, attached)
        except errors.HsdError as error:
            block = {
                place: Outcome(filed.file_name, "refused", sentence=error.sentence) for place, filed in ready.files
            }
            self._coming -= {filed.sha256 for _place, filed in ready.files}  # it did not come: read it again
        else:
            self._tell_of(tx.change)
        self.outcomes.update(block)

    def _tell_of(self, change: Change | None) -> None:
        if change is not None and change.nouns:
            self.changes.append(change)
            if self._committed is not None:
                self._committed(change)


def _outcome(filed: Filed, attached: documents.Attached) -> Outcome:
    if attached.known:
        said = _("The same file is there already as {reference}; it was linked, not stored twice.")
        if attached.older:
            said = _("This is an older version of {reference}, which was linked; it opens with its newest version.")
        return Outcome(
            filed.file_name, "known", attached.key, attached.reference, said.format(reference=attached.reference)
        )
    return Outcome(
        filed.file_name, "attached", attached.key, attached.reference, remark(filed),
        (filed.sha256, filed.size) if filed.text_state == "scanned" else None,
    )  # fmt: skip


def remark(filed: Filed) -> str:
    """What an officer should know of a file that was read: why its text is not in the search, macros and the like."""
    facts = reading.Facts(kind=filed.kind, state=filed.text_state, why=filed.text_why, warnings=filed.warnings)
    said = [] if filed.text_state == "nothing" else [reading.say_state(facts)]
    said += [reading.say_warning(code) for code in filed.warnings]
    return " ".join(filter(None, said))


def attach(
    store: Store,
    officer: Officer,
    draft: DocumentDraft,
    links: Sequence[Link],
    paths: Iterable[Path],
    *,
    told: Told | None = None,
    cancelled: Stop | None = None,
    reader: reading.Reader | None = None,
    committed: Committed | None = None,
) -> Batch:
    """Attach files and what lies in folders, all with one description and the same links.

    Raises Problems when the description is wrong, Refused when the workspace is not writable; everything that is
    wrong with one file is that file's outcome. `committed` is called after each commit. Originals are not touched.
    """
    gathered = intake.gather(list(paths), cancelled=cancelled)
    sources: list[tuple[str, Path | BinaryIO]] = [(shown(found.name), found.path) for found in gathered.files]
    return _run(store, officer, draft, links, sources, gathered.refused, told, cancelled, reader, committed)


def attach_bytes(
    store: Store,
    officer: Officer,
    draft: DocumentDraft,
    links: Sequence[Link],
    contents: Iterable[tuple[str, bytes]],
    *,
    told: Told | None = None,
    cancelled: Stop | None = None,
    reader: reading.Reader | None = None,
    committed: Committed | None = None,
) -> Batch:
    """As `attach`, for contents that are no files: (name, bytes) of a pasted image or a mail's attachment."""
    sources: list[tuple[str, Path | BinaryIO]] = [(shown(name), io.BytesIO(content)) for name, content in contents]
    return _run(store, officer, draft, links, sources, (), told, cancelled, reader, committed)


def _run(
    store: Store, officer: Officer, draft: DocumentDraft, links: Sequence[Link],
    sources: Sequence[tuple[str, Path | BinaryIO]], refused: Sequence[tuple[str, str]], told: Told | None,
    cancelled: Stop | None, reader: reading.Reader | None, committed: Committed | None,
) -> Batch:  # fmt: skip
    with store.read() as rx:
        found = documents.check(rx, draft)
    if len(sources) > 1 and draft.title.strip():
        found.setdefault("title", _("Several files cannot have one title. Leave it empty: each gets its name."))
    if found:
        raise errors.Problems(found)
    _require_writer(store, officer)
    own = reader or reading.Reader()
    try:
        return _Run(store, officer, draft, links, own, told, cancelled, committed).go(sources, refused)
    finally:
        if reader is None:
            own.close()


def _require_writer(store: Store, officer: Officer) -> None:
    """Refuse before anything is copied into the vault, in the words of `Store.write`."""
    with store.write(officer, ONE):
        pass  # nothing changes, so nothing is written


def file(store: Store, reader: reading.Reader, name: str, sha256: str, size: int, *, password: str = "") -> Filed:
    """Read one content of the vault: what it is and its text. Bad content is a state, never an error."""
    found = reader.read(store.vault.chunks(sha256), size, password=password)
    facts = found.facts
    return Filed(
        name, sha256, size, facts.kind, facts.media_type, facts.extension, facts.pages, facts.warnings, facts.state,
        facts.why, found.texts,
    )  # fmt: skip


def shown(name: str) -> str:
    """A file's name as text that can be kept and shown: control characters become visible ones, long names end in …"""
    plain = "".join(
        chr(0x2400 + ord(char)) if ord(char) < 32 else "\ufffd" if text.problem(char, max_length=1) else char
        for char in name
    )
    return plain if len(plain) <= LONGEST_NAME else plain[: LONGEST_NAME - 1] + "…"


def add_version(
    store: Store, officer: Officer, key: int, path: Path, *, cancelled: Stop | None = None
) -> tuple[Outcome, Change | None]:
    """The file at `path` becomes the newest version of the document `key`; (outcome, commit).

    Raises Refused and Environment: nothing was added then.
    """
    _require_writer(store, officer)
    gathered = intake.gather([path], cancelled=cancelled)
    if gathered.refused:
        raise errors.Refused(gathered.refused[0][1])
    if len(gathered.files) != 1:
        raise errors.Refused(_("A version is one file; choose it."))
    name = shown(gathered.files[0].name)
    stored = store.vault.put(gathered.files[0].path, cancelled=cancelled)
    with reading.Reader() as reader:
        filed = file(store, reader, name, stored.sha256, stored.size)
    with store.write(officer, NEW_VERSION) as tx:
        documents.add_version(tx, key, filed)
        row = documents.rows(tx, [key])[0]
    scan = (filed.sha256, filed.size) if filed.text_state == "scanned" else None
    return Outcome(name, "attached", key, row.reference, remark(filed), scan), tx.change


def recognise(
    store: Store,
    officer: Officer,
    sha256: str,
    size: int,
    *,
    told: Callable[[int, int], None] | None = None,
    cancelled: Stop | None = None,
) -> Change | None:
    """Recognise the text of a scan by the installed Tesseract and put it into the search; None: nothing changed.

    Raises Refused when there is none, when it was cancelled, or when the scan cannot be read.
    """
    from hsdclient.reading import ocr  # lazy: only scans need it

    viewing = reading.Viewing(store.vault.chunks(sha256), size)
    try:
        texts = ocr.recognise(
            viewing, progress=told or (lambda done, total: None), cancelled=cancelled or (lambda: False)
        )
    except ocr.Cancelled:
        raise errors.Refused(_("Stopped; nothing of this scan was recognised.")) from None
    finally:
        viewing.close()
    with store.write(officer, RECOGNISED) as tx:
        documents.set_text(tx, sha256, texts, recognised=True)
    change: Change | None = tx.change
    return change


def unlock_text(store: Store, officer: Officer, sha256: str, size: int, password: str) -> Change | None:
    """Read a locked document with its password, which is kept nowhere, and put its text into the search.

    Raises Refused when the password is not right.
    """
    with reading.Reader() as reader:
        filed = file(store, reader, "", sha256, size, password=password)
    if filed.text_state == "locked":
        raise errors.Refused(_("The password does not open this document. Try again."), "password")
    with store.write(officer, N_("A locked document was read with its password")) as tx:
        documents.set_text(tx, sha256, filed.texts, recognised=False)
    change: Change | None = tx.change
    return change
