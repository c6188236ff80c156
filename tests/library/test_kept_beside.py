"""What is kept beside articles and scores is what can be read off them, after any change."""

from __future__ import annotations

import math
import random
import sqlite3
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from framing.lexicons import Dimension, Lexicon, Term
from framing.library import Library
from framing.matching import Scanner
from framing.model import Article
from tests.older_library import older_library

OLD = Lexicon("two", dimensions=(
    Dimension("fear", terms=(Term("danger"), Term("loss", 0.3))),
    Dimension("hope", terms=(Term("hope", 2.0),)),
))  # fmt: skip
NEW = Lexicon("two", version="2", dimensions=(Dimension("hope", terms=(Term("hope*", 0.7),)),))
WORDS = ("danger", "hope", "hopes", "rain", "loss", "said")
SOURCES = ("The Daily", "the daily", "Gazette", "B × C", "日報", "")
BLOCK = 1024


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with Library(tmp_path / "l.db", create=True) as opened:
        yield opened


def made(chance: random.Random, number: int) -> Article:
    text = " ".join(chance.choices(WORDS, k=chance.randrange(9)))
    date = chance.choice(("", "2024", "2024-05", "2024-05-06", "2025-05-07"))
    meta = {"desk": chance.choice("AB")} if chance.random() < 0.7 else {"note": f"{number}"}
    return Article(
        f"{number:016x}", text, chance.choice(SOURCES[:5]), published=date, meta=meta,
        author=chance.choice(("", "Ann", "Bo")), language=chance.choice(("en", "")),
    )  # fmt: skip


class Walk:
    """A library that is changed by chance."""

    def __init__(self, library: Library, seed: int) -> None:
        self.library, self.chance, self.number = library, random.Random(seed), 0
        self.lexicon = OLD

    def step(self) -> None:
        changes: list[Callable[[], object]] = [
            self.add, self.add, self.edit, self.remove, self.rescore, self.another_lexicon,
            self.library.scores.add_up, self.far_away,
        ]  # fmt: skip
        self.chance.choice(changes)()

    def add(self) -> None:
        run = self.library.runs.begin("import", [self.lexicon], {})
        articles = [made(self.chance, self.number + at) for at in range(self.chance.randrange(6))]
        self.number += len(articles)
        self.library.runs.add(run, "t", Scanner([self.lexicon]).rate(articles))
        if self.chance.random() < 0.7:
            self.library.runs.finish(run)

    def some(self) -> list[str]:
        ids = self.library.articles.ids()
        return self.chance.sample(ids, min(len(ids), self.chance.randrange(4)))

    def edit(self) -> None:
        field, value = self.chance.choice((
            ("source", "The Daily"), ("source", "Gazette"), ("published", "2023-01"),
            ("author", "Cy"), ("meta.desk", "C"), ("meta.desk", ""), ("title", "hope"),
        ))  # fmt: skip
        self.library.articles.edit_many(self.some(), {field: value})

    def remove(self) -> None:
        self.library.articles.remove(self.some())

    def rescore(self) -> None:
        run = self.library.runs.begin("score", [self.lexicon], {})
        ids = self.chance.choice((self.some(), self.library.articles.ids()))
        articles = [each.article for each in self.library.articles.read(ids)]
        self.library.runs.rescore(run, Scanner([self.lexicon]).rate(articles))
        if self.chance.random() < 0.7:
            self.library.runs.finish(run)

    def another_lexicon(self) -> None:
        self.lexicon = NEW if self.lexicon is OLD else OLD
        self.rescore()

    def far_away(self) -> None:
        """An article moves to a block of its own, as where many were removed before it."""
        with closing(sqlite3.connect(self.library.path)) as other:
            (last,) = other.execute("SELECT max(seq) FROM articles").fetchone()
            if last and last < 40 * BLOCK:
                for table, column in (
                    ("scores", "article"), ("entry_counts", "article"), ("voice_scores", "article"),
                    ("voice_words", "article"), ("articles", "seq"),
                ):  # fmt: skip
                    other.execute(
                        f"UPDATE {table} SET {column} = {column} + {BLOCK} WHERE {column} = {last}"
                    )
                other.commit()


def check(library: Library) -> None:
    """Everything that is read in blocks, against what is read of articles and scores one by one."""
    stored = {each.article.id: each.article for each in library.articles.read()}
    for by, group in GROUPS.items():
        expected = Counter(group(each) for each in stored.values())
        assert library.articles.groups(by) == dict(sorted(expected.items())), by
    names = {name for each in stored.values() for name in each.meta}
    assert library.articles.meta_names() == sorted(names)
    scores = list(library.scores.read())
    for by in ("source", "month", "meta.desk", "source,year"):
        group = GROUPS.get(by, lambda each: f"{each.source} × {each.published[:4]}")
        found = Counter(
            (each.article_id, each.group, each.dimension, each.words, each.matches, each.weight)
            for each in library.scores.figures(by)
        )
        assert found == Counter(
            (each.article.id, group(stored[each.article.id]), each.score.dimension,
             each.score.words, each.score.matches, each.score.weight)
            for each in scores
        ), by  # fmt: skip
    check_views(library)


GROUPS: dict[str, Callable[[Article], str]] = {
    "source": lambda each: each.source,
    "author": lambda each: each.author,
    "language": lambda each: each.language,
    "month": lambda each: each.published[:7],
    "year": lambda each: each.published[:4],
    "meta.desk": lambda each: each.meta.get("desk", ""),
    "meta.note": lambda each: each.meta.get("note", ""),
    "meta.none": lambda each: "",
}


def check_views(library: Library) -> None:
    by_source = defaultdict(list)
    for each in library.scores.read():
        by_source[each.article.source, each.score.dimension].append(each.score)
    found = rows(library.path, "SELECT * FROM source_scores")
    assert {row[:2] for row in found} == by_source.keys()
    for source, dimension, articles, words, matches, pooled, mean in found:
        own = by_source[source, dimension]
        assert articles == len(own)
        assert words == sum(each.words for each in own)
        assert matches == sum(each.matches for each in own)
        weight = math.fsum(each.weight for each in own)
        assert pooled == (pytest.approx(1000 * weight / words) if words else None)
        known = [each.rate_per_1000 for each in own if each.rate_per_1000 is not None]
        assert mean == (pytest.approx(math.fsum(known) / len(known)) if known else None)
    tallies = defaultdict(list)
    for each in library.scores.entry_counts():
        tallies[each.tally.dimension, each.tally.entry].append(each.tally)
    assert {
        (dimension, entry): (articles, matches, pytest.approx(weight))
        for dimension, entry, articles, matches, weight in rows(
            library.path, "SELECT * FROM term_counts"
        )
    } == {
        key: (
            sum(each.matches > 0 for each in own),
            sum(each.matches for each in own),
            math.fsum(each.weight for each in own),
        )
        for key, own in tallies.items()
    }


def rows(path: Path, sql: str) -> list[tuple]:
    """What another program reads."""
    with closing(sqlite3.connect(path)) as other:
        return other.execute(sql).fetchall()


@pytest.mark.parametrize("seed", range(3))
def test_after_any_changes(library: Library, seed: int) -> None:
    walk = Walk(library, seed)
    for _ in range(25):
        walk.step()
        check(library)
    library.scores.add_up()
    check(library)
    assert library.scores.disagreeing() == 0


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE articles SET source = 'Other' WHERE seq = 1",
        "UPDATE articles SET meta = '{}'",
        "UPDATE scores SET matches = matches + 1",
        "DELETE FROM entry_counts WHERE entry = 'danger'",
        "UPDATE entry_counts SET matches = 7, weight = 7.5",
        "DELETE FROM figure_blocks WHERE dimension = 'fear'",
        "DELETE FROM field_blocks",
        "UPDATE field_blocks SET codes = substr(codes, 2) WHERE field IN ('id', 'source')",
        "UPDATE field_blocks SET names = '{'",
    ],
)
def test_whoever_changes_it(library: Library, change: str) -> None:
    filled(library)
    with closing(sqlite3.connect(library.path)) as other:
        other.execute(change)
        other.commit()
    check(library)


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE source_sums SET words = words + 1",
        "DELETE FROM source_sums WHERE source = 'Gazette'",
        "UPDATE entry_sums SET weight = weight + 0.001",
        "INSERT INTO entry_sums SELECT block, lexicon, dimension, scorer_version, 'x', 1, 1, 1.0"
        " FROM entry_sums LIMIT 1",
        "UPDATE field_blocks SET names = '{\"Gazette\": 1}' WHERE field = 'source'",
    ],
)
def test_what_is_false_is_told(library: Library, change: str) -> None:
    filled(library)
    assert library.scores.disagreeing() == 0
    with closing(sqlite3.connect(library.path)) as other:
        other.execute(change)
        other.commit()
    assert "1 block of figures or sums are not what the scores are" in library.health().problems


def test_one_article_more_leaves_other_blocks_as_they_are(library: Library) -> None:
    walk = filled(library)
    for _ in range(3):
        walk.far_away()
        walk.add()
        library.scores.add_up()
    told: list[int] = []
    run = library.runs.begin("import", [OLD], {})
    library.runs.add(run, "t", Scanner([OLD]).rate([Article("f" * 16, "danger", "Gazette")]))

    def progress(blocks: int) -> Callable[[int], None]:
        told.append(blocks)
        return lambda _: None

    library.scores.add_up(progress)
    assert told == [2]  # its fields and its figures
    check(library)


def filled(library: Library) -> Walk:
    walk = Walk(library, 9)
    while walk.number < 12:
        walk.add()
    library.scores.add_up()
    return walk


@pytest.mark.parametrize("schema", [15, 17])
def test_an_older_library_tells_the_same(library: Library, tmp_path: Path, schema: int) -> None:
    filled(library)
    path = older_library(tmp_path / "older.db", library.path, schema)
    if schema == 17:  # blocks of wide columns, with their sums
        with closing(sqlite3.connect(path)) as raw:
            raw.execute(
                "INSERT INTO figure_blocks (lexicon, dimension, scorer_version, block, items)"
                " SELECT lexicon, dimension, scorer_version, article >> 10,"
                " zeroblob(56 * count(*)) FROM scores GROUP BY 1, 2, 3, 4"
            )
            for table in ("source_sums", "entry_sums", "field_blocks"):
                raw.execute("ATTACH ? AS new", (str(library.path),))
                raw.execute(f"INSERT INTO {table} SELECT * FROM new.{table}")
                raw.commit()
                raw.execute("DETACH new")
    with Library(path) as migrated:
        check(migrated)
        migrated.scores.add_up()
        check(migrated)
        assert migrated.scores.disagreeing() == 0
        assert migrated._db.strange() == []


@pytest.mark.slow
def test_an_older_library_of_a_hundred_thousand(library: Library, tmp_path: Path) -> None:
    walk = filled(library)
    while walk.number < 100:
        walk.add()
    path = older_library(tmp_path / "older.db", library.path, 15)
    before = rows(library.path, "SELECT dimension, entry, articles, matches FROM term_counts")
    with closing(sqlite3.connect(path, isolation_level=None)) as raw:
        raw.execute("PRAGMA cache_size = -200000")
        raw.execute("CREATE TEMP TABLE copies (n INTEGER)")
        raw.executemany("INSERT INTO copies VALUES (?)", [(n,) for n in range(1, 1000)])
        (size,) = raw.execute("SELECT max(seq) FROM articles").fetchone()
        for table, key in (
            ("articles", "seq"), ("scores", "article"), ("entry_counts", "article"),
            ("voice_words", "article"), ("voice_scores", "article"),
        ):  # fmt: skip
            names = [row[1] for row in raw.execute(f"PRAGMA table_info({table})")]
            new = {key: f"{key} + n * {size}", "id": "printf('%016x', n) || id"}
            columns = ", ".join(new.get(name, name) for name in names)
            raw.execute(f"INSERT INTO {table} SELECT {columns} FROM {table}, copies")
    with Library(path) as migrated:
        migrated.scores.add_up()
        assert migrated.articles.count() == 1000 * library.articles.count()
        assert rows(path, "SELECT dimension, entry, articles, matches FROM term_counts") == [
            (dimension, entry, 1000 * articles, 1000 * matches)
            for dimension, entry, articles, matches in before
        ]
        assert migrated.articles.groups("source") == {
            name: 1000 * articles for name, articles in library.articles.groups("source").items()
        }
        assert migrated.scores.disagreeing() == 0
