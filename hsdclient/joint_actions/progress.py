"""Progress entries: dated statements on an action, added and never edited; a correction names the old one.

An entry that tells a status, RAG, reason or next step sets the side's standing by the same rules.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from sqlalchemy import select

from hsdclient import clock, codes, dates, errors, schema, standing, text
from hsdclient.fields import Field
from hsdclient.joint_actions.verbs import amend_standing
from hsdclient.session import Tx
from hsdclient.words import N_, _


@dataclass(frozen=True)
class EntryDraft:
    """One progress entry as entered; '' means: not told. `corrects` is the key of the entry it corrects."""

    text: str = ""
    dated: str = ""
    side: str = ""
    status: str = ""
    rag: str = ""
    reason: str = ""
    next_step: str = ""
    corrects: int | None = None
    source: str = ""
    release: tuple[str, ...] = ()

    FIELDS: ClassVar[tuple[Field, ...]] = (
        Field("text", N_("What happened"), "text", required=True, max_length=10_000),
        Field("dated", N_("On"), "date"),
        Field("side", N_("Side"), "choice", choices="sides"),
        Field("status", N_("New status"), "choice", choices="statuses"),
        Field("rag", N_("RAG"), "choice", choices="rags"),
        Field("reason", N_("Reason for pendency"), "text", max_length=2_000),
        Field("next_step", N_("Next step"), "text", max_length=2_000),
        Field("source", N_("Source (for the partner's statement)"), max_length=300),
        Field("release", N_("Release to"), "choices", choices="sides"),
    )

    def problems(self) -> dict[str, str]:
        """What is wrong with this entry by itself: field key → sentence."""
        found: dict[str, str] = {}
        if not self.text.strip():
            found["text"] = _("Say what happened.")
        for field in self.FIELDS:
            value = getattr(self, field.key)
            if not isinstance(value, str):
                continue
            sentence = text.problem(value, max_length=field.max_length, lines=field.kind == "text")
            if sentence:
                found[field.key] = sentence
        if self.dated:
            try:
                dates.read_iso(self.dated)
            except errors.Refused as refusal:
                found["dated"] = refusal.sentence
        if self.side and self.side not in schema.SIDES:
            found["side"] = _("The side is IN or US, not {text}.").format(text=self.side)
        if self.status and self.status not in standing.STATUS_WORDS:
            found["status"] = _("There is no status {status}.").format(status=self.status)
        if self.rag not in standing.RAG_WORDS:
            found["rag"] = _("RAG is Red, Amber, Green, or not set.")
        for side in self.release:
            if side not in schema.SIDES:
                found["release"] = _("The side is IN or US, not {text}.").format(text=side)
        return found


def add_entry(tx: Tx, action_key: int, draft: EntryDraft) -> int:
    """Add one progress entry and apply what it tells of the standing; returns the entry's key.

    Problems when the text is missing, the status table or the RAG rules forbid it, the date lies in the
    future, or the corrected entry is not one of this action.
    """
    found = draft.problems()
    dated = draft.dated or tx.today.isoformat()
    if "dated" not in found and dated > tx.today.isoformat():
        found["dated"] = _("A progress entry tells what has happened; its date cannot lie in the future.")
    if found:
        raise errors.Problems(found)
    action = tx.row(schema.joint_actions, action_key)
    if action is None or action["discarded_at"]:
        raise errors.Refused(_("This action is in the trash; recover it first."))
    side = draft.side or tx.side
    if draft.corrects is not None:
        _check_corrected(tx, action_key, draft.corrects, side)
    told: dict[str, Any] = {
        name: getattr(draft, name) for name in ("status", "rag", "reason", "next_step") if getattr(draft, name)
    }
    amend_standing(tx, action_key, side, told, why=draft.reason or draft.text, received_on=dated, source=draft.source)
    key = tx.insert(
        schema.progress_entries,
        {
            "action_key": action_key,
            "side": side,
            "dated": dated,
            "text": draft.text,
            "status": draft.status or None,
            "rag": draft.rag or None,
            "reason": draft.reason,
            "next_step": draft.next_step,
            "corrects_key": draft.corrects,
            "officer_key": tx.officer.key,
            "recorded_at": clock.text(clock.now()),
        },
    )
    for to in draft.release:
        tx.insert(
            schema.releases,
            {
                "noun": "progress_entries",
                "row_key": key,
                "part": "record",
                "side": codes.side(to),
                "released_at": clock.text(clock.now()),
                "officer_key": tx.officer.key,
            },
        )
    return key


def _check_corrected(tx: Tx, action_key: int, corrects: int, side: str) -> None:
    p = schema.progress_entries.c
    row = tx.one(select(p.action_key, p.side).where(p.key == corrects))
    if row is None or row.action_key != action_key or row.side != side:
        raise errors.Problems({"corrects": _("A correction names an entry of the same action and side.")})
    if tx.one(select(p.key).where(p.corrects_key == corrects)):
        raise errors.Problems(
            {"corrects": _("This entry has been corrected already; correct the newer entry instead.")}
        )
