"""Plants copies in a corpus, imports it, and says how many of them are found, how fast.

    python -m benchmarks.copies                        # made-up articles
    python -m benchmarks.copies --corpus news.jsonl.gz --copies 500
    python -m benchmarks.copies --edits 0.1            # one word of ten is another one

A corpus is JSON Lines with text, and source, title and published where there are any. Five kinds
of copies are planted in turn: the same text from another source; under another title; with an
agency line before and a credit after it; the first 40 to 70 % of it; and all of that at once,
with a share of the words replaced.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
import resource
import sys
import time
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.scan import made_up_texts, made_up_words, table
from framing.articles import take
from framing.comparing import copy_families
from framing.lexicons import active
from framing.library import Library
from framing.matching import Scanner
from framing.model import Article, Draft

BATCH = 100
Families = Mapping[str, str]
UNITS_PER_MIB = 1024**2 if sys.platform == "darwin" else 1024
"""`ru_maxrss` counts bytes there and KiB elsewhere."""


@dataclass(frozen=True)
class Copy:
    """A planted copy."""

    kind: str
    article: Article
    original: str


def exact(draft: Draft, _: random.Random) -> Draft:
    """The same text and title."""
    return draft


def retitled(draft: Draft, chance: random.Random) -> Draft:
    """Another title."""
    words = draft.text.split()
    start = chance.randrange(max(1, len(words) - 8))
    return replace(draft, title=" ".join(words[start : start + 8]).capitalize())


def agency(draft: Draft, chance: random.Random) -> Draft:
    """An agency line before the text, and a credit after it."""
    city, name = chance.choice(("BRUSSELS", "NAIROBI", "LIMA")), chance.choice(("Globe", "Wirenet"))
    text = f"{city} ({name}) - {draft.text}\n\n(Reporting for {name} by the {city} desk)"
    return replace(draft, text=text)


def truncated(draft: Draft, chance: random.Random) -> Draft:
    """The first 40 to 70 % of the text."""
    words = draft.text.split(" ")
    return replace(draft, text=" ".join(words[: int(len(words) * chance.uniform(0.4, 0.7))]) + ".")


def edited(draft: Draft, chance: random.Random, share: float) -> Draft:
    """All of that, with a share of the words replaced by others of the text."""
    words = truncated(draft, chance).text.split(" ")
    for place in range(len(words)):
        if chance.random() < share:
            words[place] = chance.choice(words)
    return retitled(agency(replace(draft, text=" ".join(words)), chance), chance)


def kinds(share: float) -> dict[str, Callable[[Draft, random.Random], Draft]]:
    """The ways to copy, by name."""
    return {
        "exact": exact,
        "retitled": retitled,
        "agency line": agency,
        "truncated": truncated,
        "edited": lambda draft, chance: edited(draft, chance, share),
    }


def plant(drafts: Sequence[Draft], options: argparse.Namespace) -> list[Copy]:
    """Copies of drafts chosen by chance, each of another draft and kind in turn."""
    chance = random.Random(options.seed)
    made = []
    ways = kinds(options.edits)
    chosen = chance.sample(drafts, min(options.copies, len(drafts)))
    for number, draft in enumerate(chosen):
        kind = list(ways)[number % len(ways)]
        copy = take(replace(ways[kind](draft, chance), source="Copying Post"))
        made.append(Copy(kind, copy, take(draft).id))
    return made


def corpus(options: argparse.Namespace) -> list[Draft]:
    """The articles to plant copies in."""
    if not options.corpus:
        chance = random.Random(options.seed)
        texts = made_up_texts(made_up_words(chance, 20_000), chance, options.articles or 1000)
        return [Draft(text, "made up", source="Made Up") for text in texts]
    opened = gzip.open if options.corpus.suffix == ".gz" else open
    with opened(options.corpus, "rt", encoding="utf-8") as file:
        rows = [json.loads(line) for line in file][: options.articles]
    names = ("source", "title")
    return [
        Draft(row["text"], "corpus", **{name: row[name] for name in names if row.get(name)})
        for row in rows
    ]


def found_in(path: Path, articles: Sequence[Article], scanner: Scanner) -> tuple[Families, float]:
    """The families that a new library finds in the articles, and the CPU seconds they took."""
    with Library(path, create=True) as library:
        run = library.runs.begin("import", active(), {})
        for start in range(0, len(articles), BATCH):
            library.runs.add(run, "corpus", scanner.rate(articles[start : start + BATCH]))
        begun = time.process_time()
        copy_families.update(library)
        return library.similar.families(), time.process_time() - begun


def wrong(found: Families, natural: Families, copies: Sequence[Copy]) -> int:
    """How many families hold articles that neither a planted copy nor the corpus itself joins."""
    true = {copy.article.id: natural.get(copy.original, copy.original) for copy in copies}
    members: dict[str, set[str]] = {}
    for article, family in found.items():
        truth = true.get(article, natural.get(article, article))
        members.setdefault(family, set()).add(truth)
    return sum(len(each) > 1 for each in members.values())


def arguments(given: Sequence[str] | None) -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    add = parser.add_argument
    add("--corpus", type=Path, help="JSON Lines, may be .gz; else made up")
    add("--articles", type=int, help="only the first N articles (made up: 1,000)")
    add("--copies", type=int, default=500, help="copies to plant (500)")
    add("--edits", type=float, default=0.03, help="share of words replaced in edited ones (0.03)")
    add("--seed", type=int, default=1, help="of what is chosen by chance (1)")
    return parser.parse_args(given)


def main(given: Sequence[str] | None = None) -> None:
    """Measure and print the report."""
    options = arguments(given)
    drafts = corpus(options)
    originals = list({each.id: each for each in map(take, drafts)}.values())
    copies = plant(drafts, options)
    scanner = Scanner(active())
    with TemporaryDirectory() as folder:
        natural, _ = found_in(Path(folder) / "plain.db", originals, scanner)
        everything = [*originals, *(copy.article for copy in copies)]
        found, seconds = found_in(Path(folder) / "planted.db", everything, scanner)
    planted = Counter(copy.kind for copy in copies)
    hits = Counter(copy.kind for copy in copies if _is_found(copy, found))
    size, before = len(set(found.values())), len(set(natural.values()))
    print(f"{len(everything):,} articles hold {size:,} families of copies.")
    print(f"{before:,} of them stood in the corpus before {len(copies)} copies were planted.\n")
    rows = [(kind, str(count), str(hits[kind])) for kind, count in planted.items()]
    print(table(("kind of copy", "planted", "found"), rows))
    print(f"\nwrong families: {wrong(found, natural, copies)} of {size}")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / UNITS_PER_MIB
    print(f"{seconds:.1f} CPU seconds for the families; {peak:.0f} MiB at most, corpus included")


def _is_found(copy: Copy, found: Families) -> bool:
    return copy.original in found and found.get(copy.article.id) == found[copy.original]


if __name__ == "__main__":
    main()
