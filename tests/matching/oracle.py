"""The rules of matching a second time: slow, obvious, one loop a rule, for comparison only.

Nothing here is shared with the engine but the word lists and the frozen types of the lexicon.
Negation is in `negation_oracle`, voice in `voice_oracle`.
"""

from __future__ import annotations

import itertools
import math
import tomllib
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from scipy.special import stdtrit

from framing import data
from framing.data import word_list
from framing.lexicons import Dimension, Lexicon, Rule, Term

Span = tuple[int, int]

HYPHENS = "-‐‑‒–"
APOSTROPHES = "'’"
TAILS = ("s", "t", "re", "ve", "ll", "d", "m")
ZERO_WIDTH = "\u00ad\u200b\u200c\u200d\u2060\ufeff"
ARABIC_SIGNS = "\u0640\u064b\u064c\u064d\u064e\u064f\u0650\u0651\u0652\u0670"
SKIPPED = ZERO_WIDTH + ARABIC_SIGNS
HALF_WIDTH_VOICED = "\uff9e\uff9f"
HEBREW_MARKS = "\"'״׳"
MIDDLE_DOTS = "・･·"
LINE_BREAKS = "\n\v\f\x1c\x1d\x1e\x85\u2028\u2029"
STOPS = ".!?…"
WIDE_STOPS = "。！？｡"
WILDCARDS = "*?"
CLAUSE_MARKS = ";:.!?()…—―；：（）"
COMMAS = ",，、"
ITEM = 4
"""Words in which an item of a list ends."""
NEGATION = tomllib.loads(Path(data.__file__).with_name("negation.toml").read_text(encoding="utf-8"))


def is_word_character(character: str) -> bool:
    category = unicodedata.category(character)
    return category[0] in "LM" or category in ("Nd", "Nl")


def is_letter(character: str) -> bool:
    return unicodedata.category(character)[0] == "L"


def is_mark(character: str) -> bool:
    return unicodedata.category(character)[0] == "M" or character in HALF_WIDTH_VOICED


def is_digit(character: str) -> bool:
    return unicodedata.category(character) == "Nd"


def is_capital(character: str) -> bool:
    return unicodedata.category(character) in ("Lu", "Lt")


def is_small(character: str) -> bool:
    return unicodedata.category(character) == "Ll"


def is_unit(character: str) -> bool:
    """Whether a character of a script without spaces begins a unit here."""
    if unicodedata.category(character) not in ("Lo", "Lm", "Nl") or is_mark(character):
        return False
    name = unicodedata.name(character, "")
    if name.startswith(("THAI ", "LAO ", "KHMER ", "MYANMAR ")):
        return is_letter(character)
    return any(
        part in name
        for part in (
            "CJK UNIFIED IDEOGRAPH",
            "CJK COMPATIBILITY IDEOGRAPH",
            "IDEOGRAPHIC",
            "HANGZHOU NUMERAL",
            "HIRAGANA",
            "KATAKANA",
            "VERTICAL KANA",
            "MASU MARK",
            "HENTAIGANA",
        )
    )


def is_closing(character: str) -> bool:
    return character in "\"'" or unicodedata.category(character) in ("Pe", "Pf", "Pi")


def is_opening(character: str) -> bool:
    return character in "\"'" or unicodedata.category(character) in ("Ps", "Pi", "Pf")


def widened(character: str) -> str:
    """Half-width kana and their voiced marks in their ordinary forms."""
    return unicodedata.normalize("NFKC", character) if "ｦ" <= character <= "\uff9f" else character


def narrowed(character: str) -> str:
    """Latin letters and digits of full width in their ordinary forms."""
    if "！" <= character <= "～" and is_word_character(character):
        return unicodedata.normalize("NFKC", character)
    return character


def fold(character: str) -> str:
    """Simple case folding: one character for one; where only a longer form exists, none."""
    character = narrowed(widened(character))
    if character in "İ״׳":
        return {"İ": "i", "״": '"', "׳": "'"}[character]
    if len(character.casefold()) == 1:
        return character.casefold()
    if len(character.lower()) == 1:
        return character.lower()
    return character


def bare(text: str) -> str:
    """A word in its own case, without what is skipped: each kana one character with its voiced
    mark. A word of nothing else is compared as it is written."""
    kept = "".join(each for each in text if each not in SKIPPED) or text
    found = ""
    for character in map(widened, kept):
        if character in "\u3099\u309a" and found:
            found = found[:-1] + unicodedata.normalize("NFC", found[-1] + character)
        else:
            found += character
    return found


def compared(text: str) -> str:
    return "".join(map(fold, bare(text)))


@dataclass
class Word:
    start: int
    end: int
    """With the last stop of an initialism, without tails."""
    text: str
    """What is compared: folded, without skipped characters and last stop."""
    tails_end: int
    """With its tails; the same as `end` where it has none."""
    unit: bool = False
    initialism: bool = False
    tails: tuple[str, ...] = ()
    sentence: int = -1
    paragraph: int = -1
    clause: int = -1
    """Number of its clause in its sentence."""
    written: str = ""
    """As `text`, in its own case."""
    joint: str = "none"
    """How it joins the word before: `touch`, `cross` (a phrase may), or `none`."""


def unit_end(text: str, start: int, stop: int) -> int:
    """The end of a unit: the letter with its marks."""
    end = start + 1
    while True:
        after = skip_zero_width(text, end, stop)
        if after == end and after < stop and is_mark(text[after]):
            end = after + 1
        elif after > end and after < stop and is_word_character(text[after]):
            end = after
        else:
            return end


def skip_zero_width(text: str, at: int, stop: int) -> int:
    while at < stop and text[at] in ZERO_WIDTH:
        at += 1
    return at


def joins(text: str, at: int, stop: int) -> bool:
    """Whether a mark goes on with the word before it: 1.5, 1,000, R&D."""
    if at + 1 == stop:
        return False
    before, after = text[at - 1], text[at + 1]
    if text[at] in ".,":
        return is_digit(before) and is_digit(after)
    return text[at] == "&" and all(
        is_word_character(each) and not is_unit(each) for each in (before, after)
    )


def is_hebrew(character: str) -> bool:
    return unicodedata.name(character, "").startswith("HEBREW ") and is_word_character(character)


def joins_hebrew(text: str, at: int, stop: int) -> bool:
    """Whether a mark belongs to a word, as the one before the last letter of an acronym does."""
    if text[at] not in HEBREW_MARKS or at + 1 == stop:
        return False
    return is_hebrew(text[at - 1]) and is_hebrew(text[at + 1]) and is_letter(text[at + 1])


def run_end(text: str, start: int, stop: int) -> int:
    """The end of a word of a script with spaces."""
    end = start + 1
    while end < stop:
        after = skip_zero_width(text, end, stop)
        if after > end and after < stop and is_word_character(text[after]):
            end = after
        elif is_word_character(text[end]) and not is_unit(text[end]):
            end += 1
        elif joins(text, end, stop) or joins_hebrew(text, end, stop):
            end += 2
        else:
            return end
    return end


def raw_words(text: str, start: int, stop: int) -> list[Span]:
    found = []
    at = start
    while at < stop:
        if not is_word_character(text[at]):
            at += 1
            continue
        end = (unit_end if is_unit(text[at]) else run_end)(text, at, stop)
        found.append((at, end))
        at = end
    return found


def glue(text: str, start: int, end: int) -> int:
    """Where a word is two words that lost the line break between them; 0 where it is one."""
    at, letters = start, 0
    while at < end and (unicodedata.category(text[at]) == "Ll" or text[at] in SKIPPED):
        letters += text[at] not in SKIPPED
        at += 1
    if letters < 3 or at == end or not is_capital(text[at]):
        return 0
    rest = "".join(each for each in text[at:end] if each not in SKIPPED)
    return at if fold(rest[0]) + rest[1:] in word_list("function_words") else 0


def is_initial_letter(text: str, span: Span, stop: int) -> bool:
    """Whether the span is a single letter that a full stop follows."""
    start, end = span
    if end - start != 1 or not is_letter(text[start]) or is_unit(text[start]):
        return False
    return end < stop and text[end] == "."


def letters_from(text: str, spans: list[Span], at: int, stop: int) -> int:
    """How many single letters with a full stop each stand one after another from a span on."""
    letters = 0
    for begin, end in spans[at:]:
        if begin != spans[at][0] + 2 * letters or not is_initial_letter(text, (begin, end), stop):
            break
        letters += 1
    return letters


def unglued(text: str, start: int, stop: int) -> tuple[list[Span], list[int]]:
    """Spans of words after glued ones are split, and where they were."""
    spans: list[Span] = []
    splits: list[int] = []
    for begin, end in raw_words(text, start, stop):
        split = glue(text, begin, end)
        if split:
            splits.append(split)
            spans += [(begin, split), (split, end)]
        else:
            spans.append((begin, end))
    return spans, splits


def words_of_piece(text: str, start: int, stop: int) -> tuple[list[Word], list[int]]:
    """The words between two edges, tails folded into them, and where glued words split."""
    spans, splits = unglued(text, start, stop)
    words: list[Word] = []
    at = 0
    while at < len(spans):
        begin, end = spans[at]
        letters = letters_from(text, spans, at, stop)
        if letters >= 2:
            end = begin + 2 * letters
            read = text[begin : end - 1]
            words.append(Word(begin, end, compared(read), end, initialism=True, written=bare(read)))
            at += letters
            continue
        at += 1
        read = compared(text[begin:end])
        after_apostrophe = words and words[-1].tails_end == begin - 1
        if after_apostrophe and text[begin - 1] in APOSTROPHES and read in TAILS:
            words[-1].tails += (read,)
            words[-1].tails_end = end
        else:
            written = bare(text[begin:end])
            words.append(Word(begin, end, read, end, is_unit(text[begin]), written=written))
    return words, splits


def exempt(text: str, at: int, words: list[Word], start: int, stop: int) -> bool:
    """Whether the stop at `at` ends no sentence: in a word, or after an abbreviation or initial."""
    for word in words:
        if word.start <= at < word.end:
            return True
    if text[at] != "." or text[at - 1 : at] in list(STOPS) or text[at + 1 : at + 2] in list(STOPS):
        return False
    for word in words:
        if word.end == at and word.tails_end == at:
            return is_abbreviation(text, word, start, stop)
    return False


def is_abbreviation(text: str, word: Word, start: int, stop: int) -> bool:
    """Whether a full stop after a word ends no sentence; not in an address, whitehouse.gov."""
    first = text[word.start]
    if word.start > start and text[word.start - 1] in "./@" and is_small(first):
        return False
    if word.text in word_list("abbreviations") or (
        word.end - word.start == 1 and is_capital(first)
    ):
        return True
    if word.text in word_list("state_abbreviations"):
        return is_capital(first)
    rest = text[word.end + 1 : stop].lstrip()
    return word.text in word_list("number_abbreviations") and bool(rest) and is_digit(rest[0])


def paragraph_ends(text: str, start: int, stop: int, words: list[Word]) -> Iterator[int]:
    """Offsets at which a paragraph ends: a word from there on is in another one."""
    for at in range(start, stop):
        if text[at] in LINE_BREAKS and (
            closes_sentence(text, start, at, words, stop) or blank_before(text, start, at)
        ):
            yield at + 1


def sentence_ends(text: str, start: int, stop: int, words: list[Word]) -> Iterator[int]:
    """Offsets at which a sentence ends: a word from there on is in another one."""
    yield from paragraph_ends(text, start, stop, words)
    for at in range(start, stop):
        if text[at] in WIDE_STOPS:
            yield at + 1
        if text[at] in STOPS and not exempt(text, at, words, start, stop):
            after = at + 1
            while after < stop and is_closing(text[after]):
                after += 1
            next_ = after
            while next_ < stop and text[next_].isspace():
                next_ += 1
            if after < next_ < stop and (
                is_capital(text[next_]) or is_digit(text[next_]) or is_opening(text[next_])
            ):
                yield after


def closes_sentence(text: str, start: int, stop: int, words: list[Word], end: int) -> bool:
    """Whether the line that a line break at `stop` ends closes a sentence."""
    at = stop - 1
    while at >= start and text[at].isspace() and text[at] not in LINE_BREAKS:
        at -= 1
    while at >= start and is_closing(text[at]):
        at -= 1
    if at < start:
        return False
    return text[at] in WIDE_STOPS or (text[at] in STOPS and not exempt(text, at, words, start, end))


def blank_before(text: str, start: int, stop: int) -> bool:
    """Whether only white space stands between the line break at `stop` and one before it."""
    at = stop - 1
    while at >= start and text[at].isspace():
        if text[at] in LINE_BREAKS:
            return True
        at -= 1
    return False


def joint(text: str, before: Word, after: Word) -> str:
    """How a phrase may go from one word of a sentence to the next."""
    gap = text[before.tails_end : after.start]
    if gap == "":
        return "touch" if before.unit or after.unit else "none"
    if len(gap) == 1 and gap in APOSTROPHES:
        return "cross"
    if len(gap) == 1 and gap in MIDDLE_DOTS:
        sides = text[before.tails_end - 1], text[after.start]
        letters = all(is_word_character(each) and not is_digit(each) for each in sides)
        return "cross" if letters else "none"
    rest = gap[1:] if gap[0] in HYPHENS else gap
    for character in rest:
        if not character.isspace():
            return "none"
    return "cross" if sum(each in LINE_BREAKS for each in rest) <= 1 else "none"


class Clauses:
    """The words of one sentence with what stands between them, and the clause of each."""

    def __init__(self, text: str, words: Sequence[Word]) -> None:
        self.text = text
        self.words = words
        self.gaps = [""]
        for before, word in itertools.pairwise(words):
            self.gaps.append(text[before.tails_end : word.start])
        self.clauses = list(self._clauses())

    def listed(self, at: int, *names: str) -> bool:
        inside = 0 <= at < len(self.words)
        return inside and any(self.words[at].text in NEGATION[name] for name in names)

    def ends(self, at: int, tail: str) -> bool:
        text = self.words[at].text
        return text.endswith(tail) and len(text) > (2 if tail == "ing" else 3)

    def is_mark(self, at: int) -> bool:
        """Whether a mark that ends a clause, other than a comma, stands before a word."""
        place = self.words[at - 1].tails_end
        for offset, mark in enumerate(self.gaps[at]):
            before = self.text[place + offset - 1]
            short = mark == "." and offset == 0 and not self.words[at - 1].tails
            abbreviated = short and is_abbreviation(
                self.text, self.words[at - 1], 0, len(self.text)
            )
            if mark in CLAUSE_MARKS and not abbreviated:
                return True
            if mark in HYPHENS and before.isspace():
                return True
        return False

    def has_comma(self, at: int) -> bool:
        return any(mark in COMMAS for mark in self.gaps[at])

    def is_turn(self, at: int) -> bool:
        return self.listed(at, "turns") and not self.listed(at - 1, "negating")

    def is_finite(self, at: int) -> bool:
        finite = self.listed(at, "being") and self.listed(at, "subjects")
        return finite and self.words[at].text not in ("be", "have", "do")

    def joins_clauses(self, at: int) -> bool:
        if not self.listed(at, "joining"):
            return False
        after = at + 1
        if after == len(self.words) or self.listed(after, "subjects"):
            return True
        if self.words[at].text == "and" and self.is_finite(after + 1):
            return True
        return self.ends(after, "ed") and at > 0 and not self.ends(at - 1, "ed")

    def goes_on(self, at: int) -> bool:
        """Whether a list goes on at a word: few words lead to a comma where it does, or to a
        joining word; a new subject and the end of a clause stop the search."""
        for word in range(at, min(at + ITEM + 1, len(self.words))):
            if word > at and (self.is_mark(word) or self.is_turn(word)):
                return False
            if word > at and self.has_comma(word):
                return self.goes_on(word)
            if self.listed(word, "subjects") or self.joins_clauses(word):
                return False
            if self.listed(word, "joining"):
                return True
        return False

    def in_list(self, at: int) -> bool:
        """Whether a word opens an item of a list, or joins one."""
        opens = at > 0 and self.has_comma(at)
        joins = self.listed(at, "joining") and not self.listed(at, "subjects")
        return (opens and self.goes_on(at)) or (joins and not self.joins_clauses(at))

    def _clauses(self) -> Iterator[int]:
        clause, listing, closed = 0, False, False
        for at, word in enumerate(self.words):
            comma = at > 0 and self.has_comma(at)
            on = comma and self.in_list(at) and not closed
            if on and word.text == "and" and not listing:
                on = False
            opens = at > 0 and (
                self.is_mark(at) or (comma and not on) or self.joins_clauses(at) or self.is_turn(at)
            )
            clause += opens
            listing = on or (listing and not opens)
            closed = not opens and (closed or self.listed(at, "joining"))
            yield clause


def masked(text: str, excluded: Sequence[Span]) -> str:
    """The text with its excluded characters as NUL."""
    for start, end in excluded:
        text = text[:start] + "\0" * len(text[start:end]) + text[end:]
    return text


def number_clauses(text: str, words: Sequence[Word]) -> None:
    for _, group in itertools.groupby(words, key=lambda word: word.sentence):
        sentence = list(group)
        for word, clause in zip(sentence, Clauses(text, sentence).clauses, strict=True):
            word.clause = clause


@dataclass
class Text:
    words: list[Word]
    sentences: int
    excluded_words: int
    unit: str


def read_text(text: str, excluded: Sequence[Span]) -> Text:
    """Words, sentences and joints of a text; nothing reaches over the edge of an excluded span."""
    found: list[Word] = []
    sentence = paragraph = -1
    at = 0
    excluded_words = 0
    for start, end in [*sorted(excluded), (len(text), len(text))]:
        words, splits = words_of_piece(text, at, start)
        ends = {*sentence_ends(text, at, start, words), *splits}
        breaks = {*paragraph_ends(text, at, start, words), *splits}
        for number, word in enumerate(words):
            before = words[number - 1] if number else None
            if before is None or any(before.start < each <= word.start for each in ends):
                sentence += 1
            else:
                word.joint = joint(text, before, word)
            if before is None or any(before.start < each <= word.start for each in breaks):
                paragraph += 1
            word.sentence = sentence
            word.paragraph = paragraph
        found += words
        excluded_words += len(words_of_piece(text, start, end)[0])
        at = end
    number_clauses(masked(text, excluded), found)
    units = sum(word.unit for word in found)
    return Text(
        found,
        sentence + 1,
        excluded_words,
        "characters" if 2 * units > len(found) else "words",
    )


@dataclass
class PatternWord:
    text: str
    """Folded, with its wildcards; `*` alone is any one word."""
    tails: tuple[str, ...] = ()
    touch: bool = False
    """Whether it is written with nothing between it and the word before."""
    written: str = ""
    """As `text`, in its own case."""


@dataclass
class Pattern:
    written: str
    words: list[PatternWord]

    @property
    def literals(self) -> int:
        return sum(
            each not in WILDCARDS for word in self.words for each in word.text + "".join(word.tails)
        )

    @property
    def wildcards(self) -> int:
        return sum(each in WILDCARDS for word in self.words for each in word.text)


def parse(written: str) -> Pattern:
    """The pattern; raises ValueError for one that is refused."""
    text = written.strip()
    # A wildcard stands for a word character, but it is neither letter nor digit.
    plain = "".join("Ⅷ" if each in WILDCARDS else fold(each) for each in text)
    words, _ = words_of_piece(plain, 0, len(plain))
    if not words or words[0].start != 0 or words[-1].tails_end != len(text):
        raise ValueError("something stands before or after the words")
    parsed: list[PatternWord] = []
    for number, word in enumerate(words):
        kind = "cross"
        if number:
            before = words[number - 1]
            kind = joint(plain, before, word)
            if kind == "none":
                raise ValueError("punctuation that no phrase crosses")
        end = word.end - 1 if word.initialism else word.end
        own = bare(text[word.start : end])
        parsed.append(PatternWord(compared(own), word.tails, kind == "touch", own))
    pattern = Pattern(written, parsed)
    if pattern.literals < 2:
        raise ValueError("fewer than two literal characters")
    if not any(set(word.text) - {"*", "?"} for word in pattern.words):
        raise ValueError("letters in tails only")
    for each in parsed:
        if sum(character in WILDCARDS for character in each.text) > 3:
            raise ValueError("more than three wildcards")
    return pattern


def word_matches(pattern: str, text: str) -> bool:
    """Whether a pattern word stands for a whole word: one character at a time."""
    if pattern == "":
        return text == ""
    if pattern[0] == "*":
        return word_matches(pattern[1:], text) or (text != "" and word_matches(pattern, text[1:]))
    return text != "" and pattern[0] in ("?", text[0]) and word_matches(pattern[1:], text[1:])


def is_written(pattern: str, text: str) -> bool:
    """Whether a pattern word stands for a word with capitals just where it writes them."""
    if pattern == "":
        return text == ""
    if pattern[0] == "*":
        return is_written(pattern[1:], text) or (text != "" and is_written(pattern, text[1:]))
    if text == "":
        return False
    same = fold(pattern[0]) == fold(text[0]) and is_capital(pattern[0]) == is_capital(text[0])
    return (pattern[0] == "?" or same) and is_written(pattern[1:], text[1:])


def stands_at(pattern: Pattern, words: list[Word], at: int, *, case: bool = False) -> bool:
    """Whether the pattern matches the words from number `at` on, with `case` as it is written."""
    if at + len(pattern.words) > len(words):
        return False
    for number, part in enumerate(pattern.words):
        word = words[at + number]
        if number and word.joint != ("touch" if part.touch else "cross"):
            return False
        if part.text != "*" and not word_matches(part.text, word.text):
            return False
        if case and not is_written(part.written, word.written):
            return False
        if part.tails and part.tails != word.tails[: len(part.tails)]:
            return False
    return True


@dataclass(frozen=True)
class Hit:
    first: int
    last: int
    """Numbers of the first and the last word, both inside."""
    entry: str
    weight: float
    excluding: bool = False


Context = Callable[[Term | Rule, Sequence[Hit]], bool]
"""Whether what an entry asks of its sentence and clause is there."""


def race(
    words: list[Word],
    terms: Sequence[Term],
    exclude: Sequence[Term],
    context: Context = lambda *_: True,
) -> list[Hit]:
    """Leftmost, then longest in words, then the order of the manual; a word is won once. Who lacks
    its context does not run."""
    runners = [(parse(each.pattern), each, True) for each in exclude]
    runners += [(parse(each.pattern), each, False) for each in terms]
    hits: list[Hit] = []
    at = 0
    while at < len(words):
        standing = [
            (
                -len(pattern.words),
                not excluding,
                -pattern.literals,
                pattern.wildcards,
                not entry.case,
                entry.pattern,
                entry.weight,
            )
            for pattern, entry, excluding in runners
            if stands_at(pattern, words, at, case=entry.case)
            and context(entry, [Hit(at, at + len(pattern.words) - 1, "", 0)])
        ]
        if not standing:
            at += 1
            continue
        length, counts, _, _, _, written, weight = min(standing)
        hits.append(Hit(at, at - length - 1, written, weight, not counts))
        at -= length
    return hits


@dataclass(frozen=True)
class Window:
    hits: tuple[Hit, ...]
    """One a group, from left to right."""
    rule: Rule

    @property
    def length(self) -> int:
        return max(hit.last for hit in self.hits) - self.hits[0].first + 1


def share(some: Sequence[Hit], others: Sequence[Hit]) -> bool:
    """Whether a word stands in both: what lies between the hits of a window is not its own."""
    return any(a.first <= b.last and b.first <= a.last for a in some for b in others)


def is_window(rule: Rule, hits: tuple[Hit, ...], words: list[Word]) -> bool:
    """Whether one hit of each group makes a window."""
    if any(share([a], [b]) for a, b in itertools.combinations(hits, 2)):
        return False
    if len({words[hit.first].sentence for hit in hits}) > 1:
        return False
    if rule.ordered and any(a.first > b.first for a, b in itertools.pairwise(hits)):
        return False
    first, last = min(hit.first for hit in hits), max(hit.last for hit in hits)
    if rule.scope == "clause" and words[first].clause != words[last].clause:
        return False
    return last - first + 1 <= rule.within


def beside(hits: Sequence[Hit], group: Sequence[Hit], words: list[Word]) -> list[Hit]:
    """The hits of a group in the sentence of a match, but those that share a word with it."""
    sentence = words[hits[0].first].sentence
    return [
        each for each in group if words[each.first].sentence == sentence and not share([each], hits)
    ]


def in_one_clause(hits: Sequence[Hit], other: Hit, words: list[Word]) -> bool:
    """Whether a hit stands in the clause of one of the hits of a match."""
    pairs = [(min(hit, other, key=first), max(hit, other, key=first)) for hit in hits]
    return any(words[left.last].clause == words[right.first].clause for left, right in pairs)


def first(hit: Hit) -> int:
    return hit.first


def meets(
    entry: Term | Rule, hits: Sequence[Hit], groups: Mapping[str, list[Hit]], words: list[Word]
) -> bool:
    """Whether the sentence holds what an entry needs, and its clause nothing that it refuses."""
    refused = [hit for name in entry.unless for hit in beside(hits, groups[name], words)]
    return all(beside(hits, groups[name], words) for name in entry.needs) and not any(
        in_one_clause(hits, each, words) for each in refused
    )


def needed(
    entry: Term | Rule, hits: Sequence[Hit], groups: Mapping[str, list[Hit]], words: list[Word]
) -> list[Hit]:
    """The nearest hit of each group that an entry needs, the left one of two as near."""

    def distance(other: Hit) -> tuple[int, int]:
        gaps = [max(hit.first - other.last, other.first - hit.last) for hit in hits]
        return min(gaps), other.first

    return [min(beside(hits, groups[name], words), key=distance) for name in entry.needs]


def windows(rule: Rule, groups: list[list[Hit]], words: list[Word]) -> Iterator[Window]:
    """Every choice of one hit a group that is a window."""
    for hits in itertools.product(*groups):
        if is_window(rule, hits, words):
            yield Window(tuple(sorted(hits, key=lambda hit: hit.first)), rule)


def near(
    dimension: Dimension, found: Mapping[str, list[Hit]], words: list[Word], terms: list[Hit]
) -> list[Window]:
    """The windows of a dimension that count beside its terms."""
    excluding = [hit for hit in terms if hit.excluding]
    counted = [hit for hit in terms if not hit.excluding]
    possible: list[Window] = []
    for rule in dimension.near:
        groups = []
        for name in rule.groups:
            groups.append([hit for hit in found[name] if not share([hit], excluding)])
        possible += [
            window
            for window in windows(rule, groups, words)
            if meets(rule, window.hits, found, words)
        ]
    possible.sort(
        key=lambda each: (
            each.length,
            [(hit.first, hit.last) for hit in each.hits],
            each.rule.name,
        )
    )
    taken: list[Window] = []
    for window in possible:
        if not any(share(window.hits, each.hits) for each in taken):
            taken.append(window)
    return [window for window in taken if not share(window.hits, counted)]


@dataclass(frozen=True)
class Found:
    """A match, as far as both know it."""

    dimension: str
    entry: str
    kind: str
    start: int
    end: int
    weight: float
    sentence: int
    words: int
    own: tuple[Span, ...]
    needed: tuple[Span, ...]


@dataclass(frozen=True)
class Figures:
    dimension: str
    matches: int
    weight: float
    sums: tuple[int, float, float, float, float]
    """S, Σh, Σh², Σhn, Σn²."""
    covered: int
    rate: float | None
    interval: str
    low: float | None
    high: float | None


@dataclass(frozen=True)
class Reading:
    words: tuple[tuple[int, int, int], ...]
    """Start, end and sentence of each counted word."""
    sentences: int
    excluded_words: int
    unit: str
    matches: tuple[Found, ...]
    figures: tuple[Figures, ...]


def matches_of(dimension: Dimension, lexicon: Lexicon, words: list[Word]) -> list[Found]:
    groups = {name: race(words, members, ()) for name, members in lexicon.groups.items()}
    terms = race(
        words,
        dimension.terms,
        dimension.exclude,
        lambda entry, hits: meets(entry, hits, groups, words),
    )
    entries = {term.pattern: term for term in dimension.terms}
    found = [
        make(
            dimension,
            entries[hit.entry],
            (hit,),
            needed(entries[hit.entry], [hit], groups, words),
            words,
        )
        for hit in terms
        if not hit.excluding
    ]
    found += [
        make(
            dimension,
            window.rule,
            window.hits,
            needed(window.rule, window.hits, groups, words),
            words,
        )
        for window in near(dimension, groups, words, terms)
    ]
    return sorted(found, key=lambda each: each.start)


def make(
    dimension: Dimension,
    entry: Term | Rule,
    hits: tuple[Hit, ...],
    others: Sequence[Hit],
    words: list[Word],
) -> Found:
    spans = tuple((words[hit.first].start, words[hit.last].end) for hit in hits)
    return Found(
        dimension.name,
        entry.name if isinstance(entry, Rule) else entry.pattern,
        "near" if isinstance(entry, Rule) else "term",
        spans[0][0],
        max(end for _, end in spans),
        entry.weight,
        words[hits[0].first].sentence,
        sum(hit.last - hit.first + 1 for hit in hits),
        spans,
        tuple((words[hit.first].start, words[hit.last].end) for hit in others),
    )


def figures_of(dimension: Dimension, found: list[Found], text: Text) -> Figures:
    n = len(text.words)
    counted = [0] * text.sentences
    for word in text.words:
        counted[word.sentence] += 1
    hits = [0.0] * text.sentences
    for match in found:
        hits[match.sentence] += match.weight
    total = sum(hits)
    covered = sum(
        any(start <= word.start < end for match in found for start, end in match.own)
        for word in text.words
    )
    interval, low, high = interval_of(len(found), hits, counted)
    return Figures(
        dimension.name,
        len(found),
        total,
        (
            text.sentences,
            total,
            sum(h * h for h in hits),
            sum(h * words for h, words in zip(hits, counted, strict=True)),
            sum(words * words for words in counted),
        ),
        covered,
        1000 * total / n if n else None,
        interval,
        low,
        high,
    )


def interval_of(
    matches: int, hits: list[float], counted: list[int]
) -> tuple[str, float | None, float | None]:
    """Kind of interval, low and high per 1,000, by the formulas as the manual writes them."""
    n, size = sum(counted), len(counted)
    if n == 0:
        return "none", None, None
    if not matches:
        return "silence", 0.0, 1000 * (1 - 0.05 ** (1 / n))
    if size < 5 or sum(hits) == 0:
        return "none", None, None
    r = sum(hits) / n
    squares = sum((h - r * words) ** 2 for h, words in zip(hits, counted, strict=True))
    error = math.sqrt(size / (size - 1) * squares / n**2)
    factor = math.exp(float(stdtrit(size - 1, 0.975)) * error / r)
    return "ratio", 1000 * r / factor, 1000 * r * factor


def read(text: str, excluded: Sequence[Span], lexicons: Sequence[Lexicon]) -> Reading:
    """Everything the rules say about a text."""
    parts = read_text(text, excluded)
    matches: list[Found] = []
    figures: list[Figures] = []
    for lexicon in lexicons:
        for dimension in lexicon.dimensions:
            found = matches_of(dimension, lexicon, parts.words)
            matches += found
            figures.append(figures_of(dimension, found, parts))
    return Reading(
        tuple((word.start, word.end, word.sentence) for word in parts.words),
        parts.sentences,
        parts.excluded_words,
        parts.unit,
        tuple(sorted(matches, key=lambda each: (each.start, each.dimension))),
        tuple(figures),
    )
