"""Lexicons against human codes: tables counted by hand, and intervals from the literature."""

from __future__ import annotations

import json
import math
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st

from framing.coding import validate
from framing.coding.code_files import CodedUnit, UnitPlace, read_codes
from framing.coding.validation import mistakes
from framing.commands.validate import validate as command
from framing.errors import FramingError, ReadError, UsageError
from framing.lexicons import Dimension, Lexicon, Rule, Term
from framing.lexicons.lexicon import Negated
from framing.model import Article, Exclusion
from framing.statistics.classification import UNDEFINED, Measure, auc, f1, share
from tests.command import Run

RISK = Lexicon("risk", dimensions=(Dimension("risk", terms=(Term("risk*"), Term("bubble"))),))
CODED = [
    ("The risk is real.", 1),
    ("A bubble and a risk.", 1),
    ("Risk.", 0),
    ("Nothing here.", 1),
    *[("A calm day.", 0)] * 4,
]
"""2 right, 1 wrong, 1 missed, 4 rightly silent."""
UNITS = [CodedUnit(text, {"risk": bool(code)}, line) for line, (text, code) in enumerate(CODED, 2)]
OWN = """\
name = "weather"
version = "1.0"
language = "en"
license = "CC0-1.0"
source = "made for a test"

[dimensions.weather]
title = "Weather"
description = "Words of weather."
negated = "drop"
terms = ["rain*", "snow"]
"""


def support(negated: Negated) -> Lexicon:
    return Lexicon(
        "support",
        dimensions=(
            Dimension(
                "support",
                negated=negated,
                terms=(Term("support*"),),
                near=(Rule("state funds", ("state", "fund")),),
            ),
        ),
        groups={"state": (Term("ministry"),), "fund": (Term("fund*"),)},
    )


# Figures


def test_a_confusion_table_counted_by_hand() -> None:
    (fit,) = validate(UNITS, [RISK]).dimensions
    assert (fit.n, fit.positives, fit.hits, fit.right) == (8, 3, 3, 2)
    assert fit.precision.value == pytest.approx(2 / 3)
    assert fit.recall.value == pytest.approx(2 / 3)
    assert fit.f1.value == pytest.approx(2 / 3)
    assert fit.lexicon == RISK.reference


def test_auc_counts_matches_and_half_of_each_tie() -> None:
    # Coded 1: 1, 2, 0 matches; coded 0: 1, 0, 0, 0, 0. Pairs won: 4.5 + 5 + 2 of 15.
    (fit,) = validate(UNITS, [RISK]).dimensions
    assert fit.auc.value == pytest.approx(11.5 / 15)


def test_auc_by_rate() -> None:
    # Coded 1: 250, 400, 0 per 1,000; coded 0: 1000, 0, 0, 0, 0. Pairs won: 4 + 4 + 2 of 15.
    (fit,) = validate(UNITS, [RISK], by="rate").dimensions
    assert fit.auc.value == pytest.approx(10 / 15)


def test_a_text_without_words_has_no_rate_and_stays_out_of_that_auc() -> None:
    units = [*UNITS, CodedUnit("…", {"risk": True})]
    (fit,) = validate(units, [RISK], by="rate").dimensions
    assert fit.n == 9
    assert fit.auc.value == pytest.approx(10 / 15)


def test_entries_are_counted_once_a_unit_and_wrong_ones_come_first() -> None:
    units = [*UNITS, CodedUnit("Bubble, bubble.", {"risk": True})]
    (fit,) = validate(units, [RISK]).dimensions
    assert [(each.entry, each.fired, each.right) for each in fit.entries] == [
        ("risk*", 3, 2),
        ("bubble", 2, 2),
    ]
    assert fit.entries[1].precision == share(2, 2)


def test_a_dropped_match_is_no_hit() -> None:
    text = "The state did not support the firm."
    units = [CodedUnit(text, {"support": True}), CodedUnit("Rain.", {"support": False})]
    dropped = validate(units, [support("drop")]).dimensions[0]
    assert (dropped.hits, dropped.entries, dropped.recall.value) == (0, (), 0.0)
    assert dropped.auc.value == 0.5
    assert validate(units, [support("count")]).dimensions[0].hits == 1


def test_a_rule_is_an_entry_by_its_name() -> None:
    units = [
        CodedUnit("The ministry funds labs.", {"support": True}),
        CodedUnit("x", {"support": False}),
    ]
    (fit,) = validate(units, [support("drop")]).dimensions
    assert [(each.entry, each.right) for each in fit.entries] == [("state funds", 1)]


def test_units_are_scored_as_they_stand() -> None:
    # On an imported page this would be marked as boilerplate.
    units = [CodedUnit("Advertisement", {"ads": True}), CodedUnit("None", {"ads": False})]
    ads = Lexicon("ads", dimensions=(Dimension("ads", terms=(Term("advertisement"),)),))
    assert validate(units, [ads]).dimensions[0].right == 1


# What is not defined


def test_no_unit_coded_1() -> None:
    units = [CodedUnit("A risk.", {"risk": False}), CodedUnit("Calm.", {"risk": False})]
    (fit,) = validate(units, [RISK]).dimensions
    assert (fit.precision, fit.recall, fit.f1, fit.auc) == (UNDEFINED,) * 4
    assert fit.entries[0].precision == UNDEFINED


def test_no_unit_coded_0_leaves_recall() -> None:
    units = [CodedUnit("A risk.", {"risk": True}), CodedUnit("Calm.", {"risk": True})]
    (fit,) = validate(units, [RISK]).dimensions
    assert (fit.precision, fit.f1, fit.auc) == (UNDEFINED,) * 3
    assert fit.recall.value == 0.5


def test_no_hit_has_no_precision_and_f1_0() -> None:
    units = [CodedUnit("Rain.", {"risk": True}), CodedUnit("Calm.", {"risk": False})]
    (fit,) = validate(units, [RISK]).dimensions
    assert fit.precision == UNDEFINED
    assert fit.f1 == Measure(0.0, None, None)
    assert fit.auc == Measure(0.5, None, None)


def test_what_never_varies_has_no_bootstrap_interval() -> None:
    assert f1([True, True, False], [True, True, False]) == Measure(1.0, None, None)


def test_each_dimension_has_its_own_units() -> None:
    both = [RISK, support("drop")]
    units = [
        CodedUnit("A risk.", {"risk": True}),
        CodedUnit("Support.", {"support": True, "risk": False}),
    ]
    assert [(fit.dimension, fit.n) for fit in validate(units, both).dimensions] == [
        ("risk", 2),
        ("support", 1),
    ]


def test_nothing_coded_is_an_error() -> None:
    with pytest.raises(UsageError, match=r"nothing is coded.*risk"):
        validate([CodedUnit("A risk.", {"harm": True})], [RISK])


def test_two_dimensions_of_one_name_are_an_error() -> None:
    with pytest.raises(UsageError, match="risk"):
        validate(UNITS, [RISK, RISK])


# Intervals


@pytest.mark.parametrize(
    ("part", "whole", "low", "high"),
    [
        # Newcombe 1998, Statistics in Medicine 17, table I, method 3.
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0, 0.1611),
        (1, 29, 0.0061, 0.1718),
    ],
)
def test_wilson_as_published(part: int, whole: int, low: float, high: float) -> None:
    found = share(part, whole)
    assert found.low == pytest.approx(low, abs=5e-5)
    assert found.high == pytest.approx(high, abs=5e-5)


def test_the_bootstrap_agrees_with_theory() -> None:
    # AUC of two levels is (recall + specificity) / 2: here .8 with SE √(.8·.2/100 · 2) / 2 = .0283.
    coded = [True] * 100 + [False] * 100
    scores = [1.0] * 80 + [0.0] * 20 + [1.0] * 20 + [0.0] * 80
    found = auc(coded, scores)
    assert found.value == pytest.approx(0.8)
    assert found.low == pytest.approx(0.8 - 1.96 * 0.0283, abs=0.01)
    assert found.high == pytest.approx(0.8 + 1.96 * 0.0283, abs=0.01)
    # F1 = 2J/(1+J) of the share J = 80/120: Wilson's interval of J is [.578, .744].
    again = f1(coded, [score > 0 for score in scores])
    assert again.low == pytest.approx(2 * 0.578 / 1.578, abs=0.015)
    assert again.high == pytest.approx(2 * 0.744 / 1.744, abs=0.015)


def test_the_same_codes_give_the_same_intervals() -> None:
    assert validate(UNITS, [RISK]) == validate(UNITS, [RISK])


def values(measure: Measure) -> list[float]:
    return [each for each in (measure.low, measure.value, measure.high) if each is not None]


@given(st.integers(0, 500), st.integers(0, 500))
def test_a_share_lies_in_its_interval_and_mirrors(part: int, rest: int) -> None:
    found, mirror = share(part, part + rest), share(rest, part + rest)
    assert values(found) == sorted(values(found))
    assert values(found) == pytest.approx([1 - each for each in reversed(values(mirror))])


@given(st.lists(st.tuples(st.booleans(), st.integers(0, 3)), min_size=1, max_size=30))
def test_figures_are_from_0_to_1_or_none_and_agree_with_plain_counting(
    rows: list[tuple[bool, int]],
) -> None:
    coded, scores = [one for one, _ in rows], [float(score) for _, score in rows]
    area, harmonic = auc(coded, scores), f1(coded, [score > 0 for score in scores])
    assert all(0 <= each <= 1 for each in (*values(area), *values(harmonic)))
    ones = [score for code, score in zip(coded, scores, strict=True) if code]
    zeros = [score for code, score in zip(coded, scores, strict=True) if not code]
    if not ones or not zeros:
        assert area == harmonic == UNDEFINED
        return
    won = sum((one > zero) + (one == zero) / 2 for one in ones for zero in zeros)
    assert area.value == pytest.approx(won / len(ones) / len(zeros))
    right = sum(score > 0 for score in ones)
    found = right + sum(score > 0 for score in zeros)
    assert harmonic.value == pytest.approx(2 * right / (len(ones) + found))


# Errors of the lexicon


def test_errors_name_what_fired() -> None:
    found = list(mistakes(validate(UNITS, [RISK])))
    assert [(each.kind, each.unit.line) for each in found] == [("missed", 5), ("wrong", 4)]
    assert found[0].matches == ()
    assert [match.entry for match in found[1].matches] == ["risk*"]


def test_a_missed_unit_shows_the_match_that_was_dropped() -> None:
    units = [CodedUnit("They did not support it.", {"support": True})]
    (missed,) = mistakes(validate(units, [support("drop")]))
    assert [(match.entry, match.counted) for match in missed.matches] == [("support*", False)]


# Files of codes


def write(folder: Path, content: str, name: str = "codes.csv") -> str:
    path = folder / name
    path.write_text(content, encoding="utf-8")
    return str(path)


def test_csv_with_empty_cells_and_codes_of_a_table_that_had_gaps(tmp_path: Path) -> None:
    rows = ["7,A risk.,1.0,0", "8,Calm.,,1", "9,Rain., 0,", "4,Wind.,nan,NaN"]
    path = write(tmp_path, "\n".join(["id,text,Risk,harm", *rows, ""]))
    codes = read_codes(path, ["risk"])
    assert codes.units == (
        CodedUnit("A risk.", {"risk": True}, 2),
        CodedUnit("Rain.", {"risk": False}, 4),
    )
    assert codes.other == ("harm",)


def test_json_lines(tmp_path: Path) -> None:
    rows = [{"text": "Cafe\u0301", "risk": 1}, {"text": "B", "risk": None}, {"text": "C", "x": 2}]
    path = write(tmp_path, "".join(json.dumps(row) + "\n" for row in rows), "codes.jsonl")
    assert read_codes(path, ["risk"]).units == (CodedUnit("Café", {"risk": True}, 1),)


@pytest.mark.parametrize("value", ["2", "yes", "-1", "0.5", "inf"])
def test_a_bad_value_is_an_error_with_its_line(tmp_path: Path, value: str) -> None:
    path = write(tmp_path, f'text,risk\n"Two\nlines",1\nB,{value}\n')
    with pytest.raises(ReadError, match=rf"codes.csv:4: risk is “{value}”, not 0 or 1"):
        read_codes(path, ["risk"])


def test_true_is_no_code(tmp_path: Path) -> None:
    path = write(tmp_path, '{"text": "A", "risk": true}\n', "codes.jsonl")
    with pytest.raises(ReadError, match=r":1: risk is “true”"):
        read_codes(path, ["risk"])


def test_no_column_of_a_dimension_is_an_error_that_lists_them(tmp_path: Path) -> None:
    path = write(tmp_path, "text,harm\nA,1\n")
    with pytest.raises(ReadError, match=r"there are: harm.*dimensions: risk, support"):
        read_codes(path, ["risk", "support"])


def test_the_column_of_the_texts_can_be_named(tmp_path: Path) -> None:
    path = write(tmp_path, "sentence,risk\nA risk.,1\n")
    assert read_codes(path, ["risk"], text="sentence").units[0].text == "A risk."
    with pytest.raises(ReadError, match="say --text NAME"):
        read_codes(path, ["risk"])


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("article,start,end,risk\n3f2a,9,9,1\n", ":2: “9” to “9” is no place"),
        ("article,start,end,risk\n3f2a,4,x,1\n", ":2: “4” to “x” is no place"),
        ("article,start,end,risk\n3f2a,-1,5,1\n", ":2: “-1” to “5” is no place"),
        ("article,start,end,risk\n3f2a,4,,1\n", ":2: a place is an article, a start and an end"),
        ("text,article,start,end,risk\nA,3f2a,0,1,1\nB,,,,0\n", ":3: the row has no article"),
    ],
)
def test_half_a_place_is_an_error_and_never_read_as_a_text(
    tmp_path: Path, content: str, message: str
) -> None:
    with pytest.raises(ReadError, match=message):
        read_codes(write(tmp_path, content), ["risk"])


def test_a_dimension_that_readers_know_as_a_field(tmp_path: Path) -> None:
    path = write(tmp_path, "text,headline,source\nA,1,0\n")
    assert read_codes(path, ["headline", "source"]).units[0].codes == {
        "headline": True,
        "source": False,
    }


# Places in articles of the library

NEWS = "The risk is real. Nobody fears it. A bubble\nand a risk of it. Not so here."


@pytest.fixture
def news(framing: Run, tmp_path: Path) -> str:
    """A library of one article, whose id is returned."""
    path = tmp_path / "news.txt"
    path.write_text(NEWS, encoding="utf-8")
    assert framing("import", path, "--source", "The Daily").code == 0
    (article,) = framing("articles", "--json").rows
    return str(article["article_id"])


def span(words: str) -> str:
    start = NEWS.index(words)
    return f"{start},{start + len(words)}"


def test_places_are_scored_in_their_articles(framing: Run, tmp_path: Path, news: str) -> None:
    rows = [
        f"{news},{span('The risk is real.')},1",
        f"{news[:6]},{span('Nobody fears it.')},0",  # the beginning of an id is enough
        f"{news.upper()},{span('bubble')},1",
        f"{news},{span('Not so here.')},0",
    ]
    path = write(tmp_path, "article,start,end,risk\n" + "".join(f"{row}\n" for row in rows))
    lexicon = write(
        tmp_path,
        OWN.replace('"rain*", "snow"', '"risk*", "bubble"').replace("weather", "risk"),
        "own.toml",
    )
    (row,) = framing("validate", path, "--lexicon", lexicon, "--json", "--errors").rows
    assert (row["coded"], row["positives"], row["hits"], row["right"]) == (4, 2, 2, 2)
    assert row["precision"] == row["recall"] == row["f1"] == 1
    assert row["errors"] == []


def test_a_match_belongs_to_the_place_of_its_first_word() -> None:
    article = Article("a" * 16, "They back state funds here.")
    funds = Lexicon("s", dimensions=(Dimension("s", terms=(Term("state funds"),)),))
    first, second = UnitPlace(article.id, 0, 15), UnitPlace(article.id, 15, 27)
    units = [CodedUnit("", {"s": True}, place=first), CodedUnit("", {"s": False}, place=second)]
    (fit,) = validate(units, [funds], articles=[article]).dimensions
    assert [each.hit for each in fit.matched] == [True, False]
    assert fit.matched[0].fired == ("state funds",)
    by_rate = validate(units, [funds], "rate", articles=[article]).dimensions[0]
    assert [each.score for each in by_rate.matched] == [pytest.approx(1000 / 3), 0.0]


def test_of_a_drawn_match_only_itself_is_judged() -> None:
    article = Article("a" * 16, "The ministry said that support came with funds.")
    start, end = article.text.index("ministry"), len(article.text) - 1
    places = [UnitPlace(article.id, start, stop, "support") for stop in (end, end - 6)]
    units = [CodedUnit("", {"support": True}, place=place, stratum="s") for place in places]
    design = {"support": {"s": 10.0}}
    (fit,) = validate(units, [support("drop")], articles=[article], design=design).dimensions
    # The window holds another match; and what was drawn may no longer be one by this lexicon.
    assert [each.fired for each in fit.matched] == [(article.text[start:end],), ()]
    assert [each.entry for each in fit.entries] == ["state funds"]
    assert (fit.precision.value, fit.recall, fit.f1, fit.auc) == (1, *[UNDEFINED] * 3)


def test_context_decides_what_a_place_holds() -> None:
    # Read alone, "support" stands there unopposed.
    article = Article("a" * 16, "The state did not support the firm.")
    place = UnitPlace(article.id, 18, 25)
    units = [CodedUnit("support", {"support": False}, place=place)]
    assert validate(units, [support("drop")], articles=[article]).dimensions[0].hits == 0
    assert validate([replace(units[0], place=None)], [support("drop")]).dimensions[0].hits == 1


def test_boilerplate_in_a_place_counts_neither_as_match_nor_as_word() -> None:
    article = Article("a" * 16, "Risk ads. A risk.", excluded=(Exclusion(0, 9, "ads"),))
    units = [CodedUnit("", {"risk": True}, place=UnitPlace(article.id, 0, 17))]
    (fit,) = validate(units, [RISK], "rate", articles=[article]).dimensions
    assert [match.start for match in fit.matched[0].matches] == [12]
    assert fit.matched[0].score == pytest.approx(500)


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ("ffff000000000000,0,5,1", "codes.csv:2: there is no article 'ffff000000000000'"),
        ("zzzz,0,5,1", "codes.csv:2: there is no article 'zzzz'"),
        ("ab,0,5,1", "codes.csv:2: 'ab' is too short for an id"),
        ("{id},0,999,1", "codes.csv:2: the text of article {id} ends before 999"),
        ("{id},0,3,1\n{id},0,3,0", "codes.csv:3: the row repeats the place of line 2"),
    ],
)
def test_places_that_are_not_there(
    framing: Run, tmp_path: Path, news: str, row: str, message: str
) -> None:
    path = write(tmp_path, f"article,start,end,risk\n{row}\n".replace("{id}", news))
    done = framing("validate", path)
    assert (done.code, done.out) == (1, "")
    assert message.replace("{id}", news) in done.err


def test_a_text_beside_a_place_must_be_what_stands_there(
    framing: Run, tmp_path: Path, news: str
) -> None:
    head = "article,start,end,text,risk\n"
    good = write(tmp_path, f"{head}{news},{span('A bubble')},a BUBBLE,1\n")
    assert framing("validate", good).code == 0
    bad = write(tmp_path, f"{head}{news},{span('A bubble')},A bauble,1\n")
    assert "codes.csv:2: the article has “A bubble” there" in framing("validate", bad).err


def test_without_places_no_library_is_needed(framing: Run, tmp_path: Path) -> None:
    path = write(tmp_path, "text,risk\nA threat.,1\nA calm day.,0\n")
    assert framing("validate", path).code == 0
    path = write(tmp_path, "article,start,end,risk\n3f2a,0,4,1\n")
    assert framing("validate", path, "--db", tmp_path / "none.db").code == 3


# The command


def run(*arguments: str) -> Result:
    return CliRunner().invoke(command, arguments)


@pytest.fixture
def weather(home: Path) -> str:
    return write(home, OWN, "weather.toml")


@pytest.fixture
def coded(home: Path) -> str:
    rows = ["Rain fell.,1,1", "No rain fell.,0,0", "Snow fell.,0,1", "Sun,1,0", "Moon,,1"]
    return write(home, "text,weather,harm\n" + "".join(f"{row}\n" for row in rows))


def test_the_table_and_the_warning(coded: str, weather: str) -> None:
    done = run(coded, "--lexicon", weather)
    assert done.exit_code == 0, done.output
    figures = done.stdout.splitlines()[1].split()
    assert figures[:5] == ["weather", "4", "2", "2", "1"]
    assert "0.50 [0.09–0.91]" in done.stdout
    assert "no lexicon in use has the dimension “harm”" in done.stderr


def test_errors_show_text_line_and_what_fired(coded: str, weather: str) -> None:
    lines = run(coded, "--lexicon", weather, "--errors").stdout.splitlines()
    assert lines[-6:] == [
        "5: weather: missed (coded 1, no hit)",
        "  Sun",
        "  nothing fires",
        "4: weather: wrong (a hit, coded 0)",
        "  Snow fell.",
        "  Snow [snow]",
    ]


def test_json(coded: str, weather: str) -> None:
    done = run(coded, "--lexicon", weather, "--json", "--errors", "--by", "rate")
    answer = json.loads(done.stdout)
    assert (answer["schema"], answer["kind"]) == (1, "validation")
    (row,) = answer["rows"]
    assert (row["dimension"], row["lexicon"], row["by"]) == ("weather", "weather", "rate")
    assert (row["coded"], row["positives"], row["hits"], row["right"]) == (4, 2, 2, 1)
    assert row["precision"] == row["recall"] == row["f1"] == 0.5
    # Per 1,000, coded 1: 500, 0; coded 0: 0, 500. Pairs won: 1.5 + 0.5 of 4.
    assert row["auc"] == 0.5
    assert [each["kind"] for each in row["errors"]] == ["missed", "wrong"]
    assert {each["entry"] for each in row["entries"]} == {"rain*", "snow"}
    assert not math.isnan(row["auc_low"])


def test_not_defined_is_said(home: Path, weather: str) -> None:
    path = write(home, "text,weather\nRain,0\nSun,0\n")
    assert run(path, "--lexicon", weather).stdout.count("not defined") == 5
    row = json.loads(run(path, "--lexicon", weather, "--json").stdout)["rows"][0]
    assert row["auc"] is None
    assert row["precision_low"] is None


def test_the_active_lexicons_are_the_default(home: Path) -> None:
    path = write(home, "text,risk\nA threat.,1\nA calm day.,0\n")
    done = run(path)
    assert done.stdout.splitlines()[1].split()[:5] == ["risk", "2", "1", "1", "1"]


def test_errors_are_for_the_user(coded: str) -> None:
    done = run(coded)
    assert isinstance(done.exception, FramingError)
    assert "dimensions: state_support, competitiveness, risk" in str(done.exception)


def test_two_lexicons_of_one_dimension_are_refused(framing: Run, tmp_path: Path) -> None:
    other = tmp_path / "other.toml"
    other.write_text('name = "other"\n[dimensions.risk]\nterms = ["alarm*"]\n', encoding="utf-8")
    codes = tmp_path / "codes.csv"
    codes.write_text("text,risk\nAn alarm.,1\nA calm day.,0\n", encoding="utf-8")
    done = framing("validate", codes, "--lexicon", "risk", "--lexicon", other)
    assert done.code == 1
    assert done.err.startswith("error: ") and "risk" in done.err
