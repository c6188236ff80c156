"""The forms in which values are stored or given to a query: JSON, ids packed, times in UTC."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime

_ENCODER = json.JSONEncoder(ensure_ascii=False, sort_keys=True)

ID = ">u8"
"""How NumPy names the form of a packed id."""
_NUMBER = re.compile("[0-9a-f]{16}")
_NUMBERS = re.compile("(?:[0-9a-f]{16} )*")


def plain(value: object) -> str:
    """The value as JSON in a fixed form."""
    return _ENCODER.encode(value)


def as_json(values: Iterable[object]) -> str:
    """Values as the one parameter of `json_each(?)`, however many they are."""
    return json.dumps(list(values))


def now() -> str:
    """The time in UTC as ISO has it, to the second."""
    return datetime.now(UTC).isoformat(timespec="seconds")


def packed_ids(ids: Sequence[str]) -> tuple[bytes, dict[int, str]]:
    """Ids of sixteen hex digits, as framing makes them, eight bytes each; those that are none,
    where the bytes are 0, by place."""
    spaced = " ".join((*ids, ""))
    if _NUMBERS.fullmatch(spaced) and len(spaced) == 17 * len(ids):
        return bytes.fromhex(spaced), {}
    others = {at: each for at, each in enumerate(ids) if not _NUMBER.fullmatch(each)}
    return bytes.fromhex(
        "".join("0" * 16 if at in others else each for at, each in enumerate(ids))
    ), others
