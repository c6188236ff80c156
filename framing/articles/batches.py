"""Articles in groups of a size that one transaction should hold, and how progress is told."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

from framing.model import Article, Draft

_BATCH_CHARACTERS = 2_000_000
_BATCH_ARTICLES = 1_000
"""Text and articles scored in one transaction, which takes well under half a second."""

Texted = TypeVar("Texted", Article, Draft)

Progress = Callable[[int], None]
"""Called with the number of articles that were done since the last call."""


def batches(articles: Iterable[Texted], most: int | None = None) -> Iterator[list[Texted]]:
    """The articles, or drafts of them, in groups that one transaction should hold.

    Of these and `most` articles the fewer.
    """
    most = min(most or _BATCH_ARTICLES, _BATCH_ARTICLES)
    batch: list[Texted] = []
    size = 0
    for article in articles:
        batch.append(article)
        size += len(article.text)
        if size >= _BATCH_CHARACTERS or len(batch) == most:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch
