"""Draws suggestions for a dimension from articles: reads them, asks each way, adds contexts."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace

from framing.articles.batches import batches
from framing.comparing.kwic import WIDTH, KwicLine, line_of
from framing.lexicons import Dimension, Lexicon, Term
from framing.matching import Scanner
from framing.model import Article, Match, Profile
from framing.workbench.suggestions.candidates import (
    Candidate,
    Suggestion,
    Suggestions,
    best,
    uncovered,
)
from framing.workbench.suggestions.collocations import collocates, phrases
from framing.workbench.suggestions.inflections import inflections, stemmer
from framing.workbench.suggestions.neighbours import neighbours
from framing.workbench.suggestions.token_arrays import read

CONTEXTS = 3
"""Lines that are shown of a candidate, each from another article."""


STEPS = 6
"""How often `suggest` calls its progress."""


def suggest(
    lexicon: Lexicon,
    dimension: Dimension,
    articles: Sequence[Article],
    *,
    limit: int = 10,
    width: int = WIDTH,
    progress: Callable[[int], None] = lambda _: None,
) -> Suggestions:
    """What a dimension of the lexicon may lack, at most `limit` candidates of a kind.

    Words that one of its terms, exclusions or groups has are never among them, nor function
    words, names and what stands in every third article. `width` is the characters of context on
    each side. The same articles give the same suggestions.
    """
    reading = read(articles, lexicon, dimension)
    progress(1)
    stem = stemmer(lexicon.language)
    ways: list[Iterable[Candidate]] = [
        inflections(reading, dimension, stem) if stem else (),
        *(way(reading) for way in (collocates, phrases, neighbours)),
    ]
    chosen: dict[str, Candidate] = {}
    for way in ways:
        candidates = list(way)
        allowed = uncovered((each.text for each in candidates), lexicon, dimension)
        found = best(candidates, allowed - chosen.keys(), limit)
        chosen |= {each.text: each for each in found}
        progress(1)
    candidates = list(chosen.values())
    contexts = _contexts(lexicon, dimension, candidates, articles, width)
    progress(1)
    return Suggestions(
        dimension=dimension.name,
        articles=len(articles),
        words=len(reading.word),
        matches=len(reading.entry),
        found=tuple(map(Suggestion, candidates, contexts)),
        notes=tuple(_notes(lexicon, dimension, bool(stem), len(reading.entry))),
    )


def _notes(lexicon: Lexicon, dimension: Dimension, stemmed: bool, matches: int) -> Iterator[str]:
    """Which kinds there cannot be."""
    if not stemmed:
        language = f"the language “{lexicon.language}”" if lexicon.language else "no language"
        yield f"no inflections: there is no stemmer for {language}"
    if not matches:
        yield f"no collocates, phrases and neighbours: “{dimension.name}” has no match here"


def _contexts(
    lexicon: Lexicon,
    dimension: Dimension,
    candidates: Sequence[Candidate],
    articles: Iterable[Article],
    width: int,
) -> list[tuple[KwicLine, ...]]:
    """For each candidate some lines where it stands, each from another article.

    Those with a match of its entry in the same sentence come first.
    """
    # A dimension for each: none may take the words of another.
    texts = [Dimension(str(n), terms=(Term(each.text),)) for n, each in enumerate(candidates)]
    own = replace(dimension, name=_OWN)
    scanner = Scanner([replace(lexicon, dimensions=(own, *texts))])
    beside: list[list[KwicLine]] = [[] for _ in candidates]
    others: list[list[KwicLine]] = [[] for _ in candidates]
    for batch in batches(articles):
        for profile in scanner.scan(batch):
            there = {(each.entry, each.sentence) for each in profile.matches if _is_own(each)}
            for match in profile.matches:
                if not _is_own(match):
                    number = int(match.dimension)
                    is_beside = (candidates[number].entry, match.sentence) in there
                    _keep(profile, match, width, (beside if is_beside else others)[number])
    return [_joined(*each) for each in zip(beside, others, strict=True)]


_OWN = "own"


def _is_own(match: Match) -> bool:
    return match.dimension == _OWN


def _keep(profile: Profile, match: Match, width: int, some: list[KwicLine]) -> None:
    """Add the match's line unless there are enough, or the last is of its article."""
    if len(some) < CONTEXTS and not (some and some[-1].article_id == profile.article.id):
        some.append(line_of(profile, match, width))


def _joined(some: Sequence[KwicLine], others: Sequence[KwicLine]) -> tuple[KwicLine, ...]:
    """The first lines of both, one for each article."""
    once: dict[str, KwicLine] = {}
    for line in (*some, *others):
        once.setdefault(line.article_id, line)
    return tuple(once.values())[:CONTEXTS]
