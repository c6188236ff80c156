"""The tables of groups, families, stories, voices, words in context and coders, from a shell."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Sequence
from pathlib import Path

import pytest

from framing.export import TABLES, WIDE, codebook
from tests.command import Run
from tests.paths import ROOT
from tests.telling import report, story


def told(source: str, word: str, number: int, **known: str) -> dict[str, str]:
    """An article of six sentences, a quoted one among them, with its word so many times."""
    text = " ".join(f"The {word} came to {source[4:8].lower()}{number}{n} again." for n in range(6))
    text += f" There was no {word} then."
    speech = f"“The {word} stands at door {number} of {source}”, said Ann Example."
    return {"source": source, "text": f"{text} {speech}{' More.' * number}", **known}


@pytest.fixture
def db(framing: Run, tmp_path: Path) -> Path:
    """Six articles of each of two sources over two years, a copy, and a story of two articles."""
    copied = " ".join(story(3))
    rows = [
        *(told("The Daily", "danger", n, published=f"202{n % 2}-0{n}-09") for n in range(1, 7)),
        *(told("The Gazette", "garden", n, published=f"202{n % 2}-03-0{n}") for n in range(1, 7)),
        {"source": "The Daily", "text": copied, "published": "2021-05-01"},
        {"source": "The Herald", "text": copied, "published": "2021-05-02"},
        {"source": "The Daily", "text": report(7, 1), "published": "2022-01-01"},
        {"source": "The Herald", "text": report(7, 2), "published": "2022-01-01"},
    ]
    sheet = tmp_path / "rows.jsonl"
    sheet.write_text("".join(json.dumps(each) + "\n" for each in rows), encoding="utf-8")
    assert framing("import", sheet, "--db", tmp_path / "l.db").code == 0
    return tmp_path / "l.db"


def exported(framing: Run, db: Path, *arguments: str) -> list[dict[str, object]]:
    done = framing("export", *arguments, "--format", "json", "--db", db)
    assert done.code == 0, done.err
    return done.rows


class TestWhatArticlesBelongTo:
    def test_family_story_and_sets(self, framing: Run, db: Path) -> None:
        framing("set", "new", "herald", "--where", "source=The Herald", "--db", db)
        rows = {
            (each["source"], each["published"]): each for each in exported(framing, db, "articles")
        }
        first, copy = rows["The Daily", "2021-05-01"], rows["The Herald", "2021-05-02"]
        assert first["family"] == copy["family"] == first["article_id"]
        assert (first["counted_in_groups"], copy["counted_in_groups"]) == (1, 0)
        assert (first["sets"], copy["sets"]) == ([], ["herald"])
        (alone,) = exported(framing, db, "articles", "--where", "published=2021-05-02")
        assert alone == copy | {"counted_in_groups": 1}
        one, other = rows["The Daily", "2022-01-01"], rows["The Herald", "2022-01-01"]
        assert one["story"] == other["story"] is not None
        assert one["family"] is None
        assert {each["unit"] for each in rows.values()} == {"words"}

    def test_scores_say_the_same_of_every_article(self, framing: Run, db: Path) -> None:
        names = ("family", "counted_in_groups", "story", "unit", "sets")
        articles = {each["article_id"]: each for each in exported(framing, db, "articles")}
        for score in exported(framing, db, "scores"):
            article = articles[score["article_id"]]
            assert [score[name] for name in names] == [article[name] for name in names]

    def test_an_article_without_words_counts_in_no_group(
        self, framing: Run, tmp_path: Path
    ) -> None:
        (tmp_path / "a.txt").write_text("…\n")
        framing("import", tmp_path / "a.txt", "--db", tmp_path / "e.db")
        (row,) = exported(framing, tmp_path / "e.db", "articles")
        assert (row["words"], row["counted_in_groups"]) == (0, 0)

    def test_what_counts_in_groups_adds_up_to_the_sources(self, framing: Run, db: Path) -> None:
        scores = [each for each in exported(framing, db, "scores") if each["counted_in_groups"]]
        for source in exported(framing, db, "sources"):
            own = [
                each
                for each in scores
                if (each["source"], each["dimension"]) == (source["source"], source["dimension"])
            ]
            assert source["articles"] == len(own)
            assert source["words"] == sum(int(str(each["words"])) for each in own)

    def test_a_rerun_gives_the_same_bytes(self, framing: Run, db: Path, tmp_path: Path) -> None:
        framing("set", "new", "herald", "--where", "source=The Herald", "--db", db)
        scores = framing("export", "scores", "--db", db).out
        framing("export", "provenance", "-o", tmp_path / "p.json", "--db", db)
        framing("set", "remove", "herald", "--yes", "--db", db)
        assert framing("rerun", tmp_path / "p.json", "--db", db).out == scores


class TestGroups:
    def test_pairs_are_those_that_sources_compares(self, framing: Run, db: Path) -> None:
        shown = framing("sources", "--pairs", "--json", "--db", db).rows
        pairs = exported(framing, db, "pairs")
        assert len(pairs) == len(shown) == 3
        for one, other in zip(pairs, shown, strict=True):
            assert {**one, "differs": bool(one["differs"])} == other
        (risk,) = [each for each in pairs if each["dimension"] == "risk"]
        assert (risk["a"], risk["b"], risk["method"]) == ("The Daily", "The Gazette", "permutation")

    def test_groups_say_who_is_in_which(self, framing: Run, db: Path) -> None:
        framing("set", "new", "old", "--where", "published<2021", "--db", db)
        framing("set", "new", "daily", "--where", "source=The Daily", "--db", db)
        rows = exported(framing, db, "groups", "--by", "set", "--where", "published<2021")
        assert [each["source"] for each in rows].count("old") == 6
        assert [each["source"] for each in rows].count("daily") == 3
        assert rows == sorted(rows, key=lambda each: (each["article_id"], each["source"]))

    def test_ids_come_from_a_pipe(
        self, framing: Run, db: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        row = next(each for each in exported(framing, db, "articles") if not each["family"])
        pipe = io.TextIOWrapper(io.BytesIO(str(row["article_id"]).encode()))
        monkeypatch.setattr("sys.stdin", pipe)
        assert exported(framing, db, "articles", "--ids", "-") == [row]

    def test_within_stories_is_that_of_sources(self, framing: Run, tmp_path: Path) -> None:
        texts = [
            {"source": source, "text": f"{report(n, who)} A danger.", "published": "2022-01-01"}
            for n in range(6)
            for who, source in enumerate(("A", "B"))
        ]
        (tmp_path / "s.jsonl").write_text("".join(json.dumps(each) + "\n" for each in texts))
        framing("import", tmp_path / "s.jsonl", "--db", tmp_path / "s.db")
        shown = framing("sources", "--within-stories", "--json", "--db", tmp_path / "s.db").rows
        rows = exported(framing, tmp_path / "s.db", "within_stories")
        assert len(rows) == len(shown) == 3
        for one, other in zip(rows, shown, strict=True):
            same = {name: value for name, value in other.items() if not name.startswith("crude")}
            assert {**one, "differs": bool(one["differs"])} == same

    def test_trend_by_month_is_that_of_sources(self, framing: Run, db: Path) -> None:
        shown = framing("sources", "--trend", "--json", "--db", db).rows
        for one, other in zip(exported(framing, db, "trend"), shown, strict=True):
            assert one["period"] == other["month"]
            same = ("source", "dimension", "articles", "words", "pooled_rate", "low", "high")
            assert [one[name] for name in same] == [other[name] for name in same]

    def test_trend_by_year_is_sources_by_year(self, framing: Run, db: Path) -> None:
        trend = exported(framing, db, "trend", "--period", "year")
        by_year = framing("sources", "--by", "source,year", "--json", "--db", db).rows
        rates = {
            (each["source"], each["dimension"]): (
                each["articles"],
                each["pooled_rate"],
                each["high"],
            )
            for each in by_year
        }
        found = {
            (f"{each['source']} × {each['period']}", each["dimension"]): (
                each["articles"],
                each["pooled_rate"],
                each["high"],
            )
            for each in trend
        }
        assert found == rates

    def test_groups_are_made_by_what_is_asked(self, framing: Run, db: Path) -> None:
        rows = exported(framing, db, "sources", "--by", "year")
        assert {each["source"] for each in rows} == {"2020", "2021", "2022"}
        assert {each["by"] for each in rows} == {"year"}

    def test_all_copies_counts_them(self, framing: Run, db: Path) -> None:
        def herald(*more: str) -> set[object]:
            rows = exported(framing, db, "sources", *more)
            return {each["articles"] for each in rows if each["source"] == "The Herald"}

        assert (herald(), herald("--all-copies")) == ({1}, {2})

    def test_distinctive_words_are_those_of_terms(self, framing: Run, db: Path) -> None:
        between = ("--between", "The Daily", "The Gazette")
        shown = framing("terms", *between, "--json", "--db", db).rows
        words = {each["word"]: each for each in exported(framing, db, "distinctive", *between)}
        assert words.keys() == {each["word"] for each in shown} >= {"danger", "garden"}
        for each in shown:
            place = each.pop("kwic")
            row = words[each["word"]]
            assert {name: row[name] for name in each} == each
            assert (row["article_id"], row["start"]) == (place["article_id"], place["start"])

    def test_provenance_says_selection_and_grouping(self, framing: Run, db: Path) -> None:
        asked = ("--where", "source=The Daily", "--by", "meta.desk")
        held = json.loads(framing("export", "provenance", *asked, "--db", db).out)
        assert held["selection"]["where"] == ["source=The Daily"]
        assert (held["by"], len(held["rows"])) == ("meta.desk", 8)


class TestOthers:
    def test_copies(self, framing: Run, db: Path) -> None:
        rows = exported(framing, db, "copies")
        assert [each["source"] for each in rows] == ["The Daily", "The Herald"]
        assert {each["family"] for each in rows} == {rows[0]["article_id"]}
        assert [each["shared"] for each in rows] == [1.0, 1.0]
        assert exported(framing, db, "copies", "--where", "source=The Gazette") == []

    def test_stories_are_those_that_stories_lists(self, framing: Run, db: Path) -> None:
        listed = framing("stories", "--json", "--db", db).rows
        members = [
            (s["story"], m["article_id"], m["copy_of"]) for s in listed for m in s["members"]
        ]
        rows = exported(framing, db, "stories")
        assert members
        assert sorted((r["story"], r["article_id"], r["copy_of"] or "") for r in rows) == sorted(
            (number, article, copy or "") for number, article, copy in members
        )

    def test_voices_add_up_to_the_scores(self, framing: Run, db: Path) -> None:
        voices = exported(framing, db, "voices")
        assert {each["voice"] for each in voices} >= {"quote", "narrator"}
        for score in exported(framing, db, "scores"):
            own = [
                each
                for each in voices
                if (each["article_id"], each["dimension"])
                == (score["article_id"], score["dimension"])
            ]
            assert sum(int(str(each["words"])) for each in own) == score["words"]
            assert sum(int(str(each["matches"])) for each in own) == score["matches"]

    @pytest.mark.parametrize("word", ["risk", "danger", "garden came"])
    def test_words_in_context_are_those_of_kwic(self, framing: Run, db: Path, word: str) -> None:
        rows = exported(framing, db, "kwic", "--word", word)
        assert rows == framing("kwic", word, "--json", "--db", db).rows != []

    def test_what_coders_said(self, framing: Run, db: Path, tmp_path: Path) -> None:
        sheet = tmp_path / "sheet.csv"
        sample = ("code", "sample", "--unit", "match", "--dimension", "risk", "--size", "10")
        assert framing(*sample, "-o", sheet, "--db", db).code == 0
        coded(sheet, tmp_path / "ann.csv", ["1"] * 9 + ["0"])
        coded(sheet, tmp_path / "ben.csv", ["1"] * 8 + ["0", "0"])
        done = framing("code", "import", tmp_path / "ann.csv", tmp_path / "ben.csv", "--db", db)
        assert done.code == 0, done.err
        units, codes = exported(framing, db, "units"), exported(framing, db, "codes")
        assert (len(units), len(codes)) == (10, 20)
        assert {each["coder"] for each in codes} == {"ann", "ben"}
        (only,) = exported(framing, db, "disagreements")
        assert only["unit"] == units[8]["unit"]
        assert only["codes"] == ["ann: 1", "ben: 0"]
        alpha, kappa = exported(framing, db, "agreement")
        (fit,) = framing("validate", "--coded", "--json", "--db", db).rows
        assert (alpha["measure"], alpha["value"]) == ("alpha", fit["alpha"])
        assert (alpha["low"], alpha["high"]) == (fit["alpha_low"], fit["alpha_high"])
        # Kappa by hand: observed 9/10, expected .9·.8 + .1·.2 = .74.
        assert kappa["value"] == pytest.approx((0.9 - 0.74) / 0.26)
        assert (kappa["coders"], kappa["units"], kappa["same"]) == (["ann", "ben"], 10, 9)
        # Who resolves is no coder: only the codes and the disagreement tell of it.
        coded(sheet, tmp_path / "eva.csv", [""] * 8 + ["1", "1"])
        framing("code", "import", tmp_path / "eva.csv", "--adjudicator", "eva", "--db", db)
        assert exported(framing, db, "agreement") == [alpha, kappa]
        assert exported(framing, db, "disagreements") == [only | {"adjudications": ["eva: 1"]}]
        roles = [each["role"] for each in exported(framing, db, "codes") if each["coder"] == "eva"]
        assert roles == ["adjudicator"] * 2

    @pytest.mark.parametrize("table", TABLES)
    def test_its_types_are_those_of_its_cells(
        self, framing: Run, db: Path, tmp_path: Path, table: str
    ) -> None:
        parquet = pytest.importorskip("pyarrow.parquet")
        framing("code", "sample", "--size", "20", "-o", tmp_path / "sheet.csv", "--db", db)
        needed = {
            "kwic": ("--word", "risk"),
            "distinctive": ("--between", "The Daily", "The Gazette"),
        }
        asked = needed.get(table, ())
        done = framing("export", table, *asked, "-o", tmp_path / "t.parquet", "--db", db)
        assert done.code == 0, done.err
        rows = exported(framing, db, table, *asked)
        assert parquet.read_table(tmp_path / "t.parquet").to_pylist() == rows
        assert rows or table in ("codes", "agreement", "disagreements", "within_stories")
        if table == "matches":
            assert any(each["negators"] for each in rows)


def coded(sheet: Path, to: Path, codes: Sequence[str]) -> None:
    """A copy of a sheet with these codes."""
    header, *rows = csv.reader(io.StringIO(sheet.read_text(encoding="utf-8")))
    at = header.index("code")
    for row, code in zip(rows, codes, strict=True):
        row[at] = code
    with to.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows([header, *rows])


class TestOptions:
    @pytest.mark.parametrize(
        ("arguments", "said"),
        [
            (("scores", "--by", "year"), "--by does nothing to scores (it is for sources, pairs"),
            (("articles", "--all-copies"), "--all-copies does nothing to articles"),
            (("sources", "--period", "year"), "--period does nothing to sources (it is for trend"),
            (("kwic",), "the table kwic needs --word"),
            (("distinctive",), "the table distinctive needs --between"),
            (("distinctive", "--between", "The Daily", "The Daly"), "“The Daly”"),
            (("kwic", "--word", "[x"), "no dimension or entry"),
        ],
    )
    def test_what_cannot_be_asked_of_a_table(
        self, framing: Run, db: Path, arguments: tuple[str, ...], said: str
    ) -> None:
        done = framing("export", *arguments, "--db", db)
        assert done.code != 0
        assert said in done.err


class TestCodebook:
    def test_it_explains_every_column_of_every_table(self) -> None:
        rows = list(codebook().rows)
        described = {(each["table"], each["column"]) for each in rows}
        wide = {f"{name} --wide": table for name, table in WIDE.items()}
        for name, table in (TABLES | wide).items():
            assert {(name, column.name) for column in table.columns} <= described
            assert bool(table.more) == bool(table.patterns)
        for row in rows:
            assert row["meaning"], row
            assert row["type"] in ("text", "integer", "number", "flag", "texts", "spans")

    def test_columns_that_a_library_brings_are_explained_by_a_pattern(
        self, framing: Run, db: Path
    ) -> None:
        known = {(each["table"], each["column"]) for each in codebook().rows}
        (wide, *_) = exported(framing, db, "scores", "--wide")
        patterns = {f"DIMENSION.{name.partition('.')[2]}" for name in wide if "." in name}
        assert {("scores --wide", each) for each in patterns} <= known
        assert ("articles", "meta.NAME") in known

    def test_sections_are_there(self) -> None:
        for row in codebook().rows:
            if row["section"]:
                page, _, heading = str(row["section"]).partition("#")
                text = (ROOT / "docs" / page).read_text(encoding="utf-8")
                titles = [
                    line.lstrip("# ").lower().replace(" ", "-").replace(",", "")
                    for line in text.splitlines()
                    if line.startswith("#")
                ]
                assert heading in titles, row

    def test_it_needs_no_library(self, framing: Run, tmp_path: Path) -> None:
        done = framing("export", "codebook", "--db", tmp_path / "none.db")
        assert done.code == 0
        assert done.out.startswith("table,row,column,type,unit,meaning,section\n")
        assert not (tmp_path / "none.db").exists()


class TestOneDimension:
    @pytest.mark.parametrize("table", ["sources", "pairs", "within_stories", "trend"])
    def test_its_rows_are_those_of_the_whole_table(
        self, framing: Run, db: Path, table: str
    ) -> None:
        rows = exported(framing, db, table, "--by", "source")
        wanted = exported(framing, db, table, "--by", "source", "--dimension", "risk")
        assert wanted == [each for each in rows if each["dimension"] == "risk"]
        assert bool(wanted) == (table != "within_stories")

    def test_one_that_is_not_there_and_a_table_of_none(self, framing: Run, db: Path) -> None:
        wrong = framing("export", "pairs", "--dimension", "risks", "--db", db)
        assert (wrong.code, "there is no dimension “risks”" in wrong.err) == (1, True)
        idle = framing("export", "articles", "--dimension", "risk", "--db", db)
        assert (idle.code, "--dimension does nothing to articles" in idle.err) == (2, True)

    def test_rows_that_are_printed_are_those_that_are_exported(
        self, framing: Run, db: Path
    ) -> None:
        for row in (printed := framing("sources", "--pairs", "--json", "--db", db).rows):
            row["differs"] = int(row["differs"])
        assert printed == exported(framing, db, "pairs")
