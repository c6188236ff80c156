"""Pages that Safari saves (`.webarchive`): a property list that holds the page."""

from __future__ import annotations

import plistlib
from collections.abc import Iterator
from typing import Any

from framing import limits
from framing.articles.readers.base import BadRow, File, Options
from framing.articles.readers.opening import read_bytes, text_of
from framing.articles.readers.pages import declared, page_fields
from framing.errors import ReadError
from framing.model import Draft


def read_webarchive(file: File, options: Options, _: BadRow) -> Iterator[Draft]:
    """The one article of a page that Safari saved.

    Raises ReadError for what is no such file, above the caps, or without text.
    """
    main = _main(read_bytes(file, b"bplist00"), file)
    content, label = main.get("WebResourceData"), str(main.get("WebResourceTextEncodingName", ""))
    if not isinstance(content, bytes):
        raise _broken(file)
    page = text_of(content, file, options, lambda opening: label or declared(opening))
    found = page_fields(page, file, options, str(main.get("WebResourceURL", "")))
    yield Draft(origin=file.name, **(found | options.metadata()))


def _main(content: bytes, file: File) -> dict[str, Any]:
    objects = int.from_bytes(content[-24:-16], "big")
    if objects > limits.DOCUMENT_ELEMENTS:
        raise _broken(file)
    try:
        archive = plistlib.loads(content, fmt=plistlib.FMT_BINARY)
    except (plistlib.InvalidFileException, ValueError, TypeError, RecursionError) as error:
        raise _broken(file) from error
    main = archive.get("WebMainResource") if isinstance(archive, dict) else None
    if not isinstance(main, dict):
        raise _broken(file)
    return main


def _broken(file: File) -> ReadError:
    what = "this is no page that Safari saved, or a damaged one"
    return ReadError(what, file=file.name, hint="save the page as .html")
