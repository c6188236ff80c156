"""Word documents (`.docx`): the text as it reads with all changes accepted.

Deleted and hidden text, comments, notes, headers and footers stay out. The XML is read here:
python-docx leaves out inserted text and content controls, and needs the memory of all parts.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from framing.articles.readers.base import BadRow, File, Options
from framing.articles.readers.document_text import Paragraphs, Vocabulary, document_draft
from framing.articles.readers.xml_parts import parse
from framing.articles.readers.zip_parts import open_document, part
from framing.errors import ReadError
from framing.model import Draft

_WORDS = Vocabulary(
    paragraphs=frozenset(("p",)),
    skipped=frozenset(("del", "moveFrom", "Fallback", "sectPr", "tblPr", "sdtPr", "rubyPr", "rt")),
    marks={"br": "\n", "cr": "\n", "tab": "\t", "noBreakHyphen": "-"},
    row="tr",
    cell="tc",
    runs=frozenset(("t",)),
)
_TITLES = frozenset(("title", "heading1"))
_OFF = ("0", "false", "off")


@dataclass(slots=True)
class _Body:
    """The paragraphs, with what the properties of paragraphs and runs say of them."""

    words: Paragraphs = field(default_factory=lambda: Paragraphs(_WORDS))
    title: str = ""
    _of_paragraph: int = 0
    _of_run: int = 0
    _hidden: bool = False
    _titled: bool = False

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """Take a start tag."""
        if self._of_paragraph or tag == "pPr":
            self._of_paragraph += 1
            if tag == "pStyle":
                self._titled = attributes.get("val", "").lower() in _TITLES
        elif self._of_run or tag == "rPr":
            self._of_run += 1
            self._hidden |= tag == "vanish" and attributes.get("val", "") not in _OFF
        else:
            self._hidden &= tag != "r"
            self.words.start(tag, {})

    def end(self, tag: str) -> None:
        """Take an end tag."""
        if self._of_paragraph:
            self._of_paragraph -= 1
        elif self._of_run:
            self._of_run -= 1
        else:
            self.words.end(tag)
            if tag == "p":
                found = self.words.found
                if self._titled and not self.title and len(found) == 1:
                    self.title = " ".join(found[0].split())
                self._titled = False

    def text(self, text: str) -> None:
        """Take text."""
        if not (self._hidden or self._of_run or self._of_paragraph):
            self.words.text(text)


@dataclass(slots=True)
class Properties:
    """What the properties of a document say, by the names of their elements."""

    names: Mapping[str, str]
    """Element to the name that it has here."""
    found: dict[str, str] = field(default_factory=dict)
    """By these names; of elements that stand there twice, the first."""
    _open: str = ""
    _pieces: list[str] = field(default_factory=list)

    def start(self, tag: str, _: Mapping[str, str]) -> None:
        """Take a start tag."""
        self._close()
        self._open = self.names.get(tag, "")

    def end(self, _: str) -> None:
        """Take an end tag."""
        self._close()

    def text(self, text: str) -> None:
        """Take text."""
        if self._open:
            self._pieces.append(text)

    def _close(self) -> None:
        if words := "".join(self._pieces).split():
            self.found.setdefault(self._open, " ".join(words))
        self._open = ""
        self._pieces.clear()


def read_docx(file: File, options: Options, _: BadRow) -> Iterator[Draft]:
    """The one article of a Word document; a first paragraph in the style Title or Heading 1 is
    its title.

    Raises ReadError for what is no such document, encrypted, above the caps, or without text.
    """
    with open_document(file) as archive:
        content = part(archive, "word/document.xml", file.name)
        core = part(archive, "docProps/core.xml", file.name)
    if not content:
        raise ReadError("this is no Word document", file=file.name, hint="save it as .docx")
    body = _Body()
    parse(content, body, file.name)
    said = Properties({"title": "title", "creator": "author", "created": "created"})
    if core:
        parse(core, said, file.name)
    yield document_draft(file, options, body.words.found, body.title, said.found)
