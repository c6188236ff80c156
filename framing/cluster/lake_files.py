"""The small files of a lake, which anybody may have written: regular files of a bounded size."""

from __future__ import annotations

import json
from pathlib import Path

from framing import limits
from framing.articles import File
from framing.articles.readers.opening import open_file
from framing.errors import FramingError, ReadError

ANEW = "score into a new folder"
"""What to do about a lake that cannot be used."""


def read_small(path: Path, hint: str = ANEW) -> bytes:
    """The bytes of a file. Raises FramingError, with the hint, for what is missing, empty, no
    regular file, or larger than such files are."""
    try:
        with open_file(File(str(path), path), [b""]) as stream:
            found = stream.read(limits.LAKE_FILE_BYTES + 1)
    except ReadError as error:
        raise FramingError(error.what, file=str(path), hint=hint) from error
    except OSError as error:
        raise FramingError(f"cannot be read: {error.strerror}", file=str(path)) from error
    if len(found) > limits.LAKE_FILE_BYTES:
        raise FramingError("the file is larger than any of a lake", file=str(path), hint=hint)
    return found


def read_json(path: Path) -> object:
    """The value of a file of JSON; None for one of something else. Raises as `read_small`."""
    try:
        found: object = json.loads(read_small(path))
    except (ValueError, RecursionError):
        return None
    return found
