"""Keeps the stories of a library, articles on one event, those of its articles."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import TYPE_CHECKING

from framing.comparing import copy_families
from framing.comparing.unread_articles import read_unread

if TYPE_CHECKING:
    from framing.articles.batches import Progress
    from framing.library import Library


def update(library: Library, progress: Callable[[int], Progress] | None = None) -> None:
    """Read the articles that were not read for this yet, and group all anew where one changed.

    Reading takes time with the new articles only. What was read stays when the update is cut
    short, and the next one goes on. `progress` makes a Progress for so many articles. Raises
    LibraryError where the library cannot be written.
    """
    copy_families.update(library, progress)
    similar = library.similar
    if similar.are_current("stories"):
        return
    from framing.comparing.word_bags import bags  # arrays, wanted only now

    changes = read_unread(library, "bags", bags, similar.keep_bags, progress)
    similar.keep_stories(_stories(library), changes)


def _stories(library: Library) -> list[dict[str, float]]:
    """The stories of the articles; copies of one text are one article and go where it goes."""
    from framing.comparing.story_clusters import Told, events

    family_of = library.similar.families()
    copies: dict[str, list[str]] = {}
    for copy, first in family_of.items():
        copies.setdefault(first, []).append(copy)
    stored = [each for each in library.similar.bags() if family_of.get(each[0], each[0]) == each[0]]
    found = events([Told(_day(published), bag) for _, published, bag in stored])
    stars = ({stored[place][0]: value for place, value in star.items()} for star in found)
    return [_with_copies(star, copies) for star in stars]


def _with_copies(star: Mapping[str, float], copies: Mapping[str, list[str]]) -> dict[str, float]:
    return {
        member: value for each, value in star.items() for member in (each, *copies.get(each, ()))
    }


def _day(published: str) -> int:
    """The number of a day; `NEVER` for a date that names none."""
    from framing.comparing.story_clusters import NEVER

    try:
        return date.fromisoformat(published).toordinal()
    except ValueError:
        return NEVER
