"""A part of a lake into a library: articles and scores as they are, under the name of their run.

The part is written to one file of scores first, which is then imported as any other: so it is
looked through whole before any of it is stored, and nothing is scored again.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import TYPE_CHECKING

from framing.articles import File, Options
from framing.articles.batches import Progress
from framing.cluster.lake_files import ANEW
from framing.errors import ReadError
from framing.lake.conditions import Sql
from framing.lake.database import temporary_folder
from framing.lake.lake import Lake, Rows
from framing.runs.importing import import_files
from framing.runs.rescoring import own
from framing.shards.arrow import pa
from framing.shards.footers import Footer, known_footer
from framing.shards.score_schema import SCORE_SCHEMA
from framing.shards.score_writers import score_writer
from framing.shards.tables_in import parquet_file, table_errors

if TYPE_CHECKING:
    from framing.library import Library
    from framing.runs import ImportSummary


def take(lake: Lake, rows: Rows, library: Library, progress: Progress) -> ImportSummary:
    """Add the articles of rows to a library, with their scores, and find the copies among them.

    `progress` is told how many articles were read. The summary tells why the part is refused: one
    without texts, by another scorer, or, where the library holds articles, by other lexicons than
    its own. Raises ReadError for a damaged file, LibraryError where the library cannot be written.
    """
    with temporary_folder(lake.folder) as folder:
        path = folder / "part.parquet"
        _write(lake, rows, path, progress)
        return import_files(library, [File(str(lake.folder), path)], Options(), own(library))


def _write(lake: Lake, rows: Rows, path: Path, progress: Progress) -> None:
    """Write rows to one file of scores."""
    footer = known_footer(_file(lake, rows.files[0]))
    with score_writer(path, footer) as write:
        for name, numbers in _numbers(lake, rows):
            for table in _tables(_file(lake, name), footer, numbers):
                write(table)
                progress(table.num_rows)


def _numbers(lake: Lake, rows: Rows) -> Iterator[tuple[str, list[int]]]:
    """The files in which the rows stand, each with their numbers in it, from 0."""
    columns = Sql("a.filename, a.file_row_number")
    for name, found in groupby(lake.select(columns, rows), key=itemgetter(0)):
        numbers = sorted(number for _, number in found)
        if numbers[-1] >= lake.sizes[Path(name).relative_to(lake.folder).as_posix()]:
            what = "holds more articles than the manifest of its lake says"
            raise ReadError(what, file=name, hint=ANEW)
        yield name, numbers


def _file(lake: Lake, name: str) -> File:
    path = lake.folder / name
    return File(str(path), path)


def _tables(file: File, footer: Footer, numbers: list[int]) -> Iterator[pa.Table]:
    """Some rows of a file. Raises ReadError where another run made it."""
    own = known_footer(file)
    if (own.run, own.lexicons) != (footer.run, footer.lexicons):
        raise ReadError("another run than that of the lake made the scores", file=file.name)
    wanted = iter(numbers)
    with parquet_file(file, (numbers[0], numbers[-1] + 1)) as found:
        number = next(wanted)
        for before, batch in found.batches(SCORE_SCHEMA.names):
            chosen = []
            while 0 <= number - before < batch.num_rows:
                chosen.append(number - before)
                number = next(wanted, -1)
            if not chosen:
                continue
            with table_errors(file):
                yield pa.Table.from_batches([batch]).take(chosen).cast(SCORE_SCHEMA)
