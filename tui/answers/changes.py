"""Owns how a library file is changed: by jobs in processes of their own, one writer each."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from framing.errors import UsageError
from framing.wording import plural
from tui.answers.connections import Connections
from tui.jobs import Job, Report

if TYPE_CHECKING:
    from framing.articles.batches import Progress


class ChangeAnswers(Connections):
    """Importing, scoring anew, finding stories."""

    def importing(self, paths: Sequence[str]) -> Job:
        """The job that adds the articles of files and folders."""
        return self._job("Import", partial(_import, str(self.path), tuple(paths)))

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


def _import(path: str, paths: Sequence[str], report: Report) -> str:
    from framing.articles import Options, find_files
    from framing.library import Library
    from framing.runs import import_files
    from framing.runs.importing import size_of
    from framing.runs.rescoring import own

    options = Options()
    found = find_files(paths, options)
    progress = counting(report, sum(map(size_of, found.files)))
    with Library(path, create=True) as library:
        done = import_files(library, found.files, options, own(library), progress=progress)
    refused = [*found.refused, *done.refused]
    if refused and not done.added:
        raise refused[0]
    if not done.added and not done.present:
        raise UsageError("nothing to import was found", hint="name a file or a folder of them")
    said = f"{plural(done.added, 'article')} added, {done.present:,} already there"
    return f"{said}, {plural(len(refused), 'file')} refused: {refused[0]}" if refused else said


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
