"""A batch of articles, scanned, with the candidates that stood there before any won its words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from framing.matching import Scanner
from framing.matching.compiled_lexicons import CompiledLexicons
from framing.matching.places import Spots, find_places
from framing.model import Article, Profile
from framing.text import Offsets, Tokens


@dataclass(frozen=True, slots=True)
class Batch:
    """Articles with their profiles, and the candidates and winners in words of the batch."""

    articles: Sequence[Article]
    profiles: Sequence[Profile]
    tokens: Tokens
    found: Spots
    won: Spots
    owner: Offsets
    """The article of each sentence of the batch."""
    opens: Offsets
    """The first sentence of each article."""


def read_batch(articles: Sequence[Article], scanner: Scanner, compiled: CompiledLexicons) -> Batch:
    """The articles, scanned; `scanner` and `compiled` are made of the same lexicons."""
    spans = [[(cut.start, cut.end) for cut in article.excluded] for article in articles]
    places = find_places(compiled, [article.text for article in articles], spans)
    tokens = places.tokens
    owner = tokens.article[np.flatnonzero(np.diff(tokens.sentence, prepend=-1))]
    return Batch(
        articles=articles,
        profiles=scanner.scan(articles),
        tokens=tokens,
        found=places.found,
        won=places.won,
        owner=owner,
        opens=np.searchsorted(owner, np.arange(len(articles))),
    )
