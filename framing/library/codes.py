"""What was drawn for human coders, and their codes: kept with the articles, and gone with them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

from framing.library import json_shapes
from framing.library.connection import Connection
from framing.library.stored_forms import now, plain
from framing.visible import visible

SampleKind = Literal["sentence", "match"]
Role = Literal["coder", "adjudicator"]
"""One of those who code by themselves, or who resolves what they disagree on."""


@dataclass(frozen=True, slots=True)
class SampleUnit:
    """A sentence or a match that was drawn for coding."""

    id: str
    """`u` and 12 hex digits; tells nothing about where the unit comes from."""
    article: str
    """Id of the article."""
    start: int
    end: int
    dimension: str
    """Of a match; empty for a sentence, which is coded in every dimension of the sample."""
    stratum: str
    weight: float
    """Units of the library that it stands for: size of its stratum over units drawn from it."""
    text: str
    """What the coder was shown."""


@dataclass(frozen=True, slots=True)
class Sample:
    """Units drawn at one time, in the order of the sheet."""

    id: str
    """8 hex digits; the same draw has the same id."""
    kind: SampleKind
    dimensions: tuple[str, ...]
    seed: int
    population: int
    """Sentences or matches that it was drawn from."""
    lexicons: tuple[str, ...]
    """Fingerprints of the lexicons by whose matches it was drawn."""
    units: tuple[SampleUnit, ...] = ()


class Code(NamedTuple):
    """What one coder or adjudicator said of one unit in one dimension."""

    unit: str
    dimension: str
    coder: str
    value: int
    """0, or the degree to which the dimension is there; 1 where there are no degrees."""
    role: Role


class Codes:
    """The codes of an open library, and the samples that were drawn for coding."""

    def __init__(self, db: Connection) -> None:
        self._db = db

    def add_sample(self, sample: Sample) -> None:
        """Keep what was drawn for coding; the same draw once more changes nothing.

        A sample that is there with fewer units is completed. Units of articles that were removed
        meanwhile are left out.
        """
        with self._db.transaction() as db:
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
                    now(),
                ),
            )
            (number,) = db.execute("SELECT seq FROM samples WHERE id = ?", (sample.id,)).fetchone()
            db.conn.executemany(
                "INSERT INTO sample_units SELECT ?, ?, ?, seq, ?, ?, ?, ?, ?, ? FROM articles"
                " WHERE id = ? ON CONFLICT DO NOTHING",
                [
                    (
                        *(number, place, each.id, each.start, each.end, each.dimension),
                        *(each.stratum, each.weight, each.text, each.article),
                    )
                    for place, each in enumerate(sample.units)
                ],
            )

    def samples(self, *, coded: bool = False) -> list[Sample]:
        """What was drawn for coding, the first one first; only what has codes, where asked.

        Units whose article was removed are gone.
        """
        condition = (
            "WHERE EXISTS (SELECT 1 FROM sample_units u JOIN codes c ON c.unit = u.unit"
            " WHERE u.sample = s.seq)"
            if coded
            else ""
        )
        found = self._db.rows(
            "SELECT s.seq, s.id, s.unit, s.dimensions, s.seed, s.population, s.lexicons"
            f" FROM samples s {condition} ORDER BY s.seq"
        )
        return [
            Sample(
                sample_id,
                kind,
                tuple(self._db.json(dimensions, json_shapes.names)),
                seed,
                population,
                tuple(self._db.json(lexicons, json_shapes.names)),
                tuple(self._units(seq)),
            )
            for seq, sample_id, kind, dimensions, seed, population, lexicons in found
        ]

    def _units(self, sample: int) -> list[SampleUnit]:
        found = self._db.rows(
            "SELECT u.unit, a.id, u.span_start, u.span_end, u.dimension, u.stratum, u.weight,"
            " u.text FROM sample_units u JOIN articles a ON a.seq = u.article"
            " WHERE u.sample = ? ORDER BY u.place",
            (sample,),
        )
        return [SampleUnit(*columns) for columns in found]

    def add(self, codes: Sequence[Code], sheet: str) -> None:
        """Store codes in one transaction; a code of the same unit, dimension and coder is
        replaced.

        Units that the library does not have, or no longer has, are passed over.
        """
        with self._db.transaction() as db:
            origin, time = visible(sheet), now()
            db.conn.executemany(
                "INSERT INTO codes (unit, article, span_start, span_end, dimension, coder, value,"
                " role, sheet, time) SELECT unit, article, span_start, span_end, ?, ?, ?, ?, ?, ?"
                " FROM sample_units WHERE unit = ? LIMIT 1"
                " ON CONFLICT (unit, dimension, coder) DO UPDATE SET value = excluded.value,"
                " role = excluded.role, sheet = excluded.sheet, time = excluded.time",
                [
                    (code.dimension, code.coder, code.value, code.role, origin, time, code.unit)
                    for code in codes
                ],
            )

    def take_back(self, codes: Sequence[Code]) -> None:
        """Take back what coders said of units; what is not there is passed over."""
        with self._db.transaction() as db:
            db.conn.executemany(
                "DELETE FROM codes WHERE unit = ? AND dimension = ? AND coder = ?",
                [(code.unit, code.dimension, code.coder) for code in codes],
            )

    def read(self) -> list[Code]:
        """All codes, by unit, dimension and coder."""
        found = self._db.rows(
            "SELECT unit, dimension, coder, value, role FROM codes ORDER BY unit, dimension, coder"
        )
        return [Code(*columns) for columns in found]
