"""The library file: articles with their scores, in SQLite; the only room that knows SQL."""

from framing.store.library import Library
from framing.store.orders import SORTS
from framing.store.records import (
    Code,
    DimensionInfo,
    Drift,
    EntryCount,
    EntryDrift,
    Health,
    Import,
    Maker,
    Moved,
    Rate,
    Row,
    Run,
    Sample,
    SampleKind,
    SampleUnit,
    StoredArticle,
    StoredScore,
    Totals,
)

__all__ = [
    "SORTS",
    "Code",
    "DimensionInfo",
    "Drift",
    "EntryCount",
    "EntryDrift",
    "Health",
    "Import",
    "Library",
    "Maker",
    "Moved",
    "Rate",
    "Row",
    "Run",
    "Sample",
    "SampleKind",
    "SampleUnit",
    "StoredArticle",
    "StoredScore",
    "Totals",
]
