"""Owns how lines that are not counted are folded: a run of them becomes one line that says so."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from operator import itemgetter

from framing.model import Span
from tui import wording

_LEAST = 2
"""Lines on the screen from which folding gains room."""


def fold(
    text: str, lines: Sequence[Span], excluded: Sequence[Span]
) -> tuple[list[Span], Mapping[int, int]]:
    """The lines with every run of excluded ones as a single one, and what these stand for.

    All are half-open positions in `text`. The second value says for the number of each such line
    how many lines of the text it hides; blank ones are not counted.
    """
    shown: list[Span] = []
    hidden: dict[int, int] = {}
    run: list[Span] = []
    blank: list[Span] = []

    def close() -> None:
        if len(run) >= _LEAST:
            hidden[len(shown)] = _count(text, run)
            shown.append((run[0][0], run[-1][1]))
        else:
            shown.extend(run)
        shown.extend(blank)
        run.clear()
        blank.clear()

    for line in lines:
        if not text[slice(*line)].strip():
            blank.append(line)
        elif _is_inside(text, line, excluded):
            if not run:
                close()
            run.extend((*blank, line))
            blank.clear()
        else:
            close()
            shown.append(line)
    close()
    return shown, hidden


def _is_inside(text: str, line: Span, excluded: Sequence[Span]) -> bool:
    """Whether all that a line says stands in one excluded span."""
    said = text[slice(*line)]
    start = line[0] + len(said) - len(said.lstrip())
    number = bisect_right(excluded, start, key=itemgetter(0)) - 1
    return number >= 0 and excluded[number][1] >= line[0] + len(said.rstrip())


def _count(text: str, run: Sequence[Span]) -> int:
    return sum(bool(line.strip()) for line in text[run[0][0] : run[-1][1]].split("\n"))


def label(hidden: int, width: int) -> str:
    """What the line says that hides others, in at most `width` cells if that can be."""
    whole = f"··· {wording.plural(hidden, 'line')} not counted (x shows) ···"
    return whole if len(whole) <= width else f"··· {hidden:,} not counted (x) ···"
