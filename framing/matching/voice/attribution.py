"""What is reported, and by whom: the rules of an attribution, one function a rule.

Nothing is parsed. A listed form (`framing/data/attribution.toml`) attributes

- the whole sentence, where it is "according to";
- what follows to the sentence's end, where it stands first: before *that*, before a colon, or
  before a comma in the first clause;
- what precedes it, where it stands last: after a comma, a question or exclamation mark or a
  closing quotation mark; and what follows as well, where it stands between two commas.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from framing.matching.proximity_windows import WordSpan
from framing.matching.voice.attribution_words import words_of
from framing.matching.voice.clauses import (
    ACCORDING,
    COLON,
    COMMA,
    LONGEST_SUBJECT,
    QUOTE,
    STOP,
    TELLING,
    Clause,
    Gaps,
    Verbs,
    clauses_of,
)
from framing.matching.voice.text_marks import Page
from framing.text import Mask, Offsets

_BARE = 6
"""Words that may stand between a verb and its comma or colon: whom, when and where."""
_TOLD = 4
"""Words after a verb of telling that stands last: whom."""
_AWAY = 30
"""Words between a quotation and its verb at most, with the name and its apposition."""
_EARLIER = 5
"""Clauses before a verb among which a quotation may end."""


class Attribution(NamedTuple):
    """A listed form with what it attributes; ranges are half-open and in words of the batch."""

    clause: Clause[int]
    said: tuple[WordSpan, ...]
    name: int
    """The first word of its subject, or AFTER or BEFORE where that is still to be looked for."""

    @property
    def extent(self) -> int:
        """How many words it attributes."""
        return sum(stop - first for first, stop in self.said)


AFTER, BEFORE = -1, -2
"""The subject follows the form; it precedes it, in its clause or before an apposition."""


class Attributions(NamedTuple):
    """Attributions as parallel arrays, by place."""

    clauses: Clause[Offsets]
    said: Offsets
    """Two spans for each; the second is empty unless what is said goes on."""
    name: Offsets

    def each(self) -> list[Attribution]:
        """The same, one by one."""
        rows = zip(*(column.tolist() for column in self.clauses), strict=True)
        clauses = (Clause[int](*row) for row in rows)
        said = (tuple(map(tuple, spans)) for spans in self.said.tolist())
        return list(map(Attribution, clauses, said, self.name.tolist()))


class Attributor:
    """Finds the attributions of a batch."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self._gaps = Gaps(page)

    def find(self, verbs: Verbs) -> Attributions:
        """The attributions among listed forms, by place; the first rule that takes one decides."""
        own = clauses_of(self._page, verbs, self._gaps)
        according = own.kind == ACCORDING
        opens = _stands_first(own)
        leads = ~according & (opens > 0)
        last = ~(according | leads) & (own.start > own.sentence)
        last[last] = ~self._is_ing(own.first[last])
        inverted = own.first == own.start
        quoted = last & (own.before & QUOTE != 0)
        closing = last & ~quoted & ~inverted & _closes(own)
        after_comma = last & ~quoted & inverted & (own.before & COMMA != 0)
        ends = (own.rest == 0) | _may_wait(own)
        apposed = self._appositions(own, after_comma & ends)
        named = self._names_follow(own, after_comma & ~ends)
        # Which forms, from where to where each attributes, and where its subject begins.
        rules = (
            (according, own.sentence, own.sentence_end, AFTER),
            (leads, opens, own.sentence_end, BEFORE),
            (quoted, own.sentence, own.start, np.where(inverted, AFTER, own.start)),
            (closing, own.sentence, own.start, own.start),
            (apposed > 0, own.sentence, apposed, apposed),
            (named, own.sentence, own.start, AFTER),
        )
        masks, *columns = zip(*rules, strict=True)
        first, stop, name = (np.select(masks, column) for column in columns)
        goes_on = self._goes_on(own, closing)
        said = (first, stop, np.where(goes_on, own.end, 0), np.where(goes_on, own.sentence_end, 0))
        chosen = np.logical_or.reduce(masks)
        return Attributions(
            Clause(*(column[chosen] for column in own)),
            np.stack(said, axis=1)[chosen].reshape(-1, 2, 2),
            name[chosen],
        )

    def _goes_on(self, own: Clause[Offsets], closing: Mask) -> Mask:
        """Where what is said goes on after a comma, and not what its speaker does."""
        found: Mask = closing & (own.end < own.sentence_end) & (own.after & COMMA != 0)
        found[found] = ~self._says_more(own.end[found])
        return found

    def _says_more(self, opening: Offsets) -> Mask:
        """Whether a clause that opens with each of these words is about the speaker."""
        return self._is_ing(opening) | self._page.listed(opening, words_of("onward"))

    def _appositions(self, own: Clause[Offsets], asked: Mask) -> Offsets:
        """`…, the name, what it is, said.`: the first word of each name, 0 where there is none."""
        starts = self._earlier(own.start[asked], own.sentence[asked], _EARLIER)
        near = (starts > own.sentence[asked, None]) & (own.start[asked, None] - starts <= _AWAY)
        gaps = self._gaps.before(starts.ravel()).reshape(starts.shape)
        # What a quotation mark closes counts first, then what a comma does before one apposition.
        fits = np.append(
            near & (gaps & QUOTE != 0), near[:, 1:2] & (gaps[:, 1:2] & COMMA != 0), axis=1
        )
        names = np.append(starts, starts[:, 1:2], axis=1)
        found = np.zeros(len(asked), dtype=np.int64)
        chosen = fits.argmax(axis=1)[:, None]
        found[asked] = np.take_along_axis(np.where(fits, names, 0), chosen, axis=1)[:, 0]
        return found

    def _names_follow(self, own: Clause[Offsets], asked: Mask) -> Mask:
        """`…, said the name.`: where a name follows, and no apposition stands before the verb."""
        found = asked & (own.rest <= LONGEST_SUBJECT)
        found[found] = self._can_name(own.last[found] + 1)
        found[found] = ~self._apposed(own.start[found], own.sentence[found])
        return found

    def _apposed(self, start: Offsets, sentence: Offsets) -> Mask:
        """Whether an apposition stands before a clause: then what follows its verb is no name."""
        nearest, second = self._earlier(start, sentence, 2).T
        inner = nearest > sentence
        found: Mask = inner & self._page.listed(nearest, words_of("apposing"))
        short = inner & (second == sentence) & (nearest - sentence <= LONGEST_SUBJECT)
        for place in np.flatnonzero(short & ~found).tolist():
            found[place] = all(map(self._is_capital, range(sentence[place], nearest[place])))
        return found

    def _earlier(self, start: Offsets, sentence: Offsets, most: int) -> Offsets:
        """The clauses before one that begins here, a row each, the nearest first; the first of
        the sentence again where there are no more."""
        clauses = self._page.clauses
        number = np.searchsorted(clauses, start)[:, None] - np.arange(1, most + 1)
        lowest = np.searchsorted(clauses, sentence)[:, None]
        earlier: Offsets = clauses[np.maximum(number, lowest)]
        return earlier

    def subject(self, attribution: Attribution) -> WordSpan:
        """The words of an attribution's subject as written; an empty span where it has none."""
        clause = attribution.clause
        if attribution.name == AFTER:
            return self._named_after(clause)
        if attribution.name == BEFORE:
            return self._named_before(clause)
        return attribution.name, clause.first

    def _named_before(self, clause: Clause[int]) -> WordSpan:
        """The subject of a verb that stands first; with its apposition where one is between."""
        if clause.first > clause.start:
            infinitive = self._page.word(clause.first - 1) == "to"
            return clause.first if infinitive else clause.start, clause.first
        if self._is_ing(np.array([clause.first]))[0]:
            return clause.first, clause.first
        earlier = self._earlier(np.array([clause.start]), np.array([clause.sentence]), 2)
        return int(earlier[0, -1]), clause.first

    def _named_after(self, clause: Clause[int]) -> WordSpan:
        """What is named after a form; with an apposition where the form does not open the
        sentence."""
        named, end, stop = clause.last + 1, clause.end, clause.sentence_end
        if clause.sentence == clause.first or end >= stop or not clause.after & COMMA:
            return named, end
        opening = np.array([end])
        if self._says_more(opening)[0]:
            return named, end
        _, after = self._page.bounds(self._page.clauses, opening)
        return named, min(int(after[0]), stop)

    def _can_name(self, words: Offsets) -> Mask:
        """Whether each word can begin a name: a capital, or one of a short list."""
        found = self._page.listed(words, words_of("naming"))
        found[~found] = [self._is_capital(word) for word in words[~found].tolist()]
        return found

    def _is_capital(self, word: int) -> bool:
        return not self._page.written(word, word + 1)[0].islower()

    def _is_ing(self, words: Offsets) -> Mask:
        """Whether each word ends in -ing: adding, citing."""
        return self._page.ends_with(words, "ing")


def _stands_first(own: Clause[Offsets]) -> Offsets:
    """The first word after *that*, a colon, or a comma in the first clause; 0 for none."""
    that = (own.that == 1) | (own.that > 0) & _may_wait(own)
    bare = (own.rest == 0) | (own.rest <= _BARE) & _may_wait(own)
    opening = (own.start == own.sentence) & (own.first > own.start)
    pause = (own.after & COLON != 0) | opening & (own.after & COMMA != 0)
    return np.where(that, own.last + own.that + 1, np.where(bare & pause, own.end, 0))


def _may_wait(own: Clause[Offsets]) -> Mask:
    """Whether the words after a verb may say whom, when or where."""
    waits: Mask = (own.kind == TELLING) | (own.when != 0)
    return waits


def _closes(own: Clause[Offsets]) -> Mask:
    """`…, he said.` or `…, he said, …`"""
    when = (own.rest <= LONGEST_SUBJECT) & (own.when != 0)
    told = (own.rest <= _TOLD) & (own.kind == TELLING)
    apart = (own.before & (COMMA | STOP) != 0) & (own.first - own.start <= LONGEST_SUBJECT)
    closes: Mask = apart & ((own.rest == 0) | when | told)
    return closes
