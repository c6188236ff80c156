"""The commands about named sets: `set new`, `set list`, `set show`, `set remove`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from framing.commands.command_group import CommandGroup
from framing.commands.options import db_option, json_option, open_library
from framing.commands.output import Cell, note, print_json, print_table
from framing.commands.selecting import Asked, rule_of, selection_options
from framing.export.table_data import Row
from framing.visible import visible_line, write_line
from framing.wording import plural

if TYPE_CHECKING:
    from framing.library import NamedSet


@click.group("set", cls=CommandGroup)
def set_() -> None:
    """Named sets of articles: a selection under a name, for `--set NAME` in other commands."""


@set_.command()
@click.argument("name")
@selection_options
@db_option
def new(name: str, asked: Asked, db: str | None) -> None:
    """Keep the selected articles as a set; one of the same name is replaced.

    The set holds the articles of this moment. Those imported later are not in it: make it anew.

    \b
    Examples:
      framing set new hk --where "source=China Daily" --where '"Hong Kong" -football'
      framing set new early --set hk --where 'published<2015'
    """
    with open_library(db) as library:
        made = library.sets.add(name, rule_of(library, asked))
    note(visible_line(f"set {name}: {plural(made.articles, 'article')}"))


@set_.command("list")
@json_option
@db_option
def list_(as_json: bool, db: str | None) -> None:
    """List the sets, each with its rule."""
    with open_library(db) as library:
        found = library.sets.all()
    if as_json:
        print_json("sets", map(_row, found))
    elif found:
        table: list[list[Cell]] = [
            [each.name, each.articles, each.made[:10], _rule(each)] for each in found
        ]
        print_table(["set", "articles", "made", "rule"], table, {"set": 24, "rule": 80})
    else:
        note("no sets yet: framing set new NAME --where RULE")


@set_.command()
@click.argument("name")
@db_option
def show(name: str, db: str | None) -> None:
    """Print the ids of a set's articles, one a line, as `--ids` takes them."""
    from framing.library import Selection

    with open_library(db) as library, library.snapshot():
        ids = library.sets.select(Selection(sets=(name,)))
        note(visible_line(f"{plural(len(ids), 'article')}: {_rule(library.sets.one(name))}"))
    for each in ids:
        write_line(each)


@set_.command()
@click.argument("name")
@db_option
def remove(name: str, db: str | None) -> None:
    """Forget a set; its articles stay."""
    with open_library(db) as library:
        library.sets.remove(name)
    note(visible_line(f"set {name} removed; its articles stay"))


def _rule(of: NamedSet) -> str:
    rule = of.rule
    parts = [*rule.where, *(f"set {name}" for name in rule.sets)]
    return " and ".join([*parts, *(["a list of ids"] if rule.ids is not None else [])])


def _row(of: NamedSet) -> Row:
    return {
        "name": of.name,
        "articles": of.articles,
        "made": of.made,
        "where": list(of.rule.where),
        "sets": list(of.rule.sets),
        "from_ids": of.rule.ids is not None,
    }
