"""Draws sentences or matches of a library for human coders: stratified, seeded, with weights.

Every sentence, or every match that counts, is in one stratum. From each stratum some are drawn at
random without replacement, and a drawn unit stands for (size of its stratum / units drawn from it)
units of the library. Who is drawn depends on the seed and on the articles, not on the order in
which they came. Units that were drawn before are left out: a later sample stands for the others.
"""

from __future__ import annotations

import heapq
import json
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from hashlib import sha256
from typing import TYPE_CHECKING, NamedTuple

from framing.articles.batches import Progress, batches
from framing.coding.strata import DEFAULT_SIZE, UNMATCHED, Key, SampleRequest, Stratum, plan
from framing.errors import NotFoundError, UsageError
from framing.library import Sample, SampleKind, SampleUnit
from framing.model import Article, Match, Profile, Span

if TYPE_CHECKING:
    from framing.lexicons import Lexicon
    from framing.library import Library


class _Candidate(NamedTuple):
    """A unit that may be drawn, told by the number of its sentence or by its match."""

    priority: int
    """Random by the seed; within a stratum the lowest are drawn."""
    name: str
    """Its article and its place there."""
    article: str
    sentence: int
    match: Match | None


@dataclass(slots=True)
class _Pool:
    """The units of one stratum: how many there are, and those that may be drawn."""

    capacity: int
    size: int = 0
    _heap: list[tuple[int, int, _Candidate]] = field(default_factory=list)

    def add(self, candidate: _Candidate) -> None:
        """Take one more unit."""
        self.size += 1
        entry = (-candidate.priority, self.size, candidate)
        if len(self._heap) < self.capacity:
            heapq.heappush(self._heap, entry)
        elif entry[0] > self._heap[0][0]:
            heapq.heapreplace(self._heap, entry)

    def candidates(self) -> Iterable[_Candidate]:
        """Those that were kept, in no set order."""
        return (candidate for _, _, candidate in self._heap)


def draw(
    library: Library,
    wanted: SampleRequest,
    progress: Progress | None = None,
    *,
    ids: Sequence[str] | None = None,
) -> Sample:
    """A sample of the library, by the matches of the lexicons that it is scored with.

    It is drawn from the articles with these `ids`, from all for None. Units that earlier samples
    hold for one of the dimensions are left out, unless the request says otherwise. `progress`
    counts articles.

    Raises NotFoundError for a dimension that the library does not score and where there is nothing
    to draw, UsageError for a size that cannot be.
    """
    dimensions = _dimensions(library, wanted.dimensions)
    lexicons = [
        lexicon
        for lexicon in library.lexicons.current()
        if any(each.name in dimensions for each in lexicon.dimensions)
    ]
    pools = _pools(library, wanted, dimensions, lexicons, progress, ids)
    strata = plan({key: pool.size for key, pool in pools.items()}, dimensions, wanted)
    if not strata:
        drawn_before = bool(_drawn_before(library, wanted, dimensions))
        hint = "--again draws anew from all" if drawn_before else "import articles first"
        raise NotFoundError(f"the library holds no {wanted.kind} to draw", hint=hint)
    fingerprints = tuple(lexicon.fingerprint for lexicon in lexicons)
    units = sorted(_units(library, strata, pools), key=lambda unit: unit.id)
    name = _sample_id(wanted, dimensions, fingerprints, units)
    named = [replace(unit, id=_unit_id(name, unit)) for unit in units]
    return Sample(
        id=name,
        kind=wanted.kind,
        dimensions=dimensions,
        seed=wanted.seed,
        population=sum(pool.size for pool in pools.values()),
        lexicons=fingerprints,
        units=tuple(sorted(named, key=lambda unit: _hash(wanted.seed, unit.id))),
    )


def _dimensions(library: Library, names: Sequence[str]) -> tuple[str, ...]:
    known = [each.name for each in library.lexicons.dimensions()]
    for name in names:
        if name not in known:
            raise NotFoundError(f"there is no dimension “{name}”", hint=f"use {', '.join(known)}")
    if not known:
        raise UsageError("no lexicon is used", hint="framing lexicon use NAME")
    return tuple(name for name in known if not names or name in names)


def _pools(
    library: Library,
    wanted: SampleRequest,
    dimensions: Sequence[str],
    lexicons: Sequence[Lexicon],
    progress: Progress | None,
    ids: Sequence[str] | None,
) -> dict[Key, _Pool]:
    """All units of the articles by entry, as many of each as may be drawn."""
    from framing.matching import Scanner  # arrays, wanted only now

    times = _times(library, dimensions, ids)
    of_profile = _KINDS[wanted.kind](times, wanted.seed)
    before = _drawn_before(library, wanted, dimensions)
    capacity = wanted.per_entry or wanted.size or DEFAULT_SIZE
    pools: dict[Key, _Pool] = defaultdict(lambda: _Pool(capacity))
    pools[UNMATCHED] = _Pool(wanted.size or max(DEFAULT_SIZE, (wanted.per_entry or 0) * len(times)))
    scanner = Scanner(lexicons)
    for batch in batches(found.article for found in library.articles.read(ids)):
        for profile in scanner.scan(batch):
            for key, candidate in of_profile(profile):
                if candidate.name not in before:
                    pools[key].add(candidate)
        if progress:
            progress(len(batch))
    return {key: pools[key] for key in sorted(pools)}


def _drawn_before(
    library: Library, wanted: SampleRequest, dimensions: Sequence[str]
) -> frozenset[str]:
    """The names of candidates that earlier samples hold for one of the dimensions."""
    if wanted.again:
        return frozenset()
    units = [
        unit
        for sample in library.codes.samples()
        if sample.kind == wanted.kind and not {*dimensions}.isdisjoint(sample.dimensions)
        for unit in sample.units
    ]
    if wanted.kind == "match":
        return frozenset(_match_name(unit.article, unit) for unit in units)
    return frozenset(_sentence_names(library, units))


def _sentence_names(library: Library, units: Iterable[SampleUnit]) -> Iterator[str]:
    from framing.text.sentence_spans import sentences

    starts: dict[str, set[int]] = defaultdict(set)
    for unit in units:
        starts[unit.article].add(unit.start)
    for batch in batches(found.article for found in library.articles.read(list(starts))):
        for article, spans in zip(batch, sentences(batch), strict=True):
            for number, (start, _) in enumerate(spans):
                if start in starts[article.id]:
                    yield f"{article.id}:{number}"


_Units = Callable[[Profile], Iterator[tuple[Key, _Candidate]]]
"""The units of an article, each with the entry in whose stratum it is."""


def _times(library: Library, dimensions: Sequence[str], ids: Sequence[str] | None) -> Counter[Key]:
    """How often each entry of the dimensions counts in the articles, for those that do."""
    times: Counter[Key] = Counter()
    for count in library.scores.entry_counts(ids):
        dimension, entry, matches, *_ = count.tally
        if dimension in dimensions and matches:
            times[dimension, entry] += matches
    return times


def _matches(times: Counter[Key], seed: int) -> _Units:
    """Matches that count, each in the stratum of its entry."""

    def of_profile(profile: Profile) -> Iterator[tuple[Key, _Candidate]]:
        article = profile.article.id
        for match in profile.matches:
            key = match.dimension, match.entry
            if match.counted and key in times:
                name = _match_name(article, match)
                yield key, _Candidate(_hash(seed, name), name, article, match.sentence, match)

    return of_profile


def _match_name(article: str, match: Match | SampleUnit) -> str:
    return f"{article}:{match.start}:{match.end}:{match.dimension}"


def _sentences(times: Counter[Key], seed: int) -> _Units:
    """Sentences, each in the stratum of the rarest entry that counts in it, if any does."""

    def of_profile(profile: Profile) -> Iterator[tuple[Key, _Candidate]]:
        article = profile.article.id
        counting: dict[int, set[Key]] = defaultdict(set)
        for match in profile.matches:
            key = match.dimension, match.entry
            if match.counted and key in times:
                counting[match.sentence].add(key)
        for number in range(profile.sentences):
            keys = counting.get(number)
            rarest = min(keys, key=lambda key: (times[key], key)) if keys else UNMATCHED
            name = f"{article}:{number}"
            yield rarest, _Candidate(_hash(seed, name), name, article, number, None)

    return of_profile


_KINDS: Mapping[SampleKind, Callable[[Counter[Key], int], _Units]] = {
    "sentence": _sentences,
    "match": _matches,
}


def _units(
    library: Library, strata: Sequence[Stratum], pools: Mapping[Key, _Pool]
) -> Iterator[SampleUnit]:
    """What is drawn from each stratum, with the words that the coder is shown, named by place."""
    from framing.text.sentence_spans import sentences

    drawn: dict[str, list[tuple[Stratum, _Candidate]]] = defaultdict(list)
    for stratum in strata:
        candidates = sorted(each for key in stratum.members for each in pools[key].candidates())
        for candidate in candidates[: stratum.drawn]:
            drawn[candidate.article].append((stratum, candidate))
    for batch in batches(found.article for found in library.articles.read(list(drawn))):
        for article, spans in zip(batch, sentences(batch), strict=True):
            for stratum, candidate in drawn[article.id]:
                yield _unit(article, spans[candidate.sentence], stratum, candidate)


def _unit(article: Article, sentence: Span, stratum: Stratum, candidate: _Candidate) -> SampleUnit:
    match = candidate.match
    start, end = (match.start, match.end) if match else sentence
    dimension = match.dimension if match else ""
    return SampleUnit(
        id=f"{article.id}:{start}:{end}:{dimension}",
        article=article.id,
        start=start,
        end=end,
        dimension=dimension,
        stratum=stratum.name,
        weight=stratum.size / stratum.drawn,
        text=_shown(article.text, sentence, match.own if match else ()),
    )


def _unit_id(sample: str, unit: SampleUnit) -> str:
    """`u` and 12 hex digits of a hash: a name that tells nothing, that no spreadsheet takes for a
    number, and that no other sample uses, so that a code belongs to the sample it was given for.
    """
    return f"u{sha256(f'{sample}:{unit.id}'.encode()).hexdigest()[:12]}"


def _shown(text: str, sentence: Span, evidence: Sequence[Span]) -> str:
    """A sentence on one line, with `[[…]]` around the words of a match."""
    pieces = []
    at = sentence[0]
    for start, end in sorted(evidence):
        pieces += [text[at:start], "[[", text[start:end], "]]"]
        at = end
    return " ".join("".join([*pieces, text[at : sentence[1]]]).split())


def _hash(seed: int, named: str) -> int:
    return int.from_bytes(sha256(f"{seed}:{named}".encode()).digest()[:8], "big")


def _sample_id(
    wanted: SampleRequest,
    dimensions: Sequence[str],
    lexicons: Sequence[str],
    units: Sequence[SampleUnit],
) -> str:
    content = [
        [wanted.kind, wanted.seed, list(dimensions), list(lexicons)],
        [[unit.id, unit.weight] for unit in units],
    ]
    return sha256(json.dumps(content).encode()).hexdigest()[:8]
