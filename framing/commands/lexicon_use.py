"""The command `lexicon use`: which lexicons a library uses; and how other commands change it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from framing.commands.options import db_option, json_option, open_library
from framing.commands.output import note, print_json, print_table, warn
from framing.errors import LexiconError
from framing.export.table_data import Columns, columns, row_of
from framing.visible import visible_line
from framing.wording import plural

if TYPE_CHECKING:
    from framing.lexicons import Lexicon
    from framing.library import Library


@click.command()
@click.argument("names", metavar="[NAME]...", nargs=-1)
@click.option("--all", "every", is_flag=True, help="Use all that are switched on.")
@json_option
@db_option
def use(names: tuple[str, ...], every: bool, as_json: bool, db: str | None) -> None:
    """Choose the lexicons that a library uses, and score it with them; without NAME: list them.

    Each library has its own list: at first all that are switched on when it is made. What is added
    or switched on or off for one library changes no other.

    \b
    Examples:
      framing lexicon use
      framing lexicon use risk my_terms --db study.db
    """
    from framing.runs.rescoring import in_use, rescore

    with open_library(db) as library:
        if names or every:
            library.lexicons.use(each.name for each in _chosen(library, names, every=every))
            scored = rescore(library, in_use(library), "use")
            note(f"{plural(scored, 'article')} scored anew in {library.path}")
        found = in_use(library).lexicons
    if as_json:
        print_json("lexicons_in_use", (row_of(_USED, each) for each in found))
        return
    table = ((each.name, each.version, _dimensions(each)) for each in found)
    print_table(("lexicon", "version", "dimensions"), table)


def _dimensions(lexicon: Lexicon) -> str:
    return ", ".join(each.name for each in lexicon.dimensions)


_USED: Columns = columns("version", "fingerprint", lexicon="name") | {
    "dimensions": lambda lexicon: [each.name for each in lexicon.dimensions]
}


def _chosen(library: Library, names: tuple[str, ...], *, every: bool) -> tuple[Lexicon, ...]:
    """The lexicons of these names, and with `every` all that are switched on.

    Raises LexiconError for a name that none has, and where two cannot score side by side.
    """
    from framing.lexicons import active, find
    from framing.lexicons.installed import together

    found = list(active()) if every else []
    for name in names:
        try:
            lexicon = find(name)
        except LexiconError:
            if not (kept := library.lexicons.kept(name)):
                raise
            lexicon = kept
        if lexicon.path == name:
            what = f"“{name}” is a file, not the name of a lexicon"
            raise LexiconError(what, hint="framing lexicon add FILE")
        found.append(lexicon)
    return together(found)


def is_used(db: str | None, name: str) -> bool:
    """Whether the library, where there is one, uses a lexicon of that name, installed or not."""
    from framing.lexicons.formats.checks import same_name
    from framing.places import is_there, library_file

    if db is None and not is_there(library_file(None)[0]):
        return False
    with open_library(db) as library:
        return same_name(name) in map(same_name, library.lexicons.used() or ())


def score_again(
    db: str | None, *, more: Lexicon | None = None, replace: bool = False, less: str = ""
) -> None:
    """Bring the library's scores up to date, where there is a library, once it uses a lexicon more
    or less; `replace` ends its use of others that share a name with the one more."""
    from framing.places import is_there, library_file
    from framing.runs.rescoring import keeps_to_named, refresh, use_also, use_no_longer

    if db is None and not is_there(library_file(None)[0]):
        return
    with open_library(db) as library:
        if less:
            use_no_longer(library, less)
        if more and (others := use_also(library, more, replace=replace)):
            names = ", ".join(each.name for each in others)
            warn(
                visible_line(
                    f"{more.name} is not used by {library.path}: it shares a name with {names};"
                    " `framing lexicon use NAME…` chooses"
                )
            )
        if keeps_to_named(library):
            note("this library keeps to the lexicons it was scored with; `framing score` ends that")
        elif library.articles.count() and (scored := refresh(library)):
            note(f"{plural(scored, 'article')} scored anew in {library.path}")
