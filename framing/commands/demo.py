"""The command `demo`, and what `framing` does without a command."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from framing.commands.app_launch import on_terminal, show_library
from framing.commands.output import note

if TYPE_CHECKING:
    from framing.library import Library


@click.command()
def demo() -> None:
    """Try the program on five sample articles, in a library of their own.

    On a terminal the app opens; in a pipe their table is printed.
    """
    from framing.library import Library
    from framing.runs.sample_corpus import NOTICE, sample_library

    path = sample_library()
    if on_terminal():
        show_library(path, NOTICE)
    note(NOTICE)
    with Library(path) as library:
        _print_articles(library)


def open_app_or_table(db: str | None) -> None:
    """What `framing` alone does: the app on a terminal, the table of articles in a pipe."""
    if on_terminal():
        from framing.commands.options import scored_library
        from framing.places import is_there, library_file

        path = library_file(db)[0]
        if is_there(path):
            scored_library(db).close()
        show_library(path)
    from framing.commands.options import scored_library

    with scored_library(db) as library:
        _print_articles(library)


def _print_articles(library: Library) -> None:
    from framing.commands.article_table import print_articles

    print_articles(library, library.articles.listing())
