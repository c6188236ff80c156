"""The rules of negation a second time: slow, word by word, for comparison only.

Nothing is shared with the engine but the listed words. A negator is told to reach a word by asking
every rule of that pair.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tests.matching import oracle
from tests.matching.oracle import Span, Word

LISTS = oracle.NEGATION
GOVERNING = ("verbs", "hindering", "nouns")
WRONG_APOSTROPHES = "´`‘"
FURTHEST = 30


def exempt_forms() -> Iterator[str]:
    yield from LISTS["exempt"]
    for noun in LISTS["nouns_before"]:
        yield from (f"{noun} {verb}" for verb in LISTS["noun_verbs"])
    for verb in LISTS["deny"]:
        for thing in LISTS["allegations"]:
            yield f"{verb} {thing}"
            yield from (f"{verb} {each} {thing}" for each in LISTS["of_them"])


FORMS = [
    (form.split(), kind)
    for kind, forms in (
        ("exempt", list(exempt_forms())),
        *((kind, LISTS[kind]) for kind in ("plain", *GOVERNING, "clausal")),
    )
    for form in forms
]


@dataclass
class Negator:
    first: int
    last: int
    kind: str


class Sentence(oracle.Clauses):
    """The clauses of one sentence with its negators."""

    def __init__(self, text: str, words: Sequence[Word]) -> None:
        super().__init__(text, words)
        self.negators: list[Negator] = []
        self.openings = {each.first for each in self._candidates() if each.kind != "exempt"}
        for each in self._candidates():  # what one does may depend on those before it
            if each.kind != "exempt" and self.holds(each):
                self.negators.append(each)

    # ---- negators ----

    def form_at(self, at: int) -> tuple[int, str] | None:
        """The longest listed form that stands at a word: its length and kind."""
        found = [
            (len(form), kind)
            for form, kind in FORMS
            if [word.text for word in self.words[at : at + len(form)]] == form
            and all(word.joint == "cross" for word in self.words[at + 1 : at + len(form)])
        ]
        return max(found, key=lambda each: (each[0], each[1] == "exempt"), default=None)

    def _candidates(self) -> list[Negator]:
        found = []
        taken = 0
        for at, word in enumerate(self.words):
            form = self.form_at(at) if at >= taken else None
            if form:
                taken = at + form[0]
                found.append(Negator(at, taken - 1, form[1]))
            if ("t" in word.tails[:2] and word.text.endswith("n")) or self.is_clipped(at):
                found.append(Negator(at, at, "plain"))
        return sorted(found, key=lambda each: each.last)

    def is_clipped(self, at: int) -> bool:
        word, after = self.words[at], at + 1
        return (
            after < len(self.words)
            and self.text[word.end - 1] in "nN"
            and self.gaps[after] in list(WRONG_APOSTROPHES)
            and self.words[after].text == "t"
        )

    def holds(self, own: Negator) -> bool:
        start, end = self.words[own.first].start, self.words[own.last].end
        if self.words[own.last].text == "non":
            return self.text[end : end + 1] in list(oracle.HYPHENS)
        if self.text[start - 1 : start] in list(oracle.HYPHENS) and start:
            return False
        if self.text[end : end + 1] in [*oracle.HYPHENS, "."] and own.last + 1 < len(self.words):
            return False
        if self.text[end : end + 1] in list(oracle.HYPHENS):
            return False
        if own.kind == "plain":
            limited = self.is_limited(own) or self.is_some(own)
            return not (limited or self.is_needed(own) or self.is_superlative(own))
        return own.kind == "clausal" or self.reverses(own)

    def is_limited(self, own: Negator) -> bool:
        after = own.last + 1
        if not self.listed(own.last, "negating") or after == len(self.words):
            return False
        if self.words[own.last].tails and self.listed(after, "pronouns"):
            return True
        if self.listed(after, "definite") and after + 1 < len(self.words):
            after += 1
            if self.words[own.last].tails and self.listed(after, "pronouns"):
                return True
        return self.listed(after, "only")

    def is_not(self, at: int) -> bool:
        word = self.words[at]
        return word.text in ("not", "cannot") or (self.listed(at, "negating") and bool(word.tails))

    def is_needed(self, own: Negator) -> bool:
        if self.words[own.last].text != "without":
            return False
        before = [
            at
            for at in range(max(0, own.first - 10), own.first)
            if self.clauses[at] == self.clauses[own.first] and self.is_not(at)
        ]
        if not before:
            return False
        return before[-1] + 1 < own.first and not self.listed(before[-1] + 1, "only")

    def is_some(self, own: Negator) -> bool:
        if self.words[own.last].text not in ("few", "little") or not own.first:
            return False
        before = own.first - 1
        return self.listed(before, "determiners") or self.words[before].text in (
            *("last", "past", "next"),
        )

    def follows(self, at: int, name: str) -> bool:
        return any(
            self.listed(word, name) and self.clauses[word] == self.clauses[at]
            for word in range(max(0, at - 6), at)
        )

    def is_denied(self, verb: int) -> bool:
        return any(other.last < verb and self.reaches(other, verb) for other in self.negators)

    def reverses(self, own: Negator) -> bool:
        verb, text = own.first, [word.text for word in self.words]
        if own.kind == "nouns":
            timed = self.listed(verb - 2, "prepositions", "barriers", "aiming")
            if text[verb] == "end" and self.listed(verb - 1, "definite") and timed:
                return False
        elif self.listed(verb - 1, "determiners"):
            return False
        if verb > 1 and text[verb - 1] == "have" and self.listed(verb - 2, "being"):
            return False
        if own.kind == "hindering":
            for at in range(own.last + 1, min(own.last + 11, len(self.words))):
                if self.clauses[at] != self.clauses[own.last]:
                    break
                if text[at] == "from":
                    return False
        return self.is_denied(verb) or not self.is_wish(own)

    def is_wish(self, own: Negator) -> bool:
        verb = own.first
        if own.kind == "nouns":
            return self.follows(verb, "aims")
        ing = self.ends(verb, "ing")
        if verb == 0 or self.clauses[verb] != self.clauses[verb - 1]:
            return self.is_base(verb) or (ing and self.is_subject(own))
        head = self.head_of_verb(verb)
        if ing and self.words[head].text == "of":
            return self.follows(head, "aims")
        if not ing and self.words[head].text == "to":
            order = [word.text for word in self.words[max(0, head - 2) : head]] == ["in", "order"]
            return order or not self.follows(head, "deeds")
        if self.listed(head, "aiming"):
            return True
        asked = not self.listed(head, "aims", "being") and self.follows(head, "aims")
        return self.is_base(verb) and asked

    def is_subject(self, own: Negator) -> bool:
        for at in range(own.last + 1, min(own.last + 7, len(self.words))):
            if self.clauses[at] != self.clauses[own.last]:
                return False
            if self.is_finite(at):
                return True
        return False

    def is_superlative(self, own: Negator) -> bool:
        first, last = self.words[own.first].text, self.words[own.last].text
        if last not in ("nothing", "nobody") and (first, last) != ("no", "one"):
            return False
        for at in range(own.last + 1, min(own.last + 13, len(self.words))):
            if self.clauses[at] != self.clauses[own.last]:
                return False
            if self.words[at].text == "than":
                return self.words[at - 1].text != "other"
        return False

    def is_preposition(self, own: Negator) -> bool:
        ends = self.words[own.last].text in ("without", "of", "from", "than")
        return ends and self.words[own.first].text != "none"

    def is_base(self, at: int) -> bool:
        text = self.words[at].text
        return not (self.ends(at, "ing") or self.ends(at, "ed") or text.endswith("s"))

    def head_of_verb(self, verb: int) -> int:
        head = verb - 1
        adverb = self.words[head].text.endswith("ly") and len(self.words[head].text) > 3
        if head > 0 and (adverb or self.listed(head, "only")):
            head -= self.clauses[head - 1] == self.clauses[verb]
        if self.listed(head, "joining") and self.is_base(verb):
            for at in reversed(range(max(0, head - 6), head)):
                if self.clauses[at] != self.clauses[verb]:
                    break
                if self.words[at].text == "to" and not self.listed(at + 1, "determiners"):
                    return at
        return head

    # ---- reach ----

    def reaches(self, own: Negator, at: int) -> bool:
        """Whether a negator reaches a word behind it; one that reaches a form which reverses goes
        as far as that does."""
        if self.passes(own, at):
            return True
        return at <= own.last + FURTHEST + 5 and any(
            self.reaches(own, other.first) and self.passes(other, at)
            for other in self.negators
            if other.kind in GOVERNING and own.last < other.first and other.last < at
        )

    def passes(self, own: Negator, at: int) -> bool:
        negates = own.kind == "plain" and self.listed(own.last, "negating")
        distance = {"plain": 4 if negates else 5, "clausal": FURTHEST}.get(own.kind, 4)
        limit = own.last + 1 + distance
        contrast = own.first > 0 and self.has_comma(own.first)
        for word in range(own.last + 1, at + 1):
            if word > own.last + FURTHEST or self.clauses[word] != self.clauses[own.last]:
                return False
            if self.has_comma(word) and (contrast or word in self.openings):
                return False
            if self.in_list(word):
                limit = max(limit, word + 1 + oracle.ITEM)
            if word >= limit:
                return False
            article = self.listed(word, "determiners") and not self.listed(word, "being")
            light = article or self.words[word].text == "to"
            limit += light and own.kind not in GOVERNING
            if self.bars(own, word) or (word > own.last + 1 and self.words[own.last].text == "non"):
                return False
            if word < at and self.is_last(own, word):
                return False
        return True

    def is_last(self, own: Negator, word: int) -> bool:
        """Whether a negator goes no further than a word that it reaches."""
        if own.kind in GOVERNING:
            return self.ends(word, "ing")
        if not self.listed(word, "shields"):
            return False
        if own.kind == "clausal" and not self.is_preposition(own):
            return False
        verb = self.ends(word, "ing") or self.words[word - 1].text == "to"
        return verb or not self.listed(own.last, "determiners")

    def begins_anew(self, own: Negator, word: int) -> bool:
        right_behind = word == own.last + 1
        if self.is_finite(word):
            return self.listed(own.last, "negating") if right_behind else self.is_preposition(own)
        return self.words[own.last].text == "nothing" and self.words[word].text == "and"

    def bars(self, own: Negator, word: int) -> bool:
        if own.kind in GOVERNING:
            first = word == own.last + 1
            return self.listed(word, "no_object") or (first and self.listed(word, "prepositions"))
        if self.begins_anew(own, word):
            return True
        if word == own.last + 1:
            return False
        if self.listed(word, "barriers") or self.words[word].text == "without":
            return True
        if own.kind == "clausal":
            return False
        if self.words[word].text == "more" and self.listed(word - 1, "being"):
            return True
        if self.listed(word, "definite"):
            return self.words[word - 1].text == "of" or not self.listed(word - 1, "being")
        through = self.listed(own.last, "determiners") and self.words[word].text != "from"
        return self.listed(word, "prepositions") and not through


def sentences(text: str, excluded: Sequence[Span]) -> list[Sentence]:
    """The sentences of a text, each with its negators."""
    read = oracle.read_text(text, excluded)
    grouped: list[list[Word]] = [[] for _ in range(read.sentences)]
    for word in read.words:
        grouped[word.sentence].append(word)
    return [Sentence(text, words) for words in grouped]


def negators_of(text: str, place: int) -> list[Span]:
    """The words, from first to last, that negate the match which begins at a place."""
    for sentence in sentences(text, ()):
        for at, word in enumerate(sentence.words):
            if word.start == place:
                return [
                    (sentence.words[own.first].start, sentence.words[own.last].end)
                    for own in sentence.negators
                    if own.last < at and sentence.reaches(own, at)
                ]
    raise LookupError(place)
