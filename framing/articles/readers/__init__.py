"""Article files by format: one record a format in the table `READERS`, and the way to drafts.

`find_files` turns what a user names into files, `read` turns a file into drafts. A file can be
read again and gives the same drafts: an import reads it once to check it and once to store it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from functools import partial

from framing.articles.date_columns import DateColumn
from framing.articles.dates import ORDERS
from framing.articles.readers.base import (
    BadRow,
    File,
    LeftOutError,
    Options,
    Reader,
    RemarkError,
    RowError,
)
from framing.articles.readers.decoding import asked_codec
from framing.articles.readers.docx import read_docx
from framing.articles.readers.epub import read_epub
from framing.articles.readers.exports import read_documents
from framing.articles.readers.feeds import read_feed
from framing.articles.readers.file_finding import Found, find
from framing.articles.readers.jsonlines import read_json, read_json_lines
from framing.articles.readers.mail import read_mailbox, read_message, read_saved_page
from framing.articles.readers.markdown import read_markdown
from framing.articles.readers.odt import read_odt
from framing.articles.readers.opening import open_file
from framing.articles.readers.packed import PACKED, opened
from framing.articles.readers.page_extra import read_page_with_extra
from framing.articles.readers.pages import read_page
from framing.articles.readers.pdf import read_pdf
from framing.articles.readers.plain import read_plain
from framing.articles.readers.records import check_map
from framing.articles.readers.repairs import Repairs, check_repairs
from framing.articles.readers.rtf import read_rtf
from framing.articles.readers.sheets import drafts_of_rows, read_parquet, read_workbook
from framing.articles.readers.tables import read_table
from framing.articles.readers.text_signs import TextSigns
from framing.articles.readers.wanted import Wanted, check_wanted
from framing.articles.readers.warc import read_warc
from framing.articles.readers.webarchive import read_webarchive
from framing.errors import ReadError, UsageError
from framing.model import Draft

__all__ = [
    "READERS",
    "BadRow",
    "File",
    "Found",
    "LeftOutError",
    "Options",
    "Reader",
    "RemarkError",
    "RowError",
    "find_files",
    "format_of",
    "read",
    "read_rows",
]

READERS: dict[str, Reader] = {
    each.name: each
    for each in (
        Reader("text", (".txt", ".text"), read_plain),
        Reader("markdown", (".md", ".markdown"), read_markdown),
        Reader("html", (".html", ".htm", ".xhtml"), read_page),
        Reader("web", (), read_page_with_extra),
        Reader("csv", (".csv", ".tsv"), read_table),
        Reader("jsonl", (".jsonl", ".ndjson"), read_json_lines),
        Reader("json", (".json",), read_json),
        Reader("docx", (".docx",), read_docx),
        Reader("odt", (".odt",), read_odt),
        Reader("rtf", (".rtf",), read_rtf),
        Reader("pdf", (".pdf",), read_pdf),
        Reader("eml", (".eml",), read_message),
        Reader("mbox", (".mbox",), read_mailbox),
        Reader("mhtml", (".mhtml", ".mht"), read_saved_page),
        Reader("webarchive", (".webarchive",), read_webarchive),
        Reader("excel", (".xlsx",), read_workbook),
        Reader("parquet", (".parquet",), read_parquet),
        Reader("feed", (".rss", ".atom", ".xml", ".jsonfeed"), read_feed),
        Reader("warc", (".warc",), read_warc),
        Reader("epub", (".epub",), read_epub),
    )
}
"""Every article format by the name that `--format` takes."""

_PACKED = (".gz", ".zip", ".bz2", ".xz", ".zst", ".7z", ".tar", ".tgz")
_IMAGES = (".png", ".jpg", ".jpeg", ".gif", ".tif", ".tiff", ".webp", ".heic", ".bmp")
_HINTS = {
    **dict.fromkeys(_PACKED, "unpack it first"),
    **dict.fromkeys(_IMAGES, "an image holds no text: save its words as .txt"),
    **dict.fromkeys((".doc", ".dot", ".docm", ".wpd", ".wps"), "save it as .docx"),
    **dict.fromkeys((".pages", ".ppt", ".pptx", ".odp", ".key", ".djvu"), "save it as .pdf"),
    **dict.fromkeys((".xls", ".xlsb", ".xlsm", ".ods", ".numbers"), "save it as .csv"),
    **dict.fromkeys((".mobi", ".azw", ".azw3", ".fb2"), "turn it into .epub, with Calibre"),
    **dict.fromkeys((".msg", ".pst", ".olm"), "save the messages as .eml"),
}
"""What to do with files of known kinds that are not read, by suffix."""


def find_files(paths: Iterable[str], options: Options, *, manifest: str = "") -> Found:
    """The files that paths name, those of folders by their suffix; see `file_finding.find`.

    A manifest that lies in a folder of articles is none of them. Raises UsageError for options
    that cannot be followed.
    """
    check(options)
    wanted = [READERS[options.format]] if options.format else list(READERS.values())
    suffixes = [suffix for reader in wanted for suffix in reader.suffixes]
    return opened(find(paths, [*suffixes, *PACKED], manifest), suffixes)


def read(
    file: File, options: Options, bad_row: BadRow | None = None, *, signs: bool = True
) -> Iterator[Draft]:
    """The articles of a file, one by one.

    Raises ReadError where the file or a row of it cannot be taken, UsageError for options that
    cannot be followed. With `options.skip_bad_rows` a malformed row is handed to `bad_row`
    instead, and the rows after it are read. A LeftOutError, which says what is no article, is
    handed to it in any case, and last of all RemarkErrors: what the texts look like, and what of
    `options.repair` was done to them. Without `signs` nobody looks at the texts for it, as a file
    that is read again needs no second look.
    """
    check(options)
    reader = _reader_of(file, options)
    yield from _seen(partial(read_documents, reader, file), file, options, bad_row, signs=signs)


def read_rows(
    rows: Iterator[tuple[int, list[str]]],
    file: File,
    options: Options,
    bad_row: BadRow | None,
    *,
    signs: bool = True,
) -> Iterator[Draft]:
    """The articles of the rows of a table, the first of which names its columns, as `read` gives
    those of a file; the file is there for its name."""
    check(options)
    yield from _seen(partial(drafts_of_rows, rows, file), file, options, bad_row, signs=signs)


def _seen(
    drafts: Callable[[Options, BadRow], Iterator[Draft]],
    file: File,
    options: Options,
    bad_row: BadRow | None,
    *,
    signs: bool = True,
) -> Iterator[Draft]:
    """The drafts that are wanted, mended and looked at."""
    options = replace(options, published=_day(options))

    def pass_over(error: ReadError) -> None:
        if not (options.skip_bad_rows or isinstance(error, LeftOutError)):
            raise error
        if bad_row:
            bad_row(error)

    wanted = Wanted(file.name, options)
    repairs, texts = Repairs(file.name, options.repair), TextSigns(file.name)
    found = repairs.mended(wanted.kept(drafts(options, pass_over)))
    yield from texts.seen(found) if signs else found
    for note in (*wanted.notes(), *repairs.notes(), *texts.notes()):
        pass_over(note)


def check(options: Options) -> None:
    """Raise UsageError for an unknown format, encoding, order of dates, repair, language
    or field of `map`, and for a date that is none or could be two days."""
    if options.format and options.format not in READERS:
        raise UsageError(
            f"no format is called “{options.format}”", hint=f"valid: {', '.join(READERS)}"
        )
    asked_codec(options.encoding)
    check_map(options.map)
    check_repairs(options.repair)
    check_wanted(options)
    if options.date_order not in ("", *ORDERS):
        what = f"no order of dates is called “{options.date_order}”"
        raise UsageError(what, hint=f"valid: {', '.join(ORDERS)}")
    _day(options)


def _day(options: Options) -> str:
    """The ISO date that the user gave for all articles; empty where none was given."""
    dates = DateColumn("", options.date_order)
    day = dates.order().day(options.published)
    if options.published and not day:
        what = f"--published: “{options.published}” is no date, or could be two days"
        raise UsageError(what, hint="write 2025-01-29")
    return day


def format_of(file: File, options: Options) -> str:
    """The name of the format that a file is read as. Raises ReadError where that is none."""
    return _reader_of(file, options).name


def _reader_of(file: File, options: Options) -> Reader:
    """The reader of a file: the format asked for, else that of its suffix, else text."""
    if options.format:
        return READERS[options.format]
    suffix = file.suffix
    if not suffix:
        return READERS["text"]
    for reader in READERS.values():
        if suffix in reader.suffixes:
            return reader
    open_file(file, [b""]).close()
    known = ", ".join(each for reader in READERS.values() for each in reader.suffixes)
    hint = _HINTS.get(suffix, f"known: {known}; or say --format")
    raise ReadError(f"no article format has the suffix “{suffix}”", file=file.name, hint=hint)
