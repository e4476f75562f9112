"""The report for support: versions, this computer, counts, and where the program failed; a text to read before sending.

Holds no content of a record, no name of a person, file, folder, workspace, account or computer: from the logs only
lines of known shape are taken, and of a path only the part inside the program.
"""

from __future__ import annotations

import locale
import os
import re
import shutil
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from hsdclient import clock, errors, paths, settings, text, versions, words
from hsdclient.session import Read
from hsdclient.words import _

_LINES = 300  # of each log, the last ones
_COMMANDS = 3  # logs of verbs that failed, the newest
_HEAD = re.compile(r"(\d{4}-\d\d-\d\d \d\d:\d\d:\d\d),\d{3} (INFO|WARNING|ERROR|CRITICAL) ([\w-]{1,40})( |$)", re.ASCII)
_FRAME = re.compile(r"  (?P<path>.+):(?P<line>\d+) in (?P<name>[\w<>.]{1,120})", re.ASCII)
_FAULT = re.compile(r'  File "(?P<path>.+)", line (?P<line>\d+) in (?P<name>[\w<>.]{1,120})', re.ASCII)
_THREAD = re.compile(r"(Current thread|Thread) 0x[0-9a-f]+.{0,80}\(most recent call first\):", re.ASCII)
_FATAL = re.compile(r"(Fatal Python error|Windows fatal exception): [A-Za-z][A-Za-z0-9 ]{2,40}", re.ASCII)
_COMMAND = re.compile(r"hsdclient [\w.]{1,20}, Python [\w.+]{1,20}, \w{1,10}", re.ASCII)
_KIND = re.compile(r"([A-Za-z_]\w*)(\.[A-Za-z_]\w*)+", re.ASCII)
_OWN = ("hsdclient", "ui", "migrations")
_PLAIN = re.compile(r"\w+\.py", re.ASCII)
_WORD = re.compile(r"[\w.:+-]{1,40}", re.ASCII)


def compose(screen: Sequence[tuple[str, str]] = (), counts: Mapping[str, int] | None = None) -> str:
    """The report as text, in English. `screen`: facts of the display (label, value); `counts`: rows by table."""
    with words.speaking("en"):
        parts = [
            ("This report", [_PROMISE]),
            ("Program", [f"hsdclient {paths.VERSION}", *_pairs(versions.told())]),
            ("This computer", _pairs([*_computer(), *screen])),
            ("Settings", _pairs(_settings())),
            ("Counts", [f"{name}: {count}" for name, count in (counts or {}).items()] or ["no workspace is open"]),
        ]
    for name, lines in logs():
        parts.append((name, lines))
    said = "\n\n".join("\n".join([title, "-" * len(title), *lines]) for title, lines in parts)
    return f"{said}\n"


_PROMISE = (
    "Made for whoever looks after the program. It holds versions, facts of this computer, how many records exist,\n"
    "and the places in the program where something failed: no record, no name of a person, file, folder or workspace."
)


def counts(rx: Read) -> dict[str, int]:
    """How many rows each table of the open workspace has."""
    from sqlalchemy import func, select  # lazy: the first window needs no report

    from hsdclient import schema

    return {table.name: int(rx.scalar(select(func.count()).select_from(table)) or 0)
            for table in schema.metadata.sorted_tables}  # fmt: skip


def file_name() -> str:
    """The name offered for the file."""
    return f"hsd-support-{clock.now():%Y%m%dT%H%M}.txt"


def save(path: Path, report: str) -> None:
    """Write the report. Environment when it cannot be written."""
    try:
        path.write_text(report, encoding="utf-8", newline="\n")
    except OSError as error:
        raise errors.Environment(
            _("The report could not be written to {folder} ({reason}). Choose another folder.").format(
                folder=path.parent, reason=error.strerror or type(error).__name__
            )
        ) from error


def logs(folder: Path | None = None) -> Iterator[tuple[str, list[str]]]:
    """(title, lines) of each log that there is, without messages and without places outside the program."""
    place = folder or paths.user_data() / "logs"
    names = ["crash.log", "window.log.2", "window.log.1", "window.log"]
    try:
        names += sorted(path.name for path in place.glob("command-*.log"))[-_COMMANDS:]
    except OSError:
        return
    for name in names:
        try:
            read = (place / name).read_text("utf-8", "replace").splitlines()
        except OSError:
            continue
        if read:
            yield f"Log {name}", list(_harmless(read[-_LINES:]))


def _harmless(lines: Sequence[str]) -> Iterator[str]:
    """The lines of known shape, stripped to what they may say; of the others only how many there were."""
    out = 0
    for line in lines:
        said = _known(line)
        if said:
            yield said
        else:
            out += 1
    if out:
        yield f"({out} lines left out)"


def _known(line: str) -> str:
    if found := _HEAD.match(line):
        return f"{found[1]} {found[2]} {found[3]}"
    if found := _FRAME.fullmatch(line) or _FAULT.fullmatch(line):
        return f"  {_inside(found['path'])}:{found['line']} in {found['name']}"
    if found := _THREAD.fullmatch(line):
        return f"{found[1]}:"
    if _FATAL.fullmatch(line) or _COMMAND.fullmatch(line):
        return line
    if (found := _KIND.fullmatch(line)) and found[1] in _packages():
        return line
    return ""


def _packages() -> set[str]:
    """The first names of all that an error's kind may come from."""
    return {*sys.stdlib_module_names, *_OWN, *(name.partition(".")[0] for name in sys.modules)}


def _inside(path: str) -> str:
    """The part of a frame's path that lies inside the program, a library or Python; '…' for any other place."""
    parts = path.replace("\\", "/").split("/")
    if not parts[-1].endswith(".py") and not path.startswith("<frozen "):
        return "…"
    if path.startswith("<frozen "):
        return path if re.fullmatch(r"<frozen [\w.]+>", path, re.ASCII) else "…"
    root = str(Path(__file__).resolve().parent.parent).replace("\\", "/")
    whole = "/".join(parts)
    if not _PLAIN.fullmatch(parts[-1]):
        return "…"
    if whole.startswith(root + "/") and parts[len(root.split("/"))] in _OWN:
        return whole[len(root) + 1 :]
    for place in range(len(parts) - 1, 0, -1):
        if parts[place - 1] in ("site-packages", "dist-packages") or re.fullmatch(r"python3\.\d+", parts[place - 1]):
            return "/".join(parts[place:])
    if parts[0] in _OWN or parts[0] in _packages() or (len(parts) == 1 and parts[0][:-3] in sys.stdlib_module_names):
        return whole  # frozen: relative already
    return "…"


def _pairs(pairs: Sequence[tuple[str, str]]) -> list[str]:
    return [text.visible(f"{label}: {value}").replace("\n", " ") for label, value in pairs]


def _computer() -> list[tuple[str, str]]:
    found = [("processors", str(os.cpu_count() or "?"))]
    for name in ("XDG_SESSION_TYPE", "XDG_CURRENT_DESKTOP", "QT_QPA_PLATFORM", "LANG"):
        value = os.environ.get(name, "")
        if value and _WORD.fullmatch(value):
            found.append((name, value))
    found.append(("encoding", f"{locale.getencoding()}, files {sys.getfilesystemencoding()}"))
    found.append(("offset from UTC in minutes", str(-time.timezone // 60)))
    try:
        free = shutil.disk_usage(paths.user_data()).free
        found.append(("free on the disk of the settings", f"{free / 1e9:.0f} GB"))
    except OSError:
        found.append(("free on the disk of the settings", "?"))
    return found


def _settings() -> list[tuple[str, str]]:
    """The settings in force that name no place."""
    kept = settings.load()
    return [(one.key, str(kept.get(one.key))) for one in settings.SETTINGS if one.kind not in ("path", "paths", "text")]
