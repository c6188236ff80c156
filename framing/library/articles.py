"""The articles of a library: listed, found, read with their text, corrected and removed."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from framing.articles.hashes import text_sha256
from framing.errors import NotFoundError
from framing.library import article_list, field_blocks, json_shapes, search
from framing.library.conditions import EVERY, Selection
from framing.library.connection import Connection
from framing.library.editing import check, new_values
from framing.library.grouping import grouping
from framing.library.id_batches import by_batches
from framing.library.records import Row, StoredArticle
from framing.library.stored_forms import as_json
from framing.model import Article, Exclusion

if TYPE_CHECKING:
    from sqlite_utils import Database

_SHORTEST_PREFIX = 4
_COLUMNS = (
    "a.id, a.source, a.publisher, a.title, a.published, a.url, a.author, a.language, a.excluded,"
    " a.meta, a.text, a.words, a.excluded_words, a.sentences, a.unit, a.text_sha256"
)


class Articles:
    """The articles of an open library."""

    def __init__(self, db: Connection) -> None:
        self._db = db

    def count(self, query: str = "", selection: Selection = EVERY) -> int:
        """How many of the selected articles the query finds; all for an empty one."""
        return article_list.total(self._db, search.find(self._db, query, selection))

    def listing(
        self,
        query: str = "",
        sort: str = "source",
        descending: bool = False,
        limit: int | None = None,
        offset: int = 0,
        selection: Selection = EVERY,
    ) -> list[Row]:
        """One page of the selected articles that the query finds.

        The order is one of `SORTS` or `dimension:NAME`; ties by source, title, id; articles
        without the value last. Raises NotFoundError for another one, and as a selection does.
        """
        found = search.find(self._db, query, selection)
        page = article_list.page(self._db, found, sort, descending, limit, offset)
        return article_list.rows(self._db, page)

    def rows(self, ids: Sequence[str]) -> list[Row]:
        """What the list shows of some articles, in the order of the ids; unknown ones are not."""
        found = self._db.rows(
            "SELECT a.seq FROM json_each(?) page CROSS JOIN articles a ON a.id = page.value"
            " ORDER BY page.key",
            (as_json(ids),),
        )
        return article_list.rows(self._db, [seq for (seq,) in found])

    def read(self, ids: Sequence[str] | None = None) -> Iterator[StoredArticle]:
        """Articles with their text, by id; all for None, and unknown ids are passed over."""
        sql = (
            f"SELECT {_COLUMNS} FROM json_each(?) page"
            " CROSS JOIN articles a ON a.id = page.value ORDER BY page.key"
        )
        for columns in by_batches(self._db, sql, ids):
            yield _article(self._db, columns)

    def one(self, article_id: str) -> Article:
        """The article of a full id. Raises NotFoundError where there is none."""
        for found in self.read([article_id]):
            return found.article
        raise NotFoundError(f"there is no article {article_id!r}", hint="it may have been removed")

    def resolve(self, prefix: str) -> str:
        """The one id that begins so. Raises NotFoundError for none, several or under 4 digits."""
        sought = prefix.lower()
        if len(sought) < _SHORTEST_PREFIX:
            raise NotFoundError(f"{prefix!r} is too short for an id", hint="give at least 4 digits")
        found: list[str] = []
        if set(sought) <= set("0123456789abcdef"):
            sql = "SELECT id FROM articles WHERE id >= ? AND id < ? ORDER BY id LIMIT 5"
            found = [article_id for (article_id,) in self._db.rows(sql, (sought, sought + "g"))]
        if not found:
            hint = "`framing articles` lists them"
            raise NotFoundError(f"there is no article {prefix!r}", hint=hint)
        if len(found) > 1:
            raise NotFoundError(f"{prefix!r} begins several ids", hint=f"one of {', '.join(found)}")
        return found[0]

    def known(self, ids: Iterable[str]) -> set[str]:
        """Those of the ids that the library has."""
        found = self._db.rows(
            "SELECT id FROM articles WHERE id IN (SELECT value FROM json_each(?))",
            (as_json(ids),),
        )
        return {article_id for (article_id,) in found}

    def known_texts(self, texts: Iterable[str]) -> set[str]:
        """Those of the texts that an article of the library has, whatever its source."""
        hashes = {text_sha256(text): text for text in texts}
        found = self._db.rows(
            "SELECT text_sha256 FROM articles"
            " WHERE text_sha256 IN (SELECT value FROM json_each(?))",
            (as_json(hashes),),
        )
        return {hashes[each] for (each,) in found}

    def meta_names(self, ids: Sequence[str] | None = None) -> list[str]:
        """The names of all `meta` of some articles, all for None, sorted."""
        if ids is None:
            return field_blocks.names_of_meta(self._db)
        sql = (
            "SELECT DISTINCT a.meta FROM json_each(?) page"
            " CROSS JOIN articles a ON a.id = page.value"
        )
        held = (
            self._db.json(meta, json_shapes.texts) for (meta,) in by_batches(self._db, sql, ids)
        )
        return sorted({name for meta in held for name in meta})

    def groups(self, by: str) -> dict[str, int]:
        """The names of all groups, sorted, with the number of their articles.

        `by` is as `grouping` reads it, and raises as it does.
        """
        group = grouping(by)
        (field, *crossed) = group.fields
        if field != "set" and not crossed:
            return field_blocks.counts(self._db, field)
        found = self._db.rows(
            f"SELECT {group.name} AS grouped, count(*) FROM articles a{group.tables}"
            " GROUP BY grouped ORDER BY grouped",
            group.parameters,
        )
        return dict(found)

    def ids(
        self,
        group: str | None = None,
        by: str = "source",
        *,
        among: Collection[str] | None = None,
    ) -> list[str]:
        """The ids of the articles of a group, of all for None, sorted; only those `among` these."""
        of = grouping(by)
        where = "1" if group is None else f"{of.name} = ?"
        sql = f"SELECT DISTINCT a.id FROM articles a{of.tables} WHERE {where} ORDER BY a.id"
        parameters = () if group is None else (*of.parameters, group)
        chosen = None if among is None else frozenset(among)
        found = (article_id for (article_id,) in self._db.rows(sql, parameters))
        return [each for each in found if chosen is None or each in chosen]

    def grouped(self, by: str, ids: Sequence[str] | None = None) -> Iterator[tuple[str, str]]:
        """The group of each of some articles with its id, of all for None; by set, as often as it
        is in one. By id and group.

        `by` is as `grouping` reads it, and raises as it does; unknown ids are passed over.
        """
        group = grouping(by)
        among = "1" if ids is None else "a.id IN (SELECT value FROM json_each(?))"
        found = self._db.rows(
            f"SELECT {group.name} AS grouped, a.id FROM articles a{group.tables}"
            f" WHERE {among} ORDER BY a.id, grouped",
            (*group.parameters, *(() if ids is None else (as_json(ids),))),
        )
        return ((name, article_id) for name, article_id in found)

    def may_hold(self, patterns: Sequence[str]) -> list[str]:
        """Ids of the articles in which one of the patterns may stand, by id; in no other it does.

        Raises ValueError for what is no pattern.
        """
        from framing.library import word_index  # arrays, wanted only where patterns are read

        found = word_index.holding(self._db, patterns)
        return self.ids() if found is None else found

    def words_beginning(self, letters: str) -> list[tuple[str, int]]:
        """The words in the full-text index that begin with some letters, each with the number of
        articles that have it; they are written there in small letters without diacritics."""
        from framing.library import word_index  # arrays, wanted only where patterns are read

        return word_index.words_beginning(self._db, letters)

    def edit(self, article_id: str, fields: Mapping[str, str]) -> None:
        """Correct metadata: source, publisher, title, published, url, author, language, meta.NAME.

        Text and id never change; an empty `meta.NAME` is taken away. With another title the
        article's scores are stale: other words may stand in the headline (`runs.edit` scores it
        anew). Raises NotFoundError for another field or article, UsageError for a date that is
        none.
        """
        self.edit_many([article_id], fields)

    def edit_many(self, ids: Iterable[str], fields: Mapping[str, str]) -> None:
        """Correct metadata of many articles in one transaction: all of them, or none. As `edit`."""
        from framing.library import writing  # lists do without

        check(fields)
        with self._db.transaction() as db:
            for article_id in ids:
                found = self.one(article_id)
                _write(db, article_id, new_values(fields, found.meta))
                if fields.get("title", found.title) != found.title:
                    writing.forget_scores(db, article_id)

    def fill_dates(self, days: Mapping[str, str]) -> int:
        """Give ISO dates, by article id, to those articles whose date could not be read when they
        were imported; return how many there were."""
        with self._db.transaction() as db:
            found = self._db.rows(
                "SELECT id, meta FROM articles WHERE id IN (SELECT value FROM json_each(?))"
                " AND published = '' AND json_extract(meta, '$.published') IS NOT NULL",
                (as_json(days),),
            )
            for article_id, meta in found:
                fields = {"published": days[article_id], "meta.published": ""}
                _write(db, article_id, new_values(fields, self._db.json(meta, json_shapes.texts)))
        return len(found)

    def remove(self, ids: Sequence[str]) -> int:
        """Remove articles with scores, counts, index and codes; return how many there were."""
        from framing.library import writing  # lists do without

        with self._db.transaction() as db:
            numbers = writing.article_numbers(db, ids).values()
            writing.delete_articles(db, numbers)
            return len(numbers)


def _write(db: Database, article_id: str, columns: Mapping[str, str]) -> None:
    """Write new values of columns of one article."""
    sets = ", ".join(f"{name} = ?" for name in columns)
    db.execute(f"UPDATE articles SET {sets} WHERE id = ?", (*columns.values(), article_id))


def _article(db: Connection, columns: tuple[Any, ...]) -> StoredArticle:
    *names, excluded, meta, text, words, excluded_words, sentences, unit, text_sha256 = columns
    id_, source, publisher, title, published, url, author, language = names
    spans = exclusions(db, excluded)
    lengths = (n for each in spans for n in _lengths(each, text))
    db.check((words, excluded_words, sentences, *lengths), f"article {id_}")
    article = Article(
        id=id_,
        text=text,
        source=source,
        publisher=publisher,
        title=title,
        published=published,
        url=url,
        author=author,
        language=language,
        excluded=spans,
        meta=db.json(meta, json_shapes.texts),
    )
    return StoredArticle(article, words, excluded_words, sentences, unit, text_sha256)


def _lengths(span: Exclusion, text: str) -> tuple[int, int, int]:
    """Characters before, in and after a span; one is below 0 where it is none of the text."""
    return span.start, span.end - span.start, len(text) - span.end


def exclusions(db: Connection, text: str) -> tuple[Exclusion, ...]:
    """The excluded spans of an article, as they are stored."""
    return tuple(Exclusion(*each) for each in db.json(text, json_shapes.spans))
