"""The commands of `framing lake`: what a lake of scored articles says, without a library."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import wraps
from itertools import groupby
from operator import attrgetter
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from framing.commands.command_group import CommandGroup
from framing.commands.options import db_option, json_option, open_library
from framing.commands.output import note, print_json, progress_bar
from framing.commands.selecting import where_option
from framing.commands.source_options import check_name, word_options
from framing.errors import NotFoundError, UsageError
from framing.visible import visible_line, write_line
from framing.wording import plural

if TYPE_CHECKING:
    from framing.export.table_data import Row
    from framing.lake import Lake
    from framing.lake.article_list import ListedArticle
    from framing.lake.lake import Rows
    from framing.library import Period
    from framing.library import Row as Listed
    from framing.model import Article

_LISTED = 100
"""Articles that are listed where nobody asks for another number."""

_LAKE_OPTIONS = (
    click.argument("folder", type=click.Path(path_type=Path), metavar="LAKE"),
    click.option(
        "--threads",
        type=click.IntRange(1, 1024),
        metavar="N",
        help="Threads that read. [default: as many as the processor has cores]",
    ),
    click.option(
        "--memory",
        default="2GB",
        show_default=True,
        metavar="SIZE",
        help="What is kept in memory at most; more is spilled to temporary files.",
    ),
)
_BY = click.option(
    "--by",
    default="source",
    show_default=True,
    metavar="FIELD[,FIELD]",
    help="What articles are put together by: source, publisher, author, language, unit, year,"
    " month, meta.NAME, or two of them.",
)
_DIMENSION = click.option("--dimension", metavar="D", help="Only this dimension.")


def _lake_options(command: Callable[..., None]) -> Callable[..., None]:
    """Add LAKE, `--threads` and `--memory`; the command is given the lake, opened."""

    @wraps(command)
    def opening(*args: Any, folder: Path, threads: int | None, memory: str, **others: Any) -> None:
        from framing.lake import Lake

        with Lake(folder, threads=threads, memory=memory) as lake:
            if not lake.manifest.complete:
                note("this lake is not finished: articles are missing, or counted in two shards")
            command(*args, lake=lake, **others)

    for option in reversed(_LAKE_OPTIONS):
        opening = option(opening)
    return opening


@click.group(cls=CommandGroup)
def lake() -> None:
    """Ask a folder of scored articles, as `framing cluster score` writes it, without a library."""


@lake.command()
@_lake_options
@_BY
@_DIMENSION
@where_option
@json_option
def sources(
    lake: Lake, by: str, dimension: str | None, where: tuple[str, ...], as_json: bool
) -> None:
    """Rates of sources, or of other groups of articles, with the intervals of `framing sources`.

    An article counts once, however many shards hold it; copies under another source or in other
    words count each.

    \b
    Examples:
      framing lake sources lake/ --dimension risk
      framing lake sources lake/ --by source,year --where 'published>=2020' --json
    """
    _print_rates(lake, by, dimension, where, None, as_json=as_json)


@lake.command()
@_lake_options
@click.option(
    "--over",
    type=click.Choice(["month", "year"]),
    default="month",
    show_default=True,
    help="Months of publication, or years.",
)
@_BY
@_DIMENSION
@where_option
@json_option
def trend(
    lake: Lake,
    over: Period,
    by: str,
    dimension: str | None,
    where: tuple[str, ...],
    as_json: bool,
) -> None:
    """Rates of sources, or of other groups, by month or year, as `framing sources --trend`.

    \b
    Examples:
      framing lake trend lake/ --over year --dimension risk
      framing lake trend lake/ --by language --where source~gazette --json
    """
    _print_rates(lake, by, dimension, where, over, as_json=as_json)


def _print_rates(
    lake: Lake,
    by: str,
    dimension: str | None,
    where: Sequence[str],
    over: Period | None,
    *,
    as_json: bool,
) -> None:
    from framing.commands.sources_output import RESTRAINT, print_notes, print_rates, rate_rows
    from framing.lake.group_rates import group_rates

    order = lake.dimensions()
    if dimension:
        check_name(dimension, order, "dimension")
    _selected(lake, where)
    found = group_rates(lake, where, by, over)
    shown = [each for each in found if dimension in (None, each.dimension)]
    if as_json:
        print_json("sources", rate_rows(shown, by, over))
        return
    places = {name: at for at, name in enumerate(order)}
    shown.sort(key=lambda each: (places[each.dimension], each.source, each.period))
    for _, own in groupby(shown, key=attrgetter("dimension")):
        print_rates(list(own), by, trend=over)
    print_notes(shown)
    write_line(RESTRAINT)


def _selected(lake: Lake, where: Sequence[str]) -> Rows:
    """The rows that are meant, with a line on stderr where rules leave some out.

    Raises NotFoundError where they leave out all.
    """
    rows = lake.rows_where(where)
    if where:
        size, held = lake.count(rows), plural(lake.articles, "article")
        if not size:
            raise NotFoundError(f"none of {held} is selected", hint="every --where leaves out more")
        note(f"{size:,} of {held} selected")
    return rows


@lake.command()
@_lake_options
@click.option("--sort", default="source", help="source, title, published, words or a dimension.")
@click.option("--reverse", is_flag=True, help="From the other end.")
@click.option(
    "--limit",
    type=click.IntRange(1, 2**31),
    default=_LISTED,
    show_default=True,
    help="Not more than so many.",
)
@where_option
@json_option
def articles(
    lake: Lake, sort: str, reverse: bool, limit: int, where: tuple[str, ...], as_json: bool
) -> None:
    """List articles with their rates per 1,000 words, as `framing articles` does.

    \b
    Examples:
      framing lake articles lake/ --sort risk --reverse --limit 20
      framing lake articles lake/ --where 'source=The Daily' --where 'words>500' --json
    """
    from framing.lake.article_list import listed
    from framing.library import SORTS

    names = lake.dimensions()
    if sort not in (*SORTS, *names):
        valid = ", ".join((*SORTS, *names))
        raise NotFoundError(f"there is no order “{sort}”", hint=f"use one of {valid}")
    rows = _selected(lake, where)
    found = list(listed(lake, rows, sort, descending=reverse, limit=limit))
    if as_json:
        print_json("articles", _article_rows(found))
        return
    from framing.commands.article_table import print_rows

    print_rows([_row(each) for each in found], names)
    if len(found) == limit:
        note(f"the first {plural(limit, 'article')}: --limit N lists more")


def _article_rows(found: Sequence[ListedArticle]) -> Iterator[Row]:
    """The rows of the export; what only a library knows of an article is absent."""
    from framing.export.article_tables import article_rows
    from framing.library import Membership

    names = sorted({name for each in found for name in each.stored.article.meta})
    for row in article_rows((each.stored for each in found), names, lambda _: Membership()):
        yield row | {"text_sha256": row["text_sha256"] or None}


def _row(found: ListedArticle) -> Listed:
    from framing.library import Row

    stored = found.stored
    return Row.of(stored.article, stored.words, stored.unit, found.rates)


@lake.command()
@_lake_options
@word_options
@_BY
@where_option
@json_option
def terms(
    lake: Lake,
    between: tuple[str, str],
    background: str,
    limit: int | None,
    least: int,
    contexts: bool,
    by: str,
    where: tuple[str, ...],
    as_json: bool,
) -> None:
    """Distinctive words of two sources, or other groups, as `framing terms`; the lake needs texts.

    Every article counts; a text that stands in both groups is not left out.

    \b
    Examples:
      framing lake terms lake/ --between "The Daily" "The Gazette" --where published=2024
      framing lake terms lake/ --between 2019 2024 --by year --json
    """
    from framing.commands.terms_output import BOTH, print_word_notes, print_words, word_rows
    from framing.lake.words import articles, distinctive_words, group_names

    if between[0] == between[1]:
        raise UsageError("terms compares two sources, not one with itself")
    rows, everything = _selected(lake, where), background == "all"
    for name in between:
        check_name(name, group_names(lake, rows, by), by)
    found = distinctive_words(lake, rows, between, by, least=least, with_others=everything)

    def read(ids: Sequence[str]) -> Iterator[Article]:
        return articles(lake, rows, ids)

    if as_json:
        print_json("keyness", word_rows(found, limit, read))
    else:
        print_words(found, limit, read if contexts else None)
        print_word_notes(found, least, "all articles" if everything else BOTH)


@lake.command()
@_lake_options
@where_option
@json_option
@db_option
def take(lake: Lake, where: tuple[str, ...], as_json: bool, db: str | None) -> None:
    """Take articles into a library, which is made where it is not there, with the scores that they
    have; nothing is scored again.

    A library that holds articles takes others by the lexicons of its own scores alone.

    \b
    Examples:
      framing lake take lake/ --where 'source=The Daily' --where published=2024 --db part.db
      framing --db part.db
    """
    from framing.commands.importing import as_row
    from framing.lake.taking import take as take_rows

    rows = _selected(lake, where)
    with open_library(db, create=True) as library:
        with progress_bar(lake.count(rows), "taking") as progress:
            done = take_rows(lake, rows, library, progress)
        for refused in (each.refused for each in done.files if each.refused):
            write_line(visible_line(f"error: {refused}"), error=True)
        if as_json:
            print_json("import", [as_row(done)])
        note(f"{done.added} added, {done.present} already there ({library.path})")
    click.get_current_context().exit(1 if done.refused else 0)
