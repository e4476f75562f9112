"""The dialog behind every way to attach: what comes, the description, defaults of the group, warnings, keys."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from hsdclient import documents, drafts, joint_actions, view_states
from hsdclient.documents import DocumentQuery, DocumentRow
from hsdclient.joint_actions import ActionCard, ActionQuery
from tests.accessible import nameless
from tests.ui.dragging import dropped
from ui.desk import Desk
from ui.papers import attach_dialog, attach_target
from ui.papers.attach_dialog import AttachDialog
from ui.papers.attach_run import Attaching
from ui.papers.attach_target import Lists, Target
from ui.papers.dropping import Incoming

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def card(desk: Desk) -> ActionCard:
    """CN-2026-0001, marked TLP:AMBER, with two progress entries."""
    with desk.store.read() as rx:
        rows = joint_actions.rows(rx, joint_actions.ids(rx, ActionQuery()))
        return joint_actions.card(rx, next(row.key for row in rows if row.reference == "CN-2026-0001"))


@pytest.fixture
def opened_for(desk: Desk, qtbot: QtBot, card: ActionCard) -> Callable[..., AttachDialog]:
    """opened_for(path, …) → the dialog for these, once it knows what comes."""

    def open_one(*paths: Path, target: Target | None = None, entry: int | None = None) -> AttachDialog:
        with desk.store.read() as rx:
            lists = attach_target.look_up(rx, desk.officer.key, card.group)
        dialog = AttachDialog(desk, lists, target or attach_target.of_action(card, entry))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
        qtbot.addWidget(dialog)
        dialog.add(Incoming(paths))
        dialog.show()
        qtbot.waitUntil(lambda: "Looking" not in dialog.coming.count.text())
        return dialog

    return open_one


def texts(folder: Path, *names: str) -> list[Path]:
    made = [folder / name for name in names]
    for number, path in enumerate(made):
        path.write_text(f"words {number} of {path.name}\n")
    return made


def held(desk: Desk) -> list[DocumentRow]:
    with desk.store.read() as rx:
        return documents.rows(rx, documents.ids(rx, DocumentQuery()))


# --- what is coming -----------------------------------------------------------------------------------


def test_a_folder_is_opened_and_what_is_left_out_has_its_reason(
    opened_for: Callable[..., AttachDialog], tmp_path: Path
) -> None:
    inner = tmp_path / "papers" / "inner"
    inner.mkdir(parents=True)
    texts(inner, "a.txt", "b.txt")
    (tmp_path / "papers" / "empty.pdf").write_bytes(b"")
    dialog = opened_for(tmp_path / "papers")
    assert dialog.count() == 2
    assert dialog.coming.count.text().startswith("2 files · ")
    assert "empty.pdf" in dialog.coming.left_out.sentence()
    assert "empty" in dialog.coming.left_out.sentence()
    names = [dialog.coming.model.index(row, 0).data() for row in range(dialog.coming.model.rowCount())]
    assert names == ["empty.pdf", "a.txt", "b.txt"], "what was left out stands first"
    assert dialog.yes.text() == "Attach 2 files"
    assert nameless(dialog) == []


def test_where_nothing_can_be_attached_the_button_is_off(
    opened_for: Callable[..., AttachDialog], tmp_path: Path
) -> None:
    path = tmp_path / "empty.pdf"
    path.write_bytes(b"")
    dialog = opened_for(path, tmp_path / "gone.pdf")
    assert dialog.coming.count.text() == "Nothing of this can be attached."
    assert not dialog.yes.isEnabled()
    assert "2 are left out" in dialog.coming.left_out.sentence()


def test_more_is_dropped_on_the_dialog(
    qtbot: QtBot, opened_for: Callable[..., AttachDialog], tmp_path: Path
) -> None:
    one, two = texts(tmp_path, "one.txt", "two.txt")
    dialog = opened_for(one)
    assert dialog.form.rows["title"].editor.value() == "one"
    assert dropped(dialog.form.rows["originator"], [two, one]).taken
    qtbot.waitUntil(lambda: dialog.count() == 2)
    assert not dialog.form.rows["title"].isVisible()
    assert not dialog.form.rows["place"].isVisible()
    assert dialog.draft().title == ""


# --- the description ----------------------------------------------------------------------------------


def test_one_file_is_described_attached_and_linked_by_keys(
    qtbot: QtBot, desk: Desk, opened_for: Callable[..., AttachDialog], tmp_path: Path, card: ActionCard
) -> None:
    dialog = opened_for(*texts(tmp_path, "Reply.txt"), entry=card.progress[0].key)
    dialog.form.set_draft({
        "type": "reply", "title": "Reply of DEA", "dated": "2026-11-16", "originator": "DEA", "language": "en",
        "partner_marking": "LES // DEA sensitive", "release": ["US"], "note": "by e-mail", "place": "p. 1",
    })  # fmt: skip
    with qtbot.waitSignal(Attaching.of(desk).ended, timeout=20_000):
        qtbot.keyClick(dialog, Qt.Key.Key_Return, CTRL)
    (row,) = held(desk)
    assert (row.type, row.title, row.originator, row.partner_marking) == (
        "reply", "Reply of DEA", "DEA", "LES // DEA sensitive",
    )  # fmt: skip
    assert row.released_to == ("US",)
    with desk.store.read() as rx:
        (link,) = documents.card(rx, row.key).links
    assert (link.noun, link.row_key, link.place) == ("progress_entries", card.progress[0].key, "p. 1")


def test_ctrl_enter_in_a_field_attaches_once(
    qtbot: QtBot, desk: Desk, opened_for: Callable[..., AttachDialog], tmp_path: Path
) -> None:
    dialog = opened_for(*texts(tmp_path, "Reply.txt"))
    line = dialog.form.rows["title"].editor.target()
    line.setFocus()
    with qtbot.waitSignal(Attaching.of(desk).ended, timeout=20_000):
        qtbot.keyClick(line, Qt.Key.Key_Return, CTRL)
    assert len(held(desk)) == 1
    assert not Attaching.of(desk).busy


def test_a_type_is_needed_and_enter_alone_attaches_nothing(
    qtbot: QtBot, desk: Desk, opened_for: Callable[..., AttachDialog], tmp_path: Path
) -> None:
    dialog = opened_for(*texts(tmp_path, "Reply.txt"))
    dialog.form.set_draft({"type": ""})
    line = dialog.form.rows["title"].editor.target()
    qtbot.keyClick(line, Qt.Key.Key_Return)
    assert dialog.isVisible()
    assert not dialog.form.submit()
    assert "kind of document" in dialog.form.rows["type"].problem.sentence()
    assert not Attaching.of(desk).busy


def test_a_marking_below_the_actions_own_is_warned_of_and_not_refused(
    opened_for: Callable[..., AttachDialog], tmp_path: Path
) -> None:
    dialog = opened_for(*texts(tmp_path, "Reply.txt"))

    def note(marking: str) -> str:
        dialog.form.set_draft({"marking": marking})
        dialog.form.edited.emit()
        return dialog.form.rows["marking"].note.sentence()

    assert "Lower than the marking of CN-2026-0001, TLP:AMBER" in note("TLP:GREEN")
    assert note("TLP:AMBER") == ""
    assert note("TLP:RED") == ""
    assert note("FOUO") == "", "another scheme is never compared"
    note("TLP:CLEAR")
    assert dialog.form.problems() == {}


def test_the_permission_is_asked_for_with_third_party_material(
    opened_for: Callable[..., AttachDialog], tmp_path: Path
) -> None:
    dialog = opened_for(*texts(tmp_path, "Reply.txt"))
    assert not dialog.form.rows["permitted_by"].isVisible()
    dialog.form.rows["third_party"].editor.set_value(True)
    dialog.form.rows["third_party"].editor.edited.emit()
    assert dialog.form.rows["permitted_by"].isVisibleTo(dialog)
    assert "goes to no partner" in dialog.form.rows["third_party"].note.sentence()


def test_the_defaults_of_the_group_come_back_and_never_the_release(
    qtbot: QtBot, desk: Desk, opened_for: Callable[..., AttachDialog], tmp_path: Path
) -> None:
    one, two = texts(tmp_path, "one.txt", "two.txt")
    dialog = opened_for(one)
    assert dialog.form.values()["marking"] == desk.facts.default_marking
    dialog.form.set_draft({
        "type": "minutes", "originator": "Joint secretariat", "marking": "TLP:RED", "language": "hi",
        "release": ["US"], "note": "n", "partner_marking": "p", "dated": "2026-11-01",
    })  # fmt: skip
    with qtbot.waitSignal(Attaching.of(desk).ended, timeout=20_000):
        dialog.form.submit()
    qtbot.waitUntil(lambda: bool(desk.peek(view_states.kept, desk.officer.key, "attach/CN")))
    values = opened_for(two).form.values()
    assert {key: values[key] for key in attach_target.REMEMBERED} == {
        "type": "minutes", "originator": "Joint secretariat", "marking": "TLP:RED", "language": "hi",
    }  # fmt: skip
    assert (values["release"], values["note"], values["partner_marking"], values["dated"]) == ([], "", "", "")


def test_a_marking_that_may_no_longer_be_used_is_not_offered_again(desk: Desk) -> None:
    with desk.store.read() as rx:
        lists = attach_target.look_up(rx, desk.officer.key, "CN")
    stale = Lists(lists.markings, lists.known, lists.originators, {"marking": "SECRET"}, lists.default_marking)
    assert stale.first_values()["marking"] == lists.default_marking


def test_a_document_may_belong_to_no_record(qtbot: QtBot, desk: Desk, tmp_path: Path, dressed: object) -> None:
    from PySide6.QtWidgets import QWidget

    owner, made = QWidget(), []
    qtbot.addWidget(owner)
    owner.show()
    attach_dialog.attach(desk, owner, Incoming(tuple(texts(tmp_path, "a.txt"))), then=made.append)
    (dialog,) = made
    qtbot.waitUntil(dialog.yes.isEnabled)
    assert "record" not in dialog.form.rows
    assert "place" not in dialog.form.rows
    with qtbot.waitSignal(Attaching.of(desk).ended, timeout=20_000):
        dialog.form.submit()
    (row,) = held(desk)
    assert row.linked == ()


def test_without_files_the_dialog_asks_for_them(
    qtbot: QtBot, desk: Desk, tmp_path: Path, dressed: object
) -> None:
    from PySide6.QtWidgets import QWidget

    owner, made = QWidget(), []
    qtbot.addWidget(owner)
    owner.show()
    (path,) = texts(tmp_path, "a.txt")
    attach_dialog.attach(
        desk, owner, Incoming(), choose=lambda _parent, _what: [str(path)], then=made.append
    )
    (dialog,) = made
    assert dialog.coming.count.text() == "Choose files or a folder, or drop them here."
    assert not dialog.yes.isEnabled()
    dialog.files.click()
    qtbot.waitUntil(dialog.yes.isEnabled)
    assert dialog.coming.one.text() == "a.txt"
    dialog.reject()


def test_calling_it_off_attaches_nothing(
    qtbot: QtBot, desk: Desk, opened_for: Callable[..., AttachDialog], tmp_path: Path
) -> None:
    dialog = opened_for(*texts(tmp_path, "a.txt"))
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()
    assert not Attaching.of(desk).busy
    assert held(desk) == []


def test_a_description_that_a_lock_interrupts_comes_back(
    qtbot: QtBot, desk: Desk, opened_for: Callable[..., AttachDialog], tmp_path: Path
) -> None:
    paths = texts(tmp_path, "a.txt")
    dialog = opened_for(*paths)
    dialog.form.set_draft({"type": "minutes", "note": "half a thou"})
    dialog.form.edited.emit()
    dialog.close()
    place = "attach/CN-2026-0001"
    qtbot.waitUntil(lambda: desk.peek(drafts.kept, desk.officer.key, place) is not None)
    again = opened_for(*paths)
    qtbot.waitUntil(lambda: again.form.values()["note"] == "half a thou")
    assert again.form.values()["type"] == "minutes"
    assert again.form.rows["title"].editor.value() == "a"
    qtbot.keyClick(again, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: desk.peek(drafts.kept, desk.officer.key, place) is None)


def test_tab_goes_through_every_field_once_and_around(
    qtbot: QtBot, opened_for: Callable[..., AttachDialog], tmp_path: Path
) -> None:
    dialog = opened_for(*texts(tmp_path, "a.txt"))
    qtbot.waitUntil(lambda: dialog.count() == 1)
    seen: list[QWidget] = []
    for _press in range(80):
        qtbot.keyClick(dialog.focusWidget(), Qt.Key.Key_Tab)
        focused = dialog.focusWidget()
        if focused in seen:
            break
        seen.append(focused)
    assert focused is seen[0]
    fields = [row.editor.target() for row in dialog.form.rows.values() if row.isVisible()]
    missed = [one.accessibleName() for one in fields if not any(one is w or one.isAncestorOf(w) for w in seen)]
    assert missed == []
    assert {dialog.files, dialog.folder, dialog.no, dialog.yes} <= set(seen)
