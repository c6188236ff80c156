"""How what moved is written as JSON: the rows of the kind `diff`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from framing.library import DimensionChange, Library, Maker, Moved, Rate
    from framing.workbench.run_differences import LexiconChange


def changes(library: Library, found: DimensionChange) -> list[LexiconChange]:
    """What the dimension gained and lost between the two versions of its lexicon."""
    from framing.workbench.run_differences import lexicon_changes

    old, new = (
        library.lexicons.one(maker.lexicon.fingerprint) for maker in (found.before, found.after)
    )
    return lexicon_changes(old, new, found.dimension)


def dimension_rows(
    library: Library, found: Sequence[DimensionChange]
) -> Iterator[dict[str, object]]:
    """One row for each dimension."""
    for each in found:
        totals = each.totals
        yield {
            "dimension": each.dimension,
            "before": _maker_cells(each.before),
            "after": _maker_cells(each.after),
            "lexicon_changes": [asdict(change) for change in changes(library, each)],
            "articles": totals.shared,
            "only_before": totals.before - totals.shared,
            "only_after": totals.after - totals.shared,
            "moved": totals.moved,
            "up": totals.up,
            "down": totals.down,
            "mean_change": totals.mean_change,
            "entries": [asdict(entry) for entry in each.entries],
            "furthest": [_article_cells(article) for article in each.articles],
        }


def _maker_cells(maker: Maker) -> dict[str, object]:
    return {
        "lexicon": maker.lexicon.name,
        "lexicon_version": maker.lexicon.version or None,
        "lexicon_fingerprint": maker.lexicon.fingerprint,
        "scorer_version": maker.scorer_version,
    }


def article_rows(found: Sequence[DimensionChange]) -> Iterator[dict[str, object]]:
    """One row for each article that moved and dimension."""
    for changed in found:
        for each in changed.articles:
            yield {"dimension": changed.dimension, **_article_cells(each)}


def _article_cells(article: Moved) -> dict[str, object]:
    return {
        "article_id": article.article_id,
        "source": article.source,
        "title": article.label,
        **_rate_cells("before", article.before),
        **_rate_cells("after", article.after),
        "change": article.change,
        "entries": [asdict(entry) for entry in article.entries],
    }


def _rate_cells(side: str, found: Rate) -> dict[str, object]:
    return {
        f"rate_{side}": found.rate_per_1000,
        f"low_{side}": found.low,
        f"high_{side}": found.high,
        f"interval_{side}": found.interval,
    }
