"""Markings: the configurable list, the check of an entered one, the highest of each scheme.

Never translates one scheme into another (rules.md, Release and markings).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import select

from hsdclient import errors, schema
from hsdclient import text as texts
from hsdclient.fields import Choice
from hsdclient.session import Read, Tx
from hsdclient.words import _

SEED: tuple[tuple[str, str, str, int, bool], ...] = (
    # code, scheme, side, rank within the scheme, Confidential or above (domain.md §5)
    ("Restricted", "India", "IN", 1, False),
    ("Confidential", "India", "IN", 2, True),
    ("Secret", "India", "IN", 3, True),
    ("Top Secret", "India", "IN", 4, True),
    ("FOUO", "US", "US", 1, False),
    ("LES", "US", "US", 2, False),
    ("CUI", "US", "US", 3, False),
    ("CONFIDENTIAL", "US", "US", 4, True),
    ("SECRET", "US", "US", 5, True),
    ("TOP SECRET", "US", "US", 6, True),
    ("TLP:CLEAR", "TLP", "", 1, False),
    ("TLP:GREEN", "TLP", "", 2, False),
    ("TLP:AMBER", "TLP", "", 3, False),
    ("TLP:AMBER+STRICT", "TLP", "", 4, False),
    ("TLP:RED", "TLP", "", 5, False),
    ("H0", "SIENA", "", 0, False),
    ("H1", "SIENA", "", 1, False),
    ("H2", "SIENA", "", 2, False),
    ("H3", "SIENA", "", 3, False),
)

MOST = 120  # characters: a banner with its dissemination controls


@dataclass(frozen=True)
class Marking:
    """One marking as entered, with its scheme and rank within it."""

    code: str
    scheme: str
    side: str
    rank: int
    classified: bool


def seed(tx: Tx) -> None:
    """The lists of domain.md §5 for a new workspace; an administrator may change them."""
    for code, scheme, side, rank, classified in SEED:
        tx.insert(
            schema.markings,
            {"code": code, "scheme": scheme, "side": side, "rank": rank, "classified": int(classified)},
        )


def all_of(rx: Read) -> dict[str, Marking]:
    """Every marking in use, by its canonical text."""
    return rx.recall("markings by code", _load)


def _load(rx: Read) -> dict[str, Marking]:
    m = schema.markings.c
    rows = rx.all(select(m.code, m.scheme, m.side, m.rank, m.classified).where(m.retired == 0))
    return {row.code: Marking(row.code, row.scheme, row.side, row.rank, bool(row.classified)) for row in rows}


def find(known: dict[str, Marking], text: str) -> Marking | None:
    """The marking that `text` is, exactly; a CUI banner (`CUI//SP-INV`) ranks as CUI."""
    if text in known:
        return known[text]
    if text.startswith("CUI//") and len(text) > 5 and "CUI" in known:
        return Marking(text, known["CUI"].scheme, known["CUI"].side, known["CUI"].rank, known["CUI"].classified)
    return None


def problem(rx: Read, text: str) -> str | None:
    """A sentence when `text` cannot be used as a marking on this workstation."""
    if not text.strip():
        return _("A marking is needed; the workspace's default is {default}.").format(
            default=rx.facts.default_marking
        )
    if wrong := texts.problem(text, max_length=MOST):
        return wrong
    known = all_of(rx)
    found = find(known, text)
    if found is None:
        close = [code for code in known if code.casefold() == text.strip().casefold()]
        if close:
            return _("{text} is not a marking as written. Did you mean {close}?").format(
                text=text, close=" / ".join(close)
            )
        return _("{text} is not in the list of markings: {known}.").format(text=text, known=", ".join(known))
    if found.classified and not rx.facts.accreditation:
        return _(
            "{text} is refused: this workstation has no recorded accreditation. An administrator can record its "
            "reference under Settings."
        ).format(text=text)
    return None


def highest(rx: Read, texts: Iterable[str]) -> tuple[str, ...]:
    """The highest of each scheme present, own schemes first; what a page must carry."""
    known = all_of(rx)
    top: dict[str, Marking] = {}
    for text in set(texts):
        marking = find(known, text) or Marking(text, text, "", 0, False)
        held = top.get(marking.scheme)
        if held is None or (marking.rank, marking.code) > (held.rank, held.code):
            top[marking.scheme] = marking
    order = {rx.side: 0, "": 1, rx.partner: 2}
    return tuple(m.code for m in sorted(top.values(), key=lambda m: (order.get(m.side, 3), m.scheme)))


def choices(rx: Read) -> list[Choice]:
    """The markings to pick from, by scheme; the classified ones only on an accredited workstation."""
    return [
        Choice(m.code, m.code, group=m.scheme)
        for m in all_of(rx).values()
        if not m.classified or rx.facts.accreditation
    ]


def add(tx: Tx, code: str, scheme: str, rank: int) -> int:
    """Add a marking to a scheme (administrator). It is of the scheme's side, and classified when it ranks at
    or above the scheme's lowest classified one: a new word is no way round the accreditation."""
    tx.require()
    code, scheme = code.strip(), scheme.strip()
    if not code or not scheme:
        raise errors.Refused(_("A marking needs its text and its scheme."), "code")
    for field, value in (("code", code), ("scheme", scheme)):
        if wrong := texts.problem(value, max_length=MOST):
            raise errors.Refused(wrong, field)
    m = schema.markings.c
    wanted = texts.comparable(code)
    if any(texts.comparable(held) == wanted for held in tx.column(select(m.code).where(m.scheme == scheme))) or tx.one(
        select(m.key).where(m.code == code)
    ):
        raise errors.Refused(_("This marking is in the list already."), "code")
    held = tx.all(select(m.side, m.rank, m.classified).where(m.scheme == scheme))
    lowest = min((row.rank for row in held if row.classified), default=None)
    values = {"code": code, "scheme": scheme, "side": held[0].side if held else "", "rank": rank}
    values["classified"] = int(lowest is not None and rank >= lowest)
    return tx.insert(schema.markings, values)
