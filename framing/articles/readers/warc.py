"""Web archives (WARC), as wget, Heritrix and Browsertrix write them: an article a page.

Only responses that hold a web page are read; what is left out is counted and said.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

from framing import limits
from framing.articles.readers.base import BadRow, File, LeftOutError, Options
from framing.articles.readers.extras import extra
from framing.articles.readers.opening import open_file, text_of
from framing.articles.readers.pages import declared, page_fields
from framing.errors import ReadError
from framing.model import Draft

_SHORTEST = 500
"""Characters of the text of a page that counts as an article; start pages and errors have fewer."""
_PAGES = ("text/html", "application/xhtml+xml")


def read_warc(file: File, options: Options, bad_row: BadRow) -> Iterator[Draft]:
    """The articles of a web archive, one a page; their line is the number of the record.

    Says how many records are no pages, and how many pages were no articles. Raises ReadError for
    what is no archive, damaged, or without articles; UsageError where warcio is missing.
    """
    warcio = extra("warcio.archiveiterator", "formats")
    left: Counter[str] = Counter()
    count = number = 0
    with open_file(file) as stream:
        records = iter(warcio.ArchiveIterator(stream))
        while (record := _next(records, file)) is not None:
            number += 1
            found = _article(record, file, options, left)
            if found:
                count += 1
                yield Draft(origin=file.name, line=number, **(found | options.metadata()))
    if left:
        listed = ", ".join(f"{many} {what}" for what, many in left.items())
        what = f"{number} records, {count} articles; left out: {listed}"
        bad_row(LeftOutError(what, file=file.name))
    if not count:
        raise ReadError("the archive holds no pages that are articles", file=file.name)


def _next(records: Iterator[Any], file: File) -> Any:
    try:
        return next(records, None)
    except Exception as error:  # what a broken file makes warcio raise has no end
        what = f"this is no WARC, or a damaged one: {' '.join(str(error).split())[:100]}"
        raise ReadError(what, file=file.name) from error


def _article(
    record: Any, file: File, options: Options, left: Counter[str]
) -> dict[str, Any] | None:
    """The text and fields of the page in a record; `left` counts why there is none."""
    http = record.http_headers
    if record.rec_type != "response" or http is None:
        left["no responses"] += 1
        return None
    kind, _, parameters = (http.get_header("Content-Type") or "").partition(";")
    if http.get_statuscode() != "200" or kind.strip().lower() not in _PAGES:
        left["no pages"] += 1
        return None
    charset = parameters.lower().partition("charset=")[2].strip(" \"'")
    try:
        content = record.content_stream().read(limits.ROW_BYTES + 1)
        if len(content) > limits.ROW_BYTES:
            raise ReadError("too large", file=file.name)
        page = text_of(content, file, options, lambda opening: charset or declared(opening))
        found = page_fields(page, file, options)
    except Exception:  # a page that cannot be read is counted, whatever is wrong with it
        left["pages that cannot be read"] += 1
        return None
    if len(found["text"]) < _SHORTEST:
        left[f"pages of fewer than {_SHORTEST} characters"] += 1
        return None
    address = record.rec_headers.get_header("WARC-Target-URI") or ""
    found.setdefault("url", address.strip("<>"))  # wget puts it between these
    return found
