"""What may be loaded when: arrows between wings, and a start without heavy libraries."""

from __future__ import annotations

import ast
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest

import framing
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
        "library.articles.listing(); library.lexicons.dimensions(); library.articles.count(); "
        "library.close()"
    )
    assert loaded_by(read, *HEAVY) == set()


def test_a_command_that_writes_loads_no_pandas_and_others_still_can(tmp_path: Path) -> None:
    pytest.importorskip("pandas")
    (tmp_path / "a.txt").write_text("One story.")
    run = ["import", str(tmp_path / "a.txt"), "--db", str(tmp_path / "l.db")]
    code = f"from framing.cli import framing as f; f.main({run!r}, standalone_mode=False)"
    assert loaded_by(code, "sqlite_utils", "pandas") == {"sqlite_utils"}
    assert loaded_by(f"{code}\nimport pandas", "sqlite_utils", "pandas") == {
        "sqlite_utils",
        "pandas",
    }


WINGS = sorted(each.parent.name for each in (ROOT / "framing").glob("*/__init__.py"))


@pytest.mark.parametrize("wing", WINGS)
def test_a_wing_exports_what_it_says_and_nothing_else(wing: str) -> None:
    package = import_module(f"framing.{wing}")
    assert [name for name in getattr(package, "__all__", ()) if not hasattr(package, name)] == []
    assert not hasattr(package, "nothing_of_this_name")


def test_naming_a_wing_loads_none_of_its_modules() -> None:
    code = "import framing.matching, framing.workbench, framing.coding, framing.statistics"
    assert loaded_by(code, "framing.model", *HEAVY) == set()


def test_framing_never_imports_the_app() -> None:
    for path in (ROOT / "framing").rglob("*.py"):
        assert not imported_by(path) & {"textual", "rich", "tui"}, path


def test_sql_stands_in_the_library_only() -> None:
    for path in (*(ROOT / "framing").rglob("*.py"), *(ROOT / "tui").rglob("*.py")):
        # `doctor` says which SQLite there is.
        if path.parent.name != "library" and path.name != "environment.py":
            assert not imported_by(path) & {"sqlite3", "sqlite_utils"}, path


def imported_by(path: Path) -> set[str]:
    """The packages that a module imports, inside its functions too."""
    names: list[str] = []
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names += [alias.name for alias in node.names]
        if isinstance(node, ast.ImportFrom):
            names.append(node.module or "")
    return {name.split(".")[0] for name in names}


def test_the_public_names_are_listed() -> None:
    assert dir(framing) == ["Library", "compare", "score", "score_table", "version"]
    assert all(hasattr(framing, name) for name in dir(framing))
