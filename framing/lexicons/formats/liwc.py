"""LIWC dictionaries (.dic) of 2007 to 2022: numbered categories between two lines of `%`, terms.

Such files are made by hand and by many programs: codes stand behind one tab or several, or
behind spaces; numbers are padded; categories are indented; a term may have spaces and may come
again with other codes. A line whose code holds only beside other words ("like" in LIWC 2007) is
skipped.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import count

from framing.lexicons.formats.checks import quoted
from framing.lexicons.formats.import_report import ImportedLexicon
from framing.lexicons.formats.losses import with_terms
from framing.lexicons.formats.source_text import numbered_lines
from framing.lexicons.formats.term_collector import Category, Collector
from framing.lexicons.lexicon import Lexicon

Line = tuple[int, str]

_FENCE = "%"
_CATEGORY = re.compile(r"\s*([0-9]+)\s+(\S.*)")
_CODE = re.compile(r"[0-9]+")
_CONDITION = re.compile(r"<\w+>|\(\s*[0-9][0-9\s]*\)|[0-9]\s*/\s*[0-9]")


def read_dic(text: str, file: str) -> ImportedLexicon:
    """The lexicon of a decoded LIWC dictionary that the user calls `file`.

    Raises LexiconError at the first line that is no dictionary's.
    """
    collector = Collector(file)
    lines = numbered_lines(file, text)
    categories = _categories(lines, collector)
    for number, line in list(_term_lines(lines, collector)):
        if _CONDITION.search(_behind(line)):
            collector.skip(line, "its code depends on the words beside it", number)
            continue
        term, codes = _parts(line, categories, collector, number)
        if not codes and term:
            collector.skip(term, "it is in no category", number)
            continue
        chosen = (_category(code, categories, collector, number) for code in codes)
        collector.add(term, number, dict.fromkeys(chosen, 1.0))
    return collector.taken()


def write_dic(lexicon: Lexicon) -> str:
    """The file's text: the categories with their numbers, then each pattern with its codes."""
    dimensions = with_terms(lexicon)
    patterns = [term.pattern for each in dimensions for term in each.terms]
    # A number that some pattern has in it could be read as that pattern's code.
    taken = {_plain(found) for pattern in patterns for found in _CODE.findall(pattern)}
    free = (str(number) for number in count(1) if str(number) not in taken)
    codes = {each.name: code for each, code in zip(dimensions, free, strict=False)}
    rows: dict[str, list[str]] = {}
    for each in dimensions:
        for term in each.terms:
            rows.setdefault(term.pattern, []).append(codes[each.name])
    header = (f"{code}\t{name}" for name, code in codes.items())
    body = ("\t".join((pattern, *numbers)) for pattern, numbers in rows.items())
    return "\n".join((_FENCE, *header, _FENCE, *body, ""))


def _categories(lines: Iterator[Line], collector: Collector) -> dict[str, Category]:
    """The categories by number; the lines stand behind the second fence then."""
    number, line = next(lines, (1, ""))
    if line.strip() != _FENCE:
        raise collector.error("a LIWC dictionary opens with a line that holds only %", number)
    found: dict[str, Category] = {}
    for number, line in lines:
        if line.strip() == _FENCE:
            return found
        parts = _CATEGORY.fullmatch(line)
        if not parts:
            what = f"a category is a number and a name, not {quoted(line)}"
            raise collector.error(what, number, "a second line of % ends the categories")
        code = _plain(parts[1])
        if code in found:
            raise collector.place(number).twice(f"the number {code}", found[code].line)
        found[code] = collector.open(parts[2], number)
    raise collector.error("no second line of % ends the categories", number)


def _term_lines(lines: Iterator[Line], collector: Collector) -> Iterator[Line]:
    """The lines up to a third fence, which some programs write."""
    for number, line in lines:
        if line.strip() == _FENCE:
            break
        yield number, line
    for number, line in lines:
        collector.skip(line, "it stands behind the third line of %", number)


def _behind(line: str) -> str:
    """What stands behind the term, as far as the line tells where it ends."""
    parts = line.split("\t", 1) if "\t" in line else line.split(None, 1)
    return parts[-1] if len(parts) == 2 else ""


def _parts(
    line: str, categories: Mapping[str, Category], collector: Collector, number: int
) -> tuple[str, list[str]]:
    """The term of a line, and its codes: behind a tab, or the known numbers at the line's end."""
    term, _, behind = line.partition("\t")
    codes = behind.split()
    for code in codes:
        if not _CODE.fullmatch(code):
            raise collector.error(f"a category's number is wanted, not {quoted(code)}", number)
    words = term.split()
    while (
        not behind
        and len(words) > 1
        and _CODE.fullmatch(words[-1])
        and _plain(words[-1]) in categories
    ):
        codes.append(words.pop())
    return " ".join(words), codes


def _category(
    code: str, categories: Mapping[str, Category], collector: Collector, line: int
) -> Category:
    if _plain(code) not in categories:
        raise collector.error(f"no category has the number {code}", line)
    return categories[_plain(code)]


def _plain(code: str) -> str:
    return code.lstrip("0") or "0"
