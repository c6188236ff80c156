"""A file of articles to a file of ratings, by lexicons that are named: what a cluster runs.

Nothing else goes in and nothing is kept: no library, no settings, no folder of the user. So the
same call gives the same ratings in any thread, process or machine.
"""

from __future__ import annotations

import json
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from framing.articles import File, Options, read, take
from framing.articles.batches import batches
from framing.articles.date_columns import DateColumn
from framing.errors import FramingError, ReadError, UsageError
from framing.lexicons import Lexicon, read_lexicon
from framing.lexicons.installed import together
from framing.model import (
    Article,
    Draft,
    EntryTally,
    Exclusion,
    LexiconVersion,
    Rating,
    Score,
    Sums,
    VoiceTally,
    VoiceWords,
)
from framing.places import whole_file
from framing.statistics.rates import SCORER_VERSION

SCHEMA = 1
"""The number of the form in which ratings are written."""


def score_shard(in_path: Path | str, out_path: Path | str, lexicons: Sequence[Path | str]) -> Path:
    """Rate the articles of one file, write the ratings to another, and return its path.

    `in_path` is a file that `framing import` would take; its articles are cleaned, dated and given
    their ids as there. A lexicon is the path of its file, or its canonical text
    (`Lexicon.canonical`) as a str. The ratings are in the order of the articles, in a file that is
    written whole or not at all; `read_ratings` reads it.

    Raises ReadError for a file that cannot be taken, LexiconError for a lexicon, FramingError where
    `out_path` cannot be written.
    """
    from framing.matching import Scanner  # arrays, which reading ratings does without

    scanner = Scanner(lexicons_of(lexicons))
    articles = map(take, _dated(File(str(in_path), Path(in_path))))
    head = {"schema": SCHEMA, "kind": "ratings", "scorer_version": SCORER_VERSION}
    ratings = (rating for batch in batches(articles) for rating in scanner.rate(batch))
    _write_whole(Path(out_path), _lines(head, ratings))
    return Path(out_path)


def _dated(file: File) -> Iterator[Draft]:
    """The drafts of a file, dated as all its dates together tell; so it is read twice."""
    dates = DateColumn(file.name)
    deque(dates.seen(read(file, Options())), maxlen=0)
    yield from map(dates.order().dated, read(file, Options()))


def lexicons_of(given: Sequence[Path | str]) -> tuple[Lexicon, ...]:
    """Lexicons of files and of canonical texts, as they can score side by side.

    Raises LexiconError for one that cannot be read, or two that share a name or dimension.
    """
    return together(_lexicon(each) for each in given)


def _lexicon(given: Path | str) -> Lexicon:
    if isinstance(given, Path):
        return read_lexicon(given)
    if not given.startswith("{"):
        raise UsageError("this is no canonical text of a lexicon", hint="a path is given as a Path")
    return Lexicon.from_canonical(given)


def _lines(head: dict[str, object], ratings: Iterable[Rating]) -> Iterator[str]:
    """JSON of the head and of each rating; floats are written so that they come back the same."""
    encode = json.JSONEncoder(ensure_ascii=False, allow_nan=False, default=_fields).encode
    yield encode(head)
    yield from map(encode, ratings)


def _fields(value: Any) -> dict[str, object]:
    """The fields of a dataclass by name; its values follow in turn."""
    return {name: getattr(value, name) for name in value.__dataclass_fields__}


def _write_whole(path: Path, lines: Iterable[str]) -> None:
    """Write lines to a file that takes its place when all of them are there."""
    try:
        with whole_file(path) as stream:
            stream.writelines(f"{line}\n" for line in lines)
    except OSError as error:
        what = f"cannot be written: {error.strerror or error}"
        raise FramingError(what, file=str(path)) from error


def read_ratings(path: Path | str) -> Iterator[Rating]:
    """The ratings that `score_shard` wrote, one by one, equal to those that it made.

    Raises ReadError for a file that is none, is damaged, or was written by another scorer.
    """
    try:
        with Path(path).open(encoding="utf-8") as lines:
            _check_head(next(lines, ""), str(path))
            for number, line in enumerate(lines, 2):
                try:
                    found = _rating(json.loads(line))
                except (ArithmeticError, AttributeError, LookupError, TypeError, ValueError):
                    what = "this is no rating"
                    raise ReadError(what, file=str(path), line=number, hint=_AGAIN) from None
                yield found
    except (OSError, UnicodeDecodeError) as error:
        what = getattr(error, "strerror", None) or str(error)
        raise ReadError(f"cannot be read: {what}", file=str(path), hint=_AGAIN) from error


_AGAIN = "score its articles again"


def _check_head(line: str, file: str) -> None:
    try:
        head = json.loads(line)
    except ValueError:
        head = None
    if not isinstance(head, dict) or head.get("kind") != "ratings":
        raise ReadError("this is no file of ratings", file=file, line=1)
    if (head.get("schema"), head.get("scorer_version")) != (SCHEMA, SCORER_VERSION):
        raise ReadError("another version of framing made it", file=file, line=1, hint=_AGAIN)


def _rating(plain: dict[str, Any]) -> Rating:
    """The rating of a line. Raises one of five errors of Python for a line that holds none."""
    article, scores, entries, voices, unbalanced = (
        plain.pop(name) for name in ("article", "scores", "entries", "voices", "unbalanced")
    )
    excluded = tuple(Exclusion(**each) for each in article.pop("excluded"))
    return Rating(
        article=Article(**article, excluded=excluded),
        scores=tuple(map(_score, scores)),
        entries=tuple(map(EntryTally._make, entries)),
        voices=tuple(map(VoiceWords._make, voices)),
        unbalanced=tuple(unbalanced),
        **plain,
    )


def _score(plain: dict[str, Any]) -> Score:
    sums, lexicon = Sums(**plain.pop("sums")), LexiconVersion(**plain.pop("lexicon"))
    tallies = tuple(map(VoiceTally._make, plain.pop("tallies")))
    return Score(**plain, sums=sums, lexicon=lexicon, tallies=tallies)
