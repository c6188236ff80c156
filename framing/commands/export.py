"""Commands about exports: `export` writes tables and provenance, `rerun` scores from the latter."""

from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

import click

from framing.commands.options import db_option, json_option, open_library, scored_library
from framing.commands.output import note, progress_bar, warn
from framing.commands.selecting import Asked, rule_of, selected, selection_options
from framing.errors import UsageError
from framing.visible import visible_line
from framing.wording import plural

if TYPE_CHECKING:
    from framing.library import Library


@click.command()
@click.argument("table", metavar="articles|scores|terms|matches|sources|model|provenance")
@click.option("--format", "format_", help="csv, json or jsonl. [default: by FILE, else csv]")
@click.option("-o", "--output", type=click.Path(path_type=Path), help="Write this file.")
@click.option("--force", is_flag=True, help="Overwrite the file.")
@click.option("--wide", is_flag=True, help="Scores with one row an article.")
@selection_options
@db_option
def export(
    table: str,
    format_: str | None,
    output: Path | None,
    force: bool,
    wide: bool,
    asked: Asked,
    db: str | None,
) -> None:
    """Write a table of the library, or where its scores come from.

    `provenance` is one JSON document with the lexicons, the scorer's version, the runs, and the
    hashes of all articles: of it and the texts `framing rerun` makes the same scores. `model` is
    for regressions: a row an article and dimension, with its count, offset and all its fields.

    A file is whole or not there at all; one that exists is kept unless --force is given.

    \b
    Examples:
      framing export scores > scores.csv
      framing export matches --format jsonl -o matches.jsonl
      framing export provenance -o provenance.json
      framing export scores --where 'published>=2020' --where '"trade war"' -o scores.csv
      framing export model --set hk -o model.csv
    """
    from framing.export import export_provenance, export_table

    if table == "provenance" and (wide or format_ not in (None, "json")):
        raise UsageError("the provenance is one JSON document and has no other form")
    with scored_library(db) as library:
        ids = selected(library, asked)
        if table == "provenance":
            rule = rule_of(library, asked)
            export_provenance(library, output, selection=rule, force=force)
        else:
            if table == "model":
                _prepare_model(library, ids)
            export_table(library, table, format_, output, ids=ids, wide=wide, force=force)
    if output:
        note(visible_line(f"{output} written"))


def _prepare_model(library: Library, ids: list[str] | None) -> None:
    """Find the stories, which the table names, and say what it leaves out."""
    from framing.comparing import stories
    from framing.export.model_table import without_words

    if not library.read_only:
        with ExitStack() as bars:
            stories.update(library, lambda size: bars.enter_context(progress_bar(size, "reading")))
    if left_out := without_words(library, ids):
        note(f"{plural(left_out, 'article')} without a counted word left out")


@click.command()
@click.argument("provenance", metavar="PROVENANCE", type=click.Path(path_type=Path))
@click.option("--format", "format_", help="csv, json or jsonl. [default: by FILE, else csv]")
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
    from framing.export.tables import score_rows
    from framing.runs.rerun import read_provenance, scores_again
    from framing.statistics.rates import SCORER_VERSION

    read = read_provenance(provenance)
    if read.scorer_version != SCORER_VERSION:
        warn(f"made by scorer {read.scorer_version}; this is {SCORER_VERSION} and may count anew")
    table = TABLES["scores"]
    with open_library(db) as library:
        rows = score_rows(scores_again(read, library))
        data = TableData(table.kind, table.columns, rows)
        export_data(data, "json" if as_json else format_, output, force=force)
    if output:
        note(visible_line(f"{output} written"))
