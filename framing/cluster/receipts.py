"""The receipts of a run at work: a file a shard, written when all else of the shard stands."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path

from framing.cluster.lake_files import read_json
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


def read_receipt(folder: Path, name: str) -> Receipt | None:
    """The receipt of a shard; None where there is none, or one that is damaged."""
    try:
        found = receipt_of(read_json(folder / RECEIPTS / f"{name}.json"))
    except (FramingError, LookupError, TypeError, ValueError):
        return None
    return found if found.name == name else None


def drop_receipt(folder: Path, name: str) -> None:
    """Remove the receipt of a shard that is scored again. Raises OSError."""
    (folder / RECEIPTS / f"{name}.json").unlink(missing_ok=True)


def read_receipts(folder: Path) -> dict[str, Receipt]:
    """The receipts by shard; what is none is passed over, and its shard scored again."""
    names = sorted(path.stem for path in (folder / RECEIPTS).glob("*.json"))
    found = {name: read_receipt(folder, name) for name in names}
    return {name: receipt for name, receipt in found.items() if receipt}
