"""Articles to scores: a table to a table, or a file to a file, by lexicons that are named.

Nothing else goes in and nothing is kept: no library, no settings, no folder of the user. So the
same call gives the same scores in any thread, process or machine.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

from framing.articles import File, read, take
from framing.articles.batches import batches
from framing.articles.cleaning_version import CLEANING_VERSION
from framing.articles.date_columns import DateOrder
from framing.articles.readers import BadRow, LeftOutError, format_of, read_rows
from framing.articles.readers.sheets import rows_of
from framing.errors import ReadError, UsageError
from framing.lexicons import Lexicon
from framing.matching import Scanner
from framing.model import Article, Draft
from framing.shards.arrow import pa
from framing.shards.article_columns import article_columns
from framing.shards.dated_drafts import Reading, dated, order_of_table
from framing.shards.entry_hashes import as_hex, entry_hash
from framing.shards.footers import ABOUT, Footer, file_at, footer_of, parse
from framing.shards.given_lexicons import lexicons_of
from framing.shards.options import ShardOptions, ShardTally
from framing.shards.score_columns import score_columns
from framing.shards.score_schema import SCORE_SCHEMA, with_footer
from framing.shards.score_writers import score_writer
from framing.shards.stored_rows import StoredRows, is_cleaned
from framing.shards.tables_in import TableIn, parquet_file, table_in_memory

_TOLD = 10
"""Lines that a tally keeps."""

Columns = Mapping[str, Any]


def score_table(table: Any, scanner: Scanner, options: ShardOptions | None = None) -> Any:
    """The scores of a pyarrow.Table of articles, as a pyarrow.Table (`SCORE_SCHEMA`).

    The columns are found as `framing import` finds them, and what is no field of an article becomes
    meta. With a column `excluded` (list<struct<start: int32, end: int32, rule: string>>) the rows
    are taken as they are: `text` is a stored text and `id` its id where it is given.

    Raises ReadError for a row or table that cannot be taken, called `table` and by its number from
    1; bad rows are left out where `options.reading.skip_bad_rows` says so.
    """
    options = options or ShardOptions()
    found = table_in_memory(table)
    footer = _footer(found, scanner, options)
    tables = list(_tables(_of_table(found, scanner, options, _Told(options)), footer))
    return pa.concat_tables(tables) if tables else with_footer(footer).empty_table()


def score_shard(
    in_path: Path | str,
    out_path: Path | str,
    lexicons: Sequence[Lexicon | Path | str] | Scanner,
    options: ShardOptions | None = None,
) -> ShardTally:
    """Score the articles of one file, write the scores to another, and tell what became of them.

    `in_path` is a file that `framing import` would take; its articles are cleaned, dated and given
    their ids as there. `out_path` ends in `.parquet`, `.jsonl` or `.jsonl.gz`, and is written whole
    or not at all. A lexicon is one, the path of its file, or its canonical text as a str; a scanner
    of them serves many shards.

    Raises ReadError for a file that cannot be taken, LexiconError for a lexicon, UsageError for
    options that cannot be followed, FramingError where `out_path` cannot be written.
    """
    options = options or ShardOptions()
    scanner = lexicons if isinstance(lexicons, Scanner) else Scanner(lexicons_of(lexicons))
    told = _Told(options)
    articles = total = 0
    with (
        scored(file_at(in_path), scanner, options, told) as (footer, tables),
        score_writer(Path(out_path), footer) as write,
    ):
        for table in tables:
            write(table)
            articles += table.num_rows
            total += entry_hash(table)
    return ShardTally(articles, told.bad_rows, as_hex(total), tuple(told.lines))


class _Told:
    """Counts what is told of a shard while it is read; raises what may not be passed over."""

    def __init__(self, options: ShardOptions) -> None:
        self._skips = options.reading.skip_bad_rows
        self.bad_rows = 0
        self.lines: list[str] = []

    def __call__(self, error: ReadError) -> None:
        if not isinstance(error, LeftOutError):
            if not (self._skips and error.line):
                raise error
            self.bad_rows += 1
        if len(self.lines) < _TOLD:
            self.lines.append(str(error))


@contextmanager
def scored(
    file: File, scanner: Scanner, options: ShardOptions, bad_row: BadRow
) -> Iterator[tuple[Footer, Iterator[Any]]]:
    """What will have made the scores of a file, and its scores in tables of some megabytes.

    `bad_row` is called with each row that cannot be taken and may raise it, and with what is told
    of the file. The tables raise ReadError for what cannot be read.
    """
    if format_of(file, options.reading) == "parquet":
        with parquet_file(file, options.rows) as found:
            footer = _footer(found, scanner, options)
            yield footer, _tables(_of_table(found, scanner, options, bad_row), footer)
        return
    if options.rows:
        raise UsageError("rows can be named of a Parquet file only")
    footer = footer_of(scanner.lexicons, options.run, options.told())
    reading = partial(read, file, options.reading)
    articles = _articles(reading, file, options, bad_row)
    yield footer, _tables(_of_articles(articles, scanner, options), footer)


def articles_of(file: File, options: ShardOptions, bad_row: BadRow) -> Iterator[Article]:
    """The articles of a file that is no Parquet file, cleaned and dated; raises as `scored`."""
    return _articles(partial(read, file, options.reading), file, options, bad_row)


def scored_articles(
    articles: Sequence[Article], scanner: Scanner, options: ShardOptions, footer: Footer
) -> Iterator[Any]:
    """The scores of a batch of articles, which may come from many files."""
    columns = article_columns(articles, texts=True)
    return _tables(_columns(articles, columns, scanner, options), footer)


def _tables(found: Iterable[Columns], footer: Footer) -> Iterator[Any]:
    schema = with_footer(footer)
    for columns in found:
        yield pa.Table.from_arrays([columns[name] for name in schema.names], schema=schema)


def _footer(found: TableIn, scanner: Scanner, options: ShardOptions) -> Footer:
    """What makes the scores of a table; rows that were scored before keep who cleaned them."""
    before = _scored_before(found)
    cleaned_by = before.cleaning_version if before else CLEANING_VERSION
    return footer_of(scanner.lexicons, options.run, options.told(), cleaned_by)


def _scored_before(found: TableIn) -> Footer | None:
    about = (found.schema.metadata or {}).get(ABOUT.encode(), b"")
    try:
        return parse(about)
    except ValueError as error:
        raise ReadError(str(error), file=found.file.name) from error


def _of_table(
    found: TableIn, scanner: Scanner, options: ShardOptions, bad_row: BadRow
) -> Iterator[Columns]:
    """The columns of the scores of a table, batch by batch."""
    if not is_cleaned(found.schema):
        reading = partial(_drafts_of, found, options)
        order = order_of_table(found, options)
        articles = _articles(reading, found.file, options, bad_row, order)
        yield from _of_articles(articles, scanner, options)
        return
    left_out = {*SCORE_SCHEMA.names} if _scored_before(found) else set()
    for before, batch in found.batches():
        rows = StoredRows(batch, before, found.file, left_out, bad_row)
        yield from _columns(rows.articles, rows.columns, scanner, options)


def _drafts_of(
    found: TableIn, options: ShardOptions, bad_row: BadRow, *, signs: bool = True
) -> Iterator[Draft]:
    """The drafts of a table whose rows were not cleaned."""
    return read_rows(_rows(found), found.file, options.reading, bad_row, signs=signs)


def _rows(found: TableIn) -> Iterator[tuple[int, list[str]]]:
    yield 0, list(found.schema.names)
    for before, batch in found.batches():
        yield from rows_of([batch], before)


def _of_articles(
    articles: Iterator[Article], scanner: Scanner, options: ShardOptions
) -> Iterator[Columns]:
    """The same for articles."""
    for batch in batches(articles):
        yield from _columns(batch, article_columns(batch, texts=True), scanner, options)


def _articles(
    reading: Reading,
    file: File,
    options: ShardOptions,
    bad_row: BadRow,
    order: DateOrder | None = None,
) -> Iterator[Article]:
    return _taken(dated(reading, file, options, bad_row, order), bad_row)


def _taken(drafts: Iterator[Draft], bad_row: BadRow) -> Iterator[Article]:
    for draft in drafts:
        try:
            article = take(draft)
        except ReadError as error:
            bad_row(error)
        else:
            yield article


def _columns(
    articles: Sequence[Article], columns: Columns, scanner: Scanner, options: ShardOptions
) -> Iterator[Columns]:
    """The columns of articles with those of their scores, in the batches of the scan."""
    begin = 0
    for counts in scanner.counts(articles):
        size = len(counts)
        own = {name: column.slice(begin, size) for name, column in columns.items()}
        if not options.texts:
            own["text"] = pa.nulls(size, pa.string())
        yield own | score_columns(counts)
        begin += size
