"""Commands about the program itself: `doctor`, `completion`."""

from __future__ import annotations

import os
import sys

import click

from framing.commands.options import db_option, json_option
from framing.commands.output import print_json, print_table
from framing.errors import FramingError
from framing.export.table_data import Row

_SHELLS = ("bash", "zsh", "fish")


@click.command()
@json_option
@db_option
@click.pass_context
def doctor(context: click.Context, as_json: bool, db: str | None) -> None:
    """Say where things are, where each setting came from, and whether all is sound.

    Exit code 1 where something is found wanting.
    """
    rows = [*_program(), *_places(db), *_library(db), *_lexicons()]
    if as_json:
        print_json("doctor", rows)
    else:
        header = ("what", "value", "from", "problem")
        print_table(header, [[str(row[name] or "") for name in header] for row in rows])
    context.exit(1 if any(row["problem"] for row in rows) else 0)


def _row(what: str, value: object, origin: str = "", problem: str = "") -> Row:
    return {"what": what, "value": str(value), "from": origin or None, "problem": problem or None}


def _program() -> list[Row]:
    import sqlite3
    from importlib.metadata import version

    rows = [_row("framing", version("framing-tui")), _row("python", sys.version.split()[0])]
    rows.append(_row("sqlite", sqlite3.sqlite_version))
    names = ("textual", "sqlite-utils", "numpy", "scipy", "scikit-learn", "nltk")
    rows.extend(_row(name, version(name)) for name in names)
    return rows


def _places(db: str | None) -> list[Row]:
    from framing import places

    path, origin = places.library_file(db)
    rows = [_row("library", path, origin)]
    for what, place in (
        ("settings", places.settings_file()),
        ("your lexicons", places.lexicon_folder()),
        ("cache", places.cache_folder()),
        ("bundled lexicons", places.bundled("lexicons")),
        ("sample articles", places.bundled("seeds")),
    ):
        rows.append(_row(what, place, "" if places.is_there(place) else "not made yet"))
    for name in ("NO_COLOR", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME"):
        if name in os.environ:
            rows.append(_row(name, os.environ[name], "environment"))
    return rows


def _library(db: str | None) -> list[Row]:
    from framing.library import Library
    from framing.places import is_there, library_file

    path, _ = library_file(db)
    if not is_there(path):
        return [_row("library file", "none yet: `framing import FILE…` makes one")]
    try:
        with Library(path) as library:
            health, cleaning = library.health(), library.runs.cleaning_version()
    except FramingError as error:
        return [_row("library file", path, problem=str(error))]
    problems = "; ".join(health.problems)
    return [
        _row("library file", f"{health.size:,} bytes", problem=problems),
        _row("schema", health.schema, health.journal_mode),
        _row("articles", health.articles),
        _row("scores", health.scores, f"{health.stale} articles without current ones"),
        _row("cleaning rules", cleaning, _age(cleaning)),
        _row("writable", "no" if health.read_only else "yes"),
    ]


def _age(cleaning: str) -> str:
    from framing.articles.cleaning_version import CLEANING_VERSION

    if cleaning == CLEANING_VERSION:
        return "of this program"
    return f"this program has {CLEANING_VERSION}: `framing score` cleans all articles anew"


def _lexicons() -> list[Row]:
    from framing.lexicons.installed import listing

    try:
        known = listing()
    except FramingError as error:
        return [_row("lexicons", "", problem=str(error))]
    return [
        _row(
            f"lexicon {each.name}",
            each.lexicon.version if each.lexicon else "broken",
            f"{each.place}, {'on' if each.on else 'off'}",
            each.error,
        )
        for each in known
    ]


@click.command()
@click.argument("shell", type=click.Choice(_SHELLS))
@click.pass_context
def completion(context: click.Context, shell: str) -> None:
    """Print the completion script of a shell.

    \b
    Example:
      framing completion bash > ~/.local/share/bash-completion/completions/framing
    """
    from click.shell_completion import get_completion_class

    from framing.visible import write_text

    found = get_completion_class(shell)
    assert found is not None
    write_text(found(context.find_root().command, {}, "framing", "_FRAMING_COMPLETE").source())
