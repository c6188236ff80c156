"""Examples of a lexicon: run by the same pass that scores articles."""

from pathlib import Path

from framing.lexicons import Dimension, Example, Lexicon, Term
from framing.lexicons.formats import parse_lexicon
from framing.workbench import check
from framing.workbench.examples import ExampleReport

HEAD = """\
name = "x"
[dimensions.support]
negated = "drop"
terms = ["support*", "state-backed"]
[dimensions.risk]
terms = ["risk*", "bubble"]
"""


def report(*examples: tuple[str, list[str]], head: str = HEAD) -> ExampleReport:
    text = head + "".join(
        f'[[examples]]\ntext = "{text}"\nmatch = {match}\n' for text, match in examples
    )
    return check(parse_lexicon(Path("x.toml"), text.encode()))


class TestCases:
    def test_an_example_that_holds(self) -> None:
        (case,) = report(("The state supports it.", ["support"])).cases
        assert case.ok
        assert case.problem == ""
        assert case.expected == ("support",)
        (match,) = case.fired
        assert (match.dimension, match.entry, match.start, match.end) == (
            "support",
            "support*",
            10,
            18,
        )
        assert case.line == 8

    def test_a_dimension_that_stays_silent(self) -> None:
        (case,) = report(("The state helps.", ["support"])).cases
        assert not case.ok
        assert case.fired == ()
        assert case.problem == "“support” does not match"

    def test_a_dimension_that_should_be_silent(self) -> None:
        (case,) = report(("A bubble.", [])).cases
        assert not case.ok
        assert case.problem == '“risk” matches by “bubble” at "bubble"'

    def test_dimensions_that_are_not_listed_may_not_match(self) -> None:
        (case,) = report(("Support has risks.", ["support"])).cases
        assert case.problem == '“risk” matches by “risk*” at "risks"'

    def test_several_dimensions(self) -> None:
        assert report(("Support has risks.", ["risk", "support"])).ok

    def test_near_rules_and_exclusions_take_part(self) -> None:
        head = (
            'name = "x"\n[groups]\na = ["government*"]\nb = ["fund*"]\n[dimensions.d]\n'
            'near = [{ name = "a by b", groups = ["a", "b"] }]\nexclude = ["fund manager*"]\n'
        )
        assert report(
            ("The government funds it.", ["d"]),
            ("The government met fund managers.", []),
            head=head,
        ).ok

    def test_text_is_scored_as_it_stands(self) -> None:
        """What cleaning would cut out of an article counts in an example."""
        assert report(("Read more: bubble", ["risk"])).ok


class TestReport:
    def test_one_failing_example_fails_the_report(self) -> None:
        found = report(("A bubble.", ["risk"]), ("A bubble.", []), ("Nothing.", []))
        assert [case.ok for case in found.cases] == [True, False, True]
        assert not found.ok

    def test_dimensions_without_a_text_for_or_against(self) -> None:
        found = report(("A bubble.", ["risk"]))
        assert found.ok
        assert found.without_match == ("support",)
        assert found.without_miss == ("risk",)

    def test_complete_examples(self) -> None:
        found = report(("A bubble.", ["risk"]), ("Support.", ["support"]))
        assert (found.without_match, found.without_miss) == ((), ())

    def test_no_examples(self) -> None:
        lexicon = Lexicon("x", dimensions=(Dimension("d", terms=(Term("risk"),)),))
        found = check(lexicon)
        assert (found.ok, found.cases) == (True, ())
        assert (found.without_match, found.without_miss) == (("d",), ("d",))

    def test_an_example_may_be_made_in_memory(self) -> None:
        lexicon = Lexicon(
            "x",
            dimensions=(Dimension("d", terms=(Term("risk"),)),),
            examples=(Example("A risk.", ("d",)),),
        )
        assert check(lexicon).ok
