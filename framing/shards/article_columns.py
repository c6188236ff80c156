"""The columns of articles, from `id` to `meta`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import accumulate, chain
from operator import attrgetter
from typing import Any

from framing.model import Article
from framing.shards.arrow import pa
from framing.shards.score_schema import EXCLUDED, FIELDS


def article_columns(articles: Sequence[Article], *, texts: bool) -> dict[str, Any]:
    """The columns of articles by name; those of texts are null where they are not wanted."""
    named = ("id", *FIELDS, *(("text",) if texts else ()))
    columns = {name: _texts(map(attrgetter(name), articles)) for name in named}
    missing = {} if texts else {"text": pa.nulls(len(articles), pa.string())}
    meta = meta_column([each.meta for each in articles])
    return columns | missing | {"excluded": _excluded(articles), "meta": meta}


def _texts(values: Iterable[str]) -> Any:
    return pa.array(list(values), pa.string())


def _opens(sizes: Iterable[int]) -> Any:
    return pa.array([0, *accumulate(sizes)], pa.int32())


def _excluded(articles: Sequence[Article]) -> Any:
    cuts = list(chain.from_iterable(each.excluded for each in articles))
    fields = [
        pa.array([cut.start for cut in cuts], pa.int32()),
        pa.array([cut.end for cut in cuts], pa.int32()),
        _texts(cut.rule for cut in cuts),
    ]
    structs = pa.StructArray.from_arrays(fields, fields=list(EXCLUDED.value_type))
    opens = _opens(len(each.excluded) for each in articles)
    return pa.ListArray.from_arrays(opens, structs, type=EXCLUDED)


def meta_column(meta: Sequence[Mapping[str, str]]) -> Any:
    """The column of the meta of articles."""
    pairs = list(chain.from_iterable(each.items() for each in meta))
    names, values = _texts(name for name, _ in pairs), _texts(value for _, value in pairs)
    return pa.MapArray.from_arrays(_opens(map(len, meta)), names, values)
