"""Bylines and date lines above an article: who wrote it, and when it was published or updated."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from functools import cache

from framing.articles.cleaning.page_lines import Page, short_words
from framing.articles.cleaning.rules import Rule
from framing.articles.dates import Dated, find_dates, parse_date
from framing.articles.lines import Line
from framing.data import word_list
from framing.model import Span

_TIME = re.compile(
    r"[ ,|·•T\-–—]{0,3}(?:(?:at|um|à|às|a las|alle|ore|om|kl\.?|o|в|u) )?"
    r"(?:\d{1,2}[:.h]\d{2}[\d:. ]{0,8}[\w+\-: ]{0,12})?"
)
_PARTS = " ,;|·•-–—:"
_DASHES = "-–—"
_BARS = "|·•"
_PLACE = re.compile(r" (?:in|at|for|with|from|aus) ")
_BETWEEN = re.compile(r",| (?:and|und|et|y|e|en|och|og|i|и) | & |;")
_BY = "by"
_BY_ELSEWHERE = frozenset(
    ("von", "par", "por", "di", "door", "av", "af", "przez", "автор", "yazan", "oleh", "od")
)
"""“By” of other languages. In English such a word may be a name, as in “Von Miller”."""
OPENINGS = tuple(f"^{word}{mark}" for word in (_BY, *sorted(_BY_ELSEWHERE)) for mark in " :")
"""How a line reads that opens with “by”."""
_DEEPEST = 40
"""No byline stands further down."""
_ROLE = re.compile("staff|writer|reporter|correspondent|editor|contributor|news|press", re.I)
_WORDS = 14
"""Words of a byline that no bar parts."""


def byline(page: Page, rule: Rule) -> Iterator[Span]:
    """Lines above the running text that say who wrote it, or when.

    The opening line is none where it only holds a date: it may be a title.
    """
    past = min(page.head, _DEEPEST)
    if not any(index < past for index in page.fitting.get(rule.number, ())):
        return
    first = page.first_free()
    lines = page.lines.between(0, past)

    @cache
    def dated(at: int) -> bool:
        return _is_dated(lines[at], rule)

    def beside_date(at: int) -> bool:
        return any(map(dated, range(max(0, at - 1), min(at + 2, len(lines)))))

    titled = False
    for index, line in enumerate(lines):
        words = 0 if line.prose or not page.free(index) else short_words(line, rule)
        if not words:
            titled = titled or page.free(index)
            continue
        text = line.text
        named = (
            is_byline(text)
            or (titled and is_name(text.split()) and beside_date(index))
            or (
                (index > first and _is_signed(text, _BY_ELSEWHERE))
                and (beside_date(index) or not page.holds(" the "))
            )
        )
        titled = titled or words >= 4
        told = named or ((index != first or _has_bar(text)) and dated(index))
        if told and page.in_zone(index, index + 1, rule.zone):
            yield page.span(index, index + 1)


def is_byline(text: str) -> bool:
    """Whether a line reads “By” and a name, alone or with places, papers and dates behind it."""
    return _is_signed(text, (_BY,))


def _is_signed(text: str, words: Collection[str]) -> bool:
    """Whether a line reads one of the words and a name."""
    opened = text.partition(" ")[0].casefold().rstrip(":") in words
    return opened and bool(authors(text)) and (_has_bar(text) or len(text.split()) <= _WORDS)


def is_dated_byline(text: str) -> bool:
    """Whether a line is one byline, bar and date: “By Ann Lee | The Daily | 2020-08-21”."""
    return _has_bar(text) and is_byline(text) and any(find_dates(text))


def authors(text: str) -> list[str]:
    """The names after the “By” of a byline, in any language of `date_words`: “By Ann Lee in
    Oldtown and TOM ODE | The Daily”."""
    opening, _, rest = text.partition(" ")
    if opening.casefold().rstrip(":") not in (_BY, *_BY_ELSEWHERE):
        return []
    rest = re.split(rf"[{_BARS}]| [{_DASHES}] ", rest, maxsplit=1)[0]
    found: list[str] = []
    for part in _BETWEEN.split(rest):
        name = _PLACE.split(part.strip(), maxsplit=1)[0].split()
        agency = len(name) == 1 and len(name[0]) > 1 and (name[0].isupper() or _has_bar(text))
        if not is_name(name) and not (agency and name[0].isalpha()):
            break
        if not found or (is_name(name) and not _ROLE.search(part)):
            found.append(" ".join(name))
    return found


def _has_bar(text: str) -> bool:
    return "|" in text or "·" in text or "•" in text


def is_name(words: list[str]) -> bool:
    """Whether words can be a person's name: two to five, capitalised, none a function word."""
    if not 2 <= len(words) <= 5 or not words[0][0].isupper() or not words[-1][0].isupper():
        return False
    letters = "".join(words).translate(str.maketrans("", "", ".'’-"))
    capital = sum(word[0].isupper() for word in words)
    common = any(word.casefold() in word_list("function_words") for word in words)
    return letters.isalpha() and capital * 2 >= len(words) and not common


def _is_dated(line: Line, rule: Rule) -> bool:
    dates = tuple(find_dates(line.text))
    if not dates or not short_words(line, rule):
        return False
    return _is_date(line.text) or any(_dates(line, each, rule) for each in dates)


def _is_date(text: str) -> bool:
    """Whether a line is a date as a whole, weekday and time with it."""
    try:
        return bool(parse_date(text))
    except ValueError:
        return False


def _dates(line: Line, found: Dated, rule: Rule) -> bool:
    """Whether a date makes its line a date line: alone, after “Updated” or the like, or after a
    few words that a bar parts from it or that run into a date in figures."""
    before, date = line.text[: found.start], line.text[found.start : found.end]
    words = before.strip(_PARTS).casefold().split()
    told = (words[:1], words[:2], words[-1:] if _has_bar(before) else [])
    openings = {" ".join(each) for each in told}
    if rule.lists["words"] & (openings | {each.rstrip(":") for each in openings}):
        return True
    if not _TIME.fullmatch(line.text[found.end :].rstrip()):
        return False
    in_figures = " " not in date and not before.endswith(" ")
    parted = before.rstrip()[-1:] in tuple(_BARS + _DASHES)
    return not words or (len(words) <= 6 and (in_figures or parted))
