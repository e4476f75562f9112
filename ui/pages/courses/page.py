"""The page of the courses: the ledger, told what a course is."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtWidgets import QWidget

from ui.desk import Desk
from ui.ledger.page import LedgerPage
from ui.pages.courses.shape import CourseShape
from ui.parts.pickers import Chooser, ask_path


class CoursesPage(LedgerPage):
    """`activate` takes what every ledger takes."""

    KEY: ClassVar[str] = "courses"

    def __init__(
        self, desk: Desk, parent: QWidget | None = None, *, choose: Chooser = ask_path, density: str = "default"
    ) -> None:
        super().__init__(desk, CourseShape(desk), parent, choose=choose, density=density)
