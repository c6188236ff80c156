"""Matches become marks: what covers what, and what it looks like."""

from __future__ import annotations

from itertools import combinations

import pytest

from framing.model import Match
from tui.dimension_styles import DIMENSION_STYLES, dimension_styles, legend_order, style_at
from tui.highlight import (
    MarkedSpan,
    current_style,
    headings,
    mark_symbols,
    marked_spans,
    merge_layers,
    span_style,
    spans_in,
    unwoven,
)
from tui.source import DimensionInfo
from tui.text_style import PLAIN, TextStyle, text_style

NAMES = ("state", "comp", "risk")
STYLES = dimension_styles([DimensionInfo(name, name, "") for name in NAMES])


def found(dimension: str, start: int, end: int, **known: object) -> Match:
    known.setdefault("evidence", ((start, end),))
    return Match(dimension, "entry", "term", start, end, 1.0, 0, 1, **known)  # type: ignore[arg-type]


def spans_of(*matches: Match, shown: tuple[str, ...] = NAMES) -> list[tuple[int, int, str]]:
    return [(run.start, run.end, "+".join(run.dimensions)) for run in marked_spans(matches, shown)]


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
    assert spans_of(*matches) == expected


def test_hidden_dimensions_leave_no_stretch() -> None:
    both = [found("state", 0, 9), found("comp", 3, 6)]
    assert spans_of(*both, shown=("comp",)) == [(3, 6, "comp")]
    assert spans_of(*both, shown=()) == []


def test_a_rule_marks_its_words_and_spans_what_is_between() -> None:
    rule = found("state", 0, 20, evidence=((0, 4), (16, 20)))
    kinds = [
        (run.start, run.end, run.dimensions, run.spanned) for run in marked_spans([rule], NAMES)
    ]
    assert kinds == [
        (0, 4, ("state",), ()),
        (4, 16, (), ("state",)),
        (16, 20, ("state",), ()),
    ]


class TestSpanStyle:
    """A stretch's colour and attributes follow from its dimensions and the way of marking."""

    def run(self, *names: str, **known: object) -> MarkedSpan:
        plain: dict[str, object] = {"spanned": (), "negated": False, "quoted": False}
        return MarkedSpan(0, 1, names, **(plain | known))  # type: ignore[arg-type]

    def test_each_dimension_has_colour_and_attribute(self) -> None:
        styles = [span_style(self.run(name), STYLES, "colour") for name in NAMES]
        assert styles == [
            text_style("mark-1", "underline"),
            text_style("mark-2", "bold"),
            text_style("mark-3", "bold", "underline", background="background-3"),
        ]

    def test_overlap_shows_both(self) -> None:
        both = span_style(self.run("state", "comp"), STYLES, "colour")
        assert both == TextStyle(
            "mark-1",
            "background-2",
            woven=(frozenset({"underline"}), frozenset({"bold"})),
        )

    def test_style_has_no_colour(self) -> None:
        assert span_style(self.run("risk"), STYLES, "style") == text_style("", "bold", "underline")

    def test_symbols_have_no_look_of_a_dimension(self) -> None:
        assert span_style(self.run("risk"), STYLES, "symbols") == PLAIN

    def test_negated_is_struck_and_quoted_dimmed(self) -> None:
        state = span_style(self.run("state", negated=True, quoted=True), STYLES, "colour")
        assert state == text_style("mark-1", "underline", "strike", "dim")

    def test_between_the_words_of_a_rule_there_is_only_a_background(self) -> None:
        between = span_style(self.run(spanned=("comp",)), STYLES, "colour")
        assert between == TextStyle("", "background-2")

    def test_the_current_match_is_reversed(self) -> None:
        assert current_style(text_style("mark-1", "underline")).attributes == {
            "underline",
            "reverse",
        }

    def test_a_woven_text_takes_the_attributes_in_turn(self) -> None:
        woven = TextStyle("mark-1", woven=(frozenset({"bold"}), frozenset({"italic"})))
        accented = "e\u0301"  # two code points, one character
        assert [(text, *style.attributes) for text, style in unwoven(f"a{accented}b", woven)] == [
            ("a", "bold"),
            (accented, "italic"),
            ("b", "bold"),
        ]


def looks(*names: str, mark_mode: str, current: bool = False) -> frozenset[TextStyle]:
    """The looks that the characters of a text have on which marks of these dimensions stand."""
    ordered = tuple(name for name in NINE if name in names)
    style = span_style(MarkedSpan(0, 9, ordered, (), False, False), NINE, mark_mode)  # type: ignore[arg-type]
    return frozenset(
        look for _, look in unwoven("overlaps", current_style(style) if current else style)
    )


NINE = dimension_styles([DimensionInfo(f"d{n}", "", "") for n in range(len(DIMENSION_STYLES))])


@pytest.mark.parametrize("pair", list(combinations(NINE, 2)))
@pytest.mark.parametrize("mark_mode", ["colour", "style"])
def test_an_overlap_looks_like_both_and_like_nothing_else(
    pair: tuple[str, str], mark_mode: str
) -> None:
    both = looks(*pair, mark_mode=mark_mode)
    shown = [look.attributes for look in both]
    assert all(NINE[name].attributes in shown for name in pair)
    assert not any("reverse" in attributes for attributes in shown)
    singles = [looks(name, mark_mode=mark_mode) for name in NINE]
    currents = [looks(name, mark_mode=mark_mode, current=True) for name in NINE]
    assert both not in singles + currents
    others = [looks(*each, mark_mode=mark_mode) for each in combinations(NINE, 2) if each != pair]
    assert both not in others
    if mark_mode == "colour":
        grounds = {(look.colour, look.background) for look in both}
        first, second = (NINE[name].colour for name in pair)
        assert grounds == {(first, second.replace("mark", "background"))}


def test_reversed_struck_and_dimmed_are_no_looks_of_a_dimension() -> None:
    said_otherwise = {"reverse", "strike", "dim"}
    assert not any(each.attributes & said_otherwise for each in DIMENSION_STYLES)


class TestSymbols:
    """As plain text a mark is a symbol on either side."""

    def test_around_each_match(self) -> None:
        assert mark_symbols([found("state", 2, 5)], STYLES) == [(2, "_"), (5, "_")]

    def test_negated(self) -> None:
        assert mark_symbols([found("risk", 2, 5, negated=True)], STYLES) == [
            (2, "!¬"),
            (5, "!"),
        ]

    def test_the_longer_is_outside(self) -> None:
        nested = [found("comp", 0, 4), found("state", 0, 9), found("risk", 5, 9)]
        assert "".join(symbol for _, symbol in mark_symbols(nested, STYLES)) == "_~~!!_"

    def test_a_rule_has_them_around_each_of_its_words(self) -> None:
        rule = found("state", 0, 20, evidence=((0, 4), (16, 20)))
        assert [offset for offset, _ in mark_symbols([rule], STYLES)] == [0, 4, 16, 20]


class TestMergedLayers:
    """A line is covered without gaps; of layers that meet the later holds."""

    def test_nothing(self) -> None:
        assert list(merge_layers(3, 3, [])) == []
        assert list(merge_layers(3, 7, [])) == [(3, 7, PLAIN)]

    def test_later_layers_hold(self) -> None:
        under, over = text_style("muted"), text_style("mark-1")
        painted = list(merge_layers(0, 10, [[(0, 8, under)], [(2, 4, over)]]))
        assert painted == [(0, 2, under), (2, 4, over), (4, 8, under), (8, 10, PLAIN)]

    def test_spans_are_cut_at_the_line(self) -> None:
        over = text_style("mark-1")
        assert list(merge_layers(5, 8, [[(0, 6, over), (7, 20, over)]])) == [
            (5, 6, over),
            (6, 7, PLAIN),
            (7, 8, over),
        ]

    def test_within_finds_what_touches_the_line(self) -> None:
        spans = [(n, n + 3, PLAIN) for n in range(0, 100, 10)]
        assert spans_in(spans, 12, 31) == [(10, 13, PLAIN), (20, 23, PLAIN), (30, 33, PLAIN)]
        assert spans_in(spans, 13, 20) == []


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


class TestDimensionStyles:
    """Every dimension looks unlike the others, with colours and without."""

    def test_attributes_alone_tell_looks_apart(self) -> None:
        assert len({each.attributes for each in DIMENSION_STYLES}) == len(DIMENSION_STYLES) >= 8

    def test_symbols_tell_looks_apart(self) -> None:
        assert len({each.symbol for each in DIMENSION_STYLES}) == len(DIMENSION_STYLES)

    def test_the_bundled_dimensions_come_first(self) -> None:
        names = ["ecology", "risk", "state_support", "arts", "competitiveness"]
        ordered = legend_order([DimensionInfo(name, name, "") for name in names])
        assert [info.name for info in ordered] == [
            "state_support",
            "competitiveness",
            "risk",
            "ecology",
            "arts",
        ]

    def test_after_the_last_look_they_repeat_with_a_number(self) -> None:
        tenth, first = style_at(len(DIMENSION_STYLES)), style_at(0)
        assert tenth.text_style == first.text_style
        assert tenth.symbol == first.symbol + "2"


def test_what_a_match_needs_is_not_marked() -> None:
    match = found("state", 0, 4, evidence=((0, 4), (8, 12)), needed=((8, 12),))
    assert spans_of(match) == [(0, 4, "state")]
