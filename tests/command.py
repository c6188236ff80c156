"""Runs the command line in this process, as `framing …` would, and returns what a shell sees."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from framing.cli import main


@dataclass(frozen=True)
class Done:
    """An ended command."""

    code: int
    out: str
    err: str

    @property
    def rows(self) -> list[dict[str, Any]]:
        """The rows of a `--json` answer."""
        return list(json.loads(self.out)["rows"])


Run = Callable[..., Done]


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Folders of the user's own for the test, and no terminal."""
    for name in ("DATA", "CONFIG", "CACHE"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(tmp_path / name.lower()))
    monkeypatch.delenv("FRAMING_DB", raising=False)
    return tmp_path


@pytest.fixture
def framing(home: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """The command line: call it with arguments."""

    def run(*arguments: str | Path) -> Done:
        monkeypatch.setattr(sys, "argv", ["framing", *map(str, arguments)])
        capsys.readouterr()
        with pytest.raises(SystemExit) as stopped:
            main()
        shown = capsys.readouterr()
        code = stopped.value.code
        assert isinstance(code, int)
        return Done(code, shown.out, shown.err)

    return run
