"""The pictures of the pages: each that is named is there, and tells of nobody's machine."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.paths import ROOT

PAGES = (ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md")))
PICTURES = sorted((ROOT / "docs" / "pictures").glob("*.svg"))
LARGEST = 150_000
"""Bytes of a picture that a page still loads at once."""


def named(page: Path) -> set[Path]:
    """The files that a page shows as pictures."""
    shown = re.findall(r"!\[[^]]*\]\(([^)\s]+)\)", page.read_text(encoding="utf-8"))
    return {(page.parent / each).resolve() for each in shown}


def test_every_picture_is_there_and_shown() -> None:
    assert set().union(*map(named, PAGES)) == set(PICTURES)


def test_each_screen_has_its_picture() -> None:
    from tui.screens import SCREENS

    assert {each.stem for each in PICTURES} == set(SCREENS)


@pytest.mark.parametrize("picture", PICTURES, ids=lambda each: each.name)
def test_a_picture_stands_by_itself(picture: Path) -> None:
    """It fetches nothing and names neither a folder of a machine nor somebody's home."""
    drawn = picture.read_text(encoding="utf-8")
    assert len(drawn.encode()) <= LARGEST
    assert set(re.findall(r"https?://[^\"'\s<]+", drawn)) <= {
        "http://www.w3.org/2000/svg",
        "https://www.textualize.io",
    }
    assert "url(" not in re.sub(r"url\(#", "", drawn)
    assert not re.search(r"/(home|root|tmp|work|Users)/", drawn)
