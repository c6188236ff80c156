"""The library file: articles with their scores, in SQLite; the only wing that knows SQL.

Rated articles, lexicons and codes come in, frozen records go out. The door is `Library`, which is
asked for its `articles`, `scores`, `lexicons`, `runs`, `codes`, `sets` and `similar` articles.
"""

from typing import TYPE_CHECKING

from framing import loaded_later

if TYPE_CHECKING:
    from framing.library.codes import Code, Role, Sample, SampleKind, SampleUnit
    from framing.library.conditions import Selection
    from framing.library.grouping import Period
    from framing.library.library import Library
    from framing.library.list_orders import SORTS
    from framing.library.memberships import Memberships
    from framing.library.records import (
        ArticleFigures,
        DimensionInfo,
        EntryCount,
        Health,
        Import,
        Membership,
        Rate,
        Row,
        Run,
        ScoredArticle,
        StoredArticle,
        StoredScore,
    )
    from framing.library.score_changes import DimensionChange, EntryChange, Maker, Moved, Totals
    from framing.library.sets import NamedSet
    from framing.library.similar_articles import Kept
else:
    __getattr__ = loaded_later(
        __name__,
        codes="Code Role Sample SampleKind SampleUnit",
        conditions="Selection",
        grouping="Period",
        library="Library",
        list_orders="SORTS",
        memberships="Memberships",
        records="ArticleFigures DimensionInfo EntryCount Health Import Membership Rate Row Run"
        " ScoredArticle StoredArticle StoredScore",
        score_changes="DimensionChange EntryChange Maker Moved Totals",
        sets="NamedSet",
        similar_articles="Kept",
    )

__all__ = [
    "SORTS",
    "ArticleFigures",
    "Code",
    "DimensionChange",
    "DimensionInfo",
    "EntryChange",
    "EntryCount",
    "Health",
    "Import",
    "Kept",
    "Library",
    "Maker",
    "Membership",
    "Memberships",
    "Moved",
    "NamedSet",
    "Period",
    "Rate",
    "Role",
    "Row",
    "Run",
    "Sample",
    "SampleKind",
    "SampleUnit",
    "ScoredArticle",
    "Selection",
    "StoredArticle",
    "StoredScore",
    "Totals",
]
