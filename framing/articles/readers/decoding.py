"""From bytes to text, strictly: a byte that the encoding does not know refuses the file.

The encoding is the one the user gave, else that of a byte order mark, else the one a page
declares, else UTF-8. Nothing is guessed. Labels mean what browsers take them for (WHATWG
Encoding): "iso-8859-1" is windows-1252, "gb2312" is GB 18030.
"""

from __future__ import annotations

import codecs
from typing import BinaryIO

from framing import limits
from framing.errors import ReadError, UsageError

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
"""Byte order marks; that of UTF-32 begins with that of UTF-16."""

_CODECS = {
    "utf8": "utf-8", "utf8sig": "utf-8",
    "utf16": "utf-16", "utf16le": "utf-16-le", "utf16be": "utf-16-be",
    "utf32": "utf-32", "utf32le": "utf-32-le", "utf32be": "utf-32-be",
    "ascii": "cp1252", "usascii": "cp1252", "iso88591": "cp1252", "latin1": "cp1252",
    "latin2": "iso8859_2", "latin9": "iso8859_15",
    "iso88599": "cp1254", "latin5": "cp1254", "iso885911": "cp874", "tis620": "cp874",
    "gb2312": "gb18030", "gbk": "gb18030", "gb18030": "gb18030", "cp936": "gb18030",
    "big5": "big5hkscs", "big5hkscs": "big5hkscs", "cp950": "cp950",
    "shiftjis": "cp932", "sjis": "cp932", "xsjis": "cp932", "windows31j": "cp932", "cp932": "cp932",
    "eucjp": "euc_jp", "euckr": "cp949", "ksc56011987": "cp949", "cp949": "cp949",
    "koi8r": "koi8_r", "koi8u": "koi8_u", "macintosh": "mac_roman", "macroman": "mac_roman",
    **{f"iso8859{part}": f"iso8859_{part}" for part in (2, 3, 4, 5, 6, 7, 8, 10, 13, 14, 15, 16)},
    **{f"windows{page}": f"cp{page}" for page in (874, *range(1250, 1259))},
    **{f"cp{page}": f"cp{page}" for page in (874, *range(1250, 1259))},
}  # fmt: skip
"""Label without case and punctuation to the codec that reads it."""


def codec_of(label: str) -> str:
    """The codec that a label names; empty for none that is read."""
    return _CODECS.get("".join(filter(str.isalnum, label.casefold())), "")


def asked_codec(label: str) -> str:
    """The codec of `--encoding`, empty where it was not given.

    Raises UsageError for a label that names none.
    """
    if label and not codec_of(label):
        raise UsageError(
            f"no encoding is called “{label}”",
            hint="try utf-8, utf-16, windows-1252, gb18030, big5, shift_jis, euc-kr or koi8-r",
        )
    return codec_of(label)


def declared_codec(label: str, file: str) -> str:
    """The codec that a file declares, that of UTF-8 where it declares none.

    Raises ReadError for a label that names none.
    """
    if label and not codec_of(label):
        what = f"the file declares the encoding “{label}”, which is not read"
        raise ReadError(what, file=file, hint="name another with --encoding")
    return codec_of(label) or "utf-8"


def marked_codec(opening: bytes) -> tuple[str, int]:
    """The codec that a byte order mark names, and the mark's length; empty and 0 for no mark."""
    for mark, codec in _MARKS:
        if opening.startswith(mark):
            return codec, len(mark)
    return "", 0


def decode(content: bytes, codec: str, file: str) -> str:
    """The text of bytes without byte order mark.

    Raises ReadError, with the line, for NUL and for a byte that the codec does not know.
    """
    if not codec.startswith(("utf-16", "utf-32")) and b"\0" in content:
        raise binary(file, content.count(b"\n", 0, content.index(b"\0")) + 1)
    try:
        text = content.decode(codec)
    except UnicodeDecodeError as error:
        before = content[: error.start].decode(codec)
        raise undecodable(file, before.count("\n") + 1, content[error.start], codec) from error
    if "\0" in text:
        raise binary(file, text.count("\n", 0, text.index("\0")) + 1)
    return text


def find_undecodable(stream: BinaryIO, codec: str, file: str) -> ReadError:
    """The error for the first byte of a stream that the codec does not know."""
    decoder = codecs.getincrementaldecoder(codec)()
    line = 1
    chunk = stream.read(limits.MIB)
    try:
        while chunk:
            line += decoder.decode(chunk).count("\n")
            chunk = stream.read(limits.MIB)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError as error:
        line += error.object[: error.start].decode(codec).count("\n")
        return undecodable(file, line, error.object[error.start], codec)
    return ReadError("the file changed while it was read", file=file, hint="try again")


def undecodable(file: str, line: int, byte: int, codec: str) -> ReadError:
    """The error for a byte that a codec does not know."""
    return ReadError(
        f"the byte 0x{byte:02x} is not {codec.upper()}",
        file=file,
        line=line,
        hint="name the file's encoding, such as --encoding windows-1252, or save it as UTF-8",
    )


def binary(file: str, line: int) -> ReadError:
    """The error for a NUL."""
    return ReadError(
        "a NUL character: this is a binary file, or UTF-16 without a byte order mark",
        file=file,
        line=line,
        hint="save it as UTF-8, or give --encoding utf-16-le",
    )
