"""Certificates, one to a page, as the template has them; and the register of certificates.

Takes certificates that were filtered before: the name as it was at the issue, the code of the core.
"""

from __future__ import annotations

from datetime import date

from hsdclient import dates
from hsdclient.reports import certificate_template
from hsdclient.reports import training_parts as parts
from hsdclient.reports.certificate_template import Template
from hsdclient.reports.matter import Matter
from hsdclient.reports.sheet import Badge, Cell, Certificate, Column, Facts, Grid, Note, Part, Row
from hsdclient.reports.trained import Certified, Run
from hsdclient.reports.wording import DASH, Wording
from hsdclient.training.certificates import SCANNED
from hsdclient.words import N_


def certificates(matter: Matter, w: Wording) -> list[Part]:
    """A page for each certificate that holds, in the language of the sheet."""
    template = certificate_template.load()
    told = matter.of_training
    return [page(w, template, told.of_key(one.run), one) for one in told.certificates]


def page(w: Wording, template: Template, run: Run, one: Certified) -> Certificate:
    """One certificate; for both languages each line stands in Hindi above the English one."""
    spoken = {"en": ("en",), "hi": ("hi",), "both": ("hi", "en")}[w.language]
    filled = {language: _filled(language, run, one) for language in spoken}

    def say(key: str) -> list[str]:
        return [
            template.words[language][key].format(**filled[language])
            for language in spoken
            if template.words[language][key]
        ]

    held = "held_online" if run.delivery == "online" and not run.venue else "held"
    lines = [("heading", " · ".join(say("heading"))), ("text", " · ".join(say("certify")))]
    lines += [("name", name) for name in dict.fromkeys(_named(language, one) for language in spoken)]
    lines.append(("small", _post(w, one)))
    lines += [("text", text) for text in say(run.kind)]
    lines += [("title", text) for text in dict.fromkeys(_title(language, run) for language in spoken)]
    lines += [("text", text) for text in say(held if run.starts < run.ends else f"{held}_one_day")]
    if run.agreement[0]:
        lines += [("small", text) for text in say("under")]
    signed = tuple(
        (
            "\n".join(role.roles[language].format(**filled[language]) for language in spoken),
            "\n".join(dict.fromkeys(filter(None, (role.names[language] for language in spoken)))),
            role.drawing,
        )
        for role in template.signatures
    )
    return Certificate(
        number=one.reference,
        code=one.code,
        scan=f"{SCANNED}:{one.reference}:{one.code}",
        lines=tuple((role, text) for role, text in lines if text),
        beneath=tuple(say("issued")),
        proving=tuple(say("verify")),
        signed=signed,
        background=template.background,
        accent=template.accent,
    )


def _filled(language: str, run: Run, one: Certified) -> dict[str, str]:
    def day(value: date) -> str:
        return dates.say_long(value, language)

    hindi = language == "hi"
    host = (hindi and run.host_hi) or run.host_en or run.host
    agreement = (hindi and run.agreement[2]) or run.agreement[1]
    return {
        "place": run.venue or host,
        "first": day(run.starts),
        "last": day(run.ends),
        "agreement": agreement,
        "host": host,
        "day": day(one.issued_on),
    }


def _named(language: str, one: Certified) -> str:
    return (language == "hi" and one.name_hi) or one.name or one.name_hi or DASH


def _title(language: str, run: Run) -> str:
    return (language == "hi" and run.title_hi) or run.title_en or run.title_hi


def _post(w: Wording, one: Certified) -> str:
    agency = w.name(one.agency_en, one.agency_hi) if one.agency_en else one.agency
    return ", ".join(filter(None, (one.post, agency)))


# --- the register -------------------------------------------------------------------------------------------


def cover(matter: Matter, w: Wording) -> tuple[Part, ...]:
    """How many were issued, hold and were revoked; the run or the year it is of."""
    told = matter.of_training
    revoked = sum(1 for one in told.certificates if one.revoked_on)
    rows: list[tuple[str, Cell]] = [
        (w.say(N_("Issued")), str(len(told.certificates))),
        (w.say(N_("Hold")), str(len(told.certificates) - revoked)),
        (w.say(N_("Revoked")), str(revoked)),
    ]
    if told.year is not None:
        rows.append((w.say(N_("Issued in")), parts.year(w, told.year)))
    return (Facts(tuple(rows), columns=2),)


def register(matter: Matter, w: Wording) -> list[Part]:
    """Every certificate in the order of the numbers; a revoked one stays, with its day."""
    told = matter.of_training
    own = not matter.order.for_partner
    columns = (
        Column(w.head(N_("Number")), 1.45, kind="reference"),
        Column(w.head(N_("Issued")), 1.05, kind="date"),
        Column(w.head(N_("Name")), 2.3),
        Column(w.head(N_("Post")), 1.7),
        Column(w.head(N_("Agency")), 0.9),
        Column(w.head(N_("Run")), 1.35, kind="reference"),
        Column(w.head(N_("Title")), 2.6),
        Column(w.head(N_("Standing")), 1.7, kind="rag"),
    )
    rows = tuple(_line(w, told.of_key(one.run), one, own=own) for one in told.certificates)
    made: list[Part] = [Grid(columns, rows, empty=w.say(N_("No certificate was issued.")))]
    if told.certificates_left_out:
        said = N_("1 certificate is not released.")
        more = N_("{count} certificates are not released.")
        count = told.certificates_left_out
        made.append(Note(w.line(said if count == 1 else more, count=count), "information"))
    return made


def _line(w: Wording, run: Run, one: Certified, *, own: bool) -> Row:
    standing: Cell = Badge("square-tick", w.head(N_("Holds")))
    if one.revoked_on is not None:
        badge = Badge("octagon", w.line(N_("Revoked {day}"), day=one.revoked_on))
        standing = w.cell(badge, one.revoked_why if own else "")
    return (
        one.reference,
        w.day(one.issued_on),
        w.title(one.name, one.name_hi) or DASH,
        one.post or DASH,
        one.agency or DASH,
        run.reference,
        parts.title(w, run),
        standing,
    )


def entry(one: Certified, run: Run) -> dict[str, object]:
    """The canonical data of one certificate; its name is printed only, as a purge must reach it."""
    return {
        "reference": one.reference,
        "run": run.reference,
        "issued": one.issued_on.isoformat(),
        "code": one.code,
        **({"revoked": one.revoked_on.isoformat()} if one.revoked_on else {}),
    }
