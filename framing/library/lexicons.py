"""The lexicons that made the scores of a library, in the text that it keeps of them."""

from __future__ import annotations

from framing.errors import NotFoundError
from framing.lexicons.lexicon import Lexicon
from framing.library import current_scores
from framing.library.connection import Connection
from framing.library.records import DimensionInfo
from framing.model import LexiconVersion


class Lexicons:
    """The lexicon versions of an open library; the current ones are those of the last run."""

    def __init__(self, db: Connection) -> None:
        self._db = db

    def current(self) -> tuple[Lexicon, ...]:
        """The lexicons of the current scores, in their order."""
        found = self._db.rows("SELECT canonical FROM lexicons WHERE active ORDER BY position, seq")
        return tuple(Lexicon.from_canonical(text) for (text,) in found)

    def dimensions(self) -> tuple[DimensionInfo, ...]:
        """The dimensions of the current scores, in the order of their lexicons."""
        return tuple(info for _, info in current_scores.dimensions(self._db))

    def one(self, fingerprint: str) -> Lexicon:
        """A lexicon version that made scores. Raises NotFoundError for one that made none."""
        found = self._db.row("SELECT canonical FROM lexicons WHERE fingerprint = ?", (fingerprint,))
        if found is None:
            raise NotFoundError(f"the library has no lexicon {fingerprint[:12]}")
        return Lexicon.from_canonical(found[0])

    def versions(self) -> list[LexiconVersion]:
        """All lexicon versions that made scores, by name and the order in which they came."""
        found = self._db.rows("SELECT name, version, fingerprint FROM lexicons ORDER BY name, seq")
        return [LexiconVersion(*columns) for columns in found]
