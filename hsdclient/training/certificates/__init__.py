"""Certificates of training runs: issued, revoked, listed in the register, checked by number and code.

The rooms: verbs (what changes), lists (the register), proof (the code and what it proves). Whether one is earned is
`training.earning`'s.
"""

from __future__ import annotations

from hsdclient.training.certificates.lists import (
    LANGUAGE_WORDS,
    SORTS,
    CertificateQuery,
    CertificateRow,
    by_reference,
    card,
    ids,
    key_of,
    of_run,
    rows,
    runs,
    total,
    years,
)
from hsdclient.training.certificates.proof import SCANNED, Verdict, check_code, verify
from hsdclient.training.certificates.verbs import Certified, Issued, Left, certify_run, issue, may, revoke, standing

__all__ = [
    "LANGUAGE_WORDS", "SCANNED", "SORTS", "CertificateQuery", "CertificateRow", "Certified", "Issued", "Left",
    "Verdict", "by_reference", "card", "certify_run", "check_code", "ids", "issue", "key_of", "may", "of_run",
    "revoke", "rows", "runs", "standing", "total", "verify", "years",
]  # fmt: skip
