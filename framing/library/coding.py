"""What was drawn for human coders, and their codes: kept with the articles, and gone with them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from framing.library import json_shapes
from framing.library.connection import Connection
from framing.library.records import Code, Sample, SampleUnit
from framing.library.rows import plain
from framing.visible import visible

if TYPE_CHECKING:
    from sqlite_utils import Database


def add_sample(db: Database, sample: Sample) -> None:
    """Keep a sample with its units, unless it is there with as many as it has.

    Units of articles that were removed meanwhile are left out.
    """
    db.execute(
        "INSERT INTO samples (id, unit, dimensions, seed, population, lexicons, time)"
        " VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO NOTHING",
        (
            sample.id,
            sample.kind,
            plain(list(sample.dimensions)),
            sample.seed,
            sample.population,
            plain(list(sample.lexicons)),
            _now(),
        ),
    )
    (number,) = db.execute("SELECT seq FROM samples WHERE id = ?", (sample.id,)).fetchone()
    db.conn.executemany(
        "INSERT INTO sample_units SELECT ?, ?, ?, seq, ?, ?, ?, ?, ?, ? FROM articles WHERE id = ?"
        " ON CONFLICT DO NOTHING",
        [
            (
                *(number, place, each.id, each.start, each.end, each.dimension),
                *(each.stratum, each.weight, each.text, each.article),
            )
            for place, each in enumerate(sample.units)
        ],
    )


def samples(db: Connection, *, coded: bool) -> list[Sample]:
    """All samples, the first one first, or those of which a unit has a code."""
    condition = (
        "WHERE EXISTS (SELECT 1 FROM sample_units u JOIN codes c ON c.unit = u.unit"
        " WHERE u.sample = s.seq)"
        if coded
        else ""
    )
    found = db.rows(
        "SELECT s.seq, s.id, s.unit, s.dimensions, s.seed, s.population, s.lexicons"
        f" FROM samples s {condition} ORDER BY s.seq"
    )
    return [
        Sample(
            sample_id,
            kind,
            tuple(db.json(dimensions, json_shapes.names)),
            seed,
            population,
            tuple(db.json(lexicons, json_shapes.names)),
            tuple(_units(db, seq)),
        )
        for seq, sample_id, kind, dimensions, seed, population, lexicons in found
    ]


def _units(db: Connection, sample: int) -> list[SampleUnit]:
    found = db.rows(
        "SELECT u.unit, a.id, u.span_start, u.span_end, u.dimension, u.stratum, u.weight, u.text"
        " FROM sample_units u JOIN articles a ON a.seq = u.article"
        " WHERE u.sample = ? ORDER BY u.place",
        (sample,),
    )
    return [SampleUnit(*columns) for columns in found]


def add_codes(db: Database, codes: Sequence[Code], sheet: str) -> None:
    """Store codes, each in the place of an earlier one of its unit, dimension and coder."""
    origin, now = visible(sheet), _now()
    db.conn.executemany(
        "INSERT INTO codes (unit, article, span_start, span_end, dimension, coder, value, sheet,"
        " time) SELECT unit, article, span_start, span_end, ?, ?, ?, ?, ? FROM sample_units"
        " WHERE unit = ? LIMIT 1 ON CONFLICT (unit, dimension, coder) DO UPDATE SET"
        " value = excluded.value, sheet = excluded.sheet, time = excluded.time",
        [(code.dimension, code.coder, code.value, origin, now, code.unit) for code in codes],
    )


def codes(db: Connection) -> list[Code]:
    """All codes, by unit, dimension and coder."""
    found = db.rows(
        "SELECT unit, dimension, coder, value FROM codes ORDER BY unit, dimension, coder"
    )
    return [Code(*columns) for columns in found]


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
