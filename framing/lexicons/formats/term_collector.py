"""The lexicon of a foreign file as it grows: categories, their terms, and what did not go in.

A reader opens the file's categories and adds their terms, each with its line. What is no lexicon
raises LexiconError there; a term that no pattern of this program can express is skipped and
noted, since a foreign lexicon is not wrong for having it.
"""

from __future__ import annotations

import re
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


_REWRITTEN = (
    (
        re.compile(r"(?<=\w)(?:#[nvasr])?#_?[0-9]{1,4}$|(?<=\w)#[nvasr]$"),
        "",
        "the mark of a sense behind # is left out",
    ),
    (
        re.compile(r"(?<=[^\W\dA-Z_])\|[A-Z]{1,6}$"),
        "",
        "the part of speech behind | is left out",
    ),
    (re.compile(r"(?<=[^\s_])_++(?=\S)"), " ", "an underscore between words is a space"),
)
"""How other programs write terms: no pattern has these marks between or behind its words."""
_MARKED = re.compile("[_#|]")


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
    others: set[str] = field(default_factory=set)
    """Its name in other cases."""


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
    renamed: list[Note] = field(default_factory=list)
    assumed: list[Note] = field(default_factory=list)
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

        One that stands in its parent in another case goes on. Raises LexiconError for what is no
        name, for one that stands in its parent already, and for nesting over the cap.
        """
        own = self._own_name(name, line)
        full = f"{parent.name}{SEPARATOR}{own}" if parent else own
        depth = parent.depth + 1 if parent else 1
        if depth > limits.CONFIG_DEPTH:
            raise self.error(f"categories are nested more than {limits.CONFIG_DEPTH} deep", line)
        if len(self.categories) == limits.LEXICON_CATEGORIES:
            raise self.error(f"more than {limits.LEXICON_CATEGORIES:,} categories", line)
        if first := self.categories.get(same_name(full)):
            if first.name == full:
                raise self.place(line).twice(f"the category {quoted(own)}", first.line)
            return self._same(first, full, line)
        if parent:
            parent.has_parts = True
        terms = TermList(self.size)
        category = Category(full, line, depth, terms, TermList(self.size, apart=terms))
        self.categories[same_name(full)] = category
        return category

    def named(self, name: str, line: int) -> Category:
        """The category of that name in any case, opened where it comes for the first time.

        Raises LexiconError for what is no name.
        """
        own = self._own_name(name, line)
        known = self.categories.get(same_name(own))
        return self._same(known, own, line) if known else self.open(own, line)

    def _same(self, known: Category, name: str, line: int) -> Category:
        """A category that comes again, noted where it is written in another way."""
        if name not in (known.name, *known.others):
            known.others.add(name)
            reason = f"{quoted(known.name)} in line {known.line} is the same name in another case"
            self.rename(name, reason, line, known)
        return known

    def _own_name(self, name: str, line: int) -> str:
        own = name.strip()
        if not own.isprintable() or not 0 < len(own) <= limits.PATTERN_CHARACTERS:
            what = f"a category's name is 1 to {limits.PATTERN_CHARACTERS} printable characters"
            raise self.error(f"{what}, not {quoted(own)}", line)
        return unicodedata.normalize("NFC", own)

    def pattern(self, term: str, line: int) -> Pattern | None:
        """The pattern of a term, or None where it is none and is skipped.

        Raises LexiconError for a term that is empty.
        """
        with self.place(line):
            written = _term(term)
            return self._pattern(_rewritten(written)[0], written, line)

    def add(
        self, term: str, line: int, weights: Mapping[Category, float], *, case: bool = False
    ) -> None:
        """Take a term into categories with its weight in each, or merge it, or skip it.

        Raises LexiconError for a term that is empty, for a weight that is none, for one that
        differs from that of the same term before, and over the caps.
        """
        with self.place(line):
            written = _term(term)
            text, reason = _rewritten(written)
            entries = {
                category: Term(text, checks.weight(weight), line=line, case=case)
                for category, weight in weights.items()
            }
            if pattern := self._pattern(text, written, line):
                only = next(iter(weights)) if len(weights) == 1 else None
                if text != written:
                    self.rename(written, f"taken as {quoted(text)}: {reason}", line, only)
                for category, entry in entries.items():
                    self._take(category, entry, pattern)

    def exclude(self, term: str, line: int, category: Category) -> None:
        """Take a term as an exclusion of a category whose terms are all there; else as `add`."""
        with self.place(line):
            written = _term(term)
            text, reason = _rewritten(written)
            entry = Term(text, line=line)
            if pattern := self._pattern(text, written, line):
                if text != written:
                    self.rename(written, f"taken as {quoted(text)}: {reason}", line, category)
                self._note_same(category, entry, category.exclude.take(entry, pattern))

    def skip(self, what: str, reason: str, line: int, category: Category | None = None) -> None:
        """Note something that the lexicon cannot have. Raises LexiconError over the cap."""
        if len(self.skipped) == limits.LEXICON_ENTRIES:
            raise self.error(f"more than {limits.LEXICON_ENTRIES:,} lines are no terms", line)
        self.skipped.append(_note(what, reason, line, category))

    def rename(self, what: str, reason: str, line: int, category: Category | None = None) -> None:
        """Note something that is taken under another name."""
        self.renamed.append(_note(what, reason, line, category))

    def assume(self, what: str, reason: str, line: int, category: Category | None = None) -> None:
        """Note what the file was taken to mean where it does not say."""
        self.assumed.append(_note(what, reason, line, category))

    def _pattern(self, text: str, written: str, line: int) -> Pattern | None:
        """The pattern of a term, or None where the term is skipped."""
        if not text.strip("*? "):
            self.last = text, "it has wildcards only and would match every word"
        elif self.last[0] != text:
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
        self.skip(written, found, line)
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
        cut = (_renamed(each, names[each]) for each in kept if names[each] != each.name)
        return ImportedLexicon(
            lexicon,
            tuple(self.merged),
            tuple(self.skipped),
            (*self.renamed, *cut),
            tuple(self.assumed),
        )

    def _nothing_taken(self) -> LexiconError:
        if not self.skipped:
            return self.error("the file holds no terms", 1)
        first = self.skipped[0]
        what = "no term of the file can be taken"
        return self.error(what, first.line, f"{quoted(first.what)}: {first.reason}")


def _term(written: str) -> str:
    """A term in normal form C with single spaces.

    Raises ValueError for one that is empty, and for control characters.
    """
    text = " ".join(checks.raw_text(written).split())
    if not text:
        raise ValueError("the pattern is empty")
    # Marks without end would take the normal form a time that grows with their square.
    return unicodedata.normalize("NFC", text) if len(text) <= limits.PATTERN_CHARACTERS else text


def _rewritten(term: str) -> tuple[str, str]:
    """A term without the marks of other programs, and the reason if it had any."""
    if not _MARKED.search(term):
        return term, ""
    reasons: list[str] = []
    for mark, instead, reason in _REWRITTEN:
        term, count = mark.subn(instead, term)
        reasons += [reason] * (count > 0)
    return term, "; ".join(reasons)


def _note(what: str, reason: str, line: int, category: Category | None) -> Note:
    return Note(checks.shortened(what), reason, line, category.name if category else "")


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
