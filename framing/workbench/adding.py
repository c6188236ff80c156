"""Adds a lexicon to the installed ones, once its own examples hold."""

from __future__ import annotations

from pathlib import Path

from framing.errors import LexiconError
from framing.lexicons import Lexicon, installed
from framing.workbench.examples import check


def add(path: Path, *, replace: bool) -> Lexicon:
    """Check a file, copy it into the user's folder and switch it on; return its lexicon.

    Raises LexiconError where an example does not hold, and as `framing.lexicons.installed.add`.
    """
    return installed.add(path, replace=replace, inspect=_refuse_failing_example)


def _refuse_failing_example(lexicon: Lexicon) -> None:
    for case in check(lexicon).cases:
        if not case.ok:
            what = f"the example does not hold: {case.problem}"
            raise LexiconError(what, file=lexicon.path, line=case.line, hint="mend one of them")
