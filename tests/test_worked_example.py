"""The worked example of the manual: six texts, three dimensions, every span by hand."""

from __future__ import annotations

import pytest

from framing.lexicons import Dimension, Lexicon, Rule, Term
from framing.matching import Scanner
from framing.model import Article, Profile


def entries(*patterns: str) -> tuple[Term, ...]:
    return tuple(map(Term, patterns))


LEXICON = Lexicon(
    name="worked_example",
    dimensions=(
        Dimension(
            "state_support",
            negated="drop",
            terms=entries("government support", "support*", "subsid*", "state-backed"),
            exclude=entries("support group*"),
            near=(Rule("government + fund", ("government", "fund")),),
        ),
        Dimension(
            "competitiveness",
            terms=entries("compet*", "global lead*", "lead*"),
            exclude=entries("lead singer*"),
        ),
        Dimension(
            "risk",
            negated="count",
            terms=entries("risk*", "bubble"),
            exclude=entries("risk-free"),
        ),
    ),
    groups={"government": entries("government*"), "fund": entries("fund*")},
)

A = "The government support helps firms compete. State-backed funds support a global leader."
B = "Analysts warn of a bubble. The risks are real, and rivals compete without subsidies."
C = "The state did not support the firm. It leads."
D = (
    "The government’s $1.39 billion plan isn't risk-free; the state backed it, and state-\n"
    "backed funds lead. A support group’s lead singer supports it."
)
E = "The government did not fund the firm."
F = "The government’s support is real."


def profile(text: str) -> Profile:
    return Scanner([LEXICON]).scan([Article("0", text)])[0]


def spans(found: Profile, dimension: str) -> list[tuple[int, int]]:
    return [
        (match.start, match.end)
        for match in found.matches
        if match.dimension == dimension and match.counted
    ]


@pytest.mark.parametrize(
    ("text", "words"), [(A, 13), (B, 14), (C, 9), (D, 24), (E, 7), (F, 5)], ids="ABCDEF"
)
def test_words(text: str, words: int) -> None:
    assert profile(text).words == words


@pytest.mark.parametrize(
    ("text", "dimension", "expected"),
    [
        (A, "state_support", [(4, 22), (44, 56), (63, 70)]),
        (A, "competitiveness", [(35, 42), (73, 86)]),
        (A, "risk", []),
        (B, "competitiveness", [(58, 65)]),
        (B, "risk", [(19, 25), (31, 36)]),
        (C, "competitiveness", [(39, 44)]),
        (C, "risk", []),
        (D, "state_support", [(57, 69), (78, 91), (134, 142)]),
        (D, "competitiveness", [(98, 102)]),
        (D, "risk", []),
        (E, "competitiveness", []),
        (E, "risk", []),
        (F, "state_support", [(4, 24)]),
        (F, "competitiveness", []),
        (F, "risk", []),
    ],
)
def test_matches(text: str, dimension: str, expected: list[tuple[int, int]]) -> None:
    found = profile(text)
    assert spans(found, dimension) == expected
    (score,) = [each for each in found.scores if each.dimension == dimension]
    assert score.matches == len(expected)


@pytest.mark.parametrize(
    ("text", "negated"), [(B, (74, 83)), (C, (18, 25)), (E, (4, 27))], ids="BCE"
)
def test_negated_support_is_dropped(text: str, negated: tuple[int, int]) -> None:
    found = profile(text)
    assert spans(found, "state_support") == []
    (score,) = [each for each in found.scores if each.dimension == "state_support"]
    assert score.negated_matches == 1
    (match,) = [each for each in found.matches if each.dimension == "state_support"]
    assert (match.start, match.end) == negated


def test_a_rule_match_has_its_group_hits_as_evidence() -> None:
    (match,) = [each for each in profile(E).matches if each.kind == "near"]
    assert match.evidence == ((4, 14), (23, 27))


def single(pattern: str, text: str) -> list[tuple[int, int]]:
    lexicon = Lexicon("one", dimensions=(Dimension("d", terms=entries(pattern)),))
    found = Scanner([lexicon]).scan([Article("0", text)])[0]
    return [(match.start, match.end) for match in found.matches]


@pytest.mark.parametrize(
    ("pattern", "text", "expected"),
    [
        ("united states", "Manchester United, states", []),
        ("state-backed", "The state – backed by banks", []),
        ("U.S. sanction*", "U.S. sanctions bite", [(0, 14)]),
        ("印度", "印度尼西亚", [(0, 2)]),
    ],
)
def test_phrases_end_at_punctuation(
    pattern: str, text: str, expected: list[tuple[int, int]]
) -> None:
    assert single(pattern, text) == expected


def test_dimensions_race_separately() -> None:
    lexicon = Lexicon(
        "names",
        dimensions=(
            Dimension("city", terms=entries("New York")),
            Dimension("paper", terms=entries("New York Times")),
        ),
    )
    text = "The New York Times is a New York paper."
    found = Scanner([lexicon]).scan([Article("0", text)])[0]
    assert {score.dimension: score.matches for score in found.scores} == {"city": 2, "paper": 1}


def test_longer_name_takes_the_shorter_one_inside_a_dimension() -> None:
    lexicon = Lexicon("c", dimensions=(Dimension("d", terms=entries("印度", "印度尼西亚")),))
    found = Scanner([lexicon]).scan([Article("0", "印度尼西亚和印度。")])[0]
    assert [match.entry for match in found.matches] == ["印度尼西亚", "印度"]
