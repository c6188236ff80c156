"""Zip archives of strangers: opened within the caps, their parts read as bytes.

No name of a part is ever a path, and no part is unpacked to one.
"""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from typing import BinaryIO

from framing import limits
from framing.articles.readers.base import File
from framing.articles.readers.opening import ZIP_MARK, read_bytes
from framing.errors import ReadError

_ENCRYPTED = 0x1
DAMAGED = (
    *(zipfile.BadZipFile, zlib.error, OSError, EOFError),
    *(NotImplementedError, RuntimeError, ValueError),
)
"""What a damaged archive raises while a part of it is read; ValueError for a wrong place."""
_TAIL = 65_557
"""Bytes at the end of an archive among which its closing record stands."""


def open_document(file: File) -> zipfile.ZipFile:
    """The archive that a document is. Raises ReadError for what is none, or above the caps."""
    return open_archive(io.BytesIO(read_bytes(file, ZIP_MARK)), file.name)


def open_archive(stream: BinaryIO, name: str) -> zipfile.ZipFile:
    """The archive in a stream. Raises ReadError for what is none, or above the caps."""
    if _directory_bytes(stream) > limits.ARCHIVE_DIRECTORY_BYTES:
        raise _too_many(name)
    try:
        archive = zipfile.ZipFile(stream)
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
        what = "this is no document or archive of its format, or it is damaged"
        raise ReadError(what, file=name, hint="save it anew") from error
    if len(archive.infolist()) > limits.ARCHIVE_FILES:
        raise _too_many(name)
    return archive


def _too_many(name: str) -> ReadError:
    what = f"it is made of more than {limits.ARCHIVE_FILES:,} files"
    return ReadError(what, file=name, hint="unpack it, and import the folder")


def _directory_bytes(stream: BinaryIO) -> int:
    """How long the closing records say that the table of contents is, the longest of them."""
    size = stream.seek(0, io.SEEK_END)
    stream.seek(max(0, size - _TAIL))
    tail = stream.read(_TAIL)
    stream.seek(0)
    at, at64 = tail.rfind(b"PK\x05\x06"), tail.rfind(b"PK\x06\x06")
    said = [0]
    if 0 <= at <= len(tail) - 22:
        said += struct.unpack_from("<L", tail, at + 12)
    if 0 <= at64 <= len(tail) - 56:
        said += struct.unpack_from("<Q", tail, at64 + 40)
    return max(said)


def part(archive: zipfile.ZipFile, name: str, file: str) -> bytes:
    """The content of one part; empty for one that is not there.

    Raises ReadError for a part that is encrypted, damaged, or larger than a text file may be.
    """
    try:
        info = archive.getinfo(name)
    except KeyError:
        return b""
    if info.flag_bits & _ENCRYPTED:
        raise encrypted(file)
    try:
        with archive.open(info) as stream:
            content = stream.read(limits.TEXT_FILE_BYTES + 1)
    except DAMAGED as error:
        raise ReadError("the archive is damaged", file=file, hint="save it anew") from error
    if len(content) > limits.TEXT_FILE_BYTES:
        what = f"a part of it is larger than {limits.TEXT_FILE_BYTES // limits.MIB} MiB"
        raise ReadError(what, file=file, hint="save its text instead")
    return content


def encrypted(file: str) -> ReadError:
    """The error for what only a password opens."""
    return ReadError("it is encrypted", file=file, hint="save it without a password")
