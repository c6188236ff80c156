"""WordStat categorization dictionaries (.cat): nested by indentation, a term has its weight.

`TERM (1)` is a term, a line without a number in brackets is a category; `_` stands for a space.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from framing.lexicons.formats.checks import quoted
from framing.lexicons.formats.import_report import ImportedLexicon
from framing.lexicons.formats.nested_categories import indented, nested
from framing.lexicons.formats.refusals import FilePlace
from framing.lexicons.formats.source_text import numbered_lines
from framing.lexicons.formats.tables import plain_number
from framing.lexicons.formats.term_collector import Category, Collector
from framing.lexicons.lexicon import Lexicon

_WEIGHT = re.compile(r"\s*([+-]?[0-9.]+(?:e[+-]?[0-9]{1,3})?|nan|[+-]?inf)\s*\)", re.I)
_INDENT = re.compile(r"[ \t]*")
_RULE = "@"


def read_cat(text: str, file: str) -> ImportedLexicon:
    """The lexicon of a decoded WordStat dictionary that the user calls `file`.

    Raises LexiconError at the first line that is no dictionary's.
    """
    collector = Collector(file)
    above: list[tuple[int, Category]] = []
    usual = ""
    for number, line in numbered_lines(file, text):
        indent, kind = _indent(line)
        if indent and kind != (usual := usual or kind):
            raise collector.error("tabs indent this line and spaces others, or the reverse", number)
        content = line.strip()
        while above and above[-1][0] >= indent:
            above.pop()
        parent = above[-1][1] if above else None
        term, weight = _parts(content)
        if weight:
            _add(term, weight, number, parent, collector)
        else:
            above.append((indent, collector.open(content, number, parent)))
    return collector.taken()


def _parts(content: str) -> tuple[str, str]:
    """A term and its weight as written; for a category, whose line has none, an empty weight."""
    term, _, bracket = content.rpartition("(")
    found = _WEIGHT.fullmatch(bracket)
    return (term.rstrip(), found[1]) if found else (content, "")


def _indent(line: str) -> tuple[int, str]:
    """How far a line is indented: in tabs, where it has one among its spaces; else in spaces."""
    space = _INDENT.match(line)
    found = space[0] if space else ""
    return (found.count("\t"), "tabs") if "\t" in found else (len(found), "spaces")


def _add(
    term: str, weight: str, line: int, category: Category | None, collector: Collector
) -> None:
    if not category:
        raise collector.error(f"the term {quoted(term)} is in no category", line)
    if term.startswith(_RULE):
        collector.skip(term, "a rule of WordStat: write it as a near rule", line, category)
        return
    try:
        number = float(weight)
    except ValueError as error:
        raise collector.error(f"a weight is a number, not {quoted(weight)}", line) from error
    collector.add(term.replace("_", " "), line, {category: number})


def write_cat(lexicon: Lexicon) -> str:
    """The file's text. Raises LexiconError for a category whose name would be read as a term."""
    return "".join(f"{line}\n" for line in _lines(lexicon))


def _lines(lexicon: Lexicon) -> Iterator[str]:
    for depth, name, branch in indented(nested(lexicon)):
        if _parts(name)[1]:
            what = f"the dimension {quoted(name)} would be read as a term with a weight"
            raise FilePlace(lexicon.path).error(what, "rename it")
        yield "\t" * depth + name
        for term in branch.terms:
            pattern = term.pattern.replace(" ", "_")
            yield "\t" * (depth + 1) + f"{pattern} ({plain_number(term.weight)})"
