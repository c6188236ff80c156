"""Measures what the first screen costs: beside a bare Textual app, and with a large library.

    python -m benchmarks.app_start [--library FILE] [--rounds N]

Each is started in a process of its own on a terminal of 80x24, its turn in every round, and ended
when it has written nothing for half a second: CPU milliseconds, user and system, medians. What the
app compiles ahead once its first screen is there is left out.
"""

from __future__ import annotations

import argparse
import os
import pty
import select
import signal
import sys
from pathlib import Path
from statistics import median

from tests.paths import ROOT

BARE = """
from textual.app import App
from textual.widgets import Static
class Bare(App):
    def compose(self):
        yield Static("ready")
Bare().run()
"""
FRAMING = """
import sys, tui.starting
tui.starting._START_SECONDS = 600
sys.argv = ["framing", *{arguments!r}]
from framing.cli import main
main()
"""
_QUIET = 0.5
_PATIENCE = 60.0


def taken(code: str) -> float:
    """CPU milliseconds of a process on a terminal until it is quiet."""
    process, screen = pty.fork()
    if not process:
        os.chdir(ROOT)
        os.environ.update(TERM="xterm-256color", COLORTERM="truecolor", COLUMNS="80", LINES="24")
        os.execv(sys.executable, [sys.executable, "-c", code])
    shown = False
    while select.select([screen], [], [], _QUIET if shown else _PATIENCE)[0]:
        shown |= b"\x1b[?25l" in os.read(screen, 65536)
    os.kill(process, signal.SIGKILL)
    used = os.wait4(process, 0)[2]
    os.close(screen)
    return 1000 * (used.ru_utime + used.ru_stime)


def main() -> None:
    """Print the medians and how they stand to the first."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--library", action="append", default=[])
    parser.add_argument("--rounds", type=int, default=7)
    options = parser.parse_args()
    cases = {"bare Textual app": BARE, "framing demo": FRAMING.format(arguments=["demo"])}
    for path in options.library:
        cases[path] = FRAMING.format(arguments=["--db", str(Path(path).resolve())])
    found: dict[str, list[float]] = {name: [] for name in cases}
    for _ in range(options.rounds):
        for name, code in cases.items():
            found[name].append(taken(code))
    first = median(found["bare Textual app"])
    for name, values in found.items():
        middle = median(values)
        spread = f"{min(values):.0f}–{max(values):.0f}"
        print(f"{name:30} {middle:6.0f} ms  {spread}  {middle / first:.2f}")


if __name__ == "__main__":
    main()
