"""The frame of every test: Qt offscreen, and HOME, XDG folders and TMPDIR in a folder of this process.

Set before anything imports Qt or platformdirs, so that no test touches the officer's own files.
"""

from __future__ import annotations

import gc
import os
import shutil
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from tests.coverage_floors import pytest_addoption, pytest_runtestloop, pytest_terminal_summary

__all__ = ["pytest_addoption", "pytest_runtestloop", "pytest_sessionfinish", "pytest_terminal_summary"]

# In memory where there is room: a sync to disk then costs nothing, and these tests do thousands (a fifth of the time
# [m]). What is about the disk itself brings its own: a full one, a mounted one, one that loses what was not synced.
_MEMORY = Path("/dev/shm")
if "TMPDIR" not in os.environ and _MEMORY.is_dir() and shutil.disk_usage(_MEMORY).free >= 6 << 30:
    os.environ["TMPDIR"] = str(_MEMORY)
    tempfile.tempdir = None

# Short on purpose: a Unix socket's path ends at 108 bytes, and the single-instance socket lies below.
_HOUSE = Path(tempfile.mkdtemp(prefix="hsd-"))

for _name, _folder in {
    "HOME": "home",
    "XDG_DATA_HOME": "data",
    "XDG_CONFIG_HOME": "config",
    "XDG_STATE_HOME": "state",
    "XDG_CACHE_HOME": "cache",
    "XDG_RUNTIME_DIR": "run",
}.items():
    (_HOUSE / _folder).mkdir(mode=0o700)
    os.environ[_name] = str(_HOUSE / _folder)
if os.name == "nt":  # the folders of an account are asked of the system there, not of these variables
    os.environ["HSDCLIENT_DATA"] = str(_HOUSE / "data" / "hsdclient")
    os.environ["USERPROFILE"] = str(_HOUSE / "home")
os.environ["QT_QPA_PLATFORM"] = "offscreen"
os.environ["TZ"] = "UTC"
for _name in ("DISPLAY", "WAYLAND_DISPLAY", "HSDCLIENT_PASSPHRASE", "LANGUAGE"):
    os.environ.pop(_name, None)
os.environ["LC_ALL"] = "C.UTF-8"
if hasattr(time, "tzset"):
    time.tzset()

# No deadlines: two cores shared by two workers say nothing about speed; `make bench` does.
settings.register_profile(
    "house",
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
settings.load_profile("house")


# As in the window (ui/garbage.py): on a thread of a desk a collection could destroy widgets, and wait for ever.
gc.disable()
_TESTS_A_LOOK = 40


def pytest_collection_finish() -> None:
    gc.freeze()  # what is loaded stays


@pytest.fixture(autouse=True, scope="session")
def _counted() -> list[int]:
    return [0]


@pytest.fixture(autouse=True)
def _collected(_counted: list[int]) -> Iterator[None]:
    """Collect garbage after the test, on the main thread: all of it now and then."""
    yield
    _counted[0] += 1
    gc.collect(2 if _counted[0] % _TESTS_A_LOOK == 0 else 1)


def pytest_sessionfinish(session: pytest.Session) -> None:
    shutil.rmtree(_HOUSE, ignore_errors=True)
