"""Words that tell two groups of a lake's articles apart, counted in their texts as a library does.

Texts are read in the order of the lake, so the first place of a word is that in the first file.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any

from framing.comparing.distinctive_words import LEAST, Distinction, words_of_sides
from framing.errors import ReadError
from framing.lake.conditions import Sql, group
from framing.lake.lake import Lake, Rows
from framing.model import Article, Exclusion


def distinctive_words(
    lake: Lake,
    rows: Rows,
    groups: tuple[str, str],
    by: str = "source",
    *,
    least: int = LEAST,
    with_others: bool = False,
) -> Distinction:
    """The words of two groups of rows that stand `least` times in both together.

    The prior of a word is its share in both or, `with_others`, in all the rows. Every article
    counts. Raises UsageError as `group`, ReadError for a lake without texts or a damaged one.
    """
    name = group(by)
    sides = [_articles(lake, rows, f"{name.text} = ?", (*name.parameters, own)) for own in groups]
    if with_others:
        rest = f"{name.text} NOT IN (?, ?)"
        sides.append(_articles(lake, rows, rest, (*name.parameters, *groups)))
    return words_of_sides(groups, sides, least=least)


def group_names(lake: Lake, rows: Rows, by: str) -> list[str]:
    """The names of all groups of rows, sorted. Raises UsageError as `group`."""
    name = group(by)
    columns = Sql(f"DISTINCT {name.text}", name.parameters)
    return sorted(found for (found,) in lake.select(columns, rows))


def articles(lake: Lake, rows: Rows, ids: Sequence[str]) -> Iterator[Article]:
    """The articles of some ids. Raises ReadError for a lake without texts or a damaged one."""
    return _articles(lake, rows, "a.id IN (SELECT unnest(?::VARCHAR[]))", (list(ids),))


def _articles(
    lake: Lake, rows: Rows, condition: str, parameters: Sequence[object]
) -> Iterator[Article]:
    columns = Sql("a.id, a.text, a.excluded")
    for id_, text, cuts in lake.select(columns, rows, f"WHERE {condition}", parameters):
        if text is None:
            hint = "score its articles again, with them"
            raise ReadError("the lake has no texts", file=str(lake.folder), hint=hint)
        if not _lie_in(text, cuts):
            what = f"an excluded span of the article {id_} does not lie in its text"
            raise ReadError(what, file=str(lake.folder), hint="score its articles again")
        yield Article(id_, text, excluded=tuple(Exclusion(**each) for each in cuts))


def _lie_in(text: str, cuts: Sequence[dict[str, Any]] | None) -> bool:
    """Whether spans lie in a text one behind another."""
    if cuts is None or any(None in each.values() for each in cuts):
        return False
    ends = [0, *(at for each in cuts for at in (each["start"], each["end"])), len(text)]
    return all(one <= other for one, other in pairwise(ends))
