"""Which entries stand in which sentences of a batch, and where others would step in for them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce

import numpy as np

from framing.matching.compiled_lexicons import CompiledLexicons
from framing.matching.places import Spots
from framing.text import Mask, Offsets, Tokens


@dataclass(frozen=True, slots=True)
class EntrySentences:
    """Entries that stand in sentences, as parallel arrays with one item for each such pair."""

    entry: Offsets
    """Number in `CompiledLexicons.names`."""
    sentence: Offsets
    """Number in the batch."""
    contested: Mask
    """Whether more than its own matches can change there without the entry."""

    def only(self, chosen: Mask) -> EntrySentences:
        """The chosen pairs."""
        return EntrySentences(self.entry[chosen], self.sentence[chosen], self.contested[chosen])


def rule_numbers(compiled: CompiledLexicons) -> list[range]:
    """For every dimension the numbers of its rules in `CompiledLexicons.names`."""
    counts = [len(contest.rules) for contest in compiled.dimensions]
    opens = len(compiled.entries) + np.cumsum([0, *counts])
    return [
        range(int(low), int(low) + count) for low, count in zip(opens[:-1], counts, strict=True)
    ]


def entry_sentences(
    tokens: Tokens, compiled: CompiledLexicons, found: Spots, won: Spots, place: int
) -> EntrySentences:
    """Where the entries of a dimension stand, by sentence; a rule where all its groups have a hit.

    A term or an exclusion is contested where it won a word that another candidate wanted or that
    a rule can use; what lost can be left out, and the winners stay. A rule is contested
    where the groups of another rule of the dimension have a hit each as well. Nothing reaches
    beyond its sentence: no phrase and no window does.
    """
    rules = compiled.dimensions[place].rules
    holding = {
        contest: np.unique(tokens.sentence[won.first[won.contest == contest]])
        for contest in {contest for _, groups in rules for contest in groups}
    }
    seeks = [reduce(np.intersect1d, [holding[each] for each in groups]) for _, groups in rules]
    sought, times = np.unique(_joined(seeks), return_counts=True)
    own = won.of(won.contest == place)
    runners = found.of(found.contest == place)
    first, last = runners.first, runners.last
    contested = _meeting(first, last, own) > 1
    hits = won.of(np.isin(won.contest, [contest for _, groups in rules for contest in groups]))
    at_rule = np.isin(tokens.sentence[own.first], sought)
    contested |= (_meeting(hits.first, hits.last, own) > 0) & at_rule
    numbers = np.repeat(rule_numbers(compiled)[place], [len(each) for each in seeks])
    return _once(
        _joined([own.entry, runners.entry, numbers]),
        _joined([tokens.sentence[own.first], tokens.sentence[first], *seeks]),
        np.concatenate(
            (contested, np.zeros(len(first)), np.isin(_joined(seeks), sought[times > 1]))
        ),
    )


def _meeting(first: Offsets, last: Offsets, spans: Spots) -> Offsets:
    """For each of these spans, how many of those from `first` to `last` share a word with it."""
    opened = np.searchsorted(np.sort(first), spans.last, side="right")
    closed = np.searchsorted(np.sort(last), spans.first, side="left")
    return opened - closed


def _joined(parts: Sequence[Offsets]) -> Offsets:
    return np.concatenate([np.zeros(0, dtype=np.int64), *parts]).astype(np.int64)


def _once(entry: Offsets, sentence: Offsets, contested: Mask) -> EntrySentences:
    """Each pair once, by sentence; contested where any of its places is."""
    by_sentence, own, which = distinct_pairs(sentence, entry)
    times = np.bincount(which, weights=contested, minlength=len(own))
    return EntrySentences(own, by_sentence, times > 0)


def distinct_pairs(first: Offsets, second: Offsets) -> tuple[Offsets, Offsets, Offsets]:
    """Each pair of numbers once, in order, and for every given pair the place of its like."""
    width = int(second.max(initial=0)) + 1
    pairs, which = np.unique(first * width + second, return_inverse=True)
    return pairs // width, pairs % width, which


def groups_apart(found: EntrySentences) -> list[Mapping[int, int]]:
    """The contested entries in groups that can be left out of one scan together, each group as
    the sentences that are to be looked at and the entry whose absence each shows.

    In such a sentence no other entry of its group stands, so what changes there is due to one.
    """
    rivals = _rivals(found)
    chosen: dict[int, int] = {}
    for entry in sorted(rivals, key=lambda each: (-len(rivals[each]), each)):
        taken = {chosen[other] for other in rivals[entry] if other in chosen}
        chosen[entry] = next(number for number in range(len(rivals)) if number not in taken)
    grouped: list[dict[int, int]] = [{} for _ in set(chosen.values())]
    hot = found.only(found.contested)
    for entry, sentence in zip(hot.entry.tolist(), hot.sentence.tolist(), strict=True):
        grouped[chosen[entry]][sentence] = entry
    return list(grouped)


def _rivals(found: EntrySentences) -> dict[int, set[int]]:
    """For each contested entry the others that stand in a sentence where it is contested, or are
    contested in one where it stands."""
    rivals: dict[int, set[int]] = {entry: set() for entry in found.entry[found.contested].tolist()}
    for standing, contested in _by_sentence(found):
        known = rivals.keys() & standing
        for entry in contested:
            rivals[entry] |= known - {entry}
        for entry in known:
            rivals[entry].update(contested)
            rivals[entry].discard(entry)
    return rivals


def _by_sentence(found: EntrySentences) -> Iterator[tuple[list[int], list[int]]]:
    """For each sentence with a contested entry: the entries that stand, and the contested ones."""
    sentences = np.unique(found.sentence[found.contested])
    low = np.searchsorted(found.sentence, sentences, side="left").tolist()
    high = np.searchsorted(found.sentence, sentences, side="right").tolist()
    for begin, end in zip(low, high, strict=True):
        standing = found.entry[begin:end]
        yield standing.tolist(), standing[found.contested[begin:end]].tolist()
