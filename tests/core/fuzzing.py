"""Runs a core that was built with sanitizers on random bytes and lexicons, until it stops or errs.

    python -m tests.core.fuzzing LIBRARY ROUNDS SEED
    python -m tests.core.fuzzing LIBRARY lines ROUNDS SEED
    python -m tests.core.fuzzing LIBRARY "without end" REPEATED MEGABYTES

A separate process, because a sanitizer ends the one it finds fault with.
"""

from __future__ import annotations

import resource
import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from random import Random

import numpy as np

from framing.articles.line_signs import Signs, line_rules
from framing.core import library, sources
from framing.errors import FramingError
from framing.lexicons.lexicon import Dimension, Lexicon, Rule, Term
from framing.matching.compiled_lexicons import CompiledLexicons
from framing.matching.sums import empty_sums
from framing.text.language import language

PIECES = (
    *("aa", "bb", "said", "said that", "told", "not", "cut", "but", "The", "mindsetAs", "U.S."),
    *("can't", "firms'", "according to", "中国", "ก่", "a", "I", "1,000", "R&D", "ſ", "İ", "𝒜"),
    *(
        "not",
        "never",
        "to stop",
        "end of",
        "rather than",
        "don´t",
        "few",
        "no",
        "or",
        "and",
        "know",
    ),
    *(
        "because",
        "from",
        "No. 2",
        "Ill.",
        "x.gov.",
        "saying",
        "he",
        "Lund",
        "was",
        "continued",
        "of",
    ),
    *("the mayor", "claims", "in May", "wanted", "who", "ending", "“we will go to aa now,”", "as"),
    *(" ", " ", " ", "-", " - ", ". ", ", ", ": ", "\n", "\n\n", "“", "”", '"', "'", "‘", "’"),
    *("ｽﾞ", "か\uff9e", "ﾞ", "خَطَر", "ـ", "\u064b\u0670", 'אה"ב', "צ׳ק", "・", "·", "ａａ", "\u3099"),
    *("\u200b", "\u0301", "\ud800", "\0", "…", "。", "(", ")", "\u2028", "\x85", "aa " * 40),
)
PATTERNS = (
    *(
        "aa",
        "bb",
        "aa bb",
        "aa*",
        "*ai",
        "sai?",
        "*bb*",
        "aa * bb",
        "a*b*c",
        "said",
        "u.s.",
        "中国",
    ),
    *(
        "AA",
        "aA*",
        "Sai?",
        "İs*",
        "can't",
        "the *",
        "*'s aa",
        "?aid",
        "1,0*",
        "r&d",
        "ก่ aa",
        "aa-bb",
        "state",
        "AAズ",
        "ズズ",
        "aa ズズ",
        "*خطر",
        'אה"ב',
        "aa·aa",
    ),
)


def a_text(random: Random) -> bytes:
    """A text of pieces, now and then with bytes that are no UTF-8."""
    text = "".join(random.choices(PIECES, k=random.randrange(60)))
    raw = bytearray(text.encode("utf-8", "surrogatepass"))
    for _ in range(random.choice((0, 0, 1, 5))):
        if raw:
            raw[random.randrange(len(raw))] = random.randrange(256)
    return bytes(raw)


def a_lexicon(random: Random) -> Lexicon:
    """A lexicon of the patterns that are accepted, with rules."""

    def some_groups() -> tuple[str, ...]:
        return tuple(random.choices("xyz", k=random.choice((0, 0, 0, 1, 2, 8))))

    def entries(most: int, *, context: bool = False) -> tuple[Term, ...]:
        return tuple(
            Term(
                pattern,
                needs=some_groups() if context else (),
                unless=some_groups() if context else (),
                case=random.random() < 0.3,
            )
            for pattern in random.sample(PATTERNS, random.randrange(most))
        )

    groups = {name: entries(4) for name in "xyz"}
    rules = [
        Rule(
            f"r{number}",
            tuple(random.choices("xyz", k=random.randrange(2, 5))),
            random.randrange(1, 101),
            random.random() < 0.3,
            scope=random.choice(("sentence", "clause")),
            needs=some_groups(),
            unless=some_groups(),
        )
        for number in range(random.randrange(3))
    ]
    dimensions = tuple(
        Dimension(
            f"d{number}",
            negated=random.choice(("drop", "count")),
            terms=entries(8, context=random.random() < 0.5),
            exclude=entries(3),
            near=tuple(rules),
        )
        for number in range(random.randrange(1, 4))
    )
    return Lexicon("l", dimensions=dimensions, groups=groups)


def spans(random: Random, size: int) -> list[tuple[int, int]]:
    """Spans as nobody should give them: any order, overlapping, outside of the text."""
    places = [random.randrange(-2, size + 5) for _ in range(2 * random.choice((0, 0, 1, 3)))]
    return list(zip(places[::2], places[1::2], strict=True))


def a_round(random: Random, compiled: CompiledLexicons) -> None:
    """One batch: all that can be asked of it."""
    pieces = [a_text(random) for _ in range(random.randrange(4))]
    cuts = [spans(random, len(piece)) for piece in pieces]
    titles = [(random.randrange(5), random.randrange(40)) for _ in pieces]
    batch = library.encoded(["x"] * len(pieces), cuts, titles)
    batch["bytes"] = np.frombuffer(b"".join((*pieces, b"\0")), dtype=np.uint8)
    batch["text_from"] = np.cumsum([0, *map(len, pieces)], dtype=np.int64)
    library.read_batch(language(wildcards=random.random() < 0.5), batch)
    voices = random.random() < 0.7
    wishes = {"with_voices": voices, "with_matches": 1, "with_places": 1, "with_words": 1}
    wishes |= {"most_matches": random.choice((3, 10_000)), "most_places": 10_000}
    sums = empty_sums(len(pieces), len(compiled.dimensions), voices=voices)
    with suppress(FramingError):  # more matches than are taken
        library.scan(compiled.tables, batch, wishes, sums)


def many_rounds(rounds: int, seed: int) -> None:
    """Batch after batch, each lexicon for fifty of them."""
    random = Random(seed)
    for number in range(rounds):
        if number % 50 == 0:
            compiled = CompiledLexicons([a_lexicon(random)])
        a_round(random, compiled)


def some_words(random: Random) -> tuple[str, ...]:
    """Words of pieces, some of which open a line; none of them white space alone."""
    words = (random.choice(("", "^")) + random.choice(PIECES).strip() for _ in range(4))
    return tuple(word for word in words if word.strip("^"))


def some_signs(random: Random) -> Signs:
    """What a rule may look for in a line."""
    patterns = tuple(tuple(each.split("*")) for each in random.sample(PATTERNS, 4))
    return Signs(
        patterns=patterns,
        words=tuple(word.replace("\ud800", "x") for word in some_words(random)),
        keys=tuple(random.sample(("The", "I", "said that", "U.S."), random.randrange(3))),
        figures=random.random() < 0.3,
        capitals=random.random() < 0.3,
        unclosed=random.random() < 0.3,
        most_words=random.choice((-1, 0, 5, 30)),
    )


def lines_of_rounds(rounds: int, seed: int) -> None:
    """Lines of texts that may be no UTF-8, below titles that may be none, each rules for fifty."""
    random = Random(seed)
    for number in range(rounds):
        if number % 50 == 0:
            rules = line_rules([some_signs(random) for _ in range(random.randrange(62))])
        text = b"\n".join(a_text(random) for _ in range(random.randrange(9)))
        room = text.count(b"\n") + 2 - random.choice((0, 0, 0, 2))
        with suppress(ValueError):  # less room than lines
            rules.read(random.choice((b"", a_text(random))), text, room)
        rules.words(text)


def without_end(repeated: str, megabytes: int) -> None:
    """Some bytes again and again: says what became of them, and the peak of memory in gigabytes."""
    compiled = CompiledLexicons([Lexicon("l", dimensions=(Dimension("d", terms=(Term("aa*"),)),))])
    batch = library.encoded([""], [[]], [None])
    whole = repeated.encode() * (megabytes * 1_000_000 // len(repeated))
    batch["bytes"] = np.frombuffer(whole, np.uint8)
    batch["text_from"] = np.array([0, batch["bytes"].size], dtype=np.int64)
    sums = empty_sums(1, 1, voices=True)
    wishes = dict.fromkeys(dict(library.WISHES), 0) | {"with_voices": 1, "most_matches": 10}
    try:
        library.scan(compiled.tables, batch, wishes, sums)
        sys.stdout.write(f"{sums['words'][0]} word, {sums['matches'][0, 0]} match\n")
    except FramingError as error:
        sys.stdout.write(f"{error.what}\n")
    sys.stdout.write(f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024**2}\n")


def main(arguments: Sequence[str]) -> None:
    """Use another library than the installed one, and scan with it."""
    sources.LIBRARY = Path(arguments[0])
    if arguments[1] == "lines":
        lines_of_rounds(int(arguments[2]), int(arguments[3]))
    elif arguments[1] == "without end":
        without_end(arguments[2], int(arguments[3]))
    else:
        many_rounds(int(arguments[1]), int(arguments[2]))


if __name__ == "__main__":
    main(sys.argv[1:])
