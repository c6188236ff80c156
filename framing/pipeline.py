"""From files to stored scores: reading, checking, scanning and storing, in batches.

A file is read twice. The first pass reads and checks all of it and stores nothing; the second
stores batches of whole articles with their scores. A run that is cut short leaves whole articles,
and running it again adds the rest.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from framing.errors import ReadError
from framing.intake import check, take
from framing.model import Article, Draft, Rating
from framing.readers import File, Options, read
from framing.refresh import Choice, Progress, batches, begin, score_stale
from framing.visible import visible

if TYPE_CHECKING:
    from framing.manifest import Manifest
    from framing.scan import Scanner
    from framing.store import Library


@dataclass(slots=True)
class Imported:
    """What an import did; it grows while the import runs."""

    added: int = 0
    """Articles that are new in the library."""
    present: int = 0
    """Articles that it held already, or that stand twice in the files."""
    twins: int = 0
    """Articles added whose text the library held already under another source."""
    foreign: int = 0
    """Articles added in a language that none of the lexicons is made for."""
    skipped: list[ReadError] = field(default_factory=list)
    """Malformed rows that were passed over because the user asked for it."""
    refused: list[ReadError] = field(default_factory=list)
    """Files of which nothing was taken, and why."""


def import_files(
    library: Library,
    files: Sequence[File],
    options: Options,
    choice: Choice,
    *,
    manifest: Manifest | None = None,
    progress: Progress | None = None,
) -> Imported:
    """Add the articles of the files to a library, and score them and what is stale in it, by the
    chosen lexicons.

    A file with a fault is refused whole and the others are taken. `progress` counts bytes.
    Raises LibraryError where the library cannot be written.
    """
    from framing.scan import Scanner  # arrays, wanted only now

    scanner = Scanner(choice.lexicons)
    languages = {_language(lexicon.language) for lexicon in choice.lexicons}
    done = Imported()
    run = begin(library, "import", choice, {"files": [visible(file.name) for file in files]})
    for file in files:
        try:
            count = sum(1 for _ in _drafts(file, options, manifest, done.skipped))
        except ReadError as error:
            done.refused.append(error)
        else:
            articles = map(take, _drafts(file, options, manifest, []))
            for stored in _store(library, run, scanner, file, articles, done, languages):
                if progress:
                    progress(size_of(file) * stored // count)
    score_stale(library, run, scanner, choice)
    library.finish_run(run)
    return done


def _drafts(
    file: File, options: Options, manifest: Manifest | None, skipped: list[ReadError]
) -> Iterator[Draft]:
    """The drafts of a file that can be taken.

    Raises ReadError at its first fault, or passes over a row with one where the user said so.
    """
    for found in read(file, options, skipped.append):
        draft = manifest.complete(found, file) if manifest else found
        try:
            check(draft)
        except ReadError as error:
            if not (options.skip_bad_rows and draft.line):
                raise
            skipped.append(error)
        else:
            yield draft


def _store(
    library: Library,
    run: int,
    scanner: Scanner,
    file: File,
    articles: Iterator[Article],
    done: Imported,
    languages: set[str],
) -> Iterator[int]:
    """Store a file's articles batch by batch; yield the size of each."""
    for batch in batches(articles):
        known = library.known([article.id for article in batch])
        fresh = [article for article in batch if article.id not in known]
        done.twins += len(library.known_texts([article.text for article in fresh]))
        ratings = scanner.rate(fresh)
        done.foreign += sum(_is_foreign(rating, languages) for rating in ratings)
        added = library.add(run, file.name, ratings) if fresh else 0
        done.added += added
        done.present += len(batch) - added
        yield len(batch)


def _is_foreign(rating: Rating, languages: set[str]) -> bool:
    """Whether an article is said to be, or plainly is, in none of the languages.

    A lexicon of no stated language may be for any.
    """
    if languages & {"", "und"}:
        return False
    if rating.article.language:
        return _language(rating.article.language) not in languages
    return rating.unit == "characters" and not languages & _UNSPACED


def _language(code: str) -> str:
    """The language of a code such as `en-GB`."""
    return code.lower().partition("-")[0]


_UNSPACED = {"zh", "ja", "th", "lo", "km", "my"}
"""Languages that are written without spaces between words, whose rates are per character."""


def size_of(file: File) -> int:
    """Bytes of a file; 0 where it cannot be read."""
    try:
        return os.fstat(file.spool).st_size if file.spool else file.path.stat().st_size
    except OSError:
        return 0
