"""How rates of sources and other groups are printed, and the rows that they are as JSON."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from framing.commands.output import Cell, print_table
from framing.commands.source_options import NAMELESS, group_name
from framing.export.table_data import Row
from framing.statistics.rates import FEWEST_ARTICLES
from framing.visible import visible_line, write_line
from framing.wording import plural, rate, rate_with_interval

if TYPE_CHECKING:
    from framing.comparing.pooled_rates import Leverage, PooledRate
    from framing.library import Period

_WIDEST, _WIDEST_OF_TREND = 24, 15
"""Cells of a name, so that a line has 80; beside periods there is less room."""
RESTRAINT = "emphasis of wording in these articles: no ranks, and nothing on what is true"
"""What stands below all rates of groups."""


def print_rates(rates: Sequence[PooledRate], by: str, *, trend: Period | None) -> None:
    """Print one dimension: a line for each source, or for each of its periods."""
    voiced = any(each.narrator_rate is not None for each in rates)
    widest = _WIDEST_OF_TREND if trend else _WIDEST
    header = [by, *([trend] if trend else []), "articles", "words", "pooled rate", "mean"]
    table = [
        [
            group_name(each.source, widest),
            *([each.period or "no date"] if trend else []),
            each.articles,
            each.words,
            _pooled(each),
            _plain(each.mean_rate),
            *([_plain(each.narrator_rate)] if voiced else []),
        ]
        for each in rates
    ]
    write_line(visible_line(rates[0].dimension))
    print_table([*header, *(["narrator"] if voiced else [])], table, {by: widest})
    write_line("")


def _pooled(found: PooledRate) -> str:
    mark = "" if found.is_source or not found.articles else " *"
    return rate_with_interval(found) + mark


def _plain(value: float | None) -> Cell:
    return "" if value is None else rate(value)


def print_notes(rates: Sequence[PooledRate]) -> None:
    """Print what the figures of some rates are, and what to know of them."""
    characters = [each for each in rates if each.characters]
    unit = "words or, where most are such, characters" if characters else "words"
    write_line(f"matches per 1,000 {unit}; pooled: all matches / all words; mean: of the articles")
    if any(each.articles and not each.is_source for each in rates):
        write_line(f"* n < {FEWEST_ARTICLES}: read as texts, not as a source")
    if any(0 < each.characters < each.articles for each in rates):
        write_line("rates per word and rates per character are not to be compared")
    if all(each.narrator_rate is None for each in rates):
        write_line("what the narrator says: not measured")
    else:
        write_line("narrator: the pooled rate outside headlines, quotations and reported speech")
    for each in rates:
        if each.leverage:
            write_line(visible_line(_leverage(each, each.leverage)))
    first = rates[0].dimension
    copies = sum(each.copies for each in rates if each.dimension == first)
    if copies:
        stand = plural(copies, "copy that is", "copies that are")
        write_line(f"{stand} not counted: a text counts once (--all-copies counts all)")


def _leverage(found: PooledRate, leverage: Leverage) -> str:
    """What a source would be without the articles that hold much of it, and which they are."""
    ids = " and ".join(each[:8] for each in leverage.articles)
    holds = "holds" if len(leverage.articles) == 1 else "hold"
    where = f"{found.source or NAMELESS}{f', {found.period}' if found.period else ''}"
    return (
        f"{found.dimension}, {where}: {ids} {holds} {leverage.share:.0%} of the matches;"
        f" {rate(leverage.rate_without)} without"
    )


def rate_rows(rates: Sequence[PooledRate], by: str, trend: Period | None) -> Iterator[Row]:
    """The rows of the export; of another grouping with its name, of a trend with month or year."""
    from framing.export.group_tables import source_row

    grouping: Row = {} if by == "source" else {"by": by}
    for each in rates:
        period: Row = {trend: each.period or None} if trend else {}
        yield grouping | source_row(each) | period
