"""The command `lexicon suggest`: words and phrases that a dimension may lack."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import click

from framing.commands.json_columns import LINE
from framing.commands.options import db_option, json_option, stored_articles
from framing.commands.output import note, print_json, progress_bar
from framing.commands.selecting import Asked, selection_options
from framing.errors import NotFoundError
from framing.export.table_data import Row, columns, row_of
from framing.visible import visible_line, write_line
from framing.wording import plural

if TYPE_CHECKING:
    from framing.lexicons import Dimension, Lexicon
    from framing.workbench.suggestions import ArticleSample, Candidate, Suggestions

_WIDTH = 26
"""Characters of context on each side, so that a line fits on a terminal."""
_KINDS = {
    "inflection": "other forms of an entry's words that no entry covers",
    "collocate": "words within five words of an entry's matches",
    "phrase": "phrases of the sentences that hold a match",
    "neighbour": "words of the same kind of sentences as an entry's matches",
}


@click.command()
@click.argument("name", metavar="NAME|FILE")
@click.option("--dimension", metavar="NAME", help="Only this dimension. [default: all]")
@click.option(
    "--limit",
    default=10,
    show_default=True,
    type=click.IntRange(1, 1000),
    help="Not more than so many of a kind.",
)
@click.option("--as-toml", is_flag=True, help="Print a list of terms to paste into the file.")
@selection_options
@json_option
@db_option
def suggest(
    name: str,
    dimension: str | None,
    limit: int,
    as_toml: bool,
    asked: Asked,
    as_json: bool,
    db: str | None,
) -> None:
    """List words and phrases that a lexicon may lack, with the lines where they stand.

    They come from the articles of the library: other forms of its words, words beside its
    matches, phrases of their sentences, words of sentences of the same kind. Nothing is added by
    itself: read the lines, and add to the file what is right.

    \b
    Examples:
      framing lexicon suggest risk
      framing lexicon suggest my_terms.toml --dimension hope --limit 20
    """
    from framing.lexicons import find
    from framing.workbench.suggestions import sample_articles

    lexicon = find(name)
    dimensions = _dimensions(lexicon, dimension)
    with (
        stored_articles(db, asked) as (size, articles),
        progress_bar(size, "reading") as progress,
    ):
        taken = sample_articles(articles, size, progress)
    found = _run(lexicon, dimensions, taken, limit)
    note(f"read {taken}")
    for each in found:
        for remark in each.notes:
            note(visible_line(remark))
    if as_json:
        print_json("lexicon_report", _rows(found))
    elif as_toml:
        _print_terms(found)
    else:
        _print(found)


def _dimensions(lexicon: Lexicon, name: str | None) -> Sequence[Dimension]:
    chosen = [each for each in lexicon.dimensions if name in (None, each.name)]
    if not chosen:
        names = ", ".join(each.name for each in lexicon.dimensions)
        raise NotFoundError(f"{lexicon.name} has no dimension “{name}”", hint=f"valid: {names}")
    return chosen


def _run(
    lexicon: Lexicon, dimensions: Sequence[Dimension], taken: ArticleSample, limit: int
) -> list[Suggestions]:
    from framing.workbench import suggest as run
    from framing.workbench.suggestions import STEPS

    with progress_bar(STEPS * len(dimensions), "suggesting") as progress:
        return [
            run(lexicon, each, taken.articles, limit=limit, width=_WIDTH, progress=progress)
            for each in dimensions
        ]


def _print(found: Sequence[Suggestions]) -> None:
    for each in found:
        write_line(visible_line(f"{each.dimension}: {_size(each)}"))
        for kind, label in _KINDS.items():
            chosen = [some for some in each.found if some.candidate.kind == kind]
            if chosen:
                write_line(f"\n{label}")
            for some in chosen:
                write_line(visible_line(f"  {_figures(some.candidate)}"))
                for line in some.contexts:
                    write_line(visible_line(f"    {line.left}[{line.text}]{line.right}"))
        if not each.found:
            write_line("nothing to suggest")
        write_line("")


def _size(found: Suggestions) -> str:
    return f"{plural(found.articles, 'article')}, {found.words:,} words"


def _figures(candidate: Candidate) -> str:
    places = f"{plural(candidate.places, 'place')} in {plural(candidate.articles, 'article')}"
    score = "" if candidate.kind == "inflection" else f", score {candidate.score:.2f}"
    return f"{candidate.text}  ({candidate.entry}): {places}{score}"


def _print_terms(found: Sequence[Suggestions]) -> None:
    """Lists in TOML with the reason for each term as a remark."""
    for each in found:
        write_line(visible_line(f"# {each.dimension}: {_size(each)}; read each before you keep it"))
        write_line("terms = [")
        for some in each.found:
            remark = visible_line(f"{some.candidate.kind}, {_figures(some.candidate)}")
            # Words have neither quotation marks nor backslashes in them.
            write_line(f'  "{some.candidate.text}",  # {remark}')
        write_line("]")


_CONTEXT = columns("article_id", "source") | LINE


def _rows(found: Sequence[Suggestions]) -> Iterator[Row]:
    for each in found:
        for some in each.found:
            yield {
                "dimension": each.dimension,
                **some.candidate._asdict(),
                "articles_read": each.articles,
                "words_read": each.words,
                "contexts": [row_of(_CONTEXT, line) for line in some.contexts],
            }
