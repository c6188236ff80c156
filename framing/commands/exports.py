"""The command `export`: articles, scores, terms and matches as CSV, JSON or JSON lines."""

from __future__ import annotations

from pathlib import Path

import click

from framing.commands.options import db_option, scored_library
from framing.commands.output import note
from framing.visible import visible_line


@click.command()
@click.argument("table", metavar="articles|scores|terms|matches")
@click.option("--format", "format_", help="csv, json or jsonl. [default: by FILE, else csv]")
@click.option("-o", "--output", type=click.Path(path_type=Path), help="Write this file.")
@click.option("--force", is_flag=True, help="Overwrite the file.")
@click.option("--wide", is_flag=True, help="Scores with one row an article.")
@db_option
def export(
    table: str,
    format_: str | None,
    output: Path | None,
    force: bool,
    wide: bool,
    db: str | None,
) -> None:
    """Write a table of the library.

    A file is whole or not there at all; one that exists is kept unless --force is given.

    \b
    Examples:
      framing export scores > scores.csv
      framing export matches --format jsonl -o matches.jsonl
    """
    from framing.export import export_table

    with scored_library(db) as library:
        export_table(library, table, format_, output, wide=wide, force=force)
    if output:
        note(visible_line(f"{output} written"))
