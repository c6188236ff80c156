"""Whether a batch of scores holds what a scan can give: a file may have been written by anybody.

Numbers are in range, spans lie in their texts, names are those of the lexicons, entries and voices
add up to the scores, and rates and intervals are those of their sums. What no sum tells, such as
whether an entry stands in the text, only a new scan can tell.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, get_args

import numpy as np
from numpy.typing import NDArray

from framing.articles import File
from framing.articles.intake import article_id
from framing.errors import ReadError
from framing.lexicons import Lexicon
from framing.matching.sums import INTERVALS, rates_of
from framing.model import VOICES, Draft, Unit
from framing.shards.arrow import pa, pc
from framing.shards.score_schema import FIELDS
from framing.shards.stored_articles import fault_of

Array = NDArray[Any]

_LARGEST = 1e300
_NEAR = 1e-9
"""How far a sum of weights may be from the same in another order, as a share of it."""
_MAY_LACK = {"text", "voices", "unbalanced", "scores.voices", "scores.rate_per_1000"} | {
    "scores.low",
    "scores.high",
}
"""What may be null."""
_WORDS = {
    "unit": get_args(Unit),
    "scores.interval": INTERVALS,
    "scores.voices.voice": VOICES,
    "voices.voice": VOICES,
}
"""The words that a column may hold."""


@dataclass(frozen=True, slots=True)
class _Flat:
    """A column without its lists: all values one after another, and the row of each."""

    values: Any
    rows: Array

    def numbers(self) -> Array:
        """The values as numbers; NaN for null."""
        found: Array = self.values.to_numpy(zero_copy_only=False)
        return found


Flat = Mapping[str, _Flat]
"""The columns by their paths, as `scores.voices.weight`."""
Faults = Iterator[tuple[Array, str]]
"""Rows with a fault, none where there is none, and what it is."""


class SoundScores:
    """What the batches of one file of scores are held against."""

    def __init__(self, file: File, lexicons: Sequence[Lexicon]) -> None:
        self._file = file
        dimensions = [each for lexicon in lexicons for each in lexicon.dimensions]
        self._names = [each.name for each in dimensions]
        weights = {
            (dimension.name, name): entry.weight
            for dimension in dimensions
            for name, entry in dimension.entries.items()
        }
        self._entries = pa.array(map("\t".join, weights), pa.string())
        self._weights = np.array([*weights.values(), 0.0], dtype=float)

    def check(self, batch: Any, before: int) -> None:
        """Raise ReadError for the first fault of a batch of `SCORE_SCHEMA`.

        `before` is the number of rows before the batch.
        """
        columns = dict(_flattened(batch))
        with np.errstate(all="ignore"):  # what is out of range is found by what comes out
            for rows, what in self._faults(columns, batch.num_rows):
                if rows.size:
                    line, hint = before + int(rows.min()) + 1, "score its articles again"
                    what = f"the scores are not sound: {what}"
                    raise ReadError(what, file=self._file.name, line=line, hint=hint)

    def _faults(self, columns: Flat, articles: int) -> Faults:
        yield from _absent(columns)
        yield from _out_of_range(columns)
        yield from _strange_words(columns)
        yield from self._strange_names(columns, articles)
        yield from self._wrong_sums(columns, articles)
        yield from _wrong_rates(columns, articles, len(self._names))
        yield from _wrong_articles(columns)

    def _strange_names(self, columns: Flat, articles: int) -> Faults:
        names = columns["scores.dimension"]
        sizes = np.bincount(names.rows, minlength=articles)
        yield np.flatnonzero(sizes != len(self._names)), "dimensions are missing, or too many"
        # The order is that of the scan, in which a lexicon of a file has its own.
        order = names.values[: len(self._names)].to_pylist()
        strange = np.arange(articles if sorted(order) != sorted(self._names) else 0)
        yield strange, "a dimension is of none of its lexicons"
        same = pc.equal(names.values, pa.array(order * articles, pa.string()))
        yield names.rows[~_mask(same)], "the dimensions are in another order"
        known = _mask(pc.is_in(self._joined(columns), value_set=self._entries))
        yield columns["entries.entry"].rows[~known], "an entry is of none of its lexicons"

    def _joined(self, columns: Flat) -> Any:
        parts = (columns[f"entries.{name}"].values for name in ("dimension", "entry"))
        return pc.binary_join_element_wise(*parts, "\t")

    def _wrong_sums(self, columns: Flat, articles: int) -> Faults:
        """Entries and voices add up to their scores."""
        size = len(self._names)
        order = columns["scores.dimension"].values[:size]
        owners = columns["entries.entry"].rows
        places = pc.index_in(columns["entries.dimension"].values, value_set=order)
        cells = owners * size + places.to_numpy(zero_copy_only=False)
        entries = pc.index_in(self._joined(columns), value_set=self._entries)
        numbers = entries.to_numpy(zero_copy_only=False)
        once = np.unique(owners * self._weights.size + numbers).size == owners.size
        yield owners[: 0 if once else 1], "an entry stands twice"
        matches = columns["entries.matches"].numbers()
        wrong = ~_near(matches * self._weights[numbers], columns["entries.weight"].numbers())
        yield owners[wrong], "an entry has not the weight of its matches"
        rows = columns["scores.matches"].rows
        for name in ("matches", "weight", "negated_matches"):
            found = np.bincount(cells, columns[f"entries.{name}"].numbers(), articles * size)
            wrong = ~_near(found, columns[f"scores.{name}"].numbers())
            yield rows[wrong], "the entries of a score do not add up to it"
        yield from _wrong_voices(columns, articles)


def _flattened(batch: Any) -> Iterator[tuple[str, _Flat]]:
    rows = np.arange(batch.num_rows)
    for name, column in zip(batch.schema.names, batch.columns, strict=True):
        yield from _flattened_column(name, column, rows)


def _flattened_column(name: str, column: Any, rows: Array) -> Iterator[tuple[str, _Flat]]:
    kind = column.type
    if pa.types.is_struct(kind):
        for at, values in enumerate(column.flatten()):
            yield from _flattened_column(f"{name}.{kind.field(at).name}", values, rows)
        return
    yield name, _Flat(column, rows)
    if pa.types.is_map(kind):
        pair = pa.struct([("name", kind.key_type), ("value", kind.item_type)])
        column = column.cast(pa.list_(pair))
        kind = column.type
    if pa.types.is_list(kind):
        sizes = pc.fill_null(pc.list_value_length(column), 0).to_numpy(zero_copy_only=False)
        inner = column.flatten()
        own = f"{name}.each" if not pa.types.is_struct(inner.type) else name
        yield from _flattened_column(own, inner, np.repeat(rows, sizes))


def _mask(values: Any) -> Array:
    found: Array = values.to_numpy(zero_copy_only=False)
    return found.astype(bool)


def _near(one: Array, other: Array) -> Array:
    close: Array = np.isclose(one, other, rtol=_NEAR, atol=0, equal_nan=True)
    return close


def _absent(columns: Flat) -> Faults:
    if columns["text"].values.null_count:
        rows = columns["text"].rows[_mask(columns["text"].values.is_null())]
        yield rows, "they have no texts"
    for name, flat in columns.items():
        if flat.values.null_count and name not in _MAY_LACK:
            yield flat.rows[_mask(flat.values.is_null())], f"{name} is missing"


def _out_of_range(columns: Flat) -> Faults:
    for name, flat in columns.items():
        if pa.types.is_integer(flat.values.type) or pa.types.is_floating(flat.values.type):
            values = flat.numbers()
            sound = (values >= 0) & (values <= _LARGEST) | _mask(flat.values.is_null())
            yield flat.rows[~sound], f"{name} is out of range"


def _strange_words(columns: Flat) -> Faults:
    for name, words in _WORDS.items():
        flat = columns[name]
        known = _mask(pc.is_in(flat.values, value_set=pa.array(words, pa.string())))
        yield flat.rows[~known], f"{name} is none that there is"


def _wrong_voices(columns: Flat, articles: int) -> Faults:
    """Where voices were measured, they add up to words and matches."""
    told = _mask(columns["voices"].values.is_valid())
    said = columns["voices.words"]
    words = np.bincount(said.rows, said.numbers(), articles)
    wrong = (words != columns["words"].numbers()) & told
    yield np.flatnonzero(wrong), "the words of the voices do not add up"
    scores = columns["scores.voices"]
    sizes = pc.fill_null(pc.list_value_length(scores.values), 0).to_numpy(zero_copy_only=False)
    cells = np.repeat(np.arange(len(scores.values)), sizes)
    measured = _mask(scores.values.is_valid())
    yield scores.rows[measured != told[scores.rows]], "voices are told of a part only"
    for name in ("matches", "weight"):
        found = np.bincount(cells, columns[f"scores.voices.{name}"].numbers(), measured.size)
        wrong = ~_near(found, columns[f"scores.{name}"].numbers()) & measured
        yield scores.rows[wrong], "the voices of a score do not add up to it"


def _wrong_rates(columns: Flat, articles: int, dimensions: int) -> Faults:
    """Rates and intervals are those of the sums that are beside them."""
    sums = {
        "words": columns["words"].numbers(),
        "sentences": columns["sentences"].numbers(),
        "squares": columns["words_squared"].numbers(),
        **{
            name: columns[f"scores.{name}"].numbers().reshape(articles, dimensions)
            for name in ("matches", "weight", "hits_squared", "hits_words")
        },
    }
    rates, rows = rates_of(sums), columns["scores.matches"].rows
    for name in ("rate_per_1000", "low", "high"):
        wrong = ~_near(getattr(rates, name).ravel(), columns[f"scores.{name}"].numbers())
        yield rows[wrong], f"scores.{name} is not that of the sums"
    kinds = pa.array(INTERVALS, pa.string()).take(pa.array(rates.interval.ravel()))
    same = pc.equal(kinds, columns["scores.interval"].values)
    yield rows[~_mask(same)], "scores.interval is not that of the sums"
    covered = columns["scores.covered_words"]
    much = covered.numbers() > sums["words"][covered.rows]
    yield rows[much], "scores.covered_words is out of range"


def _wrong_articles(columns: Flat) -> Faults:
    """The texts are stored texts with the ids of theirs, and spans lie in them."""
    sizes = pc.utf8_length(columns["text"].values).to_numpy(zero_copy_only=False)
    starts, ends = columns["excluded.start"], columns["excluded.end"]
    opens, closes, rows = starts.numbers(), ends.numbers(), starts.rows
    follows = np.append(False, rows[1:] == rows[:-1])
    behind = np.append(0, closes[:-1]) * follows <= opens
    inside = (opens < closes) & (closes <= sizes[rows]) & behind
    yield rows[~inside], "an excluded span does not lie in the text, or behind the one before"
    marks = columns["unbalanced.each"]
    yield marks.rows[marks.numbers() >= sizes[marks.rows]], "a mark does not lie in the text"
    fields = [columns[name].values.to_pylist() for name in ("id", "text", *FIELDS)]
    rows_of = zip(*fields, columns["meta"].values.to_pylist(), strict=True)
    for number, (id_, text, *own, meta) in enumerate(rows_of):
        named: dict[str, Any] = dict(zip(FIELDS, own, strict=True))
        if what := _wrong_article(id_, Draft(text, "", meta=dict(meta), **named)):
            yield np.array([number]), what


def _wrong_article(id_: str, draft: Draft) -> str:
    """What is wrong with a stored article; empty where nothing is."""
    if what := fault_of(draft):
        return what
    return "" if id_ == article_id(draft.source, draft.text) else "the id is that of another text"
