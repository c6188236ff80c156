"""The command `power`: how many articles a comparison of two groups needs."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import click

from framing.commands.options import db_option, json_option, scored_library
from framing.commands.output import Cell, note, print_json, print_table, progress_bar
from framing.commands.selecting import Asked, selected, selection_options
from framing.commands.source_options import check_name
from framing.errors import NotFoundError, UsageError
from framing.export.table_data import Row, columns, row_of
from framing.visible import visible_line, write_line
from framing.wording import plural, rate

if TYPE_CHECKING:
    from framing.comparing.power_populations import Key
    from framing.library import Library
    from framing.statistics.classification import Measure
    from framing.statistics.power import Design, Population, Power

_NAMELESS = "(none)"


@dataclass(frozen=True, slots=True)
class _Found:
    """The sizes that were tried on one population."""

    key: Key
    population: Population
    powers: Sequence[Power]


@click.command()
@click.option(
    "--ratio",
    type=click.FloatRange(0, min_open=True),
    default=1.5,
    show_default=True,
    help="The ratio of two rates that a study is to see.",
)
@click.option(
    "--power",
    "target",
    type=click.FloatRange(0, 1, min_open=True, max_open=True),
    default=0.8,
    show_default=True,
    help="The share of studies that are to see it.",
)
@click.option(
    "--alpha",
    type=click.FloatRange(0.001, 0.5),
    default=0.05,
    show_default=True,
    help="A study sees a difference where p is below this.",
)
@click.option("--dimension", metavar="D", help="Only this dimension.")
@click.option(
    "--by",
    metavar="FIELD[,FIELD]",
    help="Draw from each group by itself, as of `framing sources --by`. [default: from all]",
)
@click.option(
    "--draws",
    type=click.IntRange(100, 100_000),
    default=1000,
    show_default=True,
    help="Studies that are simulated of each size.",
)
@click.option("--seed", type=click.IntRange(0), default=1, show_default=True)
@selection_options
@json_option
@db_option
def power(
    ratio: float,
    target: float,
    alpha: float,
    dimension: str | None,
    by: str | None,
    draws: int,
    seed: int,
    asked: Asked,
    as_json: bool,
    db: str | None,
) -> None:
    """How many articles a side a study needs to see a ratio of two rates.

    Studies are simulated: two groups are drawn from the articles of the library, copies of a text
    once, and tested as `framing sources` tests two sources. In one of the groups each match is
    kept by chance, so that the rates have the ratio; the higher is that of your articles. Printed
    is the share of studies with p below alpha, and the same where there is no difference.

    \b
    Examples:
      framing power --dimension risk
      framing power --ratio 1.3 --by source
      framing power --set hk --alpha .01 --power .9
    """
    from framing.statistics.power import Design

    if not math.isfinite(ratio) or ratio == 1:
        raise UsageError(f"a ratio of {ratio:g} is no difference to look for", hint="--ratio 1.5")
    with scored_library(db) as library, library.snapshot():
        order = [each.name for each in library.lexicons.dimensions()]
        if dimension:
            check_name(dimension, order, "dimension")
        found = _populations(library, by, selected(library, asked))
    chosen = {key: found[key] for key in found if dimension in (None, key.dimension)}
    kept = _large_enough(chosen)
    design = Design(ratio, alpha, draws, seed)
    keys = sorted(kept, key=lambda key: (order.index(key.dimension), key.group))
    results = _search({key: kept[key] for key in keys}, target, design)
    if as_json:
        print_json("power", _rows(results, by, target, design))
        return
    for each in results:
        _print(each, by, target, design)
    _print_notes(design)


def _populations(
    library: Library, by: str | None, ids: list[str] | None
) -> Mapping[Key, Population]:
    """By group and dimension; all articles are one group, without a name, where `by` is none."""
    from framing.comparing.power_populations import populations

    figures = library.scores.figures(by or "source").chosen(ids)
    rows = figures if by else (each._replace(group="") for each in figures)
    return populations(rows, library.similar.families(ids))


def _large_enough(found: Mapping[Key, Population]) -> Mapping[Key, Population]:
    """Those with articles enough and a match; says which are left out.

    Raises NotFoundError where none is left.
    """
    from framing.statistics.power import FEWEST

    large = {key: each for key, each in found.items() if len(each.words) >= FEWEST}
    if not large:
        most = max((len(each.words) for each in found.values()), default=0)
        what = f"{plural(most, 'article')} with words do not show how such articles vary"
        raise NotFoundError(what, hint=f"it takes {FEWEST} or more in a group")
    if small := len({key.group for key in found} - {key.group for key in large}):
        note(f"{plural(small, 'group')} of fewer than {FEWEST} articles left out")
    held = {key: each for key, each in large.items() if each.hits.any()}
    for key in large.keys() - held.keys():
        where = f", {key.group or _NAMELESS}" if len(found) > len(large) or key.group else ""
        note(visible_line(f"{key.dimension}{where}: nothing matched, so there is no ratio to see"))
    if not held:
        hint = "framing lexicon check, framing lexicon suggest"
        raise NotFoundError("nothing matched in these articles", hint=hint)
    return held


def _search(found: Mapping[Key, Population], target: float, design: Design) -> list[_Found]:
    from framing.statistics.power import search

    results = []
    with progress_bar(len(found), "simulating") as done:
        for key, population in found.items():
            results.append(_Found(key, population, search(population, target, design)))
            done(1)
    return results


def _print(found: _Found, by: str | None, target: float, design: Design) -> None:
    from framing.statistics.power import needed

    of = found.population
    where = f", {found.key.group or _NAMELESS}" if by else ""
    write_line(visible_line(f"{found.key.dimension}{where}"))
    write_line(f"{plural(len(of.words), 'article')}, {rate(of.rate_per_1000)} per 1,000 words")
    enough = needed(found.powers, target)
    false = f"p < {design.alpha:g} without a difference"
    table: list[list[Cell]] = [
        [
            f"{each.articles:,}{' *' if each is enough else ''}",
            _share(each.power),
            _share(each.false_positives),
        ]
        for each in found.powers
    ]
    print_table(["articles a side", "power", false], table)
    most = found.powers[-1]
    write_line(
        f"* {plural(enough.articles, 'article')} a side find a ratio of {design.ratio:g} in"
        f" {target:g} of the studies"
        if enough
        else f"{most.articles:,} articles a side do not find a ratio of {design.ratio:g} in"
        f" {target:g} of the studies"
    )
    write_line("")


def _share(found: Measure) -> str:
    return f"{found.value:.3f} [{found.low:.3f}–{found.high:.3f}]"


def _print_notes(design: Design) -> None:
    high = max(design.ratio, 1 / design.ratio)
    write_line(
        f"{design.draws:,} studies of each size, drawn with replacement from these articles;"
    )
    write_line(f"on one side each match is kept with the chance 1/{high:g}, the other is as it is")
    write_line("one comparison: for several, --alpha divided by their number is on the safe side")


_POWER = columns(
    "articles",
    power="power.value",
    low="power.low",
    high="power.high",
    false_positives="false_positives.value",
    false_positives_low="false_positives.low",
    false_positives_high="false_positives.high",
)


def _rows(
    results: Sequence[_Found], by: str | None, target: float, design: Design
) -> Iterator[Row]:
    """A row for each size that was tried on each population."""
    from framing.statistics.power import needed

    for found in results:
        group = {"by": by, "group": found.key.group or None} if by else {}
        enough = needed(found.powers, target)
        for each in found.powers:
            yield {
                **group,
                "dimension": found.key.dimension,
                "population": len(found.population.words),
                "rate": found.population.rate_per_1000,
                "ratio": design.ratio,
                "alpha": design.alpha,
                "target": target,
                "draws": design.draws,
                "seed": design.seed,
                **row_of(_POWER, each),
                "needed": each is enough,
            }
