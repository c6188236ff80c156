"""Reading what human coders said: texts, each with 0, 1 or nothing for every dimension."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from framing import readers
from framing.errors import ReadError
from framing.intake import check, normalise
from framing.lexicon_formats.checks import same_name
from framing.model import Draft
from framing.readers.base import METADATA, File, Options

CodesFormat = Literal["csv", "jsonl", "json"]

_MEANINGS = {"0": False, "0.0": False, "1": True, "1.0": True}
"""What a cell may hold; tables that had gaps are often saved with 1.0 for 1."""
_ARTICLE_ID = re.compile("[0-9a-f]{4,16}")


@dataclass(frozen=True, slots=True)
class Unit:
    """One coded text and what the coder said of it."""

    text: str
    """In normal form C with `\\n` line ends; it is scored as it stands, without cleaning."""
    codes: Mapping[str, bool]
    """Dimension to code, for the dimensions that were coded."""
    line: int = 0
    """The line of its row in the file; 0 where it came from none."""


@dataclass(frozen=True, slots=True)
class Codes:
    """A file of coded units."""

    file: str
    """As the user would name it."""
    units: tuple[Unit, ...]
    """Those with a code for at least one dimension asked for."""
    other: tuple[str, ...]
    """Columns that hold nothing but codes and are called like no dimension asked for."""


def read_codes(
    path: str,
    dimensions: Collection[str],
    *,
    text: str = "",
    encoding: str = "",
    format: CodesFormat | Literal[""] = "",  # noqa: A002
) -> Codes:
    """The coded units of a CSV, JSON Lines or JSON file: a text and a column a dimension.

    The text is in the column `text` (or body, content, article), or in the one that is named.
    Column names are compared without case. A cell is 0, 1 or empty; empty is not coded.

    Raises ReadError where the file cannot be read, for a cell that holds anything else, with its
    line, and where no column is called like one of the dimensions.
    """
    options = Options(format=format, encoding=encoding, map={"text": text} if text else {})
    wanted = {same_name(name): name for name in dimensions}
    units: list[Unit] = []
    other: dict[str, bool] = {}
    for draft in _drafts(File(path, Path(path)), options):
        cells = _cells(draft)
        for name, cell in cells.items():
            if same_name(name) not in wanted:
                other[name] = other.get(name, True) and cell in _MEANINGS
        codes = {
            wanted[same_name(name)]: _meaning(draft, name, cell)
            for name, cell in cells.items()
            if same_name(name) in wanted
        }
        if codes:
            units.append(Unit(normalise(draft.text), codes, draft.line))
    coded = tuple(name for name, only_codes in other.items() if only_codes)
    if not units:
        what = "no column with codes is called like a dimension"
        there = f"; there are: {', '.join(coded[:8])}" if coded else ""
        raise ReadError(what + there, file=path, hint=f"dimensions: {', '.join(dimensions)}")
    return Codes(path, tuple(units), coded)


def _drafts(file: File, options: Options) -> Iterator[Draft]:
    """The rows of the file. Raises ReadError for one whose text cannot be scored as a unit."""
    try:
        for draft in readers.read(file, options):
            if {"start", "end"} <= draft.meta.keys() and _ARTICLE_ID.fullmatch(draft.text.strip()):
                what = "the row names a place in an article; only texts are read"
                hint = "put the coded words into a column text"
                raise ReadError(what, file=file.name, line=draft.line, hint=hint)
            check(replace(draft, published=""))
            yield draft
    except ReadError as error:
        error.hint = error.hint.replace("--map text=", "--text ")
        raise


def _cells(draft: Draft) -> dict[str, str]:
    """The cells of a row that are not blank, but for the text; a dimension may be called
    like a field of an article."""
    named = {name: str(getattr(draft, name)) for name in METADATA} | dict(draft.meta)
    return {name: cell.strip() for name, cell in named.items() if cell.strip()}


def _meaning(draft: Draft, name: str, cell: str) -> bool:
    if cell not in _MEANINGS:
        shown = cell if len(cell) <= 30 else f"{cell[:29]}…"
        raise ReadError(
            f"{name} is “{shown}”, not 0 or 1",
            file=draft.origin,
            line=draft.line,
            hint="leave the cell empty where nothing was coded",
        )
    return _MEANINGS[cell]
