"""Europresse: newspaper, section and day above each headline, “Numéro de document : news·…” below
each text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from framing.articles.readers.exports.documents import Document, Export, dated
from framing.articles.readers.exports.fields import add, is_rights

MARKS = ("news·",)
_END = re.compile(
    r"(?:(?:numéro de document|document number|número de documento|dokumentnummer)\s?: ?)?"
    r"(news·\S{6,80})",
    re.IGNORECASE,
)
_BELOW = re.compile(r"(?:illustrations?|illustration\(s\)|notes?|note\(s\))\s?:.*", re.IGNORECASE)
_WORDS = re.compile(r"\d[\d\s.,]{0,9} (?:mots|words|palabras|wörter)", re.IGNORECASE)
_HEADER = 60
"""Lines between two documents and of a header at most."""
_AUTHOR_WORDS = 8


def read(lines: Sequence[str]) -> Export | None:
    """The documents of such an export; None for lines that are none."""
    ends = [at for at, line in enumerate(lines) if len(line) < 150 and _END.match(line.strip())]
    found = list(filter(None, _documents(lines, ends)))
    return Export(found) if found and len(found) == len(ends) else None


def _documents(lines: Sequence[str], ends: Sequence[int]) -> Iterator[Document | None]:
    for start, end in zip([0, *(at + 1 for at in ends)], ends, strict=False):
        yield _document(lines, start, end)


def _document(lines: Sequence[str], start: int, end: int) -> Document | None:
    """The document of some lines; None where no line tells its day."""
    filled = [n for n in range(start, end) if lines[n].strip()]
    header = filled[:_HEADER]
    place = next((k for k, n in enumerate(header) if k and _day(lines[n])), 0)
    number = _END.match(lines[end].strip())
    if not place or not number or place + 1 >= len(filled):
        return None
    fields = _day(lines[header[place]])
    add(fields, "source", lines[header[place - 1]])
    add(fields, "document_id", number[1])
    title = next((k for k in range(place + 1, len(header)) if _marked(lines[header[k]])), place + 1)
    add(fields, "title", _marked(lines[filled[title]]) or lines[filled[title]])
    add(fields, "section", " ".join(lines[n] for n in filled[place + 1 : title]))
    body = title + 1
    if body < len(filled) and _is_author(lines[filled[body]]):
        add(fields, "author", lines[filled[body]])
        body += 1
    below = next((k for k in range(body, len(filled)) if _ends_text(lines[filled[k]])), len(filled))
    first = filled[body] if body < len(filled) else end
    past = filled[below] if below < len(filled) else end
    text = "\n".join(lines[first:past]).strip("\n")
    add(fields, "copyright", next((lines[n] for n in filled[below:] if is_rights(lines[n])), ""))
    return Document(filled[place - 1], fields, text)


def _day(line: str) -> dict[str, str]:
    """Section, day and page of the line that tells the day; nothing for another line."""
    parts = line.strip().split(", ")
    for first in range(min(len(parts), 6)):
        for past in range(min(len(parts), first + 3), first, -1):
            found = dated(", ".join(parts[first:past]))
            if found and (not found[1] or _WORDS.fullmatch(found[1])):
                fields = {"published": found[0]}
                add(fields, "length", found[1])
                add(fields, "section", ", ".join(parts[:first]))
                add(fields, "page", ", ".join(parts[past:]).removeprefix("p. "))
                return fields
    return {}


def _marked(line: str) -> str:
    return line[3:].strip() if line.startswith("HD\t") else ""


def _is_author(line: str) -> bool:
    text = line.strip()
    return len(text.split()) <= _AUTHOR_WORDS and not text.endswith((".", "!", "?", ":", "…", "»"))


def _ends_text(line: str) -> bool:
    return is_rights(line) or bool(_BELOW.fullmatch(line.strip()))
