"""The articles of a piece: a file as a whole, some lines of JSON Lines, some rows of a table."""

from __future__ import annotations

import io
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, cast

from framing.articles import File, Options, find_files
from framing.articles.readers.opening import open_file
from framing.cluster.pieces import Piece
from framing.core.library import CoreError
from framing.errors import FramingError, ReadError
from framing.limits import MIB

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer


def check_unchanged(piece: Piece) -> None:
    """Raise ReadError where a file is not what it was when it was planned."""
    try:
        status = Path(piece.file).stat()
    except OSError as error:
        what = f"cannot be read: {error.strerror or error}"
        raise ReadError(what, file=piece.file, hint="every worker must see the file") from error
    if (status.st_size, status.st_mtime_ns) != (piece.size, piece.mtime_ns):
        what = "the file changed after its shards were planned"
        raise ReadError(what, file=piece.file, hint="score into a new folder")


def files_of(piece: Piece, options: Options) -> Iterator[File]:
    """The files that a piece is read as: one, or those of an archive. Raises ReadError."""
    if piece.unit == "bytes":
        path = Path(piece.file)
        yield File(piece.file, path, unpacked=partial(_lines, piece))
        return
    found = find_files([piece.file], options)
    if found.refused:
        raise found.refused[0]
    yield from found.files


def rows_of(piece: Piece) -> tuple[int, int] | None:
    """The rows of a table that a piece is; None for all."""
    return (piece.start, piece.stop) if piece.unit == "rows" else None


def placed(error: FramingError, piece: Piece) -> FramingError:
    """The error with its file, and the line that it has there; it was counted from the piece's."""
    if isinstance(error, CoreError):
        return ReadError(f"article {error.file}: {error.what}", hint=error.hint, file=piece.file)
    if piece.unit != "bytes" or not error.line:
        return error
    line = error.line + _lines_before(piece)
    return ReadError(error.what, hint=error.hint, file=error.file, line=line, column=error.column)


def _lines_before(piece: Piece) -> int:
    """Lines of the file before the piece; they are counted only where one has to be named."""
    count, left = 0, piece.start
    with Path(piece.file).open("rb") as stream:
        while left and (chunk := stream.read(min(MIB, left))):
            count += chunk.count(b"\n")
            left -= len(chunk)
    return count


def _lines(piece: Piece) -> BinaryIO:
    return cast(BinaryIO, io.BufferedReader(_Part(piece), MIB))


class _Part(io.RawIOBase):
    """Some bytes of a file as a file of their own."""

    def __init__(self, piece: Piece) -> None:
        stream = open_file(File(piece.file, Path(piece.file)))
        self._stream = cast(io.BufferedReader, stream)
        self._start, self._size = piece.start, piece.stop - piece.start
        self._stream.seek(self._start)

    def readable(self) -> bool:
        """It is."""
        return True

    def seekable(self) -> bool:
        """It is."""
        return True

    def readinto(self, buffer: WriteableBuffer) -> int:
        """Read bytes of the part into a buffer; 0 at its end."""
        view = memoryview(buffer).cast("B")
        left = self._start + self._size - self._stream.tell()
        return self._stream.readinto(view[: max(0, min(left, len(view)))])

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        """Go to a place of the part, counted from its start, its end or where it is."""
        base = {io.SEEK_SET: 0, io.SEEK_CUR: self.tell(), io.SEEK_END: self._size}[whence]
        return self._stream.seek(self._start + base + offset) - self._start

    def tell(self) -> int:
        """The place in the part."""
        return self._stream.tell() - self._start

    def close(self) -> None:
        """Close the file."""
        self._stream.close()
        super().close()
