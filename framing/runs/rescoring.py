"""Keeps a library's scores those of the lexicons that it uses, or was told to keep to."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING

from framing.articles.batches import Progress, batches
from framing.articles.cleaning_version import CLEANING_VERSION
from framing.lexicons.files_digest import state
from framing.lexicons.formats.checks import same_name
from framing.lexicons.installed import active_with_state, beside, together
from framing.runs.carrying_over import carry_over
from framing.runs.worker_processes import in_order
from framing.statistics.rates import SCORER_VERSION

if TYPE_CHECKING:
    from framing.lexicons import Lexicon
    from framing.library import Library, Run
    from framing.model import Article, Rating
    from framing.runs.worker_processes import Work

_NAMED = "named"
"""The option of a run whose lexicons were named by hand: the library keeps to them."""
_FILES = "lexicon_files"
"""The option of a run that holds the digest of the lexicon files its lexicons were read from."""

WORTH_PROCESSES = 20_000
"""Articles from which scanning gains more by other processes than sending them about costs."""


@dataclass(frozen=True, slots=True)
class Choice:
    """Lexicons to score by, and how they came to be chosen."""

    lexicons: tuple[Lexicon, ...]
    options: Mapping[str, object] = field(default_factory=dict)
    """What a run remembers of the choice."""


def at_hand() -> Choice:
    """The active lexicons, with the digest of the very files they were read from.

    Raises LexiconError where they cannot be read.
    """
    lexicons, digest = active_with_state()
    return Choice(lexicons, {_FILES: digest.hex()})


def named(lexicons: Sequence[Lexicon], names: Sequence[str]) -> Choice:
    """Lexicons named by hand. Raises LexiconError where two of them share a name or dimension."""
    return Choice(together(lexicons), {_NAMED: list(names)})


def in_use(library: Library) -> Choice:
    """The lexicons that the library uses; the active ones where it was never told.

    Of one that is installed no longer the library has the text. Raises as `at_hand`.
    """
    names = library.lexicons.used()
    if names is None:
        return at_hand()
    found, digest = active_with_state(names)
    known = {same_name(each.name) for each in found}
    kept = (library.lexicons.kept(name) for name in names if same_name(name) not in known)
    return Choice(together([*found, *filter(None, kept)]), {_FILES: digest.hex()})


def use_also(library: Library, lexicon: Lexicon, *, replace: bool) -> list[Lexicon]:
    """Have the library use an installed lexicon as well; return what stands in its way.

    These are lexicons in use that share the name of a dimension: then nothing changes, or, with
    `replace`, it takes their place. A library that was never told uses what is switched on.
    """
    if library.lexicons.used() is None:
        return []
    used = in_use(library).lexicons
    others = [each for each in used if same_name(each.name) != same_name(lexicon.name)]
    free = beside(lexicon, others)
    if not replace and len(free) < len(others):
        return [each for each in others if each not in free]
    library.lexicons.use(each.name for each in (*free, lexicon))
    return []


def use_no_longer(library: Library, name: str) -> None:
    """Have the library use the lexicon of a name no longer."""
    used = library.lexicons.used()
    if used is not None:
        library.lexicons.use(each for each in used if same_name(each) != same_name(name))


def own(library: Library) -> Choice:
    """The lexicons that the library was told to keep to, else those that it uses."""
    last = _last_run(library)
    if last and (names := last.options.get(_NAMED)):
        return Choice(library.lexicons.current(), {_NAMED: names})
    return in_use(library)


def standing(library: Library) -> Choice | None:
    """The lexicons of the current scores, chosen as the last run chose them; None where there was
    none, or it was by another scorer."""
    last = _last_run(library)
    if not last or last.scorer_version != SCORER_VERSION:
        return None
    kept = {name: last.options[name] for name in (_NAMED, _FILES) if name in last.options}
    return Choice(library.lexicons.current(), kept)


def keeps_to_named(library: Library) -> bool:
    """Whether the library was last scored with lexicons named by hand."""
    last = _last_run(library)
    return bool(last and last.options.get(_NAMED))


def refresh(
    library: Library,
    progress: Callable[[int], Progress] | None = None,
    adding_up: Callable[[int], Progress] | None = None,
) -> int:
    """Score what is stale by the library's own lexicons; return how many articles that were.

    No lexicon is parsed where none changed since the last run. `progress` makes a Progress for
    so many articles, `adding_up` one for so many blocks of articles that have no sums.
    """
    last = _last_run(library)
    if last and _is_current(library, last):
        library.scores.add_up(adding_up)  # articles may have been removed
        return 0
    choice = own(library)
    size = outstanding(library, choice)
    if last and not size and _are_those_of(last, choice):
        library.lexicons.remember_files(str(choice.options.get(_FILES, "")))
        library.scores.add_up(adding_up)
        return 0
    return rescore(
        library, choice, "refresh", progress=progress(size) if progress and size else None
    )


def _are_those_of(last: Run, choice: Choice) -> bool:
    """Whether a run was by the very lexicons, and today's scorer."""
    fingerprints = {each.fingerprint for each in last.lexicons}
    return last.scorer_version == SCORER_VERSION and fingerprints == {
        each.fingerprint for each in choice.lexicons
    }


def _last_run(library: Library) -> Run | None:
    return next(reversed(library.runs.read()), None)


def _is_current(library: Library, last: Run) -> bool:
    """Whether every article has a score by the lexicons of the last run and today's scorer, and
    these lexicons are still those to score by, and its spans are those of today's cleaning.

    An earlier run that is still adding articles by other lexicons leaves some without.
    """
    files = last.options.get(_FILES), library.lexicons.files()
    same = bool(last.options.get(_NAMED)) or (
        state().hex() in files and _uses_those_of(library, last)
    )
    fingerprints = [each.fingerprint for each in last.lexicons]
    return (
        same
        and last.scorer_version == SCORER_VERSION
        and not _is_cleaned_otherwise(library)
        and not library.scores.stale_by(fingerprints)
    )


def _uses_those_of(library: Library, last: Run) -> bool:
    """Whether the library uses lexicons of the names that a run was by, or was never told."""
    names = library.lexicons.used()
    by = {same_name(each.name) for each in last.lexicons}
    return names is None or {same_name(name) for name in names} == by


def _is_cleaned_otherwise(library: Library) -> bool:
    return library.runs.cleaning_version() != CLEANING_VERSION


def outstanding(
    library: Library, choice: Choice, *, every: bool = False, ids: Sequence[str] | None = None
) -> int:
    """How many of some articles, of all for None, a rescoring by the choice would score."""
    if every or _is_cleaned_otherwise(library):
        return library.articles.count() if ids is None else len(ids)
    return len(_among(library.scores.stale(choice.lexicons), ids))


def begin(library: Library, kind: str, choice: Choice, options: Mapping[str, object]) -> int:
    """Begin a run that makes the chosen lexicons those of the current scores; return its number.

    A library that was never told which lexicons to use uses them from now on.
    """
    if _NAMED not in choice.options and library.lexicons.used() is None:
        library.lexicons.use(each.name for each in choice.lexicons)
    return library.runs.begin(kind, choice.lexicons, {**options, **choice.options})


def rescore(
    library: Library,
    choice: Choice,
    kind: str,
    *,
    every: bool = False,
    ids: Sequence[str] | None = None,
    jobs: int = 1,
    progress: Progress | None = None,
) -> int:
    """Score the stale articles, or `every` one, in a run of its own; return how many.

    `ids` are the articles that are meant, all for None; `jobs` processes scan, this one writes.
    Raises LibraryError where the library cannot be written.
    """
    run = begin(library, kind, choice, {})
    done = score_stale(library, run, choice, every=every, ids=ids, jobs=jobs, progress=progress)
    library.runs.finish(run)
    return done


def score_stale(
    library: Library,
    run: int,
    choice: Choice,
    *,
    every: bool = False,
    ids: Sequence[str] | None = None,
    jobs: int = 1,
    progress: Progress | None = None,
) -> int:
    """Score in a run what has no current score by its lexicons, or `every` article.

    `ids` are the articles that are meant, all for None. Only lexicons that lack a score are asked:
    what the others found stays as it is. So does what the version before found in articles that a
    change cannot affect. Where articles were cleaned by other rules than today's, all that are
    meant are cleaned anew and scored by all lexicons.
    """
    if every or _is_cleaned_otherwise(library):
        return _score(library, run, choice.lexicons, ids, jobs, progress)
    lacking = [(each, _among(library.scores.stale([each]), ids)) for each in choice.lexicons]
    left = [(each, ids - carry_over(library, run, each, ids)) for each, ids in lacking]
    stale, rest = _all(lacking), _all(left)
    if progress:
        progress(len(stale - rest))
    if not rest:
        return len(stale)
    lexicons = [each for each, ids in left if ids]
    return len(stale - rest) + _score(library, run, lexicons, sorted(rest), jobs, progress)


def _among(stale: Sequence[str], ids: Sequence[str] | None) -> set[str]:
    """Those of the stale articles that are meant."""
    return set(stale) if ids is None else set(stale).intersection(ids)


def _all(of_lexicons: Iterable[tuple[Lexicon, set[str]]]) -> set[str]:
    return {article_id for _, ids in of_lexicons for article_id in ids}


def _score(
    library: Library,
    run: int,
    lexicons: Sequence[Lexicon],
    ids: Sequence[str] | None,
    jobs: int,
    progress: Progress | None,
) -> int:
    """Score some articles, all for None, in a run; return how many there were.

    What got another title between its reading and its scoring is read again.
    """
    anew = _is_cleaned_otherwise(library)
    done = 0
    edited: list[str] = []
    articles = (found.article for found in library.articles.read(ids))
    with in_order(partial(_rater, lexicons, anew), batches(articles), jobs) as rated:
        for batch, ratings in rated:
            edited += library.runs.rescore(run, ratings)
            done += len(batch)
            if progress:
                progress(len(batch))
    if edited:
        _score(library, run, lexicons, edited, 1, None)
    if anew and ids is None:
        library.runs.cleaned()
    return done


def _rater(lexicons: Sequence[Lexicon], anew: bool) -> Work[list[Article], list[Rating]]:
    from framing.articles.intake import cleaned
    from framing.matching import Scanner  # arrays, wanted only where something is scored

    scanner = Scanner(lexicons)
    if anew:
        return lambda articles: list(scanner.rate(list(map(cleaned, articles))))
    return lambda articles: list(scanner.rate(articles))
