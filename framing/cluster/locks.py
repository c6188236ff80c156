"""One run at a time in a lake: each of two would remove the other's unfinished files, as those of
killed workers."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from framing.errors import FramingError

_FLAGS = os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
LOCK = ".lock"
"""The file of a lake that a run at work holds; a kill leaves it behind, held by nobody."""


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """A block in which no other process has the folder of a lake, which is made where it is not
    there; an empty one goes again. A file system that knows no locks keeps nobody out.

    Raises FramingError where another process has it, or it cannot be written.
    """
    path = folder / LOCK
    try:
        folder.mkdir(parents=True, exist_ok=True)
        # Neither a link is followed nor a pipe waited for: the lake may be anybody's.
        handle = os.open(path, _FLAGS, 0o666)
    except OSError as error:
        what = f"cannot be written: {error.strerror or error}"
        raise FramingError(what, file=str(folder)) from error
    try:
        if not _is_held(handle, path):
            what = "another run is at work in this folder"
            raise FramingError(what, file=str(folder), hint="wait for its end, then do it again")
        try:
            yield
        finally:
            with suppress(OSError):
                path.unlink()
                folder.rmdir()  # one that holds something stays
    finally:
        os.close(handle)


def _is_held(handle: int, path: Path) -> bool:
    """Whether the lock could be taken, of the file that still stands there."""
    try:
        import fcntl  # systems of Unix have it

        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except (ImportError, OSError):
        return True
    with suppress(FileNotFoundError):
        return os.path.samestat(os.fstat(handle), path.stat())
    return False
