"""From the text of a cell to a value: days, words, codes and names of agencies and groups; asked once when unsure.

Looks up the workspace's lists; knows no noun.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from hsdclient import agencies, codes, dates, errors, markings, text, working_groups
from hsdclient.fields import Choice
from hsdclient.importing import reading_days, words_of_others
from hsdclient.importing.mapping import DATE_ORDER, LEAVE_OUT, Mapping
from hsdclient.importing.tables import Table
from hsdclient.importing.target import Asking, Open, Slot, Target
from hsdclient.session import Read
from hsdclient.words import N_, _

Value = str | tuple[str, ...] | bool
MOST_QUESTIONS = 200
_PIECES = {"agencies": re.compile(r"[,;/\n&+]"), "groups": re.compile(r"[,;/\n&+]"), "tags": re.compile(r"[,;\n]")}
_WORDS = ("status", "rag", "priority", "check", "side")
_MEANT = {
    "agency": N_("Which agency is “{text}”?"),
    "group": N_("Which working group is “{text}”?"),
    "status": N_("Which status is “{text}”?"),
    "rag": N_("Which RAG is “{text}”?"),
    "priority": N_("Which priority is “{text}”?"),
    "marking": N_("Which marking is “{text}”?"),
    "check": N_("Does “{text}” mean yes or no?"),
    "side": N_("Which side is “{text}”?"),
}


class Understanding:
    """Reads the cells of one table under one mapping, and keeps the questions that come up."""

    def __init__(self, rx: Read, table: Table, mapping: Mapping, target: Target) -> None:
        self._rx, self._mapping = rx, mapping
        self.questions: dict[str, Asking] = {}
        self._agencies = agencies.listing(rx)
        self._groups = working_groups.listing(rx)
        self._words = {kind: words_of_others.known(kind) for kind in _WORDS}
        self._markings = {text.comparable(code): code for code in markings.all_of(rx)}
        self._by_name: dict[str, dict[str, list[str]]] = {
            "agency": _names([(one.code, one.name_en, one.name_hi) for one in self._agencies]),
            "group": _names([(one.code, one.name_en, one.name_hi) for one in self._groups]),
        }
        self._order = self._date_order(table, target)

    def _date_order(self, table: Table, target: Target) -> str:
        """The order of days and months in this file, asked once when any of its dates can be read two ways."""
        days = [place for place, key in enumerate(self._mapping.columns) if key and _kind(target, key) == "date"]
        cells = [(row.line, row.cells[place]) for row in table.rows for place in days]
        found = reading_days.orders([cell for _line, cell in cells])
        if not found["both"] and not (found["dmy"] and found["mdy"]):
            return self._mapping.date_order
        line, example = cells[(found["both"] or found["mdy"])[0]]
        hint = ""
        if found["dmy"] and not found["mdy"]:
            hint = _(" Others in the file begin with the day.")
        elif found["mdy"] and not found["dmy"]:
            hint = _(" Others in the file begin with the month.")
        self.questions[DATE_ORDER] = Asking(
            DATE_ORDER,
            "date_order",
            _("How are the dates of this file written? Line {line} says “{text}”.").format(line=line, text=example)
            + hint,
            (Choice("dmy", _("Day first: 3 April is 03/04")), Choice("mdy", _("Month first: 3 April is 04/03"))),
            "dmy" if hint and found["dmy"] else "mdy" if hint else "",
            sorted({cells[at][0] for at in (*found["both"], *found["dmy"], *found["mdy"])}),
            self._mapping.date_order,
        )
        return self._mapping.date_order

    def ask(self, asking: Asking, line: int) -> str:
        """The officer's answer to a question, LEAVE_OUT among them. Raises Open while there is none."""
        held = self.questions.get(asking.key)
        if held is None:
            if len(self.questions) >= MOST_QUESTIONS:
                raise errors.Refused(asking.text)
            held = self.questions[asking.key] = asking
            answer = self._mapping.answers.get(asking.key, "")
            known = {one.value for one in asking.options} | ({LEAVE_OUT} if asking.kind == "value" else set())
            held.answer = answer.strip() if not asking.options or answer in known else ""
        held.lines.append(line)
        if not held.answer:
            raise Open(asking.key)
        return held.answer

    def value(self, slot: Slot, cell: str, line: int) -> Value | None:
        """What a cell that is not blank means for `slot`; None for nothing. Refused, or Open, when unsure."""
        kind = slot.kind
        if kind in ("text", "why"):
            return cell
        if kind in ("line", "reference"):
            return " ".join(cell.split())
        if text.comparable(cell) in words_of_others.NOTHING:
            return None
        if kind == "date":
            return self._day(cell)
        if kind in _PIECES:
            return self._pieces(slot, cell, line)
        return self._one(kind, cell, line)

    def _day(self, cell: str) -> str:
        try:
            return reading_days.read(cell, self._order).isoformat()
        except dates.AmbiguousDate as unsure:
            raise Open(DATE_ORDER) from unsure

    def _pieces(self, slot: Slot, cell: str, line: int) -> tuple[str, ...] | None:
        pieces = [piece.strip() for piece in _PIECES[slot.kind].split(cell) if piece.strip()]
        if slot.kind == "tags":
            return tuple(dict.fromkeys(pieces)) or None
        kind = "agency" if slot.kind == "agencies" else "group"
        whole = self._by_name[kind].get(text.comparable(cell))  # a name may have a comma itself
        if whole and len(whole) == 1:
            return (whole[0],)
        found = [self._one(kind, piece, line) for piece in pieces]
        return tuple(dict.fromkeys(str(one) for one in found if one)) or None

    def _one(self, kind: str, cell: str, line: int) -> Value | None:
        wanted = text.comparable(cell)
        found: str | None
        if kind in _WORDS:
            found = self._words[kind].get(" ".join(wanted.replace("_", " ").replace("-", " ").split()))
            found = self._words[kind].get(wanted) if found is None else found
        elif kind == "marking":
            found = self._markings.get(wanted)
            if found is None and markings.find(markings.all_of(self._rx), cell):
                found = cell
        else:
            known = self._by_name[kind].get(wanted, [])
            found = known[0] if len(known) == 1 and cell.strip().upper() not in codes.AMBIGUOUS else None
        if found is None:
            found = self.ask(self._asking(kind, cell, wanted), line)
            if found == LEAVE_OUT:
                return None
        if kind == "check":
            return found == "1"
        return found or None

    def _asking(self, kind: str, cell: str, wanted: str) -> Asking:
        shown = cell if len(cell) <= 60 else cell[:59] + "…"
        options = self._options(kind, cell)
        likely = words_of_others.likely(kind, cell)
        if kind in ("agency", "group"):
            near = [one.value for one in options if wanted and text.comparable(one.label).find(wanted) >= 0]
            likely = near[0] if len(near) == 1 else ""
        return Asking(f"{kind}:{wanted}", "value", _(_MEANT[kind]).format(text=shown), options, likely)

    def _options(self, kind: str, cell: str) -> tuple[Choice, ...]:
        if kind == "agency":
            first = codes.AMBIGUOUS.get(cell.strip().upper(), ())
            ordered = sorted(self._agencies, key=lambda one: (one.code not in first, one.side, one.code))
            return tuple(Choice(one.code, f"{one.code} · {one.name}", group=one.side) for one in ordered)
        if kind == "group":
            return group_choices(self._rx)
        if kind == "marking":
            return tuple(markings.choices(self._rx))
        return tuple(Choice(value, _(word)) for value, word in words_of_others.choices(kind))


def group_choices(rx: Read) -> tuple[Choice, ...]:
    """The working groups to pick from: code and name."""
    return tuple(working_groups.choices(rx))


def _kind(target: Target, key: str) -> str:
    slot = target.slot(key)
    return slot.kind if slot else ""


def _names(listed: Sequence[tuple[str, str, str]]) -> dict[str, list[str]]:
    """Codes by every name they go by, comparable; a name of two codes is sure of neither."""
    found: dict[str, list[str]] = {}
    for code, *names in listed:
        both = [f"{code} {one}" for one in names] + [f"{one} ({code})" for one in names]
        for name in (code, code.replace("-", " "), *names, *both):
            if name and code not in found.setdefault(text.comparable(name), []):
                found[text.comparable(name)].append(code)
    return found
