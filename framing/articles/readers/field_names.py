"""What scrapers, news APIs and exports call the parts of an article: the one table of their names.

Names are compared by `fold`, so that `Body Text`, `body_text` and `bodyText` are one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

_BETWEEN = str.maketrans("", "", " \t\n\xa0_-.:")


@lru_cache(maxsize=1024)  # the rows of a file have few names
def fold(name: str) -> str:
    """A name without case and without what parts its words."""
    return name.translate(_BETWEEN).casefold()


FIELDS: dict[str, tuple[str, ...]] = {
    "text": (
        "full_text", "main_text", "story_text", "article_text", "article_body", "body_text",
        "plain_text", "text", "body", "content", "article",
        "cleaned_text",
    ),
    "title": ("title", "headline", "web_title", "article_title"),
    "source": (
        "source", "source_name", "source_title", "source_hostname", "media_name", "media_outlet",
        "meta_site_name", "site_name", "outlet", "outlet_name", "publication", "publication_name",
        "publication_title", "pub_title", "newspaper", "site", "thread_site", "hostname",
        "source_domain", "domain", "domain_url", "source_url", "media_url", "clean_url",
    ),
    "publisher": ("publisher", "publisher_name"),
    "published": (
        "published", "publish_date", "date_publish", "date_published", "publishing_date",
        "published_at", "published_date", "published_on", "published_time", "publication_date",
        "pub_date",
        "web_publication_date", "date_time_pub", "article_date", "date", "date_time", "timestamp",
    ),
    "url": (
        "url", "link", "web_url", "page_url", "article_url", "canonical_url", "canonical_link",
        "document_url",
    ),
    "author": (
        "author", "authors", "byline", "author_name", "author_names", "journalist", "creator",
        "influencer", "extra_author_attributes_name",
    ),
    "language": ("language", "lang", "in_language", "human_language", "meta_lang"),
}  # fmt: skip
"""Article field to what it may be called; the first name with a value wins, the others stay in the
meta. The text is what its first name holds."""

USUAL_TEXTS = ("text", "body", "content", "article")
"""What the text is called where nothing is: for messages."""

CONTAINERS = frozenset(("fields", "_source", "article", "attributes", "metadata"))
"""Objects in an article's object that hold fields of it, in small letters."""

WRAPPERS = frozenset(
    map(
        fold,
        ("articles", "results", "stories", "docs", "documents", "items", "hits", "posts", "entries",
         "news", "records", "rows", "response", "data", "content", "objects", "value"),
    )
)  # fmt: skip
"""What holds the articles in an object that is none."""

NAMES = ("name", "title", "main", "original", "rendered", "full_name", "label", "uri", "id")
"""What an object that stands for a field is called by: that of a source, an author, a headline."""

SUMMARIES = frozenset(
    map(
        fold,
        ("description", "summary", "abstract", "abstract_note", "snippet", "excerpt", "teaser",
         "lead_paragraph", "standfirst", "trail_text", "hit_sentence", "opening_text",
         "meta_description"),
    )
)  # fmt: skip
"""What holds a summary, which is never the text unless the user says so."""


class Listing(NamedTuple):
    """A table of what is no article, known by names that all stand in it."""

    names: tuple[str, ...]
    what: str
    hint: str


_FETCH = "save the pages that it lists, and import these"
LISTINGS = (
    Listing(("seendate", "domain", "url"), "a list of addresses made by GDELT", _FETCH),
    Listing(("mobile_url", "date", "url"), "a list of addresses made by GDELT", _FETCH),
    Listing(("gkgrecordid",), "GDELT's knowledge graph", _FETCH),
    Listing(("numarts", "counts", "themes"), "GDELT's knowledge graph", _FETCH),
    Listing(("globaleventid",), "GDELT's table of events", _FETCH),
    Listing(("media_name", "publish_date", "url"), "a list of stories made by Media Cloud", _FETCH),
    Listing(("urlkey", "digest"), "an index of Common Crawl", "import the web archives it names"),
    Listing(
        ("warc_filename", "warc_record_offset"),
        "an index of Common Crawl",
        "import the web archives it names",
    ),
    Listing(
        ("publication_title", "abstract_note"),
        "a list made by Zotero",
        "import the files of its attachments",
    ),
    Listing(
        ("hit_sentence", "headline"),
        "an export of Meltwater, which holds parts of texts",
        "export it with the full texts",
    ),
    Listing(("query_name", "snippet"), "an export of Brandwatch", "export it with “Full Text”"),
    Listing(
        ("web_publication_date", "web_title"),
        "what The Guardian tells of its articles",
        "ask it for them with show-fields=bodyText",
    ),
    Listing(("web_url", "lead_paragraph"), "what the New York Times tells of its articles", _FETCH),
)
"""Tables without texts that many have."""

_GKG_RECORD = re.compile(r"\d{14}-T?\d{1,9}", re.ASCII)
"""The first cell of GDELT's knowledge graph, which has no header."""


_NAMED = frozenset(("name", "main", "original", "rendered"))
"""Of `NAMES` those that tell what the object is called and nothing else."""


def keys(name: str) -> Iterator[str]:
    """What a name is compared by: itself; of `fields.headline`, as tables have what lay in
    objects, the part that tells which field it is."""
    yield fold(name)
    head, dot, rest = name.partition(".")
    if dot and head.casefold() in CONTAINERS:
        yield from keys(rest)
    elif rest.casefold() in _NAMED:
        yield fold(head)


def listing(names: Iterable[str]) -> Listing | None:
    """What a table without texts is; None where it is nothing known."""
    names = list(names)
    if names and _GKG_RECORD.fullmatch(names[0]):
        return next(each for each in LISTINGS if "gkgrecordid" in each.names)
    held = {key for name in names for key in keys(name)}
    return next((each for each in LISTINGS if held.issuperset(map(fold, each.names))), None)
