"""The command `serve`: the app in a browser of this machine."""

from __future__ import annotations

import click

from framing.commands.app_launch import show_in_browser
from framing.commands.options import db_option


@click.command()
@click.option(
    "--port",
    default=8000,
    show_default=True,
    type=click.IntRange(0, 65535),
    help="Where it listens, on 127.0.0.1; 0 takes any that is free.",
)
@db_option
def serve(port: int, db: str | None) -> None:
    """Show the app in a browser of this machine, until Ctrl-C.

    It listens on 127.0.0.1 only, for those who know the address that is printed: its key is a new
    one each time. Nothing is asked from the network. Needs the extra `serve`.

    \b
    Examples:
      framing serve
      framing serve --port 8080 --db study.db
    """
    from framing.commands.options import scored_library
    from framing.places import is_there, library_file

    path = library_file(db)[0]
    if is_there(path):
        scored_library(db).close()
    show_in_browser(path, port)
