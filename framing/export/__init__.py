"""Tables of the library as CSV, JSON and JSON lines."""

from framing.export.formats import EXPORTERS, Exporter, write_stream
from framing.export.provenance import export_provenance
from framing.export.table_data import Sheet
from framing.export.tables import TABLES, WIDE, Table
from framing.export.writing import export_sheet, export_table

__all__ = [
    "EXPORTERS",
    "TABLES",
    "WIDE",
    "Exporter",
    "Sheet",
    "Table",
    "export_provenance",
    "export_sheet",
    "export_table",
    "write_stream",
]
