"""The folder of a lake as a run finds, fills and leaves it.

Between `begin` and `finish` shards are scored by whoever can, each leaving a receipt. So a run that
was killed anywhere is begun again by the same call, and does what has no receipt.
"""

from __future__ import annotations

import csv
import json
import os
import shutil
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from framing import version
from framing.articles.cleaning_version import CLEANING_VERSION
from framing.articles.readers import check
from framing.cluster.locks import LOCK
from framing.cluster.manifests import (
    DUPLICATES,
    Makers,
    Manifest,
    Planned,
    Receipt,
    read_manifest,
    write_manifest,
)
from framing.cluster.pieces import Shard
from framing.cluster.plans import plan
from framing.cluster.receipts import RECEIPTS, drop_receipt, read_receipts
from framing.cluster.shard_work import LEXICONS, ShardWork, lexicon_file
from framing.errors import FramingError, UsageError
from framing.lexicons import Lexicon
from framing.lexicons.installed import together
from framing.model import LexiconVersion
from framing.places import whole_file
from framing.shards import ShardOptions
from framing.shards.entry_hashes import combined
from framing.shards.footers import run_name
from framing.statistics.rates import SCORER_VERSION

_FREE = frozenset(("skip_bad_rows",))
"""Options that may be others when a run goes on: they take more of a file, not other things."""


@dataclass(frozen=True, slots=True)
class Run:
    """A run that was begun."""

    folder: Path
    work: ShardWork
    """Scores one shard; it can be sent to any process that sees the same files."""
    shards: tuple[Shard, ...]
    """The whole plan."""
    manifest: Manifest
    """What was done before."""

    @property
    def left(self) -> tuple[Shard, ...]:
        """The shards that are to be scored."""
        states = [each.receipt.state if each.receipt else "open" for each in self.manifest.shards]
        return tuple(
            shard for shard, state in zip(self.shards, states, strict=True) if state != "done"
        )

    def note(self, receipts: Mapping[str, Receipt]) -> None:
        """Tell in the manifest what is done while the run is at work. Raises OSError."""
        write_manifest(self.folder, _with(self.manifest, receipts))


def _with(manifest: Manifest, receipts: Mapping[str, Receipt]) -> Manifest:
    """An incomplete manifest in which shards have these receipts, others what they had."""
    shards = tuple(
        replace(each, receipt=receipts.get(each.name, each.receipt)) for each in manifest.shards
    )
    total = combined(each.receipt.entry_hash for each in shards if each.receipt)
    return replace(manifest, shards=shards, complete=False, duplicates=0, entry_hash=total)


def begin(
    paths: Iterable[str],
    folder: Path,
    lexicons: Sequence[Lexicon],
    options: ShardOptions,
    shard_bytes: int | None = None,
) -> Run:
    """Plan the shards of files, and make the folder of the lake, or go on in it.

    Raises UsageError for options that cannot be followed, ReadError for a file that cannot be read,
    FramingError for a folder that holds something else, the scores of other files, or of the same
    by other lexicons, options or versions, and where it cannot be written.
    """
    check(options.reading)
    lexicons = together(lexicons)
    paths = [*map(str, paths)]
    _check_apart(paths, folder)
    shards = plan(paths, shard_bytes)
    makers = _makers(lexicons, options)
    try:
        manifest = read_manifest(folder)
        if manifest:
            _check_same(folder, manifest, makers, shards)
        else:
            manifest = _make(folder, lexicons, makers, shards)
        manifest = _checked(folder, manifest)
        for each in manifest.shards:
            if each.receipt is None or each.receipt.state != "done":
                drop_receipt(folder, each.name)  # a worker takes a shard with one for done
    except OSError as error:
        raise _not_written(folder, error) from error
    fingerprints = tuple(each.fingerprint for each in lexicons)
    place = os.path.abspath(folder)  # noqa: PTH100 - links may lead elsewhere on other machines
    work = ShardWork(place, fingerprints, replace(options, run=makers.run))
    return Run(folder, work, shards, manifest)


def finish(folder: Path) -> Manifest:
    """Write into the manifest what stands in a lake; where no shard is open, what stands twice.

    Raises FramingError where that cannot be read or written.
    """
    before = read_manifest(folder)
    if before is None:
        raise FramingError("this is no lake", file=str(folder))
    now = _checked(folder, before)
    receipts = [each.receipt for each in now.shards if each.receipt]
    try:
        if before.complete and now.shards == before.shards:
            now = before
        else:
            if len(receipts) == len(now.shards):
                now = replace(now, complete=True, duplicates=_list_duplicates(folder, receipts))
            write_manifest(folder, now)
        if now.complete:
            _tidy(folder)
    except OSError as error:
        raise _not_written(folder, error) from error
    return now


def _not_written(folder: Path, error: OSError) -> FramingError:
    return FramingError(f"cannot be written: {error.strerror or error}", file=str(folder))


def _list_duplicates(folder: Path, receipts: Sequence[Receipt]) -> int:
    """Write the list of rows that count elsewhere, and return how many there are."""
    from framing.cluster.duplicates import repeated

    count = 0
    with whole_file(folder / DUPLICATES) as stream:
        rows = csv.writer(stream, lineterminator="\n")
        rows.writerow(("file", "id"))
        for row in repeated(folder, [each for receipt in receipts for each in receipt.outputs]):
            rows.writerow(row)
            count += 1
    if not count:
        (folder / DUPLICATES).unlink()
    return count


def _tidy(folder: Path) -> None:
    """Remove what only a run at work needs, and what killed workers left."""
    shutil.rmtree(folder / RECEIPTS, ignore_errors=True)
    for left in folder.glob("year=*/.framing-*.part"):
        with suppress(OSError):
            left.unlink()


def _makers(lexicons: Sequence[Lexicon], options: ShardOptions) -> Makers:
    versions = tuple(LexiconVersion(each.name, each.version, each.fingerprint) for each in lexicons)
    told = {name: value for name, value in options.told().items() if name not in _FREE}
    told = json.loads(json.dumps(told))  # as the manifest gives it back
    run = options.run or run_name(lexicons)
    return Makers(run, SCORER_VERSION, CLEANING_VERSION, versions, told)


def _check_apart(paths: Sequence[str], folder: Path) -> None:
    """Refuse a lake within the articles, which would be taken for some of them."""
    lake = Path(os.path.realpath(folder))
    for path in map(os.path.realpath, paths):
        if lake == Path(path) or Path(path) in lake.parents or lake in Path(path).parents:
            what = f"lies within the articles of {path}, or they within it"
            raise UsageError(what, file=str(folder), hint="name a folder apart from them")


def _check_same(folder: Path, before: Manifest, makers: Makers, shards: Sequence[Shard]) -> None:
    """Refuse to go on with other makers or other files than a run was begun with."""
    for name in Makers.__dataclass_fields__:
        if getattr(before.makers, name) != getattr(makers, name):
            raise FramingError(_OTHER[name], file=str(folder), hint=_ELSEWHERE)
    if [each.pieces for each in before.shards] == [each.pieces for each in shards]:
        return
    had = {piece.file: piece for each in before.shards for piece in each.pieces}
    for piece in (piece for each in shards for piece in each.pieces):
        known = had.get(piece.file)
        if known and (known.size, known.mtime_ns) != (piece.size, piece.mtime_ns):
            what = "the file changed after it was scored"
            raise FramingError(what, file=piece.file, hint=_ELSEWHERE)
    what = "holds the scores of other files, or of these in other shards"
    raise FramingError(what, file=str(folder), hint=_ELSEWHERE)


_ELSEWHERE = "score into a new folder"
_OTHER = {
    "run": "holds a run of another name",
    "scorer_version": "holds scores of another version of framing",
    "cleaning_version": "holds texts that another version of framing cleaned",
    "lexicons": "holds scores of other lexicons",
    "options": "holds scores that were made with other options",
}
"""What a folder holds, by the field of `Makers` that differs."""


def _make(
    folder: Path, lexicons: Sequence[Lexicon], makers: Makers, shards: Sequence[Shard]
) -> Manifest:
    """Make the folder of a lake, with its lexicons and a manifest of open shards."""
    folder.mkdir(parents=True, exist_ok=True)
    if {each.name for each in folder.iterdir()} - {LEXICONS, LOCK}:
        raise FramingError("holds something that is no lake", file=str(folder), hint=_ELSEWHERE)
    (folder / LEXICONS).mkdir(exist_ok=True)
    for lexicon in lexicons:
        with whole_file(lexicon_file(folder, lexicon.fingerprint)) as stream:
            stream.write(lexicon.canonical())
    manifest = Manifest(
        makers, version(), tuple(Planned(each.name, each.pieces) for each in shards)
    )
    write_manifest(folder, manifest)
    return manifest


def _checked(folder: Path, manifest: Manifest) -> Manifest:
    """The manifest with the receipts that came since, and without those whose files are not
    there in their sizes."""
    now = _with(manifest, read_receipts(folder))
    standing = tuple(
        each if each.receipt and _stands(folder, each.receipt) else replace(each, receipt=None)
        for each in now.shards
    )
    return _with(replace(now, shards=standing), {})


def _stands(folder: Path, receipt: Receipt) -> bool:
    try:
        sizes = [(folder / each.file).stat().st_size for each in receipt.outputs]
    except OSError:
        return False
    within = all(each.is_within for each in receipt.outputs)
    return within and sizes == [each.bytes for each in receipt.outputs]
