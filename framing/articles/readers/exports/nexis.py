"""Nexis Uni, Lexis+ and Lexis Advance: “End of Document” below each document, “Body” above its
text, a cover page and a table of contents before the first."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice

from framing.articles.readers.exports.documents import Document, Export, dated
from framing.articles.readers.exports.fields import (
    add,
    before_trailing,
    blocks,
    field_of,
    is_rights,
    next_line,
    read_fields,
)

_END = re.compile(
    r"end of document|ende des dokuments|fin du document|fin del documento"
    r"|einde van (?:het )?document|fine del documento|fim do documento",
    re.IGNORECASE,
)
MARKS = ("f Document", "f document", "des Dokuments", "u document", "l documento", "n document",
         "t document", "o documento", "OF DOCUMENT", "u Document", "l Documento", "n Document",
         "t Document", "o Documento", "DES DOKUMENTS")  # fmt: skip
_BODY = re.compile(
    r"body|text|hauptteil|haupttext|volltext|corps(?: de l'article)?|cuerpo|tekst|hoofdtekst"
    r"|testo|corpo",
    re.IGNORECASE,
)
_TAILS = (
    (
        "classification",
        re.compile(r"classification|klassifi[kz]ierung|clasificación|classificatie"),
    ),
    ("notes", re.compile(r"notes|anmerkungen|notas|noten")),
    ("graphic", re.compile(r"graphic|grafik|graphique|gráfico|grafiek")),
)
"""What stands below a text under a line of its own, from below."""
_COVER = re.compile(
    r"(?:date and time|datum und (?:uhr)?zeit|date et heure|fecha y hora|datum en tijd|job number"
    r"|auftragsnummer|numéro de (?:la )?tâche|documents? ?\(\d|dokumente? ?\(\d|documentos? ?\(\d"
    r"|documenten ?\(\d|client/|mandant|search terms|suchbegriffe|suchbegriff|search type|suchart"
    r"|narrowed by|eingegrenzt|content type|inhaltstyp|user name|benutzername|news \|"
    r"|\d{1,5}\. \S)",
    re.IGNORECASE,
)
_STATED = re.compile(r"(?:documents?|dokumente?|documentos?|documenten) ?\((\d{1,6})\)", re.I)
_PAGE = re.compile(
    r"(?:page|seite|página|pagina) \d{1,6} (?:of|von|de|sur|van|di) \d{1,6}"
    r"|(?:lexis ?)?(?:nexis|lexis\+?|lexis advance)(?: uni)?(?:®|™)?",
    re.IGNORECASE,
)
"""The head of a page."""
_UNDATED = re.compile(r"correction appended.*|.* edition", re.IGNORECASE)
"""What stands in the place of a date where there is none."""
_HEADER = 400
"""Lines above the text of a document at most, the cover page aside."""


def read(lines: Sequence[str]) -> Export | None:
    """The documents of such an export; None for lines that are none."""
    ends = [at for at, line in enumerate(lines) if len(line) < 60 and _END.fullmatch(line.strip())]
    if not ends:
        return None
    starts = [0, *(at + 1 for at in ends[:-1])]
    cover = _past_cover(lines, ends[0])
    said = (_STATED.fullmatch(line.strip()) for line in lines[:cover])
    stated = next((int(found[1]) for found in said if found), 0)
    found = list(_documents(lines, [cover, *starts[1:]], ends))
    sound = sum(signs >= 2 for _, signs in found)
    if not found or 2 * sound < len(found):
        return None
    return Export([document for document, _ in found], stated)


def _documents(
    lines: Sequence[str], starts: Sequence[int], ends: Sequence[int]
) -> Iterator[tuple[Document, int]]:
    for start, end in zip(starts, ends, strict=True):
        first = next_line(lines, start, end)
        if start == starts[0] > 0:
            first = _title_at(lines, first, end)
        if first < end:
            yield _document(lines, first, end)


def _title_at(lines: Sequence[str], at: int, end: int) -> int:
    """Where the headline of the first document stands, below a cover page that may go on: it is
    what stands right above source and date."""
    runs = list(islice(blocks(lines, at, end), _HEADER))
    for number, (first, past) in enumerate(runs):
        for place in range(first, past):
            if dated(lines[place].strip()):
                above = runs[max(0, number - 2) : number]
                if place - first >= 2 or not above:
                    return first
                return above[-1][0] if place > first else above[0][0]
            if field_of(lines[place]) or _BODY.fullmatch(lines[place].strip()):
                return at
    return at


def _past_cover(lines: Sequence[str], end: int) -> int:
    """Where the cover page and the table of contents end: at the last line of their kind above
    the text of the first document, with what goes on from it."""
    last = -1
    for at in range(end):
        line = lines[at].strip()
        if _BODY.fullmatch(line) or (last >= 0 and at - last > _HEADER):
            break
        if _COVER.match(line) and not dated(line):
            last = at
    if last < 0:
        return 0
    # What goes on from the last line of the cover stands right below it, as wrapped text does,
    # but where no line is blank, and the head of the first document follows at once.
    past = last + 1
    while past < end and lines[past - 1].strip() and lines[past].strip():
        if dated(lines[past].strip()) or _BODY.fullmatch(lines[past].strip()):
            return last + 1
        past += 1
    return past


def _document(lines: Sequence[str], at: int, end: int) -> tuple[Document, int]:
    """The document of some lines, and how many signs of the layout it shows."""
    named = at
    while named < end and not (field_of(lines[named]) or _BODY.fullmatch(lines[named].strip())):
        named += 1
    body = next((n for n in range(named, end) if _BODY.fullmatch(lines[n].strip())), -1)
    header = [line.strip() for line in lines[at : min(named, at + _HEADER)] if line.strip()]
    fields, title_lines = _of_header([line for line in header if not _PAGE.fullmatch(line)])
    start = body + 1 if body >= 0 else named
    if body < 0:
        while start < end and (not lines[start].strip() or field_of(lines[start])):
            start += 1
    for name, value in read_fields(lines, named, max(named, start - (body >= 0))).items():
        add(fields, name, value)
    text_end = _before_tails(lines, start, end, fields)
    text = _text(lines[next_line(lines, start, text_end) : text_end], fields, title_lines)
    signs = (body >= 0) + sum(
        name in fields for name in ("length", "load_date", "section", "copyright", "published")
    )
    return Document(at, fields, text), signs


def _of_header(header: list[str]) -> tuple[dict[str, str], list[str]]:
    """What stands above the fields, and the lines of the headline: headline, source, date."""
    fields: dict[str, str] = {}
    rights = next((n for n, line in enumerate(header) if n > 1 and is_rights(line)), len(header))
    add(fields, "copyright", " ".join(header[rights:]))
    header = header[:rights]
    place = next((n for n in range(len(header) - 1, 0, -1) if dated(header[n])), -1)
    if place < 0 and len(header) > 2 and _UNDATED.fullmatch(header[-1]):
        place = len(header) - 1
        add(fields, "edition", header[-1])
    elif place >= 0 and (found := dated(header[place])):
        add(fields, "published", found[0])
        add(fields, "edition", " ".join([found[1], *header[place + 1 :]]))
    source = place - 1 if place > 1 else 1
    if source > 1 and header[source].startswith("(") and header[source].endswith(")"):
        add(fields, "column", header[source].strip("()"))
        source -= 1
    add(fields, "source", " ".join(header[source : source + 1]))
    title = header[:source]
    if title[: len(title) // 2] == title[len(title) // 2 :]:  # the head of the page has it, too
        title = title[: len(title) // 2]
    add(fields, "title", " ".join(title))
    return fields, title


def _before_tails(lines: Sequence[str], start: int, end: int, fields: dict[str, str]) -> int:
    """Where the text ends; what stands below it goes to the fields."""
    past = before_trailing(lines, start, end)
    for name, value in read_fields(lines, past, end).items():
        add(fields, name, value)
    for name, heading in _TAILS:
        for at in range(past - 1, start - 1, -1):
            line = lines[at].strip()
            if len(line) < 20 and heading.fullmatch(line.casefold()):
                if name != "classification":
                    add(fields, name, " ".join(lines[at + 1 : past]))
                past = at
                break
        past = before_trailing(lines, start, past)
    return past


def _text(lines: Sequence[str], fields: dict[str, str], title: Sequence[str]) -> str:
    """The text without the heads of pages, and without the abstract where both are parted."""
    kept = list[str]()
    after_page = False
    for line in lines:
        words = line.strip()
        head = bool(_PAGE.fullmatch(words))
        doubled = not words and kept[-1:] == [""]
        if not (head or doubled or (after_page and words in title)):
            kept.append(line if words else "")
        after_page = head or (after_page and not words)
    opening = next_line(kept, 0, len(kept))
    if opening < len(kept) and kept[opening].strip() == "ABSTRACT":
        parted = [n for n, line in enumerate(kept) if line.strip() == "FULL TEXT"]
        if parted:
            add(fields, "abstract", " ".join(kept[opening + 1 : parted[0]]))
            kept = kept[parted[0] + 1 :]
    return "\n".join(kept).strip("\n")
