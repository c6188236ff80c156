"""Groups of commands, whose help lists each with its whole first sentence."""

from __future__ import annotations

import click

_WHOLE = 200
"""Characters of a first sentence, which the help wraps."""


class CommandGroup(click.Group):
    """A group whose help cuts nothing short."""

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the list of commands."""
        found = [(name, self.get_command(ctx, name)) for name in self.list_commands(ctx)]
        rows = [(name, each.get_short_help_str(_WHOLE)) for name, each in found if each]
        with formatter.section("Commands"):
            formatter.write_dl(rows)
