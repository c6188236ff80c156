"""The manifest of a lake: what made its scores, of which pieces of which files, in which files."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, Literal, TypeVar, get_type_hints

from framing.cluster.lake_files import ANEW, read_json
from framing.cluster.pieces import Piece
from framing.errors import FramingError
from framing.model import LexiconVersion
from framing.places import is_there, whole_file

SCHEMA = 1
"""The number of the form in which a manifest is written."""
KIND = "lake"
NAME = "manifest.json"
DUPLICATES = "duplicates.csv"
"""The file beside it that names rows which count in an earlier shard: file and id."""

_FILE = re.compile(r"year=(\d{4}|unknown)/[\w-]+\.parquet", re.ASCII)
_SHARD = re.compile(r"[\w-]+", re.ASCII)
_HASH = re.compile("[0-9a-f]{64}")
State = Literal["open", "done", "refused"]
Record = TypeVar("Record")


@dataclass(frozen=True, slots=True)
class Output:
    """A file of scores."""

    file: str
    """From the folder of the lake, with `/` between."""
    articles: int
    bytes: int

    @property
    def is_within(self) -> bool:
        """Whether it lies where a lake has its files; a manifest of a stranger may name others."""
        return _FILE.fullmatch(self.file) is not None


@dataclass(frozen=True, slots=True)
class Receipt:
    """What became of a shard."""

    name: str
    outputs: tuple[Output, ...] = ()
    articles: int = 0
    """Rows of its outputs."""
    bad_rows: int = 0
    """Rows that were passed over."""
    duplicates: int = 0
    """Articles that stood in the shard before, under the same id, and were left out."""
    entry_hash: str = "0" * 64
    """The sum of its entry counts (`framing.shards.entry_hashes`)."""
    refused: tuple[str, ...] = ()
    """A line for each piece that could not be taken, of which nothing is in the outputs."""
    notices: tuple[str, ...] = ()
    """The first ten lines that were told of rows and texts."""

    @property
    def state(self) -> State:
        """Whether all of the shard is in its outputs."""
        return "refused" if self.refused else "done"


@dataclass(frozen=True, slots=True)
class Planned:
    """A shard in the manifest; without a receipt it is still open."""

    name: str
    pieces: tuple[Piece, ...]
    receipt: Receipt | None = None


@dataclass(frozen=True, slots=True)
class Makers:
    """What makes the scores of a lake; scores of two makers never stand in one."""

    run: str
    scorer_version: str
    cleaning_version: str
    lexicons: tuple[LexiconVersion, ...]
    options: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a lake holds."""

    makers: Makers
    framing_version: str
    shards: tuple[Planned, ...]
    complete: bool = False
    """Whether no shard is open and what stands more than once was looked for."""
    duplicates: int = 0
    """Rows of later shards whose id stands in an earlier one: those that `duplicates.csv` names."""
    entry_hash: str = "0" * 64
    """The sum over all shards."""

    @property
    def articles(self) -> int:
        """Rows of all outputs."""
        return sum(each.receipt.articles for each in self.shards if each.receipt)


def read_manifest(folder: Path) -> Manifest | None:
    """The manifest of a lake; None where the folder has none.

    Raises FramingError for one that cannot be read, is damaged, or of another form.
    """
    path = folder / NAME
    if not is_there(path):
        return None
    plain = read_json(path)
    if not isinstance(plain, dict) or plain.get("kind") != KIND:
        raise FramingError("this is no manifest of a lake", file=str(path), hint=ANEW)
    if plain.get("schema") != SCHEMA:
        raise FramingError("another version of framing wrote it", file=str(path), hint=ANEW)
    try:
        return _manifest(plain)
    except (AttributeError, LookupError, TypeError, ValueError):
        raise FramingError("the manifest is damaged", file=str(path), hint=ANEW) from None


def write_manifest(folder: Path, manifest: Manifest) -> None:
    """Write the manifest whole. Raises OSError where it cannot be."""
    makers = asdict(manifest.makers)
    plain = {
        "schema": SCHEMA,
        "kind": KIND,
        **makers,
        "framing_version": manifest.framing_version,
        "complete": manifest.complete,
        "articles": manifest.articles,
        "duplicates": manifest.duplicates,
        "entry_hash": manifest.entry_hash,
        "shards": [_plain(each) for each in manifest.shards],
    }
    with whole_file(folder / NAME) as stream:
        json.dump(plain, stream, allow_nan=False, separators=(",", ":"))


def _plain(shard: Planned) -> dict[str, object]:
    receipt = shard.receipt
    told = asdict(receipt or Receipt(shard.name)) | {"state": receipt.state if receipt else "open"}
    return told | {"pieces": [asdict(piece) for piece in shard.pieces]}


def _manifest(plain: Mapping[str, Any]) -> Manifest:
    lexicons = tuple(_plain_values(LexiconVersion(**each)) for each in plain["lexicons"])
    names = ("run", "scorer_version", "cleaning_version", "options")
    found = Manifest(
        makers=_plain_values(Makers(lexicons=lexicons, **{name: plain[name] for name in names})),
        framing_version=plain["framing_version"],
        shards=tuple(map(_planned, plain["shards"])),
        complete=plain["complete"],
        duplicates=plain["duplicates"],
        entry_hash=plain["entry_hash"],
    )
    receipts = [each.receipt for each in found.shards if each.receipt]
    files = [output.file for each in receipts for output in each.outputs]
    if len(set(files)) < len(files):
        raise ValueError("a file stands twice")
    if not (0 <= found.duplicates <= found.articles and _HASH.fullmatch(found.entry_hash)):
        raise ValueError("figures of the lake")
    return _plain_values(found)


def _planned(plain: dict[str, Any]) -> Planned:
    pieces = tuple(_plain_values(Piece(**each)) for each in plain.pop("pieces"))
    is_open = plain.pop("state") == "open"
    if not _SHARD.fullmatch(plain["name"]):
        raise ValueError("the name of a shard")
    return Planned(plain["name"], pieces, None if is_open else receipt_of(plain))


def receipt_of(plain: Any) -> Receipt:
    """The receipt that an object of JSON is. Raises TypeError, LookupError or ValueError where it
    is none, or its figures cannot be: an article takes some bytes of its file."""
    outputs = tuple(_plain_values(Output(**each)) for each in plain["outputs"])
    lines = {name: tuple(plain[name]) for name in ("refused", "notices")}
    found = _plain_values(Receipt(**plain | {"outputs": outputs} | lines))
    if not (
        all(0 <= each.articles <= each.bytes for each in outputs)
        and found.articles == sum(each.articles for each in outputs)
        and min(found.bad_rows, found.duplicates) >= 0
        and all(isinstance(line, str) for each in lines.values() for line in each)
        and _SHARD.fullmatch(found.name)
        and _HASH.fullmatch(found.entry_hash)
    ):
        raise ValueError("figures of a shard")
    return found


def _plain_values(record: Record) -> Record:
    """The record. Raises TypeError where a text, number or truth is none."""
    of: type = type(record)
    for name, kind in _fields(of):
        if type(getattr(record, name)) is not kind:
            raise TypeError(name)
    return record


@cache
def _fields(record: type) -> tuple[tuple[str, type], ...]:
    """The names of what is a text, a number or a truth in a record."""
    kinds = get_type_hints(record).items()
    return tuple((name, kind) for name, kind in kinds if kind in (str, int, bool))
