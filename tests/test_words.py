"""The Hindi catalogue: each sentence of the code is in it, no {field} is lost, .mo and .po agree."""

from __future__ import annotations

import ast
import gettext
import importlib.util
import io
import sys
from types import ModuleType

import pytest
from babel.messages.pofile import read_po

from tests.house import ROOT, modules, tree, where


@pytest.fixture(scope="module")
def tool() -> ModuleType:
    """resources/locale/catalogue.py; loaded by path, because resources hold data, not code."""
    spec = importlib.util.spec_from_file_location("catalogue", ROOT / "resources" / "locale" / "catalogue.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["catalogue"] = module
    spec.loader.exec_module(module)
    return module


def test_every_sentence_of_the_code_is_in_the_catalogue(tool: ModuleType) -> None:
    known = {message.id for message in tool.read() if message.id}
    missing = set(tool.in_code()) - known
    assert not missing, "run `make words`"
    assert not known - set(tool.in_code()), "no longer said; run `make words`"


def test_the_compiled_catalogue_is_that_of_the_source(tool: ModuleType) -> None:
    with tool.PO.with_suffix(".mo").open("rb") as compiled:
        there = gettext.GNUTranslations(compiled)._catalog  # type: ignore[attr-defined]
    fresh = gettext.GNUTranslations(io.BytesIO(tool.compiled(tool.read())))._catalog  # type: ignore[attr-defined]
    assert {**there, "": ""} == {**fresh, "": ""}, "run `make words`"


def test_the_fields_of_each_sentence_are_those_of_its_translation(tool: ModuleType) -> None:
    assert tool.faults(tool.read()) == []


def test_marked_sentences_are_literal(tool: ModuleType) -> None:
    """A sentence put together at run time is in no catalogue: fields come by .format() after the call."""
    wrong = [
        where(path, call)
        for path in modules("hsdclient", "ui")
        for call, name in tool.calls(tree(path))
        if isinstance(call.args[0], (ast.JoinedStr, ast.BinOp))
        or ".format(" in ast.unparse(call.args[0])
        or (name == "N_" and not isinstance(getattr(call.args[0], "value", None), str))
    ]
    assert not wrong


def test_extraction_keeps_translations_drops_the_unsaid_and_repeats_itself(tool: ModuleType) -> None:
    first = tool.extracted(tool.empty(), {"Save {name}": ["ui/a.py"], "Old": ["ui/b.py"]})
    old = read_po(io.BytesIO(first))
    old.get("Save {name}").string = "{name} सहेजें"
    found = {"Save {name}": ["ui/a.py"], "New": ["ui/c.py"]}
    second = tool.extracted(old, found)
    read = read_po(io.BytesIO(second))
    left = {message.id: message.string for message in read if message.id}
    assert left == {"Save {name}": "{name} सहेजें", "New": ""}
    assert tool.extracted(read, found) == second
    assert tool.compiled(read) == tool.compiled(read_po(io.BytesIO(second)))


@pytest.mark.parametrize("hindi", ["सहेजें", "{nam} सहेजें", "{name सहेजें", "{name} सहेजें\n"])
def test_a_translation_with_other_fields_is_a_fault(tool: ModuleType, hindi: str) -> None:
    catalogue = tool.empty()
    catalogue.add("Save {name}", hindi)
    assert len(tool.faults(catalogue)) == 1


def test_sentences_are_found_in_every_form_of_the_call(tool: ModuleType) -> None:
    source = '_("One")\nwords._("Two {n}").format(n=2)\nN_("Th" "ree")\ntr("Four")\n'
    source += 'other("Five")\n_(field.label)\n_("")\n'
    assert tool.sentences(source) == ["One", "Two {n}", "Three", "Four"]
