"""Web pages: main text, title, date, author and site name, from the page alone.

Nothing is fetched. The source stays unknown: whose text it is, a page does not say reliably; the
site's name is the publisher.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from typing import Any

from framing.articles.dates import parse_date
from framing.articles.lines import fold
from framing.articles.readers.base import METADATA, BadRow, File, Options
from framing.articles.readers.opening import read_text
from framing.articles.readers.page_data import article_data
from framing.articles.readers.page_outline import Block, Outline, outline
from framing.articles.readers.page_text import article_blocks, joined
from framing.articles.readers.records import FIELDS, META
from framing.errors import ReadError
from framing.model import Draft

_DECLARED = re.compile(
    rb"<\?xml[^>]{0,200}?encoding\s{0,9}=\s{0,9}[\"']([\w.:\-]{1,40})"
    rb"|<meta[^>]{0,500}?charset\s{0,9}=\s{0,9}[\"']?\s{0,9}([\w.:\-]{1,40})",
    re.IGNORECASE,
)
_TITLES = ("og:title", "twitter:title", "dc.title")
_SITES = ("og:site_name", "application-name")
_AUTHORS = ("author", "article:author", "parsely-author", "sailthru.author", "dc.creator", "byl")
_DATES = (
    "article:published_time", "og:published_time", "datepublished", "parsely-pub-date",
    "sailthru.date", "dc.date.issued", "dcterms.issued", "dcterms.created", "dc.date", "pubdate",
    "publishdate", "publish-date", "publication_date", "article.published", "article:published",
    "pdate", "published_time", "datepublished datecreated", "citation_publication_date", "date",
)  # fmt: skip
_ADDRESSES = ("canonical", "og:url")
_BARS = (" | ", " - ", " – ", " — ", " :: ", " « ", " » ")
_TITLE_DEPTH = 500
"""The heading of a page stands among the first so many of its blocks."""
_TITLE_BLOCKS = 12
"""The title of an article stands among the first so many of its blocks."""


def read_page(file: File, options: Options, _: BadRow) -> Iterator[Draft]:
    """The one article of a web page.

    Raises ReadError for a file that cannot be taken, and for a page without text.
    """
    found = page_fields(read_text(file, options, declared), file, options)
    yield Draft(origin=file.name, **(found | options.metadata()))


def page_fields(content: str, file: File, options: Options) -> dict[str, Any]:
    """The text of a page and the article fields that it gives.

    Raises ReadError for a page without text, and for one of more elements than the cap.
    """
    page = outline(content, file.name)
    title = title_of(page)
    text = joined(page, _below_title(article_blocks(page) or page.blocks, title))
    if not text:
        raise ReadError("the page holds no text", file=file.name)
    return {"text": text, **metadata(page, title, options.map)}


def declared(opening: bytes) -> str:
    """The label of the encoding that the head of a page declares; empty for none."""
    found = _DECLARED.search(opening)
    label = (found[1] or found[2]).decode("ascii", "ignore") if found else ""
    # What could be read as ASCII so far is not UTF-16, whatever it says (HTML standard).
    return "utf-8" if label.lower().startswith("utf-16") else label


def metadata(page: Outline, title: str, mapping: Mapping[str, str]) -> dict[str, Any]:
    """The article fields that a page gives, and the meta that a map asks for.

    A map names a field of these or a `meta` element; what the page does not say stays empty.
    """
    said, data = _said(page), article_data(page.data)
    author = next((said[name] for name in _AUTHORS if "://" not in said.get(name, "://")), "")
    found = {
        "title": title,
        "publisher": _first(said, _SITES) or data.get("publisher", ""),
        "author": author.removeprefix("By ") or data.get("author", ""),
        "published": _published([data.get("published", ""), *_named(said, _DATES)], page.times),
        "url": _first(said, _ADDRESSES),
        "language": page.language,
    }
    known = {name: value for name, value in found.items() if value}
    held = {**said, **known}
    asked = [(field, held.get(name.strip().lower(), "")) for field, name in mapping.items()]
    known |= {field: value for field, value in asked if value and field in METADATA}
    meta = {field[len(META) :]: value for field, value in asked if value and field not in FIELDS}
    return {**known, "meta": meta}


def _said(page: Outline) -> dict[str, str]:
    """What the `meta` elements say, by name in lower case; the first of a name counts."""
    said: dict[str, str] = {}
    for meta in page.metas:
        name = meta.get("property") or meta.get("name") or meta.get("itemprop") or ""
        value = " ".join(meta.get("content", "").split())
        if name and value:
            said.setdefault(name.lower(), value)
    return said


def _first(said: dict[str, str], names: tuple[str, ...]) -> str:
    return next(_named(said, names), "")


def _named(said: dict[str, str], names: tuple[str, ...]) -> Iterator[str]:
    return (said[name] for name in names if name in said)


def _published(said: Sequence[str], times: Sequence[str]) -> str:
    """The date of publication: the first day that the head says, else the one that all times name.

    Where there is no such day, it is what the head says, so that it is not lost in silence.
    """
    if day := next(filter(None, map(_day, said)), ""):
        return day
    days = {_day(each) for each in times} - {""}
    return days.pop() if len(days) == 1 else next(filter(None, said), "")


def _day(text: str) -> str:
    try:
        return parse_date(text)
    except ValueError:
        return ""


def title_of(page: Outline) -> str:
    """The longest heading that the head repeats, else the title of the head, else a heading."""
    said = _said(page)
    site = _first(said, _SITES)
    names = [_first(said, _TITLES), page.title]
    headings = [
        " ".join(block.text.split())
        for block in islice(page.blocks, _TITLE_DEPTH)
        if page.elements[block.element].tag == "h1"
    ]
    repeated = [
        heading
        for heading in headings
        if fold(heading) != fold(site) and any(fold(heading) in fold(name) for name in names)
    ]
    if repeated:
        return max(repeated, key=len)
    return _without_site(names[0] or names[1], site) or next(iter(headings), "")


def _without_site(title: str, site: str) -> str:
    """A title without the site's name after a bar."""
    for bar in _BARS:
        head, found, tail = title.rpartition(bar)
        if found and (fold(tail) == fold(site) or (bar == " | " and len(head.split()) >= 3)):
            return head.strip()
    return title


def _below_title(blocks: list[Block], title: str) -> list[Block]:
    """The blocks after the title, where it stands among the first."""
    wanted = fold(title)
    for index, block in enumerate(blocks[:_TITLE_BLOCKS]):
        if wanted and fold(block.text) == wanted and index + 1 < len(blocks):
            return blocks[index + 1 :]
    return blocks
