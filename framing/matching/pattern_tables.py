"""Patterns as arrays: their distinct words, and each as steps from word to word."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from framing.lexicons.patterns import Pattern, written_words

_SHAPES = ("literal", "prefix", "glob", "any")
"""As numbered in `lexicon.h`."""


def written_tables(patterns: Sequence[Pattern], written: Sequence[str]) -> dict[str, object]:
    """The fields that say how exact patterns are written; `written` is empty for all others."""
    steps: list[list[int]] = []
    for pattern, text in zip(patterns, written, strict=True):
        words = written_words(text) if text else [""] * len(pattern.words)
        steps += ([*map(ord, word)] for word in words)
    return {
        "written_from": np.cumsum([0, *map(len, steps)]),
        "written": [code for step in steps for code in step],
    }


def pattern_tables(patterns: Sequence[Pattern]) -> dict[str, object]:
    """The fields of the core's tables that say what the patterns are."""
    words = [word for pattern in patterns for word in pattern.words]
    forms: dict[str, int] = {}
    shapes: list[int] = []
    for word in words:
        if word.text not in forms:
            forms[word.text] = len(forms)
            shapes.append(_SHAPES.index(word.shape))
    letters = [text.encode("utf-8", "surrogatepass") for text in forms]
    return {
        "forms": len(forms),
        "form_bytes": np.frombuffer(b"".join((*letters, b"\0")), dtype=np.uint8),
        "form_from": np.cumsum([0, *map(len, letters)]),
        "form_shape": shapes,
        "patterns": len(patterns),
        "pattern_from": np.cumsum([0, *(len(pattern.words) for pattern in patterns)]),
        "step_form": [forms[word.text] for word in words],
        "step_tail": [word.tail for word in words],
        "step_touching": [word.touching for word in words],
    }
