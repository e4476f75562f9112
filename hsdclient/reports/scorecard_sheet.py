"""The commitment scorecard of a round, and the readout-to-commitments sheet of the same sentences.

One page of summary with a chart, then the detail, the differences between the sides, and the rules it is judged by.
"""

from __future__ import annotations

from hsdclient import scorecard, words
from hsdclient.commitments import CLASS_WORDS
from hsdclient.reports import round_parts as parts
from hsdclient.reports.matter import Matter
from hsdclient.reports.sheet import Cell, Column, Facts, Grid, Heading, Note, PageBreak, Part
from hsdclient.reports.told import Told
from hsdclient.reports.wording import DASH, Word, Wording
from hsdclient.scorecard import Assessment, Line
from hsdclient.words import N_

NO_COMMITMENT = N_("No commitment is in the scope of this sheet.")

_FEW = 4
"""Where fewer lines have room on the summary, it leaves out who led: both sides' dates and what changed stay."""


def cover(matter: Matter, w: Wording, told: Told) -> tuple[Part, ...]:
    """The page of summary: both sides' versions, counts, the chart, what changed."""
    first: list[Part] = [
        parts.versions(w, told.held, matter.side, partner=matter.order.for_partner, short=told.most < _FEW),
        *parts.chart(w, told),
    ]
    if told.since is not None:
        first += _changed(w, told)
    return tuple(first)


def _changed(w: Wording, told: Told) -> list[Part]:
    heading = Heading(w.line(N_("What changed since {day}"), day=told.since).replace("\n", " · "), 2)
    columns = (
        Column(w.head(N_("Commitment")), 1.2, kind="reference"),
        Column(w.head(N_("Verbatim")), 4.0),
        Column(w.head(N_("Then")), 1.5, kind="rag"),
        Column(w.head(N_("Now")), 1.5, kind="rag"),
    )
    rows = tuple(
        (one.reference, short(one.verbatim), _state(w, one.then), _state(w, one.now))
        for one in told.changes[: told.most]
    )
    grid = Grid(columns, rows, empty=w.say(N_("No status has changed.")))
    rest = len(told.changes) - len(rows)
    if not rest:
        return [heading, grid]
    more = N_("{count} more have changed; the detail says what each one was.")
    every = N_("{count} have changed; the detail says what each one was.")
    return [heading, *((grid,) if rows else ()), Note(w.line(more if rows else every, count=rest), "information")]


def _state(w: Wording, status: str) -> Cell:
    return parts.judged(w, status) if status else w.head(N_("Not recorded"))


def short(text: str, most: int = 110) -> str:
    """The beginning of a sentence, cut between words; the detail has the whole of it."""
    if len(text) <= most:
        return text
    cut = text[:most].rsplit(" ", 1)[0]
    return f"{cut} …"


def detail(matter: Matter, w: Wording) -> list[Part]:
    """The commitments one by one, the differences between the sides, the rules."""
    told = matter.of_round
    if not told.lines:
        return [Note(w.say(NO_COMMITMENT), "information"), *rules(matter, w)]
    before = {one.reference: one.then for one in told.changes}
    columns = (
        Column(w.head(N_("Sl. no.")), 0.45, "right", "number"),
        Column(w.head(N_("Reference")), 1.25, kind="reference"),
        Column(w.head(N_("Para.")), 0.6),
        Column(w.head(N_("Commitment, verbatim")), 3.8),
        Column(w.head(N_("Class")), 0.95),
        Column(w.head(N_("Group")), 0.5),
        Column(w.head(N_("Leads")), 0.85),
        Column(w.head(N_("Due")), 1.0, kind="date"),
        Column(w.head(N_("Status")), 1.35, kind="rag"),
        Column(w.head(N_("Why")), 2.4),
        Column(w.head(N_("Joint actions")), 1.25, kind="reference"),
        Column(w.head(N_("Evidence")), 1.3, kind="reference"),
    )
    rows = tuple(
        (
            str(number),
            line.reference,
            w.text(line.paragraph),
            sentence(w, line),
            w.stacked(w.say(CLASS_WORDS[line.classed])),
            line.group or DASH,
            parts.leads(line.lead_in, line.lead_us),
            due(w, line),
            status(w, line, before.get(line.reference, "")),
            why(w, line),
            actions(line),
            evidence(line),
        )
        for number, line in enumerate(told.lines, 1)
    )
    made: list[Part] = [
        PageBreak(landscape=True),
        Heading(w.say(N_("Commitments one by one"))),
        Grid(columns, rows, landscape=True),
        *differences(matter, w, told),
        *rules(matter, w),
    ]
    return made


def sentence(w: Wording, line: Line) -> Cell:
    """The verbatim text and, beside it, never instead, the paraphrase."""
    meant = f"{w.say(N_('Meant'))}: {line.paraphrase}" if line.paraphrase.strip() else ""
    return w.cell(line.verbatim, meant)


def due(w: Wording, line: Line) -> str:
    """The day, or by when it is meant."""
    if line.due is not None:
        return w.day(line.due)
    return w.head(N_("By the next round")) if line.by_next_round else DASH


def status(w: Wording, line: Line, before: str = "") -> Cell:
    """The status; what was computed when a person overruled it; where it came from and went; what it was."""
    said: list[object] = [parts.judged(w, line.status)]
    if line.overruled:
        said.append(w.line(N_("Computed: {status}"), status=_word(line.computed)))
    if line.carried_from:
        said.append(w.line(N_("From {reference}"), reference=line.carried_from))
    if line.carried_to:
        said.append(w.line(N_("Now {reference}"), reference=line.carried_to))
    if before and before != line.status:
        said.append(w.line(N_("Was: {status}"), status=_word(before)))
    return w.cell(*said)  # type: ignore[arg-type]


def _word(status: str) -> Word:
    return Word(scorecard.STATUS_WORDS[status])


def why(w: Wording, line: Line) -> Cell:
    """Why it has its status: the reason of the person who overruled it, then what was computed."""
    said = []
    if line.overruled and line.own is not None:
        said.append(line.own.why)
    return w.cell(*said, because(w, line))


def because(w: Wording, line: Line) -> str:
    """What the computed status rests on, in the language of the sheet."""
    said = []
    for language in ("en", "hi") if w.language == "both" else (w.language,):
        with words.speaking(language):
            said.append(line.because.say())
    return "\n".join(dict.fromkeys(said))


def actions(line: Line) -> str:
    """References of the joint actions and training runs that carry it out, one a line."""
    return "\n".join([*(one.reference for one in line.actions), *(one.reference for one in line.runs)]) or DASH


def evidence(line: Line) -> str:
    """Numbers of the documents that prove it, one a line."""
    return "\n".join(dict.fromkeys(one.reference for one in line.documents)) or DASH


def differences(matter: Matter, w: Wording, told: Told) -> list[Part]:
    """Where the sides assess a commitment differently: both assessments side by side, with why and whence."""
    sides = [matter.side, matter.partner]
    differing = [line for line in told.lines if line.differs]
    if not differing:
        return []
    columns = (
        Column(w.head(N_("Reference")), 1.25, kind="reference"),
        Column(w.head(N_("Commitment, verbatim")), 3.6),
        Column(w.head(N_("Computed")), 1.4, kind="rag"),
        *(Column(w.stacked(w.side(side)), 2.6, kind="rag") for side in sides),
    )
    rows = tuple(
        (
            line.reference,
            line.verbatim,
            parts.judged(w, line.computed),
            _assessed(matter, w, line, line.own),
            _assessed(matter, w, line, line.partner),
        )
        for line in differing
    )
    return [Heading(w.say(N_("Where the sides differ")), 2), Grid(columns, rows)]


def _assessed(matter: Matter, w: Wording, line: Line, one: Assessment | None) -> Cell:
    if one is None:
        return parts.judged(w, line.computed)
    if matter.order.for_partner:
        return w.cell(parts.judged(w, one.status), one.why)
    received = w.line(N_("Received {day}"), day=one.received_on) if one.received_on else ""
    return w.cell(parts.judged(w, one.status), one.why, received, one.source)


def rules(matter: Matter, w: Wording) -> list[Part]:
    """How a status is computed, rule by rule, on a page of its own where the signatures have room (issue 4, Core)."""
    said = [*scorecard.RULES, *((scorecard.OF_THIS_EDITION,) if matter.order.for_partner else ())]
    columns = (Column(w.head(N_("No.")), 0.3, "right", "number"), Column(w.head(N_("Rule")), 9.0))
    rows = tuple((str(number), w.line(rule)) for number, rule in enumerate(said, 1))
    return [PageBreak(), Heading(w.say(N_("How the statuses are judged"))), Grid(columns, rows)]


def readout(matter: Matter, w: Wording) -> list[Part]:
    """Each sentence of the readouts with what it became: reference, paragraph, class, leads, due."""
    told = matter.of_round
    columns = (
        Column(w.head(N_("Sl. no.")), 0.45, "right", "number"),
        Column(w.head(N_("Para.")), 0.7),
        Column(w.head(N_("Sentence of the readout")), 5.0),
        Column(w.head(N_("Reference")), 1.25, kind="reference"),
        Column(w.head(N_("Class")), 1.0),
        Column(w.head(N_("Group")), 0.6),
        Column(w.head(N_("Lead, India")), 1.0),
        Column(w.head(N_("Lead, US")), 1.0),
        Column(w.head(N_("Due")), 1.1, kind="date"),
    )
    made: list[Part] = []
    for source, lines in by_source(told).items():
        rows = tuple(
            (
                str(number),
                w.text(line.paragraph),
                sentence(w, line),
                line.reference,
                w.stacked(w.say(CLASS_WORDS[line.classed])),
                line.group or DASH,
                line.lead_in or DASH,
                line.lead_us or DASH,
                due(w, line),
            )
            for number, line in enumerate(lines, 1)
        )
        made += [Heading(source or w.say(N_("Source not given")), 2), Grid(columns, rows)]
    return made or [Grid(columns, (), empty=w.say(NO_COMMITMENT))]


def source_cover(matter: Matter, w: Wording, told: Told) -> tuple[Part, ...]:
    """The round as each side has it, and how many sentences became commitments of each class."""
    counted = [(w.say(N_("Commitments")), str(len(told.lines)))]
    for classed, word in CLASS_WORDS.items():
        if count := sum(1 for line in told.lines if line.classed == classed):
            counted.append((w.say(word), str(count)))
    return (
        parts.versions(w, told.held, matter.side, partner=matter.order.for_partner),
        Facts(tuple(counted), columns=2),
    )


def by_source(told: Told) -> dict[str, list[Line]]:
    """The commitments by the readout, agreement or minutes they stand in, in the order they come."""
    found: dict[str, list[Line]] = {}
    for line in told.lines:
        found.setdefault(line.source, []).append(line)
    return found


def entry(line: Line) -> dict[str, object]:
    """The canonical data of one commitment: what is compared when the sheet is verified."""
    return {
        "reference": line.reference,
        "verbatim": line.verbatim,
        "paragraph": line.paragraph,
        "class": line.classed,
        "group": line.group,
        "lead_in": line.lead_in,
        "lead_us": line.lead_us,
        "due": line.due.isoformat() if line.due else "",
        "status": line.status,
        "computed": line.computed,
        "actions": [*(one.reference for one in line.actions), *(one.reference for one in line.runs)],
        "evidence": list(dict.fromkeys(one.reference for one in line.documents)),
    }
