"""A dialogue to report on: the round of 2024 as both sides have it, with commitments in every state, made by the verbs.

Used by the tests of the sheets; says nothing about the sheets themselves.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from hsdclient import commitments, contacts, follow_ups, meetings, requests
from hsdclient.commitments import CommitmentDraft
from hsdclient.contacts import ContactDraft
from hsdclient.documents import Link
from hsdclient.joint_actions.progress import EntryDraft, add_entry
from hsdclient.meetings import MeetingDraft
from hsdclient.meetings.agenda import DecisionDraft, ItemDraft, add_decision, add_item
from hsdclient.meetings.deadlines import add_deadline
from hsdclient.meetings.people import AttendeeDraft, add_attendee
from hsdclient.requests import RequestDraft
from tests.core.reports.desk import Desk, later

US_TITLE = "2024 Homeland Security Dialogue: joint readout"
IN_TITLE = "India–US Homeland Security Dialogue"
SENTENCES = {
    "fulfilled": "The two sides agreed to exchange best practices between FLETC and the National Police Academy.",
    "claimed": "Both sides will share lists of focal points for cyber incidents.",
    "in_progress": "The Counternarcotics Working Group will prevent the diversion of precursor chemicals.",
    "at_risk": "Customs authorities will share information against transnational networks.",
    "no_action": "Both sides decided to hold the next round in Washington.",
}
LOGGED, LATER, NOW = later(5), later(20), later(60)


@dataclass
class Story:
    """Keys and references of what was made, by the words above."""

    round: meetings.Recorded
    made: dict[str, commitments.Recorded] = field(default_factory=dict)
    actions: dict[str, Any] = field(default_factory=dict)
    papers: dict[str, Any] = field(default_factory=dict)
    requests: dict[str, Any] = field(default_factory=dict)
    contact: Any = None


def day(days: int) -> str:
    """The ISO day so many days after the workspace was founded."""
    return later(days).date().isoformat()


def told(desk: Desk) -> Story:
    """The whole story, logged on LOGGED, with progress and evidence by LATER."""
    act = desk.act
    held = act(
        meetings.record,
        MeetingDraft(
            code="HSD-2024", state="held", title_in=IN_TITLE, starts_in="2024-02-28", lead_in="Ajay Bhalla",
            lead_post_in="Home Secretary", title_us=US_TITLE, starts_us="2024-02-27", ends_us="2024-02-29",
            lead_us="Kristie Canegallo", source="US readout", place="New Delhi", starts_at="14:00",
            time_zone="Asia/Kolkata", minutes="The two sides met.\nThey reviewed all working groups.",
            marking="TLP:GREEN",
        ),
        at=LOGGED,
    )  # fmt: skip
    act(
        meetings.record,
        MeetingDraft(title_in="Next round", date_open=True, timing="mutually convenient", place="Washington",
                     previous="HSD-2024", marking="TLP:GREEN"),
        at=LOGGED,
    )  # fmt: skip
    story = Story(held)
    _agenda(desk, story)
    _promises(desk, story)
    _asked(desk, story)
    return story


def _agenda(desk: Desk, story: Story) -> None:
    act, key = desk.act, story.round.key
    story.contact = act(
        contacts.record,
        ContactDraft(side="IN", name="Meera Iyer", agency="MHA", post="Joint Secretary", since="2023-01-01",
                     marking="TLP:GREEN"),
        at=LOGGED,
    )  # fmt: skip
    for one in (
        AttendeeDraft("IN", "Ajay Bhalla", "Home Secretary", "MHA", head=True),
        AttendeeDraft("IN", contact=story.contact.reference, agency="MHA"),
        AttendeeDraft("US", "Kristie Canegallo", "Acting Deputy Secretary", "DHS", head=True),
    ):
        act(add_attendee, key, one, at=LOGGED)
    act(add_item, key, ItemDraft("Narcotics", "CN", "Ask for the list of firms.", "Lists to be shared."), at=LOGGED)
    act(add_item, key, ItemDraft("Customs", "CU", "Press for the pilot.", ""), at=LOGGED)
    act(add_item, key, ItemDraft("Any other business", "", "", "Nothing was raised."), at=LOGGED)
    decision = act(add_decision, key, DecisionDraft("Exchange the lists of firms.", "1", "NCB-IN", day(30)), at=LOGGED)
    act(add_decision, key, DecisionDraft("Agree the date of the next round.", "3"), at=LOGGED)
    action = desk.log("List of firms", at=LOGGED, status="in_progress", rag="green", due=day(30))
    act(follow_ups.fulfil, "decisions", decision, action.key, at=LOGGED)
    story.actions["decision"] = action
    act(add_deadline, key, "Country paper", 30, at=LOGGED)


def _promises(desk: Desk, story: Story) -> None:
    act = desk.act
    groups = {"fulfilled": "CT", "claimed": "CY", "in_progress": "CN", "at_risk": "CU", "no_action": ""}
    leads = {"CN": ("NCB-IN", "DEA"), "CU": ("CBIC", "CBP"), "CT": ("MHA", "DHS"), "CY": ("I4C", ""), "": ("", "DHS")}
    for number, (state, sentence) in enumerate(SENTENCES.items(), 2):
        group = groups[state]
        draft = CommitmentDraft(
            round="HSD-2024", verbatim=sentence, source="US readout", paragraph=f"¶ {number}", group=group,
            lead_in=leads[group][0], lead_us=leads[group][1], marking="TLP:GREEN",
            classed="deliverable" if state == "fulfilled" else "process",
            due={"no_action": "", "in_progress": day(120)}.get(state, day(45)), by_next_round=state == "no_action",
            paraphrase="Diversion is stopped." if state == "in_progress" else "",
        )  # fmt: skip
        story.made[state] = act(commitments.record, draft, at=LOGGED)
    more = {
        "fulfilled": ("CT", "MHA", "FBI"), "claimed": ("CY", "I4C", "HSI-C3"), "in_progress": ("CN", "NCB-IN", "DEA"),
        "at_risk": ("CU", "CBIC", "CBP"),
    }  # fmt: skip
    for state, (group, india, america) in more.items():
        action = desk.log(
            f"Action of {state}", at=LOGGED, group=group, lead_in=india, lead_us=america, status="in_progress",
            rag="red" if state == "at_risk" else "green", reason="No quorum." if state == "at_risk" else "",
            due=day(90),
        )  # fmt: skip
        story.actions[state] = action
        act(follow_ups.fulfil, "commitments", story.made[state].key, action.key, at=LOGGED)
    for state in ("fulfilled", "claimed"):
        draft = EntryDraft(text=f"Done as agreed ({state}).", status="completed", rag="blue")
        entry = act(add_entry, story.actions[state].key, draft, at=LATER)
        if state == "fulfilled":
            link = Link("progress_entries", entry, "page 2")
            story.papers[state] = desk.attach("Signed programme", link, at=LATER)


def _asked(desk: Desk, story: Story) -> None:
    asked = {
        "ours": RequestDraft(kind="information", channel="lo_to_lo", title="List of approved firms", group="CN",
                             from_agency="NCB-IN", to_agency="DEA", state="sent", sent_on=day(6), deadline=day(20),
                             marking="TLP:GREEN"),
        "theirs": RequestDraft(asked_by="US", kind="assistance", channel="note_verbale", title="Focal points",
                               group="CY", from_agency="FBI", to_agency="I4C", state="sent", sent_on=day(8),
                               marking="TLP:GREEN"),
    }  # fmt: skip
    for name, draft in asked.items():
        story.requests[name] = desk.act(requests.record, draft, at=LOGGED + timedelta(days=10))
    desk.act(requests.chase, story.requests["ours"].key, "lo_to_lo", day(18), "Asked again.", at=LATER)


def at(year: int, month: int, number: int) -> datetime:
    """Noon in India of a day."""
    return datetime(year, month, number, 6, 30, tzinfo=UTC)
