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


@given(TEXTS, TEXTS)
def test_cosines_are_those_of_scikit_learn(a: list[list[str]], b: list[list[str]]) -> None:
    vectors = TfidfVectorizer(analyzer=list, sublinear_tf=True).fit_transform([*a, *b]).toarray()
    cosines = vectors[: len(a)] @ vectors[len(a) :].T
    ours, theirs = nearest(a, b)
    assert [value for _, value in ours] == pytest.approx(list(cosines.max(axis=1)), abs=1e-8)
    assert [value for _, value in theirs] == pytest.approx(list(cosines.max(axis=0)), abs=1e-8)
    for row, (column, value) in enumerate(ours):
        assert cosines[row, column] == pytest.approx(value, abs=1e-8)
    for column, (row, value) in enumerate(theirs):
        assert value == 0 or cosines[row, column] == pytest.approx(value, abs=1e-8)


def test_blocks_change_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    random = np.random.default_rng(3)
    a, b = (
        [[str(word) for word in random.integers(0, 30, size=9)] for _ in range(40)]
        for _ in range(2)
    )
    whole = nearest(a, b)
    monkeypatch.setattr(nearest_sentences, "_CELLS", 100)
    monkeypatch.setattr(nearest_sentences, "_PRODUCTS", 7)
    assert nearest(a, b) == whole


def test_a_text_without_sentences_is_near_to_nothing() -> None:
    assert nearest([], [["a"]]) == ([], [(-1, 0.0)])


def test_stop_words_are_those_of_scikit_learn() -> None:
    assert stop_words() == ENGLISH_STOP_WORDS
