"""Laws of voice, over any text, and the engine against the oracle."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from framing.articles.titles import headline_span
from framing.lexicons import Dimension, Lexicon, Term
from framing.matching import Scanner
from framing.matching.compiled_lexicons import CompiledLexicons
from framing.matching.places import find_places
from framing.model import VOICES, Article, Exclusion, Profile
from framing.statistics.rates import voice_scores
from tests.laws import examples
from tests.matching import oracle, voice_oracle
from tests.matching.test_laws import spans_of

PIECES = (
    *("Firms", "the firms", "workers", "it", "We will go there soon", "one two three four five"),
    *("The", "U.S.", "O'Neil", "isn't", "firms’", "firms'", "6", "1990", "印度尼西亚", "mindsetAs"),
    *(" ", " ", " ", " ", " ", " ", ". ", ", ", ".\n", "\n", "\n\n", "\n\n", ": ", "! ", "? "),
    *('"', '"', '"', ' "', '" ', ',"', '."', "“", "“", " “", "”", "” ", ",”", ".”", "„", " „"),
    *("“ ", "«", "»", " « ", " » ", "「", "」", "『", "』", "‟", "'", "'", " '", "' ", "‘", " ‘"),
    *("’", "’ ", ",’", ".'", "‚", "‹", "›", "＂", "(", ")", " —", "-", "…", "\u200b", "*"),
)


@st.composite
def texts(draw: st.DrawFn) -> str:
    """Words and marks in any order, with enough quotations among them."""
    pieces = draw(st.lists(st.sampled_from(PIECES), max_size=30))
    return unicodedata.normalize("NFC", "".join(pieces))


@st.composite
def articles(draw: st.DrawFn) -> Article:
    text = draw(texts())
    cuts = tuple(Exclusion(a, b, "any") for a, b in draw(spans_of(text)))
    title = draw(st.sampled_from(("", text[:10], text.partition("\n")[0])))
    return Article("0", text, title=title, excluded=cuts)


@given(st.lists(articles(), max_size=3))
@examples(1500)
def test_voices_are_those_of_the_oracle(batch: list[Article]) -> None:
    cuts = [[(each.start, each.end) for each in article.excluded] for article in batch]
    texts = [article.text for article in batch]
    titles = [headline_span(article) for article in batch]
    found = find_places(CompiledLexicons([]), texts, cuts, titles)
    for number, article in enumerate(batch):
        own = found.voices[found.tokens.article == number]
        expected, alone = voice_oracle.voices(article.text, cuts[number], titles[number])
        assert [VOICES[code] for code in own] == expected
        assert list(found.unbalanced[number]) == alone


WORDS = ("firms", "go", "one two", "印度", "The")
LEXICON = Lexicon(
    "l",
    dimensions=(
        Dimension("a", terms=tuple(map(Term, WORDS))),
        Dimension("b", terms=(Term("will go", 0.5), Term("fi*", 2.0)), exclude=(Term("will"),)),
    ),
)
SCANNER = Scanner([LEXICON])


def voices_add_up(profiles: Iterable[Profile]) -> None:
    """Asserts that the voices of each profile have its words and its matches between them."""
    for profile in profiles:
        assert sum(each.words for each in profile.voices) == profile.words
        for score in profile.scores:
            assert score.voices is not None
            by_voice = voice_scores(score, profile.voices)
            assert sum(score.voices.values()) == score.matches
            assert sum(each.matches for each in by_voice) == score.matches
            assert sum(each.weight for each in by_voice) == score.weight
            assert {each.voice: each.matches for each in by_voice if each.matches} == {
                voice: matches for voice, matches in score.voices.items() if matches
            }


@given(st.lists(articles(), max_size=3))
@examples(200)
def test_voices_add_up_to_the_whole(batch: list[Article]) -> None:
    voices_add_up(SCANNER.scan(batch))


@given(articles())
@examples(200)
def test_the_rate_of_a_voice_is_that_of_its_words_and_matches(article: Article) -> None:
    cuts = [(each.start, each.end) for each in article.excluded]
    profile = SCANNER.scan([article])[0]
    words = oracle.read_text(article.text, cuts).words
    said, _ = voice_oracle.voices(article.text, cuts, headline_span(article))
    for score in profile.scores:
        found = [each for each in profile.matches if each.dimension == score.dimension]
        for own in voice_scores(score, profile.voices):
            counted = Counter(
                word.sentence for word, voice in zip(words, said, strict=True) if voice == own.voice
            )
            hits = dict.fromkeys(counted, 0.0)
            for match in found:
                if match.voice == own.voice:
                    hits[match.sentence] += match.weight
            interval, low, high = oracle.interval_of(
                own.matches, list(hits.values()), list(counted.values())
            )
            assert own.words == sum(counted.values())
            assert own.rate_per_1000 == pytest.approx(1000 * sum(hits.values()) / own.words)
            assert own.interval == interval
            assert own.low == pytest.approx(low)
            assert own.high == pytest.approx(high)


@given(articles(), st.text(max_size=40))
@examples(200)
def test_what_excluded_text_says_changes_no_voice(article: Article, other: str) -> None:
    text = article.text
    for cut in article.excluded:
        said = (other + "“x” said that ‘y’.\n\n" * 9)[: cut.end - cut.start]
        text = text[: cut.start] + said + text[cut.end :]
    article = replace(article, title="")  # a title is never excluded
    one, two = SCANNER.scan([article, replace(article, text=text)])
    assert (two.voices, two.unbalanced) == (one.voices, one.unbalanced)
    assert [each.voice for each in two.matches] == [each.voice for each in one.matches]
