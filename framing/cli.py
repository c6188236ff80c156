"""The command line: which commands there are, and how an error becomes one line and a code."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import NoReturn

import click

from framing.commands import (
    articles,
    coding,
    coding_disagreements,
    coding_remove,
    compare,
    copies,
    demo,
    diff,
    environment,
    export,
    importing,
    kwic,
    lexicon,
    lexicon_convert,
    lexicon_diagnose,
    lexicon_new,
    lexicon_suggest,
    lexicon_use,
    power,
    report,
    score,
    serve,
    sets,
    sources,
    stories,
    terms,
    validate,
)
from framing.commands.command_group import CommandGroup
from framing.commands.options import db_option
from framing.commands.output import refuse
from framing.errors import FramingError

COMMANDS: tuple[click.Command, ...] = (
    demo.demo,
    importing.import_,
    articles.articles,
    articles.show,
    articles.edit,
    articles.remove,
    sets.set_,
    score.score,
    score.runs,
    diff.diff,
    compare.compare,
    kwic.kwic,
    stories.stories,
    copies.copies,
    sources.sources,
    terms.terms,
    power.power,
    lexicon.lexicon,
    coding.code,
    validate.validate,
    export.export,
    export.rerun,
    report.report,
    serve.serve,
    environment.doctor,
    environment.completion,
)
"""Every command, in the order that `--help` lists them."""


class _Program(CommandGroup):
    """All commands: listed in the order of their use, ended quietly where nobody reads on."""

    def invoke(self, ctx: click.Context) -> object:
        """Run the command; click itself would end with 1 where a pipe is closed."""
        try:
            return super().invoke(ctx)
        except BrokenPipeError:
            _close_output()
            return 0

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        return [name for name, command in self.commands.items() if command.name == name]


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
        demo.open_app_or_table(db)


for command in COMMANDS:
    framing.add_command(command)
framing.add_command(sources.sources, "groups")
coding.code.add_command(coding_disagreements.disagreements)
coding.code.add_command(coding_remove.remove)
lexicon.lexicon.add_command(lexicon_convert.convert)
lexicon.lexicon.add_command(lexicon_diagnose.diagnose)
lexicon.lexicon.add_command(lexicon_new.new)
lexicon.lexicon.add_command(lexicon_suggest.suggest)
lexicon.lexicon.add_command(lexicon_use.use)


def _close_output() -> None:
    """Write nothing more: Python's own last flush must not complain."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def main() -> NoReturn:
    """Run the command line; end the process with 0, 1, 2, 3 or 130."""
    for name in ("stdin", "stdout", "stderr"):
        if getattr(sys, name) is None:  # closed by whoever started the process
            mode = "r" if name == "stdin" else "w"
            setattr(sys, name, Path(os.devnull).open(mode))  # noqa: SIM115 - until the end
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
        _close_output()
        code = 0
    except OSError as error:
        refuse(FramingError(f"cannot be written: {error.strerror}", file="standard output"))
        _close_output()
        code = 1
    sys.exit(code if isinstance(code, int) else 0)


if __name__ == "__main__":
    main()
