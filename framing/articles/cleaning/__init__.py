"""Boilerplate of a text as spans to leave out; the rules are data, in `data/cleaning.toml`.

Each rule is a table of that file with a name that the reader shows. Its `kind` names the finder
in `rule_kinds.py` that knows how such a rule looks at the lines of a text.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from functools import cache, lru_cache
from itertools import starmap
from pathlib import Path

from framing.articles.cleaning.page_lines import Page
from framing.articles.cleaning.prefilter import Prefilter
from framing.articles.cleaning.rule_kinds import KINDS
from framing.articles.cleaning.rules import LineTest, Rule
from framing.articles.lines import Lines, split_lines
from framing.model import Exclusion

_RULES = Path(__file__).parents[2] / "data" / "cleaning.toml"
_MOST_LINES = 20_000


def clean(text: str) -> tuple[Exclusion, ...]:
    """The boilerplate of a text: sorted spans that neither touch white space outside nor overlap.

    The text is the stored one (normal form C, `\\n` line ends) and is not changed. A text of more
    than 20,000 lines is no article and is left as it is.
    """
    return clean_lines(text, split_lines(text)) if is_cleaned(text) else ()


def is_cleaned(text: str) -> bool:
    """Whether a text has few enough lines for an article."""
    return text.count("\n") <= _MOST_LINES


def clean_lines(text: str, lines: Lines) -> tuple[Exclusion, ...]:
    """The same, of the lines of a text; a line that stands before the text may be among them."""
    page = Page(text, lines, _prefilter().fitting)
    for number in sorted({*page.fitting, *_always()}):
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


@cache
def _always() -> frozenset[int]:
    """The rules that look at every text, whatever its lines fit."""
    return frozenset(rule.number for rule in rules() if rule.looks).difference(_tests())


@cache
def _tests() -> dict[int, LineTest]:
    """What tells of rules without a pattern whether a line that is no sentence fits them, by the
    number of the rule."""
    rules_of_lines = ((KINDS[rule.kind].test, rule) for rule in rules() if rule.looks)
    return {rule.number: test(rule) for test, rule in rules_of_lines if test and not rule.all_lines}


@lru_cache(maxsize=4096)
def _unclosed(text: str) -> tuple[int, ...]:
    """The rules that such a line fits; articles of a source have many lines in common."""
    return tuple([number for number, test in _tests().items() if test(text)])


@cache
def _prefilter() -> Prefilter:
    return Prefilter.of(rules(), _unclosed)


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
