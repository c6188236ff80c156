"""Files of every format with made articles, written as the programs of these formats do."""

from __future__ import annotations

import csv
import html
import io
import json
import plistlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage
from xml.sax.saxutils import escape

from tests.articles.documents import docx, epub, odt, paragraph, pdf

FIELDS = ("title", "source", "published", "author", "url", "language", "desk")


@dataclass(frozen=True)
class Made:
    """One article as it is put into a file; an empty field is left out."""

    text: str
    given: Mapping[str, str]

    @property
    def paragraphs(self) -> list[str]:
        return [each for each in self.text.split("\n\n") if each.strip()]


@dataclass(frozen=True)
class Writer:
    """How files of a format are written, and what of an article they can hold."""

    suffix: str
    write: Callable[[Sequence[Made]], bytes]
    holds: Sequence[str] = FIELDS
    many: bool = True
    """Whether a file holds several."""
    shortest: int = 0
    """Characters that an article has at least to be taken for one."""


def _plain(made: Sequence[Made]) -> bytes:
    return made[0].text.encode()


def _markdown(made: Sequence[Made]) -> bytes:
    head = "".join(f"{name}: '{value}'\n" for name, value in made[0].given.items())
    return f"---\n{head}---\n\n{made[0].text}\n".encode()


def _page(each: Made) -> str:
    given = {name: html.escape(value) for name, value in each.given.items()}
    title, language = given.get("title", ""), given.get("language", "")
    metas = {
        "author": given.get("author", ""),
        "article:published_time": given.get("published", ""),
        "og:url": given.get("url", ""),
        "og:title": title,
    }
    head = "".join(f'<meta property="{name}" content="{value}">' for name, value in metas.items())
    body = "".join(f"<p>{html.escape(part)}</p>" for part in each.paragraphs)
    return (
        f'<html lang="{language}"><head><meta charset="utf-8"><title>{title}</title>{head}</head>'
        f"<body><article><h1>{title}</h1>{body}</article></body></html>"
    )


def _html(made: Sequence[Made]) -> bytes:
    return _page(made[0]).encode()


def _row(each: Made) -> list[str]:
    return [each.text, *(each.given.get(name, "") for name in FIELDS)]


def _table(delimiter: str) -> Callable[[Sequence[Made]], bytes]:
    def write(made: Sequence[Made]) -> bytes:
        stream = io.StringIO(newline="")
        rows = csv.writer(stream, delimiter=delimiter)
        rows.writerows([["text", *FIELDS], *map(_row, made)])
        return stream.getvalue().encode()

    return write


def _object(each: Made) -> dict[str, str]:
    return {"text": each.text, **each.given}


def _json_lines(made: Sequence[Made]) -> bytes:
    return "".join(json.dumps(_object(each)) + "\n" for each in made).encode()


def _json(made: Sequence[Made]) -> bytes:
    return json.dumps([_object(each) for each in made], indent=1, ensure_ascii=False).encode()


def _docx(made: Sequence[Made]) -> bytes:
    each = made[0]
    title = paragraph(escape(each.given["title"]), "Title") if "title" in each.given else ""
    body = "".join(paragraph(escape(part)) for part in each.paragraphs)
    return docx(title + body, f"<dc:creator>{escape(each.given.get('author', ''))}</dc:creator>")


def _odt(made: Sequence[Made]) -> bytes:
    each = made[0]
    name = escape(each.given.get("author", ""))
    title = escape(each.given.get("title", ""))
    heading = f'<text:h text:style-name="Title">{title}</text:h>' if title else ""
    body = "".join(f"<text:p>{escape(part)}</text:p>" for part in each.paragraphs)
    author = f"<m:initial-creator>{name}</m:initial-creator>"
    meta = f"<p xmlns:m='urn:oasis:names:tc:opendocument:xmlns:meta:1.0'>{author}</p>"
    return odt(heading + body, meta=meta)


def _rtf(made: Sequence[Made]) -> bytes:
    def coded(text: str) -> str:
        return "".join(
            f"\\u{ord(each) if ord(each) < 0x8000 else ord(each) - 0x10000}?"
            if not each.isascii()
            else f"\\{each}"
            if each in "{}\\"
            else each
            for each in text
        )

    each = made[0]
    author = coded(each.given.get("author", ""))
    body = "\\par\n".join(map(coded, each.paragraphs))
    return f"{{\\rtf1\\ansi{{\\info{{\\author {author}}}}}\n{body}\\par}}".encode("ascii")


def _pdf(made: Sequence[Made]) -> bytes:
    return pdf(made[0].text.replace("\n\n", "\n"))


def _message(each: Made, *, page: bool) -> EmailMessage:
    message = EmailMessage()
    if author := each.given.get("author"):
        message["From"] = f"{author} <ann@example.org>"
    if title := each.given.get("title"):
        message["Subject"] = title
    if day := each.given.get("published"):
        message["Date"] = datetime.fromisoformat(f"{day}T12:00:00+00:00")
    message["X-Made"] = "yes"
    if page:
        message.set_content(f"<html><body>{_paragraphs(each)}</body></html>", subtype="html")
    else:
        message.set_content(each.text)
    return message


def _paragraphs(each: Made) -> str:
    return "".join(f"<p>{html.escape(part)}</p>" for part in each.paragraphs)


def _eml(made: Sequence[Made]) -> bytes:
    return _message(made[0], page=True).as_bytes()


def _mbox(made: Sequence[Made]) -> bytes:
    messages = []
    for each in made:
        content = _message(each, page=False).as_string()
        quoted = content.replace("\nFrom ", "\n>From ")
        messages.append(f"From ann@example.org Sun Feb  9 23:30:00 2025\n{quoted}\n")
    return "".join(messages).encode()


def _mhtml(made: Sequence[Made]) -> bytes:
    message = EmailMessage()
    message["Snapshot-Content-Location"] = made[0].given.get("url", "")
    message.set_content(_page(made[0]), subtype="html")
    message.make_related()
    return message.as_bytes()


def _webarchive(made: Sequence[Made]) -> bytes:
    resource = {
        "WebResourceData": _html(made),
        "WebResourceURL": made[0].given.get("url", ""),
        "WebResourceTextEncodingName": "utf-8",
    }
    return plistlib.dumps({"WebMainResource": resource}, fmt=plistlib.FMT_BINARY)


def _excel(made: Sequence[Made]) -> bytes:
    import openpyxl

    book = openpyxl.Workbook()
    for cells in [["text", *FIELDS], *map(_row, made)]:
        book.active.append(cells)
        for cell in book.active[book.active.max_row]:
            cell.data_type = "s"  # a text that looks like a formula is none
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def _parquet(made: Sequence[Made]) -> bytes:
    import pyarrow
    from pyarrow import parquet

    rows = [dict(zip(("text", *FIELDS), _row(each), strict=True)) for each in made]
    stream = io.BytesIO()
    parquet.write_table(pyarrow.Table.from_pylist(rows), stream)
    return stream.getvalue()


_RSS = (
    '<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>F</title>{}</channel></rss>'
)


def _rss(made: Sequence[Made]) -> bytes:
    return _RSS.format("".join(map(_item, made))).encode()


def _item(each: Made) -> str:
    given = {name: escape(value) for name, value in each.given.items()}
    day = given.get("published")
    parts = {
        "title": escape(given.get("title", "")),
        "link": given.get("url", ""),
        "dc:creator": given.get("author", ""),
        "pubDate": f"{datetime.fromisoformat(day):%a, %d %b %Y} 12:00:00 +0000" if day else "",
        "content:encoded": escape(_paragraphs(each)),
    }
    inner = "".join(f"<{name}>{value}</{name}>" for name, value in parts.items() if value)
    return f"<item>{inner}</item>"


def _warc(made: Sequence[Made]) -> bytes:
    return b"".join(map(_record, made))


def _record(each: Made) -> bytes:
    page = _page(each).encode()
    http = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + page
    head = (
        "WARC/1.0\r\nWARC-Type: response\r\nContent-Type: application/http; msgtype=response\r\n"
        f"WARC-Target-URI: {each.given.get('url', 'http://example.org/')}\r\n"
        f"Content-Length: {len(http)}\r\n\r\n"
    )
    return head.encode() + http + b"\r\n\r\n"


def _epub(made: Sequence[Made]) -> bytes:
    chapters = {
        f"c{number}": f"<h1>{html.escape(each.given.get('title', ''))}</h1>{_paragraphs(each)}"
        for number, each in enumerate(made)
    }
    return epub(chapters)


_OF_PAGE = ("title", "published", "author", "url", "language")
WRITERS: dict[str, Writer] = {
    "text": Writer(".txt", _plain, (), many=False),
    "markdown": Writer(".md", _markdown, many=False),
    "html": Writer(".html", _html, _OF_PAGE, many=False),
    "csv": Writer(".csv", _table(",")),
    "csv of tabs": Writer(".tsv", _table("\t")),
    "csv of semicolons": Writer(".csv", _table(";")),
    "jsonl": Writer(".jsonl", _json_lines),
    "json": Writer(".json", _json),
    "docx": Writer(".docx", _docx, ("title", "author"), many=False),
    "odt": Writer(".odt", _odt, ("title", "author"), many=False),
    "rtf": Writer(".rtf", _rtf, ("author",), many=False),
    "pdf": Writer(".pdf", _pdf, (), many=False),
    "eml": Writer(".eml", _eml, ("title", "published", "author"), many=False),
    "mbox": Writer(".mbox", _mbox, ("title", "published", "author")),
    "mhtml": Writer(".mhtml", _mhtml, _OF_PAGE, many=False),
    "webarchive": Writer(".webarchive", _webarchive, _OF_PAGE, many=False),
    "excel": Writer(".xlsx", _excel),
    "parquet": Writer(".parquet", _parquet),
    "feed": Writer(".rss", _rss, ("title", "published", "author", "url")),
    "warc": Writer(".warc", _warc, _OF_PAGE, shortest=500),
    "epub": Writer(".epub", _epub, ("title",)),
}
"""By format, with a word on the kind where there are several."""
