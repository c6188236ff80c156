"""Lines and parts of lines by their form: rules that are regular expressions of the rules file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from framing.articles.cleaning.page_lines import Page
from framing.articles.cleaning.rules import Rule, found
from framing.model import Span


def form(page: Page, rule: Rule) -> Iterator[Span]:
    """The lines in which one of the rule's forms is found, or the part of each that the form names.

    Looked at are the lines that open with one of `starts` where the rule has any, every line with
    `all_lines`, else the short ones without an end of a sentence.
    """
    if rule.keys and not any(map(page.shows, rule.keys)):
        return
    for index in _looked_at(page, rule):
        match = found(page.lines.text(index), rule.forms)
        if match and _may_go(page, index, rule):
            line = page.lines[index]
            if "part" in match.re.groupindex:
                yield line.start + match.start("part"), line.start + match.end("part")
            else:
                yield line.start, line.end


def _may_go(page: Page, index: int, rule: Rule) -> bool:
    if rule.not_first and index == page.first_free():
        return False
    return page.free(index) and page.in_zone(index, index + 1, rule.zone)


def _looked_at(page: Page, rule: Rule) -> Iterable[int]:
    fitting = page.fitting.get(rule.number, ())
    if not rule.all_lines or rule.starts:
        return fitting
    count = len(page.lines)
    first = max(0, count - rule.last_lines) if rule.last_lines else 0
    fitting = [index for index in fitting if index >= first]
    if fitting and rule.first_lines:
        past = page.head + rule.first_lines - 1
        return [index for index in fitting if index < past]
    if fitting and rule.zone == "tail":
        return [index for index in fitting if index >= page.tail]
    return fitting
