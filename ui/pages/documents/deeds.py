"""What the acts of the page do with the documents that are chosen: attach, link, copy, release, discard, print.

Asks what must be asked; what an act means is the core's.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject

from hsdclient import attaching, documents
from hsdclient.documents import DocumentRow, Link, VersionCard
from hsdclient.standing import SIDE_WORDS
from hsdclient.words import N_, _
from ui.desk import Desk
from ui.pages.documents import acts
from ui.pages.documents.upkeep import Upkeep
from ui.papers.dropping import Incoming
from ui.papers.long_work import LongWork
from ui.parts.messages import ask
from ui.parts.progress import ProgressStrip

if TYPE_CHECKING:
    from ui.pages.documents.page import DocumentsPage
    from ui.papers.copying import Copying
    from ui.papers.quick_look import QuickLook

MOST_NAMED = 12
Then = Callable[[Any], None]


class Deeds(QObject):
    """The acts of `page`."""

    def __init__(self, desk: Desk, page: DocumentsPage) -> None:
        super().__init__(page)
        self._desk, self._page = desk, page
        self._copying: Copying | None = None
        self._quick: QuickLook | None = None
        page.detail.shown.connect(self.look_on)
        self.upkeep = Upkeep(desk, page)

    def _row(self) -> DocumentRow | None:
        card = self._page.card()
        return card.row if card is not None else None

    def _keys(self) -> list[int]:
        """The selected documents when something may be changed here."""
        live = self._desk.writable and not self._page.view.trash
        return self._page.listing.selected() if live else []

    def _told(self, sentence: str, _done: object = None) -> None:
        self._page.ask.done()
        self._desk.notice.emit(sentence, self._desk.undo)

    # -- what comes in ----------------------------------------------------------------------------------------

    def attach(self) -> None:
        """Attach files that are evidence of no record yet."""
        self.attach_incoming(Incoming())

    def attach_incoming(self, incoming: Incoming, contents: tuple[tuple[str, bytes], ...] = ()) -> None:
        """Describe and attach what was dropped, pasted or is still to be chosen."""
        if self._desk.writable:
            from ui.papers.attach_dialog import attach  # lazy: the dialog is made of much

            attach(self._desk, self._page.window(), incoming, contents=contents)

    def attach_part(self, name: str, content: bytes) -> None:
        """Attach a part of the mail that is shown."""
        self.attach_incoming(Incoming(), ((name, content),))

    def add_version(self) -> None:
        """Choose a file that becomes the newest version of the document."""
        row = self._row()
        if row is None or row.discarded or not self._desk.writable:
            return
        title = _("A new version of {reference}").format(reference=row.reference)
        chosen = self._page.choose(self._page, "open", title, str(Path.home()), _("All files (*)"))
        if chosen:
            LongWork.of(self._desk).start(
                _("Adding a version of {reference} …").format(reference=row.reference),
                _AddVersion(self._desk, row.key, Path(chosen)), self._version_added,
            )  # fmt: skip

    def _version_added(self, found: tuple[attaching.Outcome, Any]) -> None:
        outcome, change = found
        self._desk.announce(change)
        said = _("{reference} has a new version; the older ones stay.").format(reference=outcome.reference)
        self._desk.notice.emit(" ".join(filter(None, (said, outcome.sentence))), self._desk.undo)
        if outcome.scan is not None:
            from ui.papers.recognise_run import Recognising  # lazy: only scans need it

            Recognising.of(self._desk).want([(outcome.reference, *outcome.scan)])

    def with_version(self, what: str, version: VersionCard) -> None:
        """An act on one version: add, copy or save."""
        row = self._row()
        if what == "add":
            self.add_version()
        elif row is not None and what == "copy":
            self.copying.open_copy(row, version, version.warnings)
        elif row is not None and what == "save":
            self.copying.save_as(row, version)

    def recognise(self) -> None:
        """Recognise the text of the scans that are chosen, in the background."""
        keys = self._keys()
        if keys:
            self._desk.read(self._recognise, acts.rows, keys, latest="documents/recognise")

    def _recognise(self, rows: list[DocumentRow]) -> None:
        scans = [(row.reference, row.sha256, row.size) for row in rows if row.text_state == "scanned"]
        if scans:
            from ui.papers.recognise_run import Recognising  # lazy: as above

            Recognising.of(self._desk).want(scans, asked=True)

    # -- what goes out ------------------------------------------------------------------------------------------

    @property
    def copying(self) -> Copying:
        """Copies for other programs and places, made when they are first wanted."""
        if self._copying is None:
            from ui.papers.copying import Copying  # lazy: as above

            strip = ProgressStrip()
            self._page.put_strip(strip)
            self._copying = Copying(self._desk, strip, self._page, choose=self._page.choose)
        return self._copying

    def open_copy(self) -> None:
        """Open a read-only copy in another program: of the version that is looked at."""
        row, version = self._row(), self._page.detail.version()
        if row is not None and not row.swept:
            self.copying.open_copy(row, version, (version or row).warnings)

    def save_as(self) -> None:
        """Save the document outside the workspace: the version that is looked at."""
        row = self._row()
        if row is not None and not row.swept:
            self.copying.save_as(row, self._page.detail.version())

    def look(self) -> None:
        """Show the document large, over the window."""
        row = self._row()
        if row is not None and not row.swept:
            from ui.papers.quick_look import QuickLook  # lazy: as above

            look = QuickLook.over(self._page.listing.table, self._desk, row, choose=self._page.choose)
            if look is not self._quick:
                self._quick = look
                look.viewer.attachment_wanted.connect(self.attach_part)
                look.viewer.recognise_wanted.connect(self.recognise)

    def look_on(self) -> None:
        """The quick look, when it is open, follows the document in hand."""
        row = self._row()
        if self._quick is not None and self._quick.isVisible() and row is not None:
            self._quick.look_at(row)

    def register(self) -> None:
        """Print a register of the selected documents; of all that are listed when one or none is selected."""
        keys = self._page.listing.selected()
        filters = self._page.listing.bar.values()
        order: dict[str, object] = {"kind": "register", "groups": [], "documents": []}
        if len(keys) > 1:
            order["documents"] = keys
        elif set(filters) == {"group"}:
            order["groups"] = filters["group"]
        elif filters:
            order["documents"] = list(self._page.listing.model.ids())
        self._desk.go.emit("reports", {"order": order})

    def receipt(self) -> None:
        """Print a receipt for the transfer of the selected documents."""
        keys = self._page.listing.selected()
        if keys and not self._page.view.trash:
            self._desk.go.emit("reports", {"order": {"kind": "receipt", "documents": keys}})

    # -- links and release --------------------------------------------------------------------------------------

    def link(self) -> None:
        """Choose records that the selected documents are evidence of."""
        keys = self._keys()
        if keys:
            from ui.papers.link_dialog import choose_records  # lazy: as above

            choose_records(self._desk, self._page.window(), partial(self._link, keys))

    def _link(self, keys: list[int], links: list[Link]) -> None:
        named = self._page.named(keys)
        self._desk.write(acts.sentence(keys, acts.LINKED, acts.MANY_LINKED), acts.link_all, keys, links,
                         then=partial(self._told, _("Linked {what}").format(what=named)))  # fmt: skip

    def release(self) -> None:
        """Go to the release of one document; ask the side for several, after saying which would stay out."""
        keys = self._page.listing.selected()
        if len(keys) <= 1:
            self._page.open_tab("release")
        elif self._keys():
            own = self._desk.facts.side
            sides = ("US" if own == "IN" else "IN", own)
            self._desk.read(partial(self._ask_release, keys, sides), acts.staying_out, keys, sides,
                            latest="documents/release many")  # fmt: skip

    def _ask_release(self, keys: list[int], sides: tuple[str, str], out: dict[str, list[tuple[str, str]]]) -> None:
        partner = sides[0]
        name = _(SIDE_WORDS[partner])
        kept = out[partner]
        lines = [f"{reference}: {why}" for reference, why in kept[:MOST_NAMED]]
        if len(keys) > acts.BLOCK:
            lines.insert(0, _("Only the first {count} were looked at.").format(count=acts.BLOCK))
        if len(kept) > MOST_NAMED:
            lines.append(_("and {count} more").format(count=len(kept) - MOST_NAMED))
        said = _("Default is nobody. A released document goes along with a released action that it is evidence of.")
        if kept:
            said += "\n" + _("{count} of them would stay out of the edition even so:").format(count=len(kept))
        answers = [
            _("Release to {side}").format(side=name),
            _("Release to {side}").format(side=_(SIDE_WORDS[sides[1]])),
            _("Take all releases back"),
            _("Cancel"),
        ]
        title = _("Release {count} documents?").format(count=len(keys))
        answer = ask(self._page, title, said, answers, primary=3, detail="\n".join(lines))
        if answer in (0, 1):
            told = partial(self._told, _("Released {what}").format(what=self._page.named(keys)))
            self._desk.write(acts.MANY_RELEASED, acts.release_all, keys, [sides[answer]], True, then=told)
        elif answer == 2:
            told = partial(self._told, _("Releases taken back: {what}").format(what=self._page.named(keys)))
            self._desk.write(acts.MANY_TAKEN_BACK, acts.release_all, keys, list(sides), False, then=told)

    # -- trash --------------------------------------------------------------------------------------------------

    def discard(self) -> None:
        """Ask the reason, then put the selected documents into the trash."""
        keys = self._keys()
        if not keys:
            return
        named = self._page.named(keys)
        self._page.ask_discard(named, partial(self._discard, keys, named),
                               N_("Put {what} into the trash? Its content is kept for 30 days at least."))  # fmt: skip

    def _discard(self, keys: list[int], named: str, reason: str) -> None:
        self._desk.write(acts.sentence(keys, acts.DISCARDED, acts.MANY_DISCARDED), documents.discard, keys, reason,
                         then=partial(self._told, _("Discarded {what}").format(what=named)),
                         failed=self._page.not_taken)  # fmt: skip

    def recover(self) -> None:
        """Take the selected documents out of the trash."""
        keys = self._page.listing.selected()
        if keys and self._desk.writable and self._page.view.trash:
            told = partial(self._told, _("Recovered {what}").format(what=self._page.named(keys)))
            sentence = acts.sentence(keys, acts.RECOVERED, acts.MANY_RECOVERED)
            self._desk.write(sentence, documents.recover, keys, then=told)

    def verify(self) -> None:
        """Re-read every content in the vault."""
        self.upkeep.verify()

    def sweep(self) -> None:
        """Give up what has lain in the trash for thirty days."""
        self.upkeep.sweep()


class _AddVersion:
    """The job of the long work: the file into the vault, read, recorded."""

    def __init__(self, desk: Desk, key: int, path: Path) -> None:
        self._desk, self._key, self._path = desk, key, path

    def __call__(self, _told: object, cancelled: Callable[[], bool]) -> tuple[attaching.Outcome, Any]:
        return attaching.add_version(self._desk.store, self._desk.officer, self._key, self._path, cancelled=cancelled)
