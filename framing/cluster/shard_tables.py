"""The scores of the pieces of a shard as tables, and what is told of their rows.

Small files are read one by one and scored together; none of a file is given before all of it was
read. A larger piece is scored as it is read.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from framing.articles import File
from framing.articles.cleaning_version import CLEANING_VERSION
from framing.articles.readers import LeftOutError
from framing.articles.readers.packed import PACKED
from framing.cluster.piece_files import check_unchanged, files_of, placed, rows_of
from framing.cluster.pieces import Piece, Shard
from framing.errors import FramingError, ReadError
from framing.limits import MIB
from framing.matching import Scanner
from framing.model import Article
from framing.shards import ShardOptions
from framing.shards.footers import footer_of
from framing.shards.scoring import articles_of, scored, scored_articles

_SMALL = MIB
"""Bytes of a file that is read whole before it is scored."""
_TOGETHER = 2 * MIB
"""Bytes of small files that are scored together."""
_TOLD = 10
"""Lines that are kept of what was told."""

Held = list[tuple[Piece, list[Article]]]
"""Articles of small files that wait for others."""


class PieceError(Exception):
    """A piece that cannot be taken, of which some may have been given."""

    def __init__(self, piece: Piece, cause: FramingError) -> None:
        super().__init__(piece, cause)
        self.piece = piece
        self.cause = cause


class ShardTables:
    """The tables of a shard, to be gone through once."""

    def __init__(
        self, shard: Shard, scanner: Scanner, options: ShardOptions, refused: dict[Piece, str]
    ) -> None:
        """Pieces in `refused` are left out; what of a small file is wrong is added there."""
        self.footer = footer_of(scanner.lexicons, options.run, options.told())
        self.bad_rows = 0
        """Rows that were passed over."""
        self.notices: list[str] = []
        """The first lines that were told of rows and texts."""
        self._pieces = shard.pieces
        self._scanner = scanner
        self._options = options
        self._refused = refused

    def __iter__(self) -> Iterator[Any]:
        """The tables. Raises PieceError where a large piece cannot be taken."""
        held: Held = []
        for piece in self._pieces:
            if piece in self._refused:
                continue
            if not _is_small(piece):
                yield from self._streamed(piece)
            elif articles := self._read(piece):
                held.append((piece, articles))
                if sum(each.size for each, _ in held) >= _TOGETHER:
                    yield from self._together(held)
                    held = []
        yield from self._together(held)

    def _streamed(self, piece: Piece) -> Iterator[Any]:
        told = _Told(self._options)
        here = replace(self._options, rows=rows_of(piece), part=piece.unit != "file")
        try:
            check_unchanged(piece)
            for file in files_of(piece, here.reading):
                with scored(file, self._scanner, here, told) as (footer, tables):
                    if footer.cleaning_version != CLEANING_VERSION:
                        what = "another version of framing cleaned the texts"
                        raise ReadError(what, file=file.name, hint="leave out the column excluded")
                    yield from tables
            check_unchanged(piece)
        except FramingError as error:
            raise PieceError(piece, placed(error, piece)) from error
        self._tell(piece, told)

    def _read(self, piece: Piece) -> list[Article]:
        """The articles of a small file; none where it is refused."""
        told = _Told(self._options)
        try:
            check_unchanged(piece)
            file = File(piece.file, Path(piece.file))
            found = list(articles_of(file, self._options, told))
        except FramingError as error:
            self._refused[piece] = str(placed(error, piece))
            return []
        self._tell(piece, told)
        return found

    def _together(self, held: Held) -> Iterator[Any]:
        """The scores of small files, without those in which the scan gives up."""
        try:
            yield from self._scores(article for _, articles in held for article in articles)
        except FramingError as error:
            if len(held) == 1:
                piece, _ = held[0]
                self._refused[piece] = str(placed(error, piece))
                return
            for each in held:
                yield from self._together([each])

    def _scores(self, articles: Iterable[Article]) -> Sequence[Any]:
        batch = list(articles)
        return list(scored_articles(batch, self._scanner, self._options, self.footer))

    def _tell(self, piece: Piece, told: _Told) -> None:
        self.bad_rows += told.bad_rows
        for error in told.notices[: _TOLD - len(self.notices)]:
            self.notices.append(str(placed(error, piece)))


def _is_small(piece: Piece) -> bool:
    suffix = Path(piece.file).suffix.lower()
    return piece.unit == "file" and piece.size <= _SMALL and suffix not in (*PACKED, ".parquet")


class _Told:
    """Counts the rows of a piece that are passed over, and raises what may not be."""

    def __init__(self, options: ShardOptions) -> None:
        self._skips = options.reading.skip_bad_rows
        self.bad_rows = 0
        self.notices: list[ReadError] = []

    def __call__(self, error: ReadError) -> None:
        """Take what is told of a row or a file."""
        if not isinstance(error, LeftOutError):
            if not (self._skips and error.line):
                raise error
            self.bad_rows += 1
        if len(self.notices) < _TOLD:
            self.notices.append(error)
