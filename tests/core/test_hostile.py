"""Small lexicons and texts made to stop the machine: two seconds and 500 MB are enough for each."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable
from random import Random

import pytest

from framing.errors import FramingError
from framing.lexicons.lexicon import Dimension, Lexicon, Rule, Term
from framing.matching.scanner import Scanner
from framing.model import Article
from tests.paths import ROOT

SECONDS, MEGABYTES = 2, 500
LETTERS = "abcdefghijklmnopqrstuvwxyz"
AA = (Term("aa"),)
NEAR = (Rule("r", ("a", "b", "c", "d"), 100),)


def one(*patterns: str) -> Lexicon:
    return Lexicon("l", dimensions=(Dimension("d", terms=tuple(map(Term, patterns))),))


def near(dimensions: int, members: tuple[str, ...]) -> Lexicon:
    groups = {name: tuple(map(Term, members)) for name in "abcd"}
    homes = tuple(Dimension(f"d{number}", near=NEAR) for number in range(dimensions))
    return Lexicon("l", dimensions=homes, groups=groups)


def open_patterns() -> Lexicon:
    chance = Random(1)
    first = ("*".join(chance.choices(LETTERS, k=3)) + chance.choice(LETTERS) for _ in range(2300))
    return one(*list(dict.fromkeys(first))[:1900])


def noise(size: int) -> str:
    return "".join(Random(2).choices(LETTERS + "  ", k=size))


CASES: dict[str, Callable[[], tuple[Lexicon, str]]] = {
    "four equal groups, 20 kB": lambda: (near(1, ("aa",)), "aa " * 6_700),
    "four equal groups, 1 MB": lambda: (near(1, ("aa",)), "aa " * 333_333),
    "fifty such dimensions": lambda: (near(50, ("aa", "aa aa")), "aa " * 333_333),
    "59 nested phrases": lambda: (
        one(*(" ".join(["aa"] * size) for size in range(1, 60))),
        "aa " * 333_333,
    ),
    "500 dimensions of one term": lambda: (
        Lexicon("l", dimensions=tuple(Dimension(f"d{n}", terms=AA) for n in range(500))),
        "aa " * 333_333,
    ),
    "1,900 open patterns, 20 kB": lambda: (open_patterns(), noise(20_000)),
    "1,900 open patterns, 1 MB": lambda: (open_patterns(), noise(1_000_000)),
    "phrases of lone wildcards": lambda: (
        one(*("* " * size + "aa" for size in range(99))),
        "aa " * 333_333,
    ),
    "tails without end": lambda: (one("aa"), "a" + "'s" * 500_000),
    "an initialism without end": lambda: (one("aa"), "a." * 500_000),
    "one word of one letter": lambda: (one("aa*"), "a" * 1_000_000),
    "zero-width characters": lambda: (one("aa*"), "a\u200b" * 300_000),
    "open quotation marks": lambda: (one("aa"), "“ aa ‘ " * 140_000),
    "plurals for closing marks": lambda: (one("aa"), "‘aa bb cc" + "s’ " * 300_000),
    "attributions in one sentence": lambda: (one("said"), "he said, " * 110_000),
    "negators": lambda: (one("aa"), "not never no aa " * 65_000),
    "a gap without end": lambda: (one("aa"), "aa" + " " * 1_000_000 + "aa"),
}


@pytest.mark.parametrize("name", CASES)
def test_a_scan_ends_or_says_why_not(name: str) -> None:
    lexicon, text = CASES[name]()
    scanner = Scanner([lexicon])
    for scan in (scanner.rate, scanner.scan):
        begin = time.process_time()
        try:
            scan([Article("0", text)])
        except FramingError as error:
            assert "\n" not in str(error)
        assert time.process_time() - begin < SECONDS, name


def test_memory_is_bounded_by_the_text() -> None:
    script = (
        "import resource\n"
        "from framing.errors import FramingError\n"
        "from framing.matching.scanner import Scanner\n"
        "from framing.model import Article\n"
        "from tests.core.test_hostile import CASES\n"
        "for make in CASES.values():\n"
        "    lexicon, text = make()\n"
        "    try:\n"
        "        Scanner([lexicon]).rate([Article('0', text)])\n"
        "    except FramingError:\n"
        "        pass\n"
        "print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert float(done.stdout) < MEGABYTES
