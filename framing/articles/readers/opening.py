"""Opening files of strangers: regular files only, nothing waited for, no more than the caps."""

from __future__ import annotations

import io
import os
import stat
from collections.abc import Callable, Collection
from typing import BinaryIO

from framing import limits
from framing.articles.readers.base import File, Options, RowError
from framing.articles.readers.decoding import (
    asked_codec,
    declared_codec,
    decode,
    find_undecodable,
    marked_codec,
)
from framing.errors import ReadError

Declared = Callable[[bytes], str]

_DECLARATION = 4096
_FLAGS = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
_KINDS = (
    (stat.S_ISDIR, "a folder"),
    (stat.S_ISFIFO, "a named pipe"),
    (stat.S_ISSOCK, "a socket"),
    (stat.S_ISCHR, "a device"),
    (stat.S_ISBLK, "a device"),
)
ZIP_MARK = b"PK\x03\x04"
GZIP_MARK = b"\x1f\x8b"
_BINARY = (
    (GZIP_MARK, "a gzip archive", "unpack it with gunzip, or let its name end in .gz"),
    (ZIP_MARK, "a zip archive or an office document", "unpack it, or say --format docx, odt, …"),
    (b"%PDF-", "a PDF", "say --format pdf"),
    (b"{\\rtf", "an RTF document", "say --format rtf"),
    (b"\xd0\xcf\x11\xe0", "an office document, old or encrypted", "save it as .docx or .xlsx"),
    (b"\x89PNG", "an image", "only text is read: give the words as .txt"),
    (b"\xff\xd8\xff", "an image", "only text is read: give the words as .txt"),
    (b"PAR1", "a Parquet file", "say --format parquet"),
    (b"bplist00", "a property list of macOS", "say --format webarchive"),
    (b"BZh", "a bzip2 archive", "unpack it with bunzip2"),
    (b"\xfd7zXZ\x00", "an xz archive", "unpack it with unxz"),
    (b"\x28\xb5\x2f\xfd", "a zstd archive", "unpack it with unzstd"),
)


def open_file(file: File, marks: Collection[bytes] = ()) -> BinaryIO:
    """The file opened for reading in bytes, at its start.

    `marks` are openings of binary files that are wanted; with `b""` any is. Raises ReadError for
    what is missing, unreadable, empty, binary in another way or no regular file.
    """
    if file.unpacked:
        return _packed(file, file.unpacked(), marks)
    try:
        handle = os.open(file.path, _FLAGS) if file.spool is None else os.dup(file.spool)
    except (OSError, ValueError) as error:
        raise _unreadable(file, error) from error
    try:
        _check_kind(file, os.fstat(handle).st_mode)
        os.lseek(handle, 0, os.SEEK_SET)
        _check_opening(file, os.read(handle, 8), marks)
        os.lseek(handle, 0, os.SEEK_SET)
    except OSError as error:
        os.close(handle)
        raise _unreadable(file, error) from error
    except ReadError:
        os.close(handle)
        raise
    return os.fdopen(handle, "rb")


def _packed(file: File, stream: BinaryIO, marks: Collection[bytes]) -> BinaryIO:
    try:
        _check_opening(file, stream.read(8), marks)
    except ReadError:
        stream.close()
        raise
    stream.seek(0)
    return stream


def _check_kind(file: File, mode: int) -> None:
    if not stat.S_ISREG(mode):
        kind = next((name for test, name in _KINDS if test(mode)), "no regular file")
        raise ReadError(f"this is {kind}", file=file.name, hint="name a file of articles")


def _check_opening(file: File, opening: bytes, marks: Collection[bytes]) -> None:
    if not opening:
        raise ReadError("the file is empty", file=file.name)
    if opening.startswith(tuple(marks)):
        return
    for mark, kind, hint in _BINARY:
        if opening.startswith(mark):
            raise ReadError(f"this is {kind}", file=file.name, hint=hint)


def _unreadable(file: File, error: OSError | ValueError) -> ReadError:
    what = getattr(error, "strerror", None) or str(error)
    hint = "check the path and its rights"
    return ReadError(f"cannot be read: {what}", file=file.name, hint=hint)


def _declares_nothing(_: bytes) -> str:
    return ""


def read_text(file: File, options: Options, declared: Declared = _declares_nothing) -> str:
    """The whole text of a file of one article.

    `declared` finds the label of the encoding that the opening of the file declares. Raises
    ReadError for a file that is too large, binary, blank, or not in its encoding.
    """
    text = text_of(read_bytes(file), file, options, declared)
    if not text.strip():
        raise ReadError("the file is blank", file=file.name)
    return text


def read_bytes(file: File, *marks: bytes) -> bytes:
    """The whole content of a file, in binary where its opening is one of `marks` (`open_file`).

    Raises ReadError for a file that cannot be opened or is too large.
    """
    with open_file(file, marks) as stream:
        try:
            content = stream.read(limits.TEXT_FILE_BYTES + 1)
        except OSError as error:
            raise _unreadable(file, error) from error
    if len(content) > limits.TEXT_FILE_BYTES:
        raise ReadError(
            f"the file is larger than {limits.TEXT_FILE_BYTES // limits.MIB} MiB",
            file=file.name,
            hint="split it, or import it as a table",
        )
    return content


def text_of(
    content: bytes, file: File, options: Options, declared: Declared = _declares_nothing
) -> str:
    """The text of bytes that stand in a file. Raises ReadError where they are not in its
    encoding."""
    codec, mark = marked_codec(content)
    codec = codec or asked_codec(options.encoding)
    codec = codec or declared_codec(declared(content[:_DECLARATION]), file.name)
    return decode(content[mark:], codec, file.name)


class Rows:
    """The lines of a file that is streamed, each with its line end and no longer than the cap."""

    def __init__(self, file: File, options: Options, newline: str) -> None:
        self._file = file
        self._codec = asked_codec(options.encoding)
        self._newline = newline
        self._cut = False
        self.line = 0
        """The number of the line that was read last, from 1."""

    def __enter__(self) -> Rows:
        """Open the file. Raises ReadError where it cannot be."""
        stream = open_file(self._file)
        codec, mark = marked_codec(stream.read(4))
        self._codec = codec or self._codec or "utf-8"
        stream.seek(mark)
        self._text = io.TextIOWrapper(stream, self._codec, "strict", self._newline)
        return self

    def __exit__(self, *_: object) -> None:
        """Close the file."""
        self._text.close()

    def __iter__(self) -> Rows:
        """Itself."""
        return self

    def __next__(self) -> str:
        """The next line.

        Raises RowError for a line above the cap, after which the next one can be read, and
        ReadError for a byte that is not in the encoding.
        """
        while self._cut:
            self._cut = not self._is_whole(self._read(limits.MIB))
        line = self._read(limits.ROW_BYTES + 1)
        if not line:
            raise StopIteration
        self.line += 1
        if is_oversized(line):
            self._cut = not self._is_whole(line)
            raise oversized(self._file.name, self.line)
        return line

    def _read(self, most: int) -> str:
        try:
            return self._text.readline(most)
        except UnicodeDecodeError as error:
            with open_file(self._file) as stream:
                stream.seek(marked_codec(stream.read(4))[1])
                raise find_undecodable(stream, self._codec, self._file.name) from error
        except OSError as error:
            raise _unreadable(self._file, error) from error

    def _is_whole(self, line: str) -> bool:
        return not line or line.endswith(("\n", "\r"))


def is_oversized(row: str) -> bool:
    """Whether a row takes more bytes than the cap allows."""
    if len(row) * 4 <= limits.ROW_BYTES:
        return False
    return len(row) > limits.ROW_BYTES or len(row.encode()) > limits.ROW_BYTES


def oversized(file: str, line: int) -> RowError:
    """The error for a row above the cap."""
    return RowError(
        f"the row is larger than {limits.ROW_BYTES // limits.MIB} MiB",
        file=file,
        line=line,
        hint="look for an unclosed quotation mark or a missing line end",
    )
