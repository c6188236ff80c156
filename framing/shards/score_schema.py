"""The columns of a table of scores: one row an article, its scores and entries in lists."""

from __future__ import annotations

from typing import Any

from framing.shards.arrow import pa
from framing.shards.footers import ABOUT, Footer

FIELDS = ("source", "publisher", "title", "published", "url", "author", "language")

_COUNT, _REAL, _TEXT = pa.int32(), pa.float64(), pa.string()


def _structs(**fields: Any) -> Any:
    return pa.list_(pa.struct(list(fields.items())))


EXCLUDED = _structs(start=_COUNT, end=_COUNT, rule=_TEXT)
META = pa.map_(_TEXT, _TEXT)
TALLIES = _structs(voice=_TEXT, matches=_COUNT, weight=_REAL, hits_squared=_REAL, hits_words=_REAL)
SCORES = _structs(
    dimension=_TEXT,
    matches=_COUNT,
    weight=_REAL,
    rate_per_1000=_REAL,
    low=_REAL,
    high=_REAL,
    interval=_TEXT,
    hits_squared=_REAL,
    hits_words=_REAL,
    covered_words=_COUNT,
    negated_matches=_COUNT,
    voices=TALLIES,
)
ENTRIES = _structs(
    dimension=_TEXT, entry=_TEXT, matches=_COUNT, weight=_REAL, negated_matches=_COUNT
)
VOICES = _structs(voice=_TEXT, words=_COUNT, sentences=_COUNT, words_squared=_REAL)

SCORE_SCHEMA = pa.schema(
    [
        ("id", _TEXT),
        *((name, _TEXT) for name in FIELDS),
        ("text", _TEXT),
        ("excluded", EXCLUDED),
        ("meta", META),
        ("words", _COUNT),
        ("excluded_words", _COUNT),
        ("sentences", _COUNT),
        ("unit", _TEXT),
        ("words_squared", _REAL),
        ("scores", SCORES),
        ("entries", ENTRIES),
        ("voices", VOICES),
        ("unbalanced", pa.list_(_COUNT)),
    ]
)
"""Null are texts that were left out, rates and bounds that there are not, and voices that were not
measured; nothing else is."""


def with_footer(footer: Footer) -> Any:
    """The schema of a table that says what made it."""
    return SCORE_SCHEMA.with_metadata({ABOUT: footer.text()})
