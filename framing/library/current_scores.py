"""Which of the stored scores are asked for: the current ones, or those of an earlier run."""

from __future__ import annotations

from dataclasses import dataclass

from framing.errors import NotFoundError
from framing.library import json_shapes
from framing.library.connection import Connection
from framing.library.records import DimensionInfo
from framing.library.stored_forms import as_json


@dataclass(frozen=True, slots=True)
class Selection:
    """Scores by some lexicons (their numbers in the library) and one scorer version."""

    lexicons: tuple[int, ...]
    scorer_version: str

    @property
    def parameters(self) -> tuple[str, str]:
        """The values of the two places of `BY_SELECTION`."""
        return as_json(self.lexicons), self.scorer_version


BY_SELECTION = "s.lexicon IN (SELECT value FROM json_each(?)) AND s.scorer_version = ?"
"""The condition of a Selection on `scores s` or `entry_counts s`."""


def selection(db: Connection, run: int | None) -> Selection:
    """The current scores for None, else those that were current in a run."""
    return current(db) if run is None else of_run(db, run)


def current(db: Connection) -> Selection:
    """The scores by the active lexicons and the scorer of the last run."""
    found = db.rows("SELECT seq FROM lexicons WHERE active ORDER BY position, seq")
    return Selection(tuple(seq for (seq,) in found), scorer_version(db))


def of_run(db: Connection, run: int) -> Selection:
    """The scores that were current in a run. Raises NotFoundError for a number that no run has."""
    found = db.row("SELECT lexicons, scorer_version FROM runs WHERE seq = ?", (run,))
    if found is None:
        raise NotFoundError(f"there is no run {run}", hint="`framing runs` lists them")
    fingerprints, version = found
    lexicons = db.rows(
        "SELECT seq FROM lexicons WHERE fingerprint IN (SELECT value FROM json_each(?))",
        (fingerprints,),
    )
    return Selection(tuple(seq for (seq,) in lexicons), version)


def scorer_version(db: Connection) -> str:
    """The scorer version of the last run; empty before the first."""
    found = db.row("SELECT value FROM meta WHERE key = 'scorer_version'")
    return str(found[0]) if found else ""


def dimensions(db: Connection) -> list[tuple[int, DimensionInfo]]:
    """The dimensions of the active lexicons in their order, each with its lexicon's number."""
    found = db.rows(
        "SELECT seq, name, dimensions FROM lexicons WHERE active ORDER BY position, seq"
    )
    return [
        (seq, DimensionInfo(name, title or name, lexicon))
        for seq, lexicon, listed in found
        for name, title in db.json(listed, json_shapes.pairs)
    ]
