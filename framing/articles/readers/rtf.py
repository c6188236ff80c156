"""Rich Text Format, by striprtf: pictures, fields, notes and what is hidden stay out."""

from __future__ import annotations

import re
from collections.abc import Iterator

from framing.articles.readers.base import BadRow, File, Options
from framing.articles.readers.decoding import codec_of
from framing.articles.readers.document_text import document_draft
from framing.articles.readers.extras import extra
from framing.articles.readers.opening import read_bytes
from framing.errors import ReadError
from framing.model import Draft

_MARK = b"{\\rtf"
_MOST = 2_000_000
"""Characters without pictures; each takes striprtf up to a microsecond."""
_PICTURE = re.compile(r"[0-9A-Fa-f\s]{400,}")
_CODE_PAGE = re.compile(rb"\\ansicpg([0-9]{1,5})")
_INFORMATION = re.compile(r"\{\\(title|author) ([^{}]{0,1000})\}")
_INFORMATION_CHARACTERS = 100_000
_FONT = re.compile(r"[^;\n]{300,}")
"""No font; the time to look for them grows with the square of their lengths."""


def read_rtf(file: File, options: Options, _: BadRow) -> Iterator[Draft]:
    """The one article of an RTF document.

    Raises ReadError for what is no such document, above the caps, or without text; UsageError
    where striprtf is missing.
    """
    content = read_bytes(file, _MARK)
    if not content.startswith(_MARK):
        raise ReadError("this is no RTF document", file=file.name, hint="save it as .rtf")
    text = _PICTURE.sub(" ", _decoded(content, file))
    if len(text) > _MOST:
        raise ReadError("the document is too long", file=file.name, hint="save it as .docx")
    said = {
        found[1]: _stripped(f"{{\\rtf1 {found[2]}}}", file)
        for found in _INFORMATION.finditer(text[:_INFORMATION_CHARACTERS])
    }
    lines = [_row(line) for line in _stripped(text, file).split("\n")]
    paragraphs = [line for line in lines if line]
    yield document_draft(file, options, paragraphs, "", said)


def _row(line: str) -> str:
    """A line; of a row of a table, which ends with a bar, the cells as in other documents."""
    line = line.strip()
    return " | ".join(filter(None, map(str.strip, line.split("|")))) if line[-1:] == "|" else line


def _decoded(content: bytes, file: File) -> str:
    """The markup; beyond ASCII it is in the code page that the document names."""
    page = _CODE_PAGE.search(content[:_INFORMATION_CHARACTERS])
    codec = codec_of(f"cp{page[1].decode()}") if page else ""
    try:
        return content.decode("ascii" if content.isascii() else codec or "cp1252")
    except UnicodeDecodeError as error:
        what = f"the byte 0x{content[error.start]:02x} is not {error.encoding.upper()}"
        raise ReadError(what, file=file.name, hint="save it anew as .rtf") from error


def _stripped(text: str, file: File) -> str:
    """The text of RTF markup; addresses of links are no words of it.

    striprtf looks for them in time that grows with the square, so they are named otherwise.
    """
    striprtf = extra("striprtf.striprtf", "formats")
    if _FONT.search(striprtf.font_table_group(text)):
        raise ReadError("its table of fonts is broken", file=file.name, hint="save it anew")
    try:
        found: str = striprtf.rtf_to_text(text.replace("\\fldinst", "\\*\\field")).replace("\0", "")
        # A character beyond the first 65,536 is written as the two halves of its surrogate pair.
        return found.encode("utf-16", "surrogatepass").decode("utf-16")
    except (ValueError, LookupError, TypeError, OverflowError) as error:
        what = f"its RTF is broken: {error}"
        raise ReadError(what, file=file.name, hint="save it anew") from error
