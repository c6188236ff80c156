"""Which matches are negated, one sentence a rule of the manual."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from framing.lexicons import Dimension, Lexicon, Rule, Term
from framing.matching import Scanner
from framing.model import Article, Match
from tests.laws import examples
from tests.matching import negation_oracle
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
        # five counted words, four after "not"
        ("Never one two three four support.", ["Never"]),
        ("Never one two three four five support.", []),
        ("Not one two three support.", ["Not"]),
        ("Not one two three four support.", []),
        # tails are no words
        ("Not Ann’s nor Bob’s poor support.", ["nor"]),
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
    assert match.negated == (len(expected) % 2 == 1)
    assert match.counted == (not match.negated)


def is_negated(text: str) -> list[bool]:
    """Of every `support` and `subsid*` of a text, in order."""
    return [match.negated for match in matches(text, "support")]


@pytest.mark.parametrize(
    "text",
    [
        # the object of a form that reverses
        "They cut support.",
        "They withdrew all of the support.",
        "They ended a long support.",
        "The law prevents support.",
        "It was an end to support.",
        "The lifting of support came late.",
        "They signed a deal to end the support.",
        # a clausal form reaches to the end of its clause
        "They denied that the town ever gave the port any form of support.",
        "The town is unlikely to give the port any form of support.",
        "They want tax cuts rather than a new round of state support.",
        "They chose tax cuts instead of some long and costly support.",
        # without an apostrophe, and with a wrong one
        "They dont support it.",
        "They don´t support it.",
        "They don`t support it.",
        "They don‘t support it.",
        "Few banks get support.",
        "Nobody wants support.",
        "It has little support.",
        "They live free of support.",
        "None of them got support.",
        # articles and *to* cost no reach
        "They may not offer to send a small support.",
        "It is a non-support.",
        "There is no evidence that firms in the town got any form of support.",
        # a turn right behind a negator is none
        "They came not because of support.",
        # what is governed by a verb, without its article
        "They do not want support.",
    ],
)
def test_these_are_negated(text: str) -> None:
    assert is_negated(text) == [True]


@pytest.mark.parametrize(
    "text",
    [
        # not an object
        "They cut jobs and support grew.",
        "They stopped for support.",
        "They ended up with support.",
        "The end came while support grew.",
        # a noun, and beside a hyphen
        "The cuts support us.",
        "Tax cuts support us.",
        "It is high-end support.",
        "The no-frills support came.",
        # what is needed, what is most of all, what stands in another statement
        "They cannot build it without support.",
        "They don’t get to the port without the support.",
        "Nothing helps them more than support.",
        "Nobody wants support more than banks do.",
        "Never been more glad of support.",
        "No firm has been more in support.",
        "To work without pay is support.",
        "They see no war and prices are support.",
        "Those that aren’t are support.",
        "They gain nothing and support firms.",
        "They are not the cause of the support.",
        "They got no gain from support.",
        "Instead of ignoring support, they left.",
        # aimed at, or asked for
        "Ending the support is a task.",
        "They want to help the town and end support.",
        "They met to finally end support.",
        "They demand that the town end support.",
        "Acts such as ending support were read.",
        "They voted in order to end support.",
        "They met to end the support.",
        "Plans for ending support were drawn.",
        "They must stop the support.",
        "Stop the support!",
        "The law prevents support from coming.",
        "It could have prevented support.",
        # the negation is the verb’s, its object is there
        "They did not discuss the support.",
        "They will not default on support.",
        "They do not regret their support.",
        # another clause
        "They did not come, and support grew.",
        "They did not come although support grew.",
        "They did not come because support grew.",
        "They did not come while support grew.",
        "They did not come and they support it.",
        "They did not ask whether support grew.",
        # only a bound, or asked
        "They didn’t just support it.",
        "It is not merely support.",
        "It is not the only support.",
        "Aren’t we support?",
        "There is a little support.",
        "A few support it.",
        "No. 2 support it.",
        "It is big, if not huge, support.",
        "Not to mention support.",
        "They denied the reports of support.",
    ],
)
def test_these_are_not(text: str) -> None:
    assert is_negated(text) == [False]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("There was no debt, support or subsidy.", [True, True]),
        ("There was no debt, no support, no subsidy.", [True, True]),
        ("There was no debt, new support, and old subsidy.", [True, True]),
        ("There was no debt, no support, no subsidy or tax.", [True, True]),
        ("They neither support nor subsidise it.", [True, True]),
        ("There was no debt, and support grew.", [False]),
        ("No support came, subsidies grew.", [True, False]),
        ("Ministers, not banks, support a subsidy or two.", [False, False]),
        ("There was no support and a subsidy grew.", [True, True]),
        ("There was no support and it grew on subsidies.", [True, False]),
    ],
)
def test_a_list_goes_on_over_its_commas(text: str, expected: list[bool]) -> None:
    assert is_negated(text) == expected


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
        # inside the window only in one clause with all hits
        ("The government grew because it did not, so funds came.", []),
        ("The government grew; not so funds.", ["not"]),
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


KINDS = ("plain", "verbs", "hindering", "nouns", "clausal")
SINGLE = (
    *("turns", "joining", "subjects", "only", "pronouns", "determiners", "aims", "aiming"),
    *("deeds", "definite", "being", "prepositions", "barriers", "no_object", "shields"),
)
GAPS = (
    *(" ",) * 14,
    *(", ", ", ", ", ", "; ", " - ", "-", " (", ") ", ". ", "! ", ": ", "n't ", "n’t ", "n´t "),
    *("’s ", "\n"),
)


def any_of(*names: str) -> st.SearchStrategy[str]:
    return st.one_of([st.sampled_from(negation_oracle.LISTS[name]) for name in names])


pieces = st.one_of(
    st.sampled_from(("support", "support", "firms", "state", "planned", "selling")),
    any_of(*KINDS),
    any_of(*SINGLE),
    st.sampled_from(sorted(negation_oracle.exempt_forms())),
)


@given(st.lists(st.tuples(pieces, st.sampled_from(GAPS)), max_size=14))
@examples(300)
def test_negators_are_those_of_the_oracle(parts: list[tuple[str, str]]) -> None:
    text = "".join(word + gap for word, gap in parts) + "support"
    for match in matches(text, "support"):
        expected = negation_oracle.negators_of(text, match.start)
        assert [start for start, _ in match.negators] == [start for start, _ in expected]
