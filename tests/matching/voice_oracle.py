"""The rules of voice a second time: slow, obvious, character by character, for comparison only."""

from __future__ import annotations

import itertools
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tests.matching import oracle
from tests.matching.oracle import Span, Word

DOUBLE = '"＂“”„‟«»「」『』｢｣〝〞〟'
PARTNERS = {
    '"': '"“„”‟',
    "＂": "＂",
    "”": '“„‟"”',
    "“": "„“",
    "»": "«»",
    "«": "»",
    "」": "「",
    "』": "『",
    "｣": "｢",
    "〞": "〝",
    "〟": "〝",
    "'": "'‘",
    "’": "‘'‚‛",
    "‘": "‚",
    "›": "‹",
}
"""The openers that a mark can close."""
SPEECH = 5


class Page:
    """A text with what is cut out of it."""

    def __init__(self, text: str, excluded: Sequence[Span], words: Sequence[Word]) -> None:
        self.text = text
        self.words = words
        self.shown = [True] * len(text)
        self.edges: set[int] = set()
        for start, end in excluded:
            self.shown[start:end] = [False] * (end - start)
            self.edges |= {start, end}

    def is_space(self, at: int) -> bool:
        outside = not 0 <= at < len(self.text)
        return outside or not self.shown[at] or self.text[at].isspace()

    def is_word(self, at: int) -> bool:
        inside = 0 <= at < len(self.text) and self.shown[at]
        return inside and oracle.is_word_character(self.text[at])

    def is_break(self, at: int) -> bool:
        return self.shown[at] and self.text[at] in oracle.LINE_BREAKS

    def in_word(self, at: int) -> bool:
        return any(word.start <= at < word.end for word in self.words)

    def looks_like_opener(self, at: int) -> bool:
        return self.is_space(at - 1) and not self.is_space(at + 1)

    def looks_like_closer(self, at: int) -> bool:
        return not self.is_space(at - 1) and self.is_space(at + 1)

    def cut_between(self, first: int, last: int) -> bool:
        """Whether a line break or the edge of excluded text stands from one place to another."""
        broken = any(self.is_break(at) for at in range(first, last))
        return broken or any(first <= edge <= last for edge in self.edges)

    def paragraph(self, at: int) -> int:
        """The paragraph of a mark; -1 for none."""
        before = [word for word in self.words if word.end <= at]
        after = [word for word in self.words if word.start > at]
        if before and after and before[-1].paragraph == after[0].paragraph:
            return before[-1].paragraph
        if before and not self.cut_between(before[-1].end, at):
            return before[-1].paragraph
        if after and not self.cut_between(at, after[0].start):
            return after[0].paragraph
        return -1

    def marks(self, wanted: str) -> dict[int, list[int]]:
        """The places of these marks, by paragraph."""
        found: dict[int, list[int]] = {}
        for at, character in enumerate(self.text):
            if character in wanted and self.shown[at] and not self.in_word(at):
                found.setdefault(self.paragraph(at), []).append(at)
        found.pop(-1, None)
        return dict(sorted(found.items()))


@dataclass
class Quotation:
    start: int
    end: int
    paragraph: int
    open_ended: bool = False
    """Whether it has no closing mark and ends with its paragraph."""
    goes_on: bool = False
    """Whether the next quotation is the same one, in the next paragraph."""


def can_close(page: Page, at: int, opener: int) -> bool:
    mark, other = page.text[at], page.text[opener]
    if mark in '"＂“' and page.looks_like_opener(at):
        return False
    if mark == "“" and other == "“" and not page.looks_like_closer(at):
        return False
    return other in PARTNERS.get(mark, "")


def can_open(page: Page, at: int) -> bool:
    mark = page.text[at]
    if mark in "„‟「『｢〝":
        return True
    if mark in '"＂“«':
        return not page.looks_like_closer(at)
    return mark in "”»" and page.looks_like_opener(at)


def is_inch(page: Page, at: int) -> bool:
    """Whether a mark is one after a number: 6\"."""
    ends = [word for word in page.words if word.end == at]
    return bool(ends) and page.text[at] in '"”' and page.text[at - 1] in "0123456789"


def doubles(page: Page) -> tuple[list[Quotation], set[int]]:
    """Quotations between double marks, scare quotes too, and marks without a partner."""
    found: list[Quotation] = []
    alone: set[int] = set()
    for paragraph, places in page.marks(DOUBLE).items():
        stack: list[int] = []
        for at in places:
            closable = [opener for opener in stack if can_close(page, at, opener)]
            if not stack and is_inch(page, at):
                continue
            if closable:
                depth = stack.index(closable[-1])
                alone |= set(stack[depth + 1 :])
                stack, opener = stack[:depth], stack[depth]
                if not stack:
                    found.append(Quotation(opener, at, paragraph))
            elif can_open(page, at):
                stack.append(at)
            else:
                alone.add(at)
        if stack:
            alone |= set(stack)
            end = [word.end for word in page.words if word.paragraph == paragraph][-1]
            found.append(Quotation(stack[0], end, paragraph, open_ended=True))
    for one, other in itertools.pairwise(found):
        head = next(word for word in page.words if word.paragraph == other.paragraph)
        last = [word for word in page.words if word.paragraph == one.paragraph][-1]
        cut = any(last.end <= edge <= other.start for edge in page.edges)
        follows = other.paragraph == one.paragraph + 1 and other.start < head.start
        if one.open_ended and follows and not cut:
            one.goes_on = True
            alone.discard(one.start)
    return found, alone


def singles(page: Page, outer: list[Quotation]) -> list[Quotation]:
    """Quotations between single marks outside those between double ones."""
    found = []
    for paragraph, every in page.marks("'‘’‚‛‹›").items():
        places = [at for at in every if not any(each.start < at < each.end for each in outer)]
        openers = [at for at in places if single_opens(page, at)]
        for number, opener in enumerate(openers):
            stop = openers[number + 1] if number + 1 < len(openers) else len(page.text)
            closers = [
                at for at in places if opener < at < stop and single_closes(page, at, opener)
            ]
            if not closers:
                continue
            closer = closers[0]
            strong = [at for at in closers if not page.is_word(at - 1)]
            if strong and may_be_plural(page, closer):
                closer = strong[0]
            found.append(Quotation(opener, closer, paragraph))
    return found


def single_opens(page: Page, at: int) -> bool:
    if page.text[at] not in "'‘‚‛‹" or page.is_space(at + 1):
        return False
    if page.text[at] == "'" and page.text[at + 1] in "0123456789":
        return False
    return page.is_space(at - 1) or oracle.is_opening(page.text[at - 1])


def single_closes(page: Page, at: int, opener: int) -> bool:
    touching = not page.is_space(at - 1) and not page.is_word(at + 1)
    return touching and page.text[opener] in PARTNERS.get(page.text[at], "")


def may_be_plural(page: Page, at: int) -> bool:
    ends = [word for word in page.words if word.end == at]
    return bool(ends) and ends[0].text.endswith("s") and page.is_space(at + 1)


def quoted(page: Page) -> tuple[set[int], set[int]]:
    """Numbers of the words that are quoted, and marks without a partner."""
    outer, alone = doubles(page)
    chains: list[list[Quotation]] = []
    going_on = False
    for each in outer:
        if going_on:
            chains[-1].append(each)
        else:
            chains.append([each])
        going_on = each.goes_on
    chains += [[each] for each in singles(page, outer)]
    result: set[int] = set()
    for chain in chains:
        inside = {
            number
            for number, word in enumerate(page.words)
            if any(each.start < word.start < each.end for each in chain)
        }
        if len(inside) >= SPEECH:
            result |= inside
    return result, alone


def headed(page: Page, title: Span | None) -> set[int]:
    """Numbers of the words that stand in the title or in a heading line."""
    result = {
        number
        for number, word in enumerate(page.words)
        if title and title[0] <= word.start < title[1]
    }
    for paragraph in sorted({word.paragraph for word in page.words}):
        own = [number for number, word in enumerate(page.words) if word.paragraph == paragraph]
        first, last = page.words[own[0]], page.words[own[-1]]
        lines = any(page.is_break(at) for at in range(first.start, last.end))
        whole = not lines and not cut_into(page, first.start, last.end)
        if len(own) <= 15 and whole and not closed(page, last.end):
            result |= set(own)
    return result


def cut_into(page: Page, start: int, end: int) -> bool:
    """Whether the line around a paragraph holds excluded text."""
    while start > 0 and not page.is_break(start - 1):
        start -= 1
    while end < len(page.text) and not page.is_break(end):
        end += 1
    return any(start <= edge <= end for edge in page.edges)


def closed(page: Page, at: int) -> bool:
    """Whether a line that ends with a word ends with a mark such as a full stop."""
    after = [word.start for word in page.words if word.start >= at]
    end = after[0] if after else len(page.text)
    rest = ""
    for place in range(at, end):
        if page.is_break(place) or not page.shown[place]:
            break
        rest += page.text[place]
    marks = [each for each in rest if not is_transparent(each)]
    return bool(marks) and marks[-1] in ".!?…:,;。！？｡：，；"


def is_transparent(character: str) -> bool:
    """White space, letters of a tail, closing brackets and quotes."""
    return (
        character.isspace()
        or oracle.is_word_character(character)
        or unicodedata.category(character) in ("Pe", "Pf", "Pi")
        or character in "\"'"
    )


def voices(
    text: str, excluded: Sequence[Span], title: Span | None = None
) -> tuple[list[str], list[int]]:
    """The voice of each counted word, and the places of marks without a partner."""
    words = oracle.read_text(text, excluded).words
    page = Page(text, excluded, words)
    in_quotes, alone = quoted(page)
    in_heading = headed(page, title)
    return list(_named(len(words), in_heading, in_quotes)), sorted(alone)


def _named(size: int, in_heading: set[int], in_quotes: set[int]) -> Iterator[str]:
    for number in range(size):
        if number in in_heading:
            yield "headline"
        else:
            yield "quote" if number in in_quotes else "narrator"
