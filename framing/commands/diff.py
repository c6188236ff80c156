"""The command `diff`: what moved between two runs or lexicon versions, and because of what."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from framing.commands.diff_json import article_rows, changes, dimension_rows
from framing.commands.options import db_option, json_option, open_library, scored_library
from framing.commands.output import Cell, print_json, print_table, with_sums
from framing.commands.selecting import Asked, selected, selection_options
from framing.errors import UsageError
from framing.visible import visible_line, write_line
from framing.wording import plural, rate_with_interval

if TYPE_CHECKING:
    from framing.library import DimensionChange, EntryChange, Library, Maker
    from framing.workbench.run_differences import LexiconChange, Scoring

_MOST_ARTICLES = 5
"""Articles that are named for a dimension where nobody asks for another number."""
_MOST_ENTRIES = 8
"""Entries of a dimension that are printed; JSON has all."""
_MOST_BY_ARTICLE = 3
"""Entries that are printed for an article."""
_MOST_CHANGES = 12
"""Changes of a lexicon that are printed."""


@click.command()
@click.argument("sides", nargs=-1, metavar="[RUN1 RUN2]")
@click.option(
    "--lexicon",
    "by_lexicon",
    is_flag=True,
    help="Compare two versions of lexicons, NAME@VERSION or beginnings of fingerprints.",
)
@click.option(
    "--limit",
    type=click.IntRange(0, 2**31),
    help="Articles named for a dimension. [default: 5; with --articles all]",
)
@click.option("--articles", is_flag=True, help="Only the articles that moved, a row each.")
@selection_options
@json_option
@db_option
def diff(
    sides: tuple[str, ...],
    by_lexicon: bool,
    limit: int | None,
    articles: bool,
    asked: Asked,
    as_json: bool,
    db: str | None,
) -> None:
    """Tell which articles moved between two runs, by how much, and because of which entries.

    Without RUNs: the last run, and the last one before it that scored by other lexicons. What
    the lexicons at hand have not scored yet is scored first.

    \b
    Examples:
      framing diff
      framing diff 1 4 --limit 20
      framing diff --lexicon risk@1.0 risk@1.1
      framing diff --articles --json > moved.json
      framing diff --where 'source=The Daily'
    """
    from framing.workbench.run_differences import dimension_changes

    _check(sides, by_lexicon=by_lexicon)
    with open_library(db) if sides else scored_library(db) as library:
        before, after = _scorings(library, sides, by_lexicon=by_lexicon)
        most = _MOST_ARTICLES if limit is None and not articles else limit
        ids = selected(library, asked)
        found = list(dimension_changes(library, before, after, most, ids))
        if as_json:
            rows = article_rows(found) if articles else dimension_rows(library, found)
            print_json("diff", rows)
            return
        _print_sides(before, after, found)
        if articles:
            _print_articles(found)
        else:
            for each in found:
                _print_change(library, each)


def _check(sides: Sequence[str], *, by_lexicon: bool) -> None:
    if len(sides) not in (0, 2) or (by_lexicon and not sides):
        what = "lexicon versions" if by_lexicon else "runs"
        raise UsageError(f"diff takes two {what}, not {len(sides)}", hint="framing diff --help")
    for side in sides:
        if not by_lexicon and not (side.isascii() and side.isdigit() and len(side) < 19):
            hint = "`framing runs` lists them; for lexicon versions say --lexicon"
            raise UsageError(f"“{side}” is no number of a run", hint=hint)


def _scorings(
    library: Library, sides: Sequence[str], *, by_lexicon: bool
) -> tuple[Scoring, Scoring]:
    from framing.workbench.run_differences import last_two, of_lexicons, of_run

    if by_lexicon:
        return of_lexicons(library, sides[0], sides[1])
    if sides:
        return of_run(library, int(sides[0])), of_run(library, int(sides[1]))
    return last_two(library)


def _print_sides(before: Scoring, after: Scoring, found: Sequence[DimensionChange]) -> None:
    write_line(visible_line(f"{before.label} → {after.label}"))
    same = [name for name, maker in before.makers.items() if after.makers.get(name) == maker]
    if same:
        write_line(visible_line(f"same lexicon and scorer, same scores: {', '.join(same)}"))
    for one, other in ((before, after), (after, before)):
        if only := [name for name in one.makers if name not in other.makers]:
            write_line(visible_line(f"only in {one.label}: {', '.join(only)}"))
    if not found:
        why = "the same lexicon and scorer made what both scored"
        write_line(f"nothing to compare: {why if same else 'no dimension is in both'}")


def _print_change(library: Library, found: DimensionChange) -> None:
    write_line("")
    write_line(visible_line(f"{found.dimension}: {_made(found.before)} → {_made(found.after)}"))
    _print_changes(changes(library, found))
    write_line(_summary(found))
    if found.entries:
        _print_entries(found)
    if found.articles:
        _print_articles([found])


def _made(maker: Maker) -> str:
    lexicon = maker.lexicon
    named = f"{lexicon.name} {lexicon.version}".rstrip()
    return f"{named} ({lexicon.fingerprint[:8]}, scorer {maker.scorer_version})"


def _print_changes(changes: Sequence[LexiconChange]) -> None:
    for each in changes[:_MOST_CHANGES]:
        write_line(visible_line(f"  {each.what}: {each.name}"))
    if len(changes) > _MOST_CHANGES:
        rest = plural(len(changes) - _MOST_CHANGES, "more change")
        write_line(f"  and {rest} of the lexicon (--json has all)")


def _summary(found: DimensionChange) -> str:
    totals = found.totals
    parts = [f"{plural(totals.shared, 'article')} scored by both"]
    parts += [
        f"{number} by the {which} only"
        for number, which in (
            (totals.before - totals.shared, "first"),
            (totals.after - totals.shared, "second"),
        )
        if number
    ]
    moved = f"{totals.moved} moved ({totals.up} up, {totals.down} down)"
    mean = totals.mean_change
    change = "" if mean is None else f"; mean change {mean:+.2f} per 1,000 words"
    return f"{', '.join(parts)}; {moved}{change}"


def _print_entries(found: DimensionChange) -> None:
    """The mean change as a sum over entries, largest first."""
    rows = with_sums(found.entries, _MOST_ENTRIES, _cells)
    print_table(["entry", "before", "after", "mean change"], rows, {"entry": 40})


def _cells(name: str, parts: Sequence[EntryChange]) -> list[Cell]:
    return [
        name,
        sum(each.matches_before for each in parts),
        sum(each.matches_after for each in parts),
        f"{sum(each.change for each in parts):+.3f}",
    ]


def _print_articles(found: Sequence[DimensionChange]) -> None:
    rows = [
        [
            each.article_id[:8],
            each.source,
            each.label,
            *([changed.dimension] if len(found) > 1 else []),
            f"{rate_with_interval(each.before)} → {rate_with_interval(each.after)}",
            "" if each.change is None else f"{each.change:+.2f}",
            _by(each.entries),
        ]
        for changed in found
        for each in changed.articles
    ]
    if not rows:
        write_line("no article moved")
        return
    dimension = ["dimension"] if len(found) > 1 else []
    header = ["id", "source", "title", *dimension, "per 1,000 words", "change", "by"]
    print_table(header, rows, {"source": 16, "title": 24})


def _by(entries: Sequence[EntryChange]) -> str:
    shown = [f"{each.entry} {each.change:+.2f}" for each in entries[:_MOST_BY_ARTICLE]]
    more = len(entries) - _MOST_BY_ARTICLE
    return ", ".join([*shown, *([f"{more} more"] if more > 0 else [])])
