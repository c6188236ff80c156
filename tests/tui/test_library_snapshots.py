"""What the screens look like that only a library file fills; see test_snapshots."""

from __future__ import annotations

from pathlib import Path

import pytest

from framing import settings
from framing.coding import draw
from framing.coding.strata import SampleRequest
from framing.library import Code, Library
from tests.tui.app_world import press, settle, showing, shows
from tests.tui.test_runs import rescored_file
from tests.tui.test_snapshots import LOOKS, SIZES, check, snapshot
from tui.library_source import LibrarySource

SCREENS = {
    "draw": (0, ("f5",), "draws 200 sentences"),
    "coding": (1, ("f5", "1"), "0/6 "),
    "agreement": (2, ("f5",), "Agreement"),
    "runs": (0, ("f6",), "80.0 → 320.0"),
}
"""How many have coded the sheet, what is pressed, and what shows that all is there."""
ALL_LOOKS = ("coding", "runs")
"""Those that a key leads to; what is opened on them is kept in one look."""
CASES = [(screen, look) for screen in ALL_LOOKS for look in LOOKS]
CASES += [(screen, "dark") for screen in SCREENS if screen not in ALL_LOOKS]


def coded(path: Path, coders: int) -> None:
    """A sheet of six sentences; two have coded it, the first of them not all."""
    if not coders:
        return
    with Library(path) as library:
        sample = draw(library, SampleRequest("sentence", size=6))
        library.codes.add_sample(sample)
        for number, coder in enumerate(("anna", "ben")[: coders if coders > 1 else 0]):
            given = [
                Code(unit.id, name, coder, int(place < 2 + number), "coder")
                for place, unit in enumerate(sample.units)
                for name in sample.dimensions
            ]
            library.codes.add(given, "test")


@pytest.mark.parametrize(("screen", "look"), CASES)
@pytest.mark.parametrize("size", SIZES)
async def test_looks_as_before(
    screen: str, look: str, size: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    theme, no_color = LOOKS[look]
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "settings"))
    monkeypatch.setattr("getpass.getuser", lambda: "anna")
    for module in ("runs", "writing"):
        monkeypatch.setattr(f"framing.library.{module}.now", lambda: "2026-01-02T03:04:05+00:00")
    monkeypatch.delenv("NO_COLOR", raising=False)
    if no_color:
        monkeypatch.setenv("NO_COLOR", no_color)
    coders, keys, last = SCREENS[screen]
    source = LibrarySource(rescored_file(tmp_path))
    coded(source.path, coders)
    if coders:
        settings.save(settings.Settings(coder="anna"))
    async with showing(source, size=SIZES[size], theme=theme) as pilot:
        await press(pilot, *keys)
        await shows(pilot, last)
        pilot.app.clear_notifications()
        await settle(pilot)
        taken = snapshot(pilot)
    source.close()
    check(taken, f"{screen}-{size}-{look}.txt")
