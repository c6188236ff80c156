"""What the screens look like, as text: kept files, changed only on purpose.

After a change that is meant, run with UPDATE_GOLDEN=1 and read the difference. Below the text
stand the styles of the marks, so that themes and NO_COLOR differ too.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from rich.segment import Segment
from textual.filter import LineFilter
from textual.pilot import Pilot
from textual.strip import Strip

from tests.paths import GOLDEN
from tests.tui.app_world import lines, press, settle, showing, shows, strips

GOLDEN = GOLDEN / "app"
PAIR = ("a" * 16, "b" * 16)
SIZES = {"80x24": (80, 24), "140x45": (140, 45), "200x60": (200, 60)}
LOOKS = {
    "dark": ("framing-dark", ""),
    "light": ("framing-light", ""),
    "no-color": ("framing-dark", "1"),
}
SCREENS: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "library": ((), ("down",)),
    "compare": (PAIR, ("n", "n", "w")),
    "kwic": (PAIR, ("k", "down")),
    "symbols": (PAIR, ("m", "m")),
    "help": (PAIR, ("question_mark",)),
    "export": (PAIR, ("e",)),
}
CASES = [(screen, look) for screen in ("library", "compare") for look in LOOKS]
CASES += [(screen, "dark") for screen in SCREENS if screen not in ("library", "compare")]
WORDS = (
    "government",
    "Subsidies",
    "innovation",
    "compete",
    "risk",
    "support",
    "bubble",
    "▌",
    "1 Library",
    "F2 Compare",
)
ATTRIBUTES = ("bold", "dim", "italic", "underline", "reverse", "strike")


def described(segment: Segment) -> str:
    """`#rrggbb on #rrggbb bold underline`."""
    style = segment.style
    if style is None:
        return "plain"
    colours = [
        "default" if colour is None or colour.is_default else colour.get_truecolor().hex
        for colour in (style.color, style.bgcolor)
    ]
    attributes = [name for name in ATTRIBUTES if getattr(style, name)]
    return " ".join([colours[0], "on", colours[1], *attributes])


def filtered(strip: Strip, filters: list[LineFilter], pilot: Pilot[object]) -> Strip:
    for each in filters:
        strip = strip.apply_filter(each, pilot.app.screen.styles.background)
    return strip


def snapshot(pilot: Pilot[object]) -> str:
    """The screen's lines, then how each of some words stands on it."""
    filters = list(pilot.app.get_line_filters())
    styles = {
        f"{segment.text.strip()}: {described(segment)}"
        for strip in strips(pilot.app)  # type: ignore[arg-type]
        for segment in filtered(strip, filters, pilot)
        if segment.text.strip() in WORDS
    }
    shown = lines(pilot.app)  # type: ignore[arg-type]
    return "\n".join([*shown, "", *sorted(styles)]) + "\n"


@pytest.mark.parametrize(("screen", "look"), CASES)
@pytest.mark.parametrize("size", SIZES)
async def test_looks_as_before(
    screen: str, look: str, size: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    theme, no_color = LOOKS[look]
    monkeypatch.setattr("tui.screens.export.target", lambda path: Path("/home/ann") / path)
    monkeypatch.delenv("NO_COLOR", raising=False)
    if no_color:
        monkeypatch.setenv("NO_COLOR", no_color)
    opened, keys = SCREENS[screen]
    async with showing(size=SIZES[size], theme=theme, opened=opened) as pilot:
        await press(pilot, *keys)
        if screen == "library":
            await shows(pilot, "subsid* 1")
        if pilot.app.screen.query("Preview"):
            await shows(pilot, "40 words, 3 not counted")
        pilot.app.clear_notifications()
        await settle(pilot)
        taken = snapshot(pilot)
    check(taken, f"{screen}-{size}-{look}.txt")


def check(taken: str, name: str) -> None:
    """Hold a screen against its kept file."""
    kept = GOLDEN / name
    if os.environ.get("UPDATE_GOLDEN"):
        kept.parent.mkdir(parents=True, exist_ok=True)
        kept.write_text(taken, encoding="utf-8")
    assert taken == kept.read_text(encoding="utf-8")
