"""The text of a written document as paragraphs with room between them, and its tables as tables.

Still plain text: every letter is put in as a letter, nothing of it is read as markup.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from PySide6.QtGui import QBrush, QColor, QTextBlockFormat, QTextCharFormat, QTextCursor, QTextLength, QTextTableFormat
from PySide6.QtWidgets import QTextEdit, QWidget

from ui import theme
from ui.papers.viewer_text import TextPane
from ui.parts.preview_bar import PreviewBar

MOST_LETTERS = 300_000  # a longer text is shown plain: laying out paragraphs costs the screen more
_MOST_ROWS, _MOST_COLUMNS = 300, 20


class ParagraphPane(TextPane):
    """As the text pane. Lines whose cells each end with a tab are rows of a table."""

    def __init__(self, bar: PreviewBar, parent: QWidget | None = None) -> None:
        edit = QTextEdit()
        edit.setAcceptRichText(False)
        super().__init__(bar, parent, edit=edit)
        self._plain = QTextBlockFormat()
        self._plain.setBottomMargin(theme.px(6))

    def put(self, end: QTextCursor, piece: str) -> None:
        """Put a piece of the text at the end, table by table and paragraph by paragraph."""
        for tabular, lines in groupby(piece.split("\n"), key=_is_row):
            rows = [line.rstrip("\t").split("\t") for line in lines]
            widest = max(map(len, rows))
            if tabular and len(rows) <= _MOST_ROWS and widest <= _MOST_COLUMNS:
                self._put_table(end, rows, widest)
            else:
                self._put_lines(end, ["\t".join(row) for row in rows])
        end.movePosition(QTextCursor.MoveOperation.End)

    def _put_lines(self, end: QTextCursor, lines: Sequence[str]) -> None:
        for line in lines:
            if line or not end.block().text():
                end.setBlockFormat(self._plain)
            end.insertText(line)
            end.insertBlock(self._plain, QTextCharFormat())

    def _put_table(self, end: QTextCursor, rows: Sequence[Sequence[str]], widest: int) -> None:
        look = QTextTableFormat()
        look.setCellPadding(theme.px(4))
        look.setCellSpacing(0)
        look.setBorder(1)
        look.setBorderCollapse(True)
        look.setBorderBrush(QBrush(QColor(theme.tokens().input_border)))
        look.setWidth(QTextLength(QTextLength.Type.PercentageLength, 100))
        look.setBottomMargin(theme.px(6))
        look.setTopMargin(theme.px(2))
        table = end.insertTable(len(rows), widest, look)
        for at, row in enumerate(rows):
            for column, cell in enumerate(row):
                table.cellAt(at, column).firstCursorPosition().insertText(cell)
        end.movePosition(QTextCursor.MoveOperation.End)


def _is_row(line: str) -> bool:
    return line.endswith("\t") and bool(line.strip())
