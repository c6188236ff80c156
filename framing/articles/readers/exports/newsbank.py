"""NewsBank (Access World News): a line with newspaper, place and date above each text, record
number, rights and “OpenURL Link” below it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from framing.articles.readers.exports.documents import Document, Export, dated
from framing.articles.readers.exports.fields import (
    add,
    before_trailing,
    field_of,
    is_rights,
    next_line,
    read_fields,
)

MARKS = ("OpenURL", "Record Number:", "NewsBank", "Section:", "Author:", "Citation (")
_RULE = re.compile(r"[_*=~-]{5,}")
_PLACED = re.compile(r"(?P<source>\S.{1,90}?\(.{2,60}?\)|\S.{1,60}?) [-–—] (?P<date>.{6,70})")
_BARRED = re.compile(r"(?P<date>.{6,40}?) ?\| ?(?P<source>\S.{1,90}?\(.{2,60}\))(?: ?\|.*)?")
_BEHIND = re.compile(r"(?:[-–—(].*|.*\b(?:page|edition)\b.*)?", re.IGNORECASE)
"""What may stand behind the day."""
_OPENURL = re.compile(r"open ?url link\s?:?\s*(.*)", re.IGNORECASE)
_WORDS = re.compile(r"\d[\d,.]* words", re.IGNORECASE)
_CITATION = re.compile(r"citation \(.*\).*", re.IGNORECASE)
_PAGE = re.compile(r"page \d{1,5} of \d{1,5}(?: .*)?|newsbank.*|access world news.*", re.IGNORECASE)
_SIGNS = ("author", "section", "page", "document_id", "openurl", "copyright", "length", "edition")
_TITLE_BLOCKS = 2


def read(lines: Sequence[str]) -> Export | None:
    """The documents of such an export; None for lines that are none."""
    anchors = [at for at, line in enumerate(lines) if _placed(line)]
    if not anchors:
        return None
    found = list[Document]()
    starts = list[int]()
    for number, anchor in enumerate(anchors):
        starts.append(_title_at(lines, anchor, anchors[number - 1] + 1 if number else 0))
    sound = 0
    for start, anchor, end in zip(starts, anchors, [*starts[1:], len(lines)], strict=True):
        document = _document(lines, start, anchor, end)
        found.append(document)
        sound += sum(name in document.fields for name in _SIGNS) >= 2
    return Export(found) if 2 * sound >= len(found) and sound else None


def _placed(line: str) -> re.Match[str] | None:
    """Newspaper and date, where a line is made of these."""
    text = line.strip()
    if not 14 <= len(text) <= 200:
        return None
    for form in (_PLACED, _BARRED):
        found = form.fullmatch(text)
        day = dated(found["date"]) if found else None
        if found and day and _BEHIND.fullmatch(day[1]):
            return found
    return None


def _title_at(lines: Sequence[str], anchor: int, least: int) -> int:
    """Where the headline begins that stands above an anchor; the anchor where none does."""
    past = anchor
    while past > least and not lines[past - 1].strip():
        past -= 1
    at = past
    while at > least and lines[at - 1].strip() and not _is_foot(lines[at - 1]):
        at -= 1
    return at if at < past else anchor


def _is_foot(line: str) -> bool:
    """Whether a line stands below a text and is none of the next headline."""
    text = line.strip()
    forms = (_RULE, _OPENURL, _CITATION, _PAGE)
    return bool(any(form.fullmatch(text) for form in forms) or is_rights(text) or field_of(text))


def _document(lines: Sequence[str], start: int, anchor: int, end: int) -> Document:
    fields: dict[str, str] = {}
    add(fields, "title", " ".join(lines[start:anchor]))
    if placed := _placed(lines[anchor]):
        add(fields, "source", placed["source"])
        day = dated(placed["date"]) or ("", "")
        add(fields, "published", day[0])
        add(fields, "edition", day[1].strip(" -–—()"))
    at = next_line(lines, anchor + 1, end)
    if not fields.get("title") and at < end and not _opens_field(lines[at]):
        add(fields, "title", lines[at])
        at = next_line(lines, at + 1, end)
    while at < end and _opens_field(lines[at]):
        _read(lines[at], fields)
        at = next_line(lines, at + 1, end)
    past = _before_feet(lines, at, end, fields)
    kept = [line for line in lines[at:past] if not _PAGE.fullmatch(line.strip())]
    return Document(start, fields, "\n".join(kept).strip("\n"))


def _opens_field(line: str) -> bool:
    text = line.strip()
    return bool(field_of(text) or _WORDS.fullmatch(text) or _OPENURL.fullmatch(text))


def _read(line: str, fields: dict[str, str]) -> None:
    """Read a line of fields, parted by bars where they are several."""
    for part in line.split(" | "):
        text = part.strip()
        if found := _OPENURL.fullmatch(text):
            add(fields, "openurl", found[1] or "yes")
        elif _WORDS.fullmatch(text):
            add(fields, "length", text)
        elif is_rights(text):
            add(fields, "copyright", text)
        elif named := field_of(text):
            add(fields, *named)


def _before_feet(lines: Sequence[str], start: int, end: int, fields: dict[str, str]) -> int:
    """Where the text ends above record number, rights, links and citations."""
    past = end
    while past > start:
        text = lines[past - 1].strip()
        if text and not (_RULE.fullmatch(text) or _PAGE.fullmatch(text)):
            if _OPENURL.fullmatch(text) or _CITATION.fullmatch(text):
                _read(text, fields)
            elif text.startswith(("http://", "https://")):
                add(fields, "openurl", text)
            else:
                above = before_trailing(lines, start, past)
                if above == past:
                    above = _cited(lines, start, past)
                if above == past:
                    break
                for name, value in read_fields(lines, above, past).items():
                    add(fields, name, value)
                past = above
                continue
        past -= 1
    return past


def _cited(lines: Sequence[str], start: int, past: int) -> int:
    """Where a citation begins that ends there: below its heading stands one run of lines."""
    at = past
    while at > start and lines[at - 1].strip():
        at -= 1
    above = at
    while above > start and not lines[above - 1].strip():
        above -= 1
    heads = [n for n in (at, above - 1) if start <= n < past]
    return next((n for n in heads if _CITATION.fullmatch(lines[n].strip())), past)
