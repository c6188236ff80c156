"""Where things are: bundled lexicons and articles, the library, the user's settings."""

from __future__ import annotations

import os
from pathlib import Path

import platformdirs

_APP = "framing"
_PACKAGE = Path(__file__).parent


def bundled(kind: str) -> Path:
    """The folder `lexicons` or `seeds` that travels with the program.

    A wheel carries it inside the package; a checkout and an editable install beside it.
    """
    inside = _PACKAGE / "bundled" / kind
    return inside if inside.is_dir() else _PACKAGE.parent / kind


def library_file(option: str | None) -> tuple[Path, str]:
    """The library file and what named it: `--db`, `FRAMING_DB` or the default place."""
    if option:
        return Path(option), "--db"
    if named := os.environ.get("FRAMING_DB"):
        return Path(named), "FRAMING_DB"
    return platformdirs.user_data_path(_APP) / "framing.db", "default"


def is_there(path: Path) -> bool:
    """Whether anything stands at a path; a path that cannot be looked at is none."""
    return os.path.exists(path)  # noqa: PTH110 - Path.exists raises for names that are too long


def settings_file() -> Path:
    """The user's settings: theme and switched-off lexicons."""
    return platformdirs.user_config_path(_APP) / "settings.json"


def lexicon_folder() -> Path:
    """The user's own lexicons."""
    return platformdirs.user_config_path(_APP) / "lexicons"


def cache_folder() -> Path:
    """Files that can be made again: the demo's library."""
    return platformdirs.user_cache_path(_APP)
