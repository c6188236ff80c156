"""Text from strangers: nothing in it steers the terminal, is read as markup, or stops the app."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest
from textual.events import Paste
from textual.pilot import Pilot

from framing.errors import ReadError
from framing.model import Article, Exclusion, Profile
from tests.tui.app_world import (
    DIMENSIONS,
    match,
    press,
    profile,
    settle,
    showing,
    shows,
    strips,
    until,
)
from tui.memory_source import ProfilesSource
from tui.messages import Failed
from tui.source import DimensionInfo, EntryPlace
from tui.widgets.preview import Preview

HOSTILE = (
    "[/]",
    "[/red]x[@click=app.quit]y[/]",
    "[red]x",
    "\x1b[2Jgone\x1b]0;title\x07",
    "\x1b]52;c;aGFjaw==\x07 paste",
    "\x9b31m C1 \x90 \x85",
    "\u202eright to left\u2066 isolates\u2069",
    "NUL \x00 and \x7f and \ud800",
    "zero\u200bwidth \ufeffmark \u00adsoft",
    "10k " + "x" * 10_000,
    "中文標題：國家支持與風險",
    "😀👩‍👩‍👧‍👦🇩🇪❤️ emoji",
    "می‌کند ශ්‍රී \u200c half",
    "การสนับสนุนจากรัฐ",
    "tab\tand\nline\r\nbreak",
    "{braces} $primary @import %s",
    " ",
)
FORBIDDEN = re.compile(
    "[\x00-\x1f\x7f-\x9f\xad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ud800-\udfff]"
    "|[\u200c\u200d](?![^ -~])|(?<![^ -~])[\u200c\u200d]"  # joiners join letters or emoji
)


def hostile_profile(number: int, said: str) -> Profile:
    """An article that is hostile in every field that reaches the screen."""
    text = f"{said}\n\nrisk {said} subsidies {said} risk-\tfree {said}\n{said}"
    found = [
        replace(match(text, "risk", said, "risk"), speaker=said, voice="quote"),
        match(text, said or "none", said, "subsidies", negated=True),
    ]
    article = Article(
        f"{number:016x}",
        text,
        source=said,
        title=said,
        published=said,
        url=said,
        excluded=(Exclusion(len(text) - len(said), len(text), said),),
    )
    counted = [each for each in found if each.dimension == "risk"]
    made = profile(article, counted, 9)
    return replace(made, matches=tuple(found))


def hostile_world() -> ProfilesSource:
    profiles = [hostile_profile(number, said) for number, said in enumerate(HOSTILE)]
    dimensions = [*DIMENSIONS, *(DimensionInfo(said, said, said) for said in HOSTILE if said)]
    places = {("risk", said): EntryPlace(said, f"{said}.toml", 1, said) for said in HOSTILE}
    return ProfilesSource(profiles, dimensions, places, name=HOSTILE[3], empty_hint=HOSTILE[1])


def check(pilot: Pilot[Any]) -> None:
    """No cell holds a control character, and no line is wider than the screen."""
    for strip in strips(pilot.app):
        assert not FORBIDDEN.search(strip.text), strip.text
        assert strip.cell_length == pilot.app.size.width


def preview_follows(pilot: Pilot[Any]) -> bool:
    """Whether a preview that is shown tells of the article under the cursor."""
    return all(
        each.row and each.lines and each.lines[0][0][0] == each.row.label
        for each in pilot.app.screen.query(Preview)
        if each.display
    )


def mostly_slow(cases: Sequence[Any], *quick: Any) -> list[Any]:
    """The cases as parameters, all but the quick ones marked as slow."""
    return [pytest.param(case, marks=() if case in quick else pytest.mark.slow) for case in cases]


class TestEveryScreen:
    """The user walks every screen of a library made by strangers."""

    @pytest.mark.parametrize("size", [(80, 24), (140, 45)])
    async def test_library(self, size: tuple[int, int]) -> None:
        async with showing(hostile_world(), size=size, notice=HOSTILE[3]) as pilot:
            check(pilot)
            for key in ("down",) * len(HOSTILE) + (
                "s",
                "S",
                "space",
                "question_mark",
                "escape",
            ):
                await press(pilot, key)
                await until(pilot, lambda: preview_follows(pilot))
                check(pilot)

    @pytest.mark.parametrize("number", mostly_slow(range(len(HOSTILE)), 1, 3, 6, 9, 11))
    async def test_compare(self, number: int) -> None:
        ids = (f"{number:016x}", f"{(number + 1) % len(HOSTILE):016x}")
        async with showing(hostile_world(), opened=ids) as pilot:
            for key in (
                "n",
                "w",
                "n",
                "n",
                "k",
                "s",
                "s",
                "s",
                "m",
                "m",
                "escape",
                "1",
                "y",
                "e",
            ):
                await press(pilot, key)
                check(pilot)

    async def test_palette(self) -> None:
        async with showing(hostile_world()) as pilot:
            await press(pilot, "ctrl+p")
            check(pilot)
            await press(pilot, *"risk")
            await shows(pilot, "Read this article")
            check(pilot)

    async def test_errors_and_warnings(self) -> None:
        async with showing(hostile_world(), warnings=HOSTILE[3:5]) as pilot:
            check(pilot)
            for said in HOSTILE:
                pilot.app.post_message(Failed(ReadError(said, file=said, hint=said)))
                pilot.app.show_toast(said)
            await settle(pilot)
            check(pilot)

    async def test_a_hostile_filter(self) -> None:
        async with showing(hostile_world()) as pilot:
            await press(pilot, "slash")
            pilot.app.focused.post_message(Paste("\x1b[2J[/red]\u202e"))
            await shows(pilot, "Nothing found: “\\x1b[2J[/red]\\u202e”")
            check(pilot)


class TestSizes:
    """Every screen stays usable, and alive, at any size."""

    @pytest.mark.parametrize(
        "size", mostly_slow([(20, 5), (40, 10), (69, 20), (200, 60)], (20, 5), (69, 20))
    )
    async def test_fits(self, size: tuple[int, int]) -> None:
        async with showing(hostile_world(), size=size) as pilot:
            check(pilot)
            await press(pilot, "space", "space", "enter", "n", "w", "k", "question_mark")
            check(pilot)

    @pytest.mark.slow
    async def test_a_storm_of_resizes(self) -> None:
        ids = (f"{0:016x}", f"{10:016x}")
        async with showing(hostile_world(), opened=ids) as pilot:
            await press(pilot, "n", "n")
            for width in (20, 200, 81, 69, 70, 119, 120, 33, 140):
                await pilot.resize_terminal(width, 5 + width // 4)
                await pilot.pause(0)
                await pilot.press("n")
            await settle(pilot)
            check(pilot)
