"""A small library file for the tests of the app: three articles, scored by the real scanner."""

from __future__ import annotations

from pathlib import Path

from framing.articles import take
from framing.lexicons import Dimension, Lexicon, Term
from framing.library import Library
from framing.matching import Scanner
from framing.model import Draft

LEXICONS = (
    Lexicon(
        "state",
        title="State support",
        version="2.0",
        dimensions=(
            Dimension(
                "state_support",
                "State-support emphasis",
                terms=(Term("subsid*"), Term("government support")),
            ),
        ),
    ),
    Lexicon("risk", dimensions=(Dimension("risk", "Risk", terms=(Term("risk*"),)),)),
)
TEXTS = {
    "North": "The government support is real. Subsidies help. " + "It rained again. " * 6,
    "South": "A risk remains. Risks grow. " + "Nobody knows why. " * 6,
    "West": "Nothing of the kind happened. " * 6,
}


def library_file(folder: Path) -> Path:
    """The library in a new file of a folder."""
    drafts = [Draft(text, f"{name}.txt", source=name) for name, text in TEXTS.items()]
    with Library(folder / "real.db", create=True) as library:
        number = library.runs.begin("import", LEXICONS, {})
        profiles = Scanner(LEXICONS).scan([take(draft) for draft in drafts])
        library.runs.add(number, "test", profiles)
        library.runs.finish(number)
    return folder / "real.db"
