"""Calls into the core for the lines of texts: a table of numbers comes out, a column for each of
what is told of a line."""

from __future__ import annotations

import ctypes
from array import array
from collections.abc import Mapping
from typing import Any

from framing.core.library import Array, CoreError, Layout, Struct, core, free_with, refuse

TABLES: Layout = (
    *(("kinds", "u1"), ("fold_of", "u2"), ("folds", "int"), ("fold", "u8")),
    *(("states", "int"), ("classes", "int"), ("class_of", "u1"), ("next", "u4"), ("shown", "u8")),
    *(("patterns", "int"), ("piece_from", "i8"), ("byte_from", "i8"), ("bytes", "u1")),
    *(("word_from", "i8"), ("word_bytes", "u1"), ("pattern_rule", "u1")),
    *(("keys", "int"), ("key_from", "i8"), ("key_bytes", "u1"), ("key_rule", "u1")),
    *(("rules", "int"), ("most_words", "i4"), ("any", "int"), ("capitals", "int")),
    *(("foreign", "int"), ("figures", "int"), ("dates", "int"), ("unclosed", "int")),
)
"""The fields of `LineTables` in `lines.h`."""
COLUMNS = ("start", "end", "last", "first", "words", "prose", "rules", "from", "past")
_NO_MEMORY = -1
_CODES = 0x110000
MOST_RULES = 62
LONGEST_FOUND = 16
"""Bytes of a word that the automaton finds, at most."""
WHITE, ALNUM, DECIMAL, UNSPACED = (1 << bit for bit in range(4))
"""What a character is to a line."""
MAY_FIT, MAY_HOLD = 1 << 62, 1 << 63
"""What a state of the automaton tells beside rules."""


def _check_sizes(arrays: Mapping[str, Array], tables: Mapping[str, Any]) -> None:
    """Raises CoreError where the core would read beside its arrays."""
    patterns, keys, states = (int(tables[each]) for each in ("patterns", "keys", "states"))
    sizes = {
        **dict.fromkeys(("kinds", "fold_of"), _CODES),
        "fold": int(tables["folds"]),
        "class_of": 256,
        "shown": states,
        "next": states * int(tables["classes"]),
        "most_words": int(tables["rules"]),
        **dict.fromkeys(("piece_from", "word_from"), patterns + 1),
        "pattern_rule": patterns,
        "key_from": keys + 1,
        "key_rule": keys,
    }
    held = {"piece_from": "byte_from", "byte_from": "bytes"}
    held |= {"word_from": "word_bytes", "key_from": "key_bytes"}
    fits = all(arrays[name].size == size for name, size in sizes.items()) and all(
        0 <= arrays[opens][-1] < arrays[name].size for opens, name in held.items()
    )
    if not fits:
        raise CoreError("the tables of lines are not sound")


class LineRules:
    """Characters and rules as the core asks them of lines."""

    def __init__(self, tables: Mapping[str, Any]) -> None:
        """Raises CoreError for tables that are not sound."""
        self._struct = Struct(TABLES, tables)  # the core reads these arrays as long as it lives
        _check_sizes(self._struct.arrays, tables)
        ended = ctypes.c_int32()
        self._handle = ctypes.c_void_p(
            core().line_rules_open(self._struct.address, ctypes.byref(ended))
        )
        refuse(ended.value)
        free_with(self, core().line_rules_free, self._handle)
        pointer, number, characters = ctypes.c_void_p, ctypes.c_int64, ctypes.c_char_p
        text = (characters, number)
        self._read, self._count = core().read_lines, core().count_words
        self._read.argtypes = (pointer, *text, *text, pointer, number)
        self._count.argtypes = (pointer, *text)
        self._read.restype = self._count.restype = number

    def read(self, title: bytes, text: bytes, room: int) -> tuple[array[int], int]:
        """The table of the lines of a text below a title, column by column, each with room for so
        many lines, and how many there are. The texts are UTF-8.

        Raises ValueError where there are more lines than room.
        """
        table = array("q", bytes(8 * room * len(COLUMNS)))
        at, _ = table.buffer_info()
        lines = self._read(self._handle, title, len(title), text, len(text), at, room)
        if lines >= 0:
            return table, lines
        raise MemoryError if lines == _NO_MEMORY else ValueError("there are more lines than room")

    def words(self, line: bytes) -> int:
        """Roughly the counted words of a line."""
        return int(self._count(self._handle, line, len(line)))
