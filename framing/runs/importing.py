"""From files to stored scores: reading, checking, scanning and storing, in batches.

Nothing of a file is stored before all of it was read and checked. What is too long to be kept in
the meantime is read twice. A run that is cut short leaves whole articles, and running it again
adds the rest.
"""

from __future__ import annotations

import gc
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import replace
from functools import partial
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

from framing.articles import File, Options, read, take
from framing.articles.batches import batches
from framing.articles.date_columns import DateColumn
from framing.articles.intake import check
from framing.articles.readers import BadRow, LeftOutError, RowError, format_of
from framing.comparing import copy_families
from framing.errors import ReadError
from framing.lexicons import active
from framing.model import Article, Draft, Rating
from framing.places import is_there
from framing.runs.import_summary import FileTally, ImportSummary, ImportTally
from framing.runs.rescoring import Choice, begin, own, score_stale
from framing.runs.scored_files import FORMAT, SCORED_BY, ScoreFile, parted
from framing.runs.worker_processes import Work, in_order
from framing.visible import visible

if TYPE_CHECKING:
    from framing.articles.manifest import Manifest
    from framing.lexicons import Lexicon
    from framing.library import Library

_KEPT_CHARACTERS = 4_000_000
"""Text of a file that is kept while the rest of it is checked; a longer file is read again."""

WORTH_PROCESSES = 10_000_000
"""Bytes of files from which cleaning and scanning take longer than other processes to start."""

Known = Callable[[Sequence[str]], set[str]]
"""Those of some ids that need no rating."""


def import_files(
    library: Library,
    files: Sequence[File],
    options: Options,
    choice: Choice,
    *,
    manifest: Manifest | None = None,
    jobs: int = 1,
    tally: ImportTally | None = None,
) -> ImportSummary:
    """Add the articles of the files to a library, score them and what is stale in it by the
    chosen lexicons, and find the copies among them.

    A file with a fault is refused whole and the others are taken. `jobs` processes clean and scan,
    this one reads and writes. Files of scores are stored first, as they are; their lexicons are
    then the chosen ones. What is counted is added to the `tally`. Raises LibraryError where the
    library cannot be written.
    """
    tally = tally or ImportTally()
    scores, files = parted(files, options, tally)
    choice = _add_scores(library, scores, choice, tally)
    if scores and not files:
        copy_families.update(library)
        return tally.summary()
    languages = {lexicon.language for lexicon in choice.lexicons}
    run = begin(library, "import", choice, {"files": [visible(file.name) for file in files]})
    sizes: dict[str, float] = {}
    drafts = _sound(files, options, manifest, tally, sizes)
    make = partial(rater, choice.lexicons, library.articles.known if jobs == 1 else _none)
    with in_order(make, batches(drafts), jobs) as rated, _frozen():
        for batch, ratings in rated:
            origins = [draft.origin for draft in batch]
            _store(library, run, origins, ratings, tally, languages)
            tally.moved(sum(sizes[origin] for origin in origins))
    score_stale(library, run, choice, jobs=jobs)
    library.runs.finish(run)
    copy_families.update(library)
    return tally.summary()


@contextmanager
def _frozen() -> Iterator[None]:
    """A block whose searches for garbage spare what was there before: modules, and little else."""
    gc.freeze()
    try:
        yield
    finally:
        gc.unfreeze()


def preview_files(
    library: Library | None,
    files: Sequence[File],
    options: Options,
    *,
    manifest: Manifest | None = None,
    jobs: int = 1,
    tally: ImportTally | None = None,
) -> ImportSummary:
    """What `import_files` would find and do; nothing is scored or written.

    `library` is None where there is none yet, as `library_at` gives it. Articles are cleaned, since
    their identity and title depend on it; one in a language of no lexicon is told by what is said
    of it alone.
    """
    lexicons = own(library).lexicons if library else active()
    languages = {lexicon.language for lexicon in lexicons}
    tally = tally or ImportTally(dry=True)
    scores, files = parted(files, options, tally)
    texts: set[int] = set()
    for found, _ in _sound_scores(library, scores, tally):
        for ratings in found.ratings():
            articles = [each.article for each in ratings]
            _preview(library, articles, tally, languages, texts)
    sizes: dict[str, float] = {}
    drafts = _sound(files, options, manifest, tally, sizes)
    with in_order(_taker, batches(drafts), jobs) as taken:
        for batch, articles in taken:
            _preview(library, articles, tally, languages, texts)
            tally.moved(sum(sizes[draft.origin] for draft in batch))
    return tally.summary()


def _preview(
    library: Library | None,
    articles: Sequence[Article],
    tally: ImportTally,
    languages: set[str],
    texts: set[int],
) -> None:
    """Count a batch as it would be stored; `texts` has the hashes of those before."""
    known = library.articles.known([each.id for each in articles]) if library else set()
    fresh = [each for each in articles if not tally.article(each) and each.id not in known]
    had = library.articles.known_texts([each.text for each in fresh]) if library else set()
    for article in fresh:
        tally.add(article, languages, "words")
        tally.count(copies=article.text in had or hash(article.text) in texts)
        texts.add(hash(article.text))
    tally.count(added=len(fresh), present=len(articles) - len(fresh))


def _add_scores(
    library: Library, scores: Sequence[ScoreFile], choice: Choice, tally: ImportTally
) -> Choice:
    """Store the scores of files, a run for each that made some; return what the library then
    scores by, which is the `choice` where nothing is stored."""
    runs: dict[tuple[str, tuple[str, ...]], int] = {}
    for found, chosen in _sound_scores(library, scores, tally):
        choice, name, made_by = chosen, found.file.name, found.made_by
        key = made_by.run, made_by.lexicons
        if key not in runs:
            same = [visible(each.file.name) for each in scores if each.made_by.run == made_by.run]
            said = {"files": same, SCORED_BY: visible(made_by.run)}
            runs[key] = begin(library, "import", choice, said)
        languages = {lexicon.language for lexicon in choice.lexicons}
        for ratings in found.ratings():
            _store(library, runs[key], [name] * len(ratings), ratings, tally, languages)
        tally.moved(size_of(found.file))
    for run in runs.values():
        library.runs.finish(run)
    return choice


def _sound_scores(
    library: Library | None, scores: Sequence[ScoreFile], tally: ImportTally
) -> Iterator[tuple[ScoreFile, Choice]]:
    """The files of scores that the library takes, each with the lexicons that it then scores by."""
    for found in scores:
        tallied = FileTally(found.file.name, FORMAT)
        try:
            choice = found.choice(library)
            tallied.articles = found.check()
        except ReadError as error:
            tally.refuse(error, FORMAT)
        else:
            tally.take(tallied, DateColumn(found.file.name))
            yield found, choice


@contextmanager
def library_at(path: Path) -> Iterator[Library | None]:
    """The library at a path, to be read; None where there is none yet.

    Raises LibraryError for a file that is none, or cannot be read.
    """
    from framing.library import Library

    if not is_there(path) or not path.stat().st_size:
        yield None
        return
    with Library(path, read_only=True) as library:
        yield library


def _taker() -> Work[list[Draft], list[Article]]:
    return _take_all


def _take_all(drafts: list[Draft]) -> list[Article]:
    return list(map(take, drafts))


def _sound(
    files: Sequence[File],
    options: Options,
    manifest: Manifest | None,
    tally: ImportTally,
    sizes: dict[str, float],
) -> Iterator[Draft]:
    """The drafts of the files without a fault; `sizes` gets the bytes of a draft of each file."""
    for file in files:
        dates = DateColumn(file.name, options.date_order)
        format_ = ""
        try:
            format_ = format_of(file, options)
            found = FileTally(file.name, format_)
            read_once = _drafts(file, options, manifest, tally.tell)
            kept = _checked(found.seen(dates.seen(read_once)))
        except ReadError as error:
            tally.refuse(error, format_)
            if tally.dry and isinstance(error, RowError):
                _tell_rows(file, options, manifest, tally)
            continue
        tally.take(found, dates)
        sizes[file.name] = size_of(file) / max(1, found.articles)
        drafts = _drafts(file, options, manifest) if kept is None else kept
        yield from map(dates.order().dated, drafts)


def _tell_rows(file: File, options: Options, manifest: Manifest | None, tally: ImportTally) -> None:
    """Tell the bad rows of a file that is refused for one, and count the others."""

    def tell(error: ReadError) -> None:
        if not isinstance(error, LeftOutError):  # these were told
            tally.tell(error)

    with suppress(ReadError):
        for _ in _drafts(file, replace(options, skip_bad_rows=True), manifest, tell):
            tally.count(takeable=1)


def _checked(drafts: Iterable[Draft]) -> list[Draft] | None:
    """All drafts, where they are few enough to be kept."""
    size = 0
    kept: list[Draft] | None = []
    for draft in drafts:
        size += len(draft.text)
        if kept is not None:
            kept.append(draft)
        if size > _KEPT_CHARACTERS:
            kept = None
    return kept


def _drafts(
    file: File, options: Options, manifest: Manifest | None, bad_row: BadRow | None = None
) -> Iterator[Draft]:
    """The drafts of a file that can be taken; without `bad_row` nothing is told.

    Raises ReadError at its first fault, or passes over a row with one where the user said so.
    """
    for found in read(file, options, bad_row, signs=bool(bad_row)):
        draft = manifest.complete(found, file) if manifest else found
        try:
            check(draft)
        except ReadError as error:
            if not (options.skip_bad_rows and draft.line):
                raise
            if bad_row:
                bad_row(error)
        else:
            yield draft


def _none(_: Sequence[str]) -> set[str]:
    return set()


def rater(lexicons: Sequence[Lexicon], known: Known) -> Work[list[Draft], list[Rating | Article]]:
    """What makes a rating of each draft, and its article alone where the id of that is known."""
    from framing.matching import Scanner  # arrays, wanted only where something is scored

    scanner = Scanner(lexicons)

    def rate(drafts: list[Draft]) -> list[Rating | Article]:
        articles = [take(draft) for draft in drafts]
        had = known([article.id for article in articles])
        ratings = iter(scanner.rate([each for each in articles if each.id not in had]))
        return [each if each.id in had else next(ratings) for each in articles]

    return rate


def _store(
    library: Library,
    run: int,
    origins: Sequence[str],
    ratings: Sequence[Rating | Article],
    tally: ImportTally,
    languages: set[str],
) -> None:
    """Store what is new of a batch, all of it in one transaction; date what had no date before.

    `origins` are the files that the ratings come from.
    """
    pairs = zip(origins, ratings, strict=True)
    rated = [(origin, each) for origin, each in pairs if isinstance(each, Rating)]
    had = library.articles.known([each.article.id for _, each in rated])
    seen = [each.article for _, each in rated if each.article.id in had]
    seen += [each for each in ratings if isinstance(each, Article)]
    days = {each.id: each.published for each in seen if each.published}
    fresh: dict[str, tuple[str, Rating]] = {}
    for origin, each in rated:
        if each.article.id not in had:
            fresh.setdefault(each.article.id, (origin, each))
    copies = _copies(library, [each.article.text for _, each in fresh.values()])
    found = [
        (origin, [each for _, each in group])
        for origin, group in groupby(fresh.values(), key=lambda pair: pair[0])
    ]
    added = library.runs.add_files(run, found) if found else 0
    tally.count(
        added=added,
        present=len(ratings) - added,
        copies=copies,
        dated=library.articles.fill_dates(days) if days else 0,
    )
    for rating in ratings:
        tally.article(rating if isinstance(rating, Article) else rating.article)
    for _, each in fresh.values():
        tally.add(each.article, languages, each.unit)
    tally.committed(origins)


def _copies(library: Library, texts: Sequence[str]) -> int:
    """How many of the texts stand in the library or earlier in the list."""
    seen = library.articles.known_texts(texts)
    count = 0
    for text in texts:
        count += text in seen
        seen.add(text)
    return count


def size_of(file: File) -> int:
    """Bytes of a file; 0 where it cannot be read."""
    try:
        return os.fstat(file.spool).st_size if file.spool else file.path.stat().st_size
    except OSError:
        return 0
