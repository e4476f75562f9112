"""The overdue list: who is late, by how many days, why, group by group."""

from __future__ import annotations

from hsdclient import joint_actions
from hsdclient.joint_actions.progress import EntryDraft, add_entry
from hsdclient.reports.sheet import Heading
from tests.core.reports.desk import cells, grids, said


def test_the_longest_overdue_comes_first_in_each_group(desk):
    desk.log("Later", due="2026-06-01")
    desk.log("Earlier", due="2026-04-01")
    desk.log("Customs", group="CU", lead_in="CBIC", lead_us="CBP", due="2026-05-01")
    sheet = desk.sheet("overdue")
    headings = [part.text for part in sheet.parts if isinstance(part, Heading)]
    assert headings == ["Overdue, with reasons", "CN · Counternarcotics", "CU · Customs"]
    first, second = grids(sheet.parts)
    assert [cells(first, row)["Joint action"] for row in range(2)] == ["Earlier", "Later"]
    assert cells(first)["Overdue"] == "clock\nOverdue by 235 days"
    assert cells(second)["Joint action"] == "Customs"


def test_reasons_are_printed_and_a_missing_one_is_said(desk):
    desk.log("Silent", due="2026-04-01")
    given = desk.log("Explained", due="2026-05-01").key
    desk.act(joint_actions.amend, given, {"reason": "Funds awaited."})
    reasons = {cells(table, row)["Joint action"]: cells(table, row)["Reason for pendency"]
               for table in grids(desk.sheet("overdue").parts) for row in range(len(table.rows))}  # fmt: skip
    assert reasons == {"Silent": "Reason missing", "Explained": "Funds awaited."}


def test_what_is_due_today_completed_or_withdrawn_is_not_overdue(desk):
    desk.log("Due today", due="2026-11-22")
    done = desk.log("Done", due="2026-04-01", status="in_progress").key
    desk.act(add_entry, done, EntryDraft(text="Closed.", status="completed"))
    gone = desk.log("Gone", due="2026-04-01").key
    desk.act(joint_actions.amend, gone, {"status": "withdrawn"})
    sheet = desk.sheet("overdue")
    assert grids(sheet.parts) == []
    assert "Nothing is overdue." in said(sheet)
    assert sheet.data["actions"] == []


def test_groups_narrow_the_list(desk):
    desk.log("Narcotics", due="2026-04-01")
    desk.log("Customs", group="CU", lead_in="CBIC", lead_us="CBP", due="2026-05-01")
    assert [one["title"] for one in desk.sheet("overdue", groups=("CU",)).data["actions"]] == ["Customs"]
