"""Commands for human coders: `code sample`, `code import`, `code disagreements`."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from framing.commands.options import db_option, json_option, open_library, scored_library
from framing.commands.output import note, print_json, progress_bar, refuse, warn
from framing.commands.selecting import Asked, selected, selection_options
from framing.errors import LibraryError, NotFoundError, ReadError, UsageError
from framing.export.table_data import columns, row_of
from framing.visible import visible_line, write_line
from framing.wording import plural

if TYPE_CHECKING:
    from framing.coding.coding_rows import DisagreementRow
    from framing.coding.filled_sheets import Agree, ChangedCode, SheetImport
    from framing.library import Library, Sample, SampleKind


@click.group()
def code() -> None:
    """Draw sheets for human coders, and take them in when they are filled.

    `framing validate --coded` then says how far coders and lexicons agree.
    """


@code.command()
@click.option(
    "--unit",
    type=click.Choice(["sentence", "match"]),
    default="sentence",
    show_default=True,
    help="What is coded: sentences in every dimension, or single matches.",
)
@click.option("--size", type=click.IntRange(1, 100_000), help="Units in all. [default: 200]")
@click.option("--per-entry", type=click.IntRange(1, 10_000), help="Units of each entry.")
@click.option("--dimension", "dimensions", multiple=True, help="Only this one; again for more.")
@click.option(
    "--seed",
    type=click.IntRange(0, 2**53),
    default=1,
    show_default=True,
    help="Another seed draws another sheet.",
)
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), help="Write this CSV file. [default: stdout]"
)
@click.option("--force", is_flag=True, help="Overwrite the file.")
@selection_options
@db_option
def sample(
    unit: SampleKind,
    size: int | None,
    per_entry: int | None,
    dimensions: tuple[str, ...],
    seed: int,
    output: Path | None,
    force: bool,
    asked: Asked,
    db: str | None,
) -> None:
    """Draw a sheet for coders, and keep in the library what was drawn.

    The sheet says nothing about sources, titles, dates or scores. Coders write 0 or 1 into the
    empty columns, or leave a cell empty. Sentences are drawn with and without matches, spread over
    dimensions and entries; the same seed draws the same sheet.

    \b
    Examples:
      framing code sample --size 300 -o sheet.csv
      framing code sample --unit match --dimension risk --per-entry 10 -o risk.csv
      framing code sample --set hk -o hk.csv
    """
    from framing.coding import draw
    from framing.coding.blank_sheets import write_sheet
    from framing.coding.strata import SampleRequest
    from framing.export.writing import standard_output
    from framing.places import replacing

    if output:
        _refuse_other_formats(output)
    wanted = SampleRequest(unit, dimensions, size, per_entry, seed)
    with scored_library(db) as library:
        if library.read_only:
            what = "the library is read-only, and keeps what is drawn from it"
            raise LibraryError(what, file=str(library.path))
        ids = selected(library, asked)
        target = replacing(output, force=force) if output else standard_output()
        with target as stream:
            held = library.articles.count() if ids is None else len(ids)
            with progress_bar(held, "drawing") as progress:
                drawn = draw(library, wanted, progress, ids=ids)
            write_sheet(drawn, library.lexicons.current(), stream)
            library.codes.add_sample(drawn)
    _report(drawn)
    if output:
        note(visible_line(f"{output} written"))


def _refuse_other_formats(output: Path) -> None:
    if output.suffix.lower() != ".csv":
        raise UsageError(f"{output}: a sheet is a CSV file", hint="-o NAME.csv")


def _report(drawn: Sample) -> None:
    units = (
        plural(len(drawn.units), drawn.kind)
        if drawn.kind == "sentence"
        else (f"{len(drawn.units):,} match{'' if len(drawn.units) == 1 else 'es'}")
    )
    strata = len({unit.stratum for unit in drawn.units})
    articles = len({unit.article for unit in drawn.units})
    note(
        f"sample {drawn.id}: {units} of {drawn.population:,}, from {plural(articles, 'article')}"
        f" and {strata} strata"
    )


@code.command("import")
@click.argument("sheets", nargs=-1, required=True, metavar="SHEET…")
@click.option("--coder", default="", metavar="NAME", help="Who coded. [default: the file's name]")
@click.option(
    "--adjudicator",
    default="",
    metavar="NAME",
    help="Who resolves what coders disagree on, and is no coder.",
)
@click.option("--replace", is_flag=True, help="Let codes take the place of earlier ones.")
@click.option(
    "--highest",
    type=click.IntRange(1, 100),
    default=1,
    show_default=True,
    help="The highest code, where coders gave degrees.",
)
@click.option("--skip-bad-rows", is_flag=True, help="Take the good rows of a sheet with bad ones.")
@click.option("--encoding", default="", help="Encoding of the sheets, where it is not UTF-8.")
@db_option
def import_(
    sheets: tuple[str, ...],
    coder: str,
    adjudicator: str,
    replace: bool,
    highest: int,
    skip_bad_rows: bool,
    encoding: str,
    db: str | None,
) -> None:
    """Take coders' filled-in sheets into the library.

    A sheet is taken whole or not at all; its empty cells wait, and the same sheet can be taken
    again when it is filled further. Codes that are there already are not added again; changed ones
    are shown, and taken if you say so. The codes of an adjudicator are those of the units, and stay
    out of the agreement of coders.

    \b
    Examples:
      framing code import anna.csv ben.csv
      framing code import sheet.csv --coder Anna
      framing code import disagreements.csv --adjudicator Eva
    """
    if coder and adjudicator:
        raise UsageError("a sheet is of a coder or of an adjudicator", hint="not both")
    from framing.coding import import_sheet
    from framing.coding.filled_sheets import SheetOptions, coder_of

    rules = SheetOptions(
        coder=coder or adjudicator,
        role="adjudicator" if adjudicator else "coder",
        highest=highest,
        skip_bad_rows=skip_bad_rows,
        encoding=encoding,
    )
    names = [coder_of(sheet, rules).casefold() for sheet in sheets]
    if not rules.coder and len(set(names)) < len(names):
        what = "two of the sheets have one file name, which would be one coder"
        raise UsageError(what, hint="import them one by one with --coder NAME")
    refused = False
    with open_library(db) as library:
        for sheet in sheets:
            try:
                taken = import_sheet(library, sheet, rules, _agree(sheet, replace=replace))
            except ReadError as error:
                refuse(error)
                refused = True
            else:
                _report_taken(sheet, taken)
    click.get_current_context().exit(1 if refused else 0)


_SHOWN = 20
"""Changed codes of a sheet that are shown one by one."""


def _agree(sheet: str, *, replace: bool) -> Agree:
    """Shows changed codes, and asks about them where it was not said and somebody can be asked."""

    def agree(changed: Sequence[ChangedCode]) -> bool:
        for each in changed[:_SHOWN]:
            note(visible_line(f"{sheet}:{each.line}: {each.told}"))
        if len(changed) > _SHOWN:
            note(f"… and {len(changed) - _SHOWN:,} more")
        if replace or not sys.stdin.isatty():
            return replace
        return click.confirm(f"Take {plural(len(changed), 'changed code')}?", err=True)

    return agree


def _report_taken(sheet: str, taken: SheetImport) -> None:
    for row in taken.skipped:
        warn(visible_line(str(row)))
    for column in taken.unknown:
        warn(visible_line(f"{sheet}: the column “{column}” is none of the sheet; it was not read"))
    counts = [
        f"{plural(taken.added, 'code')} by {taken.coder} added",
        f"{taken.replaced} replaced" if taken.replaced else "",
        f"{taken.present} already there",
        f"{plural(taken.waiting, 'empty cell')} to come" if taken.waiting else "",
        f"{plural(taken.emptied, 'code')} kept where cells are empty now" if taken.emptied else "",
    ]
    note(visible_line(f"{sheet}: {', '.join(filter(None, counts))}"))


@code.command()
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
        print_json("disagreements", (row_of(_DISAGREEMENT, each) for each in rows))
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

    _refuse_other_formats(output)
    if not rows:
        raise NotFoundError("coders differ on nothing that is not resolved")
    with replacing(output, force=force) as stream:
        write_adjudication_sheet(rows, library.lexicons.current(), stream, with_codes=with_codes)
    note(visible_line(f"{output} written"))


def _print_disagreements(rows: Sequence[DisagreementRow]) -> None:
    for each in rows:
        said = ", ".join(f"{coder} {value}" for coder, value in each.codes)
        resolved = "".join(f"; adjudicator {who} {value}" for who, value in each.adjudications)
        write_line(visible_line(f"{each.unit.id}: {each.dimension}: {said}{resolved}"))
        for mark, text in ((" ", each.before), (">", each.unit.text), (" ", each.after)):
            if text:
                write_line(visible_line(f"  {mark} {text}"))
