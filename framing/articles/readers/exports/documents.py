"""A document of an export as it was found there, and the draft that it makes."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from framing.articles.cleaning.bylines import authors
from framing.articles.dates import read_days
from framing.articles.languages import language_code
from framing.articles.readers.base import File, Options
from framing.articles.readers.records import own_fields
from framing.model import Draft

_BY = re.compile(r"(?:by|von|par|por|di|door|av|af)\s+(?=\S)", re.IGNORECASE)
_WORDS = re.compile(r"\d[\d.,\u00a0\u202f ]*")
_YEAR = re.compile(r"(?<!\d)\d{4}(?!\d)")
_DATE_WORDS = 8
"""Words of a date at most, with weekday and time."""
_LINE = 120
"""Characters of a line that a date opens, at most."""


@dataclass(frozen=True, slots=True)
class Document:
    """One document of an export."""

    at: int
    """Where it begins: the index of its first line."""
    fields: Mapping[str, str]
    """What its fields say, by names of article fields or of the meta."""
    text: str


class Export(NamedTuple):
    """What was found in a file."""

    documents: Sequence[Document]
    stated: int = 0
    """How many documents it says that there are; 0 where it does not say."""


@dataclass(frozen=True, slots=True)
class Layout:
    """How one database writes many documents into one file."""

    name: str
    marks: tuple[str, ...]
    """One of these stands in every file of the layout, which others are not looked at for."""
    read: Callable[[Sequence[str]], Export | None]
    """The documents that lines hold; None where the lines are not in the layout."""


def dated(line: str) -> tuple[str, str] | None:
    """The date that a line opens with, and what stands behind it; None where it opens with none.

    A month alone is such a date too.
    """
    if len(line) > _LINE or not _YEAR.search(line):
        return None
    words = line.split()
    for count in range(min(len(words), _DATE_WORDS), 0, -1):
        date = " ".join(words[:count])
        try:
            read_days(date)
        except ValueError:
            continue
        if _YEAR.search(date) and not date.isdecimal():
            return date.strip(" ,;|"), " ".join(words[count:]).strip(" ,;|")
    return None


def draft_of(
    document: Document, line: int, file: File, options: Options, *, alone: bool, export: str
) -> Draft:
    """The draft of a document of an export, which may have no name.

    What the user says of a file of one article wins over what that says of itself, and fills in
    what one of many leaves empty.
    """
    said = {name: value for name, value in document.fields.items() if value} | {"export": export}
    if "author" in said:
        said["author"] = _author(said["author"])
    if "language" in said:
        said["language"] = language_code(said["language"]) or said["language"]
    fields, meta = own_fields(said, options.map)
    given = options.metadata()
    together = {**fields, **given} if alone else {**given, **fields}
    return Draft(document.text, file.name, line=line, meta=meta, layout=export, **together)


def said_words(fields: Mapping[str, str]) -> int:
    """The words that a document says it has; 0 where it does not say."""
    found = _WORDS.search(fields.get("length", ""))
    figures = re.sub(r"\D", "", found[0]) if found else ""
    return int(figures) if 0 < len(figures) < 8 else 0


def _author(byline: str) -> str:
    """The names of a byline, which need not begin with “By”."""
    if names := authors(byline):
        return ", ".join(names)
    return _BY.sub("", byline, count=1) if _BY.match(byline) else byline
