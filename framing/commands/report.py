"""The command `report`: articles that are compared, or a study of many, as one HTML page."""

from __future__ import annotations

import sys
from contextlib import AbstractContextManager
from pathlib import Path
from typing import TextIO

import click

from framing.commands.compare import MOST_ARTICLES
from framing.commands.options import db_option, scored_library
from framing.commands.output import note, progress_bar
from framing.commands.selecting import Asked, rule_of, selected_by, selection_options
from framing.commands.source_options import all_copies_option, by_option, families
from framing.errors import NotFoundError, UsageError
from framing.visible import visible_line


@click.command()
@click.argument("articles", nargs=-1, metavar="[A B [C D]]")
@click.option("-o", "--output", type=click.Path(path_type=Path), help="Write this file.")
@click.option("--force", is_flag=True, help="Overwrite the file.")
@by_option
@all_copies_option
@selection_options
@db_option
def report(
    articles: tuple[str, ...],
    output: Path | None,
    force: bool,
    by: str,
    all_copies: bool,
    asked: Asked,
    db: str | None,
) -> None:
    """Write a report as one HTML page that needs nothing else: to read, to print, to send.

    Of two to four articles, given by id or as files: rates, what makes them differ, the texts with
    their marks, what stands in one of them only. Without articles, of all that are selected: groups
    with intervals, which of them differ, trends, and the words behind every number.

    \b
    Examples:
      framing report 3f2a 91cc -o pair.html
      framing report report_a.txt report_b.txt -o pair.html
      framing report --set early -o study.html
      framing report --where 'published>=2020' --by publisher -o study.html
    """
    if articles and asked:
        raise UsageError("a report is of articles or of a selection, not both")
    if articles and not 2 <= len(articles) <= MOST_ARTICLES:
        what = f"a report takes two to four articles, not {len(articles)}"
        raise UsageError(what, hint="without any it is of all that are selected")
    with _target(output, force=force) as stream:
        if articles:
            stream.write(_of_articles(articles, db))
        else:
            stream.write(_of_study(asked, by, db, all_copies=all_copies))
    if output:
        note(visible_line(f"{output} written"))


def _target(output: Path | None, *, force: bool) -> AbstractContextManager[TextIO]:
    """Where the page goes. Raises UsageError for a terminal, FramingError where a file is."""
    from framing.export.writing import standard_output
    from framing.places import replacing

    if output:
        return replacing(output, force=force)
    if sys.stdout.isatty():
        raise UsageError("a page is nothing for a terminal", hint="-o report.html")
    return standard_output()


def _of_articles(articles: tuple[str, ...], db: str | None) -> str:
    from framing.commands.named_articles import scanned
    from framing.report import articles_page

    return articles_page(*scanned(list(articles), db))


def _of_study(asked: Asked, by: str, db: str | None, *, all_copies: bool) -> str:
    from framing.report import StudyScope, study_page
    from framing.report.study import STEPS

    with scored_library(db) as library:
        if not library.articles.count():
            raise NotFoundError("the library is empty", hint="framing import FILE…")
        rule = rule_of(library, asked)
        ids = selected_by(library, rule)
        copies = families(library, ids, all_copies=all_copies)
        scope = StudyScope(ids, rule, _options(asked), by, copies)
        with library.snapshot(), progress_bar(STEPS, "making the report") as step:
            return study_page(library, scope, step)


def _options(asked: Asked) -> list[str]:
    """The words of a command line that select the same articles."""
    said = [("--where", rule) for rule in asked.where] + [("--set", name) for name in asked.sets]
    if asked.ids_file:
        said.append(("--ids", "FILE"))
    return [word for pair in said for word in pair]
