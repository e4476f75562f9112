"""What a batch is attached to, and the lists and defaults that describing it needs, read in one look.

Plain data and one reading function; asks no officer anything.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Final

from hsdclient import agencies, dates, documents, markings, view_states
from hsdclient.documents import DocumentDraft, Link
from hsdclient.fields import Choice, Field
from hsdclient.joint_actions import ActionCard
from hsdclient.markings import Marking
from hsdclient.session import Read
from hsdclient.titles import Titled
from hsdclient.words import N_, _, language
from ui.papers import wording

ORDER: Final = (
    "title", "type", "language", "dated", "originator", "marking", "partner_marking", "release", "third_party",
    "permitted_by", "permitted_on", "permission_reference", "note",
)  # fmt: skip
"""What is asked for first stands first; the note, which few write, last."""
REMEMBERED: Final = ("type", "originator", "marking", "language")
"""What is offered again for the next batch of the same working group; never a release."""
LONGEST_PLACE: Final = 120
SHORT: Final = 60
LONGEST_TITLE: Final = 120
"""Characters of a title in a heading: that of a commitment is a whole sentence."""


@dataclass(frozen=True)
class Target:
    """The record that the files become evidence of, with those below it: (noun:key, words) of each to choose from.

    `words` names it in a heading, `reference` in a sentence; `group` is its working group's code, `marking` its own.
    """

    reference: str
    words: str
    group: str
    marking: str
    records: tuple[Choice, ...]
    chosen: str

    def links(self, chosen: str, place: str) -> tuple[Link, ...]:
        """The link to the record chosen ('' for the one that was meant at first)."""
        noun, _colon, key = (chosen or self.chosen).partition(":")
        return (Link(noun, int(key), place.strip()),)


def of_action(card: ActionCard, entry_key: int | None = None) -> Target:
    """A joint action and its progress entries; `entry_key` is the one meant at first."""
    title = (language() == "hi" and card.title_hi) or card.title_en
    records = [Choice(f"joint_actions:{card.key}", _("The joint action itself"))]
    for entry in card.progress:
        text = " ".join(entry.text.split())
        text = text if len(text) <= SHORT else f"{text[: SHORT - 1]}…"
        day = dates.say(entry.dated, language())
        said = _("Progress of {day}: {text}").format(day=day, text=text)
        records.append(Choice(f"progress_entries:{entry.key}", said))
    chosen = f"progress_entries:{entry_key}" if entry_key else records[0].value
    return Target(card.reference, f"{card.reference} – {title}", card.group, card.marking, tuple(records), chosen)


def of_record(one: Titled) -> Target:
    """Any other record that documents can be evidence of: a round, an agreement, a commitment, a request."""
    title = " ".join(((language() == "hi" and one.title_hi) or one.title).split())
    title = title if len(title) <= LONGEST_TITLE else f"{title[: LONGEST_TITLE - 1]}…"
    words = f"{one.reference} – {title}" if title else one.reference
    chosen = f"{one.noun}:{one.key}"
    return Target(one.reference, words, one.group, one.marking, (Choice(chosen, words),), chosen)


@dataclass(frozen=True)
class Lists:
    """What there is to choose from, and what this officer chose last for the same group."""

    markings: list[Choice] = field(default_factory=list)
    known: Mapping[str, Marking] = field(default_factory=dict)
    originators: list[Choice] = field(default_factory=list)
    kept: Mapping[str, Any] = field(default_factory=dict)
    default_marking: str = ""

    def lower(self, marking: str, than: str) -> bool:
        """Whether `marking` ranks below `than` in the same scheme; schemes are never compared with one another."""
        one, other = markings.find(dict(self.known), marking), markings.find(dict(self.known), than)
        return one is not None and other is not None and one.scheme == other.scheme and one.rank < other.rank

    def first_values(self) -> dict[str, object]:
        """The form's values at first."""
        found: dict[str, object] = {"type": "other", "marking": self.default_marking}
        offered = {choice.value for choice in self.markings}
        for key in REMEMBERED:
            value = self.kept.get(key)
            if isinstance(value, str) and value and (key != "marking" or value in offered):
                found[key] = value
        return found


def look_up(rx: Read, officer_key: int, group: str) -> Lists:
    """Read the lists in the language of the screen."""
    known = agencies.choices(rx)
    codes = {choice.value for choice in known}
    others = [Choice(name, name) for name in documents.originators_in_use(rx) if name not in codes]
    return Lists(
        markings.choices(rx),
        markings.all_of(rx),
        [*known, *others],
        view_states.kept(rx, officer_key, view_of(group)),
        rx.facts.default_marking,
    )


def view_of(group: str) -> str:
    """The name under which the defaults of a group are kept."""
    return f"attach/{group}"


def fields(target: Target | None) -> tuple[Field, ...]:
    """The fields of the form: the description, the originator with a list, and which record it is evidence of."""
    by_key = {one.key: one for one in DocumentDraft.FIELDS}
    by_key["originator"] = replace(by_key["originator"], kind="choice", choices="originators")
    by_key["note"] = replace(by_key["note"], section="")
    described = tuple(by_key[key] for key in ORDER)
    if target is None:
        return described
    evidence = (
        Field("record", N_("Evidence of"), "choice", required=True, choices="records", section=N_("Evidence")),
        Field("place", N_("Page or paragraph"), max_length=LONGEST_PLACE, section=N_("Evidence"),
              help=N_("Where in the document it stands: p. 3, para. 2")),
    )  # fmt: skip
    if len(target.records) > 1:
        return (*evidence, *described)
    return (described[0], replace(evidence[1], section=described[0].section), *described[1:])


def sources(lists: Lists, target: Target | None) -> dict[str, Callable[[], Sequence[Choice]]]:
    """The choice sources of `fields`."""
    return wording.sources(lambda: lists.markings) | {
        "originators": lambda: lists.originators,
        "records": lambda: target.records if target is not None else (),
    }
