"""A cluster: many files of articles scored into a lake, shard by shard, by one process or many.

Files and lexicons come in, a folder of scores goes out, by year of publication, with a manifest
that names what stands in it. `score_files` does all of it by an engine. What an engine of one's own
needs are its three parts: `begin` plans the shards, `Run.work` scores one, wherever it is
called, and `finish` says in the manifest what is there.
"""

from typing import TYPE_CHECKING

from framing import loaded_later

if TYPE_CHECKING:
    from framing.cluster.lakes import Run, begin, finish
    from framing.cluster.manifests import Manifest, Output, Receipt, read_manifest
    from framing.cluster.pieces import Piece, Shard
    from framing.cluster.scoring import score_files
else:
    __getattr__ = loaded_later(
        __name__,
        lakes="Run begin finish",
        manifests="Manifest Output Receipt read_manifest",
        pieces="Piece Shard",
        scoring="score_files",
    )

__all__ = [
    "Manifest",
    "Output",
    "Piece",
    "Receipt",
    "Run",
    "Shard",
    "begin",
    "finish",
    "read_manifest",
    "score_files",
]
