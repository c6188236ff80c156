"""Keeps a library's scores those of the lexicons at hand."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from framing.scoring import SCORER_VERSION
from framing.shelf import active, state

if TYPE_CHECKING:
    from framing.lexicon import Lexicon
    from framing.model import Article
    from framing.scan import Scanner
    from framing.store import Library, Run

_BATCH_CHARACTERS = 400_000
"""Text scored in one transaction; storing its scores takes well under half a second."""

NAMED = "named"
"""The option of a run whose lexicons were named by hand: the library keeps to them."""
_SHELF = "lexicon_files"
"""The option of a run that holds `shelf.state()`."""

Progress = Callable[[int], None]
"""Called with the number of articles that were done since the last call."""


def refresh(library: Library, progress: Callable[[int], Progress] | None = None) -> int:
    """Score what is stale by the active lexicons; return how many articles that were.

    Nothing is done where the library was last scored with lexicons named by hand, and no lexicon
    is parsed where none changed since. `progress` makes a Progress for so many articles.
    """
    last = _last_run(library)
    if last and (last.options.get(NAMED) or _is_current(last)):
        return 0
    lexicons = active()
    stale = library.stale(lexicons)
    return rescore(
        library,
        lexicons,
        "refresh",
        {},
        progress=progress(len(stale)) if progress and stale else None,
    )


def own_lexicons(library: Library) -> tuple[Lexicon, ...]:
    """The lexicons that the library was told to keep to, else the active ones."""
    last = _last_run(library)
    return library.lexicons() if last and last.options.get(NAMED) else active()


def _last_run(library: Library) -> Run | None:
    return next(reversed(library.runs()), None)


def _is_current(last: Run) -> bool:
    """Whether the last run came to its end with today's lexicons and scorer."""
    same = last.options.get(_SHELF) == state().hex() and last.scorer_version == SCORER_VERSION
    return same and bool(last.finished)


def begin(
    library: Library, kind: str, lexicons: Sequence[Lexicon], options: Mapping[str, object]
) -> int:
    """Begin a run and return its number.

    It remembers which lexicons were at hand, or, in an import, that some were named by hand.
    """
    last = _last_run(library)
    if kind == "import" and last and (named := last.options.get(NAMED)):
        options = {**options, NAMED: named}
    shelf = {} if options.get(NAMED) else {_SHELF: state().hex()}
    return library.begin_run(kind, lexicons, {**options, **shelf})


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

    run = begin(library, kind, lexicons, options)
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
        library.rescore(run, scanner.rate(batch))
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
