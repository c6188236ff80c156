"""The receipts of a run at work: a file a shard, written when all else of the shard stands."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path

from framing.cluster.manifests import Receipt, receipt_of
from framing.errors import FramingError
from framing.places import whole_file

RECEIPTS = "shards"
"""Their folder in the lake; it goes when the run is finished."""


def write_receipt(folder: Path, receipt: Receipt) -> None:
    """Write the receipt of a shard whole. Raises FramingError where it cannot be."""
    path = folder / RECEIPTS / f"{receipt.name}.json"
    try:
        path.parent.mkdir(exist_ok=True)
        with whole_file(path) as stream:
            json.dump(asdict(receipt), stream)
    except OSError as error:
        what = f"cannot be written: {error.strerror or error}"
        raise FramingError(what, file=str(path)) from error


def read_receipts(folder: Path) -> dict[str, Receipt]:
    """The receipts by shard; what is none is passed over, and its shard scored again."""
    found: dict[str, Receipt] = {}
    for path in sorted((folder / RECEIPTS).glob("*.json")):
        try:
            found[path.stem] = receipt_of(json.loads(path.read_bytes()))
        except (OSError, LookupError, TypeError, ValueError):
            continue
    return found
