"""Where a sentence ends, in English and in Hindi."""

from __future__ import annotations

import pytest

from hsdclient.readouts import sentences

ONE = [
    "Both sides met in Washington, D.C. on 28 Feb. 2024.",
    "Acting Dy. Secretary Ms. Kristie Canegallo met Shri A. K. Bhalla.",
    "They chaired the India-U.S. Homeland Security Dialogue.",
    "The U.S. Department of Homeland Security hosted it.",
    "Measures, e.g. on routes, i.e. by sea, were reviewed (cf. Art. 5 and No. 4).",
    "Rs. 3.5 crore was seized at 10.30 a.m. by DRI.",
    "It is ... not yet decided.",
    "“Is it enough?” he asked.",
    "Amb. Kwatra and Lt. Gen. Rao spoke for M/s. Example Pvt. Ltd. of Delhi.",
    "डॉ. के. पी. सिंह ने अध्यक्षता की।",
    "The two sides agreed to combat smugglers who exploit migrants",
    "3. The two sides agreed.",
]
SEVERAL = [
    ("They met. They agreed. They left.", ["They met.", "They agreed.", "They left."]),
    ("They met the N.I.A. The two sides agreed.", ["They met the N.I.A.", "The two sides agreed."]),
    ("He said no. Both sides agreed.", ["He said no.", "Both sides agreed."]),
    ("Was it done? It was! Good.", ["Was it done?", "It was!", "Good."]),
    ("She said: “We agree.” The other side agreed too.", ["She said: “We agree.”", "The other side agreed too."]),
    ("They shared it (with DRI.) Both gained.", ["They shared it (with DRI.)", "Both gained."]),
    ("They waited… Then they met.", ["They waited…", "Then they met."]),
    ("Meetings were held in 2022. In 2024 they met again.", ["Meetings were held in 2022.", "In 2024 they met again."]),
    ("सहमति हुई। बैठक सफल रही॥ अगला दौर होगा ।", ["सहमति हुई।", "बैठक सफल रही॥", "अगला दौर होगा ।"]),
    ("सहमति हुई।बैठक सफल रही।", ["सहमति हुई।", "बैठक सफल रही।"]),
    ("“सहमति हुई।” दोनों पक्ष मिले।", ["“सहमति हुई।”", "दोनों पक्ष मिले।"]),
]


@pytest.mark.parametrize("text", ONE)
def test_one_sentence_stays_one(text: str) -> None:
    assert sentences.spans(text) == [(0, len(text))]


@pytest.mark.parametrize(("text", "expected"), SEVERAL)
def test_several_are_divided(text: str, expected: list[str]) -> None:
    assert [text[start:end] for start, end in sentences.spans(text)] == expected


def test_nothing_holds_no_sentence() -> None:
    assert sentences.spans("") == []
