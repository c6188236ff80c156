"""A library of a few sources that the reports of studies are of."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest

from tests.command import Run

LEXICON = """
name = "words"
title = "Two words"
version = "1.0"
language = "en"
license = "CC0-1.0"
source = "made for a test"

[dimensions.risk]
title = "Risk"
description = "Wording of danger."
negated = "count"
terms = ["risk*", "danger"]

[dimensions.hope]
title = "Hope"
description = "Wording of hope."
negated = "drop"
terms = ["hope*"]

[[examples]]
text = "A risk."
match = ["risk"]

[[examples]]
text = "We hope."
match = ["hope"]
"""

Row = dict[str, str]
Study = Callable[..., Path]


def article(source: str, number: int, words: Iterable[str], size: int = 100, **known: str) -> Row:
    """A row of an article with these words, and others of its own up to `size`, ten a sentence."""
    own = [f"{source[-1].lower()}{number}x{at}" for at in range(size)]
    every = (list(words) + own)[:size]
    lines = (" ".join(every[at : at + 10]) for at in range(0, size, 10))
    text = " ".join(f"{line[0].upper()}{line[1:]}." for line in lines)
    return {"source": source, "text": text, **known}


@pytest.fixture
def study(framing: Run, tmp_path: Path) -> Study:
    """Rows as a library that is scored by two dimensions; its path."""

    def made(rows: Iterable[Row]) -> Path:
        db, file, lexicon = (tmp_path / name for name in ("study.db", "rows.jsonl", "words.toml"))
        file.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
        lexicon.write_text(LEXICON, encoding="utf-8")
        assert framing("import", file, "--db", db).code == 0
        assert framing("score", "--lexicon", lexicon, "--db", db).code == 0
        return db

    return made
