"""How what moved is written as JSON: the rows of the kind `diff`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING

from framing.commands.json_columns import KNOWN_LEXICON, RATE
from framing.export.table_data import Row, columns, row_of, suffixed

if TYPE_CHECKING:
    from framing.library import DimensionChange, Library, Moved
    from framing.workbench.run_differences import LexiconChange


def changes(library: Library, found: DimensionChange) -> list[LexiconChange]:
    """What the dimension gained and lost between the two versions of its lexicon."""
    from framing.workbench.run_differences import lexicon_changes

    old, new = (
        library.lexicons.one(maker.lexicon.fingerprint) for maker in (found.before, found.after)
    )
    return lexicon_changes(old, new, found.dimension)


_MAKER = KNOWN_LEXICON | columns("scorer_version")
_MOVED = columns("moved", "up", "down", "mean_change")
_ARTICLE = columns("article_id", "source", title="label")


def dimension_rows(library: Library, found: Sequence[DimensionChange]) -> Iterator[Row]:
    """One row for each dimension."""
    for each in found:
        totals = each.totals
        yield {
            "dimension": each.dimension,
            "before": row_of(_MAKER, each.before),
            "after": row_of(_MAKER, each.after),
            "lexicon_changes": [asdict(change) for change in changes(library, each)],
            "articles": totals.shared,
            "only_before": totals.before - totals.shared,
            "only_after": totals.after - totals.shared,
            **row_of(_MOVED, totals),
            "entries": [asdict(entry) for entry in each.entries],
            "furthest": [_article_row(article) for article in each.articles],
        }


def article_rows(found: Sequence[DimensionChange]) -> Iterator[Row]:
    """One row for each article that moved and dimension."""
    for changed in found:
        for each in changed.articles:
            yield {"dimension": changed.dimension, **_article_row(each)}


def _article_row(article: Moved) -> Row:
    return {
        **row_of(_ARTICLE, article),
        **suffixed(row_of(RATE, article.before), "_before"),
        **suffixed(row_of(RATE, article.after), "_after"),
        "change": article.change,
        "entries": [asdict(entry) for entry in article.entries],
    }
