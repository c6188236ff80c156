"""A profile as the rows of `articles`, `scores` and `entry_counts` that keep it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from framing.articles.hashes import text_sha256
from framing.library.stored_forms import plain
from framing.model import VOICES, Article, EntryTally, Rated, Score

ARTICLES = (
    "seq, id, source, publisher, title, opening, published, url, author, language, words,"
    " excluded_words, sentences, unit, text_sha256, import, excluded, meta, text"
)
"""The columns of `article_row`."""
SCORES = (
    "article, lexicon, dimension, scorer_version, run, matches, weight, words, rate_per_1000, low,"
    " high, interval, sentences, hits, hits_squared, hits_words, words_squared, covered_words,"
    " negated_matches, headline_matches, quoted_matches, reported_matches, narrator_matches"
)
"""The columns of `score_row`."""
ENTRY_COUNTS = (
    "article, lexicon, dimension, scorer_version, entry, matches, weight, negated_matches"
)
"""The columns of `entry_rows`."""
VOICE_WORDS = "article, voice, words, sentences, words_squared"
"""The columns of `voice_word_rows`."""
VOICE_SCORES = (
    "article, lexicon, dimension, scorer_version, voice, matches, weight, hits_squared, hits_words"
)
"""The columns of `voice_score_rows`."""

Row = tuple[object, ...]
Key = tuple[int, int, str, str]
"""Article number, lexicon number, dimension, scorer version."""

_VOICE = {voice: number for number, voice in enumerate(VOICES)}


def article_row(seq: int, batch: int, profile: Rated) -> Row:
    """The row of `articles`, as part of an import."""
    article = profile.article
    return (
        seq,
        article.id,
        article.source,
        article.publisher,
        article.title,
        article.opening,
        article.published,
        article.url,
        article.author,
        article.language,
        profile.words,
        profile.excluded_words,
        profile.sentences,
        profile.unit,
        text_sha256(article.text),
        batch,
        excluded(article),
        plain(dict(article.meta)),
        article.text,
    )


def excluded(article: Article) -> str:
    """The excluded spans as JSON: `[[start, end, rule], …]`."""
    return plain([[each.start, each.end, each.rule] for each in article.excluded])


def score_row(key: Key, run: int, score: Score) -> Row:
    """The row of `scores`; what was not measured is NULL."""
    sums, voices = score.sums, score.voices
    by_voice = [None if voices is None else voices.get(voice, 0) for voice in VOICES]
    return (
        *key,
        run,
        score.matches,
        score.weight,
        score.words,
        score.rate_per_1000,
        score.low,
        score.high,
        score.interval,
        sums.sentences,
        sums.hits,
        sums.hits_squared,
        sums.hits_words,
        sums.words_squared,
        score.covered_words,
        score.negated_matches,
        *by_voice,
    )


def entry_rows(keys: Iterable[Key], profile: Rated) -> Iterator[Row]:
    """The rows of `entry_counts` for an article, given the keys of its scores.

    A negated match that the rate does not count adds to `negated_matches` only.
    """
    by_dimension: dict[str, list[EntryTally]] = {}
    for tally in profile.entries:
        by_dimension.setdefault(tally.dimension, []).append(tally)
    for key in keys:
        for tally in by_dimension.get(key[2], ()):
            yield (*key, tally.entry, tally.matches, tally.weight, tally.negated_matches)


def voice_word_rows(seq: int, profile: Rated) -> Iterator[Row]:
    """The rows of `voice_words` for the article of this number."""
    for each in profile.voices:
        yield seq, _VOICE[each.voice], each.words, each.sentences, each.words_squared


def voice_score_rows(keys: Iterable[Key], profile: Rated) -> Iterator[Row]:
    """The rows of `voice_scores` for an article, given the keys of its scores."""
    for key, score in zip(keys, profile.scores, strict=True):
        for voice, *figures in score.tallies:
            yield (*key, _VOICE[voice], *figures)
