"""Canonical data, the short code, and reading the data back from a file, whole or damaged."""

from __future__ import annotations

import hashlib
import io
import random
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hsdclient.reports import pdf, proof
from hsdclient.reports.sheet import Paragraph, Sheet

DATA = {"number": "HSD-SR-2026-0001", "actions": [{"title": "हिन्दी क़ 😀", "ref": "CN-2026-0001"}], "empty": None}


def made(tmp_path: Path, data: dict[str, object]) -> Path:
    target = tmp_path / "report.pdf"
    pdf.draw(Sheet("Status report", "T", "HSD-SR-2026-0001", parts=(Paragraph("x"),), data=data), target)
    return target


def test_canonical_bytes_do_not_depend_on_the_order_of_keys() -> None:
    assert proof.canonical({"b": 1, "a": "क"}) == '{"a":"क","b":1}'.encode()
    assert proof.canonical({"a": "क", "b": 1}) == proof.canonical({"b": 1, "a": "क"})


def test_canonical_refuses_what_json_does_not_know() -> None:
    with pytest.raises(ValueError, match="JSON"):
        proof.canonical({"a": float("nan")})


def test_the_code_is_short_typed_and_follows_the_data() -> None:
    code = proof.code_of(DATA)
    assert [len(group) for group in code.split("-")] == [4, 4, 4]
    assert set(code) <= set("0123456789ABCDEFGHJKMNPQRSTVWXYZ-")
    assert code != proof.code_of({**DATA, "empty": 0})
    first_sixty_bits = int(hashlib.sha256(proof.canonical(DATA)).hexdigest()[:15], 16)
    assert "0123456789ABCDEFGHJKMNPQRSTVWXYZ"[first_sixty_bits & 31] == code[-1]


def test_a_typed_code_is_forgiven_its_case_spaces_and_lookalikes() -> None:
    assert proof.typed(" o1il 2345-abcd ") == "0111-2345-ABCD"
    code = proof.code_of(DATA)
    assert proof.typed(code.replace("-", "").lower()) == code


def test_embedded_data_comes_back_from_path_and_bytes(tmp_path: Path) -> None:
    target = made(tmp_path, DATA)
    assert proof.read_embedded(target) == DATA
    assert proof.read_embedded(target.read_bytes()) == DATA
    assert proof.sha256_file(target) == hashlib.sha256(target.read_bytes()).hexdigest()


@settings(max_examples=40, deadline=None)
@given(st.dictionaries(st.text(), st.text() | st.integers() | st.lists(st.text()), min_size=1))
def test_any_data_comes_back(data: dict[str, object]) -> None:
    target = io.BytesIO()
    pdf.draw(Sheet("K", "T", "N", data=data), target)
    assert proof.read_embedded(target.getvalue()) == data


def test_no_data_and_no_pdf_are_none_not_errors(tmp_path: Path) -> None:
    assert proof.read_embedded(made(tmp_path, {})) is None
    assert proof.read_embedded(tmp_path / "gone.pdf") is None
    assert proof.read_embedded(tmp_path) is None
    for content in (b"", b"%PDF-1.7", b"\x00" * 5000, b"not a file of ours"):
        assert proof.read_embedded(content) is None


def test_a_damaged_file_never_raises(tmp_path: Path) -> None:
    whole = made(tmp_path, DATA).read_bytes()
    source = random.Random(3)
    for _ in range(300):
        damaged = bytearray(whole)
        for _ in range(source.randint(1, 30)):
            damaged[source.randrange(len(damaged))] = source.randrange(256)
        cut = bytes(damaged[: source.randint(1, len(damaged))])
        for content in (bytes(damaged), cut):
            found = proof.read_embedded(content)
            assert found is None or isinstance(found, dict)
