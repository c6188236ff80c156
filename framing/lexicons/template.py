"""A commented lexicon file to start from."""

from __future__ import annotations

from pathlib import Path

from framing.errors import UsageError
from framing.lexicons.formats.checks import lexicon_name


def new_lexicon(name: str) -> str:
    """The text of a TOML file with a lexicon of that name, one dimension and examples that hold.

    Raises UsageError for a name that no lexicon may have.
    """
    try:
        checked = lexicon_name(name)
    except ValueError as error:
        raise UsageError(str(error)) from error
    text = (Path(__file__).parents[1] / "data" / "lexicon_template.toml").read_text(
        encoding="utf-8"
    )
    return text.replace("NAME", checked)
