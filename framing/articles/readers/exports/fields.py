"""The fields of exports: the names that databases call them by in several languages, and the runs
of field lines above and below a text."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

_NAMES: Mapping[str, str] = {
    "title": "headline, title, titel, titre, título, titolo, kop, schlagzeile",
    "source": "publication title, publication name, source, newspaper, quelle, zeitung, bron,"
    " fuente, titre de la publication, título de la publicación, titel der publikation,"
    " publikationstitel, título de publicación, titre de publication",
    "published": "publication date, date, datum, fecha, data, erscheinungsdatum,"
    " date de publication, fecha de publicación, veröffentlichungsdatum, publicatiedatum,"
    " publikationsdatum",
    "author": "byline, author, authors, autor, autoren, autores, auteur, auteurs, autore, autori,"
    " verfasser, von",
    "section": "section, rubrik, rubrique, sección, sectie, rubriek, sezione, seção, ressort",
    "page": "page, pages, seite, seiten, página, páginas, pagina, pagina's, first page",
    "length": "length, länge, laenge, longueur, longitud, extensión, lengte, lunghezza,"
    " comprimento, word count",
    "load_date": "load-date, update, date-chargement, date de chargement, ladedatum,"
    " fecha-carga, fecha de carga, fecha-de-carga, laaddatum, laad-datum, datum-laden,"
    " data-caricamento, data di caricamento, data-carga",
    "language": "language, sprache, langue, idioma, taal, lingua, language of publication,"
    " language of document, publikationssprache, langue de publication, idioma de la publicación",
    "edition": "edition, ausgabe, édition, edición, editie, edizione",
    "document_id": "proquest document id, record number, document number, accession number,"
    " proquest-dokument-id, id du document proquest, id del documento de proquest",
    "url": "document url, url, openurl link, dokument-url, url du document, url del documento",
    "publisher": "publisher, verlag, éditeur, editorial, uitgever, editore",
    "publication_type": "publication-type, document type, source type, publikationstyp,"
    " type-publication, type de publication, tipo-publicación, tipo de publicación,"
    " publicatietype, type-publicatie, publicatie-type, dokumententyp, type de document",
    "abstract": "abstract, abstract (english), zusammenfassung, résumé, resumen, samenvatting",
    "dateline": "dateline, ort",
    "highlight": "highlight, encart",
    "graphic": "graphic, grafik, graphique, illustration, ilustración, grafiek, caption, images",
    "copyright": "copyright",
    "publication_info": "publication info, publication information, info publication,"
    " información de publicación, publikationsinformationen,"
    " publikationsinfo, datos de publicación, informations sur la publication",
    "subject": "subject, subjects, thema, sujet, tema, materia, onderwerp, index terms",
    "place": "location, geographic, country, state, city, ort/region, lieu, lugar, region",
    "people": "people, person, personen, personne, personas",
    "company": "company, company / organization, organization, ticker, unternehmen",
    "industry": "industry, branche",
    "journal_code": "journal-code, zeitungs-code, code-revue, código-revista",
    "correction": "correction, correction-date, correction-text",
    "notes": "notes, note, memo, series, column, kolumne, type, distribution, document feature",
    "credit": "credit",
    "links": "links, link",
    "place_of_publication": "place of publication, country of publication, city of publication",
    "publication_subject": "publication subject",
    "volume": "volume, issue, issn, supplement, publication year, year, last updated, isbn",
    "database": "database, datenbank, base de données, base de datos",
}
"""What a field is called here, and what databases call it, with its marks; case counts nothing."""

_FIELD = re.compile(r"([^\W\d_][\w /’'()-]{1,38}?)\s?[:：]\s*(.*)", re.DOTALL)
_RIGHTS = re.compile(
    r"(?:copyright\b|©|\(c\) ?\d|\(copyright|all rights reserved|alle rechte|tous droits"
    r"|todos los derechos|tutti i diritti|todos os direitos)",
    re.IGNORECASE,
)

_ALONE = re.compile(
    r"\d{1,6} (?:of|von|de|van) \d{1,6} DOCUMENTS?|Document \d{1,6} of \d{1,6}|Body|Hauptteil"
    r"|Classification|Graphic|End of Document|Ende des Dokuments|[_=*-]{20,}|OpenURL Link.*"
    r"|(?:AN )?Do[ck]ument [A-Z][A-Z0-9]{1,9}\d{10}\w*|(?:HD|WC|PD|SN|SC|LP|TD|NS|PUB) \S.*"
    r"|(?:Full text|Volltext): .*|ProQuest document link"
)


def _folded(name: str) -> str:
    """A name without case, marks on letters and hyphens."""
    plain = unicodedata.normalize("NFKD", name.replace("-", " ").replace("’", "'")).casefold()
    return " ".join("".join(each for each in plain if not unicodedata.combining(each)).split())


_KNOWN = {_folded(name): field for field, names in _NAMES.items() for name in names.split(",")}


@lru_cache(maxsize=4096)
def _known(name: str) -> str:
    return _KNOWN.get(_folded(name), "")


def field_of(line: str, *, capitals: bool = False) -> tuple[str, str] | None:
    """The field that a line opens and what stands behind its colon; None where it opens none.

    With `capitals` only names in capitals are taken.
    """
    found = _FIELD.fullmatch(line.strip()) if ":" in line[:60] or "：" in line[:60] else None
    if not found or (capitals and found[1] != found[1].upper()):
        return None
    name = _known(found[1])
    return (name, found[2].strip()) if name else None


def is_rights(line: str) -> bool:
    """Whether a line says who has the rights."""
    return bool(_RIGHTS.match(line.strip()))


def stands_alone(line: str) -> bool:
    """Whether a line begins a paragraph of its own wherever it stands: a field, or what parts
    documents and their parts."""
    return bool(_ALONE.fullmatch(line) or field_of(line) or is_rights(line))


def next_line(lines: Sequence[str], at: int, end: int) -> int:
    """The first line from `at` on that is not blank; `end` where there is none."""
    while at < end and not lines[at].strip():
        at += 1
    return at


def blocks(lines: Sequence[str], start: int, end: int) -> Iterator[tuple[int, int]]:
    """Runs of lines between blank ones, as half-open ranges."""
    at = next_line(lines, start, end)
    while at < end:
        past = at
        while past < end and lines[past].strip():
            past += 1
        yield at, past
        at = next_line(lines, past, end)


def add(fields: dict[str, str], name: str, value: str) -> None:
    """Add what a field says; a second one of a name stands behind the first."""
    value = " ".join(value.split())
    if value and value not in fields.get(name, ""):
        fields[name] = f"{fields[name]}; {value}" if fields.get(name) else value


def read_fields(
    lines: Sequence[str], start: int, end: int, *, capitals: bool = False
) -> dict[str, str]:
    """The fields of lines that hold nothing else; a line that opens none goes on with the last."""
    fields: dict[str, str] = {}
    name, values = "", list[str]()
    for line in (*lines[start:end], None):
        opened = field_of(line, capitals=capitals) if line is not None else ("", "")
        if line is not None and not opened and is_rights(line):
            opened = ("copyright", line)
        if opened:
            add(fields, name or "notes", " ".join(values))
            name, values = opened[0], [opened[1]]
        elif line:
            values.append(line)
    return fields


def past_leading(lines: Sequence[str], start: int, end: int, *, capitals: bool = False) -> int:
    """Where the field lines end that stand from `start` on, with the lines that go on with them.

    What stands right below the length is the text, where no blank line parts them.
    """
    past = start
    for first, after in blocks(lines, start, end):
        if not field_of(lines[first], capitals=capitals):
            break
        for at in range(first, after - 1):
            named = field_of(lines[at], capitals=capitals)
            below = field_of(lines[at + 1], capitals=capitals)
            if named and named[0] == "length" and not below:
                return at + 1
        past = after
    return past


def before_trailing(lines: Sequence[str], start: int, end: int, *, capitals: bool = False) -> int:
    """Where the text ends that field lines and notes on rights follow up to `end`."""
    at = end
    while at > start:
        past = at
        while past > start and not lines[past - 1].strip():
            past -= 1
        first = past
        while first > start and lines[first - 1].strip():
            first -= 1
        opening = lines[first] if first < past else ""
        if not _is_named(opening, capitals):
            while past > first and _is_named(lines[past - 1], capitals):
                past -= 1
            return past
        at = first
    return at


def _is_named(line: str, capitals: bool) -> bool:
    return bool(field_of(line, capitals=capitals)) or is_rights(line)
