"""Themes: readable, told apart without colours, and remembered."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.color import Color

from framing import settings
from tests.tui.app_world import settle, showing, strips, until
from tui.starting import remember_theme
from tui.themes import COLOURS, DEFAULT, THEMES

PAIR = ("a" * 16, "b" * 16)


def contrast(one: str, other: str) -> float:
    """The contrast ratio of WCAG 2.1: (L1 + 0.05) / (L2 + 0.05)."""

    def luminance(colour: str) -> float:
        channels = [
            c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4
            for c in Color.parse(colour).normalized
        ]
        return sum(w * c for w, c in zip((0.2126, 0.7152, 0.0722), channels, strict=True))

    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def test_contrast_is_the_known_one() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)


@pytest.mark.parametrize("theme", COLOURS)
def test_everything_reads_against_its_background(theme: str) -> None:
    colours = COLOURS[theme]
    names = [name for name in colours if name.startswith("mark-")]
    names += ["foreground", "muted", "accent", "warning", "error"]
    poor = [n for n in names if contrast(colours[n], colours["background"]) < 4.5]
    assert poor == []
    assert contrast(colours["muted"], colours["panel"]) >= 4.5


@pytest.mark.parametrize("theme", COLOURS)
def test_marks_read_on_the_background_of_another(theme: str) -> None:
    colours = COLOURS[theme]
    pairs = [(f"mark-{a}", f"background-{b}") for a in (1, 2, 3) for b in (1, 2, 3) if a != b]
    assert min(contrast(colours[a], colours[b]) for a, b in pairs) >= 3


def test_the_four_that_are_offered() -> None:
    assert list(THEMES) == ["framing-dark", "framing-light", "colour-blind", "high-contrast"]
    assert not THEMES["framing-light"].dark
    assert min(contrast(COLOURS["high-contrast"][f"mark-{n}"], "#000000") for n in range(1, 10)) > 7


class TestChoice:
    """A theme that was chosen is there at the next start."""

    async def test_it_is_remembered(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
        settings.save(settings.Settings(lexicons_off=("mine",)))
        async with showing(remember=remember_theme) as pilot:
            pilot.app.theme = "colour-blind"
            await settle(pilot)
        assert settings.load() == settings.Settings("colour-blind", ("mine",))

    async def test_a_broken_settings_file_is_told(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
        (tmp_path / "framing").mkdir()
        (tmp_path / "framing" / "settings.json").write_text("{broken", encoding="utf-8")
        async with showing(remember=remember_theme, size=(140, 45)) as pilot:
            pilot.app.theme = "colour-blind"
            # The toast breaks its lines wherever the file's path lets it.
            await until(
                pilot,
                lambda: any(
                    "cannot read the settings" in each.message for each in pilot.app._notifications
                ),
            )

    async def test_a_theme_that_is_no_more_is_the_default(self) -> None:
        async with showing(theme="gone") as pilot:
            assert pilot.app.theme == DEFAULT

    @pytest.mark.parametrize("theme", THEMES)
    async def test_marks_take_the_colours_of_the_theme(self, theme: str) -> None:
        async with showing(opened=PAIR, theme=DEFAULT) as pilot:
            pilot.app.theme = theme
            await settle(pilot)
            colours = {
                segment.style.color.get_truecolor().hex
                for strip in strips(pilot.app)
                for segment in strip
                if segment.text == "Subsidies" and segment.style and segment.style.color
            }
            assert COLOURS[theme]["mark-1"] in colours


@pytest.mark.parametrize("opened", [(), PAIR])
async def test_nothing_is_painted_in_the_colour_of_its_background(opened: tuple[str, ...]) -> None:
    async with showing(opened=opened, size=(140, 45)) as pilot:
        hidden = [
            segment.text
            for strip in strips(pilot.app)
            for segment in strip
            if segment.text.strip()
            and segment.style
            and segment.style.color == segment.style.bgcolor
        ]
        assert hidden == []


async def test_no_color_keeps_attributes_and_no_colours(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    async with showing(opened=PAIR) as pilot:
        filters = pilot.app.get_line_filters()
        background = pilot.app.screen.styles.background
        shown = [
            segment
            for strip in strips(pilot.app)
            for segment in _filtered(strip, filters, background)
        ]
        coloured = [
            segment.text
            for segment in shown
            if segment.style
            and not (_default(segment.style.color) and _default(segment.style.bgcolor))
        ]
        assert coloured == []
        by_text = {segment.text: segment.style for segment in shown}
        assert by_text["Subsidies"] is not None
        assert by_text["Subsidies"].underline
        assert by_text["risk"] is not None
        assert by_text["risk"].bold
        assert by_text["risk"].underline


def _filtered(strip, filters, background):  # type: ignore[no-untyped-def]
    for each in filters:
        strip = strip.apply_filter(each, background)
    return strip


def _default(colour):  # type: ignore[no-untyped-def]
    return colour is None or colour.is_default
