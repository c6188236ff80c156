"""The command `lexicon convert`: a lexicon from one format into another, with a report."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from framing.commands.options import json_option
from framing.commands.output import note, print_json
from framing.visible import visible_line

if TYPE_CHECKING:
    from framing.lexicons.conversion import ConversionReport
    from framing.lexicons.formats import Note


@click.command()
@click.argument("source", metavar="IN", type=click.Path(path_type=Path))
@click.argument("target", metavar="OUT", type=click.Path(path_type=Path))
@click.option(
    "--categories", metavar="COLUMN,…", default="", help="Columns of a table that are categories."
)
@click.option("--encoding", default="", help="Encoding of IN, if it is not Unicode.")
@click.option("--force", is_flag=True, help="Overwrite OUT.")
@json_option
def convert(
    source: Path, target: Path, categories: str, encoding: str, force: bool, as_json: bool
) -> None:
    """Write a lexicon in another format and say what became of each line.

    The suffixes of IN and OUT say the formats: .toml, .csv, .tsv, .txt (word list), .dic and
    .dicx (LIWC), .yaml (quanteda), .cat (WordStat), .ykd (Yoshikoder), .json (Voyant).

    \b
    Examples:
      framing lexicon convert mfd.dic mfd.toml
      framing lexicon convert words.csv words.toml --categories fear,hope
    """
    from framing.lexicons.conversion import convert as run

    columns = tuple(name.strip() for name in categories.split(",") if name.strip())
    report = run(source, target, categories=columns, encoding=encoding, force=force)
    dimensions = len(report.taken.lexicon.dimensions)
    note(
        visible_line(
            f"{report.target}: {_counted(report.taken.terms, 'term')} "
            f"in {_counted(dimensions, 'dimension')}"
        )
    )
    if as_json:
        print_json("lexicon_report", report.rows())
    else:
        _print_report(report)


def _print_report(report: ConversionReport) -> None:
    for dimension in report.taken.lexicon.dimensions:
        note(visible_line(f"taken    {dimension.name}: {_counted(len(dimension.terms), 'term')}"))
    for status, each in report.notes():
        note(visible_line(f"{status:8} {_place(report, each)}{each.what}: {each.reason}"))


def _place(report: ConversionReport, each: Note) -> str:
    line = f"{report.source}:{each.line}: " if each.line else ""
    dimension = f"{each.dimension}: " if each.dimension and each.dimension != each.what else ""
    return line + dimension


def _counted(number: int, what: str) -> str:
    return f"{number:,} {what}{'' if number == 1 else 's'}"
