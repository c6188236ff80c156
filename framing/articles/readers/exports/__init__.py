"""Exports of news databases: files that hold many documents, each of which is an article.

A reader gives the text of its file as ever; what is told apart here are the lines of that text,
so that a layout is known in every format. A layout is only taken where most of its documents show
several of its signs, since articles quote such lines, too.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import accumulate
from types import MappingProxyType

from framing.articles.lines import count_words
from framing.articles.readers.base import (
    BadRow,
    File,
    LeftOutError,
    Options,
    Reader,
    RemarkError,
    RowError,
)
from framing.articles.readers.cell_text import is_no_text
from framing.articles.readers.exports import (
    europresse,
    factiva,
    newsbank,
    nexis,
    nexis_print,
    proquest,
    ruled,
)
from framing.articles.readers.exports.documents import Export, Layout, draft_of, said_words
from framing.articles.readers.exports.page_lines import lines_of_page
from framing.articles.readers.exports.unknown import what_is_seen
from framing.articles.readers.opening import read_text
from framing.articles.readers.pages import declared
from framing.model import Draft
from framing.wording import plural

LAYOUTS = (
    Layout("Nexis", nexis_print.MARKS, nexis_print.read),
    Layout("Nexis", nexis.MARKS, nexis.read),
    Layout("Factiva", factiva.MARKS, factiva.read),
    Layout("ProQuest", proquest.MARKS, proquest.read),
    Layout("NewsBank", newsbank.MARKS, newsbank.read),
    Layout("Europresse", europresse.MARKS, europresse.read),
    Layout("", ruled.MARKS, ruled.read),
)
"""Every layout, those with the plainer signs first."""
_CUT, _DOUBLED, _OFF = 0.5, 1.8, 15
"""Shares of the length that a document tells of which its text is cut or doubled, and by how many
words at least."""


def read_documents(
    reader: Reader, file: File, options: Options, bad_row: BadRow
) -> Iterator[Draft]:
    """The articles of a file: the documents of an export, else what the reader gives.

    Raises what the reader raises.
    """
    if reader.name == "html":
        content = read_text(file, options, declared)
        if _layouts_of(content):
            lines = lines_of_page(content, file.name)
            if found := _found(content, lines):
                yield from _drafts(found, _paragraphs(lines), file, options, bad_row)
                return
    for draft in reader.read(file, options, bad_row):
        lines = draft.text.replace("\r\n", "\n").split("\n") if reader.name in _NUMBERED else []
        found = _found(draft.text, lines)
        if found:
            numbered = _NUMBERED[reader.name]
            yield from _drafts(found, numbered(lines), file, options, bad_row)
        else:
            if lines and (seen := what_is_seen(lines)):
                what = f"it may hold several articles and is read as one: {seen}"
                hint = "save each in a file of its own, or all as a table"
                bad_row(RemarkError(what, file=file.name, hint=hint))
            yield draft


Numbers = Callable[[int], int]
"""From the index of a line to the number that a user finds it by."""


def _paragraphs(lines: Sequence[str]) -> Numbers:
    """Numbers of the lines that are not blank, which are the paragraphs of a document."""
    counts = list(accumulate(int(bool(line.strip())) for line in lines))
    return counts.__getitem__


def _lines(_: Sequence[str]) -> Numbers:
    return (1).__add__


_NUMBERED: Mapping[str, Callable[[Sequence[str]], Numbers]] = MappingProxyType(
    {"text": _lines, **dict.fromkeys(("docx", "odt", "rtf", "pdf"), _paragraphs)}
)
"""The formats whose text is looked at, with how their lines are numbered."""


def _layouts_of(text: str) -> list[Layout]:
    """The layouts of which a mark stands in a text: most texts have none, and are not looked at
    line by line."""
    return [each for each in LAYOUTS if any(mark in text for mark in each.marks)]


def _found(text: str, lines: Sequence[str]) -> tuple[str, Export] | None:
    """The name of the layout that lines are in, and their documents."""
    for layout in _layouts_of(text) if lines else ():
        if export := layout.read(lines):
            return layout.name, export
    return None


def _drafts(
    found: tuple[str, Export], number: Numbers, file: File, options: Options, bad_row: BadRow
) -> Iterator[Draft]:
    """The drafts of the documents; tells those without text, and what the export says otherwise."""
    name, (documents, stated) = found
    cut = doubled = told = 0
    for document in documents:
        line = number(document.at)
        if is_no_text(document.text):
            title = document.fields.get("title", "")
            bad_row(RowError(f"the document “{title[:60]}” has no text", file=file.name, line=line))
            continue
        if said := said_words(document.fields):
            told += 1
            words = sum(map(count_words, document.text.split("\n")))
            cut += words < _CUT * said and said - words >= _OFF
            doubled += words > _DOUBLED * said and words - said >= _OFF
        yield draft_of(document, line, file, options, alone=len(documents) == 1, export=name)
    if stated > len(documents):
        what = f"it says that there are {stated:,} documents and holds {len(documents):,}"
        bad_row(LeftOutError(what, file=file.name, hint="export the others, too"))
    for count, what in ((cut, "less than half"), (doubled, "nearly twice or more")):
        if count:
            those = f"the texts of {count:,} of {plural(told, 'document')} have {what} of the words"
            remark = f"{those} that the export tells: are they whole and single?"
            bad_row(RemarkError(remark, file=file.name))
