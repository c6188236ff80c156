"""Measures the scan against other ways to count a lexicon's patterns in a collection of articles.

    python benchmarks/scan.py --corpus news.jsonl.gz --lexicon small.json --lexicon large.json

Without a corpus it writes seeded made-up articles, without a lexicon it draws two of 150 and 5,000
patterns from them. Times are CPU seconds, the median of the rounds; within a round every counter
has its turn, so that a busy moment of the machine falls on all of them. Building a counter is not
timed. A counter whose package is missing is left out and named.

This scan has two rows: `framing` does what the others do, and more; the row below it asks who
speaks as well, as an import does.
"""

from __future__ import annotations

import argparse
import atexit
import bisect
import gc
import gzip
import itertools
import json
import platform
import random
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from functools import cache, cached_property
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from framing.lexicons import Dimension, Lexicon, Term, active
from framing.matching import Scanner
from framing.model import Article

Counts = Iterable[Iterable[int]]
"""Matches of each article in each dimension."""
Count = Callable[[Sequence[str]], Counts]

THIS = "framing"
WITH_VOICES = "framing, who speaks as well"
CEILING = "C: words, hash, one look"
WORD = r"\w+"
SUBSETS = (2000, 500, 100)
"""How many articles a counter gets that is too slow for all."""


class LeftOutError(Exception):
    """A counter that is not measured, with the reason."""


class Terms:
    """Patterns with their dimensions, and the texts from which wildcards are written out."""

    def __init__(
        self,
        name: str,
        rows: Sequence[tuple[str, str]],
        texts: Sequence[str],
        lexicons: Sequence[Lexicon] = (),
    ) -> None:
        """`lexicons` are what this scan takes instead, where they say more than the rows."""
        self.name = name
        self.lexicons = lexicons
        self.rows = tuple(dict.fromkeys((pattern.lower(), home) for pattern, home in rows))
        self.homes = tuple(dict.fromkeys(home for _, home in rows))
        self.longest = max(len(re.findall(r"[\w*?]+", pattern)) for pattern, _ in rows)
        self._texts = texts

    def by_home(self) -> list[list[str]]:
        """The patterns of each dimension."""
        groups: dict[str, list[str]] = {home: [] for home in self.homes}
        for pattern, home in self.rows:
            groups[home].append(pattern)
        return list(groups.values())

    @cached_property
    def literals(self) -> dict[str, list[int]]:
        """Every wording of the texts that a pattern means, with the dimensions it counts for."""
        found: dict[str, list[int]] = defaultdict(list)
        wild: dict[str, list[tuple[list[set[str]], int]]] = defaultdict(list)
        vocabulary = sorted({word for text in self._texts for word in _words(text)})
        for pattern, home in self.rows:
            number = self.homes.index(home)
            if not re.search(r"[*?]", pattern):
                found[pattern].append(number)
                continue
            choices = [_choices(word, vocabulary) for word in pattern.split()]
            for word in choices[0]:
                wild[word].append((choices, number))
        for phrase, number in sorted(self._occurring(wild)):
            if number not in found[phrase]:
                found[phrase].append(number)
        return dict(found)

    def _occurring(self, wild: dict[str, list[tuple[list[set[str]], int]]]) -> set[tuple[str, int]]:
        occurring = set()
        for text in self._texts:
            words = list(_words(text))
            for place, word in enumerate(words):
                for choices, number in wild.get(word, ()):
                    phrase = words[place : place + len(choices)]
                    if len(phrase) == len(choices) and all(map(_is_in, phrase, choices)):
                        occurring.add((" ".join(phrase), number))
        return occurring


def _words(text: str) -> Iterator[str]:
    return (found.group() for found in re.finditer(WORD, text.lower()))


def _is_in(word: str, choices: set[str]) -> bool:
    return word in choices


def _choices(word: str, vocabulary: Sequence[str]) -> set[str]:
    """The words of a sorted vocabulary that a pattern's word means."""
    stem = re.split(r"[*?]", word)[0]
    meant = re.compile(_expression(word))
    near = itertools.takewhile(
        lambda each: each.startswith(stem),
        itertools.islice(vocabulary, bisect.bisect_left(vocabulary, stem), None),
    )
    return {each for each in near if meant.fullmatch(each)}


def _expression(pattern: str) -> str:
    return re.escape(pattern).replace(r"\*", r"\w*").replace(r"\?", r"\w").replace(r"\ ", r"\s+")


# The counters. Each is built once from the terms and then counts texts.


def this_scan(terms: Terms) -> Count:
    """`Scanner.rate`: scores with intervals, negation and a tally of entries."""
    return _rated(scanner_of(terms, voices=False))


def this_scan_with_voices(terms: Terms) -> Count:
    """The same, with the voice of every word and the sums of every voice."""
    return _rated(scanner_of(terms, voices=True))


def _rated(scanner: Scanner) -> Count:

    def count(texts: Sequence[str]) -> Counts:
        found: list[list[int]] = scanner.rate(articles_of(texts)).matches.tolist()
        return found

    return count


def ceiling(terms: Terms) -> Count:
    """What any counter has to do at least, in C: words, their hash, one look into a table."""
    import ctypes

    import numpy as np

    library = ctypes.CDLL(str(_compiled_ceiling()))
    library.hash_of.restype = ctypes.c_uint64
    words = {word.encode() for phrase in terms.literals for word in phrase.split()}
    mask = (1 << max(8, (4 * len(words)).bit_length())) - 1
    table = np.zeros(mask + 1, dtype=np.uint64)
    for word in sorted(words):
        value = library.hash_of(word, ctypes.c_size_t(len(word)))
        slot = value & mask
        while table[slot]:
            slot = (slot + 1) & mask
        table[slot] = value

    def count(texts: Sequence[str]) -> Counts:
        pieces = [text.encode() for text in texts]
        opens = np.cumsum([0, *map(len, pieces)], dtype=np.int64)
        found = np.zeros(len(texts), dtype=np.int64)
        library.count(
            b"".join(pieces),
            ctypes.c_void_p(opens.ctypes.data),
            ctypes.c_int64(len(texts)),
            ctypes.c_void_p(table.ctypes.data),
            ctypes.c_uint64(mask),
            ctypes.c_void_p(found.ctypes.data),
        )
        return [[number] for number in found.tolist()]

    return count


@cache
def _compiled_ceiling() -> Path:
    """The library made of `ceiling.c`, in a folder that goes with the process."""
    compiler = next(filter(None, map(shutil.which, ("cc", "gcc", "clang"))), None)
    if compiler is None:
        raise LeftOutError("there is no C compiler")
    library = Path(tempfile.mkdtemp()) / "ceiling.so"
    atexit.register(shutil.rmtree, library.parent, ignore_errors=True)
    source = Path(__file__).with_name("ceiling.c")
    options = ("-O2", "-shared", "-fPIC", "-o", str(library), str(source))
    subprocess.run([compiler, *options], check=True)
    return library


def count_vectorizer(terms: Terms) -> Count:
    """scikit-learn's CountVectorizer with n-grams no longer than the longest pattern."""
    return _vectorized(terms, terms.longest)


def count_vectorizer_3(terms: Terms) -> Count:
    """The same with n-grams of one to three words, whatever the patterns are."""
    if terms.longest >= 3:
        raise LeftOutError("the same as the row above")
    return _vectorized(terms, 3)


def _vectorized(terms: Terms, longest: int) -> Count:
    import numpy as np
    from sklearn.feature_extraction.text import CountVectorizer

    columns = {phrase: number for number, phrase in enumerate(terms.literals)}
    belongs = np.zeros((len(columns), len(terms.homes)), dtype=np.int64)
    for phrase, homes in terms.literals.items():
        belongs[columns[phrase], homes] = 1
    counter = CountVectorizer(vocabulary=columns, ngram_range=(1, longest), token_pattern=WORD)
    return lambda texts: (counter.transform(texts) @ belongs).tolist()


def spacy_matcher(terms: Terms) -> Count:
    """spaCy's tokenizer and PhraseMatcher on lower-cased words, without a model."""
    import spacy
    from spacy.matcher import PhraseMatcher

    nlp = spacy.blank("en")
    matcher = PhraseMatcher(nlp.vocab, attr="LOWER")
    phrases: dict[int, list[str]] = defaultdict(list)
    for phrase, homes in terms.literals.items():
        for home in homes:
            phrases[home].append(phrase)
    for home, own in phrases.items():
        matcher.add(terms.homes[home], [nlp.make_doc(phrase) for phrase in own])
    keys = [nlp.vocab.strings.add(home) for home in terms.homes]

    def count(texts: Sequence[str]) -> Counts:
        found = (Counter(key for key, _, _ in matcher(doc)) for doc in nlp.tokenizer.pipe(texts))
        return [[each[key] for key in keys] for each in found]

    return count


def flashtext_processor(terms: Terms) -> Count:
    """flashtext's KeywordProcessor, without regard to case."""
    from flashtext import KeywordProcessor

    processor = KeywordProcessor(case_sensitive=False)
    for phrase, homes in terms.literals.items():
        processor.add_keyword(phrase, tuple(homes))

    def count(texts: Sequence[str]) -> Counts:
        return [
            _row(itertools.chain.from_iterable(processor.extract_keywords(text)), terms)
            for text in texts
        ]

    return count


def liwc_parser(terms: Terms) -> Count:
    """The token parser of the package liwc, on lower-cased words; phrases are left out."""
    import liwc

    homes: dict[str, list[int]] = defaultdict(list)
    for pattern, home in terms.rows:
        if re.fullmatch(r"\w+\*?", pattern):
            homes[pattern].append(terms.homes.index(home))
    names = "".join(f"{number}\t{number}\n" for number in range(len(terms.homes)))
    lines = "".join("\t".join([word, *map(str, own)]) + "\n" for word, own in homes.items())
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "terms.dic"
        path.write_text(f"%\n{names}%\n{lines}", encoding="utf-8")
        parse, categories = liwc.load_token_parser(str(path))
    words = re.compile(WORD)

    def count(texts: Sequence[str]) -> Counts:
        found = (
            Counter(home for word in words.findall(text.lower()) for home in parse(word))
            for text in texts
        )
        return [[each[name] for name in categories] for each in found]

    return count


def automaton_loop(terms: Terms) -> Count:
    """One search of ahocorasick_rs a text, then a look at the characters around each hit."""
    from ahocorasick_rs import AhoCorasick

    if any(re.search(r"[*?]", pattern[:-1]) or pattern.endswith("?") for pattern, _ in terms.rows):
        raise LeftOutError("a pattern has a wildcard that is not a closing *")
    stems = [pattern.removesuffix("*") for pattern, _ in terms.rows]
    search = AhoCorasick(stems).find_matches_as_indexes
    home = [terms.homes.index(name) for _, name in terms.rows]
    open_end = [pattern.endswith("*") for pattern, _ in terms.rows]

    def count(texts: Sequence[str]) -> Counts:
        counts = []
        for text in texts:
            lowered = f" {text.lower()} "
            row = [0] * len(terms.homes)
            for term, start, end in search(lowered, overlapping=True):
                if not lowered[start - 1].isalnum() and (
                    open_end[term] or not lowered[end].isalnum()
                ):
                    row[home[term]] += 1
            counts.append(row)
        return counts

    return count


def expression_alternation(terms: Terms) -> Count:
    """One regular expression of all patterns, the longest first in each dimension."""
    groups = (sorted(own, key=len, reverse=True) for own in terms.by_home())
    choices = ("|".join(map(_expression, own)) for own in groups)
    found = re.compile(rf"\b(?:{'|'.join(f'({each})' for each in choices)})\b").finditer
    return lambda texts: [
        _row((hit.lastindex - 1 for hit in found(text.lower()) if hit.lastindex), terms)
        for text in texts
    ]


def _row(homes: Iterable[int], terms: Terms) -> list[int]:
    row = [0] * len(terms.homes)
    for home in homes:
        row[home] += 1
    return row


@dataclass(frozen=True, slots=True)
class Way:
    """One way to count, and what it does and does not do."""

    name: str
    package: str
    build: Callable[[Terms], Count]
    phrases: str
    wildcards: str
    longest: str
    offsets: str
    exclusions: str = "no"
    negation: str = "no"
    sentences: str = "no"
    voices: str = "no"


COUNTERS = (
    Way(
        THIS, "framing-tui", this_scan, "across white space and one hyphen, not across a sentence "
        "end", "anywhere in a word", "yes, in each dimension", "with `scan`", "yes", "yes", "yes",
    ),
    Way(
        WITH_VOICES, "framing-tui", this_scan_with_voices, "as above", "as above", "as above",
        "with `scan`", "yes", "yes", "yes", "yes",
    ),
    Way(CEILING, "python", ceiling, "no, words only", "written out beforehand", "no", "no"),
    Way(
        "CountVectorizer", "scikit-learn", count_vectorizer, "any neighbouring words",
        "written out beforehand", "no, all n-grams count", "no",
    ),
    Way(
        "CountVectorizer, n-grams 1-3", "scikit-learn", count_vectorizer_3,
        "any neighbouring words", "written out beforehand", "no, all n-grams count", "no",
    ),
    Way(
        "spaCy PhraseMatcher", "spacy", spacy_matcher, "neighbouring tokens",
        "written out beforehand", "no, all count", "yes",
    ),
    Way(
        "flashtext", "flashtext", flashtext_processor, "one space, as written",
        "written out beforehand", "yes, over all dimensions", "yes",
    ),
    Way(
        "liwc", "liwc", liwc_parser, "no, left out", "at a word's end", "no, the shortest stem",
        "no",
    ),
    Way(
        "ahocorasick_rs, a text at a time", "ahocorasick_rs", automaton_loop,
        "one space, as written", "at the end", "no, all count", "yes",
    ),
    Way(
        "re alternation", "python", expression_alternation, "white space",
        "anywhere in a word", "in each dimension; a word counts in one", "yes",
    ),
)  # fmt: skip

ABILITIES = (
    "phrases", "wildcards", "longest", "exclusions", "negation", "sentences", "voices", "offsets",
)  # fmt: skip


# Measuring.


@dataclass(frozen=True, slots=True)
class Line:
    """What one counter took for one lexicon."""

    counter: str
    articles: int
    """How many articles it counted; with fewer than all, `seconds` is scaled by bytes."""
    seconds: float
    """CPU time for all articles, median of the rounds."""
    lowest: float
    highest: float
    megabytes_per_second: float
    ratio: float
    """How many times the CPU time of this scan."""
    matches: float
    """Matches an article."""


@dataclass(frozen=True, slots=True)
class Report:
    """What was measured with one lexicon."""

    lexicon: str
    patterns: int
    wildcards: int
    phrases: int
    dimensions: int
    lines: list[Line]
    left_out: dict[str, str]
    article_milliseconds: float
    """CPU time of one article scanned anew with every match and its voice, median."""


@dataclass(frozen=True, slots=True)
class Growth:
    """CPU milliseconds an article for collections of different size, one call each."""

    lexicon: str
    milliseconds: dict[int, float]


def articles_of(texts: Sequence[str]) -> list[Article]:
    """Articles with these texts."""
    return [Article(id=f"{number:016x}", text=text) for number, text in enumerate(texts)]


def scanner_of(terms: Terms, *, voices: bool) -> Scanner:
    """A scanner for the terms, every match counted."""
    homes = zip(terms.homes, terms.by_home(), strict=True)
    dimensions = tuple(Dimension(home, terms=tuple(map(Term, own))) for home, own in homes)
    made = [Lexicon(terms.name, dimensions=dimensions)]
    return Scanner(terms.lexicons or made, voices=voices)


def bundled_terms(texts: Sequence[str]) -> Terms:
    """The lexicons that are on, with exclusions and rules; the other counters get their terms."""
    return terms_of(active(), texts)


def terms_of(lexicons: Sequence[Lexicon], texts: Sequence[str]) -> Terms:
    """The same for some lexicons."""
    rows = [
        (re.sub("[-’'&.]", " ", term.pattern), dimension.name)
        for lexicon in lexicons
        for dimension in lexicon.dimensions
        for term in dimension.terms
    ]
    return Terms("bundled", rows, texts, lexicons)


def cpu_seconds(work: Callable[[], object]) -> float:
    """CPU time of one call, in this process and all its threads."""
    gc.collect()
    begin = time.process_time()
    result = work()
    taken = time.process_time() - begin
    del result
    return taken


def size_of(texts: Iterable[str]) -> int:
    """Bytes in UTF-8."""
    return sum(len(text.encode()) for text in texts)


def measure(terms: Terms, texts: Sequence[str], rounds: int, budget: float) -> Report:
    """All counters on one lexicon, turn by turn."""
    counts: dict[str, Count] = {}
    left_out: dict[str, str] = {}
    for each in COUNTERS:
        try:
            counts[each.name] = each.build(terms)
        except ImportError:
            left_out[each.name] = f"{each.package} is not installed"
        except LeftOutError as error:
            left_out[each.name] = str(error)
    subsets = {name: _subset(count, texts, budget) for name, count in counts.items()}
    subsets |= {THIS: texts, WITH_VOICES: texts}
    found = {
        name: sum(map(sum, count(subsets[name]))) / len(subsets[name])
        for name, count in counts.items()
    }
    # What the others have built must not make the garbage collections of each longer.
    gc.collect()
    gc.freeze()
    times: dict[str, list[float]] = defaultdict(list)
    for _ in range(rounds):
        for name, count in counts.items():
            times[name].append(cpu_seconds(lambda c=count, n=name: c(subsets[n])))
    gc.unfreeze()
    size, this = size_of(texts), statistics.median(times[THIS])
    lines = []
    for name, taken in times.items():
        scale = size / size_of(subsets[name])
        seconds = statistics.median(taken) * scale
        lines.append(
            Line(
                name, len(subsets[name]), seconds, min(taken) * scale, max(taken) * scale,
                size / 1e6 / seconds, seconds / this, found[name],
            )
        )  # fmt: skip
    patterns = [pattern for pattern, _ in terms.rows]
    return Report(
        terms.name,
        len(patterns),
        sum("*" in pattern or "?" in pattern for pattern in patterns),
        sum(" " in pattern for pattern in patterns),
        len(terms.homes),
        lines,
        left_out,
        _one_article(terms, texts),
    )


def _subset(count: Count, texts: Sequence[str], budget: float) -> Sequence[str]:
    """All texts, or as many of the first as take no longer than `budget` seconds."""
    trial = texts[:20]
    count(trial)
    each = cpu_seconds(lambda: count(trial)) / len(trial)
    sizes = [len(texts), *(size for size in SUBSETS if size < len(texts))]
    return texts[: next((size for size in sizes if size * each <= budget), sizes[-1])]


def _one_article(terms: Terms, texts: Sequence[str]) -> float:
    scanner = scanner_of(terms, voices=True)
    taken = []
    for article in articles_of(texts[:200]):
        begin = time.process_time()
        scanner.scan([article])
        taken.append(1000 * (time.process_time() - begin))
    return statistics.median(taken)


def grow(terms: Terms, texts: Sequence[str], sizes: Sequence[int], rounds: int) -> Growth:
    """The time an article takes in collections of these sizes; the texts are repeated."""
    scanner = scanner_of(terms, voices=False)
    times: dict[int, list[float]] = defaultdict(list)
    for _ in range(rounds):
        for size in sizes:
            articles = articles_of(list(itertools.islice(itertools.cycle(texts), size)))
            taken = cpu_seconds(lambda own=articles: scanner.rate(own))
            times[size].append(1000 * taken / size)
    return Growth(terms.name, {size: statistics.median(own) for size, own in times.items()})


# Made-up articles and lexicons.


def made_up_words(chance: random.Random, size: int) -> list[str]:
    """Different words of one to five syllables, the short ones first as in any language."""
    syllables = [first + second for first in "bcdfghlmnprstv" for second in "aeiou"]
    ends = ("", "", "n", "r", "s", "ing", "ed", "tion")
    words: dict[str, None] = {}
    while len(words) < size:
        length = min(5, 1 + 4 * len(words) // size + chance.randrange(2))
        words["".join(chance.choices(syllables, k=length)) + chance.choice(ends)] = None
    return list(words)


def made_up_texts(words: Sequence[str], chance: random.Random, size: int) -> list[str]:
    """Articles of about 700 words in sentences and paragraphs, a few words far commoner."""
    weights = list(itertools.accumulate(1 / (rank + 3) for rank in range(len(words))))
    texts = []
    for _ in range(size):
        paragraphs = []
        for _ in range(chance.randrange(8, 18)):
            sentences = []
            for _ in range(chance.randrange(1, 5)):
                chosen = chance.choices(words, cum_weights=weights, k=chance.randrange(8, 32))
                chosen[0] = chosen[0].capitalize()
                chosen[len(chosen) // 2] += chance.choice(("", ",", ",", "’s", ";"))
                sentences.append(" ".join(chosen) + chance.choice("....?!"))
            paragraphs.append(" ".join(sentences))
        texts.append("\n\n".join(paragraphs))
    return texts


def made_up_terms(
    words: Sequence[str], chance: random.Random, size: int, homes: int
) -> list[tuple[str, str]]:
    """Different patterns: three in ten phrases, three in ten with a closing wildcard."""
    patterns: dict[str, None] = {}
    while len(patterns) < size:
        chosen = chance.sample(words, k=2 if chance.random() < 0.3 else 1)
        if chance.random() < 0.3 and len(chosen[-1]) > 3:
            chosen[-1] = chosen[-1][: chance.randrange(3, len(chosen[-1]))] + "*"
        patterns[" ".join(chosen)] = None
    return [(pattern, f"d{number % homes:02}") for number, pattern in enumerate(patterns)]


# Reading and writing.


def read_texts(path: Path) -> list[str]:
    """The field `text` of every line of a JSON Lines file, packed or not."""
    opened = gzip.open if path.suffix == ".gz" else open
    with opened(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line)["text"] for line in lines if line.strip()]


def read_rows(path: Path) -> list[tuple[str, str]]:
    """The pairs of pattern and dimension of a JSON file."""
    return [(str(pattern), str(home)) for pattern, home in json.loads(path.read_text("utf-8"))]


def versions() -> dict[str, str]:
    """What was measured, by package."""
    found = {"python": platform.python_version()}
    for package in dict.fromkeys(each.package for each in COUNTERS):
        try:
            found.setdefault(package, version(package))
        except PackageNotFoundError:
            continue
    return found | {"numpy": version("numpy")}


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A Markdown table."""
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def described(report: Report, articles: int) -> str:
    """A lexicon's report as Markdown."""
    rows = [
        (
            line.counter + ("" if line.articles == articles else f" ({line.articles:,} articles)"),
            f"{line.seconds:.2f}",
            f"{line.lowest:.2f}-{line.highest:.2f}",
            f"{line.megabytes_per_second:.2f}",
            f"{line.ratio:.1f}",
            f"{line.matches:.1f}",
        )
        for line in report.lines
    ]
    head = ("counter", "CPU seconds", "range", "MB/s", "times this scan", "matches an article")
    left_out = [f"Left out: {name} ({why})." for name, why in report.left_out.items()]
    title = (
        f"## {report.lexicon}: {report.patterns:,} patterns in {report.dimensions} dimensions, "
        f"{report.wildcards:,} with wildcards, {report.phrases:,} phrases"
    )
    asked = next(line.ratio for line in report.lines if line.counter == WITH_VOICES)
    ratio = f"Who speaks as well: {asked:.2f} times the CPU time of this scan."
    again = f"One article scanned anew, who speaks as well: {report.article_milliseconds:.1f} ms."
    return "\n\n".join([title, table(head, rows), *left_out, ratio, again])


def abilities() -> str:
    """What each counter does, as Markdown."""
    rows = [(each.name, *(getattr(each, one) for one in ABILITIES)) for each in COUNTERS]
    return table(("counter", *ABILITIES), rows)


def arguments(given: Sequence[str] | None) -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(
        description=(__doc__ or "").split("\n")[0],
        epilog=f"The row “{THIS}” does not ask who speaks; “{WITH_VOICES}” does, and the ratio of "
        "both is printed. Example: python benchmarks/scan.py --articles 500 --rounds 5",
    )
    add = parser.add_argument
    add("--corpus", type=Path, help="JSON Lines with the field text, may be .gz; else made up")
    add("--lexicon", type=Path, action="append", default=[], help="JSON [[pattern, dimension]]")
    add("--bundled", action="store_true", help="begin with the lexicons that are on")
    add("--articles", type=int, help="only the first N articles (made up: 1,000)")
    add("--rounds", type=int, default=5, help="rounds of which the median counts (5)")
    add("--budget", type=float, default=10, help="CPU seconds a round before a subset is taken")
    add("--growth", type=int, nargs="*", default=[], help="sizes of collections to compare")
    add("--growth-only", action="store_true", help="leave the other counters out")
    add("--seed", type=int, default=1, help="of what is made up (1)")
    add("--json", action="store_true", help="write JSON instead of Markdown")
    return parser.parse_args(given)


def collection(options: argparse.Namespace) -> tuple[list[str], list[Terms]]:
    """The texts and lexicons that were asked for."""
    chance = random.Random(options.seed)
    if options.corpus:
        texts = read_texts(options.corpus)[: options.articles]
        words = [word for word, _ in Counter(w for t in texts for w in _words(t)).most_common()]
    else:
        words = made_up_words(chance, 20_000)
        texts = made_up_texts(words, chance, options.articles or 1000)
    if options.lexicon:
        named = [(path.stem, read_rows(path)) for path in options.lexicon]
    else:
        common, known = words[50:2000], words[50:20_000]
        named = [
            ("small", made_up_terms(common, chance, 150, 3)),
            ("large", made_up_terms(known, chance, 5000, 20)),
        ]
    bundled = [bundled_terms(texts)] if options.bundled else []
    return texts, bundled + [Terms(name, rows, texts) for name, rows in named]


def main(given: Sequence[str] | None = None) -> None:
    """Measure and write the report to standard output."""
    options = arguments(given)
    texts, lexicons = collection(options)
    reports = []
    for terms in [] if options.growth_only else lexicons:
        print(f"{terms.name} ...", file=sys.stderr)
        reports.append(measure(terms, texts, options.rounds, options.budget))
    growths = []
    if options.growth:
        growths.append(grow(lexicons[0], texts, options.growth, options.rounds))
    head = {
        "articles": len(texts),
        "megabytes": size_of(texts) / 1e6,
        "rounds": options.rounds,
        "machine": f"{platform.system()} {platform.machine()}",
        "versions": versions(),
    }
    if options.json:
        plain = {"lexicons": [asdict(r) for r in reports], "growth": [asdict(g) for g in growths]}
        print(json.dumps(head | plain, indent=2, ensure_ascii=False))
        return
    packages = ", ".join(f"{name} {number}" for name, number in head["versions"].items())
    size = f"{len(texts):,} articles, {head['megabytes']:.1f} MB"
    print(f"{size}; median of {options.rounds} rounds.")
    print(f"\n{head['machine']}; {packages}.")
    for report in reports:
        print(f"\n{described(report, len(texts))}")
    for growth in growths:
        rows = [(f"{size:,}", f"{each:.3f}") for size, each in growth.milliseconds.items()]
        print(f"\n## Size of the collection ({growth.lexicon})\n")
        print(table(("articles", "CPU ms an article"), rows))
    print(f"\n## What each counter does\n\n{abilities()}")


if __name__ == "__main__":
    main()
