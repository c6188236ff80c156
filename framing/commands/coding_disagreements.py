"""The command `code disagreements`: where coders differ, as a list or a sheet to resolve it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from framing.commands.coding import refuse_other_formats, told_lexicons
from framing.commands.options import db_option, json_option, open_library
from framing.commands.output import note, print_json
from framing.errors import NotFoundError, UsageError
from framing.export.table_data import columns, row_of
from framing.visible import visible_line, write_line
from framing.wording import plural

if TYPE_CHECKING:
    from framing.coding.coding_rows import DisagreementRow
    from framing.library import Library


@click.command()
@click.option("--sample", default="", metavar="ID", help="Only this sample.")
@click.option("--all", "with_resolved", is_flag=True, help="Also those that are resolved.")
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), help="Write a sheet for an adjudicator."
)
@click.option("--show-codes", is_flag=True, help="With -o: name the coders' codes in the sheet.")
@click.option("--force", is_flag=True, help="Overwrite the file.")
@json_option
@db_option
def disagreements(
    sample: str,
    with_resolved: bool,
    output: Path | None,
    show_codes: bool,
    force: bool,
    as_json: bool,
    db: str | None,
) -> None:
    """List the units to which coders gave different codes, with the sentences around.

    What an adjudicator has resolved is left out. With -o they become a sheet for an adjudicator,
    who does not see the codes unless you say so: `framing code import SHEET --adjudicator NAME`.

    \b
    Examples:
      framing code disagreements
      framing code disagreements -o unresolved.csv --show-codes
    """
    from framing.coding import disagreements as differing
    from framing.coding.coded_samples import samples_called

    if output and as_json:
        raise UsageError("-o writes a sheet, --json prints data", hint="not both")
    if show_codes and not output:
        raise UsageError("--show-codes is for -o")
    with open_library(db) as library:
        found = list(differing(library, samples_called(library, sample)))
        rows = [each for each in found if with_resolved or each.adjudicated is None]
        if output:
            _write_adjudication_sheet(library, rows, output, with_codes=show_codes, force=force)
    if as_json:
        print_json("coder_disagreements", (row_of(_DISAGREEMENT, each) for each in rows))
    elif not output:
        _print_disagreements(rows)
    resolved = sum(each.adjudicated is not None for each in found)
    note(f"{plural(len(found), 'disagreement')}, {resolved:,} resolved by an adjudicator")


_DISAGREEMENT = (
    columns("sample", unit="unit.id", article_id="unit.article", start="unit.start", end="unit.end")
    | columns("dimension", "before", "unit.text", "after")
    | {
        "codes": lambda row: [each._asdict() for each in row.codes],
        "adjudications": lambda row: [each._asdict() for each in row.adjudications],
        "adjudicated": lambda row: None if row.adjudicated is None else int(row.adjudicated),
    }
)


def _write_adjudication_sheet(
    library: Library,
    rows: Sequence[DisagreementRow],
    output: Path,
    *,
    with_codes: bool,
    force: bool,
) -> None:
    from framing.coding.blank_sheets import write_adjudication_sheet
    from framing.places import replacing

    refuse_other_formats(output)
    if not rows:
        raise NotFoundError("coders differ on nothing that is not resolved")
    with replacing(output, force=force) as stream:
        write_adjudication_sheet(rows, told_lexicons(library), stream, with_codes=with_codes)
    note(visible_line(f"{output} written"))


def _print_disagreements(rows: Sequence[DisagreementRow]) -> None:
    for each in rows:
        said = ", ".join(f"{coder} {value}" for coder, value in each.codes)
        resolved = "".join(f"; adjudicator {who} {value}" for who, value in each.adjudications)
        write_line(visible_line(f"{each.unit.id}: {each.dimension}: {said}{resolved}"))
        for mark, text in ((" ", each.before), (">", each.unit.text), (" ", each.after)):
            if text:
                write_line(visible_line(f"  {mark} {text}"))
