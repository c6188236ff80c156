"""What a score would be without one of its entries, matched anew.

An entry that is taken away leaves its words to whatever else stands there: without "government
support" the words may go to `support*`, and the score stays as it is.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import chain

from framing.lexicons import Dimension, Lexicon, Term
from framing.matching import Scanner
from framing.model import Article, Score

Named = tuple[str, str]
"""A dimension and one of its entries."""

_PATTERNS_AT_ONCE = 10_000


def without_each(
    lexicons: Sequence[Lexicon], articles: Sequence[Article], entries: Iterable[Named]
) -> dict[Named, tuple[Score, ...]]:
    """The score of each article in an entry's dimension when the lexicon lacks that entry.

    Exact: the articles are scanned again. What stands in none of them cannot win anything there,
    so each shortened dimension is compiled from the patterns that do.
    """
    wanted: dict[str, list[str]] = {}
    for name, entry in entries:
        wanted.setdefault(name, []).append(entry)
    present = _present(lexicons, articles, wanted)
    named: list[Named] = []
    shortened = []
    for lexicon in lexicons:
        own = [
            (dimension, entry)
            for dimension in lexicon.dimensions
            for entry in wanted.get(dimension.name, ())
        ]
        named += [(dimension.name, entry) for dimension, entry in own]
        made = tuple(_without(dimension, entry, present) for dimension, entry in own)
        groups = {name: _of(members, present) for name, members in lexicon.groups.items()}
        shortened.append(replace(lexicon, dimensions=made, groups=groups))
    scanned = [profile.scores for profile in Scanner(shortened).scan(articles)]
    return dict(zip(named, zip(*scanned, strict=True), strict=True))


def _without(dimension: Dimension, entry: str, present: set[str]) -> Dimension:
    """The dimension without a term or rule, and without the patterns that are not present.

    Its name says both, since several of a dimension are scanned at once.
    """
    return replace(
        dimension,
        name=f"{dimension.name}\n{entry}",
        terms=_of((each for each in dimension.terms if each.pattern != entry), present),
        exclude=_of(dimension.exclude, present),
        near=tuple(rule for rule in dimension.near if rule.name != entry),
    )


def _of(entries: Iterable[Term], present: set[str]) -> tuple[Term, ...]:
    return tuple(each for each in entries if each.pattern in present)


def _present(
    lexicons: Sequence[Lexicon], articles: Sequence[Article], dimensions: Iterable[str]
) -> set[str]:
    """The patterns that stand anywhere in the articles, each searched for by itself."""
    names = set(dimensions)
    patterns = sorted({each for lexicon in lexicons for each in _patterns(lexicon, names)})
    found: set[str] = set()
    for start in range(0, len(patterns), _PATTERNS_AT_ONCE):
        some = patterns[start : start + _PATTERNS_AT_ONCE]
        alone = tuple(Dimension(each, terms=(Term(each),)) for each in some)
        for rating in Scanner([Lexicon("alone", dimensions=alone)]).rate(articles):
            found.update(tally.dimension for tally in rating.entries)
    return found


def _patterns(lexicon: Lexicon, names: set[str]) -> Iterable[str]:
    """The patterns that take part in the dimensions of these names."""
    own = [each for each in lexicon.dimensions if each.name in names]
    listed = chain.from_iterable((*each.terms, *each.exclude) for each in own)
    grouped = chain.from_iterable(lexicon.groups.values()) if own else ()
    return (entry.pattern for entry in chain(listed, grouped))
