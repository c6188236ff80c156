"""Ten megabytes of anything are read or refused with work that grows with their size only."""

from collections.abc import Callable
from math import isqrt
from pathlib import Path

import pytest

from framing.errors import LexiconError
from framing.lexicons.formats import parse_reported
from tests.growth import Linear

SIZE = 10 * 1024 * 1024
YAML_SIZE = 2 * 1024 * 1024 - 1024
LIWC = b"%\n1\ta\n%\n"

Made = Callable[[int], bytes]


def over(piece: bytes, size: int) -> bytes:
    """So many bytes of a piece over and over; the last may be cut."""
    return (piece * (size // len(piece) + 1))[:size]


def full(piece: bytes, head: bytes = b"") -> Made:
    return lambda size: head + over(piece, size)


def long_lines(begin: bytes, inner: bytes, end: bytes = b"\n", head: bytes = b"") -> Made:
    """170 lines, the longer the more bytes there are."""
    return lambda size: head + over(begin + inner * (size // 170 // len(inner)) + end, size)


def numbers(template: str, size: int) -> bytes:
    """About so many bytes of pieces with a number each."""
    return "".join(template.format(n) for n in range(size // len(template.format(size)))).encode()


def numbered(template: str, head: bytes = b"", tail: bytes = b"") -> Made:
    return lambda size: head + numbers(template, size) + tail


def deeper(inner: bytes, end: bytes) -> Made:
    """Lines of which each is deeper than the one before."""
    return lambda size: b"".join(inner * n + end for n in range(isqrt(2 * size)))


SHAPES: dict[str, Made] = {
    "txt, one term": full(b"word\n"),
    "txt, many terms": numbered("w{}\n"),
    "txt, no patterns": numbered(":{})\n"),
    "txt, no lines": full(b"\n", b"aa\n"),
    "txt, carriage returns": full(b"\r", b"aa"),
    "txt, remarks": full(b"# \n", b"aa\n"),
    "txt, marks": full(("a" + "\u0301\u0323" * 99 + "\n").encode()),
    "tsv, zeros": full(b"aa\t0\n", b"aa\t-1\n"),
    "tsv, contradictions": full(b"aa\t1\naa\t2\n"),
    "tsv, digits": long_lines(b"aa\t", b"1"),
    "csv, quotes": long_lines(b"", b'"', head=b"term,dimension\n"),
    "csv, open quote": full(b"bb,c\n", b'term,dimension\n"aa,b\n'),
    "csv, commas": long_lines(b"", b","),
    "csv, broad header": lambda size: (
        numbers("c{},", 99 + size // 200) + b"\n" + over(b"aa,1\n", size)
    ),
    "csv, header of one name": lambda size: (
        over(b"class,", 99 + size // 200) + over(b"\naa,b", size)
    ),
    "csv, many categories": lambda size: (
        b"term"
        + b"".join(b",c%d" % n for n in range(1 + size // 20_000))
        + over(b"\naa" + b",1" * (1 + size // 20_000), size)
    ),
    "csv, many dimensions": numbered("aa,d{}\n", b"term,dimension\n"),
    "dic, categories": numbered("{0}\tc{0}\n", b"%\n"),
    "dic, codes": long_lines(b"aa\t", b"1 ", head=LIWC),
    "dic, codes behind spaces": long_lines(b"aa ", b"1 ", head=LIWC),
    "dic, brackets": long_lines(b"aa\t", b"(1", head=LIWC),
    "dic, conditions": full(b"aa\t(1)2\n", LIWC),
    "dicx": full(b"aa,X\n", b"DicTerm,a\n"),
    "cat, deep": deeper(b"\t", b"c\n"),
    "cat, wide": numbered("c{}\n"),
    "cat, spaces": long_lines(b"\ta", b" ", b"(1)\n", head=b"c\n"),
    "cat, brackets": long_lines(b"\taa", b"(", b"1)\n", head=b"c\n"),
    "ykd, deep": full(b'<cnode name="a">', b"<dictionary>"),
    "ykd, wide": numbered('<cnode name="a{}"/>', b"<dictionary>"),
    "ykd, attributes": numbered("a{}='' ", b"<dictionary ", b"/>"),
    "ykd, one attribute": full(b"x", b'<dictionary><cnode name="'),
    "ykd, text": full(b"x\n", b"<dictionary>"),
    "ykd, entities": full(b"&amp;", b"<dictionary>"),
    "ykd, remarks": full(b"- ", b"<dictionary><!--"),
    "ykd, unknown": full(b"<x/>", b"<dictionary>"),
    "json, deep": full(b"["),
    "json, one text": full(b"x", b'{"a": ["'),
    "json, backslashes": full(b"\\", b'{"a": ["'),
    "json, terms": full(b'\n"aa",', b'{"a": ['),
    "json, numbers": full(b"1,", b'{"features": ['),
    "json, one number": full(b"1", b'{"a": ['),
    "json, names": numbered('"k{}":[],', b"{"),
    "yaml, terms": full(b"- aa\n", b"a:\n"),
    "yaml, names": numbered("k{}:\n"),
    "yaml, dashes": long_lines(b" ", b"- ", head=b"a:\n"),
    "yaml, brackets": long_lines(b"", b"bb, ", head=b"a: [\n"),
    "yaml, spaces": long_lines(b" - a", b" ", b"b\n", head=b"a:\n"),
    "yaml, colons": long_lines(b" - a", b" :", head=b"a:\n"),
    "yaml, quotes": long_lines(b" - '", b"'", head=b"a:\n"),
    "yaml, backslashes": long_lines(b' - "', b"\\", head=b"a:\n"),
    "yaml, deep": deeper(b" ", b"a:\n"),
}


@pytest.mark.parametrize(("title", "content"), SHAPES.items(), ids=SHAPES)
def test_shape(title: str, content: Made, linear: Linear) -> None:
    name = f"x.{title.split(',')[0]}"

    def read(written: bytes) -> None:
        try:
            parse_reported(Path(name), written)
        except LexiconError as error:
            assert str(error).startswith(name)

    linear(read, content, YAML_SIZE if name == "x.yaml" else SIZE)
