"""The officers of this workstation: added with a passphrase, given a role, disabled.

Every key opens the same workspace, so roles guide honest users; the sentence on the page says so.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from hsdclient import access, agencies, keyring, officers, passphrases
from hsdclient.fields import Choice
from hsdclient.officers import OfficerDraft, OfficerRow
from hsdclient.session import Read, Tx
from hsdclient.words import N_, _
from ui import icons, theme
from ui.desk import Desk
from ui.parts.form import Form
from ui.parts.labels import Caption, Section
from ui.parts.panes import Splitter
from ui.parts.remark import Remark
from ui.parts.rows import Column, RowsModel
from ui.parts.secrets import NewPassphrase
from ui.parts.table import RowsTable


def _look(rx: Read) -> tuple[list[OfficerRow], list[Choice]]:
    return officers.listing(rx, disabled=True), agencies.choices(rx, side=rx.side)


def amend(tx: Tx, key: int, draft: OfficerDraft) -> bool:
    """Rank or title, agency and, for an administrator, the role; False when nothing differs."""
    changed = officers.amend(tx, key, title=draft.title, agency=draft.agency)
    if officers.card(tx, key).role != draft.role:
        changed = officers.set_role(tx, key, draft.role) or changed
    return changed


class Officers(QWidget):
    """The list beside the chosen officer, or the form for a new one."""

    def __init__(self, desk: Desk, *, cost: keyring.Cost = keyring.STANDARD) -> None:
        super().__init__()
        self._desk, self._cost = desk, cost
        self._rows: dict[int, OfficerRow] = {}
        self._agencies: list[Choice] = []
        self._key: int | None = None
        self.rules = desk.writable and desk.officer.role == "administrator"
        self._model = RowsModel(
            (
                Column("name", N_("Name"), 130, sortable=False),
                Column("title", N_("Rank or title"), 130, sortable=False),
                Column("agency", N_("Agency"), 70, sortable=False),
                Column("role", N_("Role"), 100, sortable=False, show=_role),
                Column("disabled", N_("Access"), 80, sortable=False, show=_access),
            ),
            self._block,
            self,
        )
        self.table = RowsTable(self._model, _("Officers"))
        self.table.current_changed.connect(self._current)
        self.add = QPushButton(_("New officer"))
        self.add.setIcon(icons.icon("add"))
        self.add.clicked.connect(self.new)
        self.add.setVisible(self.rules)
        self.heading = Section("")
        choices: Mapping[str, Callable[[], Sequence[Choice]]] = {
            "own_agencies": self._offer, "roles": officers.role_choices,
        }  # fmt: skip
        self.form = Form(OfficerDraft.FIELDS, choices, _check)
        self.form.submitted.connect(self._send)
        self.form.left.connect(self._left)
        self.passphrase = NewPassphrase(self._strength)
        self.hint = Caption(_("The officer types the passphrase here now and can change it any time."))
        self.problem = Remark("warning", "red")
        self.save = theme.primary(QPushButton(""))
        self.save.clicked.connect(self._pressed)
        self.disable = QPushButton(_("Disable"))
        self.disable.clicked.connect(self._disable)
        self._build()
        desk.changed.connect(self._changed)

    def _build(self) -> None:
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(24, 4, 12, 12)
        column.setSpacing(8)
        top = QHBoxLayout()
        top.addWidget(Section(_("Officers")), 1)
        top.addWidget(self.add)
        column.addLayout(top)
        column.addWidget(
            Caption(
                _("Administrators manage officers and markings, officers record, readers look and print. Every key "
                  "opens the same workspace: roles guide honest users, they are no wall between them.")
            )
        )  # fmt: skip
        column.addWidget(self.table, 1)
        inside = QWidget()
        right = QVBoxLayout(inside)
        right.setContentsMargins(12, 4, 16, 16)
        right.setSpacing(8)
        for widget in (self.heading, self.form, self.passphrase, self.hint, self.problem):
            right.addWidget(widget)
        buttons = QHBoxLayout()
        buttons.addWidget(self.disable)
        buttons.addStretch(1)
        buttons.addWidget(self.save)
        right.addLayout(buttons)
        right.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(inside)
        splitter = Splitter([("list", left, 2), ("form", area, 1)])
        splitter.setSizes([theme.px(600), theme.px(320)])
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(splitter)
        self._show_mode()

    def enter(self) -> None:
        """Read the list again."""
        self._desk.read(self._show, _look, latest="officers")

    def leave(self) -> None:
        """Save what is valid of the chosen officer; a passphrase never waits on the screen."""
        self._left("", None)
        self.passphrase.clear()

    def new(self) -> None:
        """An empty form for a new officer."""
        self._key = None
        self.table.clearSelection()
        self.form.set_values({"name": "", "title": "", "agency": "", "role": "officer"})
        self.passphrase.clear()
        self._show_mode()
        self.form.focus("name")

    # --- inside ---------------------------------------------------------------------------------------

    def _offer(self) -> list[Choice]:
        return self._agencies

    def _block(self, keys: Sequence[int]) -> list[OfficerRow | None]:
        return [self._rows.get(key) for key in keys]

    def _show(self, found: tuple[list[OfficerRow], list[Choice]]) -> None:
        rows, self._agencies = found
        self._rows = {row.key: row for row in rows}
        self.form.reload_choices()
        self._model.set_ids([row.key for row in rows])
        if self._key is None and rows and not self.form.unsaved():
            self.table.select_id(self._desk.officer.key)
        elif self._key is not None:
            self._fill()

    def _current(self, key: object) -> None:
        if isinstance(key, int):
            self._key = key
            self._fill()

    def _fill(self) -> None:
        row = self._rows.get(int(self._key or 0))
        if row is not None:
            self.form.set_values(
                {"name": row.name, "title": row.title, "agency": row.agency, "role": row.role}
            )
        self._show_mode()

    def _show_mode(self) -> None:
        new = self._key is None
        row = None if new else self._rows.get(int(self._key or 0))
        mine = row is not None and row.key == self._desk.officer.key
        self.heading.setText(_("New officer") if row is None else row.name)
        writable = self._desk.writable and (self.rules or mine) and not (row is not None and row.disabled)
        self.form.set_read_only(not writable)
        self.form.rows["name"].editor.setDisabled(not new)  # the key slot is found by the name
        self.form.rows["role"].editor.setDisabled(not self.rules)
        for widget in (self.passphrase, self.hint):
            widget.setVisible(new)
        self.save.setText(_("Add the officer") if new else _("Save"))
        self.save.setVisible(writable)
        self.disable.setVisible(self.rules and row is not None and not mine and not row.disabled)
        self.problem.say("")

    def _strength(self, text: str) -> tuple[int, str]:
        found = passphrases.strength(text, self._known())
        return found.score, _(found.word)

    def _known(self) -> list[str]:
        return [str(self.form.values().get("name") or "")] if hasattr(self, "form") else []

    def _pressed(self) -> None:
        self.form.submit()

    def _left(self, _key: str, _value: object) -> None:
        if self._key is not None and self.form.unsaved() and not self.form.problems():
            self._amend()

    def _send(self) -> None:
        if self._key is not None:
            self._amend()
            return
        wrong = self.passphrase.problem() or passphrases.problems(self.passphrase.value(), self._known())
        if wrong:
            self.passphrase.show_problem(wrong)
            self.passphrase.setFocus()
            return
        workspace, draft, secret = self._desk.workspace, _draft(self.form.values()), self.passphrase.value()
        self.save.setEnabled(False)
        self._desk.make(
            self._added,
            lambda: access.add_officer(
                workspace.store, workspace.unlocked, workspace.officer, draft, secret, cost=self._cost
            ),
            self._failed,
        )

    def _added(self, key: int) -> None:
        self.save.setEnabled(True)
        self.passphrase.clear()
        self._key = key
        self._desk.notice.emit(_("The officer can sign in from now on."), None)
        self.enter()

    def _amend(self) -> None:
        values = self.form.values()
        self._desk.write(
            N_("Officer amended"), amend, int(self._key or 0), _draft(values),
            then=lambda _changed: self.form.mark_saved(values), failed=self._failed,
        )  # fmt: skip

    def _disable(self) -> None:
        workspace, key = self._desk.workspace, int(self._key or 0)
        self._desk.make(
            self._disabled,
            lambda: access.disable_officer(workspace.store, workspace.unlocked, workspace.officer, key),
            self._failed,
        )

    def _disabled(self, _nothing: object) -> None:
        self._desk.notice.emit(_("The officer can no longer sign in here."), None)
        self.enter()

    def _failed(self, error: Any) -> None:
        self.save.setEnabled(True)
        problems = getattr(error, "by_field", None)
        field = getattr(error, "field", None)
        if problems or field in self.form.rows:
            self.form.set_problems(problems or {field: error.sentence})
        else:
            self.problem.say(error.sentence)

    def _changed(self, change: Any) -> None:
        if "officers" in change.nouns and self.isVisible():
            self.enter()


def _draft(values: dict[str, object]) -> OfficerDraft:
    return OfficerDraft(**{key: str(values.get(key) or "") for key in ("name", "title", "agency", "role")})


def _check(values: dict[str, object]) -> dict[str, str]:
    return _draft(values).problems()


def _role(role: object) -> str:
    return _(officers.ROLE_WORDS.get(str(role), str(role)))


def _access(disabled: object) -> str:
    return _("Disabled") if disabled else ""


