"""Makes the tables of a study again by pandas from its package, and holds them to the program's.

    python tables_again.py FOLDER

The folder has `package`, the table `model.csv` (for the topics, which no package has), and, as
`--json` printed them, `by_source.json`, `by_topic.json`, `by_year.json`, `trend.json`,
`years.json`, `pairs.json`, `within.json` and `validation.json`. The formulas are those of
docs/method.md, written down once more. p by permutation is not made again here: it depends on the
labels that are drawn.
"""

from __future__ import annotations

import json
import sys
from itertools import combinations
from pathlib import Path

import numpy as np
import pandas as pd
from scipy import optimize, stats

CROSS = " × "
FIGURES = ["articles", "words", "pooled_rate", "mean_rate", "low", "high"]


def main() -> None:
    """Compare every table; the first figure that differs ends it."""
    folder = Path(sys.argv[1])
    scores = counted_scores(folder)
    for name, by in (
        ("by_source", ["source"]),
        ("by_topic", ["source,meta.topic"]),
        ("by_year", ["source,year"]),
        ("trend", ["source", "month"]),
        ("years", ["source", "year"]),
    ):
        checked = compare(rates(scores, by), printed(folder / f"{name}.json", by), name)
        sys.stdout.write(f"{name}: {checked} rows are the same\n")
    checked = pairs_agree(scores, printed(folder / "pairs.json", []))
    sys.stdout.write(f"pairs: {checked} rows are the same\n")
    checked = within_agree(scores, printed(folder / "within.json", []))
    sys.stdout.write(f"within stories: {checked} ratios are the same\n")
    for told in json.loads((folder / "validation.json").read_text(encoding="utf-8"))["rows"]:
        mine = alpha(folder, told["dimension"])
        np.testing.assert_allclose(mine, told["alpha"], rtol=1e-9, err_msg=told["dimension"])
        sys.stdout.write(f"alpha of {told['dimension']}: {mine:.3f} is the same\n")


def counted_scores(folder: Path) -> pd.DataFrame:
    """The scores that groups count, with the groups that they are put together by."""
    scores = pd.read_csv(folder / "package" / "data" / "scores.csv", dtype={"published": str})
    scores = scores[scores.counted_in_groups == 1].copy()
    topics = pd.read_csv(folder / "model.csv").groupby("article_id")["meta.topic"].first()
    scores["source,meta.topic"] = scores.source + CROSS + scores.article_id.map(topics)
    scores["month"], scores["year"] = scores.published.str[:7], scores.published.str[:4]
    scores["source,year"] = scores.source + CROSS + scores.year
    return scores


def printed(path: Path, by: list[str]) -> pd.DataFrame:
    """The rows that the program printed; the name of a group in a column called as the group."""
    rows = pd.DataFrame(json.loads(path.read_text(encoding="utf-8"))["rows"])
    return rows.rename(columns={"source": by[0]}) if by else rows


def rates(scores: pd.DataFrame, by: list[str]) -> pd.DataFrame:
    """Articles, words, both rates and the interval of every group and dimension."""
    found = []
    for key, group in scores.groupby([*by, "dimension"]):
        hits, words = group.weight.to_numpy(float), group.words.to_numpy(float)
        figures = {
            "articles": len(group),
            "words": words.sum(),
            "pooled_rate": 1000 * hits.sum() / words.sum(),
            "mean_rate": (1000 * hits / words).mean(),
        }
        if len(group) >= 5 and hits.any():
            error, degrees = relative_error(hits, words)
            spread = stats.t.ppf(0.975, degrees) * error
            if spread <= np.log(1e9):
                figures["low"] = figures["pooled_rate"] / np.exp(spread)
                figures["high"] = figures["pooled_rate"] * np.exp(spread)
        found.append(dict(zip([*by, "dimension"], key, strict=True)) | figures)
    return pd.DataFrame(found)


def relative_error(hits: np.ndarray, words: np.ndarray) -> tuple[float, float]:
    """SE(r)/r by a jackknife over articles, and its degrees of freedom."""
    size, total = len(hits), words.sum()
    rate = hits.sum() / total
    moved = (hits - rate * words) / (total - words)
    error = np.sqrt((size - 1) / size * (moved**2).sum())
    return error / rate, max(total**2 / (words**2).sum() - 1, 1.0)


def compare(mine: pd.DataFrame, theirs: pd.DataFrame, name: str) -> int:
    """How many rows agree. Raises AssertionError where one does not."""
    key = [each for each in mine.columns if each not in FIGURES]
    theirs = theirs[theirs.interval != "silence"] if name != "pairs" else theirs
    both = theirs.merge(mine, on=key, suffixes=("", "_again"), how="left", validate="1:1")
    for each in FIGURES:
        np.testing.assert_allclose(
            both[f"{each}_again"].astype(float),
            both[each].astype(float),
            rtol=1e-9,
            err_msg=f"{name}: {each}",
        )
    return len(both)


def pairs_agree(scores: pd.DataFrame, theirs: pd.DataFrame) -> int:
    """The ratios of every two papers, p by t, and p adjusted over all of them."""
    again = {}
    for dimension, rows in scores.groupby("dimension"):
        groups = {name: own for name, own in rows.groupby("source") if len(own) >= 5}
        for a, b in combinations(sorted(groups), 2):
            again[dimension, a, b] = ratio(groups[a], groups[b])
    p = theirs.p.astype(float).to_numpy()
    for row, adjusted in zip(theirs.itertuples(), stats.false_discovery_control(p), strict=True):
        assert row.method == "t", "made of too few articles"
        mine = [*again[row.dimension, row.a, row.b], adjusted]
        told = [row.ratio, row.low, row.high, row.p, row.adjusted_p]
        np.testing.assert_allclose(mine, told, rtol=1e-9, err_msg=f"{row.a}, {row.b}")
    return len(theirs)


def ratio(a: pd.DataFrame, b: pd.DataFrame) -> tuple[float, float, float, float]:
    """The ratio of two pooled rates with its interval, and p by Student's t."""
    hits, words = [[each[name].to_numpy(float) for each in (a, b)] for name in ("weight", "words")]
    rate_a, rate_b = (own.sum() / of.sum() for own, of in zip(hits, words, strict=True))
    errors, degrees = zip(*map(relative_error, hits, words), strict=True)
    squares = np.square(errors)
    error = np.sqrt(squares.sum())
    freedom = squares.sum() ** 2 / (squares**2 / np.array(degrees)).sum()
    spread = stats.t.ppf(0.975, freedom) * error
    found = rate_a / rate_b
    p = 2 * stats.t.sf(abs(np.log(found)) / error, freedom)
    return found, found / np.exp(spread), found * np.exp(spread), p


def within_agree(scores: pd.DataFrame, theirs: pd.DataFrame) -> int:
    """The ratio ρ of every two papers in the stories that both told: Σ(h_A − H·π) = 0."""
    for row in theirs.itertuples():
        told = scores[(scores.dimension == row.dimension) & scores.source.isin([row.a, row.b])]
        sums = told.groupby(["story", "source"])[["weight", "words"]].sum().unstack().dropna()
        a, b = (sums.xs(name, axis=1, level="source").to_numpy() for name in (row.a, row.b))

        def score(log_ratio: float, a: np.ndarray = a, b: np.ndarray = b) -> float:
            odds = np.exp(log_ratio) * a[:, 1] / b[:, 1]
            return float((a[:, 0] - (a[:, 0] + b[:, 0]) * odds / (1 + odds)).sum())

        assert row.stories == len(sums)
        mine = np.exp(optimize.brentq(score, -20, 20, xtol=1e-14, rtol=1e-14))
        np.testing.assert_allclose(mine, row.ratio, rtol=1e-9, err_msg=f"{row.dimension}: within")
    return len(theirs)


def alpha(folder: Path, dimension: str) -> float:
    """Krippendorff's nominal alpha of two coders who coded every unit; the adjudicator is none."""
    codes = pd.read_csv(folder / "package" / "data" / "codes.csv")
    codes = codes[(codes.dimension == dimension) & (codes.role == "coder")]
    one, other = codes.pivot_table("value", "unit", "coder").to_numpy().T
    counts = codes["value"].value_counts()
    expected = 1 - (counts * (counts - 1)).sum() / (counts.sum() * (counts.sum() - 1))
    return float(1 - (one != other).mean() / expected)


if __name__ == "__main__":
    main()
