"""Every character of Unicode: how it is folded, and whether it may reach a terminal."""

from __future__ import annotations

import json
import sys
import unicodedata

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from framing.text.characters import FLAGS, LETTER, WORD, fold
from framing.visible import escape, visible, visible_json, visible_line, visible_with_offsets
from tests.matching import oracle

ALL = [chr(code) for code in range(sys.maxunicode + 1)]
HOSTILE_CATEGORIES = ("Cc", "Cf", "Cs", "Zl", "Zp")
HOSTILE = {
    each for each in ALL if unicodedata.category(each) in HOSTILE_CATEGORIES and each not in "\n\t"
}

plain = st.text(st.characters(exclude_categories=["Cs"]))
nasty = st.text(
    st.characters(categories=["Cc", "Cf", "Zl", "Zp"]) | st.characters() | st.sampled_from("\n\t\\")
)


def test_letters_marks_and_digits_are_those_of_unicode() -> None:
    found = np.flatnonzero(FLAGS & WORD).tolist()
    kinds = ("L", "M", "Nd", "Nl")
    assert found == [ord(each) for each in ALL if unicodedata.category(each).startswith(kinds)]
    letters = np.flatnonzero(FLAGS & LETTER).tolist()
    assert letters == [ord(each) for each in ALL if unicodedata.category(each)[0] == "L"]


def test_fold_is_simple_case_folding_everywhere() -> None:
    characters = [each for each in ALL if unicodedata.category(each) != "Cs"]
    folded = fold("".join(characters))
    assert len(folded) == len(characters)
    assert [
        (one, other)
        for one, other in zip(characters, folded, strict=True)
        if other != oracle.fold(one)
    ] == []
    assert fold(folded) == folded


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("SUPPORT", "support"),
        ("ÉÑ", "éñ"),
        ("Straße", "straße"),
        ("ẞ", "ß"),  # full folding would make it ss
        ("İ", "i"),  # its small form has two characters, and no other folding is one
        ("ＡＩ２ｚ", "ai2z"),
        ("ｱﾝ･ﾘｽｸﾞ", "アン･リスク\u3099"),  # the mark joins its kana where words are compared
        ("＊？（＂", "＊？（＂"),  # of full width are only letters and digits ordinary
        ("צה״ל ג׳", "צה\"ל ג'"),
        ("Iı", "iı"),
        ("ΣΣς", "σσσ"),
        ("ǄǅǆΆ", "ǆǆǆά"),
        ("ſK", "sk"),
        ("ᾈᾼ", "ᾀᾳ"),
        ("ﬀŉΐ", "ﬀŉΐ"),
        ("ⅧⒶ𐐀", "ⅷⓐ𐐨"),
        ("ꭰᏰ", "ᎠᏰ"),  # Cherokee folds to capitals
        ("中한กس", "中한กس"),
    ],
)
def test_folded(text: str, expected: str) -> None:
    assert fold(text) == expected


def test_what_is_made_visible() -> None:
    made = {each for each in ALL if visible(each) != each}
    assert made >= HOSTILE
    # Ranges of format characters are taken whole, with what Unicode may yet assign in them.
    assert {unicodedata.category(each) for each in made - HOSTILE} <= {"Cn"}


def test_no_text_is_made_of_hostile_characters() -> None:
    assert set(visible("".join(ALL))).isdisjoint(HOSTILE)  # in their order joiners join nothing
    assert set(visible_line("".join(ALL))).isdisjoint(HOSTILE | {"\n", "\t"})


@pytest.mark.parametrize(
    "text",
    [
        "شرکت‌ها می‌کند",  # half-spaces of Persian
        "क्‍ष श्री‌मान",
        "ශ්‍රී ර්‍ය",
        "র‍্যাব",
        "۲۰‌ساله",
        "👨‍👩‍👧‍👦 👩🏽‍💻 ❤️‍🔥 🏳️‍🌈 🙂‍↔️",
    ],
)
def test_joiners_that_are_spelling_are_shown_as_they_are(text: str) -> None:
    assert visible(text) == visible_line(text) == text
    assert visible_with_offsets(text) == (text, None)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("\u200cab\u200d", r"\u200cab\u200d"),
        ("a \u200db", r"a \u200db"),
        ("a\u200c\u200cb", r"a\u200c\u200cb"),
        ("a\u200c.\u202e\u200db", r"a\u200c.\u202e\u200db"),
        ("👩\u200c💻", r"👩\u200c💻"),
        ("👩\u200d.", r"👩\u200d."),
        ("می‌کند\x1b", r"می‌کند\x1b"),
    ],
)
def test_joiners_elsewhere_are_escaped(text: str, expected: str) -> None:
    assert visible(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("plain – “text” 中\n\t", "plain – “text” 中\n\t"),
        ("\x1b[31mred\x1b[0m", r"\x1b[31mred\x1b[0m"),
        ("a\r\nb\x07", "a\\x0d\nb\\x07"),
        ("\x9b31m\x85", r"\x9b31m\x85"),
        ("\u202eabc\u2066", r"\u202eabc\u2066"),
        ("zero\u200bwidth\ufeff", r"zero\u200bwidth\ufeff"),
        ("\U000e0041\ud800", r"\U000e0041\ud800"),
    ],
)
def test_visible(text: str, expected: str) -> None:
    assert visible(text) == expected


@given(nasty)
@example("a\u202e\x1b中\n")
@example("a\u200cb\u200c \u200d🙂\u200d🙂")
def test_offsets_lead_back(text: str) -> None:
    shown, offsets = visible_with_offsets(text)
    assert shown == visible(text)
    if offsets is None:
        assert shown == text
        return
    assert len(offsets) == len(shown) + 1
    at = 0
    for offset, character in enumerate(text):
        form = character if shown.startswith(character, at) else escape(character)
        assert shown.startswith(form, at)
        assert set(offsets[at : at + len(form)]) == {offset}
        at += len(form)
    assert offsets[-1] == len(text)


@given(nasty)
@example("\U000e0001\ud800\u2028\x7f")
def test_json_stays_the_same_data(text: str) -> None:
    shown = visible_json(json.dumps({text: [text]}, ensure_ascii=False))
    assert set(shown).isdisjoint(HOSTILE)
    assert json.loads(shown) == {text: [text]}


@given(plain)
def test_visible_twice_is_visible_once(text: str) -> None:
    assert visible(visible(text)) == visible(text)
