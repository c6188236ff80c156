"""Keyword in context: a match with the words on either side of it, on one line."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from framing.model import Article, Match, Profile

WIDTH = 40
"""Characters of context on each side where nobody asks for another number."""


@dataclass(frozen=True, slots=True)
class KwicLine:
    """One match with its context."""

    article_id: str
    source: str
    match: Match
    left: str
    text: str
    right: str
    needed: tuple[str, ...] = ()
    """What stands where its entry needs it."""


@dataclass(frozen=True, slots=True)
class Context:
    """A place in an article with what stands around it."""

    article_id: str
    start: int
    end: int
    left: str
    text: str
    right: str


def context_of(article: Article, start: int, end: int, width: int = WIDTH) -> Context:
    """A span of an article with its context."""
    left, right = context(article.text, start, end, width)
    return Context(article.id, start, end, left, " ".join(article.text[start:end].split()), right)


def context(text: str, start: int, end: int, width: int = WIDTH) -> tuple[str, str]:
    """Up to `width` characters before and after a span, cut at words, white space as one space."""
    before = text[max(0, start - 2 * width) : start]
    after = text[end : end + 2 * width]
    return _last_words(before, width, start > 2 * width), _first_words(
        after, width, end + 2 * width < len(text)
    )


def lines(profile: Profile, width: int = WIDTH) -> Iterator[KwicLine]:
    """A profile's matches in the text's order, each with its context."""
    return (line_of(profile, match, width) for match in profile.matches)


def line_of(profile: Profile, match: Match, width: int = WIDTH) -> KwicLine:
    """One of a profile's matches with its context."""
    article = profile.article
    left, right = context(article.text, match.start, match.end, width)
    text = " ".join(article.text[match.start : match.end].split())
    needed = (" ".join(article.text[start:end].split()) for start, end in match.needed)
    return KwicLine(article.id, article.source, match, left, text, right, tuple(needed))


def _last_words(text: str, width: int, more: bool) -> str:
    flat = " ".join(text.split())
    spaced = flat + " " if flat and text[-1:].isspace() else flat
    if len(spaced) <= width and not more:
        return spaced
    cut = spaced[-width:]
    return cut if spaced[-width - 1 : -width] in ("", " ") else cut[_after_space(cut) :]


def _after_space(text: str) -> int:
    """Where the first whole word begins; 0 where one word fills the text."""
    return text.find(" ") + 1 if " " in text.rstrip() else 0


def _first_words(text: str, width: int, more: bool) -> str:
    flat = " ".join(text.split())
    spaced = " " + flat if flat and text[:1].isspace() else flat
    if len(spaced) <= width and not more:
        return spaced
    cut = spaced[:width]
    if spaced[width : width + 1] in ("", " ") or " " not in cut.lstrip():
        return cut
    return cut[: cut.rfind(" ")]
