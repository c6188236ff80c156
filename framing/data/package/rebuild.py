"""Rebuilds the tables of sources, pairs and trend of this package from its data, and compares.

    pip install pandas scipy
    python rebuild.py

Only data/scores.csv, data/groups.csv and provenance.json are read for it; `framing` is not needed.
Formulas: docs/method.md of framing, "Sources", "Sources compared", "Trend", "Many comparisons".
"""

from __future__ import annotations

import json
import math
import sys
from collections.abc import Iterator
from functools import lru_cache
from itertools import combinations
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from scipy.special import gammaln, stdtr, stdtrit

HERE = Path(__file__).parent
FEWEST_ARTICLES = 5
TOLERANCE = 1e-9
WIDEST = math.log(1e9)
MOST_PERMUTED, FEWEST_FOR_T = 50, 20
BLOCKS = (249, 250, 500, *9 * (1000,))
DRAWS, ENOUGH = sum(BLOCKS), 100
GROUPS = ("articles", "words", "matches", "pooled_rate", "mean_rate", "low", "high", "interval")
PAIRS = (
    *("articles_a", "articles_b", "rate_a", "rate_b", "ratio", "low", "high"),
    *("method", "p", "adjusted_p", "differs"),
)
NONE: tuple[float, float, str] = (math.nan, math.nan, "none")


def read(name: str) -> pd.DataFrame:
    """A table as texts: a source may be called NA."""
    return pd.read_csv(HERE / "data" / f"{name}.csv", dtype=str, keep_default_na=False)


def grouped_scores(provenance: dict[str, Any]) -> pd.DataFrame:
    """A row for each article, its group and a dimension, in the program's order; `counts` says
    whether groups count it."""
    scores = read("scores")
    for name in ("matches", "weight", "words"):
        scores[name] = scores[name].astype(float)
    every = bool(provenance["all_copies"])
    scores["counts"] = scores.words > 0 if every else scores.counted_in_groups == "1"
    groups = read("groups").rename(columns={"source": "group"})[["article_id", "group"]]
    found = scores.merge(groups, on="article_id")
    length = 4 if provenance["period"] == "year" else 7
    found["period"] = found.published.str[:length]
    return found.sort_values(["words", "weight", "article_id"], kind="stable")


def rates(scores: pd.DataFrame, keys: list[str]) -> pd.DataFrame:
    """The figures of each group of articles: pooled and mean rate, and its interval."""
    holding = scores[scores.counts & (scores.weight > 0)].groupby("dimension").weight
    held = {name: math.fsum(own) / len(own) for name, own in holding}
    rows = []
    for key, every in scores.groupby([*keys, "dimension"], sort=True):
        own = every[every.counts]
        hits, words = own.weight.to_numpy(float), own.words.to_numpy(float)
        matches = int(own.matches.sum())
        pooled = 1000 * hits.sum() / words.sum() if len(own) else math.nan
        mean = (1000 * hits / words).mean() if len(own) else math.nan
        ends = interval(hits, words, matches, held.get(key[-1], 1.0))
        rows.append((*key, len(own), int(words.sum()), matches, pooled, mean, *ends))
    return pd.DataFrame(rows, columns=[*keys, "dimension", *GROUPS])


def interval(hits: Any, words: Any, matches: int, held: float) -> tuple[float, float, str]:
    """Of the pooled rate: from the jackknife over articles; of a silent group its bound."""
    size, total = len(hits), words.sum()
    if size < FEWEST_ARTICLES:
        return NONE
    if not matches:
        return 0.0, 1000 * (1 - 0.05 ** (1 / size)) * held * size / total, "silence"
    rate = hits.sum() / total
    if not rate:
        return NONE
    spread = stdtrit(degrees(words), 0.975) * error(hits, words) / rate
    if spread > WIDEST:
        return NONE
    return 1000 * rate / math.exp(spread), 1000 * rate * math.exp(spread), "ratio"


def error(hits: Any, words: Any) -> float:
    """SE of the pooled rate per word: SE² = (A−1)/A · Σ ((h − r·n) / (N − n))²."""
    total = words.sum()
    moved = (hits - hits.sum() / total * words) / (total - words)
    return math.sqrt((len(hits) - 1) / len(hits) * (moved**2).sum())


def degrees(words: Any) -> float:
    """N²/Σn² − 1, at least 1."""
    return float(max(words.sum() ** 2 / (words**2).sum() - 1, 1.0))


def pairs(scores: pd.DataFrame) -> pd.DataFrame:
    """Every two groups of five articles or more, in every dimension; p adjusted over all rows."""
    rows = []
    for dimension, of_dimension in scores[scores.counts].groupby("dimension", sort=True):
        samples = {
            group: (own.weight.to_numpy(float), own.words.to_numpy(float))
            for group, own in of_dimension.groupby("group", sort=True)
            if len(own) >= FEWEST_ARTICLES
        }
        for a, b in combinations(samples, 2):
            one, other = samples[a], samples[b]
            sides = (len(one[0]), len(other[0]), 1000 * rate(one), 1000 * rate(other))
            rows.append((dimension, a, b, *sides, *compared(one, other)))
    found = pd.DataFrame(rows, columns=["dimension", "a", "b", *PAIRS[:9]])
    found["adjusted_p"] = benjamini_hochberg(found.p.astype(float))
    found["differs"] = (found.adjusted_p < 0.05).astype(int)
    return found


def rate(sample: tuple[Any, Any]) -> float:
    """Per word."""
    return float(sample[0].sum() / sample[1].sum())


def compared(a: tuple[Any, Any], b: tuple[Any, Any]) -> tuple[float, float, float, str, float]:
    """Ratio, its interval, the method and p of two samples of hits and words."""
    if not (rate(a) or rate(b)):
        return math.nan, math.nan, math.nan, "none", math.nan
    if not (rate(a) and rate(b)):
        return math.nan, math.nan, math.nan, "permutation", permutation_p(a, b)
    sizes = len(a[0]), len(b[0])
    few = sum(sizes) <= MOST_PERMUTED or min(sizes) < FEWEST_FOR_T
    errors = [error(*each) / rate(each) for each in (a, b)]
    freedom = satterthwaite(errors, [degrees(each[1]) for each in (a, b)])
    se, ratio = math.hypot(*errors), rate(a) / rate(b)
    p = permutation_p(a, b) if few else t_p(math.log(ratio), se, freedom)
    spread = stdtrit(freedom, 0.975) * se
    ends = (ratio / math.exp(spread), ratio * math.exp(spread)) if spread <= WIDEST else NONE[:2]
    return ratio, *ends, "permutation" if few else "t", p


def satterthwaite(errors: list[float], freedoms: list[float]) -> float:
    """Degrees of freedom of the error of a difference."""
    parts = sum(each**4 / own for each, own in zip(errors, freedoms, strict=True))
    return sum(each**2 for each in errors) ** 2 / parts if parts else sum(freedoms)


def t_p(difference: float, se: float, freedom: float) -> float:
    """Two-sided p of a difference of logarithms."""
    if not difference:
        return 1.0
    return float(2 * stdtr(freedom, -abs(difference) / se)) if se else 0.0


def permutation_p(a: tuple[Any, Any], b: tuple[Any, Any]) -> float:
    """Two-sided p by permuting the labels of the articles: all labellings where there are 9,999
    or fewer, else so many drawn ones, or until 100 of them reach the observed difference."""
    small, large = sorted((a, b), key=lambda each: len(each[0]))
    hits, words = (np.concatenate([small[part], large[part]]) for part in (0, 1))
    facts = np.stack([hits, words, hits * hits, hits * words, words * words])
    size, first = len(hits), len(small[0])
    observed = studentised(facts, np.arange(first)[:, None])[0] * (1 - 1e-9)
    if math.comb(size, first) <= DRAWS:
        every = np.array(list(combinations(range(size), first))).T
        return float((studentised(facts, every) >= observed).mean())
    beyond = drawn = 0
    for block, draws in enumerate(BLOCKS):
        found = studentised(facts, labellings(first, size - first, block)) >= observed
        reached = np.flatnonzero(found)
        if beyond + len(reached) >= ENOUGH:
            return float(ENOUGH / (drawn + reached[ENOUGH - beyond - 1] + 1))
        beyond, drawn = beyond + len(reached), drawn + draws
    return (beyond + 1) / (drawn + 1)


def studentised(facts: Any, chosen: Any) -> Any:
    """|r_A − r_B| / √(SE_A² + SE_B²) for each column of chosen articles against all others; SE of
    the ratio estimator."""
    one = np.take(facts, chosen, axis=1).sum(axis=1)
    others = facts.sum(axis=1)[:, None] - one
    apart, squares = np.zeros(one.shape[1]), np.zeros(one.shape[1])
    for sign, sums, size in ((1, one, len(chosen)), (-1, others, facts.shape[1] - len(chosen))):
        hits, words, hits_squared, hits_words, words_squared = sums
        own = hits / words
        spread = hits_squared - 2 * own * hits_words + own**2 * words_squared
        apart += sign * own
        squares += np.maximum(spread, 0) * size / (size - 1) / words**2
    apart = np.abs(apart)
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(apart > 0, apart / np.sqrt(squares), 0.0)


@lru_cache(maxsize=128)
def labellings(few: int, many: int, block: int) -> Any:
    """A block of draws of `few` articles of two groups, those of the smaller one first; a draw a
    column: how many are its own, and which, by a random order of either group's articles."""
    own, place = own_part(few, many, block), np.arange(few)[:, None]
    others = np.take_along_axis(order(many, few, 1, block), np.maximum(place - own, 0), axis=0)
    return np.where(place < own, order(few, few, 0, block), few + others)


def own_part(few: int, many: int, block: int) -> Any:
    """How many of the chosen are of the smaller group, in each draw (hypergeometric)."""
    own = np.arange(few + 1)
    ways = gammaln(own + 1) + 2 * gammaln(few - own + 1) + gammaln(many - few + own + 1)
    share = np.exp(ways.min() - ways)
    drawn = np.random.default_rng([few, many, block]).random(BLOCKS[block])
    return np.minimum(np.searchsorted(share.cumsum() / share.sum(), drawn, side="right"), few)


@lru_cache(maxsize=512)
def order(size: int, most: int, role: int, block: int) -> Any:
    """The first `most` of `size` articles in a random order, a draw a column; `role` is 0 for the
    smaller group. (Fisher & Yates, of which only what moved is written down.)"""
    draw, draws = np.random.default_rng([size, role, block]), BLOCKS[block]
    moved, row = np.zeros((draws, size), np.int64), np.arange(draws)
    found = np.empty((most, draws), np.int64)
    for at in range(most):
        other = draw.integers(at, size, draws)
        found[at] = other + moved[row, other]
        moved[row, other] = at + moved[row, at] - other
    return found


def benjamini_hochberg(p: pd.Series) -> pd.Series:
    """The adjusted p values; those that are absent are not in it."""
    known = p.dropna().sort_values(ascending=False)
    ranks = np.arange(len(known), 0, -1)
    return (known * len(known) / ranks).cummin().clip(upper=1).reindex(p.index)


def differences(rebuilt: pd.DataFrame, name: str, keys: list[str]) -> Iterator[str]:
    """What is not as in the table of the program."""
    shipped = read(name)
    if len(shipped) != len(rebuilt):
        yield f"{name}: {len(rebuilt)} rows instead of {len(shipped)}"
    both = rebuilt.merge(shipped, on=keys, suffixes=("", " shipped"), validate="one_to_one")
    if len(both) != len(shipped):
        yield f"{name}: only {len(both)} of {len(shipped)} rows are found by {', '.join(keys)}"
    for column in PAIRS if name == "pairs" else GROUPS:
        own, theirs = both[column], both[f"{column} shipped"]
        if column in ("interval", "method"):
            wrong = own != theirs
        else:
            x, y = own.astype(float), theirs.replace("", "nan").astype(float)
            wrong = ~np.isclose(x, y, rtol=TOLERANCE, atol=1e-12, equal_nan=True)
        for _, row in both[wrong].head(3).iterrows():
            where = ", ".join(str(row[key]) for key in keys)
            yield f"{name}, {where}: {column} {row[column]!r} instead of {row[f'{column} shipped']}"


def main() -> int:
    """Rebuild and compare all three tables; 1 where something differs."""
    provenance = json.loads((HERE / "provenance.json").read_text(encoding="utf-8"))
    scores = grouped_scores(provenance)
    found = 0
    for name, table, keys in (
        ("sources", rates(scores, ["group"]), ["source", "dimension"]),
        ("trend", rates(scores, ["group", "period"]), ["source", "period", "dimension"]),
        ("pairs", pairs(scores), ["dimension", "a", "b"]),
    ):
        wrong = list(differences(table.rename(columns={"group": "source"}), name, keys))
        found += len(wrong)
        said = "\n".join(wrong) or f"{name}: {len(table)} rows, all as the program has them"
        sys.stdout.write(said + "\n")
    return int(found > 0)


if __name__ == "__main__":
    sys.exit(main())
