"""Shards: articles and their scores as Arrow tables, and files of them, without a library.

Tables or files of articles come in, tables or files of scores go out. `score_table` rates a table,
`score_shard` a file; `read_scores` gives the ratings that such a file holds, `footer` what made
them.
"""

from typing import TYPE_CHECKING

from framing import loaded_later

if TYPE_CHECKING:
    from framing.shards.footers import Footer, footer
    from framing.shards.given_lexicons import lexicons_of
    from framing.shards.options import ShardOptions, ShardTally
    from framing.shards.score_files import read_scores
    from framing.shards.scoring import score_shard, score_table
else:
    __getattr__ = loaded_later(
        __name__,
        footers="Footer footer",
        given_lexicons="lexicons_of",
        options="ShardOptions ShardTally",
        score_files="read_scores",
        scoring="score_shard score_table",
    )

__all__ = [
    "Footer",
    "ShardOptions",
    "ShardTally",
    "footer",
    "lexicons_of",
    "read_scores",
    "score_shard",
    "score_table",
]
