"""The voice of every word of a batch."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from framing.matching.proximity_windows import WordSpan
from framing.matching.voice.attribution import Attributor
from framing.matching.voice.clauses import Verbs
from framing.matching.voice.double_quotes import Doubles, find_doubles
from framing.matching.voice.headings import headlines
from framing.matching.voice.single_quotes import find_singles
from framing.matching.voice.spans import cover
from framing.matching.voice.speakers import Speakers
from framing.matching.voice.text_marks import Page
from framing.model import VOICES, Span, Voice
from framing.text import Mask, Offsets

HEADLINE, QUOTE, REPORTED, NARRATOR = (
    VOICES.index(voice) for voice in ("headline", "quote", "reported", "narrator")
)

FEWEST_WORDS = 5
"""Fewer words between quotation marks are no speech but a scare quote."""


class Voices:
    """Who speaks in a batch: one voice a word."""

    def __init__(self, page: Page, titles: Sequence[Span | None], verbs: Verbs) -> None:
        """`titles` are spans of the articles' texts, None where there is no title in it; `verbs`
        the attributing forms that were found."""
        self._page = page
        doubles = find_doubles(page)
        self._unbalanced = doubles.unbalanced
        self._quotations = self._long(doubles)
        quoted = self._cover(self._quotations)
        headed = headlines(page, titles)
        free = ~(quoted | headed)[verbs.first]
        attributor = Attributor(page)
        found = attributor.find(verbs.of(free))
        self._speakers = Speakers(page, attributor, found)
        self.codes: NDArray[np.uint8] = np.full(len(page), NARRATOR, dtype=np.uint8)
        """The place of each word's voice in `VOICES`."""
        self.codes[self._cover(found.said.reshape(-1, 2))] = REPORTED
        self.codes[quoted] = QUOTE
        self.codes[headed] = HEADLINE

    def _long(self, doubles: Doubles) -> Offsets:
        """Begin, stop and number of each paragraph of a quotation of enough words."""
        spans = doubles.spans
        chain = np.cumsum(~doubles.continues) - 1
        words = np.bincount(chain, weights=spans.stop - spans.first)
        long = words[chain] >= FEWEST_WORDS
        singles = find_singles(self._page, spans)
        alone = singles.stop - singles.first >= FEWEST_WORDS
        first = np.concatenate((spans.first[long], singles.first[alone]))
        stop = np.concatenate((spans.stop[long], singles.stop[alone]))
        number = np.concatenate((chain[long], len(chain) + np.flatnonzero(alone)))
        order = np.argsort(first, kind="stable")
        return np.stack((first, stop, number), axis=1)[order]

    def _cover(self, spans: Offsets) -> Mask:
        """Which words stand in one of the spans, given by begin and stop."""
        return cover(len(self._page), spans[:, 0], spans[:, 1])

    def voice(self, word: int) -> Voice:
        """The voice of a word."""
        return VOICES[int(self.codes[word])]

    def speaker(self, word: int) -> str:
        """Who says a word, as written in the text; empty where nobody is named."""
        if self.codes[word] == REPORTED:
            return self._speakers.of_reported(word)
        return self._speakers.of_quoted(self._pieces(word)) if self.codes[word] == QUOTE else ""

    def _pieces(self, word: int) -> list[WordSpan]:
        """The paragraphs of the quotation that a word stands in."""
        first, stop, number = self._quotations.T
        place = int(np.searchsorted(first, word, side="right")) - 1
        while stop[place] <= word:
            place -= 1
        # Its paragraphs follow one another, with no other quotation between.
        low = high = place
        while low and number[low - 1] == number[place]:
            low -= 1
        while high + 1 < len(number) and number[high + 1] == number[place]:
            high += 1
        return list(map(tuple, self._quotations[low : high + 1, :2].tolist()))

    def unbalanced(self, size: int) -> list[tuple[int, ...]]:
        """Where quotation marks without a partner stand, for each of `size` articles."""
        owner, places = self._page.characters(self._unbalanced)
        opens = np.searchsorted(owner, np.arange(size + 1))
        return [
            tuple(places[low:high].tolist())
            for low, high in zip(opens[:-1].tolist(), opens[1:].tolist(), strict=True)
        ]
