"""The scan against the oracles on tens of thousands of cases, made and real, and the ways to scan.

The cases of `test_laws` are drawn so that a failure can be made smaller; these are drawn cheaply,
so that there are many. A case that fails here is told by its seed.
"""

from __future__ import annotations

import gzip
import json
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import cache
from pathlib import Path
from random import Random

import pytest

from framing.articles.titles import headline_span
from framing.lexicons import Dimension, Lexicon, Rule, Term, active
from framing.matching import Scanner
from framing.model import Article, Exclusion, Profile
from tests.matching import oracle, voice_oracle
from tests.matching.test_laws import (
    GAPS,
    GROUPS,
    ODD_PATTERNS,
    WORDS,
    accepted,
    order,
    plain,
    spans_in,
    with_wildcard,
)
from tests.matching.test_voice_laws import PIECES
from tests.paths import ROOT

SEEDS = 8
LEXICONS, TEXTS = 250, 25
"""Of one seed; with eight of them 50,000 cases."""
BENCH = ROOT.parent / "shared" / "data" / "bench"
REAL = 1_000
LONGEST = 2_500
"""Characters of a real article: the oracle takes time with their square."""

parse = cache(oracle.parse)


@pytest.fixture(autouse=True)
def patterns_are_parsed_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(oracle, "parse", parse)


# ---- cases that are made up ----


def a_pattern(chance: Random, words: Sequence[str]) -> str:
    """A pattern that is accepted."""
    while True:
        parts = []
        for _ in range(chance.choice((1, 1, 1, 2, 2, 3))):
            word = chance.choice(words)
            kind = chance.choice(("", "", "", "", "in", "rest", "one", "odd"))
            if kind:
                word = with_wildcard(word, kind, chance.randrange(9))
            parts += [chance.choice(ODD_PATTERNS) if kind == "odd" else word]
            parts += [" " if chance.random() < 0.6 else chance.choice(GAPS)]
        written = unicodedata.normalize("NFC", "".join(parts[:-1]))
        if accepted(written):
            return written


def a_lexicon(chance: Random, words: Sequence[str]) -> Lexicon:
    def entries(least: int = 0) -> tuple[Term, ...]:
        written = {a_pattern(chance, words) for _ in range(chance.randrange(least, 4))}
        return tuple(Term(each, chance.choice((1.0, 1.0, 0.5, 2.0))) for each in sorted(written))

    def rules() -> tuple[Rule, ...]:
        return tuple(
            Rule(
                name,
                tuple(chance.sample(GROUPS, chance.choice((2, 2, 3)))),
                chance.randrange(2, 13),
                chance.random() < 0.4,
            )
            for name in ("near", "nearer")[: chance.randrange(3)]
        )

    dimensions = tuple(
        Dimension(f"d{number}", terms=entries(), exclude=entries(), near=rules())
        for number in range(chance.randrange(1, 4))
    )
    return Lexicon("l", dimensions=dimensions, groups={name: entries(1) for name in GROUPS})


def an_article(chance: Random, words: Sequence[str]) -> Article:
    """A text of few words, of marks of speech, and now and then of anything."""
    parts = []
    for _ in range(chance.choice((3, 10, 20, 30))):
        parts += [chance.choice(words), chance.choice((" ", " ", chance.choice(GAPS)))]
        if chance.random() < 0.25:
            parts += [chance.choice(PIECES)]
        if chance.random() < 0.01:
            parts += [chr(chance.randrange(0xD800))]
    text = "".join(parts).replace("\0", "")  # a file that holds one is refused
    text = unicodedata.normalize("NFC", text)
    places = sorted(chance.randrange(len(text) + 1) for _ in range(chance.choice((0, 0, 2, 4))))
    cuts = [(a, b) for a, b in zip(places[::2], places[1::2], strict=True) if a < b]
    title = chance.choice(("", "", text[:10], text.partition("\n")[0]))
    excluded = tuple(Exclusion(a, b, "any") for a, b in cuts)
    return Article("0", text, title=title, excluded=excluded)


def made_cases(seed: int) -> Iterator[tuple[Lexicon, list[Article]]]:
    chance = Random(seed)
    for _ in range(LEXICONS):
        words = [*chance.sample(WORDS, chance.randrange(2, 7)), "not"]
        yield a_lexicon(chance, words), [an_article(chance, words) for _ in range(TEXTS)]


# ---- what is compared ----


def check(article: Article, profile: Profile, lexicons: Sequence[Lexicon]) -> None:
    """Asserts that a profile says what the oracles read; of lexicons that count what is negated."""
    cuts = spans_in(article)
    expected = oracle.read(article.text, cuts, lexicons)
    said, alone = voice_oracle.voices(article.text, cuts, headline_span(article))
    assert sorted(map(plain, profile.matches), key=order) == sorted(expected.matches, key=order)
    counts = (profile.words, profile.sentences, profile.excluded_words, profile.unit)
    read = (len(expected.words), expected.sentences, expected.excluded_words, expected.unit)
    assert counts == read
    for score, figures in zip(profile.scores, expected.figures, strict=True):
        own = score.sums
        sums = (own.sentences, own.hits, own.hits_squared, own.hits_words, own.words_squared)
        assert (score.dimension, score.matches, score.weight, sums, score.covered_words) == (
            (figures.dimension, figures.matches, figures.weight, figures.sums, figures.covered)
        )
        assert score.interval == figures.interval
        assert score.rate_per_1000 == pytest.approx(figures.rate)
        assert score.low == pytest.approx(figures.low)
        assert score.high == pytest.approx(figures.high)
    check_voices(profile, said, dict(zip((each[0] for each in expected.words), said, strict=True)))
    assert list(profile.unbalanced) == alone


def check_voices(profile: Profile, said: Sequence[str], voice_at: dict[int, str]) -> None:
    """Asserts who says the words and the matches; what is reported, which the oracle does not know,
    is the narrator's to it. An odd number of negators negates."""
    words: Counter[str] = Counter()
    for each in profile.voices:
        words[known(each.voice)] += each.words
    assert words == Counter(said)
    for match in profile.matches:
        assert known(match.voice) == voice_at[match.start]
        assert match.negated == (len(match.negators) % 2 == 1)


def known(voice: str | None) -> str | None:
    return "narrator" if voice == "reported" else voice


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(SEEDS))
def test_made_cases_are_read_as_the_oracles_read_them(seed: int) -> None:
    for lexicon, articles in made_cases(seed):
        for article, profile in zip(articles, Scanner([lexicon]).scan(articles), strict=True):
            check(article, profile, [lexicon])


# ---- real articles ----


def real_articles() -> list[Article]:
    path = BENCH / "news10k.jsonl.gz"
    if not path.exists():
        pytest.skip("the collection of articles is not here")
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        texts = (unicodedata.normalize("NFC", json.loads(line)["text"]) for line in lines)
        short = [text for text in texts if len(text) <= LONGEST]
    return [Article(str(number), text) for number, text in enumerate(short[:REAL])]


def bench_lexicon(path: Path) -> Lexicon:
    """A list of pairs of a pattern and its dimension."""
    terms: dict[str, dict[str, Term]] = defaultdict(dict)
    for pattern, name in json.loads(path.read_text(encoding="utf-8")):
        terms[name][pattern] = Term(pattern)
    dimensions = (Dimension(name, terms=tuple(own.values())) for name, own in terms.items())
    return Lexicon(path.stem, dimensions=tuple(dimensions))


def real_lexicons() -> list[Lexicon]:
    """The bundled ones and those of the benchmark; all count what is negated."""
    every = [*active(), *(bench_lexicon(path) for path in sorted(BENCH.glob("lexicon_*.json")))]
    return [
        replace(
            lexicon,
            dimensions=tuple(
                replace(each, name=f"{lexicon.name} {each.name}", negated="count")
                for each in lexicon.dimensions
            ),
        )
        for lexicon in every
    ]


class Standing:
    """Lexicons without the entries of which an article lacks a word; those stand nowhere in it."""

    def __init__(self, lexicons: Sequence[Lexicon]) -> None:
        self._lexicons = lexicons
        every = {
            word for lexicon in lexicons for list_ in _lists(lexicon) for word in _words(list_)
        }
        self._plain = {each for each in every if not set(each) & {"*", "?"}}
        self._wild = sorted(every - self._plain)
        self._by_word: dict[str, set[str]] = {}

    def _meaning(self, word: str) -> set[str]:
        """The words of patterns that stand for a word."""
        if word not in self._by_word:
            near = [each for each in self._wild if each[0] in ("*", "?", word[0])]
            wild = {each for each in near if oracle.word_matches(each, word)}
            self._by_word[word] = wild | ({word} & self._plain)
        return self._by_word[word]

    def within(self, text: str) -> list[Lexicon]:
        words = {word.text for word in oracle.read_text(text, []).words}
        there = {"*"}.union(*map(self._meaning, words))

        def kept(entries: Sequence[Term]) -> tuple[Term, ...]:
            return tuple(each for each in entries if _words([each]) <= there)

        return [
            replace(
                lexicon,
                dimensions=tuple(
                    replace(each, terms=kept(each.terms), exclude=kept(each.exclude))
                    for each in lexicon.dimensions
                ),
                groups={name: kept(members) for name, members in lexicon.groups.items()},
            )
            for lexicon in self._lexicons
        ]


def _lists(lexicon: Lexicon) -> list[Sequence[Term]]:
    own = [list_ for each in lexicon.dimensions for list_ in (each.terms, each.exclude)]
    return [*own, *lexicon.groups.values()]


def _words(entries: Sequence[Term]) -> set[str]:
    return {word.text for each in entries for word in parse(each.pattern).words}


@pytest.mark.slow
@pytest.mark.parametrize("part", range(SEEDS))
def test_real_articles_are_read_as_the_oracles_read_them(part: int) -> None:
    articles, lexicons = real_articles()[part::SEEDS], real_lexicons()
    standing = Standing(lexicons)
    for article, profile in zip(articles, Scanner(lexicons).scan(articles), strict=True):
        check(article, profile, standing.within(article.text))


@pytest.mark.slow
def test_batches_and_threads_make_no_difference() -> None:
    articles = real_articles()
    scanner = Scanner(real_lexicons())
    whole = scanner.scan(articles)
    for size in (1, 7, 100):
        batches = [articles[at : at + size] for at in range(0, len(articles), size)]
        assert [profile for batch in batches for profile in scanner.scan(batch)] == whole
        with ThreadPoolExecutor(4) as pool:
            found = list(pool.map(scanner.scan, batches))
        assert [profile for batch in found for profile in batch] == whole
