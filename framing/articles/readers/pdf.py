"""PDFs with a text layer, by pypdf, which keeps the order in which the text was written.

(pdfminer.six puts the words of justified lines in another order.) Running heads and page numbers
go, words that a line end cut are whole again, and lines become paragraphs.
"""

from __future__ import annotations

import io
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from framing import limits
from framing.articles.readers.base import BadRow, File, LeftOutError, Options
from framing.articles.readers.document_text import document_draft
from framing.articles.readers.exports.fields import stands_alone
from framing.articles.readers.extras import extra
from framing.articles.readers.line_end_hyphens import CUT, HYPHENS, hyphened_words, whole
from framing.articles.readers.opening import read_bytes
from framing.articles.readers.zip_parts import encrypted
from framing.errors import ReadError
from framing.model import Draft

_EDGE = 3
"""Running heads and feet are not more than so many lines of a page."""
_SHORT = 0.8
"""Share of a full line up to which a line may be the last of its paragraph."""
_CLOSED = (".", "!", "?", ":", "…", "”", "»", '"', "。", "！", "？")
_OUTPUTS = (
    "zlib_maximum_output_length",
    "lzw_maximum_output_length",
    "run_length_maximum_output_length",
    "array_based_stream_maximum_output_length",
)
"""What pypdf unpacks of one stream, by the way in which it is packed."""
_INFORMATION = {"/Title": "title", "/Author": "author", "/CreationDate": "created"}


def read_pdf(file: File, options: Options, bad_row: BadRow) -> Iterator[Draft]:
    """The one article of a PDF. Says how many pages hold no text.

    Raises ReadError for what is no PDF, encrypted, above the caps, or without text, as scans are;
    UsageError where pypdf is missing.
    """
    content = read_bytes(file, b"%PDF-")
    pypdf = extra("pypdf", "formats")
    try:
        with pypdf.apply_configuration(**dict.fromkeys(_OUTPUTS, limits.PDF_STREAM_BYTES)):
            pages, said = _read(pypdf, content, file.name)
    except (ReadError, MemoryError):
        raise
    except Exception as error:  # what a broken file makes pypdf raise has no end
        what = f"this is no PDF, or a damaged one: {error}"
        raise ReadError(what, file=file.name, hint="save it anew") from error
    empty = sum(not page for page in pages)
    if empty == len(pages):
        what = "the PDF holds no text, only images of it, as scans do"
        raise ReadError(what, file=file.name, hint="recognise its text (OCR) first")
    if empty:
        what = f"{empty} of {len(pages)} pages hold no text, only images"
        bad_row(LeftOutError(what, file=file.name))
    yield document_draft(file, options, paragraphs_of(without_heads(pages)), "", said)


def _read(pypdf: Any, content: bytes, name: str) -> tuple[list[list[str]], dict[str, str]]:
    """The lines of each page, and what the PDF says of itself."""
    reader = pypdf.PdfReader(io.BytesIO(content))
    if reader.is_encrypted:
        try:
            opened = reader.decrypt("")
        except (pypdf.errors.PyPdfError, NotImplementedError) as error:
            raise encrypted(name) from error
        if not opened:
            raise encrypted(name)
    if len(reader.pages) > limits.PDF_PAGES:
        what = f"it has more than {limits.PDF_PAGES:,} pages"
        raise ReadError(what, file=name, hint="split it")
    budget = _Budget(name)
    pages = []
    for page in reader.pages:
        contents = page.get_contents()
        budget.spend(len(contents.get_data()) // 10 if contents is not None else 0)
        text = page.extract_text(visitor_operand_before=budget.count)
        pages.append([" ".join(line.split()) for line in text.split("\n") if line.strip()])
    said = {name: str(value) for key, name in _INFORMATION.items() if (value := _said(reader, key))}
    return pages, said


def _said(reader: Any, key: str) -> Any:
    return (reader.metadata or {}).get(key)


class _Budget:
    """The operations that drawing a document may take; forms inside one another can need
    endlessly many."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._left = limits.PDF_OPERATIONS

    def count(self, *_: object) -> None:
        """Take one operation."""
        self.spend(1)

    def spend(self, operations: int) -> None:
        """Take some. Raises ReadError where they are too many."""
        self._left -= operations
        if self._left < 0:
            what = "its pages take too long to draw"
            raise ReadError(what, file=self._name, hint="save its text instead")


def without_heads(pages: Sequence[Sequence[str]]) -> list[str]:
    """The lines of all pages without their running heads and feet: lines from the edge of a page
    inwards that stand, whatever figures they hold, at the same place of half of the pages."""
    least = max(2, len(pages) / 2)
    tops = [page[:_EDGE] for page in pages]
    feet = [page[::-1][:_EDGE] for page in pages]
    kept: list[str] = []
    for page, above, below in zip(pages, _heads(tops, least), _heads(feet, least), strict=True):
        kept += page[above : max(above, len(page) - below)]
    return kept


def _heads(edges: Sequence[Sequence[str]], least: float) -> Iterator[int]:
    """How many lines of each edge are a running head, from outside inwards."""
    counts = Counter(
        (place, _unnumbered(line)) for edge in edges for place, line in enumerate(edge)
    )
    for edge in edges:
        heads = [counts[place, _unnumbered(line)] >= least for place, line in enumerate(edge)]
        yield [*heads, False].index(False)


def _unnumbered(line: str) -> str:
    return re.sub(r"\d+", "#", line).casefold()


def paragraphs_of(lines: Sequence[str]) -> list[str]:
    """The paragraphs that lines make: a short line ends one where it closes a sentence, or where
    the next begins with no small letter. A line that databases write beside texts is one."""
    lengths = sorted(map(len, lines))
    full = lengths[len(lengths) * 9 // 10] * _SHORT if lengths else 0
    found: list[list[str]] = []
    ended = True
    alone = [*map(stands_alone, lines), False]
    for number, (line, after) in enumerate(zip(lines, [*lines[1:], ""], strict=True), 1):
        if ended:
            found.append([])
        found[-1].append(line)
        opens = not after[:1].islower()
        ended = len(line) < full and opens and not line.endswith((*HYPHENS, ",", ";"))
        ended = ended or alone[number] or (line.endswith(_CLOSED) and len(line) < full)
    known = hyphened_words("\n".join(lines))
    return [
        CUT.sub(lambda cut: whole(cut, known), "\n".join(each)).replace("\n", " ") for each in found
    ]
