"""Commands about lexicons: `lexicon list`, `show`, `check`, `add`, `remove`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from framing.commands.command_group import CommandGroup
from framing.commands.lexicon_use import is_used, score_again
from framing.commands.options import db_option, json_option, lexicons_in_use, open_library
from framing.commands.output import confirm, note, print_json, print_table, refuse, warn
from framing.commands.validation_output import measure_columns, shown_measure
from framing.errors import LexiconError, LibraryError
from framing.export.table_data import Row, columns, known, row_of
from framing.visible import visible, visible_line, write_line

if TYPE_CHECKING:
    from framing.coding.wrong_entries import WrongEntries
    from framing.lexicons import Dimension, Lexicon, Rule, Term
    from framing.lexicons.installed import InstalledLexicon
    from framing.model import Match
    from framing.workbench.examples import CheckedExample, ExampleReport


@click.group(cls=CommandGroup)
def lexicon() -> None:
    """List, read, check, add and remove lexicons.

    A lexicon is a TOML file of dimensions with their terms; `framing lexicon show risk` prints
    one, and the manual tells how to write your own.
    """


@lexicon.command("list")
@json_option
@db_option
def list_lexicons(as_json: bool, db: str | None) -> None:
    """List the lexicons at hand, bundled and your own, and which the library is scored by."""
    from framing.lexicons.installed import listing

    found = listing()
    scored = _scored(found, db)
    if as_json:
        print_json("lexicons", map(_row, found, scored))
        return
    header = ("lexicon", "version", "dimensions", "entries", "place", "scored", "file")
    print_table(header, map(_table_cells, found, scored))
    for each in found:
        if each.error:
            warn(each.error)


def _scored(found: Sequence[InstalledLexicon], db: str | None) -> list[bool]:
    """Whether the library uses each; where there is none, whether a new one would.

    A broken file that is switched on counts: it keeps the others from being read.
    """
    try:
        used = {each.fingerprint for each in lexicons_in_use(db)}
    except LexiconError:
        return [each.on for each in found]
    return [each.lexicon.fingerprint in used if each.lexicon else each.on for each in found]


def _table_cells(installed: InstalledLexicon, scored: bool) -> tuple[str, ...]:
    found = installed.lexicon
    dimensions = found.dimensions if found else ()
    return (
        installed.name,
        found.version if found else "",
        ", ".join(each.name for each in dimensions),
        str(_entries(dimensions)),
        installed.place,
        "yes" if scored else "no",
        str(installed.path),
    )


def _entries(dimensions: Iterable[Dimension]) -> int:
    return sum(len(each.terms) + len(each.near) for each in dimensions)


_SAID = columns("title", "version", "fingerprint")
"""What a lexicon says of itself; nothing where its file cannot be read."""


def _row(installed: InstalledLexicon, scored: bool) -> Row:
    found = installed.lexicon
    dimensions = found.dimensions if found else ()
    return {
        "lexicon": installed.name,
        **(row_of(_SAID, found) if found else dict.fromkeys(_SAID)),
        "dimensions": [each.name for each in dimensions],
        "entries": _entries(dimensions),
        "place": installed.place,
        "scored": scored,
        "file": str(installed.path),
        "error": installed.error or None,
    }


@lexicon.command()
@click.argument("name", metavar="NAME|FILE")
@json_option
@db_option
def show(name: str, as_json: bool, db: str | None) -> None:
    """Print a lexicon: what it claims, its terms, exclusions and rules, and which were often wrong.

    The entries that were wrong most often are named for each dimension, by the codes that the
    library holds, else by those that the bundled lexicons were measured with.
    """
    import json

    from framing.lexicons import find

    found = find(name)
    wrong = _wrong_entries(found, db)
    if as_json:
        said = {
            "file": found.path,
            "definitions": {each.name: each.definition for each in found.dimensions},
            "often_wrong": _wrong_rows(wrong),
        }
        print_json("lexicons", [json.loads(found.canonical()) | said])
        return
    write_line(f"{found.title or found.name} ({found.name} {found.version}, {found.language})")
    write_line(f"file: {found.path}")
    if found.source:
        write_line(f"source: {found.source}")
    _print_dimensions(found, wrong)


def _wrong_entries(found: Lexicon, db: str | None) -> Mapping[str, WrongEntries]:
    """The entries that were wrong most often, by the codes of the library, where there is one.

    A lexicon is shown also where the library of the default place cannot be read.
    """
    from framing.coding.wrong_entries import wrong_entries
    from framing.places import is_there, library_file

    if db is None and not is_there(library_file(None)[0]):
        return wrong_entries(found, None)
    try:
        with open_library(db) as library:
            return wrong_entries(found, library)
    except LibraryError as error:
        if db is not None:
            raise
        warn(visible_line(f"{error}; its codes are not shown"))
        return wrong_entries(found, None)


def _print_dimensions(found: Lexicon, wrong: Mapping[str, WrongEntries]) -> None:
    for dimension in found.dimensions:
        write_line(f"\n{dimension.title or dimension.name} ({dimension.name})")
        write_line(visible(dimension.description.strip()))
        if dimension.definition:
            write_line(visible(f"coders: {dimension.definition.strip()}"))
        write_line(f"negated matches: {_POLICIES[dimension.negated]}")
        _print_entries("terms", dimension.terms)
        _print_entries("exclude", dimension.exclude)
        for rule in dimension.near:
            order = "in this order" if rule.ordered else "in any order"
            groups = " + ".join(rule.groups)
            more = _in_brackets(rule)
            write_line(f"  near: {rule.name}: {groups}, within {rule.within} words, {order}{more}")
        _print_wrong(wrong.get(dimension.name))
    if found.groups:
        write_line("\nGroups of near rules and contexts; they score nothing by themselves")
    for name, members in found.groups.items():
        _print_entries(name, members)


def _print_wrong(wrong: WrongEntries | None) -> None:
    if wrong and wrong.entries:
        shown = (
            f"{each.entry} {each.right} of {each.fired} right, {shown_measure(each.precision)}"
            for each in wrong.entries
        )
        write_line(visible_line(f"  most often wrong ({_BY[wrong.by]}): {'; '.join(shown)}"))


_BY = {"library": "codes of the library", "shipped": "our coded sentences"}


def _wrong_rows(wrong: Mapping[str, WrongEntries]) -> dict[str, Row]:
    return {
        name: {"by": each.by, "entries": [row_of(_WRONG, entry) for entry in each.entries]}
        for name, each in wrong.items()
    }


_POLICIES = {"drop": "not counted", "count": "counted"}


def _print_entries(label: str, entries: tuple[Term, ...]) -> None:
    if entries:
        shown = (
            (each.pattern if each.weight == 1 else f"{each.pattern} ×{each.weight:g}")
            + _in_brackets(each)
            for each in entries
        )
        write_line(f"  {label} ({len(entries)}): {', '.join(shown)}")


def _in_brackets(entry: Term | Rule) -> str:
    """What an entry asks, and its kind."""
    from framing.lexicons.conditions import conditions

    parts = [conditions(entry), f"kind {entry.kind}" if entry.kind else ""]
    said = ", ".join(filter(None, parts))
    return f" ({said})" if said else ""


@lexicon.command()
@click.argument("names", metavar="NAME|FILE", nargs=-1, required=True)
@json_option
@click.pass_context
def check(context: click.Context, names: tuple[str, ...], as_json: bool) -> None:
    """Check lexicons and run their examples; exit code 1 where one does not hold.

    \b
    Examples:
      framing lexicon check my_terms.toml
      framing lexicon check risk competitiveness state_support
    """
    from framing.lexicons import find
    from framing.workbench import check as run_examples

    rows: list[Row] = []
    sound = True
    for name in names:
        try:
            found = find(name)
        except LexiconError as error:
            refuse(error)
            sound = False
            continue
        report = run_examples(found)
        sound &= report.ok
        rows.extend(_case_row(found.name, case) for case in report.cases)
        if not as_json:
            _print_report(found, report.cases)
        for warning in _untested(found, report):
            warn(f"{found.path}: {warning}")
    if as_json:
        print_json("lexicon_report", rows)
    context.exit(0 if sound else 1)


def _untested(found: Lexicon, report: ExampleReport) -> Iterator[str]:
    """What the examples of a lexicon leave open."""
    if not found.examples:
        yield "it has no examples; they are its tests"
        return
    for dimension in report.without_match:
        yield f"no example shows a match of “{dimension}”"
    for dimension in report.without_miss:
        yield f"no example shows what “{dimension}” must leave alone"


_WRONG = columns("entry", "right", "fired") | measure_columns("precision")
_CASE = columns("line", "text", "expected", "ok") | known("problem")
_MATCH = columns("dimension", "entry", "start", "end")


def _case_row(name: str, case: CheckedExample) -> Row:
    fired = [
        row_of(_MATCH, match) | {"text": case.text[match.start : match.end]} for match in case.fired
    ]
    return {"lexicon": name, **row_of(_CASE, case), "fired": fired}


def _needed(text: str, match: Match) -> str:
    words = ", ".join(text[start:end] for start, end in match.needed)
    return f" beside {words}" if words else ""


def _print_report(found: Lexicon, cases: tuple[CheckedExample, ...]) -> None:
    for case in cases:
        fired = ", ".join(
            f"{match.dimension}: {case.text[match.start : match.end]} [{match.entry}]"
            + _needed(case.text, match)
            for match in case.fired
        )
        mark = "ok  " if case.ok else "FAIL"
        write_line(visible_line(f"{mark} {found.path}:{case.line}: {case.text}"))
        write_line(visible_line(f"       {fired or 'nothing fires'}"))
        if not case.ok:
            write_line(visible_line(f"       {case.problem}"))
    held = sum(case.ok for case in cases)
    write_line(f"{found.name} {found.version}: {held} of {len(cases)} examples hold")


@lexicon.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--replace",
    is_flag=True,
    help="Overwrite your lexicon of that name; switch off others that share a name with it.",
)
@db_option
def add(file: Path, replace: bool, db: str | None) -> None:
    """Check a lexicon, keep it in your folder, and score the library with it.

    The library uses it from now on; no other library does, but a new one will.

    \b
    Example:
      framing lexicon add my_terms.toml
    """
    from framing.workbench.adding import add as keep

    if db:
        open_library(db).close()  # refused before the lexicon is kept, where it is not there
    found = keep(file, replace=replace)
    names = ", ".join(each.name for each in found.dimensions)
    note(f"added {found.name} {found.version}: {names}")
    score_again(db, more=found, replace=replace)


@lexicon.command()
@click.argument("name")
@click.option("--yes", is_flag=True, help="Do not ask.")
@db_option
def remove(name: str, yes: bool, db: str | None) -> None:
    """Delete one of your lexicons, or switch off a bundled one; asks first.

    The scores it made stay in the library as old scores. Another library that uses it keeps to
    the text that it has of it, until it is removed there as well.
    """
    from framing.lexicons.installed import is_installed, is_on
    from framing.lexicons.installed import remove as take_away

    if not yes:
        confirm(f"Delete your lexicon {name}, or switch off the bundled one?")
    only_used = not is_installed(name) and is_used(db, name)
    note(f"{name}: {'not used any more' if only_used else take_away(name)}")
    score_again(db, less="" if is_on(name) else name)


@lexicon.command()
@click.argument("name")
@db_option
def on(name: str, db: str | None) -> None:
    """Switch a lexicon on for new libraries, and score this one with it."""
    _switch(name, db, on=True)


@lexicon.command()
@click.argument("name")
@db_option
def off(name: str, db: str | None) -> None:
    """Switch a lexicon off for new libraries and in this one; old scores stay in the library."""
    _switch(name, db, on=False)


def _switch(name: str, db: str | None, *, on: bool) -> None:
    from framing.lexicons import find
    from framing.lexicons.installed import set_on

    set_on(name, on)
    note(f"{name}: switched {'on' if on else 'off'}")
    if on:
        score_again(db, more=find(name))
    else:
        score_again(db, less=name)
