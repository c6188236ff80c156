"""What is reported, and by whom: the rules of an attribution, one function a rule.

Nothing is parsed. A listed form (`framing/data/attribution.toml`) attributes

- the whole sentence, where it is "according to";
- what follows to the sentence's end, where it stands first: before *that*, before a colon, or
  before a comma in the first clause;
- what precedes it, where it stands last: after a comma, a question or exclamation mark or a
  closing quotation mark; and what follows as well, where it stands between two commas.
"""

from __future__ import annotations

import tomllib
from functools import cache
from itertools import product
from pathlib import Path
from typing import NamedTuple

import numpy as np

from framing.near import WordSpan
from framing.voice.clauses import (
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
from framing.voice.page import Page

_BARE = 6
"""Words that may stand between a verb and its comma or colon: whom, when and where."""
_TOLD = 4
"""Words after a verb of telling that stands last: whom."""
_AWAY = 30
"""Words between a quotation and its verb at most, with the name and its apposition."""


@cache
def _lists() -> dict[str, tuple[str, ...]]:
    path = Path(__file__).parents[1] / "data" / "attribution.toml"
    found = tomllib.loads(path.read_text(encoding="utf-8"))
    return {name: tuple(words) for name, words in found.items()}


def attributing(kind: str) -> tuple[str, ...]:
    """The listed forms of a kind: `speaking`, `telling`, `according` or `exempt`."""
    lists = _lists()
    if kind != "exempt":
        return lists[kind]
    passive = product(lists["passive"], lists["participles"])
    nouns = product(lists["determiners"], lists["nouns"])
    return (*lists["exempt"], *map(" ".join, passive), *map(" ".join, nouns))


@cache
def words_of(name: str) -> frozenset[str]:
    """One of the word lists that the rules ask."""
    return frozenset(_lists()[name])


class Attribution(NamedTuple):
    """A listed form with what it attributes; ranges are half-open and in words of the batch."""

    clause: Clause
    said: tuple[WordSpan, ...]
    name: int
    """The first word of its subject, or AFTER or BEFORE where that is still to be looked for."""

    @property
    def extent(self) -> int:
        """How many words it attributes."""
        return sum(stop - first for first, stop in self.said)


AFTER, BEFORE = -1, -2
"""The subject follows the form; it precedes it, in its clause or before an apposition."""


class Attributor:
    """Finds the attributions of a batch."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self._gaps = Gaps(page)

    def find(self, verbs: Verbs) -> list[Attribution]:
        """The attributions among listed forms, by place."""
        found = (self._read(each) for each in clauses_of(self._page, verbs, self._gaps))
        return [each for each in found if each]

    def _read(self, clause: Clause) -> Attribution | None:
        if clause.kind == ACCORDING:
            whole = (clause.sentence, clause.sentence_end)
            return Attribution(clause, (whole,), AFTER)
        opens = self._stands_first(clause)
        if opens:
            said = (opens, clause.sentence_end)
            return Attribution(clause, (said,), BEFORE)
        if clause.start > clause.sentence and not clause.participle:
            return self._stands_last(clause)
        return None

    def _stands_first(self, clause: Clause) -> int:
        """The first word after *that*, a colon, or a comma in the first clause; 0 for none."""
        if clause.that == 1 or (clause.that and self._may_wait(clause)):
            return clause.last + clause.that + 1
        if not clause.after & (COLON | COMMA) or not self._is_bare(clause):
            return 0
        first = clause.start == clause.sentence and clause.first > clause.start
        return clause.end if clause.after & COLON or first else 0

    def _may_wait(self, clause: Clause) -> bool:
        """Whether the words after the verb may say whom, when or where."""
        return clause.kind == TELLING or self._word(clause.last + 1) in words_of("when")

    def _is_bare(self, clause: Clause) -> bool:
        return not clause.rest or (clause.rest <= _BARE and self._may_wait(clause))

    def _stands_last(self, clause: Clause) -> Attribution | None:
        if clause.before & QUOTE:
            name = AFTER if clause.first == clause.start else clause.start
            return Attribution(clause, ((clause.sentence, clause.start),), name)
        if clause.first > clause.start:
            return self._after_subject(clause)
        if not clause.before & COMMA:
            return None
        if not clause.rest or self._may_wait(clause):
            return self._after_apposition(clause)
        if (
            clause.rest <= LONGEST_SUBJECT
            and self._names(clause.last + 1)
            and not self._apposed(clause)
        ):
            before = (clause.sentence, clause.start)
            return Attribution(clause, (before,), AFTER)
        return None

    def _after_subject(self, clause: Clause) -> Attribution | None:
        """`…, he said.` or `…, he said, …`"""
        ends = (
            not clause.rest
            or (clause.rest <= LONGEST_SUBJECT and self._word(clause.last + 1) in words_of("when"))
            or (clause.rest <= _TOLD and clause.kind == TELLING)
        )
        apart = clause.before & (COMMA | STOP) and clause.first - clause.start <= LONGEST_SUBJECT
        if not ends or not apart:
            return None
        said = [(clause.sentence, clause.start)]
        if self._goes_on(clause):
            said.append((clause.end, clause.sentence_end))
        return Attribution(clause, tuple(said), clause.start)

    def _goes_on(self, clause: Clause) -> bool:
        """Whether what is said goes on after a comma, and not what its speaker does."""
        if clause.end == clause.sentence_end or not clause.after & COMMA:
            return False
        return not self._runs_on(clause.end) and self._word(clause.end) not in words_of("onward")

    def _after_apposition(self, clause: Clause) -> Attribution | None:
        """`…, the name, what it is, said.`"""
        starts = self._earlier(clause)
        spoken = [start for start, before in starts if before & QUOTE]
        plain = [start for start, before in starts[1:2] if before & COMMA]
        for name in (*spoken, *plain):
            if name > clause.sentence and clause.start - name <= _AWAY:
                return Attribution(clause, ((clause.sentence, name),), name)
        return None

    def _earlier(self, clause: Clause, most: int = 5) -> list[tuple[int, int]]:
        """The clauses before this one in its sentence, the nearest first, with their gaps."""
        starts: list[int] = []
        at = clause.start
        while at > clause.sentence and len(starts) < most:
            at = self._page.clause(at - 1)
            starts.append(at)
        gaps = self._gaps.before(np.array(starts, dtype=np.int64)).tolist()
        return [
            (start, gap if start > clause.sentence else 0)
            for start, gap in zip(starts, gaps, strict=True)
        ]

    def _apposed(self, clause: Clause) -> bool:
        """Whether an apposition stands before the verb: then what follows is no name."""
        starts = [start for start, _ in self._earlier(clause)]
        if self._word(starts[0]) in words_of("apposing") and starts[0] > clause.sentence:
            return True
        name = range(clause.sentence, starts[0])
        return (
            len(starts) == 2 and len(name) <= LONGEST_SUBJECT and all(map(self._is_capital, name))
        )

    def subject(self, attribution: Attribution) -> WordSpan:
        """The words of an attribution's subject as written; an empty span where it has none."""
        clause = attribution.clause
        if attribution.name == AFTER:
            return self._named_after(clause)
        if attribution.name == BEFORE:
            return self._named_before(clause)
        return attribution.name, clause.first

    def _named_before(self, clause: Clause) -> WordSpan:
        """The subject of a verb that stands first; with its apposition where one is between."""
        if clause.first > clause.start:
            infinitive = self._word(clause.first - 1) == "to"
            return clause.first if infinitive else clause.start, clause.first
        if clause.participle:
            return clause.first, clause.first
        starts = [start for start, _ in self._earlier(clause, 2)]
        return starts[-1] if starts else clause.first, clause.first

    def _named_after(self, clause: Clause) -> WordSpan:
        """What is named after a form; with an apposition where the form does not open the
        sentence."""
        named, end, stop = clause.last + 1, clause.end, clause.sentence_end
        if clause.sentence == clause.first or end >= stop or not clause.after & COMMA:
            return named, end
        if self._runs_on(end) or self._word(end) in words_of("onward"):
            return named, end
        _, after = self._page.bounds(self._page.clauses, np.array([end]))
        return named, min(int(after[0]), stop)

    def _names(self, word: int) -> bool:
        """Whether a word can begin a name: a capital, or one of a short list."""
        return self._is_capital(word) or self._word(word) in words_of("naming")

    def _is_capital(self, word: int) -> bool:
        return not self._page.written(word, word + 1)[0].islower()

    def _runs_on(self, word: int) -> bool:
        """Whether a word ends in -ing: adding, citing."""
        return self._word(word).endswith("ing")

    def _word(self, index: int) -> str:
        return self._page.word(index)
