"""Corrects what is known about articles; where that can change a score, it is scored at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from framing.runs.rescoring import rescore, standing

if TYPE_CHECKING:
    from framing.library import Library


def edit(library: Library, ids: Sequence[str], fields: Mapping[str, str]) -> None:
    """Correct metadata of articles, all of them or none; `fields` as `library.articles.edit` takes.

    With another title other words may stand in the headline: such articles are scored anew in the
    same transaction, in a run of its own, by the lexicons of the current scores. Where no scores
    are current the next use scores all of them anyway. Raises as `library.articles.edit`.
    """
    with library.together():
        before = {each.id: each.title for each in library.articles.rows(ids)}
        library.articles.edit_many(ids, fields)
        moved = [article for article in before if fields.get("title", "") != before[article]]
        choice = standing(library)
        if "title" in fields and moved and choice:
            rescore(library, choice, "edit", ids=moved)
