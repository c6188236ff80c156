"""How the app begins and how it ends: light at the start, and a usable terminal afterwards."""

from __future__ import annotations

import asyncio
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from threading import Event

import pytest
from textual.events import Key

from framing.library import Library
from tests.paths import ROOT
from tests.tui.app_world import (
    DIMENSIONS,
    PATIENCE,
    lines,
    north,
    showing,
    shows,
    silent,
    south,
)
from tests.tui.library_world import TEXTS, library_file
from tests.tui.terminal import Terminal
from tui.memory_source import ProfilesSource
from tui.source import Order, Row
from tui.widgets.article_list import ArticleList

HEAVY = ("numpy", "scipy", "sklearn", "nltk", "sqlite_utils", "ahocorasick_rs", "tomlkit")
LEAVE = b"\x1b[?1049l"
"""Back from the alternate screen."""
IMPORTING = """
import multiprocessing, threading, time
from functools import partial
from pathlib import Path
from tests.tui import job_world
from tui.app import FramingApp
from tui.jobs import Job
from tui.starting import run_on_library
def begin(app):
    work = partial(job_world.change_for_ever, {path!r})
    app.start_job(Job("Change", work, changes_articles=True))
    threading.Thread(target=kill, args=(app,)).start()
def kill(app):
    while not (app.job and app.job.done):
        time.sleep(0.01)
    multiprocessing.active_children()[0].kill()
    app.call_from_thread(app.notify, "killed it")
before = FramingApp.on_mount
FramingApp.on_mount = lambda app: (before(app), begin(app))
run_on_library(Path({path!r}))
"""
"""An app whose job writes into its library and is killed while it does."""
SHOW = "from tests.tui.app_world import world; from tui.starting import run; import sys; "


def python(code: str) -> str:
    """What a fresh process prints."""
    found = subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    return found.stdout.strip()


def test_importing_the_app_loads_nothing_heavy() -> None:
    code = f"import sys, tui.app; print([name for name in {HEAVY!r} if name in sys.modules])"
    assert python(code) == "[]"


def test_showing_a_library_loads_nothing_heavy(tmp_path: Path) -> None:
    """Also not the list, where its articles stand, and a filter; marking a text does."""
    path = library_file(tmp_path)
    code = f"""
import asyncio, sys
from pathlib import Path
from tests.tui.app_world import press, showing, shows
from tui.library_source import LibrarySource
async def main():
    source = LibrarySource(Path({str(path)!r}))
    source.open()
    async with showing(source, size=(80, 24)) as pilot:
        await press(pilot, "slash", "a", "enter", "s", "down")
        await shows(pilot, "by title")
    source.close()
asyncio.run(main())
print([name for name in {HEAVY!r} if name in sys.modules])
"""
    assert python(code) == "[]"


@pytest.mark.skipif(sys.platform == "win32", reason="terminals of this kind are of Unix")
class TestEnding:
    """Whatever ends the app, the terminal is as it was."""

    @pytest.mark.parametrize("name", ["SIGTERM", "SIGHUP"])
    def test_signals(self, name: str, tmp_path: Path) -> None:
        terminal = Terminal(SHOW + "sys.exit(run(world()))", tmp_path)
        terminal.until(b"North Post")
        number = getattr(signal, name)
        os.kill(terminal.process, number)
        assert terminal.code() == 128 + number
        assert LEAVE in terminal.seen

    @pytest.mark.parametrize("key", [b"q", b"\x11"])
    def test_keys(self, key: bytes, tmp_path: Path) -> None:
        terminal = Terminal(SHOW + "sys.exit(run(world()))", tmp_path)
        terminal.until(b"North Post")
        os.write(terminal.screen, key)
        assert terminal.code() == 0
        assert LEAVE in terminal.seen

    def test_ctrl_c_says_how_the_program_is_left(self, tmp_path: Path) -> None:
        terminal = Terminal(SHOW + "sys.exit(run(world()))", tmp_path)
        terminal.until(b"North Post")
        terminal.type("\x03")
        terminal.until(b"q leaves the program.")
        terminal.type("q")
        assert terminal.code() == 0
        assert LEAVE in terminal.seen

    @pytest.mark.parametrize(
        "environment",
        [
            {"TERM": "linux"},
            pytest.param({"TERM": "dumb"}, marks=pytest.mark.slow),
            pytest.param({"TERM": "screen"}, marks=pytest.mark.slow),
            pytest.param({"TERM": "xterm-mono"}, marks=pytest.mark.slow),
            pytest.param({"NO_COLOR": "1"}, marks=pytest.mark.slow),
        ],
        ids=lambda each: "=".join(*each.items()),
    )
    def test_poor_terminals(self, environment: dict[str, str], tmp_path: Path) -> None:
        terminal = Terminal(SHOW + "sys.exit(run(world()))", tmp_path, **environment)
        terminal.until(b"North Post")
        for keys in ("\x1b[B", "\r", "n", "\x1b", "?", "\x1b"):
            terminal.type(keys)
        terminal.type("q")
        assert terminal.code() == 0
        assert LEAVE in terminal.seen
        if "NO_COLOR" in environment:
            assert not re.search(rb"\x1b\[[0-9;]*[34]8;", terminal.seen)

    @pytest.mark.slow
    def test_a_storm_of_sizes(self, tmp_path: Path) -> None:
        terminal = Terminal(SHOW + "sys.exit(run(world()))", tmp_path)
        terminal.until(b"North Post")
        terminal.type("\r")
        for width, height in ((20, 5), (300, 100), (1, 1), (40, 12), (120, 3), (80, 24)) * 4:
            terminal.resize(width, height)
            terminal.type("n", 0.03)
        terminal.type("q")
        assert terminal.code() == 0
        assert LEAVE in terminal.seen

    def test_a_killed_job_leaves_the_app_and_the_library_whole(self, tmp_path: Path) -> None:
        path = library_file(tmp_path)
        terminal = Terminal(IMPORTING.format(path=str(path)), tmp_path)
        terminal.until(b"North")
        terminal.until(b"killed it")
        terminal.until(b"ended by itself")
        terminal.type("q")
        assert terminal.code() == 0
        assert LEAVE in terminal.seen
        with Library(path) as library:
            assert {row.source for row in library.articles.listing()} == {*TEXTS}
            assert library.scores.disagreeing() == 0

    def test_a_mistake_of_ours(self, tmp_path: Path) -> None:
        code = SHOW + (
            "from tui.screens.library import LibraryScreen\n"
            "def fail(self): raise RuntimeError('\\x1b]52;oops')\n"
            "LibraryScreen.action_sort = fail\n"
            "sys.exit(run(world()))"
        )
        terminal = Terminal(code, tmp_path)
        terminal.until(b"North Post")
        os.write(terminal.screen, b"s")
        assert terminal.code() == 1
        after = terminal.seen.split(LEAVE)[-1].decode()
        assert "framing stopped because of a mistake of its own: RuntimeError" in after
        assert "\\x1b]52;oops" in after
        assert "Traceback" not in after
        details = tmp_path / "CACHE" / "framing" / "crash.txt"
        assert "Traceback" in details.read_text(encoding="utf-8")

    def test_the_terminal_goes_away(self, tmp_path: Path) -> None:
        terminal = Terminal(SHOW + "sys.exit(run(world()))", tmp_path)
        terminal.until(b"North Post")
        os.close(terminal.screen)
        end = time.monotonic() + 20
        while time.monotonic() < end:
            if os.waitpid(terminal.process, os.WNOHANG)[0]:
                return
            time.sleep(0.05)
        os.kill(terminal.process, signal.SIGKILL)
        os.waitpid(terminal.process, 0)
        raise AssertionError("it lives on without a terminal")


async def test_warnings_are_told_at_the_start() -> None:
    async with showing(warnings=["the settings are broken"], size=(140, 45)) as pilot:
        assert "the settings are broken" in "\n".join(lines(pilot.app))


async def test_slow_answers_do_not_block_the_screen() -> None:
    """While a thread asks the source, keys are answered."""

    class Slow(ProfilesSource):
        def __init__(self) -> None:
            profiles = [north(), south(), silent()]
            super().__init__(profiles, DIMENSIONS, name="slow.db")
            self.asked, self.may_answer, self.answered = Event(), Event(), False

        def rows(self, query: str, order: Order, limit: int, offset: int) -> Sequence[Row]:
            if order.key == "title":
                self.asked.set()
                self.may_answer.wait(PATIENCE)
                self.answered = True
            return super().rows(query, order, limit, offset)

    source = Slow()
    async with showing(source) as pilot:
        articles = pilot.app.screen.query_one(ArticleList)
        pilot.app.post_message(Key("s", "s"))
        assert await asyncio.to_thread(source.asked.wait, PATIENCE)
        pilot.app.post_message(Key("down", None))
        async with asyncio.timeout(2 * PATIENCE):
            while articles.cursor == 0:
                await asyncio.sleep(0.001)
        assert not source.answered
        source.may_answer.set()
        await shows(pilot, "by title")


async def test_what_went_wrong_can_be_copied() -> None:
    async with showing(opened=("e" * 16,), size=(140, 45)) as pilot:
        shown = "\n".join(lines(pilot.app))
        assert "no article has the id" in shown
        assert "Nothing to read yet" in shown
        await pilot.press("c")
        assert pilot.app.clipboard == f"no article has the id {'e' * 16}"
