"""Rates of groups over time: the figures of `source_rates` for every month or year of each group.

Formula: docs/method.md, "Trend".
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING

from framing.comparing.source_rates import SourceRate, source_rates
from framing.errors import NotFoundError

if TYPE_CHECKING:
    from framing.library import Library, Period


def trend(
    library: Library,
    over: Period,
    families: Mapping[str, str],
    *,
    by: str = "source",
    ids: Collection[str] | None = None,
) -> list[SourceRate]:
    """The rates of each group in each period, by group, period and dimension.

    `by` is as `framing.library.grouping` reads it; `ids` are the articles that are meant, all for
    None. Articles without a date are in the period "". Raises NotFoundError where none has a date.
    """
    rates = source_rates(library.scores.figures(by, over=over).chosen(ids), families)
    if rates and not any(each.period for each in rates):
        hint = "framing edit ID published=2025-02-09"
        raise NotFoundError("no article has a date: there is no trend", hint=hint)
    return rates
