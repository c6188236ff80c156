"""Editing the text of a lexicon file: what is added is there, and all else stays as it was."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from framing.errors import LexiconError
from framing.lexicons.editing import next_version, with_term, with_version
from framing.lexicons.formats.toml import read_toml
from framing.places import bundled
from tests.laws import examples

LINES = """\
name = "aid"
version = '1.9' # counted by hand

[dimensions.aid]
terms = [
  "grant*",  # money
]
"""
INLINE = 'name = "aid"\n[dimensions.aid]\nterms = ["grant*", "loan"]\n'
WITHOUT = """\
name = "aid"
[dimensions.aid]
title = "Aid"
[[dimensions.aid.terms_with]]
patterns = ["grant*"]
weight = 2
"""


@pytest.mark.parametrize("text", [LINES, INLINE, WITHOUT])
def test_a_term_more(text: str) -> None:
    changed, line = with_term(text, "aid", "aid* for firms")
    before, after = read_toml(text, ""), read_toml(changed, "")
    (old,), (new,) = before.dimensions, after.dimensions
    assert set(new.entries) == {*old.entries, "aid* for firms"}
    assert new.entries["aid* for firms"].line == line
    kept = changed.splitlines()
    assert [each for each in text.splitlines() if each not in kept] in (
        [],
        ['terms = ["grant*", "loan"]'],
    )


BARE = (
    """\
name = "aid"

[dimensions.aid]
title = "Aid"
description = """
    + '"""\\\nWhat helps.\n# and what does not"""'
    + """

# What is no aid.
exclude = ["grant park"]
"""
)


def test_the_first_term_stands_below_what_is_said_of_the_dimension() -> None:
    changed, line = with_term(BARE, "aid", "grant*")
    assert changed.split("# and what does not")[1] == (
        '"""\n\nterms = [\n  "grant*",\n]\n# What is no aid.\nexclude = ["grant park"]\n'
    )
    assert changed.splitlines()[line - 1] == '  "grant*",'
    assert "grant*" in read_toml(changed, "").dimensions[0].entries


def test_the_first_term_of_a_dimension_at_the_end_of_a_text() -> None:
    changed, line = with_term('name = "aid"\n[dimensions.aid]\ntitle = "Aid"', "aid", "grant*")
    assert changed.endswith('title = "Aid"\nterms = [\n  "grant*",\n]\n')
    assert line == 5


def test_a_dimension_without_a_table_of_its_own() -> None:
    text = 'name = "aid"\ndimensions.aid.title = "Aid"\ndimensions.aid.exclude = ["x"]\n'
    with pytest.raises(LexiconError, match="is not found"):
        with_term(text, "aid", "grant*")


def test_a_term_more_in_each_bundled_lexicon() -> None:
    for path in bundled("lexicons").glob("*.toml"):
        text = path.read_text(encoding="utf-8")
        for dimension in read_toml(text, "").dimensions:
            changed, line = with_term(text, dimension.name, "zyzzyva")
            found = read_toml(changed, "").entry(dimension.name, "zyzzyva")
            assert found is not None
            assert found.line == line


def test_a_dimension_that_is_not_there() -> None:
    with pytest.raises(LexiconError, match="“risk”"):
        with_term(LINES, "risk", "word")


@examples(30)
@given(st.text(st.characters(exclude_categories=["C", "Z"]), min_size=1))
def test_any_version(version: str) -> None:
    """It is read back in normal form C, as all that a lexicon says."""
    for text in (LINES, INLINE):
        found = read_toml(with_version(text, version), "").version
        assert found == unicodedata.normalize("NFC", version)


def test_another_version_leaves_all_else() -> None:
    assert with_version(LINES, "2.0") == LINES.replace("'1.9'", '"2.0"')


@pytest.mark.parametrize(
    ("version", "after"),
    [("1.9", "1.10"), ("2", "3"), ("", "1"), ("beta", "beta.1"), ("2024-05", "2024-6")],
)
def test_the_version_after(version: str, after: str) -> None:
    assert next_version(version) == after
