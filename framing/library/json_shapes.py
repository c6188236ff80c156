"""What JSON in a library may look like: the file may have been written by anybody."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

Shape = Callable[[Any], bool]


def names(value: Any) -> bool:
    """A list of texts."""
    return isinstance(value, list) and set(map(type, value)) <= {str}


def an_object(value: Any) -> bool:
    """An object, whatever it holds."""
    return isinstance(value, dict)


def texts(value: Any) -> bool:
    """An object of texts."""
    return isinstance(value, dict) and all(isinstance(each, str) for each in value.values())


def numbers(value: Any) -> bool:
    """An object of whole numbers from 0."""
    return (
        isinstance(value, dict)
        and set(map(type, value.values())) <= {int}
        and min(value.values(), default=0) >= 0
    )


def spans(value: Any) -> bool:
    """A list of `[start, end, rule]`."""
    return _rows(value, int, int, str)


def pairs(value: Any) -> bool:
    """A list of pairs of texts."""
    return _rows(value, str, str)


def _rows(value: Any, *kinds: type) -> bool:
    return isinstance(value, list) and all(
        isinstance(row, list)
        and len(row) == len(kinds)
        and all(type(cell) is kind for cell, kind in zip(row, kinds, strict=True))
        for row in value
    )
