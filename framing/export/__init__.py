"""Tables of the library as CSV, JSON and JSON lines."""

from framing.export.formats import EXPORTERS, Exporter, write_stream
from framing.export.tables import TABLES, WIDE, Table
from framing.export.writing import export_table

__all__ = ["EXPORTERS", "TABLES", "WIDE", "Exporter", "Table", "export_table", "write_stream"]
