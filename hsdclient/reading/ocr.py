"""Text in scanned pages by an installed Tesseract, page by page: a picture goes in by pipe, text comes out by pipe.

Slow; a matter for the background. Nothing is written to disk, and without Tesseract nothing is missed.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from functools import cache
from typing import IO, Any

from hsdclient import errors
from hsdclient.reading import measures
from hsdclient.reading.cleaning import clean
from hsdclient.reading.facts import Facts, Failed, Picture, say_why
from hsdclient.reading.viewing import Viewing
from hsdclient.words import _

_WANTED = ("eng", "hin")
_PAGES = 500
_SECONDS_A_PAGE = 120
_MEMORY = 1536 * measures.MEBIBYTE
_DOTS_AN_INCH = 300
_LOOK_EVERY = 0.2
_NARROW = 1_200
_WINDOWS = r"C:\Program Files\Tesseract-OCR\tesseract.exe"


class Cancelled(Exception):
    """The officer, or the lock, stopped the work."""


def available() -> bool:
    """Whether a Tesseract with English is installed. Asks it once; call it from a pool thread."""
    return bool(languages())


def languages() -> tuple[str, ...]:
    """Those of English and Hindi that the installed Tesseract knows; none without English."""
    program = _program()
    return _languages(program) if program else ()


def worthwhile(facts: Facts) -> bool:
    """Whether a document may hold text that only OCR finds."""
    return (facts.kind == "pdf" and (facts.state == "scanned" or facts.why == "some_scanned")) or (
        facts.kind == "image" and facts.state == "nothing" and not facts.why
    )


def recognise(
    viewing: Viewing,
    *,
    progress: Callable[[int, int], object] = lambda done, total: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> tuple[str, ...]:
    """The text of every page (at most 500), clean; pages that have text already keep it.

    `progress(done, total)` comes after each page. Raises `Cancelled`; `Failed` when the document is gone;
    `errors.Environment` without Tesseract. A page that takes too long has no text.
    """
    program, known = _program(), languages()
    if not program or not known:
        raise errors.Environment(
            _("To read scanned pages, install Tesseract with English and Hindi on this computer, then try again.")
        )
    total = min(viewing.facts.pages, _PAGES)
    texts = []
    for page in range(total):
        if cancelled():
            raise Cancelled
        text = viewing.text(page) if viewing.facts.kind == "pdf" else ""
        if not text.strip():
            picture = _picture(viewing, page)
            text = "" if picture is None else _read(program, known, picture, cancelled)
        texts.append(text)
        progress(page + 1, total)
    return tuple(texts)


def _program() -> str:
    found = shutil.which("tesseract") or (_WINDOWS if sys.platform == "win32" and os.path.exists(_WINDOWS) else "")
    return found or ""


@cache
def _languages(program: str) -> tuple[str, ...]:
    try:
        told = subprocess.run(
            [program, "--list-langs"], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
            env=_environment(), timeout=20, check=False, text=True, errors="replace",
        )  # fmt: skip
    except (OSError, subprocess.SubprocessError):
        return ()
    there = set(told.stdout.split())
    return tuple(one for one in _WANTED if one in there) if "eng" in there else ()


def _environment() -> dict[str, str]:
    kept = ("PATH", "TESSDATA_PREFIX", "SYSTEMROOT", "SYSTEMDRIVE", "WINDIR", "LD_LIBRARY_PATH")
    # One thread: the officer is still working at this computer.
    return {
        "LC_ALL": "C.UTF-8",
        "OMP_THREAD_LIMIT": "1",
        **{name: os.environ[name] for name in kept if name in os.environ},
    }


def _picture(viewing: Viewing, page: int) -> Picture | None:
    try:
        across = viewing.size(page)[0]
        if viewing.facts.kind == "pdf":
            across = across / 72 * _DOTS_AN_INCH
        elif across < _NARROW:
            across *= 2
        return viewing.picture(page, round(across) or measures.WIDEST)
    except Failed as failed:
        if failed.why in ("timeout", "unavailable") or not viewing.alive:
            raise
        return None  # one page that cannot be drawn costs itself


def _read(program: str, known: tuple[str, ...], picture: Picture, cancelled: Callable[[], bool]) -> str:
    command = [program, "stdin", "stdout", "-l", "+".join(known), "--dpi", str(_DOTS_AN_INCH)]
    given = b"P6\n%d %d\n255\n" % (picture.width, picture.height) + picture.rgb
    try:
        process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=_environment(),
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )  # fmt: skip
    except OSError as error:
        raise Failed(say_why("unavailable"), "unavailable") from error
    limits = _limit(process)
    # A thread feeds it: `communicate` forgets what is left to send when it is asked again after a time-out.
    source, process.stdin = process.stdin, None
    feeder = threading.Thread(target=_feed, args=(source, given), daemon=True)
    feeder.start()
    until = time.monotonic() + _SECONDS_A_PAGE
    try:
        while True:
            try:
                told, _nothing = process.communicate(timeout=_LOOK_EVERY)
                return clean(told.decode("utf-8", "replace"), measures.PAGE_TEXT)
            except subprocess.TimeoutExpired:
                if cancelled():
                    raise Cancelled from None
                if time.monotonic() > until:
                    return ""
    finally:
        process.kill()
        process.communicate()
        feeder.join()
        if limits is not None:
            limits.close()


def _feed(source: IO[bytes] | None, given: bytes) -> None:
    assert source is not None
    with contextlib.suppress(OSError), source:
        source.write(given)


def _limit(process: subprocess.Popen[bytes]) -> Any:
    """Memory, time and no files, before it has been given anything to read."""
    if sys.platform == "win32":
        from hsdclient.reading import job

        return job.limited(process, _MEMORY)
    if sys.platform == "linux":
        import resource

        limits = (
            (resource.RLIMIT_AS, _MEMORY), (resource.RLIMIT_CPU, _SECONDS_A_PAGE), (resource.RLIMIT_FSIZE, 0),
            (resource.RLIMIT_CORE, 0),
        )  # fmt: skip
        for which, most in limits:
            with contextlib.suppress(OSError, ValueError):  # it may have ended already
                resource.prlimit(process.pid, which, (most, most))
    return None
