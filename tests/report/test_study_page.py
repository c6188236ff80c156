"""The report of a study: `framing report` without articles."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.command import Run
from tests.report.conftest import Study, article
from tests.report.pages import Page, check, words

Report = Callable[..., Page]

FEW = [article("Paper A", n, ["risk"] * (2 + n % 2)) for n in range(6)] + [
    article("Paper B", n, ["danger"]) for n in range(3)
]
"""15 in 600 words, of six articles; 3 in 300 words, of three."""


@pytest.fixture
def report(framing: Run, study: Study, tmp_path: Path) -> Report:
    """Rows and options in, a page out that is sound."""

    def made(rows: list[dict[str, str]], *options: str) -> Page:
        target = tmp_path / "report.html"
        done = framing("report", *options, "--db", study(rows), "-o", target, "--force")
        assert (done.code, done.out) == (0, "")
        assert done.err.endswith("report.html written\n")
        page = Page.of(target)
        check(page)
        return page

    return made


class TestGroups:
    def test_rates_are_all_matches_over_all_words(self, report: Report) -> None:
        rows = report(FEW).table("Risk by source")
        by_name = {row[0]: row for row in rows[1:]}
        assert by_name["Paper A"][1] == "6"
        assert by_name["Paper A"][2].startswith("25.0 [")
        assert by_name["Paper A"][6] == "risk* 15"

    def test_fewer_than_five_are_read_as_texts(self, report: Report) -> None:
        page = report(FEW)
        rows = page.table("Risk by source")
        assert ["Paper B", "3", "10.0 read as texts"] in [row[:3] for row in rows]
        assert "No two groups to compare" in page.text()

    def test_groups_that_differ_are_named_with_adjusted_p(self, report: Report) -> None:
        rows = [article("Paper A", n, ["risk"] * (8 + n % 3)) for n in range(8)]
        rows += [article("Paper B", n, ["risk"] * (1 + n % 2)) for n in range(8)]
        page = report(rows)
        (pair,) = page.table("Risk: pairs whose rates differ")[1:]
        assert pair[:2] == ["Paper A", "Paper B"]
        assert pair[5] == "permutation"
        assert float(pair[6]) < 0.05

    def test_an_article_that_holds_much_is_named_and_leads_to_its_citation(
        self, report: Report
    ) -> None:
        rows = [article("Paper A", n, ["risk"] * (20 if n == 3 else 1)) for n in range(7)]
        page = report(rows)
        said = next(each for each in page.all("li") if "of the matches;" in words(each))
        assert "77% of the matches; 10.0 without" in words(said)  # 20 of 26; 6 in 600
        (link,) = said.iter("a")
        assert "Paper A" in words(page.one((link.get("href") or "")[1:]))

    def test_copies_count_once(self, report: Report) -> None:
        page = report([*FEW, {**FEW[0], "source": "Paper C"}])
        assert "1 copy is not counted" in page.text()
        assert "risk* 15 matches in 6 articles" in page.text()

    def test_many_groups_are_cut_with_their_number_and_the_command(self, report: Report) -> None:
        rows = [article(f"Paper {n:02}", n, ["risk"]) for n in range(45)]
        page = report(rows, "--where", "words>50")
        assert len(page.table("Risk by source")) == 41
        said = "… and 5 more groups with fewer articles: framing sources --by source"
        assert f"{said} --dimension risk --where 'words>50'" in page.text()


class TestSelection:
    def test_the_selection_stands_in_words(self, report: Report) -> None:
        page = report(FEW, "--where", "source=Paper A")
        assert "Selected are 6 articles of the 9 in the library" in page.text()
        assert "those for which source=Paper A holds" in page.text()

    def test_a_set_says_by_what_it_was_made(
        self, framing: Run, study: Study, tmp_path: Path
    ) -> None:
        db, target = study(FEW), tmp_path / "set.html"
        framing("set", "new", "early", "--where", "source=Paper A", "--db", db)
        assert framing("report", "--set", "early", "--db", db, "-o", target).code == 0
        page = Page.of(target)
        check(page)
        assert words(page.all("h1")[0]) == "early: 6 articles by source"
        assert re.search(r"of the set “early”, made on \S+ by source=Paper A", page.text())
        assert "framing kwic 'risk*' --set early" in page.text()


class TestWords:
    def test_entries_come_with_lines_of_different_groups(self, report: Report) -> None:
        rows = [article(f"Paper {name}", n, ["risk"]) for name in "ABC" for n in range(5)]
        page = report(rows)
        lines = page.table("1 most frequent entries of Risk")
        assert lines[1][0].startswith("risk* 15 matches in 15 articles, 100% of the dimension")
        assert [line[1] for line in lines[2:5]] == ["Risk"] * 3
        assert {line[4][-7:] for line in lines[2:5]} == {"Paper A", "Paper B", "Paper C"}

    def test_a_rate_leads_to_its_words_and_they_to_their_article(self, report: Report) -> None:
        page = report(FEW)
        rate = next(each for each in page.all("a") if words(each).startswith("25.0"))
        assert words(page.one((rate.get("href") or "")[1:])) == "The words behind the numbers"
        article_link = next(
            each
            for each in page.all("a")
            if (each.get("aria-label") or "").endswith(", its citation")
        )
        assert "Paper" in words(page.one((article_link.get("href") or "")[1:]))

    def test_two_groups_have_distinctive_words(self, report: Report) -> None:
        rows = [article("Paper A", n, ["harbour"] * 5) for n in range(8)]
        rows += [article("Paper B", n, ["valley"] * 5) for n in range(8)]
        page = report(rows)
        assert [words(each) for each in page.all("h3")][-2:] == [
            "More in Paper A",
            "More in Paper B",
        ]
        to_a, to_b = page.tables("Counts and articles in Paper A (A) and Paper B (B)")
        assert ["harbour", "40 in 8", "0 in 0"] in [row[:3] for row in to_a]
        first = next(row for row in to_a if row[0] == "harbour")[5]
        assert first.startswith("Harbour harbour harbour")
        assert ["valley", "0 in 0", "40 in 8"] in [row[:3] for row in to_b]

    def test_a_dimension_without_a_match_says_so(self, report: Report) -> None:
        page = report(FEW)
        assert "No entry of this dimension counts in any of the articles." in page.text()


class TestTime:
    def test_a_trend_by_month_is_drawn_and_written(self, report: Report) -> None:
        rows = [
            article("Paper A", n, ["risk"] * n, published=f"2024-{1 + n % 3:02}-05")
            for n in range(9)
        ]
        page = report(rows)
        table = page.table("Risk by month")
        assert [row[0] for row in table] == ["month", "2024-01", "2024-02", "2024-03"]
        # n is 0, 3, 6 in January: 9 in 300 words.
        assert table[1][1] == "30.0 n=3"
        titles = [words(each.find("title")) for each in page.all("svg")]
        assert "Paper A by month: 2024-01 30.0, 2024-02 40.0, 2024-03 50.0" in titles

    def test_without_dates_there_is_none(self, report: Report) -> None:
        assert "Over time" not in report(FEW).text()

    def test_the_spread_of_articles_is_written_beside_its_plot(self, report: Report) -> None:
        page = report(FEW, "--where", "source=Paper A")
        rows = dict(row for row in page.table("Risk of articles, in figures") if len(row) == 2)
        # 20 and 30 per 1,000 words, three times each.
        assert rows["articles without a counted match"] == "0 of 6"
        assert (rows["first quartile"], rows["highest"]) == ("20.0", "30.0")


class TestValidity:
    def test_lexicons_that_nobody_checked_say_so(self, report: Report) -> None:
        said = "No codes of people are known for its entries: what it finds was not checked."
        assert said in report(FEW).text()

    def test_bundled_ones_say_what_was_found_elsewhere(self, framing: Run, tmp_path: Path) -> None:
        text = tmp_path / "a.txt"
        text.write_text("Rivals compete and the risk of a crisis grows.", encoding="utf-8")
        db, target = tmp_path / "bundled.db", tmp_path / "bundled.html"
        framing("import", text, "--db", db)
        assert framing("report", "--db", db, "-o", target).code == 0
        assert re.search(r"most often wrong: .+ \(right in \d+ of \d+\)", Page.of(target).text())


@pytest.mark.parametrize(
    "bad", ["</style><script>alert(1)</script>", "\x1b[31m\u202e", "{{ 7*7 }}"]
)
def test_hostile_names_are_text(report: Report, bad: str) -> None:
    rows = [
        article(f"{bad}{n % 2}", n, ["risk"], title=f"{bad} {n}", url=f"javascript:{bad}")
        for n in range(6)
    ]
    page = report(rows)
    assert "49" not in page.text().split()
    assert all((each.get("href") or "#").startswith("#") for each in page.all("a"))


@pytest.mark.slow
def test_five_thousand_articles_are_less_than_two_megabytes(report: Report) -> None:
    rows = [
        article(
            f"Paper {n % 120:03}", n, [f"risk{n % 700}", f"danger hope{n % 900}"], 60,
            title=f"Title {n} " + "x" * 200,
            published=f"{1990 + n % 30}-{1 + n % 12:02}-01",
        )
        for n in range(5000)
    ]  # fmt: skip
    page = report(rows)
    assert len(page.written.encode()) < 2_000_000
