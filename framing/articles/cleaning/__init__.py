"""Boilerplate of a text as spans to leave out; the rules are data, in `data/cleaning.toml`.

Each rule is a table of that file with a name that the reader shows. Its `kind` names the finder
in `rule_kinds.py` that knows how such a rule looks at the lines of a text.
"""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from functools import cache
from itertools import starmap
from pathlib import Path

from framing.articles.cleaning.page_lines import Page
from framing.articles.cleaning.prefilter import Prefilter
from framing.articles.cleaning.rule_kinds import KINDS
from framing.articles.cleaning.rules import Rule
from framing.articles.lines import Line, split_lines
from framing.model import Exclusion

_RULES = Path(__file__).parents[2] / "data" / "cleaning.toml"
_MOST_LINES = 20_000


def clean(text: str) -> tuple[Exclusion, ...]:
    """The boilerplate of a text: sorted spans that neither touch white space outside nor overlap.

    The text is the stored one (normal form C, `\\n` line ends) and is not changed. A text of more
    than 20,000 lines is no article and is left as it is.
    """
    return clean_lines(text, tuple(split_lines(text))) if is_cleaned(text) else ()


def is_cleaned(text: str) -> bool:
    """Whether a text has few enough lines for an article."""
    return text.count("\n") <= _MOST_LINES


def clean_lines(text: str, lines: Sequence[Line]) -> tuple[Exclusion, ...]:
    """The same, of the lines of a text; a line that stands before the text may be among them."""
    page = Page(text, lines, _prefilter())
    for number in sorted({*page.fitting, *_always()}):
        rule = rules()[number]
        for span in list(KINDS[rule.kind](page, rule)):
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
    return frozenset(rule.number for rule in rules() if rule.looks)


@cache
def _prefilter() -> Prefilter:
    return Prefilter.of(rules())


def _joined(text: str, spans: list[Exclusion]) -> tuple[Exclusion, ...]:
    """The spans, with neighbours of one rule made one where only white space parts them."""
    joined: list[Exclusion] = []
    for span in spans:
        last = joined[-1] if joined else None
        if last and last.rule == span.rule and not text[max(0, last.end) : span.start].strip():
            joined[-1] = Exclusion(last.start, span.end, span.rule)
        else:
            joined.append(span)
    return tuple(joined)
