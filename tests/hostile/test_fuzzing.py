"""Every parser with mangled bytes, in bounded memory and processor time: nothing but one line comes
out."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.hostile.parsers import PARSERS
from tests.paths import ROOT

pytestmark = pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="limits of Linux")


def fuzzed(folder: Path, seed: int, count: int, *parsers: str) -> str:
    """What a process of its own finds fault with."""
    command = [sys.executable, "-m", "tests.hostile.fuzzing", str(seed), str(count), *parsers]
    home = os.environ | {"TMPDIR": str(folder)}
    done = subprocess.run(command, cwd=ROOT, env=home, capture_output=True, text=True)
    return done.stderr[-4000:] if done.returncode else ""


def test_a_few_of_each(tmp_path: Path) -> None:
    assert fuzzed(tmp_path, 0, 4, *PARSERS) == ""


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["articles", "export", "lexicon", "others"])
def test_many_of_each(tmp_path: Path, kind: str) -> None:
    first = {"articles", "export", "lexicon"}
    names = [
        name
        for name in PARSERS
        if name.split()[0] == kind or (kind == "others" and name.split()[0] not in first)
    ]
    assert fuzzed(tmp_path, 1, 60, *names) == ""
