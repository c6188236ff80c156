"""How the words that tell two groups apart are printed, and the rows that they are as JSON."""

from __future__ import annotations

import shlex
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict
from operator import attrgetter
from typing import TYPE_CHECKING

from framing.commands.output import print_table
from framing.export.table_data import Row
from framing.statistics.rates import FEWEST_ARTICLES
from framing.visible import visible, visible_line, write_line
from framing.wording import plural

if TYPE_CHECKING:
    from framing.comparing.distinctive_words import Distinction, DistinctiveWord, Share, Used
    from framing.comparing.kwic import Context
    from framing.model import Article

_LIMIT = 20
"""Words that are printed for each source where nobody asks for another number."""
_WIDTH = 25
"""Characters of context on each side."""

BOTH = "both sources"
"""Whose words the prior is made of where nobody asks for all."""

Read = Callable[[Sequence[str]], Iterable["Article"]]
"""Gives the articles of some ids, in any order."""


def print_words(
    found: Distinction, limit: int | None, read: Read | None, *, kwic: bool = False
) -> None:
    """Print both sides and the words that lean to each, `limit` of them or 20.

    With `read` the first place of each stands below; with `kwic` the command that shows all.
    """
    _print_share("A", found.a)
    _print_share("B", found.b)
    words = [each for each in found.words if not _is_alike(each)]
    to_a, to_b = _sides(limit or _LIMIT, words)
    places = _contexts(read, (*to_a, *to_b)) if read else {}
    for letter, side, share in (("A", to_a, found.a), ("B", to_b, found.b)):
        if side:
            write_line("")
            _print_side(letter, side)
            for each in side if read else ():
                _print_line(places[each.word])
            if kwic:
                write_line(visible_line(f"in context: {_command(side[0].pattern, share.source)}"))


def word_rows(found: Distinction, limit: int | None, read: Read) -> Iterator[Row]:
    """One row a word; `kwic` is its first place on the side that it leans to."""
    from framing.export.group_tables import distinctive_row

    words = [each for side in _sides(limit, found.words) for each in side]
    places = _contexts(read, words)
    for each in words:
        place = places[each.word]
        yield distinctive_row(found, each) | {"kwic": asdict(place) if place else None}


def _sides(
    limit: int | None, words: Sequence[DistinctiveWord]
) -> tuple[Sequence[DistinctiveWord], Sequence[DistinctiveWord]]:
    """The words that lean to A and to B, the furthest first."""
    to_a = [each for each in words if each.z >= 0]
    to_b = [each for each in reversed(words) if each.z < 0]
    return to_a[:limit], to_b[:limit]


def _is_alike(word: DistinctiveWord) -> bool:
    """Whether a word was tested and does not tell the two apart."""
    return word.adjusted_p is not None and not word.differs


def _print_share(letter: str, share: Share) -> None:
    few = "" if share.articles >= FEWEST_ARTICLES else ": read as texts, not as a source"
    size = f"{plural(share.articles, 'article')}, {plural(share.words, 'word')}"
    write_line(visible_line(f"{letter}  {share.source}: {size}{few}"))


def _print_side(letter: str, side: Sequence[DistinctiveWord]) -> None:
    print_table(
        [f"more in {letter}", "A", "B", "log-odds", "z", "adjusted p"],
        [
            (
                each.word,
                _used(each.a),
                _used(each.b),
                f"{each.log_odds:+.2f}",
                f"{each.z:+.1f}",
                "" if each.adjusted_p is None else f"{each.adjusted_p:.2g}",
            )
            for each in side
        ],
        {f"more in {letter}": 24},
    )


def _used(used: Used) -> str:
    return f"{used.count} in {used.articles}"


def _command(pattern: str, source: str) -> str:
    return f"framing kwic --word {shlex.quote(pattern)} --source {shlex.quote(source)}"


def print_word_notes(found: Distinction, least: int, whose: str) -> None:
    """Print what was compared and how; `whose` says whose words the prior is made of."""
    write_line("")
    tested = plural(len(found.words), "word")
    flagged = sum(each.differs for each in found.words)
    if not found.a.words or not found.b.words:
        write_line("nothing to compare: " + _why_empty(found))
    elif not found.words:
        write_line(f"no word stands {least} times or more in both together (--least N)")
    elif min(found.a.articles, found.b.articles) < FEWEST_ARTICLES:
        write_line(f"no p, by z alone: it takes {FEWEST_ARTICLES} articles of each to test a word")
    elif not flagged:
        write_line(f"no word tells the two apart: none of {tested} has an adjusted p below .05")
    else:
        lean = "leans" if flagged == 1 else "lean"
        write_line(f"{flagged} of {tested} {lean} to one side: adjusted p below .05")
        write_line(f"compared is what stands {least} times or more in both together (--least N)")
        used = max(found.words[0].a, found.words[-1].b, key=attrgetter("count"))
        times, articles = plural(used.count, "time"), plural(used.articles, "article")
        write_line(f"{_used(used)}: {times}, in {articles}")
    write_line(f"log-odds with a prior of 500 words, shared out as in {whose}")
    write_line("z takes each word as drawn by itself; p takes each article so")
    _print_left_out(found)


def _why_empty(found: Distinction) -> str:
    if found.shared:
        return "the two have the same texts (--all-copies counts them)"
    empty = [each.source for each in (found.a, found.b) if not each.words]
    return visible_line(" and ".join(f"“{each}”" for each in empty)) + " has no words"


def _print_left_out(found: Distinction) -> None:
    if found.shared:
        articles = plural(found.shared, "article")
        write_line(f"{articles} left out: both have the text (--all-copies counts them)")
    if found.copies:
        write_line(f"{plural(found.copies, 'copy', 'copies')} left out: one of each text counts")


def _contexts(read: Read, words: Sequence[DistinctiveWord]) -> dict[str, Context | None]:
    """The first place of each word, on the side it leans to, in its context."""
    from framing.comparing.kwic import context_of

    places = {each.word: (each.a if each.z >= 0 else each.b).first for each in words}
    articles = {
        each.id: each for each in read(sorted({at.article for at in places.values() if at}))
    }
    return {
        word: place and context_of(articles[place.article], place.start, place.end, _WIDTH)
        for word, place in places.items()
    }


def _print_line(place: Context | None) -> None:
    if place:
        write_line(f"  {place.article_id[:8]}  {visible(place.left)}[{place.text}]{place.right}")
