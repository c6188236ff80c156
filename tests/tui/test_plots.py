"""Plots: figures become lines of cells, drawn here by hand, and plain text that says the same."""

from __future__ import annotations

import pytest

from tui import plots
from tui.plots import Estimate, Point, Scale, Series
from tui.text_style import MUTED, Line, text_style

BLUE = text_style("mark-1")


def drawn(line: Line) -> str:
    return "".join(text for text, _ in line)


class TestIntervalRow:
    """An interval and its figure on a common axis."""

    @pytest.mark.parametrize(
        ("low", "value", "high", "expected"),
        [
            (0, 5, 10, "├────●────┤"),
            (2, 4, 7, "  ├─●──┤   "),
            (0, 0, 4, "●───┤      "),  # a silence: nothing was found
            (3, 3, 3, "   ●       "),
            (6, 8, 25, "      ├─●─▸"),  # it goes on beyond the axis
            (-3, 4, 6, "◂───●─┤    "),
            (12, 20, 30, "          ▸"),
        ],
    )
    def test_by_hand(self, low: float, value: float, high: float, expected: str) -> None:
        row = plots.interval_row(Estimate(value, low, high), Scale(0, 10, 11), BLUE)
        assert drawn(row) == expected
        assert {style for _, style in row} == {BLUE}

    def test_an_axis_without_length_or_room(self) -> None:
        assert drawn(plots.interval_row(Estimate(0, 0, 0), Scale(0, 0, 3), BLUE)) == "●  "
        assert drawn(plots.interval_row(Estimate(5, 1, 9), Scale(0, 10, 1), BLUE)) == "●"

    @pytest.mark.parametrize(
        ("bound", "expected"),
        [(5, "○┄┄┄┄┤     "), (25, "○┄┄┄┄┄┄┄┄┄▸"), (0.1, "○          ")],
    )
    def test_the_bound_of_a_silence(self, bound: float, expected: str) -> None:
        assert drawn(plots.silence_row(bound, Scale(0, 10, 11), BLUE)) == expected

    def test_in_words(self) -> None:
        assert plots.interval_text(Estimate(27.7, 17.8, 43.04)) == "27.7 [17.8–43.0]"


class TestDistribution:
    """Many figures on the same axis: rings for a few, blocks for many."""

    def test_rings(self) -> None:
        assert drawn(plots.dots_row([0, 3, 7.2, 6.9, 10], Scale(0, 10, 11))) == "○  ○   ◎  ○"
        assert drawn(plots.dots_row([], Scale(0, 10, 4))) == "    "
        assert drawn(plots.dots_row([3, 14], Scale(0, 10, 11))) == "   ○      ▸"

    def test_blocks(self) -> None:
        values = [0] * 8 + [1] * 4 + [2] + [4] * 6
        assert drawn(plots.distribution_row(values, Scale(0, 5, 6))) == "█▄▁ ▆ "

    def test_one_among_thousands_shows(self) -> None:
        assert drawn(plots.distribution_row([0] * 5000 + [2], Scale(0, 2, 3))) == "█ ▁"

    def test_in_words(self) -> None:
        said = plots.distribution_text([0, 1, 5, 11, 20], 2, 20)
        assert said == "0–10: 3  10–20: 2"

    def test_axis(self) -> None:
        assert drawn(plots.axis_row(Scale(0, 43, 12))) == "0       43.0"

    @pytest.mark.parametrize(
        ("value", "share"), [(0, 0.125), (5, 0.75), (9, 1.0), (-1, 0.0), (2, 0.375)]
    )
    def test_share_below(self, value: float, share: float) -> None:
        assert plots.share_below([0, 2, 5, 5], value) == share

    def test_alone_one_stands_in_the_middle(self) -> None:
        assert plots.share_below([3.0], 3.0) == plots.share_below([], 1.0) == 0.5


class TestBarsAndStrips:
    """Lengths, and places in a text."""

    def test_bar(self) -> None:
        assert plots.bar(5, 10, 4) == "██  "
        assert plots.bar(10, 10, 4) == plots.bar(99, 10, 4) == "████"
        assert plots.bar(0, 10, 2) == plots.bar(0, 0, 2) == "  "
        assert plots.bar(0.001, 10, 2) == "▏ "

    def test_barcode(self) -> None:
        # halves of four cells: 0 1 | 2 3 | 4 5 | 6 7
        assert plots.barcode([0, 1 / 7, 2 / 7, 1], 4) == "█▌ ▐"
        assert plots.barcode([], 2) == "  "
        assert plots.barcode([0.5], 0) == ""

    def test_strip_goes_down(self) -> None:
        assert plots.strip([0, 1 / 7, 5 / 7], 4) == "█ ▄ "

    def test_in_words(self) -> None:
        assert plots.barcode_text([0.5, 0.031]) == "at 3 %, 50 %"
        assert plots.barcode_text([]) == "nowhere"


class TestScatter:
    """Two figures of each source, with crosses of their intervals and names."""

    def test_one_point(self) -> None:
        point = Point("North", Estimate(2, 0, 4), Estimate(1, 0, 2), BLUE)
        lines = plots.scatter([point], Scale(0, 8, 9), Scale(0, 2, 3))
        assert drawn(lines[1])[2] == "●"
        assert "North" in drawn(lines[0])
        assert [drawn(line)[2] for line in lines] == ["⡇", "●", "⡇"]
        assert drawn(lines[1])[:2] == "⠒⠒"

    def test_names_do_not_lie_on_points(self) -> None:
        still = [Estimate(at, at, at) for at in (0, 2, 4)]
        points = [Point("ab", x, Estimate(0, 0, 0), BLUE) for x in still]
        (line,) = plots.scatter(points, Scale(0, 8, 9), Scale(0, 0, 1))
        assert drawn(line) == "● ● ● ab "

    def test_no_point(self) -> None:
        assert [drawn(line) for line in plots.scatter([], Scale(0, 1, 3), Scale(0, 1, 2))] == [
            "   ",
            "   ",
        ]

    def test_a_wide_name_keeps_the_width(self) -> None:
        point = Point("报纸", Estimate(1, 1, 1), Estimate(0, 0, 0), BLUE)
        (line,) = plots.scatter([point], Scale(0, 8, 9), Scale(0, 0, 1))
        assert drawn(line) == " ● 报纸  "

    def test_in_words(self) -> None:
        point = Point("North", Estimate(2, 0, 4), Estimate(1, 0, 2))
        assert plots.scatter_text([point], "Risk", "State") == [
            "       Risk           State",
            "North  2.0 [0.0–4.0]  1.0 [0.0–2.0]",
        ]


class TestTrend:
    """Small multiples: a row of blocks for each series, all over one scale."""

    def test_blocks(self) -> None:
        row = plots.trend_row(Series("a", [1, 4, 8, None, 0], BLUE), 5, 8)
        assert drawn(row) == "▁▄█· "

    def test_the_last_periods_are_kept(self) -> None:
        assert drawn(plots.trend_row(Series("a", [8, 1, 4]), 2, 8)) == "▁▄"

    def test_the_cursor_is_reversed(self) -> None:
        row = plots.trend_row(Series("a", [8, 1, 4], BLUE), 3, 8, cursor=1)
        assert [(text, "reverse" in style.attributes) for text, style in row] == [
            ("█", False),
            ("▁", True),
            ("▄", False),
        ]

    def test_side_by_side_over_one_scale(self) -> None:
        found = [Series("North", [8, 4]), Series("South", [2, 2]), Series("West", [])]
        lines = plots.small_multiples(found, 22, columns=2)
        assert [drawn(line) for line in lines] == [
            "North  8.0  South  8.0",
            "█▄          ▂▂        ",
            "West   8.0",
            "          ",
        ]

    def test_in_words(self) -> None:
        said = plots.trend_text(Series("North", [3.44, None]), ["2025-01", "2025-02"])
        assert said == "North: 2025-01 3.4, 2025-02 –"


def test_figures_of_nothing_are_a_dash() -> None:
    assert (plots.number(0.0), plots.number(None), plots.number(2.25)) == ("–", "–", "2.2")


def test_rows_over_an_axis_are_muted_unless_told() -> None:
    assert plots.dots_row([1], Scale(0, 1, 2))[0][1] == MUTED
