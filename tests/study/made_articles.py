"""Writes articles of two made-up papers as JSON lines: three years, shared stories, copies.

Every article has words of its own, so that none is taken for another's copy; how often it speaks of
risk, competition and state support is drawn from a gamma of its paper.

    python made_articles.py FILE [--each 160]
"""

from __future__ import annotations

import argparse
import json
import random
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

PAPERS = {"The Harbour Post": (0.10, 0.12, 0.06), "The Northern Courier": (0.22, 0.05, 0.06)}
"""The share of sentences that speak of risk, of competition and of state support, in the mean."""
SPOKEN = (
    "The danger of heavy losses worries the owners in {place}.",
    "The chip firm of {place} overtook its rivals last year.",
    "The government gave subsidies to the battery industry of {place}.",
)
PLAIN = (
    "Visitors came to {place} and looked at {thing}.",
    "The mayor of {place} opened a bridge near {thing}.",
    "A teacher in {place} told her class of {thing}.",
    "Trains to {place} ran late because of {thing}.",
    "The shops of {place} sold {thing} in the morning.",
)
TOPICS = (" Ships from Hong Kong came in.", " Foreign trade grew.", "")
STORIES = 16
"""Events that both papers tell, on one day."""
COPIES = 6


def main() -> None:
    """Write the file."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("file", type=Path)
    parser.add_argument("--each", type=int, default=160, help="articles of a paper (160)")
    given = parser.parse_args()
    rows = list(articles(given.each, random.Random(1)))
    given.file.write_text("".join(json.dumps(each) + "\n" for each in rows), encoding="utf-8")


def articles(each: int, draw: random.Random) -> Iterator[dict[str, str]]:
    """The articles of both papers, then the copies."""
    first = date(2021, 1, 1)
    events = [
        (first + timedelta(days=draw.randrange(1000)), words(draw, 6)) for _ in range(STORIES)
    ]
    made = []
    for paper, shares in PAPERS.items():
        for number in range(each):
            alone = first + timedelta(days=draw.randrange(1000)), words(draw, 6)
            day, things = events[number] if number < STORIES else alone
            told = {
                "source": paper,
                "published": day.isoformat(),
                "title": f"{things[0].title()} and {things[1]} in {words(draw, 1)[0].title()}",
                "text": text(things, shares, draw) + TOPICS[number % 3],
                "desk": ("City", "World")[number % 2],
            }
            made.append(told)
            yield told
    for told in made[-COPIES:]:
        day = date.fromisoformat(told["published"]) + timedelta(days=1)
        yield {**told, "source": "The Harbour Post", "published": day.isoformat()}


def text(things: list[str], shares: tuple[float, ...], draw: random.Random) -> str:
    """Twenty to forty sentences about things and places of its own."""
    places = [each.title() for each in words(draw, 8)]
    own = [share * draw.gammavariate(1.5, 1 / 1.5) for share in shares]
    kinds = draw.choices((*SPOKEN, None), (*own, max(1 - sum(own), 0)), k=draw.randrange(20, 41))
    return " ".join(
        (kind or draw.choice(PLAIN)).format(
            place=draw.choice(places), thing=f"the {draw.choice(things)} {words(draw, 1)[0]}"
        )
        for kind in kinds
    )


def words(draw: random.Random, number: int) -> list[str]:
    """Words that no language has."""
    return [
        "".join(draw.choice("bdfgklmnprstvz") + draw.choice("aeiou") for _ in range(3))
        for _ in range(number)
    ]


if __name__ == "__main__":
    main()
