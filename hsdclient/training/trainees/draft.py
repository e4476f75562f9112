"""How an officer fills in a trainee: one person, kept once across all runs, as plain data.

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
YOUNGEST = 18


@dataclass(frozen=True, kw_only=True)
class TraineeDraft(records.Handled):
    """One person as entered. `side` '' is that of the agency, else the own; `agency` a code; `born` and
    `retain_until` ISO days or ''. A single name is normal."""

    name: str = ""
    name_hi: str = ""
    side: str = ""
    agency: str = ""
    post: str = ""
    unit: str = ""
    service_number: str = ""
    born: str = ""
    email: str = ""
    phone: str = ""
    supervisor: str = ""
    supervisor_email: str = ""
    retain_until: str = ""

    FIELDS: ClassVar[tuple[Field, ...]] = (
        Field("name", N_("Name"), required=True, max_length=120, section=N_("The person"),
              help=N_("As it stands in the service record; a single name is enough")),
        Field("name_hi", N_("Name in Hindi"), max_length=120, hindi=True, section=N_("The person")),
        Field("service_number", N_("Service number"), max_length=40, section=N_("The person"),
              help=N_("The person is found again by it")),
        Field("born", N_("Date of birth"), "date", section=N_("The person"),
              help=N_("Tells two persons of one name apart; printed on no partner's sheet unless released")),
        Field("side", N_("Side"), "choice", choices="sides", section=N_("Post")),
        Field("agency", N_("Agency"), "choice", choices="agencies", section=N_("Post")),
        Field("post", N_("Post or rank"), max_length=120, section=N_("Post")),
        Field("unit", N_("Unit"), max_length=120, section=N_("Post"), help=N_("The unit that is vetted")),
        Field("email", N_("E-mail"), max_length=200, section=N_("Contact")),
        Field("phone", N_("Telephone"), max_length=80, section=N_("Contact")),
        Field("supervisor", N_("Supervisor"), max_length=120, section=N_("Contact"),
              help=N_("Is asked six months after the run what has changed")),
        Field("supervisor_email", N_("E-mail of the supervisor"), max_length=200, section=N_("Contact")),
        Field("retain_until", N_("Keep personal data until"), "date", section=N_("Retention"),
              help=N_("Five years after the last run when left empty; then the personal data can be purged")),
        *records.HANDLING,
    )  # fmt: skip

    def problems(self) -> dict[str, str]:
        """What is wrong with this draft by itself: field key → sentence."""
        return shape_problems(records.values_of(KIND, self))


KIND = records.Kind(
    "trainees",
    "PER",
    TraineeDraft.FIELDS,
    lookups={"agency": ("agency_key", codes.agency_key())},
    choices={"side": schema.SIDES},
    needed={"name": N_("Give the person's name; a single name is enough.")},
    in_trash=N_("This person is in the trash; recover the record first."),
)
"""How trainees are kept (see `records.Kind`)."""


def shape_problems(values: dict[str, Any]) -> dict[str, str]:
    """What is wrong with any of a draft's fields by themselves."""
    found = records.shape_problems(KIND, values)
    for key in ("email", "supervisor_email"):
        given = str(values.get(key) or "").strip()
        if given and not _EMAIL.fullmatch(given):
            found.setdefault(key, _("This is not one e-mail address; write it as name@example.org."))
    return found


def born_problem(born: str, today: Any) -> str:
    """Why nobody who is nominated was born on that ISO day; '' when it may be (or none is given)."""
    try:
        day = dates.read_iso(born) if born else None
    except errors.Refused as refusal:
        return refusal.sentence
    if day is None:
        return ""
    if day > today:
        return _("The date of birth lies in the future; check it.")
    if day.year < 1900 or today.year - day.year > 100:
        return _("The date of birth is more than a hundred years ago; check it.")
    years = today.year - day.year - ((today.month, today.day) < (day.month, day.day))
    if years < YOUNGEST:
        return _("The person would be {years} years old; nobody under {least} is nominated.").format(
            years=years, least=YOUNGEST
        )
    return ""
