"""How often groups of made-up coded articles differ in precision where their precision is the same.

Articles hold units of which each is right with a chance of the article's own; the chances of all
have one mean, and the units of one article the correlation that is named. Printed is for shapes of
groups (articles and mean units of each) in how many of the draws p was below .05, and how often the
95 % interval of a group held the mean.

    python -m benchmarks.equal_shares [--draws 300]
"""

from __future__ import annotations

import argparse

import numpy as np

from framing.statistics.clustered_shares import Parts, clustered_share, equal_shares_p

SHAPES = (
    ((20, 1), (20, 1)),
    ((8, 1), (40, 5)),
    ((5, 4), (30, 1)),
    ((30, 3), (30, 3)),
    ((10, 3), (10, 3), (40, 1)),
    ((20, 6), (60, 1)),
)
SHARES = (0.5, 0.8, 0.95)
CORRELATIONS = (0.0, 0.3, 0.7)


def main() -> None:
    """Print a line for each shape and correlation, and in it the figures of each share."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--draws", type=int, default=300, help="of each kind (300)")
    draws = parser.parse_args().draws
    draw = np.random.default_rng(1)
    print(f"groups, correlation: p < .05 and intervals that held it, for shares of {SHARES}")
    for shape in SHAPES:
        for together in CORRELATIONS:
            print(shape, together, *(line(draw, shape, each, together, draws) for each in SHARES))


def line(draw: np.random.Generator, shape, share: float, together: float, draws: int) -> str:
    """The figures of one kind of groups."""
    false, held = [], []
    for _ in range(draws):
        groups = [articles(draw, *size, share, together) for size in shape]
        false.append((equal_shares_p(groups) or 0) < 0.05)
        found = map(clustered_share, groups)
        held += [each.low <= share <= each.high for each in found if each.low is not None]
    return f"{np.mean(false):.3f} {np.mean(held):.3f};"


def articles(
    draw: np.random.Generator, size: int, units: float, share: float, together: float
) -> Parts:
    """So many articles, with a number of units that is spread geometrically."""
    whole = draw.geometric(1 / units, size)
    chance = np.full(size, share)
    if together:
        spread = (1 - together) / together
        chance = draw.beta(share * spread, (1 - share) * spread, size)
    right = draw.binomial(whole, chance)
    return Parts(right.astype(float), whole.astype(float), whole.astype(float))


if __name__ == "__main__":
    main()
