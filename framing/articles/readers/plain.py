"""Plain text: the whole file is one article."""

from __future__ import annotations

from collections.abc import Iterator

from framing.articles.readers.base import BadRow, File, Options
from framing.articles.readers.opening import read_text
from framing.model import Draft


def read_plain(file: File, options: Options, _: BadRow) -> Iterator[Draft]:
    """The one article of a text file. Raises ReadError where the file cannot be taken."""
    yield Draft(read_text(file, options), file.name, **options.metadata())
