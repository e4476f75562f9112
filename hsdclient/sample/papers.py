"""How the sample's papers are written down: one `Paper` a file, what it is evidence of, what happened to it later.

Plain data and the one function that attaches a paper through the real verbs; knows no content.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from sqlalchemy import select

from hsdclient import attaching, documents, errors, reading, schema
from hsdclient.documents import DocumentDraft, Link
from hsdclient.sample.telling import Day
from hsdclient.session import Read
from hsdclient.words import N_
from hsdclient.workspaces import Workspace

DISCARDED = N_("Document discarded")
Make = Callable[[], bytes]


@dataclass(frozen=True)
class About:
    """What a paper is evidence of: the action whose title begins so; `entry`: its newest progress entry by then."""

    title: str
    place: str = ""
    entry: bool = False


@dataclass(frozen=True)
class Newer:
    """A newer version came in."""

    on: Day
    name: str
    make: Make


@dataclass(frozen=True)
class Trash:
    """Into the trash, with a reason."""

    on: Day
    reason: str


PaperAct = Newer | Trash


@dataclass(frozen=True)
class Paper:
    """One document: the day it was attached, the file's name and content, its description, its links."""

    on: Day
    name: str
    make: Make
    type: str
    title: str
    dated: str
    about: tuple[About, ...] = ()
    described: Mapping[str, Any] = field(default_factory=dict)
    release: bool = False
    then: tuple[PaperAct, ...] = ()

    def draft(self, partner: str) -> DocumentDraft:
        """What the officer entered when attaching it."""
        return DocumentDraft(
            self.type, self.title, self.dated, release=(partner,) if self.release else (), **self.described
        )


@cache
def content(make: Make) -> bytes:
    """The bytes of a paper, made once: a paper says nothing of the day of building."""
    return make()


def attach(opened: Workspace, paper: Paper, keys: Mapping[str, int], reader: reading.Reader) -> int:
    """Attach `paper`; `keys` are the actions told so far by title. Returns its key; what fails is a Bug."""
    with opened.store.read() as rx:
        links = [_link(rx, about, keys) for about in paper.about]
    draft = paper.draft("US" if opened.store.facts.side == "IN" else "IN")
    batch = attaching.attach_bytes(
        opened.store, opened.officer, draft, links, [(paper.name, content(paper.make))], reader=reader
    )
    (outcome,) = batch.outcomes
    if outcome.state != "attached":
        raise errors.Bug(f"{paper.name}: {outcome.sentence}")
    return outcome.key


def _link(rx: Read, about: About, keys: Mapping[str, int]) -> Link:
    (action,) = (key for title, key in keys.items() if title.startswith(about.title))
    if not about.entry:
        return Link("joint_actions", action, about.place)
    p = schema.progress_entries.c
    newest = rx.scalar(select(p.key).where(p.action_key == action).order_by(p.key.desc()).limit(1))
    return Link("progress_entries", int(newest), about.place)


def perform(opened: Workspace, key: int, act: PaperAct, reader: reading.Reader) -> None:
    """What happened to the document `key` later."""
    if isinstance(act, Trash):
        with opened.store.write(opened.officer, DISCARDED) as tx:
            documents.discard(tx, [key], act.reason)
        return
    stored = opened.store.vault.put(io.BytesIO(content(act.make)))
    filed = attaching.file(opened.store, reader, act.name, stored.sha256, stored.size)
    with opened.store.write(opened.officer, attaching.NEW_VERSION) as tx:
        documents.add_version(tx, key, filed)
