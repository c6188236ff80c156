"""Adds a lexicon to the installed ones, or saves an edited one, once its own examples hold."""

from __future__ import annotations

from pathlib import Path

from framing.errors import LexiconError
from framing.lexicons import Lexicon, active, installed
from framing.lexicons.formats.checks import same_name
from framing.workbench.examples import check


def add(path: Path, *, replace: bool) -> Lexicon:
    """Check a file, copy it into the user's folder and switch it on; return its lexicon.

    Raises LexiconError where an example does not hold, and as `framing.lexicons.installed.add`.
    """
    return installed.add(path, replace=replace, inspect=_refuse_failing_example)


def save(text: str, file: str) -> Lexicon:
    """Keep the text of a lexicon in the user's folder, over the one of its name, and switch it on.

    It takes the place of a bundled one of its name. Raises LexiconError, with `file`, for a text
    that is no lexicon, an example that does not hold, and a dimension that another one has.
    """

    def inspect(lexicon: Lexicon) -> None:
        name = same_name(lexicon.name)
        others = [each for each in active() if same_name(each.name) != name]
        installed.together([*others, lexicon])
        _refuse_failing_example(lexicon)

    return installed.keep(Path(file), text.encode(), replace=True, inspect=inspect)


def _refuse_failing_example(lexicon: Lexicon) -> None:
    for case in check(lexicon).cases:
        if not case.ok:
            what = f"the example does not hold: {case.problem}"
            raise LexiconError(what, file=lexicon.path, line=case.line, hint="mend one of them")
