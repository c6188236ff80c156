"""Nexis as it was until about 2019, and its print view: “1 of 250 DOCUMENTS” above each document,
field names in capitals."""

from __future__ import annotations

import re
from collections.abc import Sequence

from framing.articles.readers.exports.documents import Document, Export, dated
from framing.articles.readers.exports.fields import (
    add,
    before_trailing,
    blocks,
    field_of,
    is_rights,
    next_line,
    past_leading,
    read_fields,
)

MARKS = ("DOCUMENT", " documents", "Document", "DOKUMENT", "Dokument", "DOCUMENTO")
_MARK = re.compile(
    r"(?:FOCUS - )?(?P<number>\d{1,6}) (?:of|von|de|sur|van|di) (?P<of>\d{1,6})"
    r" (?:DOCUMENTS?|DOKUMENTEN?|DOKUMENTE|DOCUMENTEN|DOCUMENTOS?|DOCUMENTI)"
    r"|(?:Dokument|Document|Documento) (?P<nth>\d{1,6}) (?:von|de|sur|van|di) (?P<all>\d{1,6})",
    re.IGNORECASE,
)
_BODY = re.compile(r"\s*BODY:\s*")
_EDITION = re.compile(
    r"\b(?:edition|ausgabe|édition|edición|edicion|editie|edizione|final|correction appended)\b",
    re.IGNORECASE,
)
_EDITION_WORDS = 6
_HEADER_BLOCKS = 12
"""Runs of lines above the fields: source, date, edition, headline."""
_SIGNS = frozenset(("length", "load_date", "language", "publication_type", "copyright", "section"))
"""Fields of which a document of this layout has two."""
_SENTENCE = re.compile(r"(?:\S+\s+){12}.*[a-z]\.$")


def read(lines: Sequence[str]) -> Export | None:
    """The documents of such an export; None for lines that are none."""
    starts, stated = list[int](), 0
    for at, line in enumerate(lines):
        if len(line) < 120 and (mark := _MARK.fullmatch(line.strip())):
            starts.append(at)
            stated = max(stated, int(mark["of"] or mark["all"]))
    if not starts or any(_SENTENCE.match(line.strip()) for line in lines[: starts[0]]):
        return None
    ends = [*starts[1:], len(lines)]
    found = [_document(lines, at, end) for at, end in zip(starts, ends, strict=True)]
    sound = sum(len(_SIGNS & set(each.fields)) >= 2 for each in found)
    return Export(found, stated) if 2 * sound >= len(found) else None


def _document(lines: Sequence[str], at: int, end: int) -> Document:
    """The document whose mark stands on line `at`."""
    header, start = list[list[str]](), at + 1
    for first, past in blocks(lines, at + 1, end):
        opening = next((n for n in range(first, past) if field_of(lines[n], capitals=True)), past)
        start = opening
        if opening > first:
            header.append([line.strip() for line in lines[first:opening]])
        if opening < past or _BODY.match(lines[first]):
            break
    else:
        header, start = _without_fields(lines, at, end)
    fields = _of_header(header)
    body = past_leading(lines, start, end, capitals=True)
    text_end = before_trailing(lines, body, end, capitals=True)
    for name, value in (
        *read_fields(lines, start, body, capitals=True).items(),
        *read_fields(lines, text_end, end, capitals=True).items(),
    ):
        add(fields, name, value)
    text = "\n".join(lines[next_line(lines, body, text_end) : text_end])
    return Document(at, fields, _BODY.sub("", text, count=1) if _BODY.match(text) else text)


def _without_fields(lines: Sequence[str], at: int, end: int) -> tuple[list[list[str]], int]:
    """The header of a document that no field tells from its text: up to the headline, which is
    the first run of lines below the date."""
    header, below = list[list[str]](), False
    for first, past in blocks(lines, at + 1, end):
        header.append([line.strip() for line in lines[first:past]])
        if below or len(header) >= 3:
            return header, past
        below = any(dated(line) for line in header[-1])
    return header, end


def _of_header(header: Sequence[Sequence[str]]) -> dict[str, str]:
    """What stands above the fields: source, date, edition, headline; notes on rights anywhere."""
    fields: dict[str, str] = {}
    kept = list[list[str]]()
    for block in header:
        rest = [line for line in block if not is_rights(line)]
        add(fields, "copyright", " ".join(line for line in block if line not in rest))
        kept += [rest] if rest else []
    places = ((n, k) for n, block in enumerate(kept[:6]) for k in range(len(block)))
    where = next(((n, k) for n, k in places if (n or k) and dated(kept[n][k])), None)
    if not where:
        add(fields, "source", " ".join(kept[0]) if kept else "")
        add(fields, "title", " ".join(line for block in kept[1:] for line in block))
        return fields
    row, column = where
    found = dated(kept[row][column])
    add(fields, "published", found[0] if found else "")
    add(fields, "source", " ".join(kept[row][:column] or kept[row - 1]))
    add(fields, "edition", found[1] if found else "")
    beside, below = kept[row][column + 1 :], kept[row + 1 :]
    while beside and (below or (len(beside) > 1 and _is_edition(beside[:1]))):
        add(fields, "edition", beside.pop(0))
    if beside:
        below = [beside]
    elif len(below) > 1 and _is_edition(below[0]):
        add(fields, "edition", " ".join(below.pop(0)))
    add(fields, "title", " ".join(line for block in below for line in block))
    return fields


def _is_edition(block: Sequence[str]) -> bool:
    return len(" ".join(block).split()) <= _EDITION_WORDS and bool(_EDITION.search(block[0]))
