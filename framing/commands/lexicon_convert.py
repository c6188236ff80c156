"""The command `lexicon convert`: a lexicon from one format into another, with a report."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import click

from framing.commands.options import json_option
from framing.commands.output import note, print_json
from framing.visible import visible_line

if TYPE_CHECKING:
    from framing.lexicons.conversion import ConversionReport
    from framing.lexicons.formats import Note


_MOST_ALIKE = 50
"""Lines that are printed of one reason; files of 100,000 terms would bury the others."""
_NAMED = re.compile(r"“[^”]*”|-?[0-9][0-9.]*")


@click.command()
@click.argument("source", metavar="IN", type=click.Path(path_type=Path))
@click.argument("target", metavar="OUT", type=click.Path(path_type=Path))
@click.option(
    "--categories", metavar="COLUMN,…", default="", help="Columns of a table that are categories."
)
@click.option("--encoding", default="", help="Encoding of IN, if it is not Unicode.")
@click.option(
    "--nested", is_flag=True, help="Entries inside longer ones of other dimensions do not count."
)
@click.option("--force", is_flag=True, help="Overwrite OUT.")
@json_option
def convert(
    source: Path,
    target: Path,
    categories: str,
    encoding: str,
    nested: bool,
    force: bool,
    as_json: bool,
) -> None:
    """Write a lexicon in another format and say what became of each line.

    The suffixes of IN and OUT say the formats: .toml, .csv, .tsv, .txt (word list), .dic and
    .dicx (LIWC), .yaml (quanteda), .cat (WordStat), .ykd (Yoshikoder), .lcd and .lc3 (Lexicoder),
    .vbpro (VBPro), .json (Voyant).

    \b
    Examples:
      framing lexicon convert mfd.dic mfd.toml
      framing lexicon convert words.csv words.toml --categories fear,hope
    """
    from framing.lexicons.conversion import convert as run

    columns = tuple(name.strip() for name in categories.split(",") if name.strip())
    report = run(source, target, categories=columns, encoding=encoding, nested=nested, force=force)
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
    told: Counter[tuple[str, str]] = Counter()
    for status, each in report.notes():
        told[status, _kind(each)] += 1
        if told[status, _kind(each)] <= _MOST_ALIKE:
            note(visible_line(f"{status:8} {_place(report, each)}{each.what}: {each.reason}"))
    for (status, kind), count in told.items():
        if count > _MOST_ALIKE:
            more = f"{count - _MOST_ALIKE:,} more for the same reason: {kind}"
            note(visible_line(f"{status:8} {more} (--json tells each)"))


def _kind(each: Note) -> str:
    """What notes of one reason have in common: it without the words and lines that it names."""
    return _NAMED.sub("…", each.reason)


def _place(report: ConversionReport, each: Note) -> str:
    line = f"{report.source}:{each.line}: " if each.line else ""
    dimension = f"{each.dimension}: " if each.dimension and each.dimension != each.what else ""
    return line + dimension


def _counted(number: int, what: str) -> str:
    return f"{number:,} {what}{'' if number == 1 else 's'}"
