"""A library made by somebody who means harm, on every screen, in every dialog and on a terminal."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from framing import settings
from tests.tui.app_world import lines, press, settle, showing
from tests.tui.hostile_world import MARKUP, SAID, hostile_library
from tests.tui.terminal import Terminal
from tests.tui.test_hostile import check
from tui.library_source import LibrarySource

WALKS: dict[str, tuple[str, ...]] = {
    "library": ("down", "s", "S", "i", "escape", "e", "escape", "slash", "a", "enter", "w",
                "escape", "escape", "space", "down", "space", "question_mark", "escape"),
    "palette": ("ctrl+p", "r", "i", "s", "escape"),
    "compare": ("enter", "n", "w", "k", "d", "s", "m", "m", "i", "z", "escape", "x", "t", "l",
                "v", "slash", "q", "enter", "escape", "e", "escape", "ctrl+p", "S", "h", "escape"),
    "sources": ("f3", "space", "down", "space", "w", "tab", "escape", "t", "t", "x", "y", "g",
                "escape", "e", "escape", "tab", "question_mark", "escape"),
    "lexicons": ("f4", "v", "down", "tab", "tab", "down", "a", "r", "enter", "t", "r", "i", "s",
                 "k", "enter", "escape", "g", "escape", "i", "escape", "question_mark", "escape"),
    "coding": ("f5", "1", "enter", "h", "w", "escape", "a", "n", "escape", "s", "t",
               "question_mark", "escape"),
    "runs": ("f6", "down", "tab", "p", "down", "p", "question_mark", "escape"),
}  # fmt: skip
"""Keys that open every part of a screen, by the screen."""
TINY = (20, 5)
"""The size of a terminal that shows no name whole."""
SEQUENCE = re.compile(
    r"\x1b\[[0-9;:<=>?]*[ !\"$']?[@-~]"  # CSI
    r"|\x1b\]22;[a-z-]+\x07|\x1b[=>78]|\x1b\(B|\x1b_G[^\x1b]*\x1b\\"
)
"""What Textual writes to a terminal: control sequences, the shape of the pointer, pictures."""
STEERS = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\xad\u200b\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]"
)


@pytest.fixture
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for kind in ("CACHE", "CONFIG", "DATA"):
        monkeypatch.setenv(f"XDG_{kind}_HOME", str(tmp_path / kind))
    settings.save(settings.Settings(coder=SAID[0][:40]))
    return hostile_library(tmp_path)


@pytest.fixture
def source(path: Path) -> Iterator[LibrarySource]:
    opened = LibrarySource(path)
    opened.open()
    yield opened
    opened.close()


@pytest.mark.parametrize("walk", WALKS)
@pytest.mark.parametrize(
    "size",
    [(80, 24), *(pytest.param(size, marks=pytest.mark.slow) for size in (TINY, (200, 60)))],
    ids=str,
)
async def test_no_screen_passes_on_what_steers_or_reads_markup(
    walk: str, size: tuple[int, int], source: LibrarySource
) -> None:
    async with showing(source, size=size) as pilot:
        seen = ""
        for key in WALKS[walk]:
            await press(pilot, key)
            check(pilot)
            seen += "\n".join(lines(pilot.app))
        await settle(pilot)
        # The header names the file, `[red]`, where a screen has no room for longer names.
        assert MARKUP in seen or "[red]" in seen or size == TINY


def steering(written: str) -> Sequence[str]:
    """What is left of the bytes for a terminal that is neither text nor Textual's own."""
    return STEERS.findall(SEQUENCE.sub("", written))


def test_what_steers_is_told_from_what_textual_writes() -> None:
    assert not steering("\x1b[?1049h\x1b[38;2;1;2;3mtext\x1b[0m\r\n\\x1b]52;c;x\\x07")
    assert steering("\x1b]52;c;aGFjaw==\x07")
    assert steering("\x9b2J")
    assert steering("\u202eturned")


@pytest.mark.skipif(sys.platform == "win32", reason="terminals of this kind are of Unix")
def test_nothing_that_steers_reaches_a_terminal(path: Path, tmp_path: Path) -> None:
    code = (
        "from pathlib import Path; from tui.starting import run_on_library; "
        f"run_on_library(Path({str(path)!r}))"
    )
    terminal = Terminal(code, tmp_path)
    terminal.until(MARKUP.encode())
    for keys in ("\x1bOQ", "ws", "\x1bOR", "  wtg\x1b", "\x1bOS", "va\x1b", "\x1bOP", "?"):
        terminal.type(keys)
    terminal.type("\x1b")
    terminal.type("q")
    terminal.code()
    assert steering(terminal.seen.decode()) == []
