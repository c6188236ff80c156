"""Positions in TOML text: each key and value is found exactly where it was written."""

import json
import tomllib
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from framing.errors import LexiconError
from framing.lexicons.formats.source_text import Source
from framing.lexicons.formats.toml_positions import Path, find_positions

BLANKS = st.sampled_from(["", " ", "\t ", "  "])
BREAKS = st.sampled_from(["", "\n", " \n\n ", ' # "[{ a = 1 }]\n', "\n#'''\n\t"])
NAMES = st.sampled_from(["a", "b-2", "c_d", "7", "a b", 'q"]', "n\u00fc", "=", ".", ""])
SCALARS = st.sampled_from(
    [
        "1",
        "-2.5e3",
        "true",
        "nan",
        "1979-05-27 07:32:00",
        "0xff",
        '""',
        "''",
        '"a # b"',
        '"\\"[\\\\"',
        "'{\\'",
        '"""\n"" \\""" ]\n"""',
        '"""""two""\\\n  """',
        "''''one'\n]'''''",
        '""""""',
    ]
)
KEPT = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAMES, inner, max_size=3),
    max_leaves=8,
)
DOCUMENTS = st.dictionaries(NAMES, KEPT, max_size=4)


class Writer:
    """Writes TOML in any layout and keeps where it put each key and value."""

    def __init__(self, data: st.DataObject) -> None:
        self.data = data
        self.text = ""
        self.keys: dict[Path, int] = {}
        self.values: dict[Path, int] = {}

    def write(self, *parts: str | st.SearchStrategy[str]) -> None:
        for part in parts:
            self.text += part if isinstance(part, str) else self.data.draw(part)

    def key(self, name: str) -> int:
        at = len(self.text)
        bare = name.replace("-", "").replace("_", "")
        plain = bare.isascii() and bare.isalnum()
        self.write(st.sampled_from([json.dumps(name), f"'{name}'"] + [name] * plain))
        return at

    def pair(self, table: Path, outer: tuple[str, ...], name: str, value: object) -> None:
        """Write `outer.name = value`."""
        path = table
        self.write(BLANKS)
        for part in outer:
            path = (*path, part)
            at = self.key(part)
            self.keys.setdefault(path, at)
            self.values.setdefault(path, at)
            self.write(BLANKS, ".", BLANKS)
        path = (*path, name)
        self.keys[path] = self.key(name)
        self.write(BLANKS, "=", BLANKS)
        self.value(value, path)
        self.write(BLANKS)

    def value(self, value: object, path: Path) -> None:
        self.values[path] = len(self.text)
        if isinstance(value, list):
            self.write("[")
            for index, item in enumerate(value):
                self.write("," * (index > 0), BREAKS)
                self.keys[(*path, index)] = len(self.text)
                self.value(item, (*path, index))
                self.write(BREAKS)
            self.write(BREAKS, "]")
        elif isinstance(value, dict):
            self.write("{")
            for index, (outer, name, item) in enumerate(self.flat(value)):
                self.write("," * (index > 0))
                self.pair(path, outer, name, item)
            self.write(BLANKS, "}")
        else:
            self.write(str(value))

    def flat(
        self, table: dict[str, object], outer: tuple[str, ...] = ()
    ) -> Iterator[tuple[tuple[str, ...], str, object]]:
        """The pairs of a table; some of its tables are taken apart into dotted keys."""
        for name, value in table.items():
            if isinstance(value, dict) and value and self.data.draw(st.booleans()):
                yield from self.flat(value, (*outer, name))
            else:
                yield outer, name, value

    def lines(self, table: dict[str, object], path: Path) -> None:
        for outer, name, value in self.flat(table):
            self.write(BREAKS)
            self.pair(path, outer, name, value)
            self.write("\n")

    def header(self, name: str, table: dict[str, object], path: Path, marks: str) -> None:
        self.write(BREAKS, marks, BLANKS)
        at = self.key(name)
        self.write(BLANKS, "]" * len(marks), BLANKS, "\n")
        self.keys.setdefault((name,), at)
        self.values.setdefault((name,), at)
        self.keys[path] = self.values[path] = at
        self.lines(table, path)

    def document(self, content: dict[str, object]) -> None:
        """Write pairs, then tables and lists of two equal tables."""
        self.lines({key: each for key, each in content.items() if not isinstance(each, dict)}, ())
        for name, table in content.items():
            if isinstance(table, dict) and self.data.draw(st.booleans()):
                self.header(name, table, (name, 0), "[[")
                self.header(name, table, (name, 1), "[[")
            elif isinstance(table, dict):
                self.header(name, table, (name,), "[")


@given(st.data(), DOCUMENTS)
def test_everything_is_found_where_it_was_written(
    data: st.DataObject, content: dict[str, object]
) -> None:
    writer = Writer(data)
    writer.document(content)
    tomllib.loads(writer.text)
    found = find_positions(Source.of("f", writer.text))
    assert found.values == writer.values
    assert found.keys == writer.keys


@given(st.text(alphabet="a.=[]{}\"'#,\n \\1", max_size=40))
def test_text_that_is_no_toml_is_left_to_the_parser(text: str) -> None:
    try:
        find_positions(Source.of("f", text))
    except LexiconError:
        # What is refused here, the parser refuses too.
        with pytest.raises(tomllib.TOMLDecodeError):
            tomllib.loads(text)


def test_tables_inside_lists_of_tables() -> None:
    text = "[[a]]\n[a.b]\nc = 1\n[[a]]\n[[a.d]]\n[[a.d]]\ne.f = 2\n"
    assert tomllib.loads(text) == {"a": [{"b": {"c": 1}}, {"d": [{}, {"e": {"f": 2}}]}]}
    source = Source.of("f", text)
    found = find_positions(source)
    lines = {path: source.line(offset) for path, offset in found.values.items()}
    assert lines[("a", 0, "b", "c")] == 3
    assert lines[("a", 1)] == 4
    assert lines[("a", 1, "d", 0)] == 5
    assert lines[("a", 1, "d", 1, "e", "f")] == 7
