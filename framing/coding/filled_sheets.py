"""Takes sheets that coders have filled in into the library, each whole or not at all."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from framing import limits
from framing.articles import File, Options, readers
from framing.articles.intake import refusal
from framing.coding.blank_sheets import CODE, DIMENSION, QUESTION, TEXT, UNIT
from framing.coding.code_files import cells_of, columns_of
from framing.coding.unit_places import same_text
from framing.errors import ReadError, UsageError
from framing.lexicons.formats.checks import listed, quoted, same_name
from framing.library import Code, SampleUnit
from framing.model import Draft
from framing.visible import visible

if TYPE_CHECKING:
    from framing.library import Library

_FORMATS = {".jsonl": "jsonl", ".ndjson": "jsonl", ".json": "json"}
_VALUE = re.compile(r"([0-9]{1,3})(?:\.0)?")
_Key = tuple[str, str]
"""Unit and dimension."""


@dataclass(frozen=True, slots=True)
class SheetOptions:
    """How filled-in sheets are taken."""

    coder: str = ""
    """Who filled them in; where nobody is named it is the sheet's file name."""
    highest: int = 1
    """The highest code; above 1 for codes of degree."""
    replace: bool = False
    """Whether a code takes the place of another one by the same coder."""
    skip_bad_rows: bool = False
    encoding: str = ""


@dataclass(slots=True)
class SheetImport:
    """What became of one sheet."""

    coder: str
    added: int = 0
    present: int = 0
    """Codes that the library held already."""
    replaced: int = 0
    unknown: tuple[str, ...] = ()
    """Columns that hold something and are none of the sheet as it was drawn."""
    skipped: list[ReadError] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Known:
    """A unit of the library, and what may be said of it."""

    unit: SampleUnit
    columns: Mapping[str, str]
    """Name of a column to the dimension that it codes."""


def coder_of(sheet: str, rules: SheetOptions) -> str:
    """Who filled in a sheet. Raises UsageError for a name that is none."""
    name = unicodedata.normalize("NFC", (rules.coder or Path(sheet).stem).strip())
    if not name or not name.isprintable() or len(name) > limits.NAME_CHARACTERS:
        what = f"{quoted(visible(name))} is no name of a coder"
        raise UsageError(what, hint=f"--coder NAME, at most {limits.NAME_CHARACTERS} characters")
    return name


def import_sheet(library: Library, sheet: str, rules: SheetOptions) -> SheetImport:
    """Store the codes of a filled-in sheet, all of them or none.

    Raises ReadError for a sheet that cannot be read or holds no code, and, where bad rows are not
    skipped, for a row whose unit is not in the library, that was changed, whose code is none, or
    that contradicts what the coder has said before.
    """
    taking = _Taking(library, sheet, rules)
    taking.read()
    if taking.fresh:
        library.codes.add(taking.fresh, sheet)
    return taking.taken


class _Taking:
    """A sheet being read."""

    def __init__(self, library: Library, sheet: str, rules: SheetOptions) -> None:
        self._sheet = sheet
        self._rules = rules
        self._known = _known(library)
        stored = library.codes.read()
        self.taken = SheetImport(_spelled(coder_of(sheet, rules), {code.coder for code in stored}))
        self._before = {
            (code.unit, code.dimension): code.value
            for code in stored
            if code.coder == self.taken.coder
        }
        self._lines: dict[str, int] = {}
        self._unknown: dict[str, None] = {}
        self.fresh: list[Code] = []
        """Codes that the library lacks or has otherwise."""

    def read(self) -> None:
        """Read all rows and count what they hold."""
        if not self._known:
            what = "nothing was drawn from this library"
            raise ReadError(what, file=self._sheet, hint="framing code sample draws a sheet")
        for draft in _drafts(self._sheet, self._rules, self.taken.skipped):
            try:
                self._take(draft)
            except ReadError as error:
                if not self._rules.skip_bad_rows:
                    raise
                self.taken.skipped.append(error)
        taken = self.taken
        taken.unknown = tuple(self._unknown)
        if not (taken.added or taken.present or taken.replaced or taken.skipped):
            dimensions = {name for each in self._known.values() for name in each.columns.values()}
            there = f"; there are: {listed(taken.unknown)}" if taken.unknown else ""
            what = f"no code stands in the sheet{there}"
            hint = f"columns of codes: {listed(sorted(dimensions))}, or {CODE} for matches"
            raise ReadError(what, file=self._sheet, hint=hint)

    def _take(self, draft: Draft) -> None:
        known = self._unit(draft)
        values = self._values(draft, known)
        for (_, dimension), value in values.items():
            self._refuse_contradiction(draft, known.unit.id, dimension, value)
        for (unit, dimension), value in values.items():
            before = self._before.get((unit, dimension))
            self.taken.added += before is None
            self.taken.present += before == value
            self.taken.replaced += before not in (None, value)
            if before != value:
                self.fresh.append(Code(unit, dimension, self.taken.coder, value))

    def _unit(self, draft: Draft) -> _Known:
        """The unit of a row. Raises ReadError where there is none, or the row was changed."""
        name = draft.text.strip().lower()
        if name not in self._known:
            hint = "its article was removed since, or the sheet is of another library"
            raise refusal(draft, f"the library has no unit {quoted(name)}", hint)
        if name in self._lines:
            raise refusal(draft, f"the row repeats unit {name} of line {self._lines[name]}")
        self._lines[name] = draft.line
        unit = self._known[name].unit
        cells = {same_name(column): cell for column, cell in cells_of(draft).items()}
        if TEXT in cells and not same_text(cells[TEXT], visible(unit.text)):
            hint = f"it was {quoted(unit.text)}; each row has to keep its unit and text"
            raise refusal(draft, f"the text of unit {name} was changed", hint)
        if unit.dimension and cells.get(DIMENSION, unit.dimension).lstrip("'") != unit.dimension:
            raise refusal(draft, f"unit {name} is of the dimension {quoted(unit.dimension)}")
        return self._known[name]

    def _values(self, draft: Draft, known: _Known) -> dict[_Key, int]:
        """The codes of a row. Raises ReadError for a cell that is none."""
        values: dict[_Key, int] = {}
        others = {TEXT, DIMENSION, QUESTION} if known.unit.dimension else {TEXT}
        for column, cell in cells_of(draft).items():
            plain = same_name(column.lstrip("'"))
            if plain in known.columns:
                values[known.unit.id, known.columns[plain]] = self._value(draft, column, cell)
            elif plain not in others:
                self._unknown[column] = None
        return values

    def _value(self, draft: Draft, column: str, cell: str) -> int:
        found = _VALUE.fullmatch(cell)
        if not found or int(found[1]) > self._rules.highest:
            highest = self._rules.highest
            wanted = "0 or 1" if highest == 1 else f"a whole number from 0 to {highest}"
            hint = "leave the cell empty where nothing was coded"
            raise refusal(draft, f"{column} is {quoted(cell)}, not {wanted}", hint)
        return int(found[1])

    def _refuse_contradiction(self, draft: Draft, unit: str, dimension: str, value: int) -> None:
        before = self._before.get((unit, dimension), value)
        if before != value and not self._rules.replace:
            coder = quoted(self.taken.coder)
            what = f"{coder} has coded unit {unit} for {quoted(dimension)} as {before} before"
            hint = "--replace takes the new codes; --coder NAME says that somebody else coded"
            raise refusal(draft, f"{what}, here as {value}", hint)


def _known(library: Library) -> dict[str, _Known]:
    """Every unit that was drawn, by its name."""
    known: dict[str, _Known] = {}
    for sample in library.codes.samples():
        columns = columns_of(sample.dimensions)
        for unit in sample.units:
            known[unit.id] = _Known(unit, {CODE: unit.dimension} if unit.dimension else columns)
    return known


def _spelled(name: str, known: set[str]) -> str:
    """A coder's name as the library has it, whatever the case."""
    return next((each for each in sorted(known) if same_name(each) == same_name(name)), name)


def _drafts(sheet: str, rules: SheetOptions, skipped: list[ReadError]) -> Iterator[Draft]:
    """The rows of a sheet, the unit in the place of the text."""
    path = Path(sheet)
    options = Options(
        format=_FORMATS.get(path.suffix.lower(), "csv"),
        encoding=rules.encoding,
        map={"text": UNIT},
        skip_bad_rows=rules.skip_bad_rows,
    )
    try:
        yield from readers.read(File(sheet, path), options, skipped.append)
    except ReadError as error:
        if error.hint.startswith("say --map"):
            error.hint = "a sheet is what framing code sample has drawn"
        error.what = error.what.replace("has no text", "has no unit")
        raise
