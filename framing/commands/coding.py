"""Commands for human coders: `code sample`, `code sheet` and `code import`."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

import click

from framing.commands.command_group import CommandGroup
from framing.commands.options import db_option, open_library, scored_library
from framing.commands.output import note, progress_bar, refuse, warn
from framing.commands.selecting import Asked, selected, selection_options
from framing.errors import LibraryError, NotFoundError, ReadError, UsageError
from framing.visible import visible_line
from framing.wording import plural

if TYPE_CHECKING:
    from framing.coding.filled_sheets import Agree, ChangedCode, SheetImport
    from framing.lexicons import Lexicon
    from framing.library import Library, Sample, SampleKind


@click.group(cls=CommandGroup)
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
@click.option("--again", is_flag=True, help="Draw also what was drawn before.")
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
    again: bool,
    output: Path | None,
    force: bool,
    asked: Asked,
    db: str | None,
) -> None:
    """Draw a sheet for coders, and keep in the library what was drawn.

    The sheet says nothing about sources, titles, dates or scores. A codebook stands beside its
    file: how to fill it in, and what counts as each dimension. Coders write 0 or 1 into the empty
    columns, or leave a cell empty. Sentences are drawn with and without matches, spread over
    dimensions and entries; the same seed draws the same sheet. What an earlier sheet holds is not
    drawn again: a second sheet has further units, and stands for what was left.

    \b
    Examples:
      framing code sample --size 300 -o sheet.csv
      framing code sample --unit match --dimension risk --per-entry 10 -o risk.csv
      framing code sample --set hk -o hk.csv
    """
    from framing.coding import draw
    from framing.coding.strata import SampleRequest

    if output:
        refuse_other_formats(output)
    wanted = SampleRequest(unit, dimensions, size, per_entry, seed, again)
    with scored_library(db) as library:
        if library.read_only:
            what = "the library is read-only, and keeps what is drawn from it"
            raise LibraryError(what, file=str(library.path))
        ids = selected(library, asked)
        with _sheet_files(output, force=force) as files:
            held = library.articles.count() if ids is None else len(ids)
            with progress_bar(held, "drawing") as progress:
                drawn = draw(library, wanted, progress, ids=ids)
            _write_sheet(library, drawn, files)
            library.codes.add_sample(drawn)
    _report(drawn)
    if output:
        _report_files(output)


@code.command()
@click.argument("name", metavar="SAMPLE")
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), help="Write this CSV file. [default: stdout]"
)
@click.option("--force", is_flag=True, help="Overwrite the file.")
@db_option
def sheet(name: str, output: Path | None, force: bool, db: str | None) -> None:
    """Write the empty sheet of an earlier sample once more.

    \b
    Example:
      framing code sheet 1a56a464 -o sheet.csv
    """
    if output:
        refuse_other_formats(output)
    with open_library(db) as library:
        samples = library.codes.samples()
        found = [each for each in samples if each.id.startswith(name.lower())]
        if len(found) != 1:
            hint = f"use one of {', '.join(each.id for each in samples)}" if samples else ""
            raise NotFoundError(f"no one sample is called “{name}”", hint=hint)
        with _sheet_files(output, force=force) as files:
            _write_sheet(library, found[0], files)
    if output:
        _report_files(output)


_Files = tuple[TextIO, TextIO | None]
"""Where a sheet goes, and its codebook, which stands beside a file only."""


@contextmanager
def _sheet_files(output: Path | None, *, force: bool) -> Iterator[_Files]:
    from framing.export.writing import standard_output
    from framing.places import replacing

    if output is None:
        with standard_output() as stream:
            yield stream, None
        return
    codebook = _codebook_of(output)
    with replacing(output, force=force) as stream, replacing(codebook, force=force) as book:
        yield stream, book


def _write_sheet(library: Library, drawn: Sample, files: _Files) -> None:
    from framing.coding.blank_sheets import write_sheet
    from framing.coding.codebooks import write_codebook

    lexicons = told_lexicons(library)
    write_sheet(drawn, lexicons, files[0])
    if files[1]:
        write_codebook(drawn, lexicons, files[1])


def told_lexicons(library: Library) -> list[Lexicon]:
    """The lexicons of the library's scores as coders are told of them.

    A library keeps lexicons without their definitions and examples; these are those of the same
    lexicon at hand, where it is.
    """
    from framing.lexicons.installed import listing

    whole = {each.lexicon.fingerprint: each.lexicon for each in listing() if each.lexicon}
    return [whole.get(each.fingerprint, each) for each in library.lexicons.current()]


def _codebook_of(sheet: Path) -> Path:
    return sheet.with_name(f"{sheet.stem}-codebook.md")


def _report_files(output: Path) -> None:
    note(visible_line(f"{output} and {_codebook_of(output)} written"))


def refuse_other_formats(output: Path) -> None:
    """Raise UsageError for a file that would be called like another format."""
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
        f" and {plural(strata, 'stratum', 'strata')}"
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
