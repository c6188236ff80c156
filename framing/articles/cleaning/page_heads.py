"""What stands above an article on a page: bylines, dates, site names, contacts, a second title."""

from __future__ import annotations

import re
from collections.abc import Iterator

from framing.articles.cleaning.page_lines import UNCLOSED_CHARACTERS, Page
from framing.articles.cleaning.rules import Rule
from framing.articles.dates import Dated, find_dates
from framing.articles.lines import Line
from framing.data import word_list
from framing.model import Span

_FIGURE = re.compile("[0-9]")
_PHONE = re.compile(r"\+?\(?\d[\d ().\-]{5,20}\d")
_MAIL = re.compile(r"[\w.+\-]{1,64}@[\w\-]{1,63}(?:\.[\w\-]{1,63}){1,4}")
_TIME = re.compile(r"[ ,|·•T\-]{0,3}(?:at )?(?:\d{1,2}[:.]\d{2}[\d:. ]{0,8}[\w+\-: ]{0,12})?")
_PARTS = " ,;|·•-–—:"
_BARS = "|·•-–—"
_DEEPEST = 40
"""No byline stands further down."""


def _is_short(line: Line, rule: Rule) -> bool:
    """Whether a line has few words, none of them without end."""
    text = line.text
    few = len(text) <= UNCLOSED_CHARACTERS and text.count(" ") <= 2 * rule.longest
    return few and 0 < line.words <= rule.longest


def contact(page: Page, rule: Rule) -> Iterator[Span]:
    """Short lines with a telephone number or mail address, alone or after a word that says so."""
    for index in page.unclosed:
        line = page.lines[index]
        told = "@" in line.text or _FIGURE.search(line.text)
        if not told or not page.free(index) or not _is_short(line, rule):
            continue
        found = _PHONE.search(line.folded) or _MAIL.search(line.folded)
        if not found or not page.in_zone(index, index + 1, rule.zone):
            continue
        named = rule.lists["words"] & set(line.folded.replace(":", " ").split())
        alone = found[0] == line.folded and "@" in found[0]
        if named or alone or found[0].startswith("+"):
            yield page.span(index, index + 1)


def byline(page: Page, rule: Rule) -> Iterator[Span]:
    """Lines above the running text that say who wrote it, or when; never the opening line."""
    first = page.first_free()
    lines = page.lines[: min(page.head, _DEEPEST)]
    dated = [_is_short(line, rule) and _is_dated(line, rule) for line in lines]
    titled = False
    for index, line in enumerate(lines):
        if index == first or not _is_short(line, rule) or not page.free(index):
            titled = titled or (page.free(index) and line.words >= 4)
            continue
        beside_date = titled and any(dated[max(0, index - 1) : index + 2])
        named = is_byline(line.text) or (beside_date and _is_name(line.text.split()))
        titled = titled or line.words >= 4
        if (dated[index] or named) and page.in_zone(index, index + 1, rule.zone):
            yield page.span(index, index + 1)


def is_byline(text: str) -> bool:
    """Whether a line reads “By” and the capitalised words of a name."""
    by, _, rest = text.partition(" ")
    name = rest.replace(" and ", ",").partition(",")[0].split()
    return by.casefold() == "by" and _is_name(name) and len(text.split()) <= 14


def _is_name(words: list[str]) -> bool:
    """Whether words can be a person's name: two to five, capitalised, none a function word."""
    if not 2 <= len(words) <= 5 or not words[0][0].isupper() or not words[-1][0].isupper():
        return False
    letters = "".join(words).translate(str.maketrans("", "", ".'’-"))
    capital = sum(word[0].isupper() for word in words)
    common = any(word.casefold() in word_list("function_words") for word in words)
    return letters.isalpha() and capital * 2 >= len(words) and not common


def _is_dated(line: Line, rule: Rule) -> bool:
    return any(_dates(line, found, rule) for found in find_dates(line.text))


def _dates(line: Line, found: Dated, rule: Rule) -> bool:
    """Whether a date makes its line a date line: alone, after “Updated” or the like, or after a
    few words that a bar parts from it or that run into a date in figures."""
    before, date = line.text[: found.start], line.text[found.start : found.end]
    words = before.strip(_PARTS).casefold().split()
    if words and words[0].rstrip(":") in rule.lists["words"]:
        return True
    if " ".join(words[:2]).rstrip(":") in rule.lists["words"]:
        return True
    if not _TIME.fullmatch(line.text[found.end :].rstrip()):
        return False
    in_figures = " " not in date and not before.endswith(" ")
    return not words or (len(words) <= 6 and (in_figures or before.rstrip()[-1:] in tuple(_BARS)))


def site(page: Page, rule: Rule) -> Iterator[Span]:
    """A line that is the address of a site, alone or with its motto after a dash.

    With a motto it could be a title about the site: it counts only where a title still follows.
    """
    for index, line in enumerate(page.lines[: min(page.head, _DEEPEST)]):
        if not page.free(index) or not _is_short(line, rule):
            continue
        address, *motto = line.folded.split()
        if not _is_address(address, rule) or not page.in_zone(index, index + 1, rule.zone):
            continue
        following = next((i for i in range(index + 1, len(page.lines)) if page.free(i)), index)
        title = page.lines[following]
        titled = following > index and not title.prose and title.words >= 4
        if not motto or (motto[0] in tuple(_BARS) and titled):
            yield page.span(index, index + 1)


def _is_address(word: str, rule: Rule) -> bool:
    stem, dot, ending = word.partition(".")
    while dot and ending not in rule.lists["endings"]:
        stem, dot, ending = ending.partition(".")
    return bool(dot) and stem.replace("-", "").isalnum()


def language(page: Page, rule: Rule) -> Iterator[Span]:
    """A line near the top of an English text that is no sentence and not in English."""
    found = [
        index
        for index in page.unclosed
        if index < rule.first_lines
        and not (line := page.lines[index]).text.isascii()
        and page.free(index)
        and line.words >= 5
        and _is_short(line, rule)
        and _is_foreign(line.text.split(), rule)
    ]
    if found and _is_english(page, rule):
        for index in found:
            yield page.span(index, index + 1)


def _is_english(page: Page, rule: Rule) -> bool:
    words = " ".join(line.folded for line in page.lines[:_DEEPEST]).split()
    return sum(word in rule.lists["words"] for word in words) >= 0.2 * len(words) > 0


def _is_foreign(words: list[str], rule: Rule) -> bool:
    """Whether words are of another language: no English function words among them, and letters
    beyond ASCII in a quarter of them, most not capitalised as in a list of names."""
    words = [word.strip("\"'“”‘’.,:;!?()") for word in words]
    marked = sum(not word.isascii() and _is_marked(word) for word in words)
    if not marked:
        return False
    common = sum(word.casefold() in rule.lists["words"] for word in words)
    capital = sum(word[:1].isupper() for word in words)
    return common * 8 <= len(words) <= marked * 4 and capital * 2 <= len(words)


def _is_marked(word: str) -> bool:
    return any(letter.isalpha() and not letter.isascii() for letter in word)
