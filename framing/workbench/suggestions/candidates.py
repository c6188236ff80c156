"""What the ways to find suggestions hand on, and the frozen values that come of it."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Literal, NamedTuple

import numpy as np

from framing.comparing.kwic import KwicLine
from framing.lexicons import Dimension, Lexicon, Term
from framing.lexicons.patterns import parse_pattern
from framing.matching.compiled_lexicons import CompiledLexicons
from framing.matching.places import find_places

Kind = Literal["inflection", "collocate", "phrase", "neighbour"]
KINDS: tuple[Kind, ...] = ("inflection", "collocate", "phrase", "neighbour")


class Candidate(NamedTuple):
    """A wording that a dimension may lack."""

    kind: Kind
    text: str
    entry: str
    """The entry that it goes with."""
    places: int
    """How often it stands in the articles read."""
    articles: int
    """In how many of them."""
    score: float
    """What the candidates of a kind are ordered by, the higher the better: an inflection's places;
    the log-likelihood ratio of a collocate or phrase; the cosine of a neighbour, at most 1."""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A candidate with some of the lines where it stands."""

    candidate: Candidate
    contexts: tuple[KwicLine, ...]


@dataclass(frozen=True, slots=True)
class Suggestions:
    """What a dimension may lack, drawn from some articles."""

    dimension: str
    articles: int
    """Articles that were read."""
    words: int
    matches: int
    """Spans of the dimension's matches in them."""
    found: tuple[Suggestion, ...]
    """By kind, the best first."""
    notes: tuple[str, ...]
    """Which kinds were left out, and why."""


def uncovered(texts: Iterable[str], lexicon: Lexicon, dimension: Dimension) -> set[str]:
    """Those of the texts that a lexicon could hold and in which no term or exclusion of a dimension
    stands, and no member of a group of its rules."""
    groups = {group for rule in dimension.near for group in rule.groups}
    entries = [*dimension.terms, *dimension.exclude]
    entries += [member for group in sorted(groups) for member in lexicon.groups[group]]
    asked = [text for text in dict.fromkeys(texts) if _is_pattern(text)]
    # What needs company or a capital covers its words all the same.
    alone = Dimension(dimension.name, terms=tuple(Term(each.pattern) for each in entries))
    compiled = CompiledLexicons([Lexicon(lexicon.name, dimensions=(alone,))])
    places = find_places(compiled, asked, [()] * len(asked))
    own = places.found.first[places.found.contest == 0]
    taken = set(np.unique(places.tokens.article[own]).tolist())
    return {text for number, text in enumerate(asked) if number not in taken}


def _is_pattern(text: str) -> bool:
    try:
        parse_pattern(text)
    except ValueError:
        return False
    return True


def best(candidates: Iterable[Candidate], allowed: Collection[str], limit: int) -> list[Candidate]:
    """The candidates of one kind that are allowed, the best first, each text once."""
    ordered = sorted(candidates, key=lambda each: (-each.score, -each.places, each.text))
    once: dict[str, Candidate] = {}
    for each in ordered:
        if each.text in allowed:
            once.setdefault(each.text, each)
    return list(once.values())[:limit]
