"""ProQuest: rows of underscores or “Document 1 of 3” between documents, the text as the field
“Full text:”, and most fields below it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from framing.articles.dates import read_days
from framing.articles.readers.exports.documents import Document, Export
from framing.articles.readers.exports.fields import (
    add,
    before_trailing,
    blocks,
    field_of,
    is_rights,
    next_line,
    read_fields,
)

MARKS = ("ProQuest", "Full text:", "Full Text:", "Publication title:", "Volltext:",
         "FULL TEXT", "Texto completo:", "Texte intégral", "Testo completo:")  # fmt: skip
_NUMBER = re.compile(
    r"(?:Document|Dokument|Documento) (\d{1,6}) (?:of|von|sur|de|van|di) (\d{1,6})", re.IGNORECASE
)
_RULE = re.compile(r"[_*=-]{20,}")
_TEXT = re.compile(
    r"(?:(?:full text|volltext|texte intégral|texto completo|volledige tekst|testo completo"
    r"|texte complet)\s?:|(?-i:FULL TEXT|VOLLTEXT|TEXTE INTÉGRAL|TEXTO COMPLETO)[ \t]*(?:\n|\Z))"
    r"\s*(.*)",
    re.IGNORECASE | re.DOTALL,
)
_HEADING = re.compile(
    r"(?:details|einzelheiten|détails|detalles|dettagli|abstract|links)(?: \(\w+\))?\s?:?",
    re.IGNORECASE,
)
"""A heading over fields, which names none."""
_LINK = re.compile(
    r"(?:proquest document link|proquest-dokument-link|lien au document proquest"
    r"|enlace de documentos de proquest|lien du document proquest|https?://\S+)",
    re.IGNORECASE,
)
_OWN = re.compile(
    r"[^:]{0,40}\bproquest\b|publication (?:info|title|date)|proquest-dokument"
    r"|[^:]{4,25}: .*\bproquest\b|document url",
    re.IGNORECASE,
)
"""What only fields of ProQuest are called."""
_INFO = re.compile(
    r"(?P<source>[^;\[]+?)\s*(?:;|\[).*?\]\s?(?P<date>[^:\]]+?)(?::\s*(?P<page>.*))?$"
)
_LEFT = re.compile(
    r"(?:bibliography|citation style|bibliografie|contact us at|contact proquest)\b.*",
    re.IGNORECASE,
)
_ONCE = frozenset(("title", "source", "published", "author", "language", "url", "document_id"))
"""Fields that may be told twice in other words."""
_TITLE = 1000
"""Characters of a headline at most."""
_OPENING = re.compile(
    r"proquest document link|proquest-dokument-link|lien (?:au|du) document proquest"
    r"|enlace de documentos de proquest|(?:publication info|publikationsinformationen)\s?:.*",
    re.IGNORECASE,
)
_SHORT = 300


def read(lines: Sequence[str]) -> Export | None:
    """The documents of such an export; None for lines that are none."""
    numbers = [
        (at, int(found[2]))
        for at, line in enumerate(lines)
        if len(line) < 60 and (found := _NUMBER.fullmatch(line.strip()))
    ]
    cuts = [at for at, _ in numbers] or list(_cuts(lines))
    parts = [
        _document(lines, start, end)
        for start, end in zip(cuts, [*cuts[1:], len(lines)], strict=True)
    ]
    documents = [document for document, signs in parts if signs >= 2]
    if not documents or 2 * len(documents) < sum(signs > 0 for _, signs in parts):
        return None
    return Export(documents, max((said for _, said in numbers), default=0))


def _cuts(lines: Sequence[str]) -> Iterator[int]:
    """Where documents begin that no number tells: at a rule that fields follow, and behind the
    last field of another, which names the database."""
    yield 0
    for at, line in enumerate(lines):
        text = line.strip()
        if _RULE.fullmatch(text) and _opens(lines, at + 1):
            yield at
        elif text[:12].casefold().startswith(("database:", "database :", "datenbank:")):
            after = next_line(lines, at + 1, len(lines))
            if after < len(lines) and not _RULE.fullmatch(lines[after].strip()):
                yield after if not field_of(lines[after]) else len(lines)


def _opens(lines: Sequence[str], at: int) -> bool:
    """Whether a document begins there: what opens one stands above the next rule. A rule inside
    of a text is none of that."""
    for n in range(at, len(lines)):
        text = lines[n].strip()
        if _RULE.fullmatch(text):
            return False
        if len(text) < _SHORT and _OPENING.fullmatch(text):
            return True
        if _TEXT.match(text):
            return True
    return False


def _document(lines: Sequence[str], start: int, end: int) -> tuple[Document, int]:
    """The document between two cuts, and how many signs of the layout it shows."""
    at = start
    while at < end and (_is_between(lines[at]) or _NUMBER.fullmatch(lines[at].strip())):
        at += 1
    while end > at and _is_between(lines[end - 1]):
        end -= 1
    named = next((n for n in range(at, end) if _is_named(lines[n])), end)
    body = next((n for n in range(named, end) if _TEXT.match(lines[n].strip())), end)
    past = _before_fields(lines, body, end)
    above, below = lines[named:body], lines[past : _left(lines, past, end)]
    fields = _fields(below, [line for line in above if not _LINK.fullmatch(line.strip())])
    title = " ".join(" ".join(lines[at:named]).split())
    if title and len(title) < _TITLE:
        fields.setdefault("title", title)
    _complete(fields)
    while past > body and (_is_between(lines[past - 1]) or _HEADING.fullmatch(lines[past - 1])):
        past -= 1
    text = "\n".join(lines[body:past]).strip()
    opening = _TEXT.match(text)
    own = sum(bool(_OWN.match(line.strip())) for line in (*above, *below))
    text = text[opening.start(1) :].strip() if opening else ""
    return Document(start, fields, text), own + (body < end)


def _fields(below: Sequence[str], above: Sequence[str]) -> dict[str, str]:
    """The fields below and above a text; what both say is taken from below, where it is plainer."""
    fields = read_fields(below, 0, len(below))
    for name, value in read_fields(above, 0, len(above)).items():
        if name not in _ONCE or name not in fields:
            add(fields, name, value)
    return fields


def _is_named(line: str) -> bool:
    text = line.strip()
    return bool(field_of(text) or _TEXT.match(text) or _LINK.fullmatch(text))


def _before_fields(lines: Sequence[str], body: int, end: int) -> int:
    """Where the text ends that fields follow. Where no blank line stands between, the first of at
    least two fields in a row begins them."""
    past = before_trailing(lines, body, _left(lines, body, end))
    first = past
    while first > body and lines[first - 1].strip():
        first -= 1
    named = [n for n in range(max(first, body + 1), past) if field_of(lines[n])]
    for n in named:
        if past - n >= 2 and 2 * sum(each >= n for each in named) >= past - n:
            return n
    return past


def _left(lines: Sequence[str], start: int, end: int) -> int:
    """Where the list of citations and the address of the database begin, which stand last, below
    a field or a rule."""
    above = ""
    for first, past in blocks(lines, start, end):
        if _LEFT.fullmatch(lines[first].strip()) and (_RULE.fullmatch(above) or field_of(above)):
            while first > start and _is_between(lines[first - 1]):
                first -= 1
            return first
        above = lines[past - 1].strip()
    return end


def _is_between(line: str) -> bool:
    """Whether a line is blank or a rule."""
    return not line.strip() or bool(_RULE.fullmatch(line.strip()))


def _complete(fields: dict[str, str]) -> None:
    """Tell source, date and page from the one line that holds them, where no field does; a
    source's place stands behind a semicolon."""
    info = _INFO.match(fields.get("publication_info", ""))
    if info:
        fields.setdefault("source", info["source"].strip())
        date = info["date"].strip()
        try:
            read_days(date)
        except ValueError:
            date = ""
        if date:
            fields.setdefault("published", date)
        if info["page"]:
            fields.setdefault("page", info["page"].strip(" ."))
    if ";" in fields.get("source", ""):
        fields["source"] = fields["source"].partition(";")[0].strip()
    if "author" not in fields and fields.get("credit"):
        fields["author"] = fields["credit"]
    if is_rights(fields.get("title", "")):
        del fields["title"]
