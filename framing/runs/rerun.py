"""An exported provenance read back, and its scores made again from the texts.

The file is somebody's: its lexicons must have the fingerprints it says, its spans the hashes, and
the texts that are scored again must be those it was made of.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Never

from framing import limits, version
from framing.articles.hashes import excluded_sha256, text_sha256
from framing.errors import LexiconError, NotFoundError, ReadError
from framing.lexicons import Lexicon
from framing.library import Membership, ScoredArticle, StoredScore
from framing.model import Article, Exclusion, Rating
from framing.statistics.rates import SCORER_VERSION

if TYPE_CHECKING:
    from framing.library import Library

_MOST_NAMED = 3


@dataclass(frozen=True, slots=True)
class Recorded:
    """One article of a provenance: what is known of it, and which runs scored it."""

    article: Article
    """Without its text."""
    text_sha256: str
    runs: Mapping[str, int | None]
    """The run that scored it, by the fingerprint of the lexicon."""
    member: Membership
    """What it belonged to in the library that the provenance is of."""


@dataclass(frozen=True, slots=True)
class Provenance:
    """What the scores of an export were made by and of."""

    scorer_version: str
    lexicons: tuple[Lexicon, ...]
    articles: tuple[Recorded, ...]
    """By id."""


def read_provenance(path: Path) -> Provenance:
    """The provenance that a file holds.

    Raises ReadError for a file that cannot be read or holds none, and where a lexicon or the
    spans of an article are not those that the hashes beside them say.
    """
    content = _content(path)
    try:
        return _provenance(json.loads(content, parse_constant=_refuse), path)
    except (*_UNSOUND, LexiconError) as error:
        raise _damaged(path, "this is no provenance") from error


_UNSOUND = (
    ArithmeticError,
    AttributeError,
    LookupError,
    RecursionError,
    TypeError,
    ValueError,
)
"""What taking apart a document of another shape raises."""


def _damaged(path: Path, what: str) -> ReadError:
    return ReadError(what, file=str(path), hint="`framing export provenance` writes one")


def _refuse(name: str) -> Never:
    raise ValueError(name)


def _content(path: Path) -> str:
    from framing.articles import File
    from framing.articles.readers.decoding import decode
    from framing.articles.readers.opening import open_file

    with open_file(File(str(path), path)) as stream:
        content = stream.read(limits.PROVENANCE_FILE_BYTES + 1)
    if len(content) > limits.PROVENANCE_FILE_BYTES:
        largest = limits.PROVENANCE_FILE_BYTES // limits.MIB
        raise ReadError(f"the file is larger than {largest} MiB", file=str(path))
    return decode(content, "utf-8", str(path))


def _provenance(plain: Any, path: Path) -> Provenance:
    if plain["kind"] != "provenance":
        raise ValueError
    articles = [_recorded(row, path) for row in plain["rows"]]
    return Provenance(
        scorer_version=str(plain["scorer_version"]),
        lexicons=tuple(_lexicon(each, path) for each in plain["lexicons"]),
        articles=tuple(sorted(articles, key=lambda each: each.article.id)),
    )


def _lexicon(plain: Any, path: Path) -> Lexicon:
    found = Lexicon.from_canonical(json.dumps(plain["canonical"], ensure_ascii=False))
    if found.fingerprint != plain["fingerprint"]:
        raise _damaged(path, f"the lexicon “{found.name}” is not the one of its fingerprint")
    return found


def _recorded(row: Any, path: Path) -> Recorded:
    article = Article(
        id=str(row["article_id"]),
        text="",
        source=str(row["source"]),
        publisher=str(row["publisher"]),
        title=str(row["title"]),
        published=str(row["published"]),
        excluded=tuple(_exclusion(*each) for each in row["excluded"]),
    )
    if excluded_sha256(article.excluded) != row["excluded_sha256"]:
        raise _damaged(path, f"the excluded spans of {article.id} are not those of their hash")
    runs = {str(name): None if run is None else int(run) for name, run in row["runs"].items()}
    return Recorded(article, str(row["text_sha256"]), runs, _member(row))


def _member(row: Any) -> Membership:
    family, story = row.get("family"), row.get("story")
    return Membership(
        None if family is None else str(family),
        None if story is None else int(story),
        tuple(str(name) for name in row.get("sets", ())),
        bool(row.get("stands", family in (None, row["article_id"]))),
    )


def _exclusion(start: object, end: object, rule: object) -> Exclusion:
    if type(start) is not int or type(end) is not int or not 0 <= start < end:
        raise ValueError
    return Exclusion(start, end, str(rule))


def scores_again(provenance: Provenance, library: Library) -> Iterator[StoredScore]:
    """The scores that the provenance speaks of, made anew from the texts of a library.

    By id and dimension. Nothing of the library but the texts is used, and nothing is stored.
    Raises NotFoundError where the library lacks a text or has another one.
    """
    recorded = {each.article.id: each for each in provenance.articles}
    _refuse_lacking(library, list(recorded))
    return _scanned(provenance.lexicons, recorded, library)


def _scanned(
    lexicons: Sequence[Lexicon], recorded: Mapping[str, Recorded], library: Library
) -> Iterator[StoredScore]:
    from framing.articles.batches import batches
    from framing.matching import Scanner  # arrays, wanted only here

    scanner = Scanner(lexicons)
    stored = library.articles.read(list(recorded))
    articles = (_with_text(recorded[each.article.id], each.article.text) for each in stored)
    for batch in batches(articles):
        for rating in scanner.rate(batch):
            yield from _scores(recorded[rating.article.id], rating)


def _refuse_lacking(library: Library, ids: list[str]) -> None:
    known = library.articles.known(ids)
    if lacking := [each for each in ids if each not in known]:
        named = ", ".join(lacking[:_MOST_NAMED]) + (", …" if lacking[_MOST_NAMED:] else "")
        raise NotFoundError(
            f"the library lacks {len(lacking)} of {len(ids)} articles: {named}",
            hint="import their texts under the sources they had",
        )


def _with_text(recorded: Recorded, text: str) -> Article:
    excluded = recorded.article.excluded
    if text_sha256(text) != recorded.text_sha256 or any(each.end > len(text) for each in excluded):
        raise NotFoundError(f"the library has another text of the article {recorded.article.id}")
    return replace(recorded.article, text=text)


def _scores(recorded: Recorded, rating: Rating) -> Iterator[StoredScore]:
    article = ScoredArticle.of(rating)
    for score in sorted(rating.scores, key=lambda each: each.dimension):
        if score.lexicon.fingerprint in recorded.runs:
            run = recorded.runs[score.lexicon.fingerprint]
            yield StoredScore(article, score, SCORER_VERSION, version(), run)
