"""Verbs that only look at documents: documents, extract, and one document whole for `show`.

Turn rows and cards of the core into text, JSON, CSV or a file.
"""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import date
from typing import Any

from hsdclient import clock, codes, copies, dates, documents, errors, places
from hsdclient.commands import linking, output
from hsdclient.commands.looks import as_of
from hsdclient.commands.output import put, tell, visible
from hsdclient.commands.records import listed
from hsdclient.commands.signin import opened
from hsdclient.documents import DocumentCard, DocumentQuery, DocumentRow, Evidence, VersionCard
from hsdclient.words import _

_BLOCK = 500


def documents_of(arguments: Namespace) -> int:
    """List the documents that the filters mean."""
    given = {
        name: tuple(part for text in getattr(arguments, name) for part in listed(text))
        for name in ("group", "type", "kind", "marking", "originator", "language")
    }
    types = tuple(one.casefold().replace(" ", "_").replace("-", "_") for one in given["type"])
    _require_known(types, documents.TYPE_WORDS, "type")
    _require_known(given["language"], documents.LANGUAGES, "language")
    with (
        opened(arguments, writer=False) as workspace,
        workspace.store.read(as_of=as_of(arguments.as_of, workspace.store.facts.time_zone)) as rx,
    ):
        query = DocumentQuery(
            types=types,
            kinds=given["kind"],
            groups=tuple(codes.group(rx, code).code for code in given["group"]),
            marking=given["marking"],
            originators=given["originator"],
            languages=given["language"],
            after=_day(arguments.after),
            before=_day(arguments.before),
            text=arguments.text,
            unlinked=arguments.unlinked,
            unread=arguments.unread,
            trash=arguments.trash,
            record=linking.record(rx, arguments.ref) if arguments.ref.strip() else None,
            sort=arguments.sort,
            descending=arguments.descending,
        )
        keys = documents.ids(rx, query)
        rows = [
            row for start in range(0, len(keys), _BLOCK) for row in documents.rows(rx, keys[start : start + _BLOCK])
        ]
        total = documents.total(rx, trash=arguments.trash)
    text = arguments.form == "text"
    headings = (
        ("ref", _("Reference")), ("type", _("Type")), ("dated", _("Date")), ("marking", _("Marking")),
        ("linked", _("Evidence of")), ("title", _("Title")),
    )  # fmt: skip
    output.records([_line(row) if text else record(row) for row in rows], arguments.form, headings)
    if text:
        tell(_("{count} of {total} documents").format(count=len(rows), total=total))
    return 0


def _require_known(given: tuple[str, ...], known: Any, field: str) -> None:
    for one in given:
        if one not in known:
            raise errors.Refused(
                _("There is no {text}. There are: {known}.").format(text=one, known=", ".join(filter(None, known))),
                field,
            )


def _day(text: str) -> str:
    return dates.read_iso(text.strip()).isoformat() if text.strip() else ""


def record(row: DocumentRow) -> output.Record:
    """One row as plain values for JSON and CSV, `ref` first."""
    return output.of_row(row)


def _line(row: DocumentRow) -> output.Record:
    return {
        "ref": row.reference,
        "type": _(documents.TYPE_WORDS[row.type]),
        "dated": dates.say(row.dated) if row.dated else "–",
        "marking": row.marking,
        "linked": ", ".join(row.linked) or "–",
        "title": row.title,
    }


def extract(arguments: Namespace) -> int:
    """Save a copy of one version and print its path; remembered in the journal by those who may write."""
    target = arguments.output
    with opened(arguments, writer=not places.is_read_only(arguments.dir)) as workspace:
        with workspace.store.read() as rx:
            card = documents.card(rx, codes.document(rx, arguments.doc))
        version = _version(card, arguments.version)
        if card.row.swept:
            raise errors.Refused(
                _("The content of {reference} was swept; attach the file again.").format(reference=card.row.reference)
            )
        if target.is_dir():
            raise errors.Refused(_("{path} is a folder; give the copy a name.").format(path=target), "output")
        if not arguments.force and (target.exists() or target.is_symlink()):
            raise errors.Refused(_("{path} is there already; --force replaces it.").format(path=target), "output")
        copies.save_as(workspace.store, workspace.officer, card.row, target, version)
    tell(_("Version {number} of {reference} saved: {size} bytes, SHA-256 {sha256}.").format(
        number=version.number, reference=card.row.reference, size=version.size, sha256=version.sha256
    ))  # fmt: skip
    put(str(target))
    return 0


def _version(card: DocumentCard, number: int | None) -> VersionCard:
    if number is None:
        return card.current
    found = next((one for one in card.versions if one.number == number), None)
    if found is None:
        raise errors.Refused(
            _("{reference} has the versions 1 to {count}.").format(
                reference=card.row.reference, count=card.versions[0].number
            ),
            "version",
        )
    return found


def card_record(card: DocumentCard) -> output.Record:
    """One document whole as plain values for JSON."""
    return record(card.row) | {
        "note": card.note,
        "third_party": card.third_party,
        "permitted_by": card.permitted_by,
        "permitted_on": card.permitted_on.isoformat() if card.permitted_on else None,
        "permission_reference": card.permission_reference,
        "attached_by": card.attached_by,
        "discard_reason": card.discard_reason,
        "versions": [{**asdict(one), "warnings": list(one.warnings)} for one in card.versions],
        "links": [asdict(one) for one in card.links],
    }


def show(card: DocumentCard, zone: str) -> None:
    """Print one document: description, versions, what it is evidence of."""
    row = card.row
    put(visible(f"{row.reference}  {row.title}"))
    if row.discarded:
        put(visible(_("In the trash: {reason}").format(reason=card.discard_reason)))
    put("")
    permitted = " · ".join(filter(None, (card.permitted_by, _say(card.permitted_on), card.permission_reference)))
    for label, value in (
        (_("Type"), _(documents.TYPE_WORDS[row.type])),
        (_("Date"), _say(row.dated)),
        (_("Originator"), row.originator),
        (_("Marking"), row.marking),
        (_("Partner's marking"), row.partner_marking),
        (_("Language"), _(documents.LANGUAGES[row.language]) if row.language else ""),
        (_("Released to"), ", ".join(row.released_to) or "–"),
        (_("Third-party material"), _("yes") if card.third_party else ""),
        (_("Permitted by"), permitted),
        (_("Attached"), f"{dates.say_time(clock.instant(row.attached_at), zone)}  {card.attached_by}"),
        (_("Note"), card.note),
    ):
        if value:
            first, *rest = output.wrap(value, 72)
            put(f"{label + ':':<22} {first}")
            for line in rest:
                put(f"{'':<22} {line}")
    put("\n" + _("Versions"))
    for one in card.versions:
        put(visible(f"{one.number}  {one.file_name}  {one.media_type}  {one.size}"))
        put(f"    SHA-256 {one.sha256}")
    if card.links:
        put("\n" + _("Evidence of"))
    for link in card.links:
        said = " · ".join(filter(None, (_say(date.fromisoformat(link.dated)) if link.dated else "", link.place)))
        put(visible(f"{link.reference}  {link.title}" + (f"  ({said})" if said else "")))


def evidence_records(evidence: Sequence[Evidence]) -> list[output.Record]:
    """The documents of one action as plain values for JSON."""
    return [
        {
            "ref": one.document.reference,
            "noun": one.noun,
            "row_key": one.row_key,
            "place": one.place,
            "title": one.document.title,
            "type": one.document.type,
            "marking": one.document.marking,
            "sha256": one.document.sha256,
        }
        for one in evidence
    ]


def show_evidence(evidence: Sequence[Evidence], entries: Mapping[int, date | None]) -> None:
    """Print the documents of one action, with the entry (by its day) and the place that each is evidence of."""
    if evidence:
        put("\n" + _("Evidence"))
    for one in evidence:
        day = _say(entries.get(one.row_key)) if one.noun == "progress_entries" else ""
        said = " · ".join(filter(None, (day, one.place)))
        put(visible(f"{one.document.reference}  {one.document.title}" + (f"  ({said})" if said else "")))


def _say(day: date | None) -> str:
    return dates.say(day) if day else ""
