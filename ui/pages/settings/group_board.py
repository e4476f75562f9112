"""The working groups: names in both languages, their agencies, who leads.

What may be entered is hsdclient.working_groups'.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from hsdclient import agencies, working_groups
from hsdclient.fields import Choice
from hsdclient.session import Read
from hsdclient.words import N_
from ui.desk import Desk
from ui.pages.settings.board import Board, Nature
from ui.pages.settings.shown import retired_word, texts
from ui.parts.rows import Column

_LONGEST = 32


def _rows(rx: Read) -> Sequence[working_groups.GroupRow]:
    return working_groups.listing(rx, retired=True)


def _choices(rx: Read) -> Mapping[str, Sequence[Choice]]:
    short = [Choice(one.value, _short(one.label), one.group, one.hint) for one in agencies.choices(rx)]
    return {"agencies": short}


def _short(label: str) -> str:
    """The chips of a dozen agencies stand beside each other; the code says which one is meant."""
    return label if len(label) <= _LONGEST else f"{label[: _LONGEST - 1]}…"


def _draft(values: dict[str, object]) -> working_groups.GroupDraft:
    return working_groups.GroupDraft(
        str(values.get("code") or "").strip(),
        str(values.get("name_en") or ""),
        str(values.get("name_hi") or ""),
        texts(values.get("agencies")),
        texts(values.get("leads")),
    )


def _of(rx: Read, key: int) -> working_groups.GroupDraft:
    return working_groups.card(rx, key).draft()


def board(desk: Desk) -> Board:
    """The board of the working groups."""
    return Board(
        desk,
        Nature(
            name=N_("Working groups"),
            columns=(
                Column("code", N_("Code"), 60, sortable=False),
                Column("name", N_("Name"), 160, sortable=False),
                Column("lead_in", N_("Lead, India"), 90, sortable=False),
                Column("lead_us", N_("Lead, US"), 80, sortable=False),
                Column("retired", N_("Retired"), 60, sortable=False, show=retired_word),
            ),
            rows=_rows,
            fields=working_groups.GroupDraft.FIELDS,
            choices=_choices,
            draft=_draft,
            of=_of,
            record=working_groups.record,
            amend=working_groups.amend,
            recorded=N_("Working group recorded"),
            amended=N_("Working group amended"),
            add=N_("New working group"),
            about=N_("One group owns a joint action; others may have it reported to them."),
            watched=frozenset({"working_groups", "group_agencies", "agencies"}),
            retire=working_groups.retire,
            reinstate=working_groups.reinstate,
            retired=N_("Working group retired"),
            reinstated=N_("Working group offered again"),
        ),
    )
