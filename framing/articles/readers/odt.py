"""OpenDocument texts (`.odt`), as LibreOffice writes them: the text with all changes accepted.

Deleted text, comments, notes, headers and footers stay out.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from framing.articles.readers.base import BadRow, File, Options
from framing.articles.readers.document_text import Paragraphs, Vocabulary, document_draft
from framing.articles.readers.docx import Properties
from framing.articles.readers.xml_parts import parse
from framing.articles.readers.zip_parts import encrypted, open_document, part
from framing.errors import ReadError
from framing.model import Draft

_WORDS = Vocabulary(
    paragraphs=frozenset(("p", "h")),
    skipped=frozenset(
        ("tracked-changes", "annotation", "note", "automatic-styles", "font-face-decls", "scripts",
         "sequence-decls", "forms", "table-of-content", "ruby-text")
    ),
    marks={"s": " ", "tab": "\t", "line-break": "\n"},
    row="table-row",
    cell="table-cell",
)  # fmt: skip
_TITLES = ("Title", "Heading_20_1")


@dataclass(slots=True)
class _Body:
    """The paragraphs, with the styles that say which is the title."""

    words: Paragraphs = field(default_factory=lambda: Paragraphs(_WORDS))
    title: str = ""
    _parents: dict[str, str] = field(default_factory=dict)
    _titled: bool = False

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """Take a start tag."""
        if tag == "style":
            self._parents[attributes.get("name", "")] = attributes.get("parent-style-name", "")
        elif tag in _WORDS.paragraphs:
            style = attributes.get("style-name", "")
            self._titled = self._parents.get(style, style) in _TITLES
        self.words.start(tag, attributes)

    def end(self, tag: str) -> None:
        """Take an end tag."""
        self.words.end(tag)
        if tag in _WORDS.paragraphs:
            if self._titled and not self.title and len(self.words.found) == 1:
                self.title = " ".join(self.words.found[0].split())
            self._titled = False

    def text(self, text: str) -> None:
        """Take text; line ends between elements are none of the text."""
        self.words.text(text.replace("\n", " "))


def read_odt(file: File, options: Options, _: BadRow) -> Iterator[Draft]:
    """The one article of an OpenDocument text; a first paragraph in the style Title or Heading 1
    is its title.

    Raises ReadError for what is no such document, encrypted, above the caps, or without text.
    """
    with open_document(file) as archive:
        if b"encryption-data" in part(archive, "META-INF/manifest.xml", file.name):
            raise encrypted(file.name)
        content = part(archive, "content.xml", file.name)
        meta = part(archive, "meta.xml", file.name)
    if not content:
        raise ReadError("this is no OpenDocument text", file=file.name, hint="save it as .odt")
    body = _Body()
    parse(content, body, file.name)
    said = Properties({"title": "title", "initial-creator": "author", "creation-date": "created"})
    if meta:
        parse(meta, said, file.name)
    yield document_draft(file, options, body.words.found, body.title, said.found)
