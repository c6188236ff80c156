"""What is shown of a text, and where its lines break: by cells, never by characters."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from tui.content import fit, tail
from tui.layout import insert, line_at, shown_text, wrap
from tui.text_style import BOLD, PLAIN
from tui.widgets.legend import shares
from tui.widgets.line_panel import wrap_line


def broken(text: str, width: int) -> list[str]:
    return [text[start:end] for start, end in wrap(text, width)]


@pytest.mark.parametrize(
    ("text", "width", "expected"),
    [
        ("", 10, [""]),
        ("one two three", 20, ["one two three"]),
        ("one two three", 7, ["one two", "three"]),
        ("one two three", 8, ["one two", "three"]),
        # paragraphs and blank lines stay
        ("one\n\ntwo", 10, ["one", "", "two"]),
        # a word wider than the line is broken inside, after a break before it
        ("see http://example.org/ now", 10, ["see", "http://exa", "mple.org/", "now"]),
        # wide glyphs take two cells and may part anywhere
        ("日本語新聞", 4, ["日本", "語新", "聞"]),
        ("日本語新聞", 5, ["日本", "語新", "聞"]),
        ("in 日本語 now", 7, ["in 日本", "語 now"]),
        # a combining mark stays with its letter and takes no cell
        ("ane\u0301a b", 4, ["ane\u0301a", "b"]),
        ("กำลังกิน ข้าว", 6, ["กำลังกิน", "ข้าว"]),
        ("😀😀😀", 4, ["😀😀", "😀"]),
        ("👨‍👩‍👧👩🏽‍💻 a", 4, ["👨‍👩‍👧👩🏽‍💻", "a"]),
        ("می‌کند که شرکت‌ها", 8, ["می‌کند که", "شرکت‌ها"]),
        # a half-space at the end of a line would be escaped there
        ("می‌کند", 2, ["می", "کن", "د"]),
    ],
)
def test_lines_break(text: str, width: int, expected: list[str]) -> None:
    assert broken(text, width) == expected


@given(st.text(alphabet="ab c\n\u0301日😀กี้\ufe0f❤—é", max_size=60), st.integers(2, 12))
def test_no_line_is_too_wide_and_nothing_is_lost(text: str, width: int) -> None:
    lines = wrap(text, width)
    assert all(cell_len(text[start:end]) <= width for start, end in lines)
    gaps = [text[end:start] for (_, end), (start, _) in pairwise(lines)]
    assert set(gaps) <= {"", " ", "\n"}
    assert (lines[0][0], lines[-1][1]) == (0, len(text))


@given(st.text(alphabet="ab c\n日", max_size=60), st.integers(2, 12))
def test_every_position_is_on_its_line(text: str, width: int) -> None:
    lines = wrap(text, width)
    for number, (start, end) in enumerate(lines):
        assert all(line_at(lines, position) == number for position in range(start, end))


class TestShown:
    """Offsets into the stored text and positions in the shown text find each other."""

    def test_plain_text_is_shown_as_it_is(self) -> None:
        plain = shown_text("no escapes\nhere")
        assert (plain.text, plain.position(5), plain.offset(5)) == ("no escapes\nhere", 5, 5)

    def test_controls_become_escapes(self) -> None:
        escaped = shown_text("a\x1b[31mb\u202ec")
        assert escaped.text == "a\\x1b[31mb\\u202ec"
        assert escaped.text[escaped.position(6)] == "b"
        assert escaped.offset(escaped.text.index("c")) == 8

    def test_tabs_become_spaces(self) -> None:
        tabbed = shown_text("a\tb")
        assert tabbed.text == "a    b"
        assert [tabbed.offset(n) for n in range(6)] == [0, 1, 1, 1, 1, 2]

    def test_joiners_of_letters_take_no_place_in_cells(self) -> None:
        text = "श्री‌मान क्‍ष ශ්‍රී 👨‍👩‍👧 end"
        view = shown_text(text)
        assert view.text == "श्री‌मान क्ष ශ්රී 👨‍👩‍👧 end"
        assert view.text[view.position(text.index("end"))] == "e"
        assert view.offset(view.text.index("end")) == text.index("end")

    def test_symbols_are_put_in(self) -> None:
        marked = insert(shown_text("to subsidies\x07now"), [(3, "_"), (12, "_")])
        assert marked.text == "to _subsidies_\\x07now"
        assert marked.offset(marked.text.index("now")) == 13

    @given(st.text(alphabet="ab\t\x1b\u202e\n日", max_size=30))
    def test_there_and_back(self, text: str) -> None:
        view = shown_text(text)
        assert all(view.offset(view.position(offset)) == offset for offset in range(len(text)))


joined = st.text("میکक्ष👨👩\ufe0f\u200c\u200d. \x1b", max_size=30)


@given(st.text(max_size=30) | joined, st.integers(0, 20))
def test_fit_fills_its_cells(text: str, width: int) -> None:
    assert cell_len(fit(text, width)) == width
    assert cell_len(fit(text, width, right=True)) == width
    assert cell_len(tail(text, width)) == width


@pytest.mark.parametrize(
    ("wanted", "room", "given"),
    [
        ([22, 15, 4], 60, [22, 15, 4]),
        # the modest leave room to the others
        ([22, 15, 4], 34, [15, 15, 4]),
        ([30, 30], 40, [20, 20]),
        # never nothing
        ([22, 15, 4], 0, [8, 8, 4]),
        ([], 10, []),
    ],
)
def test_room_is_shared(wanted: list[int], room: int, given: list[int]) -> None:
    assert shares(wanted, room) == given


def test_a_long_fact_goes_on_below_its_beginning() -> None:
    line = (("entry     ", PLAIN), ("a rather long entry", BOLD))
    assert ["".join(text for text, _ in each) for each in wrap_line(line, 20)] == [
        "entry     a rather",
        "          long entry",
    ]
    assert wrap_line(line, 40) == [line]


def test_a_fact_beyond_the_middle_goes_on_from_the_left() -> None:
    line = (("not distinguishable  ", PLAIN), ("p .894, of all three", BOLD))
    assert ["".join(text for text, _ in each) for each in wrap_line(line, 24)] == [
        "not distinguishable  ",
        "  p .894, of all three",
    ]
