"""The command `lexicon find`: dictionaries that others publish, and how to get them in here."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from framing.commands.options import json_option
from framing.commands.output import note, print_json, print_table
from framing.export.table_data import Row, columns, row_of
from framing.visible import visible_line, write_line
from framing.wording import plural

if TYPE_CHECKING:
    from framing.lexicons.public_lexicons import PublicLexicon

_COLUMNS = columns("name", "measures", "topics", "languages", "url", "layout", "convert")
_COLUMNS |= {
    "terms": lambda each: each.terms or None,
    "entries": lambda each: each.entries or None,
    "categories": lambda each: each.categories or None,
    "checked": lambda each: each.checked.isoformat() if each.checked else None,
}


@click.command("find")
@click.argument("words", metavar="[WORD]...", nargs=-1)
@json_option
def find_public(words: tuple[str, ...], as_json: bool) -> None:
    """Find a published dictionary by name, topic or language; without WORD list all.

    The program holds no entry of any of them: it says where each lies, on which terms its owner
    gives it, and which command converts it.

    \b
    Examples:
      framing lexicon find morality
      framing lexicon find german politics
    """
    from framing.lexicons.public_lexicons import public_lexicons

    found = public_lexicons(" ".join(words))
    if as_json:
        print_json("public_lexicons", map(_row, found))
    elif not words:
        header = ("name", "languages", "measures")
        print_table(
            header, ((each.name, " ".join(each.languages), each.measures) for each in found)
        )
    else:
        for each in found:
            _print_one(each)
    if not found:
        text = " ".join(words)
        note(visible_line(f"no dictionary is listed under {text}; without a word all are listed"))


def _row(each: PublicLexicon) -> Row:
    return row_of(_COLUMNS, each)


def _print_one(each: PublicLexicon) -> None:
    sizes = (
        plural(each.entries, "entry", "entries") if each.entries else "",
        plural(each.categories, "category", "categories") if each.categories else "",
    )
    known = {
        "size": ", ".join(filter(None, sizes)),
        "terms": each.terms or "not looked up: see the owner",
        "from": each.url,
        "layout": each.layout,
        "then": each.convert,
        "checked": each.checked.isoformat() if each.checked else "no",
    }
    write_line(visible_line(f"{each.name} ({', '.join(each.languages)}): {each.measures}"))
    for key, text in known.items():
        if text:
            write_line(visible_line(f"  {key:8} {text}"))
