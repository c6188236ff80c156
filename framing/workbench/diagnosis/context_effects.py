"""What the contexts of entries let through and keep out, by scanning again without them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from framing.comparing.kwic import KwicLine, line_of
from framing.lexicons import Dimension, Lexicon, Rule, Term
from framing.lexicons.conditions import conditions
from framing.matching import Scanner
from framing.model import Match, Profile, Span
from framing.workbench.diagnosis.entry_sums import Key
from framing.workbench.diagnosis.report import ContextEffect
from framing.workbench.diagnosis.scanned_batch import Batch

SHOWN = 3
"""Places of each kind that an entry is shown with, each from another article."""

_WIDTH = 20
"""Characters on each side of such a place."""

_Places = Mapping[Key, set[tuple[Span, ...]]]


class ContextEffects:
    """The effects of each entry with a context, added up over batches.

    What an entry would match but for its needs is told from a scan of the lexicon without any
    context, less one with needs only; in the same way for what it refuses.
    """

    def __init__(self, lexicon: Lexicon) -> None:
        self._asked: dict[Key, Term | Rule] = {
            (dimension.name, name): entry
            for dimension in lexicon.dimensions
            for name, entry in dimension.entries.items()
            if entry.needs or entry.unless
        }
        self._bare = _without(lexicon, "needs", "unless")
        self._by = {"needs": _without(lexicon, "unless"), "unless": _without(lexicon, "needs")}
        self._outside: Counter[Key] = Counter()
        self._kept_out: dict[str, Counter[Key]] = {"needs": Counter(), "unless": Counter()}
        self._lines: dict[bool, dict[Key, list[KwicLine]]] = {
            True: defaultdict(list),
            False: defaultdict(list),
        }

    def add(self, batch: Batch) -> None:
        """Add what a batch shows."""
        if not self._asked:
            return
        bare = self._bare.scan(batch.articles)
        limited = {key: each.scan(batch.articles) for key, each in self._by.items()}
        for number, (own, free) in enumerate(zip(batch.profiles, bare, strict=True)):
            for match in self._of(own):
                self._keep(own, match, inside=True)
            places = self._places(own)
            outside = [each for each in self._of(free) if each.own not in places[_key(each)]]
            for match in outside:
                self._outside[_key(match)] += 1
                self._keep(free, match, inside=False)
            for key, profiles in limited.items():
                allowed = self._places(profiles[number])
                self._kept_out[key].update(
                    _key(each) for each in outside if each.own not in allowed[_key(each)]
                )

    def of(self, key: Key) -> ContextEffect | None:
        """The effect of an entry's context; None where it has none."""
        if key not in self._asked:
            return None
        return ContextEffect(
            asks=conditions(self._asked[key]),
            kept_out=self._outside[key],
            by_needs=self._kept_out["needs"][key],
            by_unless=self._kept_out["unless"][key],
            inside=tuple(self._lines[True][key]),
            outside=tuple(self._lines[False][key]),
        )

    def _of(self, profile: Profile) -> Iterable[Match]:
        return (match for match in profile.matches if _key(match) in self._asked)

    def _places(self, profile: Profile) -> _Places:
        found: dict[Key, set[tuple[Span, ...]]] = defaultdict(set)
        for match in self._of(profile):
            found[_key(match)].add(match.own)
        return found

    def _keep(self, profile: Profile, match: Match, *, inside: bool) -> None:
        some = self._lines[inside][_key(match)]
        if len(some) < SHOWN and not (some and some[-1].article_id == profile.article.id):
            some.append(line_of(profile, match, _WIDTH))


def _key(match: Match) -> Key:
    return match.dimension, match.entry


def _without(lexicon: Lexicon, *settings: str) -> Scanner:
    """A scanner of the lexicon without these settings of its entries."""
    nothing: dict[str, Any] = dict.fromkeys(settings, ())

    def bare(dimension: Dimension) -> Dimension:
        terms: Sequence[Term] = [replace(each, **nothing) for each in dimension.terms]
        rules = [replace(each, **nothing) for each in dimension.near]
        return replace(dimension, terms=tuple(terms), near=tuple(rules))

    dimensions = tuple(map(bare, lexicon.dimensions))
    return Scanner([replace(lexicon, dimensions=dimensions)], voices=False)
