"""The command `lexicon new`: a commented lexicon file to start from."""

from __future__ import annotations

from pathlib import Path

import click

from framing.commands.output import note
from framing.errors import UsageError
from framing.visible import visible_line


@click.command()
@click.argument("name")
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    help="Write this file. [default: NAME.toml in the current folder]",
)
@click.option("--force", is_flag=True, help="Overwrite the file.")
def new(name: str, output: Path | None, force: bool) -> None:
    """Write a commented lexicon file to start from.

    It holds one dimension with terms, an exclusion, a near rule and examples that pass; its
    remarks explain each part.

    \b
    Examples:
      framing lexicon new delays
      framing lexicon new delays -o lexicons/delays.toml
    """
    from framing.lexicons.template import new_lexicon
    from framing.places import replacing

    text = new_lexicon(name)
    target = output or Path(f"{name}.toml")
    if target.suffix.lower() != ".toml":
        raise UsageError("a lexicon file ends in .toml", hint=f"-o {target}.toml")
    with replacing(target, force=force) as stream:
        stream.write(text)
    note(visible_line(f"{target} written; `framing lexicon check {target}` runs its examples"))
