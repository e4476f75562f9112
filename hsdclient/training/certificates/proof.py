"""The check code of a certificate, and what a number with its code proves, without a network.

The code is a short keyed hash; its key is the certificate's own identity, which never leaves the workspace and outlives
a change of keys, a backup and the purge of the name. So the name is not part of it: it is compared by eye.
"""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import dataclass
from typing import Literal

from sqlalchemy import select

from hsdclient import dates, schema
from hsdclient.session import Read
from hsdclient.training.certificates import lists
from hsdclient.training.certificates.lists import CertificateRow
from hsdclient.words import _, language

SCANNED = "HSDC1"
"""What the QR of a certificate begins with: HSDC1:CERT-2026-0001:XXXX-XXXX-XXXX."""
_CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
State = Literal["genuine", "number_only", "revoked", "not_ours"]


@dataclass(frozen=True)
class Verdict:
    """What a number and a code prove, with sentences for the officer; `row` is the register's line, if any.

    `number_only`: the number is in the register, no code was given.
    """

    state: State
    sentences: tuple[str, ...]
    row: CertificateRow | None = None


def check_code(row: CertificateRow) -> str:
    """Twelve characters in groups of four (60 bits), fit to be typed: 7F3K-9QWE-0123."""
    said = f"{row.reference}\n{row.issued_on.isoformat()}".encode()
    number = int.from_bytes(hmac.new(row.id.encode(), said, hashlib.sha256).digest()[:8], "big") >> 4
    return _grouped("".join(_CROCKFORD[(number >> shift) & 31] for shift in range(55, -1, -5)))


def _grouped(letters: str) -> str:
    return "-".join(letters[start : start + 4] for start in range(0, len(letters), 4))


def typed(code: str) -> str:
    """A code as an officer typed it, in the form of `check_code`: case, spaces and look-alikes forgiven."""
    plain = "".join(char for char in code.upper() if char.isascii() and char.isalnum())
    return _grouped(plain.replace("O", "0").replace("I", "1").replace("L", "1"))


def verify(rx: Read, number: str, code: str = "") -> Verdict:
    """What the number of a certificate and the code printed on it prove; `number` may be the whole text of its QR."""
    scanned = number.strip().split(":")
    if len(scanned) == 3 and scanned[0].upper() == SCANNED:
        number, code = scanned[1], code or scanned[2]
    wanted = number.strip().upper()
    c = schema.certificates.c
    key = rx.scalar(select(c.key).where(c.reference == wanted))
    if key is None:
        return Verdict("not_ours", (
            _("There is no certificate {reference} in this register.").format(reference=wanted or "–"),
        ))  # fmt: skip
    row = lists.card(rx, int(key))
    if code.strip() and not hmac.compare_digest(typed(code), check_code(row)):
        return Verdict("not_ours", (
            _("The code is not the one of {reference}: the paper was not issued here, or was changed.").format(
                reference=row.reference
            ),
        ))  # fmt: skip
    facts = _facts(row)
    if row.revoked_on:
        said = _("{reference} was issued here and was revoked on {day}. It holds no more.").format(
            reference=row.reference, day=dates.say(row.revoked_on, language())
        )
        return Verdict("revoked", (said, facts), row)
    if not code.strip():
        said = _("{reference} is in the register and holds. Give the code on the paper too, to be sure of it.")
        return Verdict("number_only", (said.format(reference=row.reference), facts), row)
    said = _("{reference} is genuine: number and code belong together.").format(reference=row.reference)
    return Verdict("genuine", (said, facts), row)


def _facts(row: CertificateRow) -> str:
    day = dates.say(row.issued_on, language())
    if not row.name:
        return _("Issued on {day} for {run}; the name was removed by the retention rule.").format(day=day, run=row.run)
    return _("Issued on {day} to {name} for {run}, {title}. Compare this with the paper.").format(
        day=day, name=row.name, run=row.run, title=row.title
    )
