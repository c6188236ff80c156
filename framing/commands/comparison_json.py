"""How a comparison of articles is written as JSON: the rows of the kind `comparison`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from itertools import combinations
from typing import TYPE_CHECKING

from framing.commands.json_columns import KNOWN_LEXICON, LINE, RATE
from framing.commands.passages_output import passages_of
from framing.comparing import Comparison, compare_pairs
from framing.comparing.comparison import Difference, minus
from framing.comparing.explained_difference import KindRates, by_kind
from framing.comparing.kwic import KwicLine, line_of
from framing.export.table_data import Row, columns, row_of, suffixed
from framing.statistics import rate_ratio
from framing.workbench.sensitivity import Named, without_each

if TYPE_CHECKING:
    from framing.lexicons import Lexicon
    from framing.model import Profile, Score

CONTEXT = 30
"""Characters of context on each side."""

Kinds = tuple[KindRates, ...]
Without = Mapping[Named, tuple["Score", ...]]
"""The scores of the articles compared, in their order, without an entry."""


def first_lines(profile: Profile, found: Difference) -> dict[str, KwicLine]:
    """The first counted match of each entry of a dimension, with its context."""
    first = {}
    for match in profile.matches:
        if match.dimension == found.dimension and match.counted and match.entry not in first:
            first[match.entry] = line_of(profile, match, CONTEXT)
    return first


def kinds_of(pair: Comparison, found: Difference, lexicons: Sequence[Lexicon]) -> Kinds:
    """The counted matches of a dimension by the kind of their entry."""
    if pair.a.unit != pair.b.unit:
        return ()
    own_a, own_b = (
        [each for each in profile.matches if each.dimension == found.dimension]
        for profile in (pair.a, pair.b)
    )
    kinds = {
        name: entry.kind
        for lexicon in lexicons
        for dimension in lexicon.dimensions
        if dimension.name == found.dimension
        for name, entry in dimension.entries.items()
    }
    return by_kind(own_a, own_b, found.a.words, found.b.words, kinds)


def rows(profiles: Sequence[Profile], lexicons: Sequence[Lexicon]) -> Iterator[Row]:
    """The rows of kind `comparison`: one for each pair of articles and dimension."""
    pairs = compare_pairs(profiles)
    named = {
        (found.dimension, each.entry): None
        for pair in pairs
        for found in pair.differences
        for each in found.entries
    }
    without = without_each(lexicons, [each.article for each in profiles], named)
    for places, pair in zip(combinations(range(len(profiles)), 2), pairs, strict=True):
        own = {key: tuple(scores[place] for place in places) for key, scores in without.items()}
        passages = passages_of(pair.a, pair.b)
        for found in pair.differences:
            kinds = [asdict(each) for each in kinds_of(pair, found, lexicons)]
            row = _row(pair, found, own)
            yield {**row, "kinds": kinds, "passages": passages[found.dimension]}


_PAIR = columns(
    a="a.article.id",
    b="b.article.id",
    source_a="a.article.source",
    source_b="b.article.source",
    unit_a="a.unit",
    unit_b="b.unit",
)
_OF_LEXICON = columns("dimension") | KNOWN_LEXICON
_SCORE = RATE | columns("words", "matches", "weight")


def _row(pair: Comparison, found: Difference, without: Without) -> Row:
    return {
        **row_of(_PAIR, pair),
        **row_of(_OF_LEXICON, found.a),
        **_score_cells("a", found.a, found.affirmed_a),
        **_score_cells("b", found.b, found.affirmed_b),
        "difference": found.difference,
        **asdict(found.ratio),
        "adjusted_p": found.adjusted_p,
        "distinguishable": found.ratio.is_distinguishable,
        "entries": list(_entry_rows(pair, found, without)),
        "voices": None if found.voices is None else [asdict(each) for each in found.voices],
    }


def _score_cells(side: str, score: Score, affirmed: int | None) -> Row:
    figures = row_of(_SCORE, score)
    return suffixed(figures | {"affirmed": affirmed, "negated": score.negated_matches}, f"_{side}")


def _entry_rows(pair: Comparison, found: Difference, without: Without) -> Iterator[Row]:
    lines_a, lines_b = (first_lines(profile, found) for profile in (pair.a, pair.b))
    for each in found.entries:
        a, b = without[found.dimension, each.entry]
        yield {
            **asdict(each),
            **suffixed(row_of(RATE, a), "_a_without"),
            **suffixed(row_of(RATE, b), "_b_without"),
            "difference_without": minus(a.rate_per_1000, b.rate_per_1000),
            "distinguishable_without": rate_ratio(a, b).is_distinguishable,
            "kwic_a": _line_row(lines_a.get(each.entry)),
            "kwic_b": _line_row(lines_b.get(each.entry)),
        }


def _line_row(line: KwicLine | None) -> Row | None:
    return None if line is None else row_of(LINE, line)
