"""How an officer fills in a course of an academy's catalogue, as plain data.

Knows no connection; the verbs run the same check again and add what only the workspace knows.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, ClassVar

from hsdclient import codes, errors, records, schema
from hsdclient.fields import Field
from hsdclient.training import amounts
from hsdclient.words import N_

LANGUAGE_WORDS: dict[str, str] = {"en": N_("English"), "hi": N_("Hindi"), "both": N_("English and Hindi")}
LONGEST_COURSE = 400  # days
_COURSE, _ENTRY = N_("The course"), N_("Who may attend")


@dataclass(frozen=True, kw_only=True)
class CourseDraft(records.Handled):
    """One course as entered. `academy` is an agency code, `days` its length from the first to the last day, weekends
    included (0: not said)."""

    academy: str = ""
    code: str = ""
    title_en: str = ""
    title_hi: str = ""
    programme: str = ""
    topic: str = ""
    days: amounts.Given = ""
    language: str = "en"
    entry: str = ""
    objectives: str = ""
    retired: bool = False

    FIELDS: ClassVar[tuple[Field, ...]] = (
        Field("academy", N_("Academy"), "choice", required=True, choices="agencies", section=_COURSE),
        Field("code", N_("Code in its catalogue"), max_length=40, section=_COURSE),
        Field("title_en", N_("Title"), required=True, max_length=300, section=_COURSE),
        Field("title_hi", N_("Title in Hindi"), max_length=300, hindi=True, section=_COURSE),
        Field("programme", N_("Programme"), max_length=200, section=_COURSE,
              help=N_("The series that the course belongs to")),
        Field("topic", N_("Topic"), max_length=120, section=_COURSE),
        Field("days", N_("Length in days"), "number", section=_COURSE,
              help=N_("From the first to the last day, weekends included")),
        Field("language", N_("Language"), "choice", required=True, choices="course_languages", section=_COURSE),
        Field("entry", N_("Entry requirements"), "text", max_length=2_000, section=_ENTRY),
        Field("objectives", N_("Objectives"), "text", max_length=5_000, section=_ENTRY),
        Field("retired", N_("No longer offered"), "check", section=_ENTRY),
        *records.HANDLING,
    )  # fmt: skip

    def problems(self) -> dict[str, str]:
        """What is wrong with this draft by itself: field key → sentence."""
        return shape_problems(records.values_of(KIND, self))

    def with_values(self, values: Mapping[str, Any]) -> CourseDraft:
        """This draft with the given fields (lists become tuples)."""
        given: dict[str, Any] = {k: tuple(v) if isinstance(v, list) else v for k, v in values.items()}
        return replace(self, **given)


KIND = records.Kind(
    noun="courses",
    prefix="CRS",
    fields=CourseDraft.FIELDS,
    lookups={"academy": ("academy_key", codes.agency_key())},
    elsewhere=frozenset({"days"}),
    choices={"language": schema.COURSE_LANGUAGES},
    needed={
        "academy": N_("Choose the academy that gives the course."),
        "title_en": N_("Give the course a title."),
        "language": N_("Choose the language of the course."),
    },
    in_trash=N_("This course is in the trash; recover it first."),
)
"""How courses are kept (see `records.Kind`); the length is a number, which the verbs read."""


def shape_problems(values: Mapping[str, Any]) -> dict[str, str]:
    """What is wrong with any of a draft's fields by themselves."""
    found = records.shape_problems(KIND, values)
    if "days" in values and "days" not in found:
        try:
            amounts.whole(values["days"], 0, LONGEST_COURSE)
        except errors.Refused as refusal:
            found["days"] = refusal.sentence
    return found
