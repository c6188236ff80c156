"""From files to shards: large files are cut, small ones put together, each shard about one size.

A plan depends on nothing but the files as they are named, their sizes and when they were last
changed. So it is made again the same, and a shard is known by its name.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import astuple
from hashlib import sha256
from itertools import pairwise
from pathlib import Path

from framing import limits
from framing.articles.readers import READERS
from framing.articles.readers.file_finding import find
from framing.articles.readers.packed import PACKED
from framing.cluster.manifests import read_manifest
from framing.cluster.pieces import Piece, Shard, Unit
from framing.errors import FramingError, ReadError, UsageError

_LEAST, _MOST = 8 * limits.MIB, 256 * limits.MIB
"""The size of a shard where nobody says one: at most some 60,000 news articles, a quarter of a
minute of work, which is what a killed worker loses."""
_SHARDS = 32
"""Shards that there are of less, so that every worker has some."""
_PACKED_WEIGHT = 4
"""What a byte of a packed file is counted as: news unpacks to three to five times its size."""
_MOST_PIECES = 1_000
"""Files in one shard: what is sent to a worker stays small."""
_WIDE_MARKS = (b"\xff\xfe", b"\xfe\xff", b"\x00\x00\xfe\xff")
"""How UTF-16 and UTF-32 open, in which a line end cannot be told by one byte."""


def plan(paths: Iterable[str], shard_bytes: int | None = None) -> tuple[Shard, ...]:
    """The shards of the files that paths name, as `framing import` finds them, in their order.

    None makes shards of 8 to 256 MiB, by how much there is in all.

    JSON Lines are cut at line ends, Parquet files by rows; a packed file, and one of another
    format, is a piece as a whole. Raises ReadError for what cannot be read, UsageError for `-`.
    """
    files = _files(paths)
    shard_bytes = shard_bytes or _usual(files)
    weighed = [each for path in files for each in _cut(path, shard_bytes)]
    return tuple(
        _shard(number, group) for number, group in enumerate(_together(weighed, shard_bytes))
    )


Weighed = tuple[Piece, int]


def _files(paths: Iterable[str]) -> Sequence[Path]:
    named = [each for path in map(str, paths) for each in _of_lake(path) or [path]]
    if "-" in named:
        what = "standard input cannot be read by several processes"
        raise UsageError(what, hint="name files or folders")
    suffixes = [suffix for reader in READERS.values() for suffix in reader.suffixes]
    found = find(named, [*suffixes, *PACKED], "")
    if found.refused:
        raise found.refused[0]
    # Links are kept: they may lead elsewhere on another machine.
    return [*dict.fromkeys(Path(os.path.abspath(file.path)) for file in found.files)]  # noqa: PTH100


def _usual(files: Iterable[Path]) -> int:
    total = 0
    for path in files:
        with suppress(OSError):  # told where the file is cut
            total += path.stat().st_size * _weight(path)
    return max(_LEAST, min(_MOST, total // _SHARDS))


def _weight(path: Path) -> int:
    return _PACKED_WEIGHT if path.suffix.lower() in (*PACKED, ".parquet") else 1


def _of_lake(path: str) -> list[str]:
    """The files of scores of a folder that is a lake: its articles are scored again."""
    try:
        manifest = read_manifest(Path(path)) if Path(path).is_dir() else None
    except FramingError:  # another's, which stands among articles
        manifest = None
    shards = manifest.shards if manifest else ()
    outputs = [each for shard in shards if shard.receipt for each in shard.receipt.outputs]
    return [str(Path(path) / each.file) for each in outputs if each.is_within]


def _cut(path: Path, shard_bytes: int) -> Iterator[Weighed]:
    try:
        status = path.stat()
        whole = Piece(str(path), status.st_size, status.st_mtime_ns)
        cutter = _CUTTERS.get(path.suffix.lower(), _as_a_whole)
        ends, unit, weight = cutter(path, whole.size, shard_bytes)
    except OSError as error:
        what = f"cannot be read: {error.strerror or error}"
        raise ReadError(what, file=str(path), hint="check the path and its rights") from error
    if len(ends) < 3:
        yield whole, weight
        return
    for start, stop in pairwise(ends):
        share = weight * (stop - start) // ends[-1]
        yield Piece(whole.file, whole.size, whole.mtime_ns, unit, start, stop), share


Cut = tuple[list[int], Unit, int]
"""Where the pieces of a file begin and the last of them ends, in which unit; its weight."""


def _as_a_whole(path: Path, size: int, _: int) -> Cut:
    return [], "file", size * _weight(path)


def _lines(path: Path, size: int, shard_bytes: int) -> Cut:
    """JSON Lines cut at the first line end after each so many bytes."""
    ends = [0]
    if size > shard_bytes:
        with path.open("rb") as stream:
            wide = stream.read(4).startswith(_WIDE_MARKS)
            while not wide and ends[-1] + shard_bytes < size:
                stream.seek(ends[-1] + shard_bytes)
                stream.readline()
                ends.append(stream.tell())
    return [*dict.fromkeys((*ends, size))], "bytes", size


def _rows(path: Path, size: int, shard_bytes: int) -> Cut:
    """A Parquet file cut between its groups of rows, and a large group into equal parts.

    One that cannot be read is left whole: who scores it tells why.
    """
    if size * _PACKED_WEIGHT < shard_bytes:
        return [], "rows", size * _PACKED_WEIGHT
    from framing.shards.arrow import pa, parquet

    try:
        about = parquet.read_metadata(path)
    except (pa.ArrowException, ValueError):
        return [], "rows", size
    groups = [about.row_group(number) for number in range(about.num_row_groups)]
    ends, row, held, total = [0], 0, 0, 0
    for group in groups:
        total += group.total_byte_size
        if held and held + group.total_byte_size > shard_bytes:
            ends.append(row)
            held = 0
        parts = -(-group.total_byte_size // shard_bytes)
        ends += [row + group.num_rows * part // parts for part in range(1, parts)]
        held += group.total_byte_size // max(1, parts)
        row += group.num_rows
    return [*dict.fromkeys((*ends, row))], "rows", total


_CUTTERS = {".jsonl": _lines, ".ndjson": _lines, ".parquet": _rows}


def _together(weighed: Iterable[Weighed], shard_bytes: int) -> Iterator[list[Weighed]]:
    """Pieces in their order, as many together as one shard holds."""
    group: list[Weighed] = []
    held = 0
    for piece, weight in weighed:
        if group and (held + weight > shard_bytes or len(group) == _MOST_PIECES):
            yield group
            group, held = [], 0
        group.append((piece, weight))
        held += weight
    if group:
        yield group


def _shard(number: int, group: Sequence[Weighed]) -> Shard:
    pieces = tuple(piece for piece, _ in group)
    digest = sha256("\n".join(map(str, map(astuple, pieces))).encode("utf-8", "surrogateescape"))
    return Shard(f"{number:06}-{digest.hexdigest()[:8]}", pieces, sum(each for _, each in group))
