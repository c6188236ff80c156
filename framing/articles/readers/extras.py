"""Libraries of extras, loaded where they are used; an absent one is told in a line."""

from __future__ import annotations

import logging
from importlib import import_module
from typing import Any

from framing.errors import UsageError


def extra(module: str, name: str) -> Any:
    """A module of the extra called `name`, which keeps what it finds in a file to itself.

    Raises UsageError where it cannot be loaded.
    """
    logging.getLogger(module.partition(".")[0]).setLevel(logging.CRITICAL)  # it would print it raw
    try:
        return import_module(module)
    except ImportError as error:
        hint = f"pip install 'framing-tui[{name}]'"
        raise UsageError(f"{module} cannot be loaded: {error.msg}", hint=hint) from error
