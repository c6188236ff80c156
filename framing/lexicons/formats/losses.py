"""What a format that knows categories and terms cannot hold of a lexicon, item by item."""

from __future__ import annotations

from collections.abc import Container, Iterator
from pathlib import Path

from framing.lexicons.formats.import_report import Note
from framing.lexicons.formats.naming import LANGUAGE, LICENSE, VERSION, printable
from framing.lexicons.formats.refusals import FilePlace
from framing.lexicons.lexicon import Dimension, Lexicon, Term

_NO_PLACE = "the format has no place for it"


def with_terms(lexicon: Lexicon) -> tuple[Dimension, ...]:
    """The dimensions that can be categories: those with terms.

    Raises LexiconError where there is none.
    """
    found = tuple(each for each in lexicon.dimensions if each.terms)
    if not found:
        raise FilePlace(lexicon.path).error("the lexicon has no terms, only near rules")
    return found


def lost_but_terms(lexicon: Lexicon) -> tuple[Note, ...]:
    """What is lost in a format that holds categories and terms."""
    return _losses(lexicon)


def lost_but_weights(lexicon: Lexicon) -> tuple[Note, ...]:
    """What is lost in a format that holds categories and terms with their weights."""
    return _losses(lexicon, kept=("weight",))


def lost_but_cells(lexicon: Lexicon) -> tuple[Note, ...]:
    """What is lost in a table of terms with their weights and whether their case counts."""
    return _losses(lexicon, kept=("weight", "case"))


def lost_but_titles(lexicon: Lexicon) -> tuple[Note, ...]:
    """What is lost in a format that holds a title, categories with descriptions, and terms."""
    return _losses(lexicon, kept=("title", "description"))


def _losses(lexicon: Lexicon, *, kept: Container[str] = ()) -> tuple[Note, ...]:
    """What is lost in a format that holds terms and what `kept` names beside them."""
    return (
        *_file_losses(lexicon, kept),
        *(note for each in lexicon.dimensions for note in _dimension_losses(each, kept)),
        *(
            Note(f"group {name}", f"{_NO_PLACE}: {len(members)} patterns", members[0].line)
            for name, members in lexicon.groups.items()
        ),
        *(Note(each.text, "an example has no place", each.line) for each in lexicon.examples),
    )


def _file_losses(lexicon: Lexicon, kept: Container[str]) -> Iterator[Note]:
    """The texts about the lexicon that are not what a reader says of a file that tells none."""
    file = Path(lexicon.path)
    told = {
        "version": (lexicon.version, VERSION),
        "language": (lexicon.language, LANGUAGE),
        "license": (lexicon.license, LICENSE),
        "source": (lexicon.source, printable(file.name)),
    }
    if "title" not in kept:
        told["title"] = lexicon.title, printable(file.stem)
    for key, (text, default) in told.items():
        if text not in ("", default, lexicon.name):
            yield Note(f"{key} = {text}", _NO_PLACE)


def _dimension_losses(dimension: Dimension, kept: Container[str]) -> Iterator[Note]:
    name = dimension.name
    if not dimension.terms:
        yield Note(name, "the dimension has no terms", 0, name)
    if dimension.title not in ("", name):
        yield Note(f"title = {dimension.title}", _NO_PLACE, 0, name)
    if dimension.description and "description" not in kept:
        yield Note(f"description = {dimension.description}", _NO_PLACE, 0, name)
    if dimension.definition:
        yield Note(f"definition = {dimension.definition}", _NO_PLACE, 0, name)
    if dimension.negated == "drop":
        yield Note("negated = drop", "negated matches will count", 0, name)
    for term in dimension.terms:
        for reason in _term_losses(term, kept):
            yield Note(term.pattern, reason, term.line, name)
    for term in dimension.exclude:
        yield Note(f"exclude {term.pattern}", "it will no longer be excluded", term.line, name)
    for rule in dimension.near:
        yield Note(f"near {rule.name}", "it will no longer match", rule.line, name)


def _term_losses(term: Term, kept: Container[str]) -> Iterator[str]:
    if term.weight != 1 and "weight" not in kept:
        yield f"its weight {term.weight:g} becomes 1"
    if term.needs:
        yield f"it will match without what it needs: {', '.join(term.needs)}"
    if term.unless:
        yield f"it will match beside what it refuses: {', '.join(term.unless)}"
    if term.case and "case" not in kept:
        yield "it will match in any case"
    if term.kind:
        yield f"its kind has no place: {term.kind}"
    if term.note:
        yield f"its note has no place: {term.note}"
