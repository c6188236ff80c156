"""A lexicon's own examples, run: which dimensions each should fire, and what fired."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass

from framing.lexicons import Dimension, Example, Lexicon
from framing.matching import Scanner
from framing.model import Article, Match


@dataclass(frozen=True, slots=True)
class CheckedExample:
    """One example and what the lexicon finds in it."""

    text: str
    expected: tuple[str, ...]
    """The dimensions that the example says must match; no other may."""
    fired: tuple[Match, ...]
    """The matches that count, in the order of the text."""
    line: int
    """The line of the example's text in the file; 0 where it has none."""

    @property
    def ok(self) -> bool:
        """Whether the dimensions that fired are those expected."""
        return set(self.expected) == {match.dimension for match in self.fired}

    @property
    def problem(self) -> str:
        """What is wrong, as one sentence; empty where nothing is."""
        found = {match.dimension for match in self.fired}
        silent = [f"“{name}” does not match" for name in self.expected if name not in found]
        surplus = [
            f"“{match.dimension}” matches by “{match.entry}” "
            f"at {json.dumps(self.text[match.start : match.end], ensure_ascii=False)}"
            for match in self.fired
            if match.dimension not in self.expected
        ]
        return "; ".join(dict.fromkeys(silent + surplus))


@dataclass(frozen=True, slots=True)
class ExampleReport:
    """What a lexicon's examples show."""

    cases: tuple[CheckedExample, ...]
    without_match: tuple[str, ...]
    """Dimensions that no example is to match."""
    without_miss: tuple[str, ...]
    """Dimensions that every example is to match, or that have no example."""

    @property
    def ok(self) -> bool:
        """Whether every example holds; a dimension without examples is no failure."""
        return all(case.ok for case in self.cases)


def check(lexicon: Lexicon) -> ExampleReport:
    """The report on all examples of a lexicon, in the order of the file."""
    profiles = Scanner([lexicon]).scan([_article(each) for each in lexicon.examples])
    cases = tuple(
        CheckedExample(
            each.text,
            each.match,
            tuple(match for match in profile.matches if match.counted),
            each.line,
        )
        for each, profile in zip(lexicon.examples, profiles, strict=True)
    )
    expected = [set(each.match) for each in lexicon.examples]
    return ExampleReport(
        cases,
        without_match=_names(lexicon.dimensions, set().union(*expected)),
        without_miss=_names(
            lexicon.dimensions,
            {each.name for each in lexicon.dimensions if any(each.name not in s for s in expected)},
        ),
    )


def _names(dimensions: Iterable[Dimension], but: set[str]) -> tuple[str, ...]:
    return tuple(each.name for each in dimensions if each.name not in but)


def _article(example: Example) -> Article:
    # An example is scored as it stands: it is a text about the lexicon, not a page to clean.
    return Article(id="", text=example.text)
