"""Owns how a library file is changed: by jobs in processes of their own, one writer each."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from framing.errors import FramingError, UsageError
from framing.wording import plural
from tui.answers.connections import Connections
from tui.filters import as_rules
from tui.jobs import Job, Report
from tui.questions.changes import Import, ImportReport

if TYPE_CHECKING:
    from framing.articles import File, Options
    from framing.articles.batches import Progress
    from framing.articles.manifest import Manifest
    from framing.runs import ImportSummary, ImportTally


class ChangeAnswers(Connections):
    """Importing, scoring anew, finding stories."""

    def previewing(self, asked: Import) -> Job:
        """The job that gives an `ImportReport` of what would be added, and writes nothing."""
        return Job("Look into the files", partial(_import, str(self.path), asked, True))

    def importing(self, asked: Import) -> Job:
        """The job that adds articles and gives an `ImportReport`."""
        work = partial(_import, str(self.path), asked, False)
        return Job("Import", work, changes_articles=True)

    def keep_set(self, name: str, query: str) -> Job:
        """The job that keeps what a filter leaves as a set; one of that name is replaced."""
        return Job("Keep set", partial(_keep_set, str(self.path), name, query))

    def remove_set(self, name: str) -> Job:
        """The job that forgets a set; its articles stay."""
        return Job("Remove set", partial(_remove_set, str(self.path), name))

    def rescoring(self) -> Job:
        """The job that scores what is stale by the library's own lexicons."""
        return self._job("Score anew", partial(_rescore, str(self.path)))

    def stories(self) -> Job:
        """The job that finds the articles on one event."""
        return self._job("Find stories", partial(_find_stories, str(self.path)))

    def _job(self, title: str, work: Callable[[Report], str]) -> Job:
        return Job(title, work, changes_articles=True)


def counting(report: Report, total: int) -> Progress:
    """A Progress that adds up what it is told, out of a total."""
    done = 0

    def progress(more: int) -> None:
        nonlocal done
        done += more
        report(done, total)

    return progress


def _import(path: str, asked: Import, dry: bool, report: Report) -> ImportReport:
    from framing.articles import find_files
    from framing.articles.manifest import load
    from framing.runs import ImportTally
    from framing.runs.importing import size_of

    options = _options(asked)
    manifest = load(asked.manifest) if asked.manifest else None
    with tempfile.TemporaryDirectory() as folder:
        found = find_files(_paths(asked, folder), options, manifest=asked.manifest)
        if not found.files and not found.refused:
            raise UsageError("nothing to import was found", hint="name a file or a folder of them")
        tally = ImportTally(dry=dry, progress=counting(report, sum(map(size_of, found.files))))
        tally.note_found(found, manifest)
        work = _previewed if dry else _imported
        done = work(Path(path), found.files, options, manifest, tally)
    if done.refused == 1 and not (done.read or done.takeable):
        raise FramingError(done.notices[-1].lines[0])
    return ImportReport(asked, done)


def _previewed(
    path: Path,
    files: Sequence[File],
    options: Options,
    manifest: Manifest | None,
    tally: ImportTally,
) -> ImportSummary:
    from framing.runs.importing import library_at, preview_files

    with library_at(path) as library:
        return preview_files(library, files, options, manifest=manifest, tally=tally)


def _imported(
    path: Path,
    files: Sequence[File],
    options: Options,
    manifest: Manifest | None,
    tally: ImportTally,
) -> ImportSummary:
    from framing.library import Library
    from framing.runs.importing import import_files
    from framing.runs.rescoring import own

    with Library(path, create=True) as library:
        choice = own(library)
        return import_files(library, files, options, choice, manifest=manifest, tally=tally)


def _options(asked: Import) -> Options:
    from framing.articles import Options

    return Options(
        format="text" if asked.text else "",
        map=dict(asked.columns),
        source=asked.source,
        title=asked.title,
        published=asked.published,
        skip_bad_rows=asked.skip_bad_rows,
    )


def _paths(asked: Import, folder: str) -> Sequence[str]:
    """The files; a text is written to one in the folder."""
    if not asked.text:
        return asked.paths
    file = Path(folder) / "pasted.txt"
    file.write_text(asked.text, encoding="utf-8", errors="replace")
    return [str(file)]


def _keep_set(path: str, name: str, query: str, _: Report) -> str:
    from framing.library import Library

    with Library(path) as library:
        made = library.sets.add(name, as_rules(query))
    return f"Set “{made.name}”: {plural(made.articles, 'article')}; set={made.name} filters by it"


def _remove_set(path: str, name: str, _: Report) -> str:
    from framing.library import Library

    with Library(path) as library:
        library.sets.remove(name)
    return f"Set “{name}” is removed; its articles stay."


def _rescore(path: str, report: Report) -> str:
    from framing.library import Library
    from framing.runs.rescoring import refresh

    with Library(path) as library:
        done = refresh(library, partial(counting, report))
    return f"{plural(done, 'article')} scored anew" if done else "All scores are current."


def _find_stories(path: str, report: Report) -> str:
    from framing.comparing import stories
    from framing.library import Library

    with Library(path) as library:
        stories.update(library, partial(counting, report))
        found = [story for story in library.similar.stories().values() if len(story) > 1]
    return f"{plural(len(found), 'story', 'stories')} told by more than one article"
