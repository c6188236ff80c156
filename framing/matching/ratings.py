"""Turns what the core found in a batch into ratings and profiles: scores, entries, matches."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import accumulate
from typing import Any, overload

import numpy as np
from numpy.typing import NDArray

from framing.core.library import Lists
from framing.matching.compiled_lexicons import CompiledLexicons
from framing.matching.places import Places, places_of
from framing.matching.sums import INTERVALS, Sums, rates_of
from framing.model import (
    VOICES,
    Article,
    EntryTally,
    Match,
    Profile,
    Rating,
    Score,
    Span,
    Unit,
    Voice,
    VoiceTally,
    VoiceWords,
)
from framing.model import Sums as ScoreSums
from framing.text import Offsets

_SCORED = ("matches", "weight", "hits_squared", "hits_words", "covered", "negated")


class Counts:
    """What a batch's articles hold, and the scores, entries and matches made of it."""

    def __init__(
        self,
        sums: Sums,
        lists: Lists,
        compiled: CompiledLexicons,
        articles: Sequence[Article],
        *,
        voices: bool,
    ) -> None:
        self.sums = sums
        self.lists = lists
        self.compiled = compiled
        self.with_voices = voices
        self.rates = rates_of(sums)
        self._articles = articles

    def __len__(self) -> int:
        """Number of articles."""
        return len(self._articles)

    def rating(self, number: int) -> Rating:
        """One article with its scores and entries."""
        return Rating(
            self._articles[number],
            *self._head(number),
            self._tallies(number),
            *self._said(number),
        )

    def _tallies(self, number: int) -> tuple[EntryTally, ...]:
        """How often each entry stands in an article."""
        compiled = self.compiled
        low, high = self.sums["tallies_from"][number : number + 2].tolist()
        own = self.lists.tallies[low:high]
        entries = own["entry"].tolist()
        rows = zip(
            [compiled.homes[entry] for entry in entries],
            [compiled.names[entry] for entry in entries],
            own["matches"].tolist(),
            (own["matches"] * compiled.weights[own["entry"]]).tolist(),
            own["negated"].tolist(),
            strict=True,
        )
        return tuple(map(EntryTally._make, rows))

    def entries(self) -> Counter[tuple[str, str]]:
        """How often each entry that counts stands in all articles."""
        own, compiled = self.lists.tallies, self.compiled
        counts = np.bincount(own["entry"], own["matches"], len(compiled.names)).astype(int)
        some = np.flatnonzero(counts).tolist()
        return Counter({(compiled.homes[at], compiled.names[at]): int(counts[at]) for at in some})

    def profiles(self) -> Iterator[Profile]:
        """Each article with its scores and every match."""
        found: list[list[tuple[int, int, int, Match]]] = [[] for _ in self._articles]
        for row in self.lists.matches.tolist():
            match = self._match(row)
            found[row[0]].append((match.start, match.end, row[1], match))
        for number, article in enumerate(self._articles):
            # Of one dimension terms come before rules, as they were found.
            matches = sorted(found[number], key=lambda each: each[:3])
            own = tuple(match for *_, match in matches)
            yield Profile(article, *self._head(number), own, *self._said(number))

    def places(self) -> Places:
        """Every place where a pattern stands; where the scan was asked for them."""
        return places_of(self.lists, self.sums, [article.text for article in self._articles])

    def _said(self, number: int) -> tuple[tuple[VoiceWords, ...], tuple[int, ...]]:
        """Words by voice, and the quotation marks without a partner; none where nobody asked."""
        if not self.with_voices:
            return (), ()
        rows = zip(VOICES, self.sums["said"][number].tolist(), strict=True)
        words = tuple(VoiceWords(voice, *said) for voice, said in rows if said[0])
        low, high = self.sums["marks_from"][number : number + 2].tolist()
        return words, tuple(self.lists.lone_marks[low:high].tolist())

    def _head(self, number: int) -> tuple[int, int, int, Unit, tuple[Score, ...]]:
        """What ratings and profiles have in common: words, excluded words, sentences, unit and
        scores."""
        own = self.sums
        words = int(own["words"][number])
        return (
            words,
            int(own["excluded_words"][number]),
            int(own["sentences"][number]),
            "characters" if 2 * int(own["units"][number]) > words else "words",
            self._scores(number),
        )

    def _scores(self, number: int) -> tuple[Score, ...]:
        own, rates = self.sums, self.rates
        words, sentences = int(own["words"][number]), int(own["sentences"][number])
        squares = float(own["squares"][number])
        columns = [own[name][number] for name in _SCORED]
        columns += [rates.rate_per_1000[number], rates.low[number], rates.high[number]]
        columns += [rates.interval[number]]
        rows = zip(*(column.tolist() for column in columns), strict=True)
        return tuple(
            Score(
                dimension=contest.dimension.name,
                matches=matches,
                weight=weight,
                words=words,
                rate_per_1000=_known(rate),
                low=_known(low),
                high=_known(high),
                interval=INTERVALS[kind],
                sums=ScoreSums(sentences, weight, squared, crossed, squares),
                covered_words=covered,
                lexicon=contest.version,
                negated_matches=negated,
                voices=self._voices(number, place),
                tallies=self._voice_tallies(number, place) if matches else (),
            )
            for place, (
                contest,
                (matches, weight, squared, crossed, covered, negated, rate, low, high, kind),
            ) in enumerate(zip(self.compiled.dimensions, rows, strict=True))
        )

    def _voices(self, number: int, dimension: int) -> dict[Voice, int] | None:
        """The counted matches of a score by voice."""
        if not self.with_voices:
            return None
        return dict(zip(VOICES, self._voice_matches[number][dimension], strict=True))

    @cached_property
    def _voice_matches(self) -> list[list[list[int]]]:
        found: list[list[list[int]]] = self.sums["voice_matches"].tolist()
        return found

    def _voice_tallies(self, number: int, dimension: int) -> tuple[VoiceTally, ...]:
        """The sums of a score, for each voice that has counted matches."""
        return tuple(self._tallies_by_cell.get((number, dimension), ()))

    @cached_property
    def _tallies_by_cell(self) -> dict[tuple[int, int], list[VoiceTally]]:
        """The sums of the cells and voices that have matches, by cell."""
        found: dict[tuple[int, int], list[VoiceTally]] = defaultdict(list)
        some = np.nonzero(self.sums["voice_matches"])
        names = ("voice_matches", "voice_weight", "voice_squared", "voice_words")
        columns = (*some, *(self.sums[name][some] for name in names))
        rows = zip(*(column.tolist() for column in columns), strict=True)
        for number, dimension, voice, *sums in rows:
            found[number, dimension].append(VoiceTally(VOICES[voice], *sums))
        return found

    @cached_property
    def _ranges(self) -> list[Span]:
        found: list[Span] = self.lists.ranges.tolist()
        return found

    def _match(self, row: tuple[Any, ...]) -> Match:
        (article, _, entry, _, _, start, end, sentence, words, first, pieces, others) = row[:12]
        negators, turns, named, named_end, counted, negated, voice, rule = row[12:]
        text = self._articles[article].text
        behind = first + pieces
        needed = tuple(self._ranges[behind : behind + others])
        return Match(
            dimension=self.compiled.homes[entry],
            entry=self.compiled.names[entry],
            kind="near" if rule else "term",
            start=start,
            end=end,
            weight=float(self.compiled.weights[entry]),
            sentence=sentence,
            words=words,
            counted=bool(counted),
            voice=VOICES[voice] if self.with_voices else None,
            speaker=" ".join(text[named:named_end].split()),
            negated=bool(negated),
            negators=tuple(self._ranges[negators : negators + turns]),
            evidence=(tuple(self._ranges[first:behind]) or ((start, end),)) + needed,
            needed=needed,
        )


class Ratings(Sequence[Rating]):
    """The ratings of articles in order; each is made when it is asked for."""

    def __init__(self, batches: Sequence[Counts]) -> None:
        self._batches = batches
        self._opens = [0, *accumulate(len(each) for each in batches)]

    def __len__(self) -> int:
        """Number of articles."""
        return self._opens[-1]

    @overload
    def __getitem__(self, index: int) -> Rating: ...
    @overload
    def __getitem__(self, index: slice) -> list[Rating]: ...
    def __getitem__(self, index: int | slice) -> Rating | list[Rating]:
        """One rating, or several."""
        if isinstance(index, slice):
            return [self[place] for place in range(*index.indices(len(self)))]
        place = range(len(self))[index]
        batch = bisect_right(self._opens, place) - 1
        return self._batches[batch].rating(place - self._opens[batch])

    @property
    def matches(self) -> Offsets:
        """Counted matches, a row an article and a column a dimension in the scanner's order."""
        return np.concatenate([each.sums["matches"] for each in self._batches])

    @property
    def weight(self) -> NDArray[np.float64]:
        """The weight of the counted matches, likewise."""
        return np.concatenate([each.sums["weight"] for each in self._batches])

    @property
    def words(self) -> Offsets:
        """The counted words of each article."""
        return np.concatenate([each.sums["words"] for each in self._batches])

    @property
    def entries(self) -> Counter[tuple[str, str]]:
        """The counted matches of each entry, by dimension and name, in all articles."""
        return sum((each.entries() for each in self._batches), Counter())


def _known(value: float) -> float | None:
    """None for what an array holds as NaN."""
    return value if value == value else None
