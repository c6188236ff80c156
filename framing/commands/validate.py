"""The command `validate`: lexicons against human codes, from a file or from the library."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Literal, NamedTuple

import click

from framing.commands.agreement_output import agreement_row, print_agreement
from framing.commands.options import db_option, json_option, lexicons_in_use, open_library
from framing.commands.output import print_json, warn
from framing.commands.selecting import Asked, selected, selection_options
from framing.commands.validation_output import print_fits, rows_of
from framing.errors import NotFoundError, UsageError
from framing.export.table_data import Row
from framing.visible import visible_line, write_line

if TYPE_CHECKING:
    from framing.coding import Validation
    from framing.coding.code_files import CodedUnit, CodeFile, CodesFormat
    from framing.coding.coded_samples import CodedSample
    from framing.coding.group_validity import GroupValidity
    from framing.coding.unit_matches import By
    from framing.coding.validation import Mistake
    from framing.lexicons import Lexicon
    from framing.library import Library, Sample
    from framing.statistics.agreement import Level


@click.command()
@click.argument("codes", metavar="CODES", required=False)
@click.option("--coded", is_flag=True, help="Against the coders' sheets that the library holds.")
@click.option("--sample", default="", metavar="ID", help="With --coded: only this sample.")
@click.option(
    "--level",
    type=click.Choice(["nominal", "ordinal", "interval"]),
    default="nominal",
    show_default=True,
    help="With --coded: what codes are, for the agreement of coders.",
)
@click.option(
    "--lexicon",
    "names",
    multiple=True,
    metavar="NAME|FILE",
    help="Validate this lexicon; again for more. [default: all that are switched on]",
)
@click.option(
    "--by",
    "bys",
    multiple=True,
    metavar="matches|rate|FIELD",
    help="What AUC orders the units by, matches or rate. [default: matches] With a FIELD, or two"
    " as source,year: precision and recall by group, and whether they are the same.",
)
@click.option(
    "--context",
    is_flag=True,
    help="Also how the rest of the article orders units of equal score.",
)
@click.option("--errors", "with_errors", is_flag=True, help="List the units that differ.")
@click.option("--text", default="", metavar="COLUMN", help="Column of the texts. [default: text]")
@click.option("--encoding", default="", help="Encoding of the file, where it is not UTF-8.")
@click.option(
    "--format",
    "format_",
    type=click.Choice(["csv", "jsonl", "json"]),
    help="Format of the file, where its ending does not say.",
)
@selection_options
@json_option
@db_option
def validate(
    codes: str | None,
    coded: bool,
    sample: str,
    level: Level,
    names: tuple[str, ...],
    bys: tuple[str, ...],
    context: bool,
    with_errors: bool,
    text: str,
    encoding: str,
    format_: CodesFormat | None,
    asked: Asked,
    as_json: bool,
    db: str | None,
) -> None:
    """Compare lexicons with what human coders said.

    CODES is a CSV, JSON Lines or JSON file with a column text, or with the columns article, start
    and end for places in articles of the library, and for each dimension a column of its name with
    0, 1 or nothing (not coded). With --coded the codes are those of `framing code import`, and the
    agreement of the coders is shown as well. A text or place is a hit when a match that counts
    stands in it. Every figure of a lexicon has a 95 % interval. With --context or a selection
    texts name the article of the library that they are from in a column article. FIELD is a column
    of the file, or what `framing sources --by` takes.

    \b
    Examples:
      framing validate codes.csv
      framing validate codes.jsonl --lexicon risk --errors
      framing validate places.csv --context
      framing validate --coded --lexicon risk --by source
    """
    if bool(codes) == coded:
        raise UsageError("name a file of codes, or say --coded", hint="not both")
    if sample and not coded:
        raise UsageError("--sample is for --coded")
    from framing.lexicons import find
    from framing.lexicons.installed import together

    lexicons = together(map(find, names)) if names else ()
    question = _question(bys, context, asked)
    if codes:
        reading = _Reading(text, encoding, format_ or "")
        blocks = [_against_file(codes, lexicons, question, db, reading)]
    else:
        with open_library(db) as library:
            blocks = _against_sheets(library, lexicons, sample, question, level)
    if as_json:
        print_json("validation", _rows(blocks, with_errors))
    else:
        _print(blocks, with_errors)


class _Block(NamedTuple):
    """The fit of lexicons to the codes of a file, or of a sample."""

    sample: CodedSample | None
    fits: Validation | None
    groups: Sequence[GroupValidity] = ()


class _Question(NamedTuple):
    """What is asked of the fit."""

    by: By
    grouping: str
    """What `--by` names beside `matches` and `rate`; empty for nothing."""
    context: bool
    selection: Asked


def _question(bys: Sequence[str], context: bool, selection: Asked) -> _Question:
    """Raises UsageError where `--by` asks for two orders or two groupings."""
    orders: list[By] = [each for each in ("matches", "rate") if each in bys]
    groupings = [each for each in bys if each not in ("matches", "rate")]
    if len(orders) > 1 or len(groupings) > 1:
        hint = "by two fields at once: --by source,year"
        raise UsageError("--by takes matches or rate, and one field", hint=hint)
    return _Question(orders[0] if orders else "matches", "".join(groupings), context, selection)


class _Reading(NamedTuple):
    """How a file of codes is read."""

    text: str
    encoding: str
    format: CodesFormat | Literal[""]


def _against_file(
    codes: str, lexicons: Sequence[Lexicon], asked: _Question, db: str | None, reading: _Reading
) -> _Block:
    """The lexicons against a file; the library is opened for its articles only."""
    from framing.coding import group_validity as by_group
    from framing.coding import validate as run
    from framing.coding.code_files import read_codes
    from framing.coding.unit_places import articles_of, located, resolve

    lexicons = lexicons or lexicons_in_use(db)
    dimensions = [dimension.name for lexicon in lexicons for dimension in lexicon.dimensions]
    found = read_codes(codes, dimensions, **reading._asdict())
    for column in found.other:
        warn(visible_line(f"{codes}: no lexicon in use has the dimension “{column}”"))
    groups = by_group.file_groups(found.units, asked.grouping) if asked.grouping else None
    has_places = any(unit.place for unit in found.units)
    is_grouped = groups is not None or not asked.grouping
    if not (has_places or asked.context or asked.selection) and is_grouped:
        fits = run(found.units, lexicons, asked.by)
    else:
        with open_library(db) as library:
            found = resolve(found if has_places else located(found, library), library)
            units = _selected_units(found, selected(library, asked.selection))
            articles = articles_of(units, library)
            fits = run(units, lexicons, asked.by, articles=articles, context=asked.context)
            if not is_grouped:
                groups = by_group.library_groups(units, library, asked.grouping)
    return _Block(None, fits, by_group.group_validity(fits, groups) if groups else ())


def _selected_units(codes: CodeFile, ids: Sequence[str] | None) -> Sequence[CodedUnit]:
    """The units of the file that stand in selected articles, all of them for None."""
    if ids is None:
        return codes.units
    chosen = frozenset(ids)
    units = [unit for unit in codes.units if unit.place and unit.place.article in chosen]
    if not units:
        raise NotFoundError("no coded unit stands in a selected article", file=codes.file)
    return units


def _against_sheets(
    library: Library, lexicons: Sequence[Lexicon], sample: str, asked: _Question, level: Level
) -> list[_Block]:
    """Every sample that has codes, with the fit of the lexicons, the library's own if none is
    named."""
    from framing.coding import group_validity as by_group
    from framing.coding.coded_samples import coded_sample, samples_called, validate_sample
    from framing.runs.rescoring import own

    lexicons = lexicons or own(library).lexicons
    at_hand = {lexicon.fingerprint for lexicon in lexicons}
    codes = library.codes.read()
    ids = selected(library, asked.selection)
    blocks: list[_Block] = []
    for drawn in _parts_of(samples_called(library, sample), ids):
        found = coded_sample(drawn, codes, level)
        fits = validate_sample(found, library, lexicons, asked.by, context=asked.context)
        groups: Sequence[GroupValidity] = ()
        if fits and asked.grouping:
            groups_of = by_group.library_groups(found.units, library, asked.grouping)
            groups = by_group.group_validity(fits, groups_of, found.design)
        blocks.append(_Block(found, fits, groups))
        if fits is None:
            warn(f"sample {drawn.id}: no lexicon in use has a dimension with codes")
        elif drawn.kind == "match" and not at_hand >= set(drawn.lexicons):
            warn(f"sample {drawn.id}: the lexicons have changed since; what is new was not drawn")
    return blocks


def _parts_of(samples: Sequence[Sample], ids: Sequence[str] | None) -> Sequence[Sample]:
    """Samples with their units in selected articles, which stand for what they did."""
    if ids is None:
        return samples
    chosen = frozenset(ids)
    parts = [
        replace(drawn, units=tuple(each for each in drawn.units if each.article in chosen))
        for drawn in samples
    ]
    if not any(part.units for part in parts):
        raise NotFoundError("no unit of a coded sample stands in a selected article")
    return [part for part in parts if part.units]


def _mistakes(result: Validation, wanted: bool) -> list[Mistake] | None:
    from framing.coding.validation import mistakes

    return list(mistakes(result)) if wanted else None


def _print(blocks: Sequence[_Block], with_errors: bool) -> None:
    for found, fits, groups in blocks:
        if found:
            print_agreement(found)
        if found and fits:
            write_line("")
        if fits:
            print_fits(fits, groups, _mistakes(fits, with_errors) or ())


def _rows(blocks: Sequence[_Block], with_errors: bool) -> Iterator[Row]:
    """One row a dimension, or a sample and dimension."""
    for found, fits, groups in blocks:
        rows = rows_of(fits, groups, _mistakes(fits, with_errors)) if fits else ()
        if not found:
            yield from rows
            continue
        by_dimension = {row["dimension"]: row for row in rows}
        for name in found.agreement:
            row = by_dimension.get(name, {"dimension": name})
            yield {"sample": found.sample.id} | row | agreement_row(found, name)
