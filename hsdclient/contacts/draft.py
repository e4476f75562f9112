"""How an officer fills in a contact and a post that the contact holds, as plain data.

Knows no table; the verbs run the same check again and add what only the workspace knows.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any, ClassVar

from hsdclient import codes, dates, errors, records, schema
from hsdclient.fields import Field
from hsdclient.words import N_, _

_EMAIL = re.compile(r"[^\s@,;]+@[^\s@,;]+\.[^\s@,;]+")


@dataclass(frozen=True, kw_only=True)
class ContactDraft(records.Handled):
    """One person as entered, with the first post; `side` '' is the partner's, `agency` a code of that side.

    Without an agency and a post the contact is recorded without one.
    """

    side: str = ""
    name: str = ""
    name_hi: str = ""
    email: str = ""
    phone: str = ""
    note: str = ""
    agency: str = ""
    post: str = ""
    since: str = ""

    FIELDS: ClassVar[tuple[Field, ...]] = (
        Field("side", N_("Side"), "choice", required=True, choices="sides", section=N_("The person")),
        Field("name", N_("Name"), required=True, max_length=120, section=N_("The person")),
        Field("name_hi", N_("Name in Hindi"), max_length=120, hindi=True, section=N_("The person")),
        Field("email", N_("E-mail"), max_length=200, section=N_("The person")),
        Field("phone", N_("Telephone"), max_length=80, section=N_("The person")),
        Field("note", N_("Note"), "text", max_length=2_000, section=N_("The person"),
              help=N_("How to reach the person; nothing about the person's private life")),
        Field("agency", N_("Agency"), "choice", choices="agencies", section=N_("Present post")),
        Field("post", N_("Post"), max_length=200, section=N_("Present post")),
        Field("since", N_("In this post since"), "date", section=N_("Present post")),
        *records.HANDLING,
    )  # fmt: skip

    def problems(self) -> dict[str, str]:
        """What is wrong with this draft by itself: field key → sentence."""
        return shape_problems(records.values_of(KIND, self)) | first_post_problems(self)


KIND = records.Kind(
    "contacts",
    "CON",
    ContactDraft.FIELDS,
    lookups={"agency": ("", codes.agency_key())},  # kept in `posts_held`, not in a column
    elsewhere=frozenset({"agency", "post", "since"}),
    choices={"side": schema.SIDES},
    needed={"name": N_("Give the person's name; a single name is enough.")},
    in_trash=N_("This contact is in the trash; recover it first."),
)
"""How contacts are kept (see `records.Kind`)."""


def shape_problems(values: dict[str, Any]) -> dict[str, str]:
    """What is wrong with any of a draft's fields by themselves."""
    found = records.shape_problems(KIND, values)
    email = str(values.get("email") or "").strip()
    if email and not _EMAIL.fullmatch(email):
        found.setdefault("email", _("This is not one e-mail address; write it as name@example.org."))
    return found


def first_post_problems(draft: ContactDraft) -> dict[str, str]:
    """A first post needs its agency and its name; dates without a post mean nothing."""
    if draft.agency and not draft.post.strip():
        return {"post": _("Name the post that the person holds at {agency}.").format(agency=draft.agency)}
    if (draft.post.strip() or draft.since) and not draft.agency:
        return {"agency": _("Choose the agency of the post.")}
    return {}


@dataclass(frozen=True, kw_only=True)
class PostDraft:
    """A post that a contact holds or held: agency code, its name, first and last day (ISO, '' when not known or open).

    `additional`: held in additional charge, beside another post.
    """

    agency: str = ""
    post: str = ""
    since: str = ""
    until: str = ""
    additional: bool = False

    FIELDS: ClassVar[tuple[Field, ...]] = (
        Field("agency", N_("Agency"), "choice", required=True, choices="agencies"),
        Field("post", N_("Post"), required=True, max_length=200),
        Field("since", N_("Since"), "date"),
        Field("until", N_("Until"), "date"),
        Field("additional", N_("In additional charge"), "check"),
    )

    def problems(self) -> dict[str, str]:
        """What is wrong with this post by itself: field key → sentence."""
        values = {one.key: getattr(self, one.key) for one in self.FIELDS}
        found = records.shape_problems(POST, values)
        if not self.agency.strip():
            found.setdefault("agency", _("Choose the agency of the post."))
        if self.since and self.until and not {"since", "until"} & set(found) and self.until < self.since:
            found["until"] = _("The last day lies before the first; check both dates.")
        return found


POST = records.Kind("posts_held", "", PostDraft.FIELDS, needed={"post": N_("Give the name of the post.")})
"""The fields of a post, for the checks that every draft shares."""


def read_day(text: str, field: str) -> str:
    """The ISO day of `text`; Refused at `field` when it is none."""
    try:
        return dates.read_iso(text).isoformat()
    except errors.Refused as refusal:
        raise errors.Refused(refusal.sentence, field) from refusal
