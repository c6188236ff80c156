"""The paragraphs of a word processor's document, from the elements of its XML.

A row of a table whose cells hold one paragraph each is one line with bars, as in web pages; a
table that only lays out a page gives its paragraphs one after another.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from framing.articles.line_characters import fold
from framing.articles.readers.base import File, Options
from framing.articles.readers.records import own_fields
from framing.errors import ReadError
from framing.model import Draft

_OPENING = 5
"""The title of an article stands among the first so many of its paragraphs."""


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """What the elements of a format mean, by their names without namespace."""

    paragraphs: frozenset[str]
    skipped: frozenset[str]
    """Elements that hold nothing to read: deleted text, notes, comments, properties."""
    marks: Mapping[str, str]
    """Elements that stand for characters."""
    row: str
    cell: str
    runs: frozenset[str] = frozenset()
    """The elements whose text is read; none for every text of a paragraph."""


@dataclass(slots=True)
class Paragraphs:
    """The paragraphs of a document, collected while its XML is told."""

    vocabulary: Vocabulary
    found: list[str] = field(default_factory=list)
    _parts: list[str] = field(default_factory=list)
    _skipped: int = 0
    _runs: int = 0
    _rows: int = 0
    _cells: list[list[str]] = field(default_factory=list)

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """Take a start tag."""
        known = self.vocabulary
        if self._skipped or tag in known.skipped:
            self._skipped += 1
        elif tag in known.paragraphs:
            self._flush()
        elif tag in known.marks:
            self._parts.append(known.marks[tag] * _count(attributes))
        elif tag == known.row:
            self._rows += 1
        elif tag == known.cell and self._rows:
            self._cells.append([])
        self._runs += tag in known.runs

    def end(self, tag: str) -> None:
        """Take an end tag."""
        known = self.vocabulary
        self._runs -= tag in known.runs
        if self._skipped:
            self._skipped -= 1
        elif tag in known.paragraphs:
            self._flush()
        elif tag == known.row:
            self._rows -= 1
            if not self._rows:
                self._close_row()

    def text(self, text: str) -> None:
        """Take text."""
        if not self._skipped and (self._runs or not self.vocabulary.runs):
            self._parts.append(text)

    def _flush(self) -> None:
        text = "".join(self._parts).strip()
        self._parts.clear()
        if text:
            (self._cells[-1] if self._cells else self.found).append(text)

    def _close_row(self) -> None:
        cells = [cell for cell in self._cells if cell]
        self._cells.clear()
        if all(len(cell) == 1 for cell in cells) and cells:
            self.found.append(" | ".join(" ".join(cell[0].split()) for cell in cells))
        else:
            self.found += [paragraph for cell in cells for paragraph in cell]


def _count(attributes: Mapping[str, str]) -> int:
    """How often a mark stands there; OpenDocument counts its spaces."""
    given = attributes.get("c", "1")
    return int(given) if given.isascii() and given.isdigit() and len(given) < 4 else 1


def document_draft(
    file: File, options: Options, paragraphs: list[str], title: str, said: Mapping[str, str]
) -> Draft:
    """The article of a document.

    `title` is what the document is styled to be called. `said` is what its properties say; they
    speak of the file and of who saved it, so they are kept as `document_…` in the meta, where
    `--map author=document_author` finds them. Its title counts where the text opens with it.

    Raises ReadError for a document without text.
    """
    if not paragraphs:
        raise ReadError("the document holds no text", file=file.name, hint="is it a scan?")
    values = {f"document_{name}": each for name, each in said.items() if each.strip()}
    fields, meta = own_fields(values, options.map)
    named = fold(said.get("title", ""))
    opening = map(fold, paragraphs[:_OPENING])
    known: dict[str, Any] = {"title": title}
    if not title and named and named in opening:
        known = {"title": said["title"]}
    text = "\n\n".join(paragraphs)
    return Draft(text, file.name, meta=meta, **(known | fields | options.metadata()))
