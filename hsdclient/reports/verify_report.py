"""Is this the report that was issued? By the file's bytes, or by the code typed from a print.

Same bytes: genuine. Other bytes: not the issued file, and which embedded figures still match
(rules.md, Proof of a print). Knows the register, draws nothing.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import select

from hsdclient import clock, dates, errors, schema, standing
from hsdclient.documents import TYPE_WORDS
from hsdclient.reports import compose, proof, register
from hsdclient.reports.scope import KINDS
from hsdclient.reports.verify_training import training_lines
from hsdclient.scorecard import STATUS_WORDS
from hsdclient.session import Read
from hsdclient.words import _, language

_LONGEST = 500  # characters of one value that a stranger's file may bring to the screen
_PART, _JOINED = 320, 900  # of one part of a document's line, and of the line
_ORDER = ("title", "type", "dated", "marking", "linked", "pages", "size", "sha256")


@dataclass(frozen=True)
class Match:
    """One embedded figure: what is registered, what the file holds, whether they agree."""

    label: str
    registered: str
    found: str

    @property
    def agrees(self) -> bool:
        """Whether both are the same."""
        return self.registered == self.found


@dataclass(frozen=True)
class Verdict:
    """`genuine` or not, the sentence that says so, the report's number if known, and compared figures."""

    genuine: bool
    sentence: str
    number: str = ""
    matches: tuple[Match, ...] = ()


def verify_file(rx: Read, path: Path) -> Verdict:
    """Compare the file at `path` with the register. Environment when it cannot be read."""
    if path.exists() and not (path.is_file() or path.is_dir()):  # a pipe or device never ends
        raise errors.Refused(_("{name} is not a file. Choose the PDF of a report.").format(name=path.name), "file")
    try:
        digest = proof.sha256_file(path)
    except OSError as error:
        raise errors.Environment(
            _("The file {name} cannot be read ({reason}).").format(
                name=path.name, reason=error.strerror or type(error).__name__
            )
        ) from error
    r = schema.reports.c
    row = rx.one(select(r.number, r.issued_at).where(r.sha256 == digest))
    if row is not None:
        sentence = _("Genuine: this is report {number}, byte for byte as it was issued.").format(number=row.number)
        return Verdict(True, sentence, row.number)
    embedded = proof.read_embedded(path)
    if embedded is None:
        return Verdict(
            False, _("Not an issued file: its bytes are not in the register, and it carries no readable report data.")
        )
    number = _text(embedded.get("number", ""))
    registered = register.registered_data(rx, number) if number else None
    if registered is None:
        sentence = _("Not an issued file: this workspace has issued no report {number}.").format(number=number or "–")
        return Verdict(False, sentence, number)
    matches = tuple(compare(registered, embedded, rx.facts.time_zone))
    agreeing = sum(match.agrees for match in matches)
    sentence = _(
        "Not the issued file: it says it is report {number}, but its bytes differ. Of {all} embedded figures "
        "{same} match the register."
    ).format(number=number, all=len(matches), same=agreeing)
    return Verdict(False, sentence, number, matches)


def verify_code(rx: Read, code_or_number: str) -> list[Match]:
    """The registered data behind a typed code or number, to compare by eye; Refused when there is none."""
    data = register.registered_data(rx, code_or_number)
    if data is None:
        raise errors.Refused(
            _("No report with the code or number {code} was issued from this workspace. Check it letter by letter.")
            .format(code=code_or_number.strip() or "–"),
            "code",
        )  # fmt: skip
    return [Match(label, value, value) for label, value in figures(data, rx.facts.time_zone)]


def compare(registered: dict[str, Any], embedded: dict[str, Any], zone: str) -> list[Match]:
    """Every figure of either, side by side; '' where one has none. Instants are said in `zone`."""
    left, right = dict(figures(registered, zone)), dict(figures(embedded, zone))
    issued = [_text(data.get("issued")) for data in (registered, embedded)]
    if issued[0] != issued[1]:  # within one minute both are said alike
        left[_("Issued")], right[_("Issued")] = issued
    return [Match(label, left.get(label, ""), right.get(label, "")) for label in dict.fromkeys([*left, *right])]


def figures(data: dict[str, Any], zone: str) -> list[tuple[str, str]]:
    """The canonical data as label and value, line by line, instants in `zone`; anything odd is shown as its JSON."""
    lines = [
        (_("Report number"), _text(data.get("number"))),
        (_("Kind"), _word(KINDS, data.get("kind"))),
        (_("Scope"), _scope(data.get("scope"))),
        (_("As of"), _day(data.get("as_of"))),
        (_("Issued"), _instant(data.get("issued"), zone)),
        (_("Audience"), _word(compose.AUDIENCES, data.get("audience"))),
        (_("Marking"), _text(data.get("markings"))),
    ]
    actions = data.get("actions")
    for action in actions if isinstance(actions, list) else []:
        if not isinstance(action, dict):
            lines.append((_("Joint action"), _text(action)))
            continue
        reference = _text(action.get("reference"))
        for key, value in action.items():
            if key == "figures" and isinstance(value, list):
                lines += [_figure(reference, figure) for figure in value]
            elif key == "evidence" and isinstance(value, list):
                lines += [_document(paper, f"{reference} · ") for paper in value]
            elif key != "reference":
                lines.append((f"{reference} · {_label(key)}", _value(key, value)))
    return lines + _of_round(data) + training_lines(data, _text) + _papers(data)


def _of_round(data: dict[str, Any]) -> list[tuple[str, str]]:
    """The lines of a dialogue's sheet: both sides' dates, each commitment, request, decision and change, minutes."""
    lines: list[tuple[str, str]] = []
    held = data.get("round")
    sides = held.get("sides") if isinstance(held, dict) else None
    for side in sides if isinstance(sides, list) else []:
        told = side if isinstance(side, dict) else {"title": side}
        label = _("Dates, {side}").format(side=_word(standing.SIDE_WORDS, told.get("side", "")))
        lines.append((label, _joined([told.get("title", ""), _day(told.get("starts")), _day(told.get("ends"))])))
    for key, word in (("commitments", _("Commitment")), ("requests", _("Request")), ("changes", _("Change"))):
        listed = data.get(key)
        for one in listed if isinstance(listed, list) else []:
            label, said = _spoken(one, word)
            lines.append((f"{label} · {word}" if key == "changes" else label, said))
    decisions = data.get("decisions")
    for number, one in enumerate(decisions if isinstance(decisions, list) else [], 1):
        told = one if isinstance(one, dict) else {"text": one}
        lines.append((_("Decision {number}").format(number=number), _joined(told.values())))
    if "minutes" in data:
        lines.append((_("Minutes"), _text(data["minutes"])))
    return lines


def _spoken(one: Any, word: str) -> tuple[str, str]:
    """One record as label and values; a status is said as the sheet says it."""
    if not isinstance(one, dict):
        return word, _text(one)
    states = ("status", "computed", "then", "now")
    said = {**one, **{key: _word(STATUS_WORDS, one[key]) for key in states if key in one}}
    said |= {key: _day(one[key]) for key in ("due", "sent", "deadline") if key in one}
    label = _text(said.pop("reference", "")) or word
    return label, _joined(said.values())


def _papers(data: dict[str, Any]) -> list[tuple[str, str]]:
    """The lines of what a sheet says of documents: those of a register or receipt, the transfer, the annexes."""
    lines: list[tuple[str, str]] = []
    documents, annexes, transfer = data.get("documents"), data.get("annexes"), data.get("transfer")
    if isinstance(transfer, dict):
        names = {"from": _("From"), "to": _("To"), "purpose": _("Purpose"), "means": _("Means of transfer")}
        lines += [(names.get(str(key), str(key)), _text(value)) for key, value in transfer.items()]
    if isinstance(documents, list):
        lines += [_document(paper) for paper in documents]
    for number, annex in enumerate(annexes if isinstance(annexes, list) else [], 1):
        told = annex if isinstance(annex, dict) else {"file": annex}
        lines.append((_("Annex {number}").format(number=number), _joined(told.values())))
    return lines


def _document(paper: Any, under: str = "") -> tuple[str, str]:
    if not isinstance(paper, dict):
        return f"{under}{_('Document')}", _text(paper)
    said = {**paper, "type": _word(TYPE_WORDS, paper.get("type")), "dated": _day(paper.get("dated"))}
    label = under + _text(said.pop("reference", ""))
    return label, _joined(said[key] for key in dict.fromkeys((*_ORDER, *said)) if key in said)


def _joined(values: Iterable[Any]) -> str:
    return " · ".join(_text(value)[:_PART] for value in values)[:_JOINED]


def _figure(reference: str, figure: Any) -> tuple[str, str]:
    if not isinstance(figure, dict):
        return f"{reference} · {_('Figure')}", _text(figure)
    side = _word(standing.SIDE_WORDS, figure.get("side"))
    named = [_text(figure.get("indicator")), _text(figure.get("detail") or ""), side]
    label = f"{reference} · {', '.join(filter(None, named))}"
    return label, f"{_text(figure.get('value'))} {_text(figure.get('unit'))}"


def _scope(scope: Any) -> str:
    if not isinstance(scope, dict):
        return _text(scope)
    return _text(scope.get("reference") or scope.get("groups") or _("all working groups"))


def _label(key: str) -> str:
    names = {
        "title": _("Title"),
        "title_hi": _("Title in Hindi"),
        "group": _("Working group"),
        "lead_in": _("Lead, India"),
        "lead_us": _("Lead, US"),
        "due": _("Due"),
        "status": _("Status"),
        "overdue_days": _("Days overdue"),
        "marking": _("Marking"),
        "progress": _("Progress entries"),
        "rag": _("RAG"),
        "figures": _("Figures"),
    }
    return names.get(key, key)


def _value(key: str, value: Any) -> str:
    if key == "status":
        return _word(standing.STATUS_WORDS, value)
    if key == "rag":
        return _word(standing.RAG_WORDS, value)
    return _day(value) if key == "due" else _text(value)


def _word(table: dict[str, str], value: Any) -> str:
    return _(table[value]) if isinstance(value, str) and value in table else _text(value)


def _instant(value: Any, zone: str) -> str:
    try:
        return dates.say_time(clock.instant(value), zone, language())
    except (AttributeError, OverflowError, TypeError, ValueError):
        return _text(value)


def _day(value: Any) -> str:
    try:
        return dates.say(dates.read_iso(value), language()) if value else "–"
    except (errors.Refused, TypeError, ValueError, AttributeError):
        return _text(value)


def _text(value: Any) -> str:
    if isinstance(value, list) and all(isinstance(item, str) for item in value):
        return ", ".join(value)[:_LONGEST] or "–"
    if isinstance(value, str | int):
        return str(value)[:_LONGEST]
    try:
        return json.dumps(value, ensure_ascii=False, sort_keys=True)[:_LONGEST]
    except (RecursionError, ValueError):
        return "…"
