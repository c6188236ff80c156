"""The command `code remove`: a coder's codes are taken back."""

from __future__ import annotations

import click

from framing.commands.options import db_option, open_library
from framing.commands.output import confirm, note
from framing.commands.source_options import check_name
from framing.errors import NotFoundError
from framing.visible import visible_line
from framing.wording import plural


@click.command()
@click.option("--coder", required=True, metavar="NAME", help="Whose codes; an adjudicator's too.")
@click.option("--sample", default="", metavar="ID", help="Only of this sample.")
@click.option("--yes", is_flag=True, help="Do not ask.")
@db_option
def remove(coder: str, sample: str, yes: bool, db: str | None) -> None:
    """Remove the codes of one coder or adjudicator; asks first.

    Units, and what others said of them, stay; the sheet can be taken in again.

    \b
    Examples:
      framing code remove --coder ben
      framing code remove --coder Eva --sample 1a56a464 --yes
    """
    from framing.coding.coded_samples import samples_called

    with open_library(db) as library:
        codes = library.codes.read()
        check_name(coder, {each.coder for each in codes}, "coder")
        codes = [each for each in codes if each.coder == coder]
        if sample:
            drawn = {unit.id for one in samples_called(library, sample) for unit in one.units}
            codes = [each for each in codes if each.unit in drawn]
        if not codes:
            raise NotFoundError(f"there are no codes by {coder} in sample {sample}")
        what = f"{plural(len(codes), 'code')} by {coder}"
        if not yes:
            confirm(visible_line(f"Remove {what}?"))
        library.codes.take_back(codes)
    note(visible_line(f"{what} removed"))
