"""Mail: newsletters as `.eml`, many of them as `.mbox`, pages that browsers save as `.mhtml`.

The body is the HTML part, read as a web page, else the plain one. Attachments are not read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from email import message_from_bytes
from email.errors import MessageError
from email.header import decode_header, make_header
from email.message import Message
from email.utils import parsedate_to_datetime
from typing import Any

from framing import limits
from framing.articles.readers.base import (
    BadRow,
    File,
    LeftOutError,
    Options,
    RowError,
    drafts_of,
)
from framing.articles.readers.opening import open_file, read_bytes, text_of
from framing.articles.readers.pages import declared, page_fields
from framing.errors import ReadError
from framing.model import Draft

_HEADER_CHARACTERS = 2_000
_BOUNDARIES = 100
"""Bodies with parts, which may lie inside one another."""
_LINES = 4_000_000
"""Lines of a message by the boundaries that each is compared with."""
_ESCAPED = re.compile(rb"^>(>*From )", re.MULTILINE)
_KIND = re.compile(rb"^content-(?:type|disposition):[^\n]*(?:\n[ \t][^\n]*)*", re.I | re.M)
"""Heads of parts that are taken apart, in time that grows with the square of their length."""
_SENDER = re.compile(r"\s*\"?([^\"<>]*?)\"?\s*(?:<([^<>]*)>)?\s*")
_HEAD_END = re.compile(rb"\n\r?\n|\A\r?\n")
_BOUNDARY = re.compile(rb"boundary=", re.IGNORECASE)


def read_message(file: File, options: Options, bad_row: BadRow) -> Iterator[Draft]:
    """The one article of a message. Says how many attachments were not read.

    Raises ReadError for what is no message, above the caps, or without text.
    """
    yield _draft(read_bytes(file), file, 0, options, bad_row)


def read_mailbox(file: File, options: Options, bad_row: BadRow) -> Iterator[Draft]:
    """The articles of a mailbox, one a message; streamed, whatever the size of the file.

    Raises ReadError for a file that holds no messages.
    """
    messages = _messages(file, bad_row)
    yield from drafts_of(
        messages, lambda line, each: _row(each, file, line, options, bad_row), bad_row
    )


def read_saved_page(file: File, options: Options, _: BadRow) -> Iterator[Draft]:
    """The one article of a page that a browser saved with all that belongs to it (MHTML).

    Raises ReadError for what is no such file, above the caps, or without text.
    """
    message = _parsed(read_bytes(file), file, 0)
    pages = [part for part in _parts(message, file, 0) if part.get_content_type() == "text/html"]
    if not pages:
        raise ReadError("the file holds no page", file=file.name, hint="save the page as .html")
    address = str(
        message.get("Snapshot-Content-Location") or pages[0].get("Content-Location") or ""
    )[:_HEADER_CHARACTERS].strip()
    found = page_fields(_text(pages[0], file, options), file, options, address)
    yield Draft(origin=file.name, **(found | options.metadata()))


def _messages(file: File, bad_row: BadRow) -> Iterator[tuple[int, bytes]]:
    """Each message of a mailbox with the line where it begins."""
    with open_file(file) as stream:
        lines: list[bytes] = []
        begin = number = size = 0
        blank = True
        for number, line in enumerate(iter(lambda: stream.readline(limits.ROW_BYTES), b""), 1):
            if blank and line.startswith(b"From "):
                if begin and size <= limits.ROW_BYTES:
                    yield begin, b"".join(lines)
                lines, begin, size = [], number, 0
            elif not begin:
                what = "this is no mailbox: it does not begin with “From ”"
                raise ReadError(what, file=file.name, hint="say --format eml for one message")
            else:
                size += len(line)
                if size <= limits.ROW_BYTES:
                    lines.append(line)
                elif size - len(line) <= limits.ROW_BYTES:
                    what = f"the message is larger than {limits.ROW_BYTES // limits.MIB} MiB"
                    bad_row(RowError(what, file=file.name, line=begin))
                    lines = []
            blank = not line.strip()
        if size <= limits.ROW_BYTES:
            yield begin, b"".join(lines)


def _row(content: bytes, file: File, line: int, options: Options, bad_row: BadRow) -> Draft:
    """The article of a message in a mailbox. Raises RowError where it holds none."""
    try:
        return _draft(_ESCAPED.sub(rb"\1", content), file, line, options, bad_row)
    except ReadError as error:
        raise RowError(error.what, file=file.name, line=line, hint=error.hint) from error


def _parsed(content: bytes, file: File, line: int) -> Message:
    """Raises ReadError for what is no message, or too deep or of too many parts."""
    if len(content) > limits.MESSAGE_BYTES:
        what = f"the message is larger than {limits.MESSAGE_BYTES // limits.MIB} MiB"
        raise ReadError(what, file=file.name, line=line, hint="save it without its attachments")
    boundaries = len(_BOUNDARY.findall(content))
    if boundaries > _BOUNDARIES or (1 + boundaries) * content.count(b"\n") > _LINES:
        raise _too_many(file, line)
    if any(len(found[0]) > _HEADER_CHARACTERS for found in _KIND.finditer(content)):
        raise _too_many(file, line)
    if not _HEAD_END.search(content[: limits.MESSAGE_HEAD_BYTES]) and (
        len(content) > limits.MESSAGE_HEAD_BYTES
    ):
        what = f"the headers are longer than {limits.MESSAGE_HEAD_BYTES // limits.KIB} KiB"
        raise ReadError(what, file=file.name, line=line, hint="save its text instead")
    message = message_from_bytes(content)
    if not message.keys():
        raise ReadError("this is no message: it has no headers", file=file.name, line=line)
    return message


def _too_many(file: File, line: int) -> ReadError:
    what = "the message has too many parts, or too long heads of parts"
    return ReadError(what, file=file.name, line=line, hint="save its text instead")


def _parts(message: Message, file: File, line: int) -> list[Message]:
    """The parts of a message that hold something themselves, and none of an attached message."""
    found: list[Message] = []
    waiting = [message]
    while waiting:
        part = waiting.pop()
        inner = part.get_payload()
        if isinstance(inner, list) and part.get_content_maintype() == "multipart":
            waiting += [each for each in reversed(inner) if isinstance(each, Message)]
        else:
            found.append(part)
        if len(found) + len(waiting) > limits.ARCHIVE_FILES:
            raise _too_many(file, line)
    return found


def _draft(content: bytes, file: File, line: int, options: Options, bad_row: BadRow) -> Draft:
    message = _parsed(content, file, line)
    parts = _parts(message, file, line)
    bodies = [part for part in parts if not _is_attached(part)]
    found = _body(bodies, file, line, options)
    left = len(parts) - len(bodies)
    if left:
        what = "an attachment is not read" if left == 1 else f"{left} attachments are not read"
        bad_row(LeftOutError(what, file=file.name, line=line))
    meta = found.pop("meta", {})
    fields = found | _headers(message) | options.metadata()
    return Draft(origin=file.name, line=line, meta=meta, **fields)


def _is_attached(part: Message) -> bool:
    if part.get_content_maintype() == "image" and part.get("Content-ID"):
        return False
    is_text = part.get_content_type() in ("text/plain", "text/html")
    return not is_text or part.get_content_disposition() == "attachment"


def _body(parts: list[Message], file: File, line: int, options: Options) -> dict[str, Any]:
    """The text of the first HTML part that holds any, else of the plain parts."""
    fault = ReadError("the message holds no text")
    for part in parts:
        if part.get_content_type() == "text/html":
            page = _body_text(part, file, line, options)
            try:
                found = page_fields(page, file, options)
            except ReadError as error:
                fault = error
                continue  # only images, or too much markup: the plain part says it
            return {"text": found["text"], "language": found.get("language", "")}
    plain = [
        _body_text(part, file, line, options)
        for part in parts
        if part.get_content_type() == "text/plain"
    ]
    text = "\n\n".join(each.strip() for each in plain if each.strip())
    if not text:
        raise ReadError(fault.what, file=file.name, line=line, hint=fault.hint)
    return {"text": text}


def _body_text(part: Message, file: File, line: int, options: Options) -> str:
    """As `_text`. Raises ReadError for one above the cap."""
    text = _text(part, file, options)
    if len(text) > limits.MESSAGE_TEXT_BYTES:
        what = f"the text of the message is larger than {limits.MESSAGE_TEXT_BYTES // limits.MIB}"
        raise ReadError(f"{what} MiB", file=file.name, line=line, hint="save it as .txt, in parts")
    return text


def _text(part: Message, file: File, options: Options) -> str:
    """The text of a part in the encoding that it says, else that of its page."""
    content = part.get_payload(decode=True)
    if not isinstance(content, bytes):
        return ""
    charset = part.get_content_charset("")
    return text_of(content, file, options, lambda opening: charset or declared(opening))


def _headers(message: Message) -> dict[str, str]:
    """The article fields that the headers give: who writes to a list is a publisher, anybody
    else an author."""
    sender = _SENDER.fullmatch(_header(message, "From"))
    is_list = any(message.get(each) for each in ("List-Id", "List-Unsubscribe", "List-Post"))
    found = {
        "title": _header(message, "Subject"),
        "publisher" if is_list else "author": (sender[1] or sender[2] or "") if sender else "",
        "published": _day(_header(message, "Date")),
    }
    return {field: value for field, value in found.items() if value}


def _header(message: Message, name: str) -> str:
    given = str(message.get(name) or "")[:_HEADER_CHARACTERS]
    try:
        return " ".join(str(make_header(decode_header(given))).split())
    except (MessageError, LookupError, ValueError):
        return " ".join(given.encode("ascii", "replace").decode().split())


def _day(text: str) -> str:
    """The day of a date as it is written, whatever its time zone; else the date itself."""
    try:
        return parsedate_to_datetime(text[:100]).date().isoformat()
    except (ValueError, TypeError, IndexError, OverflowError):
        return text
