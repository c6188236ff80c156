"""What articles are put together by, packed by columns in blocks of articles, with their ids.

A field of a block has its distinct values, each with the number of its articles, and for each
article the place of its own among them. Triggers of the schema take a block away with any change
of such a field in it; `keep` packs what is missing, and what is missing still is packed for whoever
reads.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from struct import pack, unpack
from typing import TYPE_CHECKING, NamedTuple

from framing.library.article_blocks import blocks, bounds
from framing.library.connection import Connection
from framing.library.stored_forms import as_json, plain

if TYPE_CHECKING:
    from sqlite_utils import Database

FIELDS = ("source", "publisher", "author", "language", "unit", "month")
"""Fields that are packed of every article; `meta.NAME` is where it has few values."""
META = "meta."
_IDS = "id"
_NAMES_OF_META = "meta"
_MOST_META = 64
"""Fields of `meta` that are packed of a block, the most frequent ones."""
_LONGEST_META = 1 << 14
"""Characters of all distinct values of such a field together: more put nothing together."""

_ARTICLES = (
    "SELECT seq, id, meta, source, publisher, author, language, unit, substr(published, 1, 7)"
    " FROM articles WHERE seq BETWEEN ? AND ? ORDER BY seq"
)


class Packed(NamedTuple):
    """A field of a block, as it is stored."""

    names: str
    """JSON: the distinct values with the number of their articles, by value; of ids, all in their
    order; of `meta`, the names that are in it."""
    codes: bytes
    """By number of the article, two bytes each, the lowest first, the place of its value; of ids
    eight bytes each, the numbers."""


class Field(NamedTuple):
    """A field of some articles."""

    names: Sequence[str]
    """Its distinct values."""
    codes: Sequence[int]
    """The place of the value of each article."""


class Block(NamedTuple):
    """The articles of a block, by number."""

    numbers: Sequence[int]
    ids: Sequence[str]
    fields: Mapping[str, Field]


def read(db: Connection, fields: Sequence[str]) -> list[Block]:
    """All blocks with some fields, in their order."""
    wanted = (_IDS, _NAMES_OF_META, *fields)
    stored: dict[int, dict[str, Packed]] = {}
    for block, field, *packed in db.rows(
        "SELECT block, field, names, codes FROM field_blocks"
        " WHERE field IN (SELECT value FROM json_each(?))",
        (as_json(wanted),),
    ):
        stored.setdefault(block, {})[field] = Packed(*packed)
    return [
        _block(stored.get(block, {}), fields) or _read_anew(db, block, fields)
        for block in blocks(db)
    ]


def counts(db: Connection, field: str) -> dict[str, int]:
    """How many articles have each value of a field, by value; of `meta`, each name in it."""
    found = db.rows("SELECT block, names FROM field_blocks WHERE field = ?", (field,))
    stored = dict(found)
    total: Counter[str] = Counter()
    for block in blocks(db):
        names = _counted(stored.get(block, ""))
        total.update(_counts_anew(db, block, field) if names is None else names)
    return dict(sorted(total.items()))


def names_of_meta(db: Connection) -> list[str]:
    """The names of all `meta`, sorted."""
    return list(counts(db, _NAMES_OF_META))


def missing(db: Connection) -> list[int]:
    """The numbers of the blocks that are not kept."""
    kept = {block for (block,) in db.rows("SELECT DISTINCT block FROM field_blocks")}
    return [block for block in blocks(db) if block not in kept]


def keep(db: Connection, writer: Database, block: int) -> None:
    """Pack a block and keep it."""
    writer.execute("DELETE FROM field_blocks WHERE block = ?", (block,))
    writer.conn.executemany(
        "INSERT INTO field_blocks (block, field, names, codes) VALUES (?, ?, ?, ?)",
        [(block, field, *packed) for field, packed in _packed(db, block).items()],
    )


def disagreeing(db: Connection) -> int:
    """How many kept blocks are not what the articles are; there are none in a sound library."""
    kept: dict[int, dict[str, Packed]] = {}
    for block, field, *packed in db.rows("SELECT block, field, names, codes FROM field_blocks"):
        kept.setdefault(block, {})[field] = Packed(*packed)
    return sum(own != _packed(db, block) for block, own in kept.items())


def _block(stored: Mapping[str, Packed], fields: Iterable[str]) -> Block | None:
    """A block as it is stored; None where a field of it is not, or is no sound one."""
    ids = stored.get(_IDS)
    named = _counted(stored[_NAMES_OF_META].names) if _NAMES_OF_META in stored else None
    if ids is None or named is None or len(ids.codes) % 8:
        return None
    numbers, known = _unpacked("q", ids.codes), _listed(ids.names)
    if known is None or len(known) != len(numbers):
        return None
    found: dict[str, Field] = {}
    for field in fields:
        if field in stored:
            own = _field(stored[field], len(numbers))
        elif field.startswith(META) and field.removeprefix(META) not in named:
            own = Field([""], [0] * len(numbers))
        else:
            own = None
        if own is None:
            return None
        found[field] = own
    return Block(numbers, known, found)


def _field(packed: Packed, size: int) -> Field | None:
    names = _counted(packed.names)
    if names is None or len(packed.codes) != 2 * size:
        return None
    codes = _unpacked("H", packed.codes)
    return Field(list(names), codes) if max(codes, default=-1) < len(names) else None


def _read_anew(db: Connection, block: int, fields: Iterable[str]) -> Block:
    """A block, read from the articles."""
    rows = _rows(db, block)
    found = {field: _coded(_column(rows, field)) for field in fields}
    return Block([row.number for row in rows], [row.id for row in rows], found)


def _counts_anew(db: Connection, block: int, field: str) -> Mapping[str, int]:
    rows = _rows(db, block)
    if field == _NAMES_OF_META:
        return Counter(name for row in rows for name in row.meta)
    return Counter(_column(rows, field))


class _Row(NamedTuple):
    number: int
    id: str
    meta: Mapping[str, str]
    fields: Sequence[str]


def _rows(db: Connection, block: int) -> list[_Row]:
    return [
        _Row(number, article_id, _meta(meta), fields)
        for number, article_id, meta, *fields in db.rows(_ARTICLES, bounds(block))
    ]


def _meta(text: str) -> Mapping[str, str]:
    """The texts of a `meta`; none where the file is damaged, which is told where it is read."""
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        return {}
    if not isinstance(found, dict):
        return {}
    return {name: value for name, value in found.items() if isinstance(value, str)}


def _column(rows: Sequence[_Row], field: str) -> list[str]:
    if field.startswith(META):
        name = field.removeprefix(META)
        return [row.meta.get(name, "") for row in rows]
    place = FIELDS.index(field)
    return [row.fields[place] for row in rows]


def _coded(values: Sequence[str]) -> Field:
    names = sorted(set(values))
    place = {name: at for at, name in enumerate(names)}
    return Field(names, [place[value] for value in values])


def _packed(db: Connection, block: int) -> dict[str, Packed]:
    """All that is kept of a block, by field."""
    rows = _rows(db, block)
    named = Counter(name for row in rows for name in row.meta)
    found = {
        _IDS: Packed(
            as_json(row.id for row in rows),
            pack(f"<{len(rows)}q", *(row.number for row in rows)),
        ),
        _NAMES_OF_META: Packed(plain(named), b""),
    }
    of_meta = [f"{META}{name}" for name, _ in sorted(named.most_common(_MOST_META))]
    for field in (*FIELDS, *of_meta):
        values = _column(rows, field)
        names = plain(Counter(values))
        if field in FIELDS or len(names) <= _LONGEST_META:
            found[field] = Packed(names, pack(f"<{len(rows)}H", *_coded(values).codes))
    return found


def _counted(text: str) -> dict[str, int] | None:
    """Names with their numbers; None for another JSON, and none."""
    found = _json(text)
    sound = isinstance(found, dict) and all(type(each) is int for each in found.values())
    return found if sound else None  # type: ignore[return-value]


def _listed(text: str) -> list[str] | None:
    found = _json(text)
    sound = isinstance(found, list) and all(isinstance(each, str) for each in found)
    return found if sound else None


def _json(text: str) -> object:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None


def _unpacked(form: str, packed: bytes) -> Sequence[int]:
    size = len(packed) // (8 if form == "q" else 2)
    return unpack(f"<{size}{form}", packed)
