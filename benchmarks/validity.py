"""Prints the figures of docs/validity.md from a folder of coded sets.

    python benchmarks/validity.py FOLDER [--measured] [--entries FILE]

The folder holds frames_dev2.jsonl (text, set, stratum, article, state_support, competitiveness,
risk: 0, 1 or null), frames_dev.jsonl (text and the three codes), climate_coder1.jsonl (text,
government, harm) and two_papers.jsonl.gz (source, title, text). Of frames_dev2 the half of the
articles is shown that was read while the lists were made; with --measured the other half, which is
measured in totals only: each time is a look, to be counted on the page. --entries writes how often
each entry is right on what was read, as `framing/data/entry_precision.toml` has it.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from framing.articles import take
from framing.coding import validate
from framing.coding.code_files import CodedUnit, read_codes
from framing.lexicons import Dimension, Lexicon, Term, find
from framing.matching import Scanner
from framing.model import Draft
from framing.statistics.classification import Measure, auc

LEXICONS = [find(name) for name in ("state_support", "competitiveness", "risk")]
NAMES = [dimension.name for lexicon in LEXICONS for dimension in lexicon.dimensions]
SINGLE_WORDS = {
    "state_support": "government* state policy policies subsid* support* fund*",
    "competitiveness": "compet* rival* lead* advantage* innovat*",
    "risk": "risk* threat* danger* concern* warn* crisis fear* problem* bubble loss*",
}
"""What comes to mind first, for comparison; made without looking at any coded text."""
FEWEST = 3
"""An entry that fired in fewer sentences has no figure of its own."""

Row = dict[str, Any]


def main() -> None:
    """Print every figure, one a line."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--measured", action="store_true")
    parser.add_argument("--entries", type=Path)
    arguments = parser.parse_args()
    mixed = rows(arguments.folder / "frames_dev2.jsonl")
    read = [row for row in mixed if in_view(row)]
    technology = rows(arguments.folder / "frames_dev.jsonl")
    if arguments.measured:
        frames("measured only", [row for row in mixed if not in_view(row)])
        return
    frames("in view", read)
    report("technology, in view", units(technology), LEXICONS)
    report("technology, single words", units(technology), [single_words()])
    climate(arguments.folder / "climate_coder1.jsonl")
    two_papers(arguments.folder / "two_papers.jsonl.gz")
    if arguments.entries:
        arguments.entries.write_text(entries(units([*read, *technology])), encoding="utf-8")


def rows(path: Path) -> list[Row]:
    """The rows of a file of JSON lines."""
    with path.open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def in_view(row: Row) -> bool:
    """Whether the row's article belongs to the half that was read."""
    return int(hashlib.sha256(row["article"].encode()).hexdigest(), 16) % 2 == 0


def units(coded: Sequence[Row]) -> list[CodedUnit]:
    """The rows as units; a dimension on which the coders differ is not coded."""
    codes = [{name: bool(row[name]) for name in NAMES if row[name] is not None} for row in coded]
    return [
        CodedUnit(row["text"], code, at)
        for at, (row, code) in enumerate(zip(coded, codes, strict=True), start=1)
    ]


def frames(title: str, mixed: Sequence[Row]) -> None:
    """Print what the lexicons reach on mixed news: in all, by set and by stratum."""
    report(title, units(mixed), LEXICONS)
    for key in ("set", "stratum"):
        for value in sorted({row[key] for row in mixed}):
            part = units([row for row in mixed if row[key] == value])
            report(f"{title}, {key} {value}", part, LEXICONS)
    report(f"{title}, negated risk dropped", units(mixed), [dropping(LEXICONS[2])])
    report(f"{title}, single words", units(mixed), [single_words()])


def climate(path: Path) -> None:
    """Print how far two lexicons follow the codes of another subject."""
    for code, dimension in (
        ("harm", "risk"),
        ("government", "risk"),
        ("government", "state_support"),
    ):
        renamed = [
            CodedUnit(unit.text, {dimension: unit.codes[code]}, unit.line)
            for unit in read_codes(str(path), [code]).units
        ]
        report(f"climate, {code} by", renamed, [find(dimension)])


def entries(coded: Sequence[CodedUnit]) -> str:
    """A TOML table a dimension: entry = [right, sentences in which it fired]."""
    return "\n".join(entry_lines(coded)) + "\n"


def entry_lines(coded: Sequence[CodedUnit]) -> Iterator[str]:
    """The lines of that table, the entries that fired most often first."""
    yield "# How often an entry of the bundled lexicons was right: [sentences coded 1, sentences it"
    yield "# fired in], on coded sentences that were read while the lists were made."
    yield f"# Entries with fewer than {FEWEST} sentences are left out. Written by --entries of"
    yield "# benchmarks/validity.py; what it does not say: docs/validity.md."
    for fit in validate(coded, LEXICONS).dimensions:
        yield f"\n[{fit.dimension}]"
        for entry in sorted(fit.entries, key=lambda each: (-each.fired, each.entry)):
            if entry.fired >= FEWEST:
                yield f"{json.dumps(entry.entry)} = [{entry.right}, {entry.fired}]"


def dropping(lexicon: Lexicon) -> Lexicon:
    """The lexicon with negated matches not counted."""
    dropped = tuple(replace(each, negated="drop") for each in lexicon.dimensions)
    return replace(lexicon, dimensions=dropped)


def single_words() -> Lexicon:
    """The lists of single words as a lexicon."""
    dimensions = (
        Dimension(name, terms=tuple(map(Term, words.split())))
        for name, words in SINGLE_WORDS.items()
    )
    return Lexicon("single_words", dimensions=tuple(dimensions))


def report(title: str, coded: Sequence[CodedUnit], lexicons: Sequence[Lexicon]) -> None:
    """Print what the lexicons reach on the units."""
    for fit in validate(coded, lexicons).dimensions:
        figures = {"precision": fit.precision, "recall": fit.recall, "F1": fit.f1, "AUC": fit.auc}
        line(f"{title} {fit.dimension} ({fit.positives} of {fit.n})", figures)


def two_papers(path: Path) -> None:
    """Print how the rates of articles, taken in as an import does, separate two papers."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        articles = [take(draft(json.loads(row))) for row in lines]
    ratings = Scanner(LEXICONS).rate(articles)
    first = [article.source == "China Daily" for article in articles]
    print("sources:", dict(Counter(article.source for article in articles)))
    for place, score in enumerate(ratings[0].scores):
        rates = [rating.scores[place].rate_per_1000 or 0.0 for rating in ratings]
        line(f"China Daily by the rate of {score.dimension}", {"AUC": auc(first, rates)})


def draft(row: Row) -> Draft:
    """The article of a row."""
    return Draft(text=row["text"], origin="two papers", source=row["source"], title=row["title"])


def line(title: str, figures: Mapping[str, Measure]) -> None:
    """Print one line of figures; one that is not defined is a dash."""
    print(f"{title}: {', '.join(f'{name} {shown(figure)}' for name, figure in figures.items())}")


def shown(measure: Measure) -> str:
    """A figure with its interval, where it has one."""
    if measure.value is None:
        return "–"
    if measure.low is None or measure.high is None:
        return f"{measure.value:.2f}"
    return f"{measure.value:.2f} [{measure.low:.2f}–{measure.high:.2f}]"


if __name__ == "__main__":
    main()
