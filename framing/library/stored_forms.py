"""The forms in which values are stored or given to a query: JSON, and times in UTC."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import UTC, datetime

_ENCODER = json.JSONEncoder(ensure_ascii=False, sort_keys=True)


def plain(value: object) -> str:
    """The value as JSON in a fixed form."""
    return _ENCODER.encode(value)


def as_json(values: Iterable[object]) -> str:
    """Values as the one parameter of `json_each(?)`, however many they are."""
    return json.dumps(list(values))


def now() -> str:
    """The time in UTC as ISO has it, to the second."""
    return datetime.now(UTC).isoformat(timespec="seconds")
