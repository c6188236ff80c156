"""Writing a copy of what can be read only once into the folder for temporary files."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager

from framing.errors import ReadError


@contextmanager
def writing_copy(name: str) -> Iterator[None]:
    """A block that writes a copy of a file; raises ReadError where there is no room for it."""
    try:
        yield
    except OSError as error:
        what = f"no copy of it can be written to {tempfile.gettempdir()}: {error.strerror}"
        hint = "make room there, or set TMPDIR to a folder with room"
        raise ReadError(what, file=name, hint=hint) from error
