"""The command `validate`: lexicons against a file of human codes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from framing.commands.options import json_option
from framing.commands.output import note, print_json, print_table, warn
from framing.visible import visible_line, write_line

if TYPE_CHECKING:
    from framing.codes import CodesFormat
    from framing.measures import Measure
    from framing.validation import By, DimensionFit, Mistake, Validation

_MOST_ENTRIES = 10
_MEASURES = ("precision", "recall", "f1", "auc")
_KINDS = {"missed": "missed (coded 1, no hit)", "wrong": "wrong (a hit, coded 0)"}


@click.command()
@click.argument("codes", metavar="CODES")
@click.option(
    "--lexicon",
    "names",
    multiple=True,
    metavar="NAME|FILE",
    help="Validate this lexicon; again for more. [default: all that are switched on]",
)
@click.option(
    "--by",
    type=click.Choice(["matches", "rate"]),
    default="matches",
    show_default=True,
    help="What AUC orders the units by.",
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
@json_option
def validate(
    codes: str,
    names: tuple[str, ...],
    by: By,
    with_errors: bool,
    text: str,
    encoding: str,
    format_: CodesFormat | None,
    as_json: bool,
) -> None:
    """Compare lexicons with what human coders said.

    CODES is a CSV, JSON Lines or JSON file with a column text and, for each dimension, a column
    of its name with 0, 1 or nothing (not coded). A text is a hit when a match that counts stands
    in it. Every figure has a 95 % interval.

    \b
    Examples:
      framing validate codes.csv
      framing validate codes.jsonl --lexicon risk --errors
    """
    from framing.codes import read_codes
    from framing.shelf import active, find, together
    from framing.validation import errors
    from framing.validation import validate as run

    lexicons = together(map(find, names)) if names else active()
    dimensions = [dimension.name for lexicon in lexicons for dimension in lexicon.dimensions]
    found = read_codes(codes, dimensions, text=text, encoding=encoding, format=format_ or "")
    for column in found.other:
        warn(visible_line(f"{codes}: no lexicon in use has the dimension “{column}”"))
    result = run(found.units, lexicons, by)
    mistakes = list(errors(result)) if with_errors else None
    if as_json:
        print_json("validation", _rows(result, mistakes))
        return
    _print_figures(result)
    for fit in result.dimensions:
        _print_entries(fit)
    for mistake in mistakes or ():
        _print_mistake(mistake)


def _print_figures(result: Validation) -> None:
    print_table(
        ("dimension", "coded", "coded 1", "hits", "right", *_MEASURES),
        [
            (
                fit.dimension,
                fit.n,
                fit.positives,
                fit.hits,
                fit.right,
                *(_shown(getattr(fit, name)) for name in _MEASURES),
            )
            for fit in result.dimensions
        ],
    )
    note(f"auc by {result.by}; intervals are 95 %")


def _print_entries(fit: DimensionFit) -> None:
    """The entries that were wrong most often; the rest is told in a number."""
    if not fit.entries:
        return
    write_line(f"\n{fit.dimension}: entries, the most often wrong first")
    print_table(
        ("entry", "fired", "right", "precision"),
        [
            (each.entry, each.fired, each.right, _shown(each.precision))
            for each in fit.entries[:_MOST_ENTRIES]
        ],
    )
    more = len(fit.entries) - _MOST_ENTRIES
    if more > 0:
        write_line(f"… and {more} more; --json has all")


def _print_mistake(mistake: Mistake) -> None:
    text = mistake.unit.text
    fired = ", ".join(
        f"{text[match.start : match.end]} [{match.entry}]{'' if match.counted else ', negated'}"
        for match in mistake.matches
    )
    write_line(visible_line(f"{mistake.unit.line}: {mistake.dimension}: {_KINDS[mistake.kind]}"))
    write_line(visible_line(f"  {text}"))
    write_line(visible_line(f"  {fired or 'nothing fires'}"))


def _shown(measure: Measure) -> str:
    if measure.value is None:
        return "not defined"
    if measure.low is None or measure.high is None:
        return f"{measure.value:.2f}"
    return f"{measure.value:.2f} [{measure.low:.2f}–{measure.high:.2f}]"


def _rows(result: Validation, mistakes: list[Mistake] | None) -> Iterator[dict[str, object]]:
    for fit in result.dimensions:
        row: dict[str, object] = {
            "dimension": fit.dimension,
            "lexicon": fit.lexicon.name,
            "lexicon_version": fit.lexicon.version,
            "lexicon_fingerprint": fit.lexicon.fingerprint,
            "by": result.by,
            "coded": fit.n,
            "positives": fit.positives,
            "hits": fit.hits,
            "right": fit.right,
        }
        for name in _MEASURES:
            row |= _cells(name, getattr(fit, name))
        row["entries"] = [
            {"entry": each.entry, "fired": each.fired, "right": each.right}
            | _cells("precision", each.precision)
            for each in fit.entries
        ]
        if mistakes is not None:
            own = (each for each in mistakes if each.dimension == fit.dimension)
            row["errors"] = [_mistake_row(each) for each in own]
        yield row


def _cells(name: str, measure: Measure) -> dict[str, object]:
    return {name: measure.value, f"{name}_low": measure.low, f"{name}_high": measure.high}


def _mistake_row(mistake: Mistake) -> dict[str, object]:
    text = mistake.unit.text
    return {
        "kind": mistake.kind,
        "line": mistake.unit.line,
        "text": text,
        "fired": [
            {
                "entry": match.entry,
                "start": match.start,
                "end": match.end,
                "text": text[match.start : match.end],
                "counted": int(match.counted),
            }
            for match in mistake.matches
        ],
    }
