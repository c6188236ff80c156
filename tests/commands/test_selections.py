"""One selection for every command, and differences within stories, as a user meets them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from framing.library import Library
from tests.command import Run
from tests.telling import report

MINE = """\
name = "mine"
version = "1.0"
[dimensions.mine]
terms = ["danger"]
"""


def paper(source: str, teller: int, dangers: tuple[int, ...]) -> list[dict[str, str]]:
    """A report on each of some events in the words of one teller, with so many dangers in it."""
    return [
        {
            "source": source,
            "title": f"Event {event} by {source}",
            "published": f"202{event % 2 + 4}-03-0{event}",
            "text": report(event, teller) + " The danger is near." * many,
        }
        for event, many in enumerate(dangers, 1)
    ]


ROWS = [
    *paper("The Daily", 10, (3, 4, 3, 5, 4, 6, 3)),
    *paper("The Gazette", 20, (1, 1, 2, 1, 2, 1, 1)),
]


@pytest.fixture
def db(framing: Run, tmp_path: Path) -> Path:
    """Seven stories, each told by the Daily and the Gazette."""
    sheet, path = tmp_path / "rows.jsonl", tmp_path / "l.db"
    sheet.write_text("".join(json.dumps(each) + "\n" for each in ROWS), encoding="utf-8")
    assert framing("import", sheet, "--db", path).code == 0
    return path


class TestSelections:
    @pytest.mark.parametrize(
        "command",
        [
            ("articles",),
            ("sources",),
            ("terms", "--between", "The Daily", "The Gazette"),
            ("kwic", "risk"),
            ("stories",),
            ("copies",),
            ("compare",),
            ("export", "scores"),
            ("export", "provenance"),
            ("score",),
            ("code", "sample"),
            ("lexicon", "diagnose", "risk"),
            ("lexicon", "suggest", "risk"),
            ("edit", "meta.desk=News", "--yes"),
            ("remove", "--yes"),
        ],
    )
    def test_a_story_is_found_and_its_size_said(
        self, framing: Run, db: Path, command: tuple[str, ...]
    ) -> None:
        done = framing(*command, "--where", "story=2", "--db", db)
        assert done.code == 0, done.err
        assert "2 of 14 articles selected" in done.err

    def test_those_selected_are_compared(self, framing: Run, db: Path) -> None:
        done = framing("compare", "--where", "published=2025-03-01", "--db", db)
        assert done.code == 0
        heads = [
            line.split("  ")[2] for line in done.out.splitlines() if line[:3] in ("A  ", "B  ")
        ]
        assert heads == ["The Daily: Event 1 by The Daily", "The Gazette: Event 1 by The Gazette"]
        many = framing("compare", "--where", "source=The Daily", "--db", db)
        assert (many.code, many.out) == (2, "")
        assert "compare takes two to four articles, not 7" in many.err
        assert framing("compare", "abcd", "--where", "danger", "--db", db).code == 2

    def test_those_selected_of_a_story(self, framing: Run, db: Path) -> None:
        framing("stories", "--db", db)
        done = framing("compare", "--story", "2", "--where", "source=The Daily", "--db", db)
        assert "compare takes two to four articles, not 1" in done.err
        both = ("--where", "source=The Daily OR source=The Gazette")
        assert framing("compare", "--story", "2", *both, "--db", db).code == 0

    def test_only_those_selected_are_scored(self, framing: Run, db: Path, tmp_path: Path) -> None:
        mine = tmp_path / "mine.toml"
        mine.write_text(MINE, encoding="utf-8")
        done = framing("score", "--lexicon", mine, "--where", "source=The Daily", "--db", db)
        assert done.err.splitlines()[-1] == "7 articles scored; 0 were up to date"
        with Library(db) as library:
            assert {each.article.source for each in library.scores.read()} == {"The Daily"}
        rows = framing("export", "scores", "--format", "json", "--db", db).rows
        assert {each["source"] for each in rows} == {"The Daily", "The Gazette"}
        again = framing("score", "--all", "--lexicon", mine, "--where", "story=1", "--db", db)
        assert again.err.splitlines()[-1] == "2 articles scored; 0 were up to date"

    def test_what_moved_in_those_selected(self, framing: Run, db: Path, tmp_path: Path) -> None:
        for number, terms in enumerate(('"danger"', '"danger", "near"')):
            mine = tmp_path / f"mine{number}.toml"
            mine.write_text(
                MINE.replace('"danger"', terms).replace("1.0", f"1.{number}"), encoding="utf-8"
            )
            assert framing("score", "--lexicon", mine, "--db", db).code == 0
        runs = [each["run"] for each in framing("runs", "--json", "--db", db).rows[-2:]]
        (every,) = framing("diff", *map(str, runs), "--json", "--db", db).rows
        done = framing("diff", *map(str, runs), "--json", "--where", "source=The Daily", "--db", db)
        (daily,) = done.rows
        assert "7 of 14 articles selected" in done.err
        assert (every["articles"], every["moved"]) == (14, 14)
        figures = ("articles", "moved", "only_before", "only_after")
        assert [daily[name] for name in figures] == [7, 7, 0, 0]
        assert {each["source"] for each in daily["furthest"]} == {"The Daily"}
        entries = {each["entry"]: each["matches_after"] for each in daily["entries"]}
        assert entries == {"near": 28}

    def test_all_are_edited_or_none(self, framing: Run, db: Path) -> None:
        with Library(db) as library:
            ids = library.articles.ids("The Daily")
            with pytest.raises(Exception, match="there is no article 'gone'"):
                library.articles.edit_many([*ids, "gone"], {"meta.desk": "News"})
            assert library.articles.meta_names() == []
            library.articles.edit_many(ids, {"meta.desk": "News"})
            assert library.articles.groups("meta.desk") == {"": 7, "News": 7}

    def test_it_is_asked_first(
        self, framing: Run, db: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        for command in (("edit", "meta.desk=News"), ("remove",)):
            done = framing(*command, "--where", "source=The Daily", "--db", db)
            assert done.code != 0
        assert len(framing("articles", "--json", "--db", db).rows) == 14


class TestWithinStories:
    def test_beside_the_crude_difference(self, framing: Run, db: Path) -> None:
        asked = ("sources", "--within-stories", "--dimension", "risk", "--db", db)
        shown = framing(*asked).out
        assert "1 of 1 comparison within stories differs, adjusted p below .05" in shown
        (row,) = framing(*asked, "--json").rows
        assert [row[name] for name in ("a", "b", "stories", "articles_a", "articles_b")] == [
            *("The Daily", "The Gazette", 7, 7, 7)
        ]
        assert row["method"] == "stories"
        assert row["low"] < row["ratio"] < (row["high"] or 99)
        pairs = framing("sources", "--pairs", "--json", "--dimension", "risk", "--db", db).rows
        assert row["crude_ratio"] == pairs[0]["ratio"]
        assert row["differs"] and max(map(len, shown.splitlines())) <= 80

    def test_of_a_selection(self, framing: Run, db: Path) -> None:
        done = framing("sources", "--within-stories", "--where", "published=2025", "--db", db)
        assert "no two sources told five stories in common" in done.out

    def test_no_trend_of_it(self, framing: Run, db: Path) -> None:
        assert framing("sources", "--within-stories", "--trend", "--db", db).code == 2
