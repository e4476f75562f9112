"""The agencies of both sides; a bare "NCB" is refused by the core, which names the two it could be.

What may be entered is hsdclient.agencies'.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from hsdclient import agencies
from hsdclient.fields import Choice
from hsdclient.session import Read
from hsdclient.words import N_
from ui.desk import Desk
from ui.pages.settings.board import Board, Nature
from ui.pages.settings.shown import retired_word, side_choices, side_word, yes_word
from ui.parts.rows import Column


def _rows(rx: Read) -> Sequence[agencies.AgencyRow]:
    return agencies.listing(rx, retired=True)


def _choices(rx: Read) -> Mapping[str, Sequence[Choice]]:
    return {"agencies": agencies.choices(rx), "sides": side_choices()}


def _draft(values: dict[str, object]) -> agencies.AgencyDraft:
    words = {key: str(values.get(key) or "") for key in ("code", "name_en", "side", "name_hi", "parent", "source")}
    return agencies.AgencyDraft(**words, unverified=bool(values.get("unverified")))


def _of(rx: Read, key: int) -> agencies.AgencyDraft:
    return agencies.card(rx, key).draft()


def board(desk: Desk) -> Board:
    """The board of the agencies."""
    return Board(
        desk,
        Nature(
            name=N_("Agencies"),
            columns=(
                Column("code", N_("Code"), 90, sortable=False),
                Column("name", N_("Name"), 160, sortable=False),
                Column("side", N_("Side"), 90, sortable=False, show=side_word),
                Column("groups", N_("Working groups"), 70, sortable=False),
                Column("unverified", N_("Not verified yet"), 110, sortable=False, default_visible=False, show=yes_word),
                Column("retired", N_("Retired"), 60, sortable=False, show=retired_word),
            ),
            rows=_rows,
            fields=agencies.AgencyDraft.FIELDS,
            choices=_choices,
            draft=_draft,
            of=_of,
            record=agencies.record,
            amend=agencies.amend,
            recorded=N_("Agency recorded"),
            amended=N_("Agency amended"),
            add=N_("New agency"),
            about=N_("Codes say which agency is meant: NCB-IN and CBI-NCB, never a bare NCB."),
            watched=frozenset({"agencies", "group_agencies"}),
            retire=agencies.retire,
            reinstate=agencies.reinstate,
            retired=N_("Agency retired"),
            reinstated=N_("Agency offered again"),
            begin={"side": desk.facts.side},
        ),
    )
