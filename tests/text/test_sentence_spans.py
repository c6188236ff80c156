"""Where sentences stand: with the marks around them, numbered as matches number them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from framing.lexicons import Dimension, Lexicon, Term
from framing.matching import Scanner
from framing.model import Article, Exclusion
from framing.text.sentence_spans import counted_words, sentences

WORDS = Lexicon("w", dimensions=(Dimension("w", terms=(Term("ra*"), Term("雨水"))),))


def shown(text: str, *excluded: tuple[int, int]) -> list[str]:
    article = Article("a", text, excluded=tuple(Exclusion(*cut, "ad") for cut in excluded))
    (spans,) = sentences([article])
    return [text[start:end] for start, end in spans]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        ("…", []),
        ("Rain fell. It rained on!", ["Rain fell.", "It rained on!"]),
        ("“Rain fell,” he said. “It fell.”", ["“Rain fell,” he said.", "“It fell.”"]),
        ("He left (early). (So did I.)", ["He left (early).", "(So did I.)"]),
        ("Heading\n\n$5 is the government's.", ["Heading", "$5 is the government's."]),
        ("雨水很多。「我说」。好", ["雨水很多。", "「我说」。", "好"]),
        ("mindsetAs it rains", ["mindset", "As it rains"]),
        ("  Rain  \n", ["Rain"]),
    ],
)
def test_sentences_with_their_marks(text: str, expected: list[str]) -> None:
    assert shown(text) == expected


def test_excluded_text_is_in_no_sentence() -> None:
    assert shown("Rain fell(ad)today. Dry.", (9, 13)) == ["Rain fell", "today.", "Dry."]
    assert shown("Ads here.", (0, 9)) == []


def test_several_articles_each_with_its_own() -> None:
    texts = ["One. Two.", "", "Three."]
    spans = sentences([Article(str(n), text) for n, text in enumerate(texts)])
    assert [len(each) for each in spans] == [2, 0, 1]


def test_words_are_counted_where_they_begin() -> None:
    article = Article("a", "One two. Three four five.")
    assert counted_words(article, [(0, 8), (9, 25), (5, 10), (3, 4)]) == [2, 3, 1, 0]


TEXTS = st.text(st.sampled_from('ra Rn.!?"“”(),\n。雨水「」’-5'), max_size=60)
CUTS = st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60)), max_size=2)


@given(TEXTS, CUTS)
def test_every_match_begins_in_the_sentence_of_its_number(
    text: str, cuts: list[tuple[int, int]]
) -> None:
    spans = sorted({(min(a, b), max(a, b)) for a, b in cuts if min(a, b) < max(a, b) <= len(text)})
    excluded = tuple(
        Exclusion(start, end, "ad")
        for place, (start, end) in enumerate(spans)
        if not place or start >= spans[place - 1][1]
    )
    article = Article("a", text, excluded=excluded)
    (profile,) = Scanner([WORDS]).scan([article])
    (found,) = sentences([article])
    assert len(found) == profile.sentences
    for (start, end), following in zip(found, [*found[1:], (len(text), 0)], strict=False):
        assert start < end <= following[0]
        assert not any(cut.start < end and start < cut.end for cut in excluded)
    for match in profile.matches:
        start, end = found[match.sentence]
        assert start <= match.start < match.end <= end
    assert sum(counted_words(article, found)) == profile.words
