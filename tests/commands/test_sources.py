"""`framing sources`, `terms` and `export sources`, as a user in a shell meets them."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Sequence
from itertools import islice, product
from pathlib import Path

import pytest

from framing.library import Library
from framing.matching import Scanner
from framing.model import Article
from framing.runs.rescoring import at_hand
from tests.command import Run
from tests.telling import report

COLUMNS = (
    "source,dimension,articles,words,matches,pooled_rate,mean_rate,low,high,interval,narrator_rate,"
    "leverage_share,rate_without,leverage_articles"
)


def row(source: str, text: str, **known: str) -> dict[str, str]:
    return {"source": source, "text": text, **known}


def texts(source: str, word: str, articles: int, **known: str) -> list[dict[str, str]]:
    """So many articles of a source that name a word eight times, among words of their own."""
    return [
        row(
            source,
            " ".join(
                f"The {word} is in {own(source, n, line)} {own(source, line, n)}."
                for line in range(1, 9)
            )
            + f" It waits for {own(source, n, n)} now." * n,
            **known,
        )
        for n in range(1, articles + 1)
    ]


def own(source: str, one: int, other: int) -> str:
    """A word that stands nowhere else."""
    letters = "bcdfghjklmn"
    return f"{source[4:8].lower()}{letters[one]}o{letters[other]}a"


@pytest.fixture
def imported(framing: Run, tmp_path: Path) -> object:
    """Makes a library of rows and returns its path."""

    def make(rows: Sequence[dict[str, str]], name: str = "l.db") -> Path:
        sheet = tmp_path / "rows.jsonl"
        sheet.write_text("".join(json.dumps(each) + "\n" for each in rows), encoding="utf-8")
        assert framing("import", sheet, "--db", tmp_path / name).code == 0
        return tmp_path / name

    return make


@pytest.fixture
def db(imported) -> Path:
    """Six articles of the Daily on danger, six of the Gazette on gardens, one of the Herald."""
    return imported(
        [
            *texts("The Daily", "danger", 6, published="2025-02-09", publisher="One House"),
            *texts("The Gazette", "garden", 6, published="2025-03-09", publisher="One House"),
            *texts("The Herald", "danger", 1),
        ]
    )


class TestSources:
    def test_what_the_table_says(self, framing: Run, db: Path) -> None:
        done = framing("sources", "--dimension", "risk", "--db", db)
        assert (done.code, done.err) == (0, "")
        lines = done.out.splitlines()
        assert lines[0] == "risk"
        assert lines[1].split() == [
            "source",
            "articles",
            "words",
            "pooled",
            "rate",
            "mean",
            "narrator",
        ]
        daily, gazette, herald = (line.split() for line in lines[2:5])
        assert daily[:3] == ["The", "Daily", "6"]
        # None of six: 1 − .05^(1/6) = .393 of articles of 65.5 words, 8 matches in each.
        assert gazette[2:] == ["6", "393", "0.0", "(≤", "48.0)", "0.0", "0.0"]
        assert herald[-3] == "*"
        assert "* n < 5: read as texts, not as a source" in lines
        assert any("no ranks" in line for line in lines)
        assert max(map(len, lines)) <= 80

    def test_who_differs_from_whom(self, framing: Run, db: Path) -> None:
        done = framing("sources", "--dimension", "risk", "--db", db)
        assert "1 of 1 comparison of two sources differs, adjusted p below .05" in done.out
        pairs = framing("sources", "--pairs", "--json", "--db", db).rows
        risk = next(each for each in pairs if each["dimension"] == "risk")
        assert (risk["a"], risk["b"], risk["differs"]) == ("The Daily", "The Gazette", True)
        assert risk["method"] == "permutation"
        assert {each["a"] for each in pairs} | {each["b"] for each in pairs} == {
            "The Daily",
            "The Gazette",
        }

    def test_crossed_groups_of_long_names_can_be_told_apart(self, framing: Run, imported) -> None:
        told = texts("The Northern Harbour Courier", "danger", 10)
        rows = [{**each, "published": f"202{3 + n % 2}-01-09"} for n, each in enumerate(told)]
        said = framing("sources", "--by", "source,year", "--pairs", "--db", imported(rows)).out
        assert "The Northern Har… × 2023" in said
        assert "The Northe… × 2023  The Northe… × 2024  " in said
        assert "comparison of two groups" in said

    def test_thousands_of_comparisons_are_made_when_asked_for(self, framing: Run, imported) -> None:
        names = ["".join(each) for each in islice(product("bdfgklmn", "aeiou", "rstz"), 60)]
        db = imported([text for name in names for text in texts(f"The {name}", "danger", 5)])
        said = framing("sources", "--db", db).out
        assert "comparisons of two sources: --pairs makes and lists them" in said
        assert "adjusted p below .05" not in said
        assert "adjusted p below .05" in framing("sources", "--pairs", "--db", db).out

    def test_what_is_shown_does_not_change_what_p_is_adjusted_over(
        self, framing: Run, db: Path
    ) -> None:
        every = framing("sources", "--pairs", "--json", "--db", db).rows
        for dimension in ("risk", "competitiveness"):
            own = framing("sources", "--pairs", "--json", "--dimension", dimension, "--db", db).rows
            assert own == [each for each in every if each["dimension"] == dimension]

    def test_json_and_export_are_the_same_rows(self, framing: Run, db: Path) -> None:
        rows = framing("sources", "--json", "--db", db).rows
        table = framing("export", "sources", "--format", "json", "--db", db)
        assert table.rows == [row | {"by": "source"} for row in rows]
        sheet = framing("export", "sources", "--db", db).out
        assert sheet.splitlines()[0] == f"{COLUMNS},by"
        cells = list(csv.DictReader(io.StringIO(sheet)))
        assert [(each["source"], each["dimension"]) for each in cells] == [
            (source, dimension)
            for source in ("The Daily", "The Gazette", "The Herald")
            for dimension in ("competitiveness", "risk", "state_support")
        ]

    def test_publishers(self, framing: Run, db: Path) -> None:
        rows = framing("sources", "--by", "publisher", "--dimension", "risk", "--json", "--db", db)
        assert [(each["source"], each["articles"]) for each in rows.rows] == [
            (None, 1),
            ("One House", 12),
        ]
        assert "(none)" in framing("sources", "--by", "publisher", "--db", db).out

    def test_a_text_counts_once_for_the_source_that_had_it_first(
        self, framing: Run, imported
    ) -> None:
        """The Gazette prints what the Daily had the day before; the order of imports is nothing."""
        daily = texts("The Daily", "danger", 4, published="2025-02-09")
        copied = row("The Gazette", daily[0]["text"], published="2025-02-10")
        rows = [copied, *daily, *texts("The Gazette", "garden", 3)]
        path = imported(rows)
        done = framing("sources", "--dimension", "risk", "--db", path)
        assert [line.split()[2] for line in done.out.splitlines()[2:4]] == ["4", "3"]
        assert "1 copy that is not counted: a text counts once" in done.out
        done = framing("sources", "--dimension", "risk", "--all-copies", "--db", path)
        assert [line.split()[2] for line in done.out.splitlines()[2:4]] == ["4", "4"]
        assert "not counted" not in done.out
        done = framing("sources", "--where", "source=The Gazette", "--db", path)
        assert [line.split()[2] for line in done.out.splitlines()[2:3]] == ["4"]
        turned = imported(rows[::-1], "turned.db")
        exported = [framing("export", "sources", "--db", each).out for each in (path, turned)]
        assert exported[0] == exported[1]
        assert list(csv.DictReader(io.StringIO(exported[0])))[-1]["articles"] == "3"

    def test_a_source_of_copies_only(self, framing: Run, imported) -> None:
        daily = texts("The Daily", "danger", 5, published="2025-02-09")
        copied = [each | {"source": "Echo", "published": "2025-02-10"} for each in daily]
        path = imported([*daily, *copied])
        done = framing("sources", "--dimension", "risk", "--db", path)
        assert done.out.splitlines()[2].split() == ["Echo", "0", "0", "no", "score"]
        done = framing("terms", "--between", "The Daily", "Echo", "--db", path)
        assert "nothing to compare: the two have the same texts (--all-copies" in done.out
        done = framing("terms", "--between", "The Daily", "Echo", "--all-copies", "--db", path)
        assert "no word tells the two apart" in done.out

    def test_what_the_narrator_says(self, framing: Run, imported) -> None:
        """Five of eleven words are the narrator's, with one danger, and four of four without."""
        quoted = "“There is danger in it all,” she said of one danger."
        path = imported([row("A", quoted), row("A", "Nothing much is here.")])
        rows = framing("sources", "--json", "--db", path).rows
        found = {each["dimension"]: each for each in rows}
        assert (found["risk"]["matches"], found["risk"]["words"]) == (2, 15)
        assert found["risk"]["narrator_rate"] == pytest.approx(1000 / 9)
        assert found["competitiveness"]["narrator_rate"] == 0

    def test_by_month(self, framing: Run, db: Path) -> None:
        done = framing("sources", "--trend", "--dimension", "risk", "--db", db)
        months = [line.split()[2] for line in done.out.splitlines()[2:5]]
        assert months == ["2025-02", "2025-03", "no"]
        rows = framing("sources", "--trend", "--json", "--db", db).rows
        assert {each["month"] for each in rows} == {"2025-02", "2025-03", None}

    def test_years_of_other_groups(self, framing: Run, db: Path) -> None:
        asked = ("sources", "--by", "publisher", "--trend", "year", "--dimension", "risk")
        rows = framing(*asked, "--json", "--db", db).rows
        assert [(each["source"], each["year"], each["articles"]) for each in rows] == [
            (None, None, 1),
            ("One House", "2025", 12),
        ]
        assert framing(*asked, "--db", db).out.splitlines()[1].split()[:2] == ["publisher", "year"]

    def test_no_dates_no_trend(self, framing: Run, imported) -> None:
        path = imported(texts("The Daily", "danger", 3))
        done = framing("sources", "--trend", "--db", path)
        assert (done.code, done.out) == (1, "")
        assert done.err.startswith("error: no article has a date: there is no trend")

    def test_an_empty_library(self, framing: Run, tmp_path: Path) -> None:
        Library(tmp_path / "e.db", create=True).open().close()
        for command in (["sources"], ["terms", "--between", "A", "B"]):
            done = framing(*command, "--db", tmp_path / "e.db")
            assert (done.code, done.out) == (1, "")
            assert "the library is empty" in done.err
        exported = framing("export", "sources", "--db", tmp_path / "e.db")
        assert (exported.code, exported.out) == (0, f"{COLUMNS},by\n")

    def test_a_dimension_that_there_is_not(self, framing: Run, db: Path) -> None:
        done = framing("sources", "--dimension", "risks", "--db", db)
        assert done.code == 1
        assert "there is no dimension “risks” (there are “risk”," in done.err

    def test_an_article_without_words(self, framing: Run, home: Path, tmp_path: Path) -> None:
        choice = at_hand()
        with Library(tmp_path / "w.db", create=True) as library:
            run = library.runs.begin("import", choice.lexicons, choice.options)
            library.runs.add(
                run, "t", Scanner(choice.lexicons).rate([Article("0" * 16, "…", "Empty")])
            )
            library.runs.finish(run)
        done = framing("sources", "--dimension", "risk", "--db", tmp_path / "w.db")
        assert done.code == 0
        assert done.out.splitlines()[2].split() == ["Empty", "0", "0", "no", "score"]
        assert "nan" not in done.out

    def test_hostile_names_stay_on_their_line(self, framing: Run, imported) -> None:
        path = imported([row("A\x1b[31m\nB", "A danger here.")])
        done = framing("sources", "--db", path)
        assert "\x1b" not in done.out
        assert "A\\x1b[31m B" in done.out


class TestSelections:
    def test_sources_of_a_selection(self, framing: Run, db: Path) -> None:
        done = framing(
            "sources", "--json", "--where", "published>=2025-03", "--dimension", "risk", "--db", db
        )
        assert [(each["source"], each["articles"]) for each in done.rows] == [("The Gazette", 6)]
        assert done.err == "6 of 13 articles selected\n"

    def test_a_set_is_made_listed_used_and_forgotten(self, framing: Run, db: Path) -> None:
        made = framing("set", "new", "daily", "--where", "source=The Daily", "--db", db)
        assert (made.code, made.err) == (0, "set daily: 6 articles\n")
        listed = framing("set", "list", "--db", db).out
        assert "source=The Daily" in listed
        scores = framing("export", "scores", "--format", "json", "--set", "daily", "--db", db).rows
        assert {each["source"] for each in scores} == {"The Daily"}
        ids = framing("set", "show", "daily", "--db", db).out
        assert len(ids.splitlines()) == 6
        assert framing("articles", "--set", "daily", "--json", "--db", db).rows
        assert framing("set", "remove", "daily", "--db", db).code == 0
        gone = framing("sources", "--set", "daily", "--db", db)
        assert (gone.code, gone.out) == (1, "")
        assert "there is no set “daily”" in gone.err

    def test_ids_from_a_file(self, framing: Run, db: Path, tmp_path: Path) -> None:
        herald = framing("articles", "--where", "source=The Herald", "--json", "--db", db).rows
        listed = tmp_path / "ids.txt"
        listed.write_text(f"{herald[0]['article_id'][:8]}  the one of the Herald\n\n")
        found = framing("articles", "--ids", listed, "--json", "--db", db).rows
        assert [each["source"] for each in found] == ["The Herald"]

    def test_nothing_selected_is_said(self, framing: Run, db: Path) -> None:
        done = framing("sources", "--where", "football", "--db", db)
        assert (done.code, done.out) == (1, "")
        assert "none of 13 articles is selected" in done.err

    def test_nothing_selected_names_the_values_of_the_field(self, framing: Run, imported) -> None:
        told = [{**row("The Daily", "A danger here."), "desk": "City"}]
        told += [{**row("The Daily", "A danger there."), "desk": "World"}]
        db = imported(told)
        for rule, said in (
            ("meta.desk=Sport", "meta.desk is one of “City”, “World”"),
            ("source=Daily", "source is one of “The Daily”"),
            ("meta.desk,source=x", "every --where, --set and --ids leaves out more"),
            ("meta.desks=City", "every --where, --set and --ids leaves out more"),
        ):
            done = framing("sources", "--where", rule, "--db", db)
            assert (done.code, said in done.err) == (1, True), done.err
        city = framing("sources", "--json", "--where", "meta.desk=city", "--db", db)
        assert {each["articles"] for each in city.rows} == {1}

    @pytest.mark.parametrize("option", [("--by", "desk"), ("--where", "desk=City")])
    def test_a_field_of_ones_own_is_told_how_it_is_named(
        self, framing: Run, db: Path, option: tuple[str, str]
    ) -> None:
        done = framing("sources", *option, "--db", db)
        assert (done.code, "a field of your own is meta.desk" in done.err) == (2, True)

    def test_provenance_tells_the_selection(self, framing: Run, db: Path) -> None:
        framing("set", "new", "march", "--where", "published=2025-03", "--db", db)
        out = framing("export", "provenance", "--set", "march", "--where", "garden", "--db", db).out
        told = json.loads(out)
        assert len(told["rows"]) == 6
        assert told["selection"]["where"] == ["garden"]
        assert told["selection"]["sets"][0]["rule"]["where"] == ["published=2025-03"]

    def test_many_are_removed_at_once(self, framing: Run, db: Path) -> None:
        done = framing("remove", "--where", "source!=The Daily", "--yes", "--db", db)
        assert "7 articles removed" in done.err
        assert framing("remove", "--yes", "--db", db).code == 2

    def test_many_are_edited_at_once(self, framing: Run, db: Path) -> None:
        done = framing("edit", "--where", "source=The Daily", "meta.desk=News", "--yes", "--db", db)
        assert (done.code, done.err.splitlines()[-1]) == (0, "6 articles changed")
        rows = framing("sources", "--by", "meta.desk", "--json", "--db", db).rows
        assert {each["source"]: each["articles"] for each in rows} == {None: 7, "News": 6}
        assert framing("edit", "meta.desk=News", "--db", db).code == 2
        assert framing("edit", "--where", "danger", "--yes", "--db", db).code == 2

    def test_lines_of_a_selection(self, framing: Run, db: Path) -> None:
        every = framing("kwic", "danger", "--db", db).out.splitlines()
        march = framing("kwic", "danger", "--where", "published=2025-02", "--db", db)
        assert len(every) == 56 and len(march.out.splitlines()) == 48
        assert march.err.startswith("6 of 13 articles selected")

    def test_a_diagnosis_of_a_selection(self, framing: Run, db: Path) -> None:
        rule = ("--where", "source=The Herald", "--db", db)
        done = framing("lexicon", "diagnose", "risk", *rule)
        assert "risk 2.0: 1 article," in done.out
        assert framing("lexicon", "suggest", "risk", *rule).code == 0

    def test_a_sample_of_a_selection(self, framing: Run, db: Path) -> None:
        sheet = framing("code", "sample", "--where", "source=The Daily", "--size", "9", "--db", db)
        assert sheet.code == 0
        texts = [row["text"] for row in csv.DictReader(io.StringIO(sheet.out))]
        assert texts and not any("garden" in text for text in texts)

    def test_stories_of_a_selection(self, framing: Run, imported) -> None:
        path = imported(
            [
                row(f"S{n}", report(1 + n // 2, n), published="2025-03-03", title=f"Report {n}")
                for n in range(4)
            ]
        )
        every = framing("stories", "--json", "--db", path).rows
        assert len(every) == 2
        found = framing("stories", "--where", "source=S3", "--json", "--db", path).rows
        assert found == [each for each in every if "S3" in each["sources"]] and len(found) == 1
        rule = ("--where", f"story={found[0]['story']}")
        own = framing("articles", *rule, "--json", "--db", path).rows
        assert {each["source"] for each in own} == {"S2", "S3"}

    def test_copies_of_a_selection(self, framing: Run, imported) -> None:
        daily = texts("The Daily", "danger", 3, published="2025-02-09")
        copied = [each | {"source": "Echo", "published": "2025-02-10"} for each in daily[:2]]
        path = imported([*daily, *copied])
        assert len(framing("copies", "--json", "--db", path).rows) == 2
        one = framing("articles", "--where", "source=Echo", "--json", "--db", path).rows[0]
        rule = ("--where", f"id={one['article_id']}")
        found = framing("copies", *rule, "--json", "--db", path).rows
        assert [len(each["members"]) for each in found] == [2]

    def test_words_of_a_selection(self, framing: Run, db: Path) -> None:
        between = ("terms", "--between", "The Daily", "The Gazette", "--json", "--db", db)
        assert framing(*between, "--where", "danger OR garden").rows == framing(*between).rows
        assert framing(*between, "--where", "published<2025-03").rows == []

    def test_groups_of_other_fields(self, framing: Run, db: Path) -> None:
        rows = framing("groups", "--by", "source,month", "--json", "--db", db).rows
        assert {(each["by"], each["source"], each["articles"]) for each in rows} == {
            ("source,month", "The Daily × 2025-02", 6),
            ("source,month", "The Gazette × 2025-03", 6),
            ("source,month", "The Herald × ", 1),
        }
        words = framing("terms", "--between", "2025-02", "2025-03", "--by", "month", "--db", db)
        assert "danger" in words.out
        wrong = framing("sources", "--by", "colour", "--db", db)
        assert wrong.code == 2 and "articles are not put together by “colour”" in wrong.err


class TestTerms:
    def test_words_lean_to_their_source(self, framing: Run, db: Path) -> None:
        done = framing("terms", "--between", "The Daily", "The Gazette", "--db", db)
        assert done.code == 0
        lines = done.out.splitlines()
        assert lines[0].startswith("A  The Daily: 6 articles,")
        assert lines[3].startswith("more in A  A")
        assert lines[4].split()[:7] == ["danger", "48", "in", "6", "0", "in", "0"]
        assert "in context: framing kwic --word danger --source 'The Daily'" in lines
        assert max(map(len, lines)) <= 80

    def test_the_command_it_names_shows_the_word(self, framing: Run, db: Path) -> None:
        done = framing("kwic", "--word", "danger", "--source", "The Daily", "--db", db)
        assert len(done.out.splitlines()) == 48
        assert all("[danger]" in line for line in done.out.splitlines())

    def test_contexts(self, framing: Run, db: Path) -> None:
        done = framing("terms", "--between", "The Daily", "The Gazette", "--contexts", "--db", db)
        assert any("The [danger] is in" in line for line in done.out.splitlines())
        assert max(map(len, done.out.splitlines())) <= 80

    def test_json(self, framing: Run, db: Path) -> None:
        between = ("terms", "--between", "The Daily", "The Gazette", "--json", "--db", db)
        rows = framing(*between).rows
        danger = next(each for each in rows if each["word"] == "danger")
        assert (danger["count_a"], danger["count_b"], danger["articles_a"]) == (48, 0, 6)
        assert danger["more_in"] == "The Daily"
        assert danger["kwic"]["text"] == "danger"
        assert "1" not in {each["word"] for each in rows}
        limited = framing(*between, "--limit", "1").rows
        assert [each["more_in"] for each in limited] == ["The Daily", "The Gazette"]

    def test_an_unknown_source_is_answered_with_the_closest(self, framing: Run, db: Path) -> None:
        for command in (
            ["terms", "--between", "The Daily", "The gazete"],
            ["kwic", "danger", "--source", "The gazete"],
        ):
            done = framing(*command, "--db", db)
            assert (done.code, done.out) == (1, "")
            assert "there is no source “The gazete” (there are “The Gazette”," in done.err

    def test_a_source_and_itself(self, framing: Run, db: Path) -> None:
        done = framing("terms", "--between", "The Daily", "The Daily", "--db", db)
        assert done.code == 2
        assert "not one with itself" in done.err

    def test_few_articles_are_read_as_texts(self, framing: Run, db: Path) -> None:
        done = framing("terms", "--between", "The Daily", "The Herald", "--db", db)
        assert "B  The Herald: 1 article, " in done.out
        assert "read as texts, not as a source" in done.out

    def test_no_shared_words(self, framing: Run, imported) -> None:
        path = imported([row("A", "One two three."), row("B", "Four five six.")])
        done = framing("terms", "--between", "A", "B", "--db", path)
        assert done.code == 0
        assert "no word stands 5 times or more in both together (--least N)" in done.out
        done = framing("terms", "--between", "A", "B", "--least", "1", "--db", path)
        assert "no p, by z alone: it takes 5 articles of each to test a word" in done.out

    def test_a_word_that_is_called_as_a_dimension(self, framing: Run, imported) -> None:
        path = imported([row("A", "The risk is a danger.")])
        assert "[danger]" in framing("kwic", "risk", "--db", path).out
        assert "[danger]" not in framing("kwic", "--word", "risk", "--db", path).out

    def test_an_initialism_is_named_as_a_pattern_has_to_be(self, framing: Run, imported) -> None:
        path = imported([row("A", "The U.S. U.S. U.S. " * 20), row("B", "The sea sea sea " * 20)])
        done = framing("terms", "--between", "A", "B", "--db", path)
        assert "framing kwic --word u.s. --source A" in done.out
        assert "[U.S.]" in framing("kwic", "--word", "u.s.", "--source", "A", "--db", path).out
