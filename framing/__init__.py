"""Rates articles on lexicon-based framing dimensions, and leads every number to its words.

`score` rates a text, `compare` sets two rated texts side by side, `Library` is the library file,
`score_table` rates a table of Arrow:

    import framing

    profile = framing.score("The ministry funds start-ups.")
    [score.rate_per_1000 for score in profile.scores]
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from framing.comparing import compare
    from framing.export.library_tables import Library
    from framing.matching import score
    from framing.shards import score_table

__all__ = ["Library", "compare", "score", "score_table", "version"]


@cache
def version() -> str:
    """The program's version; looked up once, since reading it takes half a millisecond."""
    from importlib.metadata import version as installed

    return installed("framing-tui")


def loaded_later(package: str, **modules: str) -> Callable[[str], Any]:
    """A package's `__getattr__` that loads the module of a public name at its first use.

    `modules` has by module, from within the package, its public names with spaces between them.
    """
    module_of = {name: module for module, names in modules.items() for name in names.split()}

    def load(name: str) -> Any:
        if name not in module_of:
            raise AttributeError(f"module {package!r} has no attribute {name!r}")
        return getattr(import_module(f"{package}.{module_of[name]}"), name)

    return load


def __dir__() -> list[str]:
    """What is public."""
    return __all__


if not TYPE_CHECKING:  # numpy comes with the scorer only
    __getattr__ = loaded_later(
        __name__, comparing="compare", matching="score", export="Library", shards="score_table"
    )
