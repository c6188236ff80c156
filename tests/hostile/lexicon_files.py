"""Hostile lexicon files in every format that is read, and what is right of each."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from framing.lexicons.formats import FORMATS, Format, written
from framing.limits import MIB
from tests.hostile.articles_made import BIDI, EVERY_BYTE, MARKUP
from tests.hostile.outcome import Case, Refuses, Takes
from tests.lexicons.test_formats_refusals import REFUSED as FOREIGN
from tests.lexicons.test_formats_round_trips import NESTED
from tests.lexicons.test_lexicon_files import REFUSED as TOML

REFUSED = {
    **{
        title: Case(f"x.{title.split(',')[0]}", content, Refuses(f":{said}"))
        for title, (content, said) in FOREIGN.items()
        if title != "yaml, large"  # a file is measured before it is read
    },
    **{
        f"toml, {title}": Case("x.toml", content, Refuses(said))
        for title, (content, said) in TOML.items()
    },
}
"""What the tests of the formats refuse, for the commands."""

EMPTY = {f"{name}: empty": Case(f"x.{name}", b"", Refuses("x.")) for name in FORMATS}

JUNK = {
    f"{name}: every byte": Case(
        f"x.{name}", EVERY_BYTE, Refuses("x.ykd" if name == "ykd" else "a NUL byte")
    )
    for name in FORMATS
}


def _larger(form: Format) -> bytes:
    return bytes(form.largest + 1)


LARGE = {
    f"{name}: larger than the cap": Case(f"x.{name}", partial(_larger, form), Refuses("larger"))
    for name, form in FORMATS.items()
    if form.largest < 3 * MIB
}


def _half(name: str) -> str:
    content = written(Path(f"x.{name}"), NESTED)
    return content[: len(content) // 2]


CUT = {
    f"{name}: cut in half": Case(f"x.{name}", _half(name), Refuses(why))
    for name, why in {
        "toml": "neither terms nor",
        "dic": "x.dic:",
        "ykd": "XML",
        "json": "JSON",
    }.items()
}

HEAD = 'name = "x"\n[dimensions.d]\nterms = ["risk"]\n'
NAME = "é" * 64
MARKED = ("[/red]", "{{7*7}}", "=1+1", "; DROP TABLE scores; --", "__proto__")
FIVE_HUNDRED = tuple(f"d{number}" for number in range(500))


def _toml(*names: str) -> str:
    """A lexicon of dimensions with these names."""
    return "name = 'x'\n" + "".join(f"[dimensions.'{each}']\nterms = ['risk']\n" for each in names)


TAKEN = {
    "a title that is markup": Case("x.toml", f"title = '{MARKUP}'\n{HEAD}", Takes("d")),
    "names that are markup": Case("x.toml", _toml(*MARKED), Takes(*MARKED)),
    "a long name": Case("x.toml", _toml(NAME), Takes(NAME)),
    "five hundred dimensions": Case("x.toml", _toml(*FIVE_HUNDRED), Takes(*FIVE_HUNDRED)),
    "categories that are formulas": Case(
        "x.csv", "term,dimension\nrisk,=1+1\nwave,@sea\n", Takes("=1+1", "@sea")
    ),
    "a path as a category": Case("x.yaml", '"../../etc":\n  - passwd\n', Takes("../../etc")),
    "no, yes and null as terms": Case("x.yaml", "sea: [no, yes, null, off]\n", Takes("sea")),
    "markup in XML": Case(
        "x.ykd",
        '<dictionary><cnode name="[/red] &lt;b&gt;"><pnode name="wave"/></cnode></dictionary>',
        Takes("[/red] <b>"),
    ),
    "in UTF-16": Case("x.csv", "term,dimension\nwave,sea\n".encode("utf-16"), Takes("sea")),
    "with a byte mark": Case("x.dic", "\ufeff%\n1\tsea\n%\nwave\t1\n", Takes("sea")),
    "no line end at the end": Case("x.txt", "wave\ntide", Takes("x")),
    "names of one letter": Case("x.json", '{"a": ["wave"], "A b": ["tide"]}', Takes("a", "A b")),
}

STEERS = {
    f"{name}: a term that steers": Case(
        f"x.{name}", content, Refuses("can never match" if name == "toml" else "U+001B")
    )
    for name, content in {
        "toml": 'name = "x"\n[dimensions.d]\nterms = ["ri\\u001bsk"]\n',
        "csv": "term,dimension\nwave,sea\nti\x1b[2Jde,sea\n",
        "tsv": "term\tdimension\nwave\tsea\nti\x1b[2Jde\tsea\n",
        "txt": "wave\nti\x1b[2Jde\n",
        "dic": "%\n1\tsea\n%\nti\x1b[2Jde\t1\n",
        "dicx": "DicTerm,sea\nti\x1b[2Jde,X\n",
        "yaml": "sea:\n  - ti\x1b[2Jde\n",
        "cat": "A\n\tti\x1b[2Jde (1)\n",
        "lc3": "+sea\nti\x1b[2Jde\n",
        "vbpro": ">>sea<<\nti\x1b[2Jde\n",
        "json": '{"sea": ["ti\\u001b[2Jde"]}',
    }.items()
} | {
    f"{name}: a name that steers": Case(f"x.{name}", content, Refuses("name"))
    for name, content in {
        "toml": f'name = "x"\n[dimensions."d{BIDI}"]\nterms = ["risk"]\n',
        "csv": f"term,dimension\nwave,sea{BIDI}\n",
        "dic": f"%\n1\tsea{BIDI}\n%\nwave\t1\n",
        "dicx": f"DicTerm,sea{BIDI}\nwave,X\n",
        "yaml": f"sea{BIDI}:\n  - wave\n",
        "cat": f"A{BIDI}\n\twave (1)\n",
        "ykd": f'<dictionary><cnode name="A{BIDI}"><pnode name="wave"/></cnode></dictionary>',
        "lc3": f"+sea{BIDI}\nwave\n",
        "vbpro": f">>sea{BIDI}<<\nwave\n",
        "json": '{"sea\\u202e": ["wave"]}',
    }.items()
}

CASES: dict[str, Case] = {**REFUSED, **EMPTY, **JUNK, **LARGE, **CUT, **TAKEN, **STEERS}
"""By what is wrong with the file."""
