"""From the row of a table to a draft: which column is which field, and what is left for meta."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from functools import lru_cache
from types import MappingProxyType
from typing import NamedTuple
from urllib.parse import urlsplit

from framing.articles.readers import field_names
from framing.articles.readers.base import METADATA, BadRow, File, Options, RemarkError, RowError
from framing.articles.readers.cell_text import (
    BREAKS,
    CUT,
    ESCAPES,
    EXCEL,
    HTML,
    WRITTEN,
    is_no_text,
    mended,
)
from framing.articles.readers.field_names import SUMMARIES, USUAL_TEXTS, fold, keys, listing
from framing.errors import ReadError, UsageError
from framing.model import Draft
from framing.wording import plural

FIELDS = field_names.FIELDS
"""Article field to the names its column may have."""
META = "meta."
"""What a field of the article's meta begins with, where it is named beside article fields."""

Fields = Mapping[str, tuple[str, ...]]
"""Article field to the columns that may hold it, the best first."""

_NULLS = frozenset(("NaN", "nan", "NAN", "NaT", "null", "NULL", "None", "<NA>"))
"""What programs write for nothing."""
_FOLDED = {field: tuple(map(fold, names)) for field, names in FIELDS.items()}
_ADDRESS = "address"
_REMARKS = {
    HTML: ("the text of {} holds HTML: its words are taken, without tags and scripts", ""),
    ESCAPES: ("the text of {} is escaped as in HTML (&amp;): what that stands for is taken", ""),
    BREAKS: (r"the text of {} has \n for its line breaks: they are made such", ""),
    EXCEL: ("the text of {} has _x000D_ for its line breaks: they are made such", ""),
    WRITTEN: (
        r"the text of {} is written as a program's value ([…], b'…', \u2019): it is read",
        "",
    ),
    CUT: ("the text of {} was cut short by the service that gave it", "import whole texts"),
    _ADDRESS: (
        "the source of {} is an address: it is taken as the url, and its site as the source",
        "",
    ),
}
"""What is said of articles that were taken, and what to do."""
_EPOCH = re.compile(r"(-?\d{9,10})(\d{3}|\d{6})?(?:\.\d{0,9})?", re.ASCII)
_ITEM = re.compile(r"'([^']*)'|\"([^\"]*)\"")
_LISTED = re.compile(r"\[(?:\s*(?:'[^']*'|\"[^\"]*\")\s*(?:,|(?=\])))*\]")
"""A list of texts as Python or JSON writes it into a cell."""
_BY = re.compile(r"by:?\s+(?=\S)", re.IGNORECASE)


def is_null(value: str) -> bool:
    """Whether a cell of metadata says nothing: it is blank, or a program's word for nothing."""
    return not value or value.isspace() or (len(value) < 7 and value.strip() in _NULLS)


def check_map(mapping: Mapping[str, str]) -> None:
    """Raise UsageError for a `--map` that names neither an article field nor one of the meta."""
    for field in mapping:
        if field not in FIELDS and not (field.startswith(META) and field != META):
            valid = f"{list_names(FIELDS)}, {META}NAME"
            raise UsageError(f"--map: no field is called “{field}”", hint=f"valid: {valid}")


def header(cells: Sequence[str], file: str, line: int) -> list[str]:
    """The names of the columns, for the cells of the first row; a column without one is numbered.

    Raises ReadError where two are one, and where the row is none of names but of values.
    """
    names = [" ".join(name.split()) or f"column{number}" for number, name in enumerate(cells, 1)]
    if any(map(_host, names)) and not listing(names):
        what = "the first row has an address where the name of a column is wanted"
        raise ReadError(what, file=file, line=line, hint="put a row with the names before it")
    if len({name.casefold() for name in names}) < len(names) and not listing(names):
        raise ReadError("two columns have one name", file=file, line=line)
    return names


def assign(names: Sequence[str], mapping: Mapping[str, str], file: str, line: int) -> Fields:
    """The names that may hold each field, for the names of a header or of an object's keys.

    Raises RowError where the text, or a column that the user named, is missing.
    """
    found = _found(tuple(names), tuple(mapping.items()))
    for field in ("text", *mapping):
        if field not in found:
            raise _missing(field, names, mapping, file, line)
    return found


def _missing(
    field: str, names: Sequence[str], mapping: Mapping[str, str], file: str, line: int
) -> RowError:
    """The error for a field that no name holds."""
    if field in mapping:
        what, hint = f"nothing is called {mapping[field]}", f"say --map {field}=NAME"
    elif known := listing(names):
        what, hint = f"this is {known.what}: it holds no text", known.hint
        return RowError(what, file=file, line=line, hint=hint)
    else:
        what, hint = f"nothing is called {' or '.join(USUAL_TEXTS)}", _hint(names)
    return RowError(f"{what}; there are: {list_names(names)}", file=file, line=line, hint=hint)


def _hint(names: Sequence[str]) -> str:
    """What to do where nothing is called as a text: a table that names files says of other files
    who published them, a summary may be taken if the user wants."""
    if any(name.strip().casefold() == "file" for name in names):
        return "where it tells of the files of articles, say --manifest FILE; else --map text=NAME"
    summary = next((name for name in names if not SUMMARIES.isdisjoint(keys(name))), "")
    if summary:
        return f"“{_short(summary)}” is a summary; if that is to be rated: --map text=NAME"
    return "say --map text=NAME"


@lru_cache(maxsize=8)  # the rows of a file have few sets of names
def _found(names: tuple[str, ...], mapping: tuple[tuple[str, str], ...]) -> Fields:
    """The names that may hold each field, for those fields that one may hold.

    What the user named is found as it is written, else without case, else by `fold`.
    """
    known: dict[str, list[str]] = {}
    for name in names:
        for key in keys(name):
            known.setdefault(key, []).append(name)
    found = {
        field: tuple(dict.fromkeys(name for key in usual if key in known for name in known[key]))
        for field, usual in _FOLDED.items()
    }
    cased = {name.strip().casefold(): name for name in reversed(names)} if mapping else {}
    for field, asked in mapping:
        near = known.get(fold(asked), ())[:1]
        same = [cased[asked.strip().casefold()]] if asked.strip().casefold() in cased else near
        found[field] = (asked,) if asked in names else tuple(same)
    return MappingProxyType({field: each for field, each in found.items() if each})


class Records:
    """The rows of one file as they become drafts, with what is to be told of them in the end."""

    def __init__(self, file: File, options: Options) -> None:
        self._file = file
        self._options = options
        self._counts: Counter[str] = Counter()

    def draft(self, record: Mapping[str, str], fields: Fields, line: int) -> Draft:
        """The article of a row, given which names may hold which field.

        Raises RowError for a row without text.
        """
        text, undone = self._mended(record[fields["text"][0]], line)
        if is_no_text(text):
            raise RowError("the row has no text", file=self._file.name, line=line)
        own, meta, host, address, columns = _parted(record, fields, self._options.map)
        if "title" in own:
            own["title"], _ = self._mended(own["title"], line)
        self._counts.update((*undone, _ADDRESS) if address else undone)
        known = ({"source": host} if host else {}) | self._options.metadata() | own
        return Draft(text, self._file.name, line=line, meta=meta, columns=columns, **known)

    def _mended(self, text: str, line: int) -> tuple[str, tuple[str, ...]]:
        try:
            return mended(text, self._file.name)
        except ReadError as error:
            raise RowError(error.what, file=self._file.name, line=line) from error

    def tell(self, bad_row: BadRow) -> None:
        """Say, once a file, what to know of the articles that were taken."""
        for remark, count in sorted(self._counts.items()):
            bad_row(_remark(remark, count, self._file))


def _remark(remark: str, count: int, file: File) -> RemarkError:
    what, hint = _REMARKS[remark]
    return RemarkError(what.format(plural(count, "article")), file=file.name, hint=hint)


def address_remark(count: int, file: File) -> RemarkError:
    """What is said of articles whose source is an address."""
    return _remark(_ADDRESS, count, file)


class Parted(NamedTuple):
    """What a record says beside its text."""

    own: dict[str, str]
    """Article fields that have a value."""
    meta: dict[str, str]
    host: str
    """The site of an address that stands for the source, where nothing else names one."""
    address: bool
    """Whether the source was an address."""
    columns: dict[str, str]
    """The name that gave each field, the text too."""


def parted(values: Mapping[str, str], mapping: Mapping[str, str]) -> Parted:
    """The article fields among named values, and the rest; a null is nothing said."""
    found = _found(tuple(values), tuple(mapping.items()))
    fields = {field: names for field, names in found.items() if field != "text"}
    return _parted(values, fields, mapping)


def own_fields(
    values: Mapping[str, str], mapping: Mapping[str, str]
) -> tuple[dict[str, str], dict[str, str]]:
    """As `parted`, the host as the source where nothing else is."""
    found = parted(values, mapping)
    return ({"source": found.host} if found.host else {}) | found.own, found.meta


def _parted(record: Mapping[str, str], fields: Fields, mapping: Mapping[str, str]) -> Parted:
    """The article fields of a record and its meta, given which names may hold which field.

    The first name with a value gives the field, the others stay in the meta.
    """
    held = {name: value for name, value in record.items() if not is_null(value)}
    taken = {"text": fields["text"][0]} if "text" in fields else {}
    for field, names in fields.items():
        said = [name for name in names if name in held]
        if said and field != "text":
            taken[field] = said[0]
    address = host = ""
    if "source" in taken and "source" not in mapping:
        first = taken["source"]
        sites = [name for name in fields["source"] if name in held]
        taken["source"] = next((name for name in sites if not _host(held[name])), "")
        address = held[first].strip() if fold(first) == "source" and _host(held[first]) else ""
        if not taken["source"]:
            del taken["source"]
            host = _host(held[first])
    own = {field: _value(field, held[name]) for field, name in taken.items() if field in METADATA}
    used = set(taken.values())
    if address and own.setdefault("url", address) == address:
        used |= {name for name in fields["source"] if fold(name) == "source"}
    meta = {name: value for name, value in held.items() if name not in used}
    meta |= {
        field.removeprefix(META): held[name]
        for field, name in taken.items()
        if field != "text" and field not in METADATA
    }
    return Parted(own, meta, host, bool(address), taken)


def _value(field: str, value: str) -> str:
    """A value as its field has it: of an author the name alone, of a number of seconds the day."""
    value = value.strip()
    if field == "source":
        return value.removeprefix("www.")
    if field == "published" and (epoch := _EPOCH.fullmatch(value)):
        seconds = int(epoch[1] + (epoch[2] or "")) / 10 ** len(epoch[2] or "")
        return datetime.fromtimestamp(seconds, UTC).date().isoformat()
    if field == "author" and _LISTED.fullmatch(value):
        return ", ".join(one or other for one, other in _ITEM.findall(value))
    return _BY.sub("", value, count=1) if field == "author" and _BY.match(value) else value


def _host(value: str) -> str:
    """The site of a web address; empty for what is none."""
    value = value.strip()
    if not value.lower().startswith(("http://", "https://")) or len(value.split()) > 1:
        return ""
    try:
        return (urlsplit(value).hostname or "").removeprefix("www.")
    except ValueError:
        return ""


def _short(name: str) -> str:
    return name if len(name) <= 30 else f"{name[:29]}…"


def list_names(names: Sequence[str] | Mapping[str, object]) -> str:
    """The first of some names, as many as can be read at a glance."""
    return ", ".join(map(_short, list(names)[:12])) + (", …" if len(names) > 12 else "")
