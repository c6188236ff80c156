"""The rows of `lexicon diagnose --json`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from typing import TYPE_CHECKING

from framing.commands.json_columns import LEXICON, LINE
from framing.commands.validation_output import measure_columns
from framing.export.table_data import Row, columns, known, row_of

if TYPE_CHECKING:
    from framing.workbench.diagnosis import Diagnosis, EntryReport
    from framing.workbench.diagnosis.report import ContextEffect


_DIMENSION = columns(
    *("words", "matches", "weight", "rate_per_1000", "covered_words", "coverage"),
    articles_with_match="articles",
)
_ENTRY = (
    columns("dimension", "entry", "kind", "line", "weight")
    | known("sub_kind")
    | known("status")
    | columns("found", "won", "matches", "negated_matches", "articles", "share", "rate_without")
)
_CONTEXT = columns("asks", "kept_out", "by_needs", "by_unless")
_LINE = columns("article_id") | LINE
_FIT = columns("fired", "right") | measure_columns("precision")


def rows(found: Diagnosis) -> Iterator[Row]:
    """A row for each dimension, entry and member of a group; `about` tells which."""
    for dimension in found.dimensions:
        yield {
            "about": "dimension",
            **row_of(LEXICON, found),
            "dimension": dimension.dimension,
            "articles": found.articles,
            **row_of(_DIMENSION, dimension),
            "kinds": [each._asdict() for each in dimension.kinds],
            "coded": found.coded,
        }
    yield from map(_entry_row, found.entries)
    for member in found.members:
        yield {"about": "member", **asdict(member)}


def _context_row(found: ContextEffect | None) -> Row | None:
    if found is None:
        return None
    inside, outside = (
        [row_of(_LINE, each) for each in own] for own in (found.inside, found.outside)
    )
    return {**row_of(_CONTEXT, found), "inside": inside, "outside": outside}


def _entry_row(each: EntryReport) -> Row:
    return {
        "about": "entry",
        **row_of(_ENTRY, each),
        "decisive": int(each.decisive),
        "gains": [other._asdict() for other in each.gains],
        "hidden_by": [other._asdict() for other in each.hidden_by],
        "caught": [some._asdict() for some in each.caught],
        "wordings": each.wordings,
        "context": _context_row(each.context),
        "shared": [other._asdict() for other in each.shared],
        **(row_of(_FIT, each.fit) if each.fit else dict.fromkeys(_FIT)),
        "verdict": each.verdict or None,
    }
