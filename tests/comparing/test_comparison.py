"""Two texts side by side: the difference is the exact sum of its entries."""

from __future__ import annotations

import math
import random
from collections.abc import Sequence
from dataclasses import replace
from itertools import cycle

import pytest
from hypothesis import given
from hypothesis import strategies as st

from framing.comparing import compare, compare_pairs
from framing.comparing.comparison import Difference
from framing.comparing.explained_difference import VOICES, KindRates, by_kind
from framing.errors import NotFoundError
from framing.lexicons import Dimension, Lexicon, Term
from framing.matching import Scanner
from framing.model import Article, Profile, Voice
from framing.statistics import rate_ratio
from framing.statistics.multiple_comparisons import benjamini_hochberg
from framing.statistics.rate_ratios import binomial_ratio
from tests.laws import examples

STATE = Lexicon(
    "state",
    dimensions=(Dimension("d", terms=(Term("support"), Term("policy"), Term("subsidy"))),),
)
SCANNER = Scanner([STATE])


def article(counts: dict[str, int], words: int) -> Profile:
    """A text of so many words in sentences of ten, holding each entry so often."""
    named = [word for word, count in counts.items() for _ in range(count)]
    filled = named + ["other"] * (words - len(named))
    sentences = [" ".join(filled[at : at + 10]).capitalize() for at in range(0, words, 10)]
    return SCANNER.scan([Article("0", ". ".join(sentences) + ".")])[0]


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


def test_the_matches_of_two_texts_by_the_kind_of_their_entry() -> None:
    a = article({"support": 3, "policy": 2, "subsidy": 1}, 200)
    b = article({"support": 1, "policy": 1, "subsidy": 4}, 400)
    kinds = {"support": "given", "policy": "plan", "subsidy": "given", "grant": ""}
    assert by_kind(a.matches, b.matches, 200, 400, kinds) == (
        KindRates("", 0, 0, 0.0, 0.0),
        KindRates("given", 4, 5, 20.0, 12.5),
        KindRates("plan", 2, 1, 10.0, 2.5),
    )
    assert by_kind(a.matches, b.matches, 200, 400, dict.fromkeys(kinds, "")) == ()


def test_two_silent_texts_have_no_ratio() -> None:
    found = only(article({}, 100), article({}, 200))
    assert found.ratio.method == "none"
    assert found.ratio.ratio is None
    assert found.adjusted_p is None


def test_words_and_characters_are_not_compared() -> None:
    words, more, characters = SCANNER.scan(
        [
            Article("0", "Support came. The policy holds."),
            Article("1", "Support came. Nobody else did. A long road lies ahead."),
            Article("2", "政府支持很大。support 很大。"),
        ]
    )
    found = only(characters, words)
    assert (found.difference, found.entries, found.voices) == (None, (), ())
    assert (found.ratio.ratio, found.ratio.p, found.ratio.method) == (None, None, "none")
    # Nor does such a pair take part when p of the others is adjusted.
    first, *others = compare_pairs([words, more, characters])
    assert first.differences[0].adjusted_p == only(words, more).adjusted_p
    assert [pair.differences[0].adjusted_p for pair in others] == [None, None]


def test_a_silent_text_is_compared_by_counts() -> None:
    found = only(article({}, 100), article({"support": 3}, 100))
    assert found.ratio.method == "binomial"
    # (0.5/101) / (3.5/101)
    assert found.ratio.ratio == pytest.approx(1 / 7)
    assert not found.ratio.is_distinguishable


def test_a_text_without_words_is_no_score() -> None:
    found = only(SCANNER.scan([Article("0", "…")])[0], article({"support": 3}, 100))
    assert found.difference is None
    assert found.ratio.method == "none"
    assert found.entries == ()


def test_profiles_without_a_shared_dimension() -> None:
    other = Lexicon("o", dimensions=(Dimension("e", terms=(Term("loss"),)),))
    with pytest.raises(NotFoundError, match="share no dimension"):
        compare(article({}, 10), Scanner([other]).scan([Article("0", "A loss.")])[0])


def test_two_identical_texts_do_not_differ() -> None:
    same = article({"support": 3}, 100)
    found = only(same, same)
    assert found.difference == 0
    assert [each.contribution for each in found.entries] == [0]
    assert (found.ratio.ratio, found.ratio.p) == (1, 1)
    assert not found.ratio.is_distinguishable


def test_one_sentence_is_compared_by_counts() -> None:
    found = only(article({"support": 1}, 10), article({"support": 2}, 10))
    assert found.ratio.method == "binomial"
    assert found.ratio.ratio == pytest.approx(0.5)


def spoken(profile: Profile, voices: Sequence[Voice | None]) -> Profile:
    """The profile with the voices given to its matches, over and over."""
    told = cycle(voices)
    matches = tuple(replace(match, voice=next(told)) for match in profile.matches)
    return replace(profile, matches=matches)


class TestVoices:
    def test_each_has_its_part(self) -> None:
        a = spoken(article({"support": 3}, 200), ["quote", "narrator", "quote"])
        b = spoken(article({"support": 1}, 400), ["narrator"])
        found = only(a, b).voices
        assert found is not None
        assert [(each.voice, each.matches_a, each.matches_b) for each in found] == [
            ("quote", 2, 0),
            ("narrator", 1, 1),
        ]
        assert [each.contribution for each in found] == pytest.approx([10.0, 2.5])

    def test_a_voice_that_is_not_known_makes_it_not_measured(self) -> None:
        a = spoken(article({"support": 2}, 100), ["quote", None])
        assert only(a, article({}, 100)).voices is None

    def test_a_text_without_words(self) -> None:
        silent = SCANNER.scan([Article("0", "…")])[0]
        a = spoken(article({"support": 2}, 100), ["quote"])
        assert only(a, silent).voices == ()


def test_affirmed_and_negated_are_all() -> None:
    for policy in ("drop", "count"):
        lexicon = Lexicon("s", dimensions=(Dimension("d", negated=policy, terms=(Term("aid"),)),))
        article_a = Article("0", "Aid came. There is no aid. They got aid without aid.")
        a, b = Scanner([lexicon]).scan([article_a, Article("1", "No aid.")])
        found = only(a, b)
        assert (found.affirmed_a, found.a.negated_matches) == (2, 2)
        assert (found.affirmed_b, found.b.negated_matches) == (0, 1)
        assert found.a.matches == (2 if policy == "drop" else 4)


counts = st.fixed_dictionaries(
    {entry: st.integers(0, 12) for entry in ("support", "policy", "subsidy")}
)


@examples(60)
@given(counts, counts, st.integers(40, 400), st.integers(40, 400))
def test_entries_add_up_to_the_difference(
    a: dict[str, int], b: dict[str, int], words_a: int, words_b: int
) -> None:
    found = only(article(a, words_a), article(b, words_b))
    assert found.difference is not None
    assert sum(each.contribution for each in found.entries) == pytest.approx(
        found.difference, abs=1e-9
    )
    told = spoken(article(a, words_a), VOICES), spoken(article(b, words_b), VOICES)
    voices = only(*told).voices
    assert voices is not None
    assert sum(each.contribution for each in voices) == pytest.approx(found.difference, abs=1e-9)
    assert sum(each.matches_a for each in voices) == found.a.matches
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


def test_the_interval_of_a_ratio_agrees_with_a_bootstrap_of_sentences() -> None:
    """Sentences of each text are drawn anew; the spread of ln(ratio) is the standard error."""
    draw = random.Random(7)
    texts = [
        [(draw.random() < share, 8 + draw.randrange(20)) for _ in range(50)] for share in (0.5, 0.3)
    ]
    logs = []
    for _ in range(4000):
        rates = []
        for sentences in texts:
            sample = draw.choices(sentences, k=len(sentences))
            rates.append(sum(hit for hit, _ in sample) / sum(words for _, words in sample))
        logs.append(math.log(rates[0] / rates[1]))
    mean = sum(logs) / len(logs)
    spread = math.sqrt(sum((each - mean) ** 2 for each in logs) / (len(logs) - 1))
    a, b = (SCANNER.scan([Article("0", written(sentences))])[0].scores[0] for sentences in texts)
    found = rate_ratio(a, b)
    assert found.method == "ratio"
    assert found.low is not None and found.high is not None
    assert math.log(found.high / found.low) / 2 / 1.959964 == pytest.approx(spread, rel=0.08)


def written(sentences: Sequence[tuple[bool, int]]) -> str:
    """Sentences of so many words, with the entry or without."""
    return " ".join(
        " ".join(["Support" if hit else "Other", *["word"] * (words - 1)]) + "."
        for hit, words in sentences
    )


def test_the_binomial_interval_agrees_with_a_bootstrap_of_words() -> None:
    """32 in 1200 against 10 in 900, each word drawn by itself."""
    draw = random.Random(11)
    logs = []
    for _ in range(2000):
        one = sum(draw.random() < 32 / 1200 for _ in range(1200)) / 1200
        other = sum(draw.random() < 10 / 900 for _ in range(900)) / 900
        if one and other:
            logs.append(math.log(one / other))
    mean = sum(logs) / len(logs)
    spread = math.sqrt(sum((each - mean) ** 2 for each in logs) / (len(logs) - 1))
    found = binomial_ratio(32, 1200, 10, 900)
    assert found.low is not None and found.high is not None
    assert math.log(found.high / found.low) / 2 / 1.959964 == pytest.approx(spread, rel=0.1)
