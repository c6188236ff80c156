"""Who says a word that is quoted or reported: the subject of the attribution, as written."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from functools import cached_property
from operator import attrgetter

import numpy as np

from framing.near import WordSpan
from framing.voice.attribution import Attribution, Attributions, Attributor
from framing.voice.listed import words_of
from framing.voice.page import Page

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

    @cached_property
    def _found(self) -> list[Attribution]:
        """The attributions by place; nobody asks for them where no match is shown."""
        return self._all.each()

    @cached_property
    def _sentences(self) -> list[int]:
        return [each.clause.sentence for each in self._found]

    def of_reported(self, word: int) -> str:
        """Who is reported to say a word: by the attribution that attributes least around it."""
        sentence = self._page.sentence(word)
        own = [
            each
            for each in self._in_sentence(sentence)
            if any(first <= word < stop for first, stop in each.said)
        ]
        return self._name(min(own, key=attrgetter("extent"))) if own else ""

    def of_quoted(self, pieces: Sequence[WordSpan]) -> str:
        """Who says a quotation, given its paragraphs from first to last.

        The attribution in the sentence where it ends counts first, then that of the sentence
        where it begins, then the one before it in its paragraph, or at the end of the one before.
        """
        opening, (_, stop) = pieces[0][0], pieces[-1]
        for word in (stop - 1, opening):
            sentence = self._page.sentence(word)
            own = [
                each
                for each in self._in_sentence(sentence)
                if not opening <= each.clause.first < stop
            ]
            if own:
                return self._name(min(own, key=lambda each: _distance(each, opening, stop)))
        place = bisect_left(self._found, opening, key=attrgetter("clause.first")) - 1
        if place < 0:
            return ""
        last = self._found[place]
        both = np.array([last.clause.first, opening])
        paragraphs, articles = self._page.paragraph(both), self._page.article(both)
        same = paragraphs[0] == paragraphs[1]
        leads = last.clause.sentence_end == opening == last.said[0][0]
        return self._name(last) if articles[0] == articles[1] and (same or leads) else ""

    def _in_sentence(self, sentence: int) -> Sequence[Attribution]:
        """The attributions of the sentence that begins with this word."""
        low = bisect_left(self._sentences, sentence)
        return self._found[low : bisect_right(self._sentences, sentence)]

    def _name(self, attribution: Attribution) -> str:
        """The subject of an attribution; for `adding that` the one before it in its sentence."""
        named = self._trimmed(self._attributor.subject(attribution))
        if named:
            return named
        for other in reversed(self._in_sentence(attribution.clause.sentence)):
            if other.clause.first < attribution.clause.first:
                named = self._trimmed(self._attributor.subject(other))
                if named:
                    return named
        return ""

    def _trimmed(self, span: WordSpan) -> str:
        """The words of a subject as written, on one line, without fillers at its edges."""
        first, stop = span
        page, fillers = self._page, words_of("fillers").words
        while first < stop and page.word(first) in fillers:
            first += 1
        while first < stop and page.word(stop - 1) in fillers:
            stop -= 1
        return page.written(first, stop) if 0 < stop - first <= _LONGEST else ""


def _distance(attribution: Attribution, opening: int, stop: int) -> int:
    """Words between an attribution and a quotation."""
    return max(attribution.clause.first - stop, opening - attribution.clause.last)
