"""What each kind of cleaning rule looks for; a kind is one function in the table `KINDS`.

Every function takes the page and a rule and yields spans; none depends on more than the lines
and on what earlier rules have taken.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import chain
from typing import NamedTuple

from framing.articles.cleaning.bylines import OPENINGS, byline
from framing.articles.cleaning.credits import credit
from framing.articles.cleaning.forms import form
from framing.articles.cleaning.insertions import address, teaser
from framing.articles.cleaning.page_heads import contact, language, site
from framing.articles.cleaning.page_lines import Page
from framing.articles.cleaning.rules import Rule
from framing.articles.line_signs import Signs
from framing.articles.lines import ends_with
from framing.model import Span

_TITLE_WORDS = 20
_MOST_LINKS = 12


def _fitting(page: Page, rule: Rule) -> list[int]:
    """The free lines that equal one of the rule's patterns."""
    first = page.first_free() if rule.not_first else -1
    return [
        index
        for index in (_beside(page, rule) if rule.beside else page.fitting.get(rule.number, ()))
        if index != first
        and page.free(index)
        and (line := page.lines[index]).words <= rule.longest
        and not (rule.unclosed and ends_with(line.text, ".。"))
    ]


def _beside(page: Page, rule: Rule) -> list[int]:
    """The lines that equal a pattern of a rule whose lines stand beside those of another one."""
    lines = enumerate(page.lines)
    return [index for index, line in lines if line.opens and rule.lines.match(line.folded)]


def _lines(page: Page, rule: Rule) -> Iterator[Span]:
    """Lines by themselves, where enough of them stand together and the place is right."""
    for first, past in _runs(_fitting(page, rule)):
        if past - first < rule.run or not page.in_zone(first, past, rule.zone):
            continue
        if not rule.beside or rule.beside in page.neighbours(first, past):
            yield page.span(first, past)


def _runs(indexes: list[int]) -> Iterator[tuple[int, int]]:
    """The half-open ranges of indexes that follow one another."""
    begin = 0
    for at in range(1, len(indexes) + 1):
        if at == len(indexes) or indexes[at] != indexes[at - 1] + 1:
            yield indexes[begin], indexes[at - 1] + 1
            begin = at


def _paragraphs(page: Page, rule: Rule) -> Iterator[Span]:
    """Paragraphs by how they open and by phrases that stand in them together."""
    for first in _openings(page, rule):
        past = page.paragraph(first)
        lines = page.lines.between(first, past)
        if sum(line.words for line in lines) > rule.longest:
            continue
        text = " ".join(line.folded for line in lines)
        if _named(text, rule) and page.in_zone(first, past, rule.zone):
            yield page.span(first, past)


def _openings(page: Page, rule: Rule) -> list[int]:
    """The first lines of the paragraphs that open as a rule says, or may hold its phrases."""
    if rule.starts:
        fitting = page.fitting.get(rule.number, ())
        return [index for index in fitting if page.lines.firsts[index] == index]
    openings = page.openings(rule.zone)
    indexes = chain.from_iterable(range(first, page.paragraph(first)) for first in openings)
    held = "\n".join(map(page.lines.text, indexes)).casefold()
    return openings if any(word in held and page.holds(word) for word in rule.words) else []


def _named(folded: str, rule: Rule) -> bool:
    """Whether all phrases of one of the rule's sets stand in a text."""
    if not rule.phrases:
        return True
    # Many sets of a rule have their first phrase in common, and few texts hold one of them.
    heads = {head for head in rule.heads if head in folded}
    return bool(heads) and any(
        each[0] in heads and all(map(folded.__contains__, each)) for each in rule.phrases
    )


def _listing(page: Page, rule: Rule) -> Iterator[Span]:
    """A heading such as “Read more:” with the titles after it.

    Where running text follows, the last title of several may be a heading of that text: it stays.
    """
    for index in _fitting(page, rule):
        past = index + 1
        limit = min(len(page.lines), past + _MOST_LINKS)
        while past < limit and _is_title(page, past):
            past += 1
        several = past - index > 2 and not rule.all_titles
        if several and past < len(page.lines) and page.lines[past].prose and page.free(past):
            past -= 1
        yield page.span(index, past)


def _is_title(page: Page, index: int) -> bool:
    line = page.lines[index]
    closed = ends_with(line.text, ".:,;。：，；")
    return page.free(index) and line.words <= _TITLE_WORDS and not closed and not line.prose


def _box(page: Page, rule: Rule) -> Iterator[Span]:
    """A heading and the one paragraph after it, at the end of the text."""
    for index in _fitting(page, rule):
        if index + 1 == len(page.lines):
            continue
        past = page.paragraph(index + 1)
        words = sum(line.words for line in page.lines.between(index, past))
        if words <= rule.longest and page.in_zone(index, past, "tail"):
            yield page.span(index, past)


def _tail(page: Page, rule: Rule) -> Iterator[Span]:
    """From the first fitting line to the end, where only short lines follow."""
    fitting = set(_fitting(page, rule))
    if not fitting:
        return
    begin = 0
    for index in range(len(page.lines) - 1, -1, -1):
        line = page.lines[index]
        if not page.free(index):
            continue
        if line.prose or line.words > rule.longest or line.ends_sentence:
            break
        if index in fitting:
            begin = index
    if begin:
        for first, past in _runs([i for i in range(begin, len(page.lines)) if page.free(i)]):
            yield page.span(first, past)


def _image(page: Page, rule: Rule) -> Iterator[Span]:
    """Lines that are the name of an image file."""
    for index in page.fitting.get(rule.number, ()):
        line = page.lines[index]
        if not page.free(index) or " " in line.text:
            continue
        stem, dot, suffix = line.folded.rpartition(".")
        if dot and suffix in rule.lists["suffixes"] and len(stem.split()) == 1:
            yield page.span(index, index + 1)


def _capitals(page: Page, rule: Rule) -> Iterator[Span]:
    """Lines in capitals by themselves below the beginning of running text that is not."""
    for index in page.fitting.get(rule.number, ()):
        line = page.lines[index]
        if not line.text.isupper() or line.prose or not page.free(index) or index < page.head:
            continue
        named = line.words >= rule.fewest and line.last not in (":", ",", ";")
        if named and line.text[0] not in "([“‘\"'" and not page.lines[page.head - 1].text.isupper():
            yield page.span(index, index + 1)


def _patterns(rule: Rule) -> Signs:
    return Signs(patterns=rule.patterns)


def _words(rule: Rule) -> Signs:
    return _patterns(rule) if rule.starts else Signs(words=tuple(sorted(rule.words)))


def _form_signs(rule: Rule) -> Signs:
    if rule.starts:
        return _patterns(rule)
    asked = Signs(keys=rule.keys, words=rule.needs, dates=rule.dates)
    return replace(asked, unclosed=not rule.all_lines)


def _credit_signs(rule: Rule) -> Signs:
    named = ("source", *sorted(rule.lists["labels"]))
    return Signs(words=("/", *(f"{name}{mark}" for name in named for mark in " :")))


def _endings(rule: Rule, name: str) -> tuple[str, ...]:
    """The endings that a rule lists, with their point."""
    return tuple(f".{each}" for each in sorted(rule.lists[name]))


class Kind(NamedTuple):
    """How a kind of rules looks at lines."""

    find: Callable[[Page, Rule], Iterator[Span]]
    signs: Callable[[Rule], Signs] = _patterns
    """What a line shows that such a rule looks at: no other line can be taken, whatever is around
    it."""


KINDS: dict[str, Kind] = {
    "line": Kind(_lines),
    "paragraph": Kind(_paragraphs, _words),
    "listing": Kind(_listing),
    "box": Kind(_box),
    "tail": Kind(_tail),
    "image": Kind(_image, lambda rule: Signs(words=_endings(rule, "suffixes"), unclosed=True)),
    "capitals": Kind(_capitals, lambda _: Signs(capitals=True, unclosed=True)),
    "form": Kind(form, _form_signs),
    "address": Kind(address, lambda rule: Signs(keys=rule.keys)),
    "teaser": Kind(teaser, lambda rule: Signs(keys=rule.keys)),
    "credit": Kind(credit, _credit_signs),
    "contact": Kind(
        contact,
        lambda rule: Signs(words=("@",), figures=True, unclosed=True, most_words=rule.longest),
    ),
    "byline": Kind(byline, lambda rule: Signs(words=OPENINGS, dates=True, most_words=rule.longest)),
    "site": Kind(
        site, lambda rule: Signs(words=_endings(rule, "endings"), most_words=rule.longest)
    ),
    "language": Kind(
        language, lambda rule: Signs(foreign=True, unclosed=True, most_words=rule.longest)
    ),
}
