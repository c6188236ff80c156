"""Commands about scores: `score`, `runs`."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

import click

from framing.commands.options import db_option, jobs_option, json_option, open_library
from framing.commands.output import note, print_json, print_table, progress_bar
from framing.commands.selecting import Asked, selected, selection_options
from framing.export.table_data import Columns, columns, known, row_of
from framing.wording import plural

if TYPE_CHECKING:
    from framing.library import Run


@click.command()
@click.option(
    "--lexicon",
    "names",
    multiple=True,
    metavar="NAME|FILE",
    help="Score with this lexicon; again for more. [default: those that the library uses]",
)
@click.option("--all", "every", is_flag=True, help="Score every article, not only stale ones.")
@jobs_option
@selection_options
@db_option
def score(
    names: tuple[str, ...], every: bool, jobs: int | None, asked: Asked, db: str | None
) -> None:
    """Score the articles that have no score by the lexicons that the library uses.

    With --lexicon the library keeps to the lexicons named, until `framing score` is called
    without any. Old scores stay in the library. Articles that are not selected are scored when
    their scores are next asked for.

    \b
    Examples:
      framing score
      framing score --lexicon risk --lexicon my_terms.toml
      framing score --all --jobs 4
      framing score --all --where 'published>=2024'
    """
    from framing.lexicons import find
    from framing.runs import rescore
    from framing.runs.rescoring import WORTH_PROCESSES, in_use, named, outstanding
    from framing.runs.worker_processes import processes_for

    by_name = named([find(name) for name in names], names) if names else None
    with open_library(db) as library:
        choice = by_name or in_use(library)
        ids = selected(library, asked)
        size = outstanding(library, choice, every=every, ids=ids)
        jobs = jobs or processes_for(size, WORTH_PROCESSES)
        with progress_bar(size, "scoring") as progress:
            done = rescore(
                library, choice, "score", every=every, ids=ids, jobs=jobs, progress=progress
            )
        meant = library.articles.count() if ids is None else len(ids)
        note(f"{plural(done, 'article')} scored; {meant - done} were up to date")


@click.command()
@json_option
@db_option
def runs(as_json: bool, db: str | None) -> None:
    """List what was scored when, with which lexicons."""
    with open_library(db) as library:
        found = library.runs.read()
    if as_json:
        print_json("runs", (row_of(_RUN, run) for run in found))
        return
    header = ("run", "kind", "started", "added", "scores")
    table = ([*(str(_RUN[name](run)) for name in header), _lexicons(run)] for run in found)
    print_table((*header, "lexicons"), table)


def _lexicons(run: Run) -> str:
    return ", ".join(f"{each.name} {each.version}" for each in run.lexicons)


_RUN: Columns = (
    columns(run="id")
    | columns("kind", "started")
    | known("finished")
    | columns(added="articles")
    | columns("scores")
    | {"lexicons": lambda run: [asdict(each) for each in run.lexicons]}
    | columns("options", "scorer_version", "framing_version")
)
