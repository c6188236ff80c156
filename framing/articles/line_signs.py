"""What lines have to show for rules to look at them, as the tables that the core reads."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any

import numpy as np
from numpy.typing import NDArray

from framing.articles.line_characters import character_tables, fold
from framing.core.lines import LONGEST_FOUND, MAY_FIT, MAY_HOLD, MOST_RULES, LineRules

Array = NDArray[Any]
Pieces = tuple[str, ...]
"""A pattern cut at its `*`."""

_ENDS, _BYTES = 5, LONGEST_FOUND // 2
"""Bytes at the head or tail of a pattern, and of a word, by which the automaton knows them: few
lines hold as much of one and not all of it, and a small automaton is a fast one."""
_BREAK = b"\n"
"""What the automaton reads before a line and behind it."""


@dataclass(frozen=True, slots=True)
class Signs:
    """What a line shows that a rule looks at: any of `patterns`, `words`, `keys`, `figures`,
    `dates`, `capitals` and `foreign`, where one of these is asked; and always the rest."""

    patterns: tuple[Pieces, ...] = ()
    """It fits one of these, can begin a paragraph and has no more than 120 words."""
    words: tuple[str, ...] = ()
    """One of these stands in it, case folded; after `^` at its head."""
    keys: tuple[str, ...] = ()
    """One of these stands in it, in this very case; of ASCII without white space."""
    figures: bool = False
    """It has a decimal digit of any script."""
    dates: bool = False
    """It has one, and 100 characters at most, as a line with a date."""
    capitals: bool = False
    """It has no small letter of ASCII."""
    foreign: bool = False
    """It has a letter beyond ASCII."""
    unclosed: bool = False
    """It does not end a sentence, and has 600 characters at most."""
    most_words: int = -1
    """It has so many words at most; −1 for any number."""

    @property
    def asks(self) -> bool:
        """Whether not every line has what is looked for."""
        texts = self.patterns or self.words or self.keys
        return bool(texts) or any((self.figures, self.dates, self.capitals, self.foreign))


def line_rules(signs: Sequence[Signs | None]) -> LineRules:
    """Rules by what they look for in a line, as the core asks; None for one that looks at none.

    Raises ValueError for more than 62 rules.
    """
    if len(signs) > MOST_RULES:
        raise ValueError(f"there are more than {MOST_RULES} rules of cleaning")
    asked = [(number, each) for number, each in enumerate(signs) if each]
    patterns = [(number, pieces) for number, each in asked for pieces in each.patterns]
    keys = [(number, key.encode()) for number, each in asked for key in each.keys]
    return LineRules(
        {
            **character_tables(),
            **_automaton(_words(asked, patterns)),
            **_pattern_tables(patterns),
            **_joined("key", [key for _, key in keys]),
            "keys": len(keys),
            "key_rule": [number for number, _ in keys],
            "rules": len(signs),
            "most_words": [each.most_words if each else -1 for each in signs],
            "any": _bits(number for number, each in asked if not each.asks),
            "capitals": _bits(number for number, each in asked if each.capitals),
            "foreign": _bits(number for number, each in asked if each.foreign),
            "figures": _bits(number for number, each in asked if each.figures),
            "dates": _bits(number for number, each in asked if each.dates),
            "unclosed": _bits(number for number, each in asked if each.unclosed),
        }
    )


def _bits(numbers: Iterable[int]) -> int:
    return sum(1 << number for number in numbers)


def _words(
    asked: Iterable[tuple[int, Signs]], patterns: Iterable[tuple[int, Pieces]]
) -> dict[bytes, int]:
    """What the automaton finds, with what it tells."""
    found: defaultdict[bytes, int] = defaultdict(int)
    for number, each in asked:
        for word in each.words:
            opening = _BREAK if word.startswith("^") else b""
            found[opening + _written(word.removeprefix("^"))[:_BYTES]] |= 1 << number
        for key in each.keys:
            found[_written(key)[:_BYTES]] |= MAY_HOLD
    for _, pieces in patterns:
        found[_gate(pieces)] |= MAY_FIT
    return found


def _written(word: str) -> bytes:
    """A word as it stands in a folded line; white space outside is kept."""
    return fold(f".{word}.")[1:-1].encode()


def _gate(pieces: Pieces) -> bytes:
    """What stands in every line that fits a pattern, with the breaks around it."""
    first, last = pieces[0].encode(), pieces[-1].encode()
    if len(pieces) == 1:
        return (_BREAK + first + _BREAK)[: _ENDS + 1]
    if first:
        return _BREAK + first[:_ENDS]
    return last[-_ENDS:] + _BREAK if last else _longest_word(pieces).encode()[:_BYTES]


def _longest_word(pieces: Pieces) -> str:
    return max(" ".join(pieces).split(), key=len)


def _pattern_tables(patterns: Sequence[tuple[int, Pieces]]) -> Mapping[str, Any]:
    inner = [pieces[0] or pieces[-1] for _, pieces in patterns]
    words = ["" if outer else _longest_word(patterns[at][1]) for at, outer in enumerate(inner)]
    pieces = [piece.encode() for _, each in patterns for piece in each]
    joined = _joined("byte", pieces)
    return {
        "patterns": len(patterns),
        "piece_from": np.cumsum([0, *(len(each) for _, each in patterns)]),
        "byte_from": joined["byte_from"],
        "bytes": joined["byte_bytes"],
        **_joined("word", [word.encode() for word in words]),
        "pattern_rule": [number for number, _ in patterns],
    }


def _joined(name: str, texts: Sequence[bytes]) -> dict[str, Any]:
    """Byte strings in one array, and where each begins."""
    return {
        f"{name}_from": np.cumsum([0, *map(len, texts)]),
        f"{name}_bytes": np.frombuffer(b"".join(texts) + b"\0", np.uint8),
    }


def _automaton(words: Mapping[bytes, int]) -> Mapping[str, Any]:
    """The automaton of Aho and Corasick that finds words wherever they stand: from every state by
    every class of bytes to the next. Words have `LONGEST_FOUND` bytes at most."""
    leads: list[dict[int, int]] = [{}]
    told = [0]
    for word, tells in words.items():
        state = 0
        for byte in word:
            state = leads[state].setdefault(byte, len(leads))
            if state == len(leads):
                leads.append({})
                told.append(0)
        told[state] |= tells
    used = sorted({*chain.from_iterable(leads)})
    class_of = np.zeros(256, np.uint8)  # 0 are the bytes of no word
    class_of[used] = np.arange(1, len(used) + 1)
    class_of[65:91] = class_of[97:123]  # plain lines are read as they stand
    steps = np.zeros((len(leads), len(used) + 1), np.int64)
    for state, back in _by_depth(leads, steps, class_of):
        told[state] |= told[back]
    shown = np.array(told, np.uint64)
    return {
        "states": len(leads),
        "classes": len(used) + 1,
        "class_of": class_of,
        "next": (2 * steps * (len(used) + 1) + (shown[steps] != 0)).ravel(),
        "shown": shown,
    }


def _by_depth(
    leads: Sequence[Mapping[int, int]], steps: Array, class_of: Array
) -> Iterator[tuple[int, int]]:
    """Fills in the steps of all states, and yields each state with the one of its longest tail that
    opens a word, the shallow ones first."""
    waiting = [(0, 0)]
    for state, back in waiting:
        if state:
            yield state, back
            steps[state] = steps[back]
        for byte, following in leads[state].items():
            waiting.append((following, int(steps[back, class_of[byte]]) if state else 0))
            steps[state, class_of[byte]] = following
