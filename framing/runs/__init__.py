"""Runs: many articles scored and stored, or scored again.

Files or a library come in, scored articles go out. `import_files` adds files to a library,
`preview_files` tells what that would do, `edit` corrects what a library knows of articles,
`rescore` scores what it holds.
"""

from typing import TYPE_CHECKING

from framing import loaded_later

if TYPE_CHECKING:
    from framing.runs.editing import edit
    from framing.runs.import_summary import ImportSummary, ImportTally
    from framing.runs.importing import import_files, preview_files
    from framing.runs.rescoring import rescore
else:
    __getattr__ = loaded_later(
        __name__,
        editing="edit",
        import_summary="ImportSummary ImportTally",
        importing="import_files preview_files",
        rescoring="rescore",
    )

__all__ = [
    "ImportSummary",
    "ImportTally",
    "edit",
    "import_files",
    "preview_files",
    "rescore",
]
