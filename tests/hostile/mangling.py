"""Sound bytes made unsound: flips, cuts, repetitions, and insertions of what parsers trip over."""

from __future__ import annotations

import gzip
import zipfile
from collections.abc import Callable
from io import BytesIO
from random import Random

NASTY: tuple[bytes, ...] = (
    b"\0",
    b"\x1b]52;c;aGk=\x07",
    b"\x1b[2J",
    b"\r",
    b"\n",
    b"\t",
    b'"',
    b"'",
    b"\\",
    b"<",
    b"&",
    b"[",
    b"{" * 300,
    b"(" * 300,
    b"-",
    b"%",
    b"*",
    b"\x80",
    b"\xff\xfe",
    b"\xed\xa0\x80",
    b"\xef\xbb\xbf",
    b"\xc0\x80",
    b"&#x110000;&#0;&bomb;",
    b"<!DOCTYPE d [<!ENTITY bomb 'x'>]>",
    b"\\ud800",
    b"\\u0000",
    b"\\bin99999999 ",
    b"NaN",
    b"-Infinity",
    b"1e999",
    b"9" * 5000,
    b"-1",
    b"2147483648",
    b"18446744073709551616",
    b"9999-99-99",
    b"[[" * 200,
    "\u202e\u2066\u200f".encode(),
    "\x9b2J\x85".encode(),
    "\u0661\u0662\u00b2\u2460".encode(),  # digits that int() takes, and some that it does not
    ("e" + "\u0301" * 1200).encode(),
    "\U000e0001\ufeff\u2028".encode(),
)  # fmt: skip


def _flipped(content: bytearray, chance: Random) -> None:
    content[chance.randrange(len(content))] ^= 1 << chance.randrange(8)


def _replaced(content: bytearray, chance: Random) -> None:
    content[chance.randrange(len(content))] = chance.choice((0, 9, 10, 32, 127, 128, 255))


def _cut(content: bytearray, chance: Random) -> None:
    del content[chance.randrange(len(content)) :]


def _taken_out(content: bytearray, chance: Random) -> None:
    at = chance.randrange(len(content))
    del content[at : at + chance.choice((1, 4, 40))]


def _repeated(content: bytearray, chance: Random) -> None:
    at = chance.randrange(len(content))
    part = content[at : at + chance.choice((1, 8, 80, 800))]
    content[at:at] = part * chance.choice((1, 2, 20))


def _moved(content: bytearray, chance: Random) -> None:
    at = chance.randrange(len(content))
    part = content[at : at + chance.choice((2, 20, 200))]
    to = chance.randrange(len(content))
    content[to : to + len(part)] = part


def _inserted(content: bytearray, chance: Random) -> None:
    at = chance.randrange(len(content) + 1)
    content[at:at] = chance.choice(NASTY)


_EDITS: tuple[Callable[[bytearray, Random], None], ...] = (
    *(_flipped, _replaced, _cut, _taken_out, _repeated, _moved),
    *(_inserted, _inserted, _inserted),
)


def mangled(content: bytes, chance: Random) -> bytes:
    """The bytes with one to four faults; those of an archive also inside one of its parts."""
    if content.startswith(b"PK\x03\x04") and chance.random() < 0.7:
        return _with_a_part_mangled(content, chance)
    if content.startswith(b"\x1f\x8b") and chance.random() < 0.7:
        return gzip.compress(_edited(gzip.decompress(content), chance), mtime=0)
    return _edited(content, chance)


def _edited(content: bytes, chance: Random) -> bytes:
    edited = bytearray(content)
    for _ in range(chance.choice((1, 1, 2, 4))):
        if edited:
            chance.choice(_EDITS)(edited, chance)
    return bytes(edited)


def _with_a_part_mangled(content: bytes, chance: Random) -> bytes:
    """The archive packed anew, one of its parts with faults."""
    with zipfile.ZipFile(BytesIO(content)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    chosen = chance.choice(list(parts))
    parts[chosen] = _edited(parts[chosen], chance)
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(zipfile.ZipInfo(name), part)
    return stream.getvalue()
