"""How the sample's training is written down: acts of a run through the real verbs, found by what they are called.

As in `scenes`: plain functions of a transaction and of the cast; knows no content.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any

from sqlalchemy import select

from hsdclient import documents, schema
from hsdclient.documents import Link
from hsdclient.sample.officers_in_training import PERSONS
from hsdclient.sample.scenes import Cast, Do, release
from hsdclient.sample.telling import Day, day_of
from hsdclient.session import Read, Tx
from hsdclient.training import attendance, certificates, courses, evaluations, needs, nominations, runs, scores, vetting
from hsdclient.training.courses import CourseDraft
from hsdclient.training.evaluations import read_forms
from hsdclient.training.needs import NeedDraft
from hsdclient.training.runs import CostDraft, IncidentDraft, InstructorDraft, ResultDraft, RunDraft
from hsdclient.training.trainees import many
from hsdclient.words import N_

COURSE, NEED, RUN = N_("Course recorded"), N_("Training need recorded"), N_("Training run recorded")
NOMINATED, STEP = N_("Persons nominated"), N_("Step of a nomination recorded")
GATE = N_("Vetting or clearance recorded")
MARKED, SCORED, CERTIFIED = N_("Attendance marked"), N_("Scores recorded"), N_("Certificates issued")
REVOKED, ANSWERED, CHASED = N_("Certificate revoked"), N_("Evaluation recorded"), N_("Evaluation asked for again")
STATE, MOVED, DONE = N_("State of a run set"), N_("Run moved"), N_("Deadline done")
HEARD, TAUGHT, COSTS = N_("Partner's version of a run recorded"), N_("Instructors recorded"), N_("Costs recorded")
HAPPENED, LED_TO, LINKED = N_("Incident recorded"), N_("Result recorded"), N_("Document linked")


def shift(day: Day, by: int) -> Day:
    """`by` days after `day`."""
    return day + by if isinstance(day, int) else (date.fromisoformat(day) + timedelta(days=by)).isoformat()


def seat(rx: Read, run: int, who: str) -> int:
    """The nomination of the person `who` for the run."""
    n, t = schema.nominations.c, schema.trainees.c
    asked = select(n.key).join(schema.trainees, t.key == n.trainee_key)
    return int(rx.scalar(asked.where(n.run_key == run, t.service_number == PERSONS[who].service_number)))


def seats(rx: Read, run: int, *steps: str) -> list[int]:
    """The nominations of the run that stand at one of `steps`."""
    n = schema.nominations.c
    return list(rx.column(select(n.key).where(n.run_key == run, n.step.in_(steps)).order_by(n.key)))


def course(*drafts: CourseDraft) -> Do:
    """Courses of an academy's catalogue."""

    def do(tx: Tx, cast: Cast) -> None:
        for draft in drafts:
            courses.record(tx, draft)

    return do


def need(draft: NeedDraft) -> Do:
    """What somebody has to learn; the day by which may count from the day of building."""

    def do(tx: Tx, cast: Cast) -> None:
        wanted = draft.wanted_by
        day = cast.day(int(wanted)) if wanted.lstrip("-").isdigit() else wanted
        needs.record(tx, draft.with_values({"wanted_by": day}))

    return do


def run(
    draft: RunDraft, starts: Day, ends: Day, *, commitment: str = "", need: str = "", parts: Iterable[str] = ()
) -> Do:
    """A run that was agreed, with what it hangs on; `parts` of it released to the partner."""

    def do(tx: Tx, cast: Cast) -> None:
        given: dict[str, Any] = {"starts": cast.day(starts), "ends": cast.day(ends)}
        if commitment:
            given["commitment"] = cast.reference(tx, "commitments", cast.commitment(tx, commitment))
        if need:
            given["need"] = cast.reference(tx, "needs", cast.need(tx, need))
        release(tx, "runs", runs.record(tx, draft.with_values(given)).key, parts)

    return do


def nominated(title: str, *people: str, step: str = "", instead_of: str = "") -> Do:
    """Persons put forward: those not known yet are recorded first."""

    def do(tx: Tx, cast: Cast) -> None:
        t, wanted = schema.trainees.c, {PERSONS[who].service_number: who for who in people}
        found = {row.service_number: row.key for row in tx.all(select(t.service_number, t.key))}
        new = [PERSONS[who] for number, who in wanted.items() if number not in found]
        found |= {
            draft.service_number: made.key for draft, made in zip(new, many.record_many(tx, new), strict=True)
        }
        key = cast.run(tx, title)
        keys = [found[number] for number in wanted]
        if instead_of:
            nominations.nominate(tx, key, keys[0], step="substitute", substitute_for=seat(tx, key, instead_of))
        else:
            nominations.nominate_many(tx, key, keys, step=step)

    return do


def stepped(title: str, step: str, *people: str, of: Iterable[str] = (), reason: str = "") -> Do:
    """These persons (or everyone who stands at one of the steps `of`) go to `step`."""

    def do(tx: Tx, cast: Cast) -> None:
        key = cast.run(tx, title)
        for one in seats(tx, key, *of) if of else [seat(tx, key, who) for who in people]:
            nominations.advance(tx, one, step, reason=reason)

    return do


def gated(
    title: str, gates: Iterable[str], until: Day, *people: str, of: Iterable[str] = (), but: Iterable[str] = (),
    status: str = "cleared",
) -> Do:  # fmt: skip
    """Gates of these persons (or of all at the steps `of`, `but` some) decided today, good `until` that day."""

    def do(tx: Tx, cast: Cast) -> None:
        key = cast.run(tx, title)
        left = {seat(tx, key, who) for who in but}
        for one in seats(tx, key, *of) if of else [seat(tx, key, who) for who in people]:
            for gate in gates if one not in left else ():
                side = tx.scalar(select(schema.nominations.c.side).where(schema.nominations.c.key == one))
                if gate == "cadre_clearance" and side != "IN":
                    continue
                short = {"cadre_clearance": "CC", "individual_vetting": "IV", "unit_vetting": "UV"}[gate]
                vetting.set_gate(
                    tx, one, gate, status, dated=tx.today.isoformat(), reference=f"INV/{short}-{one:03d}/{tx.today:%Y}",
                    expires=cast.day(until) if status == "cleared" else "",
                )

    return do


def marked(title: str, first: Day, last: Day, away: Mapping[str, Mapping[int, str]], never: Iterable[str] = ()) -> Do:
    """The working days from `first` to `last` (those to come left out): everyone there, but `away` (person → day of
    the run from 0 → absent, half_day, excused) and those who `never` came."""

    def do(tx: Tx, cast: Cast) -> None:
        key = cast.run(tx, title)
        row = tx.row(schema.runs, key) or {}
        begun, day, end = date.fromisoformat(row["starts"]), day_of(first, cast.today), day_of(last, cast.today)
        here = seats(tx, key, "accepted", "travel", "attended")
        gone = {seat(tx, key, who) for who in never}
        missing = {seat(tx, key, who): days for who, days in away.items()}
        while day <= min(end, tx.today):
            if day.weekday() < 5:
                number = (day - begun).days
                sheet = {
                    one: "absent" if one in gone else missing.get(one, {}).get(number, "present") for one in here
                }
                attendance.mark(tx, key, day.isoformat(), sheet)
            day += timedelta(days=1)

    return do


def examined(title: str, test: str, on: Day, least: int, spread: int, low: Iterable[str] = ()) -> Do:
    """Scores of everyone who attended, from `least` on; of those in `low` below any pass mark."""

    def do(tx: Tx, cast: Cast) -> None:
        key = cast.run(tx, title)
        weak = {seat(tx, key, who) for who in low}
        here = seats(tx, key, "attended")
        given = {one: str(48 + place % 7 if one in weak else least + place * 17 % spread)
                 + (".5" if place % 4 == 1 else "") for place, one in enumerate(here)}  # fmt: skip
        scores.set_scores(tx, key, test, given, on=cast.day(on))

    return do


def certified(title: str, language: str = "both") -> Do:
    """Certificates for all who earned one."""

    def do(tx: Tx, cast: Cast) -> None:
        certificates.certify_run(tx, cast.run(tx, title), language)

    return do


def revoked(title: str, who: str, why: str, *, again: bool = False) -> Do:
    """A certificate revoked; `again`: a new one with a new number at once."""

    def do(tx: Tx, cast: Cast) -> None:
        one, c = seat(tx, cast.run(tx, title), who), schema.certificates.c
        held = select(c.key).where(c.nomination_key == one, c.revoked_on.is_(None))
        certificates.revoke(tx, int(tx.scalar(held)), why)
        if again:
            certificates.issue(tx, [one], "en")

    return do


def reacted(title: str, share: int, high: int = 5, comments: Iterable[str] = ()) -> Do:
    """Reaction forms of `share` percent of those who attended, around `high`; comments on the first ones."""

    def do(tx: Tx, cast: Cast) -> None:
        key = cast.run(tx, title)
        count = len(seats(tx, key, "attended", "certified", "evaluated", "returned")) * share // 100
        asked, said = [name for name, _words in evaluations.questions(1)], list(comments)
        rows = [
            [*(str(max(1, high - (number + place * place) % 3)) for place in range(len(asked))),
             said[number] if number < len(said) else ""]
            for number in range(count)
        ]  # fmt: skip
        evaluations.import_l1(tx, key, read_forms([*asked, "comment"], list(enumerate(rows, 2))).good)

    return do


def behaved(title: str, respondent: str, share: int, high: int = 5, *, skip: int = 0) -> Do:
    """What `share` percent of the trainees or supervisors say after six months."""

    def do(tx: Tx, cast: Cast) -> None:
        listed = seats(tx, cast.run(tx, title), "attended", "certified", "evaluated")[skip:]
        asked = [name for name, _words in evaluations.questions(3, respondent)]
        for number, one in enumerate(listed[: len(listed) * share // 100]):
            ratings = {name: max(1, high - (number + place) % 3) for place, name in enumerate(asked)}
            evaluations.receive(tx, one, respondent, ratings)

    return do


def chased(title: str, respondent: str, count: int) -> Do:
    """The first `count` who still owe an answer were asked again."""

    def do(tx: Tx, cast: Cast) -> None:
        key = cast.run(tx, title)
        owed = [row for row in evaluations.due(tx, key) if row.respondent == respondent]
        for row in owed[:count]:
            evaluations.chase(tx, row.nomination_key, respondent)

    return do


def stands(title: str, state: str, why: str = "") -> Do:
    """The run was announced, confirmed, held or cancelled."""

    def do(tx: Tx, cast: Cast) -> None:
        runs.set_state(tx, cast.run(tx, title), state, why)

    return do


def moved(title: str, starts: Day, ends: Day, reason: str) -> Do:
    """The run was moved, with its open deadlines."""

    def do(tx: Tx, cast: Cast) -> None:
        runs.moves.move(tx, cast.run(tx, title), cast.day(starts), cast.day(ends), reason)

    return do


def done(title: str, code: str, note: str = "") -> Do:
    """A deadline of the run is done."""

    def do(tx: Tx, cast: Cast) -> None:
        b = schema.run_deadlines.c
        asked = select(b.key).where(b.run_key == cast.run(tx, title), b.code == code)
        runs.deadlines.done(tx, int(tx.scalar(asked)), note=note)

    return do


def heard(title: str, source: str, **changes: Any) -> Do:
    """What the partner says of the run, as received; days may count from the day of building."""

    def do(tx: Tx, cast: Cast) -> None:
        said = {name: cast.day(value) if name != "seats" and value else value for name, value in changes.items()}
        runs.amend_side(tx, cast.run(tx, title), tx.partner, said, source=source)

    return do


def taught(title: str, *teachers: tuple[InstructorDraft, str], first: Day, days: int) -> Do:
    """Who taught, and how long on each of the working days."""

    def do(tx: Tx, cast: Cast) -> None:
        begun = day_of(first, cast.today)
        held = [begun + timedelta(days=number) for number in range(days)]
        for draft, hours in teachers:
            key = runs.instructors.add(tx, cast.run(tx, title), draft)
            worked = {day.isoformat(): hours for day in held if day.weekday() < 5 and day <= tx.today}
            runs.instructors.set_hours(tx, key, worked)

    return do


def paid(title: str, *costs: CostDraft) -> Do:
    """What it cost, and who bore it."""

    def do(tx: Tx, cast: Cast) -> None:
        for one in costs:
            runs.costs.add(tx, cast.run(tx, title), one)

    return do


def happened(title: str, on: Day, kind: str, words: str, who: str = "") -> Do:
    """An incident during the run."""

    def do(tx: Tx, cast: Cast) -> None:
        key = cast.run(tx, title)
        nominee = seat(tx, key, who) if who else None
        runs.incidents.add(tx, key, IncidentDraft(dated=cast.day(on), kind=kind, text=words, nomination=nominee))

    return do


def led_to(title: str, words: str, action: str = "") -> Do:
    """What came of the run in the field, on the joint action with that title."""

    def do(tx: Tx, cast: Cast) -> None:
        shown = cast.reference(tx, "joint_actions", cast.action(tx, action)) if action else ""
        runs.results.add(tx, cast.run(tx, title), ResultDraft(dated=tx.today.isoformat(), text=words, action=shown))

    return do


def shows(title: str, run_title: str, place: str = "") -> Do:
    """The document with that title becomes evidence of the run."""

    def do(tx: Tx, cast: Cast) -> None:
        documents.link(tx, cast.document(tx, title), Link("runs", cast.run(tx, run_title), place))

    return do
