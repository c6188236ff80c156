"""Owns how bindings are told to a person: one line for each thing that keys do."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from textual.binding import ActiveBinding, Binding
from textual.screen import Screen


def told(screen: Screen[Any]) -> list[tuple[str, str]]:
    """(keys, what they do) for every binding of the screen that has a tooltip, in their order.

    Keys that do the same thing, such as the digits, share a line. What has no tooltip is
    Textual's own and goes without saying.
    """
    keys: dict[str, list[str]] = {}
    for active in _spoken(screen):
        display = screen.app.get_key_display(active.binding)
        said = keys.setdefault(active.binding.tooltip, [])
        if display not in said:
            said.append(display)
    return [(_span(said), what) for what, said in keys.items()]


def _spoken(screen: Screen[Any]) -> Iterable[ActiveBinding]:
    return (active for active in screen.active_bindings.values() if active.binding.tooltip)


def _span(keys: list[str]) -> str:
    return f"{keys[0]}-{keys[-1]}" if len(keys) > 2 else " ".join(keys)


def actions(screen: Screen[Any]) -> dict[str, ActiveBinding]:
    """What the screen's keys can do, by what they are called."""
    found: dict[str, ActiveBinding] = {}
    for active in _spoken(screen):
        binding: Binding = active.binding
        if active.enabled:
            found.setdefault(binding.description, active)
    return found
