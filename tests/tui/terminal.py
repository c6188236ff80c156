"""The app in a process on a terminal of its own, for tests of what a terminal gets."""

from __future__ import annotations

import os
import pty
import select
import signal
import sys
import termios
import time
from pathlib import Path

from tests.paths import ROOT


class Terminal:
    """A process on a terminal of its own."""

    def __init__(
        self, code: str, tmp_path: Path, size: tuple[int, int] = (80, 24), **environment: str
    ) -> None:
        folders = {f"XDG_{kind}_HOME": str(tmp_path / kind) for kind in ("CACHE", "CONFIG", "DATA")}
        self.process, self.screen = pty.fork()
        if not self.process:
            os.chdir(ROOT)
            for name in ("COLUMNS", "LINES"):  # they would speak louder than the terminal
                os.environ.pop(name, None)
            os.environ.update(folders, TERM="xterm-256color")
            os.environ.update(environment)
            os.execv(sys.executable, [sys.executable, "-c", code])
        self.resize(*size)
        self.seen = b""

    def type(self, keys: str, seconds: float = 0.3) -> None:
        """Type keys, and read what is written for a while."""
        os.write(self.screen, keys.encode())
        end = time.monotonic() + seconds
        while time.monotonic() < end and self._read(0.05):
            pass

    def resize(self, width: int, height: int) -> None:
        """Give the terminal another size."""
        termios.tcsetwinsize(self.screen, (height, width))

    def until(self, wanted: bytes, patience: float = 20) -> None:
        """Read until something is written."""
        end = time.monotonic() + patience
        while wanted not in self.seen and time.monotonic() < end:
            self._read(0.1)
        assert wanted in self.seen, self.seen[-500:]

    def _read(self, patience: float) -> bool:
        if not select.select([self.screen], [], [], patience)[0]:
            return True
        try:
            data = os.read(self.screen, 65536)
        except OSError:
            return False
        self.seen += data
        return bool(data)

    def code(self, patience: float = 20) -> int:
        """The exit code, once it has ended."""
        end = time.monotonic() + patience
        while time.monotonic() < end:
            self._read(0.05)
            found, status = os.waitpid(self.process, os.WNOHANG)
            if found:
                while self._read(0.2) and select.select([self.screen], [], [], 0.2)[0]:
                    pass
                return os.waitstatus_to_exitcode(status)
        os.kill(self.process, signal.SIGKILL)
        os.waitpid(self.process, 0)
        raise AssertionError("it did not end")
