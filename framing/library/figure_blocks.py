"""What aggregates need of the current scores, packed by columns in blocks of articles.

A block has the figures of one dimension in up to 1,024 articles. Triggers of the schema take it
away with any change of a score in it, so that no block can disagree with the scores; `keep` packs
what is missing, and what is missing still is packed for whoever reads.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import chain
from struct import pack
from typing import TYPE_CHECKING, Any

from framing.library import current_scores
from framing.library.article_blocks import blocks, bounds
from framing.library.connection import Connection
from framing.model import VOICES

if TYPE_CHECKING:
    from sqlite_utils import Database

INTEGERS = ("article", "words", "matches", "characters", "narrator_words")
"""The columns of a block that are integers: the article's number, whether it is counted in
characters (1), and the words of the narrator, which are -1 where voice was not measured."""
FLOATS = ("weight", "narrator_weight")
"""The columns that follow them; every value takes eight bytes, the lowest first."""
_WIDTH = len(INTEGERS) + len(FLOATS)
_NARRATOR = VOICES.index("narrator")

Key = tuple[int, str, int]
"""Number of the lexicon, dimension, number of the block."""

_IS_WHOLE = f"length(items) % {8 * _WIDTH} = 0"
_KEPT = (
    "SELECT items FROM figure_blocks WHERE lexicon = ? AND dimension = ? AND block = ?"
    f" AND scorer_version = ? AND {_IS_WHOLE}"
)
_ITEMS = (
    "SELECT s.lexicon, s.dimension, a.seq, s.words, s.matches, a.unit = 'characters',"
    " CASE WHEN s.narrator_matches IS NULL THEN -1 ELSE coalesce(w.words, 0) END,"
    " s.weight, coalesce(v.weight, 0.0)"
    f" FROM articles a CROSS JOIN scores s ON s.article = a.seq AND {current_scores.BY_SELECTION}"
    f" LEFT JOIN voice_words w ON w.article = a.seq AND w.voice = {_NARRATOR}"
    " LEFT JOIN voice_scores v ON v.article = a.seq AND v.lexicon = s.lexicon"
    " AND v.dimension = s.dimension AND v.scorer_version = s.scorer_version"
    f" AND v.voice = {_NARRATOR} WHERE a.seq BETWEEN ? AND ? ORDER BY a.seq"
)


def read(db: Connection) -> Iterator[tuple[str, bytes]]:
    """The packed blocks of the current scores, each with its dimension, by number of the article;
    one at a time, because all of them are large."""
    version, dimensions = current_scores.scorer_version(db), _dimensions(db)
    for block in blocks(db):
        anew: dict[Key, bytes] = {}
        for lexicon, dimension in dimensions:
            key = lexicon, dimension, block
            found = db.row(_KEPT, (*key, version))
            if found is None and not anew:
                anew = _packed(db, block)
            yield dimension, anew[key] if found is None else found[0]


def missing(db: Connection) -> list[int]:
    """The numbers of the blocks that some dimension of the current scores has not."""
    return _missing(db, _stored(db, "NULL"), blocks(db))


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
        "INSERT INTO figure_blocks (lexicon, dimension, block, scorer_version, items)"
        " VALUES (?, ?, ?, ?, ?)",
        [(*key, version, packed) for key, packed in _packed(db, block).items()],
    )


def disagreeing(db: Connection) -> int:
    """How many kept blocks are not what the scores are; there are none in a sound library."""
    kept = _stored(db)
    return sum(
        kept.get(key, own) != own for block in blocks(db) for key, own in _packed(db, block).items()
    )


def _stored(db: Connection, column: str = "s.items") -> dict[Key, bytes]:
    """The kept blocks; one that is no whole number of items is none."""
    found = db.rows(
        f"SELECT s.lexicon, s.dimension, s.block, {column} FROM figure_blocks s"
        f" WHERE {current_scores.BY_SELECTION} AND {_IS_WHOLE}",
        current_scores.current(db).parameters,
    )
    return {(lexicon, dimension, block): packed for lexicon, dimension, block, packed in found}


def _missing(db: Connection, kept: Collection[Key], numbers: Iterable[int]) -> list[int]:
    """The blocks, of those with these numbers, that some dimension has not."""
    dimensions = _dimensions(db)
    return [block for block in numbers if any((*of, block) not in kept for of in dimensions)]


def _packed(db: Connection, block: int) -> dict[Key, bytes]:
    """One block of articles in each dimension, packed from the scores themselves."""
    found: dict[Key, list[tuple[Any, ...]]] = {(*of, block): [] for of in _dimensions(db)}
    parameters = (*current_scores.current(db).parameters, *bounds(block))
    for lexicon, dimension, *figures in db.rows(_ITEMS, parameters):
        if (lexicon, dimension, block) in found:
            found[lexicon, dimension, block].append(tuple(figures))
    return {key: _pack(rows) for key, rows in found.items()}


def _pack(rows: Sequence[tuple[Any, ...]]) -> bytes:
    size = len(rows)
    form = f"<{len(INTEGERS) * size}q{len(FLOATS) * size}d"
    return pack(form, *chain.from_iterable(zip(*rows, strict=True)))


def _dimensions(db: Connection) -> list[tuple[int, str]]:
    """The dimensions of the current scores, each with its lexicon's number."""
    return [(lexicon, info.name) for lexicon, info in current_scores.dimensions(db)]
