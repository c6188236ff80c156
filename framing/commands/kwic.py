"""The command `kwic`: keywords in context."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

import click

from framing.commands.options import db_option, json_option, scored_library
from framing.commands.output import note, print_json
from framing.commands.selecting import Asked, selected, selection_options
from framing.export.table_data import row_of
from framing.visible import visible, write_line
from framing.wording import VOICE_NAMES

if TYPE_CHECKING:
    from framing.comparing.kwic import KwicLine
    from framing.library import Library
    from framing.model import Match

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

    from framing.comparing.keyword_search import found_lines
    from framing.export.kwic_table import LINE_CELLS

    with scored_library(db) as library:
        ids = _chosen(library, source, article, selected(library, asked))
        at_once = max(_FEWEST, limit) if limit else None
        found = found_lines(what, library, ids, width, is_word=word, at_once=at_once)
        shown = islice(found, limit)
        if as_json:
            print_json("kwic", (row_of(LINE_CELLS, line) for line in shown))
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
