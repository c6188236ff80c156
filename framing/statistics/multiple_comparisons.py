"""p values of many comparisons, adjusted for how many they are."""

from __future__ import annotations

from collections.abc import Sequence


def benjamini_hochberg(p_values: Sequence[float]) -> list[float]:
    """The adjusted p values, in the order given (Benjamini & Hochberg 1995)."""
    import numpy as np  # the two texts of a comparison do without

    p = np.asarray(p_values, dtype=float)
    order = np.argsort(-p, kind="stable")
    adjusted = np.empty(len(p))
    adjusted[order] = np.minimum.accumulate(
        np.minimum(p[order] * len(p) / np.arange(len(p), 0, -1), 1.0)
    )
    return adjusted.tolist()
