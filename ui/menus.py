"""The menu bar of the window: every act with its shortcut, in the language of the screen.

Knows acts by name; what they do is the window's.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QMainWindow, QMenu

from hsdclient import settings
from hsdclient.words import N_, _
from ui import icons
from ui.preferences import Preferences

#: (name, msgid, shortcut, icon, needs to write). A shortcut that begins with ~ is told but held by the page.
FILE: Final = (
    ("new_workspace", N_("&New workspace …"), "", "shield", False),
    ("open", N_("&Open another workspace …"), "Ctrl+O", "unlock", False),
    ("", "", "", "", False),
    ("back_up", N_("&Back up to …"), "Ctrl+B", "backup", False),
    ("restore", N_("&Restore a backup …"), "", "restore", False),
    ("", "", "", "", False),
    ("lock", N_("&Lock"), "Ctrl+L", "lock", False),
    ("quit", N_("&Quit"), "Ctrl+Q", "close", False),
)
EDIT: Final = (
    ("undo", N_("&Undo"), "Ctrl+Z", "undo", True),
    ("redo", N_("&Redo"), "Ctrl+Shift+Z", "", True),
    ("", "", "", "", False),
    ("find", N_("&Find in the list"), "~Ctrl+F", "search", False),
    ("search", N_("&Search everything"), "Ctrl+Shift+F", "search", False),
)
#: What the page in front does with what is chosen in it: each is one of the page's own acts.
CHOSEN: Final = (
    ("add_progress", N_("Add &progress …"), "Ctrl+Shift+P", "edit", True),
    ("attach", N_("&Attach …"), "Ctrl+Shift+A", "attach", True),
    ("paste", N_("Paste as a doc&ument …"), "~Ctrl+V", "", True),
    ("partner", N_("Note what the par&tner says …"), "Ctrl+Shift+N", "people", True),
    ("release", N_("Re&lease …"), "Ctrl+Shift+L", "release", False),
    ("withdraw", N_("&Withdraw …"), "Ctrl+Shift+W", "close", True),
    ("discard", N_("&Discard …"), "~Del", "trash", True),
    ("recover", N_("&Recover from the trash"), "Ctrl+Shift+R", "recover", True),
    ("", "", "", "", False),
    ("look", N_("&Quick look"), "~Space", "", False),
    ("copy", N_("&Copy rows"), "~Ctrl+C", "copy", False),
    ("columns", N_("C&olumns …"), "Ctrl+Shift+C", "columns", False),
    ("export", N_("&Export …"), "Ctrl+E", "export", False),
    ("fold", N_("Show or hide the d&etail"), "Ctrl+Shift+D", "pane-right", False),
)
ACTIONS: Final = (
    ("new_action", N_("&New joint action …"), "Ctrl+N", "add", True),
    ("import", N_("&Import …"), "Ctrl+Shift+I", "import", True),
    ("", "", "", "", False),
    *CHOSEN,
)
#: What the page of documents does besides the acts of CHOSEN, which it answers to as well.
DOCUMENTS: Final = (
    ("add_version", N_("Add a new &version …"), "", "add", True),
    ("link", N_("&Link to a record …"), "Ctrl+Shift+K", "link", True),
    ("open_copy", N_("&Open a copy"), "Ctrl+Shift+O", "document", False),
    ("save_as", N_("&Save as …"), "Ctrl+Shift+S", "save", False),
    ("recognise", N_("Recognise the &text of a scan"), "", "search", True),
    ("", "", "", "", False),
    ("register", N_("Print a &register …"), "", "print", False),
    ("receipt", N_("Print a receipt for trans&fer …"), "", "print", False),
    ("", "", "", "", False),
    ("verify_contents", N_("V&erify the contents …"), "", "shield", False),
    ("sweep", N_("S&weep the trash …"), "", "trash", True),
)
WHOLE_PAGE: Final = frozenset({"register", "verify_contents", "sweep"})
"""Acts of DOCUMENTS that need no document chosen."""
HELP: Final = (
    ("manual", N_("&Manual"), "F1", "help", False),
    ("shortcuts", N_("&Keyboard shortcuts"), "Ctrl+/", "info", False),
    ("", "", "", "", False),
    ("verify", N_("&Verify the workspace …"), "", "shield", False),
    ("update", N_("&Install update from file …"), "", "refresh", False),
    ("support", N_("&Save a report for support …"), "", "save", False),
    ("about", N_("&About"), "", "info", False),
)
CHOICES: Final = ("theme", "language", "row_density", "detail_side")
SCALES: Final = (80, 90, 100, 110, 125, 150, 175, 200)


class Menus(QObject):
    """Builds the menus into the menu bar of `house`; `acts` maps a name to what it does."""

    def __init__(
        self,
        house: QMainWindow,
        preferences: Preferences,
        acts: dict[str, Callable[[], None]],
        *,
        writable: bool,
        pages: tuple[tuple[str, str, str], ...],
        below: Mapping[str, tuple[tuple[str, str, str], ...]],
        go: Callable[[str], None],
        possible: Callable[[], set[str]],
        barred: Mapping[str, str],
        parent: QObject,
    ) -> None:
        """`possible` gives the names of the acts of CHOSEN and DOCUMENTS that can be done now; `pages` are key, title,
        shortcut, and `below` those that have a menu of their own under one of them. `barred`: acts that this officer
        may not do here, with the reason."""
        super().__init__(parent)
        self._possible, self._barred = possible, barred
        self._house, self._preferences, self._acts, self._go = house, preferences, acts, go
        self._writable, self._pages, self._below = writable, pages, below
        self.actions: dict[str, QAction] = {}
        self._menus: dict[str, QMenu] = {}
        self._groups: list[QActionGroup] = []
        self.build()

    def build(self) -> None:
        """Make the whole bar anew in the language of the screen."""
        bar = self._house.menuBar()
        bar.clear()
        for action in self.actions.values():
            self._house.removeAction(action)
            action.deleteLater()
        for menu in self._menus.values():
            menu.deleteLater()
        for group in self._groups:
            group.deleteLater()
        self.actions, self._menus, self._groups = {}, {}, []
        self._menu("file", _("&File"), FILE)
        self._menu("edit", _("&Edit"), EDIT)
        self._view()
        chosen = self._menu("actions", _("&Actions"), ACTIONS)
        for menu in (chosen, self._menu("documents", _("&Documents"), DOCUMENTS)):
            menu.aboutToShow.connect(self._show_possible)
            menu.aboutToHide.connect(self._all_possible)
        self._menu("help", _("&Help"), HELP)
        self.name_undo("")

    def menu(self, name: str) -> QMenu:
        """The menu file, edit, view, actions, documents or help."""
        return self._menus[name]

    def name_undo(self, sentence: str, again: str = "") -> None:
        """Name the act that Undo takes back and the one that Redo does again (msgids); '' when there is none."""
        for key, told, named, bare in (
            ("undo", sentence, _("&Undo: {act}"), _("&Undo")),
            ("redo", again, _("&Redo: {act}"), _("&Redo")),
        ):
            action = self.actions.get(key)
            if action is not None:
                action.setText(named.format(act=_(told).replace("&", "&&")) if told else bare)
                action.setEnabled(bool(told))

    def _show_possible(self) -> None:
        """Grey out what cannot be done with what is chosen; only while the menu is open, so that a shortcut is never
        silent about why."""
        possible = self._possible() | WHOLE_PAGE
        for key, *_rest in (*CHOSEN, *DOCUMENTS):
            if key in self.actions:
                self.actions[key].setEnabled(key in possible)

    def _all_possible(self) -> None:
        QTimer.singleShot(0, self, self._enable_all)  # the act that was picked is triggered after the menu hides

    def _enable_all(self) -> None:
        for key, *_rest in (*CHOSEN, *DOCUMENTS):
            if key in self.actions:
                self.actions[key].setEnabled(True)

    def shortcuts(self) -> list[tuple[str, str]]:
        """(what, keys) of every act with a shortcut, for the list of shortcuts."""
        return [
            (action.text().split("\t")[0].replace("&&", "\0").replace("&", "").replace("\0", "&"), keys)
            for action in self.actions.values()
            if (keys := str(action.property("keys") or ""))
        ]

    def _menu(self, name: str, title: str, lines: tuple[tuple[str, str, str, str, bool], ...]) -> QMenu:
        menu = self._house.menuBar().addMenu(title)
        self._menus[name] = menu
        for key, words, keys, drawing, writes in lines:
            if not key:
                menu.addSeparator()
            elif self._writable or not writes:
                menu.addAction(self._action(key, _(words), keys, drawing))
        return menu

    def _action(self, key: str, words: str, keys: str, drawing: str = "") -> QAction:
        action = QAction(words, self._house)
        if drawing:
            action.setIcon(icons.icon(drawing))
        shown = keys.removeprefix("~")
        action.setProperty("act", key)
        action.setProperty("keys", shown)
        if keys.startswith("~"):  # the page's own shortcut: two holders would silence each other
            native = QKeySequence(shown).toString(QKeySequence.SequenceFormat.NativeText)
            action.setText(f"{words}\t{native}")
        elif keys:
            action.setShortcut(QKeySequence(keys))
            action.setShortcutContext(Qt.ShortcutContext.WindowShortcut)
        if key in self._barred:  # it says why: a grey line alone would leave the officer to guess
            action.setText(f"{words} ({self._barred[key]})")
            action.setEnabled(False)
        if key == "quit":
            action.setMenuRole(QAction.MenuRole.QuitRole)
        action.triggered.connect(self._triggered)
        self.actions[key] = action
        return action

    def _triggered(self) -> None:
        sender = self.sender()
        key = str(sender.property("act")) if sender is not None else ""
        if key.startswith("page:"):
            self._go(key.removeprefix("page:"))
        elif key in self._acts:
            self._acts[key]()

    def _view(self) -> None:
        menu = self._house.menuBar().addMenu(_("&View"))
        self._menus["view"] = menu
        for key, title, keys in self._pages:
            menu.addAction(self._action(f"page:{key}", title.replace("&", "&&"), keys))
            if key in self._below:
                inner = self._menus[key] = menu.addMenu(_("More of {page}").format(page=title.replace("&", "&&")))
                for one, named, pressed in self._below[key]:
                    inner.addAction(self._action(f"page:{one}", named.replace("&", "&&"), pressed))
        menu.addSeparator()
        menu.addAction(self._action("fold_sidebar", _("Show or hide the &sidebar"), "Ctrl+\\"))
        menu.addSeparator()
        declared = {setting.key: setting for setting in settings.SETTINGS}
        for key in CHOICES:
            setting = declared[key]
            self._choice(menu, key, _(setting.label), [(value, _(label)) for value, label in setting.choices])
        sizes = [(str(scale), _("{percent} %").format(percent=scale)) for scale in SCALES]
        self._choice(menu, "text_scale", _("Text size"), sizes)

    def _choice(self, menu: QMenu, key: str, title: str, choices: list[tuple[str, str]]) -> None:
        inner = menu.addMenu(title)
        group = QActionGroup(self)
        group.setExclusive(True)
        for value, label in choices:
            action = inner.addAction(label)
            action.setCheckable(True)
            action.setChecked(value == str(self._preferences.get(key)))
            action.setProperty("setting", key)
            action.setProperty("value", value)
            group.addAction(action)
        group.triggered.connect(self._chosen)
        self._groups.append(group)

    def _chosen(self, action: QAction) -> None:
        key, value = str(action.property("setting")), str(action.property("value"))
        self._preferences.set(key, int(value) if key == "text_scale" else value)
