"""Made-up news in files, what a lake of them has to hold, and what one holds."""

from __future__ import annotations

import json
import random
from collections.abc import Iterable, Sequence
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

from framing.articles import File, Options, read, take
from framing.lexicons import Lexicon, read_lexicon
from framing.matching import Scanner
from framing.model import Rating
from framing.places import bundled

WORDS = """the government support funds start-ups crisis risks bubble rivals compete lead not no
    never subsidies state investors fear growth market of and a in as firms say ministry"""
DAYS = ("2019-05-01", "2021-01-31", "2024-02-29", "")
RISK = bundled("lexicons") / "risk.toml"


def lexicons() -> tuple[Lexicon, ...]:
    return (read_lexicon(RISK),)


def rows(size: int, seed: int, words: int = 40) -> list[dict[str, str]]:
    """Articles of a few sentences in three years and without a date, no two alike."""
    chance, known = random.Random(seed), WORDS.split()
    return [
        {
            "text": f"Item {seed}.{number}: {' '.join(chance.choices(known, k=words))}. Ünd so.",
            "source": f"paper {number % 5}",
            "published": chance.choice(DAYS),
        }
        for number in range(size)
    ]


def news(path: Path, size: int, seed: int = 1, words: int = 40) -> Path:
    """A file of JSON lines of so many articles."""
    lines = (json.dumps(row, ensure_ascii=False) + "\n" for row in rows(size, seed, words))
    path.write_text("".join(lines), encoding="utf-8")
    return path


def ratings(paths: Iterable[Path]) -> dict[str, Rating]:
    """The ratings that the articles of files have, by id, each file read as a whole."""
    scanner = Scanner(lexicons())
    drafts = (draft for path in paths for draft in read(File(str(path), path), Options()))
    return by_id(scanner.rate(list(map(take, drafts))))


def by_id(found: Iterable[Rating]) -> dict[str, Rating]:
    """Ratings by the id of their article, each with its entries in one order."""
    return {each.article.id: replace(each, entries=tuple(sorted(each.entries))) for each in found}


def entry_sum(found: Iterable[Rating]) -> str:
    """The entry hash of ratings, added up line by line."""
    total = 0
    for each in found:
        for tally in each.entries:
            fields = (
                each.article.id,
                tally.dimension,
                tally.entry,
                str(tally.matches),
                str(tally.negated_matches),
            )
            total += int(sha256("\t".join(fields).encode()).hexdigest(), 16)
    return f"{total % 2**256:064x}"


def manifest(lake: Path) -> dict[str, Any]:
    return dict(json.loads((lake / "manifest.json").read_text(encoding="utf-8")))


def outputs(lake: Path) -> list[str]:
    """The files that the manifest names."""
    return [each["file"] for shard in manifest(lake)["shards"] for each in shard["outputs"]]


def stored(lake: Path, files: Sequence[str] | None = None) -> list[dict[str, Any]]:
    """The rows of the files that the manifest names, with the year that their folder says."""
    return [
        row | {"year": file.partition("/")[0]}
        for file in files or outputs(lake)
        for row in pq.ParquetFile(lake / file).read().to_pylist()
    ]


def content(lake: Path) -> dict[str, bytes]:
    """Every file of a lake but its manifest, by name."""
    return {
        path.relative_to(lake).as_posix(): path.read_bytes()
        for path in sorted(lake.rglob("*"))
        if path.is_file() and path.name != "manifest.json"
    }


def summary(lake: Path) -> tuple[int, int, str, list[str]]:
    """What two runs must have in common: articles, duplicates, entry hash, ids."""
    found = manifest(lake)
    ids = sorted(row["id"] for row in stored(lake))
    return found["articles"], found["duplicates"], found["entry_hash"], ids
