"""Boilerplate of a text as spans to leave out; the rules are data, in `data/cleaning.toml`.

Each rule is a table of that file with a name that the reader shows. Its `kind` names the finder
in `rule_kinds.py` that knows how such a rule looks at the lines of a text.
"""

from __future__ import annotations

import tomllib
from collections.abc import Collection, Iterable, Iterator
from functools import cache
from itertools import starmap
from pathlib import Path

from framing.articles.cleaning.page_lines import Page
from framing.articles.cleaning.rule_kinds import KINDS
from framing.articles.cleaning.rules import Rule
from framing.articles.line_signs import line_rules
from framing.articles.lines import Lines, utf_8
from framing.core.lines import LineRules
from framing.model import Exclusion

_RULES = Path(__file__).parents[2] / "data" / "cleaning.toml"
_MOST_LINES = 20_000


def clean(text: str) -> tuple[Exclusion, ...]:
    """The boilerplate of a text: sorted spans that neither touch white space outside nor overlap.

    The text is the stored one (normal form C, `\\n` line ends) and is not changed. A text of more
    than 20,000 lines is no article and is left as it is.
    """
    return clean_lines(text, lines_of(text, utf_8(text)))


def lines_of(text: str, encoded: bytes, title: str = "") -> Lines:
    """The lines of a text below a title, which tell the rules that may take them; those of a text
    that is no article are none but the title. `encoded` is the text in UTF-8."""
    if len(text) > _MOST_LINES and text.count("\n") > _MOST_LINES:
        text, encoded = "", b""
    return Lines(text, encoded, title, _line_rules())


def clean_lines(text: str, lines: Lines) -> tuple[Exclusion, ...]:
    """The same, of the lines of a text, below a title or without one."""
    page = Page(text, lines, lines.fitting())
    for number in sorted({*page.fitting, *_beside(page.fitting)}):
        rule = rules()[number]
        if not rule.beside or rule.beside in page.rule_of:
            for span in list(KINDS[rule.kind].find(page, rule)):
                page.take(span, rule.name)
    return _joined(text, page.spans())


@cache
def rules() -> tuple[Rule, ...]:
    """The bundled rules, in the order in which they run."""
    tables = tomllib.loads(_RULES.read_text(encoding="utf-8"))["rules"]
    return tuple(starmap(Rule.from_table, enumerate(tables)))


def _beside(numbers: Collection[int]) -> Iterator[int]:
    """The rules whose lines stand beside those of some others."""
    for number, others in _neighbours():
        if not others.isdisjoint(numbers):
            yield number


@cache
def _neighbours() -> tuple[tuple[int, frozenset[int]], ...]:
    """Each rule that asks for another one beside its lines, and all of that name."""
    return tuple(
        (rule.number, frozenset(each.number for each in rules() if each.name == rule.beside))
        for rule in rules()
        if rule.beside
    )


@cache
def _line_rules() -> LineRules:
    return line_rules([None if rule.beside else KINDS[rule.kind].signs(rule) for rule in rules()])


def _joined(text: str, spans: Iterable[tuple[int, int, str]]) -> tuple[Exclusion, ...]:
    """The spans, with neighbours of one rule made one where only white space parts them."""
    joined: list[tuple[int, int, str]] = []
    for start, end, rule in spans:
        last = joined[-1] if joined else (0, 0, "")
        if last[2] == rule and not text[max(0, last[1]) : start].strip():
            joined[-1] = last[0], end, rule
        else:
            joined.append((start, end, rule))
    return tuple(starmap(Exclusion, joined))
