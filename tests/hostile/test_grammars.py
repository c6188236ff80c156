"""What a user or a file may write in a small language: read, or refused as its parser says."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from framing.articles import File, Options, read
from framing.articles.dates import find_dates, parse_date
from framing.errors import FramingError, LexiconError, ReadError, UsageError
from framing.lexicons.formats import parse_lexicon
from framing.lexicons.patterns import parse_pattern
from framing.library import Library, Selection
from framing.matching import Scanner
from framing.model import Article
from tests.hostile.parsers import coded_library
from tests.laws import examples
from tui.filters import as_rules, filter_in_words

ANY = st.text(max_size=12)


def written(*tokens: str) -> st.SearchStrategy[str]:
    """Texts of the tokens of a language, with some of anything between."""
    return st.lists(st.sampled_from(tokens) | ANY, max_size=12).map("".join)


RULES = written(
    *("source", "published", "words", "story", "family", "meta.", "meta.a", "id", "set", "unit"),
    *("=", "!=", "~", "!~", "<", "<=", ">", ">=", " OR ", " AND ", '"', "-", "*", "'", "%", "\0"),
    *("2020", "2020-01", "nan", "inf", "-1", "1e999", "aid", "subsidy", " ", ")", "NEAR(", "NOT "),
)  # fmt: skip
DATES = written(
    *("2025", "25", "02", "9", "0", "31", "99", "-", "/", ".", " ", ",", "T", "Z", "+01:00"),
    *("9 February 2025", "févr.", "Monday", "am", "12:30", "年", "月", "日", "令和"),
    *("元年", "٣", "²"),
)  # fmt: skip
PATTERNS = written(
    "aid", "subsid*", "*", "?", " ", "-", "'s", "’", "é", "e\u0301", "中", ".", "\u200d", "R&D"
)
YAML = written(
    "a:",
    " ",
    "\n",
    "  ",
    "- ",
    "[",
    "]",
    "{",
    "}",
    "&a",
    "*a",
    "!!",
    "|",
    "'",
    '"',
    "#",
    "<<:",
    "no",
)
TOML = written(
    'name = "x"',
    "\n",
    "[dimensions.d]",
    "terms = [",
    '"aid"',
    "]",
    ",",
    "{",
    "}",
    "=",
    ".",
    '"""',
    "#",
    "nan",
)
JSON = written(
    "{",
    "}",
    "[",
    "]",
    '"a"',
    ":",
    ",",
    "NaN",
    "1e999",
    '"\\ud800"',
    "\\u0000",
    "null",
    " ",
    "9" * 5000,
)
CSV = written(
    "term", ",", "\n", "dimension", '"', "aid", "sea", "\t", ";", "1", "nan", "=", "sep=,", "\r"
)
FRONT = written(
    "---\n",
    "+++\n",
    "a: b\n",
    "title: ",
    "[",
    "]",
    "'",
    '"',
    "|\n",
    "- ",
    "#",
    "a:: b\n",
    "x = ",
    "\n",
)


@pytest.fixture(scope="module")
def library() -> Iterator[Library]:
    with Library(coded_library()) as opened:
        yield opened


@examples(400)
@given(RULES)
def test_rules(library: Library, rule: str) -> None:
    for selection in (Selection(where=(rule,)), as_rules(rule)):
        try:
            chosen = library.sets.select(selection)
        except FramingError as error:
            assert error.exit_code in (1, 2)
        else:
            assert set(chosen) <= set(library.articles.ids())
    filter_in_words(rule)


@examples(400)
@given(DATES)
def test_dates(date: str) -> None:
    try:
        day = parse_date(date)
    except ValueError:
        day = ""
    assert day == "" or len(day) == 10
    assert all(0 <= len(found.iso) <= 10 for found in find_dates(date))


@examples(400)
@given(PATTERNS)
def test_patterns(pattern: str) -> None:
    try:
        parse_pattern(pattern)
    except ValueError as error:
        assert str(error)


@pytest.mark.parametrize(
    ("suffix", "texts"),
    [("yaml", YAML), ("toml", TOML), ("json", JSON), ("csv", CSV), ("txt", PATTERNS), ("dic", CSV)],
)
@examples(300)
@given(st.data())
def test_lexicons(suffix: str, texts: st.SearchStrategy[str], data: st.DataObject) -> None:
    content = data.draw(texts).encode("utf-8", "surrogatepass")
    try:
        lexicon = parse_lexicon(Path(f"x.{suffix}"), content)
    except LexiconError as error:
        assert "\n" not in str(error)
    else:
        Scanner([lexicon]).rate([Article("0", "aid and a subsidy")])


@pytest.mark.parametrize(
    ("suffix", "texts"), [("json", JSON), ("jsonl", JSON), ("csv", CSV), ("md", FRONT)]
)
@examples(300)
@given(st.data())
def test_articles(
    tmp_path_factory: pytest.TempPathFactory,
    suffix: str,
    texts: st.SearchStrategy[str],
    data: st.DataObject,
) -> None:
    path = tmp_path_factory.getbasetemp() / f"a.{suffix}"
    path.write_bytes(data.draw(texts).encode("utf-8", "surrogatepass"))
    try:
        for draft in read(
            File(path.name, path), Options(map={"text": "term"} if suffix == "csv" else {})
        ):
            assert draft.text.strip() or draft.meta is not None
    except (ReadError, UsageError) as error:
        assert "\n" not in str(error)
