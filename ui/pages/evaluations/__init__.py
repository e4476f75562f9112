"""Whom to ask how training is used at work, and when: due, chased, received."""

from __future__ import annotations

from ui.pages.evaluations.page import EvaluationsPage

__all__ = ["EvaluationsPage"]
