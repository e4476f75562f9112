"""The reading process: loads the parsers, gives up what it does not need, then reads documents for its parent.

With `--nursery FD` it never reads itself but forks a fresh process for each document (Linux); without, it reads alone,
over its standard input and output. Nothing is ever written to disk here.
"""

from __future__ import annotations

import gc
import json
import os
import sys
from collections.abc import Sequence

from hsdclient.reading import confine, frames, measures

_IDLE_SECONDS = 300
_REAP_SECONDS = 5


def main(arguments: Sequence[str]) -> int:
    """Serve until the parent is gone; the exit code means nothing."""
    quiet = os.open(os.devnull, os.O_RDWR)  # libraries print, and what they print may quote a document
    if sys.platform == "win32":
        import msvcrt

        for descriptor in (0, 1):
            msvcrt.setmode(descriptor, os.O_BINARY)
    wire = os.dup(1)
    for descriptor in (1, 2):
        os.dup2(quiet, descriptor)
    if list(arguments[:1]) == ["--nursery"]:
        return _nursery(int(arguments[1]))
    _load()
    used = confine.address_space()
    reached = confine.for_good()
    _put_all(wire, frames.pack({"ready": reached}))
    _serve(0, wire, used)
    return 0


def _load() -> None:
    """Import every parser now, while files can be opened, and what they would import late."""
    import time

    import charset_normalizer
    import olefile
    import oxmsg
    import pypdfium2
    import striprtf.striprtf

    from hsdclient.reading import answering

    if hasattr(time, "tzset"):
        time.tzset()
    for encoding in ("cp1252", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "latin-1", "utf-8-sig", "idna"):
        "".encode(encoding)
    pypdfium2.PdfDocument.new().close()  # the library starts when first used
    del charset_normalizer, olefile, oxmsg, striprtf, answering


def _serve(source: int, wire: int, used: int) -> None:
    from hsdclient.reading import answering

    def get(count: int) -> bytes:
        # One piece at a time into one block: a document may have 256 MiB.
        block = bytearray(count)
        view, have = memoryview(block), 0
        while have < count:
            piece = os.read(source, min(count - have, measures.MEBIBYTE))
            if not piece:
                raise EOFError
            view[have : have + len(piece)] = piece
            have += len(piece)
        return bytes(block)

    answering.serve(get, lambda told: _put_all(wire, told), used)


def _put_all(wire: int, told: bytes) -> None:
    view = memoryview(told)
    while view:
        try:
            view = view[os.write(wire, view) :]
        except OSError:  # nobody listens any more; Windows calls that an invalid argument too
            os._exit(0)


def _nursery(descriptor: int) -> int:
    """Fork a process for each socket that comes, end those that the parent names, go when it goes."""
    if sys.platform == "win32":
        return 2
    import select
    import signal
    import socket

    # Not tied to the parent's life by a signal: that would come when the thread ends that started this. Its end of the
    # wire closes with it.
    control = socket.socket(fileno=descriptor)
    _load()
    used = confine.address_space()
    reached = confine.for_good()
    gc.collect()
    gc.freeze()
    control.send(json.dumps({"ready": reached, "pid": os.getpid()}).encode())
    living: dict[bytes, int] = {}
    idle = 0
    while True:
        waiting = bool(select.select([control], [], [], _REAP_SECONDS if living else _IDLE_SECONDS)[0])
        for name, pid in list(living.items()):
            if os.waitpid(pid, os.WNOHANG)[0]:
                del living[name]
        if not waiting:
            idle = 0 if living else idle + 1
            if idle:
                return 0
            continue
        told, sockets, _flags, _address = socket.recv_fds(control, 64, 1)
        if not told:
            return 0
        name = told[1:]
        if told[:1] == b"K" and name in living:
            # Not yet waited for, so the number is still its own.
            os.kill(living[name], signal.SIGKILL)
            os.waitpid(living.pop(name), 0)
        elif told[:1] == b"S" and sockets:
            pid = os.fork()
            if pid == 0:
                _born(control, sockets[0], used)
            living[name] = pid
            os.close(sockets[0])


def _born(control: object, wire: int, used: int) -> None:
    """The life of a process for one document."""
    code = 1
    try:
        confine.with_parent()
        control.close()  # type: ignore[attr-defined]
        _put_all(wire, frames.pack({"hello": os.getpid()}))
        _serve(wire, wire, used)
        code = 0
    except BaseException:  # also what a broken end of the wire raises: there is nobody to tell
        code = 1
    finally:
        os._exit(code)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
