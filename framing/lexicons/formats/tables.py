"""Tables of terms in CSV and TSV: their cells, read and written.

A row is one line: a quote that is not closed in its line is refused, since the rest of the file
would be taken for one cell. What the columns mean is read in `table_layouts`.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence

from framing import limits
from framing.lexicons.formats.import_report import ImportedLexicon, Note
from framing.lexicons.formats.losses import lost_but_weights, with_terms
from framing.lexicons.formats.refusals import FilePlace
from framing.lexicons.formats.source_text import is_comment, numbered_lines
from framing.lexicons.formats.table_cells import Row
from framing.lexicons.formats.table_columns import add_wide
from framing.lexicons.formats.table_layouts import add_rows
from framing.lexicons.formats.term_collector import Collector
from framing.lexicons.lexicon import Lexicon

_DELIMITERS = (",", ";", "\t")
_SEPARATOR = re.compile(r'"?sep=(\\t|[^\s"]?)\s*"?[,;\s]*', re.I)
"""The first line that Excel writes and reads: it names what parts the cells; a tab is space."""
# Beginnings that make a spreadsheet take a cell for a formula, behind the quotes that undo it.
_FORMULA = re.compile(r"'*[=+\-@\t\r＝＋－＠]")
_ESCAPED = re.compile(r"'+[=+\-@\t\r＝＋－＠]")


def read_csv(text: str, file: str, columns: Sequence[str] = ()) -> ImportedLexicon:
    """The lexicon of a decoded CSV file that the user calls `file`.

    `columns` names those that are categories; without it the header decides. A first line
    `sep=;` names what parts the cells; else it is the comma, or where the first line has none a
    semicolon or tab. Raises LexiconError with the line of a mistake.
    """
    first = next((line for _, line in numbered_lines(file, text) if not is_comment(line)), "")
    delimiter = next((mark for mark in _DELIMITERS if mark in first), ",")
    return _taken(file, _rows(text, file, delimiter), columns)


def read_tsv(text: str, file: str, columns: Sequence[str] = ()) -> ImportedLexicon:
    """The lexicon of a decoded table with tabs between the cells; else as `read_csv`."""
    return _taken(file, _rows(text, file, "\t"), columns)


def read_dicx(text: str, file: str) -> ImportedLexicon:
    """The lexicon of a decoded LIWC-22 dictionary: a CSV of a term column and categories.

    Raises LexiconError with the line of a mistake.
    """
    collector = Collector(file)
    add_wide(list(_rows(text, file, ",")), collector, (), exact=True)
    return collector.taken()


def write_csv(lexicon: Lexicon) -> str:
    """The file's text: a row for each term, with its dimension and weight, and case if any asks."""
    return _written(_long(lexicon), ",")


def write_tsv(lexicon: Lexicon) -> str:
    """The file's text: as `write_csv`, with tabs between the cells."""
    return _written(_long(lexicon), "\t")


def write_dicx(lexicon: Lexicon) -> str:
    """The file's text: a row for each pattern, X or its weight under each dimension."""
    dimensions = with_terms(lexicon)
    rows: dict[str, dict[str, str]] = {}
    for each in dimensions:
        for term in each.terms:
            mark = "X" if term.weight == 1 else plain_number(term.weight)
            rows.setdefault(term.pattern, {})[each.name] = mark
    names = [each.name for each in dimensions]
    header = ("DicTerm", *map(_safe, names))
    body = ((_safe(term), *(row.get(name, "") for name in names)) for term, row in rows.items())
    return _written((header, *body), ",")


def lost_in_dicx(lexicon: Lexicon) -> tuple[Note, ...]:
    """What a LIWC-22 dictionary cannot hold: a 0 in it says that a term is not in a category."""
    zeros = (
        Note(term.pattern, "its weight is 0", term.line, each.name)
        for each in lexicon.dimensions
        for term in each.terms
        if not term.weight
    )
    return (*lost_but_weights(lexicon), *zeros)


def plain_number(weight: float) -> str:
    """A weight in the fewest digits that are read back as the same number."""
    return str(int(weight)) if weight.is_integer() else repr(weight)


def _taken(file: str, rows: Iterator[Row], columns: Sequence[str]) -> ImportedLexicon:
    collector = Collector(file)
    add_rows(list(rows), collector, columns)
    return collector.taken()


def _rows(text: str, file: str, delimiter: str) -> Iterator[Row]:
    """The rows that hold anything, each with its line."""
    count = size = 0
    begun = False
    for number, line in numbered_lines(file, text):
        if not begun and (named := _SEPARATOR.fullmatch(line)):
            delimiter = "\t" if named[1] in ("", "\\t") else named[1]
            continue
        if is_comment(line) and delimiter not in line:
            continue
        begun = True
        try:
            cells = next(csv.reader((line,), delimiter=delimiter, strict=True))
        except csv.Error as error:
            what = "a quote is opened in this line and not closed before the end of its cell"
            raise FilePlace(file, number).error(what) from error
        size += len(cells)
        if size > limits.LEXICON_CELLS:
            what = f"the table has more than {limits.LEXICON_CELLS:,} cells"
            raise FilePlace(file, number).error(what, "keep the columns of terms and categories")
        kept = tuple(_unescaped(cell.strip()) for cell in cells)
        if any(kept):
            count += 1
            if count > limits.LEXICON_ENTRIES + 1:
                what = f"the table has more than {limits.LEXICON_ENTRIES:,} rows"
                raise FilePlace(file, number).error(what)
            yield Row(number, kept)


def _long(lexicon: Lexicon) -> Iterator[tuple[str, ...]]:
    dimensions = with_terms(lexicon)
    cased = any(term.case for each in dimensions for term in each.terms)
    yield ("term", "dimension", "weight", *(["case"] if cased else []))
    for each in dimensions:
        for term in each.terms:
            case = ["true" if term.case else "false"] if cased else []
            yield (_safe(term.pattern), _safe(each.name), plain_number(term.weight), *case)


def _written(rows: Iterable[Sequence[str]], delimiter: str) -> str:
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter, lineterminator="\n").writerows(rows)
    return text.getvalue()


def _safe(cell: str) -> str:
    return f"'{cell}" if _FORMULA.match(cell) else cell


def _unescaped(cell: str) -> str:
    return cell[1:] if _ESCAPED.match(cell) else cell
