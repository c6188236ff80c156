"""What the user chose once and wants kept: theme, lexicons switched off, the name to code by."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass

from framing.errors import FramingError
from framing.places import settings_file, whole_file


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings file's content; every value has a default."""

    theme: str = ""
    """Name of a theme of the app; empty for the default."""
    lexicons_off: tuple[str, ...] = ()
    """Names of lexicons that are not scored."""
    coder: str = ""
    """The name under which the user codes; empty until it was asked."""


def load() -> Settings:
    """The stored settings, or the defaults where there is no file.

    Raises FramingError for a file that is no settings file.
    """
    path = settings_file()
    try:
        stored = json.loads(path.read_text(encoding="utf-8"))
        return Settings(
            str(stored.get("theme", "")),
            tuple(map(str, stored["lexicons_off"])),
            str(stored.get("coder", "")),
        )
    except FileNotFoundError:
        return Settings()
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise FramingError(
            f"cannot read the settings: {error}", file=str(path), hint="mend or delete the file"
        ) from error


def save(settings: Settings) -> None:
    """Store the settings, whole or not at all.

    Raises FramingError where they cannot be written.
    """
    path = settings_file()
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with whole_file(path) as stream:
            stream.write(json.dumps(asdict(settings), indent=2) + "\n")
    except OSError as error:
        raise FramingError(
            f"cannot store the settings: {error.strerror}", file=str(path), hint="check the folder"
        ) from error
