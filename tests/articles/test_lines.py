"""Lines of a text: words, headings, prose, wrapped paragraphs."""

from __future__ import annotations

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from framing.articles.cleaning import lines_of
from framing.articles.line_characters import fold
from framing.articles.lines import Lines, count_words, split_lines, utf_8
from tests.articles.plain_lines import PlainLines, plain_words
from tests.laws import examples

PROSE = "The harbour town has opened a second ferry line and hopes that it will bring guests."


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", 0),
        ("– … !", 0),
        ("China's AI push isn't new", 5),  # ’s and ’t are tails
        ("state-backed funds", 3),
        ("1.39 billion and 10,000", 4),
        ("漢字かな", 4),
        ("AI 産業", 3),
        ("word " * 100, 100),
    ],
)
def test_words_are_counted(text: str, words: int) -> None:
    assert count_words(text) == words


@pytest.mark.parametrize(
    ("text", "heading"),
    [
        ("A Second Ferry", True),
        ("‘A Second Ferry’", True),
        ("one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
         "fifteen", True),
        ("one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
         "fifteen sixteen", False),
        ("A second ferry.", False),
        ("A second ferry?", False),
        ("“A second ferry!”", False),
        ("A second ferry…", False),
        ("They said:", False),
        ("First,", False),
        ("渡船。", False),
        ("—", False),
    ],
)  # fmt: skip
def test_a_heading_is_short_and_not_closed(text: str, heading: bool) -> None:
    (line,) = split_lines(text)
    assert line.is_heading is heading


def test_lines_know_where_they_stand() -> None:
    text = "\n  Head \n\n" + PROSE + "\n\tTail"
    lines = list(split_lines(text))
    assert [text[line.start : line.end] for line in lines] == ["Head", PROSE, "Tail"]
    assert [line.prose for line in lines] == [False, True, False]


def test_wrapped_lines_are_one_paragraph() -> None:
    text = "The town has opened a second ferry\nline and hopes that it will bring\nback guests."
    assert [line.paragraph for line in split_lines(text)] == [0, 0, 0]


def test_a_line_that_had_room_for_more_ends_its_paragraph() -> None:
    assert [line.paragraph for line in split_lines(f"A Second Ferry\n{PROSE}")] == [0, 1]


@pytest.mark.parametrize(("words", "may_open"), [(5, True), (6, True), (7, False)])
def test_a_line_may_fit_a_pattern_where_the_one_before_is_short(words: int, may_open: bool) -> None:
    text = " ".join(["harbour"] * words) + "\nAdvertisement\n"
    lines = lines_of(text, utf_8(text))
    assert [line.paragraph for line in lines] == [0, 0]
    assert bool(lines.fitting()) is lines[1].opens is may_open


def test_folding_unifies_case_marks_and_space() -> None:
    assert fold("  The “Long”\u00a0\t Harbour’s ") == 'the "long" harbour\'s'


@given(st.text(alphabet="aZé東1,._ -'’“…\xa0\t", max_size=60))
def test_a_short_line_has_the_words_of_a_plain_count(text: str) -> None:
    """Letters and digits in a row are words; a number goes on over a point or comma."""
    parts = re.findall(r"東|[0-9]+(?:[.,][0-9]+)*|[aZé][aZé0-9]*", text)
    assert count_words(text) == len(parts)


WHITE = " \t\r\x0b\x1c\x85\xa0\u1680\u2003\u2028\u3000"
PIECES = st.one_of(
    st.text(max_size=4),
    st.text(alphabet=f"\n\n{WHITE}.!?…。’”»)\"'_,-", max_size=4),
    st.sampled_from(
        [
            "the harbour ",
            "Ann’s",
            "they're ",
            "it'ſ ",
            "12.5",
            "1,",
            "a1",
            "١٢٫",
            "漢字かな ",
            "ก๒",
            "ß",
            "İ",
        ]
    ),
    st.sampled_from(
        [PROSE, f"{PROSE[:60]}\n", "word " * 60, "Wort-" * 60, "é" * 240, "\ud800", "e\u0301"]
    ),
)
TEXTS = st.lists(PIECES, max_size=30).map("".join)
TITLES = TEXTS.map(lambda text: " ".join(text.split()))


def told(lines: Lines) -> list[tuple[object, ...]]:
    """All that is told of each line."""
    return [
        (
            *(each.start, each.end, each.text, each.last, each.paragraph, each.words),
            *(each.prose, each.opens, each.folded, each.is_heading),
        )
        for each in lines
    ]


@examples(1000)
@given(TEXTS, TITLES)
@example("", "")
@example("\n\r\n\x85\n", "A Title")
@example("one\ntwo three\n" * 9_999, "")
def test_lines_are_told_as_plain_python_tells_them(text: str, title: str) -> None:
    plain = PlainLines(text, title)
    lines = lines_of(text, utf_8(text), title)
    assert told(lines) == told(plain)
    assert told(lines.without_title()) == told(PlainLines(text))


@examples(1000)
@given(TEXTS)
def test_words_are_counted_as_plain_python_counts_them(text: str) -> None:
    assert count_words(text) == plain_words(text)


def test_of_a_text_of_more_than_20000_lines_there_are_none_but_the_title() -> None:
    text = "line\n" * 20_001
    assert [line.text for line in lines_of(text, utf_8(text), "Title")] == ["Title"]


@given(st.text(alphabet="aBß東‘’“”« \t\xa0\u200b\u3000", max_size=60))
def test_folding_is_case_quotes_and_single_spaces(text: str) -> None:
    straight = {"‘": "'", "’": "'", "“": '"', "”": '"', "«": '"'}
    mapped = "".join(straight.get(character, character) for character in text)
    assert fold(text) == " ".join(mapped.casefold().split())


@pytest.mark.parametrize(
    ("text", "prose"),
    [
        ("harbour " * 14 + ".", False),
        ("harbour " * 15 + ".", True),
        ("harbour " * 24, False),
        ("harbour " * 25, True),
        (f"{'harbour ' * 7}\n{'harbour ' * 7}.", False),
        (f"{'harbour ' * 8}\n{'harbour ' * 7}.", True),
        (f"{'harbour ' * 13}\n{'harbour ' * 13}", True),
        ("harbour\n" * 26, False),  # too short for running text
        ("x" * 223 + ".", False),
        ("x" * 224 + ".", True),  # as long as fifteen words
    ],
)
def test_running_text_has_fifteen_words_and_is_closed_or_has_twenty_five(
    text: str, prose: bool
) -> None:
    lines = split_lines(text)
    assert lines[len(lines) - 1].prose is prose
    assert [line.prose for line in PlainLines(text)] == [line.prose for line in lines]


def test_of_a_long_line_what_stands_between_spaces_is_counted() -> None:
    assert count_words("a-" * 125) == 125
    assert count_words("a-" * 125 + "a") == 1
