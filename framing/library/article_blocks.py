"""Blocks of articles: 1,024 numbers in a row, of which something is kept packed together."""

from __future__ import annotations

from framing.library.connection import Connection

BITS = 10
"""An article's number without its last bits is that of its block; the triggers have it too."""
LAST = (1 << BITS) - 1
"""These bits are its place in the block: from 0 to this one."""

# From one block to the next that holds an article: a step is one look into the index.
_BLOCKS = f"""
WITH RECURSIVE blocks(block) AS (
  SELECT min(seq) >> {BITS} FROM articles
  UNION ALL
  SELECT (SELECT min(seq) FROM articles WHERE seq > (block << {BITS} | {LAST}))
    >> {BITS}
  FROM blocks WHERE block IS NOT NULL
)
SELECT block FROM blocks WHERE block IS NOT NULL
"""


def blocks(db: Connection) -> list[int]:
    """The numbers of the blocks that hold an article, in their order."""
    return [block for (block,) in db.rows(_BLOCKS)]


def bounds(block: int) -> tuple[int, int]:
    """The lowest and the highest number that an article of a block can have."""
    first = block << BITS
    return first, first | LAST
