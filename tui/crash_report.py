"""Owns what remains of an error of the program itself: a file of details and one line."""

from __future__ import annotations

import traceback
from typing import TYPE_CHECKING

from framing.places import cache_folder
from framing.visible import visible

if TYPE_CHECKING:
    from rich.segment import Segments


def crash_line(error: BaseException) -> Segments:
    """The line that the terminal shows after the app has gone; details are kept in a file."""
    from rich.segment import Segment, Segments

    return Segments([Segment(visible(write_details(error)) + "\n")])


def write_details(error: BaseException) -> str:
    """Write the traceback to a file, if that can be done; return the line that tells of it."""
    path = cache_folder() / "crash.txt"
    line = f"framing stopped because of a mistake of its own: {type(error).__name__}: {error}"
    details = "".join(traceback.format_exception(error))
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(details, encoding="utf-8", errors="backslashreplace")
    except OSError:
        return line
    return f"{line} (details: {path})"
