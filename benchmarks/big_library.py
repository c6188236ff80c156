"""Builds a library of very many articles, and measures what is asked of it.

    python -m benchmarks.big_library make big.db --articles 1000000 --corpus news.jsonl.gz
    python -m benchmarks.big_library measure big.db

Texts are a few sentences of the corpus put together anew, all distinct; figures are those of whole
articles of it, rated once and varied in length. A library that has fewer articles gets the rest.
Without a corpus articles are made up. One article in a hundred has a copy; sources are 60, dates
run over ten years. Times are CPU seconds inside one process, warm, the median of the rounds.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
import re
import sqlite3
import statistics
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import replace
from datetime import date, timedelta
from functools import partial
from itertools import islice
from pathlib import Path

from benchmarks.scan import made_up_texts, made_up_words, table
from framing.articles import take
from framing.articles.intake import article_id
from framing.comparing.source_pairs import SourcePairs
from framing.comparing.source_rates import source_rates
from framing.comparing.trends import trend
from framing.lexicons import active
from framing.library import Library, Selection
from framing.matching import Scanner
from framing.model import Article, Draft, Rating, Score, VoiceWords

RATED = 4000
"""Articles of the corpus whose figures are used."""
BATCH = 5000
SOURCES = tuple(
    f"The {name} {kind}"
    for name in (
        "Daily",
        "Morning",
        "Evening",
        "Northern",
        "Southern",
        "Harbour",
        "City",
        "Valley",
        "Coast",
        "National",
        "Sunday",
        "People's",
    )
    for kind in ("Post", "Gazette", "Herald", "Star", "Echo")
)
FIRST, DAYS = date(2015, 1, 1), 3653
COPIED = 100
"""One article of so many has a copy."""
_SENTENCE = re.compile(r"(?<=[.!?]) ")


def made(size: int, first: int, corpus: Path | None, seed: int) -> Iterator[Rating]:
    """Ratings of distinct articles, from one number to another."""
    texts = list(_texts(corpus, seed))
    ratings = Scanner(active()).rate([take(Draft(text, "")) for text in texts])
    sentences = [each for text in texts for each in _SENTENCE.split(" ".join(text.split()))]
    for number in range(first, size):
        chance = random.Random(seed * size + number)
        rating = ratings[chance.randrange(len(ratings))]
        yield _varied(rating, _article(sentences, number, chance), chance.randrange(200))


def _texts(corpus: Path | None, seed: int) -> Iterator[str]:
    if corpus is None:
        chance = random.Random(seed)
        yield from made_up_texts(made_up_words(chance, 20_000), chance, RATED // 10)
        return
    opened = gzip.open if corpus.suffix == ".gz" else open
    with opened(corpus, "rt", encoding="utf-8") as lines:
        yield from (json.loads(line)["text"] for line in islice(lines, RATED))


def _article(sentences: Sequence[str], number: int, chance: random.Random) -> Article:
    title, *rest = (sentences[chance.randrange(len(sentences))] for _ in range(4))
    text = f"{title[:80]}\n\n{' '.join(rest)[:400]} {number}."
    # Some sources are large and some small.
    source = SOURCES[int(len(SOURCES) * chance.random() ** 1.5)]
    day = FIRST + timedelta(chance.randrange(DAYS))
    author = f"Author {chance.randrange(500)}"
    return Article(
        article_id(source, text),
        text,
        source,
        title=title[:80],
        author=author,
        published=day.isoformat(),
        language="en",
        meta={"desk": f"{number % 12}"},
    )


def _varied(rating: Rating, article: Article, more: int) -> Rating:
    """The figures of a rating with so many words more, all of the narrator."""
    voices = [each for each in rating.voices if each.voice != "narrator"]
    words = rating.words + more
    left = words - sum(each.words for each in voices)
    narrator = VoiceWords("narrator", left, rating.sentences, left * left)
    return replace(
        rating,
        article=article,
        words=words,
        voices=(*voices, narrator),
        scores=tuple(_longer(each, words) for each in rating.scores),
    )


def _longer(score: Score, words: int) -> Score:
    if not score.words:
        return replace(score, words=words, rate_per_1000=0.0)
    share = score.words / words
    low, high = (None if each is None else each * share for each in (score.low, score.high))
    return replace(
        score, words=words, low=low, high=high, rate_per_1000=1000 * score.weight / words
    )


def make(path: Path, size: int, corpus: Path | None, seed: int) -> None:
    """Bring a library to so many articles."""
    begun = time.process_time()
    with Library(path, create=True) as library:
        first = library.articles.count()
        lexicons = active()
        run = library.runs.begin("import", lexicons, {})
        library.lexicons.use([each.name for each in lexicons])
        ratings = made(size, first, corpus, seed)
        while batch := list(islice(ratings, BATCH)):
            library.runs.add(run, "made", batch)
            first += len(batch)
            seconds = time.process_time() - begun
            print(f"{first:,} articles, {seconds:.0f} s", file=sys.stderr, flush=True)
        library.runs.finish(run)
        copies = ((number, number + 1) for number in range(1, size, COPIED))
        similar = library.similar
        everyone = replace(similar.pairs.ungrouped(), texts=None)
        similar.keep_families(copies, everyone, similar.changes())


def questions(library: Library) -> Iterator[tuple[str, Callable[[], object]]]:
    """What is asked of a library, by name."""
    scores, articles = library.scores, library.articles
    last = articles.count() - 50
    dimension = library.lexicons.dimensions()[0].name
    first = next(iter(articles.groups("source")))
    rates = source_rates(scores.figures("source"), library.similar.families())

    def of_groups(by: str) -> object:
        return source_rates(scores.figures(by), library.similar.families())

    yield "rates of sources", lambda: of_groups("source")
    yield "rates of months", lambda: of_groups("month")
    yield "rates of sources by month", lambda: trend(library, "month", library.similar.families())
    yield "every two sources compared", lambda: SourcePairs(rates)
    for sort in ("source", "title", "published", f"dimension:{dimension}"):
        for down in (False, True):
            for offset in (0, last // 2, last):
                way = "down" if down else "up"
                page = partial(articles.listing, "", sort, down, 50, offset)
                yield f"list by {sort.partition(':')[0]}, {way}, from {offset:,}", page
    for rule in (f"source={first}", "author=Author 7", "published>=2020", "trade OR government"):
        yield f"count of `{rule}`", partial(_counted, library, rule)
    for by in ("source", "author", "month", "meta.desk"):
        yield f"values of {by}", partial(articles.groups, by)
    yield "names of meta", articles.meta_names
    for view in ("source_scores", "term_counts"):
        yield f"view {view}", partial(_rows, library.path, f"SELECT * FROM {view}")
    for view in ("article_scores", "voice_rates"):
        yield f"rows of {view}", partial(_rows, library.path, f"SELECT count(*) FROM {view}")
    found = f"SELECT * FROM article_scores WHERE dimension = '{dimension}'"
    ordered = f"{found} ORDER BY rate_per_1000 DESC LIMIT 101"
    yield "article_scores of a dimension, sorted", partial(_rows, library.path, ordered)


def _counted(library: Library, rule: str) -> int:
    with Library(library.path) as fresh:  # one that remembers nothing
        return fresh.articles.count("", Selection((rule,)))


def _rows(path: Path, sql: str) -> int:
    with closing(sqlite3.connect(path)) as raw:
        return len(raw.execute(sql).fetchall())


def measure(path: Path, rounds: int) -> list[tuple[str, str]]:
    """CPU seconds of every question, the median of the rounds after one that is not counted."""
    lines = []
    with Library(path) as library:
        library.scores.add_up()
        for name, ask in questions(library):
            times = []
            for _ in range(rounds + 1):
                begun = time.process_time()
                ask()
                times.append(time.process_time() - begun)
            lines.append((name, f"{statistics.median(times[1:]):.3f}"))
            print(*lines[-1], file=sys.stderr, flush=True)
    return lines


def main(given: Sequence[str] | None = None) -> None:
    """Build a library, or measure one and write a table to standard output."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    add = parser.add_argument
    add("what", choices=("make", "measure"))
    add("library", type=Path, help="file of the library")
    add("--articles", type=int, default=1_000_000, help="how many it is to have (1,000,000)")
    add("--corpus", type=Path, help="JSON Lines with the field text, may be .gz; else made up")
    add("--rounds", type=int, default=3, help="rounds of which the median counts (3)")
    add("--seed", type=int, default=1, help="of what is made up (1)")
    options = parser.parse_args(given)
    if options.what == "make":
        make(options.library, options.articles, options.corpus, options.seed)
    else:
        print(table(("asked", "CPU seconds"), measure(options.library, options.rounds)))


if __name__ == "__main__":
    main()
