"""The register of reports issued: preview, issue, list; what is registered is what was printed.

A report is registered and its file put in place together, or neither (rules.md, Proof of a print).
"""

from __future__ import annotations

import hashlib
import io
import json
import os
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import zip_longest
from pathlib import Path
from typing import Any

from sqlalchemy import Integer, cast, func, select

from hsdclient import atomic_file, clock, errors, history, places, schema, words
from hsdclient.releases import Withheld
from hsdclient.reports import compose, pdf, proof, rounds
from hsdclient.reports.exhibits import Exhibit
from hsdclient.reports.matter import Matter, gather
from hsdclient.reports.scope import KINDS, OF_TRAINING, ReportOrder, training_scope
from hsdclient.reports.sheet import Attachment, Sheet
from hsdclient.session import Officer, Read, Tx
from hsdclient.store import Store
from hsdclient.words import N_, _

Progress = Callable[[int], None]
DRAFT = "DRAFT"
ISSUED = N_("Report issued")
_NAMED = 3


@dataclass(frozen=True)
class Issued:
    """One issued report: its register number, where the file is, its pages, hash and short code."""

    number: str
    path: Path | None
    pages: int
    sha256: str
    code: str
    content: bytes
    change: Any
    withheld: tuple[Withheld, ...] = ()
    """Released by word, kept out of the partner's edition, and why: for the officer, never printed."""


@dataclass(frozen=True)
class ReportRow:
    """One line of the register."""

    key: int
    number: str
    kind: str
    title: str
    scope: str
    audience: str
    language: str
    paper: str
    as_of: str
    markings: tuple[str, ...]
    pages: int
    sha256: str
    code: str
    issued_at: str
    officer: str


def matter_of(store: Store, order: ReportOrder) -> tuple[Matter, tuple[tuple[str, str, str], ...]]:
    """The filtered matter of `order` and, for a dossier of the own edition, the history in words."""
    with store.read(as_of=order.as_of) as rx:
        matter = gather(rx, order)
        lines: tuple[tuple[str, str, str], ...] = ()
        if order.kind == "dossier" and not order.for_partner and matter.cards:
            lines = _history(rx, matter)
        if matter.told is not None and order.kind == "scorecard" and (day := rounds.since(rx, matter.told, order)):
            with store.read(as_of=day) as then:
                matter = replace(matter, told=rounds.changed(then, rx, matter.told, order))
    return matter, lines


def _history(rx: Read, matter: Matter) -> tuple[tuple[str, str, str], ...]:
    """When, who, what, in the language of the sheet; what the sheet prints above is not repeated here."""
    language = matter.order.language
    told = []
    for one in ("en", "hi") if language == "both" else (language,):
        with words.speaking(one):
            events = history.of_record(rx, "joint_actions", matter.cards[0].key)
            told.append([(event, _said(event)) for event in events])
    instant = compose.wording(matter).instant
    lines = []
    for versions in zip(*told, strict=True):
        event = versions[0][0]
        pairs = zip_longest(*(texts for _event, texts in versions), fillvalue="")
        said = [text for pair in pairs for text in dict.fromkeys(pair) if text]
        lines.append((instant(clock.text(event.at)), event.officer, "\n".join(said)))
    return tuple(lines)


def _said(event: history.Event) -> list[str]:
    """One line for the act and one for each thing that was changed or taken away (the first of a label)."""
    lines = [_("{act} (undone later)").format(act=event.sentence) if event.undone else event.sentence]
    seen: set[str] = set()
    for change in event.changes:
        if change.label in seen:
            continue
        seen.add(change.label)
        if change.before and change.after:
            lines.append(
                _("{label}: {after} (before: {before})").format(
                    label=change.label, after=change.after, before=change.before
                )
            )
        elif change.before:
            lines.append(_("{label}: {before} (removed)").format(label=change.label, before=change.before))
    return lines


def preview(store: Store, order: ReportOrder, progress: Progress | None = None) -> bytes:
    """The PDF as it would be issued, under the number DRAFT and without its annexes; nothing is registered.

    Environment when an annex is missing or damaged.
    """
    matter, lines = matter_of(store, order)
    for one in matter.annexes:
        if store.vault.check(one.sha256, one.size, deep=False):
            _content(store, one)
    return _drawn(composed(matter, DRAFT, clock.now(), lines), progress)[0]


def composed(matter: Matter, number: str, issued: datetime, lines: tuple[tuple[str, str, str], ...] = ()) -> Sheet:
    """The sheet as data; what must stand on one page (a brief, a scorecard's summary) has the longest lists that do."""
    sheet = compose.compose(matter, number, issued, lines)
    if matter.order.kind in ("brief", "scorecard") and matter.told is not None:
        for most in range(matter.told.most - 1, -1, -1):
            if _drawn(replace(sheet, parts=()), None)[1] == 1:
                break
            sheet = compose.compose(replace(matter, told=replace(matter.told, most=most)), number, issued, lines)
    return sheet


def _embedded(store: Store, matter: Matter) -> tuple[Attachment, ...]:
    """The annexes as they lie in the vault, each verified whole."""
    return tuple(Attachment(one.file_name, one.media_type, _content(store, one)) for one in matter.annexes)


def _content(store: Store, one: Exhibit) -> bytes:
    try:
        return store.vault.read(one.sha256)
    except errors.Environment as error:
        raise errors.Environment(
            _("{reference} cannot be annexed. {why}").format(reference=one.reference, why=error.sentence)
        ) from error


def _drawn(sheet: Any, progress: Progress | None) -> tuple[bytes, int]:
    target = io.BytesIO()
    drawn = pdf.draw(sheet, target, progress=progress)
    return target.getvalue(), drawn.pages


def issue(
    store: Store, officer: Officer, order: ReportOrder, target: Path | None, progress: Progress | None = None
) -> Issued:
    """Draw the report, register it, put the file at `target` (None: the caller prints `content`).

    Environment when the folder cannot be written, the disk is full, or an annex is missing or damaged; then
    nothing is registered.
    """
    if not store.writable:
        raise errors.Refused(_("The workspace is open for reading only; a report cannot be issued from it."))
    if target:
        places.check_output(target, store.folder, begins=b"%PDF-")
    matter, lines = matter_of(store, order)
    attachments = _embedded(store, matter)
    while True:
        with store.read() as rx:
            number = next_number(rx)
        issued = clock.now()
        sheet = replace(composed(matter, number, issued, lines), attachments=attachments)
        content, pages = _drawn(sheet, progress)
        digest = hashlib.sha256(content).hexdigest()
        part = _write_part(target, content) if target else None
        placed = False
        try:
            with store.write(officer, ISSUED) as tx:
                if next_number(tx) != number:  # another report was issued meanwhile: the number is printed, so again
                    continue
                tx.insert(schema.reports, _row(tx, order, matter, sheet, digest, pages))
                if part and target:
                    atomic_file.move(part, target)
                    placed = True
        except BaseException as error:
            if placed and target and not _registered(store, digest):  # no file without its line
                target.unlink(missing_ok=True)
            if isinstance(error, OSError):
                raise _unwritable(target, error) from error
            raise
        finally:
            if part:
                part.unlink(missing_ok=True)
        if target:
            atomic_file.sync_folder(target.parent)
        return Issued(number, target, pages, digest, sheet.code, content, tx.change, matter.withheld)


def _registered(store: Store, digest: str) -> bool:
    with store.read() as rx:
        return rx.scalar(select(schema.reports.c.key).where(schema.reports.c.sha256 == digest)) is not None


def _row(tx: Tx, order: ReportOrder, matter: Matter, sheet: Any, digest: str, pages: int) -> dict[str, Any]:
    return {
        "number": sheet.number,
        "kind": order.kind,
        "title": KINDS[order.kind],
        "scope": _scope(order, matter),
        "audience": order.audience,
        "language": order.language,
        "paper": order.paper,
        "as_of": matter.day.isoformat(),
        "markings": json.dumps(list(matter.markings), ensure_ascii=False),
        "pages": pages,
        "sha256": digest,
        "code": sheet.code,
        "data": proof.canonical(sheet.data).decode("utf-8", "surrogatepass"),
        "issued_at": sheet.data["issued"],
        "officer_key": tx.officer.key,
    }


def _scope(order: ReportOrder, matter: Matter) -> str:
    if order.kind == "dossier":
        return order.reference
    if order.round:
        return order.round
    if order.kind in OF_TRAINING:
        return training_scope(order)
    if not order.documents:
        return ", ".join(order.groups)
    named = [one.reference for one in matter.papers]
    return ", ".join(named[:_NAMED]) + (f" (+{len(named) - _NAMED})" if len(named) > _NAMED else "")


def next_number(rx: Read) -> str:
    """The next report number, `R-2026-0001`; numbers are never reused."""
    year = rx.today.year
    number = schema.reports.c.number
    prefix = f"R-{year}-"
    counted = cast(func.substr(number, len(prefix) + 1), Integer)
    highest = rx.scalar(select(func.max(counted)).where(number.startswith(prefix)))
    return f"{prefix}{(highest or 0) + 1:04d}"


def _write_part(target: Path, content: bytes) -> Path:
    """The file under a name that tells nothing, beside its place, fsynced."""
    part = target.parent / f".{clock.random_bytes(8).hex()}.part"
    try:
        handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)
        with os.fdopen(handle, "wb") as out:
            out.write(content)
            out.flush()
            os.fsync(out.fileno())
    except OSError as error:
        part.unlink(missing_ok=True)
        raise _unwritable(target, error, len(content)) from error
    return part


def _unwritable(target: Path | None, error: OSError, size: int = 0) -> errors.Environment:
    folder = target.parent if target else Path()
    if error.errno == 28:
        need = f"{max(size, 1) / 1_000_000:.1f}"
        return errors.Environment(
            _("The disk of {folder} is full; the report needs {need} MB. It was not issued.").format(
                folder=folder, need=need
            )
        )
    return errors.Environment(
        _("The report cannot be written to {folder} ({reason}). It was not issued; choose another folder.").format(
            folder=folder, reason=atomic_file.why(error)
        )
    )


def listing(rx: Read) -> list[ReportRow]:
    """The register, newest first."""
    r, o = schema.reports.c, schema.officers.c
    rows = rx.all(
        select(
            r.key, r.number, r.kind, r.title, r.scope, r.audience, r.language, r.paper, r.as_of, r.markings, r.pages,
            r.sha256, r.code, r.issued_at, o.name,
        )
        .select_from(schema.reports)
        .outerjoin(schema.officers, o.key == r.officer_key)
        .order_by(r.key.desc())
    )  # fmt: skip
    return [
        ReportRow(
            row.key, row.number, row.kind, row.title, row.scope, row.audience, row.language, row.paper, row.as_of,
            tuple(json.loads(row.markings or "[]")), row.pages, row.sha256, row.code, row.issued_at, row.name or "",
        )
        for row in rows
    ]  # fmt: skip


def registered_data(rx: Read, number_or_code: str) -> dict[str, Any] | None:
    """The canonical data registered under a report number or a typed code; None when there is none."""
    r = schema.reports.c
    wanted = number_or_code.strip().upper()
    found = rx.scalar(select(r.data).where((r.number == wanted) | (r.code == proof.typed(wanted))))
    data: dict[str, Any] | None = json.loads(found) if found else None
    return data


__all__ = [
    "Issued",
    "ReportRow",
    "issue",
    "listing",
    "matter_of",
    "next_number",
    "preview",
    "registered_data",
]
