"""Writes a replication package, what a journal wants: data without texts, lexicons, provenance, a
codebook, and scripts that rebuild the tables from the data."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from framing import data
from framing.export.about import about
from framing.export.provenance import write_provenance
from framing.export.table import EVERYTHING, Option, Scope
from framing.export.tables import TABLES, codebook
from framing.export.writing import export_data
from framing.lexicons.formats.toml_writing import write_toml
from framing.places import replacing, replacing_folder
from framing.visible import visible, visible_line
from framing.wording import plural

if TYPE_CHECKING:
    from framing.library import Library, Selection

_TEMPLATES = Path(data.__file__).parent / "package"
_SCRIPTS = ("rebuild.py", "rebuild.R")
_NAMES = ("README.md", "codebook.csv", "data", "lexicons", "provenance.json", *_SCRIPTS)
"""What the folder holds. With anything beside it, it is not replaced."""
_DATA = (
    *("articles", "scores", "voices", "terms", "groups"),
    *("sources", "pairs", "within_stories", "trend", "copies", "stories"),
)
_CODED = ("units", "codes", "agreement", "disagreements")
"""Tables that only a library with coded samples has."""
_NOT_OURS = re.compile(r"meta\..*|text")
"""Columns that hold somebody's text, or may."""
TAKES: tuple[Option, ...] = ("by", "all_copies", "period")


def export_package(
    library: Library,
    folder: Path,
    *,
    scope: Scope = EVERYTHING,
    selection: Selection | None = None,
    force: bool = False,
) -> None:
    """Write a package into a new folder, whole or not at all; of the articles of the scope.

    Raises FramingError where the folder holds something (with `force`: something else than a
    package) or cannot be written.
    """
    with replacing_folder(folder, force=force, names=_NAMES) as draft, library.snapshot():
        for name in ("data", "lexicons"):
            (draft / name).mkdir()
        names = [*_DATA, *(_CODED if library.codes.samples() else ())]
        for name in names:
            _write_data(library, name, draft / "data" / f"{name}.csv", scope)
        for lexicon in library.lexicons.current():
            name = re.sub(r"[^A-Za-z0-9_-]", "_", lexicon.name)
            _write(draft / "lexicons" / f"{name}.toml", write_toml(lexicon))
        export_data(codebook(), "csv", draft / "codebook.csv")
        with replacing(draft / "provenance.json", force=False) as stream:
            write_provenance(library, stream, scope, selection)
        for name in _SCRIPTS:
            _write(draft / name, (_TEMPLATES / name).read_text(encoding="utf-8"))
        _write(draft / "README.md", visible(_read_me(library, names, scope, selection)))


def _write_data(library: Library, name: str, path: Path, scope: Scope) -> None:
    """A table without the columns that hold what others wrote."""
    table = TABLES[name].data(library, scope)
    columns = [column for column in table.columns if not _NOT_OURS.fullmatch(column)]
    export_data(replace(table, columns=columns), "csv", path)


def _write(path: Path, text: str) -> None:
    with replacing(path, force=False) as stream:
        stream.write(text)


def _read_me(library: Library, names: list[str], scope: Scope, selection: Selection | None) -> str:
    made = about(library, scope, selection)
    size = library.articles.count() if scope.ids is None else len(scope.ids)
    asked = _selecting(selection)
    template = (_TEMPLATES / "README.md").read_text(encoding="utf-8")
    return template.format(
        version=made["framing_version"],
        scorer=made["scorer_version"],
        articles=plural(size, "article"),
        command=" ".join(["framing export package DIR", *_options(scope, TAKES), *asked]),
        files="\n".join(f"| `data/{name}.csv` | {TABLES[name].meaning} |" for name in names),
        commands="\n".join(
            " ".join([f"framing export {name}", *_options(scope, TABLES[name].takes), *asked])
            for name in names
        ),
    )


def _options(scope: Scope, taken: tuple[Option, ...]) -> Iterator[str]:
    """What was asked for beside the articles, as options of the command line."""
    if "by" in taken:
        yield f"--by {shlex.quote(visible_line(scope.by))}"
    if "all_copies" in taken and scope.all_copies:
        yield "--all-copies"
    if "period" in taken:
        yield f"--period {scope.period}"


def _selecting(selection: Selection | None) -> list[str]:
    if not selection:
        return []
    rules = [f"--where {shlex.quote(visible_line(rule))}" for rule in selection.where]
    sets = [f"--set {shlex.quote(visible_line(name))}" for name in selection.sets]
    return [*rules, *sets, *(["--ids FILE"] if selection.ids is not None else [])]
