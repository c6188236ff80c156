"""Articles parted by rows of underscores, equal signs or dashes, as people paste them together
and PressReader and the like give them: each opens with headline, newspaper and date."""

from __future__ import annotations

import re
from collections.abc import Sequence

from framing.articles.readers.exports.documents import Document, Export, dated
from framing.articles.readers.exports.fields import (
    add,
    before_trailing,
    blocks,
    field_of,
    next_line,
    read_fields,
)

RULE = re.compile(r"([_=*~#—–-])\1{9,}")
MARKS = tuple(mark * 10 for mark in "_=*~#—–-")
_OPENING = 7
"""Lines among which the date of an article stands."""
_WITHIN = re.compile(r"(?P<source>[^|,;–—-][^|;–—]{1,60}?)\s*(?:[|,;–—]|\s-)\s*(?P<date>\S.{5,40})")
_BY = re.compile(r"(?:by|von|par|por|di|door) \S.{0,80}[^.!?…]", re.IGNORECASE)
_SHORT = 100
"""Characters of a line above a text at most."""


def read(lines: Sequence[str]) -> Export | None:
    """The articles between the rules, where all of them open with a date; else None."""
    rules = [at for at, line in enumerate(lines) if RULE.fullmatch(line.strip())]
    bounds = zip([-1, *rules], [*rules, len(lines)], strict=True)
    parts = [(at, end) for start, end in bounds if (at := next_line(lines, start + 1, end)) < end]
    if len(parts) < 2:
        return None
    found = [_document(lines, at, end) for at, end in parts]
    kept = [document for document in found if document and document.text]
    return Export(kept) if len(kept) == len(parts) else None


def _document(lines: Sequence[str], at: int, end: int) -> Document | None:
    """The article of a part that opens with fields, or with headline, newspaper and date; None
    for another."""
    fields: dict[str, str] = {}
    past = at
    for first, after in blocks(lines, at, end):
        if not field_of(lines[first]):
            break
        past = after
    if past > at:
        fields = read_fields(lines, at, past)
    if not {"title", "published"} <= set(fields):
        found = _unnamed(lines, at, end)
        if not found:
            return None
        fields, past = found
    text_end = before_trailing(lines, past, end)
    for name, value in read_fields(lines, text_end, end).items():
        add(fields, name, value)
    return Document(at, fields, "\n".join(lines[past:text_end]).strip("\n"))


def _unnamed(lines: Sequence[str], at: int, end: int) -> tuple[dict[str, str], int] | None:
    """Headline, newspaper and date that open a part, and where they end."""
    opening = [n for n in range(at, min(end, at + 4 * _OPENING)) if lines[n].strip()][:_OPENING]
    fields: dict[str, str] = {}
    above, below = list[str](), list[str]()
    past = at
    for n in opening:
        text = lines[n].strip()
        day = dated(text)
        named = field_of(text)
        within = _WITHIN.fullmatch(text)
        if len(text) > _SHORT:
            break
        if named:
            add(fields, *named)
        elif "published" not in fields and day and not day[1]:
            add(fields, "published", day[0])
        elif "published" not in fields and within and (day := dated(within["date"])):
            add(fields, "published", day[0])
            add(fields, "source", within["source"])
        elif (
            "author" not in fields and _BY.fullmatch(text) and (above or below or "title" in fields)
        ):
            add(fields, "author", text)
        elif "published" not in fields:
            above.append(text)
        elif not below and len(above) + ("title" in fields) + ("source" in fields) < 2:
            below.append(text)
        else:
            break
        past = n + 1
    if "published" not in fields or not (above or below):
        return None
    _name(fields, above, below)
    return fields, past


def _name(fields: dict[str, str], above: list[str], below: list[str]) -> None:
    """Tell headline and newspaper among the lines above and below a date: of two above it the
    newspaper is the lower, else it is the shorter."""
    if "source" not in fields and len(above) + len(below) > 1:
        source = above[-1] if len(above) > 1 else min(above + below, key=len)
        (above if source in above else below).remove(source)
        add(fields, "source", source)
    if "title" not in fields:
        add(fields, "title", " ".join(above + below))
