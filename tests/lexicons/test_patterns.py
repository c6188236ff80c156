"""What patterns mean, which of two wins, and what is refused: one behaviour a row."""

from __future__ import annotations

import re

import pytest

from framing.lexicons import Dimension, Lexicon, Rule, Term
from framing.lexicons.patterns import parse_pattern
from framing.matching import Scanner
from framing.model import Article, Match


def entries(*patterns: str) -> tuple[Term, ...]:
    return tuple(map(Term, patterns))


def matches(dimension: Dimension, text: str, **groups: tuple[Term, ...]) -> list[Match]:
    lexicon = Lexicon("one", dimensions=(dimension,), groups=groups)
    return list(Scanner([lexicon]).scan([Article("0", text)])[0].matches)


def found(pattern: str, text: str) -> list[str]:
    hits = matches(Dimension("d", terms=entries(pattern)), text)
    return [text[match.start : match.end] for match in hits]


@pytest.mark.parametrize(
    ("pattern", "text", "expected"),
    [
        # `*` is any run of characters, none included; it stays in its word.
        ("support*", "support supports unsupported", ["support", "supports"]),
        ("*support", "support unsupport supports", ["support", "unsupport"]),
        ("*support*", "unsupported", ["unsupported"]),
        ("su*t", "support sut suite", ["support", "sut"]),
        ("s*p*t", "support spt", ["support", "spt"]),
        ("state*", "state-backed", ["state"]),
        # `?` is exactly one.
        ("wom?n", "woman women womn wooman", ["woman", "women"]),
        ("firm?", "firm firms", ["firms"]),
        ("??bank", "mybank bank unbank", ["mybank", "unbank"]),
        # A run may hold what belongs to the word.
        ("20*", "20 2024 20,000 120", ["20", "2024", "20,000"]),
        ("re*", "R&D re&do", ["re&do"]),
        # A lone `*` is exactly one word, tails and hyphens stepped over.
        ("state * fund", "state fund", []),
        ("state * fund", "the state wealth fund", ["state wealth fund"]),
        ("state * fund", "state’s wealth’s fund’s", ["state’s wealth’s fund"]),
        ("state * fund", "state-owned fund", ["state-owned fund"]),
        ("state * fund", "state owned wealth fund", []),
        ("state * fund", "state, owned fund", []),
        ("state * * fund", "state owned wealth fund", ["state owned wealth fund"]),
        ("state *", "state fund. State", ["state fund"]),
        ("* fund", "fund the fund", ["the fund"]),
        # Spaces and hyphens in a pattern mean the same.
        ("state-backed", "state backed state-backed", ["state backed", "state-backed"]),
        ("state backed", "state backed state-backed", ["state backed", "state-backed"]),
        ("state- backed", "state- backed", ["state- backed"]),
        ("o'neil", "O’Neil o neil", ["O’Neil", "o neil"]),
        # A tail that is written is needed; one that is not may stand anywhere.
        ("can't stand", "I can’t stand it", ["can’t stand"]),
        ("can't stand", "I can stand it", []),
        ("can stand", "I can’t stand it", ["can’t stand"]),
        ("can't", "CAN'T can’ve can", ["CAN"]),  # the end of a match never takes in a tail
        ("i'm", "I’m I", ["I"]),
        ("he'd've", "he’d’ve he’d he’ve", ["he"]),
        ("he've", "he’ve he’d", ["he"]),
        ("u.s.", "U.S. US u.s", ["U.S."]),
        ("r&d", "R&D r & d", ["R&D"]),
        ("2.5", "2.5 2,5", ["2.5"]),
        ("  support ", "support", ["support"]),
    ],
)
def test_wildcards_phrases_and_tails(pattern: str, text: str, expected: list[str]) -> None:
    assert found(pattern, text) == expected


@pytest.mark.parametrize(
    ("terms", "text", "expected"),
    [
        # Leftmost, then longest in words.
        (("ab bc", "bc cd ef"), "ab bc cd ef", ["ab bc"]),
        (("ab", "ab bc"), "ab bc ab", ["ab bc", "ab"]),
        # Words count for length, not letters.
        (("internationalisation", "inter* of"), "internationalisation of", ["inter* of"]),
        # More literal characters, then fewer wildcards, then the order of code points.
        (("sup*", "supp*"), "support", ["supp*"]),
        (("suppor?", "suppor*", "su*pport"), "support", ["su*pport"]),
        (("suppo?t", "suppo*t*"), "support", ["suppo?t"]),
        (("suppor?", "suppor*"), "support", ["suppor*"]),
        (("can", "can't"), "I can’t", ["can't"]),
        # A word taken is taken: the second phrase begins after the first.
        (("ab ab",), "ab ab ab", ["ab ab"]),
    ],
)
def test_who_wins(terms: tuple[str, ...], text: str, expected: list[str]) -> None:
    for written in (terms, terms[::-1]):
        hits = matches(Dimension("d", terms=entries(*written)), text)
        assert [match.entry for match in hits] == expected


@pytest.mark.parametrize(
    ("terms", "exclude", "text", "expected"),
    [
        (("capital",), ("venture capital",), "venture capital and capital", [(20, 27)]),
        # At equal length the exclusion wins, even a vaguer one.
        (("risk",), ("r*k",), "risk", []),
        # A longer term takes the words of an exclusion, a term further left too.
        (("risk free zone",), ("risk-free",), "risk-free zone", [(0, 14)]),
        (("no risk",), ("risk-free",), "no risk-free", [(0, 7)]),
    ],
)
def test_exclusions_race_with_terms(
    terms: tuple[str, ...],
    exclude: tuple[str, ...],
    text: str,
    expected: list[tuple[int, int]],
) -> None:
    dimension = Dimension("d", terms=entries(*terms), exclude=entries(*exclude))
    assert [(match.start, match.end) for match in matches(dimension, text)] == expected


def near(
    text: str,
    *,
    within: int = 10,
    ordered: bool = False,
    terms: tuple[Term, ...] = (),
    exclude: tuple[Term, ...] = (),
) -> list[str]:
    rule = Rule("rule", ("state", "fund"), within, ordered)
    dimension = Dimension("d", terms=terms, exclude=exclude, near=(rule,))
    groups = {"state": entries("state*", "state council"), "fund": entries("fund*", "wealth fund")}
    hits = matches(dimension, text, **groups)
    return [text[match.start : match.end] for match in hits]


@pytest.mark.parametrize(
    ("text", "options", "expected"),
    [
        ("the state has a fund here", {}, ["state has a fund"]),
        ("a fund of the state", {}, ["fund of the state"]),
        ("a fund of the state", {"ordered": True}, []),
        # Both ends are counted; tails are not.
        ("state a b fund", {"within": 4}, ["state a b fund"]),
        ("state a b fund", {"within": 3}, []),
        ("state’s a b’s fund", {"within": 4}, ["state’s a b’s fund"]),
        # Commas stand in a sentence; its end ends the window.
        ("state, a (fund)", {}, ["state, a (fund"]),
        ("State. Fund", {}, []),
        ("state\n\nfund", {}, []),
        # Group hits are the longest of their group.
        ("state council wealth fund", {"within": 3}, []),
        # The shortest window first, each hit in one only.
        ("state a state fund", {}, ["state fund"]),
        ("state fund a fund", {}, ["state fund"]),
        ("state fund state", {}, ["state fund"]),
        ("state fund, state a fund", {}, ["state fund", "state a fund"]),
        # A term in it takes the words; an exclusion takes the group's hit.
        ("state fund", {"terms": entries("state")}, ["state"]),
        ("state fund", {"exclude": entries("state")}, []),
        ("state fund a state", {"exclude": entries("state fund")}, []),
    ],
)
def test_proximity_rules(text: str, options: dict[str, object], expected: list[str]) -> None:
    assert near(text, **options) == expected  # type: ignore[arg-type]


def test_a_rule_asks_for_every_group() -> None:
    rule = Rule("rule", ("a", "b", "c"), 10)
    groups = {"a": entries("aa"), "b": entries("bb"), "c": entries("cc")}
    dimension = Dimension("d", near=(rule,))
    assert matches(dimension, "aa bb", **groups) == []
    (match,) = matches(dimension, "cc x aa x bb", **groups)
    assert match.evidence == ((0, 2), (5, 7), (10, 12))
    assert (match.kind, match.entry) == ("near", "rule")


@pytest.mark.parametrize(
    ("pattern", "message"),
    [
        ("", "empty"),
        ("   ", "empty"),
        ("a?", "at least 2"),
        ("—", "no word"),
        ("a", "at least 2"),
        ("a*", "at least 2"),
        ("*", "at least 2"),
        ("? ? ?", "at least 2"),
        ("中", "at least 2"),
        ("a****b", "more than 3 wildcards"),
        ("ab*c*d?e?", "more than 3 wildcards"),
        # Marks that no word and no phrase takes in.
        ("support.", "“.” belongs to no word"),
        ("(support)", "belongs to no word"),
        ("“support”", "belongs to no word"),
        ("-free", "“-” belongs to no word"),
        ("pro-", "“-” belongs to no word"),
        ("'s fund", "belongs to no word"),
        ("firms'", "belongs to no word"),
        ("1.2.", "belongs to no word"),
        ("mr. smith", "can never match"),
        ("support, fund", "can never match"),
        ("and/or", "can never match"),
        ("state – backed", "can never match"),
        ("state -backed", "can never match"),
        ("state--backed", "can never match"),
        ("state—backed", "can never match"),
        ("firms' fund", "can never match"),
        ("state\n\nfund", "can never match"),
        ("u.s", "can never match"),
        ("1.*0", "can never match"),
        ("support|fund", "can never match"),
        ("[ab]c", "belongs to no word"),
        ("support\u200b fund", "can never match"),
        ("x" * 201, "longer than 200"),
    ],
)
def test_refused(pattern: str, message: str) -> None:
    with pytest.raises(ValueError, match=re.escape(message)):
        parse_pattern(pattern)


@pytest.mark.parametrize(
    "pattern",
    [
        "ab",
        "a b",
        "中国",
        "中 国",
        "a*b*c*",
        "ab**",
        "state * fund",
        "state–backed",
        "state- backed",
        "o’neil",
        "i'm",
        "U.S. sanction*",
        "r&d",
        "1,000",
        "sup\u00adport",
        "x" * 200,
    ],
)
def test_accepted(pattern: str) -> None:
    assert parse_pattern(pattern).words


@pytest.mark.parametrize("pattern", ["*'ve", "*'s *'s"])
def test_letters_in_tails_only_are_not_enough(pattern: str) -> None:
    with pytest.raises(ValueError, match="outside the tail"):
        parse_pattern(pattern)
