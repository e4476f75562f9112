"""Attach, describe, link, renew, discard and recover a document: every change an officer makes to one.

The content must lie in the vault before `attach` is called; a document is never deleted, only swept.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any

from sqlalchemy import func, select

from hsdclient import clock, errors, markings, schema, search, text
from hsdclient.documents.draft import DocumentDraft, Filed, Link, shape_problems
from hsdclient.session import Read, Tx
from hsdclient.words import _

PREFIX = "DOC"
PLAIN = (
    "type", "title", "dated", "originator", "marking", "partner_marking", "language", "note", "third_party",
    "permitted_by", "permitted_on", "permission_reference",
)  # fmt: skip
_DATES = ("dated", "permitted_on")
LONGEST_TITLE = 300
LONGEST_PLACE = 120


@dataclass(frozen=True)
class Attached:
    """A document that holds the content now: its key and reference; `known` when it was there already, `older`
    when it has a newer version than that content."""

    key: int
    reference: str
    known: bool = False
    older: bool = False


def check(rx: Read, draft: DocumentDraft) -> dict[str, str]:
    """Everything that forbids attaching with this description in this workspace: field → sentence."""
    found = draft.problems()
    marking = markings.problem(rx, draft.marking or rx.facts.default_marking)
    if marking:
        found.setdefault("marking", marking)
    return found


def held(rx: Read, sha256: str) -> Any:
    """The document (key, reference, discarded_at, current) that has this content in one of its versions; None if none.

    A document whose content was swept no longer has it.
    """
    d, v = schema.documents.c, schema.document_versions.c
    return rx.one(
        select(d.key, d.reference, d.discarded_at, v.current)
        .join(schema.document_versions, v.document_key == d.key)
        .where(v.sha256 == sha256, d.swept_at.is_(None))
        .order_by(d.discarded_at.is_not(None), d.key)
    )


def attach(tx: Tx, draft: DocumentDraft, filed: Filed, links: Sequence[Link] = ()) -> Attached:
    """Attach one content with its description and links; Problems when `check` finds any.

    A content that some document has already is recognised: that document is linked, nothing is stored twice and
    its description stays. Refused when that document lies in the trash.
    """
    found = check(tx, draft)
    if found:
        raise errors.Problems(found)
    for one in links:  # before anything is written: a batch goes on after a refusal
        _check_link(tx, one)
    known = held(tx, filed.sha256)
    if known is not None:
        if known.discarded_at:
            raise errors.Refused(
                _("This file is {reference}, which is in the trash. Recover it there, then link it.").format(
                    reference=known.reference
                )
            )
        for one in links:
            link(tx, known.key, one)
        return Attached(known.key, known.reference, known=True, older=not known.current)
    d = schema.documents.c
    year, now = tx.today.year, clock.text(clock.now())
    number = (tx.scalar(select(func.max(d.number)).where(d.year == year)) or 0) + 1
    reference = f"{PREFIX}-{year}-{number:04d}"
    values: dict[str, Any] = {name: getattr(draft, name) for name in PLAIN}
    values.update(
        reference=reference,
        year=year,
        number=number,
        title=draft.title.strip() or title_of(filed.file_name),
        dated=draft.dated or None,
        permitted_on=draft.permitted_on or None,
        third_party=int(draft.third_party),
        marking=draft.marking or tx.facts.default_marking,
        attached_at=now,
        attached_by=tx.officer.key,
    )
    key = tx.insert(schema.documents, values)
    _insert_version(tx, key, 1, filed, now)
    for one in links:
        link(tx, key, one)
    for side in sorted(set(draft.release)):
        tx.insert(
            schema.releases,
            {
                "noun": "documents",
                "row_key": key,
                "part": "record",
                "side": side,
                "released_at": now,
                "officer_key": tx.officer.key,
            },
        )
    return Attached(key, reference)


def title_of(file_name: str) -> str:
    """The title that a file's name gives: without its ending, short enough, never empty."""
    name = file_name.replace("\n", " ").strip()
    suffix = PurePath(name).suffix
    stem = name[: -len(suffix)] if suffix and len(suffix) <= 6 else name
    return (stem.strip() or name or "-")[:LONGEST_TITLE]


def _insert_version(tx: Tx, key: int, number: int, filed: Filed, now: str) -> int:
    version = tx.insert(
        schema.document_versions,
        {
            "document_key": key,
            "number": number,
            "file_name": filed.file_name,
            "sha256": filed.sha256,
            "size": filed.size,
            "kind": filed.kind,
            "media_type": filed.media_type,
            "extension": filed.extension,
            "pages": filed.pages,
            "warnings": ",".join(filed.warnings),
            "text_state": filed.text_state,
            "text_why": filed.text_why,
            "text_hash": search.text_hash(_pages(filed.texts)),
            "current": 1,
            "added_at": now,
            "added_by": tx.officer.key,
        },
    )
    _write_pages(tx, filed.sha256, filed.texts, recognised=False)
    return version


def _write_pages(tx: Tx, sha256: str, texts: Sequence[str], *, recognised: bool) -> None:
    """The text of each page into the search index, in this transaction; empty pages take no row."""
    pages = [
        {"sha256": sha256, "page": number, "recognised": int(recognised), "text": written}
        for number, written in _pages(texts)
    ]
    tx.derive(schema.document_pages, "sha256", sha256, pages)


def _pages(texts: Sequence[str]) -> list[tuple[int, str]]:
    return [(number, written) for number, written in enumerate(texts, 1) if written.strip()]


def add_version(tx: Tx, key: int, filed: Filed) -> int:
    """A newer content of the document `key`; the older ones stay. Returns the version's number.

    Refused when the document, or another one, has this content already.
    """
    _alive(tx, key)
    known = held(tx, filed.sha256)
    if known is not None:
        raise errors.Refused(
            _("This file is the same as {reference}; nothing was added.").format(reference=known.reference)
        )
    v = schema.document_versions.c
    latest = tx.one(select(v.key, v.number).where(v.document_key == key).order_by(v.number.desc()).limit(1))
    for old in tx.column(select(v.key).where(v.document_key == key, v.current == 1)):
        tx.update(schema.document_versions, old, {"current": 0})
    number, now = latest.number + 1, clock.text(clock.now())
    _insert_version(tx, key, number, filed, now)
    # A release of the same instant, or of a clock that was set back since, would count as one of this content.
    r = schema.releases.c
    for release in tx.column(select(r.key).where(r.noun == "documents", r.row_key == key, r.released_at >= now)):
        tx.delete(schema.releases, release)
    return int(number)


def set_text(tx: Tx, sha256: str, texts: Sequence[str], *, recognised: bool) -> bool:
    """What was read later of a content (a scan that was recognised, a password that was given).

    False when no document has the content any more.
    """
    d, v = schema.documents.c, schema.document_versions.c
    keys = tx.column(
        select(v.key)
        .join(schema.documents, d.key == v.document_key)
        .where(v.sha256 == sha256, d.swept_at.is_(None))  # swept while it was being read: its text stays gone
    )
    written = search.text_hash(_pages(texts))
    state = "read" if written else "nothing"
    for key in keys:
        told = {"text_state": state, "text_why": "", "pages": len(texts), "text_hash": written}
        tx.update(schema.document_versions, key, told)
    if keys:
        _write_pages(tx, sha256, texts, recognised=recognised)
        # The remark keeps the act out of undo: the text would stay in the search, the record would say it is not.
        tx.remark("read", "documents", sha256, {"recognised": recognised, "pages": len(texts)})
    return bool(keys)


def amend(tx: Tx, key: int, changes: Mapping[str, Any]) -> bool:
    """Change the given fields of the description (keys of DocumentDraft.FIELDS but `release`).

    Returns False when nothing differs; Problems when the rules forbid it.
    """
    _alive(tx, key)
    values: dict[str, Any] = dict(changes)
    found = shape_problems(values)
    if "title" in values and not values["title"].strip():
        found.setdefault("title", _("Give the document a title."))
    if "marking" in values and (marking := markings.problem(tx, values["marking"])):
        found.setdefault("marking", marking)
    if found:
        raise errors.Problems(found)
    plain = {name: values[name] for name in PLAIN if name in values}
    for name in _DATES:
        if name in plain:
            plain[name] = plain[name] or None
    if "third_party" in plain:
        plain["third_party"] = int(bool(plain["third_party"]))
    return tx.update(schema.documents, key, plain)


def link(tx: Tx, key: int, one: Link) -> bool:
    """Make the document evidence of a record; its place is renewed when the link is there. False: no change."""
    _alive(tx, key)
    _check_link(tx, one)
    k = schema.document_links.c
    there = tx.one(
        select(k.key, k.place).where(k.document_key == key, k.noun == one.noun, k.row_key == one.row_key)
    )
    if there is not None:
        return bool(one.place.strip()) and tx.update(schema.document_links, there.key, {"place": one.place.strip()})
    tx.insert(
        schema.document_links,
        {
            "document_key": key,
            "noun": one.noun,
            "row_key": one.row_key,
            "place": one.place.strip(),
            "linked_at": clock.text(clock.now()),
            "officer_key": tx.officer.key,
        },
    )
    return True


def _check_link(rx: Read, one: Link) -> None:
    table = schema.EVIDENCED.get(one.noun)
    if table is None:
        raise errors.Bug(one.noun)
    if wrong := text.problem(one.place, max_length=LONGEST_PLACE):
        raise errors.Problems({"place": wrong})
    row = rx.row(table, one.row_key)
    if row is None:
        raise errors.Refused(_("This record is no longer there; reload the list."))
    owner = rx.row(schema.joint_actions, row["action_key"]) if one.noun == "progress_entries" else row
    if owner is not None and owner["discarded_at"]:
        if one.noun in ("joint_actions", "progress_entries"):
            raise errors.Refused(_("This action is in the trash; recover it first."))
        raise errors.Refused(_("This record is in the trash; recover it first."))


def set_place(tx: Tx, link_key: int, place: str) -> bool:
    """The page or paragraph of a link, '' for the whole document. False when nothing differs."""
    if wrong := text.problem(place, max_length=LONGEST_PLACE):
        raise errors.Problems({"place": wrong})
    return tx.update(schema.document_links, link_key, {"place": place.strip()})


def unlink(tx: Tx, link_key: int) -> None:
    """The document is no longer evidence of that record; the document stays."""
    tx.delete(schema.document_links, link_key)


def _alive(tx: Read, key: int) -> dict[str, Any]:
    row = tx.row(schema.documents, key)
    if row is None:
        raise errors.Refused(_("This record is no longer there; reload the list."))
    if row["discarded_at"]:
        raise errors.Refused(_("This document is in the trash; recover it first."))
    return row


def discard(tx: Tx, keys: Iterable[int], reason: str) -> None:
    """Put documents into the trash, with a reason; their references stay taken, their links too."""
    if not reason.strip():
        raise errors.Refused(_("Give the reason for discarding."), "reason")
    if wrong := text.problem(reason, max_length=2_000, lines=True):
        raise errors.Refused(wrong, "reason")
    now = clock.text(clock.now())
    for key in keys:
        _alive(tx, key)
        tx.update(schema.documents, key, {"discarded_at": now, "discard_reason": reason.strip()})


def recover(tx: Tx, keys: Iterable[int]) -> None:
    """Take documents out of the trash; Refused for one whose content was swept already."""
    for key in keys:
        row = tx.row(schema.documents, key)
        if row is None or not row["discarded_at"]:
            raise errors.Refused(_("This document is not in the trash."))
        if row["swept_at"]:
            raise errors.Refused(
                _("The content of {reference} was swept; attach the file again.").format(reference=row["reference"])
            )
        tx.update(schema.documents, key, {"discarded_at": None, "discard_reason": ""})


def mark_swept(tx: Tx, key: int) -> list[str]:
    """The content of a discarded document is given up (for `sweeping`): record and journal stay, its text goes.

    Returns the SHA-256 of contents that no other document has: their blobs may be removed after the commit.
    """
    row = tx.row(schema.documents, key)
    if row is None or not row["discarded_at"] or row["swept_at"]:
        raise errors.Refused(_("This document is not in the trash."))
    tx.update(schema.documents, key, {"swept_at": clock.text(clock.now())})
    tx.remark("sweep", "documents", row["id"], {"reference": row["reference"]})  # and keeps the act out of undo
    v = schema.document_versions.c
    free = [
        sha256
        for sha256 in tx.column(select(v.sha256).where(v.document_key == key).distinct())
        if held(tx, sha256) is None
    ]
    for sha256 in free:
        tx.derive(schema.document_pages, "sha256", sha256, ())
    return free
