"""Says what to install where a library that some formats need is missing."""

from __future__ import annotations

from importlib.util import find_spec

from framing.errors import UsageError

_EXTRA = "pip install 'framing-tui[tables]'"


def needed(module: str, hint: str = _EXTRA) -> None:
    """Raises UsageError where the library cannot be found; the hint says what brings it."""
    if find_spec(module) is None:
        raise UsageError(f"{module} is not installed", hint=hint)
