"""The style sheet of the program, made from the token table: only what a palette cannot say.
It names widgets of Qt and the looks of `theme.set_look`, never a page."""

from __future__ import annotations

from typing import Final

from hsdclient import paths
from ui.theme_tokens import Tokens

_SHEET: Final = """
QWidget { outline: 0; }
QToolTip { color: @on_tooltip; background: @tooltip; border: 1px solid @tooltip; padding: 4~ 8~; }
QLineEdit, QPlainTextEdit, QTextEdit, QAbstractSpinBox, QComboBox {
    background: @base; color: @text; border: 1px solid @input_border; border-radius: 4px; padding: 3~ 7~;
    selection-background-color: @selection; selection-color: @on_selection; }
QLineEdit, QAbstractSpinBox, QComboBox { min-height: 20~; }
QLineEdit:focus, QPlainTextEdit:focus, QTextEdit:focus, QAbstractSpinBox:focus, QComboBox:focus {
    border: 2px solid @focus; padding: 2~ 6~; }
QLineEdit:disabled, QPlainTextEdit:disabled, QTextEdit:disabled, QAbstractSpinBox:disabled,
QComboBox:disabled {
    background: @window; color: @disabled; border-color: @border; }
QLineEdit:read-only, QPlainTextEdit:read-only { background: @window; }
QPlainTextEdit[paper="true"], QTextEdit[paper="true"] {
    background: @base; border: none; border-radius: 0; padding: 0; }
QPlainTextEdit[paper="true"]:focus, QTextEdit[paper="true"]:focus { border: 2px solid @focus; padding: 0; }
*[problem="true"] { border: 2px solid @red; }
QComboBox { padding-right: 24~; combobox-popup: 0; }
QComboBox:focus { padding-right: 23~; }
QComboBox::drop-down, QDateEdit::drop-down {
    subcontrol-origin: padding; subcontrol-position: center right; width: 22~; border: none; }
QComboBox::down-arrow, QDateEdit::down-arrow { image: url("$chevron-down"); width: 12~; height: 12~; }
QComboBox QLineEdit, QAbstractSpinBox QLineEdit, QComboBox QLineEdit:focus, QAbstractSpinBox QLineEdit:focus {
    border: none; padding: 0 2~; min-height: 0; background: transparent; }
QAbstractSpinBox QLineEdit, QAbstractSpinBox QLineEdit:focus { padding: 0 6~; }
QComboBox QAbstractItemView { background: @base; border: 1px solid @input_border; padding: 2px; outline: 0; }
QAbstractSpinBox { padding-right: 20~; }
QAbstractSpinBox::up-button, QAbstractSpinBox::down-button {
    subcontrol-origin: border; width: 18~; border: none; background: transparent; }
QAbstractSpinBox::up-button { subcontrol-position: top right; }
QAbstractSpinBox::down-button { subcontrol-position: bottom right; }
QAbstractSpinBox::up-arrow { image: url("$chevron-up"); width: 10~; height: 10~; }
QAbstractSpinBox::down-arrow { image: url("$chevron-down"); width: 10~; height: 10~; }
QPushButton {
    background: @base; color: @text; border: 1px solid @input_border; border-radius: 4px;
    padding: 4~ 14~; min-height: 20~; }
QPushButton:hover { background: @hover; }
QPushButton:pressed, QPushButton:checked { background: @selection_inactive; }
QPushButton:focus { border: 2px solid @focus; padding: 3~ 13~; }
QPushButton:disabled { color: @disabled; border-color: @border; background: @window; }
QPushButton:default { border: 1px solid @accent; color: @text; }
QPushButton:default:focus { border: 2px solid @focus; }
QPushButton[primary="true"] { background: @accent; color: @on_accent; border: 1px solid @accent;
    font-weight: 600; }
QPushButton[primary="true"]:hover { background: @link; }
QPushButton[primary="true"]:focus {
    border: 2px solid @text; padding: 3~ 13~; }
QPushButton[primary="true"]:disabled {
    background: @window; color: @disabled; border-color: @border; }
QPushButton[flat="true"] { background: transparent; border: 1px solid transparent; padding: 4~ 8~;
    color: @link; }
QPushButton[flat="true"]:hover { background: @hover; }
QPushButton[flat="true"]:focus { border: 2px solid @focus; padding: 3~ 7~; }
QToolButton {
    background: transparent; color: @text; border: 1px solid transparent; border-radius: 4px;
    padding: 3~ 5~; min-height: 18~; }
QToolButton:hover { background: @hover; border-color: @border; }
QToolButton:pressed, QToolButton:checked { background: @selection_inactive; border-color: @border; }
QToolButton:focus { border: 2px solid @focus; padding: 2~ 4~; }
QLineEdit QToolButton { border: none; padding: 0; min-height: 0; background: transparent; }
QToolButton[chip="true"] { background: @selection_inactive; padding: 1~ 6~; }
QToolButton[chip="true"]:hover { border-color: @input_border; }
QToolButton[chip="true"]:focus { padding: 0 5~; }
QToolButton:disabled { color: @disabled; }
QLineEdit QToolButton { border: none; padding: 0; min-height: 0; background: transparent; }
QToolButton[chip="true"] { background: @hover; border: 1px solid @border; }
QToolButton[chip="true"]:focus { border: 2px solid @focus; }
QToolButton[popupMode="1"] { padding-right: 18~; }
QToolButton::menu-indicator { image: none; }
QToolButton::menu-button { border: none; width: 16~; }
QToolButton::menu-arrow { image: url("$chevron-down"); width: 10~; height: 10~; }
QCheckBox, QRadioButton { spacing: 8~; min-height: 24~; }
QCheckBox::indicator, QRadioButton::indicator, QGroupBox::indicator, QAbstractItemView::indicator {
    width: 14~; height: 14~; border: 1px solid @input_border; background: @base; border-radius: 3px; }
QRadioButton::indicator { border-radius: @roundpx; }
QCheckBox::indicator:focus, QRadioButton::indicator:focus { border: 2px solid @focus; }
QCheckBox::indicator:checked, QGroupBox::indicator:checked, QAbstractItemView::indicator:checked {
    background: @accent; border-color: @accent; image: url("$tick"); }
QCheckBox::indicator:indeterminate, QAbstractItemView::indicator:indeterminate {
    background: @accent; border-color: @accent; image: url("$dash"); }
QRadioButton::indicator:checked { background: @accent; border-color: @accent; image: url("$dot"); }
QCheckBox::indicator:disabled, QRadioButton::indicator:disabled { background: @window; border-color: @border;
    }
QCheckBox:focus, QRadioButton:focus { color: @link; }
QAbstractItemView { border: 1px solid @border; border-radius: 0; }
QAbstractItemView:focus { border: 1px solid @focus; }
QScrollArea, QScrollArea:focus { border: none; background: transparent; }
QTableView, QTreeView, QListView { background: @base; alternate-background-color: @alternate;
    gridline-color: @border; }
QTableView::item { padding: 0 4px; }
QHeaderView { background: @window; border: none; }
QHeaderView::section {
    background: @window; color: @secondary; border: none; border-bottom: 1px solid @border;
    border-right: 1px solid @border; padding: 4~ 8~; font-weight: 600; }
QHeaderView::section:hover { background: @hover; }
QHeaderView::up-arrow { image: url("$chevron-up"); width: 11~; height: 11~; }
QHeaderView::down-arrow { image: url("$chevron-down"); width: 11~; height: 11~; }
QTableCornerButton::section { background: @window; border: none; }
QScrollBar { background: @window; border: none; margin: 0; }
QScrollBar:vertical { width: 12px; }
QScrollBar:horizontal { height: 12px; }
QScrollBar::handle { background: @input_border; border-radius: 4px; margin: 2px; }
QScrollBar::handle:vertical { min-height: 32px; }
QScrollBar::handle:horizontal { min-width: 32px; }
QScrollBar::handle:hover { background: @secondary; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QTabWidget::pane { border: none; border-top: 1px solid @border; top: -1px; }
QTabBar { background: transparent; }
QTabBar::tab {
    background: transparent; color: @secondary; border: none; border-bottom: 2px solid transparent;
    padding: 7~ 6~; min-height: 18~; }
QTabBar::tab:hover { color: @text; background: @hover; }
QTabBar::tab:selected { color: @text; border-bottom: 2px solid @accent; }
QTabBar::tab:focus { color: @link; border: 2px solid @focus; padding: 5~ 4~; }
QTabBar[snug="true"]::tab { padding: 7~ 3~; }
QTabBar[snug="true"]::tab:focus { padding: 5~ 1~; }
QMenuBar { background: @window; border-bottom: 1px solid @border; padding: 2px 4px; }
QMenuBar::item { background: transparent; padding: 4~ 8~; border-radius: 4px; }
QMenuBar::item:selected, QMenuBar::item:pressed { background: @selection_inactive; color: @text; }
QStatusBar { background: @window; border-top: 1px solid @border; color: @secondary; }
QStatusBar::item { border: none; }
QToolBar { background: @window; border: none; border-bottom: 1px solid @border; spacing: 4px;
    padding: 4px 8px; }
QSplitter::handle { background: @border; }
QSplitter::handle:horizontal { width: 1px; }
QSplitter::handle:vertical { height: 1px; }
QGroupBox { border: none; border-top: 1px solid @border; margin-top: 20~; padding-top: 8~; font-weight: 600; }
QGroupBox::title { subcontrol-origin: margin; left: 0; padding: 0 8~ 0 0; }
QProgressBar {
    background: @base; border: 1px solid @input_border; border-radius: 4px; text-align: center;
    min-height: 16~; }
QProgressBar::chunk { background: @accent; border-radius: 3px; }
QFrame[card="true"] { background: @base; border: 1px solid @border; border-radius: 4px; }
QFrame[line="true"] { background: @border; border: none; max-height: 1px; min-height: 1px; }
"""


def style_sheet(tokens: Tokens, scale: float) -> str:
    """The whole style sheet for `tokens`. `scale` (0.8..2.0) enlarges the lengths marked `~`."""
    shade = "dark" if tokens.dark else "light"
    text = _SHEET
    for name in ("chevron-down", "chevron-up", "tick", "dash", "dot"):
        file = paths.resources("icons", f"sheet-{name}-{shade}.svg").as_posix()
        text = text.replace(f'"${name}"', f'"{file}"')
    words = {name: value for name, value in tokens._asdict().items() if isinstance(value, str)}
    words["round"] = str((round(14 * scale) + 2) // 2)  # Qt drops a radius larger than half the side
    words["red"] = tokens.tones["red"].fill
    for name in sorted(words, key=len, reverse=True):
        text = text.replace(f"@{name}", words[name])
    return _enlarge(text, scale)


def _enlarge(text: str, scale: float) -> str:
    parts = text.split("~")
    made = []
    for part in parts[:-1]:
        head = part.rstrip("0123456789")
        made.append(f"{head}{max(1, round(int(part[len(head) :]) * scale))}px")
    return "".join([*made, parts[-1]])
