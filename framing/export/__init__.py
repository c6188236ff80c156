"""Tables of the library as CSV, JSON, JSON lines, Parquet and Excel.

A selection of articles comes in, rows in a format go out: `export_table` writes one of `TABLES`,
`export_provenance` where the scores come from, `write_stream` any rows.
"""

from typing import TYPE_CHECKING

from framing import loaded_later

if TYPE_CHECKING:
    from framing.export.datasette import export_datasette
    from framing.export.formats import EXPORTERS, TEXT_FORMATS, Exporter, write_stream
    from framing.export.library_tables import Library
    from framing.export.provenance import export_provenance
    from framing.export.replication import export_package
    from framing.export.table import Scope, Table
    from framing.export.table_data import TableData
    from framing.export.tables import TABLES, WIDE, codebook
    from framing.export.writing import export_data, export_table
else:
    __getattr__ = loaded_later(
        __name__,
        datasette="export_datasette",
        formats="EXPORTERS TEXT_FORMATS Exporter write_stream",
        library_tables="Library",
        replication="export_package",
        provenance="export_provenance",
        table="Scope Table",
        table_data="TableData",
        tables="TABLES WIDE codebook",
        writing="export_data export_table",
    )

__all__ = [
    "EXPORTERS",
    "TABLES",
    "TEXT_FORMATS",
    "WIDE",
    "Exporter",
    "Library",
    "Scope",
    "Table",
    "TableData",
    "codebook",
    "export_data",
    "export_datasette",
    "export_package",
    "export_provenance",
    "export_table",
    "write_stream",
]
