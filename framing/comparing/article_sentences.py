"""The sentences of one article with their words and their matches."""

from __future__ import annotations

from dataclasses import dataclass

from framing.model import Match, Profile
from framing.text import segment
from framing.text import sentence_spans as places


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of an article."""

    start: int
    end: int
    """Its span holds the marks that touch its first and last word."""
    words: tuple[str, ...]
    """As they are compared."""
    matches: tuple[Match, ...]
    """Those that begin in it, counted or not."""

    @property
    def weight(self) -> float:
        """How much framing it carries: the weights of its matches that rates count."""
        return sum(match.weight for match in self.matches if match.counted)


def sentences(profile: Profile) -> list[Sentence]:
    """The sentences outside excluded spans, in their order: number n is `Match.sentence` n."""
    article = profile.article
    matches: dict[int, list[Match]] = {}
    for match in profile.matches:
        matches.setdefault(match.sentence, []).append(match)
    tokens = segment([article.text], [[(cut.start, cut.end) for cut in article.excluded]])
    opens = tokens.sentence_opens.tolist()
    closes = [*opens, len(tokens)][1:]
    (spans,) = places.sentences([article])
    found = []
    for number, ((start, end), first, last) in enumerate(zip(spans, opens, closes, strict=True)):
        words = tuple(tokens.word(index) for index in range(first, last))
        found.append(Sentence(start, end, words, tuple(matches.get(number, ()))))
    return found
