"""Files of feeds, RSS, Atom and JSON Feed: an article an entry, by what the file itself holds.

Nothing is fetched: where an entry holds a summary only, that is its text, and it is said.
"""

from __future__ import annotations

import io
import json
from collections.abc import Iterator, Mapping
from typing import Any

from framing import limits
from framing.articles.readers.base import BadRow, File, LeftOutError, Options
from framing.articles.readers.extras import extra
from framing.articles.readers.opening import read_bytes, text_of
from framing.articles.readers.page_outline import outline
from framing.articles.readers.page_text import joined
from framing.articles.readers.xml_parts import parse
from framing.errors import ReadError
from framing.model import Draft

_MARKS = (b"<", b"&", rb"\u003")
"""What begins a tag, or stands for what does, in XML or JSON."""


class _Nothing:
    """Takes no notice of an XML text that is only to be checked."""

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """Take a start tag."""

    def end(self, tag: str) -> None:
        """Take an end tag."""

    def text(self, text: str) -> None:
        """Take text."""


def read_feed(file: File, options: Options, bad_row: BadRow) -> Iterator[Draft]:
    """The articles of a feed, one an entry; their line is the number of the entry.

    Says how many entries hold a summary only, and how many no text. Raises ReadError for what is
    no feed, above the caps, or without text; UsageError where feedparser is missing.
    """
    content = read_bytes(file)
    if len(content) > limits.FEED_BYTES:
        what = f"the feed is larger than {limits.FEED_BYTES // limits.MIB} MiB"
        raise ReadError(what, file=file.name, hint="split it")
    if sum(map(content.count, _MARKS)) > limits.FEED_MARKS:
        what = f"the feed has more than {limits.FEED_MARKS:,} marks of markup, < and &"
        raise ReadError(what, file=file.name, hint="split it")
    is_json = content.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{")
    entries = _of_json(content, file, options) if is_json else _of_xml(content, file)
    count = empty = summaries = total = 0
    for total, (body, is_whole, fields) in enumerate(entries, 1):
        page = outline(body, file.name)
        if text := joined(page, page.blocks):
            count += 1
            summaries += not is_whole
            known = {name: value for name, value in fields.items() if value}
            yield Draft(text, file.name, line=total, **(known | options.metadata()))
        else:
            empty += 1
    if not count:
        raise ReadError("the feed holds no entries with text", file=file.name)
    _tell(bad_row, file, f"{summaries} of {count} entries are summaries only", summaries)
    _tell(bad_row, file, f"{empty} of {total} entries hold no text", empty)


def _tell(bad_row: BadRow, file: File, what: str, count: int) -> None:
    if count:
        bad_row(LeftOutError(what, file=file.name))


Entry = tuple[str, bool, dict[str, str]]
"""The body of an entry in HTML, whether it is whole, and its article fields."""


def _of_xml(content: bytes, file: File) -> Iterator[Entry]:
    parse(content, _Nothing(), file.name, limits.FEED_ELEMENTS)
    feedparser = extra("feedparser", "formats")
    feed = feedparser.parse(io.BytesIO(content), sanitize_html=False, resolve_relative_uris=False)
    if not feed.version:
        raise ReadError("this is no RSS or Atom feed", file=file.name, hint="is it a web page?")
    for entry in feed.entries:
        whole = " ".join(each.value for each in entry.get("content", ()) if each.value)
        yield (
            whole or entry.get("summary", ""),
            bool(whole),
            {
                "title": _plain(entry.get("title", ""), file),
                "publisher": _plain(feed.feed.get("title", ""), file),
                "published": _day(entry.get("published", "") or entry.get("updated", "")),
                "url": entry.get("link", ""),
                "author": entry.get("author", ""),
                "language": feed.feed.get("language", ""),
            },
        )


def _of_json(content: bytes, file: File, options: Options) -> Iterator[Entry]:
    try:
        feed = json.loads(text_of(content, file, options))
        items = feed["items"] if "jsonfeed.org" in str(feed.get("version")) else None
    except (ValueError, KeyError, RecursionError) as error:
        raise ReadError("this is no JSON Feed", file=file.name) from error
    if not isinstance(items, list) or not all(isinstance(item, dict) for item in items):
        raise ReadError("this is no JSON Feed", file=file.name, hint="say --format json")
    for item in items:
        whole = _said(item, "content_html") or _escaped(_said(item, "content_text"))
        authors = item.get("authors") or feed.get("authors")
        authors = authors if isinstance(authors, list) else [item.get("author")]
        names = [_said(each, "name") for each in authors if isinstance(each, dict)]
        yield (
            whole or _escaped(_said(item, "summary")),
            bool(whole),
            {
                "title": _said(item, "title"),
                "publisher": _said(feed, "title"),
                "published": _said(item, "date_published"),
                "url": _said(item, "url"),
                "author": ", ".join(filter(None, names)),
                "language": _said(item, "language") or _said(feed, "language"),
            },
        )


def _said(item: Mapping[str, Any], name: str) -> str:
    value = item.get(name)
    return value if isinstance(value, str) else ""


def _escaped(text: str) -> str:
    """Plain text as HTML, where line ends part paragraphs."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace("\n", "<br>")


def _plain(text: str, file: File) -> str:
    """The text of a title that may hold HTML, on one line."""
    return " ".join(" ".join(block.text for block in outline(text, file.name).blocks).split())


def _day(text: str) -> str:
    """The day of a date as the headers of mail have it; any other date as it stands."""
    from email.utils import parsedate_to_datetime

    try:
        return parsedate_to_datetime(text[:100]).date().isoformat()
    except (ValueError, TypeError, IndexError, OverflowError):
        return text
