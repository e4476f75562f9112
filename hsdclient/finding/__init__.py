"""Finding: one question over records, progress, documents and what is written in them; hits with their surroundings.

The rooms: question (what was typed), surroundings (where in a text), hits (what is found), tallies (how many).
"""

from __future__ import annotations

from hsdclient.finding.hits import Hit, Hits, count, hits, in_document, scattered
from hsdclient.finding.question import FILTERS, NOUN_NAMES, NOUN_WORDS, NOUNS, Question, Term, parse
from hsdclient.finding.surroundings import Pieces, around, marked
from hsdclient.finding.tallies import Facets, facets, unread

__all__ = [
    "FILTERS", "NOUNS", "NOUN_NAMES", "NOUN_WORDS", "Facets", "Hit", "Hits", "Pieces", "Question", "Term", "around",
    "count", "facets", "hits", "in_document", "marked", "parse", "scattered", "unread",
]  # fmt: skip
