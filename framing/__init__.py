"""Rates articles on lexicon-based framing dimensions, and leads every number to its words.

`score` rates a text, `compare` sets two rated texts side by side, `Library` is the library file:

    import framing

    profile = framing.score("The ministry funds start-ups.")
    [score.rate_per_1000 for score in profile.scores]
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from framing.comparing.comparison import compare
    from framing.library import Library
    from framing.matching.text_rating import score

__all__ = ["Library", "compare", "score", "version"]

_PUBLIC = {
    "compare": "framing.comparing.comparison",
    "score": "framing.matching.text_rating",
    "Library": "framing.library",
}


@cache
def version() -> str:
    """The program's version; looked up once, since reading it takes half a millisecond."""
    from importlib.metadata import version as installed

    return installed("framing-tui")


def __dir__() -> list[str]:
    """What is public."""
    return __all__


def __getattr__(name: str) -> Any:
    """Load a public name when it is first used: numpy comes with the scorer only."""
    if name in _PUBLIC:
        from importlib import import_module

        return getattr(import_module(_PUBLIC[name]), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
