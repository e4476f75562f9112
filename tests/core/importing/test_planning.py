"""The dry run: what each row would do, what is asked once, what is refused and why."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from hsdclient import importing, joint_actions, view_states
from hsdclient.importing import ACTIONS, LEAVE_OUT, Mapping, Plan
from hsdclient.joint_actions import ActionDraft
from hsdclient.session import Officer
from hsdclient.store import Store
from tests.core.importing.sheets import csv

HEAD = "Group;Title;Lead India;Lead US;Due date;Status;RAG;Remarks"
Dry = Callable[..., Plan]


@pytest.fixture
def dry(store: Store, officer: Officer, tmp_path: Path) -> Dry:
    """dry("line", …, head=…, answers={…}, order="dmy") → the plan of a CSV with these lines."""

    def run(*lines: str, head: str = HEAD, order: str = "", **answers: str) -> Plan:
        table = importing.read(csv(tmp_path / "a.csv", head, *lines))
        with store.read() as rx:
            mapping = importing.guess(rx, officer.key, table, ACTIONS)
            for key, value in {"date_order": order, **answers}.items():
                mapping = mapping.answered(key.replace("__", ":"), value) if value else mapping
            return importing.plan(rx, table, mapping, ACTIONS)

    return run


@pytest.fixture
def logged(store: Store, officer: Officer) -> Callable[..., str]:
    """logged(title, …) → the reference of a joint action that is here already."""

    def log(title: str, **more: Any) -> str:
        values = {"group": "CN", "lead_in": "NCB-IN", "due": "2027-03-31", **more}
        with store.write(officer, "Joint action recorded") as tx:
            return joint_actions.record(tx, ActionDraft(title_en=title, **values)).reference

    return log


def kinds(plan: Plan) -> list[str]:
    return [row.kind for row in plan.rows]


def why(plan: Plan, place: int = 0) -> str:
    return " ".join(plan.rows[place].reasons)


def test_good_rows_would_be_logged_and_nothing_is_asked(dry: Dry) -> None:
    plan = dry(
        "CN;Precursor alerts;NCB-IN;DEA;2027-12-31;In progress;Green;",
        "Customs;Parcels;DRI;;31 Dec 2027;agreed;;",
        "cn;Names in words;Narcotics Control Bureau;;2027-01-31;Ongoing;A;Waiting for the list",
    )
    assert kinds(plan) == ["new", "new", "new"], plan.rows
    assert plan.questions == ()
    assert plan.rows[0].told == "Log a new joint action in CN: Precursor alerts"
    assert ("Due", "", "31 Dec 2027") in [(one.label, one.old, one.new) for one in plan.rows[1].changes]
    assert ("RAG", "", "Amber") in [(one.label, one.old, one.new) for one in plan.rows[2].changes]


def test_columns_are_guessed_in_hindi_and_by_common_words(store: Store, officer: Officer, tmp_path: Path) -> None:
    table = importing.read(
        csv(tmp_path / "a.csv", "Sl. No.;संदर्भ;Action point;विषय;नोडल एजेंसी;Deadline;Colour;कारण;Reason", "1;;x;;;;;;y")
    )
    with store.read() as rx:
        mapping = importing.guess(rx, officer.key, table, ACTIONS)
    assert mapping.columns[1:] == ("reference", "title_en", "", "lead", "due", "rag", "reason", "")


def test_an_ambiguous_date_is_asked_once_and_the_answer_holds_for_the_file(dry: Dry) -> None:
    lines = ("CN;One;NCB-IN;;03/04/2027;;;", "CN;Two;NCB-IN;;05/06/2027;;;", "CN;Three;NCB-IN;;25/06/2027;;;")
    plan = dry(*lines)
    assert kinds(plan) == ["refused", "refused", "new"]
    (question,) = plan.open
    assert (question.key, question.suggested, question.lines) == ("date_order", "dmy", (2, 3, 4))
    assert "03/04/2027" in question.text
    day_first, month_first = dry(*lines, order="dmy"), dry(*lines, order="mdy")
    assert kinds(day_first) == ["new", "new", "new"]
    assert day_first.open == ()
    assert "3 Apr 2027" in [one.new for one in day_first.rows[0].changes]
    assert kinds(month_first) == ["new", "new", "refused"]
    assert "no month 25" in why(month_first, 2)


@pytest.mark.parametrize(
    ("day", "said"),
    [
        ("31/02/2027", "February 2027 has no day 31"), ("15/13/2027", "no month"), ("2027-13-01", "no month 13"),
        ("31/12/27", "four digits"), ("soon", "is not a date"), ("31-02-2027", "no day 31"),
    ],
)  # fmt: skip
def test_days_that_are_none(dry: Dry, day: str, said: str) -> None:
    plan = dry(f"CN;One;NCB-IN;;{day};;;", "CN;Two;NCB-IN;;2027-12-31;;;")
    assert kinds(plan) == ["refused", "new"]
    assert said in why(plan)
    assert why(plan).startswith("Due: ")


def test_excel_day_numbers_and_times_of_day(dry: Dry) -> None:
    plan = dry("CN;One;NCB-IN;;46752;;;", "CN;Two;NCB-IN;;2027-12-31 00:00:00;;;")
    assert [[one.new for one in row.changes if one.label == "Due"] for row in plan.rows] == [["31 Dec 2027"]] * 2


def test_a_bare_ncb_is_asked_once_for_the_file(dry: Dry) -> None:
    lines = ("CN;One;NCB;;;;;", "CN;Two;ncb;;;;;")
    plan = dry(*lines)
    assert kinds(plan) == ["refused", "refused"]
    (question,) = plan.open
    assert question.key == "agency:ncb"
    assert [one.value for one in question.options[:2]] == ["CBI-NCB", "NCB-IN"]
    assert question.lines == (2, 3)
    assert kinds(dry(*lines, agency__ncb="NCB-IN")) == ["new", "new"]
    assert "needs an owner" in why(dry(*lines, agency__ncb=LEAVE_OUT))
    assert kinds(dry(*lines, agency__ncb="NONSENSE")) == ["refused", "refused"]


@pytest.mark.parametrize(
    ("line", "key", "suggested", "answer"),
    [
        ("CN;One;NCB-IN;;;Closed;;", "status:closed", "completed", "completed"),
        ("CN;One;NCB-IN;;;;Yellow;late", "rag:yellow", "amber", "amber"),
        ("Narco;One;NCB-IN;;;;;", "group:narco", "CN", "CN"),
        ("CN;One;Narcotics Bureau;;;;;", "agency:narcotics bureau", "", "NCB-IN"),
    ],
)
def test_words_of_others_are_asked_with_a_suggestion(
    dry: Dry, line: str, key: str, suggested: str, answer: str
) -> None:
    plan = dry(line)
    assert kinds(plan) == ["refused"]
    (question,) = plan.open
    assert (question.key, question.kind) == (key, "value")
    if suggested:
        assert question.suggested in (suggested, "")
    assert kinds(dry(line, **{key.replace(":", "__"): answer})) == ["new"]


def test_a_file_without_a_group_is_asked_for_one(dry: Dry) -> None:
    plan = dry("One;NCB-IN", head="Title;Lead India")
    assert [one.kind for one in plan.open] == ["default"]
    answered = dry("One;NCB-IN", head="Title;Lead India", default__group="CY")
    assert answered.rows[0].told == "Log a new joint action in CY: One"


def test_the_rules_of_the_desk_hold_for_rows(dry: Dry) -> None:
    plan = dry(
        "CN;No owner;;;;;;",
        "CN;Red without reason;NCB-IN;;;;Red;",
        "CN;Overdue without reason;NCB-IN;;2020-01-01;;;",
        "CN;Wrong side;DEA;;;;;",
        "CN;;NCB-IN;;;;;",
        f"CN;{'x' * 301};NCB-IN;;;;;",
        "CN;Blue alone;NCB-IN;;;In progress;Blue;",
    )
    assert kinds(plan) == ["refused"] * 7
    for place, said in enumerate(
        ("needs an owner", "Red and Amber need", "overdue: give the reason", "agency of US", "Give the action a title",
         "at most 300", "Blue comes with Completed")
    ):  # fmt: skip
        assert said in why(plan, place)


def test_a_completed_action_of_the_past_is_logged_and_then_completed(dry: Dry) -> None:
    plan = dry("CN;Old one;NCB-IN;;2020-01-31;Completed;Green;", "CN;Held;NCB-IN;;2027-12-31;On hold;Red;No staff")
    assert kinds(plan) == ["new", "new"]
    assert plan.rows[0].told.endswith("Then set it to Completed.")
    assert plan.rows[0].notes == ("A completed action is Blue; its RAG Green is left out.",)


def test_rows_that_are_twice_in_the_file(dry: Dry, logged: Callable[..., str]) -> None:
    reference = logged("Known")
    plan = dry(
        "CN;One;NCB-IN;", "CN;One;NCB-IN;", "CN;one;DRI;",
        f"CN;Known;DRI;{reference}", f"CN;Known better;DRI;{reference.lower()}",
        head="Group;Title;Lead India;Ref",
    )  # fmt: skip
    assert kinds(plan) == ["new", "refused", "new", "change", "refused"]
    assert why(plan, 1) == "This row says the same as line 2."
    assert plan.rows[2].notes == ("Line 2 has the same title.",)
    assert "Line 5 changes the same joint action" in why(plan, 4)


def test_a_reference_matches_and_blank_means_keep(dry: Dry, logged: Callable[..., str]) -> None:
    reference = logged("Known", description="Stays", tags=("a",))
    plan = dry(f"{reference};;;;", f"{reference};Known;2027-03-31;;", head="Ref;Title;Due;Description;Tags")
    assert kinds(plan) == ["same", "refused"]
    plan = dry(f"{reference};Known anew;;New text;", head="Ref;Title;Due;Description;Tags")
    assert [(one.label, one.old, one.new) for one in plan.rows[0].changes] == [
        ("Title", "Known", "Known anew"), ("Description", "Stays", "New text"),
    ]  # fmt: skip
    assert plan.rows[0].told == f"Change {reference}: Title: Known → Known anew; Description: Stays → New text"


def test_moving_a_due_date_asks_for_the_reason_once(dry: Dry, logged: Callable[..., str]) -> None:
    reference = logged("Known")
    line = f"{reference};2027-06-30"
    plan = dry(line, head="Ref;Due")
    assert [(one.kind, one.options) for one in plan.open] == [("why", ())]
    assert kinds(dry(line, head="Ref;Due", why__due="The laboratory is late")) == ["change"]
    assert kinds(dry(f"{line};Late", head="Ref;Due;Reason for extension")) == ["change"]


def test_a_step_that_the_status_table_forbids(dry: Dry, logged: Callable[..., str]) -> None:
    plan = dry(f"{logged('Known')};Completed", head="Ref;Status")
    assert kinds(plan) == ["refused"]
    assert "From Proposed an action can go to" in why(plan)


def test_unknown_foreign_and_discarded_references(
    dry: Dry, logged: Callable[..., str], store: Store, officer: Officer
) -> None:
    gone = logged("Gone")
    with store.write(officer, "Joint action discarded") as tx:
        key = tx.scalar(joint_actions.statement(tx, joint_actions.ActionQuery()))
        joint_actions.discard(tx, key, "twice")
    plan = dry("CN-2019-0999;x", "12/A;y", f"{gone};z", head="Ref;Title")
    assert kinds(plan) == ["refused"] * 3
    for place, said in enumerate(("There is no joint action CN-2019-0999", "no reference of this", "in the trash")):
        assert said in why(plan, place)


def test_the_partners_reference_matches_one_action_only(dry: Dry, logged: Callable[..., str]) -> None:
    first = logged("One", partner_reference="DHS/7")
    head = "Their ref;Title;Group;Lead India"
    assert dry("dhs/7;One anew;;", head=head).rows[0].reference == first
    assert kinds(dry("DHS/8;New one;CN;NCB-IN", head=head)) == ["new"]
    logged("Two", partner_reference="DHS/7")
    assert "that of several joint actions" in why(dry("DHS/7;One anew;;", head=head))


def test_the_same_title_without_a_reference_is_asked_once(dry: Dry, logged: Callable[..., str]) -> None:
    reference = logged("Known")
    line = "CN; KNOWN ;DRI"
    plan = dry(line, head="Group;Title;Lead India")
    assert [one.kind for one in plan.open] == ["twins"]
    matched = dry(line, head="Group;Title;Lead India", twins="match")
    assert (matched.rows[0].kind, matched.rows[0].reference) == ("change", reference)
    other = dry(line, head="Group;Title;Lead India", twins="new")
    assert (other.rows[0].kind, other.rows[0].notes) == ("new", (f"{reference} has the same title.",))


def test_a_row_without_a_group_finds_its_title_in_any_group(dry: Dry, logged: Callable[..., str]) -> None:
    logged("Known", group="CY")
    plan = dry("Known;DRI", head="Title;Lead India", default__group="CN")
    assert [one.key for one in plan.open] == ["twins"]


def test_what_is_no_answer_leaves_the_question_open(dry: Dry, logged: Callable[..., str]) -> None:
    reference = logged("Known")
    assert kinds(dry("CN;Known;DRI", head="Group;Title;Lead India", twins=LEAVE_OUT)) == ["refused"]
    assert kinds(dry(f"{reference};2027-06-30", head="Ref;Due", why__due="   ")) == ["refused"]


def test_lists_in_a_cell_and_a_lead_of_either_side(dry: Dry) -> None:
    plan = dry("CN;One;NCB-IN / DEA;DRI, CBIC;pills; labs", head="Group;Title;Nodal agency;Supporting;Tags")
    assert kinds(plan) == ["new"]
    shown = {one.label: one.new for one in plan.rows[0].changes}
    assert (shown["Lead agency, India"], shown["Lead agency, United States"]) == ("NCB-IN", "DEA")
    assert shown["Supporting agencies"] == "DRI, CBIC"
    two = dry("CN;One;NCB-IN, DRI", head="Group;Title;Nodal agency")
    assert "Two leads of one side" in why(two)


def test_markings_are_the_workspaces_and_never_classified_ones(dry: Dry) -> None:
    head = "Group;Title;Lead India;Classification"
    plan = dry("CN;One;NCB-IN;tlp:green", "CN;Two;NCB-IN;Secret", "CN;Three;NCB-IN;Eyes only", head=head)
    assert kinds(plan) == ["new", "refused", "refused"]
    assert "no recorded accreditation" in why(plan, 1)
    assert [one.key for one in plan.open] == ["marking:eyes only"]


def test_choices_are_remembered_for_the_officer_but_not_the_order_of_dates(
    dry: Dry, store: Store, officer: Officer, tmp_path: Path
) -> None:
    table = importing.read(csv(tmp_path / "a.csv", "What;Who;When", "One;NCB;03/04/2027"))
    mapping = Mapping(("title_en", "lead_in", "due"), "dmy", {"agency:ncb": "NCB-IN", "why:due": "x"})
    with store.read() as rx:
        body = importing.remembered(rx, officer.key, table, mapping, ACTIONS)
    with store.scratch() as conn:
        view_states.keep(conn, officer.key, ACTIONS.view, body)
    with store.read() as rx:
        again = importing.guess(rx, officer.key, table, ACTIONS)
    assert again == Mapping(("title_en", "lead_in", "due"), "", {"agency:ncb": "NCB-IN"})


def test_many_unknown_words_do_not_become_a_thousand_questions(dry: Dry) -> None:
    plan = dry(*(f"CN;Action {number};Office {number};;;;;" for number in range(400)))
    assert len(plan.questions) == 200
    assert kinds(plan) == ["refused"] * 400
