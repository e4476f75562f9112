"""Reading a readout: its paragraphs as printed, its sentences verbatim, what was said like it before.

The rooms: lines (reading order), paragraphs, sentences, readout (all of it), legacy (Kruti Dev), likeness, and
known (what the workspace has of it). Records nothing.
"""

from __future__ import annotations

from hsdclient.readouts.known import Earlier, Known, Mark, known, pages
from hsdclient.readouts.legacy import LEGACY, from_krutidev, looks_legacy
from hsdclient.readouts.likeness import ENOUGH, Alike, alike, same
from hsdclient.readouts.readout import LONGEST, Paragraph, Readout, Sentence, language_of, read

__all__ = [
    "ENOUGH", "LEGACY", "LONGEST", "Alike", "Earlier", "Known", "Mark", "Paragraph", "Readout", "Sentence", "alike",
    "from_krutidev", "known", "language_of", "looks_legacy", "pages", "read", "same",
]  # fmt: skip
