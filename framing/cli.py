"""The command line: which commands there are, and how an error becomes one line and a code."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping, Sequence
from importlib import import_module
from pathlib import Path
from typing import NoReturn, cast

import click

from framing.commands.command_group import CommandGroup
from framing.commands.options import db_option
from framing.commands.output import close_output, refuse
from framing.errors import FramingError
from framing.visible import prepare_streams

COMMANDS: Mapping[str, str] = {
    "demo": "demo:demo",
    "import": "importing:import_",
    "articles": "articles:articles",
    "show": "articles:show",
    "edit": "articles:edit",
    "remove": "articles:remove",
    "set": "sets:set_",
    "score": "score:score",
    "runs": "score:runs",
    "diff": "diff:diff",
    "compare": "compare:compare",
    "kwic": "kwic:kwic",
    "stories": "stories:stories",
    "copies": "copies:copies",
    "sources": "sources:sources",
    "groups": "sources:sources",
    "terms": "terms:terms",
    "power": "power:power",
    "lexicon": "lexicon:lexicon",
    "code": "coding:code",
    "validate": "validate:validate",
    "export": "export:export",
    "rerun": "export:rerun",
    "cluster": "cluster:cluster",
    "lake": "lake:lake",
    "report": "report:report",
    "serve": "serve:serve",
    "doctor": "environment:doctor",
    "completion": "environment:completion",
}
"""Every command: its file in `framing/commands/` and its function there, in the order of `--help`.

A file is loaded when its command is used, so that no command waits for what the others need.
"""
COMMANDS_OF_GROUPS: Mapping[str, Sequence[str]] = {
    "code": ("coding_disagreements:disagreements", "coding_remove:remove"),
    "lexicon": (
        "lexicon_convert:convert",
        "lexicon_diagnose:diagnose",
        "lexicon_find:find_public",
        "lexicon_new:new",
        "lexicon_suggest:suggest",
        "lexicon_use:use",
    ),
}
"""Commands of groups that have a file of their own."""


def _command(place: str) -> click.Command:
    module, _, name = place.partition(":")
    return cast("click.Command", getattr(import_module(f"framing.commands.{module}"), name))


class _Program(CommandGroup):
    """All commands in the order of their use: each loaded when it is used, and ended quietly where
    nobody reads on."""

    def invoke(self, ctx: click.Context) -> object:
        """Run the command; click itself would end with 1 where a pipe is closed."""
        try:
            return super().invoke(ctx)
        except BrokenPipeError:
            close_output()
            return 0

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        return [name for name in COMMANDS if name != "groups"]  # another name of `sources`

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        if cmd_name not in COMMANDS:
            return None
        found = _command(COMMANDS[cmd_name])
        if isinstance(found, click.Group):
            for place in COMMANDS_OF_GROUPS.get(cmd_name, ()):
                found.add_command(_command(place))
        return found


@click.group(
    cls=_Program,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(package_name="framing-tui", prog_name="framing")
@db_option
@click.pass_context
def framing(context: click.Context, db: str | None) -> None:
    """Rate news articles on lexicon-based framing dimensions, and read them side by side.

    Without a command: the app on a terminal, the table of articles in a pipe.

    \b
    Examples:
      framing demo
      framing import articles/*.txt --manifest articles/manifest.csv
      framing compare 3f2a 91cc
      framing export scores -o scores.csv
    """
    if context.invoked_subcommand is None:
        from framing.commands.demo import open_app_or_table

        open_app_or_table(db)


def main() -> NoReturn:
    """Run the command line; end the process with 0, 1, 2, 3 or 130."""
    for name in ("stdin", "stdout", "stderr"):
        if getattr(sys, name) is None:  # closed by whoever started the process
            mode = "r" if name == "stdin" else "w"
            setattr(sys, name, Path(os.devnull).open(mode))  # noqa: SIM115 - until the end
    prepare_streams()
    try:
        code = framing.main(prog_name="framing", standalone_mode=False)
        sys.stdout.flush()
    except FramingError as error:
        refuse(error)
        code = error.exit_code
    except click.ClickException as error:
        usage = getattr(error, "ctx", None)
        hint = f"see {usage.command_path} --help" if usage else ""
        refuse(FramingError(error.format_message().rstrip("."), hint=hint))
        code = error.exit_code
    except (click.Abort, KeyboardInterrupt):
        code = 130
    except BrokenPipeError:
        close_output()
        code = 0
    except OSError as error:
        refuse(_of_system(error))
        close_output()
        code = 1
    except MemoryError:
        refuse(FramingError("the memory is not enough", hint="what was said to be stored is"))
        code = 1
    sys.exit(code if isinstance(code, int) else 0)


def _of_system(error: OSError) -> FramingError:
    """What the system refuses: a file that it names, or else what is printed."""
    if error.filename is None:
        return FramingError(f"cannot be written: {error.strerror}", file="standard output")
    named = os.fsdecode(error.filename) if isinstance(error.filename, bytes) else error.filename
    return FramingError(f"cannot be used: {error.strerror}", file=str(named))


if __name__ == "__main__":
    main()
