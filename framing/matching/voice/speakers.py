"""Who says a word that is quoted or reported: the subject of the attribution, as written."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from functools import cached_property

import numpy as np

from framing.matching.proximity_windows import WordSpan
from framing.matching.voice.attribution import Attribution, Attributions, Attributor
from framing.matching.voice.attribution_words import words_of
from framing.matching.voice.text_marks import Page

_LONGEST = 40
"""A subject of more words names nobody."""


class Speakers:
    """The attributions of a batch, asked for the speaker of single words."""

    def __init__(
        self,
        page: Page,
        attributor: Attributor,
        found: Attributions,
    ) -> None:
        """`found` are the attributions that the attributor found."""
        self._page = page
        self._attributor = attributor
        self._all = found
        self._names: dict[int, str] = {}

    @cached_property
    def _found(self) -> list[Attribution]:
        """The attributions by place; nobody asks for them where no match is shown."""
        return self._all.each()

    @cached_property
    def _sentences(self) -> list[int]:
        return [each.clause.sentence for each in self._found]

    @cached_property
    def _firsts(self) -> list[int]:
        return [each.clause.first for each in self._found]

    @cached_property
    def _owners(self) -> dict[int, int]:
        """The attribution of each reported word: the one that attributes least around it.

        Each word is taken once, however many attributions of a sentence lie around one another.
        """
        owners: dict[int, int] = {}
        free = list(range(max((stop for each in self._found for _, stop in each.said), default=0)))
        free.append(len(free))
        for place in sorted(range(len(self._found)), key=lambda at: self._found[at].extent):
            for first, stop in self._found[place].said:
                word = _free(free, first)
                while word < stop:
                    owners[word] = place
                    free[word] = word + 1
                    word = _free(free, word)
        return owners

    def of_reported(self, word: int) -> str:
        """Who is reported to say a word: by the attribution that attributes least around it."""
        return self._name(self._owners[word]) if word in self._owners else ""

    def of_quoted(self, pieces: Sequence[WordSpan]) -> str:
        """Who says a quotation, given its paragraphs from first to last.

        The attribution in the sentence where it ends counts first, then that of the sentence
        where it begins, then the one before it in its paragraph, or at the end of the one before.
        """
        opening, (_, stop) = pieces[0][0], pieces[-1]
        for word in (stop - 1, opening):
            sentence = self._page.sentence(word)
            own = self._beside(sentence, opening, stop)
            if own:
                return self._name(min(own, key=lambda at: self._distance(at, opening, stop)))
        place = bisect_left(self._firsts, opening) - 1
        if place < 0:
            return ""
        last = self._found[place]
        both = np.array([last.clause.first, opening])
        paragraphs, articles = self._page.paragraph(both), self._page.article(both)
        same = paragraphs[0] == paragraphs[1]
        leads = last.clause.sentence_end == opening == last.said[0][0]
        return self._name(place) if articles[0] == articles[1] and (same or leads) else ""

    def _beside(self, sentence: int, opening: int, stop: int) -> list[int]:
        """The last attribution of a sentence before a quotation, and the first behind it."""
        low, high = bisect_left(self._sentences, sentence), bisect_right(self._sentences, sentence)
        before, after = bisect_left(self._firsts, opening) - 1, bisect_left(self._firsts, stop)
        return [place for place in (before, after) if low <= place < high]

    def _distance(self, place: int, opening: int, stop: int) -> int:
        """Words between an attribution and a quotation."""
        clause = self._found[place].clause
        return max(clause.first - stop, opening - clause.last)

    def _name(self, place: int) -> str:
        """The subject of an attribution; for `adding that` the one before it in its sentence."""
        sentence, asked = self._sentences[place], []
        named = ""
        while not named and place >= 0 and self._sentences[place] == sentence:
            asked.append(place)
            named = self._names.get(place, "")
            if place in self._names:
                break
            named = self._trimmed(self._attributor.subject(self._found[place]))
            place -= 1
        self._names.update(dict.fromkeys(asked, named))
        return named

    def _trimmed(self, span: WordSpan) -> str:
        """The words of a subject as written, on one line, without fillers at its edges."""
        first, stop = span
        page, fillers = self._page, words_of("fillers").words
        while first < stop and page.word(first) in fillers:
            first += 1
        while first < stop and page.word(stop - 1) in fillers:
            stop -= 1
        return page.written(first, stop) if 0 < stop - first <= _LONGEST else ""


def _free(following: list[int], word: int) -> int:
    """The first word from here on that is not taken; the way there is made shorter."""
    while following[word] != word:
        following[word] = following[following[word]]
        word = following[word]
    return word
