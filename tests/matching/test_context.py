"""What an entry asks beyond its words: needs, unless, one clause, exact case; a sentence a rule."""

from __future__ import annotations

import pytest

from framing.lexicons import Dimension, Lexicon, Rule, Term
from framing.matching import Scanner
from framing.model import Article, Match

GROUPS = {
    "industry": (Term("chip*"), Term("car maker*")),
    "state": (Term("government*"), Term("ministr*")),
    "disaster": (Term("flood*"),),
    "backing": (Term("back*"), Term("fund*")),
}


def matches(text: str, *terms: Term, near: tuple[Rule, ...] = ()) -> list[Match]:
    dimension = Dimension("d", terms=terms, near=near)
    lexicon = Lexicon("l", dimensions=(dimension,), groups=GROUPS)
    return list(Scanner([lexicon]).scan([Article("0", text)])[0].matches)


def said(text: str, found: list[Match]) -> list[str]:
    return [text[match.start : match.end] for match in found]


def needed(text: str, *terms: Term, near: tuple[Rule, ...] = ()) -> list[str]:
    """What the one match needs, by its words."""
    (match,) = matches(text, *terms, near=near)
    return [text[start:end] for start, end in match.needed]


PLAN = Term("plan", needs=("industry",))
GRANT = Term("grant*", unless=("disaster",))


class TestNeeds:
    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("The plan is for chips.", ["plan"]),
            ("For chips, and nothing else, a plan.", ["plan"]),
            ("The plan is for schools.", []),
            ("The plan is here. Chips are not.", []),
            ("Chips are here. The plan is not.", []),
        ],
    )
    def test_the_sentence_must_hold_the_group(self, text: str, expected: list[str]) -> None:
        assert said(text, matches(text, PLAN)) == expected

    def test_a_hit_on_the_words_of_the_match_is_none(self) -> None:
        chip_plan = Term("chip plan*", needs=("industry",))
        assert matches("A chip plan came.", chip_plan) == []
        assert needed("A chip plan for chips came.", chip_plan) == ["chips"]

    def test_every_group_that_is_named_must_be_there(self) -> None:
        both = Term("plan", needs=("industry", "state"))
        assert matches("The plan is for chips.", both) == []
        assert needed("The ministry has a plan for chips.", both) == ["chips", "ministry"]

    def test_the_nearest_hit_is_evidence_and_scores_nothing(self) -> None:
        text = "Chips need a plan for car makers and chips."
        (match,) = matches(text, PLAN)
        assert [text[start:end] for start, end in match.needed] == ["car makers"]
        assert match.own == ((13, 17),)
        assert match.evidence == ((13, 17), (22, 32))
        assert (match.start, match.end, match.words, match.weight) == (13, 17, 1, 1.0)

    def test_many_matches_may_lean_on_one_hit(self) -> None:
        text = "A plan and a plan for chips."
        assert len(matches(text, PLAN)) == 2

    def test_a_needed_word_may_count_by_itself_too(self) -> None:
        text = "A plan for chips."
        assert said(text, matches(text, PLAN, Term("chips"))) == ["plan", "chips"]


class TestUnless:
    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("They gave grants.", ["grants"]),
            ("They gave grants when the flood came.", []),
            ("With the flood they gave grants.", []),
            ("The flood came; they gave grants.", ["grants"]),
            ("They gave grants: the flood had come.", ["grants"]),
            ("They gave grants but a flood came.", ["grants"]),
            ("The flood came. They gave grants.", ["grants"]),
        ],
    )
    def test_the_clause_may_not_hold_the_group(self, text: str, expected: list[str]) -> None:
        assert said(text, matches(text, GRANT)) == expected

    def test_a_hit_on_the_words_of_the_match_refuses_nothing(self) -> None:
        text = "They gave flood grants."
        assert said(text, matches(text, Term("flood grant*", unless=("disaster",)))) == [
            "flood grants"
        ]


class TestTheRace:
    def test_who_lacks_its_context_does_not_run(self) -> None:
        terms = Term("growth plan", needs=("industry",)), Term("growth")
        text = "A growth plan for schools."
        assert said(text, matches(text, *terms)) == ["growth"]
        text = "A growth plan for chips."
        assert said(text, matches(text, *terms)) == ["growth plan"]

    def test_what_begins_farther_right_may_win_then(self) -> None:
        terms = Term("new growth", needs=("industry",)), Term("growth plan")
        text = "A new growth plan for schools."
        assert said(text, matches(text, *terms)) == ["growth plan"]

    def test_dimensions_with_and_without_context_do_not_touch(self) -> None:
        text = "A growth plan for schools."
        lexicon = Lexicon(
            "l",
            dimensions=(
                Dimension("asks", terms=(Term("growth plan", needs=("industry",)),)),
                Dimension("plain", terms=(Term("growth plan"),)),
            ),
            groups=GROUPS,
        )
        (match,) = Scanner([lexicon]).scan([Article("0", text)])[0].matches
        assert match.dimension == "plain"

    def test_an_exclusion_takes_no_hit_from_a_context(self) -> None:
        dimension = Dimension("d", terms=(PLAN,), exclude=(Term("chip shop*"),))
        lexicon = Lexicon("l", dimensions=(dimension,), groups=GROUPS)
        text = "A plan for chip shops."
        assert len(Scanner([lexicon]).scan([Article("0", text)])[0].matches) == 1


def rule(**asked: object) -> tuple[Rule, ...]:
    return (Rule("r", ("state", "backing"), 10, **asked),)  # type: ignore[arg-type]


class TestRules:
    def test_a_rule_needs_a_hit_beside_its_own(self) -> None:
        near = rule(needs=("industry",))
        assert matches("The government backs schools.", near=near) == []
        text = "The government backs chips."
        assert needed(text, near=near) == ["chips"]
        (match,) = matches(text, near=near)
        assert [text[a:b] for a, b in match.own] == ["government", "backs"]
        assert match.words == 2

    def test_what_stands_between_its_hits_is_beside_them(self) -> None:
        assert needed("The government, for chips, backs it.", near=rule(needs=("industry",))) == [
            "chips"
        ]

    def test_a_further_hit_of_its_own_group_can_be_needed(self) -> None:
        near = rule(needs=("state",))
        assert matches("The government backs it.", near=near) == []
        assert needed("The government backs the ministry.", near=near) == ["ministry"]

    def test_the_clauses_of_its_hits_may_not_hold_what_it_refuses(self) -> None:
        near = rule(unless=("disaster",))
        assert matches("The government backs flood aid.", near=near) == []
        assert len(matches("The government backs it; the flood is over.", near=near)) == 1
        # a hit in each of two clauses: neither may hold it
        assert matches("After floods the government; banks back it.", near=near) == []

    def test_all_its_hits_stand_in_one_clause_where_it_asks_for_that(self) -> None:
        text = "The government waits; banks back it."
        assert len(matches(text, near=rule())) == 1
        assert matches(text, near=rule(scope="clause")) == []
        assert len(matches("Today the government backs it.", near=rule(scope="clause"))) == 1

    def test_a_wider_window_holds_where_the_shortest_lacks_its_context(self) -> None:
        near = (Rule("r", ("state", "backing"), 12, unless=("disaster",)),)
        text = "Today the government thinks long; it backs that; flood ministry."
        (match,) = matches(text, near=near)
        assert [text[a:b] for a, b in match.own] == ["government", "backs"]

    def test_an_ordered_rule_goes_on_where_the_nearest_hit_is_refused(self) -> None:
        near = (Rule("r", ("state", "backing"), 12, ordered=True, unless=("disaster",)),)
        text = "The government; flood funds; funds."
        (match,) = matches(text, near=near)
        assert [text[a:b] for a, b in match.own] == ["government", "funds"]
        assert match.end == len(text) - 1


class TestCase:
    @pytest.mark.parametrize(
        ("pattern", "text", "expected"),
        [
            ("US", "The US and us, Us too.", ["US"]),
            ("WHO", "Who? The WHO, who else.", ["WHO"]),
            ("US aid", "US aid, US Aid, us aid", ["US aid"]),
            ("US*", "USA, usage, USage", ["USA", "USage"]),
            ("?SA", "USA, usa, uSA, UsA", ["USA", "uSA"]),
            ("*PS", "GPS gps GPs uPPS", ["GPS", "uPPS"]),
            ("May", "May it be in May, may it not", ["May", "May"]),
            ("US", "The US’s plan", ["US"]),
            ("U.S.", "The U.S. and u.s. differ", ["U.S."]),
            ("SÜD", "SÜD Süd S\u00adÜD", ["SÜD", "S\u00adÜD"]),
            ("US-China", "US-China talks, us China, US China", ["US-China", "US China"]),
        ],
    )
    def test_capitals_stand_where_the_pattern_writes_them(
        self, pattern: str, text: str, expected: list[str]
    ) -> None:
        assert said(text, matches(text, Term(pattern, case=True))) == expected

    def test_members_and_exclusions_ask_for_their_case_too(self) -> None:
        dimension = Dimension(
            "d",
            terms=(Term("us"),),
            exclude=(Term("us", case=True),),
            near=(Rule("r", ("state", "aid")),),
        )
        groups = {"state": (Term("US", case=True),), "aid": (Term("aid"),)}
        scanner = Scanner([Lexicon("l", dimensions=(dimension,), groups=groups)])
        text = "US wins. Give us aid."
        (match,) = scanner.scan([Article("0", text)])[0].matches
        assert text[match.start : match.end] == "US"

    def test_of_equal_patterns_the_exact_one_wins(self) -> None:
        terms = Term("us*", 1.0), Term("US*", 2.0, case=True)
        assert [match.weight for match in matches("US us", *terms)] == [2.0, 1.0]
