"""The commands of `framing cluster`: many files of articles scored into a lake."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from framing.commands.command_group import CommandGroup
from framing.commands.options import (
    date_order_option,
    json_option,
    map_option,
    mapping,
    repair_option,
)
from framing.commands.output import note, print_json, progress_bar
from framing.errors import UsageError
from framing.wording import plural

if TYPE_CHECKING:
    from framing.cluster.engines import Engine
    from framing.cluster.scoring import LakeSummary

_SHOWN = 12
"""Lines about files and shards that are printed."""


@click.group(cls=CommandGroup)
def cluster() -> None:
    """Score more articles than one library holds, on this machine or on many."""


@cluster.command()
@click.argument("inputs", nargs=-1, required=True, metavar="IN…")
@click.argument("lake", type=click.Path(path_type=Path), metavar="OUT")
@click.option(
    "--lexicon",
    "names",
    multiple=True,
    metavar="NAME|FILE",
    help="Score with this lexicon; again for more. [default: those that are on]",
)
@click.option(
    "--engine",
    type=click.Choice(["dask", "serial"]),
    help="Workers of Dask, or this process alone. [default: dask where it is installed]",
)
@click.option("--scheduler", default="", metavar="ADDRESS", help="A Dask cluster that is there.")
@click.option(
    "--workers",
    type=click.IntRange(1, 1024),
    metavar="N",
    help="Processes on this machine. [default: as many as the processor has cores]",
)
@click.option("--run", default="", metavar="NAME", help="What the run is called in the scores.")
@map_option
@date_order_option
@repair_option
@click.option("--skip-bad-rows", is_flag=True, help="Take the good rows of a file with bad ones.")
@click.option("--without-texts", is_flag=True, help="Write the scores without the texts.")
@click.option(
    "--shard-size",
    type=click.IntRange(1, 1 << 20),
    metavar="MIB",
    help="How much is read for one shard, which is what a killed worker loses."
    " [default: 8 to 256, by how much there is]",
)
@json_option
def score(
    inputs: tuple[str, ...],
    lake: Path,
    names: tuple[str, ...],
    engine: str | None,
    scheduler: str,
    workers: int | None,
    run: str,
    columns: tuple[str, ...],
    date_order: str,
    repair: tuple[str, ...],
    skip_bad_rows: bool,
    without_texts: bool,
    shard_size: int | None,
    as_json: bool,
) -> None:
    """Score files of articles into the folder OUT, which is then a lake: one file of scores for
    each shard and year.

    IN is a file, or a folder of files, of any format that `framing import` reads. Files of JSON
    lines and Parquet files are cut into shards; a packed file is read by one worker. The same
    command, called again after it was stopped or killed, does only what is not done.

    \b
    Examples:
      framing cluster score news/ lake/
      framing cluster score news.jsonl lake/ --workers 4 --lexicon risk
      framing cluster score crawl/*.parquet lake/ --scheduler tcp://10.0.0.5:8786 --run crawl-2025
    """
    from framing.articles import Options
    from framing.cluster import score_files
    from framing.lexicons import active, find
    from framing.limits import MIB
    from framing.shards import ShardOptions

    reading = Options(
        map=mapping(columns), date_order=date_order, repair=repair, skip_bad_rows=skip_bad_rows
    )
    try:
        done = score_files(
            inputs,
            lake,
            [find(name) for name in names] if names else active(),
            ShardOptions(reading=reading, texts=not without_texts, run=run),
            _engine(engine, scheduler, workers),
            shard_bytes=shard_size and shard_size * MIB,
            bar=_bar,
        )
    except KeyboardInterrupt:
        note("stopped: the same command goes on from what is done")
        raise
    _tell(done, lake, as_json=as_json)
    click.get_current_context().exit(1 if done.refused or done.lost else 0)


@contextmanager
def _bar(size: int) -> Iterator[Callable[[int], None]]:
    with progress_bar(size, "scoring") as moved:
        yield moved


def _engine(name: str | None, scheduler: str, workers: int | None) -> Engine:
    from framing.cluster.engines import Dask, has_dask, serial

    asked = bool(scheduler or workers)
    if scheduler and workers:
        raise UsageError("--workers starts workers, and --scheduler has its own")
    if name == "serial" and asked:
        raise UsageError("--engine serial has no workers", hint="leave out one of the two")
    if name == "dask" or asked or (name is None and has_dask()):
        return Dask(scheduler, workers)
    if name is None:
        note("Dask is not installed: one process does all (pip install 'framing-tui[dask]')")
    return serial


def _tell(done: LakeSummary, lake: Path, *, as_json: bool) -> None:
    """Say what was done: what there is to know of it to stderr, the figures in JSON to stdout."""
    manifest = done.manifest
    lines = [f"error: {line}" for line in done.refused]
    lines += [f"error: shard {each.name}: {each.why}" for each in done.lost]
    lines += [f"warning: {line}" for line in done.notices]
    for line in lines[:_SHOWN]:
        note(line)
    if len(lines) > _SHOWN:
        note(f"and {len(lines) - _SHOWN:,} more such lines, in refused and notices of the manifest")
    receipts = [each.receipt for each in manifest.shards if each.receipt]
    figures = {
        "lake": str(lake),
        "run": manifest.makers.run,
        "shards": len(manifest.shards),
        "scored": done.scored,
        "done_before": done.before,
        "lost": len(done.lost),
        "refused": len(done.refused),
        "articles": manifest.articles - manifest.duplicates,
        "bad_rows": sum(each.bad_rows for each in receipts),
        "duplicates": manifest.duplicates + sum(each.duplicates for each in receipts),
        "bytes": sum(output.bytes for each in receipts for output in each.outputs),
        "entry_hash": manifest.entry_hash,
        "complete": manifest.complete,
    }
    if as_json:
        print_json("cluster", [figures])
    for line in _summary(figures):
        note(line)


def _summary(figures: Mapping[str, Any]) -> Iterator[str]:
    """The figures in words."""
    shards = plural(figures["shards"], "shard")
    done = f"{figures['scored']:,} scored, {figures['done_before']:,} done before"
    yield f"{shards}: {done} ({figures['lake']})"
    yield (
        f"{plural(figures['articles'], 'article')}; {figures['duplicates']:,} stood there before,"
        f" {plural(figures['bad_rows'], 'row')} passed over; entry hash"
        f" {figures['entry_hash'][:16]}…"
    )
    if not figures["complete"]:
        yield "the lake is not complete: the same command scores what is left"
