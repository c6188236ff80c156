"""`Library`: the one door to the library file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from types import TracebackType
from typing import Self

from framing.errors import NotFoundError
from framing.lexicons import Lexicon
from framing.library import (
    article_list,
    coding,
    current_scores,
    editing,
    history,
    reading,
    score_changes,
    similar_articles,
    sources,
    writing,
)
from framing.library.connection import Connection
from framing.library.opening import open_library
from framing.library.records import (
    ArticleFigures,
    Code,
    DimensionChange,
    DimensionInfo,
    EntryCount,
    Health,
    Import,
    Maker,
    Row,
    Run,
    Sample,
    SourceKind,
    StoredArticle,
    StoredScore,
)
from framing.model import Article, LexiconVersion, Rated, Sketch, VoiceWords


class Library:
    """Articles with their scores in one file; open it before use, in the thread that uses it.

    Two threads or processes open the file twice: readers are never kept waiting, writers wait
    for each other. Every method raises LibraryError where the file fails.
    """

    def __init__(self, path: Path, *, create: bool = False, read_only: bool = False) -> None:
        self.path = path
        self._create = create
        self._read_only = read_only
        self._connection: Connection | None = None

    def open(self) -> Self:
        """Open the file, and make or migrate it where need be; return the library."""
        self._connection = open_library(self.path, create=self._create, read_only=self._read_only)
        return self

    def close(self) -> None:
        """Close the file; once more does nothing."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def __enter__(self) -> Self:
        """The library, opened unless it is open already."""
        return self.open() if self._connection is None else self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Close the file."""
        self.close()

    @property
    def _db(self) -> Connection:
        if self._connection is None:
            raise ValueError("the library is not open")
        return self._connection

    @property
    def read_only(self) -> bool:
        """Whether writing is refused, by request or because the file or its folder cannot be."""
        return self._db.read_only

    def snapshot(self) -> AbstractContextManager[None]:
        """A block whose reading methods all see the library at one moment; do not write in it."""
        return self._db.snapshot()

    def count(self, query: str = "") -> int:
        """How many articles the query finds; all for an empty one."""
        return article_list.count(self._db, query)

    def listing(
        self,
        query: str = "",
        sort: str = "source",
        descending: bool = False,
        limit: int | None = None,
        offset: int = 0,
    ) -> list[Row]:
        """One page of the articles that the query finds.

        The order is one of `SORTS` or `dimension:NAME`; ties by source, title, id; articles
        without the value last. Raises NotFoundError for another one.
        """
        return article_list.listing(self._db, query, sort, descending, limit, offset)

    def rows(self, ids: Sequence[str]) -> list[Row]:
        """What the list shows of some articles, in the order of the ids; unknown ones are not."""
        return article_list.rows(self._db, ids)

    def article(self, article_id: str) -> Article:
        """The article of a full id. Raises NotFoundError where there is none."""
        for found in self.articles([article_id]):
            return found.article
        raise NotFoundError(f"there is no article {article_id!r}", hint="it may have been removed")

    def resolve(self, prefix: str) -> str:
        """The one id that begins so. Raises NotFoundError for none, several or under 4 digits."""
        return reading.resolve(self._db, prefix)

    def known(self, ids: Iterable[str]) -> set[str]:
        """Those of the ids that the library has."""
        return reading.known(self._db, ids)

    def known_texts(self, texts: Iterable[str]) -> set[str]:
        """Those of the texts that an article of the library has, whatever its source."""
        return reading.known_texts(self._db, texts)

    def articles(self, ids: Sequence[str] | None = None) -> Iterator[StoredArticle]:
        """Articles with their text, by id; all for None."""
        return reading.articles(self._db, ids)

    def meta_names(self, ids: Sequence[str] | None = None) -> list[str]:
        """The names of all `meta` of some articles, all for None, sorted."""
        return reading.meta_names(self._db, ids)

    def scores(
        self, ids: Sequence[str] | None = None, run: int | None = None
    ) -> Iterator[StoredScore]:
        """Current scores by id and dimension, or those that were current in a run."""
        return reading.scores(self._db, ids, self._selection(run))

    def voice_words(
        self, ids: Sequence[str] | None = None
    ) -> Iterator[tuple[str, tuple[VoiceWords, ...]]]:
        """Words by voice as last scored, by id of the article; all for None."""
        return reading.voice_words(self._db, ids)

    def entry_counts(
        self, ids: Sequence[str] | None = None, run: int | None = None
    ) -> Iterator[EntryCount]:
        """Current counts by id, dimension and entry, or those that were current in a run."""
        return reading.entry_counts(self._db, ids, self._selection(run))

    def article_figures(self, by: SourceKind) -> Iterator[ArticleFigures]:
        """Current scores in no set order, each with its source or publisher: for aggregates."""
        return sources.figures(self._db, current_scores.current(self._db), by)

    def groups(self, by: SourceKind) -> dict[str, int]:
        """The names of all sources or publishers, sorted, with the number of their articles."""
        return sources.groups(self._db, by)

    def ids(self, source: str | None = None) -> list[str]:
        """The ids of the articles of a source, of all for None, sorted."""
        return sources.ids(self._db, source)

    def _selection(self, run: int | None) -> current_scores.Selection:
        return (
            current_scores.current(self._db)
            if run is None
            else current_scores.of_run(self._db, run)
        )

    def lexicons(self) -> tuple[Lexicon, ...]:
        """The lexicons of the current scores, from the text that the library keeps."""
        return history.lexicons(self._db)

    def dimensions(self) -> tuple[DimensionInfo, ...]:
        """The dimensions of the current scores, in the order of their lexicons."""
        return tuple(info for _, info in current_scores.dimensions(self._db))

    def stale(self, lexicons: Sequence[Lexicon]) -> list[str]:
        """Ids of the articles that some of the lexicons has not scored with today's scorer."""
        return self.stale_by([lexicon.fingerprint for lexicon in lexicons])

    def stale_by(self, fingerprints: Sequence[str]) -> list[str]:
        """The same for lexicons known by their fingerprints."""
        return history.stale(self._db, fingerprints, _scorer_version())

    def runs(self) -> list[Run]:
        """All runs, the first one first."""
        return history.runs(self._db)

    def lexicon(self, fingerprint: str) -> Lexicon:
        """A lexicon version that made scores. Raises NotFoundError for one that made none."""
        return history.lexicon(self._db, fingerprint)

    def versions(self) -> list[LexiconVersion]:
        """All lexicon versions that made scores, by name and the order in which they came."""
        return history.versions(self._db)

    def score_changes(
        self, dimension: str, before: Maker, after: Maker, limit: int | None = None
    ) -> DimensionChange:
        """How a dimension's scores differ, with not more than `limit` articles that moved."""
        asked = score_changes.parameters(self._db, dimension, before, after)
        found = score_changes.totals(self._db, asked)
        return DimensionChange(
            dimension,
            before,
            after,
            found,
            tuple(score_changes.entries(self._db, asked)) if found.moved else (),
            tuple(score_changes.moved(self._db, asked, limit)) if found.moved else (),
        )

    def imports(self) -> list[Import]:
        """What each run took from each file, the first one first."""
        return history.imports(self._db)

    def health(self) -> Health:
        """The state of the file; reads all of it."""
        return history.health(self._db, _scorer_version())

    def begin_run(
        self, kind: str, lexicons: Sequence[Lexicon], options: Mapping[str, object]
    ) -> int:
        """Record a run, make exactly these lexicons the active ones, and return its number."""
        with self._db.transaction() as db:
            return writing.begin_run(db, kind, lexicons, options, _scorer_version())

    def finish_run(self, run: int) -> None:
        """Record that a run came to its end."""
        with self._db.transaction() as db:
            writing.finish_run(db, run)

    def add(self, run: int, origin: str, profiles: Sequence[Rated]) -> int:
        """Store the articles that are new, with their scores; return how many they were.

        All in one transaction. Articles that the library has stay as they are.
        """
        return self.add_files(run, [(origin, profiles)])

    def add_files(self, run: int, found: Sequence[tuple[str, Sequence[Rated]]]) -> int:
        """The same for the profiles of several files, in one transaction for all of them."""
        with self._db.transaction() as db:
            return writing.add(db, run, found)

    def rescore(self, run: int, profiles: Sequence[Rated]) -> None:
        """Store new scores for articles of the library, in one transaction."""
        with self._db.transaction() as db:
            writing.rescore(db, run, profiles)

    def edit(self, article_id: str, fields: Mapping[str, str]) -> None:
        """Correct metadata: source, publisher, title, published, url, author, language, meta.NAME.

        Text and id never change; an empty `meta.NAME` is taken away. With another title the
        article's scores are stale: other words may stand in the headline. Raises NotFoundError
        for another field or article, UsageError for a date that is none.
        """
        editing.check(fields)
        with self._db.transaction() as db:
            found = self.article(article_id)
            editing.edit(db, article_id, fields, found.meta)
            if fields.get("title", found.title) != found.title:
                writing.forget(db, article_id)

    def remove(self, ids: Sequence[str]) -> int:
        """Remove articles with scores, counts, index and codes; return how many there were."""
        with self._db.transaction() as db:
            return writing.remove(db, ids)

    def add_sample(self, sample: Sample) -> None:
        """Keep what was drawn for coding; the same draw once more changes nothing."""
        with self._db.transaction() as db:
            coding.add_sample(db, sample)

    def samples(self, *, coded: bool = False) -> list[Sample]:
        """What was drawn for coding, the first one first; only what has codes, where asked.

        Units whose article was removed are gone.
        """
        return coding.samples(self._db, coded=coded)

    def add_codes(self, codes: Sequence[Code], sheet: str) -> None:
        """Store codes in one transaction; a code of the same unit, dimension and coder is
        replaced.

        Units that the library does not have, or no longer has, are passed over.
        """
        with self._db.transaction() as db:
            coding.add_codes(db, codes, sheet)

    def codes(self) -> list[Code]:
        """All codes, by unit, dimension and coder."""
        return coding.codes(self._db)

    def changes(self) -> int:
        """How often articles were added, removed, dated anew, or cut another way; grows only."""
        return similar_articles.changes(self._db)

    def unread(self, kept: similar_articles.Kept) -> list[str]:
        """Ids of the articles that have no sketch (`sketches`) or no bag of words (`bags`)."""
        return similar_articles.unread(self._db, kept)

    def are_current(self, grouping: similar_articles.Grouping) -> bool:
        """Whether `families` or `stories` are those of the articles that the library holds now."""
        return similar_articles.are_current(self._db, grouping)

    def keep_sketches(self, sketches: Mapping[str, Sketch]) -> None:
        """Store the sketches of articles by id, in one transaction."""
        with self._db.transaction() as db:
            similar_articles.keep_sketches(db, sketches)

    def sketches(self) -> dict[str, Sketch]:
        """All sketches by the id of their article, in the order of the ids."""
        return similar_articles.sketches(self._db)

    def keep_families(self, families: Iterable[Sequence[str]], changes: int) -> None:
        """Store all families, given as ids, as those after so many changes."""
        with self._db.transaction() as db:
            similar_articles.keep_families(db, families, changes)

    def families(self) -> Mapping[str, str]:
        """The articles that have copies, each with the one that stands for its family.

        That is the earliest published one, of several the one of the first id; without a date it
        comes after those with one. They are as of the last update of
        `framing.comparing.copy_families`.
        """
        return similar_articles.families(self._db)

    def keep_bags(self, bags: Mapping[str, bytes]) -> None:
        """Store the bags of words of articles by id, in one transaction."""
        with self._db.transaction() as db:
            similar_articles.keep_bags(db, bags)

    def bags(self) -> list[tuple[str, str, bytes]]:
        """Id, date of publication and bag of words of articles, by date and id."""
        return similar_articles.bags(self._db)

    def keep_stories(self, stories: Sequence[Mapping[str, float]], changes: int) -> None:
        """Store all stories, as those after so many changes; known ones keep their numbers."""
        with self._db.transaction() as db:
            similar_articles.keep_stories(db, stories, changes)

    def stories(self) -> Mapping[int, Mapping[str, float]]:
        """The ids of the articles of each story, by its number, each with its likeness (cosine)
        to the central article, which comes first.

        They are as of the last `framing.comparing.stories.update`.
        """
        return similar_articles.stories(self._db)


def _scorer_version() -> str:
    from framing.statistics.rates import SCORER_VERSION

    return SCORER_VERSION
