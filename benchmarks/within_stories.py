"""How often a difference within stories is seen where there is none, on the stories of a library.

So many stories are drawn from the library, and the articles of each are shared out at random
between A and B: evenly, or one to A and the others to B. Nothing but chance tells them apart.
Printed is by dimension in how many of the draws p was below .05, of those that had one, and in how
many the 95 % interval held a ratio of 1.

    python -m benchmarks.within_stories LIBRARY [--draws 400]

LIBRARY is a library file whose stories are found (`framing stories`).
"""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np

from framing.library import Library
from framing.statistics.rate_ratios import RateRatio
from framing.statistics.story_ratios import Stories, story_ratio

SIZES = (5, 10, 20, 50, 200)

Told = list[np.ndarray]
"""For each story its articles: a row each of hits and words."""


def main() -> None:
    """Print a line for each number of stories and way of sharing out."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("library", type=Path)
    parser.add_argument("--draws", type=int, default=400, help="of each kind (400)")
    given = parser.parse_args()
    draw = np.random.default_rng(1)
    by_dimension = read(given.library)
    print("stories, to A: by dimension p < .05 (draws with p), intervals that held 1")
    for size in SIZES:
        for to_a in ("half", "one"):
            print(
                size,
                to_a,
                *(line(*each, size, to_a, given.draws, draw) for each in by_dimension.items()),
            )


def read(path: Path) -> dict[str, Told]:
    """The stories of two articles or more, copies left out, in every dimension."""
    with Library(path, read_only=True) as library:
        families = library.similar.families()
        scores = {
            (each.article.id, each.score.dimension): (each.score.weight, each.score.words)
            for each in library.scores.read()
            if each.score.words
            and families.get(each.article.id, each.article.id) == each.article.id
        }
        stories = list(library.similar.stories().values())
    dimensions = sorted({dimension for _, dimension in scores})
    found: dict[str, Told] = {name: [] for name in dimensions}
    for name in dimensions:
        for members in stories:
            rows = [scores[each, name] for each in members if (each, name) in scores]
            if len(rows) > 1:
                found[name].append(np.array(rows, dtype=float))
    return found


def line(
    dimension: str, told: Told, size: int, to_a: str, draws: int, draw: np.random.Generator
) -> str:
    """The figures of one dimension."""
    if len(told) < size:
        return f"{dimension} too few stories"
    found = [shared_out(told, size, to_a, draw) for _ in range(draws)]
    p = [each.p for each in found if each.p is not None]
    false = np.mean([each < 0.05 for each in p]) if p else 0.0
    held = [
        (each.low or 0) <= 1 <= (each.high or np.inf)
        for each in found
        if each.method == "stories" and each.ratio is not None
    ]
    return f"{dimension} {false:.3f} ({len(p)}), {np.mean(held) if held else 1:.3f};"


def shared_out(told: Told, size: int, to_a: str, draw: np.random.Generator) -> RateRatio:
    """The ratio in a draw of stories, their articles shared out at random."""
    rows = []
    for place in draw.permutation(len(told))[:size]:
        articles = draw.permutation(told[place])
        cut = 1 if to_a == "one" else len(articles) // 2
        rows.append([*articles[:cut].sum(axis=0), *articles[cut:].sum(axis=0)])
    return story_ratio(Stories(*np.array(rows).T))


if __name__ == "__main__":
    main()
