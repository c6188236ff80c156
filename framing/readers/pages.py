"""Web pages (placeholder)."""
from __future__ import annotations

from collections.abc import Iterator

from framing.model import Draft
from framing.readers.base import BadRow, File, Options
from framing.readers.opening import read_text


def read_page(file: File, options: Options, _: BadRow) -> Iterator[Draft]:
    """X."""
    yield Draft(read_text(file, options), file.name, **options.metadata())
