"""The register as a list: columns, filters, and what the core is asked for.

Revoked ones stay in it; nothing here is ever in the trash.
"""

from __future__ import annotations

from array import array
from collections.abc import Mapping, Sequence
from typing import Any, Final

from PySide6.QtWidgets import QWidget

from hsdclient.fields import Choice
from hsdclient.session import Read
from hsdclient.training import certificates
from hsdclient.training.certificates import LANGUAGE_WORDS, CertificateQuery, CertificateRow
from hsdclient.words import N_, _, language
from ui.desk import Desk
from ui.ledger.book import of_words, sides
from ui.parts.filter_query import TEXT, FilterDef
from ui.parts.rows import Column
from ui.record_list import RecordList
from ui.training import certificate_looks as looks

COLUMNS: Final = (
    Column("reference", N_("Number"), 126, kind="reference"),
    Column("name", N_("Name"), 180, grows_from=700),
    Column("state", N_("State"), 110, kind="badge"),
    Column("issued_on", N_("Issued"), 96),
    Column("run", N_("Run"), 116, kind="reference"),
    Column("title", N_("Title"), 220, sortable=False),
    Column("agency", N_("Agency"), 84),
    Column("side", N_("Side"), 56),
    Column("language", N_("Language"), 130),
    Column("revoked_on", N_("Revoked"), 96, sortable=False),
    Column("revoked_why", N_("Why revoked"), 200, sortable=False, default_visible=False),
)
WATCHED: Final = frozenset({"certificates", "runs", "trainees", "agencies"})
HOLDS, GONE = "holds", "revoked"
STATES: Final = {HOLDS: N_("Holds"), GONE: N_("Revoked")}


class Lists:
    """Runs and years that have certificates, for the filters; read with every list."""

    def __init__(self) -> None:
        self.runs: list[Choice] = []
        self.years: list[Choice] = []

    def of_runs(self) -> list[Choice]:
        """The runs, by key."""
        return self.runs

    def of_years(self) -> list[Choice]:
        """The years of the numbers."""
        return self.years

    def read(self, rx: Read) -> None:
        """Read both; on a pool thread."""
        self.years = [Choice(str(year), str(year)) for year in certificates.years(rx)]
        self.runs = [Choice(str(run.key), run.reference, hint=run.title) for run in certificates.runs(rx)]


def states() -> list[Choice]:
    """Whether it holds."""
    return of_words(STATES)


def languages() -> list[Choice]:
    """The languages a certificate is issued in."""
    return of_words(LANGUAGE_WORDS)


def query(values: Mapping[str, Any], sort: tuple[str, bool] | None) -> CertificateQuery:
    """What to ask the core for these filter values."""
    given: dict[str, Any] = {"text": str(values.get(TEXT, ""))}
    for key, name in (("run", "runs"), ("year", "years")):
        if values.get(key):
            given[name] = tuple(int(one) for one in values[key] if str(one).isdecimal())
    for key, name in (("side", "sides"), ("language", "languages")):
        if values.get(key):
            given[name] = tuple(values[key])
    if values.get("state") in STATES:
        given["revoked"] = values["state"] == GONE
    if sort is not None:
        given |= {"sort": sort[0], "descending": sort[1]}
    return CertificateQuery(**given)


class Register(RecordList):
    """Every certificate ever issued."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        self._lists = Lists()
        filters = [
            FilterDef("state", N_("State"), "choice", states),
            FilterDef("run", N_("Run"), "choices", self._lists.of_runs),
            FilterDef("year", N_("Year"), "choices", self._lists.of_years),
            FilterDef("side", N_("Side"), "choices", sides),
            FilterDef("language", N_("Language"), "choices", languages),
        ]
        super().__init__(desk, "certificates/all", filters, COLUMNS, _("Register of certificates"), WATCHED, parent)
        self.table.columns.set_sort("reference", True, tell=False)

    def look_up(
        self, rx: Read, values: Mapping[str, Any], sort: tuple[str, bool] | None
    ) -> tuple[array[int], int]:
        self._lists.read(rx)
        found = certificates.ids(rx, query(values, sort))
        return found, certificates.total(rx)

    def rows(self, rx: Read, keys: Sequence[int]) -> Sequence[CertificateRow]:
        return certificates.rows(rx, keys)

    def line(self, row: CertificateRow) -> dict[str, object]:
        return {
            "row": row,
            "reference": row.reference,
            "name": looks.named(row),
            "state": looks.holds_badge(row),
            "issued_on": row.issued_on,
            "run": row.run,
            "title": (language() == "hi" and row.title_hi) or row.title,
            "agency": row.agency,
            "side": row.side,
            "language": _(LANGUAGE_WORDS[row.language]),
            "revoked_on": row.revoked_on,
            "revoked_why": row.revoked_why,
        }

    def tell_empty(self) -> None:
        self.table.set_empty(
            _("No certificate was issued yet. They are issued on a run's tab Certificates."), "",
            _("No certificate matches these filters."), _("Clear filters"),
        )  # fmt: skip
