"""Which matches are negated, one sentence a rule of the manual."""

from __future__ import annotations

import pytest

from framing.lexicons import Dimension, Lexicon, Rule, Term
from framing.matching import Scanner
from framing.model import Article, Match
from tests.paths import SHARED

LEXICON = Lexicon(
    "n",
    dimensions=(
        Dimension("support", negated="drop", terms=(Term("support"), Term("subsid*"))),
        Dimension("risk", negated="count", terms=(Term("risk*"),)),
        Dimension("aid", negated="drop", near=(Rule("gov + fund", ("gov", "fund")),)),
    ),
    groups={"gov": (Term("government*"),), "fund": (Term("fund*"), Term("tax cut*"))},
)
SCANNER = Scanner([LEXICON])


def matches(text: str, dimension: str) -> list[Match]:
    profile = SCANNER.scan([Article("0", text)])[0]
    return [match for match in profile.matches if match.dimension == dimension]


def negators(text: str, match: Match) -> list[str]:
    return [text[start:end] for start, end in match.negators]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("They do not support it.", ["not"]),
        ("They don't support it.", ["don't"]),
        ("They don’t support it.", ["don’t"]),
        ("We give no support.", ["no"]),
        ("It grew without any public support.", ["without"]),
        ("A lack of support.", ["lack of"]),
        ("There is no longer support.", ["no longer"]),  # one negator, not two
        ("They refuse to support it.", ["refuse to"]),
        ("They withdrew support.", ["withdrew"]),
        ("They stopped all the state support.", ["stopped"]),
        # four counted words before, not five
        ("Never one two three support.", ["Never"]),
        ("Never one two three four support.", []),
        # tails are no words
        ("Never Ann’s or Bob’s support.", ["Never"]),
        # the clause ends at a mark, a dash and "but"
        ("They do not, support it.", []),
        ("They do not (support) it.", []),
        ("They do not — support it.", []),
        ("They do not - support it.", []),
        ("It is not big but support grows.", []),
        ("Not so. Support grows.", []),
        # a hyphen inside a word is no dash
        ("No state-level support.", ["No"]),
        # exempt phrases
        ("Not only support counts.", []),
        ("No doubt support grows.", []),
        ("Without doubt support grows.", []),
        # verbs before a hyphen are no verbs
        ("The cut-price support.", []),
        ("Tax cuts and support.", []),
        # after the match nothing counts
        ("Support is not there.", []),
    ],
)
def test_one_negator_turns(text: str, expected: list[str]) -> None:
    (match,) = matches(text, "support")
    assert negators(text, match) == expected
    assert match.negated == bool(expected)
    assert match.counted == (not expected)


@pytest.mark.parametrize(
    ("text", "dimension"),
    [
        ("The boom is not without risks.", "risk"),
        ("The city would never cut support for firms.", "support"),
        ("They will not stop the support.", "support"),
    ],
)
def test_two_negators_affirm(text: str, dimension: str) -> None:
    (match,) = matches(text, dimension)
    assert len(match.negators) == 2
    assert match.negated is False
    assert match.counted


def test_a_denied_risk_counts_as_risk_raised() -> None:
    (match,) = matches("There is no risk.", "risk")
    assert match.negated
    assert match.counted


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The government did not fund it.", ["not"]),
        ("No government will fund it.", ["No"]),
        ("Funds come from no government.", ["no"]),
        # each negator counts once, though it stands before two hits
        ("Not government funds.", ["Not"]),
        ("Never will the government not fund it.", ["Never", "not"]),
        # a group hit does not turn its own rule
        ("The government plans tax cuts.", []),
    ],
)
def test_rules(text: str, expected: list[str]) -> None:
    (match,) = matches(text, "aid")
    assert negators(text, match) == expected
    assert match.negated == (len(expected) % 2 == 1)


def test_scores_keep_both_figures() -> None:
    text = "They support it. They do not support it. No risk, one risk."
    profile = SCANNER.scan([Article("0", text)])[0]
    figures = {score.dimension: (score.matches, score.negated_matches) for score in profile.scores}
    assert figures == {"support": (1, 1), "risk": (2, 1), "aid": (0, 0)}


SEEDS = SHARED / "seeds"


@pytest.mark.skipif(not SEEDS.is_dir(), reason="the real documents are not beside the checkout")
def test_real_sentences() -> None:
    text = (SEEDS / "001_df664c156893ade3.txt").read_text(encoding="utf-8")
    found = {text[match.start - 30 : match.end]: match for match in matches(text, "support")}
    (cut,) = [match for context, match in found.items() if "never cut support" in context]
    assert cut.counted and len(cut.negators) == 2
    (denied,) = [match for context, match in found.items() if "[direct] government sub" in context]
    assert denied.negated and not denied.counted
