"""What the core is told of characters is what Python's own functions say of them."""

from __future__ import annotations

import re

from framing.articles.line_characters import character_tables, fold
from framing.core.lines import ALNUM, DECIMAL, UNSPACED, WHITE

EVERY = list(map(chr, range(0x110000)))


def test_every_character_is_of_its_kind() -> None:
    kinds = character_tables()["kinds"].tolist()
    unspaced = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]")
    assert kinds == [
        (WHITE if each.isspace() else 0)
        | (ALNUM if each.isalnum() else 0)
        | (DECIMAL if each.isdecimal() else 0)
        | (UNSPACED if unspaced.match(each) else 0)
        for each in EVERY
    ]


def test_every_character_is_folded_as_lines_are() -> None:
    tables = character_tables()
    folds, fold_of = tables["fold"].tolist(), tables["fold_of"].tolist()
    for code, number in enumerate(fold_of):
        character = EVERY[code]
        size = folds[number] >> 56
        written = (folds[number] & (1 << 56) - 1).to_bytes(7, "little")[:size]
        folded = written.decode() if number else character
        assert character.isspace() or folded == fold(character)
