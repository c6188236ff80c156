"""Plain word lists: one term a line; a line that opens with `; ` or `# ` is a comment.

The list is one dimension, called after its file. A list whose lines hold tabs is a table, one
that begins with a line as `+name` or `>>name<<` a dictionary in sections.
"""

from __future__ import annotations

from pathlib import Path

from framing.lexicons.formats.import_report import ImportedLexicon, Note
from framing.lexicons.formats.losses import lost_but_terms, with_terms
from framing.lexicons.formats.naming import printable
from framing.lexicons.formats.refusals import FilePlace
from framing.lexicons.formats.sections import LEXICODER, VBPRO, read_sections
from framing.lexicons.formats.source_text import is_comment, numbered_lines
from framing.lexicons.formats.tables import read_tsv
from framing.lexicons.formats.term_collector import Collector
from framing.lexicons.lexicon import Lexicon


def read_words(text: str, file: str) -> ImportedLexicon:
    """The lexicon of a decoded word list that the user calls `file`.

    Raises LexiconError at the first line that is no lexicon's.
    """
    lines = ((number, line) for number, line in numbered_lines(file, text) if not is_comment(line))
    collector = Collector(file)
    for number, line in lines:
        if not collector.categories:
            if "\t" in line:
                return read_tsv(text, file)
            for head in (LEXICODER, VBPRO):
                if head.fullmatch(line):
                    return read_sections(head, text, file)
            category = collector.open(printable(Path(file).stem) or "words", number)
        collector.add(line, number, {category: 1.0})
    return collector.taken()


def write_words(lexicon: Lexicon) -> str:
    """The file's text. Raises LexiconError for a lexicon of several dimensions."""
    dimensions = with_terms(lexicon)
    if len(dimensions) > 1:
        what = f"a word list holds one dimension, and this lexicon has {len(dimensions)}"
        raise FilePlace(lexicon.path).error(what, "write .csv, .yaml or .dic")
    return "".join(f"{term.pattern}\n" for term in dimensions[0].terms)


def lost_in_words(lexicon: Lexicon) -> tuple[Note, ...]:
    """What a word list cannot hold: all but the patterns, and the dimension's name too."""
    reason = "a word list is called after its file"
    names = tuple(Note(each.name, reason, 0, each.name) for each in with_terms(lexicon))
    return names + lost_but_terms(lexicon)
