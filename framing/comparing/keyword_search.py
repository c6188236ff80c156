"""Finds the articles in which a dimension, an entry or a pattern stands, with its matches."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from framing.errors import NotFoundError

if TYPE_CHECKING:
    from framing.comparing.kwic import KwicLine
    from framing.lexicons import Lexicon
    from framing.library import Library
    from framing.model import Article, Profile


def found_lines(
    what: str,
    library: Library,
    ids: list[str] | None,
    width: int,
    *,
    is_word: bool = False,
    at_once: int | None = None,
) -> Iterator[KwicLine]:
    """The lines of a dimension, of one of its entries, or else of a pattern, by id and place.

    `is_word` takes it as a pattern whatever a dimension is called; `at_once` articles are scanned
    together. Only the articles with these ids, all for None. Raises NotFoundError for what is
    nothing of the three.
    """
    from framing.articles.intake import normalise
    from framing.comparing.kwic import lines

    what = " ".join(normalise(what).split())
    return (
        line
        for profile in _profiles_with(what, library, ids, at_once, is_word=is_word)
        for line in lines(profile, width)
        if (is_word or what in (line.match.dimension, line.match.entry))
    )


def _profiles_with(
    what: str, library: Library, ids: list[str] | None, at_once: int | None, *, is_word: bool
) -> Iterator[Profile]:
    """Profiles of the articles that hold it, by the library's lexicon that has it, else by it as a
    pattern."""
    from framing.lexicons import Dimension, Lexicon, Term
    from framing.matching import Scanner

    for lexicon in () if is_word else library.lexicons.current():
        for dimension in lexicon.dimensions:
            entries = {each.pattern for each in dimension.terms}
            entries |= {each.name for each in dimension.near}
            if what == dimension.name or what in entries:
                entry = None if what == dimension.name else what
                holding = library.scores.holding(dimension.name, entry, [lexicon])
                batches = _batches(library, _both(holding, ids), at_once)
                scanner = Scanner([lexicon])
                return (profile for batch in batches for profile in scanner.scan(batch))
    try:
        holding = library.articles.may_hold([what])
    except ValueError as error:
        raise NotFoundError(f"“{what}” is no dimension or entry, and {error}") from error
    pattern = Lexicon("pattern", dimensions=(Dimension("pattern", terms=(Term(what),)),))
    return _matching(library, _both(holding, ids), pattern, at_once)


def _both(holding: list[str], ids: list[str] | None) -> list[str]:
    return holding if ids is None else sorted(set(holding) & set(ids))


def _batches(library: Library, ids: list[str], at_once: int | None) -> Iterator[list[Article]]:
    from framing.articles.batches import batches

    return batches((found.article for found in library.articles.read(ids)), at_once)


def _matching(
    library: Library, ids: list[str], lexicon: Lexicon, at_once: int | None
) -> Iterator[Profile]:
    """Profiles of the articles in which the lexicon matches; only these are asked who speaks."""
    from framing.matching import Scanner

    finder, scanner = Scanner([lexicon], voices=False), Scanner([lexicon])
    for batch in _batches(library, ids, at_once):
        yield from scanner.scan(finder.holding(batch))
