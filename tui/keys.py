"""Owns the description of bindings: what their keys are called and what they do."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Literal

from textual.app import App
from textual.binding import ActiveBinding, Binding
from textual.dom import DOMNode
from textual.screen import Screen

Place = Literal["part", "screen", "app"]
"""Where keys work: in the part that has them, on the whole screen, everywhere."""


def described_keys(screen: Screen[Any]) -> dict[Place, list[tuple[str, str]]]:
    """(keys, what they do) by place for every binding that has a tooltip, in their order.

    Keys that do the same thing, such as the digits, share a line. What has no tooltip is
    Textual's own and needs no description.
    """
    found: dict[Place, dict[str, list[str]]] = {"part": {}, "screen": {}, "app": {}}
    for active in _documented(screen):
        display = screen.app.get_key_display(active.binding)
        displays = found[_place(active.node)].setdefault(active.binding.tooltip, [])
        if display not in displays:
            displays.append(display)
    return {
        place: [(_joined(displays), what) for what, displays in keys.items()]
        for place, keys in found.items()
    }


def _place(node: DOMNode) -> Place:
    return "app" if isinstance(node, App) else "screen" if isinstance(node, Screen) else "part"


def _documented(screen: Screen[Any]) -> Iterable[ActiveBinding]:
    return (active for active in screen.active_bindings.values() if active.binding.tooltip)


def _joined(keys: list[str]) -> str:
    """`F1-F6`, `n N`; a key that is shown as `1…9` says all that do the same."""
    if "…" in keys[0] or len(keys) == 1:
        return keys[0]
    return f"{keys[0]}-{keys[-1]}" if len(keys) > 2 else " ".join(keys)


def enabled_actions(screen: Screen[Any]) -> dict[str, ActiveBinding]:
    """What the screen's keys can do, by what they are called; without the digits and F keys,
    which do the same to one thing or another."""
    found: dict[str, ActiveBinding] = {}
    for active in _documented(screen):
        binding: Binding = active.binding
        if active.enabled and not binding.system:
            found.setdefault(binding.description, active)
    return found
