"""Files to a lake, by an engine: what the command does, and what it has to tell."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from time import monotonic

from framing.cluster.engines import Engine, Lost, Outcome
from framing.cluster.lakes import Run, begin, finish
from framing.cluster.locks import alone
from framing.cluster.manifests import Manifest, Receipt
from framing.cluster.receipts import read_receipts
from framing.lexicons import Lexicon
from framing.shards import ShardOptions

_NOTED_SECONDS = 30.0
"""How often the manifest of a run at work says what is done."""

Bar = Callable[[int], AbstractContextManager[Callable[[int], None]]]
"""Begins a bar for so many bytes, and gives what moves it on."""


@dataclass(frozen=True, slots=True)
class LakeSummary:
    """What a run did and what its lake holds."""

    manifest: Manifest
    before: int
    """Shards that were done before."""
    scored: int
    """Shards that were scored now, in whole or in part."""
    lost: tuple[Lost, ...]
    """Shards that are still open, since no worker could finish them."""

    @property
    def refused(self) -> tuple[str, ...]:
        """A line for each piece of a file that was not taken."""
        return tuple(line for each in self._receipts() for line in each.refused)

    @property
    def notices(self) -> tuple[str, ...]:
        """What was told of rows and texts, the first lines of each shard."""
        return tuple(line for each in self._receipts() for line in each.notices)

    def _receipts(self) -> Iterator[Receipt]:
        return (each.receipt for each in self.manifest.shards if each.receipt)


@contextmanager
def _no_bar(_: int) -> Iterator[Callable[[int], None]]:
    yield lambda _: None


def score_files(
    paths: Iterable[str],
    folder: Path,
    lexicons: Sequence[Lexicon],
    options: ShardOptions,
    engine: Engine,
    *,
    shard_bytes: int | None = None,
    bar: Bar = _no_bar,
) -> LakeSummary:
    """Score files into the lake at a folder, or what of them is not done there.

    Raises as `begin`, `finish` and the engine do, and FramingError where another process scores
    into the folder; what is done then is kept.
    """
    with alone(folder):
        run = begin(paths, folder, lexicons, options, shard_bytes)
        with bar(sum(each.weight for each in run.left)) as progress:
            outcomes = _outcomes(run, engine, progress) if run.left else []
        lost = tuple(each for each in outcomes if isinstance(each, Lost))
        before, scored = len(run.shards) - len(run.left), len(outcomes) - len(lost)
        return LakeSummary(finish(folder), before, scored, lost)


def _outcomes(run: Run, engine: Engine, progress: Callable[[int], None]) -> list[Outcome]:
    """What became of each shard that was left; the manifest is kept about up to date."""
    weights = {each.name: each.weight for each in run.left}
    found: list[Outcome] = []
    noted = monotonic()
    with engine(run.work, run.left) as outcomes:
        for each in outcomes:
            found.append(each)
            progress(weights[each.name])
            if monotonic() - noted > _NOTED_SECONDS:
                run.note(read_receipts(run.folder))
                noted = monotonic()
    return found
