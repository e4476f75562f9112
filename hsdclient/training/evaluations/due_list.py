"""Who is to be asked how the training is used at work, and when: the trainee and the supervisor of everyone who
attended, at the follow-up day of the run's own deadlines (six months after its last day where it has none).

Looks only. A line exists before anything is written about it: it is a nomination × a respondent.
"""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from sqlalchemy import Select, and_, bindparam, func, literal, or_, select, union_all

from hsdclient import schema
from hsdclient.records import in_order
from hsdclient.session import Read
from hsdclient.training.earning import ATTENDED
from hsdclient.training.evaluations.questions import RESPONDENT_WORDS
from hsdclient.words import N_

STATE_WORDS = {"waiting": N_("Not due yet"), "overdue": N_("Due"), "received": N_("Received")}
"""`overdue`: the day has come and nothing was received."""
SORTS = ("due", "name", "run", "respondent", "side", "agency", "received_on", "chased", "state")
FOLLOW_UP = "follow_up"
"""Code of the deadline that says when behaviour is asked for."""

n, r, t, e = schema.nominations.c, schema.runs.c, schema.trainees.c, schema.evaluations.c
d, h = schema.run_deadlines.c, schema.evaluation_chasers.c
_own = schema.agencies.alias("own")
_asked = union_all(
    *(
        select(literal(name).label("respondent"), literal(place).label("place"))
        for place, name in enumerate(schema.RESPONDENTS)
    )
).subquery("asked")
_ROW_KEY = (n.key * 2 + _asked.c.place).label("row_key")
_chain = select(func.min(d.due)).where(d.run_key == r.key, d.code == FOLLOW_UP).scalar_subquery()
# The 31st of a month and six months: SQLite runs over into the next month, the rule says its last day.
_six_months = func.min(func.date(r.ends, "+6 months"), func.date(r.ends, "start of month", "+7 months", "-1 day"))
_DUE: Any = func.coalesce(_chain, _six_months)
_last_chased = select(func.max(h.dated)).where(h.evaluation_key == e.key).scalar_subquery()
_times_chased = select(func.count()).where(h.evaluation_key == e.key).scalar_subquery()


@dataclass(frozen=True)
class DueQuery:
    """What to list. `runs` and `trainees` are keys; `states` of STATE_WORDS; `due_before` and `due_after` are days
    (ISO) that belong to the span."""

    runs: tuple[int, ...] = ()
    trainees: tuple[int, ...] = ()
    respondents: tuple[str, ...] = ()
    sides: tuple[str, ...] = ()
    agencies: tuple[str, ...] = ()
    states: tuple[str, ...] = ()
    due_before: str = ""
    due_after: str = ""
    text: str = ""
    keys: tuple[int, ...] | None = None
    sort: str = "due"
    descending: bool = False


@dataclass(frozen=True)
class DueRow:
    """One line: whom to ask about whom, and whether it came. `key` is `key_of(nomination, respondent)`;
    `evaluation_key` is None until something was written. `ask` is the person to ask with an address, as recorded."""

    key: int
    evaluation_key: int | None
    nomination_key: int
    respondent: str
    run_key: int
    run: str
    title: str
    title_hi: str
    trainee_key: int
    trainee: str
    name: str
    name_hi: str
    ask: str
    ask_at: str
    side: str
    agency: str
    due: date
    received_on: date | None
    chased: int
    last_chased: date | None
    overdue_days: int
    state: str
    marking: str


def key_of(nomination: int, respondent: str) -> int:
    """The key of a line of the due list."""
    return nomination * 2 + schema.RESPONDENTS.index(respondent)


def _joined() -> Any:
    answered = and_(e.nomination_key == n.key, e.level == 3, e.respondent == _asked.c.respondent)
    return (
        schema.nominations.join(_asked, literal(1) == 1)
        .join(schema.runs, r.key == n.run_key)
        .join(schema.trainees, t.key == n.trainee_key)
        .outerjoin(schema.evaluations, answered)
        .outerjoin(_own, _own.c.key == func.coalesce(n.agency_key, t.agency_key))
    )


def _those_who_came(found: Select[Any]) -> Select[Any]:
    """A person whose data were purged is asked nothing any more; what was received stays."""
    return found.where(
        n.step.in_(ATTENDED), r.discarded_at.is_(None), or_(t.purged_on.is_(None), e.received_on.is_not(None))
    )


_OF_SORT: dict[str, Any] = {
    "due": _DUE, "name": t.name, "respondent": _asked.c.place, "side": n.side, "agency": _own.c.code,
    "received_on": e.received_on, "chased": _last_chased,
}  # fmt: skip


def statement(rx: Read, query: DueQuery) -> Select[Any]:
    """The SELECT of the keys that `query` means, in its order."""
    found = _those_who_came(select(_ROW_KEY).select_from(_joined()))
    for values, column in (
        (query.runs, n.run_key), (query.trainees, n.trainee_key), (query.respondents, _asked.c.respondent),
        (query.sides, n.side), (query.agencies, _own.c.code),
    ):  # fmt: skip
        if values:
            found = found.where(column.in_(values))
    if query.keys is not None:
        found = found.where(_ROW_KEY.in_(query.keys))
    if query.states:
        found = found.where(or_(*(_in_state(one, rx.today.isoformat()) for one in query.states)))
    if query.due_before:
        found = found.where(query.due_before >= _DUE)
    if query.due_after:
        found = found.where(query.due_after <= _DUE)
    for word in query.text.split():
        found = found.where(
            or_(*(one.contains(word, autoescape=True) for one in (
                t.name, t.name_hi, t.reference, r.reference, r.title_en, r.title_hi, _own.c.code,
            )))
        )  # fmt: skip
    order: list[Any] = [_OF_SORT.get(query.sort, _DUE)]
    if query.sort == "run":
        order = [r.year, r.number]
    elif query.sort == "state":
        order = [e.received_on.is_not(None), _DUE]
    lacking = query.sort in ("agency", "received_on", "chased")
    return in_order(found, order, _ROW_KEY, descending=query.descending, may_lack=lacking)


def _in_state(state: str, today: str) -> Any:
    if state == "received":
        return e.received_on.is_not(None)
    come = today >= _DUE
    return and_(e.received_on.is_(None), come if state == "overdue" else ~come)


def ids(rx: Read, query: DueQuery) -> array[int]:
    """The keys in order, as a compact array of 64-bit integers."""
    return rx.keys(statement(rx, query))


def total(rx: Read, *, trash: bool = False) -> int:
    """How many lines there are without the filter; none is ever in the trash."""
    if trash:
        return 0
    return int(rx.scalar(_those_who_came(select(func.count()).select_from(_joined()))))


def runs(rx: Read) -> list[Any]:
    """The runs on the list (key, reference, title), the latest first: for a filter."""
    found = select(r.key, r.reference, r.title_en.label("title"), r.starts).distinct().select_from(_joined())
    return rx.all(_those_who_came(found).order_by(r.starts.desc(), r.key))


def due(rx: Read, run: int | None = None) -> list[DueRow]:
    """What has to be asked for now, the longest due first; of one run only, or of all."""
    return rows(rx, ids(rx, DueQuery(states=("overdue",), runs=() if run is None else (run,))))


def rows(rx: Read, keys: Sequence[int]) -> list[DueRow]:
    """The lines for `keys` (at most a block), in the order of `keys`; gone ones are left out."""
    given = {"keys": list({key // 2 for key in keys})}
    found = {row.row_key: _row(row, rx.today) for row in rx.all(_block(), given)}
    return [found[key] for key in keys if key in found]


@cache
def _block() -> Select[Any]:
    return _those_who_came(
        select(
            _ROW_KEY, e.key.label("evaluation_key"), n.key.label("nomination_key"), _asked.c.respondent, n.run_key,
            r.reference.label("run"), r.title_en, r.title_hi, n.trainee_key, t.reference.label("trainee"), t.name,
            t.name_hi, t.email, t.supervisor, t.supervisor_email, n.side, _own.c.code.label("agency"),
            _DUE.label("due"), e.received_on, _times_chased.label("chased"), _last_chased.label("last_chased"),
            r.marking,
        )
        .select_from(_joined())
        .where(n.key.in_(bindparam("keys", expanding=True)))
    )  # fmt: skip


def _row(row: Any, today: date) -> DueRow:
    due_on = date.fromisoformat(row.due)
    received = date.fromisoformat(row.received_on) if row.received_on else None
    late = 0 if received else max((today - due_on).days, 0)
    own = row.respondent == "trainee"
    return DueRow(
        key=row.row_key,
        evaluation_key=row.evaluation_key,
        nomination_key=row.nomination_key,
        respondent=row.respondent,
        run_key=row.run_key,
        run=row.run,
        title=row.title_en,
        title_hi=row.title_hi,
        trainee_key=row.trainee_key,
        trainee=row.trainee,
        name=row.name,
        name_hi=row.name_hi,
        ask=row.name if own else row.supervisor,
        ask_at=row.email if own else row.supervisor_email,
        side=row.side,
        agency=row.agency or "",
        due=due_on,
        received_on=received,
        chased=row.chased,
        last_chased=date.fromisoformat(row.last_chased) if row.last_chased else None,
        overdue_days=late,
        state="received" if received else "overdue" if today >= due_on else "waiting",
        marking=row.marking,
    )


__all__ = [
    "FOLLOW_UP", "RESPONDENT_WORDS", "SORTS", "STATE_WORDS", "DueQuery", "DueRow", "due", "ids", "key_of", "rows",
    "runs", "statement", "total",
]  # fmt: skip
