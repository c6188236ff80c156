"""Carries the scores of a lexicon over to its next version where the change can find nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from framing.articles.batches import batches
from framing.lexicons.changes import Change, change

if TYPE_CHECKING:
    from framing.lexicons import Lexicon
    from framing.library import Library


def carry_over(library: Library, run: int, lexicon: Lexicon, lacking: set[str]) -> set[str]:
    """Give those of some articles that a change cannot affect the scores that they had before it.

    Return their ids; the others are to be scored. Raises LibraryError where the library cannot be
    written.
    """
    before = _before(library, lexicon) if lacking else None
    changed = change(before, lexicon) if before else None
    if before is None or changed is None:
        return set()
    scored = lacking - set(library.scores.stale([before]))
    unaffected = scored - affected(library, changed, scored)
    library.runs.carry_over(run, before, lexicon, sorted(unaffected))
    return unaffected


def _before(library: Library, lexicon: Lexicon) -> Lexicon | None:
    """The version of a lexicon that was last used before this one."""
    versions = (
        each
        for run in reversed(library.runs.read())
        for each in run.lexicons
        if each.name == lexicon.name and each.fingerprint != lexicon.fingerprint
    )
    found = next(versions, None)
    return library.lexicons.one(found.fingerprint) if found else None


def affected(library: Library, changed: Change, ids: set[str]) -> set[str]:
    """Those of the articles in which something that changed stands: no other scores otherwise."""
    from framing.matching import Scanner  # arrays, wanted only where something is scored

    needed = changed.needed()
    possible = ids & set(library.articles.may_hold(needed)) if needed else set()
    finder = Scanner(changed.finders(), voices=False)
    articles = (each.article for each in library.articles.read(sorted(possible)))
    return {each.id for batch in batches(articles) for each in finder.holding(batch)}
