"""What articles are put together by, packed by columns in blocks of articles, with their ids.

A field of a block has its distinct values, each with the number of its articles, and for each
article the place of its own among them. Triggers of the schema take a block away with any change
of such a field in it; `keep` packs what is missing, and what is missing still is packed for whoever
reads.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from struct import pack
from typing import TYPE_CHECKING, Any, NamedTuple

from framing.library import json_shapes
from framing.library.article_blocks import LAST, blocks, bounds
from framing.library.connection import Connection
from framing.library.stored_forms import as_json, packed_ids, plain

if TYPE_CHECKING:
    from sqlite_utils import Database

FIELDS = ("source", "publisher", "author", "language", "unit", "month")
"""Fields that are packed of every article; `meta.NAME` is where it has few values."""
PARTS = {"year": ("month", 4)}
"""Fields that are the first characters of a packed one."""
META = "meta."
_IDS = "id"
_NAMES_OF_META = "meta"
_HALVES = re.compile("[\ud800-\udfff]")
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
    """JSON: the distinct values with the number of their articles, by value; of ids, those that
    `packed_ids` leaves out, by place; of `meta`, the names that are in it."""
    codes: bytes
    """By number of the article, two bytes each, the lowest first, the place of its value; of ids
    the place of the article's number in the block, and after all of them the packed ids."""


class Field(NamedTuple):
    """A field of the articles of a block."""

    names: Sequence[str]
    """Its distinct values."""
    codes: bytes
    """As they are packed."""


class Block(NamedTuple):
    """The articles of a block, by number."""

    number: int
    places: bytes
    """Of the articles' numbers in it, as they are packed."""
    ids: bytes
    other_ids: Mapping[int, str]
    """As `packed_ids` has them."""
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
    found = []
    for block in blocks(db):
        kept = _block(block, stored.get(block, {}), fields)
        found.append(kept or _block(block, _packed(_rows(db, block), fields), fields))
    return [each for each in found if each]


def counts(db: Connection, field: str) -> dict[str, int]:
    """How many articles have each value of a field, by value; of `meta`, each name in it."""
    field, length = PARTS.get(field, (field, None))
    found = db.rows("SELECT block, names FROM field_blocks WHERE field = ?", (field,))
    stored = dict(found)
    total: Counter[str] = Counter()
    for block in blocks(db):
        names = _counted(stored.get(block, ""))
        if names is None:
            names = _counted(_packed(_rows(db, block), [field])[field].names) or {}
        for name, articles in names.items():
            total[name[:length]] += articles
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
        [(block, field, *packed) for field, packed in _kept(_rows(db, block)).items()],
    )


def disagreeing(db: Connection) -> int:
    """How many kept blocks are not what the articles are; there are none in a sound library."""
    kept: dict[int, dict[str, Packed]] = {}
    for block, field, *packed in db.rows("SELECT block, field, names, codes FROM field_blocks"):
        kept.setdefault(block, {})[field] = Packed(*packed)
    return sum(own != _kept(_rows(db, block)) for block, own in kept.items())


def _block(number: int, stored: Mapping[str, Packed], fields: Iterable[str]) -> Block | None:
    """A block of what is packed of it; None where a field of it is not, or is no sound one."""
    if _IDS not in stored or _NAMES_OF_META not in stored:
        return None
    size, rest = divmod(len(stored[_IDS].codes), 2 + 8)
    others, named = _json(stored[_IDS].names), _counted(stored[_NAMES_OF_META].names)
    if named is None or rest or not json_shapes.texts(others) or not _are_places(others, size):
        return None
    places, ids = stored[_IDS].codes[: 2 * size], stored[_IDS].codes[2 * size :]
    found: dict[str, Field] = {}
    for field in fields:
        if field in stored:
            names, codes = _counted(stored[field].names), stored[field].codes
        elif field.startswith(META) and field.removeprefix(META) not in named:
            names, codes = {"": size}, bytes(2 * size)
        else:
            return None
        if names is None or len(codes) != 2 * size:
            return None
        found[field] = Field(list(names), codes)
    return Block(number, places, ids, {int(at): each for at, each in others.items()}, found)


def _are_places(names: Iterable[str], size: int) -> bool:
    return not names or {f"{at}" for at in range(size)}.issuperset(names)


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


def _kept(rows: Sequence[_Row]) -> dict[str, Packed]:
    """All that is kept of a block, by field. SQLite takes no half characters; JSON may say them."""
    named = Counter(name for row in rows for name in sorted(row.meta))
    of_meta = [f"{META}{name}" for name, _ in named.most_common(_MOST_META)]
    found = _packed(rows, (*FIELDS, *of_meta))
    return {
        field: packed
        for field, packed in found.items()
        if (not field.startswith(META) or len(packed.names) <= _LONGEST_META)
        and not _HALVES.search(f"{field}{packed.names}")
    }


def _packed(rows: Sequence[_Row], fields: Iterable[str]) -> dict[str, Packed]:
    """The articles of a block with some fields, by field."""
    places = pack(f"<{len(rows)}H", *(row.number & LAST for row in rows))
    ids, others = packed_ids([row.id for row in rows])
    named = Counter(name for row in rows for name in row.meta)
    found = {
        _IDS: Packed(plain(others), places + ids),
        _NAMES_OF_META: Packed(plain(named), b""),
    }
    for field in fields:
        if field not in found:
            values = _column(rows, field)
            place = {name: at for at, name in enumerate(sorted(set(values)))}
            codes = pack(f"<{len(rows)}H", *map(place.__getitem__, values))
            found[field] = Packed(plain(Counter(values)), codes)
    return found


def _counted(text: str) -> dict[str, int] | None:
    """Names with their numbers; None for another JSON, and none."""
    found = _json(text)
    return found if json_shapes.numbers(found) else None


def _json(text: str) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None
