"""Owns how a library file is exported: by a job in a process of its own."""

from __future__ import annotations

import shlex
from functools import partial

from framing.places import library_file
from tui.answers.connections import Connections
from tui.jobs import Job, Report
from tui.questions.export import REPORT, Export, Selection


class ExportAnswers(Connections):
    """Tables of the library."""

    @property
    def db_option(self) -> str:
        """What commands on this very file need to be told, after a blank."""
        usual = self.path == library_file(None)[0]
        return "" if usual else f" --db {shlex.quote(str(self.path))}"

    def can_report(self, selection: Selection) -> bool:
        """Of several articles, but not of a single one."""
        return selection.ids is None or len(selection.ids) > 1

    def export(self, selection: Selection, export: Export) -> Job:
        """The job that writes a table, or a report, to a file."""
        work = partial(_write, str(self.path), selection, export)
        return Job(f"Export {export.table}", work)


def _write(path: str, selection: Selection, export: Export, report: Report) -> str:
    # The writers; wanted only where something is written.
    from framing.library import Library
    from tui.exporting import export_library, export_report

    exported = export_report if export.table == REPORT else export_library
    with Library(path, read_only=True) as library:
        return exported(library, selection, export, report)
