"""What a diagnosis says of each entry, held against the long way: a whole scan without it."""

from __future__ import annotations

import math
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from framing.coding import validate
from framing.coding.code_files import CodedUnit
from framing.lexicons import Dimension, Lexicon, Rule, Term
from framing.library import Library
from framing.matching import Scanner
from framing.model import Article, Match
from framing.workbench import diagnose
from framing.workbench.diagnosis import Diagnosis, EntryReport, OtherEntry, SharedWords, Wording
from framing.workbench.diagnosis.report import SubKind
from tests.command import Run
from tests.laws import examples

SUPPORT = Lexicon(
    "support",
    version="1.0",
    dimensions=(
        Dimension(
            "support",
            negated="drop",
            terms=(
                Term("government support", line=3),
                Term("support*"),
                Term("supporter", 2.0),
                Term("subsid*"),
                Term("tax holiday"),
            ),
            exclude=(Term("support group*"), Term("price support"), Term("moral support")),
            near=(
                Rule("aid by the state", ("state", "aid"), within=6),
                Rule("gift", ("aid", "gift")),
            ),
        ),
    ),
    groups={
        "state": (Term("government*"), Term("ministry")),
        "aid": (Term("fund*"), Term("support*")),
        "gift": (Term("grant"),),
    },
)
TEXTS = (
    "The government support helps. Supporters of the plan want subsidies, not a subsidy.",
    "A support group met. The government funds it. The ministry gave funds.",
    "Fans gave moral cheer. The government did not support it.",
    "Nothing of the kind stands here.",
)


def articles(*texts: str) -> list[Article]:
    return [Article(id=str(number), text=text) for number, text in enumerate(texts)]


def entry(found: Diagnosis, name: str) -> EntryReport:
    return next(each for each in found.entries if each.entry == name)


@pytest.fixture(scope="module")
def found() -> Diagnosis:
    return diagnose(SUPPORT, articles(*TEXTS))


# One lexicon, counted by hand


def test_the_pooled_figures_of_the_dimension(found: Diagnosis) -> None:
    # government support, Supporters, subsidies; the rule twice; the others are negated.
    (support,) = found.dimensions
    assert (found.articles, found.words, support.words) == (4, 41, 41)
    assert (support.matches, support.weight, support.articles) == (5, 5.0, 2)
    assert support.rate_per_1000 == pytest.approx(1000 * 5 / 41)
    assert support.covered_words == 2 + 1 + 1 + 2 + 2
    assert support.coverage == pytest.approx(8 / 41)


def test_what_the_race_hides_is_still_found(found: Diagnosis) -> None:
    support = entry(found, "support*")
    assert (support.found, support.won, support.matches, support.negated_matches) == (4, 2, 1, 1)
    assert support.hidden_by == (
        OtherEntry("government support", 1),
        OtherEntry("support group*", 1),
    )


def test_dropping_a_phrase_changes_nothing_where_a_stem_takes_over(found: Diagnosis) -> None:
    phrase = entry(found, "government support")
    assert phrase.gains == (OtherEntry("support*", 1),)
    assert (phrase.share, phrase.lost, phrase.status) == (0.2, 0.0, "taken over")
    assert phrase.rate_without == found.dimensions[0].rate_per_1000


def test_dropping_an_exclusion_lets_its_words_count(found: Diagnosis) -> None:
    group = entry(found, "support group*")
    assert (group.kind, group.won, group.articles, group.status) == ("exclude", 1, 1, "")
    assert group.gains == (OtherEntry("support*", 1),)
    assert group.rate_without == pytest.approx(1000 * 6 / 41)


def test_what_wildcards_and_rules_caught(found: Diagnosis) -> None:
    assert entry(found, "subsid*").caught == (Wording("subsidies", 1), Wording("subsidy", 1))
    aid = entry(found, "aid by the state")
    assert (aid.found, aid.matches, aid.wordings) == (4, 2, 3)
    assert Wording("ministry … funds", 1) in aid.caught
    assert entry(found, "government support").wordings == 0


def test_what_never_occurs_is_named(found: Diagnosis) -> None:
    silent = [each.entry for each in found.entries if each.status == "never found"]
    assert silent == ["supporter", "tax holiday", "gift", "price support", "moral support"]
    assert [(each.group, each.found) for each in found.members if not each.found] == [("gift", 0)]


def test_an_entry_that_always_loses_is_shadowed_by_the_winner() -> None:
    dimension = Dimension("d", terms=(Term("bank"), Term("bank*")), exclude=(Term("river ba*"),))
    found = diagnose(Lexicon("l", dimensions=(dimension,)), articles("A bank. Bank on it."))
    assert entry(found, "bank*").status == "shadowed"
    assert entry(found, "bank*").hidden_by == (OtherEntry("bank", 2),)
    assert entry(found, "bank").status == "taken over"
    assert entry(found, "river ba*").status == "never found"


def test_an_exclusion_on_words_that_nothing_wants_stops_nothing() -> None:
    dimension = Dimension("d", terms=(Term("risk"),), exclude=(Term("aster*"), Term("risk of")))
    found = diagnose(Lexicon("l", dimensions=(dimension,)), articles("Asterisk. No risk of rain."))
    assert entry(found, "aster*").status == "stops nothing"
    assert entry(found, "risk of").status == ""


def test_a_rule_whose_groups_meet_but_never_near_enough() -> None:
    rule = Rule("r", ("one", "two"), within=2)
    groups = {"one": (Term("state"),), "two": (Term("aid"),)}
    lexicon = Lexicon("l", dimensions=(Dimension("d", near=(rule,)),), groups=groups)
    found = diagnose(lexicon, articles("The state gave much aid."))
    assert (entry(found, "r").found, entry(found, "r").status) == (1, "never near")


WARS = ("war", "trade war")


def test_words_that_two_dimensions_count() -> None:
    risk = Lexicon("risk", dimensions=(Dimension("risk", terms=(Term("trade war*"),)),))
    race = Lexicon("race", dimensions=(Dimension("race", terms=tuple(map(Term, WARS))),))
    found = diagnose(risk, articles("A trade war. Trade wars. The war."), beside=[race])
    assert entry(found, "trade war*").shared == (SharedWords("race", "trade war", 1, 1),)
    assert [each.dimension for each in found.dimensions] == ["risk"]
    other = diagnose(race, articles("A trade war. A war."), beside=[risk])
    assert entry(other, "trade war").shared == (SharedWords("risk", "trade war*", 1, 1),)
    assert entry(other, "war").shared == ()


def test_codes_tell_which_entries_are_usually_wrong() -> None:
    lexicon = Lexicon("l", dimensions=(Dimension("d", terms=(Term("risk"), Term("bank"))),))
    wrong = [CodedUnit(f"The bank {number}.", {"d": False}) for number in range(8)]
    codes = [*wrong, CodedUnit("A risk.", {"d": True}), CodedUnit("Risk and bank.", {"d": True})]
    found = diagnose(lexicon, articles("A bank."), validation=validate(codes, [lexicon]))
    bank = entry(found, "bank")
    assert bank.fit is not None
    assert (found.coded, bank.fit.fired, bank.fit.right) == (10, 9, 1)
    assert bank.verdict == "usually wrong"
    few = diagnose(lexicon, articles("A bank."), validation=validate(codes[5:], [lexicon]))
    assert entry(few, "bank").verdict == ""  # wrong in 3 of 4
    some = diagnose(lexicon, articles("A bank."), validation=validate(codes[4:], [lexicon]))
    assert entry(some, "bank").verdict == "more often wrong than right"  # in 4 of 5
    assert entry(found, "risk").verdict == ""


@pytest.mark.parametrize("texts", [(), ("",), ("…",)])
def test_without_words_there_is_no_rate_and_no_failure(texts: tuple[str, ...]) -> None:
    found = diagnose(SUPPORT, articles(*texts))
    assert (found.articles, found.words) == (len(texts), 0)
    assert {each.rate_without for each in found.entries} == {None}
    assert {each.share for each in found.entries} == {None}
    assert found.dimensions[0].coverage is None


def test_batches_do_not_matter(monkeypatch: pytest.MonkeyPatch, found: Diagnosis) -> None:
    done: list[int] = []
    monkeypatch.setattr("framing.workbench.diagnosis.diagnosing._MOST_ARTICLES", 1)
    assert diagnose(SUPPORT, articles(*TEXTS), progress=done.append) == found
    assert done == [1, 1, 1, 1]


# The long way


def without(lexicon: Lexicon, place: int, name: str) -> Lexicon:
    whole = lexicon.dimensions[place]
    left = replace(
        whole,
        terms=tuple(each for each in whole.terms if each.pattern != name),
        exclude=tuple(each for each in whole.exclude if each.pattern != name),
        near=tuple(each for each in whole.near if each.name != name),
    )
    dimensions = [*lexicon.dimensions[:place], left, *lexicon.dimensions[place + 1 :]]
    return replace(lexicon, dimensions=tuple(dimensions))


def counted(lexicon: Lexicon, place: int, read: list[Article]) -> list[tuple[int, Match]]:
    """The matches of one dimension that count, with the number of their article."""
    name = lexicon.dimensions[place].name
    return [
        (number, match)
        for number, profile in enumerate(Scanner([lexicon]).scan(read))
        for match in profile.matches
        if match.dimension == name and match.counted
    ]


WORDS = ("state", "stated", "aid", "aided", "fund", "firm", "not", "cut")
parts = st.sampled_from([*WORDS[:6], "stat*", "aid*", "f*d", "fir?", "*"])
phrases = st.lists(parts, min_size=1, max_size=3).map(" ".join)
patterns = phrases.filter(lambda text: text.strip("* "))
weights = st.sampled_from([1.0, 1.0, 0.5, 2.0, 0.0])
sentences = st.lists(st.sampled_from(WORDS), min_size=1, max_size=9).map(" ".join)
texts = st.lists(sentences, max_size=4).map(lambda each: ". ".join(map(str.capitalize, each)))


contexts = st.lists(st.sampled_from("abc"), max_size=2, unique=True).flatmap(
    lambda groups: st.sampled_from([{}, {"needs": groups[:1], "unless": groups[1:]}])
)
context = contexts.map(lambda found: {key: tuple(groups) for key, groups in found.items()})


@st.composite
def dimensions(draw: st.DrawFn, name: str) -> Dimension:
    chosen = draw(st.lists(patterns, max_size=8, unique=True))
    cut = draw(st.integers(0, len(chosen)))
    rules = draw(st.integers(0, 3))
    return Dimension(
        name,
        negated=draw(st.sampled_from(["drop", "count"])),
        terms=tuple(Term(each, draw(weights), **draw(context)) for each in chosen[cut:]),
        exclude=tuple(map(Term, chosen[:cut])),
        near=tuple(
            Rule(
                f"rule {number}",
                tuple(draw(st.lists(st.sampled_from("abc"), min_size=2, max_size=3))),
                within=draw(st.integers(2, 8)),
                ordered=draw(st.booleans()),
                weight=draw(weights),
                **draw(context),
            )
            for number in range(rules)
        ),
    )


@st.composite
def lexicons(draw: st.DrawFn) -> Lexicon:
    members = st.lists(patterns, min_size=1, max_size=3, unique=True)
    groups = {name: tuple(map(Term, draw(members))) for name in "abc"}
    return Lexicon("l", dimensions=(draw(dimensions("d")), draw(dimensions("e"))), groups=groups)


@examples(80)
@given(lexicons(), st.lists(texts, min_size=1, max_size=5))
def test_figures_without_an_entry_are_those_of_a_whole_scan(
    lexicon: Lexicon, written: list[str]
) -> None:
    read = articles(*written)
    found = diagnose(lexicon, read)
    for place, dimension in enumerate(found.dimensions):
        before = counted(lexicon, place, read)
        assert dimension.weight == pytest.approx(math.fsum(each.weight for _, each in before))
        for each in found.of(dimension.dimension):
            after = counted(without(lexicon, place, each.entry), place, read)
            weight = math.fsum(match.weight for _, match in after)
            assert dimension.weight - each.lost == pytest.approx(weight, abs=1e-9), each
            assert each.decisive == (before != after), each
            if found.words:
                assert each.rate_without == pytest.approx(1000 * weight / found.words)


# What contexts do


ASKING = Lexicon(
    "l",
    dimensions=(
        Dimension(
            "d",
            terms=(
                Term("plan", needs=("chips",), kind="plan"),
                Term("grant*", 2.0, needs=("chips",), unless=("flood",), kind="given"),
                Term("loan", needs=("steel",)),
                Term("tax cut", unless=("flood",), kind="given"),
            ),
            near=(Rule("acts", ("state", "act"), needs=("chips",), kind="given"),),
        ),
    ),
    groups={
        "chips": (Term("chip*"),),
        "flood": (Term("flood*"),),
        "steel": (Term("steel"),),
        "state": (Term("ministry"),),
        "act": (Term("helps"),),
    },
)
SAID = (
    "A plan for chips. A plan for schools. The ministry helps schools. The ministry helps chips.",
    "Chips get grants. Schools get grants. Chips get flood grants. Flood grants came. A loan.",
)


@pytest.fixture(scope="module")
def asking() -> Diagnosis:
    return diagnose(ASKING, articles(*SAID))


@pytest.mark.parametrize(
    ("name", "inside", "kept_out", "by_needs", "by_unless"),
    [
        ("plan", 1, 1, 1, 0),
        ("grant*", 1, 3, 2, 2),  # one for lack of chips, one for a flood, one for both
        ("acts", 1, 1, 1, 0),
        ("loan", 0, 1, 1, 0),
        ("tax cut", 0, 0, 0, 0),
    ],
)
def test_what_a_context_lets_through_and_keeps_out(
    asking: Diagnosis, name: str, inside: int, kept_out: int, by_needs: int, by_unless: int
) -> None:
    found = entry(asking, name)
    assert found.context
    assert found.won == inside
    assert (found.context.kept_out, found.context.by_needs, found.context.by_unless) == (
        kept_out,
        by_needs,
        by_unless,
    )


def test_the_first_places_of_both_are_shown(asking: Diagnosis) -> None:
    context = entry(asking, "plan").context
    assert context
    (inside,), (outside,) = context.inside, context.outside
    assert inside.right.startswith(" for chips")
    assert outside.right.startswith(" for schools")
    assert context.asks == "needs chips"


def test_what_stands_but_never_in_its_context_is_named(asking: Diagnosis) -> None:
    assert entry(asking, "loan").status == "never in context"
    assert entry(asking, "tax cut").status == "never found"


def test_figures_split_by_kind(asking: Diagnosis) -> None:
    assert asking.dimensions[0].kinds == (
        SubKind("given", 3, 2, 3.0),
        SubKind("plan", 1, 1, 1.0),
        SubKind("", 1, 0, 0.0),
    )


def test_entries_without_kinds_and_contexts_are_not_split(found: Diagnosis) -> None:
    assert found.dimensions[0].kinds == ()
    assert all(each.context is None for each in found.entries)


# The command


TOML = """\
name = "rain"
version = "1.0"
language = "en"
license = "CC0-1.0"
source = "made for a test"

[dimensions.rain]
title = "Rain"
description = "Words of rain."
negated = "count"
terms = ["rain*", "heavy rain", "hail"]
exclude = ["rain check"]
"""


@pytest.fixture
def library(home: Path, framing: Run) -> Path:
    """A library of two articles, and the lexicon in a file."""
    for name, text in (("a", "Heavy rain fell. It rained on."), ("b", "Raindrops. A rain check.")):
        (home / f"{name}.txt").write_text(f"A title\n\n{text} {'The sun shone. ' * 5}")
    (home / "rain.toml").write_text(TOML)
    assert framing("import", home / "a.txt", home / "b.txt", "--db", home / "l.db").code == 0
    return home


def test_the_command_prints_lines_of_a_terminal(library: Path, framing: Run) -> None:
    done = framing("lexicon", "diagnose", library / "rain.toml", "--db", library / "l.db")
    assert done.code == 0
    assert "never found (1): hail" in done.out
    assert "rain*: raindrops 1, rained 1" in done.out
    assert "without each of them others would bring the same weight (1): heavy rain" in done.out
    assert max(map(len, done.out.splitlines())) <= 80


def test_json_has_a_row_for_each_entry(library: Path, framing: Run) -> None:
    named = library / "rain.toml"
    rows = framing("lexicon", "diagnose", named, "--json", "--db", library / "l.db").rows
    assert [(row["about"], row.get("entry")) for row in rows] == [
        ("dimension", None),
        *(("entry", name) for name in ("rain*", "heavy rain", "hail", "rain check")),
    ]
    assert (rows[0]["matches"], rows[0]["articles"], rows[0]["articles_with_match"]) == (3, 2, 2)
    assert rows[2]["gains"] == [{"entry": "rain*", "places": 1}]
    assert rows[2]["line"] == 11
    assert rows[3]["status"] == "never found"


def test_contexts_and_kinds_are_shown(library: Path, framing: Run) -> None:
    asking = library / "wet.toml"
    asking.write_text(
        TOML.replace("rain", "wet").replace(
            '["wet*", "heavy wet", "hail"]',
            '[{ pattern = "rained", needs = ["heavy"], kind = "k" }, '
            '{ pattern = "rain*", needs = ["heavy"] }]',
        )
        + '[groups]\nheavy = ["heavy"]\n'
    )
    where = ("lexicon", "diagnose", asking, "--db", library / "l.db")
    done = framing(*where)
    assert (done.code, max(map(len, done.out.splitlines())) <= 80) == (0, True)
    assert "found, but never where its context is met (1): rained" in done.out
    assert "Heavy [rain] fell." in done.out
    assert "[rained] on." in done.out
    row = next(row for row in framing(*where, "--json").rows if row.get("entry") == "rain*")
    assert (row["context"]["kept_out"], row["context"]["inside"][0]["text"]) == (2, "rain")


def test_codes_warn_on_the_error_stream(library: Path, framing: Run) -> None:
    codes = library / "codes.csv"
    codes.write_text("text,rain\n" + "Rain again.,0\n" * 6 + "Hail.,1\n")
    done = framing(
        "lexicon", "diagnose", library / "rain.toml", "--codes", codes, "--db", library / "l.db"
    )
    assert "warning: rain*: usually wrong: right in 0 of 6 coded texts" in done.err


def test_what_cannot_be_diagnosed_is_one_line(library: Path, framing: Run) -> None:
    unknown = framing("lexicon", "diagnose", "snow", "--db", library / "l.db")
    assert (unknown.code, "no lexicon and no file is called" in unknown.err) == (1, True)
    missing = framing("lexicon", "diagnose", "risk", "--db", library / "none.db")
    assert (missing.code, missing.err.count("\n")) == (3, 1)
    Library(library / "empty.db", create=True).open().close()
    empty = framing("lexicon", "diagnose", "risk", "--db", library / "empty.db")
    assert (empty.code, empty.err.count("\n")) == (1, 1)
    assert "the library has no articles" in empty.err


def test_a_lexicon_without_a_match_is_diagnosed_all_the_same(library: Path, framing: Run) -> None:
    (library / "snow.toml").write_text(TOML.replace("rain", "snow").replace("hail", "sleet"))
    done = framing("lexicon", "diagnose", library / "snow.toml", "--db", library / "l.db")
    assert done.code == 0
    assert "no entry has a match that counts" in done.out
    assert "never found (4): snow*, heavy snow, sleet, snow check" in done.out


def test_codes_may_name_places_in_the_library(library: Path, framing: Run) -> None:
    with Library(library / "l.db") as stored:
        found = next(
            each.article for each in stored.articles.read() if "Heavy rain" in each.article.text
        )
    start = found.text.index("Heavy rain")
    rows = [f"{found.id},{start},{start + 10},1", f"{found.id},{start + 11},{start + 15},0"]
    codes = library / "places.csv"
    codes.write_text("\n".join(["article,start,end,rain", *rows]) + "\n")
    arguments = (library / "rain.toml", "--codes", codes, "--db", library / "l.db")
    rows_ = framing("lexicon", "diagnose", *arguments, "--json").rows
    assert [(row["fired"], row["right"]) for row in rows_ if row.get("entry") == "heavy rain"] == [
        (1, 1)
    ]
