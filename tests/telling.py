"""Made-up news: texts of made-up words, and several articles on one made-up event."""

from __future__ import annotations

import random

_LETTERS = "abdefgiklmnoprstu"


def words(seed: int, count: int) -> list[str]:
    """Made-up words of three to eight letters."""
    chance = random.Random(seed)
    return ["".join(chance.choices(_LETTERS, k=chance.randrange(3, 9))) for _ in range(count)]


def story(seed: int, sentences: int = 30) -> list[str]:
    """Sentences of twelve made-up words; two seeds share hardly a run of five words."""
    return _told(words(seed, 200), seed, sentences)


def report(event: int, teller: int, sentences: int = 20) -> str:
    """An article on an event: other tellers draw other sentences from the event's few words."""
    return " ".join(_told([*words(event, 60), *words(1000 + teller, 20)], teller, sentences))


def _told(vocabulary: list[str], seed: int, sentences: int) -> list[str]:
    chance = random.Random(seed)
    return [" ".join(chance.choices(vocabulary, k=12)).capitalize() + "." for _ in range(sentences)]
