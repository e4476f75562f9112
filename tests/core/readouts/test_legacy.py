"""Hindi in Kruti Dev: noticed for what it is, English never taken for it, converted letter by letter."""

from __future__ import annotations

import unicodedata

import pytest

from hsdclient.readouts import LEGACY, from_krutidev, looks_legacy

WORDS = [
    ("Hkkjr", "भारत"), ("fnYyh", "दिल्ली"), ("vf/kd", "अधिक"), ("fopkj", "विचार"), ("Hkwfe", "भूमि"),
    ("jktLo", "राजस्व"), ("lkoZtfud", "सार्वजनिक"), ("lgk;rk", "सहायता"), ("iz.kkyh", "प्रणाली"),
    ("miyC/k", "उपलब्ध"), ("LFkkbZ", "स्थाई"), ("fLFkfr", "स्थिति"), ("Jksrk", "श्रोता"), ("iqu%", "पुनः"),
    ("f=Hkqou", "त्रिभुवन"), ("fiz;", "प्रिय"), ("fefJr", "मिश्रित"), ("okLro", "वास्तव"), ("d`i;k", "कृपया"),
    ("O;fDr", "व्यक्ति"), ("C;kSjk", "ब्यौरा"), ("fu.kZ;", "निर्णय"), ("dk;Zokgh", "कार्यवाही"),
    ("vk'p;Z", "आश्चर्य"), ("lEiw.kZ", "सम्पूर्ण"), ('okf"kZd', "वार्षिक"), ("vUrxZr", "अन्तर्गत"),
    ("A", "।"), ("mÙk", "उत्त"), ("Øe", "क्रम"), ("¶ySV", "फ्लैट"), ("Çd", "किं"), ("}kjk", "द्वारा"),
    ("eq>s", "मुझे"), ("la[;k", "संख्या"), ("'kq#vkr", "शुरुआत"), ("#i;s", "रुपये"), ("t:jr", "जरूरत"),
    ("[ksrh", "खेती"), ('jk"Vªh;', "राष्ट्रीय"), ("ea=ky;", "मंत्रालय"), ("lqj{kk", "सुरक्षा"),
    ("x`g", "गृह"), ("vkradokn", "आतंकवाद"), ("lEesyu", "सम्मेलन"), ("cSBd", "बैठक"), ("{ks=", "क्षेत्र"),
    ("/kkfeZd", "धार्मिक"), ("vFkkZr", "अर्थात"), ('o"kksZa', "वर्षों"), ("dk;ks±", "कार्यों"),
    ("izkS|ksfxdh", "प्रौद्योगिकी"), ("lkbcj", "साइबर"), ("vijk/k", "अपराध"), ("vesfjdk", "अमेरिका"),
    ("ekuo rLdjh", "मानव तस्करी"), ('fo\'ks"kKrk', "विशेषज्ञता"), ("dkuwu", "कानून"), ("izorZu", "प्रवर्तन"),
    ("lg;ksx", "सहयोग"), ("xfrfof/k;ksa", "गतिविधियों"), ("lwpuk", "सूचना"), ("vknku&iznku", "आदान-प्रदान"),
    ("okrkZ", "वार्ता"), ('n`f"V', "दृष्टि"), ("fo|kFkhZ", "विद्यार्थी"), ("Kku", "ज्ञान"), ("Jh", "श्री"),
    ("J`a[kyk", "श्रृंखला"), ("¼2024½", "(2024)"), ("bZekunkj", "ईमानदार"), ("vkSj", "और"), (",oa", "एवं"),
    ("ifjp;", "परिचय"), ('vUrjkZ"Vªh;', "अन्तर्राष्ट्रीय"), ("LFkkfir", "स्थापित"), ("dk;Zne", "कार्यदम"),
    ("iqfyl", "पुलिस"), ("O;oLFkk", "व्यवस्था"), ("ykHk", "लाभ"), ("lrdZrk", "सतर्कता"),
    ('fof\'k"V', "विशिष्ट"), ("/;ku", "ध्यान"), ("mn~ns';", "उद्देश्य"), ("fu;a=.k", "नियंत्रण"),
    ("izfrfuf/keaMy", "प्रतिनिधिमंडल"), ("lM+d", "सड़क"), ("i<+kbZ", "पढ़ाई"), ("Q+kby", "फ़ाइल"),
    ("dk¡xzsl", "काँग्रेस"), ("MkWDVj", "डॉक्टर"), ("{kerk", "क्षमता"), ("Nk=", "छात्र"),
    ("egÙoiw.kZ", "महत्त्वपूर्ण"), ("laxfBr", "संगठित"), ("ekfgrh", "माहिती"),
]  # fmt: skip
PASSAGE = (
    "Hkkjr vkSj vesfjdk us 28 Qjojh 2024 dks ubZ fnYyh esa x`g lqj{kk laokn dk vk;kstu fd;kA nksuksa i{kksa us "
    "vkradokn ls fuiVus esa lg;ksx c<+kus ij lgefr O;Dr dhA"
)
MEANT = (
    "भारत और अमेरिका ने 28 फरवरी 2024 को नई दिल्ली में गृह सुरक्षा संवाद का आयोजन किया। दोनों पक्षों ने आतंकवाद से "
    "निपटने में सहयोग बढ़ाने पर सहमति व्यक्त की।"
)
ENGLISH = [
    "The two sides agreed to strengthen law-enforcement cooperation (CNWG), e.g. on DTOs; DHS and MHA (I4C) will meet.",
    "DHS, CBP, ICE HSI and DRI.",
    "Mr. R. K. Singh, Dr. Smt. N. Rao, Shri Bhalla",
    "India's partners' and/or the states': “keep” \"it\" [sic]",
    "pp. 3-4, cf. vs. hrs",
    "Tel. 011-2309 2011; see https://example.gov/x?k=1;y=2 [1]",
    "",
    "28–29 February 2024",
]


@pytest.mark.parametrize(("typed", "meant"), WORDS)
def test_a_word_is_converted(typed: str, meant: str) -> None:
    assert from_krutidev(typed) == unicodedata.normalize("NFC", meant)


def test_there_are_words_enough_with_reph_short_i_and_conjuncts() -> None:
    assert len(WORDS) >= 40
    assert sum("Z" in typed or "±" in typed for typed, _meant in WORDS) >= 8
    assert sum("f" in typed for typed, _meant in WORDS) >= 8
    assert sum("्" in meant for _typed, meant in WORDS) >= 20


def test_a_passage_is_converted_whole() -> None:
    assert from_krutidev(PASSAGE) == MEANT


def test_typographic_marks_of_a_word_processor_are_the_keys_they_were() -> None:
    assert from_krutidev("fo’o fo”k;") == from_krutidev("fo'o fo\"k;") == "विश्व विषय"


@pytest.mark.parametrize(
    "text", [PASSAGE, "Hkkjr ljdkj", "nksuksa i{kksa us lg;ksx dh leh{kk dh", "x`g ea=ky;] Hkkjr ljdkj"]
)
def test_kruti_dev_is_noticed(text: str) -> None:
    assert looks_legacy(text) >= LEGACY


@pytest.mark.parametrize("text", [*ENGLISH, MEANT])
def test_english_and_unicode_are_not_taken_for_it(text: str) -> None:
    assert looks_legacy(text) < LEGACY / 2
