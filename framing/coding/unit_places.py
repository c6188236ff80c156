"""Looks up the places of coded units in a library: full ids, and the words that stand there."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from framing.articles.intake import normalise
from framing.coding.code_files import CodedUnit, CodeFile, UnitPlace
from framing.errors import NotFoundError, ReadError
from framing.lexicons.formats.checks import quoted
from framing.model import Article

if TYPE_CHECKING:
    from framing.library import Library


def resolve(codes: CodeFile, library: Library) -> CodeFile:
    """The codes with full ids of articles, and with the words that stand in the places.

    Raises ReadError, with the line, for an article that the library does not have, a place
    outside its text, a text beside it that is another, and a place that stands twice.
    """
    ids = {
        prefix: _resolved(prefix, line, codes, library) for prefix, line in _prefixes(codes).items()
    }
    texts: dict[UnitPlace, str] = {}
    by_article: dict[str, list[UnitPlace]] = {}
    for place in (unit.place for unit in codes.units if unit.place):
        by_article.setdefault(ids[place.article], []).append(place)
    for found in library.articles.read(list(by_article)):
        for place in by_article[found.article.id]:
            if place.end <= len(found.article.text):
                texts[place] = found.article.text[place.start : place.end]
    first: dict[UnitPlace, int] = {}
    units = [_looked_up(unit, codes.file, ids, texts, first) for unit in codes.units]
    return replace(codes, units=tuple(units))


def located(codes: CodeFile, library: Library) -> CodeFile:
    """The codes with the place of each text in the article that its row names, and full ids.

    Of several such places it is the first; white space makes no difference. Raises ReadError, with
    the line, for a row that names no article, an unknown one, or one without the text.
    """
    lines = {unit.within: unit.line for unit in reversed(codes.units)}
    if "" in lines:
        what, hint = "the row does not say of which article it is", "columns article, start and end"
        raise ReadError(what, file=codes.file, line=lines[""], hint=f"{hint}; or article and text")
    ids = {prefix: _resolved(prefix, line, codes, library) for prefix, line in lines.items()}
    texts = {
        found.article.id: found.article.text
        for found in library.articles.read(sorted(set(ids.values())))
    }
    units = []
    for unit in codes.units:
        words = r"\s+".join(map(re.escape, unit.text.split()))
        stands = re.search(words, texts[ids[unit.within]])
        if not stands:
            what = f"article {ids[unit.within]} has no such text"
            raise ReadError(what, file=codes.file, line=unit.line)
        units.append(replace(unit, place=UnitPlace(ids[unit.within], *stands.span()), within=""))
    return replace(codes, units=tuple(units))


def articles_of(units: Sequence[CodedUnit], library: Library) -> Iterator[Article]:
    """The articles in which units stand, each once, by id."""
    ids = sorted({unit.place.article for unit in units if unit.place})
    return (found.article for found in library.articles.read(ids))


def same_text(given: str, stored: str) -> bool:
    """Whether a text is still the stored one after a spreadsheet had it.

    White space, case, punctuation and damaged accents are let pass: letters and digits a–z and
    0–9 have to be the same. A text without any has to be the same but for white space.
    """
    if (letters := _letters(stored)) or _letters(given):
        return letters == _letters(given)
    return _words(given) == _words(stored)


def _words(text: str) -> list[str]:
    return normalise(text).lstrip("'").split()  # a ' keeps a cell from being a formula


def _letters(text: str) -> str:
    return "".join(re.findall("[a-z0-9]", text.casefold()))


def _prefixes(codes: CodeFile) -> dict[str, int]:
    """Each beginning of an id with the line where it stands first."""
    return {
        unit.place.article: unit.line for unit in reversed(codes.units) if unit.place is not None
    }


def _resolved(prefix: str, line: int, codes: CodeFile, library: Library) -> str:
    try:
        return library.articles.resolve(prefix)
    except NotFoundError as error:
        raise ReadError(error.what, file=codes.file, line=line, hint=error.hint) from error


def _looked_up(
    unit: CodedUnit,
    file: str,
    ids: Mapping[str, str],
    texts: Mapping[UnitPlace, str],
    first: dict[UnitPlace, int],
) -> CodedUnit:
    if unit.place is None:
        return unit
    stored = texts.get(unit.place)
    place = replace(unit.place, article=ids[unit.place.article])
    what = ""
    if stored is None:
        what = f"the text of article {place.article} ends before {place.end}"
    elif unit.text and not same_text(unit.text, stored):
        what = f"the article has {quoted(stored)} there, not the text of the row"
    elif place in first:
        what = f"the row repeats the place of line {first[place]}"
    if what or stored is None:
        raise ReadError(what, file=file, line=unit.line)
    first[place] = unit.line
    return replace(unit, text=stored, place=place)
