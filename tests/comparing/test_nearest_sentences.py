"""The nearest sentences of two texts, against scikit-learn's TF-IDF."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.feature_extraction.text import ENGLISH_STOP_WORDS, TfidfVectorizer

from framing.comparing import nearest_sentences
from framing.comparing.nearest_sentences import nearest
from framing.comparing.stop_words import stop_words

TEXTS = st.lists(
    st.lists(st.sampled_from("abcdefghij"), min_size=1, max_size=12), min_size=1, max_size=8
)


@given(TEXTS, TEXTS, st.integers(1, 3))
def test_cosines_are_those_of_scikit_learn(
    own: list[list[str]], other: list[list[str]], longest: int
) -> None:
    """Frequencies are those of the sentences, also for runs of several."""
    runs = [
        (first, first + size)
        for size in range(longest)
        for first in range(len(other))
        if first + size < len(other)
    ]
    joined = [[term for each in other[first : last + 1] for term in each] for first, last in runs]
    vectors = TfidfVectorizer(analyzer=list, sublinear_tf=True).fit([*own, *other])
    cosines = (vectors.transform(own) @ vectors.transform(joined).T).toarray()
    found = nearest(own, other, longest)
    assert [value for *_, value in found] == pytest.approx(list(cosines.max(axis=1)), abs=1e-8)
    for row, (first, last, value) in enumerate(found):
        assert cosines[row, runs.index((first, last))] == pytest.approx(value, abs=1e-8)


def test_blocks_change_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    random = np.random.default_rng(3)
    a, b = (
        [[str(word) for word in random.integers(0, 30, size=9)] for _ in range(40)]
        for _ in range(2)
    )
    whole = nearest(a, b, 2)
    monkeypatch.setattr(nearest_sentences, "_CELLS", 100)
    monkeypatch.setattr(nearest_sentences, "_PRODUCTS", 7)
    assert nearest(a, b, 2) == whole


def test_a_text_without_sentences_is_near_to_nothing() -> None:
    assert nearest([["a"]], []) == [(-1, -1, 0.0)]
    assert nearest([], [["a"]]) == []


def test_stop_words_are_those_of_scikit_learn() -> None:
    assert stop_words() == ENGLISH_STOP_WORDS
