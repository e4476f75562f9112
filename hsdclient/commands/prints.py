"""Verbs of print: report, verify-report.

Read the order from the arguments; gathering, drawing and the register are the core's.
"""

from __future__ import annotations

import re
from argparse import Namespace
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from hsdclient import codes, errors
from hsdclient.commands.looks import as_of
from hsdclient.commands.output import put, tell, visible
from hsdclient.commands.records import listed
from hsdclient.commands.signin import opened
from hsdclient.words import _

if TYPE_CHECKING:
    from hsdclient.reports.sheet import Language
    from hsdclient.reports.verify_report import Match
    from hsdclient.store import Store

_TYPED = re.compile(r"R-\d{4}-\d{4,}|[0-9A-Za-z]{4}([ -]?[0-9A-Za-z]{4}){2}", re.ASCII | re.IGNORECASE)
"""A report's number, or its code as printed below the QR code."""


def report(arguments: Namespace) -> int:
    """Issue a report and print the path of its file."""
    from hsdclient.reports import register  # lazy: drawing is heavy and only this verb needs it
    from hsdclient.reports.scope import ALL_SECTIONS, SECTIONS, ReportOrder

    sections = frozenset(listed(arguments.sections)) or ALL_SECTIONS
    if unknown := sorted(sections - ALL_SECTIONS):
        raise errors.Refused(
            _("There is no section {name}. There are: {known}.").format(name=unknown[0], known=", ".join(SECTIONS)),
            "sections",
        )
    with opened(arguments, writer=True) as workspace:
        with workspace.store.read() as rx:
            groups = tuple(codes.group(rx, code).code for text in arguments.group for code in listed(text))
            reference = arguments.ref.strip().upper()
            if reference:
                codes.action(rx, reference)
        kind = arguments.kind
        order = ReportOrder(
            kind="consolidated" if kind == "status" and len(groups) != 1 else kind,
            groups=groups,
            reference=reference,
            round=arguments.round.strip().upper(),
            as_of=as_of(arguments.as_of, workspace.store.facts.time_zone),
            audience=arguments.audience,
            language=arguments.language or _language(workspace.store, arguments),
            paper=arguments.paper,
            sections=sections,
            annexes=arguments.annexes,
            documents=tuple(part for text in arguments.doc for part in listed(text.upper())),
            recipient=tuple(arguments.recipient.splitlines()),
            purpose=arguments.purpose,
            means=arguments.means,
            run=arguments.run.strip().upper(),
            year=arguments.year.strip(),
            calendar=arguments.calendar,
            certificates=tuple(part for text in arguments.cert for part in listed(text.upper())),
        )
        issued = register.issue(workspace.store, workspace.officer, order, arguments.output)
    for one in issued.withheld:
        tell(_("{reference} was kept out: {why}").format(reference=one.reference, why=one.why))
    said = _("Report {number} issued, 1 page.") if issued.pages == 1 else _("Report {number} issued, {pages} pages.")
    tell(said.format(number=issued.number, pages=issued.pages))
    put(str(issued.path or arguments.output))
    return 0


def plain(arguments: Namespace, kind: str) -> int:
    """`report` of a kind by a verb of its own: whatever that verb does not ask for is as if it was not given."""
    for name in ("ref", "round", "sections", "recipient", "purpose", "means", "run", "year"):
        setattr(arguments, name, getattr(arguments, name, ""))
    for name in ("group", "doc", "cert"):
        setattr(arguments, name, getattr(arguments, name, []))
    arguments.annexes = getattr(arguments, "annexes", False)
    arguments.calendar = getattr(arguments, "calendar", "cy")
    arguments.kind = kind
    return report(arguments)


def _language(store: Store, arguments: Namespace) -> Language:
    """The language of a sheet when none was asked for: a certificate's own, else English."""
    if arguments.kind != "certificate":
        return "en"
    from hsdclient.training import certificates  # lazy: only certificates have a language of their own

    with store.read() as rx:
        asked = [part for text in arguments.cert for part in listed(text.upper())]
        found = [row for one in asked if (row := certificates.by_reference(rx, one)) is not None]
        if not asked and arguments.run.strip():
            found = certificates.of_run(rx, codes.record(rx, "runs", arguments.run, field="run"))
    languages = {row.language for row in found}
    if languages == {"hi"}:
        return "hi"
    return "en" if languages <= {"en"} else "both"


def verify_report(arguments: Namespace) -> int:
    """Tell whether a file is an issued report (0) or not (1); a number or code shows what is registered."""
    from hsdclient.reports import verify_report as proofs  # lazy: as above

    path = Path(arguments.file)
    with opened(arguments, writer=False) as workspace, workspace.store.read() as rx:
        if not path.exists() and _TYPED.fullmatch(arguments.file.strip()):
            _registered(proofs.verify_code(rx, arguments.file))
            return 0
        verdict = proofs.verify_file(rx, path)
    put(verdict.sentence)
    for match in verdict.matches:
        found = "" if match.agrees else f" / {match.found or '–'}"
        put(visible(f"{'=' if match.agrees else '≠'} {match.label}: {match.registered or '–'}{found}"))
    return 0 if verdict.genuine else 1


def _registered(lines: Sequence[Match]) -> None:
    for line in lines:
        put(visible(f"{line.label}: {line.registered}"))
