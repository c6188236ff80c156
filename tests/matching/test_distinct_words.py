"""Words that begin alike, of any length: each is told from all others."""

from __future__ import annotations

import pytest

from framing.lexicons import Dimension, Lexicon, Term
from framing.matching import Scanner
from framing.model import Article

LETTERS = "bqzxkvjwh" * 23  # no function word ends them, at which they would be split
SIZES = (*range(2, 42), 63, 64, 65, 199, 200)


def found(patterns: list[str], text: str) -> list[str]:
    """What each pattern found, in order."""
    terms = tuple(map(Term, patterns))
    profile = Scanner([Lexicon("l", dimensions=(Dimension("d", terms=terms),))]).scan(
        [Article(id="0" * 16, text=text)]
    )[0]
    return [text[each.start : each.end] for each in profile.matches]


def test_words_of_every_length_are_found_among_their_beginnings() -> None:
    words = [LETTERS[:size] for size in SIZES]
    for word in words:
        assert found([word], " ".join(words)) == [word]


@pytest.mark.parametrize("size", SIZES)
def test_a_word_is_another_where_one_letter_differs(size: int) -> None:
    word = LETTERS[:size]
    others = [word[:at] + "7" + word[at + 1 :] for at in range(size)]
    assert found([word], " ".join([*others, word, *others])) == [word]


@pytest.mark.parametrize("size", SIZES)
def test_the_case_of_any_letter_is_the_same_word(size: int) -> None:
    word = LETTERS[:size]
    others = [word[:at] + word[at].upper() + word[at + 1 :] for at in range(size)]
    assert found([word], ", ".join(others)) == others


@pytest.mark.parametrize("after", [*" \n,.;:!?'\"()[]{}/-_&@#$%^*+=<>|~`\\", "’", "—", "…", "中"])
@pytest.mark.parametrize("size", (2, 7, 8, 9, 15, 16, 17))
def test_what_follows_is_no_part_of_a_word(size: int, after: str) -> None:
    word = LETTERS[:size]
    assert found([word], f"{word}{after} {word}{after}") == [word, word]
