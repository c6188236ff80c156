"""Which articles suggestions are drawn from: all, or every so many where there are more."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from framing.model import Article
from framing.wording import plural

MOST_ARTICLES = 3000
"""Articles that are read; of more, every second, third … is."""
MOST_CHARACTERS = 20_000_000
"""Text that is read, whatever the number of articles."""


@dataclass(frozen=True, slots=True)
class ArticleSample:
    """Some of the articles of a library."""

    articles: tuple[Article, ...]
    size: int
    """Articles there are."""
    step: int
    """Every so many was taken."""

    def __str__(self) -> str:
        """Which they are, in words."""
        if len(self.articles) == self.size:
            return f"{plural(self.size, 'article')}, all there are"
        taken = f"{len(self.articles):,} of {self.size:,} articles"
        every = f"one in {self.step}" if self.step > 1 else "the first"
        return f"{taken} ({every}, in the order of their ids)"


def sample_articles(
    articles: Iterable[Article], size: int, progress: Callable[[int], None] | None = None
) -> ArticleSample:
    """Articles at even steps, up to the limits of number and text.

    `size` is how many there are; the ids that order a library have nothing to do with sources or
    dates, so that even steps are a fair choice and always the same one.
    """
    step = -(-size // MOST_ARTICLES) or 1
    taken: list[Article] = []
    room = MOST_CHARACTERS
    for number, article in enumerate(articles):
        if progress:
            progress(1)
        if number % step == 0 and len(article.text) <= room:
            taken.append(article)
            room -= len(article.text)
    return ArticleSample(tuple(taken), size, step)
