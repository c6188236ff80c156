"""Keeps the families of copies in a library those of its articles."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from framing.comparing.unread_articles import read_unread

if TYPE_CHECKING:
    from framing.articles.batches import Progress
    from framing.library import Library


def update(library: Library, progress: Callable[[int], Progress] | None = None) -> None:
    """Sketch the articles that have no sketch, and group all of them anew where one changed.

    Sketching takes time with the new articles only. What was sketched stays when the update is
    cut short, and the next one goes on. `progress` makes a Progress for so many articles.
    Raises LibraryError where the library cannot be written.
    """
    similar = library.similar
    if similar.are_current("families"):
        return
    from framing.comparing.copies import families  # arrays, wanted only now
    from framing.comparing.shingles import sketch

    changes = read_unread(library, "sketches", sketch, similar.keep_sketches, progress)
    stored = similar.sketches()
    ids = list(stored)
    groups = families(list(stored.values()))
    similar.keep_families([[ids[place] for place in group] for group in groups], changes)
