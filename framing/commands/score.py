"""Commands about scores: `score`, `runs`."""

from __future__ import annotations

from collections.abc import Mapping

import click

from framing.commands.options import db_option, jobs_option, json_option, open_library
from framing.commands.output import note, print_json, print_table, progress_bar
from framing.wording import plural


@click.command()
@click.option(
    "--lexicon",
    "names",
    multiple=True,
    metavar="NAME|FILE",
    help="Score with this lexicon; again for more. [default: all that are switched on]",
)
@click.option("--all", "every", is_flag=True, help="Score every article, not only stale ones.")
@jobs_option
@db_option
def score(names: tuple[str, ...], every: bool, jobs: int, db: str | None) -> None:
    """Score the articles that have no score by today's lexicons.

    With --lexicon the library keeps to the lexicons named, until `framing score` is called
    without any. Old scores stay in the library.

    \b
    Examples:
      framing score
      framing score --lexicon risk --lexicon my_terms.toml
      framing score --all --jobs 4
    """
    from framing.lexicons.installed import find
    from framing.runs.rescoring import at_hand, named, rescore

    choice = named([find(name) for name in names], names) if names else at_hand()
    with open_library(db) as library:
        size = library.articles.count() if every else len(library.scores.stale(choice.lexicons))
        with progress_bar(size, "scoring") as progress:
            done = rescore(library, choice, "score", every=every, jobs=jobs, progress=progress)
        note(f"{plural(done, 'article')} scored; {library.articles.count() - done} were up to date")


@click.command()
@json_option
@db_option
def runs(as_json: bool, db: str | None) -> None:
    """List what was scored when, with which lexicons."""
    with open_library(db) as library:
        found = [
            {
                "run": run.id,
                "kind": run.kind,
                "started": run.started,
                "finished": run.finished or None,
                "added": run.articles,
                "scores": run.scores,
                "lexicons": [
                    {
                        "name": each.name,
                        "version": each.version,
                        "fingerprint": each.fingerprint,
                    }
                    for each in run.lexicons
                ],
                "options": run.options,
                "scorer_version": run.scorer_version,
                "framing_version": run.framing_version,
            }
            for run in library.runs.read()
        ]
    if as_json:
        print_json("runs", found)
        return
    header = ("run", "kind", "started", "added", "scores", "lexicons")
    print_table(header, ([*_columns(each, header[:-1]), _lexicons(each)] for each in found))


def _columns(row: Mapping[str, object], names: tuple[str, ...]) -> list[str]:
    return [str(row[name]) for name in names]


def _lexicons(row: Mapping[str, object]) -> str:
    lexicons = row["lexicons"]
    assert isinstance(lexicons, list)
    return ", ".join(f"{each['name']} {each['version']}" for each in lexicons)
