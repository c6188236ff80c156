"""Books and issues in EPUB: each chapter that holds text is an article, in the order of reading.

So an issue of a magazine becomes its articles. Chapters are read as web pages, by what stands in
the file alone.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import unquote
from zipfile import ZipFile

from framing import limits
from framing.articles.readers.base import BadRow, File, LeftOutError, Options
from framing.articles.readers.docx import Properties
from framing.articles.readers.opening import text_of
from framing.articles.readers.page_metadata import metadata, title_of
from framing.articles.readers.page_outline import outline
from framing.articles.readers.page_text import joined
from framing.articles.readers.pages import declared
from framing.articles.readers.xml_parts import parse
from framing.articles.readers.zip_parts import encrypted, open_document, part
from framing.errors import ReadError
from framing.model import Draft

_FIELDS = {
    "creator": "author",
    "date": "published",
    "language": "language",
    "publisher": "publisher",
    "title": "issue",
}
"""Element of the book's metadata to what it says of each article."""
_FONTS = (b"http://www.idpf.org/2008/embedding", b"http://ns.adobe.com/pdf/enc#RC")
"""Ways to hide fonts, which leave the text readable."""


@dataclass(slots=True)
class _Package:
    """What a package document says: the parts, their order, and the book's metadata."""

    rootfile: str = ""
    items: dict[str, Mapping[str, str]] = field(default_factory=dict)
    order: list[str] = field(default_factory=list)
    metadata: Properties = field(default_factory=lambda: Properties(_FIELDS))

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """Take a start tag."""
        if tag == "rootfile":
            self.rootfile = self.rootfile or attributes.get("full-path", "")
        elif tag == "item":
            self.items[attributes.get("id", "")] = attributes
        elif tag == "itemref":
            self.order.append(attributes.get("idref", ""))
        self.metadata.start(tag, attributes)

    def end(self, tag: str) -> None:
        """Take an end tag."""
        self.metadata.end(tag)

    def text(self, text: str) -> None:
        """Take text."""
        self.metadata.text(text)

    def chapters(self, folder: str) -> list[str]:
        """The names of the chapters in the order of reading, each once; the table of contents, as
        the book calls it, gets an empty one."""
        items = [self.items.get(each, {}) for each in dict.fromkeys(self.order)]
        return [
            ""
            if "nav" in item.get("properties", "").split()
            else posixpath.normpath(posixpath.join(folder, unquote(item.get("href", ""))))
            for item in items
        ]


def read_epub(file: File, options: Options, bad_row: BadRow) -> Iterator[Draft]:
    """The articles of a book, one a chapter; their line is the number of the chapter.

    Says how many chapters hold no text. Raises ReadError for what is no such book, protected,
    above the caps, or without text.
    """
    empty = count = size = tags = 0
    with open_document(file) as archive:
        _check_protection(archive, file)
        package, folder = _package(archive, file)
        for number, name in enumerate(package.chapters(folder), 1):
            content = part(archive, name, file.name)
            size += len(content)
            tags += content.count(b"<")
            if size > limits.BOOK_BYTES or tags > 2 * limits.PAGE_ELEMENTS:
                what = f"its chapters are larger than {limits.BOOK_BYTES // limits.MIB} MiB"
                what += f", or have more than {limits.PAGE_ELEMENTS} elements"
                raise ReadError(what, file=file.name, hint="save them as pages of their own")
            if found := _chapter(content, file, options):
                yield _draft(found, package.metadata.found, file, number, options)
            empty += not found
            count += bool(found)
    if not count:
        raise ReadError("the book holds no text", file=file.name)
    if empty:
        what = f"{empty} of {empty + count} parts of the book hold no article, such as its cover"
        bad_row(LeftOutError(what, file=file.name))


def _check_protection(archive: ZipFile, file: File) -> None:
    """Raise ReadError for a book whose text only a key opens."""
    said = part(archive, "META-INF/encryption.xml", file.name)
    methods = said.count(b"EncryptionMethod Algorithm=")
    if methods > sum(map(said.count, _FONTS)):
        raise encrypted(file.name)


def _package(archive: ZipFile, file: File) -> tuple[_Package, str]:
    """The package document and the folder that its names start from."""
    container = part(archive, "META-INF/container.xml", file.name)
    if not container:
        raise ReadError("this is no EPUB", file=file.name, hint="make it anew, with Calibre")
    package = _Package()
    parse(container, package, file.name)
    content = part(archive, package.rootfile, file.name)
    if not content:
        raise ReadError("its table of parts is missing", file=file.name, hint="make it anew")
    parse(content, package, file.name)
    return package, posixpath.dirname(package.rootfile)


def _chapter(content: bytes, file: File, options: Options) -> dict[str, Any]:
    """The text and fields of a chapter; nothing for one without paragraphs besides its title."""
    page = outline(text_of(content, file, options, declared), file.name)
    title = title_of(page)
    running = [block for block in page.blocks if " ".join(block.text.split()) != title]
    if not running:
        return {}
    return {"text": joined(page, page.blocks), **metadata(page, title, options.map)}


def _draft(
    found: dict[str, Any], said: Mapping[str, str], file: File, number: int, options: Options
) -> Draft:
    """A chapter as an article; what it says itself wins over what the book says."""
    book = dict(said)
    meta = {"issue": book.pop("issue", ""), **found.pop("meta")}
    meta = {name: value for name, value in meta.items() if value}
    fields = book | found | options.metadata()
    return Draft(origin=file.name, line=number, meta=meta, **fields)
