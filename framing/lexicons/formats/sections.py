"""Dictionaries in sections, a line with a category's name and its terms below, one a line.

Lexicoder 3 (.lc3) writes `+name`, VBPro (.vbpro) `>>name<<`; a word list (.txt) may be either.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from framing.lexicons.formats.import_report import ImportedLexicon
from framing.lexicons.formats.losses import with_terms
from framing.lexicons.formats.source_text import numbered_lines
from framing.lexicons.formats.term_collector import Category, Collector
from framing.lexicons.lexicon import Lexicon

LEXICODER = re.compile(r"\s*\+(?=\S)(.+)")
VBPRO = re.compile(r"\s*>>\s*(\S.*?)\s*<<\s*")


def read_lc3(text: str, file: str) -> ImportedLexicon:
    """The lexicon of a decoded Lexicoder 3 dictionary that the user calls `file`.

    Raises LexiconError at the first line that is no dictionary's.
    """
    return read_sections(LEXICODER, text, file)


def read_vbpro(text: str, file: str) -> ImportedLexicon:
    """The lexicon of a decoded VBPro dictionary; else as `read_lc3`."""
    return read_sections(VBPRO, text, file)


def read_sections(head: re.Pattern[str], text: str, file: str) -> ImportedLexicon:
    """The lexicon of a text whose categories begin with lines that `head` matches."""
    collector = Collector(file)
    category: Category | None = None
    for number, line in numbered_lines(file, text):
        if name := head.fullmatch(line):
            category = collector.named(name[1], number)
        elif category:
            collector.add(line, number, {category: 1.0})
        else:
            collector.skip(line, "it stands above the first category", number)
    return collector.taken()


def write_lc3(lexicon: Lexicon) -> str:
    """The file's text. Raises LexiconError where no dimension has terms."""
    return "".join(_lines(lexicon, "+{}\n"))


def write_vbpro(lexicon: Lexicon) -> str:
    """The file's text; else as `write_lc3`."""
    return "".join(_lines(lexicon, ">>{}<<\n"))


def _lines(lexicon: Lexicon, head: str) -> Iterator[str]:
    for each in with_terms(lexicon):
        yield head.format(each.name)
        yield from (f"{term.pattern}\n" for term in each.terms)
