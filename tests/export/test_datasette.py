"""What Datasette is told of a library: every column of its views, and links to the articles."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from framing.export import export_datasette
from framing.library import Library
from tests.command import Run
from tests.library_world import BOTH, profile

VIEWS = {"article_scores", "source_scores", "voice_rates", "term_counts"}


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with Library(tmp_path / "my news.db", create=True) as library:
        run = library.runs.begin("import", BOTH, {})
        library.runs.add(run, "t", [profile("Aid one.", {"support": {"aid": 3}})])
        library.runs.finish(run)
        yield library


@pytest.fixture
def tables(library: Library, tmp_path: Path) -> dict[str, dict[str, Any]]:
    export_datasette(library, tmp_path / "told")
    told = json.loads((tmp_path / "told" / "metadata.json").read_text(encoding="utf-8"))
    assert "state 1.0" in told["databases"]["my news"]["description"]
    return told["databases"]["my news"]["tables"]


def test_every_column_of_a_view_is_explained(
    library: Library, tables: dict[str, dict[str, Any]]
) -> None:
    with closing(sqlite3.connect(library.path)) as raw:
        for view in VIEWS:
            columns = [row[1] for row in raw.execute(f"PRAGMA table_info({view})")]
            assert list(tables[view]["columns"]) == columns
            assert all(tables[view]["columns"].values())
            assert set(tables[view]["sortable_columns"] + tables[view]["facets"]) <= set(columns)


def test_what_it_names_is_there(library: Library, tables: dict[str, dict[str, Any]]) -> None:
    with closing(sqlite3.connect(library.path)) as raw:
        held = {name for (name,) in raw.execute("SELECT name FROM sqlite_schema")}
    assert set(tables) <= held
    assert {name for name, each in tables.items() if each.get("hidden")} >= {
        "figure_blocks", "field_blocks", "source_sums", "entry_sums",
    }  # fmt: skip


def test_licences_are_left_to_those_who_know_them(tables: dict[str, dict[str, Any]]) -> None:
    assert not any("license" in key for each in tables.values() for key in each)


def test_an_id_leads_to_its_article(
    library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The plug-in as it is written, with as much of Datasette as it needs."""
    pytest.importorskip("markupsafe")
    export_datasette(library, tmp_path / "told")
    monkeypatch.setitem(
        __import__("sys").modules, "datasette", SimpleNamespace(hookimpl=lambda hook: hook)
    )
    source = (tmp_path / "told" / "plugins" / "article_links.py").read_text(encoding="utf-8")
    names: dict[str, Any] = {}
    exec(compile(source, "article_links.py", "exec"), names)
    urls = SimpleNamespace(table=lambda database, table: f"/{database}/{table}")
    cell = {"table": "article_scores", "database": "d", "datasette": SimpleNamespace(urls=urls)}
    link = names["render_cell"](value="0a<b", column="article_id", **cell)
    assert link == '<a href="/d/articles?id=0a&lt;b">0a&lt;b</a>'
    assert names["render_cell"](value="0a", column="source", **cell) is None
    assert names["render_cell"](value=None, column="article_id", **cell) is None


def test_the_command(framing: Run, library: Library, tmp_path: Path) -> None:
    folder = tmp_path / "told"
    done = framing("export", "datasette", folder, "--db", library.path)
    assert done.code == 0
    assert {each.name for each in folder.iterdir()} == {"metadata.json", "plugins", "README.md"}
    assert "datasette " in (folder / "README.md").read_text(encoding="utf-8")
    assert framing("export", "datasette", folder, "--db", library.path).code != 0
    assert framing("export", "datasette", folder, "--force", "--db", library.path).code == 0
    no_folder = framing("export", "datasette", "--db", library.path)
    assert no_folder.code == 2
    assert "framing export datasette DIR" in no_folder.err
