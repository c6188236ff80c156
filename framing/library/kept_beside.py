"""All that is kept packed or added up beside articles and scores: what is missing, what is false.

Nothing of it is ever brought up to date: with a change of what it was made of it goes, by triggers
of the schema, a block of articles at a time, and is made anew here, a block in a transaction.
"""

from __future__ import annotations

from collections.abc import Callable

from framing.library import block_sums, field_blocks, figure_blocks
from framing.library.connection import Connection


def add_up(db: Connection, progress: Callable[[int], Callable[[int], None]] | None = None) -> None:
    """Make what is missing. `progress` makes, for so many blocks, what is told of each."""
    fields, figures = field_blocks.missing(db), figure_blocks.missing(db)
    told = progress(len(fields) + len(figures)) if progress and (fields or figures) else None
    for block in fields:
        with db.transaction() as writer:
            field_blocks.keep(db, writer, block)
        if told:
            told(1)
    for block in figures:
        with db.transaction() as writer:
            figure_blocks.keep(db, writer, block)
            block_sums.keep(db, writer, block)
        if told:
            told(1)


def disagreeing(db: Connection) -> int:
    """How many kept blocks are not what the articles and scores are; it has to be 0."""
    kept = figure_blocks.kept(db)
    sums = sum(not block_sums.is_sound(db, block) for block in kept)
    return field_blocks.disagreeing(db) + figure_blocks.disagreeing(db) + sums
