"""Quick add: a new joint action beside the list, by keyboard alone; recorded by Ctrl+Enter when valid.

What is being typed is kept as a draft every two seconds and offered again.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Final

from PySide6.QtWidgets import QWidget

from hsdclient import joint_actions
from hsdclient.fields import Field
from hsdclient.joint_actions import ActionDraft
from hsdclient.words import N_, _
from ui.desk import Desk
from ui.pages.joint_actions.book import Book
from ui.pages.joint_actions.details_tab import bare_codes
from ui.parts.form import Form
from ui.record_new import RecordNew

PLACE: Final = "joint_actions/new"
FIRST: Final = ("title_en", "group", "due", "lead_in", "lead_us", "marking", "priority", "title_hi", "description")
"""What is asked first; all else follows under its own headings and may stay as it is."""


def fields() -> list[Field]:
    """The fields of a draft, the quick ones first."""
    by_key = {field.key: field for field in ActionDraft.FIELDS}
    quick = [replace(by_key.pop(key), section=N_("The action")) for key in FIRST]
    return [*quick, *by_key.values()]


class NewAction(RecordNew):
    """`recorded` carries the Recorded and whether the panel stays open."""

    def __init__(self, desk: Desk, book: Book, parent: QWidget | None = None) -> None:
        super().__init__(desk, _("New joint action"), _("Record the joint action"), parent)
        self._book = book
        self._group = ""
        self._suggested: dict[str, str] = {}
        self._same: tuple[str, str] = ("", "")
        form = Form(fields(), book.sources(self._chosen_group), self._check, self.inside, open_lists=("marking",))
        self.begin(form, PLACE)
        book.loaded.connect(self._lists_came)

    def open_for(self, group: str) -> None:
        """Begin a new action of `group` ('' lets the officer choose); an unfinished one is brought back."""
        self._group = group
        self.open_blank()

    def first(self) -> str:
        return "title_en"

    def fill(self) -> None:
        values: dict[str, object] = {field.key: getattr(ActionDraft(), field.key) for field in ActionDraft.FIELDS}
        values |= {"group": self._group, "marking": self._desk.facts.default_marking}
        self.form.set_values(values)
        self._suggested = {}
        self._same = ("", "")

    def again(self) -> None:
        self._group = self._chosen_group()

    def write(self, then: Any, failed: Any) -> None:
        draft = self._draft(self.form.values())
        self._desk.write(N_("Joint action recorded"), joint_actions.record, draft, then=then, failed=failed)

    # -- while typing ---------------------------------------------------------------------------------------

    def _chosen_group(self) -> str:
        form = getattr(self, "form", None)  # its choices are asked for while it is made
        return str(form.values().get("group") or "") if form else self._group

    def _lists_came(self) -> None:
        self.form.reload_choices()
        self._suggest()

    def follow(self) -> None:
        self._suggest()
        self.look_timer.start()

    def _suggest(self) -> None:
        """Fill in the group's own lead agencies where the officer has not chosen; leads of the group come first."""
        group = self._chosen_group()
        if group == self._suggested.get("group") or not self._book.ready:
            return
        touched, values = self.form.touched(), self.form.values()
        leads = dict(zip(("lead_in", "lead_us"), self._book.group_leads(group), strict=True))
        self.form.reload_choices("lead_in", "lead_us")
        free = {key: code for key, code in leads.items()
                if key not in touched and values[key] in ("", self._suggested.get(key, ""))}  # fmt: skip
        self._suggested = {"group": group, **leads}
        if free:
            self.form.set_values(free)
        self._tell_notes()

    def look(self) -> None:
        title = str(self.form.values()["title_en"]).strip()
        if title and title != self._same[0]:
            self._desk.read(self._same_found, same_as, title, latest="joint_actions/same_title")
        elif not title:
            self._same = ("", "")
            self._tell_notes()

    def _same_found(self, found: tuple[str, str]) -> None:
        self._same = found
        self._tell_notes()

    def _tell_notes(self) -> None:
        notes = {}
        values = self.form.values()
        if self._same[1] and str(values["title_en"]).strip() == self._same[0]:
            notes["title_en"] = _("{reference} has the same title. It can be recorded all the same.").format(
                reference=self._same[1]
            )
        for key in ("lead_in", "lead_us"):
            if self._suggested.get(key) and values[key] == self._suggested[key] and key not in self.form.touched():
                notes[key] = _("Suggested: it leads this working group.")
        self.form.set_notes(notes)

    def _draft(self, values: dict[str, Any]) -> ActionDraft:
        return ActionDraft().with_values({**values, "status": values["status"] or "proposed"})

    def _check(self, values: dict[str, object]) -> dict[str, str]:
        found = self._draft(values).problems(self._desk.today)
        if not str(values["marking"]).strip():
            found.setdefault("marking", _("A marking is needed."))
        return {**found, **bare_codes(values)}


def same_as(rx: Any, title: str) -> tuple[str, str]:
    """(title, reference of another action with it or '')."""
    return title, joint_actions.same_title(rx, title) or ""
