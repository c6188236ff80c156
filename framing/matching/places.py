"""Where patterns stand in texts, word by word: all candidates, and those that won their words.

A scan adds matches up and keeps none of this; it is for who asks what an entry does.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from framing import limits
from framing.core import library
from framing.matching.compiled_lexicons import CompiledLexicons
from framing.matching.sums import Sums, empty_sums
from framing.model import Span
from framing.text import Mask, Offsets, Tokens
from framing.text.tokens import tokens_of

_VOICE_SHIFT, _VOICE_MASK = 4, 3
"""Where the voice begins in `what` of a word."""


@dataclass(frozen=True, slots=True)
class Spots:
    """Patterns on words of a batch, as parallel arrays."""

    contest: Offsets
    entry: Offsets
    """Index into `CompiledLexicons.entries`."""
    first: Offsets
    last: Offsets

    def of(self, chosen: Mask) -> Spots:
        """The chosen ones."""
        return Spots(
            self.contest[chosen], self.entry[chosen], self.first[chosen], self.last[chosen]
        )


@dataclass(frozen=True, slots=True)
class Places:
    """The words of some texts, and what stands on them."""

    tokens: Tokens
    voices: NDArray[np.uint8]
    """The voice of each word, as a place in `VOICES`; where titles were given."""
    found: Spots
    """Every place where a pattern stands, before any has won; in no set order."""
    won: Spots
    """The patterns that won their words, by contest and then by place."""
    unbalanced: tuple[tuple[int, ...], ...]
    """Quotation marks without a partner, by text; where titles were given."""


def find_places(
    compiled: CompiledLexicons,
    texts: Sequence[str],
    excluded: Sequence[Sequence[Span]],
    titles: Sequence[Span | None] | None = None,
) -> Places:
    """Where the patterns stand in texts outside their excluded spans.

    Raises FramingError where they stand in more places than the program holds.
    """
    voices = titles is not None
    sums = empty_sums(len(texts), len(compiled.dimensions), voices=voices)
    wishes = {
        "with_voices": voices,
        "with_matches": False,
        "with_places": True,
        "with_words": True,
        "most_matches": limits.COUNTED_MATCHES,
        "most_places": limits.CANDIDATES,
    }
    batch = library.encoded(texts, excluded, titles)
    return places_of(library.scan(compiled.tables, batch, wishes, sums), sums, texts)


def places_of(lists: library.Lists, sums: Sums, texts: Sequence[str]) -> Places:
    """The places that a scan with the wish for them found."""
    order = np.lexsort((lists.wins["first"], lists.wins["contest"]))
    bounds = sums["marks_from"].tolist()
    return Places(
        tokens_of(lists, sums["words_from"], texts),
        (lists.words["what"] >> _VOICE_SHIFT & _VOICE_MASK).astype(np.uint8),
        _spots(lists.candidates),
        _spots(lists.wins[order]),
        tuple(tuple(lists.lone_marks[low:high].tolist()) for low, high in pairwise(bounds)),
    )


def _spots(rows: NDArray[Any]) -> Spots:
    return Spots(*(rows[name].copy() for name in ("contest", "entry", "first", "last")))
