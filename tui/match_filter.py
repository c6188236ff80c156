"""Owns which matches are shown, and the figures of an article that count these alone."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from framing.model import Match, Profile, Score, Sums
from framing.wording import VOICE_NAMES

_NO_SUMS = Sums(0, 0.0, 0.0, 0.0, 0.0)


@dataclass(frozen=True, slots=True)
class MatchFilter:
    """Some dimensions, and of their matches those of a voice, or only negated ones."""

    dimensions: frozenset[str] = frozenset()
    voice: str = ""
    """Empty for all voices."""
    negated: bool = False
    """Whether only negated matches are shown."""

    @property
    def test(self) -> Callable[[Match], bool]:
        """Tells of a match whether it is shown."""
        names, voice = self.dimensions, self.voice
        if self.negated:
            return lambda each: (
                bool(each.negated) and each.dimension in names and voice in ("", each.voice)
            )
        if voice:
            return lambda each: each.voice == voice and each.dimension in names
        return lambda each: each.dimension in names

    @property
    def said(self) -> str:
        """`quoted, negated`; empty where all matches of the dimensions are shown."""
        parts = [VOICE_NAMES[self.voice]] if self.voice else []
        return ", ".join([*parts, *(["negated"] if self.negated else [])])


def next_voice(profiles: Sequence[Profile], voice: str) -> str:
    """The voice after one, of those that the articles have words of; all voices come after the
    last."""
    held = {each.voice for profile in profiles for each in profile.voices}
    turns = ["", *(name for name in VOICE_NAMES if name in held), ""]
    return dict(pairwise(turns)).get(voice, "")


def counted_alone(profile: Profile, shown: MatchFilter) -> Profile:
    """The article as if it had no other matches: its scores count those of a voice, per 1,000 words
    of that voice, or the negated ones, whatever the dimension does with them.

    An interval comes from the sentences, or from the voice's part of each. Of the negated matches
    of one voice there is none.
    """
    if not shown.said:
        return profile
    test = replace(shown, dimensions=frozenset(each.dimension for each in profile.scores)).test
    matches = tuple(each for each in profile.matches if test(each))
    if not shown.negated:
        scores = tuple(_of_voice(score, profile, shown.voice) for score in profile.scores)
        return replace(profile, scores=scores, matches=matches)
    matches = tuple(replace(each, counted=True) for each in matches)
    words = _words_of(profile, shown.voice)
    sizes = [] if shown.voice or not matches else _sentence_words(profile)
    scores = tuple(_of_matches(score, matches, words, sizes) for score in profile.scores)
    return replace(profile, scores=scores, matches=matches)


def _words_of(profile: Profile, voice: str) -> int:
    """The counted words of a voice, or of all."""
    return sum(each.words for each in profile.voices if each.voice == voice or not voice) or (
        0 if voice else profile.words
    )


def _of_voice(score: Score, profile: Profile, voice: str) -> Score:
    """The score in what one voice says."""
    from framing.statistics.rates import voice_scores

    for each in voice_scores(score, profile.voices):
        if each.voice == voice:
            return replace(
                score,
                matches=each.matches,
                weight=each.weight,
                words=each.words,
                rate_per_1000=each.rate_per_1000,
                low=each.low,
                high=each.high,
                interval=each.interval,
                sums=each.sums,
            )
    return _of_matches(score, (), 0, ())


def _of_matches(score: Score, matches: Sequence[Match], words: int, sizes: Sequence[int]) -> Score:
    """The score if an article had these matches; `sizes` are the words of its sentences."""
    from framing.statistics.rates import interval_of, rate_per_1000

    own = [each for each in matches if each.dimension == score.dimension]
    weight = sum(each.weight for each in own)
    sums = _sums(own, sizes) if sizes else _NO_SUMS
    low, high, interval = interval_of(len(own), weight, words, sums)
    return replace(
        score,
        matches=len(own),
        weight=weight,
        words=words,
        rate_per_1000=rate_per_1000(weight, words),
        low=low,
        high=high,
        interval=interval,
        sums=sums,
    )


def _sums(matches: Sequence[Match], sizes: Sequence[int]) -> Sums:
    """What the ratio estimator needs, of matches that say in which sentence they stand."""
    hits: defaultdict[int, float] = defaultdict(float)
    for each in matches:
        hits[each.sentence] += each.weight
    return Sums(
        sentences=len(sizes),
        hits=sum(hits.values()),
        hits_squared=sum(each**2 for each in hits.values()),
        hits_words=sum(each * sizes[number] for number, each in hits.items()),
        words_squared=float(sum(each**2 for each in sizes)),
    )


def _sentence_words(profile: Profile) -> list[int]:
    """The counted words of each sentence."""
    # Arrays; where there are matches they are loaded.
    from framing.text.sentence_spans import counted_words, sentences

    (spans,) = sentences([profile.article])
    return counted_words(profile.article, spans)
