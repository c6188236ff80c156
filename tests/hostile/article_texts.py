"""Hostile files of articles in formats of text: encodings, tables, JSON, Markdown, pages."""

from __future__ import annotations

import json

from framing.limits import MIB
from tests.hostile.articles_made import BIDI, BODY, WORSE
from tests.hostile.outcome import Case, Refuses, Takes

LONG_WORD = "x" * 100_000

ENCODINGS = {
    "latin-1 without a word of it": Case(
        "a.txt", b"Caf\xe9 " + BODY.encode(), Refuses(":1: the byte 0xe9")
    ),
    "latin-1, named": Case(
        "a.txt", b"Caf\xe9. " + BODY.encode(), Takes("Café. The"), ("--encoding", "latin1")
    ),
    "a byte mark": Case("a.txt", b"\xef\xbb\xbf" + BODY.encode(), Takes("The harbour")),
    "only a byte mark": Case("a.txt", b"\xef\xbb\xbf", Refuses("blank")),
    "UTF-16 with a mark": Case("a.txt", BODY.encode("utf-16"), Takes("The harbour")),
    "UTF-16 without a mark": Case("a.txt", BODY.encode("utf-16-le"), Refuses(":1: a NUL")),
    "UTF-16 of odd length": Case("a.txt", BODY.encode("utf-16")[:-1], Refuses("UTF-16")),
    "UTF-32 with a mark": Case("a.txt", BODY.encode("utf-32"), Takes("The harbour")),
    "half a character": Case("a.txt", BODY.encode() + b"\n\xe2\x82", Refuses(":2: the byte 0xe2")),
    "overlong NUL": Case("a.txt", b"ab\xc0\x80cd " + BODY.encode(), Refuses("the byte 0xc0")),
    "half a surrogate pair in bytes": Case("a.txt", b"ab\xed\xa0\x80", Refuses("the byte 0xed")),
    "a NUL in the third line": Case("a.txt", b"A\n\nB\0\n", Refuses(":3: a NUL")),
    "an encoding that is none": Case(
        "a.txt", BODY, Refuses("no encoding is called", 2), ("--encoding", "rot13\x1b[2J")
    ),
    "a page of UTF-7": Case(
        "a.html", f'<meta charset="utf-7\u202e"><p>{BODY}</p>', Refuses("utf-7")
    ),
    "a page of latin-1": Case(
        "a.html",
        f'<meta charset="latin1"><p>Caf\xe9. {BODY}</p>'.encode("latin1"),
        Takes("Café. The"),
    ),
    "a replacement character of its own": Case(
        "a.txt", f"A \ufffd. {BODY}", Takes("A \ufffd. The")
    ),
    "only blanks": Case("a.txt", " \n\t\u00a0\u3000\n", Refuses("blank")),
    "only zero-width spaces": Case("a.txt", "\u200b\u200b\ufeff\n" + BODY, Takes(BODY)),
    "marks without end on one letter": Case(
        "a.txt", "e" + "\u0301" * 2_000, Refuses("combining marks")
    ),
    "one word without end": Case("a.txt", LONG_WORD, Takes(LONG_WORD)),
    "line ends of all kinds": Case(
        "a.txt", f"A\rB\r\nC\n\n{BODY}\x85\u2028x", Takes("A\nB\nC\n\nThe")
    ),
}


GOOD = f'A,"{BODY}"'


def _rows(*rows: str, head: str = "title,text") -> str:
    return "\n".join((head, *rows, ""))


TABLES = {
    "a quote that swallows the rest": Case(
        "a.csv", _rows(GOOD, 'B,"x ' + BODY, GOOD, GOOD), Refuses(":3:")
    ),
    "a quote never closed": Case(
        "a.csv", _rows("A,The", 'B,"x', *["C,So it goes."] * 3000), Refuses(":3:")
    ),
    "a row too long": Case("a.csv", _rows(GOOD, "B,x,y,z"), Refuses(":3:")),
    "a row too long, passed over": Case(
        "a.csv",
        _rows(GOOD, "B,x,y,z", f'C,"Third. {BODY}"'),
        Takes("The", "Third."),
        ("--skip-bad-rows",),
    ),
    "a row too short": Case("a.csv", _rows(GOOD, "B"), Refuses(":3:")),
    "bad row at the end of many": Case(
        "a.csv", _rows(*(f'{n},"{n} {BODY}"' for n in range(3000)), "B,x,y"), Refuses(":3002:")
    ),
    "no rows": Case("a.csv", _rows(), Refuses("no rows")),
    "a column twice": Case(
        "a.csv", _rows("a,b,c", head="text,title,text"), Refuses(":1: two columns have one name")
    ),
    "no column of texts": Case("a.csv", _rows("a,b", head="\x1b[2Jx,y\u202e"), Refuses("text")),
    "a NUL in a cell": Case("a.csv", _rows(GOOD, "B,x\0y"), Refuses(":3:")),
    "a NUL behind many rows": Case("a.csv", _rows(*([GOOD] * 3000), "B,x\0y"), Refuses(":3002:")),
    "formulas": Case("a.csv", _rows("=cmd|' /C calc'!A0,=HYPERLINK() so"), Takes("=HYPERLINK")),
    "a row of 17 MiB": Case(
        "a.csv", lambda: _rows(GOOD, "B," + "x" * (17 * MIB)).encode(), Refuses("16 MiB")
    ),
    "ten thousand columns": Case(
        "a.csv",
        _rows("x," * 10_000 + "The", head=",".join(f"c{n}" for n in range(10_000)) + ",text"),
        Takes("The"),
    ),
    "a header that steers": Case("a.csv", _rows("The,x", head=f"text,\x1b[2J{BIDI}"), Takes("The")),
    "dates of no calendar": Case(
        "a.csv",
        _rows(
            *(
                f'{day},"{n} {BODY}"'
                for n, day in enumerate(
                    (
                        "9999-99-99",
                        "0000-00-00",
                        "1e999",
                        "\x1b[2J",
                        "٣٠٠٠/٩٩/٩٩",
                        "31 February 2020",
                        "-1",
                        "9" * 5000,
                    )
                )
            ),
            head="published,text",
        ),
        Takes(*(f"{n} The" for n in range(8))),
    ),
    "bare carriage returns": Case("a.csv", f"title,text\r{GOOD}\r", Takes("The")),
    "names of columns that are code": Case(
        "a.csv",
        _rows("The,1,2,3", head="text,__class__,'; DROP TABLE articles; --,$x.y"),
        Takes("The"),
    ),
    "bytes of Python in no encoding": Case(
        "a.csv", _rows("A,b'The \\xff\\n harbour'"), Takes("\\xff")
    ),
    "bytes of Python that are none": Case(
        "a.csv", _rows("A,b'The \\xzz harbour'", "B,b'Grüße \\n'"), Takes("\\xzz", "Grüße")
    ),
    "semicolons and tabs at once": Case("a.tsv", f"title\ttext\nA;B\t{BODY}\n", Takes("The")),
}


def _lines(*rows: str) -> str:
    return "\n".join((*rows, ""))


SOUND = json.dumps({"text": BODY})
DIGITS = "9" * 5000
DEEP = "[" * 100_000 + "]" * 100_000
OBJECTS = {
    "NaN": Case("a.jsonl", _lines(SOUND, '{"text": "x y", "n": NaN}'), Takes("The", "x y")),
    "infinity": Case("a.jsonl", _lines(SOUND, '{"text": "x y", "n": -Infinity}'), Refuses(":2:")),
    "a number past all bounds": Case(
        "a.jsonl", _lines(SOUND, '{"text": "x y", "n": 1e999}'), Refuses(":2:")
    ),
    "five thousand digits": Case(
        "a.jsonl", _lines(SOUND, f'{{"text": "x y", "n": {DIGITS}}}'), Refuses(":2:")
    ),
    "a key twice": Case("a.jsonl", _lines(SOUND, '{"text": "x y", "text": "z w"}'), Refuses(":2:")),
    "nesting without end": Case(
        "a.jsonl", _lines(SOUND, f'{{"text": "x y", "n": {DEEP}}}'), Refuses(":2:")
    ),
    "half a pair": Case("a.jsonl", _lines(SOUND, '{"text": "x \\ud800 y"}'), Refuses(":2:")),
    "half a pair, passed over": Case(
        "a.jsonl",
        _lines(SOUND, '{"text": "x \\ud800 y"}'),
        Takes("The", told="surrogate"),
        ("--skip-bad-rows",),
    ),
    "half a pair in a name": Case(
        "a.jsonl", _lines('{"text": "x y", "\\udfff": "z"}'), Refuses(":1:")
    ),
    "a whole pair": Case(
        "a.jsonl", _lines(f'{{"text": "x \\ud83d\\ude42 {BODY}"}}'), Takes("x 🙂 The")
    ),
    "an escaped NUL": Case("a.jsonl", _lines(SOUND, '{"text": "x \\u0000 y"}'), Refuses(":2:")),
    "what steers, escaped": Case(
        "a.jsonl", _lines(f'{{"text": "\\u001b[2J \\u202e {BODY}"}}'), Takes("\x1b[2J \u202e The")
    ),
    "a list": Case("a.jsonl", _lines(SOUND, "[1]"), Refuses(":2:")),
    "no text": Case("a.jsonl", _lines(SOUND, '{"title": "x"}'), Refuses(":2:")),
    "a text that is a number": Case("a.jsonl", _lines(SOUND, '{"text": 5}'), Refuses(":2:")),
    "two objects in a line": Case("a.jsonl", _lines(f"{SOUND} {SOUND}"), Refuses(":1:")),
    "a line of 17 MiB": Case(
        "a.jsonl",
        lambda: _lines(SOUND, '{"text": "%s"}' % ("x" * (17 * MIB))).encode(),
        Refuses("16 MiB"),
    ),
    "JSON of NaN": Case(
        "a.json", f'[{SOUND}, {{"text": "x", "n": Infinity}}]', Refuses("Infinity")
    ),
    "JSON of nesting": Case("a.json", DEEP, Refuses("nested too deeply")),
    "JSON that goes on": Case("a.json", f"[{SOUND}] x", Refuses("text follows")),
    "JSON of numbers": Case("a.json", "[1, 2]", Refuses("a number stands where an object")),
    "JSON of half a pair": Case(
        "a.json", f'[{SOUND}, {{"text": "\\udc00"}}]', Refuses("surrogate")
    ),
}


def _front(*lines: str) -> str:
    return "\n".join(("---", *lines, "---", "", BODY, ""))


MARKDOWN = {
    "what steers in front matter": Case(
        "a.md", _front(f"title: 'A {WORSE.replace(chr(39), '')}'", f"desk: {BIDI}"), Takes("The")
    ),
    "an alias bomb": Case(
        "a.md", _front("a: &a [x, x]", "b: &b [*a, *a, *a]", "c: [*b, *b, *b]"), Takes("The")
    ),
    "a tag": Case("a.md", _front("title: !!python/object/apply:os.system [id]"), Takes("The")),
    "a key twice, YAML": Case("a.md", _front("title: A", "title: B"), Refuses(":3:")),
    "never closed": Case("a.md", "---\ntitle: A\ndesk: B\n", Refuses("never closed")),
    "TOML of 5,000 digits": Case("a.md", f"+++\nn = {'9' * 5000}\n+++\n{BODY}\n", Refuses("TOML")),
    "TOML of dotted keys": Case(
        "a.md", f"+++\nx = {{ {'a.' * 30_000}a = 1 }}\n+++\n{BODY}\n", Refuses("a.md:2")
    ),
    "TOML of nesting": Case("a.md", f"+++\nx = {'[' * 30_000}\n+++\n{BODY}\n", Refuses("TOML")),
    "links without end": Case("a.md", "[" * 50_000 + BODY, Takes("[")),
}


def _page(body: str, head: str = "") -> str:
    return f"<!DOCTYPE html><html><head>{head}</head><body>{body}<p>{BODY}</p></body></html>"


PAGES = {
    "a script": Case("a.html", _page("<script>document.write('x')</script>"), Takes(BODY)),
    "entities past all characters": Case(
        "a.html", _page("<p>A &#x110000; &#0; &#xD800; &#27;[2J &#9999999999;</p>"), Takes(BODY)
    ),
    "ten thousand elements deep": Case("a.html", _page("<div>" * 10_000), Takes(BODY)),
    "a million open marks": Case("a.html", _page("<" * 1_000_000), Takes("")),
    "elements without end": Case(
        "a.html", lambda: _page("<b></b>" * 200_000).encode(), Refuses("elements")
    ),
    "files and addresses of others": Case(
        "a.html",
        _page(
            "<iframe src=file:///etc/passwd></iframe><img src=//127.0.0.1:9/x><link rel=stylesheet href=http://127.0.0.1:9/>",
            "<base href='file:///etc/'><meta http-equiv=refresh content='0;url=file:///etc/passwd'>",
        ),
        Takes(BODY),
    ),
    "JSON-LD of nesting": Case(
        "a.html", _page("", f'<script type="application/ld+json">{DEEP}</script>'), Takes(BODY)
    ),
    "JSON-LD that says all": Case(
        "a.html",
        _page(
            "",
            '<script type="application/ld+json">{"@type": "NewsArticle", "headline": [{}, '
            '"\\u001b[2J"], "author": [[["x"]], 5, null], "datePublished": {"a": 1e999}}</script>',
        ),
        Takes(BODY),
    ),
    "an internal definition": Case(
        "a.html", '<!DOCTYPE html [<!ENTITY x "y">]>' + _page("&x;"), Takes(BODY)
    ),
    "a comment never closed": Case("a.html", f"<p>{BODY}</p><!-- " + "x" * 1000, Takes(BODY)),
    "a page larger than the cap": Case(
        "a.html", lambda: b"<p>" + b"x" * (64 * MIB), Refuses("64 MiB")
    ),
}
