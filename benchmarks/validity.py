"""Prints the figures of docs/validity.md from a folder of coded sets.

    python benchmarks/validity.py FOLDER

The folder holds frames_dev.jsonl (text, state_support, competitiveness, risk), climate_coder1.jsonl
(text, government, harm) and two_papers.jsonl.gz (source, title, text); and, where they are there,
fresh_seen, fresh_unseen, written_seen and written_unseen.jsonl, coded like the first.
"""

from __future__ import annotations

import gzip
import json
import sys
from collections.abc import Mapping, Sequence
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
SETS = ("frames_dev", "fresh_seen", "fresh_unseen", "written_seen", "written_unseen")
SINGLE_WORDS = {
    "state_support": "government* state policy policies subsid* support* fund*",
    "competitiveness": "compet* rival* lead* advantage* innovat*",
    "risk": "risk* threat* danger* concern* warn* crisis fear* problem* bubble loss*",
}
"""What comes to mind first, for comparison; made without looking at any coded text."""


def main(folder: Path) -> None:
    """Print every figure, one a line."""
    for name in SETS:
        frames(folder / f"{name}.jsonl")
    climate = folder / "climate_coder1.jsonl"
    for code, dimension in (
        ("harm", "risk"),
        ("government", "risk"),
        ("government", "state_support"),
    ):
        renamed = [
            CodedUnit(unit.text, {dimension: unit.codes[code]}, unit.line)
            for unit in read_codes(str(climate), [code]).units
        ]
        report(f"climate, {code} by", renamed, [find(dimension)])
    two_papers(folder / "two_papers.jsonl.gz")


def frames(path: Path) -> None:
    """Print what the lexicons, and short lists of single words, reach on a set of sentences."""
    if not path.exists():
        return
    names = [dimension.name for lexicon in LEXICONS for dimension in lexicon.dimensions]
    units = read_codes(str(path), names).units
    report(path.stem, units, LEXICONS)
    report(f"{path.stem}, negated risk dropped", units, [dropping(LEXICONS[2])])
    report(f"{path.stem}, single words", units, [single_words()])


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


def report(title: str, units: Sequence[CodedUnit], lexicons: Sequence[Lexicon]) -> None:
    """Print what the lexicons reach on the units."""
    for fit in validate(units, lexicons).dimensions:
        figures = {"precision": fit.precision, "recall": fit.recall, "F1": fit.f1, "AUC": fit.auc}
        line(f"{title} {fit.dimension} ({fit.positives} of {fit.n})", figures)


def two_papers(path: Path) -> None:
    """Print how the rates of articles, taken in as an import does, separate two papers."""
    with gzip.open(path, "rt", encoding="utf-8") as rows:
        articles = [take(draft(json.loads(row))) for row in rows]
    ratings = Scanner(LEXICONS).rate(articles)
    first = [article.source == "China Daily" for article in articles]
    for place, score in enumerate(ratings[0].scores):
        rates = [rating.scores[place].rate_per_1000 or 0.0 for rating in ratings]
        line(f"China Daily by the rate of {score.dimension}", {"AUC": auc(first, rates)})


def draft(row: dict[str, Any]) -> Draft:
    """The article of a row."""
    return Draft(text=row["text"], origin="two papers", source=row["source"], title=row["title"])


def line(title: str, figures: Mapping[str, Measure]) -> None:
    """Print one line of figures."""
    shown = (f"{name} {measure.value:.2f} {bounds(measure)}" for name, measure in figures.items())
    print(f"{title}: {', '.join(shown)}")


def bounds(measure: Measure) -> str:
    """The interval of a measure, empty where it has none."""
    if measure.low is None or measure.high is None:
        return ""
    return f"[{measure.low:.2f}–{measure.high:.2f}]"


if __name__ == "__main__":
    main(Path(sys.argv[1]))
