"""Rows of articles that were cleaned before: they are looked at, and taken as they are.

Their texts are stored texts, `excluded` has their boilerplate, and a given `id` is theirs.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from framing.articles.intake import article_id, refusal
from framing.articles.readers import BadRow, File
from framing.articles.readers.records import is_null
from framing.articles.readers.sheets import as_text
from framing.errors import ReadError
from framing.model import UNKNOWN, Article, Draft, Exclusion
from framing.shards.arrow import pa, pc
from framing.shards.article_columns import meta_column
from framing.shards.score_schema import EXCLUDED, FIELDS, META
from framing.shards.stored_articles import fault_of

_ID = re.compile(r"[0-9a-f]{16}")
_NAMED = {"id", "text", "excluded", "meta", *FIELDS}


def is_cleaned(schema: Any) -> bool:
    """Whether the rows of a table were cleaned: it has a column of excluded spans."""
    at = schema.get_field_index("excluded")
    kinds = (pa.types.is_list, pa.types.is_large_list, pa.types.is_null)
    return at >= 0 and any(is_kind(schema.field(at).type) for is_kind in kinds)


class StoredRows:
    """The rows of a batch that can be scored: as articles, and as columns from `id` to `meta`."""

    def __init__(
        self, batch: Any, before: int, file: File, left_out: set[str], bad_row: BadRow
    ) -> None:
        """`left_out` are columns that are neither fields nor meta.

        Raises ReadError for a column of another kind; `bad_row` is called with each row that cannot
        be taken, and may raise it.
        """
        self._file, self._before = file, before
        columns = _columns(batch, file, left_out)
        names = ("id", "text", "meta", *FIELDS)
        told = (columns[name].to_pylist() for name in names)
        self.articles: list[Article] = []
        good: list[int] = []
        for number, (*row, cuts) in enumerate(zip(*told, _cuts(columns["excluded"]), strict=True)):
            try:
                article = self._article(number, dict(zip(names, row, strict=True)), cuts)
            except ReadError as error:
                bad_row(error)
            else:
                self.articles.append(article)
                good.append(number)
        if len(good) < batch.num_rows:
            columns = {
                name: column.take(pa.array(good, pa.int64())) for name, column in columns.items()
            }
        ids = pa.array([each.id for each in self.articles], pa.string())
        self.columns = columns | {"id": ids}

    def _article(self, number: int, row: dict[str, Any], cuts: tuple[Exclusion, ...]) -> Article:
        """The article of a row. Raises ReadError where it cannot be taken."""
        id_, meta = row.pop("id"), dict(row.pop("meta"))
        draft = Draft(origin=self._file.name, line=self._before + number + 1, meta=meta, **row)
        if what := fault_of(draft) or _fault(id_, draft.text, cuts):
            raise refusal(draft, what, "leave out the column excluded to have it cleaned")
        own = id_ or article_id(draft.source, draft.text)
        return Article(own, draft.text, title=draft.title, excluded=cuts)


def _fault(id_: str, text: str, cuts: Sequence[Exclusion]) -> str:
    """Why a row of a stored text is not as a stored one; empty where it is."""
    if id_ and not _ID.fullmatch(id_):
        return "the id is not of 16 hex digits"
    at = 0
    for each in cuts:
        if not at <= each.start < each.end <= len(text):
            return "an excluded span does not lie in the text, or behind the one before"
        at = each.end
    return ""


def _columns(batch: Any, file: File, left_out: set[str]) -> dict[str, Any]:
    """The columns from `id` to `meta`, without any null."""
    names = batch.schema.names
    if len({*names}) < len(names):
        raise ReadError("two columns have one name", file=file.name)
    if "text" not in names:
        raise ReadError("there is no column text", file=file.name, hint="rename it")
    columns = {name: _texts(batch, name) for name in ("id", *FIELDS, "text")}
    source = columns["source"]
    columns["source"] = pc.if_else(pc.equal(source, ""), UNKNOWN, source)
    others = [name for name in names if name not in _NAMED | left_out]
    return columns | {"excluded": _excluded(batch, file), "meta": _meta(batch, others)}


def _texts(batch: Any, name: str) -> Any:
    """A column as strings; what is absent is empty."""
    if name not in batch.schema.names:
        return pa.array([""] * batch.num_rows, pa.string())
    column = batch.column(name)
    kind = column.type.value_type if pa.types.is_dictionary(column.type) else column.type
    if pa.types.is_string(kind) or pa.types.is_large_string(kind):
        return column.cast(pa.string()).fill_null("")
    return pa.array([as_text(value) for value in column.to_pylist()], pa.string())


def _excluded(batch: Any, file: File) -> Any:
    """The excluded spans as they are written. Raises ReadError for a column of another kind."""
    column = batch.column("excluded")
    try:
        if [field.name for field in _fields(column.type)] == ["start", "end", "rule"]:
            found = column.cast(EXCLUDED)
        else:  # in another order, which not every version of Arrow mends
            found = pa.array(column.to_pylist(), EXCLUDED)
    except (pa.ArrowException, ArithmeticError, TypeError, ValueError) as error:
        what = "the column excluded is no list<struct<start: int32, end: int32, rule: string>>"
        raise ReadError(what, file=file.name) from error
    if not (found.null_count or found.flatten().null_count or _has_nulls(found.flatten())):
        return found
    rows = [[_whole(each or {}) for each in row or ()] for row in found.to_pylist()]
    return pa.array(rows, EXCLUDED)


def _whole(span: Mapping[str, Any]) -> dict[str, Any]:
    """A span without null: one without an end is none that lies in a text."""
    said = {name: own for name, own in span.items() if own is not None}
    return {"start": -1, "end": -1, "rule": ""} | said


def _fields(kind: Any) -> Sequence[Any]:
    """The fields of the structs of a list type; none of another type."""
    inner = getattr(kind, "value_type", None)
    return list(inner) if inner is not None and pa.types.is_struct(inner) else []


def _has_nulls(structs: Any) -> bool:
    return any(each.null_count for each in structs.flatten())


def _cuts(excluded: Any) -> Iterator[tuple[Exclusion, ...]]:
    for spans in excluded.to_pylist():
        yield tuple(Exclusion(**each) for each in spans)


def _meta(batch: Any, others: Sequence[str]) -> Any:
    """The column `meta`, where it is a map, and the other columns that say something."""
    at = batch.schema.get_field_index("meta")
    is_map = at >= 0 and pa.types.is_map(batch.schema.field(at).type)
    if is_map and not others and not batch.column(at).null_count:
        return batch.column(at).cast(META)
    rows = [dict(own or ()) for own in batch.column(at).to_pylist()] if is_map else []
    rows = rows or [{} for _ in range(batch.num_rows)]
    for name in (*others, *(("meta",) if at >= 0 and not is_map else ())):
        for own, value in zip(rows, map(as_text, batch.column(name).to_pylist()), strict=True):
            if not is_null(value):
                own[name] = value
    return meta_column(rows)
