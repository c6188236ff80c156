"""Factiva: “Document” and an accession number below each document, with field codes before what
the fields say or without them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from framing.articles.languages import language_code
from framing.articles.readers.exports.documents import Document, Export, dated
from framing.articles.readers.exports.fields import add, is_rights, next_line

MARKS = ("Document ", "Dokument ", "Documento ", "文件 ", "文書 ", "文档 ", "Документ ", "문서 ")
_CODES = {
    "SE": "section", "HD": "title", "CR": "credit", "BY": "author", "WC": "length",
    "PD": "published", "ET": "time", "SN": "source", "SC": "source_code", "ED": "edition",
    "PG": "page", "VOL": "volume", "LA": "language", "CY": "copyright", "LP": "", "TD": "",
    "ART": "graphic", "CLM": "column", "CT": "contact", "CX": "correction", "DLN": "dateline",
    "CO": "company", "IN": "industry", "NS": "subject", "RE": "place", "IPC": "product_code",
    "IPD": "product", "PUB": "publisher", "AN": "document_id", "RF": "reference", "RST": "rights",
    "NGC": "source_group", "GC": "group_code",
}  # fmt: skip
"""What the field codes mean; those of the text are empty."""
_CODE = re.compile(
    rf"\*{{0,2}}({'|'.join(_CODES)})\*{{0,2}}(?:\s*\||\t|\s{{2,}}|\s*$)\s*(.*)"
    r"|(HD|WC|PD|SN|SC|CY|LP|TD|NS|IPC|PUB|BY(?= (?:By|Von|Par|Por|Di|Door) )) (\S.*)",
    re.DOTALL,
)
_SINGLE = re.compile(r"(SE|CR|BY|ET|ED|PG|VOL|LA) (\S.*)", re.DOTALL)
"""Codes with one blank behind them, which are such only right below another code."""
_END = re.compile(
    r"(?:AN\s*\|?\s*)?(?:Document|Dokument|Documento|文件|文書|文档|Документ|문서)"
    r"\s+([A-Z][A-Z0-9]{1,9}\d{10}[0-9a-z]{0,14})"
)
_COUNT = re.compile(r"\d[\d.,\u00a0\u202f ]*[^\W\d_]{1,10}")
_TIME = re.compile(r"\d{1,2}:\d\d(?::\d\d)?(?: ?[AaPp]\.?[Mm]\.?)?(?: [A-Z]{2,5})?")
_PAGES = re.compile(r"[A-Z]{0,3}\.?\d{1,4}[A-Z]?(?:[-–,; /]+[A-Z]{0,3}\.?\d{1,4})*")
_SOURCE_CODE = re.compile(r"[A-Z0-9]{1,10}")
_HEADS = re.compile(
    r"(?:Dow Jones )?Factiva(?: Dow Jones)?|Dow Jones|(?:Page|Seite|Página) \d+.{0,80}Factiva.*"
    r"|© \d{4} Factiva.*",
    re.IGNORECASE,
)
_BY = re.compile(r"(?:by|von|par|por|di|door|av|af) \S", re.IGNORECASE)
_HEADER = 30
"""Lines above a text at most."""
_PUBLISHER_WORDS = 8
_COMPANY = re.compile(
    r".*\b(?:ltd|limited|inc|corp|co|llc|plc|gmbh|pty|pte|s\.?a|s\.?l|s\.?p\.?a|n\.?v|b\.?v)\.",
    re.IGNORECASE,
)
"""The name of a company that ends with a full stop."""


def is_end(line: str) -> bool:
    """Whether a line is the last of a document, with its accession number."""
    return len(line) < 80 and bool(_END.fullmatch(line.strip()))


def read(lines: Sequence[str]) -> Export | None:
    """The documents of such an export; None for lines that are none."""
    ends = [at for at, line in enumerate(lines) if is_end(line)]
    found = list[Document]()
    start = 0
    for number, end in enumerate(ends, 1):
        at = next_line(lines, start, end)
        while at < end and _HEADS.fullmatch(lines[at].strip()):
            at = next_line(lines, at + 1, end)
        start = end + 1
        if at < end and (document := _document(lines, at, end, number)):
            found.append(document)
    return Export(found) if found and 2 * len(found) >= len(ends) else None


def _document(lines: Sequence[str], at: int, end: int, number: int) -> Document | None:
    """The document of some lines; None where they do not look like one. Its number may stand
    before its headline."""
    coded = list(_codes_of(lines, at, end))
    names = {name for _, (name, _) in coded}
    is_coded = "HD" in names and names & {"LP", "TD"}
    found = _with_codes(lines, end, coded) if is_coded else _without_codes(lines, at, end)
    accession = _END.fullmatch(lines[end].strip())
    if not found or not accession:
        return None
    fields, text = found
    fields["document_id"] = accession[1]
    fields["title"] = fields.get("title", "").removeprefix(f"{number}) ")
    return Document(at, fields, text)


def _codes_of(lines: Sequence[str], at: int, end: int) -> Iterator[tuple[int, tuple[str, str]]]:
    """The places of the codes, each with what stands behind it."""
    above = False
    for n in range(at, end):
        code = _coded(lines[n])
        if not code and above and (found := _SINGLE.fullmatch(lines[n].strip())):
            code = found[1], found[2]
        if code:
            yield n, code
        above = code is not None


def _coded(line: str) -> tuple[str, str] | None:
    """The code that a line opens with, and what stands behind it."""
    found = _CODE.fullmatch(line.strip()) if line[:12].strip()[:1] in "*ABCDEGHILNPRSTVW" else None
    return (found[1] or found[3], (found[2] or found[4] or "").strip()) if found else None


def _with_codes(
    lines: Sequence[str], end: int, coded: Sequence[tuple[int, tuple[str, str]]]
) -> tuple[dict[str, str], str]:
    """The fields and the text between codes."""
    fields: dict[str, str] = {}
    texts = list[str]()
    pasts = [n for n, _ in coded[1:]] + [end]
    for (n, (code, value)), past in zip(coded, pasts, strict=True):
        within = [value, *(line.strip(" \t|") for line in lines[n + 1 : past])]
        if _CODES[code]:
            add(fields, _CODES[code], " ".join(within))
        else:
            texts.append("\n".join(within).strip())
    return fields, "\n\n".join(filter(None, texts))


def _without_codes(lines: Sequence[str], at: int, end: int) -> tuple[dict[str, str], str] | None:
    """The fields and the text of a document whose header has words, date, source, its code,
    language, rights in their order, and the headline above them; None for another."""
    header = list(_header(lines, at, end))
    place = _count_at(header)
    if place < 0:
        return None
    fields = _above(header[:place])
    if _COUNT.fullmatch(header[place][1]):
        add(fields, "length", header[place][1])
        place += 1
    found = dated(header[place][1])
    add(fields, "published", found[0] if found else "")
    last = _below(header[place + 1 :], fields)
    body = (header[place][0] if last < 0 else last) + 1
    text_end = end
    for n in range(body, end):
        code = _coded(lines[n])
        if code and code[0] == "PUB":
            add(fields, "publisher", code[1])
            text_end = min(text_end, n)
    if text_end == end:
        text_end = _before_publisher(lines, body, end, fields)
    return fields, "\n".join(lines[body:text_end]).strip("\n")


def _header(lines: Sequence[str], at: int, end: int) -> Iterator[tuple[int, str]]:
    """The first lines that are not blank, with their places."""
    count = 0
    for n in range(at, end):
        if line := lines[n].strip():
            yield n, line
            count += 1
        if count >= _HEADER:
            return


def _count_at(header: Sequence[tuple[int, str]]) -> int:
    """Where the count of words stands with the date below it; where it is missing, the date that
    a source and its code follow. -1 for neither."""
    texts = [text for _, text in header]
    whole = [bool((found := dated(text)) and not found[1]) for text in texts]
    for n in range(1, len(texts) - 1):
        if whole[n + 1] and not whole[n] and _COUNT.fullmatch(texts[n]):
            return n
    for n in range(1, len(texts) - 2):
        if whole[n] and any(map(_SOURCE_CODE.fullmatch, texts[n + 2 : n + 4])):
            return n
    return -1


def _above(header: Sequence[tuple[int, str]]) -> dict[str, str]:
    """Section, headline and byline, which stand above the count of words."""
    fields: dict[str, str] = {}
    texts = [text for _, text in header]
    codes = [_coded(text) for text in texts]
    headline = next((n for n, code in enumerate(codes) if code and code[0] == "HD"), -1)
    byline = next((n for n, code in enumerate(codes) if code and code[0] == "BY"), -1)
    plain = [code[1] if code else text for code, text in zip(codes, texts, strict=True)]
    if byline < 0:
        byline = max((n for n, text in enumerate(plain) if n and _is_byline(text)), default=-1)
    if headline < 0:
        headline = _headline(plain, byline)
    add(fields, "section", " ".join(plain[:headline]))
    add(fields, "title", plain[headline])
    for n, text in enumerate(plain[headline + 1 :], headline + 1):
        add(fields, "author" if n == byline else "credit", text)
    return fields


def _is_byline(text: str) -> bool:
    """Whether a line is “By” and names: headlines begin with that word, too."""
    words = text.split()[1:]
    capitals = sum(word[:1].isupper() for word in words)
    return bool(_BY.match(text)) and words[0][:1].isupper() and 2 * capitals > len(words)


def _headline(texts: Sequence[str], byline: int) -> int:
    """Which line is the headline: the one above the byline, else the first of two whose second
    looks like names, else the second, since a section stands above it."""
    if byline > 0:
        return byline - 1
    if len(texts) == 2:
        words = texts[1].split()
        named = 2 <= len(words) <= 4 and all(word[:1].isupper() for word in words)
        return 0 if named and len(texts[0].split()) > len(words) else 1
    return min(1, len(texts) - 1)


def _below(header: Sequence[tuple[int, str]], fields: dict[str, str]) -> int:
    """Read what stands below the date; returns the line of the last of it, -1 for nothing."""
    last = -1
    for n, (at, text) in enumerate(header):
        if is_rights(text):
            add(fields, "copyright", text)
            return at
        if "language" in fields or (n > 9 or len(text) > 160):
            break
        if _TIME.fullmatch(text) and "source" not in fields:
            name = "time"
        elif "source" not in fields:
            name = "source"
        elif language_code(text):
            name = "language"
        elif "source_code" not in fields and _SOURCE_CODE.fullmatch(text):
            name = "source_code"
        elif "source_code" not in fields:
            break
        elif _PAGES.fullmatch(text):
            name = "page"
        else:
            name = "edition"
        add(fields, name, text)
        last = at
    return last


def _before_publisher(lines: Sequence[str], body: int, end: int, fields: dict[str, str]) -> int:
    """Where the text ends above the name of the publisher, which stands below it unnamed."""
    at = end
    while at > body and not lines[at - 1].strip():
        at -= 1
    name = lines[at - 1].strip() if at > body else ""
    above = lines[at - 2].strip() if at - 1 > body else "text"
    stops = (".", "!", "?", "…", "”", '"', "»", ":")
    closed = name.endswith(stops) and not _COMPANY.fullmatch(name)
    alone = name and not above and not closed and len(name.split()) <= _PUBLISHER_WORDS
    if alone and any(line.strip() for line in lines[body : at - 1]):
        add(fields, "publisher", name)
        return at - 1
    return at
