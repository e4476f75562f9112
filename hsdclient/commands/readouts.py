"""The verb `readout`: the sentences of a document or a file with their numbers, and commitments made of some.

Turns words into drafts and hands them to the core; a file is attached only when that is asked for.
"""

from __future__ import annotations

import os
import re
from argparse import Namespace
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from hsdclient import attaching, codes, commitments, documents, errors, intake, reading, readouts
from hsdclient.commands import output
from hsdclient.commands.output import Usage, put, tell
from hsdclient.commands.signin import opened
from hsdclient.commitments import CommitmentDraft
from hsdclient.documents import DocumentDraft, Link
from hsdclient.readouts import Known, Mark, Readout, Sentence
from hsdclient.session import Read
from hsdclient.vault import source
from hsdclient.words import N_, _
from hsdclient.workspaces import Workspace

TAKEN_ONE, TAKEN_MANY = N_("Commitment recorded"), N_("Commitments recorded")
_DOCUMENT = re.compile(r"DOC-\d{4}-\d{4,}", re.IGNORECASE)
_CHUNK = 1 << 20


@dataclass(frozen=True)
class _Paper:
    """What is read: the texts of its pages, its name, and the document's reference when it is one."""

    pages: tuple[str, ...]
    name: str
    reference: str = ""
    path: Path | None = None


def readout(arguments: Namespace) -> int:
    """Print the sentences, or take those of --take."""
    wanted = numbers(arguments.take) if arguments.take.strip() else ()
    if wanted and not arguments.round.strip():
        raise Usage(_("--take needs the round: --round CODE."))
    with opened(arguments, writer=bool(wanted)) as workspace:
        with workspace.store.read() as rx:
            round_key = codes.record(rx, "meetings", arguments.round) if arguments.round.strip() else None
            known = readouts.known(rx, round_key) if round_key is not None else Known()
            paper = _of_document(rx, arguments.readout) if _is_document(arguments.readout) else None
        paper = paper or _of_file(Path(arguments.readout))
        read = readouts.read(paper.pages, converted=arguments.convert)
        for warning in read.warnings:
            tell(warning)
        if not read.sentences:
            raise errors.Refused(_("No sentence was found in {name}.").format(name=paper.name), "readout")
        if not wanted:
            _print(read.sentences, known.marks(read.sentences), arguments.form)
            return 0
        chosen = _chosen(read, wanted)
        if arguments.attach and paper.path is not None and round_key is not None:
            paper = _attached(workspace, paper, round_key, arguments.marking)
        drafts = [_draft(one, paper, known, arguments) for one in chosen]
        with workspace.store.write(workspace.officer, TAKEN_ONE if len(drafts) == 1 else TAKEN_MANY) as tx:
            made = commitments.record_many(tx, drafts)
    tell(_("Taken: {count} of {total} sentences.").format(count=len(made), total=len(read.sentences)))
    references = [one.reference for one in made]
    if arguments.form == "text":
        for reference in references:
            put(reference)
    else:
        rows = [{"ref": ref, **_plain(one)} for ref, one in zip(references, chosen, strict=True)]
        output.records(rows, arguments.form, ())
    return 0


def numbers(text: str) -> tuple[int, ...]:
    """'3,7-9' → (3, 7, 8, 9), each once, in that order."""
    found: dict[int, None] = {}
    for part in text.replace("–", "-").split(","):
        match = re.fullmatch(r"\s*(\d{1,6})\s*(?:-\s*(\d{1,6})\s*)?", part)
        first, last = (int(match[1]), int(match[2] or match[1])) if match else (1, 0)
        if first > last or not first or last - first > 10_000:
            raise Usage(
                _("--take is numbers and ranges, for example 3,7-9; “{text}” is none.").format(text=part.strip())
            )
        found.update(dict.fromkeys(range(first, last + 1)))
    return tuple(found)


def _is_document(given: str) -> bool:
    return _DOCUMENT.fullmatch(given.strip()) is not None and not Path(given).exists()


def _of_document(rx: Read, reference: str) -> _Paper:
    key = codes.document(rx, reference)
    row = documents.rows(rx, [key])[0]
    return _Paper(readouts.pages(rx, key), row.title, row.reference)


def _of_file(path: Path) -> _Paper:
    """The text of a file, read as attaching reads it; Refused with the reason when there is none."""
    gathered = intake.gather([path])
    if gathered.refused:
        raise errors.Refused(gathered.refused[0][1], "readout")
    if len(gathered.files) != 1:
        raise errors.Refused(_("A readout is one file; give that file."), "readout")
    name = attaching.shown(gathered.files[0].name)
    with source.open_plain(path) as stream, reading.Reader() as reader:
        size = os.fstat(stream.fileno()).st_size
        found = reader.read(_chunks(stream), size)
    if not any(text.strip() for text in found.texts):
        said = (_("{name} holds no text to read.").format(name=name), reading.say_state(found.facts))
        raise errors.Refused(" ".join(filter(None, said)), "readout")
    return _Paper(found.texts, name, path=path)


def _chunks(stream: BinaryIO) -> Iterator[bytes]:
    while chunk := stream.read(_CHUNK):
        yield chunk


def _chosen(read: Readout, wanted: tuple[int, ...]) -> list[Sentence]:
    by_number = {one.number: one for one in read.sentences}
    missing = [str(number) for number in wanted if number not in by_number]
    if missing:
        raise errors.Refused(
            _("There is no sentence {numbers}; there are 1 to {count}.").format(
                numbers=", ".join(missing[:10]), count=len(by_number)
            ),
            "take",
        )
    return [by_number[number] for number in wanted]


def _attached(workspace: Workspace, paper: _Paper, round_key: int, marking: str) -> _Paper:
    """The file attached to the round; Refused when it cannot be."""
    assert paper.path is not None
    draft = DocumentDraft(type="readout", marking=marking)
    batch = attaching.attach(workspace.store, workspace.officer, draft, [Link("meetings", round_key)], [paper.path])
    outcome = batch.outcomes[0]
    if not outcome.reference:
        raise errors.Refused(outcome.sentence, "readout")
    tell(_("{name} attached as {reference}. {remark}").format(
        name=paper.name, reference=outcome.reference, remark=outcome.sentence
    ).strip())  # fmt: skip
    return _Paper(paper.pages, paper.name, outcome.reference, paper.path)


def _draft(sentence: Sentence, paper: _Paper, known: Known, arguments: Namespace) -> CommitmentDraft:
    like = known.mark(sentence.text).like if arguments.carry else None
    if like is not None:
        tell(_("Sentence {number} takes up {reference}.").format(number=sentence.number, reference=like.reference))
    return CommitmentDraft(
        round=arguments.round.strip(),
        verbatim=sentence.text,
        original=sentence.to_keep,
        language=arguments.language.strip() or sentence.language,
        document=paper.reference,
        source=arguments.source.strip() or paper.name,
        paragraph=sentence.paragraph,
        classed=arguments.classed.strip().casefold(),
        group=arguments.group.strip(),
        lead_in=arguments.lead_in.strip(),
        lead_us=arguments.lead_us.strip(),
        due=arguments.due.strip(),
        by_next_round=arguments.by_next_round,
        carried_from=like.reference if like is not None else "",
        marking=arguments.marking.strip(),
    )


def _plain(sentence: Sentence, mark: Mark | None = None) -> output.Record:
    mark = mark or Mark()
    return {
        "number": sentence.number,
        "paragraph": sentence.paragraph,
        "page": sentence.page,
        "language": sentence.language,
        "text": sentence.text,
        "taken": mark.taken,
        "like": mark.like.reference if mark.like else "",
        "score": round(mark.score, 2),
    }


def _print(sentences: tuple[Sentence, ...], marks: dict[int, Mark], form: str) -> None:
    rows = [_plain(one, marks.get(one.number)) for one in sentences]
    if form != "text":
        output.records(rows, form, ())
        return
    for row, one in zip(rows, sentences, strict=True):
        mark = marks.get(one.number, Mark())
        row["known"] = mark.taken or (_("like {reference}").format(reference=mark.like.reference) if mark.like else "–")
    headings = [("number", _("No.")), ("paragraph", _("Paragraph")), ("known", _("Known")), ("text", _("Sentence"))]
    output.records(rows, form, headings)
