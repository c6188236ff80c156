"""Statistics: rates, ratios and agreement of plain numbers; no text, lexicon or file is known here.

Counts and sums come in, figures with their intervals and p values go out. `rate_per_1000` and
`interval_of` make a rate, `rate_ratio` holds two of them against each other; the agreement of
coders is in `agreement`, precision and recall in `classification`.
"""

from typing import TYPE_CHECKING

from framing import loaded_later

if TYPE_CHECKING:
    from framing.statistics.rate_ratios import RateRatio, rate_ratio
    from framing.statistics.rates import interval_of, rate_per_1000
else:
    __getattr__ = loaded_later(
        __name__,
        rate_ratios="RateRatio rate_ratio",
        rates="interval_of rate_per_1000",
    )

__all__ = ["RateRatio", "interval_of", "rate_per_1000", "rate_ratio"]
