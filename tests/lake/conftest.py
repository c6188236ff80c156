"""A lake and a library of the same articles, made once."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from framing.lake import Lake
from framing.library import Library
from tests.lake.world import lake_of, library_of, news, rows


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """The folder of a lake and the file of a library; nothing writes to them."""
    folder = tmp_path_factory.mktemp("news")
    files = [news(folder / f"{seed}.jsonl", rows(120, seed)) for seed in (1, 2)]
    return lake_of(folder / "lake", files), library_of(folder / "library.db", files)


@pytest.fixture
def lake(made: tuple[Path, Path]) -> Iterator[Lake]:
    with Lake(made[0], threads=1) as opened:
        yield opened


@pytest.fixture
def library(made: tuple[Path, Path]) -> Iterator[Library]:
    with Library(made[1], read_only=True) as opened:
        yield opened
