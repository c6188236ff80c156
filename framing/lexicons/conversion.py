"""From one lexicon file to another of any format, with a report of what became of its content."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from framing.lexicons.formats import format_of, parse_reported, read_bytes, written
from framing.lexicons.formats.import_report import ImportedLexicon, Note
from framing.lexicons.formats.naming import name_of
from framing.lexicons.nested_scope import with_nested_scope
from framing.places import replacing


@dataclass(frozen=True, slots=True)
class ConversionReport:
    """What was read from one file, and what of it the other does not hold."""

    source: str
    target: str
    taken: ImportedLexicon
    lost: tuple[Note, ...]
    """What is in the lexicon that was read and not in the file that was written."""

    def rows(self) -> Iterator[dict[str, object]]:
        """A row for each term that was taken and for each note, with its line in the source."""
        for dimension in self.taken.lexicon.dimensions:
            for term in dimension.terms:
                row = self._row("taken", Note(term.pattern, "", term.line, dimension.name))
                yield row | {"weight": term.weight}
        for status, note in self.notes():
            yield self._row(status, note)

    def notes(self) -> Iterator[tuple[str, Note]]:
        """Everything that did not go through as it was, each with what became of it."""
        for status, group in (*self.taken.notes(), ("lost", self.lost)):
            for note in group:
                yield status, note

    def _row(self, status: str, note: Note) -> dict[str, object]:
        return {
            "file": self.source,
            "line": note.line or None,
            "status": status,
            "dimension": note.dimension or None,
            "term": note.what,
            "weight": None,
            "reason": note.reason or None,
        }


def convert(
    source: Path,
    target: Path,
    *,
    categories: Sequence[str] = (),
    encoding: str = "",
    nested: bool = False,
    force: bool = False,
) -> ConversionReport:
    """Read a lexicon and write it in the format that the target's suffix names.

    `categories` names the columns of a table that are categories, where not all are; `encoding`
    that of a source which is not in Unicode. With `nested` the longer entries of other dimensions
    become exclusions of each. The target is written whole or not at all. Raises
    LexiconError for a source that is no lexicon and for a lexicon that the format cannot hold,
    UsageError for categories of a format without columns, FramingError where the target exists
    (without `force`) or cannot be written.
    """
    form = format_of(target)
    taken = parse_reported(source, read_bytes(source), categories, encoding)
    if nested:
        taken = _nested(taken)
    text = written(target, taken.lexicon)
    with replacing(target, force=force) as stream:
        stream.write(text)
    lost = form.lost(taken.lexicon)
    name = name_of(str(target))
    if form.name != "toml" and taken.lexicon.name != name:
        reason = f"a .{form.name} file is called after its name: {name}"
        lost = (Note(f"name = {taken.lexicon.name}", reason), *lost)
    return ConversionReport(str(source), str(target), taken, lost)


def _nested(taken: ImportedLexicon) -> ImportedLexicon:
    """The same with nested scope, and a note for each dimension that was given exclusions."""
    before = {each.name: len(each.exclude) for each in taken.lexicon.dimensions}
    lexicon = with_nested_scope(taken.lexicon)
    notes = tuple(
        Note("nested scope", f"longer entries of other dimensions exclude: {added:,}", 0, each.name)
        for each in lexicon.dimensions
        if (added := len(each.exclude) - before[each.name])
    )
    return replace(taken, lexicon=lexicon, assumed=(*taken.assumed, *notes))
