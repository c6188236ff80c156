"""What a shard is made of: files, and parts of files."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Unit = Literal["file", "bytes", "rows"]


@dataclass(frozen=True, slots=True)
class Piece:
    """A file, or the part of it from `start` up to before `stop`, in its unit."""

    file: str
    """Its absolute path."""
    size: int
    """Bytes of the file."""
    mtime_ns: int
    """When it was last changed."""
    unit: Unit = "file"
    start: int = 0
    stop: int = 0


@dataclass(frozen=True, slots=True)
class Shard:
    """What is scored at once, by one worker, and written as one file a year."""

    name: str
    """Its number in the plan and a digest of its pieces."""
    pieces: tuple[Piece, ...]
    weight: int
    """About how many bytes of text there are to read."""
