"""What the reading process gives up before it sees a document, each beside a control that still has it."""

from __future__ import annotations

import json
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from hsdclient.reading import nursery

LINUX = pytest.mark.skipif(sys.platform != "linux", reason="Windows has its job object, which is not here")


DEEDS = """
import json, mmap, os, resource, socket, sys
sys.path[:0] = [sys.argv[1]]
from hsdclient.reading import confine
if sys.argv[2] == "confined":
    reached = confine.for_good()
    confine.for_document(1000, confine.address_space() or 1 << 30)
else:
    reached = {}
def tried(deed):
    try:
        deed()
    except (OSError, MemoryError) as error:
        return type(error).__name__
    return "done"
def write():
    with open(sys.argv[3] + "/written", "w") as target:
        target.write("x" * 10)
def late():
    import colorsys
print(json.dumps({
    "reached": reached,
    "write": tried(write),
    "read": tried(lambda: open(sys.argv[3] + "/there").read()),
    "list": tried(lambda: os.listdir("/etc")),
    "call": tried(lambda: socket.create_connection(("127.0.0.1", int(sys.argv[4])), 2)),
    "memory": tried(lambda: mmap.mmap(-1, 3 << 30)),
    "late import": tried(late),
    "limits": [resource.getrlimit(getattr(resource, "RLIMIT_" + name))[0] for name in ("FSIZE", "CORE", "NPROC")],
}))
"""


def deeds(how: str, folder: Path, port: int) -> dict[str, object]:
    (folder / "there").write_text("a neighbour's file")
    root = str(Path(__file__).resolve().parents[3])
    done = subprocess.run(
        [sys.executable, "-B", "-c", DEEDS, root, how, str(folder), str(port)],
        capture_output=True, text=True, timeout=60, check=True,
    )  # fmt: skip
    told: dict[str, object] = json.loads(done.stdout)
    return told


@LINUX
def test_a_confined_process_opens_no_file_no_socket_and_no_end_of_memory(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        free, told = deeds("free", tmp_path, port), deeds("confined", tmp_path, port)
    assert told["limits"] == [0, 0, 0]
    free.pop("reached")
    free.pop("limits")
    assert set(free.values()) == {"done"}, "the control: without limits each deed is done"
    (tmp_path / "written").unlink(missing_ok=True)
    reached = told["reached"]
    assert isinstance(reached, dict)
    assert told["memory"] != "done"
    assert told["write"] != "done"
    assert told["late import"] == "done"
    if not reached["landlock"]:
        pytest.skip("this kernel has no Landlock")
    assert (told["read"], told["list"]) == ("PermissionError", "PermissionError")
    assert not (tmp_path / "written").exists() or not (tmp_path / "written").read_text()
    if not reached["network"] and reached["landlock"] < 4:
        pytest.skip("this kernel cuts no process off the network")
    assert told["call"] != "done"


@LINUX
def test_the_nursery_says_what_it_gave_up() -> None:
    assert set(nursery.reached()) == {"landlock", "network"}


FROZEN = """
import os, sys
sys.path[:0] = [sys.argv[1]]
from hsdclient.reading import confine
sys._MEIPASS, sys.executable = sys.argv[2] + "/_internal", sys.argv[2] + "/program"
reached = confine.for_good()
def opens(name):
    try:
        open(sys.argv[2] + name).close()
    except PermissionError:
        return "no"
    return "yes"
print(reached["landlock"] > 0, opens("/program"), opens("/_internal/data"), opens("/beside"))
"""


@LINUX
def test_a_frozen_one_still_opens_the_programs_own_file(tmp_path: Path) -> None:
    """Its modules lie in there, and some are loaded late: pictures were "damaged" without."""
    (tmp_path / "_internal").mkdir()
    for name in ("program", "_internal/data", "beside"):
        (tmp_path / name).write_text("x")
    root = str(Path(__file__).resolve().parents[3])
    done = subprocess.run(
        [sys.executable, "-B", "-c", FROZEN, root, str(tmp_path)],
        capture_output=True, text=True, timeout=60, check=True,
    )  # fmt: skip
    landlock, *told = done.stdout.split()
    if landlock == "False":
        pytest.skip("this kernel has no Landlock")
    assert told == ["yes", "yes", "no"]
