"""Two texts side by side: the difference is the exact sum of its entries."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from framing.comparison import Difference, benjamini_hochberg, compare, compare_pairs
from framing.errors import NotFoundError
from framing.lexicon import Dimension, Entry, Lexicon
from framing.model import Article, Profile
from framing.scan import Scanner

STATE = Lexicon(
    "state",
    dimensions=(Dimension("d", terms=(Entry("support"), Entry("policy"), Entry("subsidy"))),),
)


def article(counts: dict[str, int], words: int) -> Profile:
    """A text of so many words in sentences of ten, holding each entry so often."""
    named = [word for word, count in counts.items() for _ in range(count)]
    filled = named + ["other"] * (words - len(named))
    sentences = [" ".join(filled[at : at + 10]).capitalize() for at in range(0, words, 10)]
    return Scanner([STATE]).scan([Article("0", ". ".join(sentences) + ".")])[0]


def only(a: Profile, b: Profile) -> Difference:
    (difference,) = compare(a, b).differences
    return difference


def test_explained_difference_of_the_manual() -> None:
    a = article({"support": 3, "policy": 2, "subsidy": 1}, 200)
    b = article({"support": 1, "policy": 1, "subsidy": 4}, 400)
    found = only(a, b)
    assert found.difference == pytest.approx(15.0)
    assert {each.entry: each.contribution for each in found.entries} == pytest.approx(
        {"support": 12.5, "policy": 7.5, "subsidy": -5.0}
    )
    assert found.entries[0].entry == "support"


def test_two_silent_texts_have_no_ratio() -> None:
    found = only(article({}, 100), article({}, 200))
    assert found.ratio.method == "none"
    assert found.ratio.ratio is None
    assert found.adjusted_p is None


def test_a_silent_text_is_compared_by_counts() -> None:
    found = only(article({}, 100), article({"support": 3}, 100))
    assert found.ratio.method == "binomial"
    # (0.5/101) / (3.5/101)
    assert found.ratio.ratio == pytest.approx(1 / 7)
    assert not found.ratio.is_distinguishable


def test_a_text_without_words_is_no_score() -> None:
    found = only(Scanner([STATE]).scan([Article("0", "…")])[0], article({"support": 3}, 100))
    assert found.difference is None
    assert found.ratio.method == "none"
    assert found.entries == ()


def test_profiles_without_a_shared_dimension() -> None:
    other = Lexicon("o", dimensions=(Dimension("e", terms=(Entry("loss"),)),))
    with pytest.raises(NotFoundError, match="share no dimension"):
        compare(article({}, 10), Scanner([other]).scan([Article("0", "A loss.")])[0])


counts = st.fixed_dictionaries(
    {entry: st.integers(0, 12) for entry in ("support", "policy", "subsidy")}
)


@settings(max_examples=60, deadline=None)
@given(counts, counts, st.integers(40, 400), st.integers(40, 400))
def test_entries_add_up_to_the_difference(
    a: dict[str, int], b: dict[str, int], words_a: int, words_b: int
) -> None:
    found = only(article(a, words_a), article(b, words_b))
    assert found.difference is not None
    assert sum(each.contribution for each in found.entries) == pytest.approx(
        found.difference, abs=1e-9
    )
    swapped = only(article(b, words_b), article(a, words_a))
    assert swapped.difference == pytest.approx(-found.difference, abs=1e-9)
    if found.ratio.ratio is not None and swapped.ratio.ratio is not None:
        assert found.ratio.ratio * swapped.ratio.ratio == pytest.approx(1)
        assert found.ratio.p == pytest.approx(swapped.ratio.p)


def test_three_articles_adjust_over_all_pairs() -> None:
    profiles = [article({"support": count}, 200) for count in (1, 9, 30)]
    pairs = compare_pairs(profiles)
    raw = [pair.differences[0].ratio.p for pair in pairs]
    assert len(pairs) == 3
    assert [pair.differences[0].adjusted_p for pair in pairs] == pytest.approx(
        benjamini_hochberg([p for p in raw if p is not None])
    )
