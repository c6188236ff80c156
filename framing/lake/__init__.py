"""Lakes: folders of scored shards, as `framing cluster score` writes them, asked without a library.

The folder of a lake comes in, with rules that select articles; rates of groups, lists of articles
and words that tell groups apart come out, by the formulas that a library is read with, or a
library of a part of it. The only wing that knows DuckDB.
"""

from typing import TYPE_CHECKING

from framing import loaded_later

if TYPE_CHECKING:
    from framing.lake.lake import Lake
else:
    __getattr__ = loaded_later(__name__, lake="Lake")

__all__ = ["Lake"]
