"""Any number of plausible documents with text of any length: words as frequent as in a language (Zipf), English and
Hindi.

Recorded through the real verbs in large transactions; the same seed gives the same. Their contents are not in the
vault: what is measured is the list and the search.
"""

from __future__ import annotations

import hashlib
import itertools
import random
from collections.abc import Callable, Sequence
from datetime import timedelta

from hsdclient import clock, documents, schema
from hsdclient.documents import DocumentDraft, Filed, Link
from hsdclient.session import Tx
from hsdclient.workspaces import Workspace

AT_ONCE = 500  # documents in one transaction
PAGE = 3_000  # characters of a page of a PDF; other kinds are one page
SHORTEST, LONGEST = 1_000, 100_000  # bytes of text
_COMMON = (
    "the of and to in for with by on at from is was be as both sides meeting exchange information officers list "
    "consignment precursor customs narcotics shipment letter request reply partner agreed controlled delivery "
    "notification pharmaceutical migration passport return flight cyber evidence ransomware preservation training "
    "airport Mumbai Delhi Chennai Washington express parcel seizure ephedrine acetone toluene fentanyl heroin"
)
_COMMON_HI = (
    "के का की में और से को पर है हैं था दोनों पक्ष बैठक सूचना अधिकारी सूची परेषण पूर्ववर्ती रसायन रसायनों सीमा शुल्क "
    "स्वापक पत्र अनुरोध उत्तर नियंत्रित सुपुर्दगी अधिसूचना औषधि प्रवासन उड़ान साक्ष्य प्रशिक्षण हवाई अड्डा जब्ती"
)
_SYLLABLES = (
    "ka ra ta ma na pa sha li mo de in ter con pro pre sur ve tion al ment ble ex change cus tom nar co tic port ing "
    "er ed sub trans fer"
)
_LETTERS, _SIGNS = "कखगघचछजटडणतथदनपबमयरलवशसह", ("", "", "ा", "ि", "ी", "ु", "े", "ो", "ं")
_KINDS = (("pdf", ".pdf"),) * 6 + (("word", ".docx"),) * 2 + (("mail", ".eml"), ("text", ".txt"))
_LANGUAGES = ("en",) * 6 + ("hi",) * 2 + ("both", "")
_MARKINGS = ("TLP:AMBER",) * 5 + ("TLP:GREEN",) * 4 + ("TLP:CLEAR", "Restricted")
_FROM = ("DRI", "NCB-IN", "CBIC", "MHA", "DEA", "CBP", "HSI", "FBI", "STATE-INL", "")


class Prose:
    """Sentences of made words; `english` and `hindi` are the vocabularies, the most frequent first."""

    def __init__(self, seed: int) -> None:
        self._chance = random.Random(seed)
        syllables = _SYLLABLES.split()
        letters = [letter + sign for letter in _LETTERS for sign in _SIGNS]
        self.english = list(dict.fromkeys([*_COMMON.split(), *(self._word(syllables) for _n in range(20_000))]))
        self.hindi = list(dict.fromkeys([*_COMMON_HI.split(), *(self._word(letters) for _n in range(10_000))]))
        self._sentences = self._pool(self.english, 20_000, ". ")
        self._sentences_hi = self._pool(self.hindi, 8_000, "। ")

    def _word(self, parts: Sequence[str]) -> str:
        return "".join(self._chance.choices(parts, k=self._chance.randrange(2, 6)))

    def _pool(self, words: Sequence[str], count: int, end: str) -> list[str]:
        weights = list(itertools.accumulate(1 / (place + 2.7) ** 1.05 for place in range(len(words))))
        return [
            " ".join(self._chance.choices(words, cum_weights=weights, k=self._chance.randrange(8, 26))) + end
            for _n in range(count)
        ]

    def text(self, size: int, *, hindi: bool) -> str:
        """About `size` bytes of text, with a number that hardly any other text has."""
        pool, width = (self._sentences_hi, 3) if hindi else (self._sentences, 1)
        parts, length = [f"No. {self._chance.randrange(10**7)}. "], 0
        while length < size:
            parts.append(self._chance.choice(pool))
            length += len(parts[-1]) * width
        return "".join(parts)

    def line(self, words: int, *, hindi: bool = False) -> str:
        """The first words of a sentence."""
        return " ".join(self._chance.choice(self._sentences_hi if hindi else self._sentences).split()[:words])


def fill(
    opened: Workspace, count: int, *, seed: int, texts: bool = True, told: Callable[[int], None] = lambda done: None
) -> int:
    """Attach `count` documents in a workspace that has joint actions; without `texts` none has any text."""
    chance, prose = random.Random(seed), Prose(seed)
    today = clock.today(opened.store.facts.time_zone)
    with opened.store.read() as rx:
        actions = rx.keys(schema.joint_actions.select().with_only_columns(schema.joint_actions.c.key))
    for start in range(0, count, AT_ONCE):
        with opened.store.write(opened.officer, "Documents attached") as tx:
            for number in range(start, min(count, start + AT_ONCE)):
                dated = (today - timedelta(days=chance.randrange(1, 1500))).isoformat()
                links = [Link("joint_actions", chance.choice(actions), "p. 2")] if chance.random() < 0.7 else []
                _attach(tx, chance, prose, number, dated, links, texts=texts)
        told(min(count, start + AT_ONCE))
    return count


def _attach(
    tx: Tx, chance: random.Random, prose: Prose, number: int, dated: str, links: list[Link], *, texts: bool
) -> None:
    kind, extension = chance.choice(_KINDS)
    hindi = chance.random() < 0.25
    written: tuple[str, ...] = ()
    if texts:
        whole = prose.text(int(SHORTEST * (LONGEST / SHORTEST) ** chance.random()), hindi=hindi)
        step = PAGE if kind == "pdf" else len(whole)
        written = tuple(whole[place : place + step] for place in range(0, len(whole), step))
    title = prose.line(chance.randrange(4, 9), hindi=hindi)
    draft = DocumentDraft(
        type=chance.choice(schema.DOCUMENT_TYPES), title=title.capitalize(),
        dated=dated if chance.random() < 0.9 else "", originator=chance.choice(_FROM), marking=chance.choice(_MARKINGS),
        language=chance.choice(_LANGUAGES),
        note=prose.line(12) if chance.random() < 0.2 else "",
        release=(tx.partner,) if chance.random() < 0.2 else (),
    )  # fmt: skip
    filed = Filed(
        f"{title[:40]} {number}{extension}", hashlib.sha256(b"%d" % number).hexdigest(),
        max(1, sum(len(page.encode()) for page in written)), kind, "", extension, max(1, len(written)), (),
        "read" if texts else chance.choice(("read", "read", "read", "scanned", "nothing")), "", written,
    )  # fmt: skip
    documents.attach(tx, draft, filed, links)
