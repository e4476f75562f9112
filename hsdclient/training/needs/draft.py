"""How an officer fills in a training need: what is to be learnt, by whom, for how many, and why.

Knows no connection; the verbs run the same check again and add what only the workspace knows.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, ClassVar

from hsdclient import codes, errors, records, schema
from hsdclient.fields import Field
from hsdclient.training import amounts
from hsdclient.training.references import course_key
from hsdclient.words import N_

NEED_STATE_WORDS: dict[str, str] = {
    "open": N_("Open"),
    "planned": N_("Planned"),
    "met": N_("Met"),
    "dropped": N_("Dropped"),
}
MOST_PERSONS = 100_000
_NEED, _ANSWER = N_("The need"), N_("How it is met")


@dataclass(frozen=True, kw_only=True)
class NeedDraft(records.Handled):
    """One need as entered; `side` '' is the own one, `persons` how many are to be trained (0: not said)."""

    side: str = ""
    agency: str = ""
    topic: str = ""
    why: str = ""
    persons: amounts.Given = ""
    wanted_by: str = ""
    state: str = "open"
    group: str = ""
    course: str = ""

    FIELDS: ClassVar[tuple[Field, ...]] = (
        Field("topic", N_("Topic"), required=True, max_length=120, section=_NEED,
              help=N_("What is to be learnt, in a few words")),
        Field("side", N_("Side"), "choice", choices="sides", section=_NEED),
        Field("agency", N_("Asked for by"), "choice", choices="agencies", section=_NEED),
        Field("why", N_("Why"), "text", max_length=5_000, section=_NEED),
        Field("persons", N_("Persons to be trained"), "number", section=_NEED),
        Field("wanted_by", N_("Wanted by"), "date", section=_NEED),
        Field("state", N_("State"), "choice", required=True, choices="need_states", section=_ANSWER),
        Field("group", N_("Working group"), "choice", choices="groups", section=_ANSWER),
        Field("course", N_("Course"), "choice", choices="courses", section=_ANSWER,
              help=N_("The course that would meet it")),
        *records.HANDLING,
    )  # fmt: skip

    def problems(self) -> dict[str, str]:
        """What is wrong with this draft by itself: field key → sentence."""
        return shape_problems(records.values_of(KIND, self))

    def with_values(self, values: Mapping[str, Any]) -> NeedDraft:
        """This draft with the given fields (lists become tuples)."""
        given: dict[str, Any] = {k: tuple(v) if isinstance(v, list) else v for k, v in values.items()}
        return replace(self, **given)


KIND = records.Kind(
    noun="needs",
    prefix="NEED",
    fields=NeedDraft.FIELDS,
    lookups={
        "agency": ("agency_key", codes.agency_key()),
        "group": ("group_key", codes.group_key),
        "course": ("course_key", course_key),
    },
    elsewhere=frozenset({"persons"}),
    choices={"side": schema.SIDES, "state": schema.NEED_STATES},
    needed={"topic": N_("Say what is to be learnt."), "state": N_("Say how the need stands.")},
    in_trash=N_("This need is in the trash; recover it first."),
)
"""How needs are kept (see `records.Kind`); the number of persons is read by the verbs."""


def shape_problems(values: Mapping[str, Any]) -> dict[str, str]:
    """What is wrong with any of a draft's fields by themselves."""
    found = records.shape_problems(KIND, values)
    if "persons" in values and "persons" not in found:
        try:
            amounts.whole(values["persons"], 0, MOST_PERSONS)
        except errors.Refused as refusal:
            found["persons"] = refusal.sentence
    return found
