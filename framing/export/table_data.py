"""`Sheet`: rows on their way into a format."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Sheet:
    """Rows under named columns; the rows are produced as they are written."""

    kind: str
    """What the rows are: `scores`, `matches`, …"""
    columns: Sequence[str]
    rows: Iterable[Mapping[str, object]]
