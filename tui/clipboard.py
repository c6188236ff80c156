"""Owns copying a passage to the clipboard, and its citation.

The terminal is asked by one escape sequence (OSC 52) that is never acknowledged, so a local tool
is tried too, and without one the text is kept in a file.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from dataclasses import dataclass

from framing.errors import FramingError
from framing.model import Article
from framing.places import cache_folder

_TOOL_SECONDS = 3.0
"""A tool that takes longer is left alone."""


@dataclass(frozen=True, slots=True)
class _Tool:
    """A program that takes the clipboard's text, and the variable without which it cannot."""

    command: tuple[str, ...]
    needs: str = ""


_TOOLS = (
    _Tool(("wl-copy",), "WAYLAND_DISPLAY"),
    _Tool(("xclip", "-selection", "clipboard"), "DISPLAY"),
    _Tool(("xsel", "--clipboard", "--input"), "DISPLAY"),
    _Tool(("pbcopy",)),
)


def copy(text: str) -> str:
    """Give the text to a local clipboard tool, else keep it in a file; says which.

    Raises FramingError where the file cannot be written.
    """
    for tool in _TOOLS:
        if _usable(tool) and _ran(tool, text):
            return f"Copied with {tool.command[0]} and through the terminal (OSC 52)."
    path = cache_folder() / "copied.txt"
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text + "\n", encoding="utf-8")
    except OSError as error:
        raise FramingError(
            f"cannot keep what was copied: {error.strerror}", file=str(path)
        ) from error
    return f"Copied through the terminal (OSC 52); also kept in {path}"


def _usable(tool: _Tool) -> bool:
    return shutil.which(tool.command[0]) is not None and (
        not tool.needs or bool(os.environ.get(tool.needs))
    )


def _ran(tool: _Tool, text: str) -> bool:
    try:
        done = subprocess.run(
            tool.command,
            input=text.encode(),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            timeout=_TOOL_SECONDS,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0


def citation(article: Article, start: int, end: int) -> str:
    """Where a passage is from: source, title, date, address, and its span in the stored text."""
    title = f"“{article.title}”" if article.title else ""
    known = [article.source, title, article.published, article.url]
    origin = ", ".join(part for part in known if part)
    return f"— {origin} [article {article.id}, characters {start}-{end}]"
