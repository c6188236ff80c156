"""DuckDB as a lake is asked by it: in memory, bounded, and with no way to anything but the lake.

What it spills goes to a folder of its own that is removed with it. Extensions are neither loaded
nor fetched, and nothing outside of the lake is opened, whatever a query or a file says.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from framing.articles.readers.extras import extra
from framing.articles.readers.temporary import writing_copy
from framing.errors import ReadError, UsageError

duckdb = extra("duckdb", "lake")

MEMORY = "2GB"
"""What queries keep in memory where nobody says another size; the rest is spilled."""
_MEMORY = re.compile(r"\d{1,6}(\.\d{1,3})?\s?[KMGT]i?B", re.ASCII | re.IGNORECASE)
_ROWS = 500
"""Rows that are fetched together; they may have texts."""


class Database:
    """A connection; its tables are temporary."""

    def __init__(self, connection: Any, folder: Path) -> None:
        self._connection = connection
        self._folder = folder

    def rows(self, sql: str, parameters: Sequence[object] = ()) -> Iterator[tuple[Any, ...]]:
        """The rows of a query, one after another, before the next query is made.

        Raises ReadError for a file that is damaged or no file of scores.
        """
        with _errors(self._folder):
            self._connection.execute(sql, list(parameters))
        while True:
            with _errors(self._folder):
                found: list[tuple[Any, ...]] = self._connection.fetchmany(_ROWS)
            if not found:
                return
            yield from found

    def run(self, sql: str, parameters: Sequence[object] = ()) -> None:
        """Run a statement; raises as `rows`."""
        with _errors(self._folder):
            self._connection.execute(sql, list(parameters))


@contextmanager
def database(folder: Path, *, threads: int | None, memory: str) -> Iterator[Database]:
    """A database that can read the files of a folder and nothing else.

    `threads` are as many as the machine has for None; `memory` is a size as `2GB`. Raises
    UsageError for another one, and where DuckDB is not installed.
    """
    if not _MEMORY.fullmatch(memory):
        raise UsageError(f"“{memory}” is no size of memory", hint="as --memory 2GB")
    with temporary_folder(folder) as spilled:
        settings: dict[str, object] = {
            "memory_limit": memory,
            "temp_directory": str(spilled),
            "autoinstall_known_extensions": False,
            "autoload_known_extensions": False,
            "allow_community_extensions": False,
            "allow_persistent_secrets": False,
            "python_enable_replacements": False,
        }
        if threads:
            settings["threads"] = threads
        connection = duckdb.connect(":memory:", config=settings)
        try:
            places = [f"{each}/" for each in (folder, spilled)]
            connection.execute("SET allowed_directories = ?", [places])
            connection.execute("SET enable_external_access = false")
            connection.execute("SET lock_configuration = true")
            yield Database(connection, folder)
        finally:
            connection.close()


@contextmanager
def temporary_folder(lake: Path) -> Iterator[Path]:
    """A folder for what is spilled of a lake or taken from it. Raises ReadError for none."""
    with ExitStack() as stack:
        with writing_copy(str(lake)):
            made = stack.enter_context(TemporaryDirectory(prefix="framing-lake-"))
        yield Path(made)


@contextmanager
def _errors(folder: Path) -> Iterator[None]:
    """Turn what DuckDB raises inside the block into one line."""
    try:
        yield
    except (duckdb.InterruptException, RuntimeError) as error:  # Ctrl-C while a query runs
        if "interrupt" not in str(error).lower():
            raise
        raise KeyboardInterrupt from error
    except duckdb.OutOfMemoryException as error:
        hint = "give it more, as --memory 8GB"
        raise ReadError("takes more memory than it has", file=str(folder), hint=hint) from error
    except duckdb.Error as error:
        what = " ".join(str(error).split("\n", 1)[0].split())
        raise ReadError(f"cannot be read as a lake: {what}", file=str(folder)) from error
