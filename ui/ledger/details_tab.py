"""The Details tab: the fields of a record as its Shape has them, with widgets of the noun's own above and below."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtWidgets import QWidget

from hsdclient import dates
from hsdclient.clock import instant
from hsdclient.words import _, language
from ui.ledger.following import Following
from ui.ledger.shape import Detail, needed
from ui.parts.form import Form
from ui.record_fields import RecordFields


class DetailsTab(RecordFields):
    """Everything about one record that an officer describes. `above` and `below` hold widgets of the noun's own, each
    with `show_card` and `leave`."""

    def __init__(self, detail: Detail, parent: QWidget | None = None, *, above: Any = None, below: Any = None) -> None:
        super().__init__(detail.desk, parent)
        self._shape = shape = detail.shape
        self.fixed = shape.fixed
        self.own = [one for one in (above, below) if one is not None]
        self._fields = shape.detail_fields()
        self.begin(Form(self._fields, shape.sources(detail.book, self._entered), self._check, self.inside,
                        open_lists=shape.open_lists), above, below)  # fmt: skip
        self.following = Following(self.form, shape, self)
        detail.book.loaded.connect(self.form.reload_choices)

    def _entered(self) -> dict[str, object]:
        form = getattr(self, "form", None)  # its choices are asked for while it is made
        return form.values() if form is not None else {}

    def discarded(self, card: Any) -> bool:
        return self._shape.discarded(card)

    def place(self, card: Any) -> str:
        return f"{self._shape.page}/{card.key}/details"

    def values(self, card: Any) -> Mapping[str, object]:
        return self._shape.values(card)

    def write(self, card: Any, changes: dict[str, object], then: Any, failed: Any) -> None:
        self._desk.write(self._shape.words.amended, self._shape.amend, card.key, changes, then=then, failed=failed)

    def showing(self, card: Any) -> None:
        self.following.follow()
        for one in self.own:
            one.show_card(card)
        at = str(self._shape.of(card, "recorded_at"))
        by = str(self._shape.of(card, "recorded_by"))
        self.caption.setVisible(bool(at))
        if at:
            told = dates.say_time(instant(at), self._desk.facts.time_zone, language())
            self.caption.setText(_("Recorded {at} by {officer}").format(at=told, officer=by or "–"))

    def _check(self, values: dict[str, object]) -> dict[str, str]:
        return needed(self._fields, values, self._shape.problems(values, new=False))

    def leave(self) -> None:
        super().leave()
        for one in self.own:
            one.leave()
