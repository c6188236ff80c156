"""What made a table: the program, the lexicons, the selection of articles and their groups."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

from framing import version

if TYPE_CHECKING:
    from framing.export.table import Scope
    from framing.library import Library, Selection


def about(library: Library, scope: Scope, selection: Selection | None) -> dict[str, object]:
    """In short, for the metadata of a file that holds a table."""
    runs = library.runs.read()
    return {
        "framing_version": version(),
        "scorer_version": runs[-1].scorer_version if runs else None,
        "lexicons": [
            {"name": each.name, "version": each.version, "fingerprint": each.fingerprint}
            for each in library.lexicons.current()
        ],
        "articles": library.articles.count() if scope.ids is None else len(scope.ids),
        **asked(library, scope, selection),
        **({"dimension": scope.dimension} if scope.dimension else {}),
    }


def asked(library: Library, scope: Scope, selection: Selection | None) -> dict[str, object]:
    """Which articles were selected, and how they were put together in groups."""
    return {
        "selection": _selection(library, selection) if selection else None,
        "by": scope.by,
        "all_copies": scope.all_copies,
        "period": scope.period,
    }


def _selection(library: Library, selection: Selection) -> dict[str, object]:
    """What was selected: every condition, and the rules of the sets it was drawn from."""
    return {
        "where": list(selection.where),
        "sets": [asdict(library.sets.one(name)) for name in selection.sets],
        "from_ids": selection.ids is not None,
    }
