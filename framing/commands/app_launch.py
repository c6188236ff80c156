"""How the command line reaches the terminal app, which plugs itself in and is never imported."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from framing.errors import FramingError

if TYPE_CHECKING:
    from framing.model import Profile

_GROUP = "framing.app"


_WEB_DRIVER = "textual.drivers.web_driver:WebDriver"
"""What `TEXTUAL_DRIVER` says to an app that is shown in a browser."""


def on_terminal() -> bool:
    """Whether a person sits at both ends, or at a browser, so that the app can be shown."""
    if os.environ.get("TEXTUAL_DRIVER") == _WEB_DRIVER:
        return True
    return sys.stdin.isatty() and sys.stdout.isatty()


def show_library(path: Path, notice: str = "") -> None:
    """Show the app on a library file; end the command with the app's exit code."""
    _start("library", path, notice=notice)


def show_profiles(profiles: Sequence[Profile]) -> None:
    """Show the app on articles side by side; end the command with the app's exit code."""
    _start("profiles", profiles)


def show_in_browser(path: Path, port: int) -> None:
    """Serve the app on a library file to a browser; end the command when it is ended.

    Raises FramingError where what serves it is not installed, or the port cannot be used.
    """
    from importlib.util import find_spec

    if find_spec("textual_serve") is None:
        what = "the app in a browser needs textual-serve"
        raise FramingError(what, hint="pip install 'framing-tui[serve]'")
    _start("browser", path, port=port)


def _start(name: str, *arguments: object, **options: object) -> None:
    from importlib.metadata import entry_points

    found = entry_points(group=_GROUP, name=name)
    if not found:
        raise FramingError("the terminal app is not installed", hint="pip install framing-tui")
    (start,) = found
    click.get_current_context().exit(start.load()(*arguments, **options))
