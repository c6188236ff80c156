"""The command line, command by command, as a user in a shell meets it."""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from framing.places import bundled
from tests.command import Run

SCORES = (
    "article_id,source,publisher,title,published,dimension,matches,weight,words,rate_per_1000,low,"
    "high,interval,sentences,negated_matches,quoted_matches,reported_matches,headline_matches,"
    "narrator_matches,coverage,lexicon,lexicon_version,lexicon_fingerprint,framing_version,"
    "text_sha256,excluded_sha256,scorer_version,run,family,counted_in_groups,story,unit,sets"
)
HEALTH = """\
name = "health"
title = "Health"
version = "1.0"
language = "en"
license = "CC0-1.0"
source = "made for a test"

[dimensions.health]
title = "Health"
description = "Words of health."
terms = ["hospital*", "doctor*"]
exclude = ["doctor who"]

[[examples]]
text = "The hospitals need doctors."
match = ["health"]

[[examples]]
text = "They watched Doctor Who."
match = []
"""


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    """A folder of three small articles."""
    folder = tmp_path / "articles"
    folder.mkdir()
    (folder / "a.txt").write_text(
        "Budget passed\n\nThe government subsidies are large. Doctors fear a crisis and losses.\n",
        encoding="utf-8",
    )
    (folder / "b.txt").write_text(
        "Quiet day\n\nNothing much was said. People went home.\n", encoding="utf-8"
    )
    (folder / "c.md").write_text(
        "---\ntitle: The hospital race\nsource: The Daily\npublished: 2025-02-09\ndesk: news\n---\n"
        "The hospital leads its rivals. It beats them again.\n",
        encoding="utf-8",
    )
    return folder


@pytest.fixture
def db(framing: Run, articles: Path, tmp_path: Path) -> Path:
    """A library with the three articles."""
    path = tmp_path / "library.db"
    done = framing("import", articles, "--db", path)
    assert (done.code, done.out) == (0, "")
    assert "3 added, 0 already there" in done.err
    return path


class TestImport:
    """`framing import`."""

    def test_importing_again_adds_nothing(self, framing: Run, articles: Path, db: Path) -> None:
        assert "0 added, 3 already there" in framing("import", articles, "--db", db).err

    def test_options_name_the_source(self, framing: Run, articles: Path, tmp_path: Path) -> None:
        path = tmp_path / "other.db"
        framing("import", articles / "a.txt", "--source", "The Mail", "--db", path)
        (row,) = framing("articles", "--json", "--db", path).rows
        assert (row["source"], row["title"]) == ("The Mail", "Budget passed")

    def test_standard_input(
        self, framing: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        text = io.TextIOWrapper(io.BytesIO(b"A heading\n\nA risk from the pipe.\n"))
        monkeypatch.setattr(sys, "stdin", text)
        path = tmp_path / "p.db"
        assert framing("import", "-", "--db", path).code == 0
        (row,) = framing("articles", "--json", "--db", path).rows
        assert row["title"] == "A heading"

    def test_bad_files_are_refused_one_by_one_and_the_good_ones_kept(
        self, framing: Run, articles: Path, tmp_path: Path
    ) -> None:
        (articles / "empty.txt").write_bytes(b"")
        (articles / "binary.txt").write_bytes(b"abc\0def")
        (articles / "latin.txt").write_bytes("caf\xe9 au lait\n".encode("latin-1"))
        (articles / "bad.csv").write_text("title,text\nonly one cell\n", encoding="utf-8")
        path = tmp_path / "mixed.db"
        done = framing("import", articles, articles / "missing.txt", "--db", path)
        assert done.code == 1
        errors = [line for line in done.err.splitlines() if line.startswith("error: ")]
        names = ("bad.csv:2", "binary.txt", "empty.txt", "latin.txt", "missing.txt")
        assert len(errors) == len(names)
        for name, line in zip(names, sorted(errors), strict=True):
            assert f"{name}:" in line
            assert len(line) <= 300
        assert "--encoding" in next(line for line in errors if "latin" in line)
        assert len(framing("articles", "--json", "--db", path).rows) == 3

    def test_an_article_in_a_language_of_no_lexicon_is_said(
        self, framing: Run, tmp_path: Path
    ) -> None:
        (tmp_path / "zh.txt").write_text("风险很大。银行破产了。\n", encoding="utf-8")
        (tmp_path / "de.txt").write_text("Die Banken sind in Not.\n", encoding="utf-8")
        path = tmp_path / "f.db"
        assert (
            "1 of them are in a language"
            in framing("import", tmp_path / "zh.txt", "--db", path).err
        )
        done = framing("import", tmp_path / "de.txt", "--language", "de-AT", "--db", path)
        assert "1 of them are in a language" in done.err

    def test_the_same_text_under_another_source_is_said(
        self, framing: Run, articles: Path, db: Path
    ) -> None:
        done = framing("import", articles / "a.txt", "--source", "The Mail", "--db", db)
        assert "1 added" in done.err and "text of an article of another source" in done.err

    def test_unknown_format_is_a_usage_error(self, framing: Run, articles: Path) -> None:
        done = framing("import", articles, "--format", "abc")
        assert done.code == 2
        assert "abc" in done.err and "jsonl" in done.err

    def test_what_texts_look_like_is_told_and_mended_on_request(
        self, framing: Run, tmp_path: Path
    ) -> None:
        path = tmp_path / "a.txt"
        path.write_text("It didnâ€™t sup-\nport the firms.\n", encoding="utf-8")
        told = framing("import", path)
        assert told.code == 0
        assert "1 text looks like UTF-8 read as windows-1252: “â€™”" in told.err
        assert "1 text has 1 line-end hyphen: “sup-⏎port”" in told.err
        assert "1 text looks like" in framing("show", path).err
        mended = framing("import", path, "--repair", "mojibake", "--repair", "hyphens")
        assert "1 added" in mended.err  # another text is another article
        rows = framing("articles", "--where", "meta.repaired=mojibake, hyphens", "--json").rows
        assert len(rows) == 1
        assert "didn’t support" in framing("show", rows[0]["article_id"]).out.replace("_", "")

    def test_an_unknown_repair_is_a_usage_error(self, framing: Run, articles: Path) -> None:
        told = framing("import", articles, "--repair", "all")
        assert told.code == 2
        assert "no repair is called “all”" in told.err

    def test_a_manifest_gives_the_metadata(
        self, framing: Run, articles: Path, tmp_path: Path
    ) -> None:
        sheet = articles / "sheet.csv"
        sheet.write_text(
            "file,source,published,genre\n"
            "a.txt,The Mail,2024-05-01,news\n"
            "b.txt,The Post,,opinion\n",
            encoding="utf-8",
        )
        path = tmp_path / "m.db"
        files = [articles / "a.txt", articles / "b.txt"]
        assert framing("import", *files, "--manifest", sheet, "--db", path).code == 0
        rows = {row["source"]: row for row in framing("articles", "--json", "--db", path).rows}
        assert rows["The Mail"]["published"] == "2024-05-01"
        assert rows["The Post"]["meta.genre"] == "opinion"


class TestReading:
    """`framing`, `articles`, `show`, `kwic`, `compare`."""

    def test_a_pipe_gets_the_table_of_articles(self, framing: Run, db: Path) -> None:
        done = framing("--db", db)
        assert done.code == 0
        assert "The hospital race" in done.out
        assert done.out.count("\n") == 4

    def test_the_environment_names_the_library(
        self, framing: Run, db: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("FRAMING_DB", str(db))
        assert len(framing("articles", "--json").rows) == 3

    def test_sort_and_filter(self, framing: Run, db: Path) -> None:
        titles = [
            row["title"]
            for row in framing("articles", "--sort", "title", "--json", "--db", db).rows
        ]
        assert titles == ["Budget passed", "Quiet day", "The hospital race"]
        (row,) = framing("articles", "subsidies", "--json", "--db", db).rows
        assert row["title"] == "Budget passed"

    def test_unknown_sort_key_lists_the_valid_ones(self, framing: Run, db: Path) -> None:
        done = framing("articles", "--sort", "luck", "--db", db)
        assert done.code == 1
        assert "luck" in done.err and "published" in done.err

    def test_show_marks_the_text_and_lists_scores(self, framing: Run, db: Path) -> None:
        article = self._id(framing, db, "Budget passed")
        done = framing("show", article[:6], "--db", db)
        assert "government _subsidies_" in done.out or "_government subsidies_" in done.out
        assert "!a crisis!" in done.out
        assert "state_support" in done.out

    def test_show_tells_a_denied_match_from_a_counted_one(
        self, framing: Run, tmp_path: Path
    ) -> None:
        path = tmp_path / "denied.txt"
        path.write_text("It grew without any government subsidies.\n", encoding="utf-8")
        assert "_¬" in framing("show", path).out

    def test_show_says_who_speaks_and_what_is_not_there(self, framing: Run, tmp_path: Path) -> None:
        path = tmp_path / "said.txt"
        path.write_text(
            "Aid came. “We will ask the bank,” it wrote. It is a “risk.\n", encoding="utf-8"
        )
        done = framing("show", path)
        assert "quoted        5" in done.out
        assert "no reported speech" in done.out
        assert "1 quotation mark without a partner" in done.out
        (row,) = framing("show", path, "--json").rows
        assert row["absent"] == ["no reported speech"]
        assert row["unbalanced"] == [52]
        (risk,) = [each for each in row["scores"] if each["dimension"] == "risk"]
        assert {each["voice"]: each["words"] for each in risk["by_voice"]} == {
            "quote": 5,
            "narrator": 8,
        }

    def test_keywords_come_with_voice_and_speaker(self, framing: Run, tmp_path: Path) -> None:
        path = tmp_path / "said.txt"
        path.write_text("“We see a risk for all of us,” Ann Lund said.\n", encoding="utf-8")
        assert framing("import", path, "--db", tmp_path / "l.db").code == 0
        (row,) = framing("kwic", "risk", "--json", "--db", tmp_path / "l.db").rows
        assert (row["voice"], row["speaker"]) == ("quote", "Ann Lund")
        assert "  quoted  " in framing("kwic", "risk", "--db", tmp_path / "l.db").out

    def test_show_reads_a_file_without_a_library(self, framing: Run, articles: Path) -> None:
        done = framing("show", articles / "a.txt", "--json")
        (row,) = done.rows
        assert row["title"] == "Budget passed"
        assert {score["dimension"] for score in row["scores"]} >= {"risk", "state_support"}

    @pytest.mark.parametrize("name", ["ffffffff", "ab", "zzzz"])
    def test_unknown_id(self, framing: Run, db: Path, name: str) -> None:
        done = framing("show", name, "--db", db)
        assert (done.code, done.out) == (1, "")
        assert done.err.startswith("error: ") and done.err.count("\n") == 1

    def test_compare_in_a_pipe(self, framing: Run, articles: Path) -> None:
        done = framing("compare", articles / "a.txt", articles / "b.txt")
        assert done.code == 0
        assert "(≤ " in done.out  # the silence of B has its bound
        assert "not distinguishable" in done.out or "times B" in done.out

    def test_compare_prints_every_entry_when_asked(self, framing: Run, articles: Path) -> None:
        words = [
            "panic",
            "danger",
            "fear",
            "losses",
            "threat",
            "warn",
            "hazard",
            "peril",
            "risk",
            "collapse",
        ]
        long = articles / "long.txt"
        long.write_text("".join(f"They see {word}. " for word in words), encoding="utf-8")
        pair = long, articles / "b.txt"
        few, every = framing("compare", *pair).out, framing("compare", *pair, "--all").out
        assert "more entries)" in few
        assert "more entr" not in every
        assert len(every.splitlines()) > len(few.splitlines())

    def test_compare_as_json_adds_up(self, framing: Run, articles: Path) -> None:
        rows = framing("compare", articles / "a.txt", articles / "c.md", "--json").rows
        for row in rows:
            total = sum(entry["contribution"] for entry in row["entries"])
            assert total == pytest.approx(row["difference"], abs=1e-9)

    def test_compare_leads_each_entry_to_its_words(self, framing: Run, articles: Path) -> None:
        rows = framing("compare", articles / "a.txt", articles / "b.txt", "--json").rows
        entry = next(row for row in rows if row["dimension"] == "risk")["entries"][0]
        assert entry["kwic_a"]["text"] in ("a crisis", "losses", "fear")
        assert entry["kwic_b"] is None
        assert entry["rate_a_without"] < 1000
        shown = framing("compare", articles / "a.txt", articles / "b.txt").out
        assert f"[{entry['kwic_a']['text']}]" in shown
        assert "A without it" in shown
        assert "statements about these articles only" in shown

    @pytest.mark.parametrize(
        ("one", "other", "said"),
        [
            ("Zebra crossing ahead.", "Pears ripen slowly.", "neither has a counted match"),
            ("…", "The risk is real.", "an article without words has no rate"),
            ("The risk is real.", "The risk is real.", "does not differ from itself"),
            ("风险很大。", "The risk is real.", "nothing to compare, one is counted in words"),
            ("The risk is real.", "Pears ripen slowly.", "0.5 added to both counts"),
        ],
    )
    def test_compare_says_why_there_is_nothing_to_say(
        self, framing: Run, tmp_path: Path, one: str, other: str, said: str
    ) -> None:
        paths = [tmp_path / "one.txt", tmp_path / "other.txt"]
        for path, text in zip(paths, (one, other), strict=True):
            path.write_text(f"{text}\n", encoding="utf-8")
        done = framing("compare", *paths)
        assert done.code == 0
        assert said in done.out
        assert "nan" not in done.out.lower()
        assert "NaN" not in framing("compare", *paths, "--json").out

    def test_compare_says_which_entry_the_difference_hangs_on(
        self, framing: Run, tmp_path: Path
    ) -> None:
        one, other = tmp_path / "one.txt", tmp_path / "other.txt"
        one.write_text("A risk, a fear. " * 9 + "The risk grows. " * 30, encoding="utf-8")
        other.write_text("A fear, they say. " * 9 + "The sea is calm. " * 30, encoding="utf-8")
        (row,) = [
            each
            for each in framing("compare", one, other, "--json").rows
            if each["dimension"] == "risk"
        ]
        assert row["distinguishable"]
        without = {each["entry"]: each["distinguishable_without"] for each in row["entries"]}
        assert without["risk*"] is False
        shown = framing("compare", one, other).out
        assert "without risk* the two are not distinguishable" in shown

    def test_compare_more_than_two(self, framing: Run, articles: Path) -> None:
        done = framing("compare", *(articles / name for name in ("a.txt", "b.txt", "c.md")))
        assert "B and C" in done.out or "B is" in done.out

    def test_compare_takes_two_to_four(self, framing: Run, articles: Path) -> None:
        assert framing("compare", articles / "a.txt").code == 2

    def test_keyword_in_context_of_any_pattern(self, framing: Run, db: Path) -> None:
        (row,) = framing("kwic", "went hom*", "--json", "--db", db).rows
        assert (row["left"], row["text"], row["right"]) == (
            "Quiet day Nothing much was said. People ",
            "went home",
            ".",
        )

    def test_keyword_in_context_of_a_dimension(self, framing: Run, db: Path) -> None:
        rows = framing("kwic", "risk", "--json", "--db", db).rows
        assert {row["dimension"] for row in rows} == {"risk"}
        assert "a crisis" in {row["text"] for row in rows}

    def test_a_pattern_that_can_never_match(self, framing: Run, db: Path) -> None:
        done = framing("kwic", "risk.", "--db", db)
        assert done.code == 1
        assert "never match" in done.err

    def _id(self, framing: Run, db: Path, title: str) -> str:
        rows = framing("articles", "--json", "--db", db).rows
        return str(next(row["article_id"] for row in rows if row["title"] == title))


class TestEditing:
    """`framing edit` and `remove`."""

    def test_edit_changes_metadata_and_no_score(self, framing: Run, db: Path) -> None:
        before = framing("export", "scores", "--db", db).out
        (row,) = framing("articles", "Quiet", "--json", "--db", db).rows
        done = framing("edit", row["article_id"], "source=The Post", "meta.desk=city", "--db", db)
        assert done.code == 0
        (row,) = framing("articles", "Quiet", "--json", "--db", db).rows
        assert (row["source"], row["meta.desk"]) == ("The Post", "city")
        after = framing("export", "scores", "--db", db).out
        assert after.replace("The Post", "unknown") == before

    @pytest.mark.parametrize("date", ["2025", "2025-02", "2025-02-09"])
    def test_a_month_or_year_is_a_sound_date(self, framing: Run, db: Path, date: str) -> None:
        (row,) = framing("articles", "Quiet", "--json", "--db", db).rows
        assert framing("edit", row["article_id"], f"published={date}", "--db", db).code == 0
        assert framing("doctor", "--db", db).code == 0

    @pytest.mark.parametrize("change", ["colour=red", "text=other", "published=soon"])
    def test_what_cannot_be_edited(self, framing: Run, db: Path, change: str) -> None:
        (row,) = framing("articles", "Quiet", "--json", "--db", db).rows
        done = framing("edit", row["article_id"], change, "--db", db)
        assert done.code in (1, 2)
        assert done.err.startswith("error: ")

    def test_remove(self, framing: Run, db: Path) -> None:
        (row,) = framing("articles", "Quiet", "--json", "--db", db).rows
        assert framing("remove", row["article_id"], "--yes", "--db", db).code == 0
        assert len(framing("articles", "--json", "--db", db).rows) == 2
        assert "Quiet" not in framing("export", "scores", "--db", db).out


class TestExport:
    """`framing export`."""

    def test_scores_have_a_row_for_each_article_and_dimension(self, framing: Run, db: Path) -> None:
        out = framing("export", "scores", "--db", db).out
        assert out.splitlines()[0] == SCORES
        assert len(out.splitlines()) == 1 + 3 * 3

    @pytest.mark.parametrize("table", ["articles", "scores", "terms", "matches"])
    def test_every_format_says_the_same(self, framing: Run, db: Path, table: str) -> None:
        as_csv = list(csv.reader(io.StringIO(framing("export", table, "--db", db).out)))
        as_json = json.loads(framing("export", table, "--format", "json", "--db", db).out)
        lines = framing("export", table, "--format", "jsonl", "--db", db).out.splitlines()
        assert as_json["schema"] == 1 and as_json["kind"] == table
        assert [json.loads(line) for line in lines] == as_json["rows"]
        assert len(as_csv) == 1 + len(lines) and len(lines) > 0
        assert set(as_csv[0]) == set(as_json["rows"][0])

    def test_matches_are_where_they_say(self, framing: Run, db: Path, articles: Path) -> None:
        text = (articles / "a.txt").read_text(encoding="utf-8")
        out = framing("export", "matches", "--format", "json", "--db", db).out
        found = [
            row for row in json.loads(out)["rows"] if text[row["start"] : row["end"]] == row["text"]
        ]
        assert {row["text"] for row in found} >= {"a crisis"}

    def test_a_file_is_not_overwritten_without_force(
        self, framing: Run, db: Path, tmp_path: Path
    ) -> None:
        target = tmp_path / "scores.csv"
        assert framing("export", "scores", "-o", target, "--db", db).code == 0
        done = framing("export", "scores", "-o", target, "--db", db)
        assert done.code == 1 and "--force" in done.err
        assert framing("export", "scores", "-o", target, "--force", "--db", db).code == 0

    @pytest.mark.parametrize("arguments", [("figures",), ("scores", "--format", "ods")])
    def test_unknown_table_or_format(
        self, framing: Run, db: Path, arguments: tuple[str, ...]
    ) -> None:
        done = framing("export", *arguments, "--db", db)
        assert done.code in (1, 2)
        assert done.err.startswith("error: ")


class TestLexicons:
    """`framing lexicon`."""

    @pytest.fixture
    def health(self, tmp_path: Path) -> Path:
        path = tmp_path / "health.toml"
        path.write_text(HEALTH, encoding="utf-8")
        return path

    def test_bundled_lexicons_hold_their_examples(self, framing: Run) -> None:
        done = framing("lexicon", "check", "state_support", "competitiveness", "risk")
        assert done.code == 0, done.out

    def test_an_added_lexicon_is_scored_everywhere(
        self, framing: Run, db: Path, health: Path, articles: Path, tmp_path: Path
    ) -> None:
        assert framing("lexicon", "add", health, "--db", db).code == 0
        assert self._dimensions(framing, db) == {
            "state_support",
            "competitiveness",
            "risk",
            "health",
        }
        other = tmp_path / "new.db"
        framing("import", articles, "--db", other)
        assert "health" in self._dimensions(framing, other)
        done = framing("lexicon", "remove", "health", "--yes", "--db", db)
        assert done.code == 0 and "deleted" in done.err
        assert "health" not in self._dimensions(framing, db)

    def test_a_library_scored_before_follows_its_lexicons(
        self, framing: Run, db: Path, health: Path, tmp_path: Path
    ) -> None:
        framing("lexicon", "add", health, "--db", db)
        health.write_text(HEALTH.replace('"hospital*"', '"hospital*", "clinic"'), encoding="utf-8")
        elsewhere = tmp_path / "elsewhere.db"
        elsewhere.write_bytes(db.read_bytes())
        framing("lexicon", "add", health, "--replace", "--db", elsewhere)
        done = framing("export", "scores", "--db", db)
        assert ",health," in done.out
        assert "scored anew" in done.err

    def test_a_dimension_that_is_taken(self, framing: Run, tmp_path: Path) -> None:
        path = tmp_path / "mine.toml"
        path.write_text(HEALTH.replace("health", "risk").replace('= "risk"', '= "mine"', 1))
        done = framing("lexicon", "add", path)
        assert done.code == 1
        assert "risk.toml" in done.err and "--replace" in done.err

    def test_a_failing_example_is_named_by_its_line(self, framing: Run, health: Path) -> None:
        health.write_text(HEALTH.replace("match = []", 'match = ["health"]'), encoding="utf-8")
        done = framing("lexicon", "check", health)
        assert done.code == 1
        assert "1 of 2 examples hold" in done.out
        done = framing("lexicon", "add", health)
        assert done.code == 1
        assert f"{health}:19" in done.err

    @pytest.mark.parametrize(
        ("old", "new", "said"),
        [
            ('"hospital*"', '"*"', ":11:"),
            ('title = "Health"\nversion', 'title = "Health"\ntitel = 3\nversion', ":3:1: "),
            (
                'terms = ["hospital*"',
                'terms = [{ pattern = "a b", weight = nan }, "hospital*"',
                ":11:",
            ),
        ],
    )
    def test_errors_name_file_and_line(
        self, framing: Run, health: Path, old: str, new: str, said: str
    ) -> None:
        health.write_text(HEALTH.replace(old, new, 1), encoding="utf-8")
        done = framing("lexicon", "add", health)
        assert done.code == 1
        assert done.err.startswith(f"error: {health}{said}")
        assert done.err.count("\n") == 1

    def test_unknown_lexicon(self, framing: Run) -> None:
        done = framing("lexicon", "show", "rsik")
        assert done.code == 1
        assert "risk" in done.err

    def test_scoring_with_named_lexicons_only(self, framing: Run, db: Path) -> None:
        assert framing("score", "--lexicon", "risk", "--db", db).code == 0
        assert self._dimensions(framing, db) == {"risk"}
        framing("import", bundled("seeds"), "--db", db)  # the library keeps to what was named
        assert self._dimensions(framing, db) == {"risk"}
        assert framing("score", "--db", db).code == 0
        assert self._dimensions(framing, db) == {"state_support", "competitiveness", "risk"}
        kinds = [row["kind"] for row in framing("runs", "--json", "--db", db).rows]
        assert kinds == ["import", "score", "import", "score"]

    def _dimensions(self, framing: Run, db: Path) -> set[str]:
        rows = csv.DictReader(io.StringIO(framing("export", "scores", "--db", db).out))
        return {row["dimension"] for row in rows}


class TestHouse:
    """`framing demo`, `doctor`, `completion`, and what ends a command."""

    def test_demo_in_a_pipe_prints_the_five_samples(self, framing: Run) -> None:
        done = framing("demo")
        assert done.code == 0
        assert done.out.count("(retold)") == 5
        assert "retellings" in done.err
        assert framing("demo").out == done.out

    def test_doctor(self, framing: Run, db: Path) -> None:
        done = framing("doctor", "--json", "--db", db)
        assert done.code == 0
        found = {row["what"]: row for row in done.rows}
        assert (found["library"]["value"], found["library"]["from"]) == (str(db), "--db")
        assert found["articles"]["value"] == "3"

    @pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
    def test_completion(self, framing: Run, shell: str) -> None:
        assert "_FRAMING_COMPLETE" in framing("completion", shell).out

    def test_a_library_that_is_missing(self, framing: Run, tmp_path: Path) -> None:
        done = framing("articles", "--db", tmp_path / "none.db")
        assert done.code == 3
        assert "framing import" in done.err

    def test_a_file_that_is_no_library(self, framing: Run, tmp_path: Path) -> None:
        stranger = tmp_path / "notes.db"
        stranger.write_text("my notes, and nobody else's\n" * 50)
        done = framing("import", bundled("seeds"), "--db", stranger)
        assert done.code == 3
        assert done.err.startswith("error: ") and done.err.count("\n") == 1
        assert stranger.read_text() == "my notes, and nobody else's\n" * 50

    def test_a_hostile_name_stays_on_its_line(self, framing: Run, tmp_path: Path) -> None:
        done = framing("show", tmp_path / "a\x1b]0;x\x07\nb.txt")
        assert done.code in (1, 3)
        assert "\x1b" not in done.err and done.err.count("\n") == 1

    @pytest.mark.parametrize("what", ["export matches", "articles"])
    def test_a_closed_pipe_ends_quietly(self, db: Path, what: str) -> None:
        command = f"set -o pipefail; {sys.executable} -m framing {what} --db {db} | true"
        done = subprocess.run(["bash", "-c", command], capture_output=True)
        assert (done.returncode, done.stderr) == (0, b"")

    def test_python_m_framing(self) -> None:
        done = subprocess.run(
            [sys.executable, "-m", "framing", "--version"], capture_output=True, text=True
        )
        assert done.stdout.startswith("framing, version ")

    @pytest.mark.slow
    def test_help_is_fast(self) -> None:
        """CPU time of --help in units of an empty Python; measured 12 at most."""
        empty = min(_cpu_of("-c", "pass") for _ in range(5))
        shown = min(_cpu_of("-m", "framing", "--help") for _ in range(5))
        assert shown < max(0.2, 20 * empty)


def _cpu_of(*arguments: str) -> float:
    before = os.times()
    subprocess.run([sys.executable, *arguments], capture_output=True, check=True)
    after = os.times()
    return (
        after.children_user + after.children_system - before.children_user - before.children_system
    )


ASKING = """\
name = "care"
title = "Care"
version = "1.0"
language = "en"

[dimensions.care]
terms = [{ pattern = "fear", needs = ["staff"], kind = "worry" }, "losses"]
near = [{ name = "many", groups = ["staff", "worry"], scope = "clause", unless = ["fun"] }]

[groups]
staff = ["doctor*", { pattern = "NHS", case = true }]
worry = ["loss*"]
fun = ["fun"]

[[examples]]
text = "The doctors fear it."
match = ["care"]

[[examples]]
text = "They fear it."
match = []
"""


class TestContext:
    """What an entry asks is shown wherever its matches are."""

    @pytest.fixture
    def asking(self, tmp_path: Path) -> Path:
        path = tmp_path / "care.toml"
        path.write_text(ASKING)
        return path

    def test_what_entries_ask_is_printed_with_them(self, framing: Run, asking: Path) -> None:
        shown = framing("lexicon", "show", asking).out
        assert "fear (needs staff, kind worry), losses" in shown
        assert "in any order (unless fun, in one clause)" in shown
        assert "doctor*, NHS (in this case)" in shown

    def test_examples_name_what_a_match_needed(self, framing: Run, asking: Path) -> None:
        done = framing("lexicon", "check", asking)
        assert (done.code, "care: fear [fear] beside doctors" in done.out) == (0, True)

    def test_kwic_names_it_too(self, framing: Run, asking: Path, articles: Path) -> None:
        db = asking.with_name("l.db")
        assert framing("lexicon", "add", asking).code == 0
        framing("import", articles, "--db", db)
        (row,) = framing("kwic", "fear", "--json", "--db", db).rows
        assert (row["text"], row["needed"]) == ("fear", ["Doctors"])
        assert "a crisis and losses.  (needs Doctors)" in framing("kwic", "fear", "--db", db).out
        (match,) = [
            row
            for row in framing("export", "matches", "--format", "json", "--db", db).rows
            if row["entry"] == "fear" and row["dimension"] == "care"
        ]
        assert [match["start"], match["end"]] == match["evidence"][0]
        assert len(match["evidence"]) == 2

    def test_compare_splits_by_kind(self, framing: Run, asking: Path, articles: Path) -> None:
        assert framing("lexicon", "add", asking).code == 0
        two = ("compare", articles / "a.txt", articles / "b.txt")
        row = next(row for row in framing(*two, "--json").rows if row["dimension"] == "care")
        assert [(each["kind"], each["matches_a"]) for each in row["kinds"]] == [
            ("", 1),
            ("worry", 1),
        ]
        assert "worry   1  0" in framing(*two, "--table").out
