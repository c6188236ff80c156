"""Rates articles on lexicon-based framing dimensions, and leads every number to its words.

`score` rates a text, `compare` sets two rated texts side by side, `Library` is the library file:

    import framing

    profile = framing.score("The ministry funds start-ups.")
    [score.rate_per_1000 for score in profile.scores]
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from framing.comparing.comparison import compare
    from framing.library import Library
    from framing.matching.text_rating import score

__all__ = ["Library", "compare", "score", "version"]


@cache
def version() -> str:
    """The program's version; looked up once, since reading it takes half a millisecond."""
    from importlib.metadata import version as installed

    return installed("framing-tui")


def loaded_later(package: str, modules: Mapping[str, str]) -> Callable[[str], Any]:
    """A package's `__getattr__` that loads a public name's module when the name is first used."""

    def load(name: str) -> Any:
        if name not in modules:
            raise AttributeError(f"module {package!r} has no attribute {name!r}")
        return getattr(import_module(f"{package}.{modules[name]}"), name)

    return load


if not TYPE_CHECKING:  # numpy comes with the scorer only
    __getattr__ = loaded_later(
        __name__,
        {
            "compare": "comparing.comparison",
            "score": "matching.text_rating",
            "Library": "library",
        },
    )
