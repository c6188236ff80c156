"""Articles that stand in several shards of a lake: of each id the first row counts.

Memory is eight bytes an article, and the ids themselves of those that stand there twice.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from framing.cluster.manifests import Output
from framing.errors import FramingError
from framing.shards.arrow import pa, parquet

_SORTED_AT_ONCE = 4_000_000
"""Rows that are put in order together."""

Keys = NDArray[np.int64]


def repeated(folder: Path, outputs: Sequence[Output]) -> Iterator[tuple[str, str]]:
    """The file and id of each row whose id stands in a row before, in the order of the outputs.

    Raises FramingError for an output that cannot be read or has other rows than it is said to have.
    """
    opens = np.cumsum([0, *(each.articles for each in outputs)])
    keys = np.empty(opens[-1], np.int64)
    for output, begin in zip(outputs, opens, strict=False):
        keys[begin : begin + output.articles] = [hash(each) for each in _ids(folder, output)]
    rows = _shared(keys)
    seen: set[str] = set()
    for output, begin, end in zip(outputs, opens, opens[1:], strict=False):
        own = rows[np.searchsorted(rows, begin) : np.searchsorted(rows, end)] - begin
        ids = _ids(folder, output) if own.size else []
        for each in (ids[row] for row in own.tolist()):
            if each in seen:
                yield output.file, each
            seen.add(each)


def _shared(keys: Keys) -> NDArray[np.int64]:
    """The places, in order, of keys that stand at several."""
    parts = 1 + len(keys) // _SORTED_AT_ONCE
    found = [np.empty(0, np.int64)]
    for part in range(parts):
        places = np.flatnonzero(keys % parts == part)
        _, first, counts = np.unique(keys[places], return_inverse=True, return_counts=True)
        found.append(places[counts[first] > 1])
    return np.sort(np.concatenate(found))


def _ids(folder: Path, output: Output) -> list[str]:
    path = folder / output.file
    try:
        with parquet.ParquetFile(path) as opened:
            found: list[str] = opened.read(["id"])["id"].to_pylist()
    except (OSError, pa.ArrowException, ValueError) as error:
        what = f"cannot be read: {' '.join(str(error).split())}"
        raise FramingError(what, file=str(path), hint=_AGAIN) from error
    if len(found) != output.articles:
        what = "holds other articles than its shard had"
        raise FramingError(what, file=str(path), hint=_AGAIN)
    return found


_AGAIN = "remove it: the same command makes it again"
