"""Writes what Datasette wants beside a library: metadata of its views and tables, and links from
scores to their articles."""

from __future__ import annotations

import json
import shlex
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from framing import data
from framing.export.tables import TABLES
from framing.places import replacing, replacing_folder
from framing.visible import visible, visible_line

if TYPE_CHECKING:
    from framing.export.columns import Column
    from framing.library import Library

_TEMPLATES = Path(data.__file__).parent / "datasette"
_METADATA = "metadata.json"
_NAMES = (_METADATA, "plugins", "README.md")
"""What the folder holds. With anything beside it, it is not replaced."""
_SMALL = ("source_scores", "term_counts")
"""Views that are sorted within a second by any column, however many articles there are."""
_SORTED = {"article_scores": ["rate_per_1000"]}
"""Columns by which one of the others is."""
_VIEWS = {
    "article_scores": ("scores", "Scores of articles", "an article and dimension"),
    "source_scores": ("sources", "Sources", "a source and dimension, every copy counted"),
    "voice_rates": ("voices", "Voices", "an article, dimension and voice that has words"),
    "term_counts": ("terms", "Entries", "a dimension and entry"),
}
"""The exported table that has the columns of a view, its title, and what a row is."""
_COLUMNS = {
    "article_scores": (
        *("article_id", "source", "publisher", "title", "published", "url", "author", "language"),
        *("dimension", "matches", "weight", "words", "rate_per_1000", "low", "high", "interval"),
        *("lexicon", "lexicon_version"),
    ),
    "source_scores": (
        *("source", "dimension", "articles", "words", "matches", "pooled_rate", "mean_rate"),
    ),
    "voice_rates": (
        *("article_id", "source", "dimension", "voice", "matches", "weight", "words"),
        "rate_per_1000",
    ),
    "term_counts": ("dimension", "entry", "articles", "matches", "weight"),
}
_TABLES = {
    "articles": ("Articles", "With their texts."),
    "scores": ("All scores", "Those of earlier lexicons and runs too."),
    "entry_counts": ("All counts of entries", "Those of earlier lexicons and runs too."),
    "lexicons": ("Lexicons", "Versions that made scores, with their text."),
    "runs": ("Runs", "Passes that wrote scores."),
    "imports": ("Imports", "Files that articles came from."),
}
_OWN: dict[tuple[str, str], str] = {
    ("source_scores", "source"): "who published the articles",
    ("source_scores", "articles"): "scored articles, every copy counted",
    ("term_counts", "articles"): "articles in which it counts",
}
"""Columns that are other than those of the exported table."""
_ONLY_THE_PROGRAM = (
    *("meta", "plain_articles", "sketches", "copy_pairs", "ungrouped", "bags"),
    *("figure_blocks", "field_blocks", "source_sums", "entry_sums"),
)


def export_datasette(library: Library, folder: Path, *, force: bool = False) -> None:
    """Write metadata, a plug-in and how to use them into a new folder, whole or not at all.

    Raises FramingError where the folder holds something (with `force`: something else than these)
    or cannot be written.
    """
    with replacing_folder(folder, force=force, names=_NAMES) as draft, library.snapshot():
        (draft / "plugins").mkdir()
        _write(draft / _METADATA, json.dumps(_metadata(library), indent=2, ensure_ascii=False))
        plugin, template = (
            (_TEMPLATES / name).read_text(encoding="utf-8")
            for name in ("article_links.txt", "README.md")
        )
        _write(draft / "plugins" / "article_links.py", plugin)
        options = {"--metadata": folder / _METADATA, "--plugins-dir": folder / "plugins"}
        named = [f"{option} {shlex.quote(str(path))}" for option, path in options.items()]
        # Most of the time of a page would go into facets that nobody asked for.
        named.append("--setting suggest_facets off")
        command = " ".join(["datasette", shlex.quote(str(library.path)), *named])
        told = template.format(name=visible_line(library.path.name), command=visible_line(command))
        _write(draft / "README.md", visible(told))


def _write(path: Path, text: str) -> None:
    with replacing(path, force=False) as stream:
        stream.write(text)


def _metadata(library: Library) -> dict[str, object]:
    """As docs.datasette.io describes it; the database has the name of the file."""
    lexicons = ", ".join(f"{each.name} {each.version}" for each in library.lexicons.current())
    about = f"How often news articles use the wording of dimensions. Lexicons: {lexicons}."
    tables = {
        **{view: _view(view) for view in _VIEWS},
        **{name: {"title": title, "description": what} for name, (title, what) in _TABLES.items()},
        **{name: {"hidden": True} for name in _ONLY_THE_PROGRAM},
    }
    described = {"description": visible_line(about), "tables": tables}
    return {"databases": {visible_line(library.path.stem): described}}


def _view(view: str) -> dict[str, object]:
    """What a row and each column is, and what may be sorted and put together by."""
    table, title, row = _VIEWS[view]
    known = {each.name: _meaning(each) for name in ("articles", table) for each in _columns(name)}
    small = view in _SMALL
    return {
        "title": title,
        "description": f"Current scores; a row for {row}.",
        "columns": {name: _OWN.get((view, name)) or known[name] for name in _COLUMNS[view]},
        "sortable_columns": list(_COLUMNS[view]) if small else _SORTED.get(view, []),
        "facets": ["dimension"] if small else [],
    }


def _columns(table: str) -> Sequence[Column]:
    return TABLES[table].columns


def _meaning(column: Column) -> str:
    unit = column.unit if column.unit not in ("matches", "articles", "weight") else ""
    return f"{column.meaning} ({unit})" if unit else column.meaning
