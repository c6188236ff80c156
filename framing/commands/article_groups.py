"""What lists of stories and of copies say of a group of articles: its days and its sources."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from framing.library import Row


def days(rows: Iterable[Row]) -> list[str]:
    """The dates of publication that are known, in order."""
    return sorted(each.published for each in rows if each.published)


def sources(rows: Iterable[Row]) -> Mapping[str, int]:
    """How many of the articles each source has, most first, then by name."""
    counts = Counter(each.source for each in rows)
    return dict(sorted(counts.items(), key=lambda each: (-each[1], each[0])))


def span(days: Sequence[str]) -> str:
    """`2025-03-03 – 2025-03-05`; one day where it is one, nothing where none is known."""
    return " – ".join(dict.fromkeys((days[0], days[-1]))) if days else ""


def listed(sources: Mapping[str, int]) -> str:
    """`The Daily ×2, The Gazette`."""
    return ", ".join(name if count == 1 else f"{name} ×{count}" for name, count in sources.items())
