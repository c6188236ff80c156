"""Packed files: a `.gz` is the file that it holds, a `.zip` the files that lie in it.

Each of them stands alone, as in a folder. Their names are only shown and tell the format; nothing
is written to a path that an archive names.
"""

from __future__ import annotations

import gzip
import tempfile
import weakref
import zipfile
from collections.abc import Callable, Collection
from contextlib import suppress
from functools import partial
from pathlib import PurePosixPath
from typing import IO, BinaryIO, cast

from framing import limits
from framing.articles.readers.base import File
from framing.articles.readers.file_finding import Found, holds_parts, is_beside
from framing.articles.readers.opening import GZIP_MARK, ZIP_MARK, open_file
from framing.articles.readers.temporary import writing_copy
from framing.articles.readers.zip_parts import DAMAGED, encrypted, open_archive
from framing.errors import ReadError

PACKED = (".gz", ".zip")
_DEEPEST = 8
"""Folders around a file of an archive that are asked whether they hold the parts of a page."""


def opened(found: Found, suffixes: Collection[str]) -> Found:
    """What was found, with the files in packed ones in their place.

    Those in archives are taken by their suffix, and others are counted as skipped.
    """
    unfolded = Found(refused=[*found.refused], skipped=found.skipped, parts=found.parts)
    for file in found.files:
        if file.suffix not in PACKED or file.suffix in suffixes:
            unfolded.files.append(file)
            continue
        try:
            if file.suffix == ".gz":
                unfolded.files.append(_gzip(file))
            else:
                _add_archive(file, suffixes, unfolded)
        except ReadError as error:
            unfolded.refused.append(error)
    return unfolded


def _gzip(file: File) -> File:
    """The file that a gzip file holds, called without `.gz`."""
    return File(file.name[: -len(".gz")], file.path, unpacked=partial(_gunzip, file))


def _gunzip(file: File) -> BinaryIO:
    with open_file(file, [GZIP_MARK]) as packed:
        size = packed.seek(0, 2)
        packed.seek(0)
        return _copied(cast(IO[bytes], gzip.GzipFile(fileobj=packed)), size, file.name)


def _add_archive(file: File, suffixes: Collection[str], found: Found) -> None:
    """Add the files of an archive. Raises ReadError for one that cannot be read or has none."""
    stream = open_file(file, [ZIP_MARK])
    try:
        archive = open_archive(stream, file.name)
    except ReadError:
        stream.close()
        raise
    weakref.finalize(archive, stream.close)
    before = len(found.files)
    names = {info.filename.lower() for info in archive.infolist()}
    parts: set[PurePosixPath] = set()
    for info in archive.infolist():
        path = PurePosixPath(info.filename)
        folders = [
            each for each in path.parents[:_DEEPEST] if holds_parts(str(each).lower(), names)
        ]
        parts.update(folders)
        if info.is_dir() or folders:
            continue
        if path.suffix.lower() in suffixes and not is_beside(path.name, path.stem):
            name = f"{file.name}/{info.filename}"
            found.files.append(File(name, file.path, unpacked=_unzip(archive, info, name)))
        else:
            found.skipped += 1
    found.parts += len(parts)
    if len(found.files) == before:
        what = "the archive holds no files of articles"
        hint = f"their names end in {', '.join(sorted(suffixes)[:12])}, …"
        raise ReadError(what, file=file.name, hint=hint)


def _unzip(archive: zipfile.ZipFile, info: zipfile.ZipInfo, name: str) -> Callable[[], BinaryIO]:
    def unzip() -> BinaryIO:
        if info.flag_bits & 0x1:
            raise encrypted(name)
        try:
            part = archive.open(info)
        except DAMAGED as error:
            raise _damaged(name) from error
        return _copied(part, info.compress_size, name)

    return unzip


def _copied(packed: IO[bytes], size: int, name: str) -> BinaryIO:
    """The content of a packed stream of so many bytes, in a file without a name.

    Raises ReadError for what is damaged, or unpacks to more than the caps.
    """
    most = max(limits.TEXT_FILE_BYTES + 1, size * limits.UNPACKED_RATIO)
    copy = cast(BinaryIO, tempfile.TemporaryFile(prefix="framing-"))  # noqa: SIM115 - it is given on
    try:
        with packed:
            while chunk := packed.read(limits.MIB):
                most -= len(chunk)
                if most < 0:
                    what = f"it unpacks to more than {limits.UNPACKED_RATIO} times its size"
                    raise ReadError(what, file=name, hint="unpack it, if you trust it")
                with writing_copy(name):
                    copy.write(chunk)
        with writing_copy(name):
            copy.seek(0)
    except DAMAGED as error:
        copy.close()
        raise _damaged(name) from error
    except ReadError:
        with suppress(OSError):  # closing writes what is left to be written
            copy.close()
        raise
    return copy


def _damaged(name: str) -> ReadError:
    return ReadError("the packed file is damaged", file=name, hint="pack it anew")
