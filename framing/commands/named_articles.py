"""From what a user names, an id or a file, to scored profiles."""

from __future__ import annotations

import os
from collections.abc import Sequence
from string import hexdigits
from typing import TYPE_CHECKING

from framing.errors import LexiconError, NotFoundError, ReadError

if TYPE_CHECKING:
    from framing.lexicons import Lexicon
    from framing.model import Article, Profile


def profile_of(name: str, db: str | None) -> Profile:
    """The profile of one id or file.

    Raises ReadError for a file that cannot be taken, NotFoundError for an id that is none.
    """
    (profile,), _ = scanned([name], db)
    return profile


def scanned(names: list[str], db: str | None) -> tuple[list[Profile], Sequence[Lexicon]]:
    """The profiles of ids and files, in order, and the lexicons that made them all.

    Names that are all files need no library; an argument that is an existing path is a path.
    Raises NotFoundError for a name that is neither.
    """
    from framing.commands.options import lexicons_in_use, scored_library
    from framing.matching import Scanner

    for name in names:
        if not _is_path(name) and set(name.lower()) - set(hexdigits):
            raise NotFoundError(
                f"“{name}” is no file, and no beginning of an id",
                hint="`framing articles` lists the ids",
            )
    if all(map(_is_path, names)):
        lexicons = _some(lexicons_in_use(db))
        return Scanner(lexicons).scan([article_in(name) for name in names]), lexicons
    with scored_library(db) as library:
        articles = [
            article_in(name)
            if _is_path(name)
            else library.articles.one(library.articles.resolve(name))
            for name in names
        ]
        lexicons = _some(library.lexicons.current())
    return Scanner(lexicons).scan(articles), lexicons


def _some(lexicons: Sequence[Lexicon]) -> Sequence[Lexicon]:
    if not lexicons:
        raise LexiconError("no lexicon is used", hint="framing lexicon use NAME")
    return lexicons


def article_in(path: str) -> Article:
    """The one article that a file holds.

    Raises ReadError where the file cannot be taken or holds several.
    """
    from framing.articles import Options, find_files, read, take

    found = find_files([path], Options())
    for error in found.refused:
        raise error
    drafts = [draft for file in found.files for draft in read(file, Options(), _remark)]
    if len(drafts) != 1:
        raise ReadError(
            f"holds {len(drafts)} articles where one is wanted",
            file=path,
            hint="import it and name the articles by id",
        )
    return take(drafts[0])


def _remark(error: ReadError) -> None:
    """Say what a text looks like; what the file holds beside it is no matter here."""
    from framing.articles.readers import RemarkError
    from framing.commands.output import warn

    if isinstance(error, RemarkError):
        warn(str(error))


def _is_path(name: str) -> bool:
    return os.path.lexists(name)
