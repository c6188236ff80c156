"""What made the scores of a file: JSON in the metadata of its schema, or as its first line."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any

from framing import version
from framing.articles import File, Options, find_files
from framing.articles.cleaning_version import CLEANING_VERSION
from framing.articles.readers.opening import Rows
from framing.errors import LexiconError, ReadError
from framing.lexicons import Lexicon
from framing.statistics.rates import SCORER_VERSION

SCHEMA = 2
"""The number of the form in which scores are written."""
KIND = "scores"
ABOUT = "framing"
"""The key of a schema's metadata under which what made the scores stands as JSON."""
AGAIN = "score its articles again"
"""What to do about scores that cannot be used."""


@dataclass(frozen=True, slots=True)
class Footer:
    """The run, the versions and the lexicons by which the scores of a file were made."""

    run: str
    lexicons: tuple[str, ...]
    """Their canonical texts (`Lexicon.canonical`), in the order in which they scored."""
    options: Mapping[str, object] = field(default_factory=dict)
    scorer_version: str = SCORER_VERSION
    cleaning_version: str = CLEANING_VERSION
    framing_version: str = field(default_factory=version)
    schema: int = SCHEMA

    def plain(self) -> dict[str, object]:
        """The object that is written."""
        return {
            "schema": self.schema,
            "kind": KIND,
            "run": self.run,
            "scorer_version": self.scorer_version,
            "cleaning_version": self.cleaning_version,
            "framing_version": self.framing_version,
            "lexicons": list(self.lexicons),
            "options": dict(self.options),
        }

    def text(self) -> str:
        """The same as one line of JSON."""
        return json.dumps(self.plain(), ensure_ascii=False, allow_nan=False)

    def parsed(self, file: str) -> tuple[Lexicon, ...]:
        """The lexicons. Raises ReadError, which names the file, where one is damaged."""
        try:
            return tuple(map(Lexicon.from_canonical, self.lexicons))
        except LexiconError as error:
            raise ReadError("a lexicon of the scores is damaged", file=file, hint=AGAIN) from error


def footer_of(
    lexicons: Sequence[Lexicon],
    run: str,
    options: Mapping[str, object],
    cleaning_version: str = CLEANING_VERSION,
) -> Footer:
    """What is written of a run by these lexicons and today's scorer."""
    return Footer(
        run=run or run_name(lexicons, cleaning_version),
        lexicons=tuple(each.canonical() for each in lexicons),
        options=options,
        cleaning_version=cleaning_version,
    )


def run_name(lexicons: Sequence[Lexicon], cleaning_version: str = CLEANING_VERSION) -> str:
    """The name of a run that has none: 16 hex digits, the same for all shards that are scored by
    the same lexicons, scorer and rules of cleaning."""
    made_by = [sorted(each.fingerprint for each in lexicons), SCORER_VERSION, cleaning_version]
    return sha256(json.dumps(made_by).encode()).hexdigest()[:16]


_TEXTS = ("run", "scorer_version", "cleaning_version", "framing_version")


def footer(path: Path | str) -> Footer:
    """What made the scores of a file. Raises ReadError for a file that is none of scores."""
    return known_footer(file_at(path))


def file_at(path: Path | str) -> File:
    """The one file at a path, unpacked where it is a `.gz`. Raises ReadError where it is none."""
    found = find_files([str(path)], Options())
    if found.refused:
        raise found.refused[0]
    if len(found.files) != 1:
        raise ReadError("this is not one file", file=str(path), hint="name each of its files")
    return found.files[0]


def known_footer(file: File) -> Footer:
    """What made the scores of a file, by today's scorer.

    Raises ReadError for one that is none of scores, damaged, or of another version of framing.
    """
    found = footer_in(file)
    if found is None:
        raise ReadError("this is no file of scores, or a damaged one", file=file.name, hint=AGAIN)
    if (found.schema, found.scorer_version) != (SCHEMA, SCORER_VERSION):
        what = "another version of framing made the scores"
        raise ReadError(what, file=file.name, hint=AGAIN)
    return found


def footer_in(file: File) -> Footer | None:
    """What made the scores of a file; None for a file that is none of scores, or cannot be read.

    Raises ReadError where the file says that it is one of scores, and not what made them.
    """
    try:
        text = _text_in(file)
    except ReadError:
        return None
    try:
        return parse(text)
    except ValueError as error:
        raise ReadError(str(error), file=file.name, hint=AGAIN) from error


def _text_in(file: File) -> str | bytes:
    """What tells in a file what made its scores; empty where nothing does."""
    if file.suffix == ".parquet":
        from framing.shards.tables_in import parquet_file  # files of lines are read without Arrow

        with parquet_file(file) as found:
            about: bytes = (found.schema.metadata or {}).get(ABOUT.encode(), b"")
        return about
    if file.suffix == ".jsonl":
        with Rows(file, Options(), "\n") as rows:
            line = next(rows, "")
        return line if line.startswith('{"schema"') else ""
    return ""


def parse(text: str | bytes) -> Footer | None:
    """The footer that a text is; None for one that is none of scores.

    Raises ValueError where it says that it is one of scores and is not whole.
    """
    try:
        plain = json.loads(text)
    except (ValueError, RecursionError):
        return None
    if not isinstance(plain, dict) or plain.get("kind") != KIND or "scorer_version" not in plain:
        return None
    lexicons: Any = plain.get("lexicons")
    whole = (
        all(isinstance(plain.get(name), str) for name in _TEXTS)
        and isinstance(lexicons, list)
        and all(isinstance(each, str) for each in lexicons)
        and isinstance(plain.get("options"), dict)
        and type(plain.get("schema")) is int
    )
    if not whole:
        raise ValueError("what made the scores is not told whole")
    given = {name: plain[name] for name in (*_TEXTS, "options", "schema")}
    found = Footer(lexicons=tuple(lexicons), **given)
    try:
        found.text().encode()  # no NaN, no half of a surrogate pair: it can be written again
    except (ValueError, RecursionError) as error:
        raise ValueError("what made the scores is not told in texts and numbers") from error
    return found
