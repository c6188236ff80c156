"""Owns how a library file answers the questions of the runs screen."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from framing.errors import NotFoundError
from framing.library import Library
from tui.answers.connections import Connections
from tui.questions.runs import RunChanges, RunPair

if TYPE_CHECKING:
    from framing.library import Import, Run

_MOST_ARTICLES = 20
"""Articles of a dimension that are listed, the furthest moved first."""


class RunAnswers(Connections):
    """Runs, and what moved between two."""

    def runs(self) -> Sequence[Run]:
        """All runs, the first one first."""
        return self.ask(lambda library: library.runs.read(), [])

    def origins(self, run: int) -> Sequence[Import]:
        """What a run took from which files."""
        return self.ask(
            lambda library: [each for each in library.runs.imports() if each.run == run], []
        )

    def earlier(self, run: int) -> int | None:
        """The last run before one that scored by others; None where there is none."""
        from framing.workbench.run_differences import differing_before

        runs = self.runs()
        own = next(each for each in runs if each.id == run)
        found = differing_before(runs, own)
        return found.id if found else None

    def run_changes(self, pair: RunPair) -> RunChanges:
        """What moved between two runs."""
        return self.ask(lambda library: _run_changes(library, pair), RunChanges(pair))


def _run_changes(library: Library, pair: RunPair) -> RunChanges:
    from framing.workbench.run_differences import dimension_changes, lexicon_changes, of_run

    before, after = of_run(library, pair.before), of_run(library, pair.after)
    try:
        changes = list(dimension_changes(library, before, after, _MOST_ARTICLES))
    except NotFoundError as error:
        return RunChanges(pair, problem=error.what)
    lexicons = {
        each.dimension: lexicon_changes(
            library.lexicons.one(each.before.lexicon.fingerprint),
            library.lexicons.one(each.after.lexicon.fingerprint),
            each.dimension,
        )
        for each in changes
    }
    same = [name for name, maker in before.makers.items() if after.makers.get(name) == maker]
    return RunChanges(pair, changes, lexicons, same)
