"""Takes sheets that coders have filled in into the library, each whole or not at all."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from framing import limits
from framing.articles import File, Options, readers
from framing.articles.intake import refusal
from framing.coding.blank_sheets import (
    AFTER,
    BEFORE,
    CODE,
    CODES,
    DIMENSION,
    QUESTION,
    TEXT,
    UNIT,
)
from framing.coding.code_files import cells_of, columns_of
from framing.coding.unit_places import same_text
from framing.errors import ReadError, UsageError
from framing.lexicons.formats.checks import listed, quoted, same_name
from framing.library import Code, Role, SampleUnit
from framing.model import Draft
from framing.visible import visible
from framing.wording import plural

if TYPE_CHECKING:
    from framing.library import Library

_FORMATS = {".jsonl": "jsonl", ".ndjson": "jsonl", ".json": "json"}
_VALUE = re.compile(r"([0-9]{1,3})(?:\.0)?")
_OTHERS = frozenset({TEXT, DIMENSION, QUESTION, BEFORE, AFTER, CODES})
"""The columns beside that of the code, in a sheet of one code a row."""
_Key = tuple[str, str]
"""Unit and dimension."""


@dataclass(frozen=True, slots=True)
class SheetOptions:
    """How filled-in sheets are taken."""

    coder: str = ""
    """Who filled them in; where nobody is named it is the sheet's file name."""
    role: Role = "coder"
    highest: int = 1
    """The highest code; above 1 for codes of degree."""
    skip_bad_rows: bool = False
    """Whether bad rows, and changed codes that are not agreed to, are left out."""
    encoding: str = ""


@dataclass(slots=True)
class SheetImport:
    """What became of one sheet."""

    coder: str
    added: int = 0
    present: int = 0
    """Codes that the library held already."""
    replaced: int = 0
    waiting: int = 0
    """Codes that are asked for in the rows of the sheet, and that nobody of this name has given."""
    emptied: int = 0
    """Codes of the library whose cells are empty; they stay."""
    unknown: tuple[str, ...] = ()
    """Columns that hold something and are none of the sheet as it was drawn."""
    skipped: list[ReadError] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class ChangedCode:
    """A code that is another one than the library has by the same name."""

    line: int
    before: Code
    now: Code

    @property
    def told(self) -> str:
        """What differs, in words."""
        same_role = self.before.role == self.now.role
        before, now = (
            f"{code.value}" if same_role else f"{code.value} by the {code.role}"
            for code in (self.before, self.now)
        )
        unit, dimension = self.now.unit, quoted(self.now.dimension)
        who = quoted(self.now.coder)
        return f"{who} has coded unit {unit} for {dimension} as {before} before, here as {now}"


Agree = Callable[[Sequence[ChangedCode]], bool]
"""Says whether changed codes take the place of the earlier ones."""


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


def import_sheet(
    library: Library, sheet: str, rules: SheetOptions, agree: Agree = lambda _: False
) -> SheetImport:
    """Store the codes of a filled-in sheet, all of them or none; empty cells wait.

    Where the coder has said something else of a unit before, `agree` is asked. Raises ReadError for
    a sheet that cannot be read or holds no code, and, where bad rows are not skipped, for a row
    whose unit is not in the library, that was changed, or whose code is none, and for changed codes
    that are not agreed to.
    """
    taking = _Taking(library, sheet, rules)
    taking.read()
    if taking.changed:
        taking.settle(agreed=agree(taking.changed))
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
        self.taken = SheetImport(spelled(coder_of(sheet, rules), {code.coder for code in stored}))
        self._before = {
            (code.unit, code.dimension): code for code in stored if code.coder == self.taken.coder
        }
        self._lines: dict[_Key, int] = {}
        self._unknown: dict[str, None] = {}
        self.fresh: list[Code] = []
        """Codes that the library lacks."""
        self.changed: list[ChangedCode] = []

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
        if not (taken.added or taken.present or self.changed or taken.skipped):
            dimensions = {name for each in self._known.values() for name in each.columns.values()}
            there = f"; there are: {listed(taken.unknown)}" if taken.unknown else ""
            what = f"no code stands in the sheet{there}"
            hint = f"columns of codes: {listed(sorted(dimensions))}, or {CODE} for matches"
            raise ReadError(what, file=self._sheet, hint=hint)

    def settle(self, *, agreed: bool) -> None:
        """Take the changed codes, or leave them out. Raises ReadError where neither is wanted."""
        if agreed:
            self.fresh += (each.now for each in self.changed)
            self.taken.replaced = len(self.changed)
            return
        if not self._rules.skip_bad_rows:
            changed = plural(len(self.changed), "changed code")
            what = f"{changed}: {quoted(self.taken.coder)} has said otherwise before"
            hint = "--replace takes the new codes; --coder NAME says that somebody else coded"
            line = self.changed[0].line
            raise ReadError(what, file=self._sheet, line=line, hint=hint)
        self.taken.skipped += (
            ReadError(each.told, file=self._sheet, line=each.line) for each in self.changed
        )

    def _take(self, draft: Draft) -> None:
        known = self._unit(draft)
        values = self._values(draft, known)
        for dimension in dict.fromkeys(known.columns.values()):
            before = self._before.get((known.unit.id, dimension))
            if dimension not in values:
                self.taken.emptied += before is not None
                self.taken.waiting += before is None
                continue
            now = Code(
                known.unit.id, dimension, self.taken.coder, values[dimension], self._rules.role
            )
            if before is None:
                self.taken.added += 1
                self.fresh.append(now)
            elif before == now:
                self.taken.present += 1
            else:
                self.changed.append(ChangedCode(draft.line, before, now))

    def _unit(self, draft: Draft) -> _Known:
        """The unit of a row, with what the row asks of it.

        Raises ReadError where there is none, or the row was changed.
        """
        name = draft.text.strip().lower()
        if name not in self._known:
            hint = "its article was removed since, or the sheet is of another library"
            raise refusal(draft, f"the library has no unit {quoted(name)}", hint)
        unit = self._known[name].unit
        cells = {same_name(column): cell for column, cell in cells_of(draft).items()}
        if TEXT in cells and not same_text(cells[TEXT], visible(unit.text)):
            hint = f"it was {quoted(unit.text)}; each row has to keep its unit and text"
            raise refusal(draft, f"the text of unit {name} was changed", hint)
        dimension = _dimension(draft, self._known[name], cells)
        columns = {CODE: dimension} if dimension else self._known[name].columns
        for key in ((name, each) for each in set(columns.values())):
            if key in self._lines:
                raise refusal(draft, f"the row repeats unit {name} of line {self._lines[key]}")
            self._lines[key] = draft.line
        return _Known(unit, columns)

    def _values(self, draft: Draft, known: _Known) -> dict[str, int]:
        """The codes of a row by dimension. Raises ReadError for a cell that is none."""
        values: dict[str, int] = {}
        others = _OTHERS if CODE in known.columns else {TEXT}
        for column, cell in cells_of(draft).items():
            plain = same_name(column.lstrip("'"))
            if plain in known.columns:
                values[known.columns[plain]] = self._value(draft, column, cell)
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


def _dimension(draft: Draft, known: _Known, cells: Mapping[str, str]) -> str:
    """The one dimension that a row asks for: that of a match, or the one that an adjudicator's
    sheet names; empty where each dimension has a column.

    Raises ReadError for another one than the unit was drawn for.
    """
    own = known.unit.dimension
    named = cells.get(DIMENSION, own).lstrip("'")
    if named in known.columns.values():
        return named
    if own:
        raise refusal(draft, f"unit {known.unit.id} is of the dimension {quoted(own)}")
    if CODE in cells and CODE not in known.columns:
        wanted = listed(sorted(set(known.columns.values())))
        what = f"unit {known.unit.id} is not coded for {quoted(named)}"
        if not named:
            what = "the row does not say of which dimension its code is"
        raise refusal(draft, what, f"dimensions: {wanted}")
    return ""


def _known(library: Library) -> dict[str, _Known]:
    """Every unit that was drawn, by its name."""
    known: dict[str, _Known] = {}
    for sample in library.codes.samples():
        columns = columns_of(sample.dimensions)
        for unit in sample.units:
            known[unit.id] = _Known(unit, {CODE: unit.dimension} if unit.dimension else columns)
    return known


def spelled(name: str, known: set[str]) -> str:
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
