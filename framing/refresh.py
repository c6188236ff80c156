"""Keeps a library's scores those of the lexicons at hand."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from framing.shelf import active

if TYPE_CHECKING:
    from framing.lexicon import Lexicon
    from framing.model import Article
    from framing.scan import Scanner
    from framing.store import Library

_BATCH_CHARACTERS = 400_000
"""Text scored in one transaction; storing its scores takes well under half a second."""

Progress = Callable[[int], None]
"""Called with the number of articles that were done since the last call."""


def refresh(library: Library) -> int:
    """Score what is stale by the active lexicons; return how many articles that were.

    Nothing is done where the library was last scored with lexicons named by hand.
    """
    if _named_by_hand(library):
        return 0
    lexicons = active()
    current = {lexicon.fingerprint for lexicon in library.lexicons()}
    stale = library.stale(lexicons)
    if not stale and current == {lexicon.fingerprint for lexicon in lexicons}:
        return 0
    rescore(library, lexicons, "refresh", {})
    return len(stale)


def _named_by_hand(library: Library) -> bool:
    runs = library.runs()
    return bool(runs) and bool(runs[-1].options.get("named"))


def rescore(
    library: Library,
    lexicons: Sequence[Lexicon],
    kind: str,
    options: Mapping[str, object],
    *,
    every: bool = False,
    progress: Progress | None = None,
) -> int:
    """Score the stale articles, or `every` one, in a run of its own; return how many.

    The lexicons become the library's. Raises LibraryError where it cannot be written.
    """
    from framing.scan import Scanner  # arrays, wanted only where something is scored

    run = library.begin_run(kind, lexicons, options)
    done = score_stale(library, run, Scanner(lexicons), lexicons, every=every, progress=progress)
    library.finish_run(run)
    return done


def score_stale(
    library: Library,
    run: int,
    scanner: Scanner,
    lexicons: Sequence[Lexicon],
    *,
    every: bool = False,
    progress: Progress | None = None,
) -> int:
    """Score in a run what has no current score by its lexicons, or `every` article."""
    done = 0
    ids = None if every else library.stale(lexicons)
    for batch in batches(found.article for found in library.articles(ids)):
        library.rescore(run, scanner.scan(batch))
        done += len(batch)
        if progress:
            progress(len(batch))
    return done


def batches(articles: Iterable[Article]) -> Iterator[list[Article]]:
    """The articles in groups of about as much text as one transaction should hold."""
    batch: list[Article] = []
    size = 0
    for article in articles:
        batch.append(article)
        size += len(article.text)
        if size >= _BATCH_CHARACTERS:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch
