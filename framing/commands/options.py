"""Options that many commands share, and the library they lead to."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING, Any, TypeVar

import click

from framing.errors import UsageError

if TYPE_CHECKING:
    from framing.commands.selecting import Asked
    from framing.lexicons import Lexicon
    from framing.library import Library
    from framing.model import Article

Command = TypeVar("Command", bound=Callable[..., Any])

_SHOWN = 100
"""Blocks of articles that take two seconds to add up."""


def _named_before(context: click.Context, _: click.Parameter, db: str | None) -> str | None:
    """The library named here, else the one that was named before the command."""
    before: str | None = context.find_root().params.get("db")
    if db and before and db != before:
        raise click.UsageError(f"--db names two libraries, {before} and {db}")
    return db or before


_db = click.option(
    "--db",
    metavar="PATH",
    callback=_named_before,
    help="Library file [default: FRAMING_DB, else the data folder of this system].",
)
_jobs = click.option(
    "--jobs",
    type=click.IntRange(1, 256),
    metavar="N",
    help="Processes that do the work [default: 1 for a little, the processor's cores for much].",
)
_map = click.option(
    "--map",
    "columns",
    multiple=True,
    metavar="FIELD=COLUMN",
    help="Which column of a table, or key of JSON, holds a field; again for more.",
)
_date_order = click.option(
    "--date-order",
    default="",
    metavar="dmy|mdy|ymd",
    help="What 03/04/2025 means, where no date of the file tells.",
)
_repair = click.option(
    "--repair", multiple=True, metavar="mojibake|hyphens", help="Mend texts; again for both."
)
_json = click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")


def db_option(command: Command) -> Command:
    """Add `--db`."""
    return _db(command)


def jobs_option(command: Command) -> Command:
    """Add `--jobs`."""
    return _jobs(command)


def map_option(command: Command) -> Command:
    """Add `--map`, whose values `mapping` reads."""
    return _map(command)


def mapping(columns: Sequence[str]) -> dict[str, str]:
    """The column of each field that `--map` names. Raises UsageError for another form."""
    pairs = [column.partition("=") for column in columns]
    for name, equals, column in pairs:
        if not (name and equals and column):
            raise UsageError(f"--map takes FIELD=COLUMN, not “{name}{equals}{column}”")
    return {name: column for name, _, column in pairs}


def date_order_option(command: Command) -> Command:
    """Add `--date-order`."""
    return _date_order(command)


def repair_option(command: Command) -> Command:
    """Add `--repair`."""
    return _repair(command)


def json_option(command: Command) -> Command:
    """Add `--json`."""
    return _json(command)


def open_library(db: str | None, *, create: bool = False) -> Library:
    """The library that `--db`, the environment or the default place names, opened.

    Raises LibraryError where there is none and `create` is false, or where it cannot be opened.
    """
    from framing.library import Library
    from framing.places import library_file

    return Library(library_file(db)[0], create=create).open()


def lexicons_in_use(db: str | None) -> tuple[Lexicon, ...]:
    """The lexicons that the library uses; those that are switched on where there is no library.

    Raises LexiconError where one cannot be read, LibraryError where a library that was named
    cannot be.
    """
    from framing.errors import LibraryError
    from framing.lexicons import active
    from framing.places import is_there, library_file
    from framing.runs.rescoring import own

    if db is None and not is_there(library_file(None)[0]):
        return active()
    try:
        with open_library(db) as library:
            return own(library).lexicons
    except LibraryError:
        if db is not None:
            raise
        return active()


@contextmanager
def stored_articles(db: str | None, asked: Asked) -> Iterator[tuple[int, Iterator[Article]]]:
    """How many articles of the library are selected, and these as of one moment.

    Raises NotFoundError where there are none, and as `selected`.
    """
    from framing.commands.selecting import selected
    from framing.errors import NotFoundError

    with open_library(db) as library:
        size = library.articles.count()
        if not size:
            raise NotFoundError("the library has no articles", hint="`framing import` adds some")
        ids = selected(library, asked)
        with library.snapshot():
            found = library.articles.read(ids)
            yield size if ids is None else len(ids), (each.article for each in found)


def scored_library(db: str | None) -> Library:
    """The library, opened, with every article scored by the lexicons at hand and set beside its
    copies.

    A library that was scored with lexicons named by hand keeps those. One that cannot be
    written is read as it is.
    """
    from framing.commands.output import note, progress_bar
    from framing.comparing import copy_families
    from framing.runs.rescoring import refresh
    from framing.wording import plural

    library = open_library(db)
    if library.read_only:
        note("this library cannot be written; its scores are shown as they are stored")
        return library
    with ExitStack() as bars:

        def progress(size: int) -> Callable[[int], None]:
            return bars.enter_context(progress_bar(size, "scoring"))

        def adding_up(blocks: int) -> Callable[[int], None]:
            if blocks < _SHOWN:
                return lambda _: None
            return bars.enter_context(progress_bar(blocks, "adding up"))

        scored = refresh(library, progress, adding_up)
        copy_families.update(
            library, lambda size: bars.enter_context(progress_bar(size, "comparing"))
        )
    if scored:
        what = plural(scored, "article")
        note(f"{what} scored anew, because lexicons, titles or the way of scoring changed")
    return library
