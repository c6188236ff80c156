"""What a web page says of its article: title, date, author, publisher, address, language.

A page says the same thing at many places, and not all are right. The one order of trust is that of
the tables `_DATES` and `_AUTHORS` here; the first place that says something that can be read counts.
The manual has it in words.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from typing import Any

from framing.articles.cleaning.bylines import is_name
from framing.articles.dates import find_dates, parse_date
from framing.articles.lines import fold
from framing.articles.readers.base import METADATA
from framing.articles.readers.page_claims import Claim
from framing.articles.readers.page_data import article_data
from framing.articles.readers.page_outline import Outline
from framing.articles.readers.records import FIELDS, META

_TITLE_NAMES = ("og:title", "twitter:title", "dc.title", "dcterms.title", "parsely-title", "headline")
_SITE_NAMES = ("og:site_name", "application-name", "citation_journal_title", "dc.publisher")
_AUTHOR_NAMES = (
    "author", "article:author", "article:author_name", "parsely-author", "sailthru.author",
    "cxenseparse:author", "cxenseparse:recs:author", "dc.creator", "dcterms.creator", "dc.author",
    "citation_author", "og:author", "article.author", "authors", "byl", "byline", "creator",
)  # fmt: skip
_DATE_NAMES = (
    "article:published_time", "og:published_time", "datepublished", "parsely-pub-date",
    "sailthru.date", "cxenseparse:recs:publishtime", "cxenseparse:publishtime", "dc.date.issued",
    "dcterms.issued", "dc.date.created", "dcterms.created", "dcterms.date", "dc.date", "dc.created",
    "pubdate", "publishdate", "publish-date", "publish_date", "publication_date",
    "publication-date", "publicationdate", "article.published", "article:published",
    "og:article:published_time", "article_date_original", "originalpublicationdate",
    "displaydate", "pdate", "published_time", "published-date", "datepublished datecreated",
    "citation_publication_date", "citation_date", "rnews:datepublished", "datecreated", "last.published",
    "date",
)  # fmt: skip
_ADDRESS_NAMES = ("canonical", "og:url", "twitter:url")
_BARS = (" | ", " - ", " – ", " — ", " :: ", " « ", " » ")
_TITLE_DEPTH = 500
"""The heading of a page stands among the first so many of its blocks."""
_NEAREST = 30
"""Ancestors of an element that are asked what it stands in."""
_ELSEWHERE = re.compile(
    r"comment|related|recommend|sidebar|widget|popular|trending|teaser|promo|most-|latest|"
    r"newsletter|footer|\bnav|menu|repl(?:y|ies)",
    re.IGNORECASE,
)
_IN_ADDRESS = re.compile(r"/(\d{4})[/-](\d{1,2}|[a-z]{3,9})[/-](\d{1,2})(?=[/\-_.]|$)|/(20\d{6})(?!\d)")
_BY = re.compile(
    r"^[\s–—|·•:-]*(?:(?:written|posted|published|story|text|words|report|created|eingestellt|"
    r"geschrieben|erstellt|veröffentlicht|verfasst|publié|écrit|escrito|publicado|scritto|pubblicato)\s+)?"
    r"(?:by|von|par|por|di|door|av|af|od|autora?(?:in|en|es)?|authors?|auteurs?|text|текст|автор)(?:\s*:\s*|\s+|$)",
    re.IGNORECASE,
)
"""What opens a byline."""
_AFTER_NAMES = re.compile(
    r"\s[|·•–—/-]\s|(?<!\S)\d|@|\(|\b(?:follow|updated|published|veröffentlicht|publié|publicado)\b"
    r"|(?-i: (?:on|am|em|op) )",
    re.IGNORECASE,
)
_BETWEEN = re.compile(r"[,\n;&]|\s(?:and|und|et|y|e)\s", re.IGNORECASE)
_WRITTEN_BY = frozenset(("written by", "verfasst von", "geschrieben von", "écrit par", "escrito por", "scritto da"))
"""Labels of `twitter:data1` that name an author."""
_FIRMS = re.compile(r"\b(?:gmbh|ag|inc|llc|ltd|s\.?a|e\.? ?v|verlag|media|online)\.?$", re.IGNORECASE)
_ARTICLES = frozenset(("the", "die", "der", "das", "la", "le", "el", "il"))
_LINE = 90
"""Characters of a line beside the title that holds a date or a byline."""
_ABOVE, _BELOW = 3, 8
"""Blocks above and below the title's heading in which such a line stands."""
_BESIDE = 12
"""Elements between two names of one byline."""
_NOBODY = frozenset(
    ("admin", "administrator", "anonymous", "author", "autor", "default", "editor", "guest", "n/a", "na",
     "nan", "no author", "none", "null", "publisher", "root", "staff", "super user", "test",
     "undefined", "unknown", "user", "webmaster", "redaktion", "redaction")
)  # fmt: skip
"""What programs write where an author is missing."""
_NAME_CHARACTERS = 200


def metadata(
    page: Outline, title: str, mapping: Mapping[str, str], address: str = ""
) -> dict[str, Any]:
    """The article fields that a page gives, and the meta that a map asks for.

    The address is the one where the page was found; its own counts before. A map names a field of
    these or a `meta` element; what the page does not say stays empty. A date that only the address
    tells is noted as such in the meta.
    """
    said = _Said(page, title, address if address.startswith(("http://", "https://")) else "")
    day, by = _published(said)
    found = {
        "title": title,
        "publisher": said.publisher,
        "author": next(filter(None, (says(said) for says in _AUTHORS)), ""),
        "published": day,
        "url": said.address,
        "language": page.language,
    }
    known = {name: value for name, value in found.items() if value}
    held = {**said.metas, **known}
    asked = [(field, held.get(name.strip().lower(), "")) for field, name in mapping.items()]
    known |= {field: value for field, value in asked if value and field in METADATA}
    meta = {"published_by": "url"} if by is _by_address else {}
    meta |= {field[len(META) :]: value for field, value in asked if value and field not in FIELDS}
    return {**known, "meta": meta}


@dataclass
class _Said:
    """All places at which a page says something of its article."""

    page: Outline
    title: str
    found_at: str

    @cached_property
    def metas(self) -> dict[str, str]:
        """What the `meta` elements say, by name in lower case; the first of a name counts."""
        return _metas(self.page)

    @cached_property
    def data(self) -> dict[str, str]:
        """What JSON-LD says."""
        return article_data(self.page.data)

    @cached_property
    def publisher(self) -> str:
        """The site's name."""
        return _first(self.metas, _SITE_NAMES) or self.data.get("publisher", "")

    @cached_property
    def address(self) -> str:
        """The page's own address, else where it was found."""
        own = _first(self.metas, _ADDRESS_NAMES)
        return own if own.startswith(("http://", "https://")) or not self.found_at else self.found_at

    def claims(self, of: str, by: str) -> list[Claim]:
        """The elements that say something and stand in no comments, lists of other articles and
        the like: below the title first."""
        wanted = [c for c in self.page.claims if (c.of, c.by) == (of, by) and c.value.strip()]
        wanted = [claim for claim in wanted if not self._is_elsewhere(claim)]
        return sorted(wanted, key=lambda claim: claim.element < self.heading)

    @cached_property
    def heading(self) -> int:
        """The number of the element that is the title's heading; 0 for none."""
        return self.page.blocks[self._at].element if self._at is not None else 0

    @cached_property
    def lines(self) -> list[str]:
        """The short lines beside the title's heading, above the running text."""
        found: list[str] = []
        if self._at is None:
            return found
        for block in self.page.blocks[max(0, self._at - _ABOVE) : self._at + _BELOW]:
            if len(block.text) > 2 * _LINE:
                break
            found += [line for line in block.text.split("\n") if len(line) <= _LINE]
        return found

    @cached_property
    def _at(self) -> int | None:
        wanted = fold(self.title)
        for index, block in enumerate(islice(self.page.blocks, _TITLE_DEPTH)):
            tag = self.page.elements[block.element].tag
            if tag in ("h1", "h2") and wanted and fold(block.text) == wanted:
                return index
        return None

    def _is_elsewhere(self, claim: Claim) -> bool:
        index = claim.element
        for _ in range(_NEAREST):
            element = self.page.elements[index]
            if index <= 0 or element.tag == "body":
                return False
            names = f"{element.attributes.get('class', '')} {element.attributes.get('id', '')}"
            if element.tag in ("nav", "footer", "aside") or _ELSEWHERE.search(names):
                return True
            index = element.parent
        return False


def _published(said: _Said) -> tuple[str, Callable[[_Said], Iterable[str]] | None]:
    """The first day that a place tells, and the place.

    Where there is no such day, it is what the head says, so that it is not lost in silence.
    """
    for says in _DATES:
        if day := next(filter(None, map(_day, says(said))), ""):
            return day, says
    return next(filter(None, (*_by_data(said), *_by_metas(said))), ""), None


def _by_data(said: _Said) -> Iterable[str]:
    return (said.data.get("published", ""),)


def _by_metas(said: _Said) -> Iterable[str]:
    return _named(said.metas, _DATE_NAMES)


def _by_microdata(said: _Said) -> Iterable[str]:
    return (claim.value for claim in said.claims("published", "itemprop"))


def _by_mark(said: _Said) -> Iterable[str]:
    return (claim.value for claim in said.claims("published", "marked"))


def _by_times(said: _Said) -> Iterable[str]:
    """The one day that all `time` elements name, else the first below the title."""
    told = (_day(claim.value) for claim in said.claims("published", "time"))
    days = dict.fromkeys(filter(None, told))
    return days if len(days) == 1 or said.heading else ()


def _by_names(said: _Said) -> Iterable[str]:
    claims = (*said.claims("published", "class"), *said.claims("author", "class"))
    return (claim.value for claim in claims)


def _by_lines(said: _Said) -> Iterable[str]:
    return said.lines


def _by_address(said: _Said) -> Iterable[str]:
    """The day in the path of the address."""
    found = _IN_ADDRESS.search(said.address.lower().partition("?")[0])
    if not found:
        return ()
    year, month, day, together = found.groups()
    return (together or (f"{year}-{int(month):02}-{int(day):02}" if month.isdigit() else f"{day} {month} {year}"),)


_DATES = (_by_data, _by_metas, _by_microdata, _by_mark, _by_times, _by_names, _by_lines, _by_address)
"""The places of dates, the most trusted first."""


def _day(text: str) -> str:
    """The day that a text is or, in a short one, names; empty for none that cannot be mistaken."""
    try:
        return parse_date(text)
    except ValueError:
        return next((found.iso for found in find_dates(text) if found.iso), "")


def _authors_of_data(said: _Said) -> str:
    return _people(said.data.get("author", ""), said)


def _authors_of_metas(said: _Said) -> str:
    named = [*_named(said.metas, _AUTHOR_NAMES)]
    if said.metas.get("twitter:label1", "").casefold() in _WRITTEN_BY:
        named.append(said.metas.get("twitter:data1", ""))
    return next(filter(None, (_people(each, said) for each in named)), "")


def _authors_of_microdata(said: _Said) -> str:
    return _signed(said.claims("author", "itemprop"), said)


def _authors_of_links(said: _Said) -> str:
    return _signed(said.claims("author", "rel"), said)


def _authors_of_names(said: _Said) -> str:
    return _signed(said.claims("author", "class"), said)


def _authors_of_lines(said: _Said) -> str:
    bylines = (_byline(line) for line in said.lines if _BY.match(line))
    return next(filter(None, (_people(", ".join(names), said) for names in bylines)), "")


_AUTHORS = (
    _authors_of_data, _authors_of_metas, _authors_of_microdata, _authors_of_links, _authors_of_names,
    _authors_of_lines,
)  # fmt: skip
"""The places of authors, the most trusted first."""


def _people(names: str, said: _Said) -> str:
    """Names as they are given, without those of nobody, of the site, and addresses."""
    names = _BY.sub("", names[:_NAME_CHARACTERS])
    kept = (" ".join(each.split()) for each in names.split(","))
    return ", ".join(dict.fromkeys(name for name in kept if name and not _is_nobody(name, said)))


def _is_nobody(name: str, said: _Said) -> bool:
    first, _, rest = name.partition(" ")
    letters = _letters(rest if first.casefold() in _ARTICLES else name)
    sites = {_letters(each) for each in (said.publisher, said.data.get("publisher", ""))}
    host = _letters(_host(said.address))
    return (
        fold(name) in _NOBODY
        or "://" in name
        or name.startswith("@")
        or bool(_FIRMS.search(name))
        or "." in name.split()[-1].strip(".")
        or letters in sites
        or _letters(name) in sites
        or (letters == host and (" " not in name or first.casefold() in _ARTICLES))
    )


def _host(address: str) -> str:
    """The name of a site in its address: `herald` of https://www.herald.example/a."""
    host = address.partition("://")[2].partition("/")[0].removeprefix("www.")
    return host.rpartition(".")[0]


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text.casefold()))


def _signed(claims: list[Claim], said: _Said) -> str:
    """The names in the first elements that hold any, one beside the other."""
    found: list[str] = []
    last = 0
    for claim in claims:
        names = _byline(claim.value, always=claim.by != "class")
        people = _people(", ".join(names), said)
        if people and found and not 0 < claim.element - last <= _BESIDE:
            break
        if people:
            found += people.split(", ")
            last = claim.element
    return ", ".join(dict.fromkeys(found))


def _byline(text: str, *, always: bool = False) -> list[str]:
    """The names of a byline: the first may be any after “By”, or `always`, the others look like
    names."""
    text = text[:_NAME_CHARACTERS].strip()
    told = _BY.match(text)
    rest = _AFTER_NAMES.split(text[told.end() if told else 0 :], maxsplit=1)[0]
    parts = (" ".join(each.split()).strip(" .:|·•-–—/") for each in _BETWEEN.split(rest))
    names: list[str] = []
    for name in filter(None, parts):
        words = name.split()
        anyhow = not names and (always or told) and len(words) <= 4
        if is_name(words) or (anyhow and words[0][0].isalnum()):
            names.append(name)
        elif names:
            break
    return names


def _metas(page: Outline) -> dict[str, str]:
    said: dict[str, str] = {}
    for meta in page.metas:
        name = meta.get("property") or meta.get("name") or meta.get("itemprop") or ""
        value = " ".join(meta.get("content", "").split())
        if name and value:
            said.setdefault(name.lower(), value)
    return said


def _first(said: Mapping[str, str], names: tuple[str, ...]) -> str:
    return next(_named(said, names), "")


def _named(said: Mapping[str, str], names: tuple[str, ...]) -> Iterator[str]:
    return (said[name] for name in names if name in said)


def title_of(page: Outline) -> str:
    """The longest heading that the head repeats, else the title of the head, else a heading."""
    said = _metas(page)
    site = _first(said, _SITE_NAMES)
    names = [_first(said, _TITLE_NAMES), page.title]
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
