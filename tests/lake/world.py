"""Made-up news, the same in a lake and in a library."""

from __future__ import annotations

import json
import random
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from framing.articles import File, Options, read, take
from framing.cluster import score_files
from framing.cluster.engines import serial
from framing.comparing.pooled_rates import Leverage
from framing.lexicons import Lexicon, read_lexicon
from framing.library import Library
from framing.matching import Scanner
from framing.places import bundled
from framing.runs.rescoring import begin, named
from framing.shards import ShardOptions

_WORDS = """the ministry aid subsidies for chips crisis threat warned not no bubble rivals compete
    fear growth market of and a in as firms say billion support collapse race lead"""
WORDS = _WORDS.split()
SOURCES = ("The Daily", "the daily", "Æther Post", "Gazette", "L’Écho", "Small Paper")
DAYS = ("2019-05-01", "2021-01-31", "2021-11-02", "2024-02-29", "")
NAMES = ("risk", "support")


def lexicons() -> tuple[Lexicon, ...]:
    found = sorted(bundled("lexicons").glob("*.toml"))
    return tuple(read_lexicon(path) for path in found)


def rows(size: int, seed: int = 7) -> list[dict[str, str]]:
    """Articles of some sentences, no two alike; the last source has few of them, and one of its
    articles is long and full of threats."""
    chance = random.Random(seed)
    found = []
    for number in range(size):
        source = SOURCES[min(int(chance.expovariate(0.6)), len(SOURCES) - 1)]
        sentences = [
            " ".join(chance.choices(WORDS, k=chance.randrange(3, 14))).capitalize() + "."
            for _ in range(chance.randrange(1, 9))
        ]
        if chance.random() < 0.4:
            sentences.append(f"“{' '.join(chance.choices(WORDS, k=8))}”, the minister said.")
        found.append(
            {
                "text": f"Item {seed}-{number}. {' '.join(sentences)}",
                "title": chance.choice(("", f"Titel {number}", f"= {number} Ärger")),
                "source": source,
                "published": chance.choice(DAYS),
                "author": chance.choice(("", "Ann", "ÖZIL")),
                "desk": chance.choice(("Sport", "12 pages", "no. 3", "")),
            }
        )
    found[0] |= {
        "text": f"Heavy {seed}. " + "A crisis is a threat. " * 300,
        "source": "Small Paper",
    }
    found[1] |= {"text": f"{'§' * seed} — …", "title": ""}  # no words, so it has no rate
    return found


def news(path: Path, found: Sequence[dict[str, str]]) -> Path:
    lines = (json.dumps(each, ensure_ascii=False) + "\n" for each in found)
    path.write_text("".join(lines), encoding="utf-8")
    return path


def lake_of(folder: Path, files: Sequence[Path], *, texts: bool = True, parts: int = 3) -> Path:
    """A lake of files in some shards."""
    size = sum(each.stat().st_size for each in files) // parts
    options = ShardOptions(texts=texts)
    score_files(map(str, files), folder, lexicons(), options, serial, shard_bytes=size)
    return folder


def library_of(path: Path, files: Sequence[Path]) -> Path:
    """A library of the same files, scored by the same lexicons."""
    scanner = Scanner(lexicons())
    drafts = [draft for each in files for draft in read(File(str(each), each), Options())]
    found = list(scanner.rate([take(draft) for draft in drafts]))
    choice = named(lexicons(), [each.name for each in lexicons()])
    with Library(path, create=True) as library:
        run = begin(library, "import", choice, {})
        library.runs.add(run, "news", found)
        library.runs.finish(run)
    return path


def same(one: Any, other: Any) -> bool:
    """Whether two figures are the same but for the order in which they were added up."""
    if isinstance(one, float) and isinstance(other, float):
        return one == pytest.approx(other, rel=1e-9, abs=1e-9)
    if isinstance(one, Leverage) and isinstance(other, Leverage):
        return all(
            same(getattr(one, name), getattr(other, name))
            for name in ("articles", "share", "rate_without")
        )
    return bool(one == other)


def alike(one: Sequence[dict[str, Any]], other: Sequence[dict[str, Any]]) -> bool:
    """Whether two tables have the same columns and cells."""
    return len(one) == len(other) > 0 and all(
        a.keys() == b.keys() and all(same(a[name], b[name]) for name in a)
        for a, b in zip(one, other, strict=True)
    )
