"""How an officer fills in a request, a reply to one and a chaser, as plain data; the words for their values.

Knows no table; the verbs run the same check again and add what only the workspace knows (domain.md §4).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from hsdclient import codes, dates, errors, records, schema
from hsdclient.fields import Field
from hsdclient.words import N_, _

CHANNEL_WORDS: dict[str, str] = {
    "lo_to_lo": N_("Liaison officer to liaison officer"),
    "note_verbale": N_("Note verbale"),
    "mlat": N_("Mutual legal assistance (MLAT)"),
    "letter_rogatory": N_("Letter rogatory"),
    "interpol": N_("INTERPOL"),
    "pics": N_("PICS"),
    "cencomm": N_("CENcomm"),
    "point_of_contact": N_("24/7 point of contact"),
    "meeting": N_("Meeting"),
}
KIND_WORDS: dict[str, str] = {
    "information": N_("Information"),
    "assistance": N_("Assistance"),
    "legal_evidence": N_("Evidence for legal proceedings"),
}
STATE_WORDS: dict[str, str] = {
    "draft": N_("Not sent"),
    "sent": N_("Awaiting reply"),
    "closed": N_("Closed"),
    "withdrawn": N_("Withdrawn"),
}
FORMAL = ("mlat", "letter_rogatory")
"""Channels through the Central Authorities: what comes by them can stand before a court."""
LONGEST_REPLY = 20_000


@dataclass(frozen=True, kw_only=True)
class RequestDraft(records.Handled):
    """One request as entered. `asked_by` '' is the own side; `contact`, `action` and `commitment` are references.

    It counts as sent when `state` says so, when `sent_on` is given, or when the partner asked; `sent_on` is then
    today unless given (for the partner's: the day it reached us).
    """

    asked_by: str = ""
    kind: str = "information"
    channel: str = ""
    title: str = ""
    question: str = ""
    legal_basis: str = ""
    group: str = ""
    from_agency: str = ""
    to_agency: str = ""
    contact: str = ""
    state: str = "draft"
    sent_on: str = ""
    deadline: str = ""
    partner_reference: str = ""
    action: str = ""
    commitment: str = ""

    FIELDS: ClassVar[tuple[Field, ...]] = (
        Field("asked_by", N_("Asked by"), "choice", required=True, choices="sides", section=N_("The request")),
        Field("kind", N_("Kind"), "choice", required=True, choices="request_kinds", section=N_("The request")),
        Field("channel", N_("Channel"), "choice", required=True, choices="channels", section=N_("The request")),
        Field("title", N_("Title"), required=True, max_length=300, section=N_("The request")),
        Field("question", N_("Question"), "text", max_length=10_000, section=N_("The request")),
        Field("legal_basis", N_("Legal basis"), max_length=500, section=N_("The request"),
              help=N_("The treaty article, section or agreement that it rests on")),
        Field("group", N_("Working group"), "choice", choices="groups", section=N_("Between whom")),
        Field("from_agency", N_("From agency"), "choice", choices="agencies", section=N_("Between whom"),
              help=N_("An agency of the side that asks")),
        Field("to_agency", N_("To agency"), "choice", choices="agencies", section=N_("Between whom"),
              help=N_("An agency of the side that is asked")),
        Field("contact", N_("Who answers for it"), "choice", choices="contacts", section=N_("Between whom")),
        Field("partner_reference", N_("Partner's reference"), max_length=120, section=N_("Between whom")),
        Field("state", N_("State"), "choice", choices="request_first_states", section=N_("When")),
        Field("sent_on", N_("Sent on"), "date", section=N_("When"),
              help=N_("For a request of the partner: the day it reached us")),
        Field("deadline", N_("Deadline"), "date", section=N_("When")),
        Field("action", N_("For the joint action"), max_length=40, choices="joint_actions", section=N_("Belongs to")),
        Field("commitment", N_("For the commitment"), max_length=40, choices="commitments",
              section=N_("Belongs to")),
        *records.HANDLING,
    )  # fmt: skip

    def problems(self) -> dict[str, str]:
        """What is wrong with this draft by itself: field key → sentence."""
        values = records.values_of(KIND, self)
        return records.shape_problems(KIND, values) | order_problem(values)


KIND = records.Kind(
    "requests",
    "REQ",
    RequestDraft.FIELDS,
    lookups={
        "group": ("group_key", codes.group_key),
        "from_agency": ("from_key", codes.agency_key()),
        "to_agency": ("to_key", codes.agency_key()),
        "action": ("action_key", codes.record_key("joint_actions")),
        "commitment": ("commitment_key", codes.record_key("commitments")),
        "contact": ("", codes.record_key("contacts")),  # kept in `responsibles`, not in a column
    },
    elsewhere=frozenset({"contact", "state", "sent_on"}),
    choices={
        "asked_by": schema.SIDES,
        "kind": schema.REQUEST_KINDS,
        "channel": schema.CHANNELS,
        "state": ("draft", "sent"),
    },
    needed={
        "title": N_("Give the request a title."),
        "channel": N_("Choose the channel by which it is asked."),
        "kind": N_("Choose what is asked for: information, assistance or evidence."),
    },
    in_trash=N_("This request is in the trash; recover it first."),
)
"""How requests are kept (see `records.Kind`)."""


def order_problem(values: dict[str, Any]) -> dict[str, str]:
    """The sentence that refuses a deadline before the day the request was sent; both are ISO days or ''."""
    sent, deadline = values.get("sent_on") or "", values.get("deadline") or ""
    if not sent or not deadline:
        return {}
    try:
        if dates.read_iso(deadline) >= dates.read_iso(sent):
            return {}
    except errors.Refused:  # `shape_problems` says what is wrong with the day itself
        return {}
    return {"deadline": _("The deadline lies before the day the request was sent; check both dates.")}


def informal(kind: str, channel: str) -> bool:
    """Whether evidence for legal proceedings is asked by a channel that does not give admissible evidence."""
    return kind == "legal_evidence" and channel in CHANNEL_WORDS and channel not in FORMAL


def warnings(draft: RequestDraft) -> list[str]:
    """Sentences about what may be recorded and is probably a mistake, with what to do (domain.md §6 no. 8)."""
    found: list[str] = []
    if informal(draft.kind, draft.channel):
        found.append(
            _(
                "Evidence for legal proceedings is asked here by an informal channel ({channel}); a court may not "
                "admit what comes by it. Send the request through the Central Authorities, by MLAT or letter "
                "rogatory, and use this channel only to announce it or to have data preserved."
            ).format(channel=_(CHANNEL_WORDS[draft.channel]) if draft.channel in CHANNEL_WORDS else draft.channel)
        )
    if draft.kind == "legal_evidence" and not draft.legal_basis.strip():
        found.append(_("Evidence for legal proceedings needs a legal basis; name the treaty article or section."))
    return found


@dataclass(frozen=True, kw_only=True)
class ReplyDraft:
    """A reply as it came. `partner_marking` is kept exactly; `answers` is the reference that the reply quotes.

    `received_on` '' is today (for a request of the partner: the day our reply went out). `partial`: more is to come.
    """

    received_on: str = ""
    from_agency: str = ""
    text: str = ""
    partner_marking: str = ""
    partner_reference: str = ""
    partial: bool = False
    answers: str = ""

    FIELDS: ClassVar[tuple[Field, ...]] = (
        Field("received_on", N_("Received on"), "date"),
        Field("from_agency", N_("From agency"), "choice", choices="agencies",
              help=N_("An agency of the side that was asked")),
        Field("text", N_("Text of the reply"), "text", max_length=LONGEST_REPLY),
        Field("partner_marking", N_("Partner's marking, as received"), max_length=120,
              help=N_("Copied exactly as it stands on the reply; never translated")),
        Field("partner_reference", N_("Reference of the reply"), max_length=120),
        Field("answers", N_("Reference that it quotes"), max_length=120,
              help=N_("The request that the reply says it answers; left empty when it names none")),
        Field("partial", N_("Partial: more is to come"), "check"),
    )  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class ChaserDraft:
    """A reminder as entered; `channel` '' is the request's own, `dated` '' is today."""

    channel: str = ""
    dated: str = ""
    note: str = ""

    FIELDS: ClassVar[tuple[Field, ...]] = (
        Field("channel", N_("Channel"), "choice", choices="channels"),
        Field("dated", N_("Chased on"), "date"),
        Field("note", N_("Note"), "text", max_length=2_000),
    )
