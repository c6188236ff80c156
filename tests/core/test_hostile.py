"""Lexicons and texts made to be slow: a scan of each ends, and holds no more than its text asks.

What they cost in seconds is measured by `benchmarks/hostile.py`.
"""

from __future__ import annotations

import re
import subprocess
import sys

import pytest

from benchmarks.hostile import CASES
from framing.errors import FramingError
from framing.matching import Scanner
from framing.model import Article
from tests.paths import ROOT

MEBIBYTES = 500


@pytest.mark.parametrize("name", CASES)
def test_a_scan_ends_or_says_why_not(name: str) -> None:
    lexicon, text = CASES[name]()
    scanner = Scanner([lexicon])
    for scan in (scanner.rate, scanner.scan):
        try:
            assert len(scan([Article("0", text)])) == 1
        except FramingError as error:
            assert "\n" not in str(error)


@pytest.mark.slow
@pytest.mark.parametrize("name", CASES)
def test_memory_is_bounded_by_the_text(name: str) -> None:
    command = [sys.executable, "-m", "benchmarks.hostile", name, "scan"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    (memory,) = re.findall(r"(\d+) MiB", done.stdout)
    assert int(memory) < MEBIBYTES
