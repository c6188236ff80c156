"""Differences of sources within the stories that both told, printed beside the crude ones."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from operator import attrgetter
from typing import TYPE_CHECKING

from framing.commands.output import Cell, print_table
from framing.commands.source_options import group_name
from framing.export.table_data import Row, columns, row_of
from framing.visible import visible_line, write_line
from framing.wording import plural

if TYPE_CHECKING:
    from framing.comparing.source_pairs import SourcePair, SourcePairs
    from framing.comparing.story_differences import StoryDifference
    from framing.statistics import RateRatio

_WIDEST = 10
"""Cells of a name."""


def print_within_stories(
    found: Sequence[StoryDifference], pairs: SourcePairs, dimension: str | None, most: int | None
) -> None:
    """Print how sources differ within stories; of every dimension for None, those told by most
    first where not all are printed."""
    own = [each for each in found if dimension in (None, each.dimension)]
    write_line("")
    if not own:
        write_line("no two sources told five stories in common")
        return
    flagged = sum(each.is_flagged for each in own)
    differ = "differs" if flagged == 1 else "differ"
    of = f"{flagged} of {plural(len(own), 'comparison')} within stories {differ}"
    write_line(f"{of}, adjusted p below .05")
    crude = _crude(pairs)
    told = sorted(own, key=lambda each: (-each.stories, each.a, each.b))[:most]
    for name, these in groupby(sorted(told, key=attrgetter("dimension")), attrgetter("dimension")):
        write_line("")
        write_line(visible_line(name))
        print_table(
            ["A", "B", "stories", "articles", "A is … times B", "overall", "adjusted p"],
            [_cells(each, crude) for each in these],
            dict.fromkeys("AB", _WIDEST),
        )
    if most is not None and len(own) > most:
        write_line(f"… and {len(own) - most} more: --dimension D, --pairs or --json has them")
    write_line("within the stories that both told; overall: the ratio in all articles")


_Key = tuple[str, str, str]


def _crude(pairs: SourcePairs) -> dict[_Key, SourcePair]:
    return {(each.a.dimension, each.a.source, each.b.source): each for each in pairs}


def _key(found: StoryDifference) -> _Key:
    return found.dimension, found.a, found.b


def _cells(found: StoryDifference, crude: dict[_Key, SourcePair]) -> list[Cell]:
    beside = crude[_key(found)].ratio.ratio
    return [
        *(group_name(each, _WIDEST) for each in (found.a, found.b)),
        found.stories,
        f"{found.articles_a} + {found.articles_b}",
        _times(found.ratio),
        "no ratio" if beside is None else f"{beside:.2f}",
        "few matches" if found.adjusted_p is None else f"{found.adjusted_p:.2g}",
    ]


def _times(found: RateRatio) -> str:
    if found.ratio is None:
        return "no ratio"
    if found.low is None and found.high is None:
        return f"{found.ratio:.2f}"
    low, high = ("" if end is None else f"{end:.2f}" for end in (found.low, found.high))
    return f"{found.ratio:.2f} [{low}–{high}]"


_CRUDE = columns(
    crude_ratio="ratio.ratio",
    crude_low="ratio.low",
    crude_high="ratio.high",
    crude_adjusted_p="adjusted_p",
    crude_differs="is_flagged",
)


def story_rows(
    found: Sequence[StoryDifference], pairs: SourcePairs, dimension: str | None
) -> Iterator[Row]:
    """A row for each difference, of every dimension for None, with the crude one beside it.

    As in the export, but no name is an empty text, and a verdict true or false.
    """
    from framing.export.group_tables import WITHIN_CELLS

    within = WITHIN_CELLS | columns("a", "b", differs="is_flagged")
    crude = _crude(pairs)
    for each in found:
        if dimension in (None, each.dimension):
            yield row_of(within, each) | row_of(_CRUDE, crude[_key(each)])
