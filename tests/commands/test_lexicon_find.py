"""`lexicon find`: published dictionaries by name, topic and language."""

from __future__ import annotations

import json
import shlex
from pathlib import Path

import pytest

from framing.lexicons.formats import FORMATS
from framing.lexicons.public_lexicons import public_lexicons
from tests.command import Run


def names(text: str) -> set[str]:
    return {each.name for each in public_lexicons(text)}


def test_it_is_found_by_name_topic_and_language() -> None:
    assert names("afinn") == {"AFINN-111"}
    assert {"MFD 2.0", "eMFD"} <= names("Morality")
    assert names("german") == names("de")
    assert {"SentiWS", "Populism (Gründl)"} <= names("german")
    assert "AFINN-111" not in names("de")


def test_all_words_are_asked_for() -> None:
    assert names("german populism") == names("german") & names("populism")
    assert "SentiWS" not in names("german populism")


@pytest.mark.parametrize("text", [".*", "m?d", "[a-z]", "moral*"])
def test_a_word_is_no_pattern(text: str) -> None:
    assert not names(text)


def test_without_a_word_all_are_listed(framing: Run, home: Path) -> None:
    done = framing("lexicon", "find")
    assert done.code == 0
    assert all(each.name in done.out for each in public_lexicons())


def test_json_tells_what_was_not_looked_up(framing: Run, home: Path) -> None:
    done = framing("lexicon", "find", "vader", "--json")
    content = json.loads(done.out)
    assert content["kind"] == "public_lexicons"
    [row] = content["rows"]
    assert (row["name"], row["terms"]) == ("VADER", "MIT License")
    assert row["checked"]
    rows = json.loads(framing("lexicon", "find", "--json").out)["rows"]
    assert any(row["checked"] is None and row["terms"] is None for row in rows)


def test_nothing_found_is_said_in_one_line(framing: Run, home: Path) -> None:
    done = framing("lexicon", "find", "\x1b[31mzzz")
    assert (done.code, done.out, done.err.count("\n")) == (0, "", 1)
    assert "\x1b" not in done.err


@pytest.mark.parametrize("lexicon", public_lexicons(), ids=lambda each: each.name)
def test_every_row_can_be_gone_by(lexicon: object, framing: Run) -> None:
    each = next(found for found in public_lexicons() if found is lexicon)
    assert each.measures and each.topics and each.layout
    assert each.url.startswith(("https://", "http://"))
    assert all(len(code) == 2 for code in each.languages)
    program, group, command, source, *others = shlex.split(each.convert)
    assert (program, group) == ("framing", "lexicon")
    if command == "convert":
        suffixes = {suffix for form in FORMATS.values() for suffix in form.suffixes}
        assert {Path(source).suffix.lower(), Path(others[0]).suffix} <= suffixes
    else:
        assert (command, others) == ("new", [])


def test_names_stand_once_and_in_order() -> None:
    found = [each.name for each in public_lexicons()]
    assert len({*found}) == len(found) >= 40
