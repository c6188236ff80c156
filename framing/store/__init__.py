"""The library file: articles with their scores, in SQLite; the only room that knows SQL."""

from framing.store.library import Library
from framing.store.orders import SORTS
from framing.store.records import (
    DimensionInfo,
    EntryCount,
    Health,
    Import,
    Rate,
    Row,
    Run,
    StoredArticle,
    StoredScore,
)

__all__ = [
    "SORTS",
    "DimensionInfo",
    "EntryCount",
    "Health",
    "Import",
    "Library",
    "Rate",
    "Row",
    "Run",
    "StoredArticle",
    "StoredScore",
]
