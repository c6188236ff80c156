"""How a report cites an article, and says what made its figures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from framing.report.page import language, link
from framing.statistics.rates import SCORER_VERSION

if TYPE_CHECKING:
    from framing.lexicons import Lexicon
    from framing.model import Article


@dataclass(frozen=True, slots=True)
class Citation:
    """An article as a list of references has it."""

    id: str
    author: str
    title: str
    """The title, or the first words of the text in brackets."""
    source: str
    publisher: str
    """Empty where it is the source."""
    published: str
    url: str
    link: str
    """The address where it may be followed, else empty."""
    language: str
    """Empty where it is not known."""


def cite(article: Article) -> Citation:
    """The citation of an article."""
    publisher = "" if article.publisher == article.source else article.publisher
    return Citation(
        article.id,
        article.author,
        article.label,
        article.source,
        publisher,
        article.published,
        article.url,
        link(article.url),
        language(article.language),
    )


@dataclass(frozen=True, slots=True)
class MadeBy:
    """What the figures of a report were made by."""

    lexicons: Sequence[Lexicon]
    scorer_version: str


def made_by(lexicons: Sequence[Lexicon]) -> MadeBy:
    """The lexicons, and today's way of scoring."""
    return MadeBy(lexicons, SCORER_VERSION)


@dataclass(frozen=True, slots=True)
class DimensionHead:
    """What a page says of a dimension."""

    number: int
    """From 1: the digit beside its marks."""
    name: str
    title: str
    description: str
    counts_negated: bool
    """Whether its rate counts what is negated."""


def heads(lexicons: Sequence[Lexicon]) -> list[DimensionHead]:
    """The dimensions of the lexicons, in their order."""
    every = [dimension for lexicon in lexicons for dimension in lexicon.dimensions]
    return [
        DimensionHead(number, each.name, each.title or each.name, each.description,
                      each.negated == "count")
        for number, each in enumerate(every, 1)
    ]  # fmt: skip
