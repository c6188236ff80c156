"""Owns how a library file is exported: by a job in a process of its own."""

from __future__ import annotations

from functools import partial

from tui.answers.connections import Connections
from tui.jobs import Job, Report
from tui.questions.export import Export, Selection


class ExportAnswers(Connections):
    """Tables of the library."""

    def export(self, selection: Selection, export: Export) -> Job:
        """The job that writes a table to a file."""
        work = partial(_write, str(self.path), selection, export)
        return Job(f"Export {export.table}", work)


def _write(path: str, selection: Selection, export: Export, report: Report) -> str:
    # The writers; wanted only where something is written.
    from framing.library import Library
    from tui.exporting import export_library

    with Library(path, read_only=True) as library:
        return export_library(library, selection, export, report)
