"""What may be loaded when: arrows between wings, and a start without heavy libraries."""

from __future__ import annotations

import ast
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest

from tests.paths import ROOT

HEAVY = ("numpy", "scipy", "sklearn", "nltk", "sqlite_utils", "trafilatura")


def loaded_by(code: str, *names: str) -> set[str]:
    """Which of the packages a fresh process has loaded after running the code."""
    script = f"{code}\nimport sys\nprint(*set({names!r}) & sys.modules.keys())"
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True, cwd=ROOT
    )
    return set(done.stdout.splitlines()[-1].split())


@pytest.mark.parametrize(
    "code",
    [
        "import framing",
        "import framing.cli",
        "from framing.cli import framing as f; f.main(['--help'], standalone_mode=False)",
        "from framing.library import Library",
        "import tui.app",
    ],
)
def test_start_loads_nothing_heavy(code: str) -> None:
    assert loaded_by(code, *HEAVY) == set()


def test_reading_a_library_loads_nothing_heavy(tmp_path: Path) -> None:
    make = (
        "from pathlib import Path; from framing.library import Library; "
        f"Library(Path({str(tmp_path / 'l.db')!r}), create=True).open().close()"
    )
    loaded_by(make)
    read = (
        "from pathlib import Path; from framing.library import Library; "
        f"library = Library(Path({str(tmp_path / 'l.db')!r})).open(); "
        "library.listing(); library.dimensions(); library.count(); library.close()"
    )
    assert loaded_by(read, *HEAVY) == set()


WINGS = sorted(each.parent.name for each in (ROOT / "framing").glob("*/__init__.py"))


@pytest.mark.parametrize("wing", WINGS)
def test_a_wing_exports_what_it_says_and_nothing_else(wing: str) -> None:
    package = import_module(f"framing.{wing}")
    assert [name for name in getattr(package, "__all__", ()) if not hasattr(package, name)] == []
    assert not hasattr(package, "nothing_of_this_name")


def test_naming_a_wing_loads_none_of_its_modules() -> None:
    code = "import framing.matching, framing.workbench, framing.coding, framing.statistics"
    assert loaded_by(code, "framing.model", *HEAVY) == set()


@pytest.mark.parametrize("path", sorted((ROOT / "framing").rglob("*.py")), ids=str)
def test_framing_never_imports_the_app(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    found = {name.split(".")[0] for node in ast.walk(tree) for name in _imported(node)}
    assert not found & {"textual", "rich", "tui"}


def _imported(node: ast.AST) -> list[str]:
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    if isinstance(node, ast.ImportFrom):
        return [node.module or ""]
    return []


@pytest.mark.parametrize("package", ["framing", "tui"])
def test_sql_stands_in_the_library_only(package: str) -> None:
    rooms = {"library"}
    for path in sorted((ROOT / package).rglob("*.py")):
        if rooms & set(path.relative_to(ROOT / package).parts):
            continue
        names = {
            name
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
            for name in _imported(node)
        }
        if path.name == "environment.py":  # `doctor` says which SQLite there is
            continue
        assert not {"sqlite3", "sqlite_utils"} & names, path
