"""What is kept of articles to find copies and stories, and the families and stories found."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from operator import itemgetter
from typing import Literal

from framing.library.connection import Connection
from framing.library.copy_pairs import CopyPairs, Ungrouped
from framing.library.stored_forms import as_json
from framing.model import Sketch

Kept = Literal["sketches", "bags"]
"""A table with a row for each article that was read for it."""
Grouping = Literal["families", "stories"]
"""A table of groups, and the key of `meta` that says after how many changes they were made."""


class SimilarArticles:
    """Sketches and bags of words of the articles of an open library, its families and stories."""

    def __init__(self, db: Connection) -> None:
        self._db = db

    def changes(self) -> int:
        """How often articles were added, removed, dated anew, or cut another way; grows only."""
        return self._number("changes", 0)

    def are_current(self, grouping: Grouping) -> bool:
        """Whether `families` or `stories` are those of the articles that the library holds now."""
        return self._number(grouping, -1) == self.changes()

    def _number(self, key: str, otherwise: int) -> int:
        found = self._db.row("SELECT CAST(value AS INTEGER) FROM meta WHERE key = ?", (key,))
        return otherwise if found is None else int(found[0])

    def unread(self, kept: Kept) -> list[str]:
        """Ids of the articles that have no sketch (`sketches`) or no bag of words (`bags`)."""
        surely = self.pairs.compared().up_to if kept == "sketches" else 0
        found = self._db.rows(
            "SELECT a.id FROM articles a WHERE a.seq > ? AND NOT EXISTS"
            f" (SELECT 1 FROM {kept} k WHERE k.article = a.seq) ORDER BY +a.id",
            (surely,),
        )
        return [article_id for (article_id,) in found]

    def keep_sketches(self, sketches: Mapping[str, Sketch]) -> None:
        """Store the sketches of articles by id, in one transaction.

        One whose article was removed meanwhile is passed over.
        """
        with self._db.transaction() as db:
            db.conn.executemany(
                "INSERT OR IGNORE INTO sketches (article, digest, shingles)"
                " SELECT seq, ?, ? FROM articles WHERE id = ?",
                [(*each, article_id) for article_id, each in sketches.items()],
            )

    def sketches(self, ids: Sequence[str]) -> dict[str, Sketch]:
        """The sketches of some articles by id, in its order; broken ones are not."""
        found = self._db.rows(
            "SELECT a.id, s.digest, s.shingles FROM json_each(?) page"
            " CROSS JOIN articles a ON a.id = page.value JOIN sketches s ON s.article = a.seq"
            " WHERE length(s.shingles) % 4 = 0",
            (as_json(ids),),
        )
        return {article_id: Sketch(*kept) for article_id, *kept in sorted(found)}

    @property
    def pairs(self) -> CopyPairs:
        """The pairs of articles that may be copies."""
        return CopyPairs(self._db)

    def keep_bags(self, bags: Mapping[str, bytes]) -> None:
        """Store the bags of words of articles by id, in the same way."""
        with self._db.transaction() as db:
            db.conn.executemany(
                "INSERT OR REPLACE INTO bags (article, bag)"
                " SELECT seq, ? FROM articles WHERE id = ?",
                [(bag, article_id) for article_id, bag in bags.items()],
            )

    def bags(self) -> list[tuple[str, str, bytes]]:
        """Id, date of publication and bag of all articles that have a sound one, by date and id."""
        found = self._db.rows(
            "SELECT a.published, a.id, b.bag FROM bags b CROSS JOIN articles a ON a.seq = b.article"
            " WHERE length(b.bag) % 4 = 0"
        )
        return [(article_id, published, bag) for published, article_id, bag in sorted(found)]

    def keep_families(self, families: Iterable[Sequence[int]], of: Ungrouped, changes: int) -> bool:
        """Replace the families of some texts by these, given as numbers of articles, as those after
        so many changes; False where pairs were kept since."""
        with self._db.transaction() as db:
            if self._number("pairings", 0) != of.pairings:
                return False
            if of.texts is None:
                db.execute("DELETE FROM families")
            else:
                db.conn.executemany(
                    "DELETE FROM families WHERE article IN"
                    " (SELECT article FROM sketches WHERE digest = ?)",
                    ((digest,) for digest in of.texts),
                )
            db.execute("DELETE FROM ungrouped")
            db.conn.executemany(
                "INSERT INTO families (article, family) SELECT seq, ? FROM articles WHERE seq = ?",
                ((min(family), article) for family in families for article in family),
            )
            db.execute("INSERT OR REPLACE INTO meta VALUES ('families', ?)", (str(changes),))
            return True

    def families(self, among: Collection[str] | None = None) -> dict[str, str]:
        """The articles that have copies, each with the one that stands for its family; `among` some
        articles, all for None, which are then all that is spoken of.

        That is the earliest published one, of several the one of the first id; without a date it
        comes after those with one. They are as of the last update of
        `framing.comparing.copy_families`.
        """
        found = self._db.rows(
            "SELECT f.family, a.id FROM families f CROSS JOIN articles a ON a.seq = f.article"
            " ORDER BY f.family, a.published = '', a.published, a.id"
        )
        chosen = None if among is None else frozenset(among)
        standing: dict[str, str] = {}
        for _, rows in groupby(found, key=itemgetter(0)):
            members = [article_id for _, article_id in rows]
            if len(members) > 1:
                spoken_of = [each for each in members if chosen is None or each in chosen]
                standing.update((each, spoken_of[0]) for each in spoken_of)
        return standing

    def keep_stories(self, stories: Sequence[Mapping[str, float]], changes: int) -> None:
        """Replace the stories by these, as those after so many changes.

        A story keeps the number that most of its articles had, unless one before it in the list
        took that; a new one has a number that none had.
        """
        with self._db.transaction() as db:
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
                [("stories", str(changes)), ("last_story", str(highest))],
            )

    def stories(self) -> dict[int, dict[str, float]]:
        """The ids of the articles of each story, by its number, each with its likeness (cosine)
        to the central article, which comes first.

        They are as of the last update of `framing.comparing.stories`.
        """
        found = self._db.rows(
            "SELECT s.story, a.id, s.similarity FROM stories s CROSS JOIN articles a"
            " ON a.seq = s.article ORDER BY s.story, s.position"
        )
        by_number: dict[int, dict[str, float]] = {}
        for number, article_id, similarity in found:
            by_number.setdefault(number, {})[article_id] = similarity
        return {number: told for number, told in by_number.items() if len(told) > 1}


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
