"""Who a web page says wrote its article.

A page says it at many places, and not all are right: the order of trust is that of the table
`_PLACES`, and the first place that names anybody counts. The site itself is nobody, nor is what
programs write where an author is missing.
"""

from __future__ import annotations

import re

from framing.articles.cleaning.bylines import is_name
from framing.articles.line_characters import fold
from framing.articles.readers.page_claims import Claim
from framing.articles.readers.page_said import Said, named

_NAMES = (
    "author", "article:author", "article:author_name", "parsely-author", "sailthru.author",
    "cxenseparse:author", "cxenseparse:recs:author", "dc.creator", "dcterms.creator", "dc.author",
    "citation_author", "og:author", "article.author", "authors", "byl", "byline", "creator",
)  # fmt: skip
"""Names of `meta` elements, the most trusted first."""
_WRITTEN_BY = frozenset(
    ("written by", "verfasst von", "geschrieben von", "écrit par", "escrito por", "scritto da")
)
"""Labels under which `twitter:data1` names an author."""
_BY = re.compile(
    r"^[\s–—|·•:-]*(?:(?:written|posted|published|story|text|words|report|created|eingestellt|"
    r"geschrieben|erstellt|veröffentlicht|verfasst|publié|écrit|escrito|publicado|scritto|"
    r"pubblicato)\s+)?"
    r"(?:by|von|par|por|di|door|av|af|od|autora?(?:in|en|es)?|authors?|auteurs?|text|текст|автор)"
    r"(?:\s*:\s*|\s+|$)",
    re.IGNORECASE,
)
"""What opens a byline."""
_AFTER_NAMES = re.compile(
    r"\s[|·•–—/-]\s|(?<!\S)\d|@|\(|\b(?:follow|updated|published|veröffentlicht|publié|publicado)\b"
    r"|(?-i: (?:on|am|em|op) )",
    re.IGNORECASE,
)
_BETWEEN = re.compile(r"[,\n;&]|\s(?:and|und|et|y|e)\s", re.IGNORECASE)
_NOBODY = frozenset(
    ("admin", "administrator", "anonymous", "author", "autor", "default", "editor", "guest", "n/a",
     "na", "nan", "no author", "none", "null", "publisher", "redaction", "redaktion", "root",
     "staff", "super user", "test", "undefined", "unknown", "user", "webmaster")
)  # fmt: skip
"""What programs write where an author is missing."""
_FIRMS = re.compile(
    r"\b(?:gmbh|ag|inc|llc|ltd|s\.?a|e\.? ?v|verlag|media|online)\.?$", re.IGNORECASE
)
_ARTICLES = frozenset(("the", "die", "der", "das", "la", "le", "el", "il"))
_CHARACTERS = 200
"""Characters of a byline."""
_BESIDE = 12
"""Elements between two names of one byline."""


def author(said: Said) -> str:
    """The names at the first place that names anybody, with commas between; empty for none."""
    return next(filter(None, (says(said) for says in _PLACES)), "")


def _by_data(said: Said) -> str:
    return _people(said.data.get("author", ""), said)


def _by_metas(said: Said) -> str:
    told = [*named(said.metas, _NAMES)]
    if said.metas.get("twitter:label1", "").casefold() in _WRITTEN_BY:
        told.append(said.metas.get("twitter:data1", ""))
    return next(filter(None, (_people(each, said) for each in told)), "")


def _by_microdata(said: Said) -> str:
    return _signed(said.claims("author", "itemprop"), said)


def _by_links(said: Said) -> str:
    return _signed(said.claims("author", "rel"), said)


def _by_names(said: Said) -> str:
    return _signed(said.claims("author", "class"), said)


def _by_lines(said: Said) -> str:
    bylines = (_byline(line) for line in said.lines if _BY.match(line))
    return next(filter(None, (_people(", ".join(names), said) for names in bylines)), "")


_PLACES = (_by_data, _by_metas, _by_microdata, _by_links, _by_names, _by_lines)
"""The places, the most trusted first."""


def _people(names: str, said: Said) -> str:
    """Names as they are given, without those of nobody."""
    names = _BY.sub("", names[:_CHARACTERS])
    kept = (" ".join(each.split()) for each in names.split(","))
    return ", ".join(dict.fromkeys(name for name in kept if name and not _is_nobody(name, said)))


def _is_nobody(name: str, said: Said) -> bool:
    """Whether a name is none of a person or agency: an address, a program's word, the site's."""
    start, _, rest = name.partition(" ")
    has_article = start.casefold() in _ARTICLES
    letters = _letters(rest if has_article else name)
    sites = {_letters(each) for each in (said.publisher, said.data.get("publisher", ""))}
    return (
        fold(name) in _NOBODY
        or "://" in name
        or name.startswith("@")
        or "." in name.split()[-1].strip(".")
        or bool(_FIRMS.search(name))
        or bool({letters, _letters(name)} & sites)
        or (letters == _letters(_host(said.address)) and (has_article or " " not in name))
    )


def _host(address: str) -> str:
    """The name of a site in its address: `herald` of https://www.herald.example/a."""
    host = address.partition("://")[2].partition("/")[0].removeprefix("www.")
    return host.rpartition(".")[0]


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text.casefold()))


def _signed(claims: list[Claim], said: Said) -> str:
    """The names in the first elements that hold any, one beside the other."""
    found: list[str] = []
    last = 0
    for claim in claims:
        people = _people(", ".join(_byline(claim.value, always=claim.by != "class")), said)
        if people and found and not 0 < claim.element - last <= _BESIDE:
            break
        if people:
            found += people.split(", ")
            last = claim.element
    return ", ".join(dict.fromkeys(found))


def _byline(text: str, *, always: bool = False) -> list[str]:
    """The names of a byline: the first may be any after “By”, or `always`, the others look like
    names."""
    text = text[:_CHARACTERS].strip()
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
