"""Lines that are not counted stand as one line until they are asked for."""

from __future__ import annotations

import pytest

from framing.model import Article, Exclusion
from tests.tui.app_world import lines, press, profile, showing, world
from tui import folding, layout

ID = "d" * 16
BANNERS = "\n\n".join(f"Banner number {n} of this page" for n in range(10))
TEXT = f"{BANNERS}\n\nIt rained in the valley.\n\nShare this page\n"


def folded(text: str, *excluded: str) -> list[tuple[str, int]]:
    spans = sorted((text.index(each), text.index(each) + len(each)) for each in excluded)
    found, hidden = folding.fold(text, layout.wrap(text, 40), spans)
    return [(text[slice(*line)], hidden.get(at, 0)) for at, line in enumerate(found)]


@pytest.mark.parametrize(
    ("text", "excluded", "expected"),
    [
        ("one\ntwo", [], [("one", 0), ("two", 0)]),
        ("one\ntwo\nkept", ["one\ntwo"], [("one\ntwo", 2), ("kept", 0)]),
        # blank lines between them are hidden too, those around them stay
        (
            "a\n\none\n\ntwo\n\nb",
            ["one", "two"],
            [("a", 0), ("", 0), ("one\n\ntwo", 2), ("", 0), ("b", 0)],
        ),
        # one line gains nothing
        ("a\none\nb", ["one"], [("a", 0), ("one", 0), ("b", 0)]),
        # what is counted in a line keeps it
        ("one\ntwo kept", ["one", "two"], [("one", 0), ("two kept", 0)]),
        ("", [], [("", 0)]),
    ],
)  # fmt: skip
def test_runs(text: str, excluded: list[str], expected: list[tuple[str, int]]) -> None:
    assert folded(text, *excluded) == expected


def test_a_long_line_counts_as_one() -> None:
    text = "word " * 30 + "\nkept"
    assert [hidden for _, hidden in folded(text, text[:149])] == [1, 0]
    assert folding.label(1, 40) == "··· 1 line not counted (x shows) ···"
    assert folding.label(12, 24) == "··· 12 not counted (x) ···"


class TestOnTheScreen:
    """The first sentence is in sight; `x` shows what was left out, and hides it again."""

    async def test_x_shows_and_hides(self) -> None:
        cuts = (Exclusion(0, len(BANNERS), "banner"),)
        long = profile(Article(ID, TEXT, source="Valley", excluded=cuts), [], 5)
        async with showing(world(long), opened=(ID,)) as pilot:
            shown = "\n".join(lines(pilot.app))
            assert "··· 10 lines not counted (x shows) ···" in shown
            assert "Banner number" not in shown
            assert "It rained in the valley." in shown
            await press(pilot, "x")
            shown = "\n".join(lines(pilot.app))
            assert "Banner number 7" in shown
            assert "not counted" not in shown
            await press(pilot, "x")
            assert "Banner number" not in "\n".join(lines(pilot.app))
