"""Reads the articles of a library that were not read for a grouping yet, and keeps the results."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, TypeVar

from framing.articles.batches import batches

if TYPE_CHECKING:
    from framing.articles.batches import Progress
    from framing.library import Kept, Library
    from framing.model import Article

T = TypeVar("T")

_IDS = 10_000
"""Articles that are asked for at a time."""


def read_unread(
    library: Library,
    kept: Kept,
    read: Callable[[Sequence[Article]], Sequence[T]],
    keep: Callable[[Mapping[str, T]], None],
    progress: Callable[[int], Progress] | None,
) -> int:
    """Read what has no sketch, or no bag of words, and keep it by id, a batch at a time.

    What was kept stays when this is cut short, and the next time it goes on. `progress` makes a
    Progress for so many articles. Returns the number of the last change of the articles that are
    all read now: what comes while they are read is of a later one. Raises LibraryError where the
    library cannot be written.
    """
    changes = library.similar.changes()
    missing = library.similar.unread(kept)
    report = progress(len(missing)) if progress and missing else None
    parts = (missing[at : at + _IDS] for at in range(0, len(missing), _IDS))
    found = (each.article for part in parts for each in library.articles.read(part))
    for batch in batches(found):
        keep(dict(zip([each.id for each in batch], read(batch), strict=True)))
        if report:
            report(len(batch))
    return changes
