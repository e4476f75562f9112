"""Which sections each sheet of training has, its cover, its subject and its canonical data.

The one place that knows all of them; `compose` asks it as it asks `round_sheets` for those of a dialogue.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from hsdclient import standing
from hsdclient.reports import (
    call_sheet,
    certificate_sheet,
    evaluation_sheet,
    reciprocity_sheet,
    roll_sheet,
    training_calendar_sheet,
    training_status_sheet,
)
from hsdclient.reports import training_parts as parts
from hsdclient.reports.matter import Matter
from hsdclient.reports.sheet import Part, Signatures
from hsdclient.reports.wording import Word, Wording
from hsdclient.words import N_

_PARTS: dict[str, Callable[[Matter, Wording], list[Part]]] = {
    "training-calendar": training_calendar_sheet.months,
    "call": call_sheet.call,
    "roll": roll_sheet.roll,
    "attendance": roll_sheet.attendance,
    "certificate": certificate_sheet.certificates,
    "certificate-register": certificate_sheet.register,
    "evaluation": evaluation_sheet.levels,
    "reciprocity": reciprocity_sheet.detail,
    "training": training_status_sheet.status,
}
_COVERS: dict[str, Callable[[Matter, Wording], tuple[Part, ...]]] = {
    "training-calendar": training_calendar_sheet.cover,
    "call": call_sheet.cover,
    "roll": roll_sheet.cover,
    "attendance": roll_sheet.cover,
    "certificate-register": certificate_sheet.cover,
    "evaluation": evaluation_sheet.cover,
    "reciprocity": reciprocity_sheet.cover,
    "training": training_status_sheet.cover,
}


def sections(matter: Matter, w: Wording) -> list[Part]:
    """What stands after the cover."""
    return _PARTS[matter.order.kind](matter, w)


def cover(matter: Matter, w: Wording) -> tuple[Part, ...]:
    """The first page, below title and subject; a certificate has none."""
    make = _COVERS.get(matter.order.kind)
    return make(matter, w) if make else ()


def signatures(matter: Matter, w: Wording) -> list[Part] | None:
    """Who signs, where it is not the three of every report; None: those three."""
    if matter.order.kind in ("certificate", "attendance"):
        return []
    if matter.order.kind == "reciprocity":
        lines = tuple(
            (w.line(N_("For {side}"), side=Word(standing.SIDE_WORDS[side])).replace("\n", " · "), "")
            for side in (matter.side, matter.partner)
        )
        return [Signatures(lines)]
    return None


def subject(matter: Matter, w: Wording) -> tuple[str, ...]:
    """The line under the title: the run, the year, or that all of it is meant."""
    told = matter.of_training
    if matter.order.run and told.runs:
        return (f"{told.run.reference} · {w.name(told.run.title_en, told.run.title_hi)}",)
    if matter.order.kind != "training" and told.year is not None:
        return (parts.year(w, told.year),)
    return (w.say(N_("Training of both sides")),)


def canonical(matter: Matter) -> dict[str, Any]:
    """What the sheet's canonical data say of runs, people, certificates, evaluation and the year."""
    told, kind = matter.of_training, matter.order.kind
    own = not matter.order.for_partner
    data: dict[str, Any] = {}
    if kind == "training":
        data["runs"] = [training_status_sheet.entry(one) for one in told.runs]
    elif kind != "certificate" and kind != "reciprocity":
        data["runs"] = [parts.entry(one) for one in told.runs]
    if kind in ("roll", "attendance"):
        data["nominees"] = [roll_sheet.entry(one, own=own) for one in told.run.nominees]
    if kind in ("certificate", "certificate-register"):
        data["certificates"] = [certificate_sheet.entry(one, told.of_key(one.run)) for one in told.certificates]
    if kind == "evaluation":
        results = "results" in told.run.parts
        data["evaluation"] = evaluation_sheet.entry(told.summaries[told.run.key], own=own, results=results)
    if kind in ("reciprocity", "training"):
        data["statement"] = reciprocity_sheet.entry(reciprocity_sheet.statement(matter))
    return data
