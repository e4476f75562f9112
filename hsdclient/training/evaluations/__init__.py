"""Evaluation of runs by Kirkpatrick's four levels: reaction, learning, behaviour, results.

The rooms: questions (what is asked, as data), forms (answers out of a spreadsheet), verbs (what changes), due_list (who
is to be asked for behaviour, and when), summary (figures of a run, never of a person).
"""

from __future__ import annotations

from hsdclient.training.evaluations.due_list import (
    SORTS,
    STATE_WORDS,
    DueQuery,
    DueRow,
    due,
    ids,
    key_of,
    rows,
    runs,
    total,
)
from hsdclient.training.evaluations.forms import Form, Forms, read_forms
from hsdclient.training.evaluations.questions import MINIMUM, QUESTIONS, RATING_WORDS, RESPONDENT_WORDS, questions
from hsdclient.training.evaluations.summary import Level, QuestionFigure, Result, Summary, Test, comments, summary
from hsdclient.training.evaluations.verbs import chase, import_l1, receive, record_l1

__all__ = [
    "MINIMUM", "QUESTIONS", "RATING_WORDS", "RESPONDENT_WORDS", "SORTS", "STATE_WORDS", "DueQuery", "DueRow", "Form",
    "Forms", "Level", "QuestionFigure", "Result", "Summary", "Test", "chase", "comments", "due", "ids", "import_l1",
    "key_of", "questions", "read_forms", "receive", "record_l1", "rows", "runs", "summary", "total",
]  # fmt: skip
