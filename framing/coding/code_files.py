"""Reading a file of human codes: texts or places in articles, each coded 0, 1 or not at all."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Literal

from framing.articles import File, Options, readers
from framing.articles.intake import check, normalise, refusal
from framing.articles.readers.base import METADATA
from framing.articles.readers.records import FIELDS
from framing.errors import ReadError
from framing.lexicons.formats.checks import quoted, same_name
from framing.model import Draft

CodesFormat = Literal["csv", "jsonl", "json"]

_MEANINGS = {"0": False, "0.0": False, "1": True, "1.0": True}
"""What a cell may hold; tables that had gaps are often saved with 1.0 for 1."""
_ARTICLE = ("article", "article_id")
_ENDS = ("start", "end")
_OFFSET = re.compile(r"([0-9]{1,9})(?:\.0)?")


@dataclass(frozen=True, slots=True)
class UnitPlace:
    """A half-open span of characters in an article's stored text."""

    article: str
    """Its id; in a file that was only read, any beginning of one."""
    start: int
    end: int
    match: str = ""
    """The dimension of the match that was drawn for coding, and which alone is matched here."""


@dataclass(frozen=True, slots=True)
class CodedUnit:
    """One coded text or place and what the coder said of it."""

    text: str
    """In normal form C with `\\n` line ends; it is scored as it stands, without cleaning."""
    codes: Mapping[str, bool]
    """Dimension to code, for the dimensions that were coded."""
    line: int = 0
    """The line of its row in the file; 0 where it came from none."""
    place: UnitPlace | None = None
    """Where it stands, if it is scored in its article; `text` is then for readers only."""
    name: str = ""
    """Its id in a sample."""
    stratum: str = ""
    """What it was drawn from in a sample."""
    within: str = ""
    """The id of the article it is from, or a beginning of one, where its place is not given."""
    about: Mapping[str, str] = field(default_factory=dict, compare=False)
    """What the other columns of its row say, by their name as `same_name` has it."""


@dataclass(frozen=True, slots=True)
class CodeFile:
    """A file of coded units."""

    file: str
    """As the user would name it."""
    units: tuple[CodedUnit, ...]
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
) -> CodeFile:
    """The coded units of a CSV, JSON Lines or JSON file: a text or place, a column a dimension.

    The text is in the column `text` (or body, content), or in the one that is named. Where there
    are columns `article`, `start` and `end`, the unit is that place, which `unit_places.resolve`
    looks up. Column names are compared without case. A cell is 0, 1 or empty; empty,
    or NaN, is not coded.

    Raises ReadError where the file cannot be read, for a cell that holds anything else, with its
    line, for places that are none, and where no column is called like one of the dimensions.
    """
    options = Options(format=format, encoding=encoding, map={"text": text} if text else {})
    wanted = columns_of(dimensions)
    units: list[CodedUnit] = []
    other: dict[str, bool] = {}
    for draft in _drafts(File(path, Path(path)), options):
        unit = _unit(draft)
        cells = cells_of(draft, {*_ARTICLE, *_ENDS} if unit.place else ())
        for name, cell in cells.items():
            if same_name(name) not in wanted:
                other[name] = other.get(name, True) and cell in _MEANINGS
        codes = {
            wanted[same_name(name)]: _meaning(draft, name, cell)
            for name, cell in cells.items()
            if same_name(name) in wanted
        }
        if codes:
            about = {same_name(name): cell for name, cell in cells.items()}
            units.append(replace(unit, codes=codes, about=about))
    coded = tuple(name for name, only_codes in other.items() if only_codes)
    if not units:
        what = "no column with codes is called like a dimension"
        there = f"; there are: {', '.join(coded[:8])}" if coded else ""
        raise ReadError(what + there, file=path, hint=f"dimensions: {', '.join(dimensions)}")
    _refuse_mixed(units, path)
    return CodeFile(path, tuple(units), coded)


def _drafts(file: File, options: Options) -> Iterator[Draft]:
    """The rows of the file. Raises ReadError for one whose text cannot be scored as a unit."""
    try:
        for draft in readers.read(file, options):
            check(replace(draft, published=""))
            yield draft
    except ReadError as error:
        error.hint = error.hint.replace("--map text=", "--text ")
        raise


def columns_of(dimensions: Iterable[str]) -> dict[str, str]:
    """The dimension that a column codes, by the column's name without case, as in `cells_of`.

    Readers know some columns by the name of an article's field, whatever the header calls it.
    """
    columns = {same_name(name): name for name in dimensions}
    aliases = {
        field: columns[usual]
        for field, names in FIELDS.items()
        for usual in names
        if usual in columns and field in METADATA
    }
    return aliases | columns


def cells_of(draft: Draft, but: Collection[str] = ()) -> dict[str, str]:
    """The cells of a row that are not blank, but for the text and the columns named.

    A dimension may be called like a field of an article.
    """
    named = {name: str(getattr(draft, name)) for name in METADATA} | dict(draft.meta)
    return {
        name: cell.strip()
        for name, cell in named.items()
        if cell.strip() and same_name(name) not in but
    }


def _unit(draft: Draft) -> CodedUnit:
    """The text or place of a row. Raises ReadError for half a place."""
    cells = {same_name(name): cell.strip() for name, cell in draft.meta.items()}
    article = next((cells[name] for name in _ARTICLE if name in cells), "")
    text = normalise(draft.text)
    ends = [cells[name] for name in _ENDS if name in cells]
    if not article and len(draft.text.split()) == 1 and ends:
        article, text = draft.text.strip(), ""  # a column called article is read as the text
    if not (article and ends):
        return CodedUnit(text, {}, draft.line, within=article)
    if len(ends) < len(_ENDS):
        raise refusal(draft, "a place is an article, a start and an end")
    offsets = [_OFFSET.fullmatch(each) for each in ends]
    start, end = (int(found[1]) if found else -1 for found in offsets)
    if not 0 <= start < end:
        what = f"{quoted(ends[0])} to {quoted(ends[1])} is no place in a text"
        raise refusal(draft, what, "start and end count characters from 0, the end not included")
    return CodedUnit(text, {}, draft.line, UnitPlace(article, start, end))


def _refuse_mixed(units: Sequence[CodedUnit], path: str) -> None:
    """In a file of places every unit is one: a row that lacks its own was not meant as a text."""
    texts = [unit.line for unit in units if unit.place is None]
    if texts and len(texts) < len(units):
        what = "the row has no article, start and end, and others have"
        raise ReadError(what, file=path, line=texts[0])


def _meaning(draft: Draft, name: str, cell: str) -> bool:
    if cell not in _MEANINGS:
        hint = "leave the cell empty where nothing was coded"
        raise refusal(draft, f"{name} is {quoted(cell)}, not 0 or 1", hint)
    return _MEANINGS[cell]
