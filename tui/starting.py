"""Owns how the app is started and how it ends, whatever ends it."""

from __future__ import annotations

import asyncio
import gc
import signal
import traceback
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from framing import settings
from framing.errors import FramingError
from framing.places import cache_folder
from framing.visible import visible

if TYPE_CHECKING:
    from rich.segment import Segments

    from framing.model import Profile
    from tui.app import FramingApp
    from tui.source import Source

# A terminal that goes away and a polite kill: both must leave a terminal that can be used.
_ENDINGS = ("SIGTERM", "SIGHUP")
_START = 0.5
"""Seconds after which the first screen is there."""


def run_on_library(path: Path, *, notice: str = "") -> int:
    """Show a library; return the exit code. Raises LibraryError for a file that is none."""
    with _hurry():
        from tui.library_source import LibrarySource

        source = LibrarySource(path)
        source.open()
        return run(source, notice=notice)


def run_on_profiles(profiles: Sequence[Profile]) -> int:
    """Show articles side by side, without a library; return the exit code."""
    with _hurry():
        from tui.memory_source import shelf_source

        return run(shelf_source(profiles), opened=[profile.article.id for profile in profiles])


@contextmanager
def _hurry() -> Iterator[None]:
    """Begin without garbage collection: some 20 ms of 200 go to looking for it in vain.

    Nothing that is loaded for the first screen is garbage. `_run` switches it on again.
    """
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def run(source: Source, *, opened: Sequence[str] = (), notice: str = "") -> int:
    """Show the app until it is left; return the exit code."""
    # `tui.app` imports this module, which is to be light.
    from tui.app import FramingApp

    warnings: list[str] = []
    theme = ""
    try:
        theme = settings.load().theme
    except FramingError as error:
        warnings.append(str(error))
    app = FramingApp(
        source,
        opened=opened,
        notice=notice,
        theme=theme,
        remember=remember_theme,
        warnings=warnings,
    )
    try:
        asyncio.run(_run(app))
    finally:
        app.source.close()
    return app.return_code or 0


async def _run(app: FramingApp) -> None:
    loop = asyncio.get_running_loop()
    loop.call_later(_START, gc.enable)
    for name in _ENDINGS:
        number = getattr(signal, name, None)
        if number is not None:
            # Not every system lets a loop handle signals.
            with suppress(NotImplementedError):
                loop.add_signal_handler(number, partial(app.exit, return_code=128 + number))
    await app.run_async()


def remember_theme(theme: str) -> None:
    """Store the theme among the settings. Raises FramingError where that fails."""
    settings.save(replace(settings.load(), theme=theme))


def crash_note(error: BaseException) -> Segments:
    """What the terminal says of a mistake of ours after the app has gone: one line."""
    from rich.segment import Segment, Segments

    return Segments([Segment(visible(report_crash(error)) + "\n")])


def report_crash(error: BaseException) -> str:
    """Keep the details of a mistake of ours in a file; return the line that tells of it."""
    path = cache_folder() / "crash.txt"
    said = f"framing stopped because of a mistake of its own: {type(error).__name__}: {error}"
    details = "".join(traceback.format_exception(error))
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(details, encoding="utf-8", errors="backslashreplace")
    except OSError:
        return said
    return f"{said} (details: {path})"
