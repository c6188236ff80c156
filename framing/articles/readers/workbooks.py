"""The parts of an Excel workbook, read from its XML: its sheets, as rows of values."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping
from typing import TypeVar
from zipfile import ZipFile

from framing import limits
from framing.articles.readers.workbook_cells import Rows, Sheet, Strings, Styles, Values
from framing.articles.readers.xml_parts import Handler, parse
from framing.articles.readers.zip_parts import part
from framing.errors import ReadError

_HINT = "save it as .csv"
Kind = TypeVar("Kind", bound=Handler)


def sheets(archive: ZipFile, file: str) -> Iterator[Sheet]:
    """The rows of each sheet that has any; a formula counts as the value that was saved with it.

    Raises ReadError for what is no workbook, above the caps, or declares entities; UsageError
    where openpyxl is missing, which says what a number format means.
    """
    parts = _Parts(archive, file)
    root = parts.tell("_rels/.rels", _Relations("")).found
    place = next((to for kind, to in root.values() if kind == "officeDocument"), "")
    if place not in archive.namelist():
        raise ReadError("the workbook is damaged", file=file, hint="save it anew, or as .csv")
    folder, name = posixpath.split(place)
    related = parts.tell(f"{folder}/_rels/{name}.rels", _Relations(folder)).found
    by_kind = dict(related.values())
    book = parts.tell(place, _Book())
    strings = parts.tell(by_kind.get("sharedStrings", ""), Strings()).found
    styles = parts.tell(by_kind.get("styles", ""), Styles())
    values = Values(strings, styles.dates(), from_1904=book.from_1904)
    rows = Rows(values, file)
    for each in book.sheets:
        parts.tell(related.get(each, ("", ""))[1], rows)
        if found := rows.taken():
            yield found


class _Parts:
    """The parts of one workbook, which have no more elements together than the cap."""

    def __init__(self, archive: ZipFile, file: str) -> None:
        if sum(info.file_size for info in archive.infolist()) > limits.TEXT_FILE_BYTES:
            what = f"unpacked it is larger than {limits.TEXT_FILE_BYTES // limits.MIB} MiB"
            raise ReadError(what, file=file, hint=_HINT)
        self._archive, self._file = archive, file
        self._left = limits.WORKBOOK_ELEMENTS

    def tell(self, name: str, handler: Kind) -> Kind:
        """Tell a handler the XML of a part; nothing where there is no such part."""
        content = part(self._archive, name, self._file)
        self._left -= content.count(b"<") - content.count(b"</")
        if self._left < 0:
            what = f"the workbook has more than {limits.WORKBOOK_ELEMENTS:,} elements of XML"
            raise ReadError(what, file=self._file, hint=_HINT)
        if content:
            parse(content, handler, self._file, limits.WORKBOOK_ELEMENTS)
        return handler


class _Relations:
    """By the id of a relation: the last word of its kind, and the part that it leads to."""

    def __init__(self, folder: str) -> None:
        self._folder = folder
        self.found: dict[str, tuple[str, str]] = {}

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """Take a relation."""
        if tag == "Relationship" and attributes.get("TargetMode") != "External":
            place = posixpath.join("/", self._folder, attributes.get("Target", ""))
            kind = attributes.get("Type", "").rpartition("/")[2]
            self.found[attributes.get("Id", "")] = kind, posixpath.normpath(place).lstrip("/")

    def end(self, tag: str) -> None:
        """Take an end tag."""

    def text(self, text: str) -> None:
        """Take text."""


class _Book:
    """The ids of the relations to the sheets, in their order, and what day 0 is."""

    def __init__(self) -> None:
        self.sheets: list[str] = []
        self.from_1904 = False

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """Take a sheet, or the settings."""
        if tag == "sheet":
            self.sheets.append(attributes.get("id", ""))
        elif tag == "workbookPr":
            self.from_1904 = attributes.get("date1904") in ("1", "true")

    def end(self, tag: str) -> None:
        """Take an end tag."""

    def text(self, text: str) -> None:
        """Take text."""
