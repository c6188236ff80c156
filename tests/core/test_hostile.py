"""Lexicons and texts made to be slow: a scan of each ends, and holds no more than its text asks.

What they cost in seconds is measured by `benchmarks/hostile.py`.
"""

from __future__ import annotations

import re
import subprocess
import sys

import pytest

from benchmarks.hostile import CASES, distinct_words, open_at_both_ends
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


def test_words_that_too_many_patterns_mean_are_all_matched() -> None:
    words = distinct_words(250_000, 40)  # more lists of patterns than are kept
    text = f"{words} {words}"
    (rating,) = Scanner([open_at_both_ends()]).rate([Article("0", text)])
    assert rating.scores[0].matches == rating.words == len(text.split())


@pytest.mark.parametrize("name", ["phrases of prefixes", "8,000 rules, 100 kB"])
def test_a_refusal_says_what_is_too_much(name: str) -> None:
    lexicon, text = CASES[name]()
    with pytest.raises(FramingError, match=r"patterns and near rules .* in too many ways"):
        Scanner([lexicon]).rate([Article("0", text)])


@pytest.mark.slow
@pytest.mark.parametrize("name", CASES)
def test_memory_is_bounded_by_the_text(name: str) -> None:
    command = [sys.executable, "-m", "benchmarks.hostile", name, "scan"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    (memory,) = re.findall(r"(\d+) MiB", done.stdout)
    assert int(memory) < MEBIBYTES
