"""From an order and its matter to the finished sheet: the kinds, their covers and canonical data.

Pure data in, plain data out; the drawing is `pdf`'s, the register `register`'s.
"""

from __future__ import annotations

from datetime import datetime
from types import ModuleType
from typing import Any

from hsdclient import clock, schema
from hsdclient.joint_actions import ActionCard
from hsdclient.reports import papers, proof, round_sheets, sections
from hsdclient.reports.matter import Matter
from hsdclient.reports.scope import KINDS, OF_DOCUMENTS, OF_ROUNDS, OF_TRAINING, ReportOrder, training_scope
from hsdclient.reports.sheet import Begins, Column, Facts, Grid, Heading, Note, Part, Sheet
from hsdclient.reports.wording import Wording
from hsdclient.words import N_

LYING = (
    "register", "commitments", "action-taken", "requests", "training-calendar", "roll", "attendance",
    "certificate-register", "certificate",
)  # fmt: skip
"""Kinds that are one wide table."""
AUDIENCES = {"own": N_("Own side's edition"), "partner": N_("Partner's edition")}


def compose(matter: Matter, number: str, issued: datetime, history: tuple[tuple[str, str, str], ...] = ()) -> Sheet:
    """The sheet `matter.order` asks for. `history` (when, who, what) is for a dossier of the own edition."""
    order = matter.order
    w = wording(matter)
    data = canonical(matter, number, issued)
    made = {"dossier": _dossier, "overdue": _overdue, "register": papers.register, "receipt": papers.receipt}
    made |= dict.fromkeys(OF_ROUNDS, round_sheets.sections)
    if matter.trained is not None:
        made[order.kind] = _training().sections
    parts = made.get(order.kind, _status)(matter, w)
    if order.kind == "dossier" and history and not order.for_partner:
        parts += _history(w, history)
    if matter.late_entries:
        parts.append(
            Note(
                w.line(
                    N_("Progress entries dated by {day} but recorded later, and so left out: {count}"),
                    day=matter.day,
                    count=matter.late_entries,
                ),
                "information",
            )
        )
    if "signatures" in order.sections and order.kind != "receipt":
        own = round_sheets.signatures(matter, w) if matter.told else None
        own = _training().signatures(matter, w) if matter.trained else own
        parts += sections.signatures(w) if own is None else own
    if matter.annexes:
        parts += papers.annexes(w, matter.annexes)
    first = _cover(matter, w)
    begins: Begins = "at once" if order.kind == "certificate" else "on the cover"
    if order.kind in ("status", "consolidated") and first:  # an empty cover tells nothing
        begins = "on the cover if it fits"
    return Sheet(
        kind=order.kind,
        title=w.say(KINDS[order.kind]),
        number=number,
        language=order.language,
        paper=order.paper,
        markings=matter.markings,
        as_of=w.line(
            N_("As of {day}: what this workspace had recorded by 24:00 ({zone})"),
            day=matter.day,
            zone=matter.facts.time_zone,
        ),
        day=w.line(N_("As of {day}"), day=matter.day),
        issued=w.line(N_("Issued {when}"), when=issued),
        audience=w.say(AUDIENCES[order.audience]),
        sample=matter.facts.sample,
        office=office(matter),
        subject=_subject(matter, w),
        cover=first,
        begins=begins,
        landscape=order.kind in LYING,
        parts=tuple(parts),
        data=data,
        code=proof.code_of(data),
    )


def wording(matter: Matter) -> Wording:
    """The words of the sheet that `matter` becomes."""
    return Wording(matter.order.language, matter.facts.time_zone)


def office(matter: Matter) -> tuple[str, ...]:
    """The lines of the issuing office, as ordered or in the language of the sheet."""
    if matter.order.office:
        return matter.order.office
    english, hindi = matter.facts.office_en, matter.facts.office_hi
    texts = {"en": [english or hindi], "hi": [hindi or english], "both": [hindi, english]}[matter.order.language]
    return tuple(line for text in texts for line in text.splitlines() if line.strip())


def _training() -> ModuleType:
    from hsdclient.reports import training_sheets  # lazy: only these sheets need the cores of training

    return training_sheets


def _subject(matter: Matter, w: Wording) -> tuple[str, ...]:
    order = matter.order
    if matter.told is not None:
        return round_sheets.subject(matter, w)
    if matter.trained is not None:
        lines: tuple[str, ...] = _training().subject(matter, w)
        return lines
    if order.kind == "dossier" and matter.cards:
        card = matter.cards[0]
        return (f"{card.group} · {w.name(card.group_name_en, card.group_name_hi)}",)
    if order.documents:
        return (w.say(N_("Selected documents")),) if order.kind == "register" else ()
    if order.groups:
        return tuple(f"{code} · {w.name(*matter.group_names[code])}" for code in order.groups)
    if order.kind == "register":
        return (w.say(N_("Documents of the Homeland Security Dialogue")),)
    return (w.say(N_("All working groups of the Homeland Security Dialogue")),)


def _cover(matter: Matter, w: Wording) -> tuple[Part, ...]:
    order = matter.order
    parts: list[Part] = []
    if matter.told is not None:
        return round_sheets.cover(matter, w)
    if matter.trained is not None:
        first: tuple[Part, ...] = _training().cover(matter, w)
        return first
    if order.kind in OF_DOCUMENTS:
        return (Facts(papers.cover(matter, w, office(matter)), columns=1 if order.kind == "register" else 2),)
    if "summary" in order.sections and order.kind != "dossier":
        parts.append(Facts(sections.summary(matter, w), columns=2))
    if "chart" in order.sections and order.kind in ("status", "consolidated"):
        parts += sections.chart(matter, w)
    return tuple(parts)


def _status(matter: Matter, w: Wording) -> list[Part]:
    chosen = matter.order.sections
    parts: list[Part] = []
    if matter.order.kind == "consolidated" and "summary" in chosen:
        parts += _group_table(matter, w)
    if "overdue" in chosen:
        parts += sections.overdue(matter, w)
    if "matrix" in chosen:
        parts += sections.matrix(matter, w)
    if "actions" in chosen:
        parts += sections.blocks(matter, w)
    elif "matrix" not in chosen and matter.evidence:
        parts += papers.evidence_list(matter, w)
    return parts


def _group_table(matter: Matter, w: Wording) -> list[Part]:
    grouped = sections.by_group(matter.cards)
    columns = (
        Column(w.head(N_("Working group")), 4.0),
        *(Column(w.stacked(w.status(status)), 1.2, "right") for status in schema.STATUSES),
        Column(w.head(N_("Overdue")), 1.2, "right"),
        Column(w.head(N_("All")), 1.0, "right"),
    )
    rows = []
    for code, (english, hindi) in matter.group_names.items():
        cards = grouped.get(code, [])
        if not cards and (matter.order.for_partner or (matter.order.groups and code not in matter.order.groups)):
            continue
        mine = [card.sides[matter.side] for card in cards]
        counts = [str(sum(1 for held in mine if held.status == status)) for status in schema.STATUSES]
        late = sum(1 for held in mine if held.overdue_days)
        rows.append((f"{code} · {w.title(english, hindi)}", *counts, str(late), str(len(cards))))
    return [
        Heading(w.say(N_("Working groups"))),
        Grid(columns, tuple(rows), empty=w.say(N_("No joint action is in the scope of this sheet."))),
    ]


def _overdue(matter: Matter, w: Wording) -> list[Part]:
    return sections.overdue_by_group(matter, w)


def _dossier(matter: Matter, w: Wording) -> list[Part]:
    if not matter.cards:
        return [Note(w.say(N_("No joint action is in the scope of this sheet.")))]
    return [sections.block(matter, w, matter.cards[0])]


def _history(w: Wording, history: tuple[tuple[str, str, str], ...]) -> list[Part]:
    columns = (
        Column(w.head(N_("When")), 1.7),
        Column(w.head(N_("Who")), 1.2),
        Column(w.head(N_("What")), 5.6),
    )
    return [Heading(w.say(N_("History"))), Grid(columns, history)]


def canonical(matter: Matter, number: str, issued: datetime) -> dict[str, Any]:
    """The data that is embedded, registered and compared: figures and references, no layout."""
    order = matter.order
    return {
        "format": 1,
        "number": number,
        "kind": order.kind,
        "scope": {"groups": list(order.groups), "reference": _about(matter)},
        "as_of": matter.day.isoformat(),
        "issued": clock.text(issued),
        "audience": order.audience,
        "language": order.language,
        "markings": list(matter.markings),
        "sample": matter.facts.sample,
        "actions": [_action(matter, card) for card in matter.cards],
        **papers.canonical(matter, office(matter)),
        **(round_sheets.canonical(matter) if matter.told else {}),
        **(_training().canonical(matter) if matter.trained else {}),
    }


def _about(matter: Matter) -> str:
    """The reference or code of the one record that the sheet is about; '' when it is about many."""
    if matter.told is not None:
        return matter.told.occasion.reference if matter.told.occasion else ""
    if matter.trained is not None:
        return training_scope(matter.order)
    return matter.cards[0].reference if matter.order.kind == "dossier" and len(matter.cards) == 1 else ""


def _action(matter: Matter, card: ActionCard) -> dict[str, Any]:
    mine = card.sides[matter.side]
    data: dict[str, Any] = {
        "reference": card.reference,
        "title": card.title_en,
        "title_hi": card.title_hi,
        "group": card.group,
        "lead_in": card.sides["IN"].lead,
        "lead_us": card.sides["US"].lead,
        "due": mine.due.isoformat() if mine.due else "",
        "status": mine.status,
        "overdue_days": mine.overdue_days,
        "marking": card.marking,
        "progress": len(card.progress),
    }
    if matter.shows(card, "reasons"):
        data["rag"] = mine.rag
    if matter.shows(card, "figures"):
        data["figures"] = [
            {"indicator": f.indicator, "detail": f.detail, "side": f.side, "value": f.value, "unit": f.unit}
            for f in card.figures
        ]
    if card.key in matter.evidence:
        data["evidence"] = [papers.entry(one) for one in matter.evidence[card.key]]
    return data


def file_name(order: ReportOrder, day_text: str) -> str:
    """A file name that tells kind, scope and day and nothing of what is inside."""
    scope = order.reference if order.kind == "dossier" else order.round or "-".join(order.groups) or "all"
    if order.kind in OF_TRAINING:
        scope = training_scope(order).replace(" ", "-") or "all"
    if order.documents:
        scope = order.documents[0] if len(order.documents) == 1 else "selection"
    edition = "-partner" if order.for_partner else ""
    return f"{order.kind}-{scope}-{day_text}{edition}.pdf"
