"""Ten megabytes of anything are read or refused in a time that grows with their size only."""

import time
from collections.abc import Callable
from pathlib import Path

import pytest

from framing.errors import LexiconError
from framing.lexicons.formats import parse_reported

SIZE = 10 * 1024 * 1024
YAML_SIZE = 2 * 1024 * 1024 - 1024
LIWC = b"%\n1\ta\n%\n"


def full(piece: bytes, size: int = SIZE) -> bytes:
    return (piece * (size // len(piece) + 1))[:size]


def yaml(piece: bytes) -> bytes:
    return b"a:\n" + full(piece, YAML_SIZE)


def numbered(template: str, number: int) -> bytes:
    return "".join(template.format(n) for n in range(number)).encode()


SHAPES: dict[str, Callable[[], bytes]] = {
    "txt, one term": (lambda: full(b"word\n")),
    "txt, many terms": (lambda: numbered("w{}\n", 1_200_000)),
    "txt, no patterns": (lambda: numbered(":{})\n", 1_000_000)),
    "txt, no lines": (lambda: b"aa\n" + full(b"\n")),
    "txt, carriage returns": (lambda: b"aa" + full(b"\r")),
    "txt, remarks": (lambda: b"aa\n" + full(b"# \n")),
    "txt, marks": (lambda: full(("a" + "\u0301\u0323" * 99 + "\n").encode())),
    "tsv, zeros": (lambda: b"aa\t-1\n" + full(b"aa\t0\n")),
    "tsv, contradictions": (lambda: full(b"aa\t1\naa\t2\n")),
    "tsv, digits": (lambda: full(b"aa\t" + b"1" * 60_000 + b"\n")),
    "csv, quotes": (lambda: b"term,dimension\n" + full(b'"' * 60_000 + b"\n")),
    "csv, open quote": (lambda: b'term,dimension\n"aa,b\n' + full(b"bb,c\n")),
    "csv, commas": (lambda: full(b"," * 60_000 + b"\n")),
    "csv, broad header": (lambda: numbered("c{},", 8000) + b"\n" + full(b"aa,1\n")),
    "csv, header of one name": (lambda: b"class," * 8000 + b"\n" + full(b"aa,b\n")),
    "csv, many categories": (
        lambda: b"term," + numbered("c{},", 500) + b"\n" + full(b"aa" + b",1" * 500 + b"\n")
    ),
    "csv, many dimensions": (lambda: b"term,dimension\n" + numbered("aa,d{}\n", 900_000)),
    "dic, categories": (lambda: b"%\n" + numbered("{0}\tc{0}\n", 600_000)),
    "dic, codes": (lambda: LIWC + full(b"aa\t" + b"1 " * 30_000 + b"\n")),
    "dic, codes behind spaces": (lambda: LIWC + full(b"aa " + b"1 " * 30_000 + b"\n")),
    "dic, brackets": (lambda: LIWC + full(b"aa\t" + b"(1" * 30_000 + b"\n")),
    "dic, conditions": (lambda: LIWC + full(b"aa\t(1)2\n")),
    "dicx": (lambda: b"DicTerm,a\n" + full(b"aa,X\n")),
    "cat, deep": (lambda: b"".join(b"\t" * n + b"c\n" for n in range(4500))),
    "cat, wide": (lambda: numbered("c{}\n", 1_100_000)),
    "cat, spaces": (lambda: b"c\n" + full(b"\ta" + b" " * 60_000 + b"(1)\n")),
    "cat, brackets": (lambda: b"c\n" + full(b"\taa" + b"(" * 60_000 + b"1)\n")),
    "ykd, deep": (lambda: b"<dictionary>" + full(b'<cnode name="a">')),
    "ykd, wide": (lambda: b"<dictionary>" + numbered('<cnode name="a{}"/>', 400_000)),
    "ykd, attributes": (lambda: b"<dictionary " + numbered("a{}='' ", 900_000) + b"/>"),
    "ykd, one attribute": (lambda: b'<dictionary><cnode name="' + full(b"x")),
    "ykd, text": (lambda: b"<dictionary>" + full(b"x\n")),
    "ykd, entities": (lambda: b"<dictionary>" + full(b"&amp;")),
    "ykd, remarks": (lambda: b"<dictionary><!--" + full(b"- ")),
    "ykd, unknown": (lambda: b"<dictionary>" + full(b"<x/>")),
    "json, deep": (lambda: full(b"[")),
    "json, one text": (lambda: b'{"a": ["' + full(b"x")),
    "json, backslashes": (lambda: b'{"a": ["' + full(b"\\")),
    "json, terms": (lambda: b'{"a": [' + full(b'\n"aa",')),
    "json, numbers": (lambda: b'{"features": [' + full(b"1,")),
    "json, one number": (lambda: b'{"a": [' + full(b"1")),
    "json, names": (lambda: b"{" + numbered('"k{}":[],', 700_000)),
    "yaml, terms": (lambda: yaml(b"- aa\n")),
    "yaml, names": (lambda: numbered("k{}:\n", 200_000)),
    "yaml, dashes": (lambda: yaml(b" " + b"- " * 30_000 + b"\n")),
    "yaml, brackets": (lambda: b"a: [\n" + full(b"bb, " * 15_000 + b"\n", YAML_SIZE)),
    "yaml, spaces": (lambda: yaml(b" - a" + b" " * 60_000 + b"b\n")),
    "yaml, colons": (lambda: yaml(b" - a" + b" :" * 30_000 + b"\n")),
    "yaml, quotes": (lambda: yaml(b" - '" + b"'" * 60_000 + b"\n")),
    "yaml, backslashes": (lambda: yaml(b' - "' + b"\\" * 60_000 + b"\n")),
    "yaml, deep": (lambda: b"".join(b" " * n + b"a:\n" for n in range(2000))),
}


@pytest.mark.parametrize(("title", "content"), SHAPES.items(), ids=SHAPES)
def test_shape(title: str, content: Callable[[], bytes]) -> None:
    name = f"x.{title.split(',')[0]}"
    written = content()
    began = time.process_time()
    try:
        parse_reported(Path(name), written)
    except LexiconError as error:
        assert str(error).startswith(name)
    assert time.process_time() - began < 60
