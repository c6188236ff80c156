"""A library of groups for the tests of the app: rates that can be told by hand.

Every article has 50 words. North has 1, 2, … 6 of them on risk, so 21 of 300: 70.0 per 1,000; South
has one each: 20.0; Coast has none in five articles; West has only two articles, of 2 and 4: 60.0.
"""

from __future__ import annotations

from pathlib import Path

from framing.articles import take
from framing.library import Library
from framing.matching import Scanner
from framing.model import Draft
from tests.tui.library_world import LEXICONS

WORDS = 50
RISKS = {"North": (1, 2, 3, 4, 5, 6), "South": (1,) * 6, "Coast": (0,) * 5, "West": (2, 4)}
OWN = {"North": "harbour", "South": "meadow", "Coast": "lighthouse", "West": "canyon"}
"""A word that only its articles have, four times each."""


def draft(source: str, number: int, risks: int) -> Draft:
    """An article: its title, words on risk, the word of its source, and rain."""
    title = f"{source} {number}"
    words = ["risk"] * risks + [OWN.get(source, "rain")] * 4
    words += ["rain"] * (WORDS - 2 - len(words))
    return Draft(
        f"{title}\n\n{' '.join(words)}.",
        f"{source}-{number}.txt",
        source=source,
        title=title,
        published=f"2024-{number:02}-01",
        language="en" if source == "North" else "fr",
    )


def drafts() -> list[Draft]:
    """All articles; those of a source from January on, one a month."""
    return [
        draft(source, number, risks)
        for source, own in RISKS.items()
        for number, risks in enumerate(own, 1)
    ]


def group_library(folder: Path, found: list[Draft] | None = None) -> Path:
    """The library in a new file of a folder."""
    with Library(folder / "groups.db", create=True) as library:
        number = library.runs.begin("import", LEXICONS, {})
        articles = [take(each) for each in (drafts() if found is None else found)]
        library.runs.add(number, "test", Scanner(LEXICONS).scan(articles))
        library.runs.finish(number)
    return folder / "groups.db"
