"""A library to draw sheets from, and coders who fill them in."""

from __future__ import annotations

import csv
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import pytest

from framing.library import Library, Sample
from tests.command import Run

LEXICON = """\
name = "weather"
version = "1.0"
language = "en"
license = "CC0-1.0"
source = "made for a test"

[dimensions.rain]
title = "Rain"
description = "Wording of rain."
negated = "drop"
terms = ["rain*", "drizzle"]
near = [{ name = "clouds open", groups = ["clouds", "opening"] }]

[dimensions.sun]
title = "Sun"
description = "Wording of sunshine."
negated = "drop"
terms = ["sun*", "+bright*"]

[groups]
clouds = ["cloud*"]
opening = ["open*"]
""".replace('"+bright*"', '"bright*"')
SOURCES = ("The Morning Herald", "Evening Courier")


def text_of(number: int) -> str:
    """Thirteen sentences, five of them with a match."""
    return "\n\n".join(
        [
            f"Report {number} tells of rain.",
            "The rain went on, and more rain came.",
            "=SUM(A1) stood on the board in the sun.",
            f"On day {number} the clouds began to open at noon.",
            "It did not rain in the hills." if number % 2 else "A drizzle fell in the hills.",
            *[f"Line {line} of note {number} says little." for line in range(8)],
        ]
    )


@pytest.fixture(scope="module")
def made() -> dict[str, bytes]:
    """The library that the tests begin with, once it is made."""
    return {}


@pytest.fixture
def library(framing: Run, tmp_path: Path, made: dict[str, bytes]) -> Path:
    """Twenty articles of two sources, scored by one lexicon of two dimensions."""
    lexicon = tmp_path / "weather.toml"
    lexicon.write_text(LEXICON, encoding="utf-8")
    rows = [["", SOURCES[n % 2], f"2024-05-{n + 1:02}", text_of(n)] for n in range(20)]
    news = tmp_path / "news.csv"
    with news.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows([["title", "source", "published", "text"], *rows])
    path = tmp_path / "data" / "framing" / "framing.db"
    if not made:
        assert framing("import", news).code == 0
        assert framing("score", "--lexicon", lexicon).code == 0
        made["library"] = path.read_bytes()
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(made["library"])
    return path


Row = dict[str, str]
Coder = Callable[[Row, str], object]
"""What a coder says of a row in a dimension."""


def read(path: Path) -> list[Row]:
    with path.open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream))


def write(path: Path, rows: Sequence[Mapping[str, object]], encoding: str = "utf-8") -> Path:
    with path.open("w", encoding=encoding, newline="", errors="replace") as stream:
        table = csv.DictWriter(stream, list(rows[0]))
        table.writeheader()
        table.writerows(rows)
    return path


def fill(sheet: Path, coder: Coder, name: str) -> Path:
    """The sheet with a coder's codes in it."""
    rows = read(sheet)
    for row in rows:
        if "code" in row:
            row["code"] = str(coder(row, row["dimension"]))
        else:
            row |= {name: str(coder(row, name)) for name in row if name not in ("unit", "text")}
    return write(sheet.with_name(f"{name}.csv"), rows)


def truth(row: Row, dimension: str) -> int:
    """A drizzle is no rain worth the name, and clouds that open are rain."""
    words = {"rain": ("rain", "clouds"), "sun": ("sun",)}[dimension]
    return int(any(word in row["text"] for word in words))


@pytest.fixture
def sheet(framing: Run, library: Path, tmp_path: Path) -> Path:
    path = tmp_path / "sheet.csv"
    done = framing("code", "sample", "--size", "60", "-o", path)
    assert (done.code, done.out) == (0, "")
    return path


def drawn(library: Path) -> Sample:
    with Library(library) as opened:
        return opened.codes.samples()[-1]


def coded(framing: Run, sheet: Path, **coders: Coder) -> None:
    for name, coder in coders.items():
        assert framing("code", "import", fill(sheet, coder, name)).code == 0
