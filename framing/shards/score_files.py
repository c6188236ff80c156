"""The ratings that a file of scores holds, once they were found sound."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from itertools import chain, islice
from pathlib import Path
from typing import Any

from framing.articles import File, Options
from framing.articles.readers.opening import Rows
from framing.errors import ReadError
from framing.model import (
    VOICES,
    Article,
    EntryTally,
    Exclusion,
    LexiconVersion,
    Rating,
    Score,
    Sums,
    VoiceTally,
    VoiceWords,
)
from framing.shards.arrow import pa
from framing.shards.footers import AGAIN, Footer, file_at, known_footer
from framing.shards.score_schema import FIELDS, SCORE_SCHEMA
from framing.shards.soundness import SoundScores
from framing.shards.tables_in import parquet_file

_LINES = 100
"""Lines of JSON that are looked at together."""
_RATINGS = 200
"""Ratings that are made at a time, and stored in one transaction."""


def read_scores(path: Path | str) -> Iterator[Rating]:
    """The ratings of a file of scores, one by one, equal to those that `Scanner.rate` gives.

    Raises ReadError for a file that is none, is damaged, holds what no scan gives, was made by
    another scorer, or has no texts.
    """
    file = file_at(path)
    made_by = known_footer(file)
    return chain.from_iterable(ratings_in(file, made_by))


def ratings_in(file: File, made_by: Footer) -> Iterator[list[Rating]]:
    """The ratings of a file of scores, some hundred at a time; raises as `read_scores`."""
    versions = {
        dimension.name: lexicon.reference
        for lexicon in made_by.parsed(file.name)
        for dimension in lexicon.dimensions
    }
    for batch in sound_batches(file, made_by):
        for begin in range(0, batch.num_rows, _RATINGS):
            rows = batch.slice(begin, _RATINGS).to_pylist()
            yield [_rating(row, versions) for row in rows]


def sound_batches(file: File, made_by: Footer) -> Iterator[Any]:
    """The scores of a file as record batches of `SCORE_SCHEMA`, with their texts.

    Raises ReadError for the first row that holds what no scan gives.
    """
    if made_by.options.get("texts") is False:
        what, hint = "the scores were written without texts", "score the articles again, with them"
        raise ReadError(what, file=file.name, hint=hint)
    sound = SoundScores(file, made_by.parsed(file.name))
    for before, batch in _batches(file):
        sound.check(batch, before)
        yield batch


def _batches(file: File) -> Iterator[tuple[int, Any]]:
    if file.suffix == ".jsonl":
        yield from _json_batches(file)
        return
    with parquet_file(file) as found:
        names = SCORE_SCHEMA.names
        if missing := [name for name in names if name not in found.schema.names]:
            raise ReadError(f"the scores have no column {missing[0]}", file=file.name, hint=AGAIN)
        for before, batch in found.batches(names):
            yield before, _as_written(batch, file)


def _as_written(batch: Any, file: File) -> Any:
    """A batch whose columns have the types that framing writes, whoever wrote them anew."""
    columns = []
    for name, kind in zip(SCORE_SCHEMA.names, SCORE_SCHEMA.types, strict=True):
        try:
            columns.append(batch.column(name).cast(kind))
        except (pa.ArrowException, ValueError) as error:
            what = f"the column {name} of the scores is not of the type that framing writes"
            raise ReadError(what, file=file.name, hint=AGAIN) from error
    return pa.RecordBatch.from_arrays(columns, schema=SCORE_SCHEMA)


def _json_batches(file: File) -> Iterator[tuple[int, Any]]:
    before = 1  # the line that tells what made the scores
    with Rows(file, Options(), "\n") as lines:
        next(lines)
        while held := list(islice(lines, _LINES)):
            yield before, _batch_of(held, before, file)
            before += len(held)


def _batch_of(lines: list[str], before: int, file: File) -> Any:
    """The batch of some lines. Raises ReadError for the first of them that is no row of scores."""
    try:
        return pa.RecordBatch.from_pylist([_plain(line) for line in lines], SCORE_SCHEMA)
    except _DAMAGES as error:
        if len(lines) == 1:
            what = "this is no row of scores"
            raise ReadError(what, file=file.name, line=before + 1, hint=AGAIN) from error
    for number, line in enumerate(lines):
        _batch_of([line], before + number, file)
    raise ReadError("these are no rows of scores", file=file.name, line=before + 1, hint=AGAIN)


_DAMAGES = (
    *(pa.ArrowException, ArithmeticError, AttributeError, LookupError, RecursionError),
    *(TypeError, ValueError),
)
"""What a line of anybody may raise where a row of scores is wanted."""


def _plain(line: str) -> dict[str, Any]:
    row: dict[str, Any] = json.loads(line)
    return row | {"meta": list(row["meta"].items())}


def _rating(row: dict[str, Any], versions: Mapping[str, LexiconVersion]) -> Rating:
    """The rating of a sound row."""
    article = Article(
        row["id"],
        row["text"],
        **{name: row[name] for name in FIELDS},
        excluded=tuple(Exclusion(**each) for each in row["excluded"]),
        meta=dict(row["meta"]),
    )
    return Rating(
        article,
        row["words"],
        row["excluded_words"],
        row["sentences"],
        row["unit"],
        tuple(_score(each, row, versions) for each in row["scores"]),
        tuple(EntryTally(**each) for each in row["entries"]),
        tuple(
            VoiceWords(**each | {"words_squared": int(each["words_squared"])})
            for each in row["voices"] or ()
        ),
        tuple(row["unbalanced"] or ()),
    )


def _score(
    plain: dict[str, Any], row: Mapping[str, Any], versions: Mapping[str, LexiconVersion]
) -> Score:
    tallies = plain.pop("voices")
    hits_squared, hits_words = plain.pop("hits_squared"), plain.pop("hits_words")
    by_voice = {each["voice"]: each["matches"] for each in tallies or ()}
    return Score(
        **plain,
        words=row["words"],
        sums=Sums(
            row["sentences"], plain["weight"], hits_squared, hits_words, row["words_squared"]
        ),
        lexicon=versions[plain["dimension"]],
        voices=None if tallies is None else {voice: by_voice.get(voice, 0) for voice in VOICES},
        tallies=tuple(VoiceTally(**each) for each in tallies or ()),
    )
