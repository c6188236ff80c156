"""What is kept of articles to find copies and stories, and the families and stories found."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Literal

from framing.library.connection import Connection
from framing.model import Sketch

if TYPE_CHECKING:
    from sqlite_utils import Database

Kept = Literal["sketches", "bags"]
"""A table with a row for each article that was read for it."""
Grouping = Literal["families", "stories"]
"""A table of groups, and the key of `meta` that says after how many changes they were made."""


def changes(db: Connection) -> int:
    """How often articles were added, removed, dated anew, or cut another way."""
    return _number(db, "changes", 0)


def are_current(db: Connection, grouping: Grouping) -> bool:
    """Whether the groups were made after the last change."""
    return _number(db, grouping, -1) == changes(db)


def _number(db: Connection, key: str, otherwise: int) -> int:
    found = db.row("SELECT CAST(value AS INTEGER) FROM meta WHERE key = ?", (key,))
    return otherwise if found is None else int(found[0])


def unread(db: Connection, kept: Kept) -> list[str]:
    """Ids of the articles that have no row in a table."""
    found = db.rows(
        "SELECT a.id FROM articles a WHERE NOT EXISTS"
        f" (SELECT 1 FROM {kept} k WHERE k.article = a.seq) ORDER BY a.id"
    )
    return [article_id for (article_id,) in found]


def keep_sketches(db: Database, kept: Mapping[str, Sketch]) -> None:
    """Store sketches by the id of their article; one that was removed meanwhile is passed over."""
    db.conn.executemany(
        "INSERT OR REPLACE INTO sketches (article, digest, shingles)"
        " SELECT seq, ?, ? FROM articles WHERE id = ?",
        [(*each, article_id) for article_id, each in kept.items()],
    )


def keep_bags(db: Database, kept: Mapping[str, bytes]) -> None:
    """Store bags of words by the id of their article, in the same way."""
    db.conn.executemany(
        "INSERT OR REPLACE INTO bags (article, bag) SELECT seq, ? FROM articles WHERE id = ?",
        [(bag, article_id) for article_id, bag in kept.items()],
    )


def sketches(db: Connection) -> dict[str, Sketch]:
    """All sketches by the id of their article, in the order of the ids; broken ones are not."""
    found = db.rows(
        "SELECT a.id, s.digest, s.shingles FROM sketches s"
        " CROSS JOIN articles a ON a.seq = s.article WHERE length(s.shingles) % 4 = 0"
    )
    return {article_id: Sketch(*kept) for article_id, *kept in sorted(found)}


def bags(db: Connection) -> list[tuple[str, str, bytes]]:
    """Id, date of publication and bag of all articles that have a sound one, by date and id."""
    found = db.rows(
        "SELECT a.published, a.id, b.bag FROM bags b CROSS JOIN articles a ON a.seq = b.article"
        " WHERE length(b.bag) % 4 = 0"
    )
    return [(article_id, published, bag) for published, article_id, bag in sorted(found)]


def keep_families(db: Database, families: Iterable[Sequence[str]], seen: int) -> None:
    """Replace the families by these, given as ids, as those after so many changes."""
    numbered = [
        (number, article_id) for number, family in enumerate(families, 1) for article_id in family
    ]
    db.execute("DELETE FROM families")
    db.conn.executemany(
        "INSERT INTO families (article, family) SELECT seq, ? FROM articles WHERE id = ?", numbered
    )
    db.execute("INSERT OR REPLACE INTO meta VALUES ('families', ?)", (str(seen),))


def families(db: Connection) -> dict[str, str]:
    """The articles that have copies, each with the one that stands for its family."""
    found = db.rows(
        "SELECT a.id, first_value(a.id) OVER w, count(*) OVER (PARTITION BY f.family)"
        " FROM families f CROSS JOIN articles a ON a.seq = f.article"
        " WINDOW w AS (PARTITION BY f.family ORDER BY a.published = '', a.published, a.id)"
        " ORDER BY f.family, a.published = '', a.published, a.id"
    )
    return {article_id: first for article_id, first, members in found if members > 1}


def keep_stories(db: Database, stories: Sequence[Mapping[str, float]], seen: int) -> None:
    """Replace the stories by these, as those after so many changes.

    A story keeps the number that most of its articles had, unless one before it in the list took
    that; a new one has a number that none had.
    """
    before = dict(
        db.execute(
            "SELECT a.id, s.story FROM stories s CROSS JOIN articles a ON a.seq = s.article"
        ).fetchall()
    )
    last = db.execute("SELECT value FROM meta WHERE key = 'last_story'").fetchone()
    numbers = list(_numbers(stories, before, int(last[0]) if last else 0))
    db.execute("DELETE FROM stories")
    db.conn.executemany(
        "INSERT INTO stories (article, story, position, similarity)"
        " SELECT seq, ?, ?, ? FROM articles WHERE id = ?",
        [
            (number, position, similarity, article_id)
            for number, story in zip(numbers, stories, strict=True)
            for position, (article_id, similarity) in enumerate(story.items())
        ],
    )
    highest = max([int(last[0]) if last else 0, *numbers])
    db.conn.executemany(
        "INSERT OR REPLACE INTO meta VALUES (?, ?)",
        [("stories", str(seen)), ("last_story", str(highest))],
    )


def _numbers(
    stories: Sequence[Mapping[str, float]], before: Mapping[str, int], last: int
) -> Iterator[int]:
    taken: set[int] = set()
    for story in stories:
        had = Counter(before[each] for each in story if each in before)
        free = [number for number, _ in had.most_common() if number not in taken]
        if not free:
            last += 1
        number = free[0] if free else last
        taken.add(number)
        yield number


def stories(db: Connection) -> dict[int, dict[str, float]]:
    """The articles of each story with their likeness to its central one, which comes first."""
    found = db.rows(
        "SELECT s.story, a.id, s.similarity FROM stories s CROSS JOIN articles a"
        " ON a.seq = s.article ORDER BY s.story, s.position"
    )
    by_number: dict[int, dict[str, float]] = {}
    for number, article_id, similarity in found:
        by_number.setdefault(number, {})[article_id] = similarity
    return {number: told for number, told in by_number.items() if len(told) > 1}
