"""The columns of scores straight from the arrays of the pass: no object a score is made."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from framing.matching.ratings import Counts
from framing.matching.sums import INTERVALS
from framing.model import VOICES
from framing.shards import score_schema
from framing.shards.arrow import pa

Array = NDArray[Any]


def score_columns(counts: Counts) -> dict[str, Any]:
    """The columns from `words` to `unbalanced` of a batch, by name."""
    sums = counts.sums
    words = sums["words"]
    return {
        "words": _counts(words),
        "excluded_words": _counts(sums["excluded_words"]),
        "sentences": _counts(sums["sentences"]),
        "unit": _picked(("words", "characters"), 2 * sums["units"] > words),
        "words_squared": _reals(sums["squares"]),
        "scores": _scores(counts),
        "entries": _entries(counts),
        "voices": _said(counts),
        "unbalanced": _unbalanced(counts),
    }


def _scores(counts: Counts) -> Any:
    sums, rates = counts.sums, counts.rates
    articles, dimensions = sums["matches"].shape
    names = [each.dimension.name for each in counts.compiled.dimensions]
    fields = [
        _picked(names, np.tile(np.arange(dimensions), articles)),
        _counts(sums["matches"]),
        _reals(sums["weight"]),
        *(_known(each) for each in (rates.rate_per_1000, rates.low, rates.high)),
        _picked(INTERVALS, rates.interval),
        _reals(sums["hits_squared"]),
        _reals(sums["hits_words"]),
        _counts(sums["covered"]),
        _counts(sums["negated"]),
        _tallies(counts),
    ]
    opens = np.arange(articles + 1) * dimensions
    return _lists(score_schema.SCORES, opens, fields)


def _tallies(counts: Counts) -> Any:
    """What of each score the voices say that have matches in it; null where nobody asked."""
    sums = counts.sums
    if not counts.with_voices:
        return pa.nulls(sums["matches"].size, score_schema.TALLIES)
    matches = sums["voice_matches"]
    some = np.nonzero(matches)
    fields = [
        _picked(VOICES, some[2]),
        _counts(matches[some]),
        *(_reals(sums[name][some]) for name in ("voice_weight", "voice_squared", "voice_words")),
    ]
    return _lists(score_schema.TALLIES, _opens((matches > 0).sum(axis=2)), fields)


def _entries(counts: Counts) -> Any:
    own, compiled = counts.lists.tallies, counts.compiled
    entries = own["entry"]
    fields = [
        _picked(compiled.homes, entries),
        _picked(compiled.names, entries),
        _counts(own["matches"]),
        _reals(own["matches"] * compiled.weights[entries]),
        _counts(own["negated"]),
    ]
    return _lists(score_schema.ENTRIES, counts.sums["tallies_from"], fields)


def _said(counts: Counts) -> Any:
    if not counts.with_voices:
        return pa.nulls(len(counts), score_schema.VOICES)
    said = counts.sums["said"]
    has_words = said["words"] > 0
    some = np.nonzero(has_words)
    fields = [
        _picked(VOICES, some[1]),
        _counts(said["words"][some]),
        _counts(said["sentences"][some]),
        _reals(said["squares"][some]),
    ]
    return _lists(score_schema.VOICES, _opens(has_words.sum(axis=1)), fields)


def _unbalanced(counts: Counts) -> Any:
    if not counts.with_voices:
        return pa.nulls(len(counts), pa.list_(pa.int32()))
    opens = pa.array(counts.sums["marks_from"], pa.int32())
    return pa.ListArray.from_arrays(opens, _counts(counts.lists.lone_marks))


def _lists(kind: Any, opens: Array, fields: Sequence[Any]) -> Any:
    """A list of structs for each row; `opens` has where each begins, and the end of the last."""
    structs = pa.StructArray.from_arrays(fields, fields=list(kind.value_type))
    return pa.ListArray.from_arrays(pa.array(opens, pa.int32()), structs, type=kind)


def _opens(sizes: Array) -> Array:
    return np.concatenate(([0], np.cumsum(sizes)))


def _counts(values: Array) -> Any:
    return pa.array(values.ravel().astype(np.int32))


def _reals(values: Array) -> Any:
    return pa.array(values.ravel().astype(np.float64))


def _known(values: Array) -> Any:
    """Reals with null for NaN."""
    return pa.array(values.ravel(), mask=np.isnan(values.ravel()))


def _picked(names: Sequence[str], places: Array) -> Any:
    """The names at some places."""
    return pa.array(names, pa.string()).take(pa.array(places.ravel().astype(np.int64)))
