"""Owns the way to a library file: it asks the library in one thread, whoever asks."""

from __future__ import annotations

import threading
from collections import defaultdict
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from framing.errors import FramingError, NotFoundError
from framing.library import Library
from framing.model import Profile
from tui.source import (
    DimensionInfo,
    EntryPlace,
    Export,
    Order,
    Row,
    Sample,
    Selection,
    Summary,
    place_in,
)

if TYPE_CHECKING:
    from framing.lexicons import Lexicon
    from framing.lexicons.installed import InstalledLexicon
    from framing.matching import Scanner

T = TypeVar("T")

_TOP = 10


class LibrarySource:
    """A library file; one that does not exist yet is an empty list."""

    empty_hint = "No articles yet. `framing import FILE…` adds some."
    offers_sample = True

    def __init__(self, path: Path) -> None:
        self._path = path
        self._library: Library | None = None
        # SQLite wants one thread for a connection; scanning happens in the threads that ask.
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="library")
        self._lock = threading.Lock()

    @property
    def name(self) -> str:
        """The file's name."""
        return self._path.name

    def open(self) -> None:
        """Open the file. Raises LibraryError for one that is none of ours, damaged or locked."""
        if self._path.exists():
            self._library = self._thread.submit(Library(self._path).open).result()

    def close(self) -> None:
        """Close the file; once more does nothing."""
        if self._library is not None:
            self._thread.submit(self._library.close).result()
        self._library = None
        self._thread.shutdown()

    def _ask(self, question: Callable[[Library], T], otherwise: T) -> T:
        if self._library is None:
            return otherwise
        return self._thread.submit(question, self._library).result()

    def dimensions(self) -> Sequence[DimensionInfo]:
        """The dimensions that are scored."""
        return self._ask(lambda library: library.lexicons.dimensions(), ())

    def count(self, query: str) -> int:
        """How many articles the library's search finds."""
        return self._ask(lambda library: library.articles.count(query), 0)

    def rows(self, query: str, order: Order, limit: int, offset: int) -> Sequence[Row]:
        """A window of the filtered and sorted list."""
        key, down = order.key, order.descending
        return self._ask(
            lambda library: library.articles.listing(query, key, down, limit, offset), []
        )

    def summary(self, row: Row) -> Summary:
        """Excluded words and most frequent entries, as stored."""
        return self._ask(lambda library: _summary(library, row), Summary(row, 0, {}))

    def profile(self, article_id: str) -> Profile:
        """One article, scanned by the lexicons that made its stored scores.

        Raises NotFoundError for an id that the library does not have.
        """
        article = self._ask(lambda library: library.articles.one(article_id), None)
        if article is None:
            raise NotFoundError(f"there is no article {article_id!r}")
        with self._lock:
            scanner = self._scanner
        return scanner.scan([article])[0]

    def prepare(self) -> None:
        """Make ahead what the first opened article needs: the lexicons, compiled.

        What fails here fails again, and is told, when an article is opened.
        """
        if self._library is not None:
            with suppress(FramingError), self._lock:
                self._scanner.rate([])

    @cached_property
    def _lexicons(self) -> Sequence[Lexicon]:
        return self._ask(lambda library: library.lexicons.current(), ())

    @cached_property
    def _scanner(self) -> Scanner:
        # Arrays; wanted only when an article is opened.
        from framing.matching import Scanner

        return Scanner(self._lexicons)

    @cached_property
    def _known(self) -> dict[str, InstalledLexicon]:
        """The lexicon files at hand by fingerprint."""
        from framing.lexicons.installed import listing

        return {each.lexicon.fingerprint: each for each in listing() if each.lexicon}

    def entry_place(self, dimension: str, entry: str) -> EntryPlace:
        """The lexicon of the dimension, and file and line where the file is still at hand."""
        with self._lock:
            lexicons, known = self._lexicons, self._known
        for lexicon in lexicons:
            if dimension in {each.name for each in lexicon.dimensions}:
                found = known.get(lexicon.fingerprint)
                return place_in(
                    found.lexicon if found and found.lexicon else lexicon, dimension, entry
                )
        return EntryPlace("unknown lexicon")

    def export(self, selection: Selection, export: Export) -> None:
        """Write a table to a new file."""
        # The writers; wanted only here.
        from tui.exporting import export_library

        def write(library: Library) -> None:
            ids = selection.ids
            if ids is None and selection.query:
                ids = tuple(sorted(row.id for row in library.articles.listing(selection.query)))
            export_library(library, ids, selection.dimensions, export)

        self._ask(write, None)

    def sample(self) -> Sample:
        """The library of the sample articles, made where need be."""
        from framing.runs.sample_corpus import NOTICE, sample_library

        source = LibrarySource(sample_library())
        source.open()
        return Sample(source, NOTICE)


def _summary(library: Library, row: Row) -> Summary:
    stored = next(library.articles.read([row.id]), None)
    counts: dict[str, list[tuple[str, int]]] = defaultdict(list)
    for found in library.scores.entry_counts([row.id]):
        dimension, entry, matches, *_ = found.tally
        if matches:
            counts[dimension].append((entry, matches))
    tops = {
        name: sorted(entries, key=lambda each: (-each[1], each[0]))[:_TOP]
        for name, entries in counts.items()
    }
    return Summary(row, stored.excluded_words if stored else 0, tops)
