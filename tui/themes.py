"""Owns the app's colours: four themes, each with a colour for every style of a dimension."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from rich.color import Color as RichColor
from rich.style import Style
from textual.app import App
from textual.theme import Theme

from tui.text_style import TextStyle

DEFAULT = "framing-dark"

# Marks in the order of `dimension_styles.DIMENSION_STYLES`. Every one reads against its
# background at a contrast of 4.5 or more (a test measures it); "colour-blind" takes the palette
# of Okabe and Ito (2008), with its blue lightened for a dark background.
_MARK_COLOURS: dict[str, str] = {
    "framing-dark": "#6cb4ee #3cc9a3 #ff7f50 #d99bd0 #f0b73e #8fd3f4 #e6dc5a #c8ccd4 #b3a4f5",
    "framing-light": "#005f9e #00705a #b03a00 #8e3b73 #7a5200 #1d6a85 #5c5c00 #4c5563 #5b49b0",
    "colour-blind": "#56b4e9 #009e73 #d55e00 #cc79a7 #e69f00 #ffffff #f0e442 #999999 #3d94d6",
    "high-contrast": "#66ccff #00ff9c #ff9a4d #ff9cf0 #ffd700 #7df9ff #ffff66 #d8d8d8 #c4b5ff",
}

_ROLE_COLOURS: dict[str, str] = {
    "framing-dark": "#dfe3ea #14161b #232731 #5aa9e6 #e6b450 #949cab #f0b73e #ff7a85 #434a59",
    "framing-light": "#1c1f24 #fafaf7 #e6e6e0 #00568f #8a5a00 #5b626d #8a5a00 #b3261e #b4b4ac",
    "colour-blind": "#f2f2f2 #0a0a0a #262626 #56b4e9 #f0e442 #a6a6a6 #e69f00 #d55e00 #4d4d4d",
    "high-contrast": "#ffffff #000000 #1f1f1f #66ccff #ffff00 #d0d0d0 #ffd700 #ff8080 #909090",
}
_ROLES = (
    *("foreground", "background", "panel", "primary"),
    *("accent", "muted", "warning", "error", "frame"),
)
_OWN_ROLES = ("muted", "frame")
"""Those that Textual does not know."""


def _colours(name: str) -> dict[str, str]:
    """Every named colour of a theme: its roles, the marks, and the marks as backgrounds."""
    colours = dict(zip(_ROLES, _ROLE_COLOURS[name].split(), strict=True))
    for number, mark in enumerate(_MARK_COLOURS[name].split(), 1):
        colours[f"mark-{number}"] = mark
        colours[f"background-{number}"] = _blend(colours["background"], mark)
    colours["found"] = _blend(colours["background"], colours["foreground"])
    return colours


def _blend(background: str, colour: str) -> str:
    """A quarter of the colour on the background."""
    pairs = zip(bytes.fromhex(background[1:]), bytes.fromhex(colour[1:]), strict=True)
    return "#" + bytes((3 * below + above) // 4 for below, above in pairs).hex()


COLOURS: Mapping[str, Mapping[str, str]] = {name: _colours(name) for name in _ROLE_COLOURS}


def _theme(name: str, colours: Mapping[str, str]) -> Theme:
    named = {key: value for key, value in colours.items() if key not in _ROLES or key in _OWN_ROLES}
    return Theme(
        name=name,
        primary=colours["primary"],
        accent=colours["accent"],
        warning=colours["warning"],
        error=colours["error"],
        success=colours["mark-2"],
        foreground=colours["foreground"],
        background=colours["background"],
        surface=colours["background"],
        panel=colours["panel"],
        dark=name != "framing-light",
        variables={
            **named,
            "scrollbar": colours["frame"],
            "scrollbar-hover": colours["muted"],
            "scrollbar-active": colours["muted"],
            "scrollbar-background": colours["background"],
            "scrollbar-background-hover": colours["panel"],
            "scrollbar-background-active": colours["panel"],
            "scrollbar-corner-color": colours["background"],
        },
    )


THEMES: Mapping[str, Theme] = {name: _theme(name, COLOURS[name]) for name in COLOURS}


@lru_cache(maxsize=4096)
def rich_style(theme: str, style: TextStyle) -> Style:
    """A style in the colours of a theme, for the terminal."""
    colours = COLOURS[theme]
    return Style(
        color=RichColor.parse(colours[style.colour]) if style.colour else None,
        bgcolor=RichColor.parse(colours[style.background]) if style.background else None,
        **dict.fromkeys(style.attributes, True),  # type: ignore[arg-type]
    )


def install_themes(app: App[int], name: str) -> None:
    """Offer these themes and no others, and begin with the named one or the default."""
    for each in app.available_themes:
        app.unregister_theme(each)
    for theme in THEMES.values():
        app.register_theme(theme)
    app.set_reactive(App.theme, name if name in THEMES else DEFAULT)
    app.stylesheet.set_variables(app.get_css_variables())
