"""Writes where the scores of a library come from, as one JSON document.

It holds all that a score depends on but the texts: the canonical text of the lexicons, the scorer's
version, and for each article the hash of its text and the spans that were left out.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from framing import version
from framing.articles.hashes import excluded_sha256
from framing.export.about import asked
from framing.export.structured import SCHEMA
from framing.export.table import EVERYTHING, Scope
from framing.export.table_data import Row, columns, row_of
from framing.export.writing import standard_output
from framing.library import Memberships
from framing.places import replacing
from framing.visible import visible_json

if TYPE_CHECKING:
    from framing.library import Library, Run, Selection, StoredArticle

KIND = "provenance"
_BATCH = 500
_PRIVATE = frozenset({"files"})
"""Options of a run that name files of somebody's machine."""


def export_provenance(
    library: Library,
    output: Path | None = None,
    *,
    scope: Scope = EVERYTHING,
    selection: Selection | None = None,
    force: bool = False,
) -> None:
    """Write the provenance of the current scores to a file, or to standard output.

    It holds the articles of the scope, with the rule of the selection that chose them, and what
    groups were made by.

    Raises FramingError for a file that exists (without `force`) or cannot be written.
    """
    target = standard_output() if output is None else replacing(output, force=force)
    with target as stream, library.snapshot():
        write_provenance(library, stream, scope, selection)


def write_provenance(
    library: Library, stream: TextIO, scope: Scope, selection: Selection | None
) -> None:
    """One object; its `rows` are the articles of the scope, one a line, by id."""
    runs = library.runs.read()
    head = {
        "schema": SCHEMA,
        "kind": KIND,
        "framing_version": version(),
        "scorer_version": runs[-1].scorer_version if runs else None,
        "lexicons": [
            _lexicon(each.canonical(), each.fingerprint) for each in library.lexicons.current()
        ],
        "runs": [_run(run) for run in runs],
        **asked(library, scope, selection),
    }
    opening = visible_json(json.dumps(head, ensure_ascii=False, allow_nan=False))
    stream.write(opening.removesuffix("}") + ', "rows": [')
    between = "\n"
    for row in _rows(library, scope.ids):
        line = json.dumps(row, ensure_ascii=False, allow_nan=False)
        stream.write(between + visible_json(line))
        between = ",\n"
    stream.write("]}\n" if between == "\n" else "\n]}\n")


def _lexicon(canonical: str, fingerprint: str) -> dict[str, object]:
    return {"fingerprint": fingerprint, "canonical": json.loads(canonical)}


def _run(run: Run) -> dict[str, object]:
    known = asdict(run)
    known["lexicons"] = [each.fingerprint for each in run.lexicons]
    known["options"] = {name: run.options[name] for name in run.options if name not in _PRIVATE}
    known["finished"] = run.finished or None
    return known


def _rows(library: Library, ids: Sequence[str] | None) -> Iterator[Row]:
    articles = library.articles.read(ids)
    members = Memberships(library, ids)
    while batch := list(islice(articles, _BATCH)):
        runs: dict[str, dict[str, int | None]] = {each.article.id: {} for each in batch}
        for stored in library.scores.read(list(runs)):
            runs[stored.article.id][stored.score.lexicon.fingerprint] = stored.run
        for each in batch:
            yield _row(each, runs[each.article.id]) | asdict(members.of(each.article.id))


_ARTICLE = columns(article_id="article.id") | columns(
    *("article.source", "article.publisher", "article.title", "article.published", "text_sha256")
)


def _row(stored: StoredArticle, runs: dict[str, int | None]) -> Row:
    excluded = stored.article.excluded
    return {
        **row_of(_ARTICLE, stored),
        "excluded": [[each.start, each.end, each.rule] for each in excluded],
        "excluded_sha256": excluded_sha256(excluded),
        "runs": runs,
    }
