"""Commands about exports: `export` writes tables and provenance, `rerun` scores from the latter."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click
from click.core import ParameterSource

from framing.commands.options import db_option, json_option, open_library, scored_library
from framing.commands.output import note, warn
from framing.commands.selecting import (
    Asked,
    find_stories,
    rule_of,
    selected_by,
    selection_options,
)
from framing.commands.source_options import all_copies_option, by_option, check_name
from framing.errors import UsageError
from framing.visible import visible_line
from framing.wording import plural

if TYPE_CHECKING:
    from framing.export import Scope
    from framing.export.table import Option
    from framing.library import Library, Period

_PROVENANCE, _PACKAGE, _DATASETTE = "provenance", "package", "datasette"
_FOLDERS = {_PACKAGE: "a package is", _DATASETTE: "what Datasette is told is"}
_OPTIONS: tuple[Option, ...] = ("by", "all_copies", "period", "between", "word", "dimension")
_MODEL = "model"
_TELL_STORIES = frozenset(
    {"articles", "scores", _MODEL, "stories", "within_stories", _PROVENANCE, _PACKAGE}
)
"""What names the story of an article."""
_FORMATS = "csv, json, jsonl, parquet or excel. [default: by FILE, else csv]"


@click.command()
@click.argument("table")
@click.argument(
    "folder", required=False, metavar="[DIR]", type=click.Path(path_type=Path), default=None
)
@click.option("--format", "format_", help=_FORMATS)
@click.option("-o", "--output", type=click.Path(path_type=Path), help="Write this file.")
@click.option("--force", is_flag=True, help="Overwrite the file, or the package.")
@click.option("--wide", is_flag=True, help="Scores with one row an article.")
@by_option
@all_copies_option
@click.option(
    "--period",
    type=click.Choice(["month", "year"]),
    default="month",
    show_default=True,
    help="Of a trend.",
)
@click.option("--between", nargs=2, metavar="A B", help="Two groups, for distinctive.")
@click.option("--dimension", default="", metavar="D", help="Of groups: only this dimension.")
@click.option("--word", default="", metavar="WHAT", help="For kwic: dimension, entry or pattern.")
@selection_options
@db_option
def export(
    table: str,
    folder: Path | None,
    format_: str | None,
    output: Path | None,
    force: bool,
    wide: bool,
    by: str,
    all_copies: bool,
    period: Period,
    between: tuple[str, str] | None,
    dimension: str,
    word: str,
    asked: Asked,
    db: str | None,
) -> None:
    """Write a table of the library, or where its scores come from.

    \b
    TABLE is one of
      articles scores voices terms matches     of articles; terms: how often an entry counts
      model                                    for regressions: counts, offsets, all fields
      sources pairs within_stories trend       of groups; --by says of which
      distinctive groups                       words that tell two apart; who is in which
      copies stories kwic                      families of copies, stories, words in context
      units codes agreement disagreements      of human coders
      codebook                                 every column of every table, explained
      provenance                               what the scores were made by and of
      package DIR                              a folder of all this but texts, for a journal
      datasette DIR                            what Datasette is told of the library

    `provenance` is one JSON document with the lexicons, the scorer's version, the runs, and the
    hashes of all articles: of it and the texts `framing rerun` makes the same scores.

    `package` writes tables without texts, lexicons, provenance and codebook, with scripts in Python
    and R that rebuild the tables of groups from the scores.

    A file or folder is whole or not there at all; what exists is kept unless --force is given.

    \b
    Examples:
      framing export scores > scores.csv
      framing export matches --format jsonl -o matches.jsonl
      framing export pairs --by meta.desk -o pairs.xlsx
      framing export trend --period year --dimension risk -o trend.parquet
      framing export package replication --by publisher
      framing export scores --where 'published>=2020' --where '"trade war"' -o scores.csv
      framing export model --set hk -o model.csv
    """
    from framing.export import (
        Scope,
        codebook,
        export_data,
        export_datasette,
        export_package,
        export_provenance,
        export_table,
    )
    from framing.export.tables import CODEBOOK

    other_form = bool(wide or format_ or output)
    if table == _PROVENANCE and (wide or format_ not in (None, "json")):
        raise UsageError("the provenance is one JSON document and has no other form")
    _check_place(table, folder, asked, other_form=other_form)
    _refuse_idle(table)
    if table == CODEBOOK:
        export_data(codebook(), format_, output, force=force)
    else:
        with scored_library(db) as library:
            if table in _TELL_STORIES:
                find_stories(library)
            rule = rule_of(library, asked)
            ids = selected_by(library, rule)
            scope = Scope(ids, by, all_copies, period, between, word, dimension)
            _check_names(library, scope)
            if table == _MODEL:
                _say_left_out(library, ids)
            if folder and table == _DATASETTE:
                export_datasette(library, folder, force=force)
            elif folder:
                export_package(library, folder, scope=scope, selection=rule, force=force)
            elif table == _PROVENANCE:
                export_provenance(library, output, scope=scope, selection=rule, force=force)
            else:
                export_table(
                    library,
                    table,
                    format_,
                    output,
                    scope=scope,
                    selection=rule,
                    wide=wide,
                    force=force,
                )
    if folder or output:
        note(visible_line(f"{folder or output} written"))


def _check_place(table: str, folder: Path | None, asked: Asked, *, other_form: bool) -> None:
    """Raises UsageError where a folder goes to a file or a table to a folder."""
    if table in _FOLDERS and (other_form or not folder):
        raise UsageError(f"{_FOLDERS[table]} a folder", hint=f"framing export {table} DIR")
    if folder and table not in _FOLDERS:
        raise UsageError(f"{table} goes to a file", hint=f"-o {folder}")
    if table == _DATASETTE and asked:
        raise UsageError("Datasette shows the whole library", hint="leave the selection out")


def _refuse_idle(table: str) -> None:
    """Raises UsageError for an option that the table does not heed."""
    from framing.export import TABLES
    from framing.export.replication import TAKES

    taken = {name: each.takes for name, each in TABLES.items()}
    taken |= dict.fromkeys((_PROVENANCE, _PACKAGE), TAKES)
    context = click.get_current_context()
    for name in _OPTIONS:
        given = context.get_parameter_source(name) is ParameterSource.COMMANDLINE
        if given and name not in taken.get(table, ()):
            of = ", ".join(each for each, options in taken.items() if name in options)
            option = name.replace("_", "-")
            raise UsageError(f"--{option} does nothing to {table}", hint=f"it is for {of}")


def _say_left_out(library: Library, ids: list[str] | None) -> None:
    from framing.export.model_table import without_words

    if left_out := without_words(library, ids):
        note(f"{plural(left_out, 'article')} without a counted word left out")


def _check_names(library: Library, scope: Scope) -> None:
    """Raises NotFoundError for a group that no article is in, and for an unknown dimension."""
    if scope.dimension:
        known = [each.name for each in library.lexicons.dimensions()]
        check_name(scope.dimension, known, "dimension")
    for name in scope.between or ():
        check_name(name, library.articles.groups(scope.by), scope.by)


@click.command()
@click.argument("provenance", metavar="PROVENANCE", type=click.Path(path_type=Path))
@click.option("--format", "format_", help=_FORMATS)
@click.option("-o", "--output", type=click.Path(path_type=Path), help="Write this file.")
@click.option("--force", is_flag=True, help="Overwrite the file.")
@json_option
@db_option
def rerun(
    provenance: Path,
    format_: str | None,
    output: Path | None,
    force: bool,
    as_json: bool,
    db: str | None,
) -> None:
    """Make the scores of an exported provenance again, from the texts of a library.

    The lexicons and the spans that are left out are those of the provenance, whatever the library
    was scored by; only the texts are the library's. What is written is what `framing export
    scores` wrote then. Nothing is stored.

    \b
    Examples:
      framing rerun provenance.json > again.csv
      framing rerun provenance.json --db texts.db -o again.csv
    """
    from framing.export import TABLES, TableData, export_data
    from framing.export.article_tables import score_rows
    from framing.runs.rerun import read_provenance, scores_again
    from framing.statistics.rates import SCORER_VERSION

    read = read_provenance(provenance)
    if read.scorer_version != SCORER_VERSION:
        warn(f"made by scorer {read.scorer_version}; this is {SCORER_VERSION} and may count anew")
    table = TABLES["scores"]
    with open_library(db) as library:
        members = {each.article.id: each.member for each in read.articles}
        rows = score_rows(scores_again(read, library), members.__getitem__)
        types = {column.name: column.type for column in table.columns}
        data = TableData(table.kind, list(types), rows, types)
        export_data(data, "json" if as_json else format_, output, force=force)
    if output:
        note(visible_line(f"{output} written"))
