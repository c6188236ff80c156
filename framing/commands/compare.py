"""Commands for reading: `compare`, `kwic`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

import click

from framing.commands.app_launch import on_terminal, show_profiles
from framing.commands.options import db_option, json_option, scored_library
from framing.commands.output import note, print_json, print_table
from framing.commands.passages_output import print_passages
from framing.commands.stories import articles_of
from framing.errors import NotFoundError, UsageError
from framing.export.table_data import columns, known, row_of
from framing.visible import visible, visible_line, write_line
from framing.wording import VOICE_NAMES, plural, rate_with_interval

if TYPE_CHECKING:
    from framing.comparing.kwic import KwicLine
    from framing.lexicons import Lexicon
    from framing.library import Library
    from framing.model import Match, Profile, Score

MOST_ARTICLES = 4
"""Articles in one comparison: as many as fit beside each other."""


@click.command()
@click.argument("articles", nargs=-1, metavar="A B [C D]")
@click.option("--story", type=click.IntRange(1, 2**31), help="The articles of this story.")
@click.option("--table", is_flag=True, help="Print the table, also on a terminal.")
@click.option("--all", "every", is_flag=True, help="Print every entry of two articles.")
@json_option
@db_option
def compare(
    articles: tuple[str, ...],
    story: int | None,
    table: bool,
    every: bool,
    as_json: bool,
    db: str | None,
) -> None:
    """Compare two to four articles, given by id or as files, or those of a story.

    On a terminal the app opens on them; in a pipe, or with --table or --all, the figures are
    printed. Those of two articles show the entries that differ most, and with --all every one.

    \b
    Examples:
      framing compare 3f2a 91cc
      framing compare report_a.txt report_b.txt --table
      framing compare --story 12
    """
    from framing.commands.named_articles import scanned

    if story and articles:
        raise UsageError("compare takes articles or --story, not both")
    if story:
        articles = tuple(articles_of(story, MOST_ARTICLES, db))
    if not 2 <= len(articles) <= MOST_ARTICLES:
        raise UsageError(f"compare takes two to four articles, not {len(articles)}")
    profiles, lexicons = scanned(list(articles), db)
    if as_json:
        from framing.commands.comparison_json import rows

        print_json("comparison", rows(profiles, lexicons))
    elif table or every or not on_terminal():
        print_comparison(profiles, lexicons, every=every)
    else:
        show_profiles(profiles)


def print_comparison(
    profiles: Sequence[Profile], lexicons: Sequence[Lexicon], *, every: bool = False
) -> None:
    """Print rates side by side, how they differ and, for two articles, by which entries (the
    largest, or `every` one) and passages."""
    from framing.commands.comparison_text import print_difference, print_pairs

    letters = "ABCD"[: len(profiles)]
    for letter, profile in zip(letters, profiles, strict=True):
        article = profile.article
        title = visible_line(article.title or "(no title)")
        write_line(f"{letter}  {article.id}  {visible_line(article.source)}: {title}")
        write_line(f"   {profile.words} {profile.unit}, {plural(profile.sentences, 'sentence')}")
    write_line("")
    scores = [{score.dimension: score for score in profile.scores} for profile in profiles]
    print_table(
        ["dimension", *letters],
        [
            [dimension, *(_figures(each.get(dimension)) for each in scores)]
            for dimension in scores[0]
        ],
    )
    units = sorted({profile.unit for profile in profiles}, reverse=True)
    write_line(f"matches per 1,000 {' or '.join(units)}: emphasis of wording, nothing more")
    if len(units) > 1:
        write_line("rates per word and rates per character are not to be compared")
    if len({profile.article.text for profile in profiles}) < len(profiles):
        write_line("the same text stands here more than once, and does not differ from itself")
    if len(profiles) == 2:
        print_difference(profiles[0], profiles[1], lexicons, every=every)
        print_passages(profiles[0], profiles[1])
    else:
        print_pairs(profiles)
    write_line("")
    write_line("one article per source supports statements about these articles only")


def _figures(score: Score | None) -> str:
    if score is None:
        return "not scored"
    return f"{rate_with_interval(score)} n={score.matches}"


@click.command()
@click.argument("what")
@click.option("--source", help="Only articles of this source.")
@click.option("--article", "article", metavar="ID", help="Only this article.")
@click.option("--word", is_flag=True, help="WHAT is a pattern, whatever a dimension is called.")
@click.option("--width", default=40, type=click.IntRange(5, 500), help="Characters on each side.")
@click.option("--limit", type=click.IntRange(1, 2**31), help="Not more than so many lines.")
@json_option
@db_option
def kwic(
    what: str,
    source: str | None,
    article: str | None,
    word: bool,
    width: int,
    limit: int | None,
    as_json: bool,
    db: str | None,
) -> None:
    """Print keywords in context.

    WHAT is a dimension (all its matches), one of its entries, or any pattern: words with * and ?.

    \b
    Examples:
      framing kwic risk
      framing kwic "government support*" --width 60
    """
    from itertools import islice

    from framing.articles.intake import normalise
    from framing.comparing.kwic import lines

    what = " ".join(normalise(what).split())
    with scored_library(db) as library:
        ids = _chosen(library, source, article)
        found = (
            line
            for profile in _profiles_with(what, library, ids, is_word=word)
            for line in lines(profile, width)
            if (word or what in (line.match.dimension, line.match.entry))
        )
        shown = islice(found, limit)
        if as_json:
            print_json("kwic", (row_of(_KWIC, line) for line in shown))
        else:
            _print_lines(shown, width)


def _chosen(library: Library, source: str | None, article: str | None) -> list[str] | None:
    """The ids of the articles to look at; None for all. Raises NotFoundError for a wrong name."""
    from framing.commands.source_options import check_name

    if source is not None:
        check_name(source, library.articles.groups("source"), "source")
    ids = None if source is None else library.articles.ids(source)
    if article is None:
        return ids
    one = library.articles.resolve(article)
    return [one] if ids is None or one in ids else []


def _profiles_with(
    what: str, library: Library, ids: list[str] | None, *, is_word: bool
) -> Iterator[Profile]:
    """Profiles by the library's lexicons, or by the pattern where none of them has it."""
    from framing.commands.named_articles import stored_profiles
    from framing.lexicons import Dimension, Lexicon, Term
    from framing.lexicons.patterns import parse_pattern

    lexicons = library.lexicons.current()
    for lexicon in () if is_word else lexicons:
        for dimension in lexicon.dimensions:
            known = {each.pattern for each in dimension.terms} | {
                each.name for each in dimension.near
            }
            if what == dimension.name or what in known:
                yield from stored_profiles(library, ids, lexicons)
                return
    try:
        parse_pattern(what)
    except ValueError as error:
        raise NotFoundError(f"“{what}” is no dimension or entry, and {error}") from error
    pattern = Lexicon("pattern", dimensions=(Dimension("pattern", terms=(Term(what),)),))
    yield from stored_profiles(library, ids, (pattern,))


_KWIC = (
    columns("article_id", "source", "match.dimension", "match.entry", "match.start", "match.end")
    | columns("match.voice")
    | known("match.speaker")
    | columns("left", "text", "right")
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
        )
    if empty:
        note("no match")


def _voice(match: Match) -> str:
    return VOICE_NAMES[match.voice] if match.voice else ""


def _speaker(match: Match) -> str:
    return f"  ({visible(' '.join(match.speaker.split()))})" if match.speaker else ""
