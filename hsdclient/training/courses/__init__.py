"""Courses: what either academy gives, with code, title, length, language and entry requirements.

The rooms: draft (what is filled in), verbs (what changes), lists (many), cards (one). A held course is a `run`.
"""

from __future__ import annotations

from hsdclient.records import Recorded
from hsdclient.training.courses.cards import CourseCard, card, cards
from hsdclient.training.courses.draft import KIND, LANGUAGE_WORDS, CourseDraft
from hsdclient.training.courses.lists import SORTS, CourseQuery, CourseRow, ids, rows, statement, topics, total
from hsdclient.training.courses.verbs import amend, check, discard, draft_of, record, recover

__all__ = [
    "KIND", "LANGUAGE_WORDS", "SORTS", "CourseCard", "CourseDraft", "CourseQuery", "CourseRow", "Recorded", "amend",
    "card", "cards", "check", "discard", "draft_of", "ids", "record", "recover", "rows", "statement", "topics", "total",
]  # fmt: skip
