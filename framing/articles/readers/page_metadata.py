"""What a web page says of its article: title, date, author, publisher, address, language."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import islice
from typing import Any

from framing.articles.line_characters import fold
from framing.articles.readers.base import METADATA
from framing.articles.readers.page_authors import author
from framing.articles.readers.page_dates import published
from framing.articles.readers.page_outline import Outline
from framing.articles.readers.page_said import SITE_NAMES, TITLE_DEPTH, Said, first, metas_of
from framing.articles.readers.records import FIELDS, META

_TITLE_NAMES = ("og:title", "twitter:title", "dc.title", "dcterms.title", "parsely-title")
_BARS = (" | ", " - ", " – ", " — ", " :: ", " « ", " » ")


def metadata(
    page: Outline, title: str, mapping: Mapping[str, str], address: str = ""
) -> dict[str, Any]:
    """The article fields that a page gives, and the meta that a map asks for.

    The address is the one where the page was found; its own counts before. A map names a field of
    these or a `meta` element; what the page does not say stays empty. A date that only the address
    tells is noted as such in the meta.
    """
    said = Said(page, title, address if address.startswith(("http://", "https://")) else "")
    day, place = published(said)
    found = {
        "title": title,
        "publisher": said.publisher,
        "author": author(said),
        "published": day,
        "url": said.address,
        "language": page.language,
    }
    known = {name: value for name, value in found.items() if value}
    held = {**said.metas, **known}
    asked = [(field, held.get(name.strip().lower(), "")) for field, name in mapping.items()]
    known |= {field: value for field, value in asked if value and field in METADATA}
    meta = {"published_by": place} if place == "url" else {}
    meta |= {field[len(META) :]: value for field, value in asked if value and field not in FIELDS}
    return {**known, "meta": meta}


def title_of(page: Outline) -> str:
    """The longest heading that the head repeats, else the title of the head, else a heading."""
    said = metas_of(page)
    site = first(said, SITE_NAMES)
    names = [first(said, _TITLE_NAMES), page.title]
    headings = [
        " ".join(block.text.split())
        for block in islice(page.blocks, TITLE_DEPTH)
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
