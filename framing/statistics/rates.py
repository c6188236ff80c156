"""From counts to a score: the rate per 1,000 words and how sure it is.

Formulas: docs/method.md. Ratio estimator: Cochran, Sampling Techniques,
3rd ed. 1977, chapter 6. Bound of a zero: the exact binomial bound (the "rule of three"). What takes
a `Number` takes a float or an array of them.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING, Protocol, TypeVar

from framing.model import Interval, Score, Sums, VoiceScore, VoiceTally, VoiceWords
from framing.statistics.quantiles import CONFIDENCE, t_quantile

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Number = TypeVar("Number", float, NDArray[np.float64])
else:
    Number = TypeVar("Number")
Figures = TypeVar("Figures", covariant=True)

SCORER_VERSION = "6"
"""Changes whenever the same text and lexicon would give another number."""

FEWEST_SENTENCES = 5
"""With fewer sentences an article gets no interval."""

FEWEST_ARTICLES = 5
"""Fewer are read as texts: they get no interval, and are compared with no group of articles."""


class SumsOf(Protocol[Figures]):
    """`model.Sums`, or the same as arrays."""

    @property
    def sentences(self) -> Figures: ...  # noqa: D102
    @property
    def hits(self) -> Figures: ...  # noqa: D102
    @property
    def hits_squared(self) -> Figures: ...  # noqa: D102
    @property
    def hits_words(self) -> Figures: ...  # noqa: D102
    @property
    def words_squared(self) -> Figures: ...  # noqa: D102


def rate_per_1000(weight: float, words: int) -> float | None:
    """Weighted matches per 1,000 counted words; None where there are no words."""
    return 1000 * weight / words if words else None


def interval_of(
    matches: int, weight: float, words: int, sums: Sums
) -> tuple[float | None, float | None, Interval]:
    """The 95 % interval of a rate, per 1,000 words, and which kind it is.

    `ratio` from the sentences where there are at least five and something matched; `silence`, with
    0 and an upper bound, where nothing matched; else `none`.
    """
    if not words:
        return None, None, "none"
    if not matches:
        return 0.0, silence_bound(float(words)), "silence"
    # A weight may be so small that nothing is left of it when it is divided.
    if not weight / words or sums.sentences < FEWEST_SENTENCES:
        return None, None, "none"
    low, high = ratio_interval(words, sums)
    return low, high, "ratio"


def voice_scores(score: Score, voices: Sequence[VoiceWords]) -> tuple[VoiceScore, ...]:
    """The rate of a score in what each voice says, for every voice that has words.

    Each has its own n, and its interval is that of an article: the sentences are those in which
    the voice has words, and only its words and matches in them are summed. A voice without words
    has no rate and is not among them.
    """
    known = {tally.voice: tally for tally in score.tallies}
    return tuple(
        _voice_score(known.get(each.voice, VoiceTally(each.voice, 0, 0.0, 0.0, 0.0)), each)
        for each in voices
    )


def _voice_score(tally: VoiceTally, said: VoiceWords) -> VoiceScore:
    sums = Sums(
        sentences=said.sentences,
        hits=tally.weight,
        hits_squared=tally.hits_squared,
        hits_words=tally.hits_words,
        words_squared=float(said.words_squared),
    )
    low, high, interval = interval_of(tally.matches, tally.weight, said.words, sums)
    return VoiceScore(
        voice=said.voice,
        matches=tally.matches,
        weight=tally.weight,
        words=said.words,
        rate_per_1000=rate_per_1000(tally.weight, said.words),
        low=low,
        high=high,
        interval=interval,
        sums=sums,
    )


def silence_bound(words: Number) -> Number:
    """Upper 95 % bound of a rate that was 0 in `words` words: 1000 · (1 − 0.05^(1/n)).

    0 in 970 words may still be a rate of 3.08.
    """
    bound: Number = 1000 * (1 - (1 - CONFIDENCE) ** (1 / words))
    return bound


def relative_error(words: Number, sums: SumsOf[Number]) -> Number:
    """SE(r)/r of the ratio estimator r = Σh/Σn over S sentences.

    var(r) = S/(S−1) · Σ(h − r·n)² / (Σn)². Needs hits and at least two sentences.
    """
    ratio = sums.hits / words
    squares = sums.hits_squared - 2 * ratio * sums.hits_words + ratio**2 * sums.words_squared
    squares = squares * (squares > 0)
    size = sums.sentences
    error: Number = (squares * size / (size - 1)) ** 0.5 / words / ratio
    return error


def ratio_interval(words: int, sums: Sums) -> tuple[float, float]:
    """The 95 % interval of a rate, on the log scale: r·exp(±t·SE/r), t with S−1 degrees."""
    rate = 1000 * sums.hits / words
    spread = math.exp(t_quantile(sums.sentences - 1) * relative_error(words, sums))
    return rate / spread, rate * spread
