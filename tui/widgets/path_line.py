"""Owns the line into which a path is typed."""

from __future__ import annotations

from textual.widgets import Input

from framing.visible import visible_line


class PathLine(Input):
    """One line without a box."""

    DEFAULT_CSS = "PathLine { height: 1; border: none; padding: 0; }"

    def validate_value(self, value: str) -> str:
        """What was pasted must not steer the terminal either."""
        return visible_line(value)
