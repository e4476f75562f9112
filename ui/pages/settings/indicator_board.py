"""The indicators of the working groups: what is counted, its unit and definition in both languages.

What may be entered is hsdclient.indicators'.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from hsdclient import indicators, working_groups
from hsdclient.fields import Choice
from hsdclient.session import Read
from hsdclient.words import N_, _
from ui.desk import Desk
from ui.pages.settings.board import Board, Nature
from ui.pages.settings.shown import retired_word, whole
from ui.parts.rows import Column

_TEXTS = ("group", "code", "name_en", "unit", "definition_en", "name_hi", "definition_hi", "measure", "chain")


def _rows(rx: Read) -> Sequence[indicators.IndicatorRow]:
    return indicators.listing(rx, retired=True)


def _choices(rx: Read) -> Mapping[str, Sequence[Choice]]:
    measures = [Choice(value, _(word)) for value, word in indicators.MEASURES.items()]
    return {"groups": working_groups.choices(rx), "measures": measures}


def _draft(values: dict[str, object]) -> indicators.IndicatorDraft:
    words = {key: str(values.get(key) or "") for key in _TEXTS}
    return indicators.IndicatorDraft(**words, stage=whole(values.get("stage")))


def _of(rx: Read, key: int) -> indicators.IndicatorDraft:
    return indicators.card(rx, key).draft()


def board(desk: Desk) -> Board:
    """The board of the indicators."""
    return Board(
        desk,
        Nature(
            name=N_("Indicators"),
            columns=(
                Column("group", N_("Working group"), 70, sortable=False),
                Column("code", N_("Code"), 110, sortable=False),
                Column("name", N_("Name"), 170, sortable=False),
                Column("unit", N_("Unit"), 80, sortable=False),
                Column("definition", N_("Definition"), 260, sortable=False, default_visible=False),
                Column("chain", N_("Chain"), 100, sortable=False, default_visible=False),
                Column("stage", N_("Stage"), 60, kind="number", sortable=False, default_visible=False),
                Column("retired", N_("Retired"), 60, sortable=False, show=retired_word),
            ),
            rows=_rows,
            fields=indicators.IndicatorDraft.FIELDS,
            choices=_choices,
            draft=_draft,
            of=_of,
            record=indicators.record,
            amend=indicators.amend,
            recorded=N_("Indicator recorded"),
            amended=N_("Indicator amended"),
            add=N_("New indicator"),
            about=N_("Counts and masses only, never names of persons. Figures of both sides stand side by side."),
            watched=frozenset({"indicators", "working_groups"}),
            retire=indicators.retire,
            reinstate=indicators.reinstate,
            retired=N_("Indicator retired"),
            reinstated=N_("Indicator offered again"),
            begin={"measure": "count", "stage": "0"},
        ),
    )
