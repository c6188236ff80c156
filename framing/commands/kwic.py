"""The command `kwic`: keywords in context."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

import click

from framing.commands.options import db_option, json_option, scored_library
from framing.commands.output import note, print_json
from framing.commands.selecting import Asked, selected, selection_options
from framing.errors import NotFoundError
from framing.export.table_data import columns, known, row_of
from framing.visible import visible, write_line
from framing.wording import VOICE_NAMES

if TYPE_CHECKING:
    from framing.comparing.kwic import KwicLine
    from framing.lexicons import Lexicon
    from framing.library import Library
    from framing.model import Match, Profile

_FEWEST = 50
"""Articles that are scanned together, however few lines are wanted."""


@click.command()
@click.argument("what")
@click.option("--source", help="Only articles of this source.")
@click.option("--article", "article", metavar="ID", help="Only this article.")
@click.option("--word", is_flag=True, help="WHAT is a pattern, whatever a dimension is called.")
@click.option("--width", default=40, type=click.IntRange(5, 500), help="Characters on each side.")
@click.option("--limit", type=click.IntRange(1, 2**31), help="Not more than so many lines.")
@selection_options
@json_option
@db_option
def kwic(
    what: str,
    source: str | None,
    article: str | None,
    word: bool,
    width: int,
    limit: int | None,
    asked: Asked,
    as_json: bool,
    db: str | None,
) -> None:
    """Print keywords in context.

    WHAT is a dimension (all its matches), one of its entries, or any pattern: words with * and ?.

    \b
    Examples:
      framing kwic risk
      framing kwic "government support*" --width 60
      framing kwic risk --where 'published>=2020' --set hk
    """
    from itertools import islice

    from framing.articles.intake import normalise
    from framing.comparing.kwic import lines

    what = " ".join(normalise(what).split())
    with scored_library(db) as library:
        ids = _chosen(library, source, article, selected(library, asked))
        at_once = max(_FEWEST, limit) if limit else None
        found = (
            line
            for profile in _profiles_with(what, library, ids, at_once, is_word=word)
            for line in lines(profile, width)
            if (word or what in (line.match.dimension, line.match.entry))
        )
        shown = islice(found, limit)
        if as_json:
            print_json("kwic", (row_of(_KWIC, line) for line in shown))
        else:
            _print_lines(shown, width)


def _chosen(
    library: Library, source: str | None, article: str | None, ids: list[str] | None
) -> list[str] | None:
    """Those of the selected ids to look at; None for all. Raises NotFoundError for a wrong name."""
    from framing.commands.source_options import check_name

    if source is not None:
        check_name(source, library.articles.groups("source"), "source")
        ids = library.articles.ids(source, among=ids)
    if article is None:
        return ids
    one = library.articles.resolve(article)
    return [one] if ids is None or one in ids else []


def _profiles_with(
    what: str, library: Library, ids: list[str] | None, at_once: int | None, *, is_word: bool
) -> Iterator[Profile]:
    """Profiles of the articles that hold it, by the library's lexicon that has it, else by it as a
    pattern; `at_once` articles are scanned together."""
    from framing.commands.named_articles import stored_profiles
    from framing.lexicons import Dimension, Lexicon, Term

    for lexicon in () if is_word else library.lexicons.current():
        for dimension in lexicon.dimensions:
            entries = {each.pattern for each in dimension.terms}
            entries |= {each.name for each in dimension.near}
            if what == dimension.name or what in entries:
                entry = None if what == dimension.name else what
                holding = library.scores.holding(dimension.name, entry, [lexicon])
                return stored_profiles(library, _both(holding, ids), [lexicon], at_once)
    try:
        holding = library.articles.may_hold([what])
    except ValueError as error:
        raise NotFoundError(f"“{what}” is no dimension or entry, and {error}") from error
    pattern = Lexicon("pattern", dimensions=(Dimension("pattern", terms=(Term(what),)),))
    return _matching(library, _both(holding, ids), pattern, at_once)


def _both(holding: list[str], ids: list[str] | None) -> list[str]:
    return holding if ids is None else sorted(set(holding) & set(ids))


def _matching(
    library: Library, ids: list[str], lexicon: Lexicon, at_once: int | None
) -> Iterator[Profile]:
    """Profiles of the articles in which the lexicon matches; only these are asked who speaks."""
    from framing.articles.batches import batches
    from framing.matching import Scanner

    finder, scanner = Scanner([lexicon], voices=False), Scanner([lexicon])
    for batch in batches((found.article for found in library.articles.read(ids)), at_once):
        yield from scanner.scan(finder.holding(batch))


_KWIC = (
    columns("article_id", "source", "match.dimension", "match.entry", "match.start", "match.end")
    | columns("match.voice")
    | known("match.speaker")
    | columns("left", "text", "right")
    | {"needed": lambda line: list(line.needed)}
)


def _print_lines(lines: Iterable[KwicLine], width: int) -> None:
    from framing.commands.output import cells

    empty = True
    for line in lines:
        empty = False
        left = visible(line.left)
        room = " " * max(0, width - cells(left))
        write_line(
            f"{line.article_id[:8]}  {_voice(line.match):<8}  "
            f"{room}{left}[{visible(line.text)}]{visible(line.right)}{_speaker(line.match)}"
            f"{_needed(line.needed)}"
        )
    if empty:
        note("no match")


def _voice(match: Match) -> str:
    return VOICE_NAMES[match.voice] if match.voice else ""


def _needed(words: Sequence[str]) -> str:
    return f"  (needs {visible(', '.join(words))})" if words else ""


def _speaker(match: Match) -> str:
    return f"  ({visible(' '.join(match.speaker.split()))})" if match.speaker else ""
