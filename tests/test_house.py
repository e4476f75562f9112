"""The rules of the house that no type checker sees; each failure names the file, the line and the rule."""

from __future__ import annotations

import ast
import fnmatch
import importlib.metadata
import re
import subprocess
import sys

import pytest

from tests.house import (
    ROOT,
    calls,
    imports,
    modules,
    name_of,
    nouns,
    pyproject,
    reaches,
    tracked,
    tree,
    where,
)

FORBIDDEN_NAMES = {"utils", "util", "helpers", "helper", "common", "manager", "misc", "base", "tools"}
EVERYWHERE = ("hsdclient", "ui", "migrations", "tests", "resources")


def test_no_file_has_over_400_lines() -> None:
    long = {
        where(path): lines
        for path in modules(*EVERYWHERE)
        if "versions" not in path.parts and (lines := len(path.read_text("utf-8").splitlines())) > 400
    }
    assert not long, f"a second room is due: {long}"


def test_no_room_is_named_after_nothing() -> None:
    vague = [where(path) for path in modules(*EVERYWHERE) if FORBIDDEN_NAMES & {path.stem, path.parent.name}]
    assert not vague


def test_every_module_says_in_five_lines_what_it_is_for() -> None:
    wrong = []
    for path in modules("hsdclient", "ui", "migrations/env.py", "tests"):
        said = ast.get_docstring(tree(path), clean=False)
        # A test's name says what it holds; an empty __init__ has nothing to say.
        if said is None and ("tests" in path.parts or not path.read_text("utf-8").strip()):
            continue
        if said is None or not 1 <= len(said.strip().splitlines()) <= 5:
            wrong.append(where(path))
    assert not wrong


# --- who may import whom ------------------------------------------------------------------------------


def test_the_core_knows_neither_the_window_nor_qt() -> None:
    wrong = {
        where(path): found for path in modules("hsdclient") if (found := reaches(path, {"ui", "PySide6"}))
    }
    assert not wrong


def test_the_window_speaks_no_sql() -> None:
    banned = {"sqlalchemy", "sqlcipher3", "sqlite3", "alembic", "hsdclient.schema"}
    wrong = {where(path): found for path in modules("ui") if (found := reaches(path, banned))}
    assert not wrong


def test_nouns_are_siblings_and_the_store_knows_none() -> None:
    below = {
        f"hsdclient.{room}" for room in ("schema", "store", "journal", "session", "connection", "search")
    }
    assert nouns()
    wrong = {}
    for path in modules("hsdclient"):
        room = ".".join(name_of(path).split(".")[:2])
        if room in nouns() | below and (found := reaches(path, nouns() - {room})):
            wrong[where(path)] = found
    assert not wrong


def test_what_has_a_page_and_a_table_of_its_own_is_declared_a_noun() -> None:
    pages = {name_of(path).split(".")[2] for path in modules("ui/pages") if name_of(path) != "ui.pages"}
    rooms = {".".join(name_of(path).split(".")[:2]) for path in modules("hsdclient")}
    shared = {f"hsdclient.{name}" for name in ("settings", "journal", "search", "reports", "exchange")}
    twins = {f"hsdclient.{page}" for page in pages} & rooms
    assert not twins - nouns() - shared, "add them to the contract 'nouns are siblings' in pyproject.toml"


def test_pages_are_siblings() -> None:
    def page_of(name: str) -> str:
        return ".".join(name.split(".")[:3])

    pages = {page_of(name_of(path)) for path in modules("ui/pages")} - {"ui.pages"}
    wrong = {
        where(path): found
        for path in modules("ui/pages")
        if (found := reaches(path, pages - {page_of(name_of(path))}))
    }
    assert not wrong


def test_parts_know_no_domain_word_and_no_page() -> None:
    banned = nouns() | {
        "ui.pages",
        "ui.window",
        "ui.desk",
        "ui.worker",
        "hsdclient.store",
        "hsdclient.reports",
    }
    wrong = {where(path): found for path in modules("ui/parts") if (found := reaches(path, banned))}
    assert not wrong


def test_migrations_stand_alone() -> None:
    wrong = {
        where(path): outside
        for path in modules("migrations/versions")
        if (
            outside := {
                name
                for name in imports(path)
                if name.split(".")[0] not in {"alembic", "sqlalchemy", *sys.stdlib_module_names}
            }
        )
    }
    assert not wrong, "an old step must not change when the code of today does"


def test_every_foreign_package_is_declared() -> None:
    declared = {
        re.split(r"[<>=!~ ;\[]", line)[0].lower().replace("_", "-")
        for line in pyproject()["project"]["dependencies"]
    }
    owners = importlib.metadata.packages_distributions()
    own = {"hsdclient", "ui", "migrations", *sys.stdlib_module_names}
    wrong = {
        f"{where(path)} imports {top}"
        for path in modules("hsdclient", "ui", "migrations")
        for top in {name.split(".")[0] for name in imports(path)} - own
        if not declared & {owner.lower().replace("_", "-") for owner in owners.get(top, [])}
    }
    assert not wrong


# --- what is installed --------------------------------------------------------------------------------


def test_every_folder_with_code_is_a_listed_package() -> None:
    listed = set(pyproject()["tool"]["setuptools"]["packages"])
    there = {
        ".".join(path.parent.relative_to(ROOT).parts) for path in modules("hsdclient", "ui", "migrations")
    }
    assert there <= listed, "add to [tool.setuptools] packages in pyproject.toml"
    gone = {name for name in listed if not (ROOT / name.replace(".", "/")).is_dir()}
    assert not gone, "listed in pyproject.toml, not in the source"


def test_every_resource_is_installed() -> None:
    data = pyproject()["tool"]["setuptools"]["package-data"]
    not_shipped = ("resources/installer/*", "resources/locale/catalogue.py", "*.po", "*/README.md")
    left_out = []
    for path in tracked():
        name = path.relative_to(ROOT).as_posix()
        top, _, rest = name.partition("/")
        if top not in {"resources", "migrations"} or (path.suffix == ".py" and top == "migrations"):
            continue
        patterns = [pattern.replace("**/", "*") for pattern in data.get(top, [])]
        if not any(fnmatch.fnmatch(rest, pattern) for pattern in patterns) and not any(
            fnmatch.fnmatch(name, pattern) for pattern in not_shipped
        ):
            left_out.append(name)
    assert not left_out, "no pattern of [tool.setuptools.package-data] covers them"


def test_the_lock_pins_every_dependency_and_names_no_place() -> None:
    lines = [line for line in (ROOT / "requirements.lock").read_text("utf-8").splitlines() if line[:1] != "#"]
    assert all(re.fullmatch(r"[A-Za-z0-9_.-]+==[A-Za-z0-9_.+!-]+", line) for line in lines)
    pinned = {line.split("==")[0].lower().replace("_", "-") for line in lines}
    project = pyproject()["project"]
    wanted = {
        re.split(r"[<>=!~ ;\[]", line)[0].lower().replace("_", "-")
        for line in project["dependencies"] + project["optional-dependencies"]["dev"]
    }
    assert wanted <= pinned


def test_no_place_of_the_builder_is_in_the_source() -> None:
    marks = [
        b"/" + b"root/",
        b"--" + b"index-url",
        b"--extra-" + b"index",
        b"find-" + b"links",
        b"/opt/" + b"pypi",
    ]
    marks += [b"/wo" + b"rk/", f"{ROOT}/".encode()]
    wrong = [
        f"{where(path)} holds {mark.decode()}"
        for path in tracked()
        for mark in marks
        if mark in path.read_bytes()
    ]
    assert not wrong


# --- one way to do a thing ----------------------------------------------------------------------------


def test_user_text_is_never_rich_text() -> None:
    """Qt opens <img src="file://…"> in these (trap 5): only the plain classes of ui/parts touch them."""
    banned = {"QLabel", "QMessageBox", "QToolTip", "QErrorMessage", "QWhatsThis"}
    wrong = []
    for path in modules("ui"):
        if "parts" in path.parts:
            continue
        for call, name in calls(path):
            parts = name.split(".")
            plain = bool(call.args) and ast.unparse(call.args[0]).startswith("plain_tooltip(")
            tip = parts[-1] in {"setToolTip", "setWhatsThis", "setStatusTip"} and not plain
            if (
                (banned & set(parts) and parts[-1] not in {"setPalette", "setFont"})
                or tip
                or parts[-1] in {"setHtml", "insertHtml"}
            ):
                wrong.append(where(path, call))
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.ClassDef) and banned & {
                ast.unparse(parent).split(".")[-1] for parent in node.bases
            }:
                wrong.append(where(path, node))
    assert not wrong, "use PlainLabel, plain_tooltip and the message boxes of ui/parts"


def test_time_and_chance_come_from_the_clock_alone() -> None:
    banned = re.compile(
        r"(^|\.)(datetime\.(now|utcnow|today)|date\.today|time\.time(_ns)?|uuid\d?\.uuid\d|uuid\d|urandom)$"
        r"|^secrets\.|^random\.(?!Random$)|(^|\.)QDate(Time)?\.current\w+$"
    )
    wrong = [
        f"{where(path, call)} {name}"
        for path in modules("hsdclient", "ui")
        if name_of(path) != "hsdclient.clock"
        for call, name in calls(path)
        if banned.search(name)
    ]
    assert not wrong


def test_no_test_is_skipped_without_a_reason() -> None:
    wrong = []
    for path in modules("tests"):
        for call, name in calls(path):
            if name.split(".")[-1] in {"skip", "skipif", "xfail"} and name.split(".")[0] in {
                "pytest",
                "mark",
            }:
                reasons = [word.value for word in call.keywords if word.arg in {"reason", "msg"}]
                if name == "pytest.skip":
                    reasons += call.args
                if not reasons or (isinstance(reasons[0], ast.Constant) and not reasons[0].value):
                    wrong.append(where(path, call))
    assert not wrong


def test_no_test_sleeps_or_mocks_our_code() -> None:
    banned = {"time.sleep", "qtbot.wait", "QTest.qWait", "QTest.qSleep", "mock.patch", "Magic" + "Mock"}
    wrong = [where(path, call) for path in modules("tests") for call, name in calls(path) if name in banned]
    assert not wrong, "waitSignal, waitUntil, a real workspace"


# --- the Qt of this pin -------------------------------------------------------------------------------

LOOP = """
from PySide6.QtWidgets import QApplication, QLabel
app = QApplication([])
label = QLabel()
for _ in range(20000):
    label.setText("a")
print("alive")
"""


def test_void_calls_do_not_abort() -> None:
    """PySide6 6.12.0 loses a reference to None at each void call; CPython 3.11 then aborts (trap 1)."""
    done = subprocess.run(
        [sys.executable, "-c", LOOP], capture_output=True, text=True, timeout=120, check=False
    )
    assert (done.returncode, done.stdout.strip()) == (0, "alive"), done.stderr


@pytest.mark.parametrize(
    "name",
    ["run", "test", "lint", "bench", "screenshots", "faults", "words", "installers", "installers-check",
     "installers-lint", "release-key"],
)  # fmt: skip
def test_the_readme_names_each_command(name: str) -> None:
    assert f"make {name}" in (ROOT / "README.md").read_text("utf-8")
    assert re.search(rf"^{name}:", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE)
