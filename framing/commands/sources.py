"""The command about sources: `sources`."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from itertools import groupby
from operator import attrgetter
from typing import TYPE_CHECKING

import click

from framing.commands.options import db_option, json_option, scored_library
from framing.commands.output import Cell, print_json, print_table
from framing.commands.selecting import (
    Asked,
    find_stories,
    selected_snapshot,
    selection_options,
)
from framing.commands.source_options import (
    all_copies_option,
    by_option,
    check_name,
    families,
    group_name,
)
from framing.commands.sources_output import RESTRAINT, print_notes, print_rates, rate_rows
from framing.commands.within_stories import print_within_stories, story_rows
from framing.errors import NotFoundError, UsageError
from framing.export.table_data import Row, columns, row_of
from framing.visible import visible_line, write_line
from framing.wording import plural

if TYPE_CHECKING:
    from framing.comparing.source_pairs import SourcePair, SourcePairs
    from framing.comparing.source_rates import SourceRate
    from framing.library import Library, Period

_MOST_PAIRS = 20
"""Pairs that are printed where not all are asked for."""
_MOST_TESTED = 5_000
"""Comparisons that are made unasked: within half a second. Nobody looks through more by eye."""
_WIDEST_OF_PAIR = 18


@click.command()
@by_option
@click.option("--dimension", metavar="D", help="Only this dimension.")
@click.option(
    "--trend",
    is_flag=False,
    flag_value="month",
    type=click.Choice(["month", "year"]),
    help="By month of publication, or by year.",
)
@click.option(
    "--within-stories",
    "within",
    is_flag=True,
    help="Also how two sources differ within the stories that both told.",
)
@click.option("--pairs", "all_pairs", is_flag=True, help="Print every two sources.")
@all_copies_option
@selection_options
@json_option
@db_option
def sources(
    by: str,
    dimension: str | None,
    trend: Period | None,
    within: bool,
    all_pairs: bool,
    all_copies: bool,
    asked: Asked,
    as_json: bool,
    db: str | None,
) -> None:
    """Compare sources, or other groups of articles: their rates, and which of them differ.

    Rates are pooled, and the mean of the articles; intervals go from article to article. Every two
    sources of five articles or more are compared in every dimension; those whose rates differ are
    listed, p adjusted over all of them, whatever is shown.

    \b
    Examples:
      framing sources --dimension risk
      framing sources --by source,year --json
      framing sources --by meta.desk --set early
      framing sources --by publisher --trend year
      framing sources --within-stories --dimension risk
      framing sources --trend --where 'tariff OR "trade war"'
    """
    from framing.comparing.source_pairs import SourcePairs, comparisons
    from framing.comparing.story_differences import within_stories

    if within and trend:
        raise UsageError("a trend compares no sources: --trend or --within-stories, not both")
    with _library(db, within=within) as library, selected_snapshot(library, asked) as ids:
        order = [each.name for each in library.lexicons.dimensions()]
        if dimension:
            check_name(dimension, order, "dimension")
        copies = families(library, ids, all_copies=all_copies)
        rates = _rates(library, by, ids, copies, trend)
        told = within_stories(library, copies, by=by, ids=ids) if within else []
    shown = [each for each in rates if dimension in (None, each.dimension)]
    if as_json:
        if within:
            beside = story_rows(told, SourcePairs(rates), dimension)
            _print_json("source_pairs_within_stories", by, beside)
        elif all_pairs:
            _print_json("source_pairs", by, _pair_rows(SourcePairs(rates), dimension))
        else:
            print_json("sources", rate_rows(shown, by, trend))
        return
    shown.sort(key=lambda each: (order.index(each.dimension), each.source, each.period))
    for _, own in groupby(shown, key=attrgetter("dimension")):
        print_rates(list(own), by, trend=trend)
    print_notes(shown)
    many, what = comparisons(rates), _what(by)
    if not trend and not (all_pairs or within) and many > _MOST_TESTED:
        write_line("")
        write_line(f"{plural(many, 'comparison')} of two {what}: --pairs makes and lists them")
    elif not trend:
        sys.stdout.flush()  # the rates, at once; many pairs take a while
        pairs = SourcePairs(rates)
        _print_pairs(pairs, what, dimension, None if all_pairs else _MOST_PAIRS)
        if within:
            print_within_stories(told, pairs, dimension, None if all_pairs else _MOST_PAIRS)
    write_line(RESTRAINT)


def _library(db: str | None, *, within: bool) -> Library:
    """The library with current scores, and with current stories where they are asked for."""
    library = scored_library(db)
    if within:
        find_stories(library)
    return library


def _rates(
    library: Library,
    by: str,
    ids: list[str] | None,
    copies: Mapping[str, str],
    trend: Period | None,
) -> list[SourceRate]:
    from framing.comparing.source_rates import source_rates
    from framing.comparing.trends import trend as over_time

    if not library.articles.count():
        raise NotFoundError("the library is empty", hint="framing import FILE…")
    if trend:
        rates = over_time(library, trend, copies, by=by, ids=ids)
    else:
        rates = source_rates(library.scores.figures(by).chosen(ids), copies)
    if not rates:
        raise NotFoundError("no dimension is scored", hint="framing lexicon use NAME")
    return rates


def _pair_rows(pairs: SourcePairs, dimension: str | None) -> Iterator[Row]:
    """The rows of the export; no name is an empty text, and a verdict true or false."""
    from framing.export.group_tables import PAIR_CELLS

    cells = PAIR_CELLS | columns(a="a.source", b="b.source", differs="is_flagged")
    return (row_of(cells, each) for each in pairs.of(dimension))


def _what(by: str) -> str:
    """What is compared."""
    return "sources" if by == "source" else "groups"


def _print_pairs(pairs: SourcePairs, what: str, dimension: str | None, most: int | None) -> None:
    write_line("")
    if not pairs.compared:
        write_line(f"no two {what} to compare: it takes five articles of each, and matches")
        return
    flagged, known = list(pairs.flagged(dimension)), pairs.known(dimension)
    differ = "differs" if len(flagged) == 1 else "differ"
    of = f"{len(flagged)} of {plural(known, 'comparison')} of two {what}"
    write_line(f"{of} {differ}, adjusted p below .05")
    if known < pairs.compared:
        write_line(f"p is adjusted over all {pairs.compared:,} comparisons, of every dimension")
    shown = pairs.of(dimension) if most is None else flagged[:most]
    for name, these in groupby(shown, key=attrgetter("a.dimension")):
        write_line("")
        write_line(visible_line(name))
        print_table(
            ["A", "B", "A is … times B", "p from", "adjusted p"],
            map(_pair_cells, these),
            dict.fromkeys("AB", _WIDEST_OF_PAIR),
        )
    if most is not None and len(flagged) > most:
        write_line(f"… and {len(flagged) - most} more: --dimension D, --pairs or --json has them")


def _pair_cells(pair: SourcePair) -> list[Cell]:
    names: list[Cell] = [group_name(each.source, _WIDEST_OF_PAIR) for each in (pair.a, pair.b)]
    if pair.adjusted_p is None:
        return [*names, "nothing matched", "", ""]
    flag = "" if pair.is_flagged else " not distinguishable"
    return [*names, _times(pair), pair.ratio.method, f"{pair.adjusted_p:.2g}{flag}"]


def _times(pair: SourcePair) -> str:
    found = pair.ratio
    if found.ratio is None:
        return f"{'A' if pair.a.weight else 'B'} only"
    if found.low is None or found.high is None:
        return f"{found.ratio:.2f}"
    return f"{found.ratio:.2f} [{found.low:.2f}–{found.high:.2f}]"


def _print_json(kind: str, by: str, rows: Iterator[Row]) -> None:
    """Rows of pairs, each with what articles are put together by."""
    print_json(kind, ({"by": by, **each} for each in rows))
