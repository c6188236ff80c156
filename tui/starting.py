"""Owns how the app is started and how it ends, whatever ends it."""

from __future__ import annotations

import asyncio
import gc
import os
import signal
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from framing import settings
from framing.errors import FramingError

if TYPE_CHECKING:
    from framing.model import Profile
    from tui.app import FramingApp
    from tui.source import Source

# A terminal that goes away and a polite kill: both must leave a terminal that can be used.
_ENDING_SIGNALS = ("SIGTERM", "SIGHUP")
_START_SECONDS = 0.5
"""After these the first screen is there."""
_PATIENCE = 5.0
"""Seconds that the app has to leave by itself when a signal ends it."""


def run_on_library(path: Path, *, notice: str = "") -> int:
    """Show a library; return the exit code. Raises LibraryError for a file that is none."""
    with _no_garbage_collection():
        from tui.library_source import LibrarySource

        source = LibrarySource(path)
        source.open()
        return run(source, notice=notice, ahead=source.prepare)


def run_on_profiles(profiles: Sequence[Profile]) -> int:
    """Show articles side by side, without a library; return the exit code."""
    with _no_garbage_collection():
        from tui.memory_source import source_of_active_lexicons

        source = source_of_active_lexicons(profiles)
        return run(source, opened=[profile.article.id for profile in profiles])


@contextmanager
def _no_garbage_collection() -> Iterator[None]:
    """Begin without garbage collection: some 20 ms of 200 go to looking for it in vain.

    Nothing that is loaded for the first screen is garbage. `_run` switches it on again.
    """
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def collect_seldom() -> None:
    """Collect garbage after ten thousand new objects, not hundreds, and leave out what is here.

    A long article has tens of thousands of objects, none of them garbage: looking through all of
    them takes longer than painting the screen.
    """
    gc.freeze()
    gc.set_threshold(20_000, 10, 10)
    gc.enable()


def run(
    source: Source,
    *,
    opened: Sequence[str] = (),
    notice: str = "",
    ahead: Callable[[], None] | None = None,
) -> int:
    """Show the app until it is left; return the exit code.

    `ahead` is called in a thread of its own when the first screen is there.
    """
    # Loaded here, while there is no garbage collection.
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
        asyncio.run(_run(app, ahead))
    finally:
        app.source.close()
    return app.return_code or 0


async def _run(app: FramingApp, ahead: Callable[[], None] | None) -> None:
    loop = asyncio.get_running_loop()
    loop.call_later(_START_SECONDS, collect_seldom)
    if ahead:
        loop.call_later(_START_SECONDS, loop.run_in_executor, None, ahead)
    numbers = [getattr(signal, name) for name in _ENDING_SIGNALS if hasattr(signal, name)]
    before = {each: signal.signal(each, partial(_end, app, loop)) for each in numbers}
    try:
        await app.run_async()
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _end(app: FramingApp, loop: asyncio.AbstractEventLoop, number: int, _frame: object) -> None:
    """Leave the app, and without it where it waits for a terminal that is gone.

    Textual's writer ends at the first write that fails, and who writes on is then held for ever,
    the loop too: so this is a handler of the process, not of the loop.
    """
    code = 128 + number
    loop.call_soon_threadsafe(partial(app.exit, return_code=code))
    late = threading.Timer(_PATIENCE, _leave_anyway, (app, code))
    late.daemon = True
    late.start()


def _leave_anyway(app: FramingApp, code: int) -> None:
    app.jobs.close()
    os._exit(code)


def remember_theme(theme: str) -> None:
    """Store the theme among the settings. Raises FramingError where that fails."""
    settings.save(replace(settings.load(), theme=theme))
