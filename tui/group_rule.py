"""Owns the rule that selects the articles of a group, as `tui.filters` reads it."""

from __future__ import annotations

_DATES = ("month", "year")


def group_rule(by: str, name: str) -> str:
    """`source=The Daily`, `published=2025-02`: the articles that `by` puts into the group."""
    return f"{'published' if by in _DATES else by}={name}"
