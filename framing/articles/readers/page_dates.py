"""When a web page says that its article was published.

A page says it at many places, and not all are right: the order of trust is that of the table
`_PLACES`, and the first place that tells a day counts. The manual has it in words. When a page was
changed is not when it was published.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from framing.articles.dates import find_dates, parse_date
from framing.articles.readers.page_said import Said, named

_NAMES = (
    "article:published_time", "og:published_time", "datepublished", "parsely-pub-date",
    "sailthru.date", "cxenseparse:recs:publishtime", "cxenseparse:publishtime", "dc.date.issued",
    "dcterms.issued", "dc.date.created", "dcterms.created", "dcterms.date", "dc.date",
    "dc.created", "pubdate", "publishdate", "publish-date", "publish_date", "publication_date",
    "publication-date", "publicationdate", "article.published", "article:published",
    "og:article:published_time", "article_date_original", "originalpublicationdate",
    "displaydate", "pdate", "published_time", "published-date", "datepublished datecreated",
    "citation_publication_date", "citation_date", "rnews:datepublished", "datecreated", "date",
)  # fmt: skip
"""Names of `meta` elements, the most trusted first."""
_IN_ADDRESS = re.compile(
    r"/(?P<year>\d{4})[/-](?P<month>\d{1,2}|[a-z]{3,9})[/-](?P<day>\d{1,2})(?=[/\-_.]|$)"
    r"|/(?P<together>(?:19|20)\d{6})(?!\d)"
)


def published(said: Said) -> tuple[str, str]:
    """The first day that a place tells, and the name of the place.

    Where there is no such day, it is what the head says, so that it is not lost in silence.
    """
    for place, says in _PLACES.items():
        if day := next(filter(None, map(_day, says(said))), ""):
            return day, place
    return next(filter(None, (*_by_data(said), *_by_metas(said))), ""), ""


def _by_data(said: Said) -> Iterable[str]:
    return (said.data.get("published", ""),)


def _by_metas(said: Said) -> Iterable[str]:
    return named(said.metas, _NAMES)


def _by_microdata(said: Said) -> Iterable[str]:
    return (claim.value for claim in said.claims("published", "itemprop"))


def _by_marks(said: Said) -> Iterable[str]:
    return (claim.value for claim in said.claims("published", "marked"))


def _by_times(said: Said) -> Iterable[str]:
    """The one day that all `time` elements name, else the first below the title."""
    told = (_day(claim.value) for claim in said.claims("published", "time"))
    days = dict.fromkeys(filter(None, told))
    return days if len(days) == 1 or said.heading else ()


def _by_names(said: Said) -> Iterable[str]:
    claims = (*said.claims("published", "class"), *said.claims("author", "class"))
    return (claim.value for claim in claims)


def _by_lines(said: Said) -> Iterable[str]:
    return said.lines


def _by_address(said: Said) -> Iterable[str]:
    found = _IN_ADDRESS.search(said.address.lower().partition("?")[0])
    if not found:
        return ()
    year, month, day = found["year"], found["month"], found["day"]
    if found["together"] or month.isalpha():
        return (found["together"] or f"{day} {month} {year}",)
    return (f"{year}-{int(month):02}-{int(day):02}",)


_PLACES = {
    "json-ld": _by_data,
    "meta": _by_metas,
    "itemprop": _by_microdata,
    "published": _by_marks,
    "time": _by_times,
    "class": _by_names,
    "line": _by_lines,
    "url": _by_address,
}
"""The places, the most trusted first."""


def _day(text: str) -> str:
    """The day that a text is or, in a short one, names; empty for none that cannot be mistaken."""
    try:
        return parse_date(text)
    except ValueError:
        return next((found.iso for found in find_dates(text) if found.iso), "")
