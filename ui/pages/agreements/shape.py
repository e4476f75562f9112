"""What the agreements' page shows: columns, filters, fields, and the commitments under an agreement as a tab.

The page itself is the ledger's.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, ClassVar, Final

from hsdclient import agreements, commitments
from hsdclient.agreements import STATUS_WORDS, TYPE_WORDS, AgreementCard, AgreementDraft, AgreementQuery, AgreementRow
from hsdclient.commitments import CLASS_WORDS, CommitmentQuery
from hsdclient.session import Read
from hsdclient.training import runs
from hsdclient.training.runs import RunQuery
from hsdclient.words import N_, _, language
from ui.ledger import tabs
from ui.ledger.book import Book, of_words
from ui.ledger.related import Related, related
from ui.ledger.shape import Shape, TabSpec, Words
from ui.pages.agreements import looks
from ui.parts.badges import Badge
from ui.parts.filter_query import FilterDef
from ui.parts.period import HOW
from ui.parts.rows import Column
from ui.training import run_lines

COLUMNS: Final = (
    Column("reference", N_("Reference"), 116, kind="reference"),
    Column("title", N_("Title"), 230, grows_from=620),
    Column("status", N_("Status"), 110, kind="badge"),
    Column("due", N_("Review or expiry"), 170, kind="badge", sortable=False),
    Column("type", N_("Type"), 190),
    Column("signed", N_("Signed"), 96),
    Column("in_force", N_("In force"), 96),
    Column("review", N_("Review"), 96),
    Column("expiry", N_("Expires"), 96),
    Column("agencies", N_("Executing agencies"), 170, sortable=False),
    Column("commitments", N_("Commitments"), 100, kind="number", sortable=False),
    Column("documents", N_("Documents"), 92, kind="number", sortable=False),
    Column("marking", N_("Marking"), 112),
    Column("released_to", N_("Released to"), 90, sortable=False),
    Column("unverified", N_("Unverified"), 110, kind="badge", sortable=False),
)
UNDER: Final = (
    Column("reference", N_("Reference"), 116, kind="reference", sortable=False),
    Column("verbatim", N_("Verbatim"), 220, sortable=False, grows_from=420),
    Column("paragraph", N_("Paragraph"), 80, sortable=False),
    Column("classed", N_("Class"), 96, sortable=False),
    Column("due", N_("Due"), 96, sortable=False),
)


def titled(row: AgreementRow) -> str:
    """The title in the language of the screen."""
    return (language() == "hi" and row.title_hi) or row.title_en


def under(rx: Read, card: AgreementCard) -> Sequence[tuple[int, Mapping[str, object]]]:
    """The commitments that stand in the agreement: (key, line)."""
    keys = list(commitments.ids(rx, CommitmentQuery(agreements=(card.row.reference,))))
    found = commitments.rows(rx, keys)
    return [
        (row.key, {"reference": row.reference, "verbatim": row.verbatim, "paragraph": row.paragraph,
                   "classed": _(CLASS_WORDS[row.classed]), "due": row.due})
        for row in found
    ]  # fmt: skip


class AgreementShape(Shape):
    """Signed instruments."""

    noun = "agreements"
    page = "agreements"
    drawing = "agreement"
    words: ClassVar[Words] = Words(
        title=N_("Agreements"),
        trash=N_("Agreements in the trash"),
        new=N_("New agreement"),
        record=N_("The agreement"),
        choose=N_("Choose an agreement from the list."),
        parts=N_("Parts of the agreement"),
        none_yet=N_("No agreement is here yet."),
        no_match=N_("No agreement matches these filters."),
        many=N_("{count} agreements"),
        recorded=N_("Agreement recorded"),
        amended=N_("Agreement amended"),
        discarded=N_("Agreement discarded"),
        many_discarded=N_("Agreements discarded"),
        recovered=N_("Agreement recovered"),
        many_recovered=N_("Agreements recovered"),
    )
    core: ClassVar[Any] = agreements
    draft: ClassVar[Any] = AgreementDraft
    asked: ClassVar[Any] = AgreementQuery
    columns = COLUMNS
    watched = frozenset({"agreements", "agreement_agencies", "commitments", "documents", "document_links", "runs"})
    many: ClassVar[Mapping[str, str]] = {
        "type": "types", "status": "statuses", "group": "groups", "agency": "agencies", "marking": "marking",
    }  # fmt: skip
    flags = ("due", "unverified")
    quick = ("title_en", "type", "signed", "in_force", "review", "expiry", "marking")

    def filters(self, book: Book) -> list[FilterDef]:
        return [
            FilterDef("type", N_("Type"), "choices", types),
            FilterDef("status", N_("Status"), "choices", statuses),
            FilterDef("group", N_("Working group"), "choices", book.source("groups")),
            FilterDef("agency", N_("Executing agency"), "choices", book.source("agencies")),
            FilterDef("marking", N_("Marking"), "choices", book.source("markings")),
            FilterDef("after", N_("Signed from"), "text", hint=HOW),
            FilterDef("before", N_("Signed until"), "text", hint=HOW),
            FilterDef("due", N_("Review or expiry due"), "flag", token="is:due"),
            FilterDef("unverified", N_("Unverified"), "flag", token="is:unverified"),
        ]

    def line(self, row: AgreementRow) -> dict[str, object]:
        return {
            "reference": row.reference,
            "title": titled(row),
            "status": looks.status_badge(row.status),
            "due": looks.due_badge(row),
            "type": _(TYPE_WORDS[row.type]),
            "signed": row.signed,
            "in_force": row.in_force,
            "review": row.review,
            "expiry": row.expiry,
            "agencies": ", ".join(row.agencies),
            "commitments": row.commitments or None,
            "documents": row.documents or None,
            "marking": row.marking,
            "released_to": ", ".join(row.released_to),
            "unverified": looks.unverified_badge(row),
        }

    def title(self, card: AgreementCard) -> str:
        return titled(card.row)

    def badges(self, card: AgreementCard) -> list[Badge]:
        row = card.row
        found = (looks.status_badge(row.status), looks.due_badge(row), looks.unverified_badge(row))
        return [badge for badge in found if badge is not None]

    def said(self, card: AgreementCard) -> list[str]:
        return [_(TYPE_WORDS[card.row.type]), ", ".join(card.row.agencies)]

    def sources(self, book: Book, values: Callable[[], Mapping[str, object]]) -> dict[str, Any]:
        return {**super().sources(book, values), "agreement_types": types}

    def tabs(self) -> Sequence[TabSpec]:
        told = Related(
            UNDER, under, N_("Commitments under this agreement"), N_("No commitment stands in this agreement yet."),
            "commitments", new=N_("New commitment"), given=given,
        )  # fmt: skip
        promised = TabSpec("commitments", N_("Commitments"), related(told), promises)
        held = Related(
            run_lines.COLUMNS, held_under, N_("Runs under this agreement"), N_("No run hangs on this agreement yet."),
            "training", new=N_("New run"), given=given_to_run,
        )  # fmt: skip
        training = TabSpec("runs", N_("Training"), related(held))
        return (tabs.DETAILS, tabs.DOCUMENTS, promised, training, tabs.RELEASE, tabs.HISTORY)


def promises(card: AgreementCard) -> int:
    """How many commitments stand in the agreement."""
    return len(card.commitments)


def held_under(rx: Read, card: AgreementCard) -> Sequence[tuple[int, Mapping[str, object]]]:
    """The training runs that hang on the agreement, the latest first: (key, line)."""
    query = RunQuery(agreements=(card.row.reference,), sort="starts", descending=True)
    return run_lines.lines(rx, runs.ids(rx, query))


def given_to_run(card: AgreementCard) -> dict[str, object]:
    """What a new run under this agreement begins with."""
    return {"agreement": card.row.reference}


def given(card: AgreementCard) -> dict[str, object]:
    """What a new commitment of this agreement begins with."""
    return {"agreement": card.row.reference, "round": ""}


def types() -> Any:
    """The types of agreements."""
    return of_words(TYPE_WORDS)


def statuses() -> Any:
    """The statuses that are computed."""
    return of_words(STATUS_WORDS)
