"""What the articles of a library belong to: families of copies, stories and sets."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from framing.library.records import Membership

if TYPE_CHECKING:
    from framing.library.library import Library


class Memberships:
    """Families, stories and sets as of the moment when this is made."""

    def __init__(self, library: Library, ids: Collection[str] | None = None) -> None:
        """Families and stories are those that were found last; `ids` are the articles of which one
        of each family counts, all for None."""
        self._families = library.similar.families()
        self._standing = library.similar.families(ids)
        self._stories = {
            article_id: number
            for number, told in library.similar.stories().items()
            for article_id in told
        }
        self._sets = library.sets.by_article()

    def of(self, article_id: str) -> Membership:
        """What an article belongs to."""
        return Membership(
            self._families.get(article_id),
            self._stories.get(article_id),
            self._sets.get(article_id, ()),
            self._standing.get(article_id, article_id) == article_id,
        )
