"""The table of keywords in context: every place of a dimension, an entry or a pattern."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from framing.comparing.kwic import WIDTH
from framing.export.article_tables import ARTICLE_ID, DIMENSION
from framing.export.columns import Column, cells_of, integer, known, text
from framing.export.table import Scope, Table
from framing.export.table_data import Row, row_of

if TYPE_CHECKING:
    from framing.library import Library

_LINE = (
    ARTICLE_ID,
    known("source", "who published the article"),
    text("match.dimension", f"{DIMENSION.meaning}; pattern for a pattern"),
    text("match.entry", "the pattern, or the name of the near rule"),
    integer("match.start", "where it begins in the stored text", "characters from 0"),
    integer("match.end", "where it ends, exclusive", "characters from 0"),
    known("match.voice", "headline, quote, reported or narrator", section="method.md#voice"),
    known("match.speaker", "who is named as saying it", section="method.md#voice"),
    text("left", "up to 40 characters before it, cut at words"),
    text("text", "the words themselves"),
    text("right", "up to 40 characters after it, cut at words"),
    Column("needed", "texts", "the words that its entry needs",
           section="manual.md#what-a-context-asks", cell=lambda line: list(line.needed)),
)  # fmt: skip
LINE_CELLS = cells_of(_LINE)


def _rows(library: Library, scope: Scope) -> Iterator[Row]:
    from framing.comparing.keyword_search import found_lines

    ids = None if scope.ids is None else list(scope.ids)
    return (row_of(LINE_CELLS, line) for line in found_lines(scope.word, library, ids, WIDTH))


KWIC = Table(
    "kwic",
    "a place of a dimension, an entry or a pattern",
    _LINE,
    _rows,
    takes=("word",),
    needs="word",
)
