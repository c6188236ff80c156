"""Laws of matching, over any text and any lexicon, and the engine against the oracle.

The texts are put together from pieces that are known to be hard: odd letters, joined words, every
kind of gap. The patterns are made of the same words, so that they are found.
"""

from __future__ import annotations

import random
import unicodedata
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import oracle
from framing.lexicon import Dimension, Entry, Lexicon, Rule
from framing.model import Article, Exclusion, Match, Profile
from framing.patterns import parse_pattern
from framing.scan import Scanner
from framing.text import segment

Spans = list[tuple[int, int]]

WORDS = (
    *("a", "I", "B", "s", "as", "the", "Corp", "mr", "No", "support", "Support", "SUPPORT"),
    *("supports", "fund", "state", "backed", "mindsetAs", "supportThe", "thenThe", "abcIs"),
    *("can't", "can’t", "it’s", "IT'S", "he'd've", "o'neil", "firms'", "U.S.", "A.I.", "U.S", "a.b"),
    *("R&D", "q&a&b", "1", "2.5", "1,000", "3.", "٣", "²", "Ⅷ", "state-backed", "re‑do"),
    *("İs", "ẞ", "ß", "ǅ", "ς", "Σ", "é", "e\u0301", "x\u0304", "ﬁ", "\u0301", "ſ", "ı"),
    *("印", "度", "印度", "尼", "国", "か", "ー", "ｶ", "ก", "ำ", "ก่", "ກ", "ក្ក", "မ", "๕", "〇"),
    *("한국", "국", "س", "سّ", "हि", "𝒜", "𐐀b", "𠀀", "☃", "👩‍💻", "❤️", "su\u00adpport", "fu\u200bnd"),
)
GAPS = (
    *(" ", " ", " ", " ", " ", " ", " ", "-", "‐", "‑", "–", "- ", " -", " - ", "—", "--"),
    *("\n", "\n", "\n\n", " \n ", "-\n", "\n-", "\t", "\u00a0", "\u2028", "\u2029", "\x85", "\v"),
    *("\x1c", "\x1f", "\u3000", "\n\u2003\n", "  ", "'", "’", "' ", " ’", "''", "&", " & ", "/"),
    *(".", ". ", ". ", ". ", ".\n", ".” ", ".) ", "!", "! ", "? ", "?\n", "… ", "... ", ". “", ". ("),
    *("。", "！", "？」", "。\n", "｡", ", ", ",", ": ", "; ", '"', "'.", ".'\n", ".» ", ". »", ". «"),
    *("", "", "\u200b", " \u200b", "\u200d", "\u00ad", "\ufeff", "\u2060", "\0", "_", "<", "$"),
)

Words = st.SearchStrategy[str]

any_word: Words = st.sampled_from(WORDS)
few_words: st.SearchStrategy[Words] = st.lists(any_word, min_size=2, max_size=6).map(
    st.sampled_from
)
"""A small choice of words: texts and patterns of the same ones meet often."""
gaps = st.one_of(st.just(" "), st.just(" "), st.sampled_from(GAPS))
anything = st.characters(exclude_categories=["Cs"])


@st.composite
def texts(draw: st.DrawFn, words: Words = any_word) -> str:
    """A text in normal form C, of words and gaps in turn and now and then any character."""
    parts = []
    for word, gap in draw(st.lists(st.tuples(words, gaps), min_size=draw(st.sampled_from((0, 3, 10))), max_size=20)):
        parts += [word, gap]
    if draw(st.integers(0, 3)) == 0:
        parts.insert(draw(st.integers(0, len(parts))), draw(anything))
    return unicodedata.normalize("NFC", "".join(parts))


@st.composite
def spans_of(draw: st.DrawFn, text: str) -> Spans:
    """Up to three spans of a text, sorted, apart or side by side."""
    if draw(st.integers(0, 2)):
        return []
    places = draw(st.lists(st.integers(0, len(text)), max_size=6).map(sorted))
    return [(a, b) for a, b in zip(places[::2], places[1::2], strict=False) if a < b]


@st.composite
def articles(draw: st.DrawFn, words: Words = any_word) -> Article:
    text = draw(texts(words))
    spans = draw(spans_of(text))
    return Article("0", text, excluded=tuple(Exclusion(a, b, "any") for a, b in spans))


def with_wildcard(word: str, kind: str, place: int) -> str:
    """The word with a wildcard: put in, or in the place of a character or of the rest."""
    place = place % (len(word) + 1)
    if kind == "in":
        return word[:place] + "*" + word[place:]
    if kind == "rest":
        return word[:place] + "*"
    return word[:place] + "?" + word[place + 1 :]


ODD_PATTERNS = ("*", "s*", "su*", "?tate", "??", "f?nd*", "*d", "*'s", "the’s", "*", "?")


@st.composite
def pattern_words(draw: st.DrawFn, words: Words) -> str:
    word = draw(words)
    kind = draw(st.sampled_from(("", "", "", "", "in", "rest", "one", "odd")))
    if kind == "odd":
        return draw(st.sampled_from(ODD_PATTERNS))
    return with_wildcard(word, kind, draw(st.integers(0, 8))) if kind else word


@st.composite
def written_patterns(draw: st.DrawFn, words: Words = any_word) -> str:
    """A pattern that may or may not be accepted."""
    parts = [draw(pattern_words(words))]
    for _ in range(draw(st.sampled_from((0, 0, 0, 1, 1, 2)))):
        parts += [draw(gaps), draw(pattern_words(words))]
    return unicodedata.normalize("NFC", "".join(parts))


def accepted(pattern: str) -> bool:
    try:
        oracle.parse(pattern)
    except ValueError:
        return False
    return True


weights = st.sampled_from((1.0, 1.0, 1.0, 0.5, 2.0, 0.0))
GROUPS = ("one", "two", "three")


def entry_lists(words: Words) -> st.SearchStrategy[tuple[Entry, ...]]:
    entries = st.builds(Entry, written_patterns(words).filter(accepted), weights)
    return st.lists(entries, max_size=3, unique_by=lambda entry: entry.pattern).map(tuple)


@st.composite
def rules(draw: st.DrawFn, name: str) -> Rule:
    return Rule(
        name,
        tuple(draw(st.permutations(GROUPS)))[: draw(st.sampled_from((2, 2, 3)))],
        draw(st.integers(2, 12)),
        draw(st.booleans()),
        draw(weights),
    )


@st.composite
def lexicons(draw: st.DrawFn, words: Words = any_word, name: str = "d") -> Lexicon:
    """A lexicon of one to three dimensions."""
    lists = entry_lists(words)
    dimensions = [
        Dimension(
            f"{name}{number}",
            terms=draw(lists),
            exclude=draw(lists),
            near=tuple(draw(rules(each)) for each in ("near", "nearer")[: draw(st.integers(0, 2))]),
        )
        for number in range(draw(st.integers(1, 3)))
    ]
    return Lexicon(
        name, dimensions=tuple(dimensions), groups={group: draw(lists) for group in GROUPS}
    )


def chosen(patterns: Sequence[str], least: int) -> st.SearchStrategy[tuple[Entry, ...]]:
    some = st.lists(st.sampled_from(patterns), min_size=least, max_size=2, unique=True)
    return some.map(lambda written: tuple(map(Entry, written)))


@st.composite
def crowded_cases(draw: st.DrawFn) -> tuple[Article, Lexicon]:
    """Few words, again and again, and rules and phrases that fight for them."""
    words = st.sampled_from(("aab", "aac", "bbb", "bbc", "cc", "印", "国", "xx", "it’s"))
    joins = st.sampled_from((" ", " ", " ", " ", " ", " ", " ", "-", ", ", ". B", ""))
    text = "".join(
        word + join
        for word, join in draw(st.lists(st.tuples(words, joins), min_size=8, max_size=24))
    )
    phrases = chosen(("aab", "aac bbb", "b?b * a*", "cc-aab", "印国", "xx *", "* cc", "bbc*"), 0)
    members = chosen(("aa*", "bb*", "?bc", "aab", "bb* *", "aab-bbb", "印国", "cc", "cc x*", "it’s"), 1)
    near = tuple(draw(rules(name)) for name in ("near", "nearer")[: draw(st.integers(1, 2))])
    dimension = Dimension("d", terms=draw(phrases), exclude=draw(phrases), near=near)
    groups = {group: draw(members) for group in GROUPS}
    return Article("0", text), Lexicon("l", dimensions=(dimension,), groups=groups)


@st.composite
def cases(draw: st.DrawFn) -> tuple[Article, Lexicon]:
    """An article, and a lexicon of the same few words."""
    words = draw(few_words)
    return draw(articles(words)), draw(lexicons(words))


def spans_in(article: Article) -> Spans:
    return [(each.start, each.end) for each in article.excluded]


def plain(match: Match) -> oracle.Found:
    return oracle.Found(
        match.dimension,
        match.entry,
        match.kind,
        match.start,
        match.end,
        match.weight,
        match.sentence,
        match.words,
        match.evidence,
    )


def order(match: oracle.Found) -> tuple[object, ...]:
    return match.start, match.dimension, match.end, match.entry


def scan(given: Sequence[Lexicon], article: Article) -> Profile:
    return Scanner(given).scan([article])[0]


def without_excluded(profile: Profile) -> Profile:
    """The profile but for what may differ in excluded text."""
    return replace(profile, article=Article("", ""), excluded_words=0)


def as_set(profile: Profile) -> tuple[object, ...]:
    """What a profile says, whatever the order of its parts."""
    scores = {each.dimension: replace(each, lexicon=None) for each in profile.scores}
    matches = {each.dimension: [] for each in profile.scores}
    for match in profile.matches:
        matches[match.dimension].append(match)
    return profile.words, profile.sentences, profile.unit, scores, matches


@given(articles())
@settings(max_examples=400, deadline=None)
def test_words_and_sentences_are_those_of_the_oracle(article: Article) -> None:
    spans = spans_in(article)
    tokens = segment([article.text], [spans])
    base = int(tokens.base[0])
    read = oracle.read_text(article.text, spans)
    assert list(
        zip(tokens.start - base, tokens.end - base, tokens.sentence, strict=True)
    ) == [(word.start, word.end, word.sentence) for word in read.words]


@given(written_patterns())
@settings(max_examples=400, deadline=None)
def test_the_oracle_refuses_the_same_patterns(pattern: str) -> None:
    if accepted(pattern):
        parse_pattern(pattern)
    else:
        with pytest.raises(ValueError, match="the pattern|wildcards"):
            parse_pattern(pattern)


@given(cases() | crowded_cases())
@settings(max_examples=700, deadline=None)
def test_matches_and_counts_are_those_of_the_oracle(case: tuple[Article, Lexicon]) -> None:
    article, lexicon = case
    profile = scan([lexicon], article)
    expected = oracle.read(article.text, spans_in(article), [lexicon])
    assert sorted(map(plain, profile.matches), key=order) == sorted(expected.matches, key=order)
    assert (profile.words, profile.sentences, profile.excluded_words, profile.unit) == (
        len(expected.words),
        expected.sentences,
        expected.excluded_words,
        expected.unit,
    )
    for score, figures in zip(profile.scores, expected.figures, strict=True):
        sums = score.sums
        assert (
            score.dimension,
            score.matches,
            score.weight,
            (sums.sentences, sums.hits, sums.hits_squared, sums.hits_words, sums.words_squared),
            score.covered_words,
            score.interval,
        ) == (
            figures.dimension,
            figures.matches,
            figures.weight,
            figures.sums,
            figures.covered,
            figures.interval,
        )
        assert score.rate_per_1000 == pytest.approx(figures.rate)
        assert score.low == pytest.approx(figures.low)
        assert score.high == pytest.approx(figures.high)
