"""What lexicons and texts made to be slow cost: CPU seconds and memory of a scan of each.

    python -m benchmarks.hostile

Every case runs in a process of its own. `rate` is what an import does, `scan` what opening an
article does, `diagnose` and `suggest` are the commands of `framing lexicon`. A case may end with
one line that says why it is not scanned; then that is printed.
"""

from __future__ import annotations

import re
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from functools import partial
from itertools import islice, product
from pathlib import Path
from random import Random

from framing.errors import FramingError
from framing.lexicons import Dimension, Lexicon, Rule, Term
from framing.matching import Scanner
from framing.model import Article
from framing.workbench.diagnosis import diagnose
from framing.workbench.suggestions import suggest

LETTERS = "abcdefghijklmnopqrstuvwxyz"
MANY = LETTERS + "абвгдежзийклмнопрстуфхцчшщъыьэюя"
AA = (Term("aa"),)
NEAR = (Rule("r", ("a", "b", "c", "d"), 100),)


def one(*patterns: str) -> Lexicon:
    """A lexicon of one dimension."""
    return Lexicon("l", dimensions=(Dimension("d", terms=tuple(map(Term, patterns))),))


def near(dimensions: int, members: tuple[str, ...]) -> Lexicon:
    """A near rule of four equal groups in every dimension."""
    groups = {name: tuple(map(Term, members)) for name in "abcd"}
    homes = tuple(Dimension(f"d{number}", near=NEAR) for number in range(dimensions))
    return Lexicon("l", dimensions=homes, groups=groups)


def open_patterns() -> Lexicon:
    """Patterns such as `a*b*cd`."""
    chance = Random(1)
    first = ("*".join(chance.choices(LETTERS, k=3)) + chance.choice(LETTERS) for _ in range(2300))
    return one(*list(dict.fromkeys(first))[:1900])


def open_at_both_ends() -> Lexicon:
    """1,900 patterns such as `*a*b*`."""
    return one(*(f"*{first}*{second}*" for first, second in islice(product(MANY, MANY), 1900)))


def long_open_patterns() -> Lexicon:
    """As long as they may be, so that none can be told from the next before its end."""
    return one(*("*" + "a" * 190 + f"{number}*" for number in range(205)))


def phrases_of_prefixes() -> Lexicon:
    """Phrases of four words each of which may be one of eleven prefixes."""
    prefixes = ["a" * size + "*" for size in range(1, 12)]
    return one(*(" ".join(words) for words in product(prefixes, repeat=4)))


def distinct_words(size: int, length: int) -> str:
    """Words of so many letters each, none of which comes twice in its word; seeded."""
    chance = Random(3)
    number = size // (length + 1)
    return " ".join("".join(chance.sample(MANY, length)) for _ in range(number))


def excluding_dimensions() -> Lexicon:
    """500 dimensions that have the same exclusion."""
    homes = (Dimension(f"d{n}", terms=(Term("zz"),), exclude=AA) for n in range(500))
    return Lexicon("l", dimensions=tuple(homes))


def noise(size: int) -> str:
    """Letters and spaces."""
    return "".join(Random(2).choices(LETTERS + "  ", k=size))


def many_rules() -> Lexicon:
    """8,000 rules of the same two groups."""
    rules = tuple(Rule(f"r{number}", ("a", "b"), 10) for number in range(8_000))
    groups = {"a": AA, "b": (Term("bb"),)}
    return Lexicon("l", dimensions=(Dimension("d", near=rules),), groups=groups)


def many_dimensions() -> Lexicon:
    """One and the same term in each of 500 dimensions."""
    return Lexicon("l", dimensions=tuple(Dimension(f"d{n}", terms=AA) for n in range(500)))


def contexts() -> Lexicon:
    """59 nested phrases that need eight groups and refuse eight, of which every word is a hit."""
    groups = {f"g{number}": (Term("aa"),) for number in range(8)}
    groups |= {f"h{number}": (Term("bb"),) for number in range(8)}
    needs, unless = tuple(groups)[:8], tuple(groups)[8:]
    terms = (Term(" ".join(["aa"] * n), needs=needs, unless=unless) for n in range(1, 60))
    return Lexicon("l", dimensions=(Dimension("d", terms=tuple(terms)),), groups=groups)


def refused_rules(*, ordered: bool = False) -> Lexicon:
    """A near rule of four equal groups that refuses every window."""
    rule = Rule("r", ("a", "b", "c", "d"), 100, ordered, unless=("a", "b", "c", "d"))
    return Lexicon(
        "l", dimensions=(Dimension("d", near=(rule,)),), groups=dict.fromkeys("abcd", AA)
    )


CASES: dict[str, Callable[[], tuple[Lexicon, str]]] = {
    "four equal groups, 20 kB": lambda: (near(1, ("aa",)), "aa " * 6_700),
    "four equal groups, 1 MB": lambda: (near(1, ("aa",)), "aa " * 333_333),
    "fifty such dimensions": lambda: (near(50, ("aa", "aa aa")), "aa " * 333_333),
    "8,000 rules, 100 kB": lambda: (many_rules(), "aa bb " * 16_700),
    "59 nested phrases": lambda: (
        one(*(" ".join(["aa"] * size) for size in range(1, 60))),
        "aa " * 333_333,
    ),
    "500 dimensions of one term": lambda: (many_dimensions(), "aa " * 333_333),
    "1,900 open patterns, 20 kB": lambda: (open_patterns(), noise(20_000)),
    "1,900 open patterns, 1 MB": lambda: (open_patterns(), noise(1_000_000)),
    "open at both ends, short words": lambda: (open_at_both_ends(), distinct_words(3_000_000, 4)),
    "open at both ends, long words": lambda: (open_at_both_ends(), distinct_words(700_000, 40)),
    "long open patterns": lambda: (
        long_open_patterns(),
        " ".join("a" * 200 + str(number) for number in range(4_900)),
    ),
    "phrases of prefixes": lambda: (phrases_of_prefixes(), "aaaaaaaaaaa " * 83_000),
    "500 dimensions that exclude": lambda: (excluding_dimensions(), "aa " * 333_333),
    "phrases of lone wildcards": lambda: (
        one(*("* " * size + "aa" for size in range(99))),
        "aa " * 333_333,
    ),
    "contexts without end": lambda: (contexts(), "aa " * 333_333),
    "rules that are refused, 20 kB": lambda: (refused_rules(), "aa " * 6_700),
    "the same with an order": lambda: (refused_rules(ordered=True), "aa " * 333_333),
    "exact case": lambda: (
        Lexicon("l", dimensions=(Dimension("d", terms=(Term("*a*A*a", case=True),)),)),
        ("a" * 255 + " ") * 4_000,
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
    "one letter of Han": lambda: (one("中中"), "中" * 330_000),
    "a heading a line": lambda: (one("aa"), "aa bb\n" * 166_000),
    "a sentence a word": lambda: (one("aa"), "Aa. " * 250_000),
    "R&D without end": lambda: (one("r&d*"), "R&D " * 250_000),
    "exclusions over terms": lambda: (
        Lexicon("l", dimensions=(Dimension("d", terms=AA, exclude=(Term("aa aa aa"),)),)),
        "aa " * 333_333,
    ),
    "combining marks": lambda: (one("aa*"), "a" + "\u0301" * 60 + (" a" + "\u0301" * 60) * 8_000),
    "lone surrogates": lambda: (one("aa*"), "aa\ud800 " * 200_000),
    "every word another": lambda: (one("aa*"), " ".join(f"a{n:x}" for n in range(150_000))),
}
"""A lexicon and a text beside it, by what they are made of."""


def measured(name: str, call: str) -> str:
    """CPU seconds, peak memory, and how it ended, of one case in this process."""
    lexicon, text = CASES[name]()
    scanner, articles = Scanner([lexicon]), [Article("0", text)]
    calls: dict[str, Callable[[], object]] = {
        "rate": partial(scanner.rate, articles),
        "scan": partial(scanner.scan, articles),
        "diagnose": partial(diagnose, lexicon, articles),
        "suggest": partial(suggest, lexicon, lexicon.dimensions[0], articles),
    }
    begun = time.process_time()
    try:
        calls[call]()
        said = ""
    except FramingError as error:
        said = error.what
    seconds = time.process_time() - begun
    memory = _peak_mebibytes()
    return f"{seconds:6.2f} s {memory:5.0f} MiB  {said}"


def _peak_mebibytes() -> float:
    """The most memory that this process held.

    Of Linux's own account where there is one: `ru_maxrss` begins there with what the process that
    started this one held.
    """
    status = Path("/proc/self/status")
    if status.exists():
        (kibibytes,) = re.findall(r"VmHWM:\s+(\d+) kB", status.read_text(encoding="utf-8"))
        return int(kibibytes) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main() -> None:
    """Print a line a case and call."""
    if len(sys.argv) == 3:
        print(measured(*sys.argv[1:]))
        return
    for name in CASES:
        for call in ("rate", "scan", "diagnose", "suggest"):
            own = [sys.executable, "-m", "benchmarks.hostile", name, call]
            done = subprocess.run(own, capture_output=True, text=True, check=False)
            ended = done.stdout.strip() or f"ended with {done.returncode}"
            print(f"{name:30} {call:8} {ended}", flush=True)


if __name__ == "__main__":
    main()
