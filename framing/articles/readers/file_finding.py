"""From what the user names, files, folders or `-`, to the files that are to be read."""

from __future__ import annotations

import os
import sys
import tempfile
import weakref
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

from framing import limits
from framing.articles.readers.base import File
from framing.articles.readers.temporary import writing_copy
from framing.errors import ReadError

_NO_ARTICLES = (
    "readme", "license", "licence", "copying", "changelog", "contributing", "notice", "manifest",
    "authors",
)  # fmt: skip
"""Stems of files that lie beside articles and are none."""
_PAGES = (".html", ".htm", ".xhtml", ".shtml")
_PARTS = (
    "_files", ".files", "-files", "_dateien", "-dateien", "_fichiers", "_archivos", "_arquivos",
    "_ficheiros", "_file", "_bestanden", "_pliki", "_soubory", "_elemei", "_tiedostot", "-filer",
    "_filer", "_dosyalar", "_datoteke", "_fajlovi", "_fitxers",
)  # fmt: skip
"""How browsers in many languages end the name of the folder for the parts of a saved page."""


@dataclass(slots=True)
class Found:
    """The files of an import, in the order in which they were named."""

    files: list[File] = field(default_factory=list)
    refused: list[ReadError] = field(default_factory=list)
    """What cannot be read, or holds no files of articles."""
    skipped: int = 0
    """Other files in the folders: of no article format, hidden, links, README and the like."""
    parts: int = 0
    """Folders with the parts of a page that a browser saved, passed over."""

    @property
    def warnings(self) -> list[str]:
        """What a user should know of what was not taken."""
        files = "file" if self.skipped == 1 else "files"
        folders = "folder" if self.parts == 1 else "folders"
        told = (
            (self.skipped, f"{self.skipped} other {files} in the folders skipped"),
            (self.parts, f"{self.parts} {folders} of the parts of saved pages skipped"),
        )
        return [what for count, what in told if count]


def find(paths: Iterable[str], suffixes: Collection[str], apart: str) -> Found:
    """The files that paths name: a file itself, the files of a folder and of the folders in it
    that have one of the suffixes, in the order of their names, and `-` for standard input.

    The file `apart` is none of a folder's. No link in a folder is followed, and nothing but
    standard input is read.
    """
    own = os.path.realpath(apart) if apart else ""
    found = Found()
    for path in dict.fromkeys(map(str, paths)):
        try:
            if path == "-":
                found.files.append(_standard_input())
            elif Path(path).is_dir():
                _add_folder(path, suffixes, own, found)
            else:
                found.files.append(File(path, Path(path)))
        except ReadError as error:
            found.refused.append(error)
        except OSError as error:
            what = f"cannot be read: {error.strerror or error}"
            found.refused.append(ReadError(what, file=error.filename or path))
    return found


def _standard_input() -> File:
    """A copy of standard input in a file without a name, since it has to be read twice."""
    handle, name = tempfile.mkstemp(prefix="framing-")
    file = File("standard input", Path(name), handle)
    weakref.finalize(file, os.close, handle)
    file.path.unlink()
    with writing_copy(file.name), os.fdopen(os.dup(handle), "wb") as copy:
        _copy(sys.stdin.buffer, copy)
    return file


def _copy(stream: BinaryIO, copy: BinaryIO) -> None:
    """Copy what is read, as far as some format can take it: no line may be as long as the longest
    file of one article."""
    line = 0
    while line <= limits.TEXT_FILE_BYTES and (chunk := _chunk(stream)):
        copy.write(chunk)
        broken = chunk.rfind(b"\n") + 1
        line = len(chunk) - broken + (0 if broken else line)


def _chunk(stream: BinaryIO) -> bytes:
    try:
        return stream.read(limits.MIB)
    except OSError as error:
        raise ReadError(f"cannot be read: {error.strerror}", file="standard input") from error


def _add_folder(folder: str, suffixes: Collection[str], apart: str, found: Found) -> None:
    """Add the articles of a folder. Raises OSError for a folder that cannot be read."""
    before = len(found.files)
    for entry in _walk(folder, found):
        path = Path(entry.path)
        if path.name == Path(apart).name and os.path.realpath(path) == apart:
            continue
        fits = path.suffix.lower() in suffixes and not is_beside(path.name, path.stem)
        if fits and entry.is_file(follow_symlinks=False):
            found.files.append(File(entry.path, path))
        else:
            found.skipped += 1
    if len(found.files) == before:
        what = "the folder holds no files of articles"
        hint = f"their names end in {', '.join([*suffixes][:9])}, …"
        found.refused.append(ReadError(what, file=folder, hint=hint))


def is_beside(name: str, stem: str) -> bool:
    """Whether a file is hidden, or called like one that lies beside articles and is none."""
    return name.startswith(".") or stem.casefold() in _NO_ARTICLES


def holds_parts(folder: str, files: Collection[str]) -> bool:
    """Whether a folder holds the parts of a page that a browser saved beside it.

    The folder and the files around it are named in small letters.
    """
    stems = (folder.removesuffix(ending) for ending in _PARTS if folder.endswith(ending))
    return any(f"{stem}{suffix}" in files for stem in stems for suffix in _PAGES)


def _walk(folder: str, found: Found) -> Iterator[os.DirEntry[str]]:
    """Everything in a folder and below that is no folder, by name; no link is followed, and the
    parts of saved pages are passed over."""
    waiting = [folder]
    while waiting:
        with os.scandir(waiting.pop()) as entries:
            listed = sorted(entries, key=lambda entry: entry.name)
        names = {entry.name.lower() for entry in listed}
        deeper = []
        for entry in listed:
            if not entry.is_dir(follow_symlinks=False):
                yield entry
            elif holds_parts(entry.name.lower(), names):
                found.parts += 1
            elif not entry.name.startswith("."):
                deeper.append(entry.path)
        waiting += reversed(deeper)
