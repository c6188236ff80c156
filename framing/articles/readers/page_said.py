"""The places at which a web page says something of its article, as they stand there."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import islice

from framing.articles.line_characters import fold
from framing.articles.readers.page_claims import Claim
from framing.articles.readers.page_data import article_data
from framing.articles.readers.page_outline import Outline

SITE_NAMES = ("og:site_name", "application-name", "citation_journal_title", "dc.publisher")
TITLE_DEPTH = 500
"""The heading of a page stands among the first so many of its blocks."""
_ADDRESS_NAMES = ("canonical", "og:url", "twitter:url")
_NEAREST = 30
"""Ancestors of an element that are asked what it stands in."""
_ELSEWHERE = re.compile(
    r"comment|related|recommend|sidebar|widget|popular|trending|teaser|promo|most-|latest|"
    r"newsletter|footer|\bnav|menu|repl(?:y|ies)",
    re.IGNORECASE,
)
_ABOUT = re.compile(r"\bmeta|author|byline", re.IGNORECASE)
"""Names of an aside that tells of the article."""
_LINE = 90
"""Characters of a line beside the title that can be a byline or a date."""
_ABOVE, _BELOW = 3, 8
"""Blocks above and below the title's heading in which such a line stands."""


@dataclass
class Said:
    """What a page says of its article, by place."""

    page: Outline
    title: str
    found_at: str
    """The address at which the page was found; empty where nobody knows."""

    @cached_property
    def metas(self) -> dict[str, str]:
        """What the `meta` elements say, by name in lower case."""
        return metas_of(self.page)

    @cached_property
    def data(self) -> dict[str, str]:
        """What JSON-LD says."""
        return article_data(self.page.data)

    @cached_property
    def publisher(self) -> str:
        """The site's name."""
        return first(self.metas, SITE_NAMES) or self.data.get("publisher", "")

    @cached_property
    def address(self) -> str:
        """The page's own address, else where it was found."""
        own = first(self.metas, _ADDRESS_NAMES)
        is_whole = own.startswith(("http://", "https://"))
        return own if is_whole or not self.found_at else self.found_at

    def claims(self, of: str, by: str) -> list[Claim]:
        """The elements that say something and stand in no comments, lists of other articles and
        the like: below the title first."""
        wanted = [c for c in self.page.claims if (c.of, c.by) == (of, by) and c.value.strip()]
        wanted = [claim for claim in wanted if not self._is_elsewhere(claim.element)]
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
            if not self._is_elsewhere(block.element):
                found += [line for line in block.text.split("\n") if len(line) <= _LINE]
        return found

    @cached_property
    def _at(self) -> int | None:
        wanted = fold(self.title)
        found: dict[str, int] = {}
        for index, block in enumerate(islice(self.page.blocks, TITLE_DEPTH)):
            if wanted and fold(block.text) == wanted:
                found.setdefault(self.page.elements[block.element].tag, index)
        return found.get("h1", found.get("h2"))

    def _is_elsewhere(self, index: int) -> bool:
        """Whether an element stands in a part, below all that holds the title too, that says it is
        about something else."""
        at = -1 if self._at is None else self._at
        for _ in range(_NEAREST):
            element = self.page.elements[index]
            if index <= 0 or element.tag == "body" or element.first <= at < element.past:
                return False
            names = f"{element.attributes.get('class', '')} {element.attributes.get('id', '')}"
            is_aside = element.tag in ("nav", "footer", "aside") and not _ABOUT.search(names)
            if is_aside or _ELSEWHERE.search(names):
                return True
            index = element.parent
        return False


def metas_of(page: Outline) -> dict[str, str]:
    """What the `meta` elements say, by name in lower case; the first of a name counts."""
    said: dict[str, str] = {}
    for meta in page.metas:
        name = meta.get("property") or meta.get("name") or meta.get("itemprop") or ""
        value = " ".join(meta.get("content", "").split())
        if name and value:
            said.setdefault(name.lower(), value)
    return said


def named(said: Mapping[str, str], names: Sequence[str]) -> Iterator[str]:
    """What is said under some names, in their order."""
    return (said[name] for name in names if name in said)


def first(said: Mapping[str, str], names: Sequence[str]) -> str:
    """What is said under the first of some names; empty for none."""
    return next(named(said, names), "")
