"""Hostile archives, documents of office programs, books, mail, feeds and archives of pages."""

from __future__ import annotations

import gzip
import plistlib
import zipfile
from collections.abc import Callable
from functools import partial
from io import BytesIO

from framing.limits import MIB
from tests.articles.documents import docx, epub, odt, paragraph, pdf, zipped
from tests.articles.writers import WRITERS, Made
from tests.hostile.articles_made import BIDI, BODY, EVERY_BYTE, MARKUP, article
from tests.hostile.outcome import Case, Refuses, Takes


def _archive(*parts: tuple[str, bytes], **more: int) -> bytes:
    """A zip archive of parts in this order; names may stand twice."""
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts:
            info = zipfile.ZipInfo(name)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.external_attr = more.get("mode", 0o644) << 16
            archive.writestr(info, content)
    return stream.getvalue()


def _twice() -> bytes:
    return _archive(("a.txt", BODY.encode()), ("b.txt", f"Second. {BODY}".encode())).replace(
        b"b.txt", b"a.txt"
    )


def _encrypted() -> bytes:
    content = bytearray(_archive(("a.txt", BODY.encode())))
    content[6] |= 1
    content[content.rindex(b"PK\x01\x02") + 8] |= 1
    return bytes(content)


LAUGHS = '<!DOCTYPE d [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>'
OUTSIDE = '<!DOCTYPE d [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def _word(definition: str, body: str = "&a;") -> bytes:
    text = f"<w:p><w:r><w:t>{body}</w:t></w:r></w:p>"
    document = f'<w:document xmlns:w="{W}"><w:body>{text}</w:body></w:document>'
    return zipped({"word/document.xml": definition + document})


def _bomb() -> bytes:
    return gzip.compress(bytes(200 * MIB), 9, mtime=0)


_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"


def _related(name: str, kind: str, target: str) -> str:
    related = f'<Relationship Id="{name}" Type="{_OFFICE}/{kind}" Target="{target}"/>'
    return f'<Relationships xmlns="{_PACKAGE}">{related}</Relationships>'


def _sheet(cells: str, head: str = "") -> bytes:
    """A workbook of one sheet, written by hand."""
    sheet = f'<sheets><sheet name="{BIDI}" sheetId="1" r:id="s"/></sheets>'
    data = f"<sheetData>{cells}</sheetData>"
    return zipped(
        {
            "[Content_Types].xml": "<Types/>",
            "_rels/.rels": _related("r", "officeDocument", "xl/workbook.xml"),
            "xl/workbook.xml": f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}">{sheet}</workbook>',
            "xl/_rels/workbook.xml.rels": _related("s", "worksheet", "worksheets/sheet1.xml"),
            "xl/worksheets/sheet1.xml": f'{head}<worksheet xmlns="{_MAIN}">{data}</worksheet>',
            "xl/sharedStrings.xml": f'<sst xmlns="{_MAIN}"/>',
        }
    )


def _cells(*values: str) -> str:
    """A row of a title and text, and one of further cells."""
    head = "".join(f'<c t="inlineStr"><is><t>{name}</t></is></c>' for name in ("text", "title"))
    return f"<row>{head}</row><row>{''.join(values)}</row>"


TEXT_CELL = f'<c t="inlineStr"><is><t>{BODY}</t></is></c>'

PACKED = {
    "definitions in a document": Case(
        "a.docx", partial(_word, LAUGHS, "&b;"), Refuses("declares a type of its own")
    ),
    "a definition from outside": Case(
        "a.docx", partial(_word, OUTSIDE), Refuses("declares a type of its own")
    ),
    "definitions in an ODT": Case(
        "a.odt",
        lambda: zipped(
            {
                "mimetype": "application/vnd.oasis.opendocument.text",
                "content.xml": LAUGHS + "<a>&b;</a>",
            }
        ),
        Refuses("declares a type of its own"),
    ),
    "a document without its part": Case(
        "a.docx", lambda: zipped({"x": "y"}), Refuses("no Word document")
    ),
    "a document of nesting": Case(
        "a.docx", lambda: docx("<w:p>" * 5_000), Refuses("too many inside one another")
    ),
    "a document that unpacks without end": Case(
        "a.docx",
        lambda: zipped({"word/document.xml": b" " * (200 * MIB)}),
        Refuses("larger than 64 MiB"),
    ),
    "an archive of a bomb": Case(
        "a.zip", lambda: _archive(("a.txt", b"x" * (100 * MIB))), Refuses("100 times")
    ),
    "a bomb": Case("a.txt.gz", _bomb, Refuses("100 times")),
    "a gzip cut short": Case(
        "a.txt.gz", lambda: gzip.compress(BODY.encode() * 1000, mtime=0)[:-20], Refuses("damaged")
    ),
    "a gzip of nothing": Case("a.txt.gz", lambda: gzip.compress(b"", mtime=0), Refuses("empty")),
    "a gzip that goes on as something else": Case(
        "a.txt.gz", lambda: gzip.compress(BODY.encode(), mtime=0) + b"junk", Refuses("damaged")
    ),
    "a gzip in a gzip": Case(
        "a.txt.gz.gz",
        lambda: gzip.compress(gzip.compress(BODY.encode())),
        Refuses("unpack it first"),
    ),
    "paths out of an archive": Case(
        "a.zip",
        lambda: _archive(
            ("../../up.txt", BODY.encode()), ("/etc/root.txt", f"Second. {BODY}".encode())
        ),
        Takes("The", "Second."),
    ),
    "names that steer in an archive": Case(
        "a.zip", lambda: _archive(("\x1b[2J\u202e\n.txt", b"\0")), Refuses("NUL")
    ),
    "a link in an archive": Case(
        "a.zip", lambda: _archive(("a.txt", b"/etc/passwd"), mode=0o120777), Takes("/etc/passwd")
    ),
    "an archive with a password": Case("a.zip", _encrypted, Refuses("encrypted")),
    "an archive of archives": Case(
        "a.zip",
        lambda: _archive(("b.zip", _archive(("a.txt", b"x")))),
        Refuses("no files of articles"),
    ),
    "a name twice in an archive": Case("a.zip", _twice, Takes("The", "Second.")),
    "an archive of one bad file": Case(
        "a.zip",
        lambda: _archive(("a.txt", BODY.encode()), ("b.txt", b"\xff")),
        Takes("The", told="0xff", code=1),
    ),
    "an archive cut short": Case(
        "a.zip", lambda: _archive(("a.txt", BODY.encode() * 100))[:-30], Refuses("damaged")
    ),
    "an archive of eleven thousand": Case(
        "a.zip", lambda: _archive(*((f"{n}.x", b"") for n in range(11_000))), Refuses("10,000")
    ),
    "a tar": Case("a.tgz", b"\x1f\x8b" + EVERY_BYTE, Refuses("unpack it")),
    "a 7z": Case("a.7z", b"7z\xbc\xaf", Refuses("unpack it")),
    "an image": Case("a.png", b"\x89PNG", Refuses("image")),
    "a gzip called text": Case("a.txt", lambda: gzip.compress(BODY.encode()), Refuses("gzip")),
    "an old Word document": Case("a.doc", b"\xd0\xcf\x11\xe0" * 9, Refuses("docx")),
    "a workbook of formulas": Case(
        "a.xlsx",
        lambda: _sheet(_cells(TEXT_CELL, "<c><f>HYPERLINK()</f><v>1e999</v></c>")),
        Takes(BODY),
    ),
    "a workbook of strings that are not there": Case(
        "a.xlsx", lambda: _sheet(_cells(TEXT_CELL, '<c t="s"><v>99</v></c>')), Refuses("broken")
    ),
    "a workbook with a cell out of the sheet": Case(
        "a.xlsx", lambda: _sheet(_cells(TEXT_CELL, '<c r="ZZZ1"><v>1</v></c>')), Refuses("cells")
    ),
    "a workbook of definitions": Case(
        "a.xlsx", lambda: _sheet("&b;", head=LAUGHS), Refuses("declares a type of its own")
    ),
    "a book without chapters": Case("a.epub", lambda: epub({}), Refuses("no text")),
    "a book of chapters outside": Case(
        "a.epub",
        lambda: zipped(
            {
                "META-INF/container.xml": (
                    '<c><rootfiles><rootfile full-path="../../etc/passwd"/></rootfiles></c>'
                )
            }
        ),
        Refuses("table of parts is missing"),
    ),
    "an ODT of nesting": Case(
        "a.odt",
        lambda: odt("<text:p>" * 2_000 + "</text:p>" * 2_000),
        Refuses("too many inside one another"),
    ),
    "a title that steers in a document": Case(
        "a.docx",
        lambda: docx(paragraph("A &#x202E; &#x9b;2J", "Title") + paragraph(BODY)),
        Takes(BODY),
    ),
}


_KEY = "x" * 32


def _pdf(*pages: str, **more: str) -> Callable[[], bytes]:
    return lambda: pdf(*pages, **more)


def _plist(value: dict[str, object]) -> bytes:
    return plistlib.dumps(value, fmt=plistlib.FMT_BINARY)


def _loop_of_plists() -> bytes:
    """A property list whose one array holds itself."""
    head, array, trailer = b"bplist00", b"\xa1\x00", bytes(6) + b"\x01\x01"
    table = (8).to_bytes(1, "big")
    numbers = b"".join(n.to_bytes(8, "big") for n in (1, 0, 10))
    return head + array + table + trailer + numbers


def _record(head: str, body: bytes = b"") -> bytes:
    return f"WARC/1.0\r\n{head}\r\n\r\n".encode() + body + b"\r\n\r\n"


def _crawl(address: str, behind: str) -> bytes:
    """A web archive of a page at an address, with something behind its record."""
    made = Made(article(MARKUP).text, {"url": address})
    return WRITERS["warc"].write([made]) + behind.encode()


def _feed(items: str, head: str = "") -> str:
    return f'{head}<rss version="2.0"><channel><title>F</title>{items}</channel></rss>'


ITEM = f"<item><title>A</title><description>{BODY}</description></item>"

DOCUMENTS = {
    "a PDF without text": Case("a.pdf", _pdf(""), Refuses("text")),
    "a PDF of pages in a circle": Case(
        "a.pdf", lambda: pdf(BODY).replace(b"/Kids[4 0 R]", b"/Kids[2 0 R]"), Refuses("cyclic")
    ),
    "a PDF of a billion pages": Case(
        "a.pdf", lambda: pdf(BODY).replace(b"/Count 1/", b"/Count 999999999/"), Takes(BODY)
    ),
    "a PDF with a password": Case(
        "a.pdf",
        _pdf(
            BODY,
            trailer=f"/Encrypt<</Filter/Standard/V 1/R 2/O({_KEY})/U({_KEY})/P -4>>/ID[(a)(a)]",
        ),
        Refuses("password"),
    ),
    "a PDF whose table points nowhere": Case(
        "a.pdf", lambda: pdf(BODY).replace(b"startxref\n", b"startxref\n9"), Takes(BODY)
    ),
    "an RTF of groups without end": Case("a.rtf", "{\\rtf1 " + "{" * 50_000 + BODY, Takes(BODY)),
    "an RTF of impossible characters": Case(
        "a.rtf",
        "{\\rtf1\\ansi \\u99999999? \\u-99999? " + BODY + "\\par}",
        Refuses("RTF is broken"),
    ),
    "an RTF that steers": Case(
        "a.rtf", "{\\rtf1\\ansi \\u27?[2J \\u8238? " + BODY + "\\par}", Takes(BODY)
    ),
    "a message of parts in parts": Case(
        "a.eml",
        "".join(f"Content-Type: multipart/mixed; boundary=b{n}\n\n--b{n}\n" for n in range(500))
        + f"\n{BODY}\n",
        Refuses("too many parts"),
    ),
    "a message of an unknown charset": Case(
        "a.eml",
        f"Subject: A\nContent-Type: text/plain; charset=x-\x1b[2J\n\n{BODY}\n",
        Refuses("x-\\x1b[2j"),
    ),
    "a message with a head that steers": Case(
        "a.eml",
        "From: =?utf-8?b?G1sySg==?= <a@example.org>\nSubject: =?utf-8?q?A=1B]0;x=07=E2=80=AE?=\n"
        f"Date: Fri, 99 Foo 99999 99:99:99 +9999\n\n{BODY}\n",
        Takes(BODY),
    ),
    "a message of base64 that is none": Case(
        "a.eml", "Subject: A\nContent-Transfer-Encoding: base64\n\n!!!!\n", Refuses("no text")
    ),
    "a message with a head of 300 KiB": Case(
        "a.eml", f"X: {'y' * 300_000}\n\n{BODY}\n", Refuses("head")
    ),
    "a mailbox of messages without text": Case(
        "a.mbox",
        "From a@b Sun Feb  9 23:30:00 2025\nSubject: A\n\n\n" * 3,
        Refuses(":1: the message holds no text"),
    ),
    "a saved page without its page": Case(
        "a.mhtml",
        "MIME-Version: 1.0\nContent-Type: multipart/related; boundary=x\n\n--x\n\n--x--\n",
        Refuses("holds no page"),
    ),
    "a property list of something else": Case(
        "a.webarchive", partial(_plist, {"a": [1, b"x"]}), Refuses("Safari")
    ),
    "a property list that holds itself": Case("a.webarchive", _loop_of_plists, Refuses("Safari")),
    "a feed of definitions": Case(
        "a.rss", _feed(ITEM, LAUGHS), Refuses("declares a type of its own")
    ),
    "a feed of a definition from outside": Case(
        "a.rss",
        _feed("<item><description>&a;</description></item>", OUTSIDE),
        Refuses("declares a type of its own"),
    ),
    "a feed without entries": Case("a.rss", _feed(""), Refuses("no entries with text")),
    "a feed of nesting": Case(
        "a.rss", _feed("<a>" * 5_000), Refuses("too many inside one another")
    ),
    "a feed that is no XML": Case("a.xml", _feed(ITEM) + "<", Refuses("XML is broken")),
    "another XML": Case("a.xml", "<svg><text>x</text></svg>", Refuses("feed")),
    "a feed of JSON that is none": Case(
        "a.jsonfeed",
        '{"version": "https://jsonfeed.org/version/1", "items": [5, null, {"content_text": [1]}]}',
        Refuses("no JSON Feed"),
    ),
    "a record of negative length": Case(
        "a.warc",
        lambda: _record("WARC-Type: response\r\nContent-Length: -5"),
        Refuses("a record has no head"),
    ),
    "a record longer than its file": Case(
        "a.warc",
        lambda: _record(
            "WARC-Type: response\r\nWARC-Target-URI: http://x\r\n"
            "Content-Type: application/http\r\nContent-Length: 99999999999",
            b"x",
        ),
        Refuses("cut off"),
    ),
    "an address that steers in a record": Case(
        "a.warc", partial(_crawl, "http://example.org/ \x1b[2J\u202e", ""), Takes("Part 11.")
    ),
    "junk between records": Case(
        "a.warc",
        partial(_crawl, "http://example.org/", "\x1b[2J junk"),
        Refuses("a record has no head"),
    ),
    "a record of a wrong length": Case(
        "a.warc",
        lambda: _crawl("http://example.org/\x1b[2J", "").replace(
            b"Content-Length: ", b"Content-Length: 9", 1
        ),
        Refuses(":1: the record is cut off"),
    ),
    "a Parquet of a footer without end": Case(
        "a.parquet", b"PAR1" + b"x" * 40 + b"\xff\xff\xff\x7fPAR1", Refuses("damaged")
    ),
    "a Parquet of numbers": Case("a.parquet", lambda: _parquet({"text": [1, 2]}), Takes("1", "2")),
    "a Parquet of NaN and bytes": Case(
        "a.parquet",
        lambda: _parquet({"text": [BODY], "n": [float("nan")], "b": [b"\xff\x00"]}),
        Takes(BODY),
    ),
    "a suffix that is none": Case("a.txt\u202e", BODY, Refuses("suffix")),
    "a format that is none": Case("a.txt", BODY, Refuses("no format", 2), ("--format", "\x1b[2J")),
}


def _parquet(columns: dict[str, list[object]]) -> bytes:
    import pyarrow
    from pyarrow import parquet

    stream = BytesIO()
    parquet.write_table(pyarrow.table(columns), stream)
    return stream.getvalue()
