"""One shard: its pieces read and scored, its files written, and a receipt of what became of it.

A worker keeps nothing between two shards but the compiled lexicons. The receipt is written last, so
a shard with a receipt is whole, whoever was killed.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from framing.articles.cleaning_version import CLEANING_VERSION
from framing.cluster.lake_files import ANEW, read_small
from framing.cluster.manifests import Receipt
from framing.cluster.pieces import Piece, Shard
from framing.cluster.receipts import read_receipt, write_receipt
from framing.cluster.shard_tables import PieceError, ShardTables
from framing.cluster.year_files import year_files
from framing.errors import FramingError
from framing.lexicons import Lexicon
from framing.matching import Scanner
from framing.shards import ShardOptions
from framing.shards.arrow import pa
from framing.shards.entry_hashes import as_hex, entry_hash
from framing.statistics.rates import SCORER_VERSION

LEXICONS = "lexicons"
"""The folder of a lake with the lexicons of its run, each by its fingerprint."""


@dataclass(frozen=True, slots=True)
class ShardWork:
    """What scores a shard of a run: called with one, in any process that sees the same files.

    Returns the receipt. Raises FramingError where nothing can be written, where lexicons cannot be
    read, or where another version of the scorer runs.
    """

    folder: str
    """The lake."""
    fingerprints: tuple[str, ...]
    """The lexicons, which lie in the lake."""
    options: ShardOptions
    scorer_version: str = SCORER_VERSION
    cleaning_version: str = CLEANING_VERSION

    def __call__(self, shard: Shard) -> Receipt:
        """Score the shard."""
        if (self.scorer_version, self.cleaning_version) != (SCORER_VERSION, CLEANING_VERSION):
            what = "a worker runs another version of framing than the run was begun with"
            raise FramingError(what, hint="install one version everywhere")
        before = read_receipt(Path(self.folder), shard.name)
        if before and before.state == "done":  # by a worker that was lost before it could say so
            return before
        receipt = _scored(self, shard)
        write_receipt(Path(self.folder), receipt)
        return receipt


def _scored(work: ShardWork, shard: Shard) -> Receipt:
    """The receipt of a shard whose files have their places.

    A piece that turns out bad after some of it was scored is told, and the shard begun again
    without it, so that nothing of it stands in the files.
    """
    refused: dict[Piece, str] = {}
    while True:
        try:
            return _written(work, shard, refused)
        except PieceError as error:
            refused[error.piece] = str(error.cause)


def _written(work: ShardWork, shard: Shard, refused: dict[Piece, str]) -> Receipt:
    """Score the pieces that are not refused; raises PieceError for one that cannot be taken."""
    scanner = scanner_of(work.folder, work.fingerprints)
    tables = ShardTables(shard, scanner, work.options, refused)
    seen: set[str] = set()
    articles = total = duplicates = 0
    with year_files(Path(work.folder), shard.name, tables.footer) as files:
        for table in tables:
            fresh = _first_of_each(table, seen)
            files.add(fresh)
            total += entry_hash(fresh)
            articles += fresh.num_rows
            duplicates += table.num_rows - fresh.num_rows
    return Receipt(
        name=shard.name,
        outputs=files.outputs(),
        articles=articles,
        bad_rows=tables.bad_rows,
        duplicates=duplicates,
        entry_hash=as_hex(total),
        refused=tuple(refused.values()),
        notices=tuple(tables.notices),
    )


def _first_of_each(table: Any, seen: set[str]) -> Any:
    """The rows whose id was not seen before."""
    fresh = []
    for each in table["id"].to_pylist():
        fresh.append(each not in seen)
        seen.add(each)
    return table if all(fresh) else table.filter(pa.array(fresh))


@lru_cache(maxsize=1)
def scanner_of(folder: str, fingerprints: tuple[str, ...]) -> Scanner:
    """The compiled lexicons of a run; a worker compiles them once.

    Raises FramingError for a lexicon that is not there or not what its name says.
    """
    return Scanner([_lexicon(Path(folder), each) for each in fingerprints])


def _lexicon(folder: Path, fingerprint: str) -> Lexicon:
    path = lexicon_file(folder, fingerprint)
    content = read_small(path, "every worker must see the folder")
    try:
        found = Lexicon.from_canonical(content.decode())
    except UnicodeDecodeError:
        raise FramingError("this is no lexicon", file=str(path), hint=ANEW) from None
    if found.fingerprint != fingerprint:
        raise FramingError("this is another lexicon than its name says", file=str(path))
    return found


def lexicon_file(folder: Path, fingerprint: str) -> Path:
    """Where a lexicon lies in a lake."""
    return folder / LEXICONS / f"{fingerprint}.json"
