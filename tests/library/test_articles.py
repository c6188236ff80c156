"""Articles in the library: what goes in comes out, once, whole or not at all, in any order."""

from __future__ import annotations

import json
import sqlite3
import subprocess
import sys
import unicodedata
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from framing.errors import LibraryError, NotFoundError, UsageError
from framing.library import Library
from framing.model import Exclusion, Profile
from tests.library_world import BOTH, STATE, article, profile
from tests.paths import ROOT


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with Library(tmp_path / "framing.db", create=True) as opened:
        yield opened


def add(library: Library, *profiles: Profile, origin: str = "a.txt") -> int:
    run = library.runs.begin("import", BOTH, {})
    return library.runs.add(run, origin, profiles)


def content(library: Library) -> object:
    """All that a library holds, but for numbers, runs, files and times."""
    return (
        list(library.articles.read()),
        [(each.article.id, each.score, each.scorer_version) for each in library.scores.read()],
        list(library.scores.entry_counts()),
        [library.articles.count(word) for word in ("aid", "alpha", "beta", "daily")],
    )


TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=60)
FIELDS = st.fixed_dictionaries(
    {
        "publisher": TEXTS,
        "title": TEXTS,
        "published": st.sampled_from(["", "2024", "2024-05", "2024-05-06"]),
        "url": TEXTS,
        "author": TEXTS,
        "language": TEXTS,
        "meta": st.dictionaries(TEXTS, TEXTS, max_size=3),
    }
)
SPANS = st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40), TEXTS), max_size=3)


class TestRoundTrip:
    @settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(text=TEXTS, source=TEXTS, fields=FIELDS, spans=SPANS)
    def test_an_article_comes_out_as_it_went_in(
        self,
        library: Library,
        text: str,
        source: str,
        fields: dict[str, object],
        spans: list[tuple[int, int, str]],
    ) -> None:
        places = [(*sorted(min(at, len(text)) for at in ends), rule) for *ends, rule in spans]
        excluded = tuple(Exclusion(*each) for each in places)
        made = profile(text, source=source, excluded=excluded, **fields)
        add(library, made)
        if library.articles.one(made.article.id) != made.article:  # the same text came before
            library.articles.remove([made.article.id])
            add(library, made)
        stored = next(library.articles.read([made.article.id]))
        assert stored.article == made.article
        assert (stored.words, stored.excluded_words, stored.sentences) == (100, 3, 7)
        assert library.articles.listing(limit=1)

    def test_scores_and_counts(self, library: Library) -> None:
        made = profile("Aid, subsidies.", {"support": {"aid": 2, "subsid*": 1}}, words=13)
        add(library, made)
        stored = {each.score.dimension: each for each in library.scores.read()}
        assert {name: each.score for name, each in stored.items()} == {
            score.dimension: score for score in made.scores
        }
        assert stored["support"].score.rate_per_1000 == 1000 * 2.5 / 13
        assert [(*each.tally[:4], each.words) for each in library.scores.entry_counts()] == [
            ("support", "aid", 2, 2.0, 13),
            ("support", "subsid*", 1, 0.5, 13),
        ]

    def test_what_was_not_measured_stays_unmeasured(self, library: Library) -> None:
        made = profile("Aid.", {"support": {"aid": 1}}, words=0)
        scores = [replace(each, voices=None, negated_matches=None) for each in made.scores]
        matches = [replace(each, negated=None) for each in made.matches]
        made = replace(made, scores=tuple(scores), matches=tuple(matches))
        add(library, made)
        for each in library.scores.read():
            assert each.score.voices is None
            assert each.score.negated_matches is None
            assert each.score.rate_per_1000 is None
        assert [each.tally.negated_matches for each in library.scores.entry_counts()] == [None]

    def test_a_negated_match_that_does_not_count(self, library: Library) -> None:
        made = profile("Aid.", {"support": {"aid": 2}})
        first, second = made.matches
        denied = replace(second, negated=True, counted=False)
        add(library, replace(made, matches=(first, denied)))
        (count,) = library.scores.entry_counts()
        assert (count.tally.matches, count.tally.weight, count.tally.negated_matches) == (1, 1.0, 1)

    def test_text_after_a_nul_is_searched_and_shown(self, library: Library) -> None:
        made = profile("before\0after", title="one\0two")
        add(library, made)
        assert library.articles.one(made.article.id).text == "before\0after"
        assert library.articles.count("after") == 1
        assert library.articles.listing()[0].title == "one\0two"


class TestAdding:
    def test_again_adds_nothing_and_changes_nothing(self, library: Library) -> None:
        first = profile("Aid came.", {"support": {"aid": 1}}, title="First")
        assert add(library, first, profile("Alpha.")) == 2
        before = content(library)
        again = profile("Aid came.", {"support": {"aid": 9}}, title="Second")
        assert add(library, again, profile("Alpha.")) == 0
        assert content(library) == before

    def test_twice_in_one_batch_is_once(self, library: Library) -> None:
        assert add(library, profile("Aid came."), profile("Aid came.")) == 1
        assert [(each.added, each.present) for each in library.runs.imports()] == [(1, 1)]

    def test_the_same_text_of_another_source_is_another_article(self, library: Library) -> None:
        assert add(library, profile("Aid."), profile("Aid.", source="The Weekly")) == 2

    def test_the_batches_of_a_file_are_one_import(self, library: Library) -> None:
        run = library.runs.begin("import", BOTH, {})
        library.runs.add(run, "a.jsonl", [profile("One."), profile("Two.")])
        library.runs.add(run, "a.jsonl", [profile("Two."), profile("Three.")])
        library.runs.add(run, "b\x1b[2J.txt", [])
        assert [
            (each.run, each.origin, each.added, each.present) for each in library.runs.imports()
        ] == [
            (run, "a.jsonl", 3, 1),
            (run, "b\\x1b[2J.txt", 0, 0),
        ]

    def test_a_fault_in_the_middle_leaves_nothing(self, library: Library) -> None:
        add(library, profile("Before."))
        before = content(library)
        run = library.runs.begin("import", BOTH, {})
        stranger = profile("Of a lexicon that the run does not know.", lexicons=(STATE,))
        unknown = replace(stranger.scores[0].lexicon, fingerprint="0" * 64)
        bad = replace(stranger, scores=(replace(stranger.scores[0], lexicon=unknown),))
        with pytest.raises(KeyError):
            library.runs.add(run, "bad.txt", [profile("Good."), bad])
        assert content(library) == before
        assert library.runs.imports()[-1].origin != "bad.txt"
        assert add(library, profile("Good.")) == 1

    @pytest.mark.parametrize("table", ["articles", "scores", "entry_counts", "runs"])
    def test_an_error_of_the_database_leaves_nothing(self, tmp_path: Path, table: str) -> None:
        path = tmp_path / "framing.db"
        with Library(path, create=True) as library:
            add(library, profile("Before."))
            before = content(library)
            run = library.runs.begin("import", BOTH, {})
        event = "UPDATE" if table == "runs" else "INSERT"
        raw = sqlite3.connect(path)
        raw.execute(
            f"CREATE TRIGGER fault AFTER {event} ON {table} BEGIN SELECT RAISE(FAIL, 'x'); END"
        )
        raw.close()
        with Library(path) as library:
            with pytest.raises(LibraryError):
                library.runs.add(run, "a.txt", [profile("Aid.", {"support": {"aid": 1}})])
            assert content(library) == before

    def test_the_order_of_imports_does_not_matter(self, tmp_path: Path) -> None:
        many = [
            profile(f"Alpha {n}.", {"support": {"aid": n}}, source=f"Source {n % 3}")
            for n in range(7)
        ]
        with Library(tmp_path / "a.db", create=True) as one:
            add(one, *many)
            expected = content(one)
            rows = one.articles.listing(sort="dimension:support")
        with Library(tmp_path / "b.db", create=True) as other:
            for each in reversed(many):
                add(other, each, many[3])
            assert content(other) == expected
            assert other.articles.listing(sort="dimension:support") == rows


WRITER = """
import sys
from pathlib import Path
sys.path.insert(0, sys.argv[1])
from tests.library_world import BOTH, profile
from framing.library import Library
first, last = int(sys.argv[3]), int(sys.argv[4])
with Library(Path(sys.argv[2]), create=True) as library:
    run = library.runs.begin("import", BOTH, {})
    for n in range(first, last):
        library.runs.add(run, f"{first}.txt", [profile(f"Alpha {n}.", {"support": {"aid": 1}})])
        print(n, flush=True)
    library.runs.finish(run)
"""


def writer(path: Path, first: int, last: int) -> subprocess.Popen[str]:
    here = str(ROOT)
    command = [sys.executable, "-c", WRITER, here, str(path), str(first), str(last)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


class TestManyWriters:
    def test_four_at_once_give_the_union(self, tmp_path: Path) -> None:
        """They also make the library at once, and half of their articles are the same."""
        path = tmp_path / "framing.db"
        running = [writer(path, n * 20, n * 20 + 40) for n in range(4)]
        for each in running:
            _, errors = each.communicate(timeout=120)
            assert each.returncode == 0, errors
        with Library(path) as library:
            assert library.articles.count() == 100
            assert sum(each.added for each in library.runs.imports()) == 100
            assert len(list(library.scores.read())) == 300
            assert library.health().problems == ()

    def test_what_was_said_to_be_stored_survives_a_kill(self, tmp_path: Path) -> None:
        path = tmp_path / "framing.db"
        running = writer(path, 0, 100_000)
        assert running.stdout is not None
        said = [running.stdout.readline() for _ in range(10)]
        running.kill()
        rest, _ = running.communicate(timeout=60)
        last = int((said + rest.split("\n")[:-1])[-1])
        with Library(path) as library:
            stored = {each.article.text for each in library.articles.read()}
            assert stored >= {f"Alpha {n}." for n in range(last + 1)}
            assert len(list(library.scores.read())) == 3 * len(stored)
            assert library.articles.count("alpha") == len(stored)
            assert library.scores.stale(BOTH) == []
            assert library.runs.read()[-1].finished == ""


class TestFinding:
    def test_an_article_by_its_id(self, library: Library) -> None:
        made = article("Aid.", title="Aid")
        add(library, profile("Aid.", title="Aid"))
        assert library.articles.one(made.id) == made
        assert library.articles.known([made.id, "0" * 16]) == {made.id}
        with pytest.raises(NotFoundError):
            library.articles.one("0" * 16)

    def test_the_beginning_of_an_id(self, library: Library) -> None:
        made = article("Aid.")
        add(library, profile("Aid."))
        assert library.articles.resolve(made.id[:4]) == made.id
        assert library.articles.resolve(made.id.upper()) == made.id

    @pytest.mark.parametrize(
        ("prefix", "says"),
        [
            ("", "too short"),
            ("abc", "too short"),
            ("ffff0000ffff", "no article"),
            ("Aid.txt", "no article"),
            ("%%%%", "no article"),
            ("\x1b[2J" * 40, "no article"),
        ],
    )
    def test_no_such_id(self, library: Library, prefix: str, says: str) -> None:
        add(library, profile("Aid."))
        with pytest.raises(NotFoundError, match=says):
            library.articles.resolve(prefix)

    def test_the_beginning_of_several_ids(self, library: Library) -> None:
        one, other = profile("One."), profile("Other.")
        twins = [
            replace(each, article=replace(each.article, id=f"abcd{n:012}"))
            for n, each in enumerate((one, other))
        ]
        add(library, *twins)
        with pytest.raises(NotFoundError, match="abcd000000000000, abcd000000000001"):
            library.articles.resolve("abcd")


class TestEditing:
    def test_fields(self, library: Library) -> None:
        made = profile("Aid came.", title="Old", meta={"topic": "a", "page": "3"})
        add(library, made)
        new = {
            "source": "The Weekly", "publisher": "P", "title": "New", "published": "2024-02",
            "url": "u", "author": "A", "language": "de", "meta.topic": "b", "meta.page": "",
            "meta.a.b": "c",
        }  # fmt: skip
        library.articles.edit(made.article.id, new)
        edited = library.articles.one(made.article.id)
        assert (edited.source, edited.publisher, edited.title) == ("The Weekly", "P", "New")
        assert (edited.published, edited.url, edited.author) == ("2024-02", "u", "A")
        assert edited.language == "de"
        assert edited.meta == {"topic": "b", "a.b": "c"}
        assert (edited.id, edited.text) == (made.article.id, "Aid came.")
        assert library.articles.listing()[0].title == "New"

    def test_search_finds_the_new_words_only(self, library: Library) -> None:
        made = profile("Aid came.", title="Old")
        add(library, made)
        library.articles.edit(made.article.id, {"title": "New", "source": "Courier"})
        words = ("old", "new", "daily", "courier", "aid")
        assert [library.articles.count(word) for word in words] == [0, 1, 0, 1, 1]

    def test_it_is_still_the_same_article(self, library: Library) -> None:
        made = profile("Aid came.")
        add(library, made)
        library.articles.edit(made.article.id, {"source": "Courier"})
        assert add(library, made) == 0

    @pytest.mark.parametrize("name", ["text", "id", "words", "meta", "meta.", "seq = 1 --", ""])
    def test_no_such_field(self, library: Library, name: str) -> None:
        made = profile("Aid came.")
        add(library, made)
        with pytest.raises(NotFoundError, match=r"source, publisher, .*meta\.NAME"):
            library.articles.edit(made.article.id, {"title": "New", name: "x"})
        assert library.articles.one(made.article.id) == made.article

    @pytest.mark.parametrize(
        "date", ["2024-13", "2024-02-30", "24", "yesterday", "2024-1-1", "٢٠٢٤"]
    )
    def test_no_such_date(self, library: Library, date: str) -> None:
        made = profile("Aid came.")
        add(library, made)
        with pytest.raises(UsageError, match="YYYY-MM-DD"):
            library.articles.edit(made.article.id, {"published": date})

    def test_values_that_cannot_be(self, library: Library) -> None:
        made = profile("Aid came.")
        add(library, made)
        for fields in ({"source": ""}, {"title": "\udcff"}, {"meta.\udcff": "a"}):
            with pytest.raises(UsageError):
                library.articles.edit(made.article.id, fields)

    def test_no_such_article(self, library: Library) -> None:
        with pytest.raises(NotFoundError):
            library.articles.edit("0" * 16, {"title": "New"})


class TestRemoving:
    def test_nothing_is_left_of_it(self, library: Library, tmp_path: Path) -> None:
        kept, gone = profile("Alpha stays."), profile("Aid goes.", {"support": {"aid": 1}})
        add(library, kept, gone)
        assert library.articles.remove([gone.article.id, "0" * 16]) == 1
        assert [each.article for each in library.articles.read()] == [kept.article]
        assert library.articles.count("aid") == 0
        raw = sqlite3.connect(tmp_path / "framing.db")
        left = [
            raw.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
            for table in ("articles", "scores", "entry_counts")
        ]
        raw.execute("INSERT INTO articles_fts (articles_fts) VALUES ('integrity-check')")
        raw.close()
        assert left == [1, 3, 0]

    def test_it_can_come_back(self, library: Library) -> None:
        made = profile("Aid came.", {"support": {"aid": 1}})
        add(library, made, profile("Alpha."))
        before = content(library)
        library.articles.remove([made.article.id])
        assert add(library, made) == 1
        assert content(library) == before


def test_search_stays_true_when_another_tool_writes(library: Library, tmp_path: Path) -> None:
    add(library, profile("Aid came."), profile("Alpha."))
    raw = sqlite3.connect(tmp_path / "framing.db")
    raw.execute("UPDATE articles SET title = 'Renamed' WHERE text = 'Alpha.'")
    raw.execute("DELETE FROM articles WHERE text = 'Aid came.'")
    raw.commit()
    raw.close()
    assert [library.articles.count(word) for word in ("aid", "renamed")] == [0, 1]


def test_meta_and_excluded_spans_are_json_in_the_file(library: Library, tmp_path: Path) -> None:
    made = profile("Aid came.", meta={"b": "é", "a": "1"}, excluded=(Exclusion(0, 3, "banner"),))
    add(library, made)
    raw = sqlite3.connect(tmp_path / "framing.db")
    meta, excluded = raw.execute("SELECT meta, excluded FROM articles").fetchone()
    raw.close()
    assert json.loads(meta) == {"a": "1", "b": "é"}
    assert json.loads(excluded) == [[0, 3, "banner"]]
    assert library.articles.meta_names() == ["a", "b"]


def test_the_stored_text_is_not_brought_into_another_form(library: Library) -> None:
    text = unicodedata.normalize("NFD", "é") + " \r\n\t x"
    add(library, profile(text))
    assert next(library.articles.read()).article.text == text
