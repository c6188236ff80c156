"""How often the tests of sources see a difference where there is none, on real articles.

Every source of a corpus with articles enough is taken as a population. Two groups are drawn from it
without overlap, so nothing but chance tells them apart: printed is in how many of the draws p was
below .05, by the sizes of both and by dimension, and how often the 95 % interval of the pooled rate
of one group held the rate of all its source's articles. Then each source is split at random into 20
"sources" of one size, and all pairs are compared as `framing sources` does.

    python -m benchmarks.false_positives CORPUS... [--draws 200]

A corpus is JSON Lines with the fields source, title and text, gzipped or not.
"""

from __future__ import annotations

import argparse
import gzip
import json
from collections.abc import Iterator, Mapping
from pathlib import Path

import numpy as np

from framing.articles import take
from framing.articles.batches import batches
from framing.comparing.source_pairs import SourcePairs
from framing.comparing.source_rates import source_rates
from framing.lexicons.installed import active
from framing.library import ArticleFigures
from framing.library.figures import Figures
from framing.matching import Scanner
from framing.model import Draft
from framing.statistics.group_ratios import group_ratio
from framing.statistics.groups import Groups, Sample

PAIRS = ((5, 5), (5, 10), (5, 45), (10, 10), (20, 30), (5, 100), (30, 100), (100, 100), (5, 300))
SIZES = (5, 7, 10, 20, 50, 100)
SPLITS = (3, 4, 5, 10, 20)
PARTS = 20

Populations = Mapping[tuple[str, str], Sample]
"""By source and dimension."""


def main() -> None:
    """Print the three tables."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("corpus", nargs="+", type=Path)
    parser.add_argument("--draws", type=int, default=200, help="of each pair of sizes (200)")
    parser.add_argument("--least", type=int, default=310, help="articles of a source (310)")
    given = parser.parse_args()
    populations = read(given.corpus, given.least)
    draw = np.random.default_rng(1)
    print("p < .05 between two groups of one source: mean over sources (highest)")
    for sizes in PAIRS:
        print(sizes, *row(populations, lambda one, n=sizes: false(one, n, given.draws, draw)))
    print("95 % intervals that held the rate of the source: mean over sources (lowest)")
    for size in SIZES:
        print(
            size, *row(populations, lambda one, n=size: held(one, n, given.draws, draw), low=True)
        )
    print(f"one source split into {PARTS}: raw p < .05; draws with a pair that differs")
    for size in SPLITS:
        print(size, *split(populations, size, max(given.draws // 4, 1), draw))


def read(corpora: list[Path], least: int) -> Populations:
    """The articles of each source that has enough, in every dimension that is on."""
    scanner, found = Scanner(active()), {}
    for path in corpora:
        for batch in batches(map(take, drafts(path))):
            for rating in scanner.rate(batch):
                for score in rating.scores:
                    if score.words:
                        key = f"{path.stem[:10]} {rating.article.source}", score.dimension
                        found.setdefault(key, []).append((score.weight, score.words))
    return {
        key: Sample(*np.array(pairs, dtype=float).T)
        for key, pairs in sorted(found.items())
        if len(pairs) >= least
    }


def drafts(path: Path) -> Iterator[Draft]:
    """The articles of a file."""
    with (gzip.open if path.suffix == ".gz" else open)(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            fields = json.loads(line)
            yield Draft(
                text=fields["text"],
                origin=path.name,
                source=fields.get("source") or "",
                title=fields.get("title") or "",
            )


def row(populations: Populations, figure, *, low: bool = False) -> list[str]:
    """A figure of every population, summed up by dimension."""
    by_dimension: dict[str, list[float]] = {}
    for (_, dimension), population in populations.items():
        by_dimension.setdefault(dimension, []).append(figure(population))
    worst = min if low else max
    return [f"{name} {np.mean(v):.3f} ({worst(v):.3f})" for name, v in by_dimension.items()]


def drawn(population: Sample, size: int, draw: np.random.Generator) -> Sample:
    """So many articles, none twice."""
    chosen = draw.permutation(len(population.words))[:size]
    return Sample(population.hits[chosen], population.words[chosen])


def false(
    population: Sample, sizes: tuple[int, int], draws: int, draw: np.random.Generator
) -> float:
    """Share of the draws in which p was below .05, of those that have one."""
    p = []
    for _ in range(draws):
        both = drawn(population, sum(sizes), draw)
        sides = (
            Sample(both.hits[part], both.words[part])
            for part in (slice(sizes[0]), slice(sizes[0], None))
        )
        p.append(group_ratio(*sides).p)
    known = [each < 0.05 for each in p if each is not None]
    return float(np.mean(known)) if known else 0.0


def held(population: Sample, size: int, draws: int, draw: np.random.Generator) -> float:
    """Share of the draws whose interval or bound held the rate of the population."""
    rate, some = (
        1000 * Groups.of_samples([population]).rate[0],
        population.hits[population.hits > 0].mean(),
    )
    good = 0
    for _ in range(draws):
        chosen = draw.integers(0, len(population.words), size)
        sample = Sample(population.hits[chosen], population.words[chosen])
        groups = Groups.of_samples([sample])
        if groups.rate[0]:
            low, high = groups.intervals()
            good += not (rate < low[0] or rate > high[0])
        else:
            good += rate <= groups.silence_bounds(some)[0]
    return good / draws


def split(populations: Populations, size: int, draws: int, draw: np.random.Generator) -> list[str]:
    """Sources split at random into equal parts, and all pairs of these compared."""
    raw, flagged, silent = [], [], 0
    sources = sorted({source for source, _ in populations})
    for source in sources:
        own = {name: each for (of, name), each in populations.items() if of == source}
        for _ in range(draws):
            order = draw.integers(0, len(next(iter(own.values())).words), size * PARTS)
            made = [
                figure(f"part {at // size:02}", at, name, sample, article)
                for name, sample in own.items()
                for at, article in enumerate(order.tolist())
            ]
            pairs = SourcePairs(source_rates(Figures.of(made)))
            p = [each.ratio.p for each in pairs if each.ratio.p is not None]
            raw += [each < 0.05 for each in p]
            silent += not p
            flagged.append(any(pairs.flagged()))
    if not raw:
        return ["no verdict"]
    return [f"{np.mean(raw):.3f}; {np.mean(flagged):.3f} of {len(flagged)} draws"]


def figure(part: str, at: int, dimension: str, sample: Sample, article: int) -> ArticleFigures:
    """One article in its part."""
    weight = float(sample.hits[article])
    return ArticleFigures(
        part, f"{at}", "", "words", dimension, int(sample.words[article]), round(weight), weight
    )


if __name__ == "__main__":
    main()
