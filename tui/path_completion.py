"""Owns how a path that is being typed goes on."""

from __future__ import annotations

import os
from itertools import islice
from pathlib import Path

_MOST = 5000
"""Names of a folder that are looked at: a key must not wait for more."""
_QUOTES = "'\""


def complete_path(typed: str) -> tuple[str, list[str]]:
    """What is typed as far as all names agree that begin so, and these names, sorted.

    Folders end with a slash; hidden names come where a dot is typed. Of several paths in quotes
    the first is completed.
    """
    quote = typed[:1] if typed[:1] in _QUOTES and typed[:1] else ""
    body = typed[len(quote) :]
    name = body.rpartition("/")[2]
    head = body[: len(body) - len(name)]
    names = sorted(_names(Path(head or ".").expanduser(), name))
    common = os.path.commonprefix(names) if names else name  # noqa: RUF071 - letters are meant
    return quote + head + common, names


def _names(folder: Path, begun: str) -> list[str]:
    try:
        with os.scandir(folder) as found:
            return [
                each.name + ("/" if each.is_dir() else "")
                for each in islice(found, _MOST)
                if each.name.startswith(begun) and (begun or not each.name.startswith("."))
            ]
    except OSError:
        return []
