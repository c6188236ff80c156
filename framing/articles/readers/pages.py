"""Web pages: main text, title, date, author and site name, from the page alone.

Nothing is fetched. The source stays unknown: whose text it is, a page does not say reliably; the
site's name is the publisher.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from framing.articles.line_characters import fold
from framing.articles.readers.base import BadRow, File, Options
from framing.articles.readers.opening import read_text
from framing.articles.readers.page_metadata import metadata, title_of
from framing.articles.readers.page_outline import Block, outline
from framing.articles.readers.page_text import article_blocks, joined
from framing.errors import ReadError
from framing.model import Draft

_DECLARED = re.compile(
    rb"<\?xml[^>]{0,200}?encoding\s{0,9}=\s{0,9}[\"']([\w.:\-]{1,40})"
    rb"|<meta[^>]{0,500}?charset\s{0,9}=\s{0,9}[\"']?\s{0,9}([\w.:\-]{1,40})",
    re.IGNORECASE,
)
_TITLE_BLOCKS = 12
"""The title of an article stands among the first so many of its blocks."""


def read_page(file: File, options: Options, _: BadRow) -> Iterator[Draft]:
    """The one article of a web page.

    Raises ReadError for a file that cannot be taken, and for a page without text.
    """
    found = page_fields(read_text(file, options, declared), file, options)
    yield Draft(origin=file.name, **(found | options.metadata()))


def page_fields(content: str, file: File, options: Options, address: str = "") -> dict[str, Any]:
    """The text of a page and the article fields that it gives; the address is the one where it
    was found, which counts where it names none.

    Raises ReadError for a page without text, and for one of more elements than the cap.
    """
    page = outline(content, file.name)
    title = title_of(page)
    text = joined(page, _below_title(article_blocks(page, title) or page.blocks, title))
    if not text:
        raise ReadError("the page holds no text", file=file.name)
    return {"text": text, **metadata(page, title, options.map, address)}


def declared(opening: bytes) -> str:
    """The label of the encoding that the head of a page declares; empty for none."""
    found = _DECLARED.search(opening)
    label = (found[1] or found[2]).decode("ascii", "ignore") if found else ""
    # What could be read as ASCII so far is not UTF-16, whatever it says (HTML standard).
    return "utf-8" if label.lower().startswith("utf-16") else label


def _below_title(blocks: list[Block], title: str) -> list[Block]:
    """The blocks after the title, where it stands among the first."""
    wanted = fold(title)
    for index, block in enumerate(blocks[:_TITLE_BLOCKS]):
        if wanted and fold(block.text) == wanted and index + 1 < len(blocks):
            return blocks[index + 1 :]
    return blocks
