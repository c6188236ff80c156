"""A library as an earlier version of the program would have left it."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from sqlite_utils import Database

from framing.library.migrations import APPLICATION_ID, MIGRATIONS

TABLES = (
    "meta", "lexicons", "runs", "imports", "articles", "scores", "entry_counts", "voice_words",
    "voice_scores", "plain_articles",
)  # fmt: skip
"""What is taken over."""


def older_library(path: Path, library: Path, schema: int) -> Path:
    """Write the articles and scores of a library into a new one of an earlier schema."""
    with closing(sqlite3.connect(path, isolation_level=None)) as raw:
        for change in MIGRATIONS[:schema]:
            change(Database(raw))
        raw.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        raw.execute(f"PRAGMA user_version = {schema}")
        raw.execute("ATTACH ? AS new", (str(library),))
        for table in TABLES:
            raw.execute(f"INSERT OR REPLACE INTO {table} SELECT * FROM new.{table}")
    return path
