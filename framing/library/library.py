"""`Library`: the one door to the library file."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from sqlite3 import ProgrammingError
from types import TracebackType
from typing import TYPE_CHECKING, Self

from framing.errors import LibraryError
from framing.library.articles import Articles
from framing.library.connection import Connection
from framing.library.lexicons import Lexicons
from framing.library.opening import open_library
from framing.library.records import Health
from framing.library.scores import Scores
from framing.library.sets import Sets
from framing.visible import html_table, visible_line
from framing.wording import plural

if TYPE_CHECKING:
    from framing.library.codes import Codes
    from framing.library.runs import Runs
    from framing.library.similar_articles import SimilarArticles


class Library:
    """Articles with their scores in one file; open it before use, in the thread that uses it.

    Two threads or processes open the file twice: readers are never kept waiting, writers wait
    for each other. All that reads or writes raises LibraryError where the file fails, and
    ValueError where it is not open.
    """

    def __init__(self, path: str | Path, *, create: bool = False, read_only: bool = False) -> None:
        self.path = Path(path)
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

    def __repr__(self) -> str:
        """`<Library all.db, 12 articles, read-only>`; `closed` where it is not open."""
        return visible_line(f"<Library {self._summary()}>")

    def _repr_html_(self) -> str:
        """What a notebook shows: the dimensions that articles are scored in."""
        found = () if self._connection is None else self.lexicons.dimensions()
        rows = [(each.name, each.title, each.lexicon) for each in found]
        return html_table(self._summary(), ("dimension", "title", "lexicon"), rows)

    def _summary(self) -> str:
        if self._connection is None:
            return f"{self.path}, closed"
        try:
            articles = plural(self.articles.count(), "article")
        except (LibraryError, ProgrammingError):  # damaged, or of another thread
            return f"{self.path}, open"
        return f"{self.path}, {articles}{', read-only' if self.read_only else ''}"

    @property
    def _db(self) -> Connection:
        if self._connection is None:
            raise ValueError("the library is not open")
        return self._connection

    @property
    def articles(self) -> Articles:
        """The articles: listed, found, read with their text, corrected and removed."""
        return Articles(self._db)

    @property
    def scores(self) -> Scores:
        """What was measured in the articles, and in which it was not."""
        return Scores(self._db)

    @property
    def lexicons(self) -> Lexicons:
        """The lexicons and dimensions of the scores."""
        return Lexicons(self._db)

    @property
    def runs(self) -> Runs:
        """The passes that stored articles and scores, and storing them."""
        from framing.library.runs import Runs

        return Runs(self._db)

    @property
    def codes(self) -> Codes:
        """What human coders said, and the samples that were drawn for them."""
        from framing.library.codes import Codes

        return Codes(self._db)

    @property
    def similar(self) -> SimilarArticles:
        """Families of copies, and stories."""
        from framing.library.similar_articles import SimilarArticles

        return SimilarArticles(self._db)

    @property
    def sets(self) -> Sets:
        """Articles selected by a rule, and the sets that are kept under a name."""
        return Sets(self._db)

    @property
    def read_only(self) -> bool:
        """Whether writing is refused, by request or because the file or its folder cannot be."""
        return self._db.read_only

    def snapshot(self) -> AbstractContextManager[None]:
        """A block in which all that is read is of one moment; do not write in it."""
        return self._db.snapshot()

    @contextmanager
    def together(self) -> Iterator[None]:
        """A block whose writes happen all together at its end, or not at all."""
        with self._db.transaction():
            yield

    def health(self) -> Health:
        """The state of the file; reads all of it."""
        from framing.library import soundness  # who reads and writes does without

        db = self._db
        active = [text for (text,) in db.rows("SELECT fingerprint FROM lexicons WHERE active")]
        problems = list(soundness.problems(db))
        if disagreeing := self.scores.disagreeing():
            problems.append(
                f"{plural(disagreeing, 'block')} of figures or sums are not what the scores are"
            )
        log = db.path.with_name(db.path.name + "-wal")
        return Health(
            schema=db.value("PRAGMA user_version"),
            size=sum(path.stat().st_size for path in (db.path, log) if path.exists()),
            journal_mode=db.value("PRAGMA journal_mode"),
            read_only=db.read_only,
            articles=db.value("SELECT count(*) FROM articles"),
            scores=db.value("SELECT count(*) FROM scores"),
            stale=len(self.scores.stale_by(active)),
            lexicons=db.value("SELECT count(*) FROM lexicons"),
            problems=tuple(problems),
        )
