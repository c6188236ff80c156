"""The tables that can be exported, by name; a name and a meaning in them are a contract."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from framing.export.article_tables import ARTICLES, MATCHED, SCORES, TERMS, VOICES, WIDE_SCORES
from framing.export.coding_tables import AGREEMENT, CODES, DISAGREEMENTS, UNITS
from framing.export.columns import Column, cells_of, known, text
from framing.export.group_tables import DISTINCTIVE, GROUPS, PAIRS, SOURCES, TREND, WITHIN_STORIES
from framing.export.kwic_table import KWIC
from framing.export.model_table import MODEL
from framing.export.similar_tables import COPIES, STORIES
from framing.export.table import Table
from framing.export.table_data import TableData, row_of

TABLES: dict[str, Table] = {
    table.kind: table
    for table in (
        *(ARTICLES, SCORES, VOICES, TERMS, MATCHED, MODEL),
        *(SOURCES, PAIRS, WITHIN_STORIES, TREND, DISTINCTIVE, GROUPS),
        *(COPIES, STORIES, KWIC),
        *(UNITS, CODES, AGREEMENT, DISAGREEMENTS),
    )
}

WIDE: dict[str, Table] = {"scores": WIDE_SCORES}
"""Tables that have another form with one row an article."""

CODEBOOK = "codebook"


@dataclass(frozen=True, slots=True)
class _Described:
    """A column with the table that it is of."""

    table: str
    row: str
    column: Column


_CODEBOOK = (
    text("table", "name of the table"),
    text("row", "what a row of the table is"),
    text("column.name", "name of the column", name="column"),
    text("column.type", "text, integer, number, flag (0 or 1), texts or spans (lists)"),
    known("column.unit", "what it counts or is measured in"),
    text("column.meaning", "what it says"),
    known("column.section", "where its formula or rule stands: page and heading of the manual"),
)


def codebook() -> TableData:
    """Every column of every table, and of the codebook itself."""
    columns = cells_of(_CODEBOOK)
    return TableData(CODEBOOK, list(columns), (row_of(columns, each) for each in _described()))


def _described() -> Iterator[_Described]:
    tables = TABLES | {f"{name} --wide": table for name, table in WIDE.items()}
    for name, table in tables.items():
        for column in (*table.columns, *table.patterns):
            yield _Described(name, table.meaning, column)
    for column in _CODEBOOK:
        yield _Described(CODEBOOK, "a column of a table", column)
