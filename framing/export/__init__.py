"""Tables of the library as CSV, JSON and JSON lines.

A selection of articles comes in, rows in a format go out: `export_table` writes one of `TABLES`,
`export_provenance` where the scores come from, `write_stream` any rows.
"""

from typing import TYPE_CHECKING

from framing import loaded_later

if TYPE_CHECKING:
    from framing.export.formats import EXPORTERS, Exporter, write_stream
    from framing.export.provenance import export_provenance
    from framing.export.table_data import TableData
    from framing.export.tables import TABLES, WIDE, Table
    from framing.export.writing import export_data, export_table
else:
    __getattr__ = loaded_later(
        __name__,
        formats="EXPORTERS Exporter write_stream",
        provenance="export_provenance",
        table_data="TableData",
        tables="TABLES WIDE Table",
        writing="export_data export_table",
    )

__all__ = [
    "EXPORTERS",
    "TABLES",
    "WIDE",
    "Exporter",
    "Table",
    "TableData",
    "export_data",
    "export_provenance",
    "export_table",
    "write_stream",
]
