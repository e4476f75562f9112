"""pytest plugin: one coverage floor per floor of the house, read from pyproject.toml.

`--coverage-floors` (in `make test`) prints the two figures above pytest's closing line, fails below a floor.
"""

from __future__ import annotations

import io
import tomllib
from collections.abc import Generator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
_lines: list[str] = []


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--coverage-floors", action="store_true", help="fail below the floors of pyproject.toml")


def measured(folder: str) -> float:
    """Percent of the statements under `folder`/ that the data of the last run covers."""
    import coverage  # lazily: only `make test` measures

    data = coverage.Coverage(config_file=str(ROOT / "pyproject.toml"))
    data.load()
    return data.report(include=[f"{folder}/*", f"{ROOT}/{folder}/*"], file=io.StringIO())


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtestloop(session: pytest.Session) -> Generator[None, object, object]:
    # Outermost, so that pytest-cov has combined the data of all workers and subprocesses by then.
    result = yield
    config = session.config
    if config.getoption("--coverage-floors") and not hasattr(config, "workerinput"):
        settings = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]
        for folder, floor in settings["hsdclient"]["coverage-floors"].items():
            percent = measured(folder)
            verdict = "holds" if percent >= floor else "TOO LOW"
            _lines.append(f"coverage of {folder}: {percent:.1f} % (floor {floor} %) {verdict}")
            session.testsfailed += percent < floor
    return result


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    for line in _lines:
        terminalreporter.write_line(line)
