"""What the rest of an article tells about a coded unit: rates and orders counted by hand."""

from __future__ import annotations

from pathlib import Path

import pytest

from framing.coding import validate
from framing.coding.code_files import CodedUnit, UnitPlace
from framing.coding.neighbourhoods import NeighbourhoodFit
from framing.lexicons import Dimension, Lexicon, Term
from framing.library import Library
from framing.model import Article
from framing.statistics.classification import auc, auc_gain
from tests.command import Run

RISK = Lexicon(
    "risk", dimensions=(Dimension("risk", negated="drop", terms=(Term("risk*", weight=2.0),)),)
)
LOUD = "A risk here. Nothing at all. Risk and risk. No risks there."
QUIET = "A calm day. The sea lies still. One risk."
ARTICLES = [Article("a" * 16, LOUD), Article("b" * 16, QUIET)]


def place(article: Article, words: str) -> UnitPlace:
    start = article.text.index(words)
    return UnitPlace(article.id, start, start + len(words))


def unit(article: Article, words: str, code: bool) -> CodedUnit:
    return CodedUnit(words, {"risk": code}, place=place(article, words))


def fit(*units: CodedUnit, design: dict[str, float] | None = None) -> NeighbourhoodFit:
    (found,) = validate(
        units,
        [RISK],
        articles=ARTICLES,
        context=True,
        design=None if design is None else {"risk": design},
    ).dimensions
    assert found.neighbourhood is not None
    return found.neighbourhood


def test_it_is_the_rate_of_the_rest_without_the_unit() -> None:
    """Loud: 12 words with three matches that count, of weight 2; the last is denied."""
    units = [unit(ARTICLES[0], words, True) for words in ("Nothing at all.", "Risk and risk.")]
    (found,) = validate(units, [RISK], articles=ARTICLES).dimensions
    assert [each.neighbourhood for each in found.matched] == [
        pytest.approx(1000 * 6 / 9),
        pytest.approx(1000 * 2 / 9),
    ]
    assert [each.score for each in found.matched] == [0, 2]
    assert found.neighbourhood is None


def test_it_orders_only_units_of_equal_score() -> None:
    """Silent: one coded 1 in the loud article, one coded 0 in the quiet one. With a match: one
    coded 0 in the loud article, which stays above both. Pairs won before: half of one of two;
    after: one of two."""
    found = fit(
        unit(ARTICLES[0], "Nothing at all.", True),
        unit(ARTICLES[1], "A calm day.", False),
        unit(ARTICLES[0], "Risk and risk.", False),
    )
    assert found.n == 3
    assert (found.auc.value, found.auc_with_neighbourhood.value) == (0.25, 0.5)
    assert found.gain.value == 0.25
    assert found.mean_of_positives == pytest.approx(1000 * 6 / 9)
    assert found.mean_of_negatives == pytest.approx((1000 * 2 / 9 + 1000 * 2 / 6) / 2)


def test_texts_without_an_article_are_left_out() -> None:
    alone = CodedUnit("A risk.", {"risk": True})
    whole = CodedUnit(QUIET, {"risk": False}, place=place(ARTICLES[1], QUIET))
    assert fit(alone, whole, unit(ARTICLES[0], "Nothing at all.", True)).n == 1


def test_units_of_a_sample_stand_for_others() -> None:
    """The pair that is told apart now stands for nine of ten units coded 0."""
    units = [
        CodedUnit("", {"risk": code}, place=place(article, words), stratum=stratum)
        for article, words, code, stratum in (
            (ARTICLES[0], "Nothing at all.", True, "one"),
            (ARTICLES[1], "A calm day.", False, "nine"),
            (ARTICLES[0], "Risk and risk.", False, "one"),
        )
    ]
    found = fit(*units, design={"nine": 9.0, "one": 2.0})
    assert found.auc.value == pytest.approx(0.45)
    assert found.auc_with_neighbourhood.value == pytest.approx(0.9)
    assert found.gain.value == pytest.approx(0.45)


class TestGain:
    def test_it_is_the_difference_and_its_interval_is_of_pairs(self) -> None:
        """Both orders err on the same units, so that the difference is surer than either."""
        coded = [place % 3 == 0 for place in range(60)]
        before = [float(place % 7) for place in range(60)]
        after = [score + (0.5 if one else 0) for score, one in zip(before, coded, strict=True)]
        gain = auc_gain(coded, before, after)
        one, other = auc(coded, before), auc(coded, after)
        assert one.value is not None and other.value is not None
        assert gain.value == pytest.approx(other.value - one.value)
        assert None not in (gain.low, gain.high, one.low, one.high)
        assert 0 < gain.low < gain.value < gain.high  # type: ignore[operator]
        assert gain.high - gain.low < (one.high - one.low) / 2  # type: ignore[operator]

    def test_the_same_order_gains_nothing(self) -> None:
        gain = auc_gain([True, False, True], [1, 2, 3], [1, 2, 3])
        assert (gain.value, gain.low) == (0, None)

    def test_it_is_not_defined_where_all_are_coded_alike(self) -> None:
        assert auc_gain([True, True], [1, 2], [2, 1]).value is None


class TestCommand:
    @pytest.fixture
    def ids(self, framing: Run, tmp_path: Path) -> list[str]:
        for name, text in (("loud", LOUD), ("quiet", QUIET)):
            (tmp_path / f"{name}.txt").write_text(text, encoding="utf-8")
            assert framing("import", tmp_path / f"{name}.txt", "--source", name).code == 0
        with Library(tmp_path / "data" / "framing" / "framing.db") as library:
            found = library.articles.read()
            return [each.article.id for each in sorted(found, key=lambda e: e.article.source)]

    @pytest.fixture
    def codes(self, ids: list[str], tmp_path: Path) -> Path:
        path = tmp_path / "codes.csv"
        loud, quiet = ids
        rows = [
            f"{loud},Nothing  at all.,1",
            f"{quiet[:8]},A calm day.,0",
            f"{loud},Risk and risk.,0",
        ]
        path.write_text("article,text,risk\n" + "\n".join(rows), encoding="utf-8")
        return path

    def test_texts_are_found_in_their_articles(self, framing: Run, codes: Path) -> None:
        done = framing("validate", codes, "--lexicon", "risk", "--context")
        assert "auc with neighbourhood" in done.out
        assert "rate of the dimension in the rest of the article" in done.err
        (row,) = framing("validate", codes, "--lexicon", "risk", "--context", "--json").rows
        found = row["neighbourhood"]
        assert (found["n"], found["auc"], found["auc_with_neighbourhood"]) == (3, 0.25, 0.5)

    def test_it_is_not_shown_unless_asked_for(self, framing: Run, codes: Path) -> None:
        (row,) = framing("validate", codes, "--lexicon", "risk", "--json").rows
        assert "neighbourhood" not in row
        assert "around" not in framing("validate", codes, "--lexicon", "risk").out

    def test_mistakes_show_their_rate(self, framing: Run, codes: Path) -> None:
        asked = ("validate", codes, "--lexicon", "risk", "--context", "--errors")
        assert "neighbourhood rate " in framing(*asked).out
        missed = framing(*asked, "--json").rows[0]["errors"][0]
        assert missed["neighbourhood_rate"] > 0

    @pytest.mark.parametrize(
        ("row", "said"),
        [
            ("{loud},Nothing at most.,1", ":2: article {loud} has no such text"),
            (",Nothing at all.,1", ":2: the row does not say of which article it is"),
            ("ffffffff,Nothing at all.,1", ":2: there is no article"),
        ],
    )
    def test_what_cannot_be_found(
        self, framing: Run, ids: list[str], tmp_path: Path, row: str, said: str
    ) -> None:
        path = tmp_path / "codes.csv"
        text = f"article,text,risk\n{row}\n".replace("{loud}", ids[0])
        path.write_text(text, encoding="utf-8")
        done = framing("validate", path, "--lexicon", "risk", "--context")
        assert (done.code, done.out) == (1, "")
        assert said.replace("{loud}", ids[0]) in done.err

    def test_codes_from_sheets(self, framing: Run, ids: list[str], tmp_path: Path) -> None:
        sheet = tmp_path / "sheet.csv"
        framing("code", "sample", "--size", "7", "--dimension", "risk", "-o", sheet)
        header, *rows = sheet.read_text(encoding="utf-8").splitlines()
        filled = [f"{row.rstrip(',')},{int('isk' in row)}" for row in rows]
        sheet.write_text("\n".join([header, *filled]), encoding="utf-8")
        assert framing("code", "import", sheet).code == 0
        (row,) = framing("validate", "--coded", "--context", "--json").rows
        assert row["neighbourhood"]["n"] == row["coded"] == len(rows)
