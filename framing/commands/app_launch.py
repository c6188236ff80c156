"""How the command line reaches the terminal app, which plugs itself in and is never imported."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from framing.errors import FramingError

if TYPE_CHECKING:
    from framing.model import Profile

_GROUP = "framing.app"


def on_terminal() -> bool:
    """Whether a person sits at both ends, so that the app can be shown."""
    return sys.stdin.isatty() and sys.stdout.isatty()


def show_library(path: Path, notice: str = "") -> None:
    """Show the app on a library file; end the command with the app's exit code."""
    _start("library", path, notice=notice)


def show_profiles(profiles: Sequence[Profile]) -> None:
    """Show the app on articles side by side; end the command with the app's exit code."""
    _start("profiles", profiles)


def _start(name: str, *arguments: object, **options: object) -> None:
    from importlib.metadata import entry_points

    found = entry_points(group=_GROUP, name=name)
    if not found:
        raise FramingError("the terminal app is not installed", hint="pip install framing-tui")
    (start,) = found
    click.get_current_context().exit(start.load()(*arguments, **options))
