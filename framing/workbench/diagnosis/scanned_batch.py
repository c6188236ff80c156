"""A batch of articles, scanned, with the candidates that stood there before any won its words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from framing.matching import Scanner
from framing.matching.places import Spots
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


def read_batch(articles: Sequence[Article], scanner: Scanner) -> Batch:
    """The articles, scanned."""
    profiles, places = scanner.scan_with_places(articles)
    tokens = places.tokens
    owner = tokens.article[np.flatnonzero(np.diff(tokens.sentence, prepend=-1))]
    return Batch(
        articles=articles,
        profiles=profiles,
        tokens=tokens,
        found=places.found,
        won=places.won,
        owner=owner,
        opens=np.searchsorted(owner, np.arange(len(articles))),
    )
