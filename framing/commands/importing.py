"""The command `import`: articles into the library, or what that would do."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from framing.commands.options import (
    date_order_option,
    db_option,
    jobs_option,
    json_option,
    map_option,
    mapping,
    open_library,
    repair_option,
)
from framing.commands.output import (
    close_output,
    cut,
    note,
    print_json,
    print_json_line,
    progress_bar,
)
from framing.visible import visible_line, write_line
from framing.wording import plural

if TYPE_CHECKING:
    from framing.articles import File, Options
    from framing.articles.manifest import Manifest
    from framing.runs import ImportSummary, ImportTally
    from framing.runs.import_summary import Stored

_NOTICES = 12
"""Lines of notices that are printed."""
_WIDTH = 80
_LABEL = 16


@click.command("import")
@click.argument("paths", nargs=-1, required=True, metavar="PATH…")
@click.option("--dry-run", is_flag=True, help="Tell what the files hold, and write nothing.")
@click.option("--manifest", type=click.Path(path_type=Path), help="CSV with metadata by file.")
@click.option("--source", default="", help="Who published the articles.")
@click.option("--publisher", default="", help="Where they were found, if another.")
@click.option("--title", default="", help="Title of the article.")
@click.option("--published", default="", help="Date of publication, as 2025-02-09.")
@click.option("--author", default="", help="Who wrote the articles.")
@click.option("--language", default="", help="Language code, as en.")
@click.option("--url", default="", help="Address of the article.")
@click.option("--encoding", default="", help="Encoding of the files, where it is not UTF-8.")
@click.option(
    "--format",
    "format_",
    default="",
    metavar="NAME",
    help="One of the formats above, where the ending does not say it.",
)
@map_option
@date_order_option
@repair_option
@click.option(
    "--only-language", default="", metavar="CODE", help="Take only articles of this language."
)
@click.option(
    "--min-words",
    type=click.IntRange(min=0),
    default=0,
    metavar="N",
    help="Leave out articles of fewer words.",
)
@click.option("--skip-bad-rows", is_flag=True, help="Take the good rows of a file with bad ones.")
@click.option("--show-all", is_flag=True, help="Name each row and file that is passed over.")
@click.option(
    "--progress",
    "shown",
    type=click.Choice(("bar", "lines", "none")),
    default="bar",
    help="A bar, on a terminal only, or a line on stdout for all that is stored. [default: bar]",
)
@jobs_option
@json_option
@db_option
def import_(
    paths: tuple[str, ...],
    dry_run: bool,
    manifest: Path | None,
    format_: str,
    columns: tuple[str, ...],
    repair: tuple[str, ...],
    min_words: int,
    skip_bad_rows: bool,
    show_all: bool,
    shown: str,
    jobs: int | None,
    as_json: bool,
    db: str | None,
    **said: str,
) -> None:
    """Add articles to the library, scored as they come.

    PATH is a file, a folder of files, or - for standard input. An export of Nexis, Factiva,
    ProQuest or NewsBank becomes an article for each document. An article that the library holds
    already is not added again. Columns of a table that are no field of an article are kept as
    meta.NAME, for `--where` and `--by` of other commands. What a line of --progress lines says is
    stored stays stored, whatever happens next.

    \b
    Formats, by ending or --format:
      one article     text markdown html web docx odt rtf pdf eml mhtml webarchive
      one a row       csv (tsv too) excel parquet jsonl json
      one an entry    mbox feed warc epub
      packed          .gz, and .zip with such files in it

    \b
    Examples:
      framing import news.csv --dry-run
      framing import articles/*.txt --manifest articles/manifest.csv
      framing import news.csv --map text=Body --map title=Headline
      framing import news.jsonl --jobs 4 --progress lines
      framing import crawl.warc.gz --only-language en --min-words 150
      pandoc page.docx -t plain | framing import - --source "The Daily"
    """
    from framing.articles import Options, find_files
    from framing.articles.manifest import load
    from framing.runs.importing import WORTH_PROCESSES, size_of
    from framing.runs.worker_processes import processes_for

    options = Options(
        format=format_,
        map=mapping(columns),
        repair=repair,
        min_words=min_words,
        skip_bad_rows=skip_bad_rows,
        **said,
    )
    rows = load(str(manifest), options.date_order) if manifest else None
    found = find_files(paths, options, manifest=str(manifest or ""))
    size = sum(map(size_of, found.files))
    with _tally(shown, size, dry=dry_run, every=show_all, as_json=as_json) as tally:
        tally.note_found(found, rows)
        work = Work(found.files, options, rows, tally, jobs or processes_for(size, WORTH_PROCESSES))
        done, path = (_previewed if dry_run else _imported)(work, db)
    _print_notices(done, show_all=show_all)
    _tell(done, path, (print_json_line if shown == "lines" else _print_object) if as_json else None)
    click.get_current_context().exit(1 if done.refused else 0)


@contextmanager
def _tally(
    shown: str, size: int, *, dry: bool, every: bool, as_json: bool
) -> Iterator[ImportTally]:
    """What counts an import of so many bytes, and shows how far it is."""
    from framing.runs import ImportTally

    if shown == "bar":
        with progress_bar(size, "reading" if dry else "importing") as progress:
            yield ImportTally(dry=dry, every=every, progress=progress)
    else:
        told = {"lines": _print_stored_as_json if as_json else _print_stored}
        yield ImportTally(dry=dry, every=every, stored=told.get(shown))


def _print_stored(stored: Stored) -> None:
    name = visible_line(stored.file)
    done = f"stored {stored.articles} of {stored.of} in {name} ({stored.total} in all)"
    _acknowledge(lambda: write_line(done))


def _print_stored_as_json(stored: Stored) -> None:
    _acknowledge(lambda: print_json_line("stored", asdict(stored)))


def _acknowledge(write: Callable[[], None]) -> None:
    """Write to stdout at once; where nobody reads on, the import goes on all the same."""
    try:
        write()
        sys.stdout.flush()
    except BrokenPipeError:
        close_output()


def _print_object(kind: str, row: Mapping[str, object]) -> None:
    print_json(kind, [row])


_Print = Callable[[str, Mapping[str, object]], None]


def _tell(done: ImportSummary, path: Path, print_: _Print | None) -> None:
    """Say what was done: data to stdout, in JSON where there is what prints it."""
    if print_:
        print_("import", as_row(done))
    else:
        _print_summary(done)
    dated = f", {done.dated} of them dated now" if done.dated else ""
    would = "would be " if done.dry else ""
    note(f"{done.added} {would}added, {done.present} already there{dated} ({path})")


@dataclass(frozen=True, slots=True)
class Work:
    """What is to be imported, and how."""

    files: Sequence[File]
    options: Options
    manifest: Manifest | None
    tally: ImportTally
    jobs: int


def _previewed(work: Work, db: str | None) -> tuple[ImportSummary, Path]:
    """What an import would do, and the library it would go to, which need not be there."""
    from framing.places import library_file
    from framing.runs.importing import library_at, preview_files

    path = library_file(db)[0]
    with library_at(path) as library:
        done = preview_files(
            library,
            work.files,
            work.options,
            manifest=work.manifest,
            jobs=work.jobs,
            tally=work.tally,
        )
    return done, path


def _imported(work: Work, db: str | None) -> tuple[ImportSummary, Path]:
    """Import files; where the user stops it, say how far it came."""
    from framing.runs import import_files
    from framing.runs.rescoring import own

    with open_library(db, create=True) as library:
        before = library.articles.count()
        try:
            done = import_files(
                library,
                work.files,
                work.options,
                own(library),
                manifest=work.manifest,
                jobs=work.jobs,
                tally=work.tally,
            )
        except KeyboardInterrupt:
            added = library.articles.count() - before
            note(f"stopped: {added} added; import the same files again for the rest")
            raise
        return done, library.path


def _print_notices(summary: ImportSummary, *, show_all: bool) -> None:
    """What was told, one line for each reason where it is told more than a few times."""
    from framing.runs.summary_lines import notice_lines

    lines = notice_lines(summary, every=show_all)
    shown = lines if show_all else lines[:_NOTICES]
    for line in shown:
        note(line)
    if len(shown) < sum(notice.count for notice in summary.notices):
        note("--show-all names each of them")
    if summary.takeable if summary.dry else summary.refused_for_rows:
        taken = f": {plural(summary.takeable, 'article')}" if summary.takeable else ""
        note(f"--skip-bad-rows takes the good rows of such a file{taken}")


def _print_summary(summary: ImportSummary) -> None:
    """The summary in words: to stdout where it was asked for, else to stderr."""
    from framing.runs.summary_lines import summary_lines

    for line in summary_lines(summary):
        text = visible_line(f"{line.label:<{_LABEL}}{line.text}")
        write_line(cut(text, _WIDTH), error=not summary.dry)


def as_row(summary: ImportSummary) -> Mapping[str, object]:
    """The summary as JSON has it."""
    return asdict(summary) | {"refused": summary.refused}
