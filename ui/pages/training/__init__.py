"""The page of training: the runs of courses, visits, exercises and exchanges, planned and held.

The rooms: page (joins them to the ledger), shape (words, columns, filters, fields), deeds (how a run stands) and the
tab of both sides. What else hangs on a run is in `ui.training`.
"""

from __future__ import annotations

from ui.pages.training.page import TrainingPage

__all__ = ["TrainingPage"]
