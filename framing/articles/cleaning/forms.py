"""Lines and parts of lines by their form: rules that are regular expressions of the rules file."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from framing.articles.cleaning.page_lines import Page
from framing.articles.cleaning.rules import Rule
from framing.model import Span

_CHARACTERS = 1_000
"""Of a longer line the last so many characters are searched."""


def form(page: Page, rule: Rule) -> Iterator[Span]:
    """The lines in which one of the rule's forms is found, or the part of each that the form names.

    Looked at are the lines that open with one of `starts` where the rule has any, every line with
    `all_lines`, else the short ones without an end of a sentence.
    """
    if rule.keys and not any(map(page.shows, rule.keys)):
        return
    first = page.first_free() if rule.not_first else -1
    for index in _looked_at(page, rule):
        line = page.lines[index]
        found = None if index == first or not page.free(index) else _found(line.text, rule.forms)
        if found and page.in_zone(index, index + 1, rule.zone):
            if "part" in found.re.groupindex:
                yield line.start + found.start("part"), line.start + found.end("part")
            else:
                yield line.start, line.end


def _found(text: str, forms: Iterable[re.Pattern[str]]) -> re.Match[str] | None:
    last = max(0, len(text) - _CHARACTERS)
    for each in forms:
        anchored = each.pattern.startswith("^")
        if found := each.match(text) if anchored else each.search(text, last):
            return found
    return None


def _looked_at(page: Page, rule: Rule) -> Iterable[int]:
    if rule.starts:
        return page.fitting.get(rule.number, ())
    if not rule.all_lines:
        return page.unclosed
    count = len(page.lines)
    if rule.first_lines:
        return range(min(count, page.head + rule.first_lines - 1))
    return range(max(0, count - rule.last_lines) if rule.last_lines else 0, count)
