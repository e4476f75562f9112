"""Record, amend, discard and recover a contact: a person of a side whom the desk deals with.

The posts a person holds are in `posts`, what a person answers for in `responsibles`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from sqlalchemy import select

from hsdclient import codes, errors, records, responsibles, schema, text
from hsdclient.contacts import posts
from hsdclient.contacts.draft import KIND, ContactDraft, PostDraft, shape_problems
from hsdclient.session import Read, Tx
from hsdclient.words import _

n, p = schema.contacts.c, schema.posts_held.c


def check(rx: Read, draft: ContactDraft) -> dict[str, str]:
    """Everything that forbids recording this draft in this workspace: field → sentence."""
    whole = _completed(rx, draft)
    return whole.problems() | records.problems(rx, KIND, records.values_of(KIND, whole)) | _of_side(rx, whole)


def _completed(rx: Read, draft: ContactDraft) -> ContactDraft:
    return replace(draft, side=draft.side or rx.partner)


def _of_side(rx: Read, draft: ContactDraft) -> dict[str, str]:
    if not draft.agency or draft.side not in schema.SIDES:
        return {}
    try:
        codes.agency(rx, draft.agency, side=draft.side, field="agency")
    except errors.Refused as refusal:
        return {"agency": refusal.sentence}
    return {}


def warnings(rx: Read, draft: ContactDraft, *, but: int | None = None) -> list[str]:
    """Sentences about what may be recorded and is probably a mistake: the same person twice (`but`: not this key)."""
    side, name = draft.side or rx.partner, text.comparable(draft.name)
    if not name:
        return []
    same = [
        row
        for row in rx.all(select(n.key, n.reference, n.name, n.discarded_at).where(n.side == side).order_by(n.key))
        if row.key != but and text.comparable(row.name) == name
    ]
    return [
        (
            _("{reference} in the trash has the same name; recover it if this is the same person.")
            if row.discarded_at
            else _("{reference} has the same name. If this is the same person, add the new post there instead.")
        ).format(reference=row.reference)
        for row in same[:3]
    ]


def record(tx: Tx, draft: ContactDraft) -> records.Recorded:
    """Record a person, with the first post when one is given; Problems when `check` finds any."""
    if found := check(tx, draft):
        raise errors.Problems(found)
    whole = _completed(tx, draft)
    recorded = records.record(tx, KIND, whole)
    if whole.agency:
        posts.add_post(tx, recorded.key, PostDraft(agency=whole.agency, post=whole.post, since=whole.since))
    return recorded


def draft_of(rx: Read, key: int) -> ContactDraft:
    """The contact `key` as a draft, for a form, with the post of today; its releases are left out."""
    row = records.there(rx, KIND, key)
    values: dict[str, Any] = {name: row[name] for name in row if name in ContactDraft.__dataclass_fields__}
    held = posts.post_on(rx, key, rx.today)
    values |= {
        "agency": held.agency if held else "",
        "post": held.post if held else "",
        "since": held.since if held else "",
        "third_party": bool(row["third_party"]),
    }
    given: dict[str, Any] = {name: "" if value is None else value for name, value in values.items()}
    return ContactDraft(**given)


def amend(tx: Tx, key: int, changes: Mapping[str, Any]) -> bool:
    """Change the given fields of the person; False when nothing differs. Posts are changed by the verbs of `posts`.

    The side stays once the person holds or held a post of an agency of that side.
    """
    row = records.alive(tx, KIND, key)
    if refused := set(changes) & {"agency", "post", "since", "release"}:
        raise errors.Refused(_("Posts are changed where posts are, a release where releases are."), min(refused))
    found = shape_problems(dict(changes)) | records.problems(tx, KIND, dict(changes))
    if changes.get("side", row["side"]) != row["side"] and posts.of_contact(tx, key):
        found.setdefault("side", _("The person has posts on the present side; remove them first."))
    if "side" in changes and not changes["side"]:
        found.setdefault("side", _("The side is IN or US, not {text}.").format(text="–"))
    if found:
        raise errors.Problems(found)
    return records.amend(tx, KIND, key, changes)


def discard(tx: Tx, keys: Iterable[int], reason: str) -> None:
    """Put contacts into the trash with a reason; refused while one answers for open records (hand them over first)."""
    listed = list(keys)
    for key in listed:
        row = records.alive(tx, KIND, key)
        open_items = responsibles.open_items(tx, key)
        if open_items:
            raise errors.Refused(
                _("{reference} still answers for open records: {items}. Hand them over first.").format(
                    reference=row["reference"],
                    items=", ".join(one.reference for one in open_items[:3]) + ("…" if len(open_items) > 3 else ""),
                )
            )
    records.discard(tx, KIND, listed, reason)


def recover(tx: Tx, keys: Iterable[int]) -> None:
    """Take contacts out of the trash."""
    records.recover(tx, KIND, keys)
