"""Tables of lines that are not sound are refused: no index of theirs is followed."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from framing.articles import line_signs
from framing.articles.line_signs import Signs, line_rules
from framing.core.library import CoreError
from framing.core.lines import LineRules

SIGNS = [Signs(patterns=(("read more",), ("by ", ""), ("", "a", ""))), Signs(keys=("MORE",))]


def tables(monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """The sound tables of some rules."""
    caught: list[dict[str, Any]] = []
    monkeypatch.setattr(line_signs, "LineRules", caught.append)
    line_rules(SIGNS)
    return caught[0]


def test_sound_tables_are_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    rules = LineRules(tables(monkeypatch))
    table, lines = rules.read(b"", b"Read more\n\nBy Ann\nMORE", 4)
    assert lines == 3
    assert table[6 * 4 : 6 * 4 + 3].tolist() == [1, 1, 2]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("next", 2**31),
        ("next", 2),  # within a row
        ("class_of", 255),
        ("fold_of", 60_000),
        ("fold", 8 << 56),
        ("piece_from", -1),
        ("byte_from", 2**40),
        ("word_from", 2**40),
        ("key_from", 2**40),
        ("pattern_rule", 2),
        ("key_rule", 2),
        ("rules", 63),
        ("states", 0),
        ("classes", 257),
        ("patterns", -1),
    ],
)
def test_others_are_refused(monkeypatch: pytest.MonkeyPatch, name: str, value: int) -> None:
    spoiled = tables(monkeypatch)
    if np.isscalar(spoiled[name]):
        spoiled[name] = value
    else:
        column = np.array(spoiled[name])
        column[len(column) // 2] = value
        spoiled[name] = column
    with pytest.raises(CoreError):
        LineRules(spoiled)


def test_there_are_no_more_rules_than_bits() -> None:
    with pytest.raises(ValueError, match="62"):
        line_rules([Signs()] * 63)


def test_a_table_without_room_for_all_lines_is_refused() -> None:
    with pytest.raises(ValueError, match="room"):
        line_rules(SIGNS).read(b"Title", b"one\ntwo", 2)


@pytest.mark.parametrize("around", ["x", "é", "x " * 5])
def test_words_are_found_wherever_they_stand_in_a_line(around: str) -> None:
    rules = line_rules([Signs(words=("a:", "picture ", "^xx")), Signs(keys=("MORE",))])
    for before in range(1, 300, 3):
        for word, told in (("a:", 1), ("Picture ", 1), ("MORE", 2), ("nothing", 0)):
            line = f".{around * before}{word}{around * (300 - before)}."
            table, _ = rules.read(b"", line.encode(), 2)
            assert table[6 * 2] == told, (word, before)
