"""How a certificate and who may have one are said and drawn: badges, days, score.

Plain functions of the core's rows; knows no widget but a badge.
"""

from __future__ import annotations

from typing import Final

from hsdclient.training.certificates import CertificateRow
from hsdclient.training.earning import ATTENDED, Standing, days_said, percent
from hsdclient.words import N_, _, language
from ui.parts.badges import Badge
from ui.parts.rows import Column

COLUMNS: Final = (
    Column("name", N_("Name"), 160, sortable=False, grows_from=720),
    Column("state", N_("Certificate"), 164, kind="badge", sortable=False),
    Column("certificate", N_("Number"), 122, kind="reference", sortable=False),
    Column("days", N_("Days"), 78, align="right", sortable=False),
    Column("score", N_("Final score"), 84, align="right", sortable=False),
    Column("why", N_("Why none"), 330, sortable=False),
    Column("issued_on", N_("Issued"), 96, sortable=False),
    Column("side", N_("Side"), 48, sortable=False),
)


def holds_badge(row: CertificateRow) -> Badge:
    """Whether a certificate holds."""
    return Badge("cross-circle", _("Revoked"), "red") if row.revoked else Badge("square-tick", _("Holds"))


def named(row: CertificateRow) -> str:
    """The name on the certificate in the script of the screen where it has it; '–' once it was removed."""
    return (language() == "hi" and row.name_hi) or row.name or "–"


def standing_badge(one: Standing, why: str) -> Badge:
    """Whether a nominee has a certificate, has earned one, or gets none."""
    if one.certificate:
        return Badge("square-tick", _("Issued"))
    if not why:
        return Badge("tick-circle", _("Earned, not issued"), "green")
    came = one.step in ATTENDED
    return Badge("hollow-circle" if came else "cross-circle", _("Not earned") if came else _("None"))


def line(one: Standing, name: str, why: str, held: CertificateRow | None) -> dict[str, object]:
    """A nominee as a line of the run's certificates."""
    return {
        "name": name or "–",
        "side": one.side,
        "state": standing_badge(one, why),
        "certificate": one.certificate,
        "days": _("{attended} of {days}").format(attended=days_said(one.halves), days=one.days) if one.days else "",
        "score": percent(one.score) if one.score is not None else "",
        "issued_on": held.issued_on if held is not None else None,
        "why": "" if one.certificate else why,
    }
