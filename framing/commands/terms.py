"""The command about distinctive words: `terms`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import click

from framing.commands.options import db_option, json_option, scored_library
from framing.commands.output import print_json
from framing.commands.selecting import Asked, selected_snapshot, selection_options
from framing.commands.source_options import (
    all_copies_option,
    by_option,
    check_name,
    families,
    word_options,
)
from framing.commands.terms_output import print_word_notes, print_words, word_rows
from framing.errors import UsageError

if TYPE_CHECKING:
    from framing.model import Article


@click.command()
@by_option
@word_options
@all_copies_option
@selection_options
@json_option
@db_option
def terms(
    between: tuple[str, str],
    by: str,
    background: str,
    limit: int | None,
    least: int,
    contexts: bool,
    all_copies: bool,
    asked: Asked,
    as_json: bool,
    db: str | None,
) -> None:
    """Distinctive words: which words one source uses more than another, whatever the lexicons.

    Log-odds with an informative Dirichlet prior (Monroe, Colaresi & Quinn 2008), over every word
    of both; p comes from the articles of both, and is adjusted over all words that were compared.

    \b
    Examples:
      framing terms --between "The Daily" "The Gazette"
      framing terms --between "The Daily" "The Gazette" --background all --contexts
    """
    from framing.comparing.distinctive_words import distinctive_words

    if between[0] == between[1]:
        raise UsageError("terms compares two sources, not one with itself")
    with scored_library(db) as library, selected_snapshot(library, asked) as ids:
        for name in between:
            check_name(name, library.articles.groups(by), by)
        found = distinctive_words(
            library,
            between,
            families(library, ids, all_copies=all_copies),
            by=by,
            ids=ids,
            least=least,
            whole_library=background == "all",
        )

        def read(some: Sequence[str]) -> Iterator[Article]:
            return (stored.article for stored in library.articles.read(some))

        if as_json:
            print_json("keyness", word_rows(found, limit, read))
        else:
            print_words(found, limit, read if contexts else None, kwic=True)
            print_word_notes(
                found, least, "both sources" if background == "both" else "the whole library"
            )
