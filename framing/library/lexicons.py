"""The lexicons that made the scores of a library, in the text that it keeps of them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from framing.errors import NotFoundError
from framing.library import current_scores, json_shapes
from framing.library.connection import Connection
from framing.library.records import DimensionInfo
from framing.library.stored_forms import as_json
from framing.model import LexiconVersion

if TYPE_CHECKING:
    from framing.lexicons.lexicon import Lexicon


def _parsed(canonical: str) -> Lexicon:
    from framing.lexicons.lexicon import Lexicon  # lists of articles do without

    return Lexicon.from_canonical(canonical)


class Lexicons:
    """The lexicon versions of an open library; the current ones are those of the last run."""

    def __init__(self, db: Connection) -> None:
        self._db = db

    def current(self) -> tuple[Lexicon, ...]:
        """The lexicons of the current scores, in their order."""
        found = self._db.rows("SELECT canonical FROM lexicons WHERE active ORDER BY position, seq")
        return tuple(_parsed(text) for (text,) in found)

    def languages(self) -> set[str]:
        """The codes of the languages that the current lexicons are for; empty text for any."""
        sql = "SELECT coalesce(json_extract(canonical, '$.language'), '') FROM lexicons"
        return {code for (code,) in self._db.rows(f"{sql} WHERE active")}

    def dimensions(self) -> tuple[DimensionInfo, ...]:
        """The dimensions of the current scores, in the order of their lexicons."""
        return tuple(info for _, info in current_scores.dimensions(self._db))

    def one(self, fingerprint: str) -> Lexicon:
        """A lexicon version that made scores. Raises NotFoundError for one that made none."""
        found = self._db.row("SELECT canonical FROM lexicons WHERE fingerprint = ?", (fingerprint,))
        if found is None:
            raise NotFoundError(f"the library has no lexicon {fingerprint[:12]}")
        return _parsed(found[0])

    def used(self) -> tuple[str, ...] | None:
        """The names of the lexicons that the library uses; None where it was never told."""
        found = self._db.row("SELECT value FROM meta WHERE key = 'lexicons'")
        return None if found is None else tuple(self._db.json(found[0], json_shapes.names))

    def use(self, names: Iterable[str]) -> None:
        """Use the lexicons of these names from now on."""
        self._remember("lexicons", as_json(dict.fromkeys(names)))

    def kept(self, name: str) -> Lexicon | None:
        """A lexicon of that name as the library last knew it; None where it never did."""
        sql = "SELECT canonical FROM lexicons WHERE name = ? ORDER BY active DESC, seq DESC"
        found = self._db.row(sql, (name.encode(errors="replace").decode(),))
        return None if found is None else _parsed(found[0])

    def files(self) -> str:
        """The digest of the lexicon files that were last found to hold what the scores are by."""
        found = self._db.row("SELECT value FROM meta WHERE key = 'lexicon_files'")
        return "" if found is None else str(found[0])

    def remember_files(self, digest: str) -> None:
        """Keep that digest."""
        self._remember("lexicon_files", digest)

    def _remember(self, key: str, value: str) -> None:
        with self._db.transaction() as db:
            db.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (key, value))

    def versions(self) -> list[LexiconVersion]:
        """All lexicon versions that made scores, by name and the order in which they came."""
        found = self._db.rows("SELECT name, version, fingerprint FROM lexicons ORDER BY name, seq")
        return [LexiconVersion(*columns) for columns in found]
