"""Columns that rows of JSON of several commands have in common."""

from __future__ import annotations

from framing.export.table_data import columns, known

RATE = columns(rate="rate_per_1000") | columns("low", "high", "interval")
"""The rate of a score or of an article in a list, with its interval."""
LEXICON = columns(
    lexicon="lexicon.name",
    lexicon_version="lexicon.version",
    lexicon_fingerprint="lexicon.fingerprint",
)
"""The lexicon version that made a figure."""
KNOWN_LEXICON = LEXICON | known(lexicon_version="lexicon.version")
"""The same, without an empty version."""
LINE = columns("match.start", "match.end", "left", "text", "right")
"""A line of a keyword in context."""
