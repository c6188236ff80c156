"""Web archives (WARC), as wget, Heritrix and Browsertrix write them: an article a page.

Only responses that hold a web page are read; what is left out is counted and said.
"""

from __future__ import annotations

import io
import os
import re
from collections import Counter
from collections.abc import Iterator
from contextlib import redirect_stderr
from typing import Any, BinaryIO

from framing import limits
from framing.articles.readers.base import BadRow, File, LeftOutError, Options, RowError
from framing.articles.readers.extras import extra
from framing.articles.readers.opening import open_file, text_of
from framing.articles.readers.pages import declared, page_fields
from framing.errors import ReadError
from framing.model import Draft

_SHORTEST = 500
"""Characters of the text of a page that counts as an article where the user says no number of
words; start pages and errors have fewer."""
_LENGTH = re.compile(rb"\r\ncontent-length:[ \t]*([0-9]{1,15})[ \t]*\r\n", re.IGNORECASE)
_HEAD_END = re.compile(rb"\r?\n\r?\n")
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
        cut = _check_heads(stream, file)
        records = iter(warcio.ArchiveIterator(stream))
        while (record := _next(records, file)) is not None:
            number += 1
            if number == cut:
                what = "the record is cut off by the end of the file"
                bad_row(RowError(what, file=file.name, line=number))
                continue
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


def _check_heads(stream: BinaryIO, file: File) -> int:
    """The number of the record that goes on past the end of the file; 0 for none.

    Raises ReadError for a record whose head, or that of its response, is longer than the cap:
    warcio takes memory and time with the square of these. Leaves the stream at its start.
    """
    size, number = stream.seek(0, os.SEEK_END), 0
    stream.seek(0)
    while opening := stream.read(limits.HEAD_BYTES):
        begin = stream.tell() - len(opening)
        blank = len(opening) - len(opening.lstrip(b"\r\n"))
        if blank == len(opening):
            continue
        end = opening.find(b"\r\n\r\n", blank)
        length = _LENGTH.search(opening[blank : max(0, end + 2)])
        if not opening.startswith(b"WARC/", blank) or not length:
            raise _damaged(file, "a record has no head, or a long one")
        stream.seek(begin + end + 4)
        body = stream.read(min(limits.HEAD_BYTES, int(length[1])))
        if body.startswith(b"HTTP/") and not _HEAD_END.search(body) and len(body) < int(length[1]):
            raise _damaged(file, "a response has no head, or a long one")
        number += 1
        if (after := begin + end + 4 + int(length[1])) > size:
            break
        stream.seek(after)
    else:
        number = 0
    stream.seek(0)
    return number


def _damaged(file: File, what: str) -> ReadError:
    return ReadError(f"this is no WARC, or a damaged one: {what}", file=file.name)


def _next(records: Iterator[Any], file: File) -> Any:
    try:
        with redirect_stderr(io.StringIO()):  # warcio prints there what stands between records
            return next(records, None)
    except MemoryError:
        raise
    except Exception as error:  # what a broken file makes warcio raise has no end
        raise _damaged(file, " ".join(str(error).split())[:100]) from error


def _content(record: Any, file: File) -> bytes:
    """The page as it was sent. Raises ReadError for one above the cap, and for a damaged one."""
    try:
        content: bytes = record.content_stream().read(limits.ROW_BYTES + 1)
    except MemoryError:
        raise
    except Exception as error:  # what a broken record makes warcio raise has no end
        raise _damaged(file, str(error)) from error
    if len(content) > limits.ROW_BYTES:
        raise ReadError("too large", file=file.name)
    return content


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
        content = _content(record, file)
        page = text_of(content, file, options, lambda opening: charset or declared(opening))
        # wget puts the address between these
        address = (record.rec_headers.get_header("WARC-Target-URI") or "").strip("<>")
        found = page_fields(page, file, options, address)
    except ReadError:
        left["pages that cannot be read"] += 1
        return None
    if len(found["text"]) < _SHORTEST and not options.min_words:
        left[f"pages of fewer than {_SHORTEST} characters"] += 1
        return None
    return found
