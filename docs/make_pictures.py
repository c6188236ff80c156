"""Makes the pictures of the README and the manual from the app: `python docs/make_pictures.py`."""

from __future__ import annotations

import asyncio
import contextlib
import os
import re
import shutil
import tempfile
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from unittest.mock import Mock, patch

from framing import settings
from framing.articles import Options, find_files
from framing.coding import draw
from framing.coding.strata import SampleRequest
from framing.lexicons import Lexicon
from framing.library import Library, stored_forms
from framing.places import bundled
from framing.runs.importing import import_files
from framing.runs.rescoring import at_hand, rescore
from tui.app import FramingApp
from tui.library_source import LibrarySource
from tui.source import Order

TARGET = Path(__file__).absolute().parent / "pictures"
SIZE = (120, 36)
LIBRARY = Path("samples.db")
DAY = datetime(2025, 3, 1, 9, 30, tzinfo=UTC)
"""When the library of the pictures is made: each look at the clock is a second later."""
ADDED = ("bubble*", "warn", "warns", "warned", "worr*")
"""Terms of risk that its first run did without."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A screen, and the keys that bring it to where it is drawn."""

    name: str
    keys: tuple[str, ...]
    opened: tuple[int, ...] = ()
    """Which of the articles, in the order of the list, are read."""
    size: tuple[int, int] = SIZE


PICTURES = (
    Picture("library", ("down", "down", "space", "space")),
    Picture("compare", ("n", "n", "n", "w"), (2, 3), (132, 36)),
    Picture("sources", ("f3", "s", "S", "space", "space"), size=(120, 26)),
    Picture("lexicons", ("f4", "down", "down", "a", *"challenge", "asterisk", "enter")),
    Picture("coding", ("f5", "1"), size=(120, 26)),
    Picture("runs", ("f6",), size=(120, 26)),
)


def shorter(lexicon: Lexicon) -> Lexicon:
    """The lexicon of risk as before some of its terms were added; any other as it is."""
    if lexicon.name != "risk":
        return lexicon
    (risk,) = lexicon.dimensions
    terms = tuple(term for term in risk.terms if term.pattern not in ADDED)
    return replace(lexicon, version="1.9", dimensions=(replace(risk, terms=terms),))


def make_library() -> None:
    """The bundled articles, scored by a shorter lexicon and by today's, and a coding sheet."""
    shutil.copytree(bundled("seeds"), "seeds")
    settings.save(settings.Settings(coder="anna"))
    today = at_hand()
    before = replace(today, lexicons=tuple(map(shorter, today.lexicons)))
    files = find_files(["seeds"], Options()).files
    with Library(LIBRARY, create=True) as library:
        import_files(library, files, Options(), before)
        rescore(library, today, "score", every=True)
        library.codes.add_sample(draw(library, SampleRequest("sentence", size=40)))


async def drawn(picture: Picture) -> str:
    """The screen as an SVG."""
    source = LibrarySource(LIBRARY)
    source.open()
    ids = [row.id for row in source.rows("", Order(), 5, 0)]
    app = FramingApp(source, opened=[ids[at] for at in picture.opened])
    async with app.run_test(size=picture.size) as pilot:
        await pilot.pause(1.0)
        for key in picture.keys:
            await pilot.press(key)
            await pilot.pause(0.3)
        await pilot.pause(3.0)
        # The picture has to stand by itself: the fonts that it would fetch are left out.
        return re.sub(r"@font-face\s*{[^}]*}", "", app.export_screenshot(title="framing"))


def make_pictures() -> None:
    """All of them, in a folder of their own and as if on one day, so that none tells of who
    made it, where and when."""
    with tempfile.TemporaryDirectory() as folder, contextlib.chdir(folder):
        homes = ("XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_DATA_HOME")
        ticks = count()
        clock = Mock(now=lambda _zone: DAY + timedelta(seconds=next(ticks)))
        with (
            patch.dict(os.environ, dict.fromkeys(homes, folder)),
            patch.object(stored_forms, "datetime", clock),
        ):
            make_library()
            for picture in PICTURES:
                path = TARGET / f"{picture.name}.svg"
                path.write_text(asyncio.run(drawn(picture)), encoding="utf-8")


if __name__ == "__main__":
    make_pictures()
