"""What aggregates need of the current scores, packed by columns in blocks of articles.

A block has the figures of one dimension in up to 1,024 articles, each column in the narrowest form
that holds all of it. Triggers of the schema take it away with any change of a score in it, so that
no block can disagree with the scores; `keep` packs what is missing, and what is missing still is
packed for whoever reads.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from struct import calcsize, pack
from typing import TYPE_CHECKING, Any, NamedTuple

from framing.library import current_scores
from framing.library.article_blocks import LAST, blocks, bounds
from framing.library.connection import Connection
from framing.model import VOICES

if TYPE_CHECKING:
    from sqlite_utils import Database

COLUMNS = (
    *("article", "words", "matches", "characters", "narrator_words"),
    *("weight", "narrator_weight"),
)
"""The columns of a block: the place of the article's number in it, whether it is counted in
characters (1), and the words of the narrator, which are -1 where voice was not measured, among
them."""
_WHOLE = {"B": (0, 2**8 - 1), "H": (0, 2**16 - 1), "i": (-(2**31), 2**31 - 1)}
"""The forms of columns of whole numbers, as `struct` names them, with their bounds."""
_OTHERS = {int: "q", float: "d"}
"""Those of columns that are in none of these."""
LETTERS = (*_WHOLE, *_OTHERS.values())
_FIRST_WEIGHT = COLUMNS.index("weight")
_NARRATOR = VOICES.index("narrator")

Key = tuple[int, str, int]
"""Number of the lexicon, dimension, number of the block."""


class Packed(NamedTuple):
    """The figures of a dimension in a block, as they are stored."""

    form: str
    """A letter of `struct` for each column."""
    items: bytes
    """The columns one after another, by number of the article; of a value the lowest byte first."""


_KEPT = (
    "SELECT block, form, items FROM figure_blocks"
    " WHERE lexicon = ? AND dimension = ? AND scorer_version = ?"
)
_ITEMS = (
    f"SELECT s.lexicon, s.dimension, a.seq & {LAST}, s.words, s.matches, a.unit = 'characters',"
    " CASE WHEN s.narrator_matches IS NULL THEN -1 ELSE coalesce(w.words, 0) END,"
    " s.weight, coalesce(v.weight, 0.0)"
    f" FROM articles a CROSS JOIN scores s ON s.article = a.seq AND {current_scores.BY_SELECTION}"
    f" LEFT JOIN voice_words w ON w.article = a.seq AND w.voice = {_NARRATOR}"
    " LEFT JOIN voice_scores v ON v.article = a.seq AND v.lexicon = s.lexicon"
    " AND v.dimension = s.dimension AND v.scorer_version = s.scorer_version"
    f" AND v.voice = {_NARRATOR} WHERE a.seq BETWEEN ? AND ? ORDER BY a.seq"
)


def read(db: Connection) -> Iterator[tuple[str, dict[int, Packed]]]:
    """The current scores of each dimension, by number of the block; one dimension at a time,
    because all of them are large."""
    version, numbers = current_scores.scorer_version(db), blocks(db)
    anew: dict[Key, Packed] = {}
    for lexicon, dimension in _dimensions(db):
        found = {
            block: Packed(form, items)
            for block, form, items in db.rows(_KEPT, (lexicon, dimension, version))
            if _is_whole(form, len(items))
        }
        for block in numbers:
            if block not in found:
                if (lexicon, dimension, block) not in anew:
                    anew |= _packed(db, block)
                found[block] = anew[lexicon, dimension, block]
        yield dimension, found


def missing(db: Connection) -> list[int]:
    """The numbers of the blocks that some dimension of the current scores has not."""
    return _missing(db, _whole(db), blocks(db))


def kept(db: Connection) -> list[int]:
    """The numbers of the blocks that every dimension of the current scores has."""
    lacking = set(missing(db))
    return [block for block in blocks(db) if block not in lacking]


def keep(db: Connection, writer: Database, block: int) -> None:
    """Pack a block in each dimension of the current scores, and keep it."""
    version = current_scores.scorer_version(db)
    writer.conn.executemany(
        "DELETE FROM figure_blocks"
        " WHERE lexicon = ? AND dimension = ? AND block = ? AND scorer_version = ?",
        [(*of, block, version) for of in _dimensions(db)],
    )
    writer.conn.executemany(
        "INSERT INTO figure_blocks (lexicon, dimension, block, scorer_version, form, items)"
        " VALUES (?, ?, ?, ?, ?, ?)",
        [(*key, version, *packed) for key, packed in _packed(db, block).items()],
    )


def disagreeing(db: Connection) -> int:
    """How many kept blocks are not what the scores are; there are none in a sound library."""
    version, false = current_scores.scorer_version(db), 0
    for block in blocks(db):
        found = db.rows(
            "SELECT lexicon, dimension, form, items FROM figure_blocks"
            " WHERE block = ? AND scorer_version = ?",
            (block, version),
        )
        kept = {(lexicon, name, block): Packed(*packed) for lexicon, name, *packed in found}
        own = _packed(db, block)
        false += sum(kept.get(key, packed) != packed for key, packed in own.items())
    return false


def _whole(db: Connection) -> set[Key]:
    """The kept blocks; one that is no whole number of items is none."""
    found = db.rows(
        "SELECT s.lexicon, s.dimension, s.block, s.form, length(s.items) FROM figure_blocks s"
        f" WHERE {current_scores.BY_SELECTION}",
        current_scores.current(db).parameters,
    )
    return {tuple(key) for *key, form, size in found if _is_whole(form, size)}


def _is_whole(form: str, size: int) -> bool:
    """Whether so many bytes can be columns of that form."""
    known = len(form) == len(COLUMNS) and set(LETTERS).issuperset(form)
    return known and "d" not in form[:_FIRST_WEIGHT] and size % calcsize(f"<{form}") == 0


def _missing(db: Connection, kept: Collection[Key], numbers: Iterable[int]) -> list[int]:
    """The blocks, of those with these numbers, that some dimension has not."""
    dimensions = _dimensions(db)
    return [block for block in numbers if any((*of, block) not in kept for of in dimensions)]


def _packed(db: Connection, block: int) -> dict[Key, Packed]:
    """One block of articles in each dimension, packed from the scores themselves."""
    found: dict[Key, list[tuple[Any, ...]]] = {(*of, block): [] for of in _dimensions(db)}
    parameters = (*current_scores.current(db).parameters, *bounds(block))
    for lexicon, dimension, *figures in db.rows(_ITEMS, parameters):
        if (lexicon, dimension, block) in found:
            found[lexicon, dimension, block].append(tuple(figures))
    return {key: _pack(rows) for key, rows in found.items()}


def _pack(rows: Sequence[tuple[Any, ...]]) -> Packed:
    if not rows:
        return Packed("B" * len(COLUMNS), b"")
    columns = [_narrow(column) for column in zip(*rows, strict=True)]
    items = b"".join(pack(f"<{len(rows)}{form}", *values) for form, values in columns)
    return Packed("".join(form for form, _ in columns), items)


def _narrow(column: tuple[Any, ...]) -> tuple[str, Sequence[Any]]:
    """The narrowest form of a column, and its values in it."""
    low, high = min(column), max(column)
    for form, (least, most) in _WHOLE.items():
        if least <= low and high <= most:
            whole = column if type(low) is int else tuple(map(int, column))
            if whole == column:
                return form, whole
            break
    return _OTHERS[type(low)], column


def _dimensions(db: Connection) -> list[tuple[int, str]]:
    """The dimensions of the current scores, each with its lexicon's number."""
    return [(lexicon, info.name) for lexicon, info in current_scores.dimensions(db)]
