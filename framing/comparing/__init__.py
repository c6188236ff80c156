"""Comparisons: what differs between articles or sources, by how much, and because of which words.

Profiles or figures of articles come in; differences, copies, stories, linked passages and
keywords in context go out. `compare` sets two profiles side by side, `compare_pairs` every two of
several; rates of sources are in `source_rates`, lines of context in `kwic`.
"""

from typing import TYPE_CHECKING

from framing import loaded_later

if TYPE_CHECKING:
    from framing.comparing.comparison import Comparison, compare, compare_pairs
else:
    __getattr__ = loaded_later(__name__, comparison="Comparison compare compare_pairs")

__all__ = ["Comparison", "compare", "compare_pairs"]
