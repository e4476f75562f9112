"""How an officer describes a dialogue round or a meeting: plain data, what both sides say of it side by side.

Knows no table; the verbs run the same check again and add what only the workspace knows.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Any, ClassVar

from hsdclient import both_clocks, codes, records, schema
from hsdclient.fields import Field
from hsdclient.words import N_, _

KIND_WORDS: dict[str, str] = {
    "round": N_("Dialogue round"),
    "group": N_("Working group meeting"),
    "other": N_("Other meeting"),
}
STATE_WORDS: dict[str, str] = {"planned": N_("Planned"), "held": N_("Held"), "cancelled": N_("Cancelled")}
SIDE_PARTS = ("title", "starts", "ends", "lead", "lead_post")
"""What each side says for itself; a draft has each twice: `title_in`, `title_us` …"""
PARTS_OF_SIDE: dict[str, tuple[str, str]] = {
    f"{part}_{side.lower()}": (side, part) for side in schema.SIDES for part in SIDE_PARTS
}
"""Draft field → (side, part)."""
RECEIVED = ("received_on", "source")
"""When and from where the partner's version came."""

CODE = re.compile(r"[A-Z][A-Z0-9]{1,9}(-[A-Z0-9]{1,12}){1,2}")
TIME = re.compile(r"([01]\d|2[0-3]):[0-5]\d", re.ASCII)
_WHAT, _WHO, _WHEN = N_("The meeting"), N_("What each side says"), N_("Date and place")


@dataclass(frozen=True)
class MeetingDraft(records.Handled):
    """One meeting as entered: codes of the group and of the meeting before, ISO dates, times as HH:MM, IANA zone.

    `code` '' is made from the series and the year; `timing` is the words for an open date ("mutually convenient").
    """

    kind: str = "round"
    code: str = ""
    group: str = ""
    forum: str = ""
    state: str = "planned"
    title_in: str = ""
    starts_in: str = ""
    ends_in: str = ""
    lead_in: str = ""
    lead_post_in: str = ""
    title_us: str = ""
    starts_us: str = ""
    ends_us: str = ""
    lead_us: str = ""
    lead_post_us: str = ""
    received_on: str = ""
    source: str = ""
    date_open: bool = False
    timing: str = ""
    place: str = ""
    virtual: bool = False
    starts_at: str = ""
    ends_at: str = ""
    time_zone: str = ""
    previous: str = ""
    minutes: str = ""

    FIELDS: ClassVar[tuple[Field, ...]] = (
        Field("kind", N_("Kind"), "choice", required=True, choices="meeting_kinds", section=_WHAT),
        Field("group", N_("Working group"), "choice", choices="groups", section=_WHAT),
        Field("forum", N_("Forum"), max_length=120, section=_WHAT, help=N_("For a meeting of another forum: its name")),
        Field("code", N_("Code"), max_length=24, section=_WHAT,
              help=N_("Left empty it is made: HSD-2024, CNWG-2023; without a date HSD-NEXT")),
        Field("state", N_("State"), "choice", choices="meeting_states", section=_WHAT),
        Field("previous", N_("Follows the meeting"), "choice", choices="meetings", section=_WHAT),
        Field("title_in", N_("Title, India"), max_length=300, section=_WHO),
        Field("title_us", N_("Title, United States"), max_length=300, section=_WHO),
        Field("starts_in", N_("First day, India"), "date", section=_WHO),
        Field("ends_in", N_("Last day, India"), "date", section=_WHO),
        Field("starts_us", N_("First day, United States"), "date", section=_WHO),
        Field("ends_us", N_("Last day, United States"), "date", section=_WHO),
        Field("lead_in", N_("Led for India by"), max_length=120, section=_WHO),
        Field("lead_post_in", N_("Post, India"), max_length=200, section=_WHO),
        Field("lead_us", N_("Led for the United States by"), max_length=120, section=_WHO),
        Field("lead_post_us", N_("Post, United States"), max_length=200, section=_WHO),
        Field("received_on", N_("Partner's version received on"), "date", section=_WHO),
        Field("source", N_("Source of the partner's version"), max_length=500, section=_WHO),
        Field("date_open", N_("Date still open"), "check", section=_WHEN),
        Field("timing", N_("Timing in words"), max_length=200, section=_WHEN,
              help=N_("For example: mutually convenient date")),
        Field("place", N_("Place"), max_length=200, section=_WHEN),
        Field("virtual", N_("Virtual"), "check", section=_WHEN),
        Field("starts_at", N_("From (time)"), max_length=5, section=_WHEN, help=N_("As HH:MM, for example 14:30")),
        Field("ends_at", N_("Until (time)"), max_length=5, section=_WHEN, help=N_("As HH:MM, for example 14:30")),
        Field("time_zone", N_("Clock of the times"), "choice", choices="time_zones", section=_WHEN),
        Field("minutes", N_("Minutes"), "text", max_length=100_000, section=N_("Minutes")),
        *records.HANDLING,
    )  # fmt: skip

    def problems(self) -> dict[str, str]:
        """What is wrong with this meeting by itself: field key → sentence."""
        found = records.shape_problems(KIND, records.values_of(KIND, self))
        for key, sentence in rules(self).items():
            found.setdefault(key, sentence)
        return found

    def with_values(self, values: dict[str, Any]) -> MeetingDraft:
        """This draft with the given fields (lists become tuples)."""
        given: dict[str, Any] = {k: tuple(v) if isinstance(v, list) else v for k, v in values.items()}
        return replace(self, **given)

    def of_side(self, part: str, side: str) -> str:
        """One part of one side: of_side("title", "US") is `title_us`."""
        return str(getattr(self, f"{part}_{side.lower()}"))

    @property
    def dated(self) -> bool:
        """Whether either side gives a first day."""
        return bool(self.starts_in or self.starts_us)


KIND = records.Kind(
    noun="meetings",
    prefix="HSD",
    fields=MeetingDraft.FIELDS,
    lookups={
        "group": ("group_key", codes.group_key),
        "previous": ("previous_key", codes.record_key("meetings")),
    },
    elsewhere=frozenset({"code", *PARTS_OF_SIDE, *RECEIVED}),
    choices={"kind": schema.MEETING_KINDS, "state": schema.MEETING_STATES},
    needed={
        "kind": N_("Say what kind of meeting it is."),
        "state": N_("Say whether it is planned, held or cancelled."),
    },
    in_trash=N_("This meeting is in the trash; recover it first."),
)


def is_code(words: str) -> bool:
    """Whether `words` could be the code of a meeting (HSD-2024)."""
    return bool(CODE.fullmatch(words.strip().upper()))


def rules(draft: MeetingDraft) -> dict[str, str]:
    """What a whole draft breaks of the rules between its fields: field → sentence (domain.md §1, dialogue round)."""
    found: dict[str, str] = {}
    if draft.kind == "group" and not draft.group.strip():
        found["group"] = _("Choose the working group that meets.")
    if draft.kind == "round" and draft.group.strip():
        found["group"] = _("A dialogue round is of all working groups; leave the group empty.")
    for side in schema.SIDES:
        found |= _dates(draft, side)
    if draft.date_open and draft.dated:
        found["date_open"] = _("A meeting with a date is not open; take the dates away first.")
    if draft.state == "held" and not draft.dated:
        found["state"] = _("A meeting that was held has a date; give the first day of at least one side.")
    return found | _times(draft) | _code(draft)


def _dates(draft: MeetingDraft, side: str) -> dict[str, str]:
    starts, ends = draft.of_side("starts", side), draft.of_side("ends", side)
    key = f"ends_{side.lower()}"
    if ends and not starts:
        return {f"starts_{side.lower()}": _("Give the first day too.")}
    if ends and ends < starts:
        return {key: _("The last day lies before the first; correct one of the two.")}
    return {}


def _times(draft: MeetingDraft) -> dict[str, str]:
    found: dict[str, str] = {}
    for key in ("starts_at", "ends_at"):
        given = getattr(draft, key)
        if given and not TIME.fullmatch(given):
            found[key] = _("“{text}” is not a time. Write it as HH:MM, for example {example}.").format(
                text=given[:20], example="14:30"
            )
    if not found and draft.ends_at and not draft.starts_at:
        found["starts_at"] = _("Give the time it begins too.")
    one_day = all(draft.of_side("ends", side) in ("", draft.of_side("starts", side)) for side in schema.SIDES)
    if not found and draft.ends_at and draft.ends_at <= draft.starts_at and one_day:
        found["ends_at"] = _("It ends before it begins; correct one of the two times.")
    if draft.time_zone and not both_clocks.known_zone(draft.time_zone):
        found["time_zone"] = _("There is no time zone {text}. Write it as {example}.").format(
            text=draft.time_zone[:60], example="Asia/Kolkata"
        )
    return found


def _code(draft: MeetingDraft) -> dict[str, str]:
    code = draft.code.strip().upper()
    if not code:
        if draft.kind == "other":
            return {"code": _("Give the meeting a code, for example QUAD-2026.")}
        return {}
    if not CODE.fullmatch(code):
        return {"code": _("A code is capital letters and digits with hyphens, for example {example}.").format(
            example="QUAD-2026")}  # fmt: skip
    if codes.REFERENCE.fullmatch(code) or code.partition("-")[0] in schema.RESERVED:
        return {"code": _("{code} looks like the reference of another record. Choose another code.").format(code=code)}
    return {}
