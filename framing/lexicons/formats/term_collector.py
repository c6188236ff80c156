"""The lexicon of a foreign file as it grows: categories, their terms, and what did not go in.

A reader opens the file's categories and adds their terms, each with its line. What is no lexicon
raises LexiconError there; a term that no pattern of this program can express is skipped and
noted, since a foreign lexicon is not wrong for having it.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from framing import limits
from framing.errors import LexiconError
from framing.lexicons.formats import checks
from framing.lexicons.formats.checks import LexiconSize, TermList, parsed, quoted, same_name
from framing.lexicons.formats.import_report import ImportedLexicon, Note
from framing.lexicons.formats.naming import (
    LANGUAGE,
    LICENSE,
    SEPARATOR,
    VERSION,
    dimension_names,
    name_of,
    printable,
)
from framing.lexicons.formats.refusals import FilePlace
from framing.lexicons.lexicon import Dimension, Lexicon, Term

if TYPE_CHECKING:
    from framing.lexicons.patterns import Pattern


@dataclass(slots=True, eq=False)
class Category:
    """A category of the file; it becomes a dimension if it has a term."""

    name: str
    """Its own name behind those of the categories it is in."""
    line: int
    depth: int
    terms: TermList
    exclude: TermList
    description: str = ""
    has_parts: bool = False
    """Whether other categories are in it."""


@dataclass(slots=True)
class Collector:
    """The content of one file."""

    file: str
    title: str = ""
    """What the file calls itself."""
    size: LexiconSize = field(default_factory=LexiconSize)
    categories: dict[str, Category] = field(default_factory=dict)
    """By what two names have in common that differ only in case."""
    merged: list[Note] = field(default_factory=list)
    skipped: list[Note] = field(default_factory=list)
    misfits: int = 0
    dimensions: int = 0
    last: tuple[str, Pattern | str] = ("", "")
    """The text that was parsed last, with its pattern or the reason that it is none."""

    def place(self, line: int) -> FilePlace:
        """A line of the file, for what is refused there."""
        return FilePlace(self.file, line)

    def error(self, what: str, line: int, hint: str = "") -> LexiconError:
        """The error that points at a line of the file."""
        return self.place(line).error(what, hint)

    def open(self, name: str, line: int, parent: Category | None = None) -> Category:
        """A category that begins here.

        Raises LexiconError for what is no name, for one that stands in its parent already, and
        for nesting over the cap.
        """
        own = self._own_name(name, line)
        full = f"{parent.name}{SEPARATOR}{own}" if parent else own
        depth = parent.depth + 1 if parent else 1
        if depth > limits.CONFIG_DEPTH:
            raise self.error(f"categories are nested more than {limits.CONFIG_DEPTH} deep", line)
        if len(self.categories) == limits.LEXICON_CATEGORIES:
            raise self.error(f"more than {limits.LEXICON_CATEGORIES:,} categories", line)
        if first := self.categories.get(same_name(full)):
            raise self.place(line).twice(f"the category {quoted(own)}", first.line)
        if parent:
            parent.has_parts = True
        terms = TermList(self.size)
        category = Category(full, line, depth, terms, TermList(self.size, apart=terms))
        self.categories[same_name(full)] = category
        return category

    def named(self, name: str, line: int) -> Category:
        """The category of that name, opened where it comes for the first time.

        Raises LexiconError for what is no name, and for one that is known in another case.
        """
        own = self._own_name(name, line)
        known = self.categories.get(same_name(own))
        if known and known.name != own:
            what = f"{quoted(own)} and {quoted(known.name)} are one name: case makes no difference"
            raise self.error(what, line, f"the other stands in line {known.line}")
        return known or self.open(own, line)

    def _own_name(self, name: str, line: int) -> str:
        own = name.strip()
        if not own.isprintable() or not 0 < len(own) <= limits.PATTERN_CHARACTERS:
            what = f"a category's name is 1 to {limits.PATTERN_CHARACTERS} printable characters"
            raise self.error(f"{what}, not {quoted(own)}", line)
        return unicodedata.normalize("NFC", own)

    def pattern(self, term: str, line: int) -> Pattern | None:
        """The pattern of a term, or None where it is none and is skipped.

        Raises LexiconError for a term that is empty or matches everything.
        """
        with self.place(line):
            return self._pattern(_term(term), line)

    def add(self, term: str, line: int, weights: Mapping[Category, float]) -> None:
        """Take a term into categories with its weight in each, or merge it, or skip it.

        Raises LexiconError for a term that is empty or matches everything, for a weight that is
        none, for one that differs from that of the same term before, and over the caps.
        """
        with self.place(line):
            text = _term(term)
            entries = {
                category: Term(text, checks.weight(weight), line=line)
                for category, weight in weights.items()
            }
            if pattern := self._pattern(text, line):
                for category, entry in entries.items():
                    self._take(category, entry, pattern)

    def exclude(self, term: str, line: int, category: Category) -> None:
        """Take a term as an exclusion of a category whose terms are all there; else as `add`."""
        with self.place(line):
            entry = Term(_term(term), line=line)
            if pattern := self._pattern(entry.pattern, line):
                self._note_same(category, entry, category.exclude.take(entry, pattern))

    def skip(self, what: str, reason: str, line: int, category: Category | None = None) -> None:
        """Note something that the lexicon cannot have. Raises LexiconError over the cap."""
        if len(self.skipped) == limits.LEXICON_ENTRIES:
            raise self.error(f"more than {limits.LEXICON_ENTRIES:,} lines are no terms", line)
        name = category.name if category else ""
        self.skipped.append(Note(checks.shortened(what), reason, line, name))

    def _pattern(self, text: str, line: int) -> Pattern | None:
        """The pattern of a term, or None where the term is skipped."""
        if self.last[0] != text:
            try:
                self.last = text, parsed(text)
            except ValueError as error:
                self.last = text, str(error)
        found = self.last[1]
        if not isinstance(found, str):
            return found
        self.misfits += 1
        if self.misfits > limits.LEXICON_MISFITS:
            raise ValueError(f"more than {limits.LEXICON_MISFITS:,} terms are no patterns: {found}")
        self.skip(text, found, line)
        return None

    def _take(self, category: Category, entry: Term, pattern: Pattern) -> None:
        if not category.terms.kept:
            self.dimensions += 1
            if self.dimensions > limits.LEXICON_DIMENSIONS:
                raise ValueError(f"more than {limits.LEXICON_DIMENSIONS} dimensions")
        self._note_same(category, entry, category.terms.take(entry, pattern))

    def _note_same(self, category: Category, entry: Term, same: Term | None) -> None:
        if same:
            reason = f"{quoted(same.pattern)} in line {same.line} is the same"
            self.merged.append(Note(entry.pattern, reason, entry.line, category.name))

    def taken(self) -> ImportedLexicon:
        """The lexicon with everything that was added, and the notes.

        Raises LexiconError where it has no term.
        """
        for category in self.categories.values():
            if not category.terms.kept and not category.has_parts:
                self.skip(category.name, "the category has no terms", category.line, category)
        kept = [each for each in self.categories.values() if each.terms.kept]
        if not kept:
            raise self._nothing_taken()
        names = dict(zip(kept, dimension_names([each.name for each in kept]), strict=True))
        lexicon = Lexicon(
            name=name_of(self.file),
            title=self.title or printable(Path(self.file).stem),
            version=VERSION,
            language=LANGUAGE,
            license=LICENSE,
            source=printable(Path(self.file).name),
            dimensions=tuple(_dimension(each, names[each]) for each in kept),
            path=self.file,
        )
        renamed = tuple(_renamed(each, names[each]) for each in kept if names[each] != each.name)
        return ImportedLexicon(lexicon, tuple(self.merged), tuple(self.skipped), renamed)

    def _nothing_taken(self) -> LexiconError:
        if not self.skipped:
            return self.error("the file holds no terms", 1)
        first = self.skipped[0]
        what = "no term of the file can be taken"
        return self.error(what, first.line, f"{quoted(first.what)}: {first.reason}")


def _term(written: str) -> str:
    """A term in normal form C with single spaces.

    Raises ValueError for one that is empty or only of wildcards, and for control characters.
    """
    words = checks.raw_text(written).split()
    text = " ".join(words)
    if not text:
        raise ValueError("the pattern is empty")
    if not text.strip("*? "):
        raise ValueError(f"the pattern {quoted(text)} has wildcards only and matches every word")
    # Marks without end would take the normal form a time that grows with their square.
    return unicodedata.normalize("NFC", text) if len(text) <= limits.PATTERN_CHARACTERS else text


def _dimension(category: Category, name: str) -> Dimension:
    return Dimension(
        name=name,
        title=category.name,
        description=category.description,
        terms=category.terms.all(),
        exclude=category.exclude.all(),
    )


def _renamed(category: Category, name: str) -> Note:
    reason = f"a dimension's name has at most {limits.NAME_CHARACTERS} characters: {quoted(name)}"
    return Note(category.name, reason, category.line, name)
