"""Matches become marks: what covers what, and what it looks like."""

from __future__ import annotations

import pytest

from framing.model import Match
from tui.dimension_styles import LOOKS, in_order, look, looks
from tui.highlight import Run, current, headings, ink_of, paint, runs, symbols, within
from tui.source import DimensionInfo
from tui.text_style import PLAIN, Ink, ink

NAMES = ("state", "comp", "risk")
LOOKED = looks([DimensionInfo(name, name, "") for name in NAMES])


def found(dimension: str, start: int, end: int, **known: object) -> Match:
    known.setdefault("evidence", ((start, end),))
    return Match(dimension, "entry", "term", start, end, 1.0, 0, 1, **known)  # type: ignore[arg-type]


def told(*matches: Match, shown: tuple[str, ...] = NAMES) -> list[tuple[int, int, str]]:
    return [(run.start, run.end, "+".join(run.dimensions)) for run in runs(matches, shown)]


@pytest.mark.parametrize(
    ("matches", "expected"),
    [
        ([], []),
        ([found("state", 0, 4)], [(0, 4, "state")]),
        # one after the other, touching
        ([found("state", 0, 4), found("comp", 4, 6)], [(0, 4, "state"), (4, 6, "comp")]),
        # equal spans: one run, named in the legend's order
        ([found("risk", 0, 4), found("state", 0, 4)], [(0, 4, "state+risk")]),
        # nested
        (
            [found("state", 0, 9), found("comp", 3, 6)],
            [(0, 3, "state"), (3, 6, "state+comp"), (6, 9, "state")],
        ),
        # crossing
        (
            [found("state", 0, 6), found("comp", 4, 9)],
            [(0, 4, "state"), (4, 6, "state+comp"), (6, 9, "comp")],
        ),
        # given out of order, with a gap
        ([found("risk", 8, 9), found("state", 0, 2)], [(0, 2, "state"), (8, 9, "risk")]),
    ],
)
def test_matches_cover_stretches(matches: list[Match], expected: list[object]) -> None:
    assert told(*matches) == expected


def test_hidden_dimensions_leave_no_stretch() -> None:
    both = [found("state", 0, 9), found("comp", 3, 6)]
    assert told(*both, shown=("comp",)) == [(3, 6, "comp")]
    assert told(*both, shown=()) == []


def test_a_rule_marks_its_words_and_spans_what_is_between() -> None:
    rule = found("state", 0, 20, evidence=((0, 4), (16, 20)))
    kinds = [(run.start, run.end, run.dimensions, run.spanned) for run in runs([rule], NAMES)]
    assert kinds == [
        (0, 4, ("state",), ()),
        (4, 16, (), ("state",)),
        (16, 20, ("state",), ()),
    ]


class TestInk:
    """A stretch's colour and attributes follow from its dimensions and the way of marking."""

    def run(self, *names: str, **known: object) -> Run:
        plain: dict[str, object] = {"spanned": (), "negated": False, "quoted": False}
        return Run(0, 1, names, **(plain | known))  # type: ignore[arg-type]

    def test_each_dimension_has_colour_and_attribute(self) -> None:
        inks = [ink_of(self.run(name), LOOKED, "colour") for name in NAMES]
        assert inks == [ink("mark-1", "underline"), ink("mark-2", "bold"), ink("mark-3", "reverse")]

    def test_overlap_shows_both(self) -> None:
        both = ink_of(self.run("state", "comp"), LOOKED, "colour")
        assert both == ink("mark-1", "underline", "bold", ground="ground-2")

    def test_style_has_no_colour(self) -> None:
        assert ink_of(self.run("risk"), LOOKED, "style") == ink("", "reverse")

    def test_symbols_have_no_look_of_a_dimension(self) -> None:
        assert ink_of(self.run("risk"), LOOKED, "symbols") == PLAIN

    def test_negated_is_struck_and_quoted_dimmed(self) -> None:
        state = ink_of(self.run("state", negated=True, quoted=True), LOOKED, "colour")
        assert state == ink("mark-1", "underline", "strike", "dim")

    def test_between_the_words_of_a_rule_there_is_only_a_ground(self) -> None:
        between = ink_of(self.run(spanned=("comp",)), LOOKED, "colour")
        assert between == Ink("", "ground-2")

    def test_the_current_match_turns_reverse_over(self) -> None:
        assert current(ink("mark-1", "underline")).attributes == {"underline", "reverse", "bold"}
        assert current(ink("mark-3", "reverse")).attributes == {"bold", "underline"}


class TestSymbols:
    """As plain text a mark is a symbol on either side."""

    def test_around_each_match(self) -> None:
        assert symbols([found("state", 2, 5)], LOOKED, NAMES) == [(2, "_"), (5, "_")]

    def test_negated(self) -> None:
        assert symbols([found("risk", 2, 5, negated=True)], LOOKED, NAMES) == [(2, "!¬"), (5, "!")]

    def test_the_longer_is_outside(self) -> None:
        nested = [found("comp", 0, 4), found("state", 0, 9), found("risk", 5, 9)]
        assert "".join(symbol for _, symbol in symbols(nested, LOOKED, NAMES)) == "_~~!!_"

    def test_a_rule_has_them_around_each_of_its_words(self) -> None:
        rule = found("state", 0, 20, evidence=((0, 4), (16, 20)))
        assert [offset for offset, _ in symbols([rule], LOOKED, NAMES)] == [0, 4, 16, 20]

    def test_hidden_dimensions_have_none(self) -> None:
        assert symbols([found("state", 2, 5)], LOOKED, ("risk",)) == []


class TestPaint:
    """A line is covered without gaps; of layers that meet the later holds."""

    def test_nothing(self) -> None:
        assert list(paint(3, 3, [])) == []
        assert list(paint(3, 7, [])) == [(3, 7, PLAIN)]

    def test_later_layers_hold(self) -> None:
        under, over = ink("muted"), ink("mark-1")
        painted = list(paint(0, 10, [[(0, 8, under)], [(2, 4, over)]]))
        assert painted == [(0, 2, under), (2, 4, over), (4, 8, under), (8, 10, PLAIN)]

    def test_spans_are_cut_at_the_line(self) -> None:
        over = ink("mark-1")
        assert list(paint(5, 8, [[(0, 6, over), (7, 20, over)]])) == [
            (5, 6, over),
            (6, 7, PLAIN),
            (7, 8, over),
        ]

    def test_within_finds_what_touches_the_line(self) -> None:
        spans = [(n, n + 3, PLAIN) for n in range(0, 100, 10)]
        assert within(spans, 12, 31) == [(10, 13, PLAIN), (20, 23, PLAIN), (30, 33, PLAIN)]
        assert within(spans, 13, 20) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        ("A heading\n\nText that ends.", ["A heading"]),
        ("Text that ends.\n\nA heading\n\nMore.", ["A heading"]),
        ("Not a heading:\n\nText.", []),
        ("One line\nand the next of the same paragraph\n\nText.", []),
        (" ".join(["word"] * 16), []),
        ("He said “no.”\n\nText.", []),
        ("标题\n\n正文。", ["标题"]),
    ],
)
def test_heading_lines(text: str, expected: list[str]) -> None:
    assert [text[start:end] for start, end in headings(text)] == expected


class TestLooks:
    """Every dimension looks unlike the others, with colours and without."""

    def test_attributes_alone_tell_looks_apart(self) -> None:
        assert len({each.attributes for each in LOOKS}) == len(LOOKS) >= 8

    def test_symbols_tell_looks_apart(self) -> None:
        assert len({each.symbol for each in LOOKS}) == len(LOOKS)

    def test_the_bundled_dimensions_come_first(self) -> None:
        names = ["ecology", "risk", "state_support", "arts", "competitiveness"]
        ordered = in_order([DimensionInfo(name, name, "") for name in names])
        assert [info.name for info in ordered] == [
            "state_support",
            "competitiveness",
            "risk",
            "ecology",
            "arts",
        ]

    def test_after_the_last_look_they_repeat(self) -> None:
        assert look(len(LOOKS)) == look(0)
