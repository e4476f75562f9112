"""Linking both ways: which records some documents are evidence of, or which documents are evidence of a record.

It only chooses (link_choice); the link itself is the caller's act.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any, Final

from PySide6.QtWidgets import QWidget

from hsdclient import dates, documents, entry_words, joint_actions, titles
from hsdclient.documents import DocumentQuery, DocumentRow, Link
from hsdclient.fields import Choice
from hsdclient.joint_actions import ActionCard, ActionQuery, ActionRow
from hsdclient.session import Read
from hsdclient.titles import Titled
from hsdclient.words import N_, _, language
from ui import standing_looks
from ui.desk import Desk
from ui.papers import wording
from ui.papers.link_choice import LinkDialog
from ui.parts.choice_box import ChoiceBox
from ui.parts.labels import PlainLabel
from ui.parts.rows import Column

SHORT: Final = 60
LINKED: Final = ("joint_actions", "meetings", "agreements", "commitments", "requests", "runs", "courses")
"""Nouns whose records documents become evidence of."""
_MANY: Final = {
    "joint_actions": N_("Joint actions"),
    "meetings": N_("Rounds and meetings"),
    "agreements": N_("Agreements"),
    "commitments": N_("Commitments"),
    "requests": N_("Requests"),
    "contacts": N_("Contacts"),
    "runs": N_("Training runs"),
    "courses": N_("Courses"),
}
_BITS: Final = 40

_ACTIONS: Final = (
    Column("reference", N_("Reference"), 116, kind="reference", sortable=False),
    Column("title", N_("Title"), 330, sortable=False, grows_from=600),
    Column("group", N_("Group"), 64, sortable=False),
    Column("status", N_("Status"), 120, kind="badge", sortable=False),
)
_RECORDS: Final = (
    Column("reference", N_("Reference"), 124, kind="reference", sortable=False),
    Column("title", N_("Title"), 310, sortable=False, grows_from=620),
    Column("group", N_("Group"), 58, sortable=False),
    Column("status", N_("Status or kind"), 138, kind="badge", sortable=False),
)
_DOCUMENTS: Final = (
    Column("reference", N_("Number"), 122, kind="reference", sortable=False),
    Column("kind", N_("Format"), 112, kind="badge", sortable=False),
    Column("title", N_("Title"), 218, sortable=False, grows_from=652),
    Column("type", N_("Type"), 100, sortable=False),
    Column("dated", N_("Date"), 98, sortable=False),
    Column("file_name", N_("File name"), 200, sortable=False, default_visible=False),
)


def action_ids(rx: Read, words: str) -> array[int]:
    """Joint actions with `words` in reference, title or text; the newest reference first."""
    return joint_actions.ids(rx, ActionQuery(text=words, sort="reference", descending=True))


def record_ids(rx: Read, words: str, nouns: Sequence[str], only: str = "") -> array[int]:
    """Records of `nouns` (of one only when it is named) with `words`, noun by noun, as a line's ids."""
    found = array("q")
    for place, noun in enumerate(nouns):
        if only in ("", noun):
            keys = action_ids(rx, words) if noun == "joint_actions" else titles.matching(rx, noun, words)
            found.extend(key | place << _BITS for key in keys)
    return found


def _apart(line: int, nouns: Sequence[str]) -> tuple[str, int]:
    return nouns[line >> _BITS], line & ((1 << _BITS) - 1)


def document_ids(rx: Read, words: str, without: Sequence[int] = ()) -> array[int]:
    """Documents with `words` in number, title, file name or text, the newest first, but those of `without`."""
    left_out = set(without)
    found = documents.ids(rx, DocumentQuery(text=words, descending=True))
    return array("q", (key for key in found if key not in left_out)) if left_out else found


def action_rows(rx: Read, keys: Sequence[int]) -> list[ActionRow | None]:
    """The rows of `keys` in their order."""
    found = {row.key: row for row in joint_actions.rows(rx, list(keys))}
    return [found.get(key) for key in keys]


def record_rows(rx: Read, lines: Sequence[int], nouns: Sequence[str]) -> list[ActionRow | Titled | None]:
    """The rows of `lines` in their order: joint actions as such, other records by name."""
    wanted: dict[str, list[int]] = {}
    for line in lines:
        noun, key = _apart(line, nouns)
        wanted.setdefault(noun, []).append(key)
    found: dict[tuple[str, int], ActionRow | Titled] = {}
    for noun, keys in wanted.items():
        if noun == "joint_actions":
            found.update(((noun, row.key), row) for row in joint_actions.rows(rx, keys))
        else:
            found.update(((noun, key), one) for key, one in titles.of(rx, noun, keys).items())
    return [found.get(_apart(line, nouns)) for line in lines]


def document_rows(rx: Read, keys: Sequence[int]) -> list[DocumentRow | None]:
    """The rows of `keys` in their order."""
    found = {row.key: row for row in documents.rows(rx, list(keys))}
    return [found.get(key) for key in keys]


def _action_line(row: ActionRow | None) -> dict[str, object] | None:
    if row is None:
        return None
    return {
        "reference": row.reference,
        "title": (language() == "hi" and row.title_hi) or row.title_en,
        "group": row.group,
        "status": standing_looks.status_badge(row.status),
    }


def _record_line(row: Titled | None) -> dict[str, object] | None:
    if row is None:
        return None
    return {
        "reference": row.reference,
        "title": (language() == "hi" and row.title_hi) or row.title,
        "group": row.group,
        "status": entry_words.noun_word(row.noun),
    }


def _document_line(row: DocumentRow | None) -> dict[str, object] | None:
    if row is None:
        return None
    return {
        "reference": row.reference,
        "kind": wording.kind_badge(row.kind),
        "title": row.title,
        "type": wording.type_word(row.type),
        "dated": row.dated,
        "file_name": row.file_name,
    }


class RecordsDialog(LinkDialog):
    """Records that documents become evidence of: of any of `nouns`, or one progress entry of one joint action.

    A line's id is the record's key with the place of its noun in `nouns` above it.
    """

    def __init__(
        self,
        desk: Desk,
        then: Callable[[list[Link]], None],
        parent: QWidget | None = None,
        nouns: Sequence[str] = LINKED,
    ) -> None:
        of_actions = tuple(nouns) == ("joint_actions",)
        super().__init__(
            desk, _("Link to a record"), _ACTIONS if of_actions else _RECORDS,
            _("Reference or words of a joint action") if of_actions else _("Reference or words of a record"),
            _(_MANY[nouns[0]]) if len(nouns) == 1 else _("Records"), parent,
        )  # fmt: skip
        self._then, self._nouns = then, tuple(nouns)
        self._of: int | None = None
        self.table.set_empty(_("Nothing has been recorded here yet."), "", _("No record matches."))
        self.kind = ChoiceBox(searchable=False)
        self.kind.setAccessibleName(_("Kind of record"))
        self.kind.offer([Choice("", _("Records of every kind")), *(Choice(one, _(_MANY[one])) for one in nouns)], False)
        self.kind.setCurrentIndex(0)
        self.kind.currentIndexChanged.connect(self._narrowed)
        self.kind.setVisible(len(nouns) > 1)
        self._above_list.addWidget(self.kind)
        self.entry = ChoiceBox(searchable=False)
        self.entry.setAccessibleName(_("Evidence of"))
        self._entry_label = PlainLabel(_("Evidence of"))
        self._entry_label.setBuddy(self.entry)
        self._above_place.addWidget(self._entry_label)
        self._above_place.addWidget(self.entry)
        self._offer_entries(None)
        for widget in (self._entry_label, self.entry):
            widget.setVisible("joint_actions" in nouns)
        self.accepted.connect(self._tell)

    def _narrowed(self, _index: int) -> None:
        self.look()

    def _ids(self, rx: Read, words: str) -> array[int]:
        return record_ids(rx, words, self._nouns, self.kind.picked())

    def _rows(self, rx: Read, keys: Sequence[int]) -> list[Any]:
        return list(record_rows(rx, keys, self._nouns))

    def _line(self, row: Any) -> dict[str, object] | None:
        return _action_line(row) if isinstance(row, ActionRow) else _record_line(row)

    def _count_word(self, count: int) -> str:
        if any(noun != "joint_actions" for noun, _key in self.picked()):
            return _("1 record chosen") if count == 1 else _("{count} records chosen").format(count=count)
        return _("1 joint action chosen") if count == 1 else _("{count} joint actions chosen").format(count=count)

    def picked(self) -> list[tuple[str, int]]:
        """Noun and key of each of the selected lines."""
        return [_apart(one, self._nouns) for one in self.chosen()]

    def _chosen(self) -> None:
        super()._chosen()
        picked = self.picked()
        one = picked[0][1] if len(picked) == 1 and picked[0][0] == "joint_actions" else None
        if one != self._of:
            self._of = one
            self._offer_entries(None)
            if one is not None:
                self._desk.read(partial(self._entries, one), joint_actions.card, one, latest="papers/link entries")

    def _entries(self, key: int, card: ActionCard) -> None:
        if key == self._of:
            self._offer_entries(card)

    def _offer_entries(self, card: ActionCard | None) -> None:
        whole = _("The joint action itself") if self._of is not None or not self.chosen() else _("The record itself")
        choices = [Choice("", whole)]
        for entry in card.progress if card else ():
            said = entry.text if len(entry.text) <= SHORT else f"{entry.text[: SHORT - 1]}…"
            day = dates.say(entry.dated, language())
            choices.append(Choice(str(entry.key), _("progress of {day}: {text}").format(day=day, text=said)))
        self.entry.offer(choices, blank=False)
        self.entry.setCurrentIndex(0)
        self.entry.setEnabled(len(choices) > 1)

    def links(self) -> list[Link]:
        """What was chosen, as links."""
        place = self.place.text().strip()
        entry = self.entry.picked()
        if entry:
            return [Link("progress_entries", int(entry), place)]
        return [Link(noun, key, place) for noun, key in self.picked()]

    def _tell(self) -> None:
        links = self.links()
        if links:
            self._then(links)


class DocumentsDialog(LinkDialog):
    """Documents that become evidence of a record; those in `without` are linked already."""

    def __init__(
        self,
        desk: Desk,
        then: Callable[[list[int], str], None],
        without: Sequence[int] = (),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(
            desk, _("Link documents"), _DOCUMENTS, _("Number, title, file name or words of the text"), _("Documents"),
            parent,
        )  # fmt: skip
        self._then, self._without = then, tuple(without)
        self.table.set_empty(_("There is no other document to link."), "", _("No document matches."))
        self.accepted.connect(self._tell)

    def _ids(self, rx: Read, words: str) -> array[int]:
        return document_ids(rx, words, self._without)

    def _rows(self, rx: Read, keys: Sequence[int]) -> list[Any]:
        return list(document_rows(rx, keys))

    def _line(self, row: Any) -> dict[str, object] | None:
        return _document_line(row)

    def _count_word(self, count: int) -> str:
        return _("1 document chosen") if count == 1 else _("{count} documents chosen").format(count=count)

    def _tell(self) -> None:
        keys = self.chosen()
        if keys:
            self._then(keys, self.place.text().strip())


def choose_records(
    desk: Desk, parent: QWidget, then: Callable[[list[Link]], None], *, nouns: Sequence[str] = LINKED
) -> RecordsDialog:
    """Ask which records (of `nouns`) documents are evidence of; `then(links)` when some were chosen."""
    made = RecordsDialog(desk, then, parent, nouns)
    made.start()
    return made


def choose_documents(
    desk: Desk, parent: QWidget, then: Callable[[list[int], str], None], *, without: Sequence[int] = ()
) -> DocumentsDialog:
    """Ask which documents are evidence of a record; `then(document keys, place)` when some were chosen."""
    made = DocumentsDialog(desk, then, without, parent)
    made.start()
    return made
