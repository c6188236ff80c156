"""The hot path: a batch of articles against all lexicons, in one pass of the core.

The lexicons are compiled once (`compiled_lexicons`), the core finds and adds up (`framing.core`),
`sums` holds what it added, and `ratings` makes scores, entries and matches of it.
A score is the sum of the matches in its profile: both come from the same pass.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from framing import limits
from framing.articles.titles import headline_span
from framing.core import library
from framing.lexicons import Lexicon
from framing.matching.compiled_lexicons import CompiledLexicons
from framing.matching.places import Places
from framing.matching.ratings import Counts, Ratings
from framing.matching.sums import empty_sums
from framing.model import Article, Profile

_BATCH_CHARACTERS = 4_000_000
"""Text scanned at a time, so that memory stays bounded."""


class Scanner:
    """All lexicons compiled for one pass; it never changes, so threads may share it."""

    def __init__(self, lexicons: Sequence[Lexicon], *, voices: bool = True) -> None:
        """Without `voices` nobody asks who speaks."""
        self.lexicons = tuple(lexicons)
        self.compiled = CompiledLexicons(lexicons)
        """The lexicons as they are searched."""
        self._with_voices = voices

    def scan(self, articles: Sequence[Article]) -> list[Profile]:
        """The profile of each article, in order: its scores and matches in every dimension.

        Raises FramingError for an article with more matches than the program holds.
        """
        batches = _batches(articles)
        counts = (self._count(batch, limits.SHOWN_MATCHES, matches=True) for batch in batches)
        return [profile for each in counts for profile in each.profiles()]

    def scan_with_places(self, articles: Sequence[Article]) -> tuple[list[Profile], Places]:
        """What `scan` gives, and every place where a pattern stands, by one pass over one batch.

        Raises FramingError for an article with more matches than the program holds.
        """
        counts = self._count(articles, limits.SHOWN_MATCHES, matches=True, places=True)
        return list(counts.profiles()), counts.places()

    def rate(self, articles: Sequence[Article]) -> Ratings:
        """The rating of each article, in order: the same figures without the single matches.

        Raises FramingError for an article with more matches than the program holds.
        """
        return Ratings(list(self.counts(articles)))

    def counts(self, articles: Sequence[Article]) -> Iterator[Counts]:
        """The arrays that `rate` makes ratings of, batch by batch in order; raises as `rate`."""
        for batch in _batches(articles):
            yield self._count(batch, limits.COUNTED_MATCHES, matches=False)

    def holding(self, articles: Sequence[Article]) -> list[Article]:
        """Those of the articles in which a match counts; raises as `rate`."""
        matches = self.rate(articles).matches.tolist() if articles else []
        return [each for each, row in zip(articles, matches, strict=True) if any(row)]

    def _count(
        self, articles: Sequence[Article], most: int, *, matches: bool, places: bool = False
    ) -> Counts:
        sums = empty_sums(len(articles), len(self.compiled.dimensions), voices=self._with_voices)
        wishes = {
            "with_voices": self._with_voices,
            "with_matches": matches,
            "with_places": places,
            "with_words": places,
            "most_matches": most,
            "most_places": limits.CANDIDATES,
        }
        batch = _encoded(articles, titles=self._with_voices)
        try:
            lists = library.scan(self.compiled.tables, batch, wishes, sums)
        except library.CoreError as error:
            error.file = articles[error.article].id
            raise
        return Counts(sums, lists, self.compiled, articles, voices=self._with_voices)


def _encoded(articles: Sequence[Article], *, titles: bool) -> dict[str, object]:
    """Articles as a batch of the core; it asks for their titles where it tells voices."""
    return library.encoded(
        [article.text for article in articles],
        [[(cut.start, cut.end) for cut in article.excluded] for article in articles],
        [headline_span(article) if titles else None for article in articles],
    )


def _batches(articles: Sequence[Article]) -> Iterator[Sequence[Article]]:
    begin = size = 0
    for index, article in enumerate(articles):
        size += len(article.text)
        if size >= _BATCH_CHARACTERS:
            yield articles[begin : index + 1]
            begin, size = index + 1, 0
    if begin < len(articles):
        yield articles[begin:]
