"""The command `compare`: articles side by side."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from framing.commands.app_launch import on_terminal, show_profiles
from framing.commands.options import db_option, json_option, scored_library
from framing.commands.output import print_json, print_table
from framing.commands.passages_output import print_passages
from framing.commands.selecting import Asked, rule_of, say_selected, selection_options
from framing.commands.stories import articles_of, told_with
from framing.errors import UsageError
from framing.visible import visible_line, write_line
from framing.wording import plural, rate_with_interval

if TYPE_CHECKING:
    from framing.lexicons import Lexicon
    from framing.model import Profile, Score

MOST_ARTICLES = 4
"""Articles in one comparison: as many as fit beside each other."""


@click.command()
@click.argument("articles", nargs=-1, metavar="A B [C D]")
@click.option("--story", type=click.IntRange(1, 2**31), help="The articles of this story.")
@click.option("--table", is_flag=True, help="Print the table, also on a terminal.")
@click.option("--all", "every", is_flag=True, help="Print every entry of two articles.")
@selection_options
@json_option
@db_option
def compare(
    articles: tuple[str, ...],
    story: int | None,
    table: bool,
    every: bool,
    asked: Asked,
    as_json: bool,
    db: str | None,
) -> None:
    """Compare two to four articles, given by id or as files, those of a story, or those selected.

    On a terminal the app opens on them; in a pipe, or with --table or --all, the figures are
    printed. Those of two articles show the entries that differ most, and with --all every one.

    \b
    Examples:
      framing compare 3f2a 91cc
      framing compare report_a.txt report_b.txt --table
      framing compare --story 12
      framing compare --story 12 --where 'source=The Daily OR source=The Gazette'
    """
    from framing.commands.named_articles import scanned

    if articles and (story or asked):
        raise UsageError("compare takes articles, or --story or a selection, not both")
    if story:
        articles = tuple(articles_of(story, asked, MOST_ARTICLES, db))
    elif asked:
        articles = tuple(_selected(asked, db))
    if not 2 <= len(articles) <= MOST_ARTICLES:
        hint = told_with(articles[0], db) if len(articles) == 1 else ""
        raise UsageError(f"compare takes two to four articles, not {len(articles)}", hint=hint)
    profiles, lexicons = scanned(list(articles), db)
    if as_json:
        from framing.commands.comparison_json import rows

        print_json("comparison", rows(profiles, lexicons))
    elif table or every or not on_terminal():
        print_comparison(profiles, lexicons, every=every)
    else:
        show_profiles(profiles)


def _selected(asked: Asked, db: str | None) -> list[str]:
    """The ids of the selected articles, by source; raises UsageError where they are too many."""
    with scored_library(db) as library:
        rule = rule_of(library, asked)
        rows = library.articles.listing(selection=rule)
        say_selected(library, len(rows))
    if len(rows) > MOST_ARTICLES:
        hint = "select fewer, or those of a story: --story N --where …"
        raise UsageError(f"compare takes two to four articles, not {len(rows)}", hint=hint)
    return [row.id for row in rows]


def print_comparison(
    profiles: Sequence[Profile], lexicons: Sequence[Lexicon], *, every: bool = False
) -> None:
    """Print rates side by side, how they differ and, for two articles, by which entries (the
    largest, or `every` one) and passages."""
    from framing.commands.comparison_text import print_difference, print_pairs

    letters = "ABCD"[: len(profiles)]
    for letter, profile in zip(letters, profiles, strict=True):
        article = profile.article
        title = visible_line(article.label)
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
