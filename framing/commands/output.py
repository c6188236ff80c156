"""How commands print: aligned tables, JSON envelopes, notes on stderr; all of it visible."""

from __future__ import annotations

import io
import os
import sys
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Protocol, TypeVar

import click

from framing.errors import FramingError, UsageError
from framing.visible import AS_JSON, JOINERS, visible_line, write_line
from framing.wording import plural

Cell = str | int | float | None


class OfEntry(Protocol):
    """What an entry does."""

    @property
    def entry(self) -> str:
        """Its name."""


Part = TypeVar("Part", bound=OfEntry)


def print_json(kind: str, rows: Iterable[Mapping[str, object]]) -> None:
    """Print one JSON object: schema, kind and rows."""
    _print_as("json", kind, rows)


def print_json_line(kind: str, row: Mapping[str, object]) -> None:
    """Print one row as one JSON object on a line, with its kind."""
    _print_as("jsonl", kind, [{"kind": kind} | dict(row)])


def _print_as(format_: str, kind: str, rows: Iterable[Mapping[str, object]]) -> None:
    from framing.export import write_stream

    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors=AS_JSON)
    write_stream(format_, kind, rows, sys.stdout)


def close_output() -> None:
    """Have nothing more on stdout, whose reader is gone; Python's last flush must not complain."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


_LONGEST = 300
"""Characters of a line on stderr."""


def note(text: str) -> None:
    """One line on stderr for the person at the terminal; what is too long loses its end."""
    line = visible_line(text)
    write_line(line if len(line) <= _LONGEST else f"{line[: _LONGEST - 1]}…", error=True)


def warn(text: str) -> None:
    """One warning on stderr; the exit code stays 0."""
    note(f"warning: {text}")


def refuse(error: FramingError) -> None:
    """One error line on stderr."""
    note(f"error: {error}")


@contextmanager
def progress_bar(size: int, label: str) -> Iterator[Callable[[int], None]]:
    """A progress bar on stderr, as a function to call with what was done; silent in a pipe."""
    if not sys.stderr.isatty():
        yield lambda _: None
        return
    with click.progressbar(length=size, label=label, file=sys.stderr) as bar:
        yield bar.update


def print_table(
    header: Sequence[str], rows: Iterable[Sequence[Cell]], widest: Mapping[str, int] | None = None
) -> None:
    """Print rows under a header, numbers to the right; `widest` cuts columns of long text."""
    limits = [(widest or {}).get(name, 0) for name in header]
    table = [list(header)]
    numeric = [True] * len(header)
    for row in rows:
        numeric = [
            known and not isinstance(cell, str) for known, cell in zip(numeric, row, strict=True)
        ]
        table.append([_shown(cell) for cell in row])
    table = [[cut(cell, limit) for cell, limit in zip(row, limits, strict=True)] for row in table]
    right = [known or name in RIGHT for known, name in zip(numeric, header, strict=True)]
    widths = [max(cells(row[column]) for row in table) for column in range(len(header))]
    for row in table:
        padded = (
            _pad(cell, width, to_right)
            for cell, width, to_right in zip(row, widths, right, strict=True)
        )
        write_line("  ".join(padded).rstrip())


def with_sums(
    parts: Sequence[Part], shown: int, cells_of: Callable[[str, Sequence[Part]], list[Cell]]
) -> list[list[Cell]]:
    """Rows of the first entries, of the others together, and of all; `cells_of` adds them up."""
    rows = [cells_of(each.entry, [each]) for each in parts[:shown]]
    if rest := parts[shown:]:
        rows.append(cells_of(f"({plural(len(rest), 'more entry', 'more entries')})", rest))
    return [*rows, cells_of("(all)", parts)]


RIGHT = frozenset(
    {
        *("words", "matches", "rate", "95 % interval"),
        *("A−B per 1,000", "mean change"),
        *("share", "rate without"),
    }
)
"""Columns that are set to the right although their cells are texts."""


def confirm(question: str) -> None:
    """Ask the person at the terminal; a no ends the command.

    Raises UsageError where nobody can be asked.
    """
    if not sys.stdin.isatty():
        raise UsageError("nobody is there to be asked", hint="--yes does it without asking")
    click.confirm(question, abort=True, err=True)


def cells(text: str) -> int:
    """Columns that a text takes on a terminal."""
    if text.isascii():
        return len(text)
    wide = sum(unicodedata.east_asian_width(character) in "WF" for character in text)
    hidden = sum(unicodedata.category(character) in ("Mn", "Me", "Cf") for character in text)
    return len(text) + wide - hidden


def _shown(cell: Cell) -> str:
    if cell is None:
        return ""
    return f"{cell:.1f}" if isinstance(cell, float) else visible_line(str(cell))


def cut(text: str, limit: int) -> str:
    """A text on so many cells, with … for what is left out; whole for 0."""
    kept = width = 0
    for place, character in enumerate(text if limit else "", start=1):
        width += cells(character)
        if width < limit:
            kept = place
        elif width > limit:
            return text[:kept].rstrip(JOINERS) + "…"
    return text


def _pad(text: str, width: int, to_right: bool) -> str:
    space = " " * (width - cells(text))
    return space + text if to_right else text + space
