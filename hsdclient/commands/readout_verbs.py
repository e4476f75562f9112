"""The grammar of the verb `readout`: read the sentences of a document or a file, and take some as commitments.

Imports nothing heavy; names the function that carries it out.
"""

from __future__ import annotations

from hsdclient.commands.grammar import DAY, Verbs, form
from hsdclient.words import _


def add(verbs: Verbs) -> None:
    """The verb on readouts."""
    about = _("print the numbered sentences of a readout; --take makes commitments of some and prints their references")
    made = verbs.add("readout", "readouts:readout", about, writer=True)
    made.add_argument("readout", metavar="FILE|DOC", help=_("a file, or a document such as DOC-2026-0001"))
    made.add_argument("--round", default="", metavar="CODE", help=_("the round or meeting, for example HSD-2024"))
    made.add_argument("--take", default="", metavar="3,7-9", help=_("numbers of the sentences that become commitments"))
    made.add_argument("--class", dest="classed", default="process", metavar="deliverable|process|aspiration")
    made.add_argument("--group", default="", metavar="CODE", help=_("working group"))
    made.add_argument("--lead-in", default="", metavar="CODE")
    made.add_argument("--lead-us", default="", metavar="CODE")
    made.add_argument("--due", default="", metavar=DAY)
    made.add_argument("--by-next-round", action="store_true", help=_("due by the next round"))
    made.add_argument("--carry", action="store_true", help=_("take up the near-duplicates of earlier rounds"))
    made.add_argument("--source", default="", help=_("left out: the document's title, or the file's name"))
    made.add_argument("--language", default="", metavar="en|hi|other", help=_("left out: that of each sentence"))
    made.add_argument("--marking", default="")
    made.add_argument("--convert", action="store_true", help=_("convert Hindi in the font Kruti Dev"))
    made.add_argument("--attach", action="store_true", help=_("with --take: attach FILE to the round as well"))
    form(made)
