"""Makes the picture of the README from the app itself: `python docs/make_picture.py`."""

from __future__ import annotations

import asyncio
import re
from pathlib import Path

from framing.runs.sample_corpus import sample_library
from tui.app import FramingApp
from tui.library_source import LibrarySource
from tui.source import Order

TARGET = Path(__file__).parent / "compare.svg"
SIZE = (132, 36)


async def draw() -> str:
    """The compare screen on the first two samples, with its third match chosen, as an SVG."""
    source = LibrarySource(sample_library())
    source.open()
    ids = [row.id for row in source.rows("", Order(), 5, 0)]
    app = FramingApp(source, opened=ids[2:4])
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause(1.0)
        for key in ("n", "n", "n", "w"):
            await pilot.press(key)
            await pilot.pause(0.3)
        return app.export_screenshot(title="framing")


if __name__ == "__main__":
    # The picture has to stand by itself: the fonts that it would fetch are left out.
    picture = re.sub(r"@font-face\s*{[^}]*}", "", asyncio.run(draw()))
    TARGET.write_text(picture, encoding="utf-8")
