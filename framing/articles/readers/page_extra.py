"""Web pages by trafilatura, for those that the built-in reader finds hard; an extra."""

from __future__ import annotations

from collections.abc import Iterator

from framing.articles.readers.base import BadRow, File, Options
from framing.articles.readers.opening import read_text
from framing.articles.readers.page_metadata import metadata, title_of
from framing.articles.readers.page_outline import outline
from framing.articles.readers.pages import declared
from framing.errors import ReadError, UsageError
from framing.model import Draft


def read_page_with_extra(file: File, options: Options, _: BadRow) -> Iterator[Draft]:
    """The one article of a web page, its main text found by trafilatura. Nothing is fetched.

    Raises ReadError for a file that cannot be taken, UsageError where trafilatura is missing.
    """
    try:
        from trafilatura import extract
    except ImportError as error:
        hint = "pip install 'framing-tui[web]', or say --format html"
        raise UsageError(f"trafilatura cannot be loaded: {error.msg}", hint=hint) from error
    page = read_text(file, options, declared)
    head = outline(page, file.name)
    text = extract(page, include_comments=False)
    if not text:
        raise ReadError("trafilatura finds no article in this page", file=file.name)
    known = metadata(head, title_of(head), options.map)
    yield Draft(text, file.name, **(known | options.metadata()))
